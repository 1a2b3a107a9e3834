"""Bringing back to the Links what an engine found without them."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.network import Network


def bring_back(
    network: Network, weights: Sequence[Number], deltas: Sequence[Sequence[Number]]
) -> None:
    """Give every Link its weight, and what the last sample told it.

    weights: of all Links, in Link order.
    deltas: for each LinkLayer, the output sensitivity of the Links that lead to each Neuron.

    The Neurons, which were not asked, forget whatever sample they had before.
    """
    next_weight = iter(weights)
    for link_layer, layer_deltas in zip(network.link_layers, deltas):
        receivers = len(layer_deltas)
        for place, link in enumerate(link_layer.links):
            link.weight = next(next_weight)
            link.output_sensitivity = layer_deltas[place % receivers]
    network.stage = "ready"
    for neuron_layer in network.neuron_layers:
        neuron_layer.reset()
