from __future__ import annotations

import copy
import json
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR, bits, fractions, seeds, training_cases

from lernmi import Network, Trainer
from lernmi.activations import identity
from lernmi.functions.error_functions import absolute, sigmoid_cross_entropy
from lernmi.functions.nudging import Adam, Nudging
from lernmi.neuron import BiasNeuron
from lernmi.support.whole_epochs import TrainingDiverged

part = st.sampled_from([0.0, 0.5, 0.9, 0.99])
penalty = st.sampled_from([0.0, 0.001, 0.1])


def parts_of_links(network):
    """Return for each Link whether penalties apply to it."""
    return [not isinstance(link.input_neuron, BiasNeuron) for link in network.links]


@given(st.lists(st.tuples(fractions, fractions), min_size=1, max_size=4), fractions, fractions)
def test_the_rule_is_exactly_this_one(steps, weight, l2):
    momentum, l1, learning_rate, length = Fraction(1, 2), Fraction(1, 3), Fraction(1, 5), 3
    network = Network([1, 1], activation=identity)
    network.weights = [[weight, weight]]
    nudging = Nudging(momentum=momentum, l1=l1, l2=abs(l2))
    wanted = [weight, weight]
    velocities = [0, 0]
    for sensitivities in steps:
        for position, link in enumerate(network.links):
            link.weight_sensitivity = sensitivities[position]
            nudging(link, position, learning_rate, length)
            mean = sensitivities[position] / Fraction(length)
            if position == 1:
                mean += abs(l2) * wanted[1]
                mean += l1 * ((wanted[1] > 0) - (wanted[1] < 0))
            velocities[position] = momentum * velocities[position] + mean
            wanted[position] -= learning_rate * velocities[position]
        assert network.weights == (tuple(wanted),)
    assert nudging.state() == {"velocities": velocities}


@given(training_cases(), st.integers(1, 3))
def test_without_momentum_and_penalties_it_is_the_plain_nudge(case, batch_size):
    network, samples = case
    plain = network.copy()
    settings = {"learning_rate": 0.5, "batch_size": batch_size}
    Trainer(network, nudging=Nudging(), **settings).train(samples, 3)
    Trainer(plain, **settings).train(samples, 3)
    for ours, theirs in zip(network.links, plain.links):
        assert ours.weight == pytest.approx(theirs.weight, rel=1e-12, abs=1e-12)
    if batch_size == 1:
        assert bits(network) == bits(plain)


@pytest.mark.parametrize("rule", ["SGD", "Adam"])
@given(training_cases(), part, penalty, penalty, st.integers(1, 3))
def test_each_weight_moves_as_with_pytorchs_optimiser(rule, case, momentum, l1, l2, batch_size):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    network, samples = case
    by_hand = network.copy()
    parameters = [
        torch.tensor(weight, dtype=torch.float64, requires_grad=True)
        for layer in by_hand.weights
        for weight in layer
    ]
    penalised = parts_of_links(by_hand)
    groups = [
        {"params": [p for p, yes in zip(parameters, penalised) if yes], "weight_decay": l2},
        {"params": [p for p, yes in zip(parameters, penalised) if not yes], "weight_decay": 0.0},
    ]
    if rule == "SGD":
        nudging = Nudging(momentum=momentum, l1=l1, l2=l2)
        optimiser = torch.optim.SGD(groups, lr=0.1, momentum=momentum)
    else:
        nudging = Adam(mean_decay=momentum, l1=l1, l2=l2)
        optimiser = torch.optim.Adam(groups, lr=0.1, betas=(momentum, 0.999))
    trainer = Trainer(
        network, learning_rate=0.1, batch_size=batch_size, shuffle=False, nudging=nudging
    )
    trainer.train(samples, 3)

    for _ in range(3):
        for start in range(0, len(samples), batch_size):
            batch = samples[start : start + batch_size]
            for inputs, expected in batch:
                by_hand.propagate(inputs)
                by_hand.compare(expected)
                by_hand.backpropagate()
            for link, parameter, is_penalised in zip(by_hand.links, parameters, penalised):
                gradient = link.weight_sensitivity / len(batch)
                if is_penalised:
                    # PyTorch has no l1; this is the derivative of l1 × |weight|.
                    gradient += l1 * ((link.weight > 0) - (link.weight < 0))
                parameter.grad = torch.tensor(gradient, dtype=torch.float64)
            by_hand.forget()
            optimiser.step()
            for link, parameter in zip(by_hand.links, parameters):
                link.weight = parameter.item()
    for ours, theirs in zip(network.links, by_hand.links):
        # If a sensitivity is near 0, Adam divides noise by noise.
        tolerance = 1e-12 if rule == "SGD" else 1e-9
        assert ours.weight == pytest.approx(theirs.weight, rel=tolerance, abs=tolerance)


