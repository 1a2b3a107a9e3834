"""A fork: where paths meet, sensitivities add.

One hidden Neuron feeds two outputs. One of them is too high, the other too low: each asks the
hidden Neuron for something else, and it adds what they say.
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
    says = "too high" if output > wanted else "too low"
    print(f"{name} gave {output}, expected {wanted}: {says} by {abs(output - wanted)}")
    print(f"   through a weight of {link.weight} it sends back {sent:+.4g}")
promised = h1.sensitivity
print(f"h1 adds the two: its sensitivity is {promised:+.4g}")
if promised < 0:
    print("   negative: more of h1 would make the error smaller")
else:
    print("   positive: more of h1 would make the error larger")

print()
print("Is it true? Try h1 a little larger, by a bias of 0.01:")
network.link("b1", "h1").weight = 0.01
network.propagate(inputs)
change = network.compare(expected) - error
print(f"   the error changes by {change:+.5f}; promised: 0.01 x {promised:+.4g}")
print()
print("Try this: h1->y2's weight 0.05. Who wins now? When would they cancel out?")
