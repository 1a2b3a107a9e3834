"""A Session answers every message, and whatever you ask, the Trainer's bits stay what they are."""

from __future__ import annotations

import json
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lernmi import Link, Network, Trainer
from lernmi.activations import identity
from lernmi.data.logic import XOR
from lernmi.inside.diagram import drawn_neurons
from lernmi.play import Session
from lernmi.play.bits import bits_of, weights_from_bits
from lernmi.play.recipes import DEFAULTS, Recipe, read_recipe
from lernmi.play.showing import all_drawn_links
from lernmi.play.timeline import NotingEngine

FLOATS = [([float(x) for x in inputs], [float(y)]) for inputs, [y] in XOR]
# "xor" takes moments; "gauss" has batches, and its last one is short.
RECIPES = [{"learn": "xor"}, {"learn": "gauss", "points": 5, "batch": 2}]
# In this one a weight is held, and an answer opens another variant.
SITUATION = {"situation": "bias"}


def bits(network):
    return [[float(weight).hex() for weight in layer] for layer in network.weights]


def bits_by_the_trainer(session):
    """Return the bits after the session's steps, by a Trainer of its own."""
    recipe, timeline = session.recipe, session.timeline
    network = recipe.network()
    trainer = Trainer(network, learning_rate=recipe.rate, batch_size=recipe.batch, seed=recipe.seed)
    training = trainer.start(recipe.samples())
    for number in range(timeline.step + 1):
        for edit in timeline.edits:
            if edit.step == number:
                network.weights = edit.weights
        if number < timeline.step:
            training.step()
    return bits(network)


def ask(session, verb, **arguments):
    """Send a message that is not refused, through JSON, and return the reply."""
    message = json.loads(json.dumps({"verb": verb, **arguments}))
    reply = json.loads(json.dumps(session.handle(message), allow_nan=False))
    assert "refused" not in reply, reply["refused"]
    return reply


def refusal_of(session, verb, **arguments):
    reply = session.handle({"verb": verb, **arguments})
    json.dumps(reply, allow_nan=False)
    assert list(reply) == ["refused"]
    return reply["refused"]


def session_of(**recipe):
    session = Session()
    ask(session, "open", recipe=recipe)
    return session


def state_of(session):
    """Return the state, without what depends on how you got there."""
    state = session.state()
    del state["undoes"]
    return state


# Messages of every kind.

junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from([10**400, -1, "9" * 5000, "h1->y1", [], {}, [1], {"learn": "xor"}]),
)
names = st.sampled_from(["x1->h1", "b2->y1", "h1", "b1", "nobody", "x1->y1", "b1->y1", "x1→h1"])
steps = st.integers(0, 12)
weights = st.one_of(st.floats(-3, 3), st.sampled_from([0, 1, 1e200, -0.0, 5e-324]))


def message(verb, **arguments):
    return st.fixed_dictionaries({"verb": st.just(verb), **arguments})


valid = st.one_of(
    message("open"),
    message("learn", steps=steps),
    message("learn", epochs=st.integers(0, 3), continues=st.booleans()),
    message("moment", count=st.integers(-5, 50)),
    message("back", steps=steps),
    message("back", epochs=st.integers(0, 3)),
    message("go", step=steps),
    message("undo"),
    message("set", name=names, weight=weights, continues=st.booleans()),
    message("why", name=names, over=st.sampled_from(["sample", "all"])),
    message("plane", cells=st.just(2)),
    message("share"),
    message("answer", choice=st.one_of(names, st.integers(0, 2))),
    message("judge"),
)
verbs = ["open", "learn", "moment", "back", "go", "undo", "set", "why", "plane", "share", "answer"]
verbs += ["judge"]
arguments = ["steps", "epochs", "count", "step", "name", "weight", "low", "high", "cells"]
arguments += ["recipe", "id", "over", "choice"]
invalid = st.one_of(
    junk,
    st.fixed_dictionaries(
        {"verb": st.sampled_from(verbs)},
        optional={name: junk for name in arguments},
    ),
)


