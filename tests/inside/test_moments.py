from __future__ import annotations

import inspect
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import bits, exact_cases, float_cases

from lernmi import Link, Network, Neuron
from lernmi.activations import identity
from lernmi.data.published import MAZUR
from lernmi.error_functions import squared_error
from lernmi.functions.error_functions import absolute, sigmoid_cross_entropy
from lernmi.inside import moment_by_moment as moments_module
from lernmi.inside.explanations import explain
from lernmi.inside.moment_by_moment import PARTS, moment_count, moments
from lernmi.inside.table import trace_table

rates = st.floats(0.01, 2)


def state(network):
    return [repr(one) for one in network.neurons + network.links] + [network.stage, bits(network)]


@given(float_cases(), rates)
def test_after_the_last_moment_the_network_is_where_learn_would_have_left_it(case, rate):
    network, inputs, expected = case
    other = network.copy()
    for _ in range(2):
        all_moments = list(moments(network, inputs, expected, rate))
        other.learn(inputs, expected, rate)
        assert state(network) == state(other)
    assert [moment.number for moment in all_moments] == list(range(1, len(all_moments) + 1))


@given(float_cases())
def test_the_moments_of_a_step_can_be_counted_without_doing_it(case):
    network, inputs, expected = case
    before = bits(network)
    count = moment_count(network)
    assert bits(network) == before
    assert count == len(list(moments(network, inputs, expected, 0.5)))


@given(exact_cases(), st.fractions(min_value=Fraction(1, 9), max_value=2, max_denominator=9))
def test_with_fractions_too_and_every_formula_is_true(case, rate):
    network, inputs, expected = case
    other = network.copy()
    for moment in moments(network, inputs, expected, rate):
        parts = moment.parts
        if moment.verb == "propagate":
            delivered = parts["input's output"] * parts["weight"]
            assert parts["total input"] == parts["total input before"] + delivered
        if moment.verb == "backpropagate":
            output_sensitivity = parts["sensitivity"] * parts["slope"]
            assert parts["output sensitivity"] == output_sensitivity
            assert parts["weight sensitivity"] == output_sensitivity * parts["input's output"]
            sent = output_sensitivity * parts["weight"]
            assert parts["input's sensitivity"] - parts["input's sensitivity before"] == sent
        if moment.verb == "nudge":
            change = parts["learning rate"] * parts["weight sensitivity"]
            assert parts["weight"] == parts["weight before"] - change
        assert moment.result == list(parts.values())[-1]
    other.learn(inputs, expected, rate)
    assert network.weights == other.weights


@given(float_cases(), rates)
def test_each_thing_happens_once_and_in_the_order_of_the_core(case, rate):
    network, inputs, expected = case
    seen = [(moment.verb, moment.name) for moment in moments(network, inputs, expected, rate)]
    links = [link.name for link in network.links]
    assert [name for verb, name in seen if verb == "propagate"] == links
    assert [name for verb, name in seen if verb == "nudge"] == links
    back = [link.name for layer in reversed(network.link_layers) for link in layer.links]
    assert [name for verb, name in seen if verb == "backpropagate"] == back
    ordinary = [neuron.name for layer in network.neuron_layers for neuron in layer.neurons]
    inputs_activate = ("input", "inputs") not in seen
    if not inputs_activate:
        ordinary = ordinary[len(network.neuron_layers[0].neurons) :]
    assert [name for verb, name in seen if verb == "activate"] == ordinary
    order = [verb for verb, _ in seen]
    assert order.index("compare") > max(i for i, verb in enumerate(order) if verb == "activate")
    begin = {"receive"} if inputs_activate else {"input"}
    assert {verb for verb, _ in seen} == set(PARTS) - {"receive"} | begin


