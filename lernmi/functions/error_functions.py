"""More error functions: two cross-entropies, hinge, and absolute, beside the squared error.

The cross-entropies (in textbooks also: log loss) stand on outputs with the identity
activation, and see them as if a sigmoid or a softmax came after. That is the stable form. With
a sigmoid as the output Neuron's own activation, its slope is exactly 0.0 at a total input of 37
already, and an output that is quite wrong would not be nudged at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from lernmi.activations import Activation, Number, identity, sigmoid_output
from lernmi.error_functions import ErrorFunction
from lernmi.network import Network


class CrossEntropy(ErrorFunction):
    """An error function that takes outputs for probabilities, once they are turned into such.

    outputs_to_probabilities: `outputs_to_probabilities(outputs) -> list`, one probability, from
        0 to 1, for each output.
    why_not_probabilities: `why_not_probabilities(expected) -> text`, why no sample can expect
        these numbers; empty if one can.
    The others are as for every ErrorFunction.
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
        """Say why outputs of this activation would not do; nothing if it is identity."""
        if activation is identity:
            return ""
        return (
            "it turns outputs into probabilities itself. Behind a sigmoid, whose slope is exactly "
            "0.0 from a total input of 37 on, a wrong output could stop learning; use "
            "the output activation identity"
        )

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Say why the expected numbers are no probabilities; nothing if they are."""
        return self.why_not_probabilities(expected)


# Each output a yes or no of its own.


def sigmoid_probabilities(outputs: Sequence[Number]) -> list[Number]:
    """Return 1 / (1 + e^-output) for each output: how sure it is of yes, from 0 to 1."""
    return [sigmoid_output(output) for output in outputs]


def sigmoid_cross_entropy_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of -(t log p + (1 - t) log(1 - p)), p the probability and t what is expected.

    Written as max(z, 0) - z t + log(1 + e^-|z|), z being the output: the same, but nothing in it
    can overflow, and no logarithm of 0 is asked for.
    """
    error: Number = 0
    for output, wanted in zip(outputs, expected):
        error += max(output, 0) - output * wanted + math.log1p(math.exp(-abs(output)))
    return error


def sigmoid_cross_entropy_sensitivities(
    outputs: Sequence[Number], expected: Sequence[Number]
) -> list[Number]:
    """Return probability - expected for each output: the slope of the sigmoid cancels out."""
    sensitivities = []
    for output, wanted in zip(outputs, expected):
        sensitivities.append(sigmoid_output(output) - wanted)
    return sensitivities


def why_not_yes_or_no(expected: Sequence[Number]) -> str:
    """Say why the expected numbers are no probabilities; nothing if each is from 0 to 1."""
    for wanted in expected:
        if not 0 <= wanted <= 1:
            return "for sigmoid_cross_entropy each must be a probability, from 0 to 1"
    return ""


sigmoid_cross_entropy: CrossEntropy = CrossEntropy(
    "sigmoid_cross_entropy",
    sigmoid_cross_entropy_error,
    sigmoid_cross_entropy_sensitivities,
    sigmoid_probabilities,
    why_not_yes_or_no,
)


# One of several, each output speaking for one of them.


def softmax_probabilities(outputs: Sequence[Number]) -> list[Number]:
    """Return e^output / (the sum of all e^output) for each output: from 0 to 1, together 1.

    The largest output is subtracted first, which changes no share and lets nothing overflow.
    """
    largest = max(outputs)
    powers = [math.exp(output - largest) for output in outputs]
    total: Number = 0
    for power in powers:
        total += power
    return [power / total for power in powers]


def softmax_cross_entropy_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of -t log p, p the probability and t what is expected.

    Written as log(sum of all e^(z - m)) - (z - m) for each z, the outputs, weighted by t; m is the
    largest output. The same, but nothing in it can overflow, and no logarithm of 0 is asked for.
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
    """Return probability - expected for each output: so simple since the expected sum to 1."""
    sensitivities = []
    for probability, wanted in zip(softmax_probabilities(outputs), expected):
        sensitivities.append(probability - wanted)
    return sensitivities


def why_not_one_of_several(expected: Sequence[Number]) -> str:
    """Say why the expected numbers are no probabilities of two or more things, of which one is so.

    Nothing if each is from 0 to 1 and their sum is 1, give or take 1e-6.
    """
    if len(expected) < 2:
        return (
            "softmax_cross_entropy compares outputs with each other and needs two or more; for "
            "a single yes or no there is sigmoid_cross_entropy"
        )
    total: Number = 0
    for wanted in expected:
        if not 0 <= wanted <= 1:
            return "for softmax_cross_entropy each must be a probability, from 0 to 1"
        total += wanted
    # Thirds don't sum to exactly 1, nor do tenths that were once held in four bytes.
    if abs(total - 1) > 1e-6:
        return f"for softmax_cross_entropy they should sum to 1, but their sum is {total}"
    return ""


softmax_cross_entropy: CrossEntropy = CrossEntropy(
    "softmax_cross_entropy",
    softmax_cross_entropy_error,
    softmax_cross_entropy_sensitivities,
    softmax_probabilities,
    why_not_one_of_several,
)


# For two labels, -1 and 1.


class HingeError(ErrorFunction):
    """The hinge error function; it refuses other labels than -1 and 1."""

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Say so if an expected number is neither -1 nor 1; nothing if each is one of them."""
        for wanted in expected:
            if wanted != 1 and wanted != -1:
                return "for hinge each must be one of the labels -1 and 1"
        return ""


def hinge_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of 1 - expected x output, where that is above 0.

    An output that has the right sign and reaches 1 counts as right, and is left alone. From
    Cortes and Vapnik, "Support-Vector Networks" (1995).
    """
    error: Number = 0
    for output, wanted in zip(outputs, expected):
        missing = 1 - wanted * output
        if not missing <= 0:
            error += missing
    return error


def hinge_sensitivities(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
    """Return -expected for each output that does not reach 1 on the right side, else 0."""
    sensitivities = []
    for output, wanted in zip(outputs, expected):
        sensitivities.append(-wanted if wanted * output < 1 else 0)
    return sensitivities


hinge: HingeError = HingeError("hinge", hinge_error, hinge_sensitivities)


# For amounts, where a few that are far off should not count too much.


def sum_of_differences(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of the differences between output and expected, all taken as positive."""
    error: Number = 0
    for output, wanted in zip(outputs, expected):
        error += abs(output - wanted)
    return error


def absolute_sensitivities(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
    """Return 1 for each output that is too high, -1 if it is too low, 0 if it is just right."""
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
    """Return what the network's outputs say as probabilities, if that is what they can say.

    With a cross-entropy, the error function turns them into such, from 0 to 1, one for each
    output; else they are returned as they are.
    """
    if isinstance(network.error_function, CrossEntropy):
        return network.error_function.outputs_to_probabilities(outputs)
    return list(outputs)
