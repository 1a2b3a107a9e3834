"""What an engine can't do the same way is refused by name, before anything has changed."""

from __future__ import annotations

from fractions import Fraction
from importlib.util import find_spec
from typing import Any

import pytest

from lernmi import Activation, Link, Network, Neuron, Trainer
from lernmi.error_functions import ErrorFunction
from lernmi.training.nudging import Adam, Nudging

SAMPLES = [([0.5, 0.25], [1.0]), ([1, 0], [0])]


class OwnLink(Link):
    __slots__ = ()


class OwnNeuron(Neuron):
    __slots__ = ()


class OwnNetwork(Network):
    pass


def rewired() -> Network:
    network = Network([2, 2, 1])
    links = network.link_layers[0].links
    links[2], links[3] = links[3], links[2]
    return network


def without_a_link() -> Network:
    network = Network([2, 2, 1])
    del network.link_layers[0].links[-1]
    return network


def with_weight(weight: Any) -> Network:
    network = Network([2, 2, 1])
    network.link("x1", "h2").weight = weight
    return network


def with_verb_of_its_own() -> Network:
    network = Network([2, 2, 1])
    network.nudge = lambda learning_rate: None
    return network


def own_nudging(link: Any, position: int, learning_rate: float, batch_length: int) -> None:
    link.weight = link.weight - 0.1


REFUSED = [
    (lambda: Network([2, 2, 1], link_type=OwnLink), {}, SAMPLES, "OwnLink"),
    (lambda: Network([2, 2, 1], neuron_type=OwnNeuron), {}, SAMPLES, "OwnNeuron"),
    (lambda: OwnNetwork([2, 2, 1]), {}, SAMPLES, "OwnNetwork"),
    (rewired, {}, SAMPLES, "x1->h2 stands where x1->h1 would"),
    (without_a_link, {}, SAMPLES, "5 Links, and not 6"),
    (with_verb_of_its_own, {}, SAMPLES, "a nudge of its own"),
    (lambda: with_weight(Fraction(1, 3)), {}, SAMPLES, "x1->h2 is 1/3, of type Fraction"),
    (lambda: with_weight(1), {}, SAMPLES, "x1->h2 is 1, of type int"),
    (lambda: Network([2, 2, 1]), {}, [([Fraction(1, 2), 0], [1])], r"samples\[0\] inputs\[0\]"),
    (lambda: Network([2, 2, 1]), {}, [*SAMPLES, ([0, 0], [2**60])], r"samples\[2\] expected\[0\]"),
    (lambda: Network([2, 2, 1]), {"nudging": own_nudging}, SAMPLES, "neither a Nudging nor an"),
]


@pytest.mark.parametrize(("make", "settings", "samples", "words"), REFUSED)
def test_what_only_the_objects_can_do_is_refused_by_name(make, settings, samples, words, engine):
    network = make()
    before = repr(network.weights)
    trainer = Trainer(network, learning_rate=0.1, engine=engine, **settings)
    if engine == "auto":
        trainer.train(samples, 1)
        assert trainer.engine.chosen.name == "links"
        return
    with pytest.raises(ValueError, match=words) as refusal:
        trainer.train(samples, 1)
    assert f'engine "{engine}"' in str(refusal.value)
    assert 'engine="links" can' in str(refusal.value)
    assert repr(network.weights) == before
    assert list(trainer.history) == []


@pytest.mark.skipif(find_spec("numba") is None, reason="Numba is not installed")
def test_numba_names_a_function_of_ones_own_and_auto_takes_lists():
    square = Activation("square", lambda x: x * x, lambda x, output: 2 * x)
    own = ErrorFunction("own", lambda o, e: o[0] - e[0], lambda o, e: [1.0])
    for network, name in (
        (Network([2, 2, 1], activation=square), "square"),
        (Network([2, 2, 1], error=own), "own"),
    ):
        with pytest.raises(ValueError, match=f"{name} .*can't be compiled"):
            Trainer(network, learning_rate=0.1, engine="numba").train(SAMPLES, 1)
        trainer = Trainer(network, learning_rate=0.1, engine="auto")
        trainer.train(SAMPLES, 1)
        assert trainer.engine.chosen.name == "lists"
        assert name in trainer.engine.why


@pytest.mark.skipif(find_spec("numba") is None, reason="Numba is not installed")
def test_auto_takes_numba_where_it_can():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine="auto")
    trainer.train(SAMPLES, 1)
    assert trainer.engine.chosen.name == "numba"
    assert trainer.engine.why == "the fastest"


def test_without_numba_it_is_said_what_to_install(monkeypatch):
    import lernmi.engines.numba_engine as module

    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install 'lernmi\[fast\]'"):
        Trainer(Network([2, 1]), learning_rate=0.1, engine="numba")
    trainer = Trainer(Network([2, 1]), learning_rate=0.1, engine="auto")
    trainer.train(SAMPLES, 1)
    assert trainer.engine.chosen.name == "lists"
    assert "lernmi[fast]" in trainer.engine.why


@pytest.mark.parametrize("make", [lambda: Nudging(momentum=0.5), lambda: Adam()])
def test_a_nudging_of_another_network_is_refused(make, engine):
    nudging = make()
    Trainer(Network([2, 1]), learning_rate=0.1, engine=engine, nudging=nudging).train(SAMPLES, 1)
    other = Trainer(Network([2, 1]), learning_rate=0.1, engine=engine, nudging=nudging)
    with pytest.raises(ValueError, match="another network"):
        other.train(SAMPLES, 1)
