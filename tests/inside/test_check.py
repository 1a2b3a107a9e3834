from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.networks import SMOOTH, XOR, bits, exact_cases, float_cases, training_cases

from lernmi import Activation, Link, Network
from lernmi.activations import identity, leaky_relu, relu, sigmoid
from lernmi.data.samples import with_labels
from lernmi.error_functions import squared_error
from lernmi.functions.error_functions import absolute, hinge, softmax_cross_entropy
from lernmi.functions.initial_weights import he
from lernmi.inside.check import check_gradients
from lernmi.inside.explanations import explain

slow = pytest.mark.slow


class Wrong(Link):
    """A Link that forgets the slope."""

    def backpropagate(self):
        self.output_sensitivity = self.output_neuron.sensitivity
        self.weight_sensitivity += self.output_sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(self.output_sensitivity * self.weight)


@given(training_cases())
def test_backpropagation_passes_the_check_for_any_samples_and_nothing_changes(case):
    network, samples = case
    before = bits(network), network.stage
    found = check_gradients(network, samples)
    assert found.right, found
    assert not found.exact
    assert (bits(network), network.stage) == before
    assert {each.name for each in found.links} == {link.name for link in network.links}


@given(float_cases())
def test_a_bend_of_relu_makes_no_right_gradient_wrong(case):
    network, inputs, expected = case
    found = check_gradients(network, [(inputs, expected)])
    assert found.right, found


@given(exact_cases())
def test_with_fractions_the_check_is_exact(case):
    network, inputs, expected = case
    found = check_gradients(network, [(inputs, expected), (inputs, expected)])
    assert found.exact
    assert found.right
    assert "weight sensitivities are right, exactly." in str(found)


@given(exact_cases(), st.data())
def test_with_fractions_the_smallest_mistake_is_found(case, data):
    network, inputs, expected = case
    chosen = data.draw(st.sampled_from([link.name for link in network.links]))

    class AlmostRight(Link):
        def backpropagate(self):
            super().backpropagate()
            if self.name == chosen:
                self.weight_sensitivity += Fraction(1, 10**30)

    for layer in network.link_layers:
        layer.links = [AlmostRight(x.input_neuron, x.output_neuron, x.weight) for x in layer.links]
    found = check_gradients(network, [(inputs, expected)])
    assert [each.name for each in found.links if not each.fits] == [chosen]
    assert not found.right


@given(float_cases([sigmoid]))
def test_a_forgotten_slope_is_found_and_shown_with_both_numbers(case):
    network, inputs, expected = case
    wrong = Network([len(layer.neurons) for layer in network.neuron_layers], link_type=Wrong)
    wrong.weights = network.weights
    wrong.propagate(inputs)
    assume(wrong.compare(expected) > 0.01)
    found = check_gradients(wrong, [(inputs, expected)])
    assert not found.right
    worst = found.links[0]
    text = str(found)
    assert "weight sensitivities are wrong." in text
    first = text.splitlines()[text.splitlines().index("The worst:") + 1]
    assert worst.name in first
    assert "<- wrong" in first


def test_a_report_names_a_bend():
    network = Network([1, 1, 1], activation=relu, output_activation=identity)
    network.weights = [[0.0, 1.0], [0.0, 1.0]]
    found = check_gradients(network, [([0.0], [-3.0])])
    bend = next(each for each in found.links if each.name == "b1->h1")
    assert bend.at_a_bend
    assert bend.fits
    assert (bend.left, bend.right) == (pytest.approx(0, abs=1e-3), pytest.approx(3, abs=1e-2))
    assert "at a bend, where the slope jumps" in str(found)


def test_a_bend_nearby_does_not_count_as_a_bend_here():
    network = Network([1, 1, 1], activation=relu, output_activation=identity)
    network.weights = [[0.0, 0.5], [0.0, 1.0]]
    found = check_gradients(network, [([1e-6], [1.0])])
    assert found.right, found


def test_at_a_bend_fractions_are_exact_from_both_sides():
    network = Network([1, 1], activation=relu)
    network.weights = [[Fraction(0), Fraction(1)]]
    found = check_gradients(network, [([0], [1])])
    assert found.exact
    assert found.right, found
    bend = next(each for each in found.links if each.name == "b1->y1")
    assert (bend.left, bend.right, bend.at_a_bend) == (0, -1, True)


@pytest.mark.parametrize("scale", [1e-4, 1e-2, 1, 100, 1e4])
def test_the_tolerance_goes_with_the_scale_and_a_steep_curve_is_no_bend(scale):
    network = Network([2, 3, 2], activation=identity)
    found = check_gradients(network, [([scale, -2 * scale], [3 * scale, scale])])
    assert found.right, found
    assert not any(each.at_a_bend for each in found.links)
    network = Network([1, 1], activation=identity)
    network.weights = [[0.0, 0.001]]
    found = check_gradients(network, [([1000.0], [0.99])])
    assert found.right
    assert not any(each.at_a_bend for each in found.links)


