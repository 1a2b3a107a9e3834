"""Error functions: how wrong the outputs for one sample are, as one number.

An error function sees the whole output layer at once. `function` returns the error (textbooks: loss
or cost). `sensitivities` returns how strongly the error responds to each output. Backpropagation
starts from these numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lernmi.activations import Number
from lernmi.support.judging import Judge


class ErrorFunction(Judge):
    """An error function and its sensitivities, under one name.

    name: used in printed text.
    function: `function(outputs, expected) -> error`, one number for the whole sample.
    sensitivities: `sensitivities(outputs, expected) -> list`, the derivative of the error with
        respect to each output. Every list has one number for each output Neuron, in their order.

    Raises TypeError if `name` is not a string, or if one of the functions can't be called.
    """

    kind = "ErrorFunction"
    function: Callable[[Sequence[Number], Sequence[Number]], Number]

    def __init__(
        self,
        name: str,
        function: Callable[[Sequence[Number], Sequence[Number]], Number],
        sensitivities: Callable[[Sequence[Number], Sequence[Number]], list[Number]],
    ) -> None:
        super().__init__(name, function=function, sensitivities=sensitivities)
        self.function = function
        self.sensitivities = sensitivities


def half_sum_of_squares(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return half the sum of (output - expected)^2."""
    total: Number = 0
    for output, wanted in zip(outputs, expected):
        difference = output - wanted
        total += difference * difference
    return total / 2


def differences(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
    """Return output - expected for each output: positive if the output is too high.

    It is this simple because the error is half the square: the derivative of d^2 / 2 is d.
    """
    sensitivities = []
    for output, wanted in zip(outputs, expected):
        sensitivities.append(output - wanted)
    return sensitivities


squared_error = ErrorFunction("squared_error", half_sum_of_squares, differences)
