"""More starting weights: He's, normal ones, and zeros, beside the two of the core.

Each is called as `initial_weights(random, inputs, outputs, is_bias)`; see
`lernmi.initial_weights`.
"""

from __future__ import annotations

import math
from random import Random

from lernmi.activations import Number
from lernmi.initial_weights import InitialWeights
from lernmi.support.numbers import checked_number


def he(random: Random, inputs: int, outputs: int, is_bias: bool) -> Number:
    """Return a weight that suits relu, which lets only about half of its inputs through.

    Normal, with the mean 0 and the standard deviation square root of 2 / inputs; the weights
    of bias Links are 0. From He et al., "Delving Deep into Rectifiers" (2015), section 2.2.
    """
    if is_bias:
        return 0.0
    return random.gauss(0.0, math.sqrt(2 / inputs))


def normal(deviation: Number) -> InitialWeights:
    """Return a function for starting weights that are normal, with the mean 0.

    deviation: the standard deviation, above 0; some two thirds of the weights are nearer to 0.
    Bias Links get such a weight too.

    Raises TypeError or ValueError unless `deviation` is a finite number above 0.
    """
    deviation = checked_number(deviation, "deviation")
    if not deviation > 0:
        raise ValueError(f"deviation must be above 0; got {deviation}")

    def normal_weight(random: Random, inputs: int, outputs: int, is_bias: bool) -> Number:
        return random.gauss(0.0, deviation)

    return normal_weight


def zeros(random: Random, inputs: int, outputs: int, is_bias: bool) -> Number:
    """Return 0 for every Link, to see what goes wrong.

    All Neurons of a hidden layer begin as copies of each other, get the same nudges, and stay
    copies: however many there are, they are worth one.
    """
    return 0.0
