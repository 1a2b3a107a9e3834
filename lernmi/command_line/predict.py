"""`predict`: ask a network that was saved, about one row, all rows of a CSV file, or a digit."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from typing import Any

from lernmi.activations import Number
from lernmi.command_line.digit_report import drawn
from lernmi.command_line.option_types import count
from lernmi.command_line.tasks import reads_digits, table_in
from lernmi.command_line.train import add_reading_options
from lernmi.data.digits import training_and_test_digits
from lernmi.data.preparation import Preparation
from lernmi.data.tables import number_in
from lernmi.files import load, load_preparation
from lernmi.files.plain_python import kind_of_number
from lernmi.network import Network
from lernmi.neuron import shown
from lernmi.training.error_functions import CrossEntropy, probabilities
from lernmi.training.measures import place_of_largest
from lernmi.writing.printable import printable
from lernmi.writing.spreadsheets import spreadsheet_cell

DESCRIPTION = """\
Ask a network that was saved (train .. --save FILE).

If it learned a table, the values are those of the table's columns, words and
amounts as they stand there, and the answer is a label or an amount, too. (How
rows become numbers is kept in FILE.) Otherwise they are plain numbers, one for
each input, and the outputs come as they are, to the last digit. (Of one that
learned digits: the 64 pixels, row by row from the upper left, each from 0,
paper, to 1, full ink. With --sample 1 they need not be typed: it is asked about
the first of the digits that train keeps back for its test, with seed 0.)

Of a CSV file each row is answered, as CSV again: its line in the file, the
answer, and how sure it is (from 0 to 1) where the error function says that.
A label that begins with =, +, - or @ and is no number gets a ' before it, so
that no spreadsheet takes it for a formula.
Columns are found by their names; what else there is doesn't matter."""

EXAMPLES = """\
try:
  python3 -m lernmi train xor --save xor.json
  python3 -m lernmi predict xor.json --inputs 0 1
  python3 -m lernmi train digits --save digits.json
  python3 -m lernmi predict digits.json --sample 1
  python3 -m lernmi train examples/iris.csv --save iris.json
  python3 -m lernmi predict iris.json --inputs 5.0 3.4 1.5 0.2
  python3 -m lernmi predict iris.json new.csv > answers.csv"""


def add_to(verbs: Any) -> None:
    """Add the verb and its options to the command line."""
    verb = verbs.add_parser(
        "predict",
        help="ask a network that was saved",
        usage="python3 -m lernmi predict FILE (ROWS.csv | --sample N | --inputs ..)",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verb.add_argument("file", metavar="FILE", help="a network that was saved")
    verb.add_argument("rows", nargs="?", metavar="ROWS.csv", help="rows to be answered")
    add_reading_options(verb)
    verb.add_argument(
        "--sample",
        type=count,
        metavar="N",
        help="which of the digits that train keeps back for its test, from 1 on",
    )
    verb.add_argument(
        "--inputs",
        # Whatever follows, so that -1e-3 is not taken for an option.
        nargs=argparse.REMAINDER,
        metavar="VALUE",
        help="one value for each input, or for each column; as the last option",
    )
    verb.set_defaults(run=run, parser=verb)


def run(options: argparse.Namespace) -> int:
    """Answer, and return the exit code, 0."""
    questions = [options.rows, options.sample, options.inputs]
    if questions.count(None) != len(questions) - 1:
        raise ValueError(
            "say what to answer: either a CSV file, or --inputs and the values, or --sample and "
            "the number of a digit"
        )
    network = load(options.file)
    preparation = load_preparation(options.file)
    if options.rows is not None:
        if preparation is None:
            raise ValueError(
                f"{options.file} doesn't say how the rows of a table become inputs, since it "
                "learned no table: ask with --inputs"
            )
        answer_rows(network, preparation, options)
    elif (options.header, options.decimal, options.encoding) != (None, None, None):
        raise ValueError("--header, --decimal and --encoding are for CSV files")
    elif options.sample is not None:
        if preparation is not None or not reads_digits(network):
            raise ValueError(
                "--sample is for networks that learned the digits, with 64 inputs and outputs "
                f"named 0 to 9, and {options.file} is none"
            )
        answer_digit(network, options.sample)
    elif preparation is not None:
        answer_row(network, preparation, options.inputs)
    else:
        answer_numbers(network, options.inputs)
    return 0


def answer_numbers(network: Network, values: Sequence[str]) -> None:
    """Print the outputs for plain numbers.

    values: one for each input, as text.

    Raises ValueError for what is no number, or if there are too few or too many.
    """
    names = [neuron.name for neuron in network.neuron_layers[0].neurons]
    refuse_other_count(values, names)
    kind = kind_of_number(network)
    inputs: list[Number] = []
    for name, value in zip(names, values):
        if number_in(value) is None:
            raise ValueError(f"the input {name} should be a number, but {shown(value)} came")
        inputs.append(kind(value))
    print_outputs(network, network.propagate(inputs))


def answer_digit(network: Network, number: int) -> None:
    """Draw one of the digits that `train` keeps back for the test, and print the answer.

    Raises ValueError if there are not so many.
    """
    _, test = training_and_test_digits()
    if number > len(test):
        raise ValueError(f"--sample should be at most {len(test)}, but {number} came")
    inputs, expected = test[number - 1]
    print("\n".join([line.rstrip() for line in drawn(inputs)]))
    print()
    outputs = network.propagate(inputs)
    print_outputs(network, outputs)
    print()
    print(f"read as {place_of_largest(outputs)}; it is {place_of_largest(expected)}")


def print_outputs(network: Network, outputs: Sequence[Number]) -> None:
    """Print each output with its name, and with a cross-entropy its probability."""
    for neuron, output, probability in zip(
        network.neuron_layers[-1].neurons, outputs, probabilities(network, outputs)
    ):
        sure = f" (probability {probability:.4f})" if says_probabilities(network) else ""
        print(f"{printable(neuron.name)}: {output}{sure}")


def answer_row(network: Network, preparation: Preparation, values: Sequence[str]) -> None:
    """Print the answer for one row, whose values come in the order of the columns."""
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
    all_inputs = preparation.inputs_of(table)
    says_how_sure = preparation.has_labels and says_probabilities(network)
    lines = csv.writer(sys.stdout, lineterminator="\n")
    name = spreadsheet_cell(preparation.output.name)
    lines.writerow(["line", name] + (["sure"] if says_how_sure else []))
    for row, inputs in zip(table.rows, all_inputs):
        outputs = network.propagate(inputs)
        sure = [f"{max(probabilities(network, outputs)):.4f}"] if says_how_sure else []
        lines.writerow([row.line, spreadsheet_cell(preparation.answer(outputs)), *sure])


def says_probabilities(network: Network) -> bool:
    """Whether the error function makes probabilities of the outputs."""
    return isinstance(network.error_function, CrossEntropy)


def refuse_other_count(values: Sequence[str], names: Sequence[str]) -> None:
    """Raise ValueError unless there is a value for each name."""
    if len(values) != len(names):
        first = ", ".join(names[:8]) + (" .." if len(names) > 8 else "")
        raise ValueError(f"--inputs needs {len(names)} values ({first}), but {len(values)} came")
