from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR

from lernmi import Network, Trainer
from lernmi.trainer import EpochRecord, History
from lernmi.training.stopping import EarlyStopping

errors = st.lists(st.integers(0, 9), min_size=1, max_size=30)


@given(errors, st.integers(1, 5))
def test_it_stops_after_so_many_epochs_that_are_no_better_and_puts_the_best_weights_back(
    errors, patience
):
    network = Network([1, 1])
    stopping = EarlyStopping(network, patience=patience)
    history = History()
    stopped = False
    for epoch, error in enumerate(errors, start=1):
        network.weights = [[float(epoch), 0.0]]
        history.append(EpochRecord(epoch, 0.1, 0.0, {}, error, {}))
        stopped = stopping(history)
        best = errors.index(min(errors[:epoch])) + 1
        assert stopped == (epoch - best >= patience)
        assert stopping.best_epoch == best
        assert stopping.best_error == errors[best - 1]
        assert stopping.best_weights == ((float(best), 0.0),)
        if stopped:
            break
        assert network.weights == ((float(epoch), 0.0),)
    stopping.put_back()
    assert network.weights == stopping.best_weights


def test_a_training_that_learns_by_heart_is_stopped():
    network = Network([2, 4, 1], seed=1)
    stopping = EarlyStopping(network, patience=20)
    trainer = Trainer(network, learning_rate=2.0)
    # What it learns contradicts what it is asked: sooner or later that gets worse.
    opposite = [(inputs, [1 - expected[0]]) for inputs, expected in XOR[:2]]
    history = trainer.train(XOR, 2000, validation=opposite, stop_when=stopping)
    assert len(history) == stopping.best_epoch + 20 < 2000
    error = 0
    for inputs, expected in opposite:
        network.propagate(inputs)
        error += network.compare(expected)
    assert error / 2 == history[stopping.best_epoch - 1].validation_error


def test_without_validation_samples_there_is_nothing_to_go_by():
    network = Network([2, 1])
    with pytest.raises(ValueError, match="validation samples"):
        Trainer(network, learning_rate=0.1).train(
            XOR, 2, stop_when=EarlyStopping(network, patience=1)
        )
    stopping = EarlyStopping(network, patience=1)
    before = network.weights
    stopping.put_back()
    assert network.weights == before


@pytest.mark.parametrize("patience", [0, -1, 1.5, True, None])
def test_patience_is_a_whole_number_of_epochs(patience):
    with pytest.raises((ValueError, TypeError), match="patience should be"):
        EarlyStopping(Network([1, 1]), patience=patience)
