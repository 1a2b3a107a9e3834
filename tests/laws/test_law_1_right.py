"""Law 1: every weight sensitivity is the derivative of the error with respect to the weight."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.dual import Dual
from support.networks import (
    SMOOTH,
    exact_cases,
    float_cases,
    training_cases,
    weight_sensitivities,
)

from lernmi import Activation, Network
from lernmi.activations import identity, leaky_relu, relu, sigmoid, tanh


def backpropagated(network: Network, inputs: list, expected: list) -> list:
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    return weight_sensitivities(network)


@given(exact_cases())
def test_with_fractions_every_weight_sensitivity_is_the_exact_derivative(case):
    network, inputs, expected = case
    found = backpropagated(network, inputs, expected)
    exact = []
    for link in network.links:
        weight = link.weight
        link.weight = Dual(weight, 1)
        network.propagate(inputs)
        exact.append(network.compare(expected).change)
        link.weight = weight
    assert found == exact


@given(exact_cases())
def test_with_fractions_every_neurons_sensitivity_is_the_exact_derivative(case):
    network, inputs, expected = case
    backpropagated(network, inputs, expected)
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            found = neuron.sensitivity
            activation = neuron.activation
            # The same output, marked as the number that changes, as if you turned a knob there.
            neuron.activation = Activation(
                "knob", lambda x, a=activation: Dual(a.function(x), 1), lambda x, y: 0
            )
            other = network.copy()
            neuron.activation = activation
            other.propagate(inputs)
            assert found == other.compare(expected).change


@given(exact_cases())
def test_a_links_output_sensitivity_is_that_of_the_neurons_total_input(case):
    network, inputs, expected = case
    backpropagated(network, inputs, expected)
    for link in network.links:
        neuron = link.output_neuron
        assert link.output_sensitivity == neuron.sensitivity * neuron.slope
        assert link.weight_sensitivity == link.output_sensitivity * link.input_neuron.output


@settings(max_examples=8)
@given(
    st.sampled_from([[1, 1], [2, 1], [1, 2], [1, 1, 1], [2, 1, 1], [1, 2, 1], [1, 1, 2]]),
    st.lists(st.integers(-3, 3), min_size=4, max_size=4),
)
def test_with_symbols_every_weight_sensitivity_is_the_formula_that_sympy_derives(sizes, numbers):
    sympy = pytest.importorskip("sympy", reason="SymPy is not installed: pip install sympy")
    square = Activation("square", lambda x: x * x, lambda x, y: 2 * x)
    network = Network(sizes, activation=square, output_activation=identity)
    for link in network.links:
        link.weight = sympy.Symbol(link.name)
    network.propagate(numbers[: sizes[0]])
    error = network.compare(numbers[2 : 2 + sizes[-1]])
    network.backpropagate()
    for link in network.links:
        derived = sympy.diff(error, link.weight)
        assert sympy.expand(link.weight_sensitivity - derived) == 0


@given(float_cases(SMOOTH))
def test_with_floats_every_weight_sensitivity_is_near_the_central_difference(case):
    network, inputs, expected = case
    found = backpropagated(network, inputs, expected)
    step = 1e-5
    scale = max(1, *[abs(sensitivity) for sensitivity in found])
    for link, sensitivity in zip(network.links, found):
        weight = link.weight
        errors = []
        for tried in (weight + step, weight - step):
            link.weight = tried
            network.propagate(inputs)
            errors.append(network.compare(expected))
        link.weight = weight
        assert abs(sensitivity - (errors[0] - errors[1]) / (2 * step)) <= 1e-6 * scale


@given(training_cases())
def test_over_several_samples_weight_sensitivities_add(case):
    network, samples = case
    alone = []
    for inputs, expected in samples:
        alone.append(backpropagated(network, inputs, expected))
        network.forget()
    for inputs, expected in samples:
        together = backpropagated(network, inputs, expected)
    for position, sensitivity in enumerate(together):
        total = 0
        for one in alone:
            total += one[position]
        assert sensitivity == total


TORCH_FUNCTIONS = {
    sigmoid: "sigmoid",
    tanh: "tanh",
    relu: "relu",
    leaky_relu: "leaky_relu",
    identity: None,
}


@given(float_cases())
def test_with_floats_every_weight_sensitivity_matches_pytorch(case):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    network, inputs, expected = case

    def activated(values, layer):
        name = TORCH_FUNCTIONS[layer.neurons[0].activation]
        return values if name is None else getattr(torch.nn.functional, name)(values)

    weights = [
        torch.tensor(layer, dtype=torch.float64).reshape(len(before.senders()), -1).requires_grad_()
        for layer, before in zip(network.weights, network.neuron_layers)
    ]
    values = activated(torch.tensor(inputs, dtype=torch.float64), network.neuron_layers[0])
    one = torch.ones(1, dtype=torch.float64)
    for matrix, layer in zip(weights, network.neuron_layers[1:]):
        values = activated(torch.cat([one, values]) @ matrix, layer)
    error = ((values - torch.tensor(expected, dtype=torch.float64)) ** 2).sum() / 2
    error.backward()

    network.propagate(inputs)
    assert abs(network.compare(expected) - error.item()) <= 1e-12 * max(1, error.item())
    network.backpropagate()
    found = weight_sensitivities(network)
    theirs = torch.cat([matrix.grad.flatten() for matrix in weights]).tolist()
    scale = max(1, *[abs(sensitivity) for sensitivity in theirs])
    for ours, their in zip(found, theirs):
        assert abs(ours - their) <= 1e-12 * scale
