"""Measure the engines, and compare them with C and with other libraries.

Run it from the repository root, with a folder that has MNIST's files (t10k is enough):

    python tests/benchmarks/engines.py FOLDER

First, it measures the time for one sample. All programs do the same arithmetic from the same
starting weights; the weights of lernmi's engines and of C must be equal, bit for bit. A figure is
the best of several rounds, in microseconds per sample; ratios are to C.

Then it measures the time of learning until 95 % of the test samples are right.
"""

from __future__ import annotations

import gc
import importlib.metadata
import math
import platform
import sys
import time
import warnings
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core import XOR, processor, progress, shape  # noqa: E402
from learners import Learner, all_learners, c_library  # noqa: E402

from lernmi import Network  # noqa: E402
from lernmi.data.digits import load_digits, training_and_test_digits  # noqa: E402
from lernmi.data.mnist import load_mnist, training_and_test_mnist  # noqa: E402
from lernmi.training.measures import accuracy, results  # noqa: E402

ROUNDS = 7
LEARNING_RATE = 0.5
# The approximate length of a round, its fewest batches, and its approximate most samples.
SECONDS = 0.2
FEWEST, MOST = 8, 80_000
# Adding in a different order changes the last digits, and so does PyTorch's float32.
ALIKE = {"NumPy": 1e-9, "micrograd": 1e-9, "PyTorch": 1e-2}
# For the time to learn: the batch sizes, each with a suitable learning rate, for the squared
# error and for scikit-learn's log loss.
RATES = {1: 0.5, 10: 3.0, 32: 3.0}
RATES_OF_LOG_LOSS = {1: 0.1, 10: 1.0, 32: 2.0}
GOAL = 0.95
MOST_EPOCHS = 60
# The benchmark leaves out programs that would take longer, and says so.
LONGEST = 90.0


def order_of(count: int, samples: Any, seed: int) -> list[int]:
    """Return `count` positions of samples in random order, each about equally often."""
    order = [position % len(samples) for position in range(count)]
    Random(seed).shuffle(order)
    return order


def seconds_for(learner: Learner, order: list[int]) -> float:
    """Return the time of one pass."""
    arranged = learner.arranged(order)
    started = time.perf_counter()
    learner.learn(arranged)
    return time.perf_counter() - started


def refuse_other_weights(name: str, weights: list[float], weights_of_c: list[float]) -> None:
    """Stop if a program's weights differ from C's."""
    if name == "scikit-learn":
        return
    alike = ALIKE.get(name)
    for position, (one, other) in enumerate(zip(weights, weights_of_c, strict=True)):
        if one != other if alike is None else not math.isclose(one, other, abs_tol=alike):
            sys.exit(f"weight {position} of {name} must be C's {other}; got {one}")


def times_of(sizes: list[int], samples: Any, batch_size: int) -> dict[str, float]:
    """Return each program's seconds per sample. They take turns, so a busy moment hits them all."""
    starts = all_learners(batch_size)
    learners: dict[str, Learner] = {}
    counts: dict[str, int] = {}
    best = dict.fromkeys(starts, math.inf)
    for name, start in starts.items():
        progress(f"{shape(sizes)}, batches of {batch_size}: {name}")
        learners[name] = start(sizes, samples, batch_size, LEARNING_RATE)
        orders = [order_of(batch_size * FEWEST, samples, turn) for turn in range(2)]
        for order in orders:
            seconds_for(learners[name], order)
        same_orders = starts["C"](sizes, samples, batch_size, LEARNING_RATE)
        for order in orders:
            seconds_for(same_orders, order)
        refuse_other_weights(name, learners[name].weights(), same_orders.weights())
        counts[name] = batch_size * FEWEST
        while counts[name] < MOST:
            seconds = seconds_for(learners[name], order_of(counts[name], samples, 2))
            if seconds > SECONDS / 2:
                break
            counts[name] *= 2
    # Keep the garbage collector away from everything that exists by now.
    gc.collect()
    gc.freeze()
    for turn in range(ROUNDS):
        for name, learner in learners.items():
            seconds = seconds_for(learner, order_of(counts[name], samples, turn))
            best[name] = min(best[name], seconds / counts[name])
    gc.unfreeze()
    return best


