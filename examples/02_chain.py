"""A chain of two Links: along a path, slopes multiply.

With the identity as activation, there is nothing but weights: 2 -> x3 -> 6 -> x0.5 -> 3.
"""

from lernmi import Link, Neuron
from lernmi.activations import identity

x1 = Neuron("x1", identity)
h1 = Neuron("h1", identity)
y1 = Neuron("y1", identity)
first = Link(x1, h1, 3)
second = Link(h1, y1, 0.5)


def propagate(value):
    """Send `value` along the chain, and return what comes out."""
    for neuron in (x1, h1, y1):
        neuron.reset()
    x1.receive(value)
    x1.activate()
    first.propagate()
    h1.activate()
    second.propagate()
    y1.activate()
    return y1.output


expected = 1
output = propagate(2)
error = (output - expected) ** 2 / 2
print(f"2 -> x3 -> {h1.output} -> x0.5 -> {output}; expected {expected}, so the error is {error}")

y1.receive_sensitivity(output - expected)
second.backpropagate()
first.backpropagate()
print("What the last Link says: ", second)
print(f"   y1 is {y1.sensitivity} too high, and the weight counts {h1.output} times (h1's output)")
print("What the first Link says:", first)
print("   +0.01 on its weight is +0.01 x 2 for h1, and x 0.5 for y1: along a path, multiply")
print(f"   {y1.sensitivity} x 0.5 (weight on the way) x 2 (its input) = {first.weight_sensitivity}")

print()
print("The same by trying, with ever smaller changes of the first weight:")
for change in (1, 0.1, 0.01, 0.001):
    first.weight = 3 + change
    tried_error = (propagate(2) - expected) ** 2 / 2
    print(
        f"   +{change:<5} changes the error by {(tried_error - error) / change:.5f} times as much"
    )
print()
print("Try this: a third Link with weight 4 at the end. What are the three sensitivities now?")
