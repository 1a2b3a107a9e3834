"""Every engine gives the same bits as the Links: in weights, history and the Trainer's state."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi import Activation, Network, Trainer
from lernmi.error_functions import ErrorFunction
from lernmi.functions.error_functions import (
    CrossEntropy,
    hinge,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from lernmi.functions.nudging import Adam, Nudging
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from lernmi.initial_weights import uniform
from lernmi.support.engines import Workload
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.training.measures import absolute_error, results

numbers = st.one_of(
    st.just(0), st.just(0.0), st.just(-0.0), st.just(1), st.floats(-2, 2, allow_subnormal=False)
)
nudgings = st.sampled_from(
    [
        lambda: None,
        lambda: Nudging(momentum=0.9),
        lambda: Nudging(momentum=0.5, l1=0.001, l2=0.01),
        lambda: Nudging(l1=0.0),
        lambda: Adam(),
        lambda: Adam(mean_decay=0, l2=0.01, l1=0.0),
    ]
)


@st.composite
def trainings(draw: Any) -> dict[str, Any]:
    """A network, samples, and settings for a Trainer."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=4))
    error = draw(st.sampled_from(list(ERROR_FUNCTIONS.values())))
    if error is softmax_cross_entropy:
        sizes[-1] = max(2, sizes[-1])
    any_activation = st.sampled_from(list(ACTIVATIONS.values()))
    network = Network(
        sizes,
        activation=draw(any_activation),
        input_activation=draw(any_activation),
        output_activation=ACTIVATIONS["identity"]
        if isinstance(error, CrossEntropy)
        else draw(any_activation),
        error=error,
        initial_weights=uniform(-1.5, 1.5),
        seed=draw(st.integers(0, 1000)),
    )
    for neuron in draw(st.lists(st.sampled_from(network.neurons), max_size=2)):
        hidden = [each for layer in network.neuron_layers[1:-1] for each in layer.neurons]
        if any(neuron is each for each in hidden):
            neuron.activation = draw(any_activation)
    if draw(st.booleans()):
        draw(st.sampled_from(network.links)).weight = -0.0
    return {
        "network": network,
        "samples": draw(st.lists(samples(sizes, error), min_size=1, max_size=7)),
        "batch_size": draw(st.integers(1, 8)),
        "learning_rate": draw(st.sampled_from([0.5, 0.03, 1, lambda epoch: 0.1 / epoch])),
        "nudging": draw(nudgings),
        "seed": draw(st.integers(0, 1000)),
    }


@st.composite
def samples(draw: Any, sizes: list[int], error: ErrorFunction) -> Any:
    """A sample that suits the error function."""
    inputs = draw(st.lists(numbers, min_size=sizes[0], max_size=sizes[0]))
    outputs = sizes[-1]
    if error is softmax_cross_entropy:
        place = draw(st.integers(0, outputs - 1))
        return inputs, [1 if column == place else 0 for column in range(outputs)]
    kind = numbers
    if error is hinge:
        kind = st.sampled_from([-1, 1])
    elif isinstance(error, CrossEntropy):
        kind = st.one_of(st.sampled_from([0, 1]), st.floats(0, 1, allow_subnormal=False))
    return inputs, draw(st.lists(kind, min_size=outputs, max_size=outputs))


def bits(number: Any) -> Any:
    """Return a number exactly, with ints as floats of the same value."""
    return float(number).hex() if isinstance(number, (int, float)) else number


def trained(engine: str, case: dict[str, Any]) -> Any:
    """Train a copy for twice two epochs, and return its whole state, or how it failed."""
    network = case["network"].copy()
    trainer = Trainer(
        network,
        learning_rate=case["learning_rate"],
        batch_size=case["batch_size"],
        seed=case["seed"],
        engine=engine,
        nudging=case["nudging"](),
        measures=[absolute_error],
    )
    ended = ""
    try:
        trainer.train(case["samples"], 2, validation=case["samples"][:3])
        trainer.train(case["samples"], 2)
    except TrainingDiverged as problem:
        ended = str(problem)
    return {
        "weights": [bits(link.weight) for link in network.links],
        "output sensitivities": [
            None if link.output_sensitivity is None else bits(link.output_sensitivity + 0.0)
            for link in network.links
        ],
        "weight sensitivities": [link.weight_sensitivity for link in network.links],
        "stage": network.stage,
        "state": json.dumps(trainer.state()),
        "ended": ended,
    }


