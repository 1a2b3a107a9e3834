"""One Link by hand: send every message yourself.

Two Neurons, one Link with weight 0.5, and no Network: every message is a line of this file.
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
print(f"  y1 outputs {y1.output:.7f}, and we want {expected}. The error is {error:.7f}.")

print("Backwards")
y1.receive_sensitivity(y1.output - expected)
verdict = "Negative: y1 is too low." if y1.sensitivity < 0 else "Positive: y1 is too high."
print(f"  y1's sensitivity is output - expected: {y1.sensitivity:.7f}. {verdict}")
link.backpropagate()
print("  output sensitivity = sensitivity × slope")
print(f"    {y1.sensitivity:.7f} × {y1.slope:.7f} = {link.output_sensitivity:.7f}")
print("  weight sensitivity = output sensitivity × input")
print(f"    {link.output_sensitivity:.7f} × {x1.output} = {link.weight_sensitivity:.7f}")
print("  sent back to x1 = output sensitivity × weight")
print(f"    {link.output_sensitivity:.7f} × {link.weight} = {x1.sensitivity:.7f}")

print("Is the weight sensitivity right? Try the weight 0.51 instead of 0.5.")
tried = Link(x1, y1, 0.51)
y1.reset()
tried.propagate()
y1.activate()
change = (y1.output - expected) ** 2 / 2 - error
predicted = 0.01 * link.weight_sensitivity
print(f"  the error changes by {change:.7f}")
print(f"  predicted: 0.01 × {link.weight_sensitivity:.7f} = {predicted:.7f}")
print("  They differ a little, because 0.01 isn't infinitely small.")

print("Nudge")
link.nudge(learning_rate=1.0)
y1.reset()
link.propagate()
y1.activate()
print(" ", link)
print(f"  y1 now outputs {y1.output:.7f}, which is closer to {expected}.")
print()
print("Try this: change `expected` to 0.0. Which signs change, and why?")
