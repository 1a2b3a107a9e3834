"""`predict`: query a saved network with one row, all rows of a CSV file, or a digit."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from typing import Any

from lernmi.activations import Number
from lernmi.command_line.digit_report import picture_of
from lernmi.command_line.tasks import reads_digits, table_in
from lernmi.command_line.terminal import complain
from lernmi.data.cells import number_in
from lernmi.data.digits import training_and_test_digits
from lernmi.data.preparation import NumberColumn, Preparation
from lernmi.files import load, load_preparation
from lernmi.files.plain_python import kind_of_number
from lernmi.functions.error_functions import CrossEntropy, probabilities
from lernmi.network import Network
from lernmi.support.engines import Workload, new_engine
from lernmi.support.stored import LabelRows, StoredSamples
from lernmi.support.texts import short_text
from lernmi.training.measures import place_of_largest
from lernmi.writing.safe_text import printable
from lernmi.writing.spreadsheets import spreadsheet_cell

# For so many rows, an engine is faster than the Links, although it takes longer to get ready.
MANY_ROWS = 2_000
ROWS_AT_ONCE = 5_000
READING_OPTIONS = ("header", "delimiter", "decimal", "encoding", "empty")


def run(options: argparse.Namespace) -> int:
    """Print the answers, and return the exit code, 0."""
    questions = [options.rows, options.sample, options.inputs]
    if questions.count(None) != len(questions) - 1:
        raise ValueError(
            "give one question: a CSV file, --inputs and the values, or --sample and the number "
            "of a digit"
        )
    network = load(options.file)
    preparation = load_preparation(options.file)
    if options.rows is not None:
        if preparation is None:
            raise ValueError(
                f"{options.file} didn't learn a table, so it can't read {options.rows}; give the "
                "numbers with --inputs"
            )
        answer_rows(network, preparation, options)
    elif any(getattr(options, name) for name in READING_OPTIONS):
        options_for_files = ", ".join([f"--{name}" for name in READING_OPTIONS[:-1]])
        raise ValueError(f"{options_for_files} and --{READING_OPTIONS[-1]} are for CSV files")
    elif options.sample is not None:
        if preparation is not None or not reads_digits(network):
            raise ValueError(
                "--sample is for networks that learned digits, with 64 inputs and outputs named 0 "
                f"to 9; {options.file} is not one of them"
            )
        answer_digit(network, options.sample)
    elif preparation is not None:
        answer_row(network, preparation, options.inputs)
    else:
        answer_numbers(network, options.inputs)
    return 0


def answer_numbers(network: Network, values: Sequence[str]) -> None:
    """Print the outputs for one number per input.

    values: the numbers as typed.

    Raises ValueError if one is not a number, or if there are too few or too many.
    """
    names = [neuron.name for neuron in network.neuron_layers[0].neurons]
    refuse_other_count(values, names)
    kind = kind_of_number(network)
    inputs: list[Any] = []
    for name, value in zip(names, values):
        if number_in(value) is None:
            raise ValueError(f"the input {name} must be a number; got {short_text(value)}")
        inputs.append(kind(value))
    print_outputs(network, network.propagate(inputs))


def answer_digit(network: Network, number: int) -> None:
    """Draw one of the digits that `train` holds out for the test, and print the answer.

    number: the digit's number, counting from 1. Raises ValueError if there are fewer digits.
    """
    _, test = training_and_test_digits()
    if number > len(test):
        raise ValueError(f"--sample must be at most {len(test)}; got {number}")
    inputs, expected = test[number - 1]
    print("\n".join([line.rstrip() for line in picture_of(inputs)]))
    print()
    outputs = network.propagate(inputs)
    print_outputs(network, outputs)
    print()
    print(f"read as {place_of_largest(outputs)}; it is {place_of_largest(expected)}")


def print_outputs(network: Network, outputs: Sequence[Number]) -> None:
    """Print each output with its name; with a cross-entropy, also its probability."""
    for neuron, output, probability in zip(
        network.neuron_layers[-1].neurons, outputs, probabilities(network, outputs)
    ):
        sure = f" (probability {probability:.4f})" if has_probabilities(network) else ""
        print(f"{printable(neuron.name)}: {output}{sure}")


def answer_row(network: Network, preparation: Preparation, values: Sequence[str]) -> None:
    """Print the answer for one row.

    values: the row's values, in the order of the columns.
    """
    columns = [column.name for column in preparation.inputs]
    refuse_other_count(values, columns)
    outputs = network.propagate(preparation.inputs_for(dict(zip(columns, values))))
    print(printable(f"{preparation.output.name}: {preparation.answer(outputs)}"))
    if preparation.has_labels:
        for label, number in zip(preparation.output.names, probabilities(network, outputs)):
            print(f"  {printable(label)}: {number:.4f}")


def answer_rows(network: Network, preparation: Preparation, options: argparse.Namespace) -> None:
    """Print the answers for all rows of a table, as CSV."""
    table = table_in(options.rows, options, preparation.decimal)
    for guess in table.guesses:
        complain(guess)
    inputs = preparation.input_rows(table)
    for column in preparation.inputs:
        text = table.cells[table.place_of(column.name)].example
        if text and isinstance(column, NumberColumn):
            number = table.numbers(column.name)[table.texts(column.name).index(text)]
            complain(f"{column.name} is read as numbers: {text} as {number:g}.")
    prints_how_sure = preparation.has_labels and has_probabilities(network)
    lines = csv.writer(sys.stdout, lineterminator="\n")
    name = spreadsheet_cell(preparation.output.name)
    lines.writerow(["line", name] + (["sure"] if prints_how_sure else []))
    # Nobody expects anything yet, but engines take whole samples.
    expected = LabelRows(
        bytes(len(inputs)), [[1, *[0] * (len(network.neuron_layers[-1].neurons) - 1)]]
    )
    engine = new_engine("links" if len(inputs) < MANY_ROWS else "auto")
    engine.load(Workload(network, StoredSamples(inputs, expected)))
    labels = list(map(spreadsheet_cell, preparation.output.names))
    for start in range(0, len(inputs), ROWS_AT_ONCE):
        places = range(start, min(start + ROWS_AT_ONCE, len(inputs)))
        for line, outputs in zip(table.lines[start:], engine.propagate_all(places)):
            if not preparation.has_labels:
                lines.writerow([line, preparation.answer(outputs)])
            elif prints_how_sure:
                sure = max(probabilities(network, outputs))
                lines.writerow([line, labels[place_of_largest(outputs)], f"{sure:.4f}"])
            else:
                lines.writerow([line, labels[place_of_largest(outputs)]])


def has_probabilities(network: Network) -> bool:
    """Say whether the error function turns the outputs into probabilities."""
    return isinstance(network.error_function, CrossEntropy)


def refuse_other_count(values: Sequence[str], names: Sequence[str]) -> None:
    """Raise ValueError unless there is a value for each name."""
    if len(values) != len(names):
        first = ", ".join(names[:8]) + (" .." if len(names) > 8 else "")
        raise ValueError(f"--inputs needs {len(names)} values ({first}); got {len(values)}")
