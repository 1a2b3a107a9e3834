"""Exercise 11: mini-batches, then momentum (30 minutes)

1. Write `learn_batch`. It looks at several samples, one after another, and
   nudges once, after the last one. network.propagate, compare and backpropagate
   add up the weight sensitivities on their own. The nudge should follow their
   mean over the batch. network.nudge(rate) moves each weight by rate × the sum.

2. Write `MyMomentum`. After each batch, the Trainer calls it for each Link. It
   remembers a velocity for each Link, which begins at 0:
       velocity = momentum × velocity + mean weight sensitivity of the batch
       weight   = weight - learning rate × velocity
   `position` is the number of the Link, so that each can have its own velocity.
   (link.weight_sensitivity is the sum over the batch. The Trainer resets it to
   0.)

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/11_batches.py
To run it:
    python3 -m FOLDER.11_batches
(The Run button of an editor works, too, if lernmi is installed.)
"""

from lernmi import Network, Trainer
from lernmi.data.logic import XOR


def learn_batch(network, samples, learning_rate):
    """Look at all samples, and nudge once, by the mean."""
    raise NotImplementedError("write this")


class MyMomentum:
    """A nudge that keeps part of the previous step."""

    def __init__(self, momentum):
        self.momentum = momentum
        self.velocities = {}

    def __call__(self, link, position, learning_rate, batch_length):
        """Move one Link's weight."""
        raise NotImplementedError("write this")


if __name__ == "__main__":
    nudgings = {"without momentum": None, "with momentum": MyMomentum(0.9)}
    for name, nudging in nudgings.items():
        network = Network([2, 4, 1])
        trainer = Trainer(network, learning_rate=0.2, nudging=nudging)
        history = trainer.train(XOR, 1000)
        print(f"{name}: error {history[-1].error:.4f} after 1,000 epochs")
