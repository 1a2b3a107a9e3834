"""`python -m lernmi`: the command line."""

import sys

if __name__ == "__main__":
    try:
        from lernmi.command_line.main import run

        sys.exit(run())
    except KeyboardInterrupt:
        # Pressed before there was anything to show.
        sys.exit(130)
