"""All ready-made activations, error functions and starting weights, by name."""

from __future__ import annotations

from lernmi.activations import Activation, identity, leaky_relu, relu, sigmoid, tanh
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.error_functions import (
    absolute,
    hinge,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from lernmi.functions.initial_weights import he, zeros
from lernmi.initial_weights import InitialWeights, glorot

#: The ready-made activations by name, such as `ACTIVATIONS["relu"]`.
ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        sigmoid,
        tanh,
        relu,
        leaky_relu,
        identity,
        softplus,
        elu,
        silu,
        gelu,
        sine,
    )
}

#: The ready-made error functions by name.
ERROR_FUNCTIONS: dict[str, ErrorFunction] = {
    error_function.name: error_function
    for error_function in (
        squared_error,
        absolute,
        hinge,
        sigmoid_cross_entropy,
        softmax_cross_entropy,
    )
}

#: The functions for starting weights by name. `uniform(low, high)` and `normal(deviation)` are
#: not among them, because they need numbers.
INITIAL_WEIGHTS: dict[str, InitialWeights] = {"glorot": glorot, "he": he, "zeros": zeros}
