"""What all tests in a browser share."""

from __future__ import annotations

import pytest
from support.browser import browser


# For a module, and not longer: while Playwright runs, no other event loop can.
@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running
