"""`train --seeds N`: train many times from different starts, and count how often it is learned."""

from __future__ import annotations

import argparse
import os
import textwrap
import time
from functools import partial
from pathlib import Path

from lernmi.command_line.progress import counted, is_terminal
from lernmi.command_line.setting_up import lines_about, settings_for
from lernmi.command_line.tasks import task_called
from lernmi.pictures.training import census_histogram
from lernmi.trainer import TrainingDiverged
from lernmi.training.census import Census, Outcome, census

WIDTH = 80
BINS = 10
BAR = 40
MOST_SEEDS_NAMED = 12


def take_census(options: argparse.Namespace) -> int:
    """Train with every seed, print how often it was learned, and return the exit code."""
    # Only here: it brings a good part of Python along.
    from concurrent.futures import ProcessPoolExecutor

    # Once here: what is wrong with the options is said before anything starts.
    if options.validation is not None or options.patience is not None:
        raise ValueError("--seeds looks at what is learned; leave out --validation and --patience")
    task = task_called(options.what)
    data = task.data(options)
    settings = settings_for(options.what, task, data, options)
    if not data.has_labels:
        raise ValueError(f"--seeds counts how often labels are learned; {options.what} has amounts")
    seeds = range(options.seed, options.seed + options.seeds)
    print(f"{options.what}: {task.about}. {options.seeds} starts, seeds {seeds[0]} to {seeds[-1]}.")
    for line in lines_about(settings, options):
        print(textwrap.fill(line, WIDTH - 1), flush=True)
    # What a worker needs, and can be sent to it.
    wanted = {name: value for name, value in vars(options).items() if name not in ("run", "parser")}
    show = Progress()
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(seeds))) as workers:
        try:
            found = census(
                partial(attempt, wanted), seeds, executor=workers, on_progress=show.on_progress
            )
        except KeyboardInterrupt:
            workers.shutdown(wait=False, cancel_futures=True)
            raise
    show.clear()
    print()
    for line in report(found, settings.epochs):
        print(line)
    if options.pictures is not None:
        path = Path(options.pictures) / "census.png"
        census_histogram(found).savefig(path, dpi=110)
        print(f"A picture of it: {path}")
    return 0


def attempt(wanted: dict[str, object], seed: int) -> Outcome:
    """Train with one seed until all is right, or for all epochs."""
    options = argparse.Namespace(**{**wanted, "seed": seed})
    task = task_called(options.what)
    settings = settings_for(options.what, task, task.data(options), options)
    trainer = settings.trainer
    [measure] = trainer.measures
    try:
        trainer.train(
            settings.training,
            settings.epochs,
            stop_when=lambda history: history[-1].measures[measure] == 1,
        )
    except TrainingDiverged:
        return Outcome(seed, False, trainer.epochs_done, float("inf"))
    last = trainer.history[-1]
    return Outcome(seed, last.measures[measure] == 1, last.epoch, float(last.error))


def report(found: Census, epochs: int) -> list[str]:
    """Return what came out, line by line."""
    count, solved = len(found.outcomes), len(found.solved)
    lines = [f"Of {counted(count, 'start')}, {solved} learned it: {100 * found.rate:.1f} %."]
    bars = found.histogram(BINS)
    if bars:
        middle = sorted([outcome.epochs for outcome in found.solved])[solved // 2]
        lines += [f"Half of these had it after {counted(middle, 'epoch')}.", ""]
        lines.append("after epochs")
        most = max([number for _, _, number in bars])
        width = len(f"{bars[-1][1]:,}")
        for first, last, number in bars:
            bar = "#" * round(BAR * number / most)
            lines.append(f"  {first:>{width},} to {last:>{width},}  {number:5}  {bar}".rstrip())
    if found.unsolved:
        names = [str(outcome.seed) for outcome in found.unsolved[:MOST_SEEDS_NAMED]]
        more = len(found.unsolved) - len(names)
        rest = f" and {more} more" if more else ""
        lines += ["", f"Not after {counted(epochs, 'epoch')}: seeds {', '.join(names)}{rest}."]
        lines.append("To see why one of them did not: check instead of train, with --seed.")
    return [part for line in lines for part in (textwrap.wrap(line, WIDTH - 1) or [""])]


class Progress:
    """How far the census is: in a terminal a line that is written over, elsewhere now and then."""

    def __init__(self) -> None:
        self.reported = time.monotonic()
        self.shown = ""

    def on_progress(self, done: int, count: int) -> None:
        """Say how many starts are done, if the last report is long enough ago."""
        is_live = is_terminal()
        now = time.monotonic()
        if done == count or now - self.reported < (0.2 if is_live else 10):
            return
        self.reported = now
        text = f"  {done:,} of {count:,} starts"
        print(f"\r{text}" if is_live else text, end="" if is_live else "\n", flush=True)
        self.shown = text if is_live else ""

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            print("\r" + " " * len(self.shown), end="\r", flush=True)
