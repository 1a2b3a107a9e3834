"""Measure the live page: learning steps and redraws a second, while it plays XOR at full speed.

    python tests/benchmarks/play.py [SECONDS]

It needs Playwright and Chromium. Beside the page, it measures the same steps by the page's Python
half alone, and by a Trainer that nobody watches. Compare only figures of one run.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.browser import browser
from support.playing import command, printed_address

from lernmi import Trainer
from lernmi.play import Session
from lernmi.play.recipes import read_recipe

COUNT_REDRAWS = """() => {
    window.redraws = 0;
    const seen = new MutationObserver(() => { window.redraws += 1; });
    const step = document.querySelector("[data-text=step]");
    seen.observe(step, { childList: true, characterData: true, subtree: true });
}"""


def trainer_steps(seconds: float) -> float:
    """Return the steps a second of a Trainer."""
    recipe = read_recipe({})
    trainer = Trainer(recipe.network(), learning_rate=recipe.rate, seed=recipe.seed)
    started = time.perf_counter()
    while time.perf_counter() < started + seconds:
        trainer.train(recipe.samples(), 100)
    return 4 * trainer.epochs_done / (time.perf_counter() - started)


def session_steps(seconds: float) -> float:
    """Return the steps a second of a Session that answers the messages of a playing page."""
    session = Session()
    started = time.perf_counter()
    while time.perf_counter() < started + seconds:
        session.handle({"verb": "learn", "ms": 24, "continues": True})
    return session.timeline.step / (time.perf_counter() - started)


def page_steps_and_redraws(seconds: float) -> tuple[float, float]:
    """Return the steps and the redraws a second of the page."""
    process = command("-m", "lernmi", "play", "--no-browser")
    try:
        address = printed_address(process)
        with browser() as running:
            page = running.new_page(viewport={"width": 1280, "height": 800})
            page.goto(address)
            page.wait_for_selector("[data-do=play]")
            page.select_option(".speed", "fast")
            page.evaluate(COUNT_REDRAWS)
            started = time.perf_counter()
            page.click("[data-do=play]")
            time.sleep(seconds)
            redraws = page.evaluate("window.redraws")
            text = page.inner_text("[data-text=step]")
            passed = time.perf_counter() - started
    finally:
        process.terminate()
        process.communicate()
    steps = int(re.sub(r"\D", "", text))
    return steps / passed, redraws / passed


def main() -> None:
    """Print the figures."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    alone = trainer_steps(seconds)
    session = session_steps(seconds)
    page, redraws = page_steps_and_redraws(seconds)
    print(f"{'':34}{'steps/s':>8}  of a Trainer's")
    for what, steps in (
        ("a Trainer, unwatched", alone),
        ("the page's Python half, without page", session),
        ("the page, playing", page),
    ):
        print(f"{what:34}{steps:8,.0f}  {steps / alone:.0%}")
    print(f"{'the page redraws':34}{redraws:8.0f} times a second")


if __name__ == "__main__":
    main()
