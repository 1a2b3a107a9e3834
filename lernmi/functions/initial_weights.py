"""More starting weights, besides the core's two: He's, normal ones, and zeros.

A Network calls each as `initial_weights(random, inputs, outputs, is_bias)`; see
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

    Normal, with mean 0 and standard deviation sqrt(2 / inputs); 0 for bias Links. From He et al.,
    "Delving Deep into Rectifiers" (2015), section 2.2.
    """
    if is_bias:
        return 0.0
    return random.gauss(0.0, math.sqrt(2 / inputs))


def normal(deviation: Number) -> InitialWeights:
    """Return a function that gives every Link, bias or not, a normal weight with mean 0.

    deviation: the standard deviation, above 0. About two thirds of the weights are closer to 0 than
        this.

    Raises TypeError or ValueError unless `deviation` is a finite number above 0.
    """
    deviation = checked_number(deviation, "deviation")
    if not deviation > 0:
        raise ValueError(f"deviation must be above 0; got {deviation}")

    def normal_weight(random: Random, inputs: int, outputs: int, is_bias: bool) -> Number:
        return random.gauss(0.0, deviation)

    return normal_weight


def zeros(random: Random, inputs: int, outputs: int, is_bias: bool) -> Number:
    """Return 0 for every Link, to show what goes wrong.

    All Neurons of a hidden layer start as copies of each other, get the same nudges, and stay
    copies. However many there are, they can do no more than a single Neuron.
    """
    return 0.0
