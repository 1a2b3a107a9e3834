"""What can be trained: the data, and settings that are known to work with it."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import Activation, Number, sigmoid, tanh
from lernmi.command_line import digit_report, gate_report, shape_report, table_report
from lernmi.command_line.options.train import WHAT
from lernmi.command_line.progress import counted
from lernmi.command_line.terminal import command
from lernmi.data import digits, logic, mnist, shapes
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn
from lernmi.data.samples import split
from lernmi.data.tables import Table, read_table
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.activations import sine
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.functions.nudging import Adam
from lernmi.initial_weights import InitialWeights, glorot, uniform
from lernmi.network import Network
from lernmi.support.records import Measure
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text

# What is kept back for the test, where nothing else is said.
TEST_SHARE = 0.2
# So few different numbers may be names; so many words are listed.
MOST_NAMES = 10

# What the ten outputs are called.
DIGITS = list("0123456789")

Samples = list[Sample]


class Data(NamedTuple):
    """What there is to learn from.

    training, test: samples; there are none of the latter where the former are all that exist.
    report: called as `report(network, training, test, engine)`; prints how well it went. The engine
        is the name of that which does the sums.
    has_labels: whether one of several things is expected, or one of two labels, and not amounts.
        (Where labels are, samples expect 0 and 1, or -1 and 1; `setting_up` makes them suit the
        outputs.)
    error: the error function, unless one is given.
    measure: what is shown beside the error; None for the accuracy, or how far it is off.
    notes: what should be known about the data, one line each.
    input_names, output_names: for the Neurons; None for x1, x2.. and y1, y2..
    preparation: how rows became samples, if this is a table.
    """

    training: Samples
    test: Samples
    report: Callable[[Network, Sequence[Sample], Sequence[Sample], str], None]
    has_labels: bool = True
    error: ErrorFunction = squared_error
    measure: Measure | None = None
    notes: Sequence[str] = ()
    input_names: Sequence[str] | None = None
    output_names: Sequence[str] | None = None
    preparation: Preparation | None = None


class Task(NamedTuple):
    """Something to learn.

    data: a function of the options that returns the Data.
    hidden: the sizes of the hidden layers, unless layers are given.
    learning_rate, epochs, batch_size, activation, initial_weights: used unless given.
    nudging: a function that returns the nudging to use, unless one is given.
    takes: the options that only some tasks take.
    engine: used unless one is given. For the few samples of a gate, the Links themselves are soon
        done, and need nothing.
    """

    data: Callable[[argparse.Namespace], Data]
    hidden: Sequence[int]
    learning_rate: float
    epochs: int
    batch_size: int = 1
    activation: Activation = sigmoid
    initial_weights: InitialWeights = glorot
    nudging: Callable[[], Any] | None = None
    takes: Sequence[str] = ()
    engine: str = "auto"


def digit_data(options: argparse.Namespace) -> Data:
    """Return the digits that come with lernmi."""
    training, test = digits.training_and_test_digits(options.seed)
    return Data(training, test, digit_report.report, output_names=DIGITS)


def reads_digits(network: Network) -> bool:
    """Whether a network takes the digits that come with lernmi, and answers with their names."""
    names = [neuron.name for neuron in network.neuron_layers[-1].neurons]
    return len(network.neuron_layers[0].neurons) == digits.WIDTH**2 and names == DIGITS


def mnist_data(options: argparse.Namespace) -> Data:
    """Return MNIST, from the folder that --data names; ValueError if none is named.

    With --count only the first so many are learned from; the test stays whole.
    """
    if options.data is None:
        raise ValueError(
            "mnist needs --data FOLDER, the folder with its files, such as "
            f"train-images-idx3-ubyte.gz; they are to be had from {mnist.SOURCES}"
        )
    training, test = mnist.training_and_test_mnist(options.data, options.seed)
    notes = []
    if not mnist.has_part(options.data, "train"):
        notes.append("Only the t10k files are there: a fifth of them is kept back for the test.")
    if options.count is not None:
        if options.count > len(training):
            raise ValueError(
                f"--count must be at most {len(training):,}, as there are; got {options.count:,}"
            )
        training = training[: options.count]
        notes.append(f"Only the first {options.count:,} are learned from.")
    return Data(training, test, digit_report.report, notes=notes, output_names=DIGITS)


def gate(samples: Samples, hidden: Sequence[int], epochs: int) -> Task:
    """Return the Task of a gate: always its whole truth table."""
    data = Data(samples, [], gate_report.report)
    return Task(lambda options: data, hidden, learning_rate=2.0, epochs=epochs, engine="links")


def parity(count: int) -> Task:
    """Return the Task of parity of `count` inputs.

    Starting from small weights, its hidden Neurons stay too much alike; from larger ones, some
    of them are useful from the beginning.
    """
    task = gate(logic.parity(count), [8], epochs=3000)
    return task._replace(learning_rate=0.5, initial_weights=uniform(-3, 3))


def shape(make: Callable[[int, float, int], Samples], count: int, has_labels: bool = True) -> Task:
    """Return the Task of points in the plane, half of them for the test, as in the Playground.

    make: `make(count, noise, seed)` returns the points, as those in `lernmi.data.shapes` do.
    count: how many points, for training and test together, unless --count says it.
    has_labels: whether they have labels, and not heights.
    """

    def data(options: argparse.Namespace) -> Data:
        samples = make(options.count or count, options.noise or 0.0, options.seed)
        training, test = split(samples, 0.5, options.seed)
        report = shape_report.report_labels if has_labels else shape_report.report_heights
        return Data(training, test, report, has_labels, input_names=["x", "y"])

    # The Playground's own settings.
    return Task(
        data,
        hidden=[4, 2],
        learning_rate=0.03,
        epochs=200,
        batch_size=10,
        activation=tanh,
        takes=("count", "noise"),
    )


TASKS = {
    "digits": Task(
        digit_data,
        hidden=[30],
        learning_rate=0.5,
        epochs=10,
    ),
    "mnist": Task(
        mnist_data,
        hidden=[30],
        learning_rate=3.0,
        epochs=30,
        batch_size=10,
        takes=("data", "count"),
    ),
    "not": gate(logic.NOT, [], 200),
    "and": gate(logic.AND, [], 500),
    "or": gate(logic.OR, [], 500),
    "nand": gate(logic.NAND, [], 500),
    "xor": gate(logic.XOR, [4], 1000),
    "parity3": parity(3),
    "parity4": parity(4),
    "circle": shape(shapes.circle, 500),
    "exclusive-or": shape(shapes.exclusive_or, 500),
    "gauss": shape(shapes.gauss, 500),
    "moons": shape(shapes.moons, 500)._replace(learning_rate=0.1),
    "spiral": shape(shapes.spiral, 500)._replace(hidden=[16, 8], epochs=150, activation=sine),
    "plane": shape(shapes.plane, 1200, has_labels=False)._replace(epochs=50),
    "six-gaussians": shape(shapes.six_gaussians, 1200, has_labels=False)._replace(
        hidden=[16, 8], learning_rate=0.01, epochs=60, nudging=Adam
    ),
}


def what_it_is(name: str) -> str:
    """Return, in a few words, what is learned by that name."""
    return WHAT.get(name, "a CSV file")


def task_called(name: str) -> Task:
    """Return the Task of that name, or that of the CSV file of that name; or raise ValueError."""
    if name in TASKS:
        return TASKS[name]
    if Path(name).is_file():
        return Task(
            lambda options: table_data(name, options),
            hidden=[8],
            learning_rate=0.05,
            epochs=100,
            activation=tanh,
            takes=TABLE_OPTIONS,
        )
    alike = difflib.get_close_matches(name.lower(), TASKS, n=1)
    meant = f"did you mean {alike[0]}?" if alike else f"there are {', '.join(TASKS)}"
    raise ValueError(
        f"there is nothing called {short_text(name)} to learn, and no such file; {meant} "
        f"(see: {command()} train --help)"
    )


# A table of one's own.

TABLE_OPTIONS = (
    "expected",
    "text",
    "ignore",
    "missing",
    "scaling",
    "header",
    "decimal",
    "encoding",
)


def table_in(name: str, options: argparse.Namespace, usual_decimal: str = ".") -> Table:
    """Return the table in a CSV file, read as the options say.

    usual_decimal: what stands before decimals, unless --decimal says it.
    """
    return read_table(
        name,
        header=None if options.header is None else options.header == "yes",
        decimal=options.decimal or usual_decimal,
        encoding=options.encoding or "utf-8",
    )


def table_data(name: str, options: argparse.Namespace) -> Data:
    """Return what there is to learn in a CSV file; a fifth of its rows is kept for the test."""
    table = table_in(name, options)
    first, second = table.split(TEST_SHARE, options.seed)
    preparation = Preparation(
        first,
        options.expected,
        ignore=options.ignore or (),
        text=options.text or (),
        missing=options.missing or "refuse",
        scaling=options.scaling or "standard",
    )

    def report(
        network: Network, training: Sequence[Sample], test: Sequence[Sample], engine: str
    ) -> None:
        if preparation.has_labels:
            table_report.report_labels(network, preparation, second, test, engine)
        else:
            table_report.report_amounts(network, preparation, second, test, engine)

    amounts = preparation.output
    return Data(
        preparation.samples(first),
        preparation.samples(second),
        report,
        preparation.has_labels,
        softmax_cross_entropy if preparation.has_labels else squared_error,
        in_own_units(amounts) if isinstance(amounts, NumberColumn) else None,
        notes_about(table, preparation),
        preparation.input_names,
        preparation.output_names,
        preparation,
    )


def in_own_units(amounts: NumberColumn) -> Measure:
    """Return a measure: by how much an amount is off, in the units of the table."""

    def absolute_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
        return abs(amounts.answer(outputs) - amounts.answer(expected))

    return absolute_error


def notes_about(table: Table, preparation: Preparation) -> list[str]:
    """Return what was understood of a table, to be checked by whoever knows it."""
    if table.has_header:
        first_line = "The first line is taken for the names of the columns (if not: --header no)."
    else:
        first_line = "The first line is taken for a row (if it has names: --header yes)."
    notes = [f"{counted(len(table.rows), 'row')}. {first_line}"]
    numbers = [column.name for column in preparation.inputs if isinstance(column, NumberColumn)]
    if numbers:
        notes.append(f"Inputs that are numbers: {', '.join(numbers)}.")
    for column in preparation.inputs:
        if isinstance(column, TextColumn):
            notes.append(f"Input of words: {column.name}, {kinds(column.texts)}.")
    missing = preparation.missing_count(table)
    if missing:
        notes.append(f"{counted(missing, 'missing input')} filled in.")
    output = preparation.output
    if isinstance(output, TextColumn):
        notes.append(f"To be learned: {output.name}, labels, {kinds(output.texts)}.")
        return notes
    place = table.place_of(output.name)
    amounts = {row.cells[place] for row in table.rows}
    note = f"To be learned: {output.name}, an amount"
    if len(amounts) <= MOST_NAMES:
        note += f" (if its numbers only name something: --text {output.name!r})"
    notes.append(f"{note}.")
    return notes


def kinds(texts: Sequence[str]) -> str:
    """Return how many texts there are, and the first few of them."""
    first = ", ".join(texts[:MOST_NAMES])
    return f"{len(texts)} different: {first}" + (".." if len(texts) > MOST_NAMES else "")
