"""A learner's file in this process, with limits on time, lines and output.

This is for Python in a browser, which has no other processes. There, the browser keeps the file
from everything outside the page. The file can still change lernmi's own objects in this Python.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from lernmi.exercises.checker import STOPS, WAS_STOPPED, Stopped
from lernmi.exercises.examine import MOST_LINES, Limits, Outcome, Result, examine_file
from lernmi.writing.safe_text import printable

SECONDS = 2
MOST_OUTPUT = 20_000


def examine_here(
    path: Path, wants_moments: bool = False, on_turn: Callable[[bool], object] | None = None
) -> Outcome:
    """Examine a file in this process, and return the verdict.

    wants_moments: as in `examine_file`.
    on_turn: as in `Limits`.

    Stops their code after two seconds or twenty million lines. It can't stop one long call into C.
    """
    with caught_output() as printed:
        try:
            with Limits(MOST_LINES, SECONDS, on_turn):
                results = examine_file(path, wants_moments)
        except Stopped as problem:
            results = [Result(path.name, "wrong", WAS_STOPPED.format(problem))]
        except KeyboardInterrupt:
            raise
        except BaseException as problem:
            results = [Result(path.name, "wrong", f"{STOPS} {type(problem).__name__}.")]
    return Outcome(results, as_safe_lines(printed.getvalue()))


class FirstCharacters(io.StringIO):
    """A text file that keeps only the first 20,000 characters."""

    def write(self, text: str) -> int:
        """Keep the text, or as much of it as there is room for."""
        super().write(text[: max(0, MOST_OUTPUT - self.tell())])
        return len(text)


@contextmanager
def caught_output() -> Iterator[FirstCharacters]:
    """Collect what is printed in the `with` block, where nothing can be typed."""
    printed, before = FirstCharacters(), sys.stdin
    sys.stdin = io.StringIO()
    try:
        with redirect_stdout(printed), redirect_stderr(printed):
            yield printed
    finally:
        sys.stdin = before


def as_safe_lines(text: str) -> str:
    """Return what a learner's file printed, as lines that are safe to show."""
    lines = text.replace("\r\n", "\n").expandtabs().split("\n")
    return "\n".join([printable(line) for line in lines])