@given(case=trainings())
def test_an_engine_gives_the_same_bits_as_the_links(engine, case):
    by_links, by_engine = trained("links", case), trained(engine, case)
    if by_links["ended"]:
        # After a failure, the Links' output sensitivities may differ, or not be finite.
        del by_links["output sensitivities"], by_engine["output sensitivities"]
    assert by_engine == by_links


def test_real_training_on_digits_gives_the_same_network(engine):
    from lernmi.data.digits import load_digits

    digits = load_digits()[:150]
    left = []
    for name in ("links", engine):
        network = Network([64, 12, 10], seed=3)
        trainer = Trainer(network, learning_rate=0.5, batch_size=1, engine=name)
        trainer.train(digits, 2, validation=digits[:20])
        left.append(([bits(link.weight) for link in network.links], trainer.state()))
    assert left[0] == left[1]


def test_outputs_have_the_same_bits(engine):
    network = Network([3, 4, 2], output_activation=ACTIVATIONS["identity"], seed=1)
    # A sum begins at 0, and 0 + -0 is 0.
    network.link("b2", "y1").weight = -0.0
    network.link("h1", "y1").weight = 0.0
    all_inputs = [[0.3, 0, -1.0], [0.0, 0.0, 0.0], [1, 2.5, -0.0]]
    expected = [network.propagate(inputs) for inputs in all_inputs]
    trainer = Trainer(network, learning_rate=0.1, engine=engine)
    samples = [(inputs, [0, 0]) for inputs in all_inputs]
    trainer.engine.load(Workload(network, samples[:1], samples[1:]))
    found = list(trainer.engine.propagate_all(range(3)))
    assert [[bits(one) for one in row] for row in found] == [
        [bits(one) for one in row] for row in expected
    ]


def test_training_continues_with_weights_changed_between_epochs(engine):
    left = []
    for name in ("links", engine):
        network = Network([2, 3, 1], seed=2)

        def halve(record, network=network):
            network.weights = [[w / 2 for w in layer] for layer in network.weights]

        trainer = Trainer(network, learning_rate=0.5, engine=name)
        trainer.train([([0.5, 1.0], [1.0]), ([0.1, 0.2], [0.0])], 4, on_epoch=halve)
        left.append([bits(link.weight) for link in network.links])
    assert left[0] == left[1]


@pytest.mark.parametrize("name", ["links", "lists", "auto"])
def test_your_own_functions_work_in_lists(name):
    cube = Activation("cube", lambda x: x * x * x, lambda x, output: 3 * x * x)
    own_error = ErrorFunction(
        "fourth",
        lambda outputs, expected: (outputs[0] - expected[0]) ** 4,
        lambda outputs, expected: [4 * (outputs[0] - expected[0]) ** 3],
    )
    case = {
        "network": Network([2, 3, 1], activation=cube, error=own_error, seed=5),
        "samples": [([0.5, 0], [0.2]), ([0.1, 1], [0.4])],
        "batch_size": 1,
        "learning_rate": 0.1,
        "nudging": lambda: None,
        "seed": 0,
    }
    assert trained(name, case) == trained("links", case)


def test_a_weight_of_minus_0_becomes_the_same_as_with_the_links(engine):
    left = []
    for name in ("links", engine):
        network = Network([1, 1], activation=ACTIVATIONS["identity"])
        network.weights = [[0.5, -0.0]]
        trainer = Trainer(network, learning_rate=0.1, engine=name)
        # The output is right, so its sensitivity is 0, and 0 × -1 is -0.
        trainer.train([([-1.0], [0.5])], 1)
        left.append([bits(link.weight) for link in network.links])
    assert left[0] == left[1] == [(0.5).hex(), (-0.0).hex()]


def test_results_have_the_same_bits(engine):
    identity = ACTIVATIONS["identity"]
    network = Network([3, 20, 1], error=sigmoid_cross_entropy, output_activation=identity, seed=1)
    several = [([0.3, 0, -1.0], [1]), ([0.0, 0.0, 0.0], [0]), ([1, 2.5, -0.0], [1])]
    assert results(network, several, engine) == results(network, several)


def test_samples_are_found_by_position_in_long_lists_too(engine):
    """With more samples than fit one step of conversion, and different numbers of zeros."""
    network = Network([3, 2, 1], seed=1)
    several = []
    for place in range(2500):
        inputs = [place / 1000 if place % (2 + column) else 0.0 for column in range(3)]
        several.append((inputs, [place / 2500]))
    left = []
    for name in ("links", engine):
        its_network = network.copy()
        trainer = Trainer(its_network, learning_rate=0.5, batch_size=3, engine=name)
        trainer.train(several, 1, validation=several[1200:1300])
        left.append(([bits(link.weight) for link in its_network.links], trainer.state()))
    assert left[0] == left[1]


