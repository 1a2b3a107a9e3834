"""The help and the options of `exercises`."""

from __future__ import annotations

import argparse

DESCRIPTION = """\
Learn backpropagation by writing it: twelve small exercises, one file for each,
with the task in words. FOLDER is yours: what is missing there is put into it,
and what is there is never touched. Then what you have written is run, as by
check, and it says where you stand.

Without FOLDER the exercises are listed."""

EXAMPLES = """\
try:
  python3 -m lernmi exercises my_exercises
  python3 -m lernmi exercises my_exercises --watch     checks at every save
  python3 -m lernmi check my_exercises/07_backpropagate.py
  python3 -m lernmi exercises --hint 7                 and --hint 7 2, 7 3
  python3 -m lernmi exercises --hint 7 solution
  python3 -m lernmi exercises --sheet 1-25             and their answers
  python3 -m lernmi exercises --cards"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Say what the verb does, and add its options."""
    verb.usage = "python3 -m lernmi exercises [FOLDER] [options]"
    verb.description = DESCRIPTION
    verb.epilog = EXAMPLES
    verb.add_argument("folder", nargs="?", metavar="FOLDER", help="yours; made if it isn't there")
    verb.add_argument(
        "--watch", action="store_true", help="check each file in FOLDER when it is saved"
    )
    verb.add_argument(
        "--hint",
        nargs="+",
        metavar=("NUMBER", "STEP"),
        help="a hint for an exercise: step 1, 2 or 3, or solution (1)",
    )
    verb.add_argument(
        "--sheet",
        nargs="+",
        metavar=("NUMBERS", "OUT.html"),
        help="work sheets to be printed, such as 7 or 1-25, harder and harder "
        "(sheets_NUMBERS.html); the answers go into a second file beside it",
    )
    verb.add_argument(
        "--cards",
        nargs="?",
        const="cards.html",
        metavar="OUT.html",
        help="cards for a class that acts out a network (cards.html)",
    )
