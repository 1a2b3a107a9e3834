"""The help and the options of `step`."""

from __future__ import annotations

import argparse

from lernmi.command_line.option_types import count, layer_sizes, rate, seed

# The published examples, and gates.
WHAT = (
    *("mazur", "han", "cs231n", "miller", "rashid", "giri", "zhou", "brownlee", "karpathy"),
    *("not", "and", "or", "nand", "xor"),
)

KEYS = """\
  Enter        the next moment
  b            the one before
  j NAME       jump to the next moment of a Neuron (h1) or a Link (x1->h1, or
               x1 h1); typed again, to the one after it, such as its way back
  j 25, or 25  jump to a moment by its number
  e NAME       explain it
  e            whose fault is the error?
  w LINK 0.3   change a weight
  t            all numbers in a table
  h            what can be typed (or ?, or help)
  q            quit"""

DESCRIPTION = f"""\
Go through one learning step, moment by moment: values forwards, sensitivities
back, then the nudges. Every number comes with the sum that gave it, and with
the lines of lernmi that did it.

  mazur                   a published example that people check on paper
  han, cs231n, miller, rashid, giri, zhou, brownlee, karpathy
                          more of them: --list says what they are
  not, and, or, nand, xor a gate, and one row of its truth table

While it waits, type:
{KEYS}"""

EXAMPLES = """\
try:
  python3 -m lernmi step
  python3 -m lernmi step xor --no-pause
  python3 -m lernmi step xor --html xor.html --layers 2-4-1 --epochs 600
  python3 -m lernmi step mazur --table empty     a work sheet
  python3 -m lernmi step miller --published      where the author went wrong"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Say what the verb does, and add its options."""
    verb.usage = "python3 -m lernmi step [WHAT] [options]"
    verb.description = DESCRIPTION
    verb.epilog = EXAMPLES
    verb.add_argument(
        "what",
        nargs="?",
        default="mazur",
        type=str.lower,
        choices=WHAT,
        metavar="WHAT",
        help="one of the names above (mazur)",
    )
    verb.add_argument("--no-pause", action="store_true", help="print it all")
    verb.add_argument(
        "--list", action="store_true", help="name the published examples, and how right they are"
    )
    verb.add_argument(
        "--published",
        action="store_true",
        help="number by number: what the author printed, what it is here, and the verdict",
    )
    verb.add_argument(
        "--table",
        choices=("empty", "filled"),
        help="all Neurons and Links in a table instead: to be filled in by hand, or filled in",
    )
    verb.add_argument(
        "--layers", type=layer_sizes, metavar="SIZES", help="of a gate's network, such as 2-3-1"
    )
    verb.add_argument(
        "--sample", type=count, metavar="N", help="which row of a gate's truth table (2)"
    )
    verb.add_argument("--seed", type=seed, metavar="N", help="for a gate's starting weights (0)")
    verb.add_argument(
        "--html",
        nargs="?",
        const=True,
        metavar="OUT.html",
        help="write it as a page, to go through it forwards and back in a browser",
    )
    verb.add_argument(
        "--epochs",
        type=count,
        metavar="N",
        help="with --html: go on learning, so many times through all samples (1 step)",
    )
    verb.add_argument(
        "--learning-rate",
        type=rate,
        metavar="R",
        help="for the nudges (that of the example; of a gate 0.5, or 2 with --epochs)",
    )
