"""Links that hold their weight: for a question in which not every weight may move."""

from __future__ import annotations

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.network import Network


class HeldLink(Link):
    """A Link whose weight no nudge moves. It works out its sensitivities like any other."""

    __slots__ = ()

    def nudge(self, learning_rate: Number) -> None:
        """Keep the weight, and set its sensitivity to 0."""
        self.weight_sensitivity: Number = 0


def hold(network: Network, *names: str) -> None:
    """Hold the weights of these Links, such as "b1->y1", at what they are."""
    for layer in network.link_layers:
        for place, link in enumerate(layer.links):
            if link.name in names:
                layer.links[place] = HeldLink(link.input_neuron, link.output_neuron, link.weight)


def held_names(network: Network) -> set[str]:
    """Return the names of the held Links, and of the Neurons whose Links are all held."""
    held = [link for link in network.links if isinstance(link, HeldLink)]
    free = {link.input_neuron.name for link in network.links if not isinstance(link, HeldLink)}
    return {link.name for link in held} | {link.input_neuron.name for link in held} - free