def test_a_batch_size_set_during_training_takes_effect_at_the_next_train(engine):
    several = [([place / 10], [place % 2]) for place in range(10)]
    left = []
    for name, batch_sizes in (("links", (3, 4)), (engine, (3, 4))):
        network = Network([1, 2, 1], seed=1)
        trainer = Trainer(network, learning_rate=0.5, batch_size=batch_sizes[0], engine=name)

        def change(record, trainer=trainer, batch_size=batch_sizes[1]):
            trainer.batch_size = batch_size

        trainer.train(several, 3, on_epoch=change)
        trainer.train(several, 2)
        left.append([bits(link.weight) for link in network.links])
    network = Network([1, 2, 1], seed=1)
    trainer = Trainer(network, learning_rate=0.5, batch_size=3)
    trainer.train(several, 3)
    trainer.batch_size = 4
    trainer.train(several, 2)
    assert left == 2 * [[bits(link.weight) for link in network.links]]


@pytest.mark.parametrize("batch_size", [3, 2**70])
def test_a_batch_may_be_larger_than_all_samples(engine, batch_size):
    network = Network([1, 1], seed=1)
    Trainer(network, learning_rate=0.5, batch_size=batch_size, engine=engine).train(
        [([0.5], [1]), ([0.25], [0])], 2
    )
    reference = Network([1, 1], seed=1)
    Trainer(reference, learning_rate=0.5, batch_size=2).train([([0.5], [1]), ([0.25], [0])], 2)
    assert network.weights == reference.weights


def test_neurons_keep_nothing_of_training_and_a_new_engine_changes_nothing(engine):
    network = Network([2, 2, 1], seed=1)
    network.propagate([0.5, 0.25])
    trainer = Trainer(network, learning_rate=0.5, engine=engine)
    trainer.engine.load(Workload(network, [([1, 1], [1])]))
    trainer.engine.store()
    name = getattr(trainer.engine, "chosen", trainer.engine).name
    if name != "links":
        # Nothing was learned, so the Neurons keep their numbers.
        assert network.neuron("x1").output == 0.5
    trainer.train([([1, 1], [1])], 1)
    if name != "links":
        assert [neuron.output for neuron in network.neuron_layers[1].neurons] == [None, None]
        assert network.stage == "ready"


def test_squares_too_large_for_adam_end_training_as_with_the_links(engine):
    ended = []
    for name in ("links", engine):
        network = Network([1, 1], activation=ACTIVATIONS["identity"], seed=1)
        before = network.weights
        trainer = Trainer(network, learning_rate=0.1, engine=name, nudging=Adam())
        with pytest.raises(TrainingDiverged) as problem:
            trainer.train([([1e160], [1.0])], 1)
        ended.append(str(problem.value))
        assert network.weights == before
    assert ended[0] == ended[1]


@pytest.mark.parametrize("name", ["links", "lists"])
def test_a_wrong_error_function_of_your_own_is_refused(name):
    def spoil(outputs, expected):
        outputs[0] = 7.0
        return [0.0]

    spoiling = ErrorFunction("spoiling", lambda outputs, expected: 0.0, spoil)
    network = Network([1, 1], error=spoiling, seed=1)
    seen = []

    def first_output(outputs, expected):
        seen.append(outputs[0])
        return 0

    trainer = Trainer(network, learning_rate=0.1, engine=name, measures=[first_output])
    trainer.train([([0.5], [1])], 1)
    assert seen == network.propagate([0.5])

    too_many = ErrorFunction("too_many", lambda outputs, expected: 0.0, lambda o, e: [0.0, 0.0])
    trainer = Trainer(Network([1, 1], error=too_many), learning_rate=0.1, engine=name)
    with pytest.raises(ValueError, match="y1"):
        trainer.train([([0.5], [1])], 1)


def test_sensitivities_left_over_from_before_do_not_leak_into_training(engine):
    several = [([1.0, 0.0], [1.0]), ([0.0, 1.0], [0.0])]
    left = []
    for name, looks in (("links", False), ("links", True), (engine, True)):
        network = Network([2, 2, 1], seed=1)

        def look(record, network=network, looks=looks):
            if looks:
                network.propagate([1, 0])
                network.compare([1])
                network.backpropagate()

        Trainer(network, learning_rate=0.5, engine=name).train(several, 3, on_epoch=look)
        assert [link.weight_sensitivity for link in network.links] == [0] * 9
        left.append([bits(link.weight) for link in network.links])
    assert left[0] == left[1] == left[2]


