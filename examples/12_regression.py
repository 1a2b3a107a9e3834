"""Regression: predict an amount instead of a label, and stop in time.

Forty points of a sine curve, each with some random noise. The network should find the curve, not
memorise the noise. So some points are held out, and training stops when the error on these has not
fallen for a while.
"""

import math
from random import Random

from lernmi import Network, Trainer
from lernmi.data import split
from lernmi.functions import identity, tanh
from lernmi.training import EarlyStopping, absolute_error, r_squared, results

random = Random(4)
points = []
for number in range(40):
    x = -3 + number * 6 / 39
    points.append(([x], [math.sin(x) + random.gauss(0, 0.2)]))
training, held_out = split(points, 0.25)

# An amount can have any size, so the output Neuron uses identity.
network = Network([1, 8, 1], activation=tanh, output_activation=identity)
trainer = Trainer(network, learning_rate=0.02, measures=[absolute_error])
stopping = EarlyStopping(trainer, patience=200)
trainer.train(training, 3000, validation=held_out, stop_when=stopping)
stopping.put_back()

print("epoch     error   error on the held-out points")
for record in trainer.history[::60]:
    print(f"{record.epoch:5}   {record.error:.5f}   {record.validation_error:.5f}")
print(f"Best on the held-out points: epoch {stopping.best_epoch}. The network has its weights.")
found = results(network, held_out)
print(f"R^2 on these points: {r_squared(found):.3f}, the share of their variance that it explains.")

print()
print("The points (o), and what the network predicts (*):")
rows, columns = 15, 64
picture = [[" "] * columns for _ in range(rows)]


def draw(x, y, character):
    """Put a character where the point (x, y) is."""
    row = round((1.3 - y) / 2.6 * (rows - 1))
    if 0 <= row < rows:
        picture[row][round((x + 3) / 6 * (columns - 1))] = character


for (x,), (y,) in points:
    draw(x, y, "o")
for column in range(columns):
    x = -3 + column * 6 / (columns - 1)
    draw(x, network.propagate([x])[0], "*")
for line in picture:
    print(("   " + "".join(line)).rstrip())
print()
print("Try this: leave out stop_when. What happens to the two errors in 3000 epochs?")
