"""One learning step as a table with a row for each Neuron and each Link, filled in or empty.

An empty one is a worksheet: it has the given numbers, and dots for all others.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.inside.numbers import significant
from lernmi.network import Network
from lernmi.neuron import BiasNeuron
from lernmi.support.samples import Sample, checked_samples
from lernmi.writing.ascii_twins import for_stdout

WIDTH = 14
EMPTY = "." * 12


def trace_table(
    network: Network, sample: Sample, learning_rate: Number, *, filled: bool = True
) -> str:
    """Return the numbers of one learning step as a table, 80 columns wide unless names are long.

    sample: (inputs, expected).
    learning_rate: a positive number, for the new weights.
    filled: True for all numbers; False for only the given ones (inputs, weights, and outputs of
        bias Neurons).

    The network doesn't change, and leftover weight sensitivities don't matter. Raises ValueError or
    TypeError for a sample or a learning rate that doesn't fit.
    """
    [(inputs, expected)] = checked_samples([sample], network, "sample")
    before = network.copy()
    before.forget()
    before.propagate(inputs)
    error = before.compare(expected)
    before.backpropagate()
    after = before.copy()
    after.nudge(learning_rate)

    names = [neuron.name for neuron in before.neurons] + [link.name for link in before.links]
    width = max(WIDTH, *[len(name) + 2 for name in names])
    input_neurons = before.neuron_layers[0].neurons
    lines = [row(sentences.NEURON_COLUMNS, width)]
    for neuron in before.neurons:
        numbers = [neuron.total_input, neuron.output, neuron.slope, neuron.sensitivity]
        known = 1 if neuron in input_neurons else 0
        if isinstance(neuron, BiasNeuron):
            known = 3
        lines.append(row([neuron.name, *cells(numbers, known, filled)], width))
    lines.extend(["", row(sentences.LINK_COLUMNS, width)])
    for link, nudged in zip(before.links, after.links):
        numbers = [link.weight, link.output_sensitivity, link.weight_sensitivity, nudged.weight]
        lines.append(row([link.name, *cells(numbers, 1, filled)], width))
    wanted = [
        f"{neuron.name} {significant(number)}"
        for neuron, number in zip(before.neuron_layers[-1].neurons, expected)
    ]
    lines.append("")
    lines.append(
        sentences.TABLE_EXPECTED.format(
            expected=", ".join(wanted), learning_rate=significant(learning_rate)
        )
    )
    lines.append(sentences.TABLE_ERROR.format(error=significant(error) if filled else EMPTY))
    return for_stdout("\n".join([*lines, *formula_lines(before)]))


def formula_lines(network: Network) -> list[str]:
    """Return formulas for the activations and the error function, or their names."""
    names = []
    for neuron_layer in network.neuron_layers:
        name = neuron_layer.neurons[0].activation.name
        if name not in names:
            names.append(name)
    names.append(network.error_function.name)
    lines = []
    for name in names:
        lines.extend(textwrap.wrap(sentences.TABLE_FORMULAS.get(name, name), 80))
    return lines


def cells(numbers: list[Number], known: int, filled: bool) -> list[str]:
    """Return numbers as strings; in an empty table, only the first `known` ones."""
    return [
        significant(number) if filled or place < known else EMPTY
        for place, number in enumerate(numbers)
    ]


def row(texts: Sequence[str], width: int) -> str:
    """Return one row of the table; the first column is `width` characters wide."""
    first, *others = texts
    return (first.ljust(width) + "".join([text.ljust(WIDTH) + " " for text in others])).rstrip()
