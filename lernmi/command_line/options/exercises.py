"""The help and the options of `exercises`."""

from __future__ import annotations

import argparse

DESCRIPTION = """\
Learn backpropagation by writing it: twelve small exercises, one file for each,
with the task in words. lernmi puts missing files into FOLDER and never touches
existing ones. Then it runs what you have written, as check does, and shows how
far you have come.

Without FOLDER, it lists the exercises."""

EXAMPLES = """\
try:
  python3 -m lernmi exercises my_exercises
  python3 -m lernmi exercises my_exercises --watch     checks whenever you save
  python3 -m lernmi check my_exercises/07_backpropagate.py
  python3 -m lernmi exercises --hint 7                 and --hint 7 2, 7 3
  python3 -m lernmi exercises --hint 7 solution
  python3 -m lernmi exercises --sheet 1-25             and their answers
  python3 -m lernmi exercises --cards"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Describe the verb, and add its options."""
    verb.usage = "python3 -m lernmi exercises [FOLDER] [options]"
    verb.description = DESCRIPTION
    verb.epilog = EXAMPLES
    verb.add_argument(
        "folder", nargs="?", metavar="FOLDER", help="your folder; created if necessary"
    )
    verb.add_argument(
        "--watch", action="store_true", help="check each file in FOLDER whenever you save it"
    )
    verb.add_argument(
        "--hint",
        nargs="+",
        metavar=("NUMBER", "STEP"),
        help="hint for an exercise: step 1, 2 or 3, or solution [default: 1]",
    )
    verb.add_argument(
        "--sheet",
        nargs="+",
        metavar=("NUMBERS", "OUT.html"),
        help="worksheets to print, such as 7 or 1-25, from easy to hard; the answers are in a "
        "second file [default: sheets_NUMBERS.html]",
    )
    verb.add_argument(
        "--cards",
        nargs="?",
        const="cards.html",
        metavar="OUT.html",
        help="cards for a class that acts out a network [default: cards.html]",
    )
