"""Makes the pictures of the docs and the README.

    pip install playwright    (and Chromium, such as apt-get install chromium)
    python docs/pictures/make.py

Run it from the repository root after a change to the diagram or the replay, and look at them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from lernmi import Network, Trainer  # noqa: E402
from lernmi.data.logic import XOR  # noqa: E402
from lernmi.data.published import MAZUR  # noqa: E402
from lernmi.inside.diagram import draw  # noqa: E402
from lernmi.inside.replay import replay  # noqa: E402

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def main() -> None:
    """Make all pictures."""
    network = MAZUR.network()
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    draw(network).save(HERE / "mazur.svg")

    learned = Network([2, 4, 1], seed=0)
    Trainer(learned, learning_rate=2.0).train(XOR, 1000)
    learned.propagate([1, 0])
    draw(learned).save(HERE / "xor.svg")
    draw(Network([784, 30, 10])).save(HERE / "large.svg")

    sample = (MAZUR.inputs, MAZUR.expected)
    one_step = replay(MAZUR.network(), [sample], learning_rate=0.5, title="mazur: a network learns")
    many = replay(Network([2, 4, 1], seed=0), XOR, learning_rate=2.0, epochs=600)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )

        def photograph(
            recorded: Any, name: str, viewport: Any, moment: int, pick: str = ""
        ) -> None:
            path = Path(folder) / "replay.html"
            recorded.save(path)
            page = browser.new_page(viewport=viewport)
            page.goto(f"{path.as_uri()}#moment={moment}")
            if pick:
                page.focus(f"[data-name={pick!r}]")
                page.keyboard.press("Enter")
                page.evaluate("document.activeElement.blur()")
            page.screenshot(path=HERE / name)
            page.close()

        photograph(one_step, "replay.png", WIDE, 25)
        photograph(one_step, "replay_phone.png", PHONE, 33)
        photograph(many, "replay_link.png", WIDE, 400, pick="h2->y1")
        browser.close()


if __name__ == "__main__":
    main()
