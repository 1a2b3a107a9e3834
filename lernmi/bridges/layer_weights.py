"""The weights of a plain network, layer by layer, in the order in which matrices have them.

What others call a layer is all that leads to one row of Neurons: their bias weights, their other
weights, and one activation for all of them.
"""

from __future__ import annotations

from typing import NamedTuple

from lernmi.activations import Activation
from lernmi.engines.plain_networks import why_not_types, why_not_wired
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.layers import NeuronLayer
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.numbers import is_finite
from lernmi.support.texts import short_text


class PlainLayer(NamedTuple):
    """All that leads to one row of Neurons.

    biases: of each of them the weight of its bias Link.
    weights: of each of them a list of its other weights, in the order of the Neurons before: as a
        matrix, a row for each Neuron that Links lead to, a column for each that they come from.
    activation: what all of them have.
    """

    biases: list[float]
    weights: list[list[float]]
    activation: Activation


def plain_layers(network: Network, there: str) -> tuple[Activation, list[PlainLayer]]:
    """Return the activation of the inputs, and a PlainLayer for each further row of Neurons.

    there: where the network is to go, such as "PyTorch", for refusals.

    Raises TypeError if it is no Network, and ValueError for what such layers can't be: types or
    methods of your own, rewired Links, several activations side by side, activations of your own,
    weights that are not finite, or neither floats nor whole numbers that a float holds exactly.
    """
    if not isinstance(network, Network):
        raise TypeError(f"a Network should go to {there}; got {short_text(network)}")
    reason = why_not_types(network) or why_not_wired(network)
    if reason:
        raise ValueError(f"{there} can't hold this network: {reason}")
    first, *others = network.neuron_layers
    layers = []
    for links, after in zip(network.link_layers, others):
        size = len(after.neurons)
        biases = []
        weights = []
        for position in range(size):
            # In Link order all Links from one sender come one after the other, the bias first.
            bias, *rest = [plain_weight(link, there) for link in links.links[position::size]]
            biases.append(bias)
            weights.append(rest)
        layers.append(PlainLayer(biases, weights, activation_of(after, there)))
    return activation_of(first, there), layers


def activation_of(layer: NeuronLayer, there: str) -> Activation:
    """Return the one activation of a layer; ValueError if there are several, or one of your own."""
    first = layer.neurons[0]
    for neuron in layer.neurons:
        if neuron.activation is not first.activation:
            raise ValueError(
                f"{there} has one activation for a whole layer, but {first.name} has "
                f"{first.activation.name} and {neuron.name} has {neuron.activation.name}"
            )
    if ACTIVATIONS.get(first.activation.name) is not first.activation:
        raise ValueError(
            f"{there} knows no activation {first.activation.name}, which {first.name} has; only "
            f"lernmi's own can go there: {', '.join(ACTIVATIONS)}"
        )
    return first.activation


def plain_weight(link: Link, there: str) -> float:
    """Return the weight of a Link; ValueError if it is of a type that would be rounded there."""
    weight = link.weight
    if type(weight) is float and not is_finite(weight):
        raise ValueError(f"the weight of {link.name} is {weight}, with which nothing goes on")
    is_exact = type(weight) is float
    if type(weight) is int:
        is_exact = abs(weight) < 2**1000 and float(weight) == weight
    if not is_exact:
        raise ValueError(
            f"{there} holds floats, but the weight of {link.name} is {short_text(weight)}, of type "
            f"{type(weight).__name__}; make floats of all: network.weights = [[float(weight) for "
            "weight in layer] for layer in network.weights]"
        )
    return float(weight)
