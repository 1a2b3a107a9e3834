"""A real browser for the tests: the system's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def why_no_browser() -> str:
    """Return what is missing for tests in a browser, or ""."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "no browser tests without Playwright: pip install playwright"
    if chromium() is None:
        return "no browser tests without Chromium: apt-get install chromium"
    return ""


def chromium() -> str | None:
    """Return the path of the system's Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path is not None), None)


@contextmanager
def browser() -> Iterator[Any]:
    """Run Chromium without a window in a `with` block, which gets Playwright's Browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Its sandbox needs rights that containers don't give. It only opens our own pages.
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield running
        finally:
            running.close()


def assert_no_violation(page: Any) -> None:
    """Check the page with axe, and that its rule about visible names holds too."""
    import axe_playwright_python

    source = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    page.evaluate(source.read_text(encoding="utf-8") + ";0")
    found = page.evaluate(
        """async () => {
            const rules = { "label-content-name-mismatch": { enabled: true } };
            const { violations } = await axe.run(document, { rules });
            return violations.map((each) => [each.id, each.nodes.map((node) => node.html)]);
        }"""
    )
    assert found == []
