"""Random networks of every kind that a file can hold, for hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from lernmi import Network
from lernmi.activations import identity
from lernmi.functions.error_functions import CrossEntropy
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from support.networks import layer_sizes, seeds

any_numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**30), 10**30),
    st.fractions(),
    st.decimals(allow_nan=False, allow_infinity=False),
)
any_names = st.text(min_size=1, max_size=12).filter(
    lambda name: name.isprintable() and name.strip()
)


@st.composite
def any_networks(draw: Any) -> Network:
    """A network with any ready-made functions, any names, and weights of any kind of number."""
    error = draw(st.sampled_from(list(ERROR_FUNCTIONS.values())))
    sizes = draw(layer_sizes)
    if error.name == "softmax_cross_entropy":
        sizes = [*sizes[:-1], max(2, sizes[-1])]
    activations = st.sampled_from(list(ACTIVATIONS.values()))
    output = identity if isinstance(error, CrossEntropy) else draw(activations)
    network = Network(
        sizes,
        activation=draw(activations),
        output_activation=output,
        input_activation=draw(activations),
        error=error,
        seed=draw(seeds),
    )
    for link in network.links:
        link.weight = draw(any_numbers)
    names = draw(
        st.lists(
            any_names, min_size=len(network.neurons), max_size=len(network.neurons), unique=True
        )
    )
    for neuron, name in zip(network.neurons, names):
        neuron.name = name
    return network
