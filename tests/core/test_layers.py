from __future__ import annotations

import pytest

from lernmi import BiasNeuron, Link, Network, Neuron
from lernmi.activations import identity
from lernmi.layers import LinkLayer, NeuronLayer
from lernmi.support.texts import joined_names


def layer_of(count: int, bias: BiasNeuron | None = None) -> NeuronLayer:
    return NeuronLayer([Neuron(f"x{at}", identity) for at in range(1, count + 1)], bias)


def test_the_bias_is_the_first_of_the_senders_but_no_neuron_of_the_layer():
    bias = BiasNeuron("b1")
    layer = layer_of(2, bias)
    assert layer.senders() == [bias, *layer.neurons]
    assert layer.bias is bias
    assert bias not in layer.neurons
    without = layer_of(2)
    assert without.senders() == without.neurons


def test_a_layer_gives_each_neuron_its_own_number():
    layer = layer_of(3, BiasNeuron("b1"))
    layer.receive([1, 2, 3])
    layer.activate()
    assert layer.outputs() == [1, 2, 3]
    layer.receive_sensitivity([4, 5, 6])
    assert [neuron.sensitivity for neuron in layer.neurons] == [4, 5, 6]
    layer.bias.receive_sensitivity(7)
    layer.reset()
    assert [neuron.total_input for neuron in layer.neurons] == [0, 0, 0]
    assert [neuron.sensitivity for neuron in layer.senders()] == [0, 0, 0, 0]


@pytest.mark.parametrize("values", [[], [1, 2], [1, 2, 3, 4]])
def test_a_layer_refuses_the_wrong_number_of_values(values):
    layer = layer_of(3)
    for verb in (layer.receive, layer.receive_sensitivity):
        with pytest.raises(ValueError, match="must have 3 numbers"):
            verb(values)
    assert [neuron.total_input for neuron in layer.neurons] == [0, 0, 0]


def test_each_verb_of_a_link_layer_calls_every_link_once():
    before, after = layer_of(2), layer_of(1)
    links = [
        Link(neuron, after.neurons[0], weight) for neuron, weight in zip(before.neurons, (2, 3))
    ]
    layer = LinkLayer(links)
    before.receive([5, 7])
    before.activate()
    layer.propagate()
    after.activate()
    assert after.outputs() == [2 * 5 + 3 * 7]
    after.receive_sensitivity([10])
    layer.backpropagate()
    assert [link.weight_sensitivity for link in links] == [50, 70]
    assert [neuron.sensitivity for neuron in before.neurons] == [20, 30]
    layer.nudge(1)
    assert [link.weight for link in links] == [2 - 50, 3 - 70]


def test_the_repr_of_a_layer_names_its_members():
    network = Network([13, 2, 1])
    assert repr(network.neuron_layers[0]) == "NeuronLayer of 13: x1 to x13, bias b1"
    assert repr(network.neuron_layers[2]) == "NeuronLayer of 1: y1"
    assert repr(network.link_layers[0]) == "LinkLayer of 28: b1->h1 to x13->h2"
    assert repr(network.link_layers[1]) == "LinkLayer of 3: b2->y1, h1->y1, h2->y1"


def test_up_to_twelve_names_are_listed_and_more_are_given_as_a_range():
    assert joined_names(layer_of(12).neurons) == "x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12"
    assert joined_names(layer_of(13).neurons) == "x1 to x13"
