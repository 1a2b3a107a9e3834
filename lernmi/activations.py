"""Activation functions: what a Neuron makes of the sum that it received.

An activation is two plain functions. `function` turns the total input into the output.
`slope` says how much the output changes for a small change of the total input (in
textbooks: the derivative, f'(z)). The slope may look at both the total input and the
output, whichever makes it cheaper: sigmoid's slope needs only the output, so `exp` is
not computed twice.

Your own activation is one line:

    square = Activation("square", lambda total_input: total_input * total_input,
                        lambda total_input, output: 2 * total_input)
"""

from __future__ import annotations

import math
from collections.abc import Callable

from lernmi.support.naming import Named
from lernmi.support.naming import ready_made as ready_made

# For editors and type checkers a Number is a float; by PEP 484's numeric tower that includes int.
# A Fraction, a Decimal, a dual number or a symbol flows through the same code, where activations
# and weights allow it, so nothing in the core calls float().
Number = float


class Activation(Named):
    """An activation function and its slope, under one name.

    name: what it is called in printed text.
    function: `function(total_input) -> output`.
    slope: `slope(total_input, output) -> slope`, the derivative of the output by the total input.

    Raises TypeError if `name` is not text, or `function` or `slope` can't be called.
    """

    kind = "Activation"
    function: Callable[[Number], Number]

    def __init__(
        self,
        name: str,
        function: Callable[[Number], Number],
        slope: Callable[[Number, Number], Number],
    ) -> None:
        super().__init__(name, function=function, slope=slope)
        self.function = function
        self.slope = slope


def sigmoid_output(total_input: Number) -> Number:
    """Return 1 / (1 + e^-x), the logistic function: between 0 and 1."""
    try:
        return 1 / (1 + math.exp(-total_input))
    except OverflowError:
        # e^-x, or x itself, is beyond the largest float: the output is as good as 0 or 1.
        return 0.0 if total_input < 0 else 1.0


def sigmoid_slope(total_input: Number, output: Number) -> Number:
    """Return s(1 - s): largest, 1/4, at an output of 1/2, and near 0 at both ends."""
    return output * (1 - output)


sigmoid = Activation("sigmoid", sigmoid_output, sigmoid_slope)


def tanh_output(total_input: Number) -> Number:
    """Return the hyperbolic tangent: between -1 and 1."""
    return math.tanh(total_input)


def tanh_slope(total_input: Number, output: Number) -> Number:
    """Return 1 - t^2, written so that fewer digits are lost where the output is near 1."""
    return (1 - output) * (1 + output)


tanh = Activation("tanh", tanh_output, tanh_slope)


def relu_output(total_input: Number) -> Number:
    """Return what is positive, and 0 for what is negative (rectified linear unit).

    "Not a number" comes out as it went in, so that it can't hide. Known from Nair and Hinton,
    "Rectified Linear Units Improve Restricted Boltzmann Machines" (2010).
    """
    return 0 if total_input < 0 else total_input


def relu_slope(total_input: Number, output: Number) -> Number:
    """Return 1 above 0, else 0; at the kink itself, 0, any answer is a convention."""
    return 1 if total_input > 0 else 0


relu = Activation("relu", relu_output, relu_slope)


def leaky_relu_output(total_input: Number) -> Number:
    """Return what is positive, and a hundredth of what is negative: there, too, it learns.

    From Maas et al., "Rectifier Nonlinearities Improve Neural Network Acoustic Models" (2013).
    """
    return total_input * 0.01 if total_input < 0 else total_input


def leaky_relu_slope(total_input: Number, output: Number) -> Number:
    """Return 1 above 0, else 1/100."""
    return 1 if total_input > 0 else 0.01


leaky_relu = Activation("leaky_relu", leaky_relu_output, leaky_relu_slope)


def identity_output(total_input: Number) -> Number:
    """Return the total input as it is; input Neurons do this."""
    return total_input


def identity_slope(total_input: Number, output: Number) -> Number:
    """Return 1: the output changes just as much as the total input."""
    return 1


identity = Activation("identity", identity_output, identity_slope)