def test_a_trained_trainer_can_be_copied_and_sent_to_another_process(engine):
    several = [([1.0, 0.0], [1.0]), ([0.0, 1.0], [0.0])]
    trainer = Trainer(Network([2, 2, 1], seed=1), learning_rate=0.5, engine=engine)
    trainer.train(several, 2)
    copies = [copy.deepcopy(trainer), pickle.loads(pickle.dumps(trainer))]
    trainer.train(several, 2)
    for each in copies:
        each.train(several, 2)
        assert each.network.weights == trainer.network.weights
        assert each.state() == trainer.state()


def test_a_trainer_copied_in_its_callback_reaches_the_same_bits(engine):
    several = [([1.0, 0.0], [1.0]), ([0.0, 1.0], [0.0])]
    trainer = Trainer(Network([2, 2, 1], seed=1), learning_rate=0.5, engine=engine)
    kept = []

    def keep(record):
        kept.append((copy.deepcopy(trainer), pickle.loads(pickle.dumps(trainer))))

    trainer.train(several, 3, on_epoch=keep)
    for done, copies in enumerate(kept, 1):
        for each in copies:
            each.train(several, 3 - done)
            assert each.network.weights == trainer.network.weights
            assert each.state() == trainer.state()


def test_another_thread_can_neither_train_nor_query_during_training(engine):
    several = [([1.0, 0.0], [1.0]), ([0.0, 1.0], [0.0])]
    network, twin = Network([2, 2, 1], seed=1), Network([2, 2, 1], seed=1)
    refused = []

    def query(progress):
        for act in (
            lambda: Trainer(network, learning_rate=0.5, engine=engine).train(several, 1),
            lambda: network.propagate([1.0, 0.0]),
        ):
            worker = threading.Thread(target=attempt, args=[act])
            worker.start()
            worker.join()

    def attempt(act):
        try:
            act()
        except ValueError as problem:
            refused.append(str(problem))

    Trainer(network, learning_rate=0.5, engine=engine).train(several, 2, on_progress=query)
    Trainer(twin, learning_rate=0.5).train(several, 2)
    assert network.weights == twin.weights
    assert len(refused) >= 4
    assert all("training this network in another thread" in problem for problem in refused)


def test_a_validation_error_that_is_not_finite_ends_training_in_every_engine(engine):
    error = ErrorFunction(
        "endless",
        lambda outputs, expected: float("inf") if expected[0] else 0.0,
        lambda outputs, expected: [0.0],
    )
    network = Network([2, 1], error=error)
    engine = "lists" if engine == "numba" else engine
    trainer = Trainer(network, learning_rate=0.5, engine=engine)
    before, state = network.weights, trainer.state()
    with pytest.raises(TrainingDiverged, match="the validation error is inf"):
        trainer.train([([1, 0], [0])], 2, validation=[([1, 0], [1])])
    assert (network.weights, trainer.state()) == (before, state)


def test_a_position_without_a_sample_is_an_error(engine):
    trainer = Trainer(Network([8, 4], seed=1), learning_rate=0.5, engine=engine)
    trainer.train([([1.0] * 8, [0.0] * 4)] * 3, 1)
    for call in (
        lambda: trainer.engine.learn([0, 3], 0.1),
        lambda: trainer.engine.propagate_all([2, 100_000]),
    ):
        with pytest.raises(IndexError):
            call()


def test_links_removed_during_training_are_noticed(engine):
    network = Network([2, 20, 1], seed=1)
    trainer = Trainer(network, learning_rate=0.5, engine=engine)

    def rewire(record):
        del network.link_layers[0].links[1]

    with pytest.raises(ValueError, match=r"must keep its \d+ Links during training"):
        trainer.train([([1.0, 0.0], [1.0])], 3, on_epoch=rewire)
    assert trainer.epochs_done == 1


def test_a_velocity_that_fades_ends_at_the_same_zero(engine):
    least = 5e-324
    left = []
    for name in ("links", engine):
        network = Network([1, 1], activation=ACTIVATIONS["identity"])
        network.weights = [[1.0, -1.0]]
        nudging = Nudging(momentum=0.5)
        trainer = Trainer(network, learning_rate=0.1, batch_size=2, engine=name, nudging=nudging)
        trainer.train([([1.0], [least]), ([1.0], [least])], 1)
        trainer.train([([1.0], [least]), ([1.0], [0.0])], 1)
        left.append([bits(velocity) for velocity in trainer.state()["nudging_state"]["velocities"]])
    assert left[0] == left[1]
