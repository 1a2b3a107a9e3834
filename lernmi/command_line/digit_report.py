"""What is shown after the digits were learned: how many it reads, and some to look at."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lernmi import link
from lernmi.activations import Number
from lernmi.command_line.progress import counted, watched
from lernmi.command_line.terminal import columns, command
from lernmi.functions.error_functions import CrossEntropy, probabilities
from lernmi.network import Network
from lernmi.support.samples import Sample
from lernmi.training.measures import confusions, place_of_largest, results

# From paper to full ink. Plain ASCII, so that every terminal and every file can hold it.
INKS = " .:-=+*#%@"
MOST_PICTURES = 4
MOST_CONFUSIONS = 15
# So many take a second or two at most, and then it can be said how far it is.
READ_AT_ONCE = 500
# A character is about twice as high as it is wide: it stands for half a pixel of a small image,
# and for two pixels, one below the other, of a large one.
LARGE = 16
GAP = "   "


class Reading(NamedTuple):
    """One digit, what the network said of it, and what it is.

    pixels: row by row from the upper left, each from 0 (paper) to 1 (ink).
    outputs, expected: ten each, for the digits from 0 to 9.
    sure: how sure it is of each: the outputs, with a cross-entropy as probabilities.
    """

    pixels: Sequence[Number]
    outputs: Sequence[Number]
    sure: Sequence[Number]
    expected: Sequence[Number]

    @property
    def guess(self) -> int:
        """The digit with the largest output."""
        return place_of_largest(self.outputs)

    @property
    def truth(self) -> int:
        """The digit that it is."""
        return place_of_largest(self.expected)


def report(
    network: Network, training: Sequence[Sample], test: Sequence[Sample], engine: str
) -> None:
    """Print how many of the test digits are read right, which are mistaken, and draw some."""
    readings = []
    for some in watched(test, READ_AT_ONCE, "digits read for the test"):
        for (inputs, _), (outputs, expected) in zip(some, results(network, some, engine)):
            readings.append(Reading(inputs, outputs, probabilities(network, outputs), expected))
    right = [reading for reading in readings if reading.guess == reading.truth]
    wrong = [reading for reading in readings if reading.guess != reading.truth]
    # As many pictures side by side as the terminal has room for.
    at_once = max(
        1, min(MOST_PICTURES, (columns() + len(GAP)) // (picture_width(test[0][0]) + len(GAP)))
    )
    print(
        f"Of {counted(len(test), 'digit')} that it never saw, it reads {len(right):,} right: "
        f"{100 * len(right) / len(test):.1f} %."
    )
    print()
    if wrong:
        print("Mistaken for one another:")
        counts = confusions([(reading.outputs, reading.expected) for reading in wrong])
        by_count = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        for (truth, guess), count in by_count[:MOST_CONFUSIONS]:
            article = "an" if truth == 8 else "a"
            often = {1: "once", 2: "twice"}.get(count, f"{count} times")
            print(f"  {article} {truth} read as {guess}: {often}")
        if len(by_count) > MOST_CONFUSIONS:
            rest = sum([count for _, count in by_count[MOST_CONFUSIONS:]])
            print(f"  and {rest} others")
        print()
        is_probability = isinstance(network.error_function, CrossEntropy)
        sure = "probability" if is_probability else "output"
        print(f"Some that it reads wrong (how sure it is: that digit's {sure}):")
        print()
        print(pictures(wrong[:at_once]))
        print()
    if right:
        print("Some that it reads right:")
        print()
        print(pictures(right[:at_once]))
        print()
    if len(right) < len(test) / 2:
        print("That is not much. Try more epochs, or a learning rate ten times as large, or a")
        print("tenth of it.")
    print("How did every Link know by how much to change? It is all in this file:")
    file = Path(link.__file__)
    here = Path.cwd()
    print(f"  {file.relative_to(here) if file.is_relative_to(here) else file}")
    print(f"Next: {command()} step")


def pictures(readings: Sequence[Reading]) -> str:
    """Return a row of digits drawn in characters, each with the guess and how sure it is."""
    width = picture_width(readings[0].pixels)
    lines = []
    for rows in zip(*[drawn(reading.pixels) for reading in readings]):
        lines.append(GAP.join(rows).rstrip())
    first = []
    second = []
    for reading in readings:
        first.append(f"read as {reading.guess} ({reading.sure[reading.guess]:.2f})")
        if reading.guess == reading.truth:
            second.append("")
        else:
            second.append(f"it is {reading.truth} ({reading.sure[reading.truth]:.2f})")
    for captions in (first, second):
        lines.append(GAP.join([caption.ljust(width) for caption in captions]).rstrip())
    return "\n".join(lines).rstrip()


def picture_width(pixels: Sequence[Number]) -> int:
    """Return how many characters wide the picture of an image is."""
    width = math.isqrt(len(pixels))
    return width if width > LARGE else 2 * width


def drawn(pixels: Sequence[Number]) -> list[str]:
    """Return a square image as lines of characters.

    Two characters for a pixel; or in images wider than 16, one for two that stand below each other.
    """
    width = math.isqrt(len(pixels))
    rows = [pixels[start : start + width] for start in range(0, len(pixels), width)]
    if width <= LARGE:
        return ["".join([ink(pixel) * 2 for pixel in row]) for row in rows]
    lines = []
    for upper, lower in zip(rows[::2], rows[1::2]):
        lines.append("".join([ink((one + other) / 2) for one, other in zip(upper, lower)]))
    return lines


def ink(pixel: Number) -> str:
    """Return the character for a pixel from 0 to 1."""
    return INKS[round(pixel * (len(INKS) - 1))]
