"""`train --seeds N`: train many times from different starts, and count how often it is learned."""

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
from lernmi.command_line.setting_up import chosen, lines_about
from lernmi.command_line.tasks import what_it_is
from lernmi.command_line.terminal import WIDTH
from lernmi.pictures.training import census_histogram
from lernmi.support.records import History, Progress
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.training.many_starts import Census, NotedInterrupts, Outcome, census
from lernmi.writing.safe_text import printable

BINS = 10
BAR = 40
MOST_SEEDS_NAMED = 12
# With so many right before their nudges, it is worth asking how many are right after them.
NEARLY = 0.5
# Of so few samples, all have to be right.
TRUTH_TABLE = 16


def take_census(options: argparse.Namespace) -> int:
    """Train with every seed, print how often it was learned, and return the exit code.

    0, or 130 after Ctrl-C. Raises ValueError for options that don't go with --seeds, and for
    amounts.
    """
    # Once here: what is wrong with the options is said before anything starts.
    if options.save is not None or options.resume is not None:
        raise ValueError(
            "--seeds trains many networks, and --save and --resume are about one: leave them out"
        )
    if options.validation is not None or options.patience is not None:
        raise ValueError("--seeds looks at what is learned; leave out --validation and --patience")
    data, settings = chosen(options)
    if not data.has_labels:
        raise ValueError(f"--seeds counts how often labels are learned; {options.what} has amounts")
    if options.pictures is not None:
        refuse_folder(options.pictures)
    seeds = range(options.seed, options.seed + options.seeds)
    outcomes: list[Outcome] = []
    line = CountLine(len(seeds), "starts", live_seconds=0.2)

    def on_outcome(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if len(outcomes) < len(seeds):
            line.report(len(outcomes))

    # From here on, pressing Ctrl-C once more doesn't keep it from showing what was found.
    with NotedInterrupts() as interrupts:
        print(
            f"{printable(options.what)}: {what_it_is(options.what)}. "
            f"{options.seeds} starts, seeds {seeds[0]} to {seeds[-1]}."
        )
        for about in lines_about(settings, options):
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
        print("\n".join(report(found, settings.epochs, enough)))
        if options.pictures is not None and found.outcomes:
            path = Path(options.pictures) / "census.png"
            save_figure(census_histogram(found), path)
            print(f"A picture of it: {printable(path)}")
    return 130 if is_stopped or interrupts.noted else 0


def try_all(
    options: argparse.Namespace,
    seeds: Sequence[int],
    on_outcome: Callable[[Outcome], object],
    interrupts: NotedInterrupts,
) -> None:
    """Make an attempt with each seed, on all processors, or one after the other in this process.

    interrupts: the block around this one, so that Ctrl-C is only noted; KeyboardInterrupt is raised
        once no attempt is at work any more.
    """
    # What a worker needs, and can be sent to it.
    wanted = {name: value for name, value in vars(options).items() if name != "parser"}
    pool, stop = new_pool(min(os.cpu_count() or 1, len(seeds)))
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
    """Return so many processes, and the event that ends their attempts; None if they can't be had.

    Some systems have no processes or no threads (a browser), and one worker is none too many.
    """
    if count == 1:
        return None, None
    try:
        # Only here: these bring a good part of Python along.
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # The pool has a thread of its own; started in vain, it would leave the processes behind.
        probe = threading.Thread()
        probe.start()
        probe.join()
        stop = multiprocessing.Event()
        return ProcessPoolExecutor(count, initializer=begin_worker, initargs=(stop,)), stop
    except (ImportError, NotImplementedError, OSError, RuntimeError):
        return None, None


# In a worker: what the parent sets to end all attempts.
stop_event: Any = None


def begin_worker(stop: Any) -> None:
    """Let a worker listen to its parent, and not to Ctrl-C, which a terminal sends to all."""
    global stop_event
    stop_event = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def attempt_in_worker(wanted: dict[str, object], seed: int) -> Outcome:
    """Make an attempt that the parent can end."""
    return attempt(wanted, seed, stop_event.is_set)


def attempt(wanted: dict[str, object], seed: int, is_stopped: Callable[[], bool] = bool) -> Outcome:
    """Train with one seed until it has learned enough, or for all epochs.

    wanted: the options, by name.
    is_stopped: asked many times a second; true ends it with KeyboardInterrupt.
    """

    def stop_if_asked(progress: Progress | None = None) -> None:
        if is_stopped():
            raise KeyboardInterrupt

    stop_if_asked()
    options = argparse.Namespace(**{**wanted, "seed": seed})
    _, settings = chosen(options)
    trainer, samples = settings.trainer, settings.training
    [measure] = trainer.measures.values()

    def has_learned(history: History) -> bool:
        # The history's measure is that of before each nudge, so it is only a reason to look.
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
    """Return which share of so many samples has to be right: 1 of a truth table, 0.95 of others."""
    return 1.0 if samples <= TRUTH_TABLE else 0.95


def report(found: Census, epochs: int, enough: str) -> list[str]:
    """Return what came out, line by line.

    epochs: how many there were at most.
    enough: which share had to be right, in words.
    """
    count, solved = len(found.outcomes), len(found.solved)
    lines = [f"Of {counted(count, 'start')}, {solved} learned {enough}: {100 * found.rate:.1f} %."]
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
    diverged = [outcome for outcome in found.unsolved if math.isinf(outcome.error)]
    others = [outcome for outcome in found.unsolved if not math.isinf(outcome.error)]
    if others:
        lines += ["", f"Not after {counted(epochs, 'epoch')}: seeds {named(others)}."]
    if diverged:
        lines += ["", f"Diverged: seeds {named(diverged)}."]
    if found.unsolved:
        lines.append("To see why one of them did not: check instead of train, with --seed.")
    return [part for line in lines for part in (textwrap.wrap(line, WIDTH - 1) or [""])]


def named(outcomes: Sequence[Outcome]) -> str:
    """Return the seeds of some outcomes, the first ones if there are many."""
    names = ", ".join([str(outcome.seed) for outcome in outcomes[:MOST_SEEDS_NAMED]])
    more = len(outcomes) - MOST_SEEDS_NAMED
    return f"{names} and {more} more" if more > 0 else names
