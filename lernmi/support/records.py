"""The results of a training: a record for each epoch, and how far the newest one is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.error_functions import ErrorFunction
from lernmi.support.numbers import is_list
from lernmi.support.samples import Sample
from lernmi.support.texts import refusal, short_text

Measure = Callable[[Sequence[Number], Sequence[Number]], Number]
Outputs = Sequence[Sequence[Number]]


class EpochRecord(NamedTuple):
    """The results of one epoch.

    epoch: its number, from 1.
    learning_rate: the learning rate in this epoch.
    error: the mean error of the samples, each from before its nudge.
    measures: the mean of each measure over the same outputs, by the measure's name.
    validation_error, validation_measures: the same for the validation samples, with the weights
        after the epoch; None without such samples.
    """

    epoch: int
    learning_rate: Number
    error: Number
    measures: dict[str, Number]
    validation_error: Number | None
    validation_measures: dict[str, Number] | None

    def __repr__(self) -> str:
        text = f"epoch {self.epoch}: error {short_text(self.error)}"
        for name, value in self.measures.items():
            text += f", {name} {short_text(value)}"
        if self.validation_measures is not None:
            text += f"; validation error {short_text(self.validation_error)}"
            for name, value in self.validation_measures.items():
                text += f", {name} {short_text(value)}"
        return text


class History(list[EpochRecord]):
    """One EpochRecord for each epoch, in order: `history[-1].error` is the newest error."""

    def __repr__(self) -> str:
        if not self:
            return "History of no epochs yet"
        if len(self) == 1:
            return f"History of one epoch: {self[0]!r}"
        return f"History of {len(self)} epochs: first {self[0]!r}; last {self[-1]!r}"

    @property
    def epochs_done(self) -> int:
        """The number of the newest epoch; 0 before the first."""
        return self[-1].epoch if self else 0


class Progress(NamedTuple):
    """How far an epoch is.

    epoch: its number, from 1.
    done, samples: how many of its samples are done, and how many there are.
    error, measures: the means over the samples that are done.
    """

    epoch: int
    done: int
    samples: int
    error: Number
    measures: dict[str, Number]


class Means:
    """The means of the error and of the measures over the samples so far."""

    def __init__(self, measures: dict[str, Measure]) -> None:
        self.measures = measures
        self.count: int = 0
        self.error_sum: Number = 0
        self.measure_sums: dict[str, Number] = {name: 0 for name in measures}

    def add(self, errors: Sequence[Number], outputs: Outputs, samples: Sequence[Sample]) -> None:
        """Add some samples, with their errors and outputs."""
        self.count += len(errors)
        for error in errors:
            self.error_sum += error
        for name, measure in self.measures.items():
            for sample_outputs, (_, expected) in zip(outputs, samples):
                self.measure_sums[name] += measure(sample_outputs, expected)

    def add_validation(
        self, outputs: Outputs, samples: Sequence[Sample], error_function: ErrorFunction
    ) -> None:
        """Add samples from which nobody learned, with their outputs."""
        judge = error_function.function
        errors = [judge(given, expected) for given, (_, expected) in zip(outputs, samples)]
        self.add(errors, outputs, samples)

    def error_and_measures(self) -> tuple[Number, dict[str, Number]]:
        """Return the mean error, and the mean of each measure under its name."""
        means = {name: total / self.count for name, total in self.measure_sums.items()}
        return self.error_sum / self.count, means


def measures_by_name(measures: Sequence[Measure]) -> dict[str, Measure]:
    """Return the measures by name; TypeError without names, ValueError for a name twice."""
    if not is_list(measures):
        raise TypeError(refusal("measures", "a list of functions", measures))
    by_name: dict[str, Measure] = {}
    for measure in measures:
        name = getattr(measure, "__name__", None)
        if not callable(measure) or name is None:
            raise TypeError(f"a measure must be a function with a name, not {short_text(measure)}")
        if name in by_name:
            raise ValueError(f"two measures have the name {name}; give each a name of its own")
        by_name[name] = measure
    return by_name
