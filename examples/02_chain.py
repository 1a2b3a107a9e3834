"""A chain of two Links: along a path, slopes multiply.

With identity as the activation, only the weights count: 2 --(× 3)--> 6 --(× 0.5)--> 3.
"""

from lernmi import Link, Neuron
from lernmi.functions import identity

x1 = Neuron("x1", identity)
h1 = Neuron("h1", identity)
y1 = Neuron("y1", identity)
first = Link(x1, h1, 3)
second = Link(h1, y1, 0.5)


def propagate(value):
    """Send `value` along the chain, and return the output."""
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
print(f"{x1.output} --(× {first.weight})--> {h1.output} --(× {second.weight})--> {output}")
print(f"expected {expected}, so the error is {error}")

y1.receive_sensitivity(output - expected)
second.backpropagate()
first.backpropagate()
print()
print("The last Link:")
print("  ", second)
print("   weight sensitivity = y1's sensitivity × h1's output")
print(f"                      = {y1.sensitivity} × {h1.output} = {second.weight_sensitivity}")
print("The first Link:")
print("  ", first)
print(f"   Raise its weight by 1, and h1 rises by {x1.output}; y1 rises by {second.weight} × that.")
print("   weight sensitivity = y1's sensitivity × last weight × x1's output")
print(
    f"                      = {y1.sensitivity} × {second.weight} × {x1.output} "
    f"= {first.weight_sensitivity}"
)

print()
print("The same by trying, with smaller and smaller changes of the first weight:")
for change in (1, 0.1, 0.01, 0.001):
    first.weight = 3 + change
    tried_error = (propagate(2) - expected) ** 2 / 2
    ratio = (tried_error - error) / change
    print(f"   +{change:<5}: change of the error / change of the weight = {ratio:.5f}")
print()
print("Try this: set the second weight to -0.5. Which sensitivities change their sign?")
