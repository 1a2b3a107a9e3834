"""Exercise 10: three that don't learn (20 minutes)

Run this file. It shows three networks that should learn XOR and don't, with the
numbers of one sample (or, of B, of one Link over some samples). Look at the
sensitivities: what do they say?

For each of A, B and C choose the letter that explains it, in quotes, such as
why_a = "p":

   p) Nothing comes back to the first layer: what is sent back is multiplied by
      weights that are 0. And both hidden Neurons get the same nudges, so they
      stay copies of each other.
   q) Each nudge jumps far over the goal: the sensitivity has another sign each
      time, or is next to 0 where the last nudge has thrown the output to one
      end.
   r) Outputs are so near to 0 and 1 that the slopes are next to 0: however
      large the error is, hardly anything of it comes through.
   s) The inputs are too small.

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/10_stuck.py
Run it there:
    python3 -m FOLDER.10_stuck
"""

from lernmi import Network
from lernmi.data.logic import XOR

why_a = None
why_b = None
why_c = None


def show(network, inputs, expected):
    """Print the numbers of one sample."""
    outputs = network.propagate(inputs)
    print(f"  inputs {inputs}: output {outputs[0]:.4f}, expected {expected[0]}")
    print(f"  error {network.compare(expected):.4f}")
    network.backpropagate()
    for link in network.links:
        sensitivity = f"{link.weight_sensitivity:.3g}"
        weight = f"{link.weight:g}"
        print(f"  {link.name}: weight {weight}, sensitivity {sensitivity}")


if __name__ == "__main__":
    print("A: all weights begin at 0")
    a = Network([2, 2, 1])
    a.weights = [[0.0] * 6, [0.0] * 3]
    show(a, *XOR[1])

    print("B: the learning rate is 50; the Link b2->y1, before each nudge")
    b = Network([2, 2, 1])
    for inputs, expected in XOR * 2:
        b.propagate(inputs)
        b.compare(expected)
        b.backpropagate()
        link = b.link("b2", "y1")
        sensitivity = f"{link.weight_sensitivity:10.3g}"
        print(f"  weight {link.weight:8.3f}, sensitivity {sensitivity}")
        b.nudge(50)

    print("C: all weights begin at 10")
    c = Network([2, 2, 1])
    c.weights = [[10.0] * 6, [10.0] * 3]
    show(c, *XOR[3])
