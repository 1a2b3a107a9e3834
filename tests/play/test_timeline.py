"""Wherever you walk in a training, the weights have the bits that the Trainer alone gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi import Link, Network, Trainer
from lernmi.activations import identity
from lernmi.data.logic import XOR
from lernmi.play import timeline as module
from lernmi.play.timeline import Edit, Place, Timeline
from lernmi.support.whole_epochs import TrainingDiverged

FLOATS = [([float(x) for x in inputs], [float(y)]) for inputs, [y] in XOR]
# The last batch of an epoch is a short one.
BATCHES = {1: FLOATS, 2: [*FLOATS, ([0.5, 0.5], [0.0])]}


def timeline_of(batch_size=1, link_type=Link, rate=1.0):
    network = Network([2, 2, 1], seed=8, link_type=link_type)
    samples = BATCHES[batch_size]
    return Timeline(network, samples, learning_rate=rate, batch_size=batch_size, seed=8)


def bits(network):
    return [[float(weight).hex() for weight in layer] for layer in network.weights]


def bits_by_the_trainer(step, batch_size=1, edits=()):
    """Return the bits after so many steps of the Trainer; `edits` are weights set by hand."""
    network = Network([2, 2, 1], seed=8)
    trainer = Trainer(network, learning_rate=1.0, batch_size=batch_size, seed=8)
    training = trainer.start(BATCHES[batch_size])
    for number in range(step + 1):
        for edit in edits:
            if edit.step == number:
                network.weights = edit.weights
        if number < step:
            training.step()
    return bits(network)


def everything(timeline):
    """Return all that a Timeline shows between two steps."""
    engine = timeline.engine
    return (
        timeline.place(),
        bits(timeline.network),
        timeline.shown_position(),
        timeline.next_position(),
        engine.errors[-1:],
        engine.noted,
        list(timeline.trainer.history),
    )


moves = st.one_of(
    st.tuples(st.just("learn"), st.integers(0, 11)),
    st.tuples(st.just("walk"), st.integers(1, 40)),
    st.tuples(st.just("walk to"), st.integers(0, 40)),
    st.tuples(st.just("go to"), st.integers(0, 30)),
    st.tuples(st.just("set"), st.floats(-3, 3)),
    st.tuples(st.just("return"), st.integers(0, 5)),
)


@given(st.sampled_from([1, 2]), st.lists(moves, max_size=8))
def test_after_any_walk_the_weights_have_the_bits_of_the_trainer(batch_size, walk):
    timeline = timeline_of(batch_size)
    places = [timeline.place()]
    for move, number in walk:
        if move == "learn":
            timeline.learn(number)
        elif move == "walk" and batch_size == 1:
            for _ in range(number):
                timeline.walk_forwards()
        elif move == "walk to" and batch_size == 1:
            timeline.walk_to(number)
        elif move == "go to":
            timeline.go_to(number)
            assert timeline.step == number
        elif move == "set":
            first, *others = timeline.network.weights
            timeline.set_weights([[number, *first[1:]], *others])
            assert timeline.network.links[0].weight == number
        elif move == "return":
            place = places[number % len(places)]
            timeline.return_to(place)
            assert timeline.place() == place
        places.append(timeline.place())
    timeline.leave_walk()
    assert bits(timeline.network) == bits_by_the_trainer(timeline.step, batch_size, timeline.edits)
    assert all(link.weight_sensitivity == 0 for link in timeline.network.links)


def test_whole_epochs_have_the_bits_and_the_history_of_train():
    timeline = timeline_of()
    timeline.learn(7)
    timeline.learn(13)
    trainer = Trainer(Network([2, 2, 1], seed=8), learning_rate=1.0, seed=8)
    history = trainer.train(FLOATS, 5)
    assert bits(timeline.network) == bits(trainer.network)
    assert timeline.trainer.history == history


@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 25), st.booleans())
def test_there_and_back_again_everything_is_the_same(step, there, edited, is_edited):
    timeline = timeline_of()
    if is_edited:
        timeline.go_to(edited)
        timeline.set_weights(Network([2, 2, 1], seed=3).weights)
    timeline.go_to(step)
    before = everything(timeline)
    timeline.go_to(there)
    timeline.go_to(step)
    assert everything(timeline) == before


@given(st.integers(0, 9), st.integers(1, 40))
def test_leaving_a_step_half_way_leaves_no_trace(step, count):
    timeline = timeline_of()
    timeline.learn(step)
    before = everything(timeline)
    for _ in range(count):
        if timeline.walk_forwards() is None:
            break
    else:
        timeline.leave_walk()
        assert everything(timeline) == before
        return
    # It went through to the end.
    timeline.go_to(step)
    assert everything(timeline) == before


def test_a_step_in_moments_notes_and_counts_what_a_whole_step_does():
    walked, whole = timeline_of(), timeline_of()
    for _ in range(9):
        while walked.walk_forwards() is not None:
            pass
        whole.learn(1)
        assert everything(walked) == everything(whole)


def test_half_way_through_a_step_nothing_is_left_of_an_earlier_one():
    timeline = timeline_of()
    timeline.walk_to(15)
    before = timeline.engine.noted
    assert before.output_sensitivities[:6] == [None] * 6
    timeline.learn(6)
    timeline.return_to(Place(0, 15, ()))
    assert timeline.engine.noted == before


def test_noted_are_the_numbers_before_the_nudge():
    timeline = timeline_of()
    timeline.learn(6)
    network = Network([2, 2, 1], seed=8)
    trainer = Trainer(network, learning_rate=1.0, seed=8)
    training = trainer.start(FLOATS)
    for _ in range(5):
        training.step()
    inputs, expected = FLOATS[training.order[1]]
    weights = [link.weight for link in network.links]
    network.propagate(inputs)
    error = network.compare(expected)
    network.backpropagate()
    noted = timeline.engine.noted
    assert timeline.shown_position() == training.order[1]
    assert timeline.engine.errors[-1] == error
    assert noted.weights == weights
    assert noted.outputs == [neuron.output for neuron in network.neurons]
    assert noted.sensitivities == [neuron.sensitivity for neuron in network.neurons]
    assert noted.weight_sensitivities == [link.weight_sensitivity for link in network.links]


@pytest.mark.parametrize("edited", [0, 3, 4, 6])
def test_weights_set_by_hand_are_set_again_on_the_way_forwards(edited):
    timeline = timeline_of()
    timeline.go_to(edited)
    timeline.set_weights(Network([2, 2, 1], seed=3).weights)
    timeline.learn(9)
    here = everything(timeline)
    timeline.go_to(0)
    timeline.learn(edited + 9)
    assert everything(timeline) == here
    assert bits(timeline.network) == bits_by_the_trainer(edited + 9, edits=timeline.edits)


def test_setting_weights_drops_what_was_set_later_and_keeps_what_was_set_before():
    timeline = timeline_of()
    for step in (2, 5, 8):
        timeline.go_to(step)
        timeline.set_weights(Network([2, 2, 1], seed=step).weights)
    timeline.go_to(5)
    timeline.set_weights(Network([2, 2, 1], seed=9).weights)
    assert timeline.edits == (
        Edit(2, Network([2, 2, 1], seed=2).weights),
        Edit(5, Network([2, 2, 1], seed=9).weights),
    )


def test_what_was_kept_after_other_edits_is_not_used():
    timeline = timeline_of()
    timeline.learn(5)
    place = timeline.place()
    timeline.go_to(2)
    timeline.set_weights(Network([2, 2, 1], seed=3).weights)
    edited = timeline.place()
    timeline.learn(4)
    timeline.return_to(place)
    assert bits(timeline.network) == bits_by_the_trainer(5)
    timeline.learn(4)
    timeline.return_to(edited)
    timeline.learn(9)
    assert bits(timeline.network) == bits_by_the_trainer(11, edits=edited.edits)


def test_a_long_training_keeps_few_states_and_still_finds_back(monkeypatch):
    monkeypatch.setattr(module, "MOST_NUMBERS", 6 * (9 + module.RANDOM_NUMBERS))
    timeline = timeline_of()
    assert timeline.most_kept == 6
    for _ in range(50):
        timeline.learn(4)
        assert len(timeline.kept) <= timeline.most_kept
    steps = [kept.step for kept in timeline.kept]
    assert steps[0] == 0
    assert len({after - before for before, after in zip(steps, steps[1:])}) == 1
    for step in (199, 131, 64, 5, 200, 0):
        timeline.go_to(step)
        assert bits(timeline.network) == bits_by_the_trainer(step)
        assert len(timeline.kept) <= timeline.most_kept


def test_after_a_training_that_diverges_the_epoch_can_begin_again():
    timeline = Timeline(
        Network([1, 1], seed=1, activation=identity), [([3.0], [1.0])] * 2, learning_rate=9
    )
    with pytest.raises(TrainingDiverged):
        timeline.learn(2000)
    step = timeline.step
    assert step > 0
    assert step % 2 == 0
    here = bits(timeline.network)
    timeline.go_to(0)
    timeline.learn(step)
    assert bits(timeline.network) == here


class Fuse(Link):
    """A Link that raises in the calls that `blows` counts down to."""

    blows: int = -1

    def backpropagate(self):
        Fuse.blows -= 1
        if Fuse.blows == 0:
            raise RuntimeError("the fuse has blown")
        super().backpropagate()


@pytest.fixture
def fuse():
    yield Fuse
    Fuse.blows = -1


def test_a_link_that_raises_during_a_step_leaves_the_start_of_the_epoch(fuse):
    timeline = timeline_of(link_type=fuse)
    timeline.learn(5)
    fuse.blows = 13
    with pytest.raises(RuntimeError):
        timeline.learn(20)
    assert timeline.step == 4
    timeline.learn(7)
    assert bits(timeline.network) == bits_by_the_trainer(11)


def test_a_link_that_raises_at_a_moment_leaves_the_step(fuse):
    timeline = timeline_of(link_type=fuse)
    timeline.learn(5)
    before = everything(timeline)
    fuse.blows = 4
    with pytest.raises(RuntimeError):
        while timeline.walk_forwards() is not None:
            pass
    assert everything(timeline) == before
    timeline.learn(6)
    assert bits(timeline.network) == bits_by_the_trainer(11)


def test_moments_need_one_sample_a_step():
    timeline = timeline_of(batch_size=2)
    timeline.learn(2)
    with pytest.raises(ValueError, match="need batch 1, and this is batch 2"):
        timeline.walk_forwards()
    assert timeline.place() == Place(2, 0, ())


def test_a_long_training_keeps_few_records_and_goes_back_to_any_epoch(monkeypatch):
    monkeypatch.setattr(module, "MOST_RECORDS", 50)
    network = Network([2, 2, 1], seed=1)
    long = Timeline(network, XOR, learning_rate=0.5)
    long.learn(4 * 500)
    history = long.trainer.history
    assert len(history) <= 51
    assert history[-1].epoch == long.trainer.epochs_done == 500
    assert [record.epoch for record in history] == sorted({each.epoch for each in history})
    weights = network.weights
    for epoch in (499, 137, 1, 0):
        long.go_to(4 * epoch)
        assert long.trainer.epochs_done == epoch
    long.go_to(4 * 500)
    assert network.weights == weights
