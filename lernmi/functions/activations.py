"""More activations, besides the core's five: softplus, elu, silu, gelu and sine.

They are for floats. Their code avoids overflow and lost digits for every total input. In the
formulas, x is the total input.
"""

from __future__ import annotations

import math

from lernmi.activations import Activation, Number, sigmoid_output


def softplus_output(total_input: Number) -> Number:
    """Return log(1 + e^x): like relu, with a soft bend.

    The code has max(x, 0) + log(1 + e^-|x|), which is the same and never overflows. From Dugas
    et al., "Incorporating Second-Order Functional Knowledge for Better Option Pricing" (2000).
    """
    return max(total_input, 0) + math.log1p(math.exp(-abs(total_input)))


def softplus_slope(total_input: Number, output: Number) -> Number:
    """Return 1 / (1 + e^-x): the slope of softplus is the sigmoid."""
    return sigmoid_output(total_input)


softplus: Activation = Activation("softplus", softplus_output, softplus_slope)


def elu_output(total_input: Number) -> Number:
    """Return x if it is positive, else e^x - 1, which is never below -1.

    The exponential linear unit, from Clevert et al., "Fast and Accurate Deep Network Learning by
    Exponential Linear Units" (2015), with alpha = 1.
    """
    return total_input if total_input > 0 else math.expm1(total_input)


def elu_slope(total_input: Number, output: Number) -> Number:
    """Return 1 above 0, else e^x."""
    return 1 if total_input > 0 else math.exp(total_input)


elu: Activation = Activation("elu", elu_output, elu_slope)


def silu_output(total_input: Number) -> Number:
    """Return x × sigmoid(x): like relu, but it dips a little below 0 (also called swish).

    From Elfwing et al., "Sigmoid-Weighted Linear Units for Neural Network Function Approximation in
    Reinforcement Learning" (2017).
    """
    return total_input * sigmoid_output(total_input)


def silu_slope(total_input: Number, output: Number) -> Number:
    """Return s + x × s × (1 - s), with s = sigmoid(x).

    The formula of silu has x in two places, so there are two paths, and they add.
    """
    share = sigmoid_output(total_input)
    # sigmoid(-x) instead of 1 - s, because it loses no digits for a large x.
    return share + total_input * share * sigmoid_output(-total_input)


silu: Activation = Activation("silu", silu_output, silu_slope)


def gelu_output(total_input: Number) -> Number:
    """Return x × the share of a normal distribution that is below x.

    The Gaussian error linear unit in its exact form, from Hendrycks and Gimpel, "Gaussian Error
    Linear Units (GELUs)" (2016).
    """
    return total_input * normal_share_below(total_input)


def gelu_slope(total_input: Number, output: Number) -> Number:
    """Return share + x × density, where the density at x is e^(-x^2 / 2) / sqrt(2 pi)."""
    density = math.exp(-total_input * total_input / 2) / math.sqrt(2 * math.pi)
    return normal_share_below(total_input) + total_input * density


def normal_share_below(number: Number) -> Number:
    """Return the share of a normal distribution (mean 0, deviation 1) that is below `number`.

    It uses erfc, because 1 + erf would lose all digits if the share is tiny.
    """
    return math.erfc(-number / math.sqrt(2)) / 2


gelu: Activation = Activation("gelu", gelu_output, gelu_slope)


def sine_output(total_input: Number) -> Number:
    """Return sin(x), a wave between -1 and 1; nan for an infinite x, which has no sine."""
    return math.nan if math.isinf(total_input) else math.sin(total_input)


def sine_slope(total_input: Number, output: Number) -> Number:
    """Return cos(x); nan for an infinite x."""
    return math.nan if math.isinf(total_input) else math.cos(total_input)


sine: Activation = Activation("sine", sine_output, sine_slope)
