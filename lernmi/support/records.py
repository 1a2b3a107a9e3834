"""The results of a training run: a record for each epoch, and the progress of the current one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.error_functions import ErrorFunction
from lernmi.support.numbers import is_list
from lernmi.support.samples import Sample, expected_at
from lernmi.support.texts import refusal, short_text

Measure = Callable[[Sequence[Number], Sequence[Number]], Number]
Outputs = Sequence[Sequence[Number]]


class EpochRecord(NamedTuple):
    """The results of one epoch.

    epoch: its number, from 1.
    learning_rate: the learning rate in this epoch.
    error: the mean error over the samples, each error from before its nudge.
    measures: the mean of each measure over the same outputs, by the measure's name.
    validation_error, validation_measures: the same for the validation samples, with the weights
        after the epoch, or None if there are no validation samples.
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
    """A list with one EpochRecord for each epoch: `history[-1].error` is the newest error."""

    def __repr__(self) -> str:
        if not self:
            return "History of no epochs yet"
        if len(self) == 1:
            return f"History of one epoch: {self[0]!r}"
        return f"History of {len(self)} epochs: first {self[0]!r}; last {self[-1]!r}"

    @property
    def epochs_done(self) -> int:
        """The number of the last epoch; 0 before the first."""
        return self[-1].epoch if self else 0


class Progress(NamedTuple):
    """How far an epoch has got.

    epoch: its number, from 1.
    done, samples: how many samples are done, and how many the epoch has.
    error, measures: the mean error, and the mean of each measure, over the samples done.
    """

    epoch: int
    done: int
    samples: int
    error: Number
    measures: dict[str, Number]


class Means:
    """The mean error and the mean of each measure, over the samples added so far."""

    def __init__(self, measures: dict[str, Measure]) -> None:
        self.measures = measures
        self.count: int = 0
        self.error_sum: Number = 0
        self.measure_sums: dict[str, Number] = {name: 0 for name in measures}

    def add(
        self,
        errors: Sequence[Number],
        outputs: Outputs,
        samples: Sequence[Sample],
        places: Sequence[int],
    ) -> None:
        """Add the samples at these places, with their errors and outputs."""
        self.count += len(errors)
        total = self.error_sum
        for error in errors:
            total += error
        self.error_sum = total
        all_expected = expected_at(samples, places) if self.measures else []
        for name, measure in self.measures.items():
            total = self.measure_sums[name]
            for sample_outputs, expected in zip(outputs, all_expected):
                total += measure(sample_outputs, expected)
            self.measure_sums[name] = total

    def add_validation(
        self, outputs: Outputs, samples: Sequence[Sample], error_function: ErrorFunction
    ) -> None:
        """Add validation samples with their outputs; this works out their errors."""
        judge = error_function.function
        places = range(len(samples))
        pairs = zip(outputs, expected_at(samples, places))
        errors = [judge(given, expected) for given, expected in pairs]
        self.add(errors, outputs, samples, places)

    def error_and_measures(self) -> tuple[Number, dict[str, Number]]:
        """Return the mean error, and the mean of each measure by name."""
        means = {name: total / self.count for name, total in self.measure_sums.items()}
        return self.error_sum / self.count, means


def measures_by_name(measures: Sequence[Measure]) -> dict[str, Measure]:
    """Return the measures by name.

    Raises TypeError for a measure without a name, and ValueError if two have the same name.
    """
    if not is_list(measures):
        raise TypeError(refusal("measures", "a list of functions", measures))
    by_name: dict[str, Measure] = {}
    for measure in measures:
        name = getattr(measure, "__name__", None)
        if not callable(measure) or name is None:
            raise TypeError(refusal("a measure", "a function with a name", measure))
        if name in by_name:
            raise ValueError(f"two measures are called {name}; rename one of them")
        by_name[name] = measure
    return by_name
