"""`python -m lernmi`: the command line."""

import sys

from lernmi.command_line.main import run

if __name__ == "__main__":
    sys.exit(run())
