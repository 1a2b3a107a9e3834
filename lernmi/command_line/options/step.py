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
  b            back: the previous moment
  j NAME       jump to the next moment of a Neuron (h1) or a Link (x1->h1, or
               x1 h1); type it again for the one after that
  j 25, or 25  jump to a moment by its number
  e NAME       explain a Neuron or a Link
  e            which Links cause the error?
  w LINK 0.3   change a weight
  l            the lines of code that did this
  t            all numbers in a table
  h            this list (or ?, or help)
  q            quit"""

DESCRIPTION = f"""\
Walk through one learning step, moment by moment: values forwards,
sensitivities back, then the nudges. Each number comes with its calculation, and
with the place in lernmi's code.

  mazur                   a published example that you can check on paper
  han, cs231n, miller, rashid, giri, zhou, brownlee, karpathy
                          more of them: --list describes them
  not, and, or, nand, xor a gate, and one row of its truth table

While it waits, type:
{KEYS}"""

EXAMPLES = """\
try:
  python3 -m lernmi step
  python3 -m lernmi step xor --no-pause
  python3 -m lernmi step xor --html xor.html --layers 2-4-1 --epochs 600
  python3 -m lernmi step mazur --table empty     a worksheet
  python3 -m lernmi step miller --published      where the author went wrong"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Describe the verb, and add its options."""
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
        help="one of the names above [default: mazur]",
    )
    verb.add_argument("--no-pause", action="store_true", help="print all moments at once")
    verb.add_argument(
        "--list",
        action="store_true",
        help="the published examples, and how right their numbers are",
    )
    verb.add_argument(
        "--published",
        action="store_true",
        help="number by number: the author's, lernmi's, and the verdict",
    )
    verb.add_argument(
        "--table",
        choices=("empty", "filled"),
        help="all Neurons and Links in a table: a worksheet, or its answers",
    )
    verb.add_argument(
        "--layers", type=layer_sizes, metavar="SIZES", help="layer sizes for a gate, such as 2-3-1"
    )
    verb.add_argument(
        "--sample", type=count, metavar="N", help="row of a gate's truth table [default: 2]"
    )
    verb.add_argument(
        "--seed", type=seed, metavar="N", help="random seed for a gate's weights [default: 0]"
    )
    verb.add_argument(
        "--html",
        nargs="?",
        const=True,
        metavar="OUT.html",
        help="web page to write: play it in a browser, forwards and back [without OUT.html: "
        "WHAT.html]",
    )
    verb.add_argument(
        "--epochs",
        type=count,
        metavar="N",
        help="with --html: number of passes over all samples [default: one step]",
    )
    verb.add_argument(
        "--learning-rate",
        type=rate,
        metavar="RATE",
        help="size of each nudge [default: the example's; for a gate 0.5, or 2 with --epochs]",
    )
