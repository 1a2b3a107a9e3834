"""What is shown after a logic function was learned: its truth table, and how near each row is."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.network import Network
from lernmi.trainer import Sample
from lernmi.training.measures import accuracy


def report(network: Network, samples: Sequence[Sample]) -> None:
    """Print expected and output for every row, and what follows from it."""
    print("inputs -> expected: output")
    right = 0
    for inputs, expected in samples:
        outputs = network.propagate(inputs)
        fits = accuracy(outputs, expected)
        right += fits
        row = " ".join([str(value) for value in inputs])
        note = "" if fits else "   <- wrong"
        print(f"{row} -> {expected[0]}: {outputs[0]:.4f}{note}")
    print()
    if right == len(samples):
        print("Every output is nearer to what was expected than to its opposite: learned.")
        print("Every number of it can be looked at: print(network.link('x1', 'y1')), for one,")
        print("after training in a Python session of your own. Next: python -m lernmi train digits")
    else:
        print(f"{right} of {len(samples)} rows are right. It may be stuck, or need more epochs:")
        print("try another --seed, more hidden Neurons (--layers), or another --learning-rate.")
