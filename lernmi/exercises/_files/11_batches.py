"""Exercise 11: mini-batches, then momentum (30 minutes)

1. Write `learn_batch`: it looks at several samples, one after another, and
   nudges once, after all of them. network.propagate, compare and backpropagate
   add up the weight sensitivities by themselves. The nudge should follow the
   mean over the batch; network.nudge(rate) moves each weight by rate x (what
   was added up).

2. Write `MyMomentum`. The Trainer calls it for each Link after each batch. For
   each Link it remembers a velocity, which begins at 0:
       velocity = momentum x velocity + mean weight sensitivity of the batch
       weight = weight - learning rate x velocity
   `position` is the Link's number, so that each can have its own.
   (link.weight_sensitivity is the sum over the batch; the Trainer sets it back
   to 0.)

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/11_batches.py
Run it there:
    python3 -m FOLDER.11_batches
"""

from lernmi import Network, Trainer
from lernmi.data.logic import XOR


def learn_batch(network, samples, learning_rate):
    """Look at all samples, and nudge once, by the mean."""
    raise NotImplementedError("write this")


class MyMomentum:
    """A nudge that makes part of the last move again."""

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
