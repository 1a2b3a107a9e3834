"""A fork: where paths meet, sensitivities add.

One hidden Neuron feeds two outputs. One is too high, the other is too low, so they pull the hidden
Neuron in opposite directions. It adds what they send back.
"""

from lernmi import Network
from lernmi.functions import identity

network = Network([1, 1, 2], activation=identity)
network.weights = [
    [0.0, 2.0],  # b1->h1, x1->h1
    [0.0, 0.0, 0.5, 3.0],  # b2->y1, b2->y2, h1->y1, h1->y2
]

inputs, expected = [1.0], [0.0, 8.0]
outputs = network.propagate(inputs)
error = network.compare(expected)
network.backpropagate()

h1 = network.neuron("h1")
for name, output, wanted in zip(("y1", "y2"), outputs, expected):
    link = network.link("h1", name)
    sent = link.output_sensitivity * link.weight
    verdict = "too high" if output > wanted else "too low"
    print(f"{name} outputs {output}, and we want {wanted}: {verdict} by {abs(output - wanted)}")
    print(f"   through the weight {link.weight} it sends back {sent:+.4g}")
sensitivity = h1.sensitivity
print(f"h1 adds the two: its sensitivity is {sensitivity:+.4g}")
if sensitivity < 0:
    print("   Negative: raising h1 makes the error smaller.")
else:
    print("   Positive: raising h1 makes the error larger.")

print()
print("Is that right? Raise h1 by 0.01, with its bias:")
network.link("b1", "h1").weight = 0.01
network.propagate(inputs)
change = network.compare(expected) - error
print(f"   the error changes by {change:+.5f}; predicted: 0.01 × {sensitivity:+.4g}")
print()
print("Try this: set h1->y2's weight to 0.05. Who wins now? When do they cancel out?")
