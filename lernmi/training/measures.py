"""Measures: how well a network does, in the usual numbers.

A measure is a function `(outputs, expected) -> number` for one sample. The Trainer records its mean
over all samples: `Trainer(..., measures=[accuracy])`.

Other functions look at many samples at once. They take (outputs, expected) pairs, which
`results(network, samples)` returns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.functions.error_functions import CrossEntropy, probabilities
from lernmi.network import Network
from lernmi.support.engines import Workload, new_engine
from lernmi.support.records import Measure
from lernmi.support.samples import Sample, checked_samples, expected_at
from lernmi.support.texts import short_text

Result = tuple[Sequence[Number], Sequence[Number]]


def results(network: Network, samples: Iterable[Sample], engine: str = "links") -> list[Result]:
    """Return (outputs, expected) for each sample; no weight changes.

    With a cross-entropy, a single output becomes a probability, between the labels 0 and 1. Several
    outputs stay as they are: the largest one decides, and their probabilities can be so close to 1
    that rounding hides which is the largest.

    engine: the engine that does the arithmetic, as for a Trainer. All give the same results.

    Raises ValueError or TypeError for samples that don't fit the network. Raises ValueError if
    there is no such engine, or if it can't run this network, and ImportError if it needs a package
    that is not installed.
    """
    checked = checked_samples(samples, network, "samples")
    its_engine = new_engine(engine)
    its_engine.load(Workload(network, checked))
    found: list[Result] = []
    places = range(len(checked))
    all_outputs = its_engine.propagate_all(places)
    for outputs, expected in zip(all_outputs, expected_at(checked, places)):
        if len(outputs) == 1:
            outputs = probabilities(network, outputs)
        found.append((outputs, expected))
    return found


# Classification: one class out of several, or one of two labels.


def place_of_largest(numbers: Sequence[Number]) -> int:
    """Return the position of the largest number; with equal ones, that of the first."""
    return numbers.index(max(numbers))


def class_of(numbers: Sequence[Number], labels: tuple[Number, Number] = (0, 1)) -> int:
    """Return the class, counted from 0, that outputs or expected numbers stand for.

    For several numbers, it is the position of the largest (with equal ones, that of the first). A
    single number stands for the nearer label (for the first label, if both are equally near).

    labels: the two labels of a single output, the smaller one first.
    """
    if len(numbers) > 1:
        return place_of_largest(numbers)
    low, high = labels
    return 0 if numbers[0] - low <= high - numbers[0] else 1


def accuracy(outputs: Sequence[Number], expected: Sequence[Number]) -> int:
    """Return 1 if the outputs stand for the expected class, else 0.

    The mean over the samples is the share of right answers. Several outputs are right if the
    largest output is in the same position as the largest expected number. A single output stands
    for the nearer of the labels 0 and 1, or for 0 if both are equally near. For other labels, use
    `accuracy_between`. For a single output with a cross-entropy, use `accuracy_for(network)`.

    Raises ValueError if a single expected number is neither 0 nor 1.
    """
    if len(outputs) > 1 and len(expected) > 1:
        # As below, but faster.
        return 1 if outputs.index(max(outputs)) == expected.index(max(expected)) else 0
    return 1 if class_of(outputs) == expected_class(expected, (0, 1)) else 0


def accuracy_between(low: Number, high: Number) -> Measure:
    """Return the measure `accuracy` for a single output with your own two labels.

    low, high: the labels, such as -1 and 1. An output stands for the nearer one, or for `low` if
        both are equally near.

    Raises ValueError unless low < high. The measure raises ValueError for any other expected
    number.
    """
    if not low < high:
        raise ValueError(f"accuracy_between: low must be below high; got low={low}, high={high}")

    def accuracy(outputs: Sequence[Number], expected: Sequence[Number]) -> int:
        right = class_of(outputs, (low, high)) == expected_class(expected, (low, high))
        return 1 if right else 0

    return accuracy


def accuracy_for(network: Network) -> Measure:
    """Return the measure `accuracy` for a network with a cross-entropy.

    For a single output, the measure uses its probability. With several outputs, or with any other
    error function, it is just `accuracy`.
    """
    error_function = network.error_function
    has_one_output = len(network.neuron_layers[-1].neurons) == 1
    if not isinstance(error_function, CrossEntropy) or not has_one_output:
        return accuracy
    to_probabilities = error_function.outputs_to_probabilities

    def accuracy_of_probabilities(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
        return accuracy(to_probabilities(outputs), expected)

    accuracy_of_probabilities.__name__ = "accuracy"
    return accuracy_of_probabilities


def expected_class(expected: Sequence[Number], labels: tuple[Number, Number]) -> int:
    """Return the class of the expected numbers; ValueError if a single one is not a label."""
    if len(expected) == 1 and expected[0] != labels[0] and expected[0] != labels[1]:
        raise ValueError(
            f"for the accuracy of a single output, the expected number must be {labels[0]} or "
            f"{labels[1]}; got {short_text(expected[0])}. For other labels, use "
            "accuracy_between(low, high)"
        )
    return class_of(expected, labels)


def confusions(
    results: Iterable[Result], labels: tuple[Number, Number] = (0, 1)
) -> Counter[tuple[int, int]]:
    """Return the confusion matrix, as a Counter of (expected class, predicted class).

    results: (outputs, expected) pairs. A class is the position of an output, counted from 0. For a
        single output it is 0 or 1, the position of the nearer label.
    labels: the two labels of a single output, the smaller one first.

    Raises ValueError if a single expected number is neither of the labels.
    """
    counts: Counter[tuple[int, int]] = Counter()
    for outputs, expected in results:
        counts[expected_class(expected, labels), class_of(outputs, labels)] += 1
    return counts


class PrecisionAndRecall(NamedTuple):
    """How well a network tells one class from the others.

    precision: the share of samples predicted as this class that really are this class, from 0 to 1;
        None if no sample was predicted as this class.
    recall: the share of samples of this class that were predicted as this class, from 0 to 1; None
        if there are no samples of this class.
    """

    precision: float | None
    recall: float | None


def precision_and_recall(counts: Counter[tuple[int, int]]) -> dict[int, PrecisionAndRecall]:
    """Return precision and recall for every class in a Counter that `confusions` returned."""
    by_class = {}
    for each in sorted({place for pair in counts for place in pair}):
        guessed, expected = 0, 0
        for (truth, guess), count in counts.items():
            guessed += count if guess == each else 0
            expected += count if truth == each else 0
        right = counts[each, each]
        by_class[each] = PrecisionAndRecall(
            right / guessed if guessed else None, right / expected if expected else None
        )
    return by_class


# Regression: amounts.


def absolute_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the mean of |output - expected| over the outputs.

    Its mean over the samples is the mean absolute error.
    """
    total: Number = 0
    for output, wanted in zip(outputs, expected):
        total += abs(output - wanted)
    return total / len(outputs)


def r_squared(results: Iterable[Result]) -> Number:
    """Return R^2, the share of the variation in the expected numbers that the outputs explain.

    It is 1 - (sum of (output - expected)^2) / (sum of (mean of expected - expected)^2): 1 if every
    output is right, 0 if they are no better than always predicting the mean, below 0 if they are
    worse. For several outputs, it is the mean.

    Raises ValueError if there are no results, or if an expected number is the same in all of them,
    so that there is no variation to explain.
    """
    results = list(results)
    if not results:
        raise ValueError("r_squared needs at least one result; got none")
    count = len(results[0][1])
    total: Number = 0
    for place in range(count):
        if all(expected[place] == results[0][1][place] for _, expected in results):
            raise ValueError(
                f"r_squared needs expected numbers that differ, but those of output {place + 1} "
                f"are always {short_text(results[0][1][place])}"
            )
        mean: Number = 0
        for _, expected in results:
            mean += expected[place]
        mean = mean / len(results)
        unexplained: Number = 0
        differences: Number = 0
        for outputs, expected in results:
            unexplained += (outputs[place] - expected[place]) ** 2
            differences += (mean - expected[place]) ** 2
        total += 1 - unexplained / differences
    return total / count
