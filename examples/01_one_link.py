"""One Link by hand: the messages that Neurons and Links send, one by one.

Two Neurons, one Link with the weight 0.5. Nothing is hidden in a network here: every message is
a line of this file.
"""

from lernmi import Link, Neuron
from lernmi.functions import identity, sigmoid

x1 = Neuron("x1", identity)
y1 = Neuron("y1", sigmoid)
link = Link(x1, y1, 0.5)
expected = 1.0

print("Forwards")
x1.receive(2.0)
x1.activate()
print(" ", x1)
link.propagate()
y1.activate()
print(" ", y1)
error = (y1.output - expected) ** 2 / 2
print(f"  y1 gave {y1.output:.7f}, expected {expected}: the error is {error:.7f}")

print("Backwards")
y1.receive_sensitivity(y1.output - expected)
says = "Negative: y1 is too low." if y1.sensitivity < 0 else "Positive: y1 is too high."
print(f"  y1's sensitivity is output - expected: {y1.sensitivity:.7f}. {says}")
link.backpropagate()
print(f"  sensitivity x slope: {y1.sensitivity:.7f} x {y1.slope:.7f}")
print(f"  = output sensitivity {link.output_sensitivity:.7f}")
print(f"  output sensitivity x input: {link.output_sensitivity:.7f} x {x1.output}")
print(f"  = weight sensitivity {link.weight_sensitivity:.7f}")
print(f"  output sensitivity x weight: {link.output_sensitivity:.7f} x {link.weight}")
print(f"  = x1's sensitivity {x1.sensitivity:.7f}: this is what came back")

print("Is it true? Try the weight 0.51 instead of 0.5:")
tried = Link(x1, y1, 0.51)
y1.reset()
tried.propagate()
y1.activate()
change = (y1.output - expected) ** 2 / 2 - error
promised = 0.01 * link.weight_sensitivity
print(f"  the weight rises by 0.01, and the error changes by {change:.7f}")
print("  promised: the error changes weight sensitivity times as much as the weight,")
print(f"  0.01 x {link.weight_sensitivity:.7f} = {promised:.7f}")
print("  (not quite the same, since 0.01 is small, but not infinitely small)")

print("The nudge")
link.nudge(learning_rate=1.0)
y1.reset()
link.propagate()
y1.activate()
print(" ", link)
print(f"  y1 now gives {y1.output:.7f}; expected {expected}")
print()
print("Try this: change `expected` to 0.0. Which signs change, and why?")
