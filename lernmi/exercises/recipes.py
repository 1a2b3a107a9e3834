"""What Links, Neurons, error functions and networks do, step by step.

A Recipe has a method for each step. The right Recipe does what lernmi's own classes do; a mistake
replaces one of its methods. So lernmi can compute the numbers that mistakes lead to, alone or
together, with real Links and Neurons in a real network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MethodType
from typing import Any, NamedTuple

from lernmi.activations import Number
from lernmi.error_functions import ErrorFunction, differences, half_sum_of_squares
from lernmi.layers import LinkLayer
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron


class Parts(NamedTuple):
    """What a network is made of; lernmi's own classes by default.

    error: the error function; None for the squared error.
    """

    link_type: Callable[..., Any] = Link
    neuron_type: Callable[..., Any] = Neuron
    network_type: Callable[..., Any] = Network
    error: ErrorFunction | None = None


class Recipe:
    """The right way to do every step. `changed` returns a Recipe with other steps.

    learning_rate: for a mistake that nudges on the way back, where no learning rate is given.
    """

    learning_rate: Number = 0.5

    def changed(self, changes: Mapping[str, Callable[..., Any]]) -> Recipe:
        """Return a Recipe with other methods for some steps.

        changes: the new function for each step, by the step's name. Like a method, it takes the
            Recipe first.

        Raises AttributeError for an unknown step.
        """
        other = Recipe()
        for name, value in vars(self).items():
            # Earlier changes must call the new ones, whatever the order: bind them to `other`.
            is_step = isinstance(value, MethodType)
            setattr(other, name, MethodType(value.__func__, other) if is_step else value)
        for name, method in changes.items():
            getattr(Recipe, name)
            setattr(other, name, MethodType(method, other))
        return other

    # A Link, forwards.

    def value(self, link: Link) -> Number:
        """Return the number that the Link reads from its input Neuron."""
        return link.input_neuron.output

    def delivered(self, link: Link, value: Number) -> Number:
        """Return what the Link delivers."""
        return value * link.weight

    def deliver(self, link: Link, value: Number) -> None:
        """Deliver the value to the output Neuron."""
        link.output_neuron.receive(value)

    # A Link, on the way back.

    def sensitivity(self, link: Link) -> Number:
        """Return the sensitivity that the Link begins with."""
        return link.output_neuron.sensitivity

    def slope(self, link: Link) -> Number:
        """Return the slope that the sensitivity is multiplied by."""
        return link.output_neuron.slope

    def output_sensitivity(self, link: Link) -> Number:
        """Return how strongly the error responds to what the Link delivers."""
        return self.sensitivity(link) * self.slope(link)

    def weight_counts(self, link: Link) -> Number:
        """Return how much more the Link delivers if its weight rises by 1."""
        return link.input_neuron.output

    def weight_sensitivity(self, link: Link, output_sensitivity: Number) -> Number:
        """Return how strongly the error responds to the weight."""
        return output_sensitivity * self.weight_counts(link)

    def kept(self, link: Link, weight_sensitivity: Number) -> Number:
        """Return the sum of the weight sensitivities of all samples so far."""
        return link.weight_sensitivity + weight_sensitivity

    def input_counts(self, link: Link) -> Number:
        """Return how much more the Link delivers if the input Neuron's output rises by 1."""
        return link.weight

    def sent_back(self, link: Link, output_sensitivity: Number) -> Number:
        """Return the number to send back to the input Neuron."""
        return output_sensitivity * self.input_counts(link)

    def send(self, link: Link, sensitivity: Number) -> None:
        """Send the sensitivity back to the input Neuron."""
        link.input_neuron.receive_sensitivity(sensitivity)

    # A Link's nudge.

    def rate(self, link: Link, learning_rate: Number) -> Number:
        """Return the learning rate to nudge with."""
        return learning_rate

    def nudged_by(self, link: Link) -> Number:
        """Return the sensitivity that the learning rate is multiplied by."""
        return link.weight_sensitivity

    def change(self, link: Link, learning_rate: Number) -> Number:
        """Return how far the weight moves."""
        return self.rate(link, learning_rate) * self.nudged_by(link)

    def new_weight(self, link: Link, change: Number) -> Number:
        """Return the new weight."""
        return link.weight - change

    def left_over(self, link: Link) -> Number:
        """Return the weight sensitivity that is left after the nudge."""
        return 0

    # A Neuron.

    def total_input_before(self, neuron: Neuron) -> Number:
        """Return the total input at the start of a sample."""
        return 0

    def sensitivity_before(self, neuron: Neuron) -> Number:
        """Return the sensitivity at the start of a sample."""
        return 0

    def total_input(self, neuron: Neuron, value: Number) -> Number:
        """Return the total input after a Link has delivered `value`."""
        return neuron.total_input + value

    def output(self, neuron: Neuron) -> Number:
        """Return the output for the total input."""
        return neuron.activation.function(neuron.total_input)

    def own_slope(self, neuron: Neuron) -> Number:
        """Return the slope at the total input."""
        return neuron.activation.slope(neuron.total_input, neuron.output)

    def own_sensitivity(self, neuron: Neuron, value: Number) -> Number:
        """Return the sensitivity after a Link has sent back `value`."""
        return neuron.sensitivity + value

    # An error function.

    def error(self, outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
        """Return the error of a sample."""
        return half_sum_of_squares(outputs, expected)

    def sensitivities(self, outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
        """Return the sensitivity of each output."""
        return differences(outputs, expected)

    # A network.

    def way_back(self, layers: Sequence[LinkLayer]) -> list[LinkLayer]:
        """Return the layers of Links in backward order."""
        return list(reversed(layers))

    def learn(
        self,
        network: Network,
        inputs: Sequence[Number],
        expected: Sequence[Number],
        learning_rate: Number,
    ) -> Number:
        """Learn from one sample, and return the error."""
        network.propagate(inputs)
        error = network.compare(expected)
        network.backpropagate()
        network.nudge(learning_rate)
        return error

    # Several samples.

    def learn_batch(self, network: Network, samples: Sequence[Any], learning_rate: Number) -> None:
        """Learn from a batch: one nudge, by the mean of the weight sensitivities."""
        for inputs, expected in samples:
            network.propagate(inputs)
            network.compare(expected)
            network.backpropagate()
        network.nudge(learning_rate / len(samples))


def parts_of(recipe: Recipe) -> Parts:
    """Return Links, Neurons, an error function and a network that follow a Recipe."""

    class RecipeLink(Link):
        def propagate(self) -> None:
            value = recipe.value(self)
            recipe.deliver(self, recipe.delivered(self, value))

        def backpropagate(self) -> None:
            output_sensitivity = recipe.output_sensitivity(self)
            weight_sensitivity = recipe.weight_sensitivity(self, output_sensitivity)
            sent_back = recipe.sent_back(self, output_sensitivity)
            self.output_sensitivity = output_sensitivity
            self.weight_sensitivity = recipe.kept(self, weight_sensitivity)
            recipe.send(self, sent_back)

        def nudge(self, learning_rate: Number) -> None:
            self.weight = recipe.new_weight(self, recipe.change(self, learning_rate))
            self.weight_sensitivity = recipe.left_over(self)

    class RecipeNeuron(Neuron):
        def reset(self) -> None:
            total_input = recipe.total_input_before(self)
            sensitivity = recipe.sensitivity_before(self)
            super().reset()
            self.total_input, self.sensitivity = total_input, sensitivity

        def receive(self, value: Number) -> None:
            self.total_input = recipe.total_input(self, value)

        def activate(self) -> None:
            self.output = recipe.output(self)
            self.slope = recipe.own_slope(self)

        def receive_sensitivity(self, value: Number) -> None:
            self.sensitivity = recipe.own_sensitivity(self, value)

    class RecipeNetwork(Network):
        def backpropagate(self) -> None:
            for link_layer in recipe.way_back(self.link_layers):
                link_layer.backpropagate()
            self.stage = "backpropagated"

        def learn(
            self, inputs: Sequence[Number], expected: Sequence[Number], learning_rate: Number
        ) -> Number:
            return recipe.learn(self, inputs, expected, learning_rate)

    error = ErrorFunction("recipe", recipe.error, recipe.sensitivities)
    return Parts(RecipeLink, RecipeNeuron, RecipeNetwork, error)
