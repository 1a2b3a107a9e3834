"""`train --pictures FOLDER`: all pictures that suit the network and its samples."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lernmi.network import Network
from lernmi.pictures.answers import confusion_matrix
from lernmi.pictures.canvas import figure
from lernmi.pictures.inside import first_layer_images, layer_histograms, weight_maps
from lernmi.pictures.plane import decision_boundary, hidden_views
from lernmi.pictures.training import error_curve
from lernmi.support.records import History
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text
from lernmi.training.measures import results
from lernmi.writing.whole_files import folder_for_files, refuse_unwritable, write_whole

# With fewer inputs, an image of the weights shows too little.
SMALLEST_IMAGE = 16


def refuse_folder(folder: str) -> None:
    """Refuse an unusable folder now, not after the training; don't create the folder yet.

    Raises ImportError without Matplotlib, ValueError if `folder` is a file, OSError if it can't be
    created or written to.
    """
    figure()
    if not folder or (Path(folder).exists() and not Path(folder).is_dir()):
        raise ValueError(f"--pictures must be a folder; got {short_text(folder)}")
    with folder_for_files(folder):
        refuse_unwritable(Path(folder) / "weights.png")


def draw_pictures(
    folder: str,
    network: Network,
    history: History,
    samples: Sequence[Sample],
    test: Sequence[Sample],
    has_labels: bool,
    names: Sequence[str] | None,
) -> list[str]:
    """Draw everything that suits the network into a folder, and return the names of the files.

    history: the history of the training; if it is empty, there is no error curve.
    samples: the samples that it learned from.
    test: samples that it didn't learn from; if there are none, lernmi counts mistakes in `samples`.
    has_labels: whether the samples have labels; lernmi counts no mistakes in amounts.
    names: the names of the outputs, if they have any.
    """
    inputs = len(network.neuron_layers[0].neurons)
    outputs = len(network.neuron_layers[-1].neurons)
    has_hidden = len(network.neuron_layers) > 2
    makers: dict[str, Callable[[], Any]] = {"weights": lambda: weight_maps(network)}
    if history:
        makers["error_curve"] = lambda: error_curve(history)
    makers["layers"] = lambda: layer_histograms(network, samples)
    if inputs == 2 and outputs == 1:
        makers["plane"] = lambda: decision_boundary(network, [*samples, *test])
        if has_hidden:
            makers["hidden_views"] = lambda: hidden_views(network, [*samples, *test])
    if inputs >= SMALLEST_IMAGE and math.isqrt(inputs) ** 2 == inputs:
        makers["first_layer"] = lambda: first_layer_images(network)
    if has_labels:
        asked = test or samples
        expected = [numbers[0] for _, numbers in [*samples, *test]]
        labels = (min(expected), max(expected))
        makers["confusions"] = lambda: confusion_matrix(
            results(network, asked, "auto"), names, labels if labels[0] < labels[1] else (0, 1)
        )
    files = []
    for name, make in makers.items():
        path = Path(folder) / f"{name}.png"
        save_figure(make(), path)
        files.append(path.name)
    return files


def save_figure(figure: Any, path: Path) -> None:
    """Write a figure as a PNG picture, and create its folder if there is none."""
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=110)
    with folder_for_files(path.parent):
        write_whole(path, picture.getvalue())
