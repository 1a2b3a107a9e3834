"""Firefox, without a window: pages there test themselves, and report to the server."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIREFOX = next((path for path in map(shutil.which, ("firefox-esr", "firefox")) if path), None)
WHY_NO_FIREFOX = "" if FIREFOX else "no test in Firefox: apt-get install firefox-esr"


@contextmanager
def firefox_at(address: str, profile: Path) -> Iterator[list[str]]:
    """Open an address in a `with` block; afterwards, the list has what Firefox printed.

    profile: an empty folder.
    """
    assert FIREFOX is not None
    printed: list[str] = []
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), address]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        yield printed
    finally:
        process.terminate()
        printed.append(process.communicate()[0].decode(errors="replace"))


def report_from_firefox(server: Any, address: str, profile: Path, seconds: float) -> dict[str, Any]:
    """Return the one report that the page at an address sends to its server.

    server: from `live_page.serving`.
    seconds: much more than Firefox needs, unless something hangs.
    """
    with firefox_at(address, profile) as printed:
        end = time.monotonic() + seconds
        while not server.reports and time.monotonic() < end:
            time.sleep(0.1)
    assert server.reports, printed[0]
    [report] = server.reports
    return report
