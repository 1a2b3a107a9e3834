"""Measures: how well a network does, in numbers that people ask for.

A measure is a function `(outputs, expected) -> number` for one sample; the Trainer records
its mean over all samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lernmi.activations import Number


def accuracy(outputs: Sequence[Number], expected: Sequence[Number]) -> int:
    """Return 1 if the outputs say what was expected, else 0; its mean is the share of right ones.

    With several outputs, they are right if the largest output stands where the largest
    expected number stands (the first one, where two are equal). With a single output, for the
    labels 0 and 1, it is right if it is nearer to the expected label than to the other.
    """
    if len(outputs) == 1:
        return 1 if abs(outputs[0] - expected[0]) < 0.5 else 0
    return 1 if place_of_largest(outputs) == place_of_largest(expected) else 0


def place_of_largest(numbers: Sequence[Number]) -> int:
    """Return the position of the largest number, the first if there are several."""
    place = 0
    for position, number in enumerate(numbers):
        if number > numbers[place]:
            place = position
    return place


def confusions(
    results: Iterable[tuple[Sequence[Number], Sequence[Number]]],
) -> Counter[tuple[int, int]]:
    """Return how often each class was taken for each, as a Counter of (expected, guessed).

    results: pairs (outputs, expected) with several outputs; a class is a position in them.
    """
    counts: Counter[tuple[int, int]] = Counter()
    for outputs, expected in results:
        counts[place_of_largest(expected), place_of_largest(outputs)] += 1
    return counts
