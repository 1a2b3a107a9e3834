"""How training went: the error curve, and the census of seeds."""

from __future__ import annotations

from typing import Any

from lernmi.inside.numbers import as_float
from lernmi.pictures.canvas import BLUE, GREY, ORANGE, figure, finite_ones, whole_numbers
from lernmi.support.records import History
from lernmi.training.many_starts import Census

# If some errors are this many times larger than others, the scale is logarithmic.
SPREAD = 10_000


def error_curve(history: History) -> Any:
    """Return a figure of the mean error in each epoch, with a dashed line for validation.

    The dashed line needs a validation error in every epoch. Measures, such as the accuracy, follow
    below, each in its own diagram.

    Raises ValueError for a history without epochs, ImportError without Matplotlib.
    """
    if not history:
        raise ValueError("error_curve() needs a history with at least one epoch; got none")
    names = list(history[0].measures)
    drawn, rows = figure(rows=1 + len(names), height=3.6)
    epochs = [record.epoch for record in history]
    has_validation = all(record.validation_measures is not None for record in history)
    for row, name in zip(rows, ["error", *names]):
        [axes] = row
        if name == "error":
            values = [as_float(record.error) for record in history]
            aside = [
                as_float(record.validation_error)
                for record in history
                if has_validation and record.validation_error is not None
            ]
        else:
            values = [as_float(record.measures[name]) for record in history]
            aside = [
                as_float(record.validation_measures[name])
                for record in history
                if has_validation and record.validation_measures is not None
            ]
        marker = "o" if len(epochs) == 1 else ""
        axes.plot(epochs, values, color=BLUE, linewidth=2, marker=marker, label="while learning")
        if has_validation:
            axes.plot(
                epochs,
                aside,
                color=ORANGE,
                linewidth=2,
                linestyle="--",
                marker=marker,
                label="validation samples",
            )
            axes.legend()
        axes.set_xlabel("epoch")
        axes.set_ylabel(f"mean {name}" if name == "error" else name)
        numbers = finite_ones([*values, *aside])
        if numbers and min(numbers) > 0 and max(numbers) > SPREAD * min(numbers[0], values[-1]):
            # If training diverges, a linear scale would flatten everything else.
            axes.set_yscale("log")
        elif numbers and min(numbers) >= 0:
            axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
    return drawn


def census_histogram(found: Census, bins: int = 20) -> Any:
    """Return a histogram of how many epochs each start needed to learn the task.

    found: the result of `census` of lernmi.training.
    bins: largest number of columns, 1 or more.

    Raises ValueError if there are no outcomes, and ValueError or TypeError for other bins.
    """
    count = len(found.outcomes)
    if count == 0:
        raise ValueError("census_histogram() needs at least one outcome; got none")
    drawn, [[axes]] = figure()
    for first, last, number in found.histogram(bins):
        axes.bar((first + last) / 2, number, width=last - first + 1, color=BLUE, edgecolor="white")
    axes.set_xlabel("epochs until it was learned")
    axes.set_ylabel("starts")
    whole_numbers(axes.yaxis)
    whole_numbers(axes.xaxis)
    if not found.solved:
        axes.text(0.5, 0.5, "none learned it", ha="center", transform=axes.transAxes)
        axes.set_xticks([])
    axes.set_title(
        f"{len(found.solved)} of {count} starts learned it ({100 * found.rate:.1f} %)", color=GREY
    )
    return drawn
