"""Logic gates as samples: 0 is false, 1 is true.

All numbers are ints, so a network of Fractions gives exact results.
"""

from __future__ import annotations

from lernmi.support.numbers import checked_whole_number
from lernmi.support.samples import Sample

#: 1 if the input is 0, and 0 if it is 1.
NOT: list[Sample] = [
    ([0], [1]),
    ([1], [0]),
]

#: 1 if both inputs are 1.
AND: list[Sample] = [
    ([0, 0], [0]),
    ([0, 1], [0]),
    ([1, 0], [0]),
    ([1, 1], [1]),
]

#: 1 if at least one input is 1.
OR: list[Sample] = [
    ([0, 0], [0]),
    ([0, 1], [1]),
    ([1, 0], [1]),
    ([1, 1], [1]),
]

#: The opposite of AND: 0 only if both inputs are 1.
NAND: list[Sample] = [
    ([0, 0], [1]),
    ([0, 1], [1]),
    ([1, 0], [1]),
    ([1, 1], [0]),
]

#: 1 if exactly one input is 1 (exclusive or).
XOR: list[Sample] = [
    ([0, 0], [0]),
    ([0, 1], [1]),
    ([1, 0], [1]),
    ([1, 1], [0]),
]


def parity(count: int) -> list[Sample]:
    """Return the 2^count samples of parity: expect 1 if an odd number of inputs are 1.

    Parity of two inputs is XOR. The inputs count up in binary.

    Raises TypeError or ValueError unless `count` is a whole number from 1 to 16 (65,536
    samples).
    """
    count = checked_whole_number(count, "count", at_least=1)
    if count > 16:
        raise ValueError(f"parity takes at most 16 inputs (65,536 samples); got {count}")
    samples: list[Sample] = []
    for number in range(2**count):
        inputs = [(number >> place) & 1 for place in reversed(range(count))]
        samples.append((inputs, [sum(inputs) % 2]))
    return samples
