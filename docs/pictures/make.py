"""Makes the pictures of the docs and the README.

    pip install -e '.[pictures]' playwright    (and Chromium: apt-get install chromium)
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
from lernmi.activations import tanh  # noqa: E402
from lernmi.data import shapes  # noqa: E402
from lernmi.data.digits import training_and_test_digits  # noqa: E402
from lernmi.data.logic import XOR  # noqa: E402
from lernmi.data.published import MAZUR  # noqa: E402
from lernmi.data.samples import split  # noqa: E402
from lernmi.inside.diagram import draw  # noqa: E402
from lernmi.inside.replay import replay  # noqa: E402
from lernmi.pictures.answers import confusion_matrix  # noqa: E402
from lernmi.pictures.inside import first_layer_images  # noqa: E402
from lernmi.pictures.plane import (  # noqa: E402
    boundary_animation,
    decision_boundary,
    hidden_views,
)
from lernmi.pictures.training import error_curve  # noqa: E402
from lernmi.training.initial_weights import zeros  # noqa: E402
from lernmi.training.measures import accuracy_between, results  # noqa: E402

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def drawn_by_matplotlib() -> None:
    """Make those of docs/pictures.md."""
    points = shapes.circle(300, 0.0, 0)
    training, test = split(points, 0.5, 0)

    def circle_network() -> Network:
        return Network(
            [2, 4, 1], activation=tanh, output_activation=tanh, input_names=["x", "y"], seed=0
        )

    network = circle_network()
    trainer = Trainer(network, learning_rate=0.1, measures=[accuracy_between(-1, 1)])
    history = trainer.train(training, 150, validation=test)
    save(error_curve(history), "error_curve")
    save(decision_boundary(network, points), "plane")
    save(hidden_views(network, points), "hidden_views")
    animation = boundary_animation(Trainer(circle_network(), learning_rate=0.1), points, 60, 16)
    animation.save(HERE / "boundary.gif", writer="pillow", dpi=60)

    training, test = training_and_test_digits(0)
    digits = Network([64, 30, 10])
    Trainer(digits, learning_rate=0.5, engine="auto").train(training, 10)
    save(first_layer_images(digits), "first_layer")
    save(confusion_matrix(results(digits, test, "auto")), "confusions")

    for name, made in (("stuck", {"initial_weights": zeros}), ("cured", {"seed": 0})):
        xor = Network([2, 4, 1], **made)
        Trainer(xor, learning_rate=2.0).train(XOR, 1000)
        save(decision_boundary(xor, XOR), name)


def save(figure: Any, name: str) -> None:
    """Write a figure."""
    figure.savefig(HERE / f"{name}.png", dpi=70)


def main() -> None:
    """Make all pictures."""
    drawn_by_matplotlib()
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
