"""Stepping through a Training gives the same results as `train`, and can end at any time."""

from __future__ import annotations

import copy
import itertools
import math
import pickle
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR, bits, training_cases

from lernmi import Link, Network, Trainer
from lernmi.support.whole_epochs import TrainingDiverged


class Memory:
    """A NudgingRule that remembers how often it was called for each Link."""

    def __init__(self):
        self.counts = {}

    def __call__(self, link, position, learning_rate, batch_length):
        count = self.counts[position] = self.counts.get(position, 0) + 1
        link.weight = link.weight - learning_rate / count * link.weight_sensitivity / batch_length

    def state(self):
        return dict(self.counts)

    def restore(self, state):
        self.counts = dict(state)


def sum_of_outputs(outputs, expected):
    return sum(outputs, 0.0)


def stepped(trainer, samples, epochs, validation=None):
    """Step through some epochs, and return the Trainer."""
    training = trainer.start(samples, validation=validation)
    while trainer.epochs_done < epochs:
        training.step()
    return trainer


@given(training_cases(), st.integers(1, 3), st.booleans(), st.booleans())
def test_stepping_gives_the_same_bits_records_and_state_as_train(case, batch_size, shuffle, plain):
    network, samples = case
    trainers = []
    for go in (lambda trainer: trainer.train(samples, 3, validation=samples[:1]), None):
        trainer = Trainer(
            network.copy(),
            learning_rate=lambda epoch: 0.1 / epoch,
            batch_size=batch_size,
            shuffle=shuffle,
            nudging=None if plain else Memory(),
            measures=[sum_of_outputs],
        )
        trainers.append(trainer)
        if go:
            go(trainer)
        else:
            stepped(trainer, samples, 3, validation=samples[:1])
    assert bits(trainers[0].network) == bits(trainers[1].network)
    assert trainers[0].state() == trainers[1].state()


@given(training_cases(), st.integers(1, 3), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_how_many_batches_a_step_takes_changes_no_result(case, batch_size, at_once):
    network, samples = case
    other = Trainer(network.copy(), learning_rate=0.1, batch_size=batch_size)
    trainer = Trainer(network, learning_rate=0.1, batch_size=batch_size)
    training = trainer.start(samples)
    for batches in itertools.cycle(at_once):
        done = training.found.count if training.is_in_an_epoch else 0
        progress = training.step(batches)
        assert progress.done == min(done + batches * batch_size, len(samples))
        if trainer.epochs_done == 2:
            break
    stepped(other, samples, 2)
    assert bits(trainer.network) == bits(other.network)
    assert trainer.state() == other.state()


def test_one_step_is_one_batch_and_returns_the_progress():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5, batch_size=3)
    training = trainer.start(XOR)
    for wrong in (0, 1.0, "2"):
        with pytest.raises((TypeError, ValueError), match="batches must be"):
            training.step(wrong)
    before = bits(trainer.network)
    assert not training.is_in_an_epoch and trainer.state()["epochs_done"] == 0
    progress = training.step()
    assert bits(trainer.network) != before
    assert (progress.epoch, progress.done, progress.samples) == (1, 3, 4)
    assert training.is_in_an_epoch and sorted(training.order) == [0, 1, 2, 3]
    progress = training.step()
    assert (progress.epoch, progress.done) == (1, 4)
    assert not training.is_in_an_epoch
    assert trainer.history[-1].error == progress.error
    assert training.step().epoch == 2


def test_in_the_middle_of_an_epoch_state_and_another_training_are_refused():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    training = trainer.start(XOR)
    training.step()
    for what, ask in (
        (r"state\(\)", trainer.state),
        ("another training run", lambda: trainer.train(XOR, 1)),
        ("another training run", lambda: trainer.start(XOR)),
    ):
        with pytest.raises(
            ValueError,
            match=rf"^{what} must wait: 1 of 4 samples of epoch 1 are done.* leave\(\)",
        ):
            ask()
    for _ in range(3):
        training.step()
    other = Trainer(trainer.network.copy(), learning_rate=0.5)
    other.restore(trainer.state())
    trainer.train(XOR, 2)
    other.train(XOR, 2)
    assert bits(trainer.network) == bits(other.network)


