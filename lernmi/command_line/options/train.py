"""The help and the options of `train`, most of which `check` takes, too."""

from __future__ import annotations

import argparse
from typing import Any

from lernmi.command_line.option_types import (
    count,
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

# What can be learned by name, and what it is.
WHAT = {
    "digits": "1,797 real handwritten digits, 8x8 pixels each",
    "mnist": "handwritten digits, 28x28 pixels each, from --data FOLDER",
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
    "six-gaussians": "heights in a land of hills and hollows",
}

DESCRIPTION = """\
Train a network, and see how well it does.

what can be learned:
{tasks}
  FILE.csv       a table of your own

A network has an input for each number that goes in (64 pixels, say) and an
output for each that comes out (10 digits); the layers between them are yours to
choose. In every epoch it sees each sample once. After each batch, all weights
are nudged against their sensitivity, by learning rate x weight sensitivity. Too
small a learning rate learns slowly; too large a one jumps about, or diverges.

Each has settings that suit it, unless others are given; they are said when it
starts. Ctrl-C stops early and shows what was learned so far (exit code 130)."""

EXAMPLES = """\
try:
  python3 -m lernmi train digits
  python3 -m lernmi train xor --learning-rate 0.1        slow
  python3 -m lernmi train xor --layers 2-2-1 --seed 3    stuck, from this start
  python3 -m lernmi train xor --initial-weights zeros    stuck, from any
  python3 -m lernmi train xor --layers 2-2-1 --seeds 100 how often learned?
  python3 -m lernmi train circle --activation relu
  python3 -m lernmi train spiral --activation tanh       takes much longer
  python3 -m lernmi train digits --error softmax_cross_entropy --momentum 0.9
  python3 -m lernmi train digits --save digits.json
  python3 -m lernmi train own.csv --expected price --validation 0.2"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Say what the verb does, and add its options."""
    tasks = "\n".join([f"  {name:13}  {about}" for name, about in WHAT.items()])
    verb.usage = "python3 -m lernmi train WHAT [options]"
    verb.description = DESCRIPTION.format(tasks=tasks)
    verb.epilog = EXAMPLES
    add_options(verb)
    verb.add_argument(
        "--seeds",
        type=starts,
        metavar="N",
        help="train N times, with seeds from --seed on, and count how often it is learned",
    )
    verb.add_argument(
        "--save",
        metavar="FILE",
        help="keep the network in a file, such as digits.json, also while it is learning",
    )
    verb.add_argument(
        "--resume",
        metavar="FILE",
        help="go on from such a file, as if nothing had stopped it; all other options the same, "
        "but for --epochs, --engine, --save and --pictures",
    )
    verb.add_argument(
        "--pictures",
        metavar="FOLDER",
        help="draw the error curve, weights, answers.. into a folder (needs Matplotlib)",
    )


def add_options(verb: argparse.ArgumentParser) -> None:
    """Add all options that say what is trained, and how."""
    verb.add_argument("what", metavar="WHAT", help="a name above, or a CSV file")
    verb.add_argument(
        "-v", "--verbose", action="store_true", help="print all settings before training"
    )
    add_network_options(verb.add_argument_group("the network"))
    add_training_options(verb.add_argument_group("the training"))
    add_data_options(verb.add_argument_group("the data"))
    add_table_options(verb.add_argument_group("a table of your own"))


def add_network_options(group: Any) -> None:
    """Add the options that say what the network is like."""
    group.add_argument(
        "--layers",
        type=layer_sizes,
        metavar="SIZES",
        help="Neurons in each layer, from inputs to outputs, such as 64-30-10",
    )
    activations = ", ".join(ACTIVATIONS)
    group.add_argument(
        "--activation",
        choices=ACTIVATIONS,
        metavar="NAME",
        help=f"of the hidden Neurons: {activations}",
    )
    group.add_argument(
        "--output-activation",
        choices=ACTIVATIONS,
        metavar="NAME",
        help="of the outputs, unless what suits the error function and the data is wanted",
    )
    group.add_argument(
        "--error",
        choices=ERROR_FUNCTIONS,
        metavar="NAME",
        help=f"the error function: {', '.join(ERROR_FUNCTIONS)}",
    )
    group.add_argument(
        "--initial-weights",
        choices=INITIAL_WEIGHTS,
        metavar="NAME",
        help=f"where the weights begin: {', '.join(INITIAL_WEIGHTS)}",
    )


def add_training_options(group: Any) -> None:
    """Add the options that say how it is trained."""
    group.add_argument(
        "--learning-rate", type=rate, metavar="R", help="how far each nudge goes, such as 0.5"
    )
    group.add_argument("--epochs", type=count, metavar="N", help="how often each sample is seen")
    group.add_argument("--batch-size", type=count, metavar="N", help="samples before each nudge")
    group.add_argument(
        "--momentum",
        type=part,
        metavar="M",
        help="which part of the last move is made again, such as 0.9",
    )
    group.add_argument(
        "--l1", type=penalty, metavar="P", help="pull weights to 0, all by the same, such as 0.0001"
    )
    group.add_argument(
        "--l2",
        type=penalty,
        metavar="P",
        help="pull weights to 0, by a part of each, such as 0.001",
    )
    group.add_argument(
        "--adam",
        action="store_true",
        help="a step of its own size for each Link; wants learning rates such as 0.01",
    )
    group.add_argument(
        "--schedule",
        choices=("step", "cosine", "warm-up"),
        metavar="NAME",
        help="how the learning rate changes: step (halved after each fifth of the epochs), "
        "cosine (down to a hundredth), warm-up (rising in the first tenth)",
    )
    group.add_argument(
        "--engine",
        choices=("links", "lists", "numba", "auto"),
        metavar="NAME",
        help="who does the sums, all with the same results: links (the objects themselves), lists, "
        "numba, auto (the fastest that can)",
    )
    group.add_argument(
        "--validation",
        type=share,
        metavar="SHARE",
        help="keep a share of the samples to learn from aside, such as 0.2, and show the error on "
        "them, too",
    )
    group.add_argument(
        "--patience",
        type=count,
        metavar="N",
        help="with --validation: stop after N epochs without a smaller validation error, with the "
        "best weights",
    )


def add_data_options(group: Any) -> None:
    """Add the options that say which data it learns."""
    group.add_argument(
        "--seed",
        type=seed,
        default=0,
        metavar="N",
        help="for all that is random: starting weights, order, points, what is the test (0)",
    )
    group.add_argument("--count", type=count, metavar="N", help="how many points, or mnist digits")
    group.add_argument(
        "--noise", type=noise, metavar="N", help="how far points stray, from 0 to 0.5 (0)"
    )
    group.add_argument("--data", metavar="FOLDER", help="where the files of mnist are")


def add_table_options(group: Any) -> None:
    """Add the options that say how a CSV file is understood."""
    fills = ("refuse", "mean", "median", "most_common")
    group.add_argument("--expected", metavar="COLUMN", help="what is to be learned (the last one)")
    group.add_argument(
        "--ignore", action="append", metavar="COLUMN", help="leave a column out; can be repeated"
    )
    group.add_argument(
        "--text",
        action="append",
        metavar="COLUMN",
        help="its numbers are only names, such as labels 0, 1, 2; can be repeated",
    )
    group.add_argument(
        "--missing",
        choices=fills,
        metavar="RULE",
        help=f"what to do about missing inputs: {', '.join(fills)} (refuse)",
    )
    group.add_argument(
        "--scaling",
        choices=("standard", "range", "none"),
        metavar="RULE",
        help="of numbers: standard (mean 0, deviation 1), range (0 to 1), none (standard)",
    )
    add_reading_options(group)


def add_reading_options(group: Any) -> None:
    """Add the options that say how the text of a CSV file is read."""
    group.add_argument(
        "--header",
        choices=("yes", "no"),
        help="whether the first line has the columns' names (if none of its fields is a number)",
    )
    group.add_argument(
        "--decimal",
        choices=(".", ","),
        metavar="SIGN",
        help="what stands before decimals, a point or a comma (train: a point; predict: as in the "
        "table that was learned)",
    )
    group.add_argument("--encoding", metavar="NAME", help="of the file (utf-8), such as cp1252")
