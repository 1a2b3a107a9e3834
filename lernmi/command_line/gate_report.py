"""What is shown after a logic function was learned: its truth table, and the last Links."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.network import Network
from lernmi.support.samples import Sample
from lernmi.training.measures import class_of, results


def report(
    network: Network, samples: Sequence[Sample], test: Sequence[Sample], engine: str
) -> None:
    """Print expected and output for every row, the last weights, and what to do next."""
    # The truth table is always whole, and so has both labels.
    all_expected = [expected[0] for _, expected in samples]
    labels = (min(all_expected), max(all_expected))
    print("inputs -> expected: output")
    right = 0
    for (inputs, expected), (outputs, _) in zip(samples, results(network, samples, engine)):
        fits = class_of(outputs, labels) == class_of(expected, labels)
        right += fits
        row = " ".join([str(value) for value in inputs])
        note = "" if fits else "   <- wrong"
        print(f"{row} -> {expected[0]}: {outputs[0]:.4f}{note}")
    print()
    print("The Links into y1, the output Neuron:")
    for link in network.link_layers[-1].links:
        print(f"  {link.name}: weight {link.weight:+.3f}")
    print()
    if right == len(samples):
        print("Every output is nearer to what was expected than to its opposite: learned.")
        print("Try other --layers, or another --learning-rate.")
    else:
        print(f"{right} of {len(samples)} rows are right. It may be stuck, or need more epochs:")
        print("try another --seed, more hidden Neurons (--layers), or another --learning-rate.")
