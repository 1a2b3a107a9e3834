"""Exercise 7: write Link.backpropagate (25 minutes)

All of backpropagation is in this one method. When lernmi calls it, the output
Neuron already has its slope and its complete sensitivity. The Link works out
three numbers:

- output sensitivity: how strongly does the error respond to what I deliver?
  (What I deliver goes through the output Neuron's slope.)
- weight sensitivity: how strongly does the error respond to my weight? (Raise
  the weight by 1: how much more do I deliver?)
- what I send back: how strongly does the error respond to my input Neuron's
  output? (Raise that output by 1: how much more do I deliver?)

You may keep the first in self.output_sensitivity, to look at it later. Add the
second to self.weight_sensitivity, because several samples may come before one
nudge. Send the third to the input Neuron, which adds it up:
receive_sensitivity(value).

A Link has self.input_neuron, self.output_neuron and self.weight. A Neuron has
output, slope and sensitivity.

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/07_backpropagate.py
To run it:
    python3 -m FOLDER.07_backpropagate
(The Run button of an editor works, too, if lernmi is installed.)
"""

from lernmi import Link, Network
from lernmi.inside.check import check_gradients


class MyLink(Link):
    """A Link of my own."""

    def backpropagate(self):
        """Find the sensitivities, and send the input Neuron its share."""
        raise NotImplementedError("write this")


if __name__ == "__main__":
    # Compare each weight sensitivity with one found by trying.
    mine = Network([2, 3, 1], link_type=MyLink)
    print(check_gradients(mine, [([0.5, -1.0], [1.0])]))
