"""What is shown after the digits were learned: how many it reads, and some to look at."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.data.digits import WIDTH
from lernmi.network import Network
from lernmi.trainer import Sample
from lernmi.training.measures import confusions, place_of_largest

# From paper to full ink. Plain ASCII, so that every terminal and every file can hold it.
INKS = " .:-=+*#%@"
MOST_PICTURES = 4
# A character is about twice as high as it is wide.
CHARACTERS_FOR_A_PIXEL = 2
PICTURE_WIDTH = WIDTH * CHARACTERS_FOR_A_PIXEL
GAP = "   "


class Reading(NamedTuple):
    """One digit, what the network said of it, and what it is."""

    pixels: Sequence[Number]
    outputs: Sequence[Number]
    expected: Sequence[Number]

    @property
    def guess(self) -> int:
        """The digit with the largest output."""
        return place_of_largest(self.outputs)

    @property
    def truth(self) -> int:
        """The digit that it is."""
        return place_of_largest(self.expected)


def report(network: Network, test: Sequence[Sample]) -> None:
    """Print how many of the test digits are read right, which are mistaken, and draw some."""
    readings = [Reading(inputs, network.propagate(inputs), expected) for inputs, expected in test]
    right = [reading for reading in readings if reading.guess == reading.truth]
    wrong = [reading for reading in readings if reading.guess != reading.truth]
    # As many pictures side by side as the terminal is wide, or 80 characters where there is none.
    columns = shutil.get_terminal_size().columns
    at_once = max(1, min(MOST_PICTURES, (columns + len(GAP)) // (PICTURE_WIDTH + len(GAP))))
    print(
        f"Of {len(test)} digits that it never saw, it reads {len(right)} right: "
        f"{100 * len(right) / len(test):.1f} %."
    )
    print()
    if wrong:
        print("Mistaken for one another:")
        counts = confusions([(reading.outputs, reading.expected) for reading in wrong])
        for (truth, guess), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            article = "an" if truth == 8 else "a"
            often = {1: "once", 2: "twice"}.get(count, f"{count} times")
            print(f"  {article} {truth} read as {guess}: {often}")
        print()
        print("Some that it reads wrong (how sure it is: that digit's output, 0 to 1):")
        print()
        print(pictures(wrong[:at_once]))
        print()
    if right:
        print("Some that it reads right:")
        print()
        print(pictures(right[:at_once]))
        print()
    if len(right) < len(test) / 2:
        print("That is not much. Try more epochs, or a learning rate between 0.1 and 3.")
    print("How did every Link know by how much to change? It is all in lernmi/link.py.")
    print("Next: python3 -m lernmi train xor, and the examples folder.")


def pictures(readings: Sequence[Reading]) -> str:
    """Return a row of digits drawn in characters, each with the guess and how sure it is."""
    lines = []
    for row in range(WIDTH):
        drawn = [drawn_row(reading.pixels, row) for reading in readings]
        lines.append(GAP.join(drawn).rstrip())
    first = []
    second = []
    for reading in readings:
        first.append(f"read as {reading.guess} ({reading.outputs[reading.guess]:.2f})")
        if reading.guess == reading.truth:
            second.append("")
        else:
            second.append(f"it is {reading.truth} ({reading.outputs[reading.truth]:.2f})")
    for captions in (first, second):
        lines.append(GAP.join([caption.ljust(PICTURE_WIDTH) for caption in captions]).rstrip())
    return "\n".join(lines).rstrip()


def drawn_row(pixels: Sequence[Number], row: int) -> str:
    """Return one row of a digit, each pixel as two characters."""
    text = ""
    for pixel in pixels[row * WIDTH : (row + 1) * WIDTH]:
        text += INKS[round(pixel * (len(INKS) - 1))] * CHARACTERS_FOR_A_PIXEL
    return text
