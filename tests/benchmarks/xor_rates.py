"""Measure how often XOR is learned, and compare with published rates.

The settings of https://stats.stackexchange.com/questions/129472: 2-3-1, sigmoid, learning rate 1,
momentum 0.7, starting weights uniform in [-1, 1), at most 10,000 epochs. There, 96 % of 1,000
starts solved it online, and 99 % in batches. Here, "solved" means that the root mean square error
of an epoch is under 0.05. In batches, they add up the weight sensitivities; lernmi's nudge takes
the mean over the four samples, so here the learning rate is 4.

    python tests/benchmarks/xor_rates.py [STARTS]
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor

from lernmi import Network, Trainer
from lernmi.data.logic import XOR
from lernmi.functions.nudging import Nudging
from lernmi.initial_weights import uniform
from lernmi.support.records import History

MOST_EPOCHS = 10_000
SOLVED = 0.05


def is_solved(history: History) -> bool:
    """Return whether the root mean square error of the last epoch is small enough."""
    # The error is half the squared difference.
    return (2 * history[-1].error) ** 0.5 < SOLVED


def epochs_needed(hidden: int, in_batches: bool, seed: int) -> int | None:
    """Return the number of epochs that one start needs to solve XOR, or None."""
    network = Network([2, hidden, 1], initial_weights=uniform(-1, 1), seed=seed)
    trainer = Trainer(
        network,
        learning_rate=4.0 if in_batches else 1.0,
        batch_size=4 if in_batches else 1,
        nudging=Nudging(momentum=0.7),
        seed=seed,
    )
    history = trainer.train(XOR, MOST_EPOCHS, stop_when=is_solved)
    return len(history) if is_solved(history) else None


def main() -> None:
    """Print the rates for two, three and four hidden Neurons."""
    starts = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(f"{starts} starts each: the share that solves XOR, and the median of the epochs needed")
    with ProcessPoolExecutor() as pool:
        for hidden in (2, 3, 4):
            for in_batches in (False, True):
                counts = list(
                    pool.map(epochs_needed, [hidden] * starts, [in_batches] * starts, range(starts))
                )
                solved = sorted(epochs for epochs in counts if epochs is not None)
                print(
                    f"2-{hidden}-1, {'in batches' if in_batches else 'online':10}: "
                    f"{100 * len(solved) / starts:5.1f} %, {solved[len(solved) // 2]:5} epochs",
                    flush=True,
                )


if __name__ == "__main__":
    main()
