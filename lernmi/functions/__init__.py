"""Ready-made activations, error functions, starting weights, optimisers and schedules.

activations.py      softplus, elu, silu, gelu, sine
error_functions.py  cross-entropies, hinge, absolute; probabilities
initial_weights.py  He's, normal, zeros
nudging.py          momentum, L1 and L2 regularisation, Adam
schedules.py        learning rates that change from epoch to epoch
ready_made.py       find activations, error functions and starting weights by name
"""

from lernmi.activations import identity, leaky_relu, relu, sigmoid, tanh
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.error_functions import (
    CrossEntropy,
    absolute,
    hinge,
    probabilities,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from lernmi.functions.initial_weights import he, normal, zeros
from lernmi.functions.nudging import Adam, Nudging
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS, INITIAL_WEIGHTS
from lernmi.functions.schedules import cosine, step, warm_up
from lernmi.initial_weights import glorot, uniform

__all__ = [
    "ACTIVATIONS",
    "ERROR_FUNCTIONS",
    "INITIAL_WEIGHTS",
    "Adam",
    "CrossEntropy",
    "ErrorFunction",
    "Nudging",
    "absolute",
    "cosine",
    "elu",
    "gelu",
    "glorot",
    "he",
    "hinge",
    "identity",
    "leaky_relu",
    "normal",
    "probabilities",
    "relu",
    "sigmoid",
    "sigmoid_cross_entropy",
    "silu",
    "sine",
    "softmax_cross_entropy",
    "softplus",
    "squared_error",
    "step",
    "tanh",
    "uniform",
    "warm_up",
    "zeros",
]
