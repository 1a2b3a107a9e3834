"""A census of seeds: how often does a network learn, from many random starts?

    census(attempt, range(100))

If a network doesn't learn, is it a bug or bad luck? A single training run can't tell.
`attempt(seed)` trains one network, uses that seed for everything random, and returns an Outcome.
The same seeds give the same census, whether the attempts run one after another or on many
processors.

Ctrl-C ends a census between two outcomes, never in the middle of an executor's own code. There it
could leave a lock locked, and the program would wait forever.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lernmi.support.interrupts import Interrupts
from lernmi.support.numbers import checked_whole_number

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

# A worker gets this many attempts at a time: few, so that all workers end at about the same time.
AT_A_TIME = 4
# Time between two checks for Ctrl-C while an executor works.
SECONDS = 0.1


class Outcome(NamedTuple):
    """The result of one attempt.

    seed: its random seed.
    solved: whether the network learned the task.
    epochs: the number of epochs until it had learned, or until the attempt gave up.
    error: the mean error in the last epoch.
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
        """The outcomes of the networks that learned."""
        return tuple([outcome for outcome in self.outcomes if outcome.solved])

    @property
    def unsolved(self) -> tuple[Outcome, ...]:
        """The outcomes of the networks that didn't learn."""
        return tuple([outcome for outcome in self.outcomes if not outcome.solved])

    @property
    def rate(self) -> float:
        """The share of networks that learned, from 0 to 1; 0 if there are no outcomes."""
        return len(self.solved) / len(self.outcomes) if self.outcomes else 0.0

    def histogram(self, bins: int) -> list[tuple[int, int, int]]:
        """Return how many networks learned after how many epochs: (from, to, count) for each bin.

        A bin includes both ends. All bins are equally wide. If no network learned, there are no
        bins.

        bins: the maximum number of bins, at least 1. There may be fewer, because bins are whole
            epochs wide.

        Raises TypeError or ValueError unless `bins` is a whole number of at least 1.
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
    """A `with` block that only records Ctrl-C, except between `release` and `hold`.

    It raises KeyboardInterrupt at most once, however often you press Ctrl-C. Nested blocks share
    `noted`. Like Interrupts, it replaces only Python's own signal handler, and only in the main
    thread.

    noted: one entry for each Ctrl-C.
    """

    def __enter__(self) -> NotedInterrupts:
        around = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
        self.noted: list[int] = around.noted if isinstance(around, NotedInterrupts) else []
        self.holding: bool = True
        super().__enter__()
        return self

    def handle(self, signal_number: int, frame: object) -> None:
        """Record Ctrl-C; raise KeyboardInterrupt if it is the first one and isn't held."""
        self.noted.append(signal_number)
        if not self.holding and len(self.noted) == 1:
            raise KeyboardInterrupt

    def hold(self) -> None:
        """From now on, only record Ctrl-C."""
        self.holding = True

    def release(self) -> None:
        """From now on, let the first Ctrl-C through; raise it now if it was already pressed."""
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

    executor: runs the attempts: any executor of concurrent.futures, or one for many machines, such
        as Dask's `client.get_executor()`. None runs them here, one after another. For processes,
        `attempt` must be a function that Python can pickle.
    on_outcome: called with each Outcome, in the order of the seeds.

    Raises ValueError if there are no seeds, TypeError or ValueError for a seed that is not a whole
    number of at least 0, and whatever an attempt raises. After an exception or Ctrl-C, the executor
    gets no more attempts, but it finishes those that are running.
    """
    seeds = [checked_whole_number(seed, "a seed", at_least=0) for seed in seeds]
    if not seeds:
        raise ValueError("a census needs at least one seed; got none")
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
    """Let an executor make all attempts, and pass each Outcome to `keep`, in the seeds' order.

    While the executor's code runs, Ctrl-C is only recorded. KeyboardInterrupt follows after that.
    """
    # Imported here because it takes longer than all of lernmi.training.
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
    """Make an attempt with each of these seeds. This is one job for an executor."""
    return [attempt(seed) for seed in seeds]
