"""Which Links cause the error, and how much of it each one causes.

A nudge moves a weight by learning rate × weight sensitivity, and the error falls by weight
sensitivity × that move: the predicted drop is learning rate × weight sensitivity squared. A Link's
share is its fraction of the whole predicted drop. (Textbooks: the first-order change, learning rate
× the squared length of the gradient.)
"""

from __future__ import annotations

from typing import NamedTuple

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.inside.calculations import calculation_text
from lernmi.inside.causes import cause_lines, predicted_and_tried
from lernmi.inside.numbers import as_float, difference, like, significant, with_decimals
from lernmi.inside.trying import WRONG, try_all_weights
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.samples import Sample

# At most this many shares are listed.
MOST_LISTED = 8
# Below this many per cent, one decimal is not enough.
SMALL = 0.1
# A nudge goes too far if a smaller learning rate helps: a tenth, a hundredth, and so on. This is
# how many to try.
MOST_TENTHS = 6


class Share(NamedTuple):
    """A Link's or Neuron's fraction of the predicted drop, from 0 to 1."""

    name: str
    share: Number


def link_shares(network: Network) -> list[Share]:
    """Return each Link's share, largest first. The network must have backpropagated.

    A share is weight sensitivity squared / the sum of all these squares. If all are 0, there are no
    shares.
    """
    whole = sum_of_squares(network)
    if whole == 0:
        return []
    shares = [
        Share(link.name, link.weight_sensitivity * link.weight_sensitivity / whole)
        for link in network.links
    ]
    return sorted(shares, key=lambda share: share.share, reverse=True)


def neuron_shares(network: Network) -> list[Share]:
    """Return each Neuron's share, largest first.

    It is the sum of the shares of the Links that lead to the Neuron. If all weight sensitivities
    are 0, there are no shares.
    """
    whole = sum_of_squares(network)
    if whole == 0:
        return []
    squares: dict[Neuron, Number] = {}
    for link in network.links:
        square = link.weight_sensitivity * link.weight_sensitivity
        squares[link.output_neuron] = squares.get(link.output_neuron, 0) + square
    shares = [Share(neuron.name, square / whole) for neuron, square in squares.items()]
    return sorted(shares, key=lambda share: share.share, reverse=True)


def sum_of_squares(network: Network) -> Number:
    """Return the sum of all weight sensitivities squared."""
    whole: Number = 0
    for link in network.links:
        whole += link.weight_sensitivity * link.weight_sensitivity
    return whole


def fault_lines(
    network: Network, sample: Sample, error: Number, learning_rate: Number
) -> list[str]:
    """Return the shares as text, and the predicted drop of the error beside the actual one.

    network: it has just backpropagated this sample, with the error `error`. Its weights stay the
        same, but the numbers of its Neurons change.
    """
    lines = [sentences.ERROR_IS.format(error=significant(error))]
    shares = link_shares(network)
    if not shares:
        return [*lines, sentences.NO_SHARES]
    whole = sum_of_squares(network)
    predicted = learning_rate * whole
    text = calculation_text("{} × {}", [learning_rate, whole], lambda a, b: a * b, predicted)
    text = with_decimals(predicted, text)
    lines += [sentences.PREDICTED_DROP, f"  {text}"]
    by_neuron = neuron_shares(network)
    lines.append(drop_line(network, sample, error, learning_rate))
    found = try_all_weights(network, sample, error)
    if found is not None and found.verdict == WRONG:
        lines.append(sentences.WRONG_NETWORK.format(**predicted_and_tried(found)))
        lines += cause_lines(network, sample, 0, network.link_layers[0].links)
    lines.append(sentences.SHARES)
    lines.extend(share_lines(shares))
    lines.append(sentences.NEURON_SHARES)
    lines.extend(share_lines(by_neuron))
    return lines


def drop_line(network: Network, sample: Sample, error: Number, learning_rate: Number) -> str:
    """Return a sentence about how much a nudge lowers or raises the error."""
    drop = drop_after(network, sample, error, learning_rate)
    text = with_decimals(abs(drop), significant(abs(drop)))
    if drop >= 0:
        return sentences.REAL_DROP.format(drop=text)
    for digits in range(1, MOST_TENTHS + 1):
        rate = like(learning_rate / 10**digits, network.links[0].weight)
        if drop_after(network, sample, error, rate) > 0:
            return sentences.TOO_FAR.format(rise=text)
    return sentences.REAL_RISE.format(rise=text)


def drop_after(network: Network, sample: Sample, error: Number, learning_rate: Number) -> Number:
    """Return how much a nudge would lower the error. It nudges a copy."""
    copy = network.copy()
    copy.nudge(learning_rate)
    copy.propagate(sample[0])
    return difference(error, copy.compare(sample[1]))


def share_lines(shares: list[Share]) -> list[str]:
    """Return the largest shares in per cent, and the sum of the others."""
    lines = []
    for share in shares[:MOST_LISTED]:
        lines.append(sentences.SHARE.format(share=percent(share.share), name=share.name))
    others = shares[MOST_LISTED:]
    if others:
        left: Number = 0
        for share in others:
            left += share.share
        lines.append(sentences.SHARE_OF_OTHERS.format(share=percent(left), count=len(others)))
    return lines


def percent(share: Number) -> str:
    """Return a share in per cent, such as " 12.5 %". A tiny one has two significant digits."""
    value = as_float(100 * share)
    text = significant(value, 2) if 0 < value < SMALL else f"{value:.1f}"
    return f"{text:>5} %"
