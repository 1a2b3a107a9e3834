"""Two spiral arms: hard to separate with straight lines, easy with waves.

With sine as the activation, a hidden Neuron outputs high, low, high, low in stripes across the
plane. It takes about five seconds.
"""

from lernmi import Network, Trainer
from lernmi.data import spiral, split
from lernmi.functions import sine, tanh
from lernmi.training import accuracy_between


def report(record):
    """Print the accuracy of every 20th epoch."""
    if record.epoch % 20 == 0:
        learned, unseen = record.measures["accuracy"], record.validation_measures["accuracy"]
        print(
            f"   epoch {record.epoch:3}: {100 * learned:.1f} % of the training points are right, "
            f"{100 * unseen:.1f} % of the others"
        )


points = spiral(500)
training, others = split(points, 0.5)
network = Network([2, 16, 8, 1], activation=sine, output_activation=tanh, seed=2)
right = accuracy_between(-1, 1)
trainer = Trainer(network, learning_rate=0.03, batch_size=10, measures=[right])
print(f"{len(network.links)} Links learn from {len(training)} points:")
trainer.train(training, 160, validation=others, on_epoch=report)

count = 0
for inputs, expected in points:
    count += right(network.propagate(inputs), expected)
print(f"Of all {len(points)} points, {count} are right: {100 * count / len(points):.1f} %.")

print()
print("What y1 outputs, in the plane from -5 to 5: # first arm, . second arm")
for row in range(21):
    y = 5 - row * 10 / 20
    line = "   "
    for column in range(42):
        x = -5 + column * 10 / 41
        line += "#" if network.propagate([x, y])[0] > 0 else "."
    print(line)
print()
print("Try this: tanh instead of sine. How many more epochs does it take?")
