"""A network that can't learn: what is wrong, and how to fix it. --draw draws both networks."""

import sys

from lernmi import Network, Trainer
from lernmi.data import XOR
from lernmi.functions import zeros
from lernmi.inside import examine


def train(network: Network) -> None:
    """Train, print the error, and report what is wrong, if anything is."""
    trainer = Trainer(network, learning_rate=2.0)
    history = trainer.train(XOR, 1000)
    print(f"  after 1000 epochs: error {history[-1].error:.4f}")
    for inputs, expected in XOR:
        [output] = network.propagate(inputs)
        print(f"  {inputs[0]} {inputs[1]} -> expected {expected[0]}: {output:.2f}")
    print()
    print(examine(network, XOR, learning_rate=2.0, history=history))
    print()


def draw(network: Network, name: str) -> None:
    """Draw the network's output at every point, if Matplotlib is installed."""
    try:
        from lernmi.pictures import decision_boundary

        decision_boundary(network, XOR).savefig(name)
    except ImportError:
        print("  (no picture: install Matplotlib with pip install matplotlib)")
    else:
        print(f"  (picture: {name})")


print("XOR with four hidden Neurons. All weights start at 0:")
stuck = Network([2, 4, 1], initial_weights=zeros)
train(stuck)

print("h1, h2, h3 and h4 start with the same weights. They receive the same and send")
print("the same, so every nudge moves them in the same way. Four Neurons that are")
print("always equal do the work of one. The fix: start with different weights.")
print()
cured = Network([2, 4, 1], seed=0)
train(cured)

if "--draw" in sys.argv:
    draw(stuck, "stuck.png")
    draw(cured, "cured.png")
    print()

print("Try this: start at 0 again, but set x1->h1's weight to 0.1. Is that enough?")
