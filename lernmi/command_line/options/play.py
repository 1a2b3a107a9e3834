"""The help and the options of `play`."""

from __future__ import annotations

import argparse

RECIPES = ("xor", "and", "or", "nand", "mazur", "circle", "gauss", "moons", "spiral")
SITUATIONS = (
    *("sensitivity", "slope", "slopes-multiply", "paths-add", "nudge", "helps-one"),
    *("learning-rate", "bias", "saturation", "hidden-layers", "fence", "memorising"),
)

DESCRIPTION = """\
Open a page in your browser and play with a network while it learns: forwards,
back, step by step or number by number. Touch a weight, and see what changes.

  xor, and, or, nand            a gate
  mazur                         a published example that you can check on paper
  circle, gauss, moons, spiral  points in the plane

Or begin with a question, and find the answer by trying:

  sensitivity, slope, slopes-multiply, paths-add, nudge, helps-one,
  learning-rate, bias, saturation, hidden-layers, fence, memorising

The page works with the Neurons and Links of this process, and only this
computer can reach it. Press Ctrl-C in the terminal to end it."""

EXAMPLES = """\
try:
  python3 -m lernmi play
  python3 -m lernmi play moons
  python3 -m lernmi play paths-add"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Describe the verb, and add its options."""
    verb.usage = "python3 -m lernmi play [WHAT] [options]"
    verb.description = DESCRIPTION
    verb.epilog = EXAMPLES
    verb.add_argument(
        "what",
        nargs="?",
        default="xor",
        type=str.lower,
        choices=RECIPES + SITUATIONS,
        metavar="WHAT",
        help="one of the names above [default: xor]",
    )
    verb.add_argument(
        "--no-browser", action="store_true", help="print the address, and open no browser"
    )