@settings(max_examples=100)
@given(st.sampled_from([*RECIPES, SITUATION]), st.lists(st.one_of(valid, invalid), max_size=7))
def test_any_messages_are_answered_and_keep_the_bits_of_the_trainer(recipe, messages):
    session = session_of(**recipe)
    for one in messages:
        before = session.timeline.place(), bits(session.network), list(session.undos)
        reply = session.handle(one)
        text = json.dumps(reply, allow_nan=False)
        assert json.loads(text) == reply
        if "refused" in reply:
            assert isinstance(reply["refused"], str)
            assert (
                session.timeline.place(),
                bits(session.network),
                session.undos,
            ) == before
    session.timeline.leave_walk()
    assert bits(session.network) == bits_by_the_trainer(session)
    # It is still usable.
    ask(session, "open")
    ask(session, "learn")


@given(st.sampled_from(RECIPES), steps, st.integers(1, 20))
def test_back_and_forward_again_give_the_same_bits_and_the_same_state(recipe, step, count):
    session = session_of(**recipe)
    ask(session, "learn", steps=step + count)
    before = bits(session.network), state_of(session)
    ask(session, "back", steps=count)
    assert session.timeline.step == step
    ask(session, "learn", steps=count)
    assert (bits(session.network), state_of(session)) == before


actions = st.one_of(
    message("learn", steps=steps),
    message("moment", count=st.integers(1, 40)),
    message("moment", count=st.integers(-5, -1)),
    message("back", steps=st.integers(1, 12)),
    message("go", step=steps),
    message("set", name=st.just("x1->h1"), weight=st.floats(-3, 3)),
)


@given(st.lists(actions, min_size=1, max_size=5))
def test_undo_returns_to_every_state_before(messages):
    session = session_of(learn="xor")
    states = []
    for one in messages:
        place = session.timeline.place()
        states.append((place, bits(session.network), state_of(session)))
        assert "refused" not in session.handle(one)
    # A message that changed nothing before another one needs no Undo of its own.
    while session.undos:
        place = session.undos[-1]
        ask(session, "undo")
        assert (place, bits(session.network), state_of(session)) in states
    assert (bits(session.network), state_of(session)) == states[0][1:]
    assert "nothing to undo" in refusal_of(session, "undo")


def test_one_undo_takes_back_a_whole_drag():
    session = session_of(learn="xor")
    ask(session, "learn", steps=3)
    before = state_of(session)
    for number, weight in enumerate([0.5, 0.6, 0.7]):
        ask(session, "set", name="x1->h1", weight=weight, continues=number > 0)
    ask(session, "undo")
    assert state_of(session) == before


def test_undo_says_how_many_steps_it_takes_back():
    session = session_of(learn="xor")
    assert session.state()["undoes"] is None
    for continues in (False, True, True):
        state = ask(session, "learn", steps=12, continues=continues)["state"]
    assert state["undoes"] == 36
    assert ask(session, "back", steps=5)["state"]["undoes"] == -5
    assert ask(session, "set", name="x1->h1", weight=0.5)["state"]["undoes"] == 0
    assert [ask(session, "undo")["state"]["undoes"] for _ in range(3)] == [-5, 36, None]


def test_a_whole_number_as_a_weight_can_be_shared():
    # JavaScript writes 1.0 as 1.
    session = session_of(learn="xor")
    ask(session, "set", name="x1->h1", weight=1)
    opened = session_of(**ask(session, "share")["recipe"])
    assert opened.network.link("x1", "h1").weight == 1


def test_weights_set_by_hand_come_back_on_the_way_forwards():
    session = session_of(learn="xor")
    ask(session, "learn", steps=3)
    ask(session, "set", name="x1->h1", weight=1)
    ask(session, "learn", steps=6)
    before = bits(session.network), state_of(session)
    ask(session, "back", epochs=2)
    assert session.timeline.step == 4
    ask(session, "back", epochs=1)
    ask(session, "go", step=9)
    assert (bits(session.network), state_of(session)) == before


def test_the_state_has_the_numbers_of_the_network():
    session = session_of(learn="xor")
    state = ask(session, "learn", steps=5)["state"]
    copy = session.network.copy()
    inputs, expected = FLOATS[state["sample"]["position"]]
    copy.propagate(inputs)
    error = copy.compare(expected)
    assert state["error"]["numbers"] == [session.timeline.engine.errors[-1], error]
    outputs = {neuron.name: neuron.output for neuron in copy.neurons}
    assert [numbers["number"] for numbers in state["neurons"]] == [
        outputs[neuron.name] for neuron in drawn_neurons(session.network)
    ]
    assert [numbers["number"] for numbers in state["links"]] == [
        copy.link(link.name).weight for link in all_drawn_links(session.network)
    ]
    before = session_of(learn="xor")
    ask(before, "learn", steps=4)
    for link, change in zip(all_drawn_links(session.network), state["done"]["numbers"]):
        assert change == link.weight - before.network.link(link.name).weight


