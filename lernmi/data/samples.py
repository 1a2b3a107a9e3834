"""Tools for any samples: hold some out, and make or change labels."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, TypeVar, overload

from lernmi.activations import Number
from lernmi.support.numbers import are_usual, checked_number, checked_whole_number
from lernmi.support.stored import LabelRows, NumberRows, Sample, StoredSamples
from lernmi.support.texts import short_text

# A sample, or a row of a table.
Thing = TypeVar("Thing")


# For type checkers: StoredSamples stay StoredSamples, and everything else becomes a list. (They
# complain because StoredSamples are a Sequence, too.)
@overload
def split(  # type: ignore[overload-overlap]
    samples: StoredSamples, share: Number, seed: int = 0
) -> tuple[StoredSamples, StoredSamples]: ...
@overload
def split(
    samples: Sequence[Thing], share: Number, seed: int = 0
) -> tuple[list[Thing], list[Thing]]: ...
def split(
    samples: Sequence[Any], share: Number, seed: int = 0
) -> tuple[Sequence[Any], Sequence[Any]]:
    """Split the samples at random into a part to learn from and a part to hold out.

    Samples that the network never saw show how well it learned.

    share: size of the held-out part, above 0 and below 1; 0.2 is a fifth. The size is rounded to
        whole samples, and each part gets at least one.
    seed: random seed, a whole number of at least 0. The same seed gives the same split on every
        machine.

    Raises TypeError or ValueError for any other value, and for fewer than two samples.
    """
    share = checked_number(share, "share")
    if not 0 < share < 1:
        raise ValueError(f"share must be between 0 and 1, such as 0.2; got {short_text(share)}")
    if len(samples) < 2:
        raise ValueError(f"splitting needs two samples or more; got {len(samples)}")
    held_out = min(max(1, round(len(samples) * share)), len(samples) - 1)
    places = list(range(len(samples)))
    Random(checked_whole_number(seed, "seed", at_least=0)).shuffle(places)
    if isinstance(samples, StoredSamples):
        return samples.chosen(places[held_out:]), samples.chosen(places[:held_out])
    shuffled = [samples[place] for place in places]
    return shuffled[held_out:], shuffled[:held_out]


@overload
def with_labels(  # type: ignore[overload-overlap]
    samples: StoredSamples, low: Number, high: Number
) -> Sequence[Sample]: ...
@overload
def with_labels(samples: Iterable[Sample], low: Number, high: Number) -> list[Sample]: ...
def with_labels(samples: Iterable[Sample], low: Number, high: Number) -> Sequence[Sample]:
    """Return the samples with new labels: `high` instead of 1, and `low` instead of 0 or -1.

    Labels should suit the output activation: -1 and 1 for tanh, 0 and 1 for sigmoid.

    Raises ValueError for a sample that expects a number other than 1, 0 or -1.
    """
    stored = stored_with_labels(samples, low, high) if isinstance(samples, StoredSamples) else None
    if stored is not None:
        return stored
    changed: list[Sample] = []
    for position, (inputs, expected) in enumerate(samples):
        labels = []
        for label in expected:
            if label not in (1, 0, -1):
                raise ValueError(
                    f"with_labels needs samples that expect only 1, 0 or -1; samples[{position}] "
                    f"expects {short_text(expected)}"
                )
            labels.append(high if label == 1 else low)
        changed.append((inputs, labels))
    return changed


def stored_with_labels(samples: StoredSamples, low: Number, high: Number) -> StoredSamples | None:
    """Return the same inputs with new labels, or None if they must be checked one by one."""
    rows = samples.expected
    if not are_usual([low, high]):
        return None
    if isinstance(rows, LabelRows):
        if not {1, 0, -1}.issuperset([label for row in rows.table for label in row]):
            return None
        table = [[high if label == 1 else low for label in row] for row in rows.table]
        return StoredSamples(samples.inputs, LabelRows(rows.labels, table), samples.positions)
    kinds = {type(low), type(high)}
    if len(kinds) > 1 or not {1, 0, -1}.issuperset(rows.numbers):
        return None
    labels = array("d", [high if label == 1 else low for label in rows.numbers])
    whole_columns = range(rows.width) if kinds == {int} else ()
    expected = NumberRows(labels, rows.width, whole_columns)
    return StoredSamples(samples.inputs, expected, samples.positions)


def one_hot(label: int, count: int) -> list[int]:
    """Return a list of `count` numbers: 1 at position `label`, counted from 0, and 0 elsewhere.

    A network with one output for each label should output this. For example, one_hot(2, 4) is
    [0, 0, 1, 0].

    Raises TypeError or ValueError unless `label` is a whole number from 0 to count - 1.
    """
    count = checked_whole_number(count, "count", at_least=1)
    label = checked_whole_number(label, "label", at_least=0)
    if label >= count:
        raise ValueError(f"label must be below {count}, the number of labels; got {label}")
    return [1 if position == label else 0 for position in range(count)]
