"""The help and the options of `train`; `check` takes most of them, too."""

from __future__ import annotations

import argparse
from typing import Any

from lernmi.command_line.option_types import (
    count,
    delimiter,
    initial_weights,
    layer_sizes,
    noise,
    part,
    penalty,
    rate,
    seed,
    share,
    starts,
)
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS, INITIAL_WEIGHTS

# The data sets with a name, and what each of them is.
WHAT = {
    "digits": "1,797 real handwritten digits of 8×8 pixels",
    "mnist": "70,000 handwritten digits of 28×28 pixels, from --data FOLDER",
    "not": "the opposite of its input",
    "and": "1 only if both inputs are 1",
    "or": "1 if at least one input is 1",
    "nand": "0 only if both inputs are 1",
    "xor": "1 if exactly one input is 1",
    "parity3": "1 if an odd number of the 3 inputs is 1",
    "parity4": "1 if an odd number of the 4 inputs is 1",
    "circle": "points in a disc, and in a ring around it",
    "exclusive-or": "points in four squares, like XOR",
    "gauss": "two clouds of points",
    "moons": "two half circles that reach into each other",
    "spiral": "two spiral arms",
    "plane": "heights on a slope",
    "six-gaussians": "heights of hills and hollows",
}

DESCRIPTION = """\
Train a network, and see how well it does.

what it can learn:
{tasks}
  FILE.csv       a table of your own

A network has an input for each number that goes in (64 pixels, say) and an
output for each that comes out (10 digits). You choose the layers between them.
An epoch is one pass over all samples. After each batch, every weight moves by
learning rate × weight sensitivity, in the direction that lowers the error. If
the learning rate is too small, learning is slow; if it is too large, the error
jumps about or grows without end.

Each data set has suitable defaults; --verbose prints them. Ctrl-C stops early
and reports what the network has learned so far (exit code 130)."""

EXAMPLES = """\
try:
  python3 -m lernmi train digits
  python3 -m lernmi train xor --learning-rate 0.1        slow
  python3 -m lernmi train xor --layers 2-2-1 --seed 3    stuck, from this start
  python3 -m lernmi train xor --initial-weights zeros    stuck, from any start
  python3 -m lernmi train xor --layers 2-2-1 --seeds 100 how many succeed?
  python3 -m lernmi train circle --activation relu
  python3 -m lernmi train spiral --activation tanh       takes much longer
  python3 -m lernmi train digits --error softmax_cross_entropy --momentum 0.9
  python3 -m lernmi train digits --save digits.json
  python3 -m lernmi train own.csv --expected price --validation 0.2"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Add the help and the options of `train`."""
    tasks = "\n".join([f"  {name:13}  {about}" for name, about in WHAT.items()])
    verb.usage = "python3 -m lernmi train WHAT [options]"
    verb.description = DESCRIPTION.format(tasks=tasks)
    verb.epilog = EXAMPLES
    add_options(verb)
    verb.add_argument(
        "-q", "--quiet", action="store_true", help="print only the result, and problems"
    )
    verb.add_argument(
        "--seeds",
        type=starts,
        metavar="N",
        help="number of training runs with different seeds, starting at --seed; counts successes",
    )
    verb.add_argument(
        "--save",
        nargs="?",
        const=True,
        metavar="FILE",
        help="file for the network, written while it learns [without FILE: WHAT.json]",
    )
    verb.add_argument(
        "--resume",
        metavar="FILE",
        help="file of --save to resume from, with the same options except --epochs, --engine, "
        "--save and --pictures",
    )
    verb.add_argument(
        "--pictures",
        nargs="?",
        const=True,
        metavar="FOLDER",
        help="folder for pictures: the error curve, weights, answers and so on (needs Matplotlib) "
        "[without FOLDER: one named like WHAT]",
    )


def add_options(verb: argparse.ArgumentParser) -> None:
    """Add all options that say what to train, and how."""
    verb.add_argument("what", metavar="WHAT", help="a name from the list above, or a CSV file")
    verb.add_argument(
        "-v", "--verbose", action="store_true", help="all settings, printed before training"
    )
    add_network_options(verb.add_argument_group("the network"))
    add_training_options(verb.add_argument_group("the training"))
    add_data_options(verb.add_argument_group("the data"))
    add_table_options(verb.add_argument_group("CSV files"))


def add_network_options(group: Any) -> None:
    """Add the options for the network."""
    group.add_argument(
        "--layers",
        type=layer_sizes,
        metavar="SIZES",
        help="number of Neurons in each layer, from inputs to outputs, such as 64-30-10 [default: "
        "chosen for the data set]",
    )
    group.add_argument(
        "--activation",
        choices=ACTIVATIONS,
        metavar="NAME",
        help=f"activation of the hidden layers: {', '.join(ACTIVATIONS)} [default: chosen for the "
        "data set]",
    )
    group.add_argument(
        "--output-activation",
        choices=ACTIVATIONS,
        metavar="NAME",
        help="activation of the output layer [default: chosen to match the error function and "
        "data]",
    )
    group.add_argument(
        "--error",
        choices=ERROR_FUNCTIONS,
        metavar="NAME",
        help=f"error function (loss): {', '.join(ERROR_FUNCTIONS)} [default: chosen for the data "
        "set]",
    )
    group.add_argument(
        "--initial-weights",
        type=initial_weights,
        metavar="NAME",
        help=f'initial weights: {", ".join(INITIAL_WEIGHTS)}, or "uniform(LOW, HIGH)" with two '
        "numbers [default: chosen to match the activation]",
    )