def test_going_back_in_the_middle_of_a_step_goes_to_before_it():
    session = session_of(learn="xor")
    ask(session, "learn", steps=6)
    ask(session, "moment", count=5)
    assert ask(session, "back")["state"]["step"] == 6
    ask(session, "moment", count=5)
    assert ask(session, "back", steps=2)["state"]["step"] == 5
    ask(session, "moment", count=5)
    assert "at least 1" in refusal_of(session, "back", steps=0)


def test_a_number_of_epochs_means_to_the_end_or_to_the_start_of_one():
    session = session_of(learn="gauss", points=5, batch=2)
    assert session.timeline.steps_in_epoch == 3
    ask(session, "learn", steps=4)
    assert ask(session, "learn", epochs=2)["state"]["step"] == 9
    ask(session, "learn", steps=1)
    assert ask(session, "back", epochs=1)["state"]["step"] == 9
    assert ask(session, "back", epochs=1)["state"]["step"] == 6


def test_learning_for_some_time_is_learning_some_steps():
    session = session_of(learn="xor")
    step = ask(session, "learn", ms=3)["state"]["step"]
    assert step > 0
    other = session_of(learn="xor")
    ask(other, "learn", steps=step)
    assert bits(session.network) == bits(other.network)


def test_the_sample_of_a_step_is_explained_with_the_weights_that_the_page_shows():
    session = session_of(learn="mazur")
    why = ask(session, "why", name="h1->y1")["why"]
    assert "0.0821670" in why["text"]
    assert math.isclose(why["curve"]["sensitivity"], 0.082167040564)
    assert "0.08216704" in why["curve"]["words"]
    assert ask(session, "why", name="h1")["why"]["text"].startswith("h1, sigmoid")
    assert "which Links cause" in ask(session, "why")["why"]["text"]


def test_a_message_repeats_its_id():
    session = Session()
    assert session.handle({"verb": "learn", "id": 7})["id"] == 7
    assert session.handle({"verb": "dance", "id": "a"})["id"] == "a"


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (None, "a message must be an object"),
        ({}, "verb must be open or learn"),
        ({"verb": "__init__"}, "verb must be open or learn"),
        ({"verb": "learn", "step": 1}, "learn takes steps or epochs or ms or continues"),
        ({"verb": "undo", "step": 1}, "undo takes nothing"),
        ({"verb": "go"}, "go needs step"),
        ({"verb": "learn", "steps": 100_001}, "steps must be at most 100,000"),
        ({"verb": "learn", "steps": 1.5}, "steps must be a whole number"),
        ({"verb": "learn", "continues": 1}, "continues must be true or false"),
        ({"verb": "moment", "count": "1"}, "count must be a whole number"),
        ({"verb": "set", "name": 1, "weight": 1}, "name must be the name of a Link"),
        ({"verb": "set", "name": "h1", "weight": 1}, "there is no Link 'h1'"),
        ({"verb": "set", "name": "x1->h1", "weight": "1"}, "weight must be a number"),
        ({"verb": "set", "name": "x1->h1", "weight": math.nan}, "weight must be a finite number"),
        ({"verb": "set", "name": "x1->h1", "weight": 1, "low": 2, "high": 1}, "low must be below"),
        ({"verb": "why", "name": "x9"}, "there is no Neuron 'x9'"),
        ({"verb": "why", "over": "both"}, "over must be sample or all"),
        ({"verb": "plane", "cells": 65}, "cells must be at most 64"),
        ({"verb": "open", "recipe": "xor"}, "recipe must be an object"),
    ],
)
def test_a_message_that_does_not_fit_is_refused_and_changes_nothing(message, what):
    session = session_of(learn="xor")
    ask(session, "learn", steps=2)
    before = session.state()
    assert what in session.handle(message)["refused"]
    assert session.state() == before


# Recipes, and addresses.


