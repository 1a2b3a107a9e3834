from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.networks import seeds

pytest.importorskip("sympy", reason="SymPy is not installed: pip install sympy")

from lernmi import Activation, Network
from lernmi.activations import identity, tanh
from lernmi.data.published import MAZUR
from lernmi.functions.error_functions import hinge, sigmoid_cross_entropy, softmax_cross_entropy
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from lernmi.initial_weights import uniform
from lernmi.inside.algebra import Algebra


def assert_true_to(network, inputs, expected, algebra=None):
    """Compare every formula of a network with the network's own numbers."""
    algebra = algebra or Algebra(network)
    network.propagate(inputs)
    error = network.compare(expected)
    network.backpropagate()

    def same(formula, number):
        assert algebra.value(formula, inputs, expected) == pytest.approx(number, 1e-9, 1e-9)

    same(algebra.error, error)
    for neuron in network.neurons:
        same(algebra.output(neuron.name), neuron.output)
        same(algebra.sensitivity(neuron.name), neuron.sensitivity)
    for link in network.links:
        names = (link.input_neuron.name, link.output_neuron.name)
        same(algebra.weight_sensitivity(*names), link.weight_sensitivity)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_putting_the_numbers_in_gives_what_the_network_holds(name):
    network = Network(
        [2, 1, 1],
        activation=ACTIVATIONS[name],
        output_activation=identity,
        initial_weights=uniform(-1, 1),
        seed=3,
    )
    assert_true_to(network, [0.5, -0.75], [0.25])


@pytest.mark.parametrize("error", ERROR_FUNCTIONS.values(), ids=ERROR_FUNCTIONS)
def test_the_formulas_are_right_for_every_error_function(error):
    special = {hinge: [1, -1], sigmoid_cross_entropy: [1, 0.25]}
    special[softmax_cross_entropy] = [0.25, 0.75]
    expected = special.get(error, [0.5, -1])
    network = Network(
        [1, 1, 2],
        activation=tanh,
        output_activation=identity,
        error=error,
        initial_weights=uniform(-1, 1),
        seed=4,
    )
    assert_true_to(network, [0.5], expected)


@settings(max_examples=5)
@given(st.sampled_from([[1, 1], [2, 2], [1, 2, 1]]), seeds)
def test_the_formulas_are_right_for_networks_of_any_shape(sizes, seed):
    network = Network(sizes, initial_weights=uniform(-1, 1), seed=seed)
    assert_true_to(network, [0.5, -0.25][: sizes[0]], [1, 0][: sizes[-1]])


def test_the_published_example_as_formulas():
    network = Network([2, 2, 2])
    network.weights = MAZUR.network().weights
    algebra = Algebra(network)
    found = algebra.value(algebra.weight_sensitivity("h1", "y1"), MAZUR.inputs, MAZUR.expected)
    assert found == pytest.approx(0.082167041, abs=1e-9)
    assert str(algebra.output("h1")) == ("1/(exp(-w_b1_h1 - w_x1_h1*x1 - w_x2_h1*x2) + 1)")
    assert algebra.latex(algebra.output("h1")).startswith(r"\frac{1}{e^{- w_{b1 h1}")
    assert str(network.link("x1", "h1").weight) == "0.15"


@pytest.mark.parametrize(
    "sizes, inputs, outputs",
    [
        ([1, 1], ["w_b1_y1"], None),
        ([2, 2], ["a", "a_b"], ["b_c", "c"]),
        ([2, 2], ["output", "x"], ["z", "x_expected"]),
    ],
)
def test_names_that_would_become_the_same_symbol_stay_distinct(sizes, inputs, outputs):
    network = Network(
        sizes,
        output_activation=identity,
        error=sigmoid_cross_entropy,
        input_names=inputs,
        output_names=outputs,
        initial_weights=uniform(-1, 1),
        seed=6,
    )
    assert_true_to(network, [0.5, -0.25][: sizes[0]], [1, 0][: sizes[-1]])


def test_no_digits_are_lost_where_numbers_nearly_cancel():
    network = Network([1, 1], activation=ACTIVATIONS["softplus"])
    network.weights = [[0.0, -45.0]]
    algebra = Algebra(network)
    assert algebra.value(algebra.output("y1"), [1.0], [0.0]) == pytest.approx(
        2.862518580549394e-20, rel=1e-12
    )


def test_a_value_needs_a_number_for_each_input_and_each_output():
    algebra = Algebra(Network([2, 1]))
    with pytest.raises(ValueError, match=r"2 numbers \(x1, x2\)"):
        algebra.value(algebra.error, [0.5], [1.0])
    with pytest.raises(ValueError, match=r"1 number \(y1\)"):
        algebra.value(algebra.error, [0.5, 1.0], [1.0, 0.0])


def test_your_own_activation_needs_a_symbolic_twin():
    cube = Activation("cube", lambda x: x**3, lambda x, y: 3 * x * x)
    network = Network([1, 1], activation=cube)
    with pytest.raises(ValueError, match="cube has no SymPy version; give one"):
        Algebra(network)
    network.weights = [[0.5, 2.0]]
    assert_true_to(network, [0.5], [1], Algebra(network, twins={cube: lambda x: x**3}))
