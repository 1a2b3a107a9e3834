"""One learning step as a table, a row for each Neuron and each Link: filled in, or to be filled in.

Empty, it is a work sheet: the numbers that are given stand there, the others are dots.
"""

from __future__ import annotations

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.inside.moments import moments
from lernmi.inside.numbers import significant
from lernmi.network import Network
from lernmi.trainer import Sample

WIDTH = 14
EMPTY = "." * 12


def trace_table(
    network: Network, sample: Sample, learning_rate: Number, *, filled: bool = True
) -> str:
    """Return the numbers of one learning step as a table, at most 80 columns wide.

    filled: whether all numbers stand in it, or only those that are given: inputs, weights, and
        what bias Neurons give.

    The network stays as it is. Raises what `network.learn` would.
    """
    inputs, expected = sample
    copy = network.copy()
    copy.forget()
    given = {link.name: link.weight for link in copy.links}
    for _ in moments(copy, inputs, expected, learning_rate):
        pass
    # Nudged, but the numbers of the way back still stand on Neurons and Links.
    before = network.copy()
    before.forget()
    before.propagate(inputs)
    error = before.compare(expected)
    before.backpropagate()

    input_neurons = before.neuron_layers[0].neurons
    lines = [row(sentences.NEURON_COLUMNS)]
    for neuron in before.neurons:
        numbers = [neuron.total_input, neuron.output, neuron.slope, neuron.sensitivity]
        is_bias = neuron not in [each for layer in before.neuron_layers for each in layer.neurons]
        known = 3 if is_bias else 1 if neuron in input_neurons else 0
        lines.append(row([neuron.name, *cells(numbers, known, filled)]))
    lines.append("")
    lines.append(row(sentences.LINK_COLUMNS))
    for link, nudged in zip(before.links, copy.links):
        numbers = [
            given[link.name],
            link.output_sensitivity,
            link.weight_sensitivity,
            nudged.weight,
        ]
        lines.append(row([link.name, *cells(numbers, 1, filled)]))
    lines.append("")
    wanted = ", ".join(
        f"{neuron.name} {significant(number)}"
        for neuron, number in zip(before.neuron_layers[-1].neurons, expected)
    )
    lines.append(
        sentences.TABLE_EXPECTED.format(expected=wanted, learning_rate=significant(learning_rate))
    )
    lines.append(sentences.TABLE_ERROR.format(error=significant(error) if filled else EMPTY))
    return "\n".join(lines)


def cells(numbers: list[Number], known: int, filled: bool) -> list[str]:
    """Return numbers as texts; of an empty table, only the first so many."""
    return [
        significant(number) if filled or place < known else EMPTY
        for place, number in enumerate(numbers)
    ]


def row(texts: list[str] | tuple[str, ...]) -> str:
    """Return one row of the table."""
    first, *others = texts
    return (first.ljust(WIDTH) + "".join([text.ljust(WIDTH + 1) for text in others])).rstrip()
