"""What can be done with any samples: hold some out, and make or change labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

from lernmi.activations import Number
from lernmi.support.numbers import checked_number, checked_whole_number
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text

# Samples, or rows of a table: whatever stands in a row.
Thing = TypeVar("Thing")


def split(
    samples: Sequence[Thing], share: Number, seed: int = 0
) -> tuple[list[Thing], list[Thing]]:
    """Return the samples in two parts, drawn by lot: one to learn from, one that is kept back.

    What a network never saw shows how well it learned.

    share: how large the second part is, above 0 and below 1: 0.2 is a fifth. It is rounded to
        whole samples, and each part gets one at least.
    seed: a whole number of at least 0; the same seed draws the same samples, everywhere.

    Raises TypeError or ValueError for anything else, and if there are fewer than two samples.
    """
    share = checked_number(share, "share")
    if not 0 < share < 1:
        raise ValueError(f"share must be between 0 and 1, such as 0.2; got {short_text(share)}")
    if len(samples) < 2:
        raise ValueError(f"only two samples or more can be split; got {len(samples)}")
    kept_back = min(max(1, round(len(samples) * share)), len(samples) - 1)
    drawn = list(samples)
    Random(checked_whole_number(seed, "seed", at_least=0)).shuffle(drawn)
    return drawn[kept_back:], drawn[:kept_back]


def with_labels(samples: Iterable[Sample], low: Number, high: Number) -> list[Sample]:
    """Return the samples with other labels: `high` where 1 was expected, `low` where it was not.

    tanh's outputs, from -1 to 1, want the labels -1 and 1; sigmoid's 0 and 1.

    Raises ValueError for a sample that expects anything else than 1, 0 or -1.
    """
    changed: list[Sample] = []
    for position, (inputs, expected) in enumerate(samples):
        labels = []
        for label in expected:
            if label not in (1, 0, -1):
                raise ValueError(
                    "with_labels takes samples that expect nothing but 1, 0 or -1, but "
                    f"samples[{position}] expects {short_text(expected)}"
                )
            labels.append(high if label == 1 else low)
        changed.append((inputs, labels))
    return changed


def one_hot(label: int, count: int) -> list[int]:
    """Return a list of `count` numbers: 1 at the position `label`, counted from 0, and 0 elsewhere.

    It is what a network with one output for each label should say: one_hot(2, 4) is [0, 0, 1, 0].

    Raises TypeError or ValueError unless `label` is a whole number from 0 to count - 1.
    """
    count = checked_whole_number(count, "count", at_least=1)
    label = checked_whole_number(label, "label", at_least=0)
    if label >= count:
        raise ValueError(f"label must be below {count}, the number of labels; got {label}")
    return [1 if position == label else 0 for position in range(count)]
