"""A circle: tell points inside from points outside, with four straight lines.

The data and the settings are those of TensorFlow Playground: inputs x and y, hidden Neurons with
tanh, learning rate 0.03, batches of 10. We want 1 inside and -1 outside.
"""

from lernmi import Network, Trainer
from lernmi.data import circle, split
from lernmi.functions import tanh
from lernmi.training import accuracy_between

training, test = split(circle(500), 0.5)
network = Network([2, 4, 1], activation=tanh, input_names=["x", "y"])
right = accuracy_between(-1, 1)
trainer = Trainer(network, learning_rate=0.03, batch_size=10, measures=[right])
for epochs in (1, 9, 90, 200):
    trainer.train(training, epochs, validation=test)
    last = trainer.history[-1]
    right_of_test = 100 * last.validation_measures["accuracy"]
    print(
        f"epoch {last.epoch:3}: error {last.error:.4f}; "
        f"{right_of_test:.1f} % of the test points are right"
    )

print()
print("What y1 outputs, in the plane from -5 to 5: # inside, . outside")
for row in range(15):
    y = 5 - row * 10 / 14
    line = "   "
    for column in range(30):
        x = -5 + column * 10 / 29
        line += "#" if network.propagate([x, y])[0] > 0 else "."
    print(line)

print()
print("Each hidden Neuron draws a straight line: on one side of it, tanh is positive.")
for name in ("h1", "h2", "h3", "h4"):
    bias = network.link("b1", name).weight
    x_weight = network.link("x", name).weight
    y_weight = network.link("y", name).weight
    counts = network.link(name, "y1").weight
    print(
        f"   {name} > 0 where {x_weight:+.2f} × x {y_weight:+.2f} × y {bias:+.2f} > 0; "
        f"weight to y1: {counts:+.2f}"
    )
print('Where enough of them agree, y1 says "inside".')
print()
print("Try this: how many lines does a circle need? Try 3 hidden Neurons, then 2.")
