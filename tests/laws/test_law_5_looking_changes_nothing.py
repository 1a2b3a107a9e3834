"""Law 5: reading any attribute or repr, of anything, at any moment, changes no result."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import given, settings
from support.networks import bits, seeds, training_cases

import lernmi
from lernmi import Trainer

CORE = str(Path(lernmi.__file__).parent)


def look_at(thing: object) -> None:
    """Do what a debugger's panel of variables does: read everything, print everything."""
    repr(thing)
    if type(thing).__module__.startswith("lernmi"):
        for name in dir(thing):
            repr(getattr(thing, name))


def look_at_everything(frame, event, argument):
    if not frame.f_code.co_filename.startswith(CORE):
        return None
    for value in list(frame.f_locals.values()):
        look_at(value)
        if isinstance(value, (list, tuple)):
            for member in value:
                look_at(member)
    return look_at_everything


def numbers_of(network) -> list[str]:
    numbers = [repr(neuron) for neuron in network.neurons]
    return numbers + [repr(link.output_sensitivity) for link in network.links]


# Every line looks at everything, so a few cases take as long as many of another test.
@settings(max_examples=max(2, settings.default.max_examples // 12))
@given(training_cases(), seeds)
def test_looking_at_everything_at_every_line_leaves_training_bit_identical(case, seed):
    network, samples = case
    watched = network.copy()
    trainer = Trainer(network, learning_rate=0.1, seed=seed)
    watched_trainer = Trainer(watched, learning_rate=0.1, seed=seed)
    trainer.train(samples, 2)
    tracing_before = sys.gettrace()
    sys.settrace(look_at_everything)
    try:
        watched_trainer.train(samples, 2)
    finally:
        sys.settrace(tracing_before)
    assert bits(network) == bits(watched)
    assert numbers_of(network) == numbers_of(watched)
    assert trainer.state() == watched_trainer.state()


@given(training_cases())
def test_looking_between_the_verbs_leaves_every_number_unchanged(case):
    network, samples = case
    watched = network.copy()
    inputs, expected = samples[0]
    for step in (
        lambda one: one.propagate(inputs),
        lambda one: one.compare(expected),
        lambda one: one.backpropagate(),
        lambda one: one.nudge(0.1),
    ):
        step(network)
        step(watched)
        for thing in [watched, *watched.neuron_layers, *watched.link_layers]:
            look_at(thing)
        for thing in [*watched.neurons, *watched.links]:
            look_at(thing)
        assert bits(network) == bits(watched)
        assert numbers_of(network) == numbers_of(watched)
        assert network.stage == watched.stage


@given(training_cases())
def test_every_repr_is_one_line(case):
    network, samples = case
    trainer = Trainer(network, learning_rate=0.1)
    things = [network, trainer, trainer.history]
    network.propagate(samples[0][0])
    trainer.train(samples, 1)
    things += [*network.neuron_layers, *network.link_layers, trainer.history, trainer.history[0]]
    things += [*network.neurons, *network.links, network.error_function]
    things += [neuron.activation for neuron in network.neurons]
    for thing in things:
        assert len(repr(thing).splitlines()) == 1
        assert len(repr(thing)) < 250
