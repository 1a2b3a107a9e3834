"""The learning rate: too small, just right, too large, and a network that diverges.

The smallest network there is: y1 = bias weight + weight × 1, and we want 3. Both weights start at
0, so y1 outputs 0, and 3 is missing. Both Links have an input of 1, so a nudge raises each weight
by learning rate × what is missing. Together they multiply what is missing by 1 - 2 × learning rate.
"""

import textwrap

from lernmi import Network, Trainer
from lernmi.functions import identity
from lernmi.training import TrainingDiverged


def missing_after(network, nudges, learning_rate):
    """Learn `nudges` times, and return how much is still missing."""
    for _ in range(nudges):
        network.learn([1], [3], learning_rate)
    return 3 - network.propagate([1])[0]


print("What is missing after 1, 2, 3, 10 and 50 nudges:")
print()
print("learning rate | factor |      1        2        3       10         50")
for learning_rate in (0.01, 0.1, 0.4, 0.5, 0.6, 0.9, 1.0, 1.1):
    network = Network([1, 1], activation=identity)
    network.weights = [[0, 0]]
    line = f"         {learning_rate:4} |  {1 - 2 * learning_rate:+.2f} | "
    for nudges, width in ((1, 7), (1, 9), (1, 9), (7, 9), (40, 11)):
        line += f"{missing_after(network, nudges, learning_rate):+{width}.2f}"
    print(line)

print()
print("0.01 crawls. 0.5 is just right here. 0.6 and 0.9 overshoot and come back. 1.0")
print("jumps back and forth forever. With 1.1, each jump is larger than the last. How")
print("long can that continue?")
print()
network = Network([1, 1], activation=identity)
network.weights = [[0, 0]]
trainer = Trainer(network, learning_rate=1.1)
try:
    trainer.train([([1], [3])], 10_000)
except TrainingDiverged as problem:
    print(textwrap.fill(str(problem), 80))
print(f"The last error that still fits into a number: {trainer.history[-1].error:.3g}")

print()
print("Now with an input of 10 instead of 1. The weight sensitivity is 10 times as")
print("large, and the output responds to the weight 10 times as strongly. With the")
print("bias, the factor is 1 - 101 × learning rate. Even 0.02 is too large here:")
network = Network([1, 1], activation=identity)
network.weights = [[0, 0]]
for _ in range(3):
    error = network.learn([10], [3], 0.02)
    print(f"   error {error:.3f}")
print("That is why inputs should be between about -1 and 1.")
print()
print("Try this: what is the best learning rate for an input of 10?")
