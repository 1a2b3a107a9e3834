"""The small networks that `step` walks through and `show` draws, each with a sample."""

from __future__ import annotations

import argparse

from lernmi.activations import Number
from lernmi.data import logic
from lernmi.data.published import PUBLISHED
from lernmi.network import Network
from lernmi.support.samples import Sample

GATES: dict[str, tuple[list[Sample], list[int]]] = {
    "not": (logic.NOT, [1, 1]),
    "and": (logic.AND, [2, 1]),
    "or": (logic.OR, [2, 1]),
    "nand": (logic.NAND, [2, 1]),
    "xor": (logic.XOR, [2, 2, 1]),
}


def network_and_sample(options: argparse.Namespace) -> tuple[Network, Sample, Number]:
    """Return the network, the sample and the learning rate that the options name.

    A published example has its own sample and learning rate. The defaults for a gate are the second
    row of its truth table, seed 0 and learning rate 0.5.

    Raises ValueError for options that don't fit.
    """
    if options.what in PUBLISHED:
        for name in ("layers", "sample", "seed"):
            if getattr(options, name) is not None:
                raise ValueError(f"--{name} is for gates; {options.what} has its own network")
        example = PUBLISHED[options.what]
        sample = (example.inputs, example.expected)
        return example.network(), sample, options.learning_rate or example.learning_rate
    samples, sizes = GATES[options.what]
    layers = options.layers or sizes
    if [layers[0], layers[-1]] != [sizes[0], 1]:
        raise ValueError(
            f"--layers for {options.what} must begin with {sizes[0]} and end with 1, such as "
            f"{sizes[0]}-3-1; got {'-'.join(map(str, layers))}"
        )
    network = Network(layers, seed=options.seed or 0)
    number = 2 if options.sample is None else options.sample
    if number > len(samples):
        raise ValueError(
            f"--sample for {options.what} must be at most {len(samples)}; got {number}"
        )
    return network, samples[number - 1], options.learning_rate or 0.5
