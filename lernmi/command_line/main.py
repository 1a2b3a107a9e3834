"""The start of the command line: it finds the command, runs it, and reports errors.

Each command has two modules, which lernmi imports only when somebody types the command.
`options/COMMAND.py` has its help and options. `run(options)` in `COMMAND.py` does the work and
returns the exit code.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

from lernmi import __version__
from lernmi.command_line.terminal import PYTHON, columns, command, complain
from lernmi.support.texts import short_text
from lernmi.writing.ascii_twins import ASCII_TWINS
from lernmi.writing.system_errors import sentence_about

# What each command is for, in learning order.
VERBS = {
    "play": "play with a network in your browser while it learns",
    "step": "go through one learning step, number by number",
    "train": "train a network: digits, xor, points, a table of your own",
    "exercises": "write backpropagation yourself; print worksheets",
    "check": "find mistakes: exercises, homework, a poor network",
    "predict": "query a saved network",
    "show": "draw a network, or export it: Python, PyTorch, ONNX",
}

DESCRIPTION = """\
See every number of backpropagation, one Neuron and one Link at a time.

Begin with:  python3 -m lernmi play"""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that reports a mistake in one sentence.

    Its help shows commands as you type them on this computer.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: dict[str, Parser] = {}
        # In a terminal that reports no width, argparse of Python 3.10 wraps at 11 characters.
        self.formatter_class: Any = partial(
            argparse.RawDescriptionHelpFormatter, width=columns() - 2
        )

    def format_help(self) -> str:
        """Return the help, with commands as you type them on this computer."""
        text = super().format_help().replace("python3 -m lernmi", command())
        return text.replace("python3", PYTHON)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is not among the choices."""
        if action.choices is None or value in action.choices:
            return
        from lernmi.command_line.suggestions import alike

        if action.dest == "verb":
            refuse_command(self, value)
        name = action.option_strings[0] if action.option_strings else action.metavar
        meant = alike(value, list(action.choices))
        if meant:
            self.refuse(f"{name} can't be {short_text(value)}; did you mean {meant}?")
        self.error(f"{name} must be one of {', '.join(action.choices)}; got {short_text(value)}")

    def error(self, message: str) -> NoReturn:
        """Print what is wrong, and how to get help; exit with code 2."""
        from lernmi.command_line.suggestions import NEEDED, wanted_value

        message = message.removeprefix("argument ").replace(": must be ", " must be ", 1)
        option, _, problem = message.partition(": ")
        if message.startswith("the following arguments are required"):
            verb = self.prog.split()[-1]
            self.refuse(f"{verb} needs {NEEDED[verb].format(command=command())}")
        if problem.startswith("expected"):
            choices = self._option_string_actions[option].choices
            message = f"{option} needs {wanted_value(option, choices)}"
        self.refuse(f"{message} (see: {self.prog} --help)")

    def refuse(self, sentence: str) -> NoReturn:
        """Print what is wrong, and exit with code 2."""
        complain(sentence)
        self.exit(2)


def refuse_command(whole: Parser, word: str) -> NoReturn:
    """Refuse a command that lernmi doesn't have, and exit with code 2."""
    from lernmi.command_line.suggestions import suggested_command

    suggestion = suggested_command(word, VERBS)
    if suggestion:
        whole.refuse(f"unknown command {short_word(word)}; did you mean {suggestion}?")
    whole.error(f"unknown command {short_word(word)}; the commands are {', '.join(VERBS)}")


def refuse_unknown_options(command_parser: Parser, words: Sequence[str]) -> None:
    """Refuse the first option that a command doesn't have, and exit with code 2.

    words: the words after the command. Everything after --inputs is a value, whatever it looks
        like.
    """
    for word in words:
        option = word.split("=")[0]
        if option in ("--", "--inputs"):
            return
        if option.startswith("--") and option not in command_parser._option_string_actions:
            refuse_option(command_parser, option)


def refuse_option(command_parser: Parser, option: str) -> NoReturn:
    """Refuse an option that a command doesn't have, and exit with code 2."""
    from lernmi.command_line.suggestions import suggested_option

    option = short_word(option)
    for action in command_parser._actions:
        if not action.option_strings and option == f"--{action.dest}":
            command_parser.refuse(
                f"unknown option {option}; give {action.metavar} without {option}"
            )
    suggestion = suggested_option(option, list(command_parser._option_string_actions))
    if suggestion:
        sentence = f"unknown option {option}; did you mean {suggestion}?"
        if suggestion == "--layers":
            # In other tools, this option often means the number of hidden Neurons.
            sentence += " It lists the sizes of all layers, such as --layers 2-5-1"
        command_parser.refuse(sentence)
    command_parser.error(f"unknown option {option}")


def short_word(word: str) -> str:
    """Return a word, cut after 60 characters."""
    return word if len(word) <= 60 else f"{word[:57]}..."


def parser(verb: str | None = None) -> Parser:
    """Return the parser for the command line.

    verb: the command that gets its options, or None for all commands, which takes longer.
    """
    whole = Parser(
        prog=command(),
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("-V", "--version", action="version", version=f"lernmi {__version__}")
    verbs = whole.add_subparsers(
        title="commands", metavar="COMMAND", dest="verb", parser_class=Parser
    )
    for name, about in VERBS.items():
        options = verbs.add_parser(name, help=about, allow_abbrev=False)
        options.set_defaults(parser=options)
        whole.commands[name] = options
        if verb in (name, None):
            import_module(f"lernmi.command_line.options.{name}").describe(options)
    return whole


def run(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for, and return the exit code.

    arguments: the words after `python3 -m lernmi`, or None for the words that were typed.

    The exit code is 0 if all went well, 1 if `check` found a mistake, 2 after an error (it prints
    one sentence about it to standard error), and 130 after Ctrl-C. Raises SystemExit with
    code 2 for unknown commands and options, and with code 0 after --help and --version.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # lernmi prints ×, and labels in your table may contain any character. This terminal or
            # file may not be able to show them.
            stream.reconfigure(errors=ASCII_TWINS)
    words = sys.argv[1:] if arguments is None else arguments
    verb = next((word for word in words if word in VERBS), "")
    whole = parser(verb)
    if verb:
        refuse_unknown_options(whole.commands[verb], words[words.index(verb) + 1 :])
    options, unknown = whole.parse_known_args(words)
    if unknown:
        command_parser = getattr(options, "parser", whole)
        for word in unknown:
            if word.startswith("-"):
                refuse_option(command_parser, word.split("=")[0])
        command_parser.error(f"unexpected word {short_word(unknown[0])}")
    if options.verb is None:
        whole.print_help()
        return 0
    try:
        exit_code: int = import_module(f"lernmi.command_line.{options.verb}").run(options)
        print(end="", flush=True)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    except MemoryError:
        complain("not enough memory for so many Links")
        return 2
    except (ValueError, TypeError, ArithmeticError, OSError, ImportError) as problem:
        if is_about_the_reader(problem):
            # Python would complain again when it flushes at the end, so the rest goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        complain(sentence_about(problem))
        return 2
    return exit_code


def is_about_the_reader(problem: Exception) -> bool:
    """Whether the reader of the output (`| head`, say) has seen enough.

    Windows reports this as an invalid argument, without a file's name.
    """
    is_windows_way = (
        sys.platform == "win32"
        and isinstance(problem, OSError)
        and problem.errno == errno.EINVAL
        and problem.filename is None
    )
    return is_windows_way or isinstance(problem, BrokenPipeError)
