"""Measures: how well a network does, in numbers that people ask for.

A measure is a function `(outputs, expected) -> number` for one sample; the Trainer records
its mean over all samples: `Trainer(..., measures=[accuracy])`.

Others look at many samples at once. They take results, pairs (outputs, expected), such as
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
from lernmi.support.samples import Sample, checked_samples
from lernmi.support.texts import short_text

Result = tuple[Sequence[Number], Sequence[Number]]


def results(network: Network, samples: Iterable[Sample], engine: str = "links") -> list[Result]:
    """Return (outputs, expected) for each sample; nothing is learned.

    A single output of a cross-entropy is returned as a probability, so that it lies between the
    labels. Several outputs are as they are: the largest one decides, and probabilities can be
    so near to 1 that the largest is not to be seen any more.

    engine: who does the arithmetic, as for a Trainer; the results are the same, bit for bit.

    Raises ValueError or TypeError for samples that don't fit the network; ValueError if there is
    no such engine, or it can't take the network; ImportError if it needs a package that is not
    installed.
    """
    checked = checked_samples(samples, network, "samples")
    its_engine = new_engine(engine)
    its_engine.load(Workload(network, checked))
    found: list[Result] = []
    all_outputs = its_engine.propagate_all(range(len(checked)))
    for outputs, (_, expected) in zip(all_outputs, checked):
        if len(outputs) == 1:
            outputs = probabilities(network, outputs)
        found.append((outputs, expected))
    return found


# One of several things, or one of two labels.


def place_of_largest(numbers: Sequence[Number]) -> int:
    """Return the position of the largest number, the first if there are several."""
    return numbers.index(max(numbers))


def class_of(numbers: Sequence[Number], labels: tuple[Number, Number] = (0, 1)) -> int:
    """Return which class outputs or expected numbers speak for, counted from 0.

    With several numbers, the place of the largest (the first, where several are equal). With a
    single one, the place of that label which is nearer to it (the first, if both are as near).

    labels: the two labels of a single output, the smaller one first.
    """
    if len(numbers) > 1:
        return place_of_largest(numbers)
    low, high = labels
    return 0 if numbers[0] - low <= high - numbers[0] else 1


def accuracy(outputs: Sequence[Number], expected: Sequence[Number]) -> int:
    """Return 1 if the outputs say what was expected, else 0; its mean is the share of right ones.

    With several outputs, they are right if the largest output stands where the largest
    expected number stands (the first one, where several are equal). A single output, for the
    labels 0 and 1, speaks for the nearer label (for 0, if both are as near); for other labels
    there is `accuracy_between`, and for a single output with a cross-entropy
    `accuracy_for(network)`.

    Raises ValueError for a single output with another expected number than 0 or 1.
    """
    return 1 if class_of(outputs) == expected_class(expected, (0, 1)) else 0


def accuracy_between(low: Number, high: Number) -> Measure:
    """Return the measure `accuracy` for a single output with two labels of your own.

    low, high: the labels, such as -1 and 1. An output speaks for the nearer one, and for the
        lower one if both are as near.

    Raises ValueError unless low < high; the measure, for an expected number that is neither.
    """
    if not low < high:
        raise ValueError(f"accuracy_between needs low below high; got {low} and {high}")

    def accuracy(outputs: Sequence[Number], expected: Sequence[Number]) -> int:
        right = class_of(outputs, (low, high)) == expected_class(expected, (low, high))
        return 1 if right else 0

    return accuracy


def accuracy_for(network: Network) -> Measure:
    """Return the measure `accuracy` for a network with a cross-entropy.

    If it has a single output, its probability counts. With several outputs, or another error
    function, it is just `accuracy`.
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
    """Return the class of what is expected; ValueError for what is neither of the two labels."""
    if len(expected) == 1 and expected[0] != labels[0] and expected[0] != labels[1]:
        raise ValueError(
            f"accuracy of a single output needs one of the labels {labels[0]} and {labels[1]} to "
            f"be expected, but {short_text(expected[0])} was; accuracy_between(low, high) takes "
            "others"
        )
    return class_of(expected, labels)


def confusions(
    results: Iterable[Result], labels: tuple[Number, Number] = (0, 1)
) -> Counter[tuple[int, int]]:
    """Return how often each class was taken for each, as a Counter of (expected, guessed).

    results: pairs (outputs, expected). A class is a position among the outputs; with a single
        output it is 0 or 1, the nearer one of the two labels.
    labels: the two labels of a single output, the smaller one first.

    Raises ValueError if a single output is expected to be neither of the labels.
    """
    counts: Counter[tuple[int, int]] = Counter()
    for outputs, expected in results:
        counts[expected_class(expected, labels), class_of(outputs, labels)] += 1
    return counts


class PrecisionAndRecall(NamedTuple):
    """How well one class is told from the others.

    precision: of those that were taken for it, the share that are it, from 0 to 1; None if there
        are none.
    recall: of those that are it, the share that were taken for it, likewise.
    """

    precision: float | None
    recall: float | None


def precision_and_recall(counts: Counter[tuple[int, int]]) -> dict[int, PrecisionAndRecall]:
    """Return precision and recall by class, of all that occur in what `confusions` returned."""
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


# Amounts.


def absolute_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return by how much the outputs are off, on average: the mean of |output - expected|.

    Its mean over the samples is the mean absolute error.
    """
    total: Number = 0
    for output, wanted in zip(outputs, expected):
        total += abs(output - wanted)
    return total / len(outputs)


def r_squared(results: Iterable[Result]) -> Number:
    """Return which part of the differences between the expected numbers is explained: R^2.

    1 - (sum of (output - expected)^2) / (sum of (mean of expected - expected)^2): 1 if all is
    explained, 0 for outputs no better than always saying the mean, below 0 if they are worse.
    With several outputs, the mean over them.

    Raises ValueError if there are no results, or if an output is always expected to be the same:
    then there is nothing to explain.
    """
    results = list(results)
    if not results:
        raise ValueError("R^2 needs results, but there are none")
    count = len(results[0][1])
    total: Number = 0
    for place in range(count):
        if all(expected[place] == results[0][1][place] for _, expected in results):
            raise ValueError(
                f"R^2 needs expected numbers that differ, but output {place + 1} is always "
                f"expected to be {short_text(results[0][1][place])}"
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
