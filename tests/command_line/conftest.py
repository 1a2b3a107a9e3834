"""On Windows lernmi prints `py`. The tests of the command line expect `python3`, as elsewhere."""

from __future__ import annotations

import pytest

from lernmi.command_line import main, show, terminal


@pytest.fixture(autouse=True)
def commands_with_python3(monkeypatch):
    # The others import it from the last one.
    for module in (show, main, terminal):
        monkeypatch.setattr(module, "PYTHON", "python3")
