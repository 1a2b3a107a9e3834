"""Show how far training is: a live line in a terminal, plain lines elsewhere.

Each display has `on_progress` and `on_epoch` for `Trainer.train`. Use it in a `with` statement,
which leaves the screen tidy whatever happens.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from lernmi.command_line.terminal import columns, is_terminal
from lernmi.support.records import EpochRecord, Progress

Thing = TypeVar("Thing")

# lernmi prints about this many epochs, evenly spaced.
EPOCH_LINES = 10


def display(last_epoch: int, epochs_before: int = 0, shows_rate: bool = False) -> PlainLines:
    """Return the best display for standard output, which may be a terminal or not.

    last_epoch: the number of the last epoch.
    epochs_before: the epochs done before this training resumed; 0 for a new one.
    shows_rate: whether each line ends with the learning rate, because it changes.
    """
    if not is_terminal():
        return PlainLines(last_epoch, epochs_before, shows_rate)
    try:
        import rich  # noqa: F401  (only to see whether it is installed)
    except ImportError:
        return LiveLine(last_epoch, epochs_before, shows_rate)
    return RichBar(last_epoch, epochs_before, shows_rate)


def with_progress(things: Sequence[Thing], at_once: int, what: str) -> Iterator[Sequence[Thing]]:
    """Yield the things, `at_once` at a time; if that takes long, report how many are done.

    what: the words after the number, such as "digits read".
    """
    line = CountLine(len(things), what, live_seconds=1)
    for done in range(0, len(things), at_once):
        line.report(done)
        yield things[done : done + at_once]
    line.clear()


class CountLine:
    """Reports how many things are done, if it takes long.

    In a terminal, it overwrites one line. Elsewhere, it prints a line every ten seconds. At the end
    of a `with` block, it erases its line.

    count: how many things there are; 0 if nobody knows.
    what: the words after the number, such as "digits read".
    live_seconds: the time between two reports in a terminal.
    """

    def __init__(self, count: int, what: str, live_seconds: float) -> None:
        self.count = count
        self.what = what
        self.is_live: bool = is_terminal()
        self.seconds = live_seconds if self.is_live else 10
        self.reported: float = time.monotonic()
        self.shown: str = ""

    def __enter__(self) -> CountLine:
        return self

    def __exit__(self, *problem: object) -> None:
        self.clear()

    def report(self, done: int) -> None:
        """Print how many are done, if the last report was long enough ago."""
        now = time.monotonic()
        if now - self.reported < self.seconds:
            return
        self.reported = now
        number = f"{done:,} of {self.count:,}" if self.count else f"{done:,}"
        text = f"  {number} {self.what}"
        if self.is_live:
            print(f"\r{text}", end="", flush=True)
            self.shown = text
        else:
            print(text, flush=True)

    def clear(self) -> None:
        """Erase the line."""
        if self.shown:
            print("\r" + " " * len(self.shown), end="\r", flush=True)
            self.shown = ""


def counted(count: int, thing: str) -> str:
    """Return "1 epoch" or "1,000 epochs"."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def error_and_measure(error: float, measures: dict[str, Any]) -> str:
    """Return the error and the measure in columns: "error 0.2896   57.7 % right".

    measures: has "accuracy", from 0 to 1, or else "absolute_error".
    """
    if "accuracy" in measures:
        return f"error {error:.4f}  {100 * measures['accuracy']:5.1f} % right"
    return f"error {error:.4f}   off by {measures['absolute_error']:.4g}"


