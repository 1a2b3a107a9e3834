"""More error functions, besides the squared error: two cross-entropies, hinge and absolute.

The cross-entropies (textbooks: also log loss) take outputs of the identity activation, and apply a
sigmoid or softmax themselves. This is the stable form. If an output Neuron had its own sigmoid, its
slope would be exactly 0.0 from a total input of 37 up, so a completely wrong output would never
change.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from lernmi.activations import Activation, Number, identity, sigmoid_output
from lernmi.error_functions import ErrorFunction
from lernmi.network import Network


class CrossEntropy(ErrorFunction):
    """An error function that turns outputs into probabilities before it judges them.

    outputs_to_probabilities: `outputs_to_probabilities(outputs) -> list`, with a probability from 0
        to 1 for each output.
    why_not_probabilities: `why_not_probabilities(expected) -> str`, why a sample can't expect these
        numbers, or "" if it can.
    name, function, sensitivities: as in every ErrorFunction.
    """

    def __init__(
        self,
        name: str,
        function: Callable[[Sequence[Number], Sequence[Number]], Number],
        sensitivities: Callable[[Sequence[Number], Sequence[Number]], list[Number]],
        outputs_to_probabilities: Callable[[Sequence[Number]], list[Number]],
        why_not_probabilities: Callable[[Sequence[Number]], str],
    ) -> None:
        super().__init__(name, function, sensitivities)
        self.outputs_to_probabilities = outputs_to_probabilities
        self.why_not_probabilities = why_not_probabilities

    def why_not_activation(self, activation: Activation) -> str:
        """Return why it can't judge outputs of this activation, or "" for identity."""
        if activation is identity:
            return ""
        return (
            "it turns outputs into probabilities itself. Use the output activation identity. (A "
            "sigmoid's slope is exactly 0.0 from a total input of 37 up, so a wrong output could "
            "stop learning.)"
        )

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Return why these numbers are not probabilities, or "" if they are."""
        return self.why_not_probabilities(expected)


# Each output answers its own yes-or-no question.


def sigmoid_probabilities(outputs: Sequence[Number]) -> list[Number]:
    """Return 1 / (1 + e^-output) for each output: the probability of yes, from 0 to 1."""
    return [sigmoid_output(output) for output in outputs]


def sigmoid_cross_entropy_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of -(t log p + (1 - t) log(1 - p)) over the outputs.

    p is the probability, t the expected number. The code has max(z, 0) - z t + log(1 + e^-|z|),
    where z is the output. This is the same, without an overflow or a logarithm of 0.
    """
    error: Number = 0
    for output, wanted in zip(outputs, expected):
        error += max(output, 0) - output * wanted + math.log1p(math.exp(-abs(output)))
    return error


def sigmoid_cross_entropy_sensitivities(
    outputs: Sequence[Number], expected: Sequence[Number]
) -> list[Number]:
    """Return probability - expected for each output: the sigmoid's slope cancels out."""
    sensitivities = []
    for output, wanted in zip(outputs, expected):
        sensitivities.append(sigmoid_output(output) - wanted)
    return sensitivities


def why_not_yes_or_no(expected: Sequence[Number]) -> str:
    """Return why these numbers are not probabilities, or "" if each is from 0 to 1."""
    for wanted in expected:
        if not 0 <= wanted <= 1:
            return "for sigmoid_cross_entropy, each must be a probability from 0 to 1"
    return ""


sigmoid_cross_entropy: CrossEntropy = CrossEntropy(
    "sigmoid_cross_entropy",
    sigmoid_cross_entropy_error,
    sigmoid_cross_entropy_sensitivities,
    sigmoid_probabilities,
    why_not_yes_or_no,
)


# One class out of several, with one output for each class.


def softmax_probabilities(outputs: Sequence[Number]) -> list[Number]:
    """Return e^output / (sum of all e^output) for each output: from 0 to 1, and 1 in total.

    It first subtracts the largest output from all outputs, so that nothing overflows. That changes
    no probability.
    """
    largest = max(outputs)
    powers = [math.exp(output - largest) for output in outputs]
    total: Number = 0
    for power in powers:
        total += power
    return [power / total for power in powers]