def add_training_options(group: Any) -> None:
    """Add the options for the training."""
    group.add_argument(
        "--learning-rate",
        type=rate,
        metavar="RATE",
        help="size of each nudge, such as 0.5 [default: chosen for the data set]",
    )
    group.add_argument(
        "--epochs",
        type=count,
        metavar="N",
        help="number of passes over all samples [default: chosen for the data set]",
    )
    group.add_argument(
        "--batch-size",
        type=count,
        metavar="N",
        help="samples per nudge [default: 1; 10 for points and mnist]",
    )
    group.add_argument(
        "--momentum",
        type=part,
        metavar="M",
        help="fraction of the previous step to keep, such as 0.9 [default: 0]",
    )
    group.add_argument(
        "--l1",
        type=penalty,
        metavar="P",
        help="penalty that pulls every weight to 0 by the same amount, such as 0.0001 [default: 0]",
    )
    group.add_argument(
        "--l2",
        type=penalty,
        metavar="P",
        help="penalty that pulls every weight to 0 by a fraction of itself (weight decay), such as "
        "0.001 [default: 0]",
    )
    group.add_argument(
        "--adam",
        action="store_true",
        help="Adam optimiser: a step size for each Link; needs a learning rate such as 0.01",
    )
    group.add_argument(
        "--schedule",
        choices=("step", "cosine", "warm-up"),
        metavar="NAME",
        help="learning rate schedule: step (halved after each fifth of the epochs), cosine (down "
        "to a hundredth), warm-up (rising in the first tenth) [default: constant]",
    )
    group.add_argument(
        "--engine",
        choices=("links", "lists", "numba", "auto"),
        metavar="NAME",
        help="what does the arithmetic, always with the same results: links (the objects "
        "themselves), lists, numba, auto (the fastest) [default: auto; links for gates]",
    )
    group.add_argument(
        "--validation",
        type=share,
        metavar="SHARE",
        help="share of the training samples to hold out and report the error on, such as 0.2",
    )
    group.add_argument(
        "--patience",
        type=count,
        metavar="N",
        help="early stopping: number of epochs without a smaller validation error; the best "
        "weights are kept (needs --validation)",
    )


def add_data_options(group: Any) -> None:
    """Add the options for the data."""
    group.add_argument(
        "--seed",
        type=seed,
        default=0,
        metavar="N",
        help="random seed for weights, order, points and data split [default: 0]",
    )
    group.add_argument(
        "--count",
        type=count,
        metavar="N",
        help="number of points, or of mnist digits to train on [default: 500 points, 1200 with "
        "heights; all digits]",
    )
    group.add_argument(
        "--noise",
        type=noise,
        metavar="NOISE",
        help="noise of the points, from 0 to 0.5 [default: 0]",
    )
    group.add_argument(
        "--data", metavar="FOLDER", help="folder with the MNIST files [default: mnist]"
    )


def add_table_options(group: Any) -> None:
    """Add the options for a CSV file."""
    fills = ("refuse", "mean", "median", "most_common")
    group.add_argument(
        "--expected", metavar="COLUMN", help="column to predict (target) [default: the last one]"
    )
    group.add_argument(
        "--ignore", action="append", metavar="COLUMN", help="column to leave out; can be repeated"
    )
    group.add_argument(
        "--text",
        action="append",
        metavar="COLUMN",
        help="column with numbers that are only names, such as labels 0, 1, 2; can be repeated",
    )
    group.add_argument(
        "--amount",
        action="append",
        metavar="COLUMN",
        help="column with numbers that are amounts, neither labels nor row numbers; can be "
        "repeated",
    )
    group.add_argument(
        "--missing",
        choices=fills,
        metavar="RULE",
        help=f"rule for missing inputs: {', '.join(fills)} [default: refuse]",
    )
    group.add_argument(
        "--scaling",
        choices=("standard", "range", "pixels", "none"),
        metavar="RULE",
        help="scaling of numbers: standard (mean 0, standard deviation 1), range (0 to 1), pixels "
        "(divided by 255), none [default: standard; pixels for images]",
    )
    add_reading_options(group, usual_decimal="a point, or what fits the first lines")


def add_reading_options(group: Any, usual_decimal: str) -> None:
    """Add the options for reading a CSV file, which `predict` takes, too.

    usual_decimal: the default decimal sign, in words.
    """
    group.add_argument(
        "--header",
        choices=("yes", "no"),
        metavar="yes|no",
        help="whether the first line has the column names; all other lines are rows then, also "
        "titles and totals [default: what fits the first lines]",
    )
    group.add_argument(
        "--delimiter",
        type=delimiter,
        metavar="SIGN",
        help="character between fields; tab, or blanks for any number of blanks and tabs [default: "
        "the one that fits the first lines]",
    )
    group.add_argument(
        "--decimal",
        choices=(".", ","),
        metavar="SIGN",
        help=f"decimal sign, a point or a comma [default: {usual_decimal}]",
    )
    group.add_argument(
        "--encoding",
        metavar="NAME",
        help="text encoding of the file, such as cp1252 [default: utf-8, or what fits]",
    )
    group.add_argument(
        "--empty",
        action="append",
        metavar="TEXT",
        help="text of cells that count as empty, such as unknown or -999; can be repeated",
    )