@given(float_cases(), st.data())
def test_after_stopping_half_way_the_stage_says_how_far_it_is_and_forget_resets_it(case, data):
    network, inputs, expected = case
    before = bits(network)
    count = len(list(moments(network.copy(), inputs, expected, 0.1)))
    stop = data.draw(st.integers(1, count))
    for moment in moments(network, inputs, expected, 0.1):
        assert moment.stage == network.stage
        if moment.number == stop:
            break
    wanted = {"compare": "compared"}.get(moment.verb, "ready")
    assert network.stage == wanted
    if moment.verb != "nudge":
        assert bits(network) == before
    network.forget()
    network.learn(inputs, expected, 0.1)


def test_the_numbers_of_a_published_example_come_out_moment_by_moment():
    network = Network([2, 2, 2])
    network.weights = MAZUR.network().weights
    found = {
        (moment.verb, moment.name): moment
        for moment in moments(network, MAZUR.inputs, MAZUR.expected, MAZUR.learning_rate)
    }
    assert found["activate", "h1"].result == pytest.approx(0.593269992, abs=1e-9)
    h1_y1 = [name for verb, name in found if verb == "nudge"][8]
    assert found["backpropagate", h1_y1].result == pytest.approx(0.082167041, abs=1e-9)
    assert found["nudge", h1_y1].result == pytest.approx(0.35891648, abs=1e-8)


def test_words_formula_and_source_say_what_happened():
    network = Network([1, 1])
    network.weights = [[0.25, 0.5]]
    told = list(moments(network, [1], [0], 0.5))
    sent = next(moment for moment in told if moment.name == "x1->y1")
    assert sent.words.startswith("x1->y1 delivers x1's output × its weight")
    assert sent.formula == "y1's total input  0.25 + 1 × 0.5 = 0.75"
    output = next(moment for moment in told if (moment.verb, moment.name) == ("activate", "y1"))
    assert output.formula.split("\n") == [
        "output  1 / (1 + e^(-0.75))         = 0.6791787",
        "slope   0.6791787 × (1 - 0.6791787) = 0.2178950",
    ]
    for moment in told:
        source = moment.source
        lines = Path(source.file).read_text(encoding="utf-8").splitlines()
        first = lines[source.first_line - 1]
        name = "sensitivities" if moment.verb == "compare" else moment.verb
        name = "activate" if moment.verb == "input" else name
        assert re.match(rf"\s*def ({name}|differences)\(", first)
        assert moment.name in moment.words
        assert str(moment).startswith(f"{moment.number}. {moment.words}\n   ")


def test_left_over_sensitivities_are_refused_when_the_moments_begin():
    network = Network([1, 1])
    later = moments(network, [1.0], [1.0], 0.5)
    network.propagate([2.0])
    network.compare([0.0])
    network.backpropagate()
    with pytest.raises(ValueError, match="still has a weight sensitivity"):
        next(later)


@pytest.mark.parametrize(
    "error, expected, lines",
    [
        (
            squared_error,
            [0.5],
            [
                "sensitivity = output - expected  0.75 - 0.5      = 0.25",
                "its part of the error            0.25 × 0.25 / 2 = 0.03125",
            ],
        ),
        (
            sigmoid_cross_entropy,
            [1],
            [
                "y1 outputs 0.75, which stands for probability 0.6791787",
                "sensitivity = probability - expected  0.6791787 - 1 = -0.3208213",
            ],
        ),
        (absolute, [0.5], ["y1 outputs 0.75, expected 0.5: sensitivity 1"]),
    ],
)
def test_comparing_shows_where_the_sensitivity_comes_from(error, expected, lines):
    network = Network([1, 1], activation=identity, error=error)
    network.weights = [[0.25, 0.5]]
    told = moments(network, [1], expected, 0.5)
    compared = next(moment for moment in told if moment.verb == "compare")
    assert compared.formula.split("\n") == lines


def test_your_own_neuron_and_link_are_driven_and_named_as_the_source():
    class OwnLink(Link):
        def propagate(self):
            super().propagate()

    class OwnNeuron(Neuron):
        def activate(self):
            self.output, self.slope = 2 * self.total_input, 2

    network = Network([2, 2, 1], link_type=OwnLink, neuron_type=OwnNeuron)
    other = network.copy()
    for moment in moments(network, [1, 2], [1], 0.01):
        if moment.verb in ("propagate", "activate"):
            assert Path(moment.source.file).name == "test_moments.py"
    other.learn([1, 2], [1], 0.01)
    assert bits(network) == bits(other)


