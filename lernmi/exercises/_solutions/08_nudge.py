"""Exercise 8, solved."""

from lernmi import Link
from lernmi.data.published import MAZUR


class MyLink(Link):
    """A Link of my own."""

    def nudge(self, learning_rate):
        """Move the weight a little against its sensitivity."""
        self.weight = self.weight - learning_rate * self.weight_sensitivity
        self.weight_sensitivity = 0


def too_early(network, inputs, expected, learning_rate):
    """Learn from one sample, but nudge each layer before sending back."""
    network.propagate(inputs)
    network.compare(expected)
    for link_layer in reversed(network.link_layers):
        for link in link_layer.links:
            end, start = link.output_neuron, link.input_neuron
            link.output_sensitivity = end.sensitivity * end.slope
            weight_sensitivity = link.output_sensitivity * start.output
            link.weight = link.weight - learning_rate * weight_sensitivity
        for link in link_layer.links:
            sent_back = link.output_sensitivity * link.weight
            link.input_neuron.receive_sensitivity(sent_back)


def error_after(learn):
    """Return the example's error after one step, with the biases put back."""
    network = MAZUR.network()
    learn(network, MAZUR.inputs, MAZUR.expected, MAZUR.learning_rate)
    for link, before in zip(network.links, MAZUR.network().links):
        if link.input_neuron.name.startswith("b"):
            link.weight = before.weight
    network.propagate(MAZUR.inputs)
    return network.compare(MAZUR.expected)


def in_order(network, inputs, expected, learning_rate):
    """Learn from one sample, as lernmi does."""
    network.learn(inputs, expected, learning_rate)


if __name__ == "__main__":
    print(f"all backpropagate first: {error_after(in_order):.9f}")
    print(f"nudged too early:        {error_after(too_early):.9f}")
