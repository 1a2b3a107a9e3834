"""The confusion matrix: which classes a network confuses with which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lernmi.activations import Number
from lernmi.pictures.canvas import figure, label
from lernmi.training.measures import Result, confusions

MOST_NUMBERS = 30
LONG_NAME = 5


def confusion_matrix(
    results: Iterable[Result],
    names: Sequence[str] | None = None,
    labels: tuple[Number, Number] = (0, 1),
) -> Any:
    """Return a figure with how often a network took one class for another.

    Right answers are on the diagonal.

    results: pairs (outputs, expected), such as `results(network, samples)` of lernmi.training.
    names: a name for each class, in the order of the outputs or labels, or None for 0, 1, 2, ...
    labels: the two labels of a single output, the smaller one first.

    Raises ValueError if there are no results, if a single output expects a number other than the
    labels, or if there are too few or too many names.
    """
    results = list(results)
    if not results:
        raise ValueError("confusion_matrix() needs at least one result; got none")
    counts = confusions(results, labels)
    size = max(2, len(results[0][1]))
    if names is None:
        names = [str(place) for place in range(size)]
    names = [label(name) for name in names]
    is_long = max(map(len, names)) > LONG_NAME
    table = [[counts[truth, guess] for guess in range(size)] for truth in range(size)]
    side = max(4.5, 0.55 * size + 2)
    drawn, [[axes]] = figure(width=side + 0.5, height=side)
    largest = max([max(row) for row in table])
    axes.imshow(table, cmap="Blues", vmin=0, vmax=largest)
    axes.set_xticks(range(size), names, rotation=35 if is_long else 0)
    axes.set_yticks(range(size), names)
    axes.set_xlabel("taken for")
    axes.set_ylabel("is")
    if size <= MOST_NUMBERS:
        for truth, row in enumerate(table):
            for guess, number in enumerate(row):
                if number:
                    colour = "white" if number > largest / 2 else "black"
                    axes.text(guess, truth, number, ha="center", va="center", color=colour)
    right = sum([table[place][place] for place in range(size)])
    axes.set_title(f"{right} of {len(results)} right")
    return drawn
