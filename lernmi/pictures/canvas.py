"""An empty figure, in colours that people with any kind of colour vision can tell apart.

lernmi doesn't use pyplot, so no window opens, nothing stays in the background, and pictures work on
machines without a screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

# After Okabe and Ito, "Color Universal Design" (2008): blue, vermilion, and a dark grey.
BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#444444"
# From orange to blue through white, for numbers below and above a middle.
TWO_SIDES = ["#d55e00", "#f0b27f", "#ffffff", "#7fb8d8", "#0072b2"]
# Legible from the last row of a classroom.
FONT_SIZE = 13
LONGEST_NAME = 14


def figure(columns: int = 1, rows: int = 1, width: float = 7.0, height: float = 4.8) -> Any:
    """Return a figure and its axes, as a list of rows.

    columns, rows: number of columns and rows of axes.
    width, height: size of each of the axes in inches.

    Raises ImportError if Matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as problem:
        raise ImportError(f"pictures need Matplotlib: pip install matplotlib ({problem})") from None
    with rc_context({"font.size": FONT_SIZE}):
        new = Figure(figsize=(width * columns, height * rows), layout="constrained")
        FigureCanvasAgg(new)
        axes = new.subplots(rows, columns, squeeze=False)
    return new, [list(row) for row in axes]


def two_sides() -> Any:
    """Return a colour map from orange through white to blue, with grey for nan."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("lernmi", TWO_SIDES)
    return colours.with_extremes(bad=GREY)


def label(name: str) -> str:
    """Return a name cut to fit beside others, and escaped so that $ doesn't begin a formula."""
    short = name if len(name) <= LONGEST_NAME else f"{name[:7]}..{name[-5:]}"
    return short.replace("$", r"\$")


def whole_numbers(axis: Any) -> None:
    """Print only whole numbers along an axis."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator("auto", integer=True, steps=[1, 2, 5, 10]))


def finite_ones(numbers: Iterable[float]) -> list[float]:
    """Return the numbers without nan and infinity."""
    return [number for number in numbers if math.isfinite(number)]
