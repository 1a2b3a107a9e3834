"""Matt Mazur's example: his printed numbers, what follows from them, and his slip."""

from __future__ import annotations

import pytest

from lernmi.data.published import MAZUR

PUBLISHED = MAZUR.published


def link_named(network, his_name):
    input_name, output_name = MAZUR.names[his_name][0].split("->")
    return network.link(input_name, output_name)


def half_step(network):
    network.propagate(MAZUR.inputs)
    error = network.compare(MAZUR.expected)
    network.backpropagate()
    return error


def nudge_without_biases(network):
    for link in network.links:
        if link.input_neuron.name.startswith("b"):
            link.weight_sensitivity = 0
    network.nudge(MAZUR.learning_rate)


def error_now(network):
    network.propagate(MAZUR.inputs)
    return network.compare(MAZUR.expected)


def nudged_too_early(network):
    """Do one step with the slip: nudge the output weights before sending anything back."""
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    hidden_links, output_links = (layer.links for layer in network.link_layers)
    for link in output_links:
        output_sensitivity = link.output_neuron.sensitivity * link.output_neuron.slope
        if not link.input_neuron.name.startswith("b"):
            weight_sensitivity = output_sensitivity * link.input_neuron.output
            link.weight -= MAZUR.learning_rate * weight_sensitivity
        link.input_neuron.receive_sensitivity(output_sensitivity * link.weight)
    for link in hidden_links:
        link.backpropagate()
    network.stage = "backpropagated"
    nudge_without_biases(network)


@pytest.mark.parametrize("name", ["h1", "h2", "o1", "o2"])
def test_the_outputs_are_those_on_the_page(name):
    network = MAZUR.network()
    half_step(network)
    neuron = network.neuron(MAZUR.names[name][0])
    assert neuron.output == pytest.approx(PUBLISHED[f"out {name}"], rel=0, abs=6e-10)


def test_the_total_input_and_the_error_are_those_on_the_page():
    network = MAZUR.network()
    assert half_step(network) == pytest.approx(PUBLISHED["E total"], rel=0, abs=6e-10)
    assert network.neuron("h1").total_input == pytest.approx(PUBLISHED["net h1"], rel=1e-15)


@pytest.mark.parametrize("name", ["w5", "w1"])
def test_the_weight_sensitivities_are_those_on_the_page(name):
    network = MAZUR.network()
    half_step(network)
    found = link_named(network, name).weight_sensitivity
    assert found == pytest.approx(PUBLISHED[f"dE/d{name}"], rel=0, abs=6e-10)


@pytest.mark.parametrize("name", [f"w{number}" for number in range(1, 9)])
def test_the_new_weights_are_those_on_the_page(name):
    network = MAZUR.network()
    half_step(network)
    nudge_without_biases(network)
    wanted = PUBLISHED[f"new {name}"]
    digits = len(repr(wanted).split(".")[1])
    assert link_named(network, name).weight == pytest.approx(wanted, rel=0, abs=0.6 * 10**-digits)


def test_the_error_after_the_step_differs_from_the_page():
    network = MAZUR.network()
    half_step(network)
    nudge_without_biases(network)
    assert error_now(network) == pytest.approx(0.291027774, rel=0, abs=6e-10)
    assert error_now(network) != pytest.approx(PUBLISHED["E total after one step"], abs=1e-7)


def test_nudging_the_output_weights_too_early_gives_the_pages_errors():
    network = MAZUR.network()
    nudged_too_early(network)
    wanted = PUBLISHED["E total after one step"]
    assert error_now(network) == pytest.approx(wanted, rel=0, abs=6e-10)
    for _ in range(9_999):
        nudged_too_early(network)
    wanted = PUBLISHED["E total after 10,000 steps"]
    assert error_now(network) == pytest.approx(wanted, rel=0, abs=6e-10)


def test_after_10_000_right_steps_the_error_is_the_one_in_the_remarks():
    network = MAZUR.network()
    for _ in range(10_000):
        half_step(network)
        nudge_without_biases(network)
    assert error_now(network) == pytest.approx(0.0000351019, rel=0, abs=6e-11)


def test_with_the_biases_trained_the_numbers_are_the_recomputed_ones():
    network = MAZUR.network()
    network.learn(MAZUR.inputs, MAZUR.expected, MAZUR.learning_rate)
    biases = [network.link(*name.split("->")).weight for name in MAZUR.names["b1"]]
    biases += [network.link(*name.split("->")).weight for name in MAZUR.names["b2"]]
    wanted = [0.345614323, 0.345022873, 0.530750719, 0.619049118]
    assert biases == pytest.approx(wanted, rel=0, abs=6e-10)
    assert error_now(network) == pytest.approx(0.280471447, rel=0, abs=6e-10)


def test_every_link_and_neuron_has_one_of_his_names():
    network = MAZUR.network()
    meant = [name for names in MAZUR.names.values() for name in names]
    assert len(set(meant)) == len(meant)
    bias_neurons = ["b1", "b2"]
    ours = [link.name for link in network.links] + [neuron.name for neuron in network.neurons]
    assert sorted(meant + bias_neurons) == sorted(ours)
