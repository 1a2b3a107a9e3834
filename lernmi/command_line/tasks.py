"""What `train` can learn: the data, and settings that work well with it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import Activation, Number, sigmoid, tanh
from lernmi.command_line import digit_report, gate_report, shape_report, table_report
from lernmi.command_line.advice import Report
from lernmi.command_line.options.train import WHAT
from lernmi.command_line.progress import CountLine, counted
from lernmi.command_line.suggestions import alike
from lernmi.command_line.table_guesses import (
    choices_for,
    guesses_about,
    question_about_far_number,
)
from lernmi.command_line.terminal import command
from lernmi.data import digits, logic, mnist, shapes
from lernmi.data.cells import beginning
from lernmi.data.mnist_files import SOURCES
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn, quoted
from lernmi.data.samples import split
from lernmi.data.tables import Table, read_table
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.activations import sine
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.functions.nudging import Adam
from lernmi.initial_weights import InitialWeights, glorot, uniform
from lernmi.inside.patients import Finding
from lernmi.network import Network
from lernmi.support.records import Measure
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text
from lernmi.trainer import Trainer

# The share of a table's rows that is held out for the test.
TEST_SHARE = 0.2
# Endings of files that are not tables, whatever is in them.
NOT_TABLES = (".ipynb", ".py")
# Numbers may be names if there are at most this many different ones. Also the number of words to
# print.
MOST_NAMES = 10
# Describe at most this many columns of words.
MOST_WORD_INPUTS = 10
# With more inputs than this, lernmi names only the first and the last one.
MOST_INPUTS_NAMED = 40

# The names of the ten outputs.
DIGITS = list("0123456789")

Samples = Sequence[Sample]


class Data(NamedTuple):
    """Samples to learn from, and how to report on what a network learned.

    training, test: samples. The test is empty if the training samples are all that exist.
    report: `report(trainer, training, test)` prints details, and returns a Report.
    title: `title(count)` says what a network learns from that many samples.
    sample_name: "digit", "point" or "row".
    has_labels: whether the samples expect labels, not amounts. (Samples with labels expect 0 and 1,
        or -1 and 1; `setting_up` chooses the pair that suits the outputs.)
    error: the error function, unless an option gives another.
    measure: the measure to print beside the error; None for the accuracy of labels, or how far
        amounts are off.
    notes: facts about the data, one per line.
    input_names, output_names: for the Neurons, or None for x1, x2, ... and y1, y2, ...
    preparation: how rows became samples, or None if this is not a table.
    guesses: what lernmi assumes about the data, one per line; the costliest mistakes first.
    question: the one of the guesses that asks about numbers far from all others, or None.
    lines: the line of each row of a table; the positions of StoredSamples refer to it.
    """

    training: Samples
    test: Samples
    report: Callable[[Trainer, Sequence[Sample], Sequence[Sample]], Report]
    title: Callable[[int], str]
    sample_name: str
    has_labels: bool = True
    error: ErrorFunction = squared_error
    measure: Measure | None = None
    notes: Sequence[str] = ()
    input_names: Sequence[str] | None = None
    output_names: Sequence[str] | None = None
    preparation: Preparation | None = None
    guesses: Sequence[str] = ()
    question: Finding | None = None
    lines: Sequence[int] = ()


class Task(NamedTuple):
    """Something to learn, with its defaults.

    data: a function of the options that returns the Data.
    hidden: the sizes of the hidden layers.
    learning_rate, epochs, batch_size, activation, initial_weights: the defaults.
    nudging: a function that returns the default nudging, or None for the plain one.
    takes: the names of options that only some tasks take.
    engine: the default engine. A gate has so few samples that the Links are fast enough.
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
    return Data(
        training,
        test,
        digit_report.report,
        lambda count: f"Learning to read {count:,} handwritten digits of 8×8 pixels",
        "digit",
        output_names=DIGITS,
    )


def reads_digits(network: Network) -> bool:
    """Say whether a network reads the digits that come with lernmi: 64 inputs, outputs 0 to 9."""
    names = [neuron.name for neuron in network.neuron_layers[-1].neurons]
    return len(network.neuron_layers[0].neurons) == digits.WIDTH**2 and names == DIGITS


