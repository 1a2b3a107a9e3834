from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR

from lernmi import Network, Trainer
from lernmi.support.records import EpochRecord
from lernmi.training.stopping import EarlyStopping

errors = st.lists(st.integers(0, 9), min_size=1, max_size=30)


@given(errors, st.integers(1, 5))
def test_it_stops_when_patience_runs_out_and_puts_the_best_weights_back(errors, patience):
    network = Network([1, 1])
    trainer = Trainer(network, learning_rate=0.1)
    stopping = EarlyStopping(trainer, patience=patience)
    history = trainer.history
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


def test_a_training_that_memorises_is_stopped():
    network = Network([2, 4, 1], seed=1)
    trainer = Trainer(network, learning_rate=2.0)
    stopping = EarlyStopping(trainer, patience=20)
    # The validation samples contradict the training samples, so their error rises in the end.
    opposite = [(inputs, [1 - expected[0]]) for inputs, expected in XOR[:2]]
    history = trainer.train(XOR, 2000, validation=opposite, stop_when=stopping)
    assert len(history) == stopping.best_epoch + 20 < 2000
    error = 0
    for inputs, expected in opposite:
        network.propagate(inputs)
        error += network.compare(expected)
    assert error / 2 == history[stopping.best_epoch - 1].validation_error


def test_without_validation_samples_it_is_refused():
    network = Network([2, 1])
    trainer = Trainer(network, learning_rate=0.1)
    stopping = EarlyStopping(trainer, patience=1)
    with pytest.raises(ValueError, match="EarlyStopping needs a validation error"):
        trainer.train(XOR, 2, stop_when=stopping)
    before = network.weights
    stopping.put_back()
    assert network.weights == before


@pytest.mark.parametrize("patience", [0, -1, 1.5, True, None])
def test_patience_is_a_whole_number_of_epochs(patience):
    with pytest.raises((ValueError, TypeError), match="patience must be"):
        EarlyStopping(Trainer(Network([1, 1]), learning_rate=0.1), patience=patience)


@pytest.mark.parametrize("never", [math.inf, math.nan])
def test_an_error_that_is_nan_is_never_the_best(never):
    trainer = Trainer(Network([1, 1]), learning_rate=0.1)
    stopping = EarlyStopping(trainer, patience=3)
    answers = []
    for epoch in range(1, 4):
        trainer.history.append(EpochRecord(epoch, 0.1, 0.0, {}, never, {}))
        answers.append(stopping(trainer.history))
    assert answers == [False, False, True]
    assert stopping.best_weights is None


def test_if_training_continues_it_waits_for_as_many_epochs_again():
    trainer = Trainer(Network([2, 3, 1]), learning_rate=2.0)
    opposite = [(inputs, [1 - expected[0]]) for inputs, expected in XOR]
    stopping = EarlyStopping(trainer, patience=4)
    first = len(trainer.train(XOR, 100, validation=opposite, stop_when=stopping))
    second = len(trainer.train(XOR, 100, validation=opposite, stop_when=stopping))
    assert first < 100
    assert second - first >= 4


def test_it_belongs_to_one_trainer():
    stopping = EarlyStopping(Trainer(Network([2, 1]), learning_rate=0.1), patience=1)
    with pytest.raises(ValueError, match="one for each Trainer"):
        Trainer(Network([2, 1]), learning_rate=0.1).train(
            XOR, 2, validation=XOR, stop_when=stopping
        )
    with pytest.raises(TypeError, match="needs a Trainer"):
        EarlyStopping(Network([2, 1]), patience=1)
