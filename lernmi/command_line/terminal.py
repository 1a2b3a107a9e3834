"""Where commands are typed: how Python is called there, how long a line may be, who reads."""

import os
import shutil
import sys
import textwrap
from pathlib import Path

from lernmi.writing.safe_text import printable

PYTHON = "py" if os.name == "nt" else "python3"
WIDTH = 80


def command() -> str:
    """Return how the command line is started here: with the program `lernmi`, or with Python.

    `pip install`, `pipx` and `uv tool install` put that program in place. Where lernmi isn't
    installed, only Python finds it, in the folder that it is started in.
    """
    return "lernmi" if Path(sys.argv[0]).stem == "lernmi" else f"{PYTHON} -m lernmi"


def is_terminal() -> bool:
    """Say whether standard output goes to a terminal, where a line can be written over."""
    return sys.stdout is not None and sys.stdout.isatty()


def columns() -> int:
    """Return the width of the terminal in characters: 80 without a terminal, or if it reports none.

    (Some pseudo-terminals report 0. From Python 3.11 on, `shutil` answers that with 80 itself.)
    """
    return shutil.get_terminal_size().columns or WIDTH


def complain(problem: object) -> None:
    """Say on standard error what is wrong.

    In one line, so that programs can read it; for people, in a terminal, none is too long. What
    was typed, or stands in a file, may be part of it: nothing of that gets to the terminal raw.
    """
    text = f"lernmi: {printable(problem)}"
    if sys.stderr is not None and sys.stderr.isatty():
        # A path stays whole, so that it can be copied.
        text = textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    print(text, file=sys.stderr)