def test_leaving_keeps_the_weights_and_allows_another_training():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    training = trainer.start(XOR)
    assert repr(training) == "Training between two epochs"
    training.step()
    assert repr(training) == "Training in an epoch: 1 of 4 samples done"
    after_one = bits(trainer.network)
    training.leave()
    assert bits(trainer.network) == after_one
    assert trainer.state()["epochs_done"] == 0
    with pytest.raises(ValueError, match=r"^this Training has ended; .*start\(\)"):
        training.step()
    assert len(trainer.train(XOR, 1)) == 1


def test_a_training_ends_when_another_begins_or_a_state_is_restored():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    for replace in (
        lambda: trainer.start(XOR),
        lambda: trainer.train(XOR, 1),
        lambda: trainer.restore(trainer.state()),
    ):
        training = trainer.start(XOR)
        replace()
        before = bits(trainer.network)
        with pytest.raises(ValueError, match="this Training has ended"):
            training.step()
        assert bits(trainer.network) == before
    training = trainer.start(XOR)
    trainer.start(XOR).step()
    training.leave()
    with pytest.raises(ValueError, match="must wait"):
        trainer.state()


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copy_made_in_the_middle_of_an_epoch_has_no_training(copied):
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    trainer.start(XOR).step()
    other = copied(trainer)
    assert other.training is None
    assert len(other.train(XOR, 1)) == 1


def test_between_two_steps_the_network_can_be_looked_at_and_changed():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5, shuffle=False)
    training = trainer.start(XOR)
    training.step()
    twin = trainer.network.copy()
    trainer.network.propagate([1, 1])
    trainer.network.link("x1->h1").weight = 0.75
    twin.link("x1->h1").weight = 0.75
    training.step()
    twin.learn(*XOR[1], 0.5)
    assert bits(trainer.network) == bits(twin)


def test_weight_sensitivities_that_are_left_over_between_two_steps_are_refused():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    training = trainer.start(XOR)
    training.step()
    network = trainer.network
    network.propagate([1, 1])
    network.compare([0])
    network.backpropagate()
    before = bits(network), network.links[0].weight_sensitivity
    with pytest.raises(ValueError, match="still has a weight sensitivity"):
        training.step()
    assert before == (bits(network), network.links[0].weight_sensitivity)
    network.forget()
    assert training.step().done == 2


def test_in_a_step_ctrl_c_comes_after_the_batch_and_between_steps_at_once():
    class InterruptingLink(Link):
        def nudge(self, learning_rate):
            signal.raise_signal(signal.SIGINT)
            super().nudge(learning_rate)

    network = Network([2, 2, 1], link_type=InterruptingLink)
    twin = Network([2, 2, 1])
    trainer = Trainer(network, learning_rate=0.5, shuffle=False)
    training = trainer.start(XOR)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    with pytest.raises(KeyboardInterrupt):
        training.step()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    twin.learn(*XOR[0], 0.5)
    assert bits(network) == bits(twin)
    network.refuse_left_overs()
    assert trainer.state()["epochs_done"] == 0


def test_a_step_that_diverges_undoes_the_whole_epoch():
    class Exploding(Memory):
        def __call__(self, link, position, learning_rate, batch_length):
            super().__call__(link, position, learning_rate, batch_length)
            if self.counts[position] == 4:
                link.weight = math.inf

    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5, nudging=Exploding())
    before = bits(trainer.network), trainer.random.getstate()
    training = trainer.start(XOR)
    for _ in range(3):
        training.step()
    with pytest.raises(TrainingDiverged, match="diverged in epoch 1: the weight of b1->h1 is inf"):
        training.step()
    assert before == (bits(trainer.network), trainer.random.getstate())
    assert trainer.nudging.counts == {} and trainer.training is None


def test_no_training_can_be_started_or_stepped_while_its_trainer_trains():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    training = trainer.start(XOR)
    for ask in (training.step, lambda: trainer.start(XOR)):
        with pytest.raises(ValueError, match="this Trainer is already training"):
            trainer.train(XOR, 1, on_epoch=lambda record, ask=ask: ask())
