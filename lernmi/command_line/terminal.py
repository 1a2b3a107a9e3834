"""Where commands are typed: how Python is called there, how long a line may be, who reads."""

import os
import sys

PYTHON = "py" if os.name == "nt" else "python3"
WIDTH = 80


def is_terminal() -> bool:
    """Say whether standard output goes to a terminal, where a line can be written over."""
    return sys.stdout is not None and sys.stdout.isatty()
