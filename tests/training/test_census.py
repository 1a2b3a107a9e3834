"""The same seeds give the same census, however the attempts are run."""

from __future__ import annotations

import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi import Network, Trainer
from lernmi.command_line.census import attempt as attempt_of_the_command_line
from lernmi.command_line.main import parser
from lernmi.data.logic import XOR
from lernmi.training.many_starts import AT_A_TIME, Census, NotedInterrupts, Outcome, census


def attempt(seed: int) -> Outcome:
    trainer = Trainer(Network([2, 2, 1], seed=seed), learning_rate=2.0, seed=seed)
    last = trainer.train(XOR, 300, stop_when=lambda history: history[-1].error < 0.05)[-1]
    return Outcome(seed, last.error < 0.05, last.epoch, last.error)


def test_threads_give_the_same_census():
    alone = census(attempt, range(5))
    assert [outcome.seed for outcome in alone.outcomes] == list(range(5))
    assert 0 < len(alone.solved) < 5
    assert len(alone.solved) + len(alone.unsolved) == 5
    assert alone.rate == len(alone.solved) / 5
    for workers in (1, 3):
        with ThreadPoolExecutor(workers) as executor:
            assert census(attempt, range(5), executor=executor) == alone


def test_processes_give_the_same_census():
    options = parser().parse_args(["train", "xor", "--layers", "2-2-1", "--epochs", "200"])
    wanted = {name: value for name, value in vars(options).items() if name != "parser"}
    alone = census(partial(attempt_of_the_command_line, wanted), range(5))
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as executor:
            assert (
                census(partial(attempt_of_the_command_line, wanted), range(5), executor=executor)
                == alone
            )


def test_on_outcome_is_called_after_each_attempt():
    outcomes = []
    found = census(attempt, [3, 5], on_outcome=outcomes.append)
    assert tuple(outcomes) == found.outcomes


@given(
    epochs=st.lists(st.integers(1, 5000), max_size=40),
    bins=st.integers(1, 20),
)
def test_a_histogram_counts_each_outcome_once_in_equal_bins(epochs, bins):
    outcomes = [Outcome(seed, True, number, 0.0) for seed, number in enumerate(epochs)]
    rows = Census((*outcomes, Outcome(99, False, 7, 1.0))).histogram(bins)
    assert sum([count for _, _, count in rows]) == len(epochs)
    assert len(rows) <= bins
    assert len({last - first for first, last, _ in rows}) <= 1
    for first, last, count in rows:
        assert count == len([number for number in epochs if first <= number <= last])
    if rows:
        assert rows[0][0] == min(epochs) and rows[-1][1] >= max(epochs)


def test_a_network_that_counts_as_solved_gets_every_sample_right():
    options = parser().parse_args(["train", "xor", "--layers", "2-2-1", "--epochs", "200"])
    wanted = {name: value for name, value in vars(options).items() if name != "parser"}
    for seed in range(5):
        outcome = attempt_of_the_command_line(wanted, seed)
        network = Network([2, 2, 1], seed=seed)
        Trainer(network, learning_rate=2.0, seed=seed).train(XOR, outcome.epochs)
        right = [(network.propagate(i)[0] > 0.5) == (e[0] == 1) for i, e in XOR]
        assert all(right) == outcome.solved


def test_wrong_bins_and_seeds_are_refused():
    with pytest.raises(ValueError, match="at least one seed"):
        census(attempt, [])
    with pytest.raises(ValueError, match="a seed"):
        census(attempt, [-1])


def press_ctrl_c():
    signal.raise_signal(signal.SIGINT)


class Pressed(Executor):
    """An executor in which Ctrl-C is pressed: twice in the middle of its code, and at each cancel.

    when: the call of `submit` in which it is pressed; or "result", in the second Future's `result`,
        when the first two are done; or "never".
    """

    def __init__(self, when):
        self.when = when
        self.futures = []

    def submit(self, function, /, *arguments):
        if len(self.futures) == self.when:
            press_ctrl_c()
            press_ctrl_c()
        future = PressedFuture(self.when == "result" and len(self.futures) == 1)
        if isinstance(self.when, str) and len(self.futures) < 2:
            future.set_result([Outcome(0, True, 1, 0.0)])
        self.futures.append(future)
        return future


