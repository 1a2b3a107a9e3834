"""Exercise 7: write Link.backpropagate (25 minutes)

All of backpropagation is in this one method. When it is called, the output
Neuron knows its whole sensitivity, and its slope. The Link finds three numbers:

- output sensitivity: if what I deliver rises a little, the error rises how many
  times as much? (That goes through the output Neuron's slope.)
- weight sensitivity: and if my weight rises a little? (How many times does the
  weight count in what I deliver?)
- what is sent back: and if my input Neuron's output rises a little? (How many
  times does that count?)

The first may be kept in self.output_sensitivity, to be looked at. The second is
added to self.weight_sensitivity: several samples may come before one nudge. The
third goes to the input Neuron, which adds it up: receive_sensitivity(value).

What a Link knows: self.input_neuron, self.output_neuron, self.weight. What
Neurons know: output, slope, sensitivity.

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/07_backpropagate.py
Run it there:
    python3 -m FOLDER.07_backpropagate
"""

from lernmi import Link, Network
from lernmi.inside.check import check_gradients


class MyLink(Link):
    """A Link of my own."""

    def backpropagate(self):
        """Find the sensitivities, and send the input Neuron its own."""
        raise NotImplementedError("write this")


if __name__ == "__main__":
    # Each weight sensitivity beside one that was found by trying.
    mine = Network([2, 3, 1], link_type=MyLink)
    print(check_gradients(mine, [([0.5, -1.0], [1.0])]))
