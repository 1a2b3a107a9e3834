"""`train`: learn something that is known by name, and show how well it went."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from typing import Any

from lernmi.command_line import digit_report, gate_report
from lernmi.command_line.progress import display
from lernmi.command_line.tasks import TASKS
from lernmi.network import Network
from lernmi.neuron import shown
from lernmi.trainer import Trainer
from lernmi.training.measures import accuracy

DESCRIPTION = """\
Train a network, and see how well it does.

what can be learned:
{tasks}

A network has an input for each number that goes in (64 pixels, say) and an
output for each that comes out (10 digits); the layers between them are yours to
choose. In every epoch it sees each sample once. After each batch, all weights
are nudged against their sensitivity, by learning rate x weight sensitivity. Too
small a learning rate learns slowly; too large a one jumps about, or diverges.

Ctrl-C stops early and shows what was learned so far (exit code 130)."""

EXAMPLES = """\
try:
  python3 -m lernmi train digits
  python3 -m lernmi train xor --learning-rate 0.1        slow
  python3 -m lernmi train xor --layers 2-2-1 --seed 3    stuck, from this start
  python3 -m lernmi train digits --batch-size 10 --learning-rate 3"""


def add_to(verbs: Any) -> None:
    """Add the verb and its options to the command line."""
    tasks = "\n".join([f"  {name:8}  {task.about}" for name, task in TASKS.items()])
    verb = verbs.add_parser(
        "train",
        help="learn from samples: digits, xor and other logic functions",
        description=DESCRIPTION.format(tasks=tasks),
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verb.add_argument(
        "what", type=str.lower, choices=TASKS, metavar="WHAT", help="one of the names above"
    )
    verb.add_argument(
        "--layers",
        type=layer_sizes,
        metavar="SIZES",
        help="Neurons in each layer, from inputs to outputs, such as 64-30-10",
    )
    verb.add_argument(
        "--learning-rate", type=rate, metavar="R", help="how far each nudge goes, such as 0.5"
    )
    verb.add_argument("--epochs", type=count, metavar="N", help="how often each sample is seen")
    verb.add_argument(
        "--batch-size", type=count, default=1, metavar="N", help="samples before each nudge (1)"
    )
    verb.add_argument(
        "--seed",
        type=seed,
        default=0,
        metavar="N",
        help="for all that is random: starting weights, order, which digits are the test (0)",
    )
    verb.set_defaults(run=run, parser=verb)


# How the options are read; what is refused here is said with the option's name before it.


def layer_sizes(text: str) -> list[int]:
    """Return 64-30-10 as [64, 30, 10]."""
    try:
        return [count(size) for size in text.split("-")]
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            "should be whole numbers of at least 1 with - between, such as 64-30-10, "
            f"but {shown(text)} came"
        ) from None


def rate(text: str) -> float:
    """Return a number that is positive and finite."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(
            f"should be a number above 0, such as 0.5, but {shown(text)} came"
        )
    return number


def whole_number(text: str, at_least: int) -> int:
    """Return a whole number that is large enough."""
    # More than 18 digits are no count that anybody means.
    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < at_least:
        raise argparse.ArgumentTypeError(
            f"should be a whole number of at least {at_least}, but {shown(text)} came"
        )
    return int(text)


def count(text: str) -> int:
    """Return a whole number of at least 1."""
    return whole_number(text, at_least=1)


def seed(text: str) -> int:
    """Return a whole number of at least 0."""
    return whole_number(text, at_least=0)


def run(options: argparse.Namespace) -> int:
    """Train, report, and return the exit code."""
    task = TASKS[options.what]
    training, test = task.samples(options.seed)
    inputs, outputs = len(training[0][0]), len(training[0][1])
    sizes = options.layers or [inputs, *task.hidden, outputs]
    refuse_other_ends(sizes, inputs, outputs, options.what)
    epochs = options.epochs or task.epochs
    learning_rate = options.learning_rate or task.learning_rate

    network = Network(sizes, initial_weights=task.initial_weights, seed=options.seed)
    trainer = Trainer(
        network,
        learning_rate=learning_rate,
        batch_size=options.batch_size,
        seed=options.seed,
        measures=[accuracy],
    )
    print(f"{options.what}: {task.about}.")
    if test:
        print(f"{len(training):,} to learn from; {len(test):,} are kept back for the test.")
    print(
        f"Network {'-'.join(map(str, sizes))}: {len(network.links):,} Links, each with a weight "
        "of its own."
    )
    print(
        f"Learning rate {learning_rate:g}, {epochs:,} epochs, batch size {options.batch_size}, "
        f"seed {options.seed}."
    )
    print(flush=True)

    exit_code = 0
    try:
        with display(epochs) as shown:
            trainer.train(training, epochs, on_epoch=shown.on_epoch, on_progress=shown.on_progress)
    except KeyboardInterrupt:
        exit_code = 130
        whole = "epoch" if trainer.epochs_done == 1 else "epochs"
        print(f"Stopped after {trainer.epochs_done} whole {whole}. This is what it learned so far:")
    print()
    if options.what == "digits":
        digit_report.report(network, test)
    else:
        gate_report.report(network, training)
    return exit_code


def refuse_other_ends(sizes: Sequence[int], inputs: int, outputs: int, what: str) -> None:
    """Raise ValueError if the first or last layer doesn't fit the samples."""
    if len(sizes) < 2 or sizes[0] != inputs or sizes[-1] != outputs:
        raise ValueError(
            f"--layers for {what} should begin with {inputs} and end with {outputs}, such as "
            f"{inputs}-5-{outputs}, but {'-'.join(map(str, sizes))} came"
        )
