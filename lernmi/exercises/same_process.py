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
CUT = f"\n.. and more: lernmi shows the first {MOST_OUTPUT:,} characters."
# What Stopped means if their code has printed more than that.
WHILE_PRINTING = (
    "It was stopped after {}. It had printed more than "
    f"{MOST_OUTPUT:,} characters: print less, or look for a loop that never ends."
)


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
            results = [Result(path.name, "wrong", why_stopped(problem, printed, WAS_STOPPED))]
        except KeyboardInterrupt:
            raise
        except BaseException as problem:
            results = [Result(path.name, "wrong", f"{STOPS} {type(problem).__name__}.")]
    return Outcome(results, printed.safe_text())


class FirstCharacters(io.StringIO):
    """A text file that keeps only the first 20,000 characters."""

    is_cut: bool = False

    def write(self, text: str) -> int:
        """Keep the text, or as much of it as there is room for."""
        if not self.is_cut:
            room = max(0, MOST_OUTPUT - self.tell())
            self.is_cut = len(text) > room
            super().write(text[:room])
        return len(text)

    def safe_text(self) -> str:
        """Return what was written, as lines that are safe to show; says if that isn't all."""
        return as_safe_lines(self.getvalue()) + (CUT if self.is_cut else "")


def why_stopped(problem: Stopped, printed: FirstCharacters, words: str) -> str:
    """Return why a learner's code was stopped.

    words: the sentence with a place for the limit, unless the code printed too much.
    """
    return (WHILE_PRINTING if printed.is_cut else words).format(problem)


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
