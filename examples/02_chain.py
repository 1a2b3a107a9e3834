"""A chain of two Links: along a path, slopes multiply.

With the identity as activation, there is nothing but weights:
2 --(times 3)--> 6 --(times 0.5)--> 3.
"""

from lernmi import Link, Neuron
from lernmi.functions import identity

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
print(f"2 --(times {first.weight})--> {h1.output} --(times {second.weight})--> {output}")
print(f"expected {expected}, so the error is {error}")

y1.receive_sensitivity(output - expected)
second.backpropagate()
first.backpropagate()
print("What the last Link says:")
print("  ", second)
print(f"   y1 counts {y1.sensitivity} times, the weight {h1.output} times (h1's output)")
print("What the first Link says:")
print("  ", first)
print(f"   one more of its weight is {x1.output} more for h1, and {second.weight} of that for y1:")
print(f"   {x1.output} x {second.weight} x {y1.sensitivity} = {first.weight_sensitivity}")

print()
print("The same by trying, with ever smaller changes of the first weight:")
for change in (1, 0.1, 0.01, 0.001):
    first.weight = 3 + change
    tried_error = (propagate(2) - expected) ** 2 / 2
    times = (tried_error - error) / change
    print(f"   +{change:<5}: the error rises {times:.5f} times as much as the weight")
print()
print("Try this: the second weight -0.5. Which sensitivities change their sign? Why?")
