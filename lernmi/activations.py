"""Activation functions: they turn a Neuron's total input into its output.

An Activation is two plain functions. `function` turns the total input into the output. `slope`
returns how strongly the output responds to the total input (textbooks: the derivative, f'(z)). It
gets both numbers, and may use the cheaper one: sigmoid's slope needs no second `exp`.

To make your own:

    square = Activation("square", lambda total_input: total_input * total_input,
                        lambda total_input, output: 2 * total_input)
"""

from __future__ import annotations

import math
from collections.abc import Callable

from lernmi.support.naming import Named
from lernmi.support.naming import ready_made as ready_made  # pickles of 0.1.0 look for it here

# For type checkers, a float includes int (PEP 484). Fractions, Decimals, dual numbers and symbols
# flow through the same code if the activations allow it, so the core never calls float().
Number = float


class Activation(Named):
    """An activation function and its slope, under one name.

    name: used in printed text.
    function: `function(total_input) -> output`.
    slope: `slope(total_input, output) -> slope`, the derivative of `function`.

    Raises TypeError if `name` is not a string, or if `function` or `slope` can't be called.
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
        # e^-x, or x itself, is too large for a float: the output is as good as 0 or 1.
        return 0.0 if total_input < 0 else 1.0


def sigmoid_slope(total_input: Number, output: Number) -> Number:
    """Return output × (1 - output): 1/4 if the output is 1/2, and near 0 if it is near 0 or 1."""
    return output * (1 - output)


sigmoid = Activation("sigmoid", sigmoid_output, sigmoid_slope)


def tanh_output(total_input: Number) -> Number:
    """Return the hyperbolic tangent: between -1 and 1."""
    return math.tanh(total_input)


def tanh_slope(total_input: Number, output: Number) -> Number:
    """Return 1 - output^2, in a form that keeps more digits if the output is near 1."""
    return (1 - output) * (1 + output)


tanh = Activation("tanh", tanh_output, tanh_slope)


def relu_output(total_input: Number) -> Number:
    """Return the total input, or 0 if it is negative; nan stays nan, so that it can't hide.

    From Nair and Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines" (2010).
    """
    return 0 if total_input < 0 else total_input


def relu_slope(total_input: Number, output: Number) -> Number:
    """Return 1 above 0, else 0. At 0 itself there is no derivative; 0 is a convention."""
    return 1 if total_input > 0 else 0


relu = Activation("relu", relu_output, relu_slope)


def leaky_relu_output(total_input: Number) -> Number:
    """Return the total input, or 1/100 of it if it is negative, so that it still learns.

    From Maas et al., "Rectifier Nonlinearities Improve Neural Network Acoustic Models" (2013).
    """
    return total_input * 0.01 if total_input < 0 else total_input


def leaky_relu_slope(total_input: Number, output: Number) -> Number:
    """Return 1 above 0, else 1/100."""
    return 1 if total_input > 0 else 0.01


leaky_relu = Activation("leaky_relu", leaky_relu_output, leaky_relu_slope)


def identity_output(total_input: Number) -> Number:
    """Return the total input unchanged; input Neurons use this."""
    return total_input


def identity_slope(total_input: Number, output: Number) -> Number:
    """Return 1: the output changes by as much as the total input."""
    return 1


identity = Activation("identity", identity_output, identity_slope)
