"""Exercise 10: three networks that don't learn (20 minutes)

Run this file. It shows three networks that should learn XOR but don't. For A
and C it prints the numbers of one sample, for B those of one Link over several
samples. Look at the sensitivities. What do they tell you?

For each of A, B and C, choose the letter that explains it, in quotes, such as
why_a = "p":

   p) Nothing comes back to the first layer, because the last layer multiplies
      what it sends back by weights that are 0. And both hidden Neurons get the
      same nudges, so they stay copies of each other.
   q) Each nudge jumps far over the goal. The sensitivity changes its sign each
      time, or it is almost 0, because the last nudge has pushed the output all
      the way to 0 or 1.
   r) The outputs are so close to 0 or 1 that the slopes are almost 0. However
      large the error is, almost nothing of it gets through.
   s) The inputs are too small.

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/10_stuck.py
To run it:
    python3 -m FOLDER.10_stuck
(The Run button of an editor works, too, if lernmi is installed.)
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
