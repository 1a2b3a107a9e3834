"""Exercise 10, solved."""

from lernmi import Network
from lernmi.data.logic import XOR

why_a = "p"
why_b = "q"
why_c = "r"


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
