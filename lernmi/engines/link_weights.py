"""Take weights from the Links, and write an engine's results back to them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.network import Network


def fetched_weights(network: Network, links: Sequence[Link]) -> list[Number]:
    """Return the present weights in Link order; `on_epoch` may have changed them.

    links: the Links when training began.

    Raises ValueError if the network has different Links now.
    """
    now = network.links
    if now != links:
        raise ValueError(
            f"the network must keep its {len(links)} Links during training; got {len(now)} "
            "different ones. Rewire it only between training runs"
        )
    return [link.weight for link in now]


def bring_back(
    network: Network, weights: Sequence[Number], deltas: Sequence[Sequence[Number]]
) -> None:
    """Give every Link its weight, and its output sensitivity from the last sample.

    weights: the weights of all Links, in Link order.
    deltas: for each LinkLayer, the output sensitivity of the Links that lead to each Neuron.

    The Neurons took no part in the training, so they forget the sample from before.
    """
    next_weight = iter(weights)
    for link_layer, layer_deltas in zip(network.link_layers, deltas):
        # zip takes no weight too many, because it looks for a Link first.
        for link, weight, delta in zip(link_layer.links, next_weight, cycle(layer_deltas)):
            link.weight = weight
            link.output_sensitivity = delta
    network.stage = "ready"
    for neuron_layer in network.neuron_layers:
        neuron_layer.reset()
