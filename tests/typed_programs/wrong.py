# pyright: strict
"""A program with mistakes: each has part of the message after it. It is checked, not run."""

from lernmi import Network, Trainer
from lernmi.activations import Activation
from lernmi.link import Link

network = Network([2, 3, 1], seed=1)
link = network.link("x1", "h1")

print(link.wieght)  # "wieght"
print(network.neuron("h1").ouput)  # "ouput"
print(network.link(1))  # "link"
print(Network([2, 3, 1], activations="tanh"))  # "activations"
print(Network([2, 3, 1], activation="tanh"))  # "Activation"
print(network.propagate("0, 1"))  # "propagate"
print(network.learn([0, 1], [1], learning_rate="0.5"))  # "learn"
print(Trainer(network, learning_rate="0.5"))  # "float
print(Trainer(network, learning_rate=0.5).train([[0, 1], [1]], 10))  # list[int]
print(Trainer(network, learning_rate=0.5).history[-1].validation_error + 1)  # None
print(Activation("square", lambda x: x * x))  # slope
link.weight = "0.3"  # "float"


class LoudLink(Link):
    """A Link that takes no learning rate."""

    def nudge(self) -> None:  # "nudge"
        """Move the weight."""
