"""The report on digits: some that the network reads wrong, and how many it reads right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.command_line.advice import (
    Report,
    about_rare_labels,
    answers_for,
    joined,
    memorised_labels,
    no_better_than_one_label,
    try_these,
)
from lernmi.command_line.progress import counted, with_progress
from lernmi.command_line.terminal import columns
from lernmi.functions.error_functions import CrossEntropy, probabilities
from lernmi.support.samples import Sample
from lernmi.trainer import Trainer
from lernmi.training.measures import confusions, place_of_largest, results

# From paper to full ink, in ASCII, which works in every terminal and every file.
INKS = " .:-=+*#%@"
MOST_PICTURES = 4
MOST_CONFUSIONS = 15
# The Links read this many in a second or two; then lernmi can report its progress.
READ_AT_ONCE = 500
# Other engines are faster.
READ_AT_ONCE_BY_ENGINES = 5000
# A character is about twice as high as it is wide. In a small image, two characters side by side
# draw one pixel; in images wider than this, one character draws two pixels, one below the other.
LARGE = 16
GAP = "   "
# What to try, besides more epochs, if fewer than half of the digits are right.
TRY = ("a --learning-rate ten times as large", "a tenth of it")


class Reading(NamedTuple):
    """One digit, the network's answer, and the right answer.

    pixels: row by row from the upper left, each from 0 (paper) to 1 (ink).
    outputs, expected: ten each, for the digits from 0 to 9.
    sure: the outputs; with a cross-entropy, the probabilities made from them.
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
        """The digit that the image really shows."""
        return place_of_largest(self.expected)


def report(trainer: Trainer, training: Sequence[Sample], test: Sequence[Sample]) -> Report:
    """Draw some test digits, print what the network confuses; return the result, and advice.

    The result is how many digits it reads right.
    """
    network = trainer.network
    right: list[Reading] = []
    wrong: list[Reading] = []
    at_once = READ_AT_ONCE if trainer.engine.name == "links" else READ_AT_ONCE_BY_ENGINES
    for some in with_progress(test, at_once, "digits read for the test"):
        for place, result in enumerate(results(network, some, trainer.engine.name)):
            is_right = place_of_largest(result[0]) == place_of_largest(result[1])
            readings = right if is_right else wrong
            # Only some are drawn.
            inputs = some[place][0] if len(readings) < MOST_PICTURES else []
            readings.append(
                Reading(inputs, result[0], probabilities(network, result[0]), result[1])
            )
    # As many pictures side by side as the terminal has room for.
    side_by_side = max(
        1, min(MOST_PICTURES, (columns() + len(GAP)) // (picture_width(test[0][0]) + len(GAP)))
    )
    drawn = wrong or right
    is_probability = isinstance(network.error_function, CrossEntropy)
    sure = "probability" if is_probability else "output"
    print(
        f"Some digits it reads {'wrong' if wrong else 'right'} (in brackets: that digit's {sure}):"
    )
    print()
    print(pictures(drawn[:side_by_side]))
    print()
    if wrong:
        print("What it confuses:")
        counts = confusions([(reading.outputs, reading.expected) for reading in wrong])
        by_count = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        for (truth, guess), count in by_count[:MOST_CONFUSIONS]:
            article = "an" if truth == 8 else "a"
            often = {1: "once", 2: "twice"}.get(count, f"{count} times")
            print(f"  {article} {truth} read as {guess}: {often}")
        if len(by_count) > MOST_CONFUSIONS:
            rest = sum([count for _, count in by_count[MOST_CONFUSIONS:]])
            print(f"  and {counted(rest, 'other')}")
        print()
    seen = answers_for(trainer, training)
    unseen = [(reading.truth, reading.guess) for reading in [*right, *wrong]]
    names = [str(digit) for digit in range(len(test[0][1]))]
    sentence = (
        f"It reads {len(right):,} of the {len(test):,} unseen digits correctly: "
        f"{100 * len(right) / len(test):.1f} %."
    )
    return Report(
        joined(sentence, no_better_than_one_label(seen, unseen, names)),
        joined(
            about_rare_labels(seen, unseen, names, "digit"),
            memorised_labels(seen, unseen, trainer, "digit"),
        ),
        try_these(trainer, *TRY) if len(right) < len(test) / 2 else "",
    )


def pictures(readings: Sequence[Reading]) -> str:
    """Return a row of digits drawn in characters, each with the guess and the truth below it."""
    width = picture_width(readings[0].pixels)
    lines = []
    for rows in zip(*[picture_of(reading.pixels) for reading in readings]):
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
    """Return the width of an image's picture, in characters."""
    width = math.isqrt(len(pixels))
    return width if width > LARGE else 2 * width


def picture_of(pixels: Sequence[Number]) -> list[str]:
    """Return a square image as lines of characters.

    Two characters draw one pixel; in images wider than 16, one character draws two pixels, one
    below the other.
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
