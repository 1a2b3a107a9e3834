"""Make the pictures of the docs and the README with lernmi itself.

`conf.py` calls `make` when it builds the site. `docs/pictures/` has copies for people who read the
pages without building. If you change what they show, make them again and look at them:

    pip install -e '.[pictures]' playwright    (and Chromium: apt-get install chromium)
    python docs/made_pictures.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
KEPT = DOCS / "pictures"
sys.path.insert(0, str(DOCS.parent))

from made_animation import one_step_svg  # noqa: E402
from made_pages import newest_source  # noqa: E402

from lernmi import Network, Trainer  # noqa: E402
from lernmi.data import MAZUR, XOR, shapes, split, training_and_test_digits  # noqa: E402
from lernmi.functions import tanh, zeros  # noqa: E402
from lernmi.inside import draw, replay  # noqa: E402
from lernmi.training import accuracy_between, results  # noqa: E402

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# Tall enough to show a whole explanation.
HIGH = {"width": 1280, "height": 1200}


def make(folder: Path) -> list[str]:
    """Make as many of the pictures in `folder` as possible; return what the others need.

    Does nothing if all pictures are newer than the files that they are made from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {path.name: path.stat().st_mtime for path in folder.iterdir()}
    if set(made) == {path.name for path in KEPT.iterdir()} and min(made.values()) > newest_source():
        return []

    draw_networks(folder)
    missing = []
    if find_spec("matplotlib") is None:
        missing.append("Matplotlib (pip install matplotlib)")
    else:
        draw_with_matplotlib(folder)
    if find_spec("playwright") is None or shutil.which("chromium") is None:
        missing.append("Chromium and Playwright (pip install playwright)")
    else:
        photograph_replays(folder)
    return missing


def draw_networks(folder: Path) -> None:
    """Draw the networks and the animation, which need only lernmi."""
    network = MAZUR.network()
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    draw(network).save(folder / "mazur.svg")

    learned = Network([2, 4, 1], seed=0)
    Trainer(learned, learning_rate=2.0).train(XOR, 1000)
    learned.propagate([1, 0])
    draw(learned).save(folder / "xor.svg")
    draw(Network([784, 30, 10])).save(folder / "large.svg")
    (folder / "one_step.svg").write_text(one_step_svg(), encoding="utf-8")


def draw_with_matplotlib(folder: Path) -> None:
    """Draw the pictures of docs/plot.md."""
    from lernmi.pictures import (
        boundary_animation,
        confusion_matrix,
        decision_boundary,
        error_curve,
        first_layer_images,
        hidden_views,
    )

    def save(figure: Any, name: str) -> None:
        figure.savefig(folder / f"{name}.png", dpi=70)

    def circle_network() -> Network:
        return Network(
            [2, 4, 1], activation=tanh, output_activation=tanh, input_names=["x", "y"], seed=0
        )

    points = shapes.circle(300, 0.0, 0)
    training, test = split(points, 0.5, 0)
    network = circle_network()
    trainer = Trainer(network, learning_rate=0.1, measures=[accuracy_between(-1, 1)])
    history = trainer.train(training, 150, validation=test)
    save(error_curve(history), "error_curve")
    save(decision_boundary(network, points), "plane")
    save(hidden_views(network, points), "hidden_views")
    animation = boundary_animation(Trainer(circle_network(), learning_rate=0.1), points, 60, 16)
    animation.save(folder / "boundary.gif", writer="pillow", dpi=60)

    training, test = training_and_test_digits(0)
    digits = Network([64, 30, 10])
    Trainer(digits, learning_rate=0.5, engine="auto").train(training, 10)
    save(first_layer_images(digits), "first_layer")
    save(confusion_matrix(results(digits, test, "auto")), "confusions")

    for name, made in (("stuck", {"initial_weights": zeros}), ("cured", {"seed": 0})):
        xor = Network([2, 4, 1], **made)
        Trainer(xor, learning_rate=2.0).train(XOR, 1000)
        save(decision_boundary(xor, XOR), name)


def photograph_replays(folder: Path) -> None:
    """Take screenshots of replays in a browser."""
    from playwright.sync_api import sync_playwright

    sample = (MAZUR.inputs, MAZUR.expected)
    one_step = replay(MAZUR.network(), [sample], learning_rate=0.5, title="mazur: a network learns")
    many = replay(Network([2, 4, 1], seed=0), XOR, learning_rate=2.0, epochs=600)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as room:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )

        def photograph(
            recorded: Any, name: str, viewport: Any, moment: str, pick: str = ""
        ) -> None:
            path = Path(room) / "replay.html"
            recorded.save(path)
            page = browser.new_page(viewport=viewport)
            page.goto(f"{path.as_uri()}#moment={moment}")
            if pick:
                page.focus(f"[data-name={pick!r}]")
                page.keyboard.press("Enter")
                page.evaluate("document.activeElement.blur()")
            page.screenshot(path=folder / name)
            page.close()

        photograph(one_step, "replay.png", WIDE, "25.2")
        photograph(one_step, "replay_phone.png", PHONE, "33.3")
        photograph(many, "replay_link.png", HIGH, "396", pick="h2->y1")
        browser.close()


if __name__ == "__main__":
    for what in make(KEPT):
        print(f"Some pictures were not redrawn, because this is missing: {what}")
