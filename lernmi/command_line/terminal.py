"""The terminal: how lernmi is started there, how wide it is, and messages to standard error."""

import os
import shutil
import sys
import textwrap
from pathlib import Path

from lernmi.writing.safe_text import printable

PYTHON = "py" if os.name == "nt" else "python3"
WIDTH = 80


def command() -> str:
    """Return how to start the command line here: "lernmi", or "python3 -m lernmi".

    `pip install`, `pipx` and `uv tool install` install the program `lernmi`. Without an
    installation, only Python finds lernmi, in the folder that it is started in.
    """
    return "lernmi" if Path(sys.argv[0]).stem == "lernmi" else f"{PYTHON} -m lernmi"


def is_terminal() -> bool:
    """Say whether standard output is a terminal, where a line can be overwritten."""
    return sys.stdout is not None and sys.stdout.isatty()


def columns() -> int:
    """Return the width of the terminal in characters; 80 if there is none or it reports none.

    (Some pseudo-terminals report 0, which `shutil` turns into 80 only from Python 3.11 on.)
    """
    return shutil.get_terminal_size().columns or WIDTH


def complain(problem: object) -> None:
    """Print an error message to standard error.

    The message is one line, so that programs can read it. In a terminal, lernmi wraps it for
    people. It may contain words that were typed, or text from a file, so lernmi escapes control
    characters.
    """
    text = f"lernmi: {printable(problem)}"
    if sys.stderr is not None and sys.stderr.isatty():
        # A path stays whole, so that it can be copied.
        text = textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    print(text, file=sys.stderr)
