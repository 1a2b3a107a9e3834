"""Exercise 3: forwards (20 minutes)

Three methods carry values through the whole network:

- Link.propagate multiplies the output of the input Neuron by the weight, and
  hands the product to the output Neuron: receive(value).
- Neuron.receive adds the value to the total input. (lernmi sets the total input
  to 0 before each sample.)
- Neuron.activate is called when everything has arrived. It sets the output,
  activation.function(total input), and the slope,
  activation.slope(total input, output).

A Link has self.input_neuron, self.output_neuron and self.weight.
A Neuron has self.total_input, self.output, self.slope and self.activation.
(Input Neurons receive and activate, too; their activation is "identity".)

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/03_forwards.py
To run it:
    python3 -m FOLDER.03_forwards
(The Run button of an editor works, too, if lernmi is installed.)
"""

from lernmi import Link, Network, Neuron


class MyLink(Link):
    """A Link of my own."""

    def propagate(self):
        """Deliver the input Neuron's output × weight to the output Neuron."""
        raise NotImplementedError("write this")


class MyNeuron(Neuron):
    """A Neuron of my own."""

    def receive(self, value):
        """Add the value that one Link delivers to the total input."""
        raise NotImplementedError("write this")

    def activate(self):
        """Set output and slope."""
        raise NotImplementedError("write this")


if __name__ == "__main__":
    mine = Network([2, 3, 1], link_type=MyLink, neuron_type=MyNeuron)
    print("mine    ", mine.propagate([0.5, -1.0]))
    print("lernmi's", Network([2, 3, 1]).propagate([0.5, -1.0]))
