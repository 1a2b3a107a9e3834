"""The report on a logic function: the last layer's weights, the truth table, and the result."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.command_line.advice import Report, try_these
from lernmi.support.samples import Sample
from lernmi.trainer import Trainer
from lernmi.training.measures import class_of, results

# What to try, besides more epochs, if the doctor finds nothing.
TRY = ("another --seed", "more hidden Neurons (--layers)", "a different --learning-rate")


def report(trainer: Trainer, samples: Sequence[Sample], test: Sequence[Sample]) -> Report:
    """Print the last layer's weights and the truth table; return the result, and advice.

    The result is how many rows are right.
    """
    network = trainer.network
    print("The Links into y1, the output Neuron:")
    for link in network.link_layers[-1].links:
        print(f"  {link.name}   weight {link.weight:+.3f}")
    print()
    # A truth table is always complete, so both labels are in it.
    all_expected = [expected[0] for _, expected in samples]
    labels = (min(all_expected), max(all_expected))
    width = max(len("inputs"), *[len(row_of(inputs)) for inputs, _ in samples])
    print(f"{'inputs':{width}}   expected   output")
    right = 0
    for (inputs, expected), (outputs, _) in zip(
        samples, results(network, samples, trainer.engine.name)
    ):
        is_right = class_of(outputs, labels) == class_of(expected, labels)
        right += is_right
        note = "" if is_right else "   <- wrong"
        print(f"{row_of(inputs):{width}}   {expected[0]:<8}   {outputs[0]:6.4f}{note}")
    print()
    if right < len(samples):
        result = f"{right} of the {len(samples)} rows are right."
        return Report(result, "", try_these(trainer, *TRY))
    nearer = "every output is nearer to the expected value\nthan to the other"
    return Report(f"All {right} rows are right: {nearer}.", "", "")


def row_of(inputs: Sequence[Number]) -> str:
    """Return the inputs of a row: "0 1"."""
    return " ".join([str(value) for value in inputs])
