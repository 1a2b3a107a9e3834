"""Two threads and one network: each waits for its turn or is refused, and no outputs mix."""

from __future__ import annotations

import copy
import pickle
import threading
from typing import Any

import pytest
from support.networks import XOR, bits

from lernmi import Activation, Link, Network, Trainer
from lernmi.activations import sigmoid

SAMPLE = ([1.0, 0.5], [1.0])
OTHER = ([0.25, -1.0], [0.0])


def in_a_thread(act) -> list[Any]:
    """Call `act` in another thread, and return what it returned or raised, in a list."""
    answer: list[Any] = []

    def work():
        try:
            answer.append(act())
        except ValueError as problem:
            answer.append(problem)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    return answer


class Meddler:
    """Another thread that uses a network in the middle of something else."""

    def __init__(self, act) -> None:
        self.act = act
        self.worker: threading.Thread | None = None
        self.answer: list[Any] = []

    def meddle(self) -> None:
        if self.worker is None:
            self.worker = threading.Thread(target=lambda: self.answer.append(self.act()))
            self.worker.start()
            # Without waiting for its turn, it would be done long before.
            self.worker.join(0.05)

    def result(self) -> Any:
        assert self.worker is not None
        self.worker.join()
        return self.answer[0]


class MeddledLink(Link):
    """A Link that starts a Meddler when one of its attributes is set."""

    meddler: Any = None
    attribute = ""

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if self.meddler is not None and name == self.attribute and self.name == "x1->h1":
            self.meddler.meddle()


def meddled_network(monkeypatch, attribute: str, act) -> tuple[Network, Meddler]:
    network = Network([2, 2, 1], link_type=MeddledLink, seed=1)
    meddler = Meddler(lambda: act(network))
    monkeypatch.setattr(MeddledLink, "meddler", meddler)
    monkeypatch.setattr(MeddledLink, "attribute", attribute)
    return network, meddler


def test_two_threads_that_propagate_at_once_both_get_the_right_outputs():
    meddler = Meddler(lambda: network.propagate(OTHER[0]))

    def function(total_input):
        if threading.current_thread() is threading.main_thread():
            meddler.meddle()
        return sigmoid.function(total_input)

    own = Activation("own", function, sigmoid.slope)
    network, twin = Network([2, 2, 1], activation=own), Network([2, 2, 1])
    assert network.propagate(SAMPLE[0]) == twin.propagate(SAMPLE[0])
    assert meddler.result() == twin.propagate(OTHER[0])


def test_two_threads_that_learn_at_once_learn_one_sample_after_the_other(monkeypatch):
    network, meddler = meddled_network(
        monkeypatch, "weight_sensitivity", lambda network: network.learn(*OTHER, 0.5)
    )
    twin = Network([2, 2, 1], seed=1)
    assert network.learn(*SAMPLE, 0.5) == twin.learn(*SAMPLE, 0.5)
    assert meddler.result() == twin.learn(*OTHER, 0.5)
    assert bits(network) == bits(twin)


@pytest.mark.parametrize("change", ["nudge", "weights"])
@pytest.mark.parametrize("other", ["propagate", "copy"])
def test_another_thread_sees_all_weights_changed_or_none(change, other, monkeypatch):
    def outputs(network):
        return (network if other == "propagate" else network.copy()).propagate(OTHER[0])

    network, meddler = meddled_network(monkeypatch, "weight", outputs)
    twin = Network([2, 2, 1], seed=1)
    for one in (network, twin):
        if change == "nudge":
            one.propagate(SAMPLE[0])
            one.compare(SAMPLE[1])
            one.backpropagate()
            one.nudge(0.5)
        else:
            one.weights = [[0.5] * 6, [0.25] * 3]
    assert meddler.result() == twin.propagate(OTHER[0])


def test_another_thread_that_learns_waits_until_forget_is_done(monkeypatch):
    network, meddler = meddled_network(
        monkeypatch, "weight_sensitivity", lambda network: network.learn(*OTHER, 0.5)
    )
    network.link("h2", "y1").weight_sensitivity = 0.5
    network.forget()
    twin = Network([2, 2, 1], seed=1)
    assert meddler.result() == twin.learn(*OTHER, 0.5)
    assert bits(network) == bits(twin)


VERBS = {
    "learn": lambda network: network.learn(*SAMPLE, 0.5),
    "propagate": lambda network: network.propagate(SAMPLE[0]),
    "compare": lambda network: network.compare(SAMPLE[1]),
    "backpropagate": lambda network: network.backpropagate(),
    "nudge": lambda network: network.nudge(0.5),
    "forget": lambda network: network.forget(),
    "copy": lambda network: network.copy(),
    "weights": lambda network: setattr(network, "weights", [[0.5] * 6, [0.25] * 3]),
    "another Trainer": lambda network: Trainer(network, learning_rate=0.5).train(XOR, 1),
}


