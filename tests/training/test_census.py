"""The same seeds give the same census, whoever makes the attempts."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi import Network, Trainer
from lernmi.command_line.census import attempt as attempt_of_the_command_line
from lernmi.command_line.main import parser
from lernmi.data.logic import XOR
from lernmi.training.census import Census, Outcome, census


def attempt(seed: int) -> Outcome:
    trainer = Trainer(Network([2, 2, 1], seed=seed), learning_rate=2.0, seed=seed)
    last = trainer.train(XOR, 300, stop_when=lambda history: history[-1].error < 0.05)[-1]
    return Outcome(seed, last.error < 0.05, last.epoch, last.error)


def test_one_after_the_other_and_in_threads_it_is_the_same():
    alone = census(attempt, range(10))
    assert [outcome.seed for outcome in alone.outcomes] == list(range(10))
    assert 0 < len(alone.solved) < 10
    assert len(alone.solved) + len(alone.unsolved) == 10
    assert alone.rate == len(alone.solved) / 10
    for workers in (1, 3):
        with ThreadPoolExecutor(workers) as executor:
            assert census(attempt, range(10), executor=executor) == alone


def test_processes_find_the_same_as_one_alone():
    options = parser().parse_args(["train", "xor", "--layers", "2-2-1", "--epochs", "300"])
    wanted = {name: value for name, value in vars(options).items() if name not in ("run", "parser")}
    alone = census(partial(attempt_of_the_command_line, wanted), range(6))
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as executor:
            assert (
                census(partial(attempt_of_the_command_line, wanted), range(6), executor=executor)
                == alone
            )


def test_progress_is_told_after_each_attempt():
    told = []
    found = census(attempt, [3, 5], on_outcome=told.append)
    assert tuple(told) == found.outcomes


@given(
    epochs=st.lists(st.integers(1, 5000), max_size=40),
    bins=st.integers(1, 20),
)
def test_a_histogram_counts_everyone_once_in_equal_bins(epochs, bins):
    outcomes = [Outcome(seed, True, number, 0.0) for seed, number in enumerate(epochs)]
    rows = Census((*outcomes, Outcome(99, False, 7, 1.0))).histogram(bins)
    assert sum([count for _, _, count in rows]) == len(epochs)
    assert len(rows) <= bins
    assert len({last - first for first, last, _ in rows}) <= 1
    for first, last, count in rows:
        assert count == len([number for number in epochs if first <= number <= last])
    if rows:
        assert rows[0][0] == min(epochs) and rows[-1][1] >= max(epochs)


def test_who_is_said_to_have_learned_it_gets_every_sample_right():
    options = parser().parse_args(["train", "xor", "--layers", "2-2-1", "--epochs", "300"])
    wanted = {name: value for name, value in vars(options).items() if name not in ("run", "parser")}
    for seed in range(12):
        outcome = attempt_of_the_command_line(wanted, seed)
        network = Network([2, 2, 1], seed=seed)
        Trainer(network, learning_rate=2.0, seed=seed).train(XOR, outcome.epochs)
        right = [(network.propagate(i)[0] > 0.5) == (e[0] == 1) for i, e in XOR]
        assert all(right) == outcome.solved


def test_what_can_not_be_counted_is_refused():
    with pytest.raises(ValueError, match="needs seeds"):
        census(attempt, [])
    with pytest.raises(ValueError, match="a seed"):
        census(attempt, [-1])
