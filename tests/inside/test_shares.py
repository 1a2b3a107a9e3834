from __future__ import annotations

import pytest
from hypothesis import given
from support.networks import exact_cases, float_cases

from lernmi.inside.shares import link_shares, neuron_shares


@given(exact_cases())
def test_the_shares_add_up_to_the_predicted_drop(case):
    network, inputs, expected = case
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    whole = sum(link.weight_sensitivity**2 for link in network.links)
    shares = link_shares(network)
    by_neuron = neuron_shares(network)
    if whole == 0:
        assert shares == by_neuron == []
        return
    assert sum(share.share for share in shares) == 1
    assert sum(share.share for share in by_neuron) == 1
    sensitivities = {link.name: link.weight_sensitivity for link in network.links}
    for share in shares:
        assert share.share == sensitivities[share.name] ** 2 / whole
    for share in by_neuron:
        arriving = [link for link in network.links if link.output_neuron.name == share.name]
        assert share.share == sum(link.weight_sensitivity**2 for link in arriving) / whole
    for found in (shares, by_neuron):
        assert [share.share for share in found] == sorted(
            (share.share for share in found), reverse=True
        )


@given(float_cases())
def test_a_small_nudge_lowers_the_error_by_the_predicted_drop(case):
    network, inputs, expected = case
    network.propagate(inputs)
    error = network.compare(expected)
    network.backpropagate()
    squares = sum(link.weight_sensitivity**2 for link in network.links)
    rate = 1e-6
    network.nudge(rate)
    network.propagate(inputs)
    drop = error - network.compare(expected)
    assert drop == pytest.approx(rate * squares, rel=0.05, abs=1e-9)
