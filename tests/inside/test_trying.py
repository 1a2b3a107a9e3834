"""If a prediction fails, explain gives the true reason: wrong, a bend, a curve, too small."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from support.networks import SMOOTH, float_cases

from lernmi import Activation, Link, Network, Neuron
from lernmi.activations import identity, relu, sigmoid, tanh
from lernmi.error_functions import ErrorFunction
from lernmi.inside.explanations import explain
from lernmi.inside.trying import BEND, CURVE, HOLDS, TOO_SMALL, UNCLEAR, WRONG, tried

SAMPLE = ([0.5, 1.0], [1.0])
IS_WRONG = "n't match the error"


class NoSlope(Link):
    def backpropagate(self):
        sensitivity = self.output_neuron.sensitivity
        self.output_sensitivity = sensitivity
        self.weight_sensitivity += sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(sensitivity * self.weight)


class Squared(Link):
    def backpropagate(self):
        super().backpropagate()
        self.weight_sensitivity = self.weight_sensitivity**2


class Zero(Link):
    def backpropagate(self):
        super().backpropagate()
        self.weight_sensitivity = 0.0


class Sign(Link):
    def backpropagate(self):
        super().backpropagate()
        self.weight_sensitivity = -self.weight_sensitivity


class Weight(Link):
    def backpropagate(self):
        super().backpropagate()
        self.weight_sensitivity = self.output_sensitivity * self.weight


def right_sensitivity(network, names):
    right = Network([len(layer.neurons) for layer in network.neuron_layers])
    right.weights = network.weights
    right.propagate(SAMPLE[0])
    right.compare(SAMPLE[1])
    right.backpropagate()
    return right.link(*names).weight_sensitivity


@pytest.mark.parametrize("link_type", [NoSlope, Squared, Zero, Sign, Weight])
@pytest.mark.parametrize("names", [("x1", "h1"), ("b1", "h2"), ("h1", "y1")])
def test_a_wrong_link_is_reported_with_both_numbers_and_its_class(link_type, names):
    network = Network([2, 2, 1], link_type=link_type, seed=2)
    text = str(explain(network, SAMPLE, *names))
    found = re.search(r"it predicts (\S+), but the measured value is (\S+)\.\n", text)
    network.propagate(SAMPLE[0])
    network.compare(SAMPLE[1])
    network.backpropagate()
    assert float(found[1]) == pytest.approx(network.link(*names).weight_sensitivity, rel=1e-3)
    assert float(found[2]) == pytest.approx(right_sensitivity(network, names), rel=1e-3)
    assert f"{'->'.join(names)} is a {link_type.__name__}, which works this out" in text
    assert "bend" not in text and "shrinks" not in text and "goes too far" not in text
    # lernmi doesn't explain the sign of a wrong number.
    assert "Positive" not in text and "Negative" not in text and "makes no difference" not in text


@pytest.mark.parametrize("link_type", [NoSlope, Squared, Sign, Weight])
def test_in_a_network_of_wrong_links_the_prediction_is_reported_as_wrong(link_type):
    network = Network([2, 2, 1], link_type=link_type, seed=2)
    text = str(explain(network, SAMPLE))
    assert IS_WRONG in text and f"is a {link_type.__name__}, which" in text
    # No learning rate helps against a wrong sign.
    assert "goes too far" not in text


def test_a_neuron_that_gets_wrong_sensitivities_from_its_links_is_reported():
    text = str(explain(Network([2, 2, 1], link_type=NoSlope, seed=2), SAMPLE, "h1"))
    assert "h1's sensitivity doesn't match the error" in text
    assert "y1 sends something back in its own way: h1->y1 is a NoSlope." in text
    assert "more of h1" not in text
    # lernmi compares the outputs as usual.
    text = str(explain(Network([2, 2, 1], link_type=NoSlope, seed=2), SAMPLE, "y1"))
    assert IS_WRONG not in text and "raising y1" in text


def test_a_plain_link_among_custom_ones_is_not_blamed():
    network = Network([2, 1, 2], seed=2)
    place, old = next(
        (place, link)
        for place, link in enumerate(network.link_layers[1].links)
        if link.name == "h1->y2"
    )
    network.link_layers[1].links[place] = NoSlope(old.input_neuron, old.output_neuron, old.weight)
    text = str(explain(network, (SAMPLE[0], [1.0, 0.0]), "h1"))
    assert re.search(r"y1 is too (low|high) and sends back +\S+ × \S+ += ", text)
    assert "y2 sends something back in its own way: h1->y2 is a NoSlope." in text
    assert "h1's sensitivity doesn't match the error" in text


def test_for_a_wrong_slope_the_activation_is_named_and_no_link_is_blamed():
    wrong = Activation("cube", lambda x: x**3 + x, lambda x, y: 3 * x)
    network = Network([2, 2, 1], activation=wrong, output_activation=sigmoid, seed=2)
    text = str(explain(network, SAMPLE, "x1", "h1"))
    assert "h1's slope doesn't match its output" in text and "Check the slope of cube." in text
    assert "weight sensitivity doesn't match the error" in text and "works this out" not in text
    assert "h1's slope doesn't" in str(explain(network, SAMPLE, "h1"))
    assert "Check the slope of cube." in str(explain(network, SAMPLE))
    # After it, nothing is wrong.
    assert IS_WRONG not in str(explain(network, SAMPLE, "h1", "y1"))


def test_for_wrong_first_sensitivities_the_error_function_is_named():
    def function(outputs, expected):
        return sum([(output - wanted) ** 2 for output, wanted in zip(outputs, expected)])

    def sensitivities(outputs, expected):
        return [output - wanted for output, wanted in zip(outputs, expected)]

    network = Network([2, 2, 1], error=ErrorFunction("mine", function, sensitivities), seed=2)
    for names in (("x1", "h1"), ("y1",), ()):
        text = str(explain(network, SAMPLE, *names))
        assert "The sensitivities of mine don't match the error" in text
        assert "works this out" not in text


def test_a_custom_neuron_type_is_named():
    class Doubling(Neuron):
        __slots__ = ()

        def receive(self, value):
            super().receive(2 * value)

    network = Network([2, 2, 1], neuron_type=Doubling, seed=2)
    text = str(explain(network, SAMPLE, "h1", "y1"))
    assert "y1 is a Doubling, which works" in text


def test_a_true_bend_is_still_a_bend_and_a_wrong_number_there_is_wrong():
    network = Network([1, 1], activation=relu)
    network.weights = [[0.0, 0.0]]
    sample = ([1.0], [1.0])
    for names in (("x1", "y1"), ("b1", "y1")):
        text = str(explain(network, sample, *names))
        assert "the error has a bend here" in text and IS_WRONG not in text
    assert "doesn't match its output" not in str(explain(network, sample, "y1"))
    # With more of x1 the Link delivers something, with less nothing.
    network.weights = [[0.0, 1.0]]
    text = str(explain(network, ([0.0], [1.0]), "x1"))
    assert "The error has a bend here" in text and "makes no difference" not in text

    class Far(Link):
        def backpropagate(self):
            super().backpropagate()
            self.weight_sensitivity = 5.0

    network = Network([1, 1], activation=relu, link_type=Far)
    network.weights = [[0.0, 0.0]]
    text = str(explain(network, sample, "x1", "y1"))
    assert (
        "it predicts 5, but the measured value is 0 if you lower it and -1 if you raise it." in text
    )


@settings(max_examples=15)
@given(float_cases(SMOOTH))
def test_with_right_links_and_smooth_activations_neither_is_ever_reported(case):
    network, inputs, expected = case
    ends = [(link.input_neuron.name, link.output_neuron.name) for link in network.links]
    for names in (*ends, *[(neuron.name,) for neuron in network.neurons], ()):
        text = str(explain(network, (inputs, expected), *names))
        assert IS_WRONG not in text and "match its output" not in text, text
        assert "bend" not in text, text


@pytest.mark.parametrize(
    ("function", "promise", "verdict"),
    [
        (lambda step: 2 * step, 2, HOLDS),
        (lambda step: 2 * step, 3, WRONG),
        (lambda step: 0.0, 3, WRONG),
        (lambda step: 2 * step, 0, WRONG),
        (lambda step: 2 * step + 1000 * step**2, 2.5, WRONG),
        (lambda step: step**2, 0, CURVE),
        (lambda step: step**2 + 1e-6 * step, 1e-6, CURVE),
        (lambda step: 1000 * step**3, 0, CURVE),
        (lambda step: max(0.0, step), 0, BEND),
        (lambda step: max(0.0, step), 1, HOLDS),
        (lambda step: abs(step), 0, BEND),
        (lambda step: abs(step), 2, WRONG),
        (lambda step: 1e-16 * step, 0, TOO_SMALL),
    ],
)
def test_a_step_up_and_one_down_show_why_a_prediction_fails(function, promise, verdict):
    assert tried(function, promise, 1.0, 1.0).verdict == verdict


def test_if_a_step_down_cannot_be_tried_nothing_is_claimed():
    def function(step):
        if step < 0:
            raise ValueError("only upwards")
        return 2 * step

    assert tried(function, 3, 1.0, 1.0).verdict == UNCLEAR

    def never(step):
        raise ValueError("nowhere")

    assert tried(never, 3, 1.0, 1.0) is None


def test_a_minimal_custom_link_is_not_accused_of_mixing_samples():
    network = Network([2, 1], link_type=Sign, seed=2)
    network.propagate(SAMPLE[0])
    network.compare(SAMPLE[1])
    network.backpropagate()
    text = str(explain(network.link("x1", "y1")))
    assert "or it works in its own way: it is a Sign." in text


def test_long_fractions_have_their_decimals_beside_them():
    network = Network([1, 1], activation=identity)
    network.weights = [[Fraction(1, 7), Fraction(2, 7)]]
    sample = ([Fraction(1, 3)], [Fraction(1)])
    text = str(explain(network, sample, "x1", "y1"))
    found = re.search(
        r"falls by (\S+) \(about (\S+)\)\.\n.*predicted .* = (\S+) \(about (\S+)\)", text
    )
    for exact, decimals in ((found[1], found[2]), (found[3], found[4])):
        assert float(decimals) == pytest.approx(float(Fraction(exact)), rel=1e-3)
    text = str(explain(network, sample))
    assert re.search(r"Actual drop: \d+/\d+ \((about )?0\.\d+\)", text)


def test_a_tiny_share_is_not_rounded_away():
    lines = explain(Network([1] * 11, seed=1), ([0.5], [1.0])).lines
    shares = [line for line in lines if re.match(r" *\S+ % ", line)]
    assert len(shares) > 12
    assert not any(re.match(r" *0\.0* % ", line) for line in shares)


def test_a_nudge_goes_too_far_only_if_a_smaller_one_helps():
    network = Network([1, 1], activation=identity)
    network.weights = [[0.0, 0.0]]
    assert "goes too far" in str(explain(network, ([10], [3]), learning_rate=0.5))
    wrong = Network([1, 1], activation=tanh, link_type=Sign)
    text = str(explain(wrong, ([1.0], [3.0]), learning_rate=0.5))
    assert "But the error rises, by " in text and "too far" not in text