def softmax_cross_entropy_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of -t log p over the outputs; p is the probability, t the expected number.

    For -log p, the code has log(sum of all e^(z - m)) - (z - m), where z is the output and m the
    largest output. This is the same, without an overflow or a logarithm of 0.
    """
    largest = max(outputs)
    total: Number = 0
    for output in outputs:
        total += math.exp(output - largest)
    error: Number = 0
    for output, wanted in zip(outputs, expected):
        if wanted != 0:
            error += wanted * (math.log(total) - (output - largest))
    return error


def softmax_cross_entropy_sensitivities(
    outputs: Sequence[Number], expected: Sequence[Number]
) -> list[Number]:
    """Return probability - expected for each output.

    It is this simple because the expected numbers sum to 1.
    """
    sensitivities = []
    for probability, wanted in zip(softmax_probabilities(outputs), expected):
        sensitivities.append(probability - wanted)
    return sensitivities


def why_not_one_of_several(expected: Sequence[Number]) -> str:
    """Return why these numbers are not the probabilities of two or more classes, or "".

    Each must be from 0 to 1, and their sum must be 1, give or take 1e-6.
    """
    if len(expected) < 2:
        return (
            "softmax_cross_entropy compares outputs with each other, so it needs two or more. For "
            "a single yes or no, use sigmoid_cross_entropy"
        )
    total: Number = 0
    for wanted in expected:
        if not 0 <= wanted <= 1:
            return "for softmax_cross_entropy, each must be a probability from 0 to 1"
        total += wanted
    # Thirds don't sum to exactly 1, and neither do tenths that were float32 once.
    if abs(total - 1) > 1e-6:
        return f"for softmax_cross_entropy, they must sum to 1; their sum is {total}"
    return ""


softmax_cross_entropy: CrossEntropy = CrossEntropy(
    "softmax_cross_entropy",
    softmax_cross_entropy_error,
    softmax_cross_entropy_sensitivities,
    softmax_probabilities,
    why_not_one_of_several,
)


# Two classes, with the labels -1 and 1.


class HingeError(ErrorFunction):
    """The hinge error function. It refuses all labels but -1 and 1."""

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Return why a sample can't expect these numbers, or "" if each is -1 or 1."""
        for wanted in expected:
            if wanted != 1 and wanted != -1:
                return "for hinge, each must be -1 or 1"
        return ""


def hinge_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of max(0, 1 - expected × output) over the outputs.

    An output with the right sign and a size of at least 1 counts as right: its error is 0. From
    Cortes and Vapnik, "Support-Vector Networks" (1995).
    """
    error: Number = 0
    for output, wanted in zip(outputs, expected):
        missing = 1 - wanted * output
        if not missing <= 0:
            error += missing
    return error


def hinge_sensitivities(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
    """Return -expected for each output that has an error, else 0."""
    sensitivities = []
    for output, wanted in zip(outputs, expected):
        sensitivities.append(-wanted if wanted * output < 1 else 0)
    return sensitivities


hinge: HingeError = HingeError("hinge", hinge_error, hinge_sensitivities)


# Amounts (regression) with a few outliers.


def sum_of_differences(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of |output - expected|."""
    error: Number = 0
    for output, wanted in zip(outputs, expected):
        error += abs(output - wanted)
    return error


def absolute_sensitivities(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
    """Return 1 for each output that is too high, -1 if too low, 0 if exactly right."""
    sensitivities: list[Number] = []
    for output, wanted in zip(outputs, expected):
        if output > wanted:
            sensitivities.append(1)
        elif output < wanted:
            sensitivities.append(-1)
        else:
            sensitivities.append(0)
    return sensitivities


absolute: ErrorFunction = ErrorFunction("absolute", sum_of_differences, absolute_sensitivities)


def probabilities(network: Network, outputs: Sequence[Number]) -> list[Number]:
    """Return the outputs as probabilities from 0 to 1, if the network has a cross-entropy.

    With any other error function, return the outputs as they are.
    """
    if isinstance(network.error_function, CrossEntropy):
        return network.error_function.outputs_to_probabilities(outputs)
    return list(outputs)
