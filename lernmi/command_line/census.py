"""`train --seeds N`: train many times from different starts, and count how many succeed."""

from __future__ import annotations

import argparse
import math
import os
import signal
import textwrap
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

from lernmi.command_line.all_pictures import refuse_folder, save_figure
from lernmi.command_line.progress import CountLine, counted
from lernmi.command_line.setting_up import (
    data_and_settings,
    line_about_network,
    lines_about_guesses,
    lines_about_settings,
)
from lernmi.command_line.terminal import WIDTH
from lernmi.pictures.training import census_histogram
from lernmi.support.records import History, Progress
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.training.many_starts import Census, NotedInterrupts, Outcome, census
from lernmi.writing.safe_text import printable

# Windows can't wait for more processes than 61 at once.
MOST_WORKERS = 61
BINS = 10
BAR = 40
MOST_SEEDS_NAMED = 12
# lernmi counts the right samples after an epoch only if at least this share was right during it.
NEARLY = 0.5
# If there are at most this many samples, all must be right.
TRUTH_TABLE = 16


def take_census(options: argparse.Namespace) -> int:
    """Train with every seed, print how many succeeded, and return the exit code.

    The exit code is 0, or 130 after Ctrl-C. Raises ValueError for options that don't go with
    --seeds, and for data with amounts instead of labels.
    """
    # Refuse wrong options before anything starts.
    if options.save is not None or options.resume is not None:
        raise ValueError(
            "--seeds trains many networks, but --save and --resume are for one: leave them out"
        )
    if options.validation is not None or options.patience is not None:
        raise ValueError("--seeds needs no validation: leave out --validation and --patience")
    data, settings = data_and_settings(options)
    if not data.has_labels:
        raise ValueError(f"--seeds is for labels; {options.what} has amounts to learn")
    if options.pictures is not None:
        refuse_folder(options.pictures)
    seeds = range(options.seed, options.seed + options.seeds)
    outcomes: list[Outcome] = []
    line = CountLine(len(seeds), "starts", live_seconds=0.2)

    def on_outcome(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if len(outcomes) < len(seeds):
            line.report(len(outcomes))

    # From here on, lernmi prints the results even after a second Ctrl-C.
    with NotedInterrupts() as interrupts:
        title = printable(data.title(len(settings.training)))
        print(textwrap.fill(f"{title}, {counted(len(seeds), 'time')}.", WIDTH - 1))
        for guess in lines_about_guesses(data, options.verbose):
            print(textwrap.fill(printable(guess), WIDTH - 1, break_on_hyphens=False))
        print(line_about_network(settings.network))
        print(f"Seeds {seeds[0]} to {seeds[-1]}.", flush=True)
        if options.verbose:
            for about in lines_about_settings(settings, options):
                words = about.replace(f", seed {options.seed}.", ".")
                print(textwrap.fill(words, WIDTH - 1), flush=True)
        is_stopped = False
        try:
            try_all(options, seeds, on_outcome, interrupts)
        except KeyboardInterrupt:
            is_stopped = True
        line.clear()
        found = Census(tuple(outcomes))
        if is_stopped:
            print(f"Stopped after {len(found.outcomes):,} of {len(seeds):,} starts:")
        print()
        share = share_to_learn(len(settings.training))
        enough = "every sample" if share == 1 else f"at least {share:.0%} of the samples"
        if options.pictures is not None and found.outcomes:
            path = Path(options.pictures) / "census.png"
            save_figure(census_histogram(found), path)
            print(f"Picture: {printable(path)}")
            print()
        print("\n".join(report(found, settings.epochs, enough)))
    return 130 if is_stopped or interrupts.noted else 0


def try_all(
    options: argparse.Namespace,
    seeds: Sequence[int],
    on_outcome: Callable[[Outcome], object],
    interrupts: NotedInterrupts,
) -> None:
    """Make an attempt with each seed, on all processors, or one after the other in this process.

    interrupts: records Ctrl-C in the block around this call. After Ctrl-C, raises KeyboardInterrupt
        as soon as no attempt is running.
    """
    # The parser can't be sent to a worker.
    wanted = {name: value for name, value in vars(options).items() if name != "parser"}
    pool, stop = new_pool(min(os.cpu_count() or 1, len(seeds), MOST_WORKERS))
    if pool is None:
        here = partial(attempt, wanted, is_stopped=lambda: bool(interrupts.noted))
        census(here, seeds, on_outcome=on_outcome)
        return
    with pool:
        try:
            census(partial(attempt_in_worker, wanted), seeds, executor=pool, on_outcome=on_outcome)
        finally:
            stop.set()


def new_pool(count: int) -> tuple[Executor | None, Any]:
    """Return a pool of `count` workers, and the event that ends their attempts, or (None, None).

    A single worker isn't worth starting, and some systems (a browser) have no processes or threads.
    """
    if count == 1:
        return None, None
    try:
        # Import these only here, because they load a large part of Python.
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # The pool starts a thread. If that failed, its processes would be left behind, so try it
        # first.
        probe = threading.Thread()
        probe.start()
        probe.join()
        stop = multiprocessing.Event()
        pool = ProcessPoolExecutor(count, initializer=begin_worker, initargs=(stop,))
        start_workers(pool, count)
        return pool, stop
    except (ImportError, NotImplementedError, OSError, RuntimeError):
        return None, None


def start_workers(pool: Executor, count: int) -> None:
    """Start all workers of a pool, and let none of them notice Ctrl-C.

    Where a worker is a new Python (everywhere but on Linux before 3.14), it takes a while until
    `begin_worker` runs. Ctrl-C would print a traceback until then. Workers inherit from here that
    the signal is blocked; on Windows nothing can block it.
    """
    can_block = hasattr(signal, "pthread_sigmask")
    if can_block:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        # A pool starts a worker when it gets a job and no worker is free.
        for _ in range(count):
            pool.submit(int)
    finally:
        if can_block:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In a worker: the event that the parent sets to end all attempts.
stop_event: Any = None


def begin_worker(stop: Any) -> None:
    """Make a worker obey its parent, and ignore Ctrl-C, which a terminal sends to all processes."""
    global stop_event
    stop_event = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def attempt_in_worker(wanted: dict[str, object], seed: int) -> Outcome:
    """Make an attempt that the parent process can end."""
    return attempt(wanted, seed, stop_event.is_set)


def attempt(wanted: dict[str, object], seed: int, is_stopped: Callable[[], bool] = bool) -> Outcome:
    """Train with one seed until the network has learned enough, or for all epochs.

    wanted: the options, by name.
    is_stopped: called many times a second; True ends the attempt with KeyboardInterrupt.
    """

    def stop_if_asked(progress: Progress | None = None) -> None:
        if is_stopped():
            raise KeyboardInterrupt

    stop_if_asked()
    options = argparse.Namespace(**{**wanted, "seed": seed})
    _, settings = data_and_settings(options)
    trainer, samples = settings.trainer, settings.training
    [measure] = trainer.measures.values()

    def has_learned(history: History) -> bool:
        # The history measures each sample before its nudge, so measure again here.
        if history[-1].measures[measure.__name__] < NEARLY:
            return False
        all_outputs = trainer.engine.propagate_all(range(len(samples)))
        right = 0
        for outputs, (_, expected) in zip(all_outputs, samples):
            right += measure(outputs, expected) == 1
        return right >= share_to_learn(len(samples)) * len(samples)

    try:
        trainer.train(samples, settings.epochs, stop_when=has_learned, on_progress=stop_if_asked)
    except TrainingDiverged:
        return Outcome(seed, False, trainer.epochs_done, math.inf)
    last = trainer.history[-1]
    return Outcome(seed, has_learned(trainer.history), last.epoch, float(last.error))


def share_to_learn(samples: int) -> float:
    """Return the share of samples that must be right: 1 for a truth table, 0.95 for others."""
    return 1.0 if samples <= TRUTH_TABLE else 0.95


def report(found: Census, epochs: int, enough: str) -> list[str]:
    """Return the result of the census, line by line.

    epochs: the limit for each attempt.
    enough: the share that had to be right, in words.
    """
    count, solved = len(found.outcomes), len(found.solved)
    result = f"{solved:,} of {counted(count, 'start')} learned {enough}: {100 * found.rate:.1f} %."
    lines = []
    bars = found.histogram(BINS)
    if bars:
        middle = sorted([outcome.epochs for outcome in found.solved])[solved // 2]
        result += f"\nHalf of these needed at most {counted(middle, 'epoch')}."
        lines.append("epochs needed")
        most = max([number for _, _, number in bars])
        width = len(f"{bars[-1][1]:,}")
        for first, last, number in bars:
            bar = "#" * round(BAR * number / most)
            lines.append(f"  {first:>{width},} to {last:>{width},}  {number:5}  {bar}".rstrip())
    diverged = [outcome for outcome in found.unsolved if math.isinf(outcome.error)]
    others = [outcome for outcome in found.unsolved if not math.isinf(outcome.error)]
    if others:
        lines += ["", f"Not learned after {counted(epochs, 'epoch')}: {joined_seeds(others)}."]
    if diverged:
        lines += ["", f"Diverged: {joined_seeds(diverged)}."]
    lines += ["", result]
    if found.unsolved:
        lines.append("Next, to see why: use check instead of train, with one of these as --seed")
    text = "\n".join(lines)
    return [part for line in text.split("\n") for part in textwrap.wrap(line, WIDTH - 1) or [""]]


def joined_seeds(outcomes: Sequence[Outcome]) -> str:
    """Return "seed 3" or "seeds 3, 5, 8"; for many outcomes, only the first seeds."""
    if len(outcomes) == 1:
        return f"seed {outcomes[0].seed}"
    names = ", ".join([str(outcome.seed) for outcome in outcomes[:MOST_SEEDS_NAMED]])
    more = len(outcomes) - MOST_SEEDS_NAMED
    return f"seeds {names} and {more} more" if more > 0 else f"seeds {names}"