@given(training_cases(), penalty, st.integers(1, 3), seeds)
def test_l1_and_l2_are_the_nudges_of_a_penalty_in_the_error(case, l2, length, seed):
    network, samples = case
    l1 = 0.01
    before = [link.weight for link in network.links]
    plain = network.copy()
    settings = {"learning_rate": 0.1, "batch_size": len(samples)}
    Trainer(network, nudging=Nudging(l1=l1, l2=l2), **settings).train(samples, 1)
    Trainer(plain, **settings).train(samples, 1)
    for position, yes in enumerate(parts_of_links(network)):
        weight = before[position]
        pull = l2 * weight + (math.copysign(l1, weight) if weight else 0) if yes else 0
        moved = network.links[position].weight - plain.links[position].weight
        assert moved == pytest.approx(-0.1 * pull, rel=1e-9, abs=1e-12)


def test_one_step_with_log_loss_and_l2_matches_scikit_learns_worked_example():
    # The numbers are from sklearn/neural_network/tests/test_mlp.py, test_fit. They have three
    # decimals, and were rounded on the way.
    network = Network([3, 2, 1], output_activation=identity, error=sigmoid_cross_entropy)
    network.weights = [[0.1, 0.1, 0.1, 0.2, 0.3, 0.1, 0.5, 0], [1.0, 0.1, 0.2]]
    trainer = Trainer(network, learning_rate=0.1, nudging=Nudging(l2=0.1))
    samples = [([0.6, 0.8, 0.7], [0])]
    trainer.train(samples, 1)
    into_hidden, into_output = network.weights
    published = [0.098333, 0.09626, 0.098, 0.195756, 0.2956664, 0.096008, 0.4939998, -0.002244]
    assert into_hidden == pytest.approx(published, abs=5e-4)
    assert into_output == pytest.approx([0.9235, 0.04706, 0.154089], abs=5e-4)
    probabilities = network.error_function.outputs_to_probabilities(
        network.propagate(samples[0][0])
    )
    assert probabilities == pytest.approx([0.739], abs=5e-4)


@given(training_cases(), st.sampled_from([Nudging(momentum=0.9, l1=0.01), Adam(l2=0.01)]))
def test_continuing_from_a_state_in_json_equals_an_uninterrupted_training(case, rule):
    network, samples = case
    settings = {"learning_rate": 0.1, "batch_size": 2}
    through = network.copy()
    Trainer(through, nudging=copy.deepcopy(rule), **settings).train(samples, 4)
    first = Trainer(network, nudging=copy.deepcopy(rule), **settings)
    first.train(samples, 2)
    state = json.loads(json.dumps(first.state()))
    second = Trainer(network, nudging=copy.deepcopy(rule), **settings)
    second.restore(state)
    second.train(samples, 2)
    assert bits(network) == bits(through)


@pytest.mark.parametrize("rule", [Nudging(momentum=0.5), Adam()])
def test_a_nudging_of_another_network_is_refused_and_nothing_changes(rule):
    Trainer(Network([2, 1]), learning_rate=0.1, nudging=rule).train(XOR, 1)
    other = Network([2, 1])
    before = bits(other)
    with pytest.raises(ValueError, match=r"another network.*new one for each Trainer"):
        Trainer(other, learning_rate=0.1, nudging=rule).train(XOR, 1)
    assert bits(other) == before