@pytest.mark.parametrize(
    ("wishes", "what"),
    [
        ({"learn": "everything"}, "learn must be xor or and"),
        ({"learn": ["xor"]}, "learn must be xor or and"),
        ({"layers": "2"}, "layers must be 2 to 6 numbers"),
        ({"layers": "2--1"}, "layers must be 2 to 6 numbers"),
        ({"layers": [2, 1]}, "layers must be 2 to 6 numbers"),
        ({"layers": "2-65-1"}, "each layer must have 1 to 64 Neurons"),
        ({"layers": "2-500-1"}, "each layer must have 1 to 64 Neurons"),
        ({"layers": "2-0-1"}, "each layer must have 1 to 64 Neurons"),
        ({"layers": "3-1"}, "layers for xor must begin with 2 and end with 1"),
        ({"activation": "step"}, "activation must be sigmoid or tanh or relu"),
        ({"rate": "fast"}, "rate must be a number"),
        ({"rate": 0}, "learning_rate must be above 0"),
        ({"rate": "inf"}, "learning_rate must be a finite number"),
        ({"rate": 1001}, "rate must be at most 1000"),
        ({"batch": 0}, "batch must be at least 1"),
        ({"batch": "1001"}, "batch must be at most 1,000"),
        ({"seed": -1}, "seed must be at least 0"),
        ({"seed": 2**33}, "seed must be at most"),
        ({"points": 1}, "points must be at least 2"),
        ({"points": 2001}, "points must be at most 2,000"),
        ({"noise": 0.6}, "noise must be from 0 to 0.5"),
        ({"noise": "x"}, "noise must be a number"),
        ({"colour": "red"}, "a recipe's field must be learn or layers"),
        ({"layers": "2-" * 20 + "1"}, "layers must be at most 40 characters long"),
        ({"learn": "mazur", "seed": 1}, "only its rate can change"),
        ({"step": -1}, "step must be at least 0"),
        ({"step": 10**7}, "step must be at most"),
        ({"weights": "AAAA"}, "weights for this network are 96 characters long; got 4"),
        ({"weights": 7}, "weights for this network are 96 characters long; got 7"),
        ({"weights": "*" * 96}, "weights must be those of an address"),
        ({"weights": "_" * 96}, "must be a finite number; got nan"),
    ],
)
def test_a_recipe_that_does_not_fit_is_refused(wishes, what):
    session = session_of(learn="xor")
    ask(session, "learn", steps=2)
    before = session.state()
    assert what in refusal_of(session, "open", recipe=wishes)
    assert session.state() == before


@pytest.mark.parametrize("learn", DEFAULTS)
def test_every_recipe_opens_and_an_address_brings_it_back(learn):
    session = session_of(learn=learn)
    assert session.recipe == DEFAULTS[learn]
    assert ask(session, "share")["recipe"] == {"learn": learn}
    assert read_recipe(session.recipe.as_wishes()) == session.recipe


def test_a_recipe_as_an_address_has_it_is_the_same_recipe():
    recipe = Recipe("circle", "2-3-1", "relu", 0.25, 3, 5, 20, 0.125)
    assert read_recipe({**recipe.as_wishes()}) == recipe


@given(st.sampled_from(RECIPES), st.integers(0, 30), st.floats(-3, 3), st.booleans())
def test_what_was_shared_has_the_same_bits_and_the_same_next_steps(recipe, step, weight, sets):
    session = session_of(**recipe)
    ask(session, "learn", steps=step)
    if sets:
        ask(session, "set", name=all_drawn_links(session.network)[0].name, weight=weight)
    recipe = ask(session, "share")["recipe"]
    assert all(isinstance(value, str) for value in recipe.values())
    opened = session_of(**recipe)
    assert bits(opened.network) == bits(session.network)
    for _ in range(6):
        one, other = ask(session, "learn")["state"], ask(opened, "learn")["state"]
        for name in ("step", "words", "sample", "error", "links", "neurons", "done"):
            assert one[name] == other[name]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3))
def test_an_address_keeps_every_bit(numbers):
    network = Network([2, 1])
    network.weights = [numbers]
    text = bits_of(network.weights)
    other = Network([2, 1])
    other.weights = weights_from_bits(text, other)
    assert bits(other) == bits(network)


@pytest.mark.parametrize("number", [-0.0, 5e-324, -2.2250738585072014e-308, 1.7976931348623157e308])
def test_an_address_keeps_unusual_numbers(number):
    network = Network([1, 1])
    network.weights = [[number, 0.1]]
    before = bits(network)
    text = bits_of(network.weights)
    network.weights = [[0.0, 0.0]]
    network.weights = weights_from_bits(text, network)
    assert bits(network) == before


