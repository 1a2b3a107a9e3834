"""Keeping some samples back: what a network never saw shows how well it learned."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from lernmi.activations import Number
from lernmi.network import checked_number, checked_whole_number
from lernmi.neuron import shown

# Samples, or rows of a table: whatever stands in a row.
Thing = TypeVar("Thing")


def split(
    samples: Sequence[Thing], share: Number, seed: int = 0
) -> tuple[list[Thing], list[Thing]]:
    """Return the samples in two parts, drawn by lot: one to learn from, one that is kept back.

    share: how large the second part is, above 0 and below 1: 0.2 is a fifth. It is rounded to
        whole samples, and each part gets one at least.
    seed: a whole number; the same seed draws the same samples, everywhere.

    Raises TypeError or ValueError for anything else, and if there are fewer than two samples.
    """
    share = checked_number(share, "share")
    if not 0 < share < 1:
        raise ValueError(f"share should be between 0 and 1, such as 0.2, but {shown(share)} came")
    if len(samples) < 2:
        raise ValueError(f"only two samples or more can be split, but {len(samples)} came")
    kept_back = min(max(1, round(len(samples) * share)), len(samples) - 1)
    drawn = list(samples)
    Random(checked_whole_number(seed, "seed", at_least=0)).shuffle(drawn)
    return drawn[kept_back:], drawn[:kept_back]