@pytest.mark.parametrize(
    "inputs, expected, rate", [([1], [0], 0.1), ([1, 2], [0, 1], 0.1), ([1, 2], [0], 0)]
)
def test_arguments_that_learn_refuses_are_refused_before_the_first_moment(inputs, expected, rate):
    network = Network([2, 1])
    before = state(network)
    with pytest.raises(ValueError):
        moments(network, inputs, expected, rate)
    assert state(network) == before


def test_a_moment_does_none_of_the_arithmetic_itself():
    # It only records what the Neurons and Links had before and after.
    source = inspect.getsource(moments_module)
    driving = source[source.index("def numbered_moments") : source.index("# The formulas with")]
    assert not re.search(r"[^*=]\*[^*]| - | / ", driving)


def test_the_terms_of_a_sum_are_noted_before_it_is_computed():
    class TooEarly(Link):
        def backpropagate(self):
            super().backpropagate()
            self.weight = self.weight - 1

    network = Network([1, 1], activation=identity, link_type=TooEarly)
    network.weights = [[0.0, 0.5]]
    found = [each for each in moments(network, [2.0], [0.0], 0.1) if each.verb == "backpropagate"]
    assert found[-1].name == "x1->y1" and found[-1].parts["weight"] == 0.5
    assert "in a different way" not in found[-1].formula


def test_inputs_that_are_only_copied_are_one_moment():
    network = Network([2, 1], seed=0)
    first, second, *_ = moments(network, [0.05, 0.10], [1], 0.5)
    assert (first.verb, first.name) == ("input", "inputs")
    assert first.formula.split("\n") == [
        "x1 outputs 0.05",
        "x2 outputs 0.1",
        "b1 always outputs 1",
    ]
    assert first.parts == {"x1": 0.05, "x2": 0.10}
    assert (second.verb, second.name) == ("propagate", "b1->y1")


def test_inputs_that_are_calculated_have_moments_of_their_own():
    class Doubling(Neuron):
        def receive(self, value):
            super().receive(2 * value)

    network = Network([2, 1], neuron_type=Doubling)
    seen = [(each.verb, each.name) for each in moments(network, [1, 2], [1], 0.5)]
    assert seen[:4] == [
        ("receive", "x1"),
        ("receive", "x2"),
        ("activate", "x1"),
        ("activate", "x2"),
    ]
    assert moment_count(network) == len(seen)


def test_only_the_first_of_many_inputs_are_listed():
    first = next(moments(Network([12, 1]), [1] * 12, [1], 0.5))
    assert first.formula.split("\n")[-2:] == ["and 2 more", "b1 always outputs 1"]


def test_what_is_sent_back_to_a_bias_or_an_input_is_added_and_nothing_uses_it():
    network = MAZUR.network()
    sample = (MAZUR.inputs, MAZUR.expected)
    told = {}
    for moment in moments(network.copy(), *sample, 0.5):
        if moment.verb == "backpropagate":
            *_, told[moment.name] = moment.formula.split("\n")
    assert told["b2->y1"] == "(Nothing uses it: b2 always outputs 1.)"
    assert told["x1->h1"] == "(Nothing uses it: x1 is an input.)"
    assert "0.0553994" in told["h1->y1"]
    # The explanation and the table have the same answer.
    for name, end in (("b2", "y1"), ("x1", "h1")):
        assert told[f"{name}->{end}"] in str(explain(network, sample, name))
        assert told[f"{name}->{end}"] in str(explain(network, sample, name, end))
    rows = [line.split() for line in trace_table(network, sample, 0.5).splitlines()]
    assert ["b2", "1", "1", "1", "0.0602402"] in rows
