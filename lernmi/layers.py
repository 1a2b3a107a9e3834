"""Layers: Neurons side by side, and all the Links between two layers of Neurons.

A layer has the same verbs as its members, and calls them one by one. A Neuron adds what its Links
deliver in the order of the Links, and that order decides the last bit of every result.
"""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.numbers import refuse_wrong_count
from lernmi.support.texts import joined_names


class NeuronLayer:
    """Neurons side by side.

    neurons: the Neurons, without the bias.
    bias: the bias Neuron, or None in the output layer. It is in the layer *before* the Neurons that
        it feeds: one more input for each of them.
    """

    def __init__(self, neurons: Sequence[Neuron], bias: BiasNeuron | None) -> None:
        self.neurons: list[Neuron] = list(neurons)
        self.bias = bias

    def senders(self) -> list[Neuron]:
        """Return the Neurons that Links can come from: the bias first, then the others."""
        if self.bias is None:
            return list(self.neurons)
        return [self.bias, *self.neurons]

    def reset(self) -> None:
        """Let every Neuron forget the last sample."""
        if self.bias is not None:
            self.bias.reset()
        for neuron in self.neurons:
            neuron.reset()

    def receive(self, values: Sequence[Number]) -> None:
        """Give each Neuron its value; ValueError unless there is one value for each."""
        refuse_wrong_count(values, self.neurons)
        for neuron, value in zip(self.neurons, values):
            neuron.receive(value)

    def activate(self) -> None:
        """Let every Neuron set its output and slope."""
        for neuron in self.neurons:
            neuron.activate()

    def outputs(self) -> list[Number]:
        """Return the Neurons' outputs, without the bias."""
        outputs = []
        for neuron in self.neurons:
            outputs.append(neuron.output)
        return outputs

    def receive_sensitivity(self, values: Sequence[Number]) -> None:
        """Give each Neuron its sensitivity; ValueError unless there is one value for each."""
        refuse_wrong_count(values, self.neurons)
        for neuron, value in zip(self.neurons, values):
            neuron.receive_sensitivity(value)

    def __repr__(self) -> str:
        bias = "" if self.bias is None else f", bias {self.bias.name}"
        return f"NeuronLayer of {len(self.neurons)}: {joined_names(self.neurons)}{bias}"


class LinkLayer:
    """All the Links between two layers of Neurons.

    links: a flat list: the bias Neuron's Links first, then those of each input Neuron in turn.
    """

    def __init__(self, links: Sequence[Link]) -> None:
        self.links: list[Link] = list(links)

    def propagate(self) -> None:
        """Let every Link deliver."""
        for link in self.links:
            link.propagate()

    def backpropagate(self) -> None:
        """Let every Link work out its sensitivities, and send one back."""
        for link in self.links:
            link.backpropagate()

    def nudge(self, learning_rate: Number) -> None:
        """Let every Link move its weight."""
        for link in self.links:
            link.nudge(learning_rate)

    def __repr__(self) -> str:
        return f"LinkLayer of {len(self.links)}: {joined_names(self.links)}"