class PlainLines:
    """Prints about ten epochs, and always the first and the last: for files, pipes and tests.

    During a long epoch, it also prints every ten seconds how far along the epoch is.

    last_epoch, epochs_before, shows_rate: as in `display`.
    """

    seconds_between_reports: float = 10.0

    def __init__(self, last_epoch: int, epochs_before: int = 0, shows_rate: bool = False) -> None:
        self.last_epoch = last_epoch
        self.epochs_before = epochs_before
        self.shows_rate = shows_rate
        # The newest epoch, if it isn't printed yet.
        self.unprinted: EpochRecord | None = None
        self.every: int = max(1, last_epoch // EPOCH_LINES)
        self.started: float = time.monotonic()
        self.reported: float = self.started

    def __enter__(self) -> PlainLines:
        return self

    def __exit__(self, *problem: object) -> None:
        if self.unprinted is not None:
            # Training stopped early, between two lines.
            self.print_epoch(self.unprinted)
        self.clear()

    def on_epoch(self, record: EpochRecord) -> None:
        """Print the epoch if it is the first, the last, or a multiple of `every`."""
        self.unprinted = record
        if record.epoch % self.every == 0 or record.epoch in (
            self.epochs_before + 1,
            self.last_epoch,
        ):
            self.print_epoch(record)

    def print_epoch(self, record: EpochRecord) -> None:
        """Print the line of an epoch."""
        self.unprinted = None
        text = f"epoch {record.epoch:{len(str(self.last_epoch))}} of {self.last_epoch}   "
        text += error_and_measure(record.error, record.measures)
        if record.validation_error is not None and record.validation_measures is not None:
            validation = error_and_measure(record.validation_error, record.validation_measures)
            text += "   " + validation.replace("error", "validation")
        if self.shows_rate:
            text += f"   rate {record.learning_rate:.3g}"
        self.line(text)

    def on_progress(self, progress: Progress) -> None:
        """Report how far along the epoch is, if the last report was long enough ago."""
        now = time.monotonic()
        if now - self.reported >= self.seconds_between_reports:
            self.reported = now
            self.report(progress, self.text(progress))

    def epochs_done(self, progress: Progress) -> float:
        """Return how many epochs are done, including the finished part of this one."""
        return progress.epoch - 1 + progress.done / progress.samples

    def text(self, progress: Progress) -> str:
        """Return how far along the epoch is, the error so far, and the time left."""
        done = self.epochs_done(progress)
        seconds = time.monotonic() - self.started
        left = seconds * (self.last_epoch - done) / (done - self.epochs_before)
        return (
            f"epoch {progress.epoch}/{self.last_epoch}, {progress.done:,}/{progress.samples:,}   "
            f"{error_and_measure(progress.error, progress.measures)}   {left:.0f} s left"
        )

    def report(self, progress: Progress, text: str) -> None:
        """Show how far along the epoch is."""
        print("  " + text, flush=True)

    def line(self, text: str) -> None:
        """Print a line that stays."""
        self.clear()
        print(text, flush=True)

    def clear(self) -> None:
        """Erase what isn't meant to stay. Plain lines all stay."""


class LiveLine(PlainLines):
    """Overwrites the last line of a terminal during an epoch."""

    seconds_between_reports: float = 0.1
    shown: str = ""

    def report(self, progress: Progress, text: str) -> None:
        """Overwrite the last line, cut to the width of the terminal."""
        # This leaves room for the ^C that a terminal shows.
        text = text[: max(0, columns() - 3)]
        print("\r" + text.ljust(len(self.shown)), end="", flush=True)
        self.shown = text

    def clear(self) -> None:
        """Write spaces over the last line."""
        if self.shown:
            print("\r" + " " * len(self.shown), end="\r", flush=True)
            self.shown = ""


class RichBar(PlainLines):
    """Shows a bar over all epochs, in a terminal, if rich is installed."""

    seconds_between_reports: float = 0.1

    def __enter__(self) -> RichBar:
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        # Each report redraws the bar. The thread that rich would start for that has locks, and
        # Ctrl-C at the wrong moment could leave one of them locked forever.
        self.bar: Any = Bar(
            BarColumn(10), TextColumn("{task.description}"), transient=True, auto_refresh=False
        )
        self.task: int = self.bar.add_task("", total=float(self.last_epoch))
        self.bar.start()
        return self

    def __exit__(self, *problem: object) -> None:
        super().__exit__(*problem)
        self.bar.stop()

    def report(self, progress: Progress, text: str) -> None:
        """Move the bar."""
        done = self.epochs_done(progress)
        self.bar.update(self.task, completed=done, description=text, refresh=True)

    def line(self, text: str) -> None:
        """Print a line above the bar."""
        self.bar.console.print(text, highlight=False, markup=False)
