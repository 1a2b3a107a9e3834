"""Exercise 11, solved."""

from lernmi import Network, Trainer
from lernmi.data.logic import XOR


def learn_batch(network, samples, learning_rate):
    """Look at all samples, and nudge once, by the mean."""
    for inputs, expected in samples:
        network.propagate(inputs)
        network.compare(expected)
        network.backpropagate()
    network.nudge(learning_rate / len(samples))


class MyMomentum:
    """A nudge that keeps part of the previous step."""

    def __init__(self, momentum):
        self.momentum = momentum
        self.velocities = {}

    def __call__(self, link, position, learning_rate, batch_length):
        """Move one Link's weight."""
        mean = link.weight_sensitivity / batch_length
        velocity = self.momentum * self.velocities.get(position, 0) + mean
        self.velocities[position] = velocity
        link.weight = link.weight - learning_rate * velocity


if __name__ == "__main__":
    nudgings = {"without momentum": None, "with momentum": MyMomentum(0.9)}
    for name, nudging in nudgings.items():
        network = Network([2, 4, 1])
        trainer = Trainer(network, learning_rate=0.2, nudging=nudging)
        history = trainer.train(XOR, 1000)
        print(f"{name}: error {history[-1].error:.4f} after 1,000 epochs")
