from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from support.networks import BUILT_IN, fractions, small_floats

from lernmi import BiasNeuron, Neuron
from lernmi.activations import identity, sigmoid
from lernmi.support.texts import short_text


@given(st.lists(fractions))
def test_a_neuron_adds_what_it_receives_both_ways(values):
    neuron = Neuron("h1", identity)
    for value in values:
        neuron.receive(value)
        neuron.receive_sensitivity(2 * value)
    total = 0
    for value in values:
        total += value
    assert neuron.total_input == total
    assert neuron.sensitivity == 2 * total


@given(st.sampled_from(BUILT_IN), small_floats)
def test_activating_sets_output_and_slope_from_the_total_input(activation, value):
    neuron = Neuron("h1", activation)
    neuron.receive(value)
    neuron.activate()
    assert neuron.output == activation.function(value)
    assert neuron.slope == activation.slope(value, neuron.output)
    assert neuron.total_input == value
    assert neuron.sensitivity == 0


def test_a_reset_neuron_is_like_a_new_one():
    neuron = Neuron("h1", sigmoid)
    new = [getattr(neuron, name) for name in Neuron.__slots__]
    neuron.receive(0.5)
    neuron.activate()
    neuron.receive_sensitivity(0.25)
    neuron.reset()
    assert [getattr(neuron, name) for name in Neuron.__slots__] == new
    assert new == ["h1", sigmoid, 0, None, None, 0]


def test_a_bias_neuron_is_always_1_and_forgets_only_its_sensitivity():
    bias = BiasNeuron("b1")
    for act in (bias.reset, bias.activate, lambda: bias.receive_sensitivity(0.5), bias.activate):
        act()
        assert (bias.total_input, bias.output, bias.slope) == (1, 1, 1)
    assert bias.sensitivity == 0.5
    bias.reset()
    assert bias.sensitivity == 0


def test_its_repr_shows_its_numbers_in_one_line():
    neuron = Neuron("h1", sigmoid)
    neuron.receive(0.3775)
    assert repr(neuron) == "h1: total input 0.3775, not activated yet"
    neuron.activate()
    assert repr(neuron) == (
        "h1: total input 0.3775, output 0.59327, slope 0.2413007, sensitivity 0"
    )
    assert repr(BiasNeuron("b1")) == "b1: total input 1, output 1, slope 1, sensitivity 0"


@given(st.one_of(st.floats(), fractions, st.text(), st.lists(st.floats()), st.none()))
def test_short_text_is_always_one_short_line(value):
    text = short_text(value)
    assert len(text.splitlines()) <= 1
    assert len(text) <= 60


def test_numbers_too_long_to_print_are_described():
    assert len(short_text(10**5000)) <= 60
    neuron = Neuron("h1", identity)
    neuron.receive(Fraction(10**5000, 3))
    assert len(repr(neuron)) < 150


def test_short_text_keeps_seven_digits():
    assert short_text(0.59326999210718) == "0.59327"
    assert short_text(1 / 3) == "0.3333333"
    assert short_text(1e-9) == "1e-09"
    assert short_text("two\nlines") == r"'two\nlines'"


def test_short_text_keeps_60_characters_and_marks_a_cut():
    assert short_text(10**59) == str(10**59)
    assert short_text(10**60) == str(10**60)[:57] + "..."


def test_short_text_puts_several_lines_on_one():
    class Matrix:
        def __str__(self) -> str:
            return "[1 2]\n\t [3 4]\n"

    assert short_text(Matrix()) == "[1 2] [3 4]"


def test_an_integer_that_python_refuses_to_print_is_described_by_its_type():
    # Python 3.10 before 3.10.7 does print it.
    text = short_text(10**5000)
    assert "int of very many digits" in text or text == "1" + 56 * "0" + "..."