@pytest.mark.parametrize("its_engine", ["links", "lists"])
@pytest.mark.parametrize(
    "make, setting",
    [
        (Nudging, {"momentum": Decimal("0.9")}),
        (Nudging, {"l1": Decimal("0.1")}),
        (Nudging, {"l2": Decimal(1)}),
        (Nudging, {"l2": 10**400}),
        (Adam, {"mean_decay": Decimal("0.9")}),
        (Adam, {"smallest": Fraction(10**400)}),
    ],
)
def test_settings_that_do_not_mix_with_the_weights_are_refused_by_name(its_engine, make, setting):
    network = Network([2, 1])
    rule = make(**setting)
    before, state = bits(network), rule.state()
    trainer = Trainer(network, learning_rate=0.1, nudging=rule, engine=its_engine)
    with pytest.raises(ValueError, match=rf"^{next(iter(setting))} is .* 0 \(a float\)"):
        trainer.train(XOR, 1)
    assert bits(network) == before and rule.state() == state
    network.refuse_left_overs()
    # It doesn't belong to a network yet.
    assert rule.first_link is None


@pytest.mark.parametrize("rule", [Nudging(momentum=0.5), Adam()])
@pytest.mark.parametrize(
    "state",
    [
        None,
        {},
        [1],
        {"velocities": 3, "means": 3},
        {"velocities": ["a"], "means": ["a"]},
        {"velocities": [math.nan], "means": [1.0], "squares": [1.0], "nudges": [1.5]},
        {"velocities": [None], "means": [1.0], "squares": [-1.0], "nudges": [1]},
        {"velocities": [1j], "means": [1.0], "squares": [1.0], "nudges": []},
    ],
)
def test_an_invalid_state_is_refused_and_changes_nothing(rule, state):
    before = rule.state()
    with pytest.raises(ValueError):
        rule.restore(state)
    assert rule.state() == before


def test_a_state_of_adam_from_a_link_that_never_moved_is_valid():
    rule = Adam()
    state = {"means": [0.0], "squares": [0.0], "nudges": [1]}
    rule.restore(state)
    assert rule.state() == state


@pytest.mark.parametrize("rule", [Nudging(momentum=0.5), Adam()])
def test_after_a_divergence_it_remembers_the_same_as_before(rule):
    network = Network([1, 2, 1], activation=identity)
    trainer = Trainer(network, learning_rate=0.01, nudging=rule)
    trainer.train([([1.0], [2.0])], 3)
    before = (bits(network), rule.state())
    trainer.learning_rate = 1e300
    with pytest.raises(TrainingDiverged):
        trainer.train([([1e300], [2.0])], 1)
    assert (bits(network), rule.state()) == before
    with pytest.raises(ValueError, match="another network"):
        Trainer(Network([1, 1]), learning_rate=0.1, nudging=rule).train([([1], [1])], 1)


def test_with_adam_a_square_too_large_for_a_float_counts_as_divergence():
    network = Network([1, 1], activation=identity, error=absolute)
    rule = Adam()
    trainer = Trainer(network, learning_rate=0.01, nudging=rule)
    before = bits(network)
    with pytest.raises(TrainingDiverged):
        trainer.train([([1e200], [0.0])], 1)
    assert bits(network) == before
    assert rule.state() == {"means": [], "squares": [], "nudges": []}


@pytest.mark.parametrize(
    "make, settings",
    [
        (Nudging, {"momentum": 1}),
        (Nudging, {"momentum": -0.1}),
        (Nudging, {"momentum": "0.9"}),
        (Nudging, {"l1": -1}),
        (Nudging, {"l2": math.nan}),
        (Nudging, {"l2": None}),
        (Adam, {"mean_decay": 1.0}),
        (Adam, {"square_decay": -1}),
        (Adam, {"smallest": 0}),
        (Adam, {"l1": -0.5}),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(make, settings):
    with pytest.raises((ValueError, TypeError), match=rf"^{next(iter(settings))} must be"):
        make(**settings)


def test_their_reprs_say_what_they_are():
    assert repr(Nudging(momentum=0.9, l2=0.001)) == "Nudging(momentum=0.9, l1=0, l2=0.001)"
    assert repr(Adam()) == ("Adam(mean_decay=0.9, square_decay=0.999, smallest=1e-08, l1=0, l2=0)")