@pytest.mark.parametrize("verb", VERBS)
def test_while_a_trainer_trains_a_network_other_threads_are_refused(verb):
    network, twin = Network([2, 2, 1]), Network([2, 2, 1])
    refused = []

    def let_another_thread_try(record):
        network.propagate(SAMPLE[0])
        network.compare(SAMPLE[1])
        network.backpropagate()
        before = [repr(link) for link in network.links]
        refused.extend(in_a_thread(lambda: VERBS[verb](network)))
        assert [repr(link) for link in network.links] == before
        assert network.stage == "backpropagated"

    Trainer(network, learning_rate=0.5).train(XOR, 2, on_epoch=let_another_thread_try)
    for problem in refused:
        assert str(problem).startswith("a Trainer is training this network in another thread")
    assert len(refused) == 2
    Trainer(twin, learning_rate=0.5).train(XOR, 2)
    assert bits(network) == bits(twin)
    # After the training, the other thread may use it.
    network.propagate(SAMPLE[0])
    if verb == "backpropagate":
        network.compare(SAMPLE[1])
    if verb == "nudge":
        network.forget()
    assert not isinstance(in_a_thread(lambda: VERBS[verb](network))[0], ValueError)


def test_a_trainer_that_is_training_refuses_another_thread():
    network = Network([2, 2, 1])
    trainer = Trainer(network, learning_rate=0.5)
    refused = []
    trainer.train(
        XOR, 1, on_epoch=lambda record: refused.extend(in_a_thread(lambda: trainer.train(XOR, 1)))
    )
    assert str(refused[0]).startswith("this Trainer is already training")
    assert not trainer.is_training
    assert len(in_a_thread(lambda: trainer.train(XOR, 1))[0]) == 2


def test_a_trainer_refuses_another_thread_even_while_it_checks_the_samples():
    network = Network([2, 2, 1])
    trainer = Trainer(network, learning_rate=0.5)
    refused = []

    class Looked(list):
        def __iter__(self):
            refused.extend(in_a_thread(lambda: trainer.train(XOR, 1)))
            return super().__iter__()

    trainer.train(Looked(XOR), 1)
    assert str(refused[0]).startswith("this Trainer is already training")
    assert trainer.epochs_done == 1


def test_a_training_that_is_refused_or_stopped_leaves_the_network_free():
    network = Network([2, 2, 1])
    trainer = Trainer(network, learning_rate=0.5)

    def stop(record):
        raise KeyboardInterrupt

    with pytest.raises(TypeError):
        trainer.train(XOR, "odd")
    assert not trainer.is_training
    with pytest.raises(KeyboardInterrupt):
        trainer.train(XOR, 1, on_epoch=stop)
    assert not trainer.is_training
    assert isinstance(in_a_thread(lambda: network.propagate(SAMPLE[0]))[0], list)


def test_a_trainer_may_train_the_same_network_in_a_callback_of_another():
    network = Network([2, 2, 1])
    outer, inner = (Trainer(network, learning_rate=0.5) for _ in range(2))

    def train_inner(record):
        inner.train(XOR, 1)
        assert outer.is_training
        assert not inner.is_training
        assert isinstance(in_a_thread(network.copy)[0], ValueError)

    outer.train(XOR, 2, on_epoch=train_inner)
    assert inner.epochs_done == 2
    assert not outer.is_training


def test_a_sample_can_be_handed_from_thread_to_thread_between_two_verbs():
    network, twin = Network([2, 2, 1]), Network([2, 2, 1])
    in_a_thread(lambda: network.propagate(SAMPLE[0]))
    in_a_thread(lambda: network.compare(SAMPLE[1]))
    in_a_thread(network.backpropagate)
    in_a_thread(lambda: network.nudge(0.5))
    twin.learn(*SAMPLE, 0.5)
    assert bits(network) == bits(twin)


@pytest.mark.parametrize(
    "copied", [Network.copy, copy.deepcopy, lambda network: pickle.loads(pickle.dumps(network))]
)
def test_a_copy_made_while_a_trainer_trains_is_free(copied):
    network = Network([2, 2, 1])
    copies = []
    Trainer(network, learning_rate=0.5).train(
        XOR,
        1,
        on_epoch=lambda record: copies.append(
            in_a_thread(lambda: made.learn(*SAMPLE, 0.5)) if (made := copied(network)) else None
        ),
    )
    assert copies == [[copies[0][0]]]
    assert isinstance(copies[0][0], float)


def test_a_pickle_without_a_turn_loads_and_learns():
    # As version 0.1.0 pickled it.
    network, twin = Network([2, 2, 1]), Network([2, 2, 1])
    del network.turn
    restored = pickle.loads(pickle.dumps(network))
    restored.learn(*SAMPLE, 0.5)
    twin.learn(*SAMPLE, 0.5)
    assert bits(restored) == bits(twin)


def test_a_shallow_copy_that_shares_the_neurons_shares_the_turn():
    network = Network([2, 2, 1])
    assert copy.copy(network).turn is network.turn
    assert network.copy().turn is not network.turn
