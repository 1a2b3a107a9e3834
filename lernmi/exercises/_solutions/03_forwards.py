"""Exercise 3, solved."""

from lernmi import Link, Network, Neuron


class MyLink(Link):
    """A Link of my own."""

    def propagate(self):
        """Deliver the input Neuron's output × weight to the output Neuron."""
        delivered = self.input_neuron.output * self.weight
        self.output_neuron.receive(delivered)


class MyNeuron(Neuron):
    """A Neuron of my own."""

    def receive(self, value):
        """Add the value that one Link delivers to the total input."""
        self.total_input += value

    def activate(self):
        """Set output and slope."""
        self.output = self.activation.function(self.total_input)
        self.slope = self.activation.slope(self.total_input, self.output)


if __name__ == "__main__":
    mine = Network([2, 3, 1], link_type=MyLink, neuron_type=MyNeuron)
    print("mine    ", mine.propagate([0.5, -1.0]))
    print("lernmi's", Network([2, 3, 1]).propagate([0.5, -1.0]))
