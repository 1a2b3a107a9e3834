"""Fetching weights from the Links, and bringing back to them what an engine found."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.network import Network


def fetched_weights(network: Network, links: Sequence[Link]) -> list[Number]:
    """Return the weights, in Link order, as they are: somebody may have changed them meanwhile.

    links: those that there were when the training began.

    Raises ValueError if there are others now.
    """
    now = network.links
    if now != links:
        raise ValueError(
            f"there were {len(links)} Links when the training began, and now there are others "
            f"({len(now)}): rewire a network between two trainings, not within one"
        )
    return [link.weight for link in now]


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
