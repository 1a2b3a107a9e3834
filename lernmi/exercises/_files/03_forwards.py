"""Exercise 3: forwards (20 minutes)

Three methods carry values through the whole network:

- A Link delivers: its input Neuron's output, times its own weight. It hands
  that to its output Neuron, which has a method for it: receive(value).
- A Neuron receives: it adds each value to its total input. (That begins at 0
  for each sample.)
- A Neuron activates, once all has been delivered: its output is
  activation.function(total input), and its slope is activation.slope(total
  input, output).

What a Link knows: self.input_neuron, self.output_neuron, self.weight.
What a Neuron knows: self.total_input, self.output, self.slope, self.activation.
(Input Neurons receive and activate, too; their activation is "identity".)

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/03_forwards.py
Run it there:
    python3 -m FOLDER.03_forwards
"""

from lernmi import Link, Network, Neuron


class MyLink(Link):
    """A Link of my own."""

    def propagate(self):
        """Deliver the input Neuron's output x weight to the output Neuron."""
        raise NotImplementedError("write this")


class MyNeuron(Neuron):
    """A Neuron of my own."""

    def receive(self, value):
        """Add what one Link delivers to the total input."""
        raise NotImplementedError("write this")

    def activate(self):
        """Set output and slope."""
        raise NotImplementedError("write this")


if __name__ == "__main__":
    mine = Network([2, 3, 1], link_type=MyLink, neuron_type=MyNeuron)
    print("mine    ", mine.propagate([0.5, -1.0]))
    print("lernmi's", Network([2, 3, 1]).propagate([0.5, -1.0]))