def share_right(learner: Learner, sizes: list[int], test: Any) -> float:
    """Return the share of right test samples."""
    if learner.outputs is not None:
        guesses = learner.outputs([inputs for inputs, _ in test]).tolist()
        found = list(zip(guesses, [expected for _, expected in test]))
    else:
        network = Network(sizes)
        for link, weight in zip(network.links, learner.weights()):
            link.weight = weight
        found = results(network, test, engine="auto")
    return sum([accuracy(outputs, expected) for outputs, expected in found]) / len(found)


def time_to_goal(learner: Learner, sizes: list[int], training: Any, test: Any) -> tuple[float, int]:
    """Return the time of learning until an epoch meets the goal, and the number of epochs.

    Only learning counts, not the test. The time is infinite if no epoch meets the goal.
    """
    seconds = 0.0
    for epoch in range(1, MOST_EPOCHS + 1):
        seconds += seconds_for(learner, order_of(len(training), training, epoch))
        if share_right(learner, sizes, test) >= GOAL:
            return seconds, epoch
    return math.inf, MOST_EPOCHS


def print_times(folder: str, times: dict[tuple[str, int], dict[str, float]]) -> None:
    """Measure and print the first table; store all times in `times`."""
    images = load_mnist(folder, "t10k")[:4000]
    print("One learning step, microseconds per sample; in brackets, relative to C.")
    for sizes, samples in (
        ([2, 3, 1], XOR),
        ([64, 32, 10], load_digits()),
        ([784, 30, 10], images),
        ([784, 100, 10], images),
    ):
        cells = {}
        for batch_size in RATES:
            found = times_of(sizes, samples, batch_size)
            times[shape(sizes), batch_size] = found
            for name, seconds in found.items():
                cells[name, batch_size] = (
                    f"{digits(seconds * 1e6)} ({digits(seconds / found['C'])})"
                )
        print_table(shape(sizes), cells)


def print_times_to_goal(folder: str, times: dict[tuple[str, int], dict[str, float]]) -> None:
    """Measure and print the second table."""
    print(f"\nSeconds of learning until {GOAL:.0%} of the test is right; in brackets, the epochs.")
    for what, sizes, (training, test) in (
        ("digits", [64, 32, 10], training_and_test_digits(0)),
        ("MNIST", [784, 100, 10], training_and_test_mnist(folder, 0)),
    ):
        cells = {}
        for batch_size, rate in RATES.items():
            epochs = 1
            for name, start in all_learners(batch_size).items():
                expected = times[shape(sizes), batch_size][name] * len(training) * epochs
                progress(f"{what}, batches of {batch_size}: {name}, about {expected:.1f} s")
                if expected > LONGEST:
                    cells[name, batch_size] = f"about {expected:.0f}, not tried"
                    continue
                its_rate = RATES_OF_LOG_LOSS[batch_size] if name == "scikit-learn" else rate
                learner = start(sizes, training, batch_size, its_rate)
                seconds, its_epochs = time_to_goal(learner, sizes, training, test)
                if name == "C":
                    epochs = its_epochs
                cells[name, batch_size] = f"{digits(seconds)} ({its_epochs})"
        print_table(f"{what}, {shape(sizes)}, {len(training):,} to learn from", cells)


def print_table(title: str, cells: dict[tuple[str, int], str]) -> None:
    """Print a line for each program, with a column for each batch size."""
    print(f"\n{title}")
    print(f"{'batches of':<14}" + "".join([f"{size:>22}" for size in RATES]))
    for name in all_learners(1):
        line = "".join([f"{cells.get((name, size), '-'):>22}" for size in RATES])
        print(f"{name:<14}{line}", flush=True)


def digits(number: float) -> str:
    """Return a number with three digits."""
    return f"{number:,.0f}" if number >= 100 else f"{number:#.3g}"


def main() -> None:
    """Measure everything, and print the tables."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if c_library() is None:
        sys.exit("this needs a C compiler, called cc")
    # scikit-learn warns that one pass isn't enough.
    warnings.simplefilter("ignore")
    packages = ["numba", "numpy", "torch", "scikit-learn", "micrograd"]
    versions = []
    for package in packages:
        try:
            versions.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"no {package}")
    print(f"{processor()}, {platform.platform()}")
    print(f"Python {platform.python_version()}, {', '.join(versions)}\n")
    times: dict[tuple[str, int], dict[str, float]] = {}
    print_times(sys.argv[1], times)
    print_times_to_goal(sys.argv[1], times)


if __name__ == "__main__":
    main()