@pytest.mark.parametrize("activation", [relu, leaky_relu])
@pytest.mark.parametrize("error", [absolute, hinge, squared_error])
@pytest.mark.parametrize("seed", range(3))
def test_samples_right_at_a_bend_are_left_out_and_raise_no_alarm(activation, error, seed):
    # Biases start at 0, so for the inputs 0 0 every hidden Neuron is exactly at relu's bend.
    samples = with_labels(XOR, -1, 1)
    network = Network(
        [2, 3, 3, 1], activation=activation, output_activation=identity, error=error, seed=seed
    )
    found = check_gradients(network, samples)
    assert found.right, found
    assert found.left_out >= 1
    assert f"{found.left_out} of 4 samples left out" in str(found)
    Factor.factor, Factor.chosen = -1.0, "h1_1->h2_1"
    network = Network(
        [2, 3, 3, 1],
        activation=activation,
        output_activation=identity,
        error=error,
        seed=seed,
        link_type=Factor,
    )
    found = check_gradients(network, samples)
    wrong = [each for each in found.links if not each.fits]
    link = next(each for each in found.links if each.name == "h1_1->h2_1")
    is_wrong = link.backpropagated != pytest.approx(link.tried)
    assert [each.name for each in wrong] == ([link.name] if is_wrong else [])


def test_where_several_bends_meet_nothing_is_reported_as_wrong():
    network = Network([1, 1, 2, 1], activation=relu, output_activation=identity)
    for link in network.links:
        link.weight = Fraction(0)
    for input_name, output_name, weight in [
        ("x1", "h1_1", 1),
        ("b1", "h1_1", 1),
        ("h1_1", "h2_1", 1),
        ("b2", "h2_1", -1),
        ("h1_1", "h2_2", -1),
        ("b2", "h2_2", 1),
        ("h2_1", "y1", 1),
        ("h2_2", "y1", -1),
    ]:
        network.link(input_name, output_name).weight = Fraction(weight)
    found = check_gradients(network, [([0], [1])])
    assert found.right
    assert "can't be checked" in str(found)


@pytest.mark.parametrize(
    "function, slope, bias",
    [
        (math.log, lambda x, y: 1 / x, 0.005),
        (math.sqrt, lambda x, y: 1 / (2 * y), 0.005),
        (lambda x: 1 / x, lambda x, y: -y * y, 0.01),
        (math.exp, lambda x, y: y, 300.0),
    ],
)
def test_an_activation_that_takes_only_some_numbers_is_checked_with_those(function, slope, bias):
    network = Network([1, 1], activation=Activation("own", function, slope))
    network.weights = [[0.0, bias]]
    found = check_gradients(network, [([1.0], [0.0])])
    assert found.right, found
    explain(network, ([1.0], [0.0]), "x1", "y1")


@pytest.mark.parametrize("weight", [1e160, Fraction(10**200), Decimal("1e400")])
def test_numbers_too_large_to_try_raise_no_error(weight):
    network = Network([1, 1], activation=identity)
    network.weights = [[type(weight)(0), weight]]
    assert check_gradients(network, [([1], [0])]).right


@pytest.mark.parametrize("error", [absolute, hinge])
def test_absolute_and_hinge_are_checked_exactly_too(error):
    network = Network([2, 1], activation=identity, error=error)
    network.weights = [[Fraction(1, 2), Fraction(1, 3), Fraction(-1, 5)]]
    found = check_gradients(network, with_labels(XOR, -1, 1))
    assert found.exact
    assert found.right, found


class Factor(Link):
    """A Link type that multiplies one Link's weight sensitivity by a wrong factor."""

    factor, chosen = 1.0, ""

    def backpropagate(self):
        super().backpropagate()
        if self.name == type(self).chosen:
            self.weight_sensitivity *= type(self).factor


@pytest.mark.parametrize("factor", [1.001, 0.999, 0.0, -1.0, 2.0])
@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=slow), pytest.param(2, marks=slow)])
def test_a_factor_in_one_link_is_found_whatever_the_others_are(factor, seed):
    Factor.factor = factor
    for link in Network([2, 3, 1]).links:
        Factor.chosen = link.name
        network = Network([2, 3, 1], link_type=Factor, seed=seed)
        found = check_gradients(network, XOR)
        assert [each.name for each in found.links if not each.fits] == [link.name], found


def test_a_difference_too_small_to_judge_is_not_reported_as_wrong():
    network = Network([1, 2], output_activation=identity, error=softmax_cross_entropy)
    network.weights = [[60.0, 0.0, 1.0, 0.0]]
    found = check_gradients(network, [([1.0], [1, 0])])
    assert found.right
    assert [each.name for each in found.links if not each.can_be_told] == ["b1->y2", "x1->y2"]
    assert "2 of them can't be checked" in str(found)


def test_all_activations_and_cross_entropies_pass():
    from lernmi.functions.ready_made import ACTIVATIONS

    for activation in ACTIVATIONS.values():
        network = Network(
            [3, 4, 3],
            activation=activation,
            output_activation=identity,
            error=softmax_cross_entropy,
            initial_weights=he,
            seed=2,
        )
        found = check_gradients(network, [([0.3, -0.5, 0.9], [0, 1, 0])])
        assert found.right, (activation, found)


def test_an_activation_that_is_not_exact_is_tried_instead():
    network = Network([2, 1])
    network.weights = [[Fraction(1, 2), Fraction(1, 3), 1]]
    assert not check_gradients(network, XOR).exact
    network = Network(
        [2, 1], activation=Activation("cube", lambda x: x * x * x, lambda x, y: 3 * x * x)
    )
    network.weights = [[Fraction(1, 2), Fraction(1, 3), 1]]
    assert check_gradients(network, XOR).exact


def test_samples_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"samples\[0\], inputs must have"):
        check_gradients(Network([2, 1]), [([1], [1])])
    assert SMOOTH
