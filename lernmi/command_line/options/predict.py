"""The help and the options of `predict`."""

from __future__ import annotations

import argparse

from lernmi.command_line.option_types import count
from lernmi.command_line.options.train import add_reading_options

DESCRIPTION = """\
Query a saved network (train ... --save FILE).

If the network learned a table, give one value for each column, written as in
the table. The prediction is a label or an amount. (FILE says how rows become
numbers.)

Otherwise give one number for each input; the outputs are printed to the last
digit. A network that learned digits has 64 inputs: the pixels, row by row from
the upper left, each from 0 (paper) to 1 (full ink). Instead of typing them, use
--sample 1: the first of the digits that `train digits` with seed 0 holds out.

For a CSV file, each row produces one CSV line: the line number, the prediction
and, where available, a confidence from 0 to 1. Columns are found by their
names, and other columns don't matter. A label that begins with =, +, - or @ and
is not a number gets a ' in front, so that no spreadsheet takes it for a
formula."""

EXAMPLES = """\
try:
  python3 -m lernmi train xor --save xor.json
  python3 -m lernmi predict xor.json --inputs 0 1
  python3 -m lernmi train digits --save digits.json
  python3 -m lernmi predict digits.json --sample 1
  python3 -m lernmi train own.csv --save own.json
  python3 -m lernmi predict own.json --inputs 5.0 3.4 red
  python3 -m lernmi predict own.json new.csv > answers.csv"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Add the help and the options of `predict`."""
    verb.usage = "python3 -m lernmi predict FILE (ROWS.csv | --sample N | --inputs ...)"
    verb.description = DESCRIPTION
    verb.epilog = EXAMPLES
    verb.add_argument("file", metavar="FILE", help="file of a saved network")
    verb.add_argument(
        "rows",
        nargs="?",
        metavar="ROWS.csv",
        help="CSV file with rows to predict; - for standard input",
    )
    add_reading_options(verb, usual_decimal="as in the table that the network learned")
    verb.add_argument(
        "--sample",
        type=count,
        metavar="N",
        help="number of a digit that train holds out, from 1 to 360",
    )
    verb.add_argument(
        "--inputs",
        # Everything that follows, so that -1e-3 is not taken for an option.
        nargs=argparse.REMAINDER,
        metavar="VALUE",
        help="one value for each input or column; must be the last option",
    )
