"""One Link by hand: the messages that Neurons and Links send, one by one.

Two Neurons, one Link with the weight 0.5. Nothing is hidden in a network here: every message is
a line of this file.
"""

from lernmi import Link, Neuron
from lernmi.activations import identity, sigmoid

x1 = Neuron("x1", identity)
y1 = Neuron("y1", sigmoid)
link = Link(x1, y1, 0.5)
expected = 1.0

print("Forwards")
x1.receive(2.0)
x1.activate()
print("  ", x1)
link.propagate()
y1.activate()
print("  ", y1)
error = (y1.output - expected) ** 2 / 2
print(f"   y1 gave {y1.output:.7f}, expected {expected}: the error is {error:.7f}")

print("Backwards")
y1.receive_sensitivity(y1.output - expected)
print(f"   y1's sensitivity is output - expected: {y1.sensitivity:.7f}. Negative: y1 is too low.")
link.backpropagate()
print(f"   sensitivity x slope: {y1.sensitivity:.7f} x {y1.slope:.7f}")
print(f"   = output sensitivity {link.output_sensitivity:.7f}")
print(f"   output sensitivity x input: {link.output_sensitivity:.7f} x {x1.output}")
print(f"   = weight sensitivity {link.weight_sensitivity:.7f}")

print("Is it true? Try the weight 0.51 instead of 0.5:")
tried = Link(x1, y1, 0.51)
y1.reset()
tried.propagate()
y1.activate()
change = (y1.output - expected) ** 2 / 2 - error
print(f"   the error changes by {change:.7f}; promised: 0.01 x {link.weight_sensitivity:.7f}")

print("The nudge")
link.nudge(learning_rate=1.0)
y1.reset()
link.propagate()
y1.activate()
print("  ", link)
print(f"   y1 now gives {y1.output:.7f}: nearer to {expected}.")
print()
print("Try this: change `expected` to 0.0. Which signs change, and why?")
