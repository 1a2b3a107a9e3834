"""Where the command line begins: the verbs, and how a mistake is answered.

Each verb has a module of its own with two functions: `add_to(verbs)` says which options it
takes, `run(options)` does it and returns the exit code.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from io import TextIOWrapper
from typing import Any, NoReturn

from lernmi import __version__
from lernmi.command_line import check, exercises, predict, show, step, train
from lernmi.command_line.terminal import PYTHON, columns, complain
from lernmi.writing.system_errors import sentence_about

VERBS = (step, train, exercises, check, predict, show)

DESCRIPTION = """\
lernmi: learn how a neural network learns, one Neuron and one Link at a time.

Begin with:  python3 -m lernmi train digits"""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that answers a mistake in one sentence.

    Where Python is called otherwise, its help says so.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # In a terminal that reports no width, argparse of Python 3.10 wraps at 11 characters.
        self.formatter_class = partial(argparse.RawDescriptionHelpFormatter, width=columns() - 2)

    def format_help(self) -> str:
        """Return the help, with the commands as they are typed here."""
        return super().format_help().replace("python3", PYTHON)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is to be had, and exit with code 2."""
        complain(f"{message} (see: {self.prog} --help)")
        self.exit(2)


def parser() -> Parser:
    """Return the parser for the whole command line."""
    whole = Parser(
        prog=f"{PYTHON} -m lernmi",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("-V", "--version", action="version", version=f"lernmi {__version__}")
    verbs = whole.add_subparsers(title="verbs", metavar="VERB", parser_class=Parser)
    for verb in VERBS:
        verb.add_to(verbs)
    return whole


def run(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for, and return the exit code.

    arguments: the words after `python3 -m lernmi`; None for those that were typed.

    0: done. 1: done, and what `check` looked at is not right. 2: something was wrong, said in one
    sentence. 130: stopped with Ctrl-C. Raises SystemExit, with code 2, for options that there are
    not, and with code 0 after --help and --version.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        # A label in a table of yours may have characters that this terminal or file can't hold.
        sys.stdout.reconfigure(errors="backslashreplace")
    whole = parser()
    options, unknown = whole.parse_known_args(arguments)
    if unknown:
        # Said by the verb's own parser, whose help lists what there is.
        getattr(options, "parser", whole).error(f"there is no {' '.join(unknown)}")
    if not hasattr(options, "run"):
        whole.print_help()
        return 0
    try:
        exit_code: int = options.run(options)
        print(end="", flush=True)
    except BrokenPipeError:
        # Whoever was reading (`| head`, say) has seen enough. Python would complain once more
        # when it flushes at the end, so what is left goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    except MemoryError:
        complain("there is not enough memory for so many Links")
        return 2
    except (ValueError, TypeError, ArithmeticError, OSError, ImportError) as problem:
        complain(sentence_about(problem))
        return 2
    return exit_code
