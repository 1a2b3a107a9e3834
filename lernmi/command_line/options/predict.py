"""The help and the options of `predict`."""

from __future__ import annotations

import argparse

from lernmi.command_line.option_types import count
from lernmi.command_line.options.train import add_reading_options

DESCRIPTION = """\
Ask a network that was saved (train .. --save FILE).

If it learned a table, the values are those of the table's columns, words and
amounts as they stand there, and the answer is a label or an amount, too. (How
rows become numbers is kept in FILE.) Otherwise they are plain numbers, one for
each input, and the outputs come as they are, to the last digit. (Of one that
learned digits: the 64 pixels, row by row from the upper left, each from 0,
paper, to 1, full ink. With --sample 1 they need not be typed: it is asked about
the first of the digits that train keeps back for its test, with seed 0.)

Of a CSV file each row is answered, as CSV again: its line in the file, the
answer, and how sure it is (from 0 to 1) where the error function says that.
A label that begins with =, +, - or @ and is no number gets a ' before it, so
that no spreadsheet takes it for a formula.
Columns are found by their names; what else there is doesn't matter."""

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
    """Say what the verb does, and add its options."""
    verb.usage = "python3 -m lernmi predict FILE (ROWS.csv | --sample N | --inputs ..)"
    verb.description = DESCRIPTION
    verb.epilog = EXAMPLES
    verb.add_argument("file", metavar="FILE", help="a network that was saved")
    verb.add_argument("rows", nargs="?", metavar="ROWS.csv", help="rows to be answered")
    add_reading_options(verb)
    verb.add_argument(
        "--sample",
        type=count,
        metavar="N",
        help="which of the digits that train keeps back for its test, from 1 on",
    )
    verb.add_argument(
        "--inputs",
        # Whatever follows, so that -1e-3 is not taken for an option.
        nargs=argparse.REMAINDER,
        metavar="VALUE",
        help="one value for each input, or for each column; as the last option",
    )