def test_what_can_not_be_shared_says_why():
    network = Network([1, 1], activation=identity)
    network.weights = [[Fraction(1, 3), Fraction(1)]]
    with pytest.raises(ValueError, match="one of them is 1/3"):
        bits_of(network.weights)
    assert "can't carry a network" in refusal_of(Session(network, [([1], [1])]), "share")


def test_a_large_network_does_not_fit_into_an_address():
    assert ask(session_of(layers="2-16-13-1"), "share")["fitsAddress"]
    assert not ask(session_of(layers="2-16-15-1"), "share")["fitsAddress"]


def test_sharing_in_the_middle_of_a_step_shares_the_place_before_it():
    session = session_of(learn="xor")
    ask(session, "learn", steps=6)
    recipe = ask(session, "share")["recipe"]
    ask(session, "moment", count=28)
    state = session.state()
    assert ask(session, "share")["recipe"] == recipe
    assert session.state() == state


# Networks of your own, and trouble.


def test_a_network_of_your_own_is_kept_when_a_window_opens_and_goes_back_to_its_start():
    network = Network([2, 2, 1], seed=8)
    session = Session(network, FLOATS, learning_rate=1.0)
    first = bits(network)
    ask(session, "learn", steps=9)
    other = session_of(learn="xor")
    assert session.network is network
    learned = bits(network)
    assert ask(session, "open")["scene"]["recipe"] is None
    assert bits(network) == learned
    refused = session.handle({"verb": "open", "recipe": {"learn": "xor"}})["refused"]
    assert "network" in refused and session.network is network
    ask(session, "go", step=0)
    assert bits(network) == first
    assert ask(other, "open")["state"]["step"] == 0


def test_fractions_stay_exact():
    network = Network([1, 1], activation=identity)
    network.weights = [[Fraction(1, 3), Fraction(1, 7)]]
    session = Session(network, [([Fraction(1)], [Fraction(1)])], learning_rate=Fraction(1, 2))
    ask(session, "learn", steps=2)
    # Two weights with input 1, and rate 1/2: the first step lands exactly.
    assert sum(network.weights[0]) == 1
    ask(session, "back", steps=2)
    assert network.weights == ((Fraction(1, 3), Fraction(1, 7)),)


def test_a_training_that_diverges_is_refused_and_the_session_goes_on():
    network = Network([1, 1], activation=identity, seed=1)
    session = Session(network, [([3.0], [1.0])] * 3, learning_rate=9.0)
    ask(session, "learn", steps=4)
    before = session.timeline.place(), bits(network), state_of(session)
    refused = refusal_of(session, "learn", steps=3000)
    assert "a number becomes too large. Try a smaller learning rate." in refused
    assert (session.timeline.place(), bits(network), state_of(session)) == before
    assert ask(session, "learn")["state"]["step"] == 5


def test_a_weight_for_which_nothing_can_be_explained_is_not_set():
    network = Network([1, 1], activation=identity, seed=1)
    session = Session(network, [([3.0], [1.0])])
    before = session.state()
    assert "can't be computed" in refusal_of(session, "set", name="x1->y1", weight=1e200)
    assert session.state() == before


class Fuse(Link):
    """A Link that raises in the calls that `blows` counts down to."""

    blows: int = -1

    def backpropagate(self):
        Fuse.blows -= 1
        if Fuse.blows == 0:
            raise RuntimeError("the fuse\nhas blown")
        super().backpropagate()


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("learn", {"steps": 7}), ("moment", {"count": 20}), ("learn", {"epochs": 3})],
)
def test_a_link_of_your_own_that_raises_changes_nothing(verb, arguments):
    network = Network([2, 2, 1], seed=8, link_type=Fuse)
    session = Session(network, FLOATS, learning_rate=1.0)
    ask(session, "learn", steps=6)
    before = session.timeline.place(), bits(network), session.state()
    Fuse.blows = 5
    try:
        refused = refusal_of(session, verb, **arguments)
    finally:
        Fuse.blows = -1
    assert refused == "Your code raised RuntimeError: the fuse has blown"
    assert (session.timeline.place(), bits(network), session.state()) == before
    ask(session, "learn")


