from __future__ import annotations

import math

import pytest
from hypothesis import given
from support.networks import XOR, layer_sizes, seeds

from lernmi import Network, Trainer
from lernmi.functions.initial_weights import he, normal, zeros
from lernmi.functions.ready_made import INITIAL_WEIGHTS


def mean_and_deviation(weights):
    mean = math.fsum(weights) / len(weights)
    square = math.fsum((weight - mean) ** 2 for weight in weights) / len(weights)
    return mean, math.sqrt(square)


def test_he_weights_are_normal_with_the_papers_deviation():
    network = Network([50, 200, 1], initial_weights=he, seed=3)
    weights = network.weights[0][200:]
    mean, deviation = mean_and_deviation(weights)
    assert abs(mean) < 0.01
    assert abs(deviation - math.sqrt(2 / 50)) < 0.01 * math.sqrt(2 / 50) * 2
    within = sum(abs(weight) < deviation for weight in weights) / len(weights)
    assert abs(within - math.erf(1 / math.sqrt(2))) < 0.01
    assert network.weights[0][:200] == (0.0,) * 200


def test_normal_weights_have_their_deviation_even_for_bias_links():
    network = Network([50, 200, 1], initial_weights=normal(0.7), seed=3)
    mean, deviation = mean_and_deviation(network.weights[0])
    assert abs(mean) < 0.02
    assert abs(deviation - 0.7) < 0.01
    assert 0.0 not in network.weights[0]


@pytest.mark.parametrize("wrong", [0, -1, math.nan, math.inf, "1", None])
def test_normal_weights_need_a_deviation_above_0(wrong):
    with pytest.raises((ValueError, TypeError), match="deviation must be"):
        normal(wrong)


@given(layer_sizes, seeds)
def test_from_zeros_hidden_neurons_stay_copies_of_each_other(sizes, seed):
    network = Network([2, 3, 1], initial_weights=zeros, seed=seed)
    assert set(network.weights[0] + network.weights[1]) == {0.0}
    Trainer(network, learning_rate=2.0, seed=seed).train(XOR, 30)
    into_hidden, into_output = network.weights
    for start in range(0, len(into_hidden), 3):
        assert len(set(into_hidden[start : start + 3])) == 1
    assert len(set(into_output[1:])) == 1
    assert into_output[0] != 0


@pytest.mark.parametrize("name", INITIAL_WEIGHTS)
def test_starting_weights_without_settings_can_be_found_by_name(name):
    assert INITIAL_WEIGHTS[name].__name__ == name
    same = [Network([3, 2, 1], initial_weights=INITIAL_WEIGHTS[name], seed=5) for _ in range(2)]
    assert same[0].weights == same[1].weights
