"""Where the command line begins: the verbs, and how a mistake is answered.

Each verb has two modules, which are imported only when somebody types it: `options/VERB.py` has
its help and its options, and `run(options)` in `VERB.py` does it and returns the exit code.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

from lernmi import __version__
from lernmi.command_line.terminal import PYTHON, columns, command, complain
from lernmi.writing.ascii_twins import ASCII_TWINS
from lernmi.writing.system_errors import sentence_about

# What each is for, in the order in which one learns.
VERBS = {
    "step": "go through one learning step, moment by moment",
    "train": "learn from samples: digits, xor, points in the plane, a table of your own",
    "exercises": "learn backpropagation by writing it; work sheets for a class",
    "check": "is this right? exercises, homework; a network that doesn't learn",
    "predict": "ask a network that was saved",
    "show": "draw a network, or write it as plain Python, for PyTorch or as ONNX",
}

DESCRIPTION = """\
lernmi: learn how a neural network learns, one Neuron and one Link at a time.

Begin with:  python3 -m lernmi train digits"""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that answers a mistake in one sentence.

    Its help shows commands as they are typed here.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # In a terminal that reports no width, argparse of Python 3.10 wraps at 11 characters.
        self.formatter_class: Any = partial(
            argparse.RawDescriptionHelpFormatter, width=columns() - 2
        )

    def format_help(self) -> str:
        """Return the help, with the commands as they are typed here."""
        text = super().format_help().replace("python3 -m lernmi", command())
        return text.replace("python3", PYTHON)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is to be had, and exit with code 2."""
        complain(f"{message} (see: {self.prog} --help)")
        self.exit(2)


def parser(verb: str | None = None) -> Parser:
    """Return the parser for the command line.

    verb: the only one whose options are wanted, since importing all takes longer; None for all.
    """
    whole = Parser(
        prog=command(),
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("-V", "--version", action="version", version=f"lernmi {__version__}")
    verbs = whole.add_subparsers(title="verbs", metavar="VERB", parser_class=Parser)
    for name, about in VERBS.items():
        options = verbs.add_parser(name, help=about, allow_abbrev=False)
        options.set_defaults(verb=name, parser=options)
        if verb in (name, None):
            import_module(f"lernmi.command_line.options.{name}").describe(options)
    return whole


def run(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for, and return the exit code.

    arguments: the words after `python3 -m lernmi`; None for those that were typed.

    0: done. 1: done, and what `check` looked at is not right. 2: something was wrong, said in one
    sentence. 130: stopped with Ctrl-C. Raises SystemExit, with code 2, for options that there are
    not, and with code 0 after --help and --version.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # lernmi prints ×, and labels in your table may have any character; this terminal or
            # file may not be able to hold them.
            stream.reconfigure(errors=ASCII_TWINS)
    words = sys.argv[1:] if arguments is None else arguments
    whole = parser(next((word for word in words if word in VERBS), ""))
    options, unknown = whole.parse_known_args(words)
    if unknown:
        # Said by the verb's own parser, whose help lists what there is.
        getattr(options, "parser", whole).error(f"there is no {' '.join(unknown)}")
    if not hasattr(options, "verb"):
        whole.print_help()
        return 0
    try:
        exit_code: int = import_module(f"lernmi.command_line.{options.verb}").run(options)
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