def test_a_long_session_remembers_so_many_places_and_no_more(monkeypatch):
    monkeypatch.setattr("lernmi.play.session.MOST_UNDOS", 5)
    session = session_of(learn="xor")
    for _ in range(20):
        ask(session, "learn")
    assert len(session.undos) == 5
    ask(session, "undo")
    assert session.timeline.step == 19


def test_only_the_newest_step_of_a_message_is_noted(monkeypatch):
    calls = []
    monkeypatch.setattr(NotingEngine, "note", lambda engine: calls.append(1))
    session = session_of(learn="xor")
    ask(session, "learn", steps=9)
    assert len(calls) == 3, "one for each epoch"


def test_an_interrupted_message_leaves_the_weights_that_the_page_showed_last():
    class Interrupted(Link):
        __slots__ = ()

        def nudge(self, learning_rate):
            super().nudge(learning_rate)
            if interrupts and self.name == "h1->y1":
                raise KeyboardInterrupt

    interrupts = False
    network = Network([2, 2, 1], link_type=Interrupted, seed=1)
    session = Session(network, XOR)
    ask(session, "learn", steps=3)
    shown = bits(network)
    interrupts = True
    with pytest.raises(KeyboardInterrupt):
        session.handle({"verb": "learn", "steps": 5})
    interrupts = False
    assert bits(network) == shown
    Trainer(network, learning_rate=0.5).train(XOR, 1)


def test_a_message_that_moves_nothing_leaves_nothing_to_undo():
    session = session_of(learn="xor")
    assert ask(session, "back")["state"]["undoes"] is None
    assert ask(session, "moment", count=-1)["state"]["undoes"] is None


def test_page_up_in_a_step_goes_to_the_start_of_its_epoch():
    session = session_of(learn="xor")
    ask(session, "learn", steps=4)
    ask(session, "moment", count=3)
    assert ask(session, "back", epochs=1)["state"]["step"] == 4


def test_in_an_unfinished_step_why_is_about_the_weights_before_it():
    session = session_of(learn="xor")
    before = ask(session, "why", name="h1->y1")["why"]["curve"]
    ask(session, "moment", count=32)
    assert session.network.link("h1->y1").weight != before["weight"]
    assert ask(session, "why", name="h1->y1")["why"]["curve"] == before


def test_an_address_says_that_weights_come_from_it_and_cannot_move_held_ones():
    session = session_of(learn="xor")
    ask(session, "learn", steps=8)
    ask(session, "set", name="h1->y1", weight=2.5)
    opened = session_of(**ask(session, "share")["recipe"])
    state = ask(opened, "learn", steps=0)["state"]
    assert "come from an address" in state["words"] and "by hand" not in state["words"]
    # The epochs before them were of another training run.
    assert state["curve"] == []
    held = session_of(situation="bias")
    weights = [[5.0 for _ in layer] for layer in held.network.weights]
    recipe = {"situation": "bias", "weights": bits_of(weights)}
    assert "is held at 0" in held.handle({"verb": "open", "recipe": recipe})["refused"]


def test_a_failing_link_leaves_the_page_where_python_is():
    class Failing(Link):
        __slots__ = ()

        def nudge(self, learning_rate):
            if fails:
                raise RuntimeError("no nudge")
            super().nudge(learning_rate)

    fails = False
    session = Session(Network([2, 2, 1], link_type=Failing, seed=1), XOR)
    ask(session, "learn", steps=10)
    fails = True
    reply = session.handle({"verb": "learn"})
    assert reply["refused"] == "Your code raised RuntimeError: no nudge"
    assert reply["state"]["step"] == session.timeline.step == 8
    assert reply["state"]["words"].startswith("Step 8. The next sample is")


def test_a_refused_address_never_puts_its_own_words_on_the_page():
    word = "insult"
    fields = ["situation", "step", "weights", "rate", "bias", *Recipe._fields]
    bad = [{word: word}, {f"{word}=": "1"}, *({field: word} for field in fields)]
    bad += [{"situation": "bias", field: word} for field in (*fields[1:], word)]
    bad += [{"learn": "xor", field: f"{word} 1 {word}" * 9} for field in fields]
    for wishes in bad:
        refused = Session().handle({"verb": "open", "recipe": wishes})["refused"]
        # The page shows the part before "; got" (play.mjs).
        assert word not in refused.split("; got ")[0], wishes
