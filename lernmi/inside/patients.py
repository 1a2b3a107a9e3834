"""What the doctor looks at (a Patient), the numbers recorded in it (Seen), and what it reports."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from lernmi.activations import Number
from lernmi.functions.error_functions import hinge, probabilities
from lernmi.initial_weights import InitialWeights
from lernmi.inside import sentences
from lernmi.inside.numbers import as_float, significant
from lernmi.network import Network
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample

# A network has not learned if more than this fraction of the variation is unexplained.
NOT_LEARNED = 0.1
# With more than this unexplained, noise can't be the only reason.
POOR = 0.5
# After fewer epochs or nudges, training has just begun, and nobody can say how it will go on.
FEW_EPOCHS, FEW_NUDGES = 10, 100
# Name at most this many things of a kind, and count the others.
MOST_NAMED = 4
DIGITS = 3


class Finding(NamedTuple):
    """One thing that is wrong.

    ailment: its name: "left over", "not finite", "overflow", "copies", "rising", "order",
        "class numbers", "out of reach", "inputs", "amounts", "contradictions", "linear", "penalty",
        "dead", "saturated", "vanishing", "exploding", "overshooting", "slow", "few nudges",
        "imbalance", "outlier", "frozen" or "plateau".
    words: what is wrong. evidence: names and numbers, one per line. cure: what to try.
    """

    ailment: str
    words: str
    evidence: tuple[str, ...]
    cure: str

    def __str__(self) -> str:
        lines = [self.words, *[f"  {line}" for line in self.evidence]]
        return "\n".join([*lines, f"  {sentences.DOCTOR_TRY.format(cure=self.cure)}"])


class Seen(NamedTuple):
    """Numbers recorded while samples went through the network and back.

    outputs, slopes: for each Neuron except bias Neurons, by name: one number for each sample.
    answers: the outputs for each sample; with a cross-entropy, their probabilities.
    errors: the error of each sample. left: as in a Diagnosis.
    gradients: the mean weight sensitivity of each Link.
    sizes: for each LinkLayer, the typical size of an output sensitivity (root of the mean square).
    """

    outputs: dict[str, list[float]]
    slopes: dict[str, list[float]]
    answers: list[list[float]]
    errors: list[float]
    left: float
    gradients: list[float]
    sizes: list[float]

    @property
    def error(self) -> float:
        """The mean error."""
        return sum(self.errors) / len(self.errors)


class Patient(NamedTuple):
    """A network that has not learned its samples, and everything known about its training.

    network: a copy, so the doctor may change it.
    samples: all samples. some: those that the doctor tries, each with its number, from 1.
    seen: what happened to `some`.
    learning_rate, batch_size, history, nudging, shuffle, initial_weights, on_try: as in `examine`.
    tries: all that has been tried on copies, and what came out.
    """

    network: Network
    samples: Sequence[Sample]
    some: Sequence[tuple[int, Sample]]
    seen: Seen
    learning_rate: Number | None
    batch_size: int
    history: Sequence[EpochRecord]
    nudging: Any
    shuffle: bool
    initial_weights: InitialWeights | None
    on_try: Callable[[int], object] | None
    tries: dict[Any, Any]

    @property
    def has_begun(self) -> bool:
        """Whether the training was long enough to judge it."""
        epochs = len(self.history)
        return epochs >= FEW_EPOCHS and self.nudges >= FEW_NUDGES

    @property
    def nudges(self) -> int:
        """The number of nudges so far."""
        return len(self.history) * -(-len(self.samples) // self.batch_size)

    @property
    def hidden_sizes(self) -> list[int]:
        """The number of Neurons in each hidden layer."""
        return [len(layer.neurons) for layer in self.network.neuron_layers[1:-1]]


def see(network: Network, samples: Sequence[Sample]) -> Seen | None:
    """Send the samples through the network and back, and record their numbers.

    Returns None if a number becomes too large, or is no longer a number.
    """
    try:
        seen = seen_by(network, samples)
    except OverflowError:
        return None
    return seen if math.isfinite(sum(seen.errors)) else None


def seen_by(network: Network, samples: Sequence[Sample]) -> Seen:
    """Return the numbers of all samples, or raise OverflowError."""
    neurons = [neuron for layer in network.neuron_layers for neuron in layer.neurons]
    outputs: dict[str, list[float]] = {neuron.name: [] for neuron in neurons}
    slopes: dict[str, list[float]] = {neuron.name: [] for neuron in neurons}
    errors = []
    answers = []
    gradients = [0.0] * len(network.links)
    squares = [0.0] * len(network.link_layers)
    links, count = network.links, len(samples)
    for inputs, expected in samples:
        answer = probabilities(network, network.propagate(inputs))
        answers.append([as_float(number) for number in answer])
        errors.append(as_float(network.compare(expected)))
        network.backpropagate()
        for neuron in neurons:
            outputs[neuron.name].append(as_float(neuron.output))
            slopes[neuron.name].append(as_float(neuron.slope))
        gradients = [
            gradient + as_float(link.weight_sensitivity) / count
            for gradient, link in zip(gradients, links)
        ]
        for layer, link_layer in enumerate(network.link_layers):
            square = sum([as_float(link.output_sensitivity) ** 2 for link in link_layer.links])
            squares[layer] += square / len(link_layer.links) / len(samples)
        network.forget()
    is_hinge = network.error_function is hinge
    left = unexplained_fraction(answers, [expected for _, expected in samples], is_hinge)
    sizes = [math.sqrt(square) for square in squares]
    return Seen(outputs, slopes, answers, errors, left, gradients, sizes)


def unexplained_fraction(
    answers: Sequence[Sequence[Number]], expected: Sequence[Sequence[Number]], is_hinge: bool
) -> float:
    """Return the fraction of the expected numbers' variation that these answers don't explain.

    It is 0 if every output is as expected, and 1 if always predicting the mean would be as good.
    For several outputs, it is their mean. (Textbooks: 1 - R^2.)

    is_hinge: whether an output may be further away from 0 than its label.
    """
    parts = []
    for column in range(len(expected[0])):
        wanted = [as_float(numbers[column]) for numbers in expected]
        mean = sum(wanted) / len(wanted)
        unexplained, differences = 0.0, 0.0
        for numbers, number in zip(answers, wanted):
            answer = as_float(numbers[column])
            differences += (number - mean) ** 2
            if not is_hinge or answer * number < 1:
                unexplained += (answer - number) ** 2
        # If every sample expects the same number, there is no variation.
        parts.append(unexplained / differences if differences else min(1.0, unexplained))
    return sum(parts) / len(parts)


def first_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the first few lines, and one that says how many more there are."""
    if len(lines) <= MOST_NAMED:
        return tuple(lines)
    more = len(lines) - MOST_NAMED
    return (*lines[:MOST_NAMED], sentences.AND_MORE.format(count=more))


def joined_first(names: Sequence[str]) -> str:
    """Return the names on one line; if there are many, only the first ones."""
    if len(names) <= 2 * MOST_NAMED:
        return ", ".join(names)
    more = len(names) - 2 * MOST_NAMED
    first = ", ".join(names[: 2 * MOST_NAMED])
    return f"{first} {sentences.AND_MORE.format(count=more)}"


def short(number: Number) -> str:
    """Return a number with three digits."""
    return significant(number, DIGITS)
