"""What the learning rate does: too small, just right, too large, and a network that diverges.

The smallest network that can be watched: y1 = bias weight + weight x 1, and 3 is expected. Both
weights begin at 0, so 3 is missing. Both Links have an input of 1, so each nudge takes the learning
rate x what is missing off twice: what is missing is multiplied by 1 - 2 x learning rate.
"""

import textwrap

from lernmi import Network, Trainer
from lernmi.functions import identity
from lernmi.training import TrainingDiverged


def missing_after(network, nudges, learning_rate):
    """Nudge so many times, and return how much the output is still off."""
    for _ in range(nudges):
        network.learn([1], [3], learning_rate)
    return 3 - network.propagate([1])[0]


print("What is missing, after so many nudges:")
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
print("0.01 crawls. 0.5 is just right, here. 0.6 and 0.9 jump over the aim and come")
print("back; 1.0 jumps to and fro forever; with 1.1 each jump is larger than the last.")
print("Until when?")
print()
network = Network([1, 1], activation=identity)
network.weights = [[0, 0]]
trainer = Trainer(network, learning_rate=1.1)
try:
    trainer.train([([1], [3])], 10_000)
except TrainingDiverged as problem:
    print(textwrap.fill(str(problem), 80))
print(f"The last error that could be held: {trainer.history[-1].error:.3g}")

print()
print("The same with an input of 10 in place of 1: the weight sensitivity is 10 times")
print("as large, and each change of the weight counts 10 times as much. Together with")
print("the bias, the factor is 1 - 101 x learning rate. Even 0.02, a small one above,")
print("is too large here:")
network = Network([1, 1], activation=identity)
network.weights = [[0, 0]]
for _ in range(3):
    error = network.learn([10], [3], 0.02)
    print(f"   error {error:.3f}")
print("That is why inputs must be of about -1 to 1.")
print()
print("Try this: what is the best learning rate for an input of 10?")
