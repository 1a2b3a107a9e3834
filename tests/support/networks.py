"""Random networks and numbers for hypothesis, and weights as bits, to compare them exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from lernmi import Activation, Network
from lernmi.activations import identity, leaky_relu, relu, sigmoid, tanh
from lernmi.initial_weights import uniform

BUILT_IN = [sigmoid, tanh, relu, leaky_relu, identity]
SMOOTH = [sigmoid, tanh, identity]

seeds = st.integers(min_value=0, max_value=2**32)
layer_sizes = st.lists(st.integers(min_value=1, max_value=4), min_size=2, max_size=4)
fractions = st.fractions(min_value=-2, max_value=2, max_denominator=7)
small_floats = st.floats(min_value=-2, max_value=2, allow_subnormal=False)


def polynomial(coefficients: list[Any]) -> Activation:
    """Return c0 + c1 x + c2 x^2 + ... and its derivative, for any type of number.

    coefficients: [c0, c1, c2, ..].
    """

    def function(total_input: Any) -> Any:
        result: Any = 0
        for coefficient in reversed(coefficients):
            result = result * total_input + coefficient
        return result

    def slope(total_input: Any, output: Any) -> Any:
        result: Any = 0
        for power in range(len(coefficients) - 1, 0, -1):
            result = result * total_input + power * coefficients[power]
        return result

    return Activation("polynomial", function, slope)


polynomials = st.lists(fractions, min_size=2, max_size=4).map(polynomial)


def numbers(draw: Any, kind: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Return `count` random numbers of a kind."""
    return draw(st.lists(kind, min_size=count, max_size=count))


@st.composite
def exact_cases(draw: Any, max_layers: int = 4) -> tuple[Network, list[Fraction], list[Fraction]]:
    """A network of Fractions with polynomial activations, inputs and expected values."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=max_layers))
    network = Network(
        sizes,
        activation=draw(polynomials),
        output_activation=draw(polynomials),
        input_activation=draw(st.one_of(st.just(identity), polynomials)),
    )
    network.weights = [numbers(draw, fractions, len(layer.links)) for layer in network.link_layers]
    return network, numbers(draw, fractions, sizes[0]), numbers(draw, fractions, sizes[-1])


@st.composite
def float_cases(
    draw: Any, activations: list[Activation] = BUILT_IN
) -> tuple[Network, list[float], list[float]]:
    """A network of floats with built-in activations, inputs and expected values."""
    sizes = draw(layer_sizes)
    network = Network(
        sizes,
        activation=draw(st.sampled_from(activations)),
        output_activation=draw(st.sampled_from(activations)),
        input_activation=draw(st.sampled_from(activations)),
        initial_weights=uniform(-2, 2),
        seed=draw(seeds),
    )
    return network, numbers(draw, small_floats, sizes[0]), numbers(draw, small_floats, sizes[-1])


@st.composite
def training_cases(draw: Any) -> tuple[Network, list[tuple[list[float], list[float]]]]:
    """A network of floats, with sigmoid and tanh, and one to five samples for it."""
    network, inputs, expected = draw(float_cases([sigmoid, tanh]))
    samples = [(inputs, expected)]
    for _ in range(draw(st.integers(0, 4))):
        samples.append(
            (
                numbers(draw, small_floats, len(inputs)),
                numbers(draw, small_floats, len(expected)),
            )
        )
    return network, samples


def bits(network: Network) -> list[list[str]]:
    """Return all weights exactly, in a list for each LinkLayer; floats are hexadecimal strings."""
    return [
        [float.hex(weight) if isinstance(weight, float) else repr(weight) for weight in layer]
        for layer in network.weights
    ]


def weight_sensitivities(network: Network) -> list[Any]:
    """Return the gradient: the weight sensitivities of all Links, in Link order."""
    return [link.weight_sensitivity for link in network.links]


XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
