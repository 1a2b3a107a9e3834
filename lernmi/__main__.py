"""`python -m lernmi`: the command line."""

import sys

if __name__ == "__main__":
    try:
        from lernmi.command_line.main import run

        sys.exit(run())
    except KeyboardInterrupt:
        # Ctrl-C while the command line was still being imported.
        sys.exit(130)