def mnist_data(options: argparse.Namespace) -> Data:
    """Return MNIST from the folder of --data, or raise ValueError if there is no such folder.

    --count limits the training samples, but not the test.
    """
    folder = options.data or "mnist"
    if not Path(folder).exists():
        raise ValueError(
            f"no folder named {folder}; put MNIST's four files there, or give another folder with "
            f"--data (download them from {SOURCES})"
        )
    line = CountLine(0, "images read", live_seconds=0.5)

    def on_progress(done: int, count: int) -> None:
        line.count = count
        line.report(done)

    training, test = mnist.training_and_test_mnist(folder, options.seed, on_progress=on_progress)
    line.clear()
    notes = []
    if not mnist.has_part(folder, "train"):
        notes.append(f"Only the t10k files are in {folder}: a fifth of the digits is held out.")
    if options.count is not None:
        if options.count > len(training):
            raise ValueError(
                f"--count must be at most {len(training):,}, the number of training samples; got "
                f"{options.count:,}"
            )
        training = training[: options.count]
    return Data(
        training,
        test,
        digit_report.report,
        lambda count: f"Learning to read {count:,} handwritten digits of 28×28 pixels",
        "digit",
        notes=notes,
        output_names=DIGITS,
    )


def gate(samples: Samples, hidden: Sequence[int], epochs: int) -> Task:
    """Return the Task of a gate, with its complete truth table."""

    def data(options: argparse.Namespace) -> Data:
        about = f"Learning {options.what} ({WHAT[options.what]}) from all"
        return Data(
            samples,
            [],
            gate_report.report,
            lambda count: f"{about} {count} rows of its truth table",
            "row",
        )

    return Task(data, hidden, learning_rate=2.0, epochs=epochs, engine="links")


def parity(count: int) -> Task:
    """Return the Task of learning the parity of `count` inputs.

    With small initial weights, its hidden Neurons stay too much alike. With larger ones, some of
    them are useful from the beginning.
    """
    task = gate(logic.parity(count), [8], epochs=3000)
    return task._replace(learning_rate=0.5, initial_weights=uniform(-3, 3))


def shape(make: Callable[[int, float, int], Samples], count: int, has_labels: bool = True) -> Task:
    """Return the Task of points in the plane, half of them for the test, as in the Playground.

    make: `make(count, noise, seed)` returns the points, as the functions in `lernmi.data.shapes`.
    count: the number of points, for training and test together, unless --count gives it.
    has_labels: whether the points have labels, not heights.
    """

    def data(options: argparse.Namespace) -> Data:
        samples = make(options.count or count, options.noise or 0.0, options.seed)
        training, test = split(samples, 0.5, options.seed)
        report = shape_report.report_labels if has_labels else shape_report.report_heights
        return Data(
            training,
            test,
            report,
            lambda count: (
                f"Learning {options.what} ({WHAT[options.what]}) from {counted(count, 'point')}"
            ),
            "point",
            has_labels,
            input_names=["x", "y"],
        )

    # The settings of the Playground.
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


def task_called(name: str, verb: str = "train") -> Task:
    """Return the Task, or the Task of the CSV file, with this name, or raise ValueError.

    verb: with "check", the error message also names the other files that `check` takes.
    """
    if name in TASKS:
        return TASKS[name]
    if Path(name).is_file():
        ending = Path(name).suffix.lower()
        is_text = ending == ".md" and not Path(name).read_bytes().lstrip().startswith(b"|")
        if ending in NOT_TABLES or is_text or (verb == "check" and ending == ".json"):
            kinds = "a CSV file"
            if verb == "check":
                kinds = (
                    "an exercise (.py), homework (.csv or .json) or a table (.csv); a saved "
                    "network needs --network"
                )
            raise ValueError(f"{name} is not {kinds}")
        return Task(
            lambda options: table_data(name, options),
            hidden=[8],
            learning_rate=0.05,
            epochs=100,
            activation=tanh,
            takes=TABLE_OPTIONS,
        )
    meant = alike(name.lower(), list(TASKS))
    if meant:
        raise ValueError(f"WHAT can't be {short_text(name)}; did you mean {meant}?")
    raise ValueError(
        f"WHAT must be the name of a CSV file, or one of {', '.join(TASKS)}; got "
        f"{short_text(name)} (see: {command()} train --help)"
    )


# Tables.

TABLE_OPTIONS = (
    "empty",
    "expected",
    "text",
    "ignore",
    "missing",
    "scaling",
    "amount",
    "header",
    "delimiter",
    "decimal",
    "encoding",
)


def table_in(name: str, options: argparse.Namespace, usual_decimal: str | None = None) -> Table:
    """Return the table in a CSV file, read as the options say.

    usual_decimal: the decimal sign, unless --decimal gives it; None for the one that fits.
    """
    is_piped = name == "-"
    size = 0 if is_piped else Path(name).stat().st_size
    with CountLine(size, "bytes read", live_seconds=0.2) as line:
        return read_table(
            sys.stdin.buffer if is_piped else name,
            header=None if options.header is None else options.header == "yes",
            delimiter=options.delimiter,
            decimal=options.decimal or usual_decimal,
            encoding=options.encoding,
            empty=options.empty or (),
            # What is read of a gzip file is larger than the file.
            on_progress=lambda done, whole: line.report(
                done if is_piped else done * size // max(whole, 1)
            ),
        )


