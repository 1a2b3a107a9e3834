from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import layer_sizes, seeds

from lernmi import Network
from lernmi.initial_weights import glorot, uniform


@given(layer_sizes, seeds)
def test_glorot_weights_are_within_the_papers_limit_and_bias_weights_are_0(sizes, seed):
    network = Network(sizes, initial_weights=glorot, seed=seed)
    for before, after, layer in zip(sizes, sizes[1:], network.link_layers):
        for link in layer.links:
            if link.input_neuron.name.startswith("b"):
                assert link.weight == 0.0
                assert isinstance(link.weight, float)
            else:
                assert abs(link.weight) <= math.sqrt(6 / (before + after))


def test_glorot_weights_have_the_papers_variance():
    # In the paper: Var(weight) = 2 / (inputs + outputs).
    weights = Network([100, 60, 1], seed=1).weights[0][60:]
    mean_square = math.fsum(weight * weight for weight in weights) / len(weights)
    assert abs(mean_square - 2 / 160) < 0.05 * 2 / 160


@given(layer_sizes, seeds, st.floats(-2, 0), st.floats(0.5, 2))
def test_uniform_weights_are_between_low_and_high_even_for_bias_links(sizes, seed, low, high):
    network = Network(sizes, initial_weights=uniform(low, high), seed=seed)
    for link in network.links:
        assert low <= link.weight <= high
        assert link.weight != 0


@given(layer_sizes, seeds)
def test_starting_weights_are_chosen_once_for_each_link_in_link_order(sizes, seed):
    asked = []

    def counted(random, inputs, outputs, is_bias):
        assert isinstance(random, Random)
        asked.append((inputs, outputs, is_bias))
        return len(asked)

    network = Network(sizes, initial_weights=counted, seed=seed)
    assert [link.weight for link in network.links] == list(range(1, len(asked) + 1))
    wanted = []
    for before, after in zip(sizes, sizes[1:]):
        wanted += [(before, after, True)] * after
        wanted += [(before, after, False)] * (before * after)
    assert asked == wanted


def test_uniform_refuses_a_low_end_that_is_not_below_the_high_end():
    for low, high in [(1, 1), (0.5, -0.5), (0.0, math.nan)]:
        with pytest.raises(ValueError, match=f"low={low}, high={high}"):
            uniform(low, high)
