"""The curve is what the network really does; its tangent is what backpropagation predicts."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.networks import SMOOTH, XOR, exact_cases, float_cases, fractions, numbers

from lernmi import Activation, Link, Network, Neuron
from lernmi.activations import identity
from lernmi.data.published import MAZUR
from lernmi.error_functions import ErrorFunction
from lernmi.inside.dual_numbers import Dual
from lernmi.inside.what_if import weight_curve, weight_surface

# Generating so many exact networks takes some time.
few = settings(max_examples=15)
MAZUR_SAMPLES = [(MAZUR.inputs, MAZUR.expected)]


@st.composite
def exact_samples(draw, max_layers=3):
    """A network of Fractions with one to three samples, and two of its Links."""
    network, inputs, expected = draw(exact_cases(max_layers))
    samples = [(inputs, expected)]
    for _ in range(draw(st.integers(0, 2))):
        samples.append(
            (numbers(draw, fractions, len(inputs)), numbers(draw, fractions, len(expected)))
        )
    # A bias and an input lead to every first Neuron, so there are at least two Links.
    links = network.links
    place = draw(st.integers(0, len(links) - 1))
    other_place = (place + draw(st.integers(1, len(links) - 1))) % len(links)
    return network, samples, links[place], links[other_place]


def mean_error(network, samples):
    errors = []
    for inputs, expected in samples:
        network.propagate(inputs)
        errors.append(network.compare(expected))
    return sum(errors) / Fraction(len(errors))


def everything(network):
    """Return the stage, and everything that the Neurons and Links hold."""
    held = [network.stage]
    for part in (*network.neurons, *network.links):
        for name in (Link if isinstance(part, Link) else Neuron).__slots__:
            value = getattr(part, name)
            if not hasattr(value, "name"):
                held.append((part.name, name, type(value), repr(value)))
    return held


@few
@given(exact_samples(), st.lists(fractions, min_size=1, max_size=5))
def test_every_error_is_the_mean_error_of_a_network_with_that_weight(case, weights):
    network, samples, link, _ = case
    curve = weight_curve(network, link, samples, weights)
    assert curve.name == link.name
    assert (curve.weight, curve.error) == (link.weight, mean_error(network, samples))
    assert curve.tangent(curve.weight) == curve.error
    assert curve.weights == weights
    for weight, error in zip(curve.weights, curve.errors):
        link.weight = weight
        assert mean_error(network, samples) == error


@few
@given(exact_samples(), fractions, fractions)
def test_tangent_and_plane_are_as_steep_as_dual_numbers_compute(case, one_change, other_change):
    network, samples, one, other = case
    curve = weight_curve(network, one, samples, [0])
    surface = weight_surface(network, one, other, samples, [0], [0])
    weights = one.weight, other.weight
    one.weight = Dual(weights[0], 1)
    error = mean_error(network, samples)
    change = error.change if isinstance(error, Dual) else 0
    assert curve.sensitivity == change
    assert curve.tangent(curve.weight + one_change) == curve.error + one_change * change

    one.weight, other.weight = Dual(weights[0], one_change), Dual(weights[1], other_change)
    error = mean_error(network, samples)
    change = error.change if isinstance(error, Dual) else 0
    risen = surface.tangent_plane(weights[0] + one_change, weights[1] + other_change)
    assert risen == surface.one.error + change


@few
@given(exact_samples())
def test_without_a_bend_the_curve_leaves_its_tangent_by_the_square_of_the_step(case):
    network, samples, link, _ = case
    for neuron in network.neurons:
        neuron.activation = identity
    weights = [link.weight + change for change in (-2, Fraction(-1, 9), 1, 5)]
    curve = weight_curve(network, link, samples, weights)
    ratios = set()
    for weight, error in zip(curve.weights, curve.errors):
        ratios.add((error - curve.tangent(weight)) / (weight - curve.weight) ** 2)
    [ratio] = ratios
    assert ratio >= 0


@settings(max_examples=20)
@given(float_cases(SMOOTH), st.data())
def test_with_floats_the_tangent_is_as_steep_as_the_curve_near_by(case, data):
    network, inputs, expected = case
    link = data.draw(st.sampled_from(network.links))
    step = 1e-4
    near = [link.weight - step, link.weight + step]
    curve = weight_curve(network, link, [(inputs, expected)], near)
    smaller, larger = curve.errors
    scale = max(1, curve.error, abs(curve.sensitivity))
    assert (larger - smaller) / (2 * step) == pytest.approx(curve.sensitivity, abs=1e-4 * scale)


def test_error_and_sensitivity_are_those_of_the_published_example():
    network = MAZUR.network()
    curve = weight_curve(network, network.link("h1", "y1"), MAZUR_SAMPLES)
    assert curve.error == pytest.approx(0.298371109, abs=1e-9)
    assert curve.sensitivity == pytest.approx(0.082167041, abs=1e-9)


@few
@given(exact_samples(max_layers=2))
def test_through_the_present_weights_a_surface_is_the_two_curves(case):
    network, samples, one, other = case
    across = [one.weight - 1, one.weight, Fraction(5, 3)]
    up = [Fraction(-2, 7), other.weight]
    surface = weight_surface(network, one, other, samples, across, up)
    assert surface.one == weight_curve(network, one, samples, across)
    assert surface.other == weight_curve(network, other, samples, up)
    assert [len(row) for row in surface.errors] == [3, 3]
    assert surface.errors[1] == surface.one.errors
    assert [row[1] for row in surface.errors] == surface.other.errors
    turned = weight_surface(network, other, one, samples, up, across)
    assert turned.errors == [list(column) for column in zip(*surface.errors)]
    # A corner, where both weights differ.
    one.weight, other.weight = across[2], up[0]
    assert surface.errors[0][2] == mean_error(network, samples)


@pytest.mark.parametrize("stage", ["ready", "propagated", "compared", "backpropagated"])
def test_the_network_does_not_change_at_any_stage_not_even_left_over_sensitivities(stage):
    network = Network([2, 3, 1], seed=4)
    one, other = network.link("x1", "h1"), network.link("h1", "y1")
    fresh = weight_surface(network, one, other, XOR)
    network.propagate([1, 0])
    network.compare([1])
    network.backpropagate()
    if stage != "backpropagated":
        network.propagate([0, 1])
    if stage == "compared":
        network.compare([1])
    if stage == "ready":
        network.nudge(0.5)
        network.weights = Network([2, 3, 1], seed=4).weights
    assert network.stage == stage
    before = everything(network)
    assert weight_surface(network, one, other, XOR) == fresh
    assert weight_curve(network, one, XOR, [-1, 1]).error == fresh.one.error
    assert everything(network) == before


@pytest.mark.parametrize("weight", [0.4, -0.4, 0.0, 1.0, -7.3, 1e6, 3, Fraction(1, 3), Fraction(9)])
def test_the_usual_weights_have_the_present_one_in_the_middle_and_0_in_range(weight):
    network = Network([1, 1], activation=identity)
    network.weights = [[type(weight)(1), weight]]
    link = network.link("x1", "y1")
    curve = weight_curve(network, link, [([1], [0])])
    assert len(curve.weights) == 41
    assert curve.weights[20] is link.weight
    assert curve.errors[20] == curve.error
    assert curve.weights == sorted(curve.weights)
    assert curve.weights[0] <= 0 <= curve.weights[-1]
    reach = max(1, abs(weight))
    for place, tried in enumerate(curve.weights):
        expected = weight + Fraction(reach) * (place - 20) / 20
        if isinstance(weight, float):
            assert tried == pytest.approx(float(expected), abs=1e-15 * reach)
        else:
            assert tried == expected
    surface = weight_surface(network, link, network.link("b1", "y1"), [([1], [0])])
    assert surface.one.weights == curve.weights[::2]
    assert surface.errors[10][10] == curve.error


def test_a_whole_weight_is_tried_with_numbers_that_go_with_the_others():
    sample = ([Decimal(2)], [Decimal("0.5")])
    network = Network([1, 1], activation=identity)
    network.weights = [[0, 1]]
    curve = weight_curve(network, network.link("x1", "y1"), [sample])
    assert curve.weights[21] == Decimal("1.05")
    assert isinstance(curve.errors[21], Decimal)
    curve = weight_curve(network, network.link("x1", "y1"), [([2.0], [0.5])])
    assert isinstance(curve.weights[21], float)


@few
@given(exact_samples(), st.randoms(use_true_random=False))
def test_the_order_of_samples_makes_no_difference_to_exact_numbers(case, random):
    network, samples, link, _ = case
    shuffled = random.sample(samples, len(samples))
    curve = weight_curve(network, link, samples, [1])
    assert weight_curve(network, link, shuffled, [1]) == curve
    # It doesn't change if every sample occurs twice, either.
    assert weight_curve(network, link, samples * 2, [1]) == curve


def test_a_custom_link_keeps_its_own_way():
    class Doubling(Link):
        def propagate(self):
            self.output_neuron.receive(2 * self.input_neuron.output * self.weight)

    network = Network([1, 1], activation=identity, link_type=Doubling)
    network.weights = [[Fraction(0), Fraction(3)]]
    curve = weight_curve(network, network.link("x1", "y1"), [([1], [4])], [3, 2, 1])
    assert curve.errors == [2, 0, 2]
    # On the way back it leaves out its slope of 2, and the tangent shows what it predicts.
    assert curve.sensitivity == 2
    assert curve.tangent(2) == 0
    assert curve.tangent(1) == -2


def test_a_link_that_moves_weights_on_its_way_back_spoils_no_error():
    class Moving(Link):
        def backpropagate(self):
            super().backpropagate()
            self.weight -= self.weight_sensitivity

    network = Network([2, 1], link_type=Moving, seed=1)
    plain = Network([2, 1], seed=1)
    surfaces = []
    for each in (network, plain):
        one, other = each.link("x1", "y1"), each.link("x2", "y1")
        surfaces.append(weight_surface(each, one, other, XOR))
    assert surfaces[0].errors == surfaces[1].errors
    assert surfaces[0].other.errors == surfaces[1].other.errors


def test_the_result_is_plain_data():
    class Array:
        def tolist(self):
            return [0.25, 0.5]

    network = Network([2, 1])
    one, other = network.link("x1", "y1"), network.link("x2", "y1")
    surface = weight_surface(network, one, other, XOR, Array(), (1, 2, 3))
    assert surface.one.weights == [0.25, 0.5]
    data = json.loads(json.dumps(surface._asdict(), allow_nan=False))
    assert data["errors"] == surface.errors


def test_a_link_of_another_network_is_refused_by_name():
    network = Network([2, 1])
    foreign = network.copy().link("x1", "y1")
    own = network.link("x1", "y1")
    says = r"must be a Link of this network, such as network.link\(\'b1\', \'y1\'\); got "
    with pytest.raises(ValueError, match=f"^link {says}x1->y1 of another network$"):
        weight_curve(network, foreign, XOR)
    with pytest.raises(ValueError, match=f"^other_link {says}x1->y1 of another network$"):
        weight_surface(network, own, foreign, XOR)
    with pytest.raises(TypeError, match=f"^link {says}'x1->y1'$"):
        weight_curve(network, "x1->y1", XOR)
    with pytest.raises(ValueError, match="must be two different Links; got x1->y1 twice"):
        weight_surface(network, own, own, XOR)


@pytest.mark.parametrize(
    ("weights", "kind", "says"),
    [
        ([], ValueError, "weights must have at least one number"),
        (0.5, TypeError, "weights must be a list of numbers, such as .*; got 0.5"),
        ([0.5, math.nan], ValueError, r"weights\[1\] must be a finite number; got nan"),
        ([math.inf], ValueError, r"weights\[0\] must be a finite number; got inf"),
        (["1"], TypeError, r"weights\[0\] must be a number"),
        ([1, Decimal("0.5")], ValueError, r"weights\[1\] is 0.5 \(a Decimal\), .* can't mix"),
    ],
)
def test_weights_that_are_not_finite_are_refused_with_their_place(weights, kind, says):
    network = Network([2, 1])
    link = network.link("x1", "y1")
    with pytest.raises(kind, match=f"^{says}"):
        weight_curve(network, link, XOR, weights)
    with pytest.raises(kind, match=f"^other_{says}"):
        weight_surface(network, network.link("x2", "y1"), link, XOR, None, weights)


def test_no_samples_and_wrong_ones_are_refused():
    network = Network([2, 1])
    link = network.link("x1", "y1")
    with pytest.raises(ValueError, match="samples must have at least one"):
        weight_curve(network, link, [])
    with pytest.raises(TypeError, match=r"samples\[0\]"):
        weight_curve(network, link, XOR[0])
    network.link("x2", "y1").weight = math.inf
    with pytest.raises(ValueError, match=r"^the weight of x2->y1 is inf, so there is no error"):
        weight_curve(network, link, XOR)


@pytest.mark.parametrize(
    ("function", "weight", "reason"),
    [
        (lambda x: x * x, 1e200, r"1e\+200 \(it is inf\)"),
        (lambda x: x**2, 1e200, r"1e\+200 \(a number becomes too large\)"),
        (math.log, -2.0, r"-2 \(ValueError: .*\)"),
        (lambda x: 1 / x, 0, r"0 \(ZeroDivisionError: .*\)"),
    ],
)
def test_where_there_is_no_error_the_weight_is_named_and_nothing_changes(function, weight, reason):
    network = Network([1, 1], activation=Activation("mine", function, lambda x, y: 1.0))
    network.weights = [[0.0, 1.0]]
    link = network.link("x1", "y1")
    before = everything(network)
    says = rf"^the error can't be computed with x1->y1 at weight {reason}; use other weights"
    with pytest.raises(ValueError, match=says):
        weight_curve(network, link, [([1.0], [0.0])], [1.0, weight])
    assert everything(network) == before
    link.weight = weight
    with pytest.raises(ValueError, match=says):
        weight_curve(network, link, [([1.0], [0.0])], [1.0])


def test_where_only_both_weights_together_are_too_large_both_are_named():
    network = Network([1, 1], activation=identity)
    network.weights = [[0.0, 1.0]]
    one, other = network.link("x1", "y1"), network.link("b1", "y1")
    says = r"with x1->y1 at weight 1.2e\+154 and b1->y1 at weight 1.2e\+154 \(it is inf\)"
    with pytest.raises(ValueError, match=says):
        weight_surface(network, one, other, [([1.0], [0.0])], [0, 1.2e154], [0, 1.2e154])


@pytest.mark.parametrize("sensitivity", [math.inf, math.nan])
def test_a_sensitivity_that_is_not_finite_is_refused(sensitivity):
    error = ErrorFunction("mine", lambda outputs, expected: 1.0, lambda *_: [sensitivity])
    network = Network([1, 1], activation=identity, error=error)
    says = rf"^the weight sensitivity can't be computed with x1->y1 at .* \(it is {sensitivity}\)"
    with pytest.raises(ValueError, match=says):
        weight_curve(network, network.link("x1", "y1"), [([1.0], [0.0])])