def table_data(name: str, options: argparse.Namespace) -> Data:
    """Return the samples in a CSV file, with a fifth of its rows held out for the test."""
    table = table_in(name, options)
    with CountLine(len(table.columns), "columns read", live_seconds=0.2) as line:
        for place, column in enumerate(table.columns):
            line.report(place)
            # The table keeps them.
            table.numbers(column)
        choices = choices_for(table, options)
        first, second = table.split(TEST_SHARE, options.seed)
        preparation = Preparation(
            first,
            choices.expected,
            ignore=choices.ignore,
            text=choices.text,
            missing=options.missing or "refuse",
            scaling=choices.scaling,
        )
        samples = preparation.samples(table)
    # Don't keep the whole table while the network learns.
    lines = second.lines
    question = question_about_far_number(table, preparation)
    guesses = guesses_about(table, preparation, choices)
    if question is not None:
        guesses.insert(0, f"{question.words} Then {question.cure}")

    def report(trainer: Trainer, training: Sequence[Sample], test: Sequence[Sample]) -> Report:
        if preparation.has_labels:
            return table_report.report_labels(trainer, preparation, lines, training, test)
        return table_report.report_amounts(trainer, preparation, lines, training, test)

    amounts = preparation.output
    return Data(
        samples.chosen(first.positions),
        samples.chosen(second.positions),
        report,
        lambda count: f"Learning to predict {amounts.name} from {counted(count, 'row')} of {name}",
        "row",
        preparation.has_labels,
        softmax_cross_entropy if preparation.has_labels else squared_error,
        in_own_units(amounts) if isinstance(amounts, NumberColumn) else None,
        notes_about(table, preparation),
        preparation.input_names,
        preparation.output_names,
        preparation,
        guesses,
        question,
        table.lines,
    )


def in_own_units(amounts: NumberColumn) -> Measure:
    """Return a measure: how far an amount is off, in the units of the table."""

    def absolute_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
        return abs(amounts.answer(outputs) - amounts.answer(expected))

    return absolute_error


def notes_about(table: Table, preparation: Preparation) -> list[str]:
    """Return how lernmi understood a table, so that you can check it."""
    if table.header_line:
        line = "the first line" if table.header_line == 1 else f"line {table.header_line}"
        about_names = f"{line} has the column names (if not: --header no)."
    elif table.has_header:
        about_names = "the lines above them have the column names."
    else:
        about_names = "the first line is one of them (if it has column names: --header yes)."
        if table.lines[0] > 1:
            about_names = "they have no column names (if they do: --header yes)."
    notes = [f"{counted(len(table.lines), 'row')}; {about_names}"]
    numbers = [column.name for column in preparation.inputs if isinstance(column, NumberColumn)]
    if numbers:
        names = ", ".join(numbers)
        if len(numbers) > MOST_INPUTS_NAMED:
            names = f"{len(numbers)}, from {numbers[0]} to {numbers[-1]}"
        notes.append(f"Number inputs: {names}.")
    words = [column for column in preparation.inputs if isinstance(column, TextColumn)]
    for column in words[:MOST_WORD_INPUTS]:
        notes.append(f"Word input: {column.name}, {summary_of(column.texts)}.")
    if len(words) > MOST_WORD_INPUTS:
        notes.append(f"And {len(words) - MOST_WORD_INPUTS} more word inputs.")
    missing = preparation.missing_count(table)
    if missing:
        notes.append(f"{counted(missing, 'missing input')} filled in.")
    output = preparation.output
    if isinstance(output, TextColumn):
        notes.append(f"To learn: {output.name}, labels, {summary_of(output.texts)}.")
        return notes
    amounts = set(table.texts(output.name))
    note = f"To learn: {output.name}, an amount"
    if len(amounts) <= MOST_NAMES:
        note += f" (if its numbers are labels: --text {quoted(output.name)})"
    notes.append(f"{note}.")
    return notes


def summary_of(texts: Sequence[str]) -> str:
    """Return the number of words, and the first few of them."""
    first = ", ".join([beginning(text) for text in texts[:MOST_NAMES]])
    return f"{len(texts)} different: {first}" + (".." if len(texts) > MOST_NAMES else "")
