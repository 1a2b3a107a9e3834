"""Law 8: a resumed training equals an uninterrupted one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR, bits, seeds, training_cases

from lernmi import Network, Trainer


class Momentum:
    """A NudgingRule with a state."""

    def __init__(self) -> None:
        self.velocities: dict[str, float] = {}

    def __call__(self, link, position, learning_rate, batch_length):
        mean = link.weight_sensitivity / batch_length
        velocity = 0.5 * self.velocities.get(str(position), 0) + mean
        self.velocities[str(position)] = velocity
        link.weight -= learning_rate * velocity

    def state(self):
        return dict(self.velocities)

    def restore(self, state):
        self.velocities = dict(state)


def trainer_of(network: Network, seed: int, batch_size: int, nudging: object) -> Trainer:
    return Trainer(
        network,
        learning_rate=lambda epoch: 0.1 / epoch,
        batch_size=batch_size,
        seed=seed,
        nudging=nudging,
    )


random_settings = (training_cases(), seeds, st.integers(1, 3), st.booleans())


@given(*random_settings, st.integers(0, 3), st.integers(0, 3))
def test_training_twice_equals_training_once_for_as_long(
    case, seed, batch_size, with_momentum, first, then
):
    network, samples = case
    through = network.copy()
    trainer = trainer_of(network, seed, batch_size, Momentum() if with_momentum else None)
    trainer.train(samples, first)
    trainer.train(samples, then)
    through_trainer = trainer_of(through, seed, batch_size, Momentum() if with_momentum else None)
    through_trainer.train(samples, first + then)
    assert bits(network) == bits(through)
    assert trainer.history == through_trainer.history
    assert trainer.state() == through_trainer.state()


@given(*random_settings, st.integers(0, 3), st.integers(0, 3))
def test_a_trainer_restored_from_json_continues_like_the_original(
    case, seed, batch_size, with_momentum, first, then
):
    network, samples = case
    trainer = trainer_of(network, seed, batch_size, Momentum() if with_momentum else None)
    trainer.train(samples, first)
    kept = json.dumps(trainer.state())
    other = network.copy()
    trainer.train(samples, then)

    restored = trainer_of(other, 99, batch_size, Momentum() if with_momentum else None)
    restored.restore(json.loads(kept))
    assert restored.epochs_done == first
    restored.train(samples, then)
    assert bits(other) == bits(network)
    assert restored.state() == trainer.state()


def broken_states():
    good = Trainer(Network([2, 1]), learning_rate=0.1).state()
    yield {}
    yield {**good, "epochs_done": 3}
    yield {**good, "random_state": [3, [1, 2, 3], None]}
    yield {**good, "random_state": "dice"}
    yield {**good, "history": [{"epoch": 1}]}
    yield {key: value for key, value in good.items() if key != "nudging_state"}
    yield []
    yield None


@pytest.mark.parametrize("state", list(broken_states()))
def test_an_invalid_state_is_refused_and_changes_nothing(state):
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1)
    trainer.train(XOR, 2)
    before = trainer.state()
    with pytest.raises(ValueError, match="restore"):
        trainer.restore(state)
    assert trainer.state() == before
