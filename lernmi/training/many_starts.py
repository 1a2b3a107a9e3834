"""A census of seeds: how often does it learn, from many different starts?

    census(attempt, range(100))

"Is it a bug, or bad luck?" A single training can't tell. `attempt(seed)` trains one network, with
that seed for all that is random, and returns an Outcome; whether attempts run one after the other
or on many processors, the same seeds give the same census.

Ctrl-C ends a census between two outcomes, and never in the middle of an executor's own code: there
it could leave a lock locked, and the program would wait for it for good.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lernmi.support.interrupts import Interrupts
from lernmi.support.numbers import checked_whole_number

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

# Attempts that a worker gets at a time: few, so that in the end none has many left alone.
AT_A_TIME = 4
# Between two looks for Ctrl-C, while an executor is at work.
SECONDS = 0.1


class Outcome(NamedTuple):
    """How one attempt went.

    seed: its seed. solved: whether it learned it. epochs: after how many epochs it had, or gave up.
    error: the mean error in the last of them.
    """

    seed: int
    solved: bool
    epochs: int
    error: float


class Census(NamedTuple):
    """All outcomes, in the order of the seeds."""

    outcomes: tuple[Outcome, ...]

    @property
    def solved(self) -> tuple[Outcome, ...]:
        """Those that learned it."""
        return tuple([outcome for outcome in self.outcomes if outcome.solved])

    @property
    def unsolved(self) -> tuple[Outcome, ...]:
        """Those that did not."""
        return tuple([outcome for outcome in self.outcomes if not outcome.solved])

    @property
    def rate(self) -> float:
        """The share of those that learned it, from 0 to 1; 0 if there are no outcomes."""
        return len(self.solved) / len(self.outcomes) if self.outcomes else 0.0

    def histogram(self, bins: int) -> list[tuple[int, int, int]]:
        """Return how many learned it after how many epochs: (from, to, count) for each bin.

        Both ends are included; the bins are equally wide, and all whole epochs. If none learned it
        there are none.

        bins: how many at most, at least 1; there are fewer where whole epochs don't make so many.

        Raises TypeError or ValueError if it is not such a number.
        """
        bins = checked_whole_number(bins, "bins", at_least=1)
        epochs = [outcome.epochs for outcome in self.solved]
        if not epochs:
            return []
        first = min(epochs)
        width = (max(epochs) - first) // bins + 1
        counts = [0] * ((max(epochs) - first) // width + 1)
        for number in epochs:
            counts[(number - first) // width] += 1
        return [
            (first + width * place, first + width * (place + 1) - 1, count)
            for place, count in enumerate(counts)
        ]


class NotedInterrupts(Interrupts):
    """A `with` block in which Ctrl-C is only noted, except between `release` and `hold`.

    KeyboardInterrupt is raised once at most, however often Ctrl-C is pressed. Blocks within each
    other share what they note. As with Interrupts, only Python's own handler is replaced, and only
    in the main thread.

    noted: one entry for each Ctrl-C.
    """

    def __enter__(self) -> NotedInterrupts:
        around = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
        self.noted: list[int] = around.noted if isinstance(around, NotedInterrupts) else []
        self.holding: bool = True
        super().__enter__()
        return self

    def handle(self, signal_number: int, frame: object) -> None:
        """Note Ctrl-C; raise KeyboardInterrupt if it is the first and is not held back."""
        self.noted.append(signal_number)
        if not self.holding and len(self.noted) == 1:
            raise KeyboardInterrupt

    def hold(self) -> None:
        """From now on, only note Ctrl-C."""
        self.holding = True

    def release(self) -> None:
        """From now on, let the first Ctrl-C through, also if it was noted already."""
        self.holding = False
        if self.noted:
            raise KeyboardInterrupt


def census(
    attempt: Callable[[int], Outcome],
    seeds: Iterable[int],
    *,
    executor: Executor | None = None,
    on_outcome: Callable[[Outcome], object] | None = None,
) -> Census:
    """Make an attempt with each seed, and return all outcomes.

    executor: who makes the attempts, any of concurrent.futures, or one for many machines, such as
        `client.get_executor()` of Dask; None for one after the other, here. With processes,
        `attempt` has to be a function that can be sent to them.
    on_outcome: called with each Outcome as soon as it is its turn, in the order of the seeds.

    Raises ValueError if there are no seeds, TypeError or ValueError for a seed that is not a whole
    number of at least 0, and whatever an attempt raises. Then, or after Ctrl-C, the executor gets
    no more to do, but it finishes the attempts that it is at.
    """
    seeds = [checked_whole_number(seed, "a seed", at_least=0) for seed in seeds]
    if not seeds:
        raise ValueError("a census needs seeds, but there are none")
    outcomes = []

    def keep(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if on_outcome is not None:
            on_outcome(outcome)

    if executor is None:
        for seed in seeds:
            keep(attempt(seed))
    else:
        let_attempt(executor, attempt, seeds, keep)
    return Census(tuple(outcomes))


def let_attempt(
    executor: Executor,
    attempt: Callable[[int], Outcome],
    seeds: Sequence[int],
    keep: Callable[[Outcome], object],
) -> None:
    """Let an executor make all attempts, and give each Outcome to `keep`, in the seeds' order.

    Ctrl-C is noted while the executor's code runs, and raised as KeyboardInterrupt between.
    """
    # Here, since it takes longer to import than all of lernmi.training does.
    from concurrent.futures import wait

    futures: list[Future[list[Outcome]]] = []
    with NotedInterrupts() as interrupts:
        try:
            for first in range(0, len(seeds), AT_A_TIME):
                some = seeds[first : first + AT_A_TIME]
                futures.append(executor.submit(attempt_each, attempt, some))
                if interrupts.noted:
                    break
            for future in futures:
                interrupts.hold()
                while not interrupts.noted and not wait([future], SECONDS).done:
                    pass
                found = [] if interrupts.noted else future.result()
                interrupts.release()
                for outcome in found:
                    keep(outcome)
        except BaseException:
            interrupts.hold()
            for future in futures:
                future.cancel()
            raise


def attempt_each(attempt: Callable[[int], Outcome], seeds: Sequence[int]) -> list[Outcome]:
    """Make an attempt with each seed: what an executor is given at a time."""
    return [attempt(seed) for seed in seeds]
