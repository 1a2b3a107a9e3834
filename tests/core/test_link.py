from __future__ import annotations

from hypothesis import given
from support.networks import fractions

from lernmi import Link, Neuron
from lernmi.activations import identity


def link_with(output, weight, sensitivity, slope):
    """Return a Link between two Neurons with these numbers."""
    input_neuron = Neuron("x1", identity)
    input_neuron.output = output
    output_neuron = Neuron("h1", identity)
    output_neuron.sensitivity = sensitivity
    output_neuron.slope = slope
    return Link(input_neuron, output_neuron, weight)


@given(fractions, fractions)
def test_propagate_delivers_the_output_times_the_weight(output, weight):
    link = link_with(output, weight, 0, 1)
    link.propagate()
    assert link.output_neuron.total_input == output * weight
    link.propagate()
    assert link.output_neuron.total_input == 2 * output * weight


@given(fractions, fractions, fractions, fractions)
def test_backpropagate_multiplies_along_the_path(output, weight, sensitivity, slope):
    link = link_with(output, weight, sensitivity, slope)
    link.backpropagate()
    output_sensitivity = sensitivity * slope
    assert link.output_sensitivity == output_sensitivity
    assert link.weight_sensitivity == output_sensitivity * output
    assert link.input_neuron.sensitivity == output_sensitivity * weight
    assert link.weight == weight


@given(fractions, fractions, fractions, fractions)
def test_backpropagating_again_adds_to_weight_sensitivity_and_input_neuron(
    output, weight, sensitivity, slope
):
    link = link_with(output, weight, sensitivity, slope)
    link.backpropagate()
    link.backpropagate()
    assert link.output_sensitivity == sensitivity * slope
    assert link.weight_sensitivity == 2 * sensitivity * slope * output
    assert link.input_neuron.sensitivity == 2 * sensitivity * slope * weight


@given(fractions, fractions, fractions)
def test_a_nudge_moves_the_weight_against_its_sensitivity_once(weight, sensitivity, rate):
    link = link_with(1, weight, 0, 1)
    link.weight_sensitivity = sensitivity
    link.nudge(rate)
    assert link.weight == weight - rate * sensitivity
    assert link.weight_sensitivity == 0
    link.nudge(rate)
    assert link.weight == weight - rate * sensitivity


def test_its_repr_shows_its_numbers_in_one_line():
    link = link_with(2, 0.5, 0.25, 0.5)
    assert link.name == "x1->h1"
    assert repr(link) == "x1->h1: weight 0.5, weight sensitivity 0"
    link.backpropagate()
    assert repr(link) == ("x1->h1: weight 0.5, output sensitivity 0.125, weight sensitivity 0.25")


def test_its_name_follows_its_neurons():
    link = link_with(2, 0.5, 0.25, 0.5)
    link.input_neuron.name = "left eye"
    assert link.name == "left eye->h1"
