"""A network that cannot learn: what is wrong, and the cure. With --draw, pictures of both."""

import sys

from lernmi import Network, Trainer
from lernmi.data import XOR
from lernmi.functions import zeros
from lernmi.inside import examine


def train(network: Network) -> None:
    """Train, print the error, and say what is wrong, if anything is."""
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
    """Draw what the network says of every point, if Matplotlib is there."""
    try:
        from lernmi.pictures import decision_boundary

        decision_boundary(network, XOR).savefig(name)
    except ImportError:
        print("  (no picture: it needs Matplotlib, pip install matplotlib)")
    else:
        print(f"  (a picture of it: {name})")


print("XOR, with four hidden Neurons, and all weights 0 in the beginning:")
stuck = Network([2, 4, 1], initial_weights=zeros)
train(stuck)

print("h1, h2, h3 and h4 began alike, heard the same, sent the same, and so were nudged")
print("alike. Four Neurons that are always the same are one. The cure: let them begin")
print("unlike.")
print()
cured = Network([2, 4, 1], seed=0)
train(cured)

if "--draw" in sys.argv:
    draw(stuck, "stuck.png")
    draw(cured, "cured.png")
    print()

print("Try this: zeros again, but 0.1 as the weight of x1->h1. Is that enough?")
