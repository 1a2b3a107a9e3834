"""1,797 real handwritten digits of 8×8 pixels, included with lernmi.

Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits" (1998), UCI
Machine Learning Repository, https://doi.org/10.24432/C50P49, licensed under CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/). This is the test part of that set, written by 13
people; scikit-learn includes the same part. `digits.csv.gz` holds it unchanged, one line for each
image: 64 pixels row by row (0 is paper, 16 is full ink), then the digit.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

from lernmi.support.numbers import checked_whole_number
from lernmi.support.samples import Sample

FILE = Path(__file__).with_name("digits.csv.gz")
WIDTH = 8
FULL_INK = 16
TEST_COUNT = 360


def load_digits() -> list[Sample]:
    """Return all 1,797 samples, in the order of the file.

    Inputs: 64 pixels, row by row, from 0 (paper) to 1 (full ink). Expected: ten numbers, 1 at
    the position of the digit and 0 elsewhere.
    """
    samples: list[Sample] = []
    with gzip.open(FILE, "rt", encoding="ascii") as lines:
        for line in lines:
            *pixels, digit = line.split(",")
            inputs = [int(pixel) / FULL_INK for pixel in pixels]
            expected = [0.0] * 10
            expected[int(digit)] = 1.0
            samples.append((inputs, expected))
    return samples


def training_and_test_digits(seed: int = 0) -> tuple[list[Sample], list[Sample]]:
    """Split the digits at random into 1,437 samples to learn from and 360 to test with.

    The same seed gives the same split on every machine. Raises TypeError or ValueError unless the
    seed is a whole number of at least 0.
    """
    samples = load_digits()
    Random(checked_whole_number(seed, "seed", at_least=0)).shuffle(samples)
    return samples[TEST_COUNT:], samples[:TEST_COUNT]
