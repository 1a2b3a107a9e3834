"""The weights of a plain network, layer by layer, in the order of matrices.

In other libraries, a layer is everything that leads to one row of Neurons: the bias weights, the
other weights, and one activation for all of them.
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
    """Everything that leads to one row of Neurons.

    biases: the weight of each Neuron's bias Link.
    weights: a matrix of the other weights, with a row for each Neuron that the Links lead to and a
        column for each Neuron that they come from.
    activation: the activation of all these Neurons.
    """

    biases: list[float]
    weights: list[list[float]]
    activation: Activation


def plain_layers(network: Network, there: str) -> tuple[Activation, list[PlainLayer]]:
    """Return the activation of the inputs, and a PlainLayer for each further row of Neurons.

    there: the target, such as "PyTorch", for messages.

    Raises TypeError for anything but a Network. Raises ValueError for anything that layers can't
    represent: types or methods of your own, rewired Links, several activations in one layer,
    activations of your own, and weights that aren't finite floats or ints that a float holds
    exactly.
    """
    if not isinstance(network, Network):
        raise TypeError(f"only a Network can go to {there}; got {short_text(network)}")
    reason = why_not_types(network) or why_not_wired(network)
    if reason:
        raise ValueError(f"{there} can't represent this network: {reason}")
    first, *others = network.neuron_layers
    layers = []
    for links, after in zip(network.link_layers, others):
        size = len(after.neurons)
        biases = []
        weights = []
        for position in range(size):
            # In Link order, all Links from one sender are together, the bias first.
            bias, *rest = [plain_weight(link, there) for link in links.links[position::size]]
            biases.append(bias)
            weights.append(rest)
        layers.append(PlainLayer(biases, weights, activation_of(after, there)))
    return activation_of(first, there), layers


def activation_of(layer: NeuronLayer, there: str) -> Activation:
    """Return a layer's activation, or raise ValueError if it has several, or one of your own."""
    first = layer.neurons[0]
    for neuron in layer.neurons:
        if neuron.activation is not first.activation:
            raise ValueError(
                f"{there} has one activation for a whole layer; got {first.activation.name} for "
                f"{first.name} and {neuron.activation.name} for {neuron.name}"
            )
    if ACTIVATIONS.get(first.activation.name) is not first.activation:
        raise ValueError(
            f"{there} can't represent {first.name}'s activation {first.activation.name}. It must "
            f"be one of lernmi's: {', '.join(ACTIVATIONS)}"
        )
    return first.activation


def plain_weight(link: Link, there: str) -> float:
    """Return a Link's weight, or raise ValueError if it isn't finite or would be rounded there."""
    weight = link.weight
    if type(weight) is float and not is_finite(weight):
        raise ValueError(f"the weight of {link.name} must be a finite number; got {weight}")
    is_exact = type(weight) is float
    if type(weight) is int:
        is_exact = abs(weight) < 2**1000 and float(weight) == weight
    if not is_exact:
        raise ValueError(
            f"for {there}, the weight of {link.name} must be a float; got {short_text(weight)}, of "
            f"type {type(weight).__name__}. To turn all weights into floats: network.weights = "
            "[[float(weight) for weight in layer] for layer in network.weights]"
        )
    return float(weight)