class PressedFuture(Future):
    was_asked = False

    def __init__(self, is_pressed):
        super().__init__()
        self.is_pressed = is_pressed

    def result(self, timeout=None):
        if self.is_pressed:
            press_ctrl_c()
            press_ctrl_c()
        self.was_asked = True
        return super().result(timeout)

    def cancel(self):
        press_ctrl_c()
        return super().cancel()


@pytest.mark.parametrize(("when", "count"), [(0, 1), (2, 3), ("result", 10)])
def test_ctrl_c_is_raised_between_two_calls_of_an_executor_and_never_within_one(when, count):
    executor = Pressed(when)
    outcomes = []
    with pytest.raises(KeyboardInterrupt):
        census(attempt, range(10 * AT_A_TIME), executor=executor, on_outcome=outcomes.append)
    assert len(executor.futures) == count
    done = 2 if when == "result" else 0
    # Outcomes that were passed on before Ctrl-C are kept.
    assert len(outcomes) == max(0, done - 1)
    assert all(future.was_asked for future in executor.futures[:done])
    assert all(future.cancelled() for future in executor.futures[done:])
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_while_a_failed_census_cleans_up_changes_nothing():
    def on_outcome(outcome):
        raise LookupError("mine")

    executor = Pressed("never")
    with pytest.raises(LookupError, match="mine"):
        census(attempt, range(10 * AT_A_TIME), executor=executor, on_outcome=on_outcome)
    assert [future.cancelled() for future in executor.futures] == 2 * [False] + 8 * [True]


def test_ctrl_c_interrupts_on_outcome_only_once():
    def on_outcome(outcome):
        try:
            press_ctrl_c()
        finally:
            press_ctrl_c()
            ended.append(outcome.seed)

    ended = []
    with ThreadPoolExecutor(1) as executor, pytest.raises(KeyboardInterrupt):
        census(attempt, range(100), executor=executor, on_outcome=on_outcome)
    assert ended == [0]


def attempt_that_is_interrupted(seed: int) -> Outcome:
    if seed == 2 * AT_A_TIME:
        press_ctrl_c()
    return Outcome(seed, True, 1, 0.0)


def test_ctrl_c_during_the_attempts_keeps_the_outcomes_before_it():
    outcomes = []
    with ThreadPoolExecutor(1) as executor, pytest.raises(KeyboardInterrupt):
        census(
            attempt_that_is_interrupted, range(100), executor=executor, on_outcome=outcomes.append
        )
    assert [outcome.seed for outcome in outcomes] == list(range(len(outcomes)))
    assert len(outcomes) <= 2 * AT_A_TIME


class Failing(Executor):
    """An executor in which the first job fails and the others wait."""

    def __init__(self):
        self.futures = []

    def submit(self, function, /, *arguments):
        future = Future()
        if not self.futures:
            future.set_exception(LookupError("mine"))
        self.futures.append(future)
        return future


def test_what_an_attempt_raises_is_raised_and_the_others_are_cancelled():
    executor = Failing()
    with pytest.raises(LookupError, match="mine"):
        census(attempt, range(10 * AT_A_TIME), executor=executor)
    assert [future.cancelled() for future in executor.futures] == [False] + 9 * [True]


def test_a_handler_of_your_own_stays_in_charge_of_ctrl_c():
    pressed = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        own = signal.getsignal(signal.SIGINT)
        with ThreadPoolExecutor(1) as executor:
            found = census(attempt_that_is_interrupted, range(12), executor=executor)
        assert signal.getsignal(signal.SIGINT) is own
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(found.outcomes) == 12
    assert pressed == [signal.SIGINT]


def test_another_thread_gives_the_same_census():
    with ThreadPoolExecutor(1) as other, ThreadPoolExecutor(1) as executor:
        found = other.submit(census, attempt, range(6), executor=executor).result()
    assert found == census(attempt, range(6))


def test_nested_interrupts_share_their_notes_and_release_raises_them():
    with NotedInterrupts() as outer:
        outer.release()
        with NotedInterrupts() as inner:
            press_ctrl_c()
        with pytest.raises(KeyboardInterrupt):
            inner.release()
        with pytest.raises(KeyboardInterrupt):
            outer.release()
    with NotedInterrupts() as later:
        later.release()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
