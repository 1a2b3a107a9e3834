"""`show`: draw a network, in the terminal or as a picture in a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from lernmi.command_line.option_types import count, layer_sizes, rate, seed
from lernmi.command_line.small_networks import GATES, PUBLISHED, network_and_sample
from lernmi.files import load
from lernmi.inside.diagram import draw
from lernmi.network import Network
from lernmi.trainer import Trainer

# With more, building it would take many seconds.
MOST_LINKS = 5_000_000

DESCRIPTION = """\
Draw a network: its Neurons, its Links and their weights, and what one sample made
of them, forwards and back.

  mazur                   a published example that people check on paper
  not, and, or, nand, xor a gate's network, as it begins or after --epochs N
  2-3-1, 784-30-10 ..     a network of that shape, as it begins
  FILE.json               a network that was saved (train .. --save FILE.json)

With OUT.svg the picture goes into that file, and any browser shows it."""

EXAMPLES = """\
try:
  python3 -m lernmi show mazur
  python3 -m lernmi show xor xor.svg --layers 2-4-1 --epochs 1000
  python3 -m lernmi show 784-30-10 large.svg
  python3 -m lernmi show digits.json digits.svg"""


def add_to(verbs: Any) -> None:
    """Add the verb and its options to the command line."""
    verb = verbs.add_parser(
        "show",
        help="draw a network",
        usage="python3 -m lernmi show WHAT [OUT.svg] [options]",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verb.add_argument("what", metavar="WHAT", help="one of the names above, or a file")
    verb.add_argument("out", nargs="?", metavar="OUT.svg", help="a file to draw it into")
    verb.add_argument(
        "--layers", type=layer_sizes, metavar="SIZES", help="of a gate's network, such as 2-3-1"
    )
    verb.add_argument(
        "--sample", type=count, metavar="N", help="which row of a gate's truth table (2)"
    )
    verb.add_argument("--seed", type=seed, metavar="N", help="for the starting weights (0)")
    verb.add_argument(
        "--epochs", type=count, metavar="N", help="let a gate's network learn before it is drawn"
    )
    verb.add_argument("--learning-rate", type=rate, metavar="R", help="for that (2)")
    verb.set_defaults(run=run, parser=verb)


def run(options: argparse.Namespace) -> int:
    """Draw the network, and return the exit code."""
    if options.what.lower() in (*PUBLISHED, *GATES):
        options.what = options.what.lower()
    if options.what.endswith(".svg"):
        raise ValueError(
            f"what should be drawn into {options.what}? Such as: show xor {options.what}"
        )
    diagram = draw(network_to_draw(options))
    if options.out is None:
        print(diagram)
    else:
        diagram.save(options.out)
        print(f"{options.out}: {len(diagram.svg):,} characters; any browser shows it.")
    return 0


def network_to_draw(options: argparse.Namespace) -> Network:
    """Return the network that the options name, after a sample went through it and back."""
    if options.what not in GATES and (options.epochs or options.learning_rate):
        raise ValueError("--epochs and --learning-rate are for gates, such as show xor --epochs 9")
    if options.what not in PUBLISHED and options.what not in GATES:
        if Path(options.what).is_file():
            if (options.layers, options.sample, options.seed) != (None, None, None):
                raise ValueError("--layers, --sample and --seed are not for files")
            return load(options.what)
        if Path(options.what).suffix:
            raise ValueError(f"there is no file {options.what}")
        if options.layers is not None or options.sample is not None:
            raise ValueError("--layers and --sample are for gates, such as show xor --layers 2-3-1")
        try:
            sizes = layer_sizes(options.what)
        except (ValueError, argparse.ArgumentTypeError):
            names = ", ".join([*PUBLISHED, *GATES])
            raise ValueError(
                f"WHAT should be one of {names}, the sizes of layers, such as 2-3-1, or a file, "
                f"but {options.what} came"
            ) from None
        links = sum([(before + 1) * after for before, after in zip(sizes, sizes[1:])])
        if links > MOST_LINKS:
            raise ValueError(f"{options.what} has {links:,} Links, too many to draw")
        return Network(sizes, seed=options.seed or 0)
    network, (inputs, expected), _ = network_and_sample(options)
    if options.epochs:
        trainer = Trainer(network, learning_rate=options.learning_rate or 2.0)
        trainer.train(GATES[options.what][0], options.epochs)
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    return network
