"""Write a network as a few lines of plain Python that don't need lernmi."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lernmi.activations import Activation, Number
from lernmi.data.preparation import Column, NumberColumn, Preparation
from lernmi.files.checks import joined_keys
from lernmi.files.networks import content_of
from lernmi.functions.error_functions import CrossEntropy
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.layers import NeuronLayer
from lernmi.network import Network

WIDTH = 99

BEGINNING = '''\
"""A network that was made with lernmi, as plain Python (inputs: {inputs}, outputs: {outputs}).

Started with numbers as inputs, it prints the outputs. It does the sums of lernmi in the same order,
so they are the same to the last bit. What it can't do any more is learn.{about_outputs}
"""
'''

ABOUT_OUTPUTS = """

The outputs are no probabilities yet: the error function, a cross-entropy, makes such of them."""

END = '''\


def propagate(inputs):
    """Return the outputs for a list of inputs."""
    if len(inputs) != len(INPUTS):
        raise ValueError(f"there should be {len(INPUTS)} inputs, but {len(inputs)} came")
    # Every sum begins at 0, this one too.
    outputs = [activation(0 + number) for activation, number in zip(INPUTS, inputs)]
    for layer in LAYERS:
        # First the bias, which is always 1.
        senders = [1, *outputs]
        outputs = []
        for activation, weights in layer:
            total_input = 0
            for sender, weight in zip(senders, weights):
                total_input += sender * weight
            outputs.append(activation(total_input))
    return outputs


if __name__ == "__main__":
    print(*propagate([{number}(text) for text in sys.argv[1:]]))'''


def to_python(network: Network, preparation: Preparation | None = None) -> str:
    """Return a Python program that computes the network's outputs, to the last bit.

    Its function `propagate(inputs)` takes one number for each input Neuron, and returns a list with
    one number for each output Neuron. If you run the program with inputs as arguments, it prints
    the outputs.

    preparation: the Preparation, to describe in comments how table rows become inputs.

    Raises TypeError or ValueError for anything that `save` refuses, and for activations of your
    own.
    """
    # Refuse what `save` refuses, with the same messages.
    content_of(network, preparation)
    inputs, *others = network.neuron_layers
    functions: list[Callable[..., Any]] = []
    for layer in network.neuron_layers:
        for neuron in layer.neurons:
            add_with_helpers(function_of(neuron.activation), functions)
    about_outputs = ""
    if isinstance(network.error_function, CrossEntropy):
        about_outputs = ABOUT_OUTPUTS
    lines = [
        BEGINNING.format(
            inputs=len(inputs.neurons),
            outputs=len(others[-1].neurons),
            about_outputs=about_outputs,
        ),
        *imports_of(network),
        *[f"\n\n{source_of(function)}" for function in functions],
        "\n",
        *lines_about(preparation),
        "# What each input goes through.",
        f"INPUTS = {list_of_inputs(inputs)}",
        "# Of each Neuron the activation, the weight of the bias, and then the other weights.",
        "LAYERS = [",
    ]
    for before, links, after in zip(network.neuron_layers, network.link_layers, others):
        names = [sender.name for sender in before.senders()]
        lines.append(f"    [  # from {joined_keys(names)} to:")
        for position, neuron in enumerate(after.neurons):
            # In Link order, all Links from one sender are together.
            weights = [link.weight for link in links.links[position :: len(after.neurons)]]
            lines.append(f"        # {neuron.name}")
            start = f"        ({name_of(neuron.activation)}, ["
            lines.append(wrapped_list(start, [repr(weight) for weight in weights], "]),"))
        lines.append("    ],")
    # The program converts its arguments to the type of the weights.
    end = END.replace("{number}", kind_of_number(network).__name__)
    return "\n".join([*lines, "]", end, ""])


def list_of_inputs(layer: NeuronLayer) -> str:
    """Return the list of the input activations as code; it is short if they are all the same."""
    names = [name_of(neuron.activation) for neuron in layer.neurons]
    if len(set(names)) == 1:
        return f"[{names[0]}] * {len(names)}"
    return wrapped_list("[", names, "]")


def function_of(activation: Activation) -> Callable[[Number], Number]:
    """Return the function of one of lernmi's activations, or raise ValueError for your own."""
    if activation.name not in ACTIVATIONS:
        raise ValueError(
            f"to write Python, each activation must be one of lernmi's: {', '.join(ACTIVATIONS)}; "
            f"got your own {activation.name}"
        )
    return activation.function


def name_of(activation: Activation) -> str:
    """Return the name of an activation's function."""
    return function_of(activation).__name__


def add_with_helpers(function: Callable[..., Any], functions: list[Callable[..., Any]]) -> None:
    """Add a function to the list, after the functions that it calls."""
    if function not in functions:
        for needed in inspect.getclosurevars(function).globals.values():
            if inspect.isfunction(needed):
                add_with_helpers(needed, functions)
        functions.append(function)


def source_of(function: Callable[..., Any]) -> str:
    """Return the source of a function, without types."""
    source = inspect.getsource(function).rstrip()
    return source.replace(": Number", "").replace(" -> Number", "")


def kind_of_number(network: Network) -> type[float] | type[Fraction] | type[Decimal]:
    """Return the type that inputs need to multiply exactly with the weights."""
    kinds: set[type] = {type(link.weight) for link in network.links}
    if Decimal in kinds:
        return Decimal
    return Fraction if Fraction in kinds else float


def imports_of(network: Network) -> list[str]:
    """Return the import lines of the program."""
    kinds = {type(link.weight).__name__ for link in network.links}
    lines = ["import math", "import sys"]
    if "Decimal" in kinds:
        lines.append("from decimal import Decimal")
    if "Fraction" in kinds:
        lines.append("from fractions import Fraction")
    return lines


def lines_about(preparation: Preparation | None) -> list[str]:
    """Return comments that say how a row becomes inputs, and what the outputs mean."""
    if preparation is None:
        return []
    lines = ["# Each row of the table becomes these inputs:"]
    for column in preparation.inputs:
        lines.append(f"#   {column_description(column)}")
    return [
        *lines,
        "# And this is what the outputs stand for:",
        f"#   {column_description(preparation.output)}",
    ]


def column_description(column: Column) -> str:
    """Return a description of how one column becomes numbers."""
    if isinstance(column, NumberColumn):
        formula = f"(number - {column.shift!r}) / {column.scale!r}"
    else:
        formula = f"1 for the one that it is, 0 for the others: {', '.join(column.texts)}"
    missing = "" if column.fill is None else f" (if it is missing: {column.fill})"
    return f"{column.name}: {formula}{missing}"


def wrapped_list(start: str, items: Sequence[str], end: str) -> str:
    """Return a list as code, on one line or on several of at most WIDTH characters."""
    line = f"{start}{', '.join(items)}{end}"
    if len(line) <= WIDTH:
        return line
    indent = " " * (len(start) - len(start.lstrip()) + 4)
    rows = textwrap.fill(
        ", ".join(items),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"{start}\n{rows},\n{indent[4:]}{end}"
