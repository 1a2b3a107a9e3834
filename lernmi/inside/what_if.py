"""How the error changes with one weight, or with two, and what the sensitivities predict.

    weight_curve(network, network.link("h1", "y1"), [([0.05, 0.10], [0.01, 0.99])])

The sensitivity tells how steep the error is at the present weight. It gives the tangent of the
curve there or, for two weights, the tangent plane. Further away the curve leaves its tangent, which
is why a nudge has to be small. (Textbooks: a slice through the loss landscape.) The results have
plain lists of numbers, for pictures and pages to use.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.inside.check import error_sum
from lernmi.inside.numbers import like
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.numbers import (
    as_python_numbers,
    checked_number,
    is_finite,
    is_list,
    refuse_mixture,
    with_places,
)
from lernmi.support.samples import Sample, checked_samples
from lernmi.support.texts import short_text
from lernmi.support.whole_epochs import why_not_finite

# By default, try this many weights on each side of the present one. A surface tries fewer, because
# it needs the error for every pair.
CURVE_SIDE = 20
SURFACE_SIDE = 10


class WeightCurve(NamedTuple):
    """The error at several values of one weight, while all other weights stay as they are.

    name: the Link's name.
    weights, errors: the values tried, and the error at each.
    weight, error: the present weight, and the error there.
    sensitivity: the weight sensitivity at the present weight, by backpropagation. Like the errors,
        it is a mean over the samples.
    """

    name: str
    weights: list[Number]
    errors: list[Number]
    weight: Number
    error: Number
    sensitivity: Number

    def tangent(self, weight: Number) -> Number:
        """Return the error that the sensitivity predicts at a weight."""
        return self.error + self.sensitivity * (weight - self.weight)


class WeightSurface(NamedTuple):
    """The error at several values of two weights, while all other weights stay as they are.

    one, other: the curve for each weight alone, while the other one stays as it is.
    errors: a row for each of `other.weights`, with the error at each of `one.weights`.
    """

    one: WeightCurve
    other: WeightCurve
    errors: list[list[Number]]

    def tangent_plane(self, one_weight: Number, other_weight: Number) -> Number:
        """Return the error that both sensitivities predict at two weights."""
        one_change = self.one.sensitivity * (one_weight - self.one.weight)
        other_change = self.other.sensitivity * (other_weight - self.other.weight)
        return self.one.error + one_change + other_change


def weight_curve(
    network: Network,
    link: Link,
    samples: Iterable[Sample],
    weights: Sequence[Number] | None = None,
) -> WeightCurve:
    """Return the error at several values of one weight, and the tangent at the present one.

    link: one of the network's Links, such as `network.link("h1", "y1")`.
    samples: one or more pairs (inputs, expected). The error is the mean over them, as a Trainer
        records it; for a single sample, write `[sample]`.
    weights: the values to try, in any order. If None, 41 evenly spaced ones with the present weight
        exactly in the middle. On each side they reach as far as the weight is from 0, but at least
        1. So 0 is always in range: there the Link delivers nothing, as if it were missing.

    It works on a copy; nothing changes. Each weight takes one pass over the samples.

    Raises ValueError for a Link of another network, and for a weight at which the error can't be
    computed or isn't finite; it names that weight. Raises ValueError or TypeError for samples or
    weights that don't fit, and for anything else that is not a Link.
    """
    place = place_of(network, link, "link")
    checked = checked_samples(samples, network, "samples")
    tried = checked_weights(weights, "weights", network, link, checked, CURVE_SIDE)
    return curve_at(network, place, checked, tried)


def weight_surface(
    network: Network,
    one_link: Link,
    other_link: Link,
    samples: Iterable[Sample],
    one_weights: Sequence[Number] | None = None,
    other_weights: Sequence[Number] | None = None,
) -> WeightSurface:
    """Return the error at every pair of two weights' values, and the tangent plane.

    one_link, other_link: two of the network's Links.
    samples: as for `weight_curve`.
    one_weights, other_weights: the values to try for each. If None, 21 as in `weight_curve`.

    It works on a copy; nothing changes. Each pair of weights takes one pass over the samples.

    Raises what `weight_curve` does, and ValueError if both Links are the same.
    """
    one_place = place_of(network, one_link, "one_link")
    other_place = place_of(network, other_link, "other_link")
    if one_place == other_place:
        raise ValueError(
            f"one_link and other_link must be two different Links; got {one_link.name} twice"
        )
    checked = checked_samples(samples, network, "samples")
    across = checked_weights(one_weights, "one_weights", network, one_link, checked, SURFACE_SIDE)
    up = checked_weights(other_weights, "other_weights", network, other_link, checked, SURFACE_SIDE)

    one_curve = curve_at(network, one_place, checked, across)
    other_curve = curve_at(network, other_place, checked, up)
    copy = network.copy()
    one, other = copy.links[one_place], copy.links[other_place]
    rows = []
    for other_weight in up:
        other.weight = other_weight
        row = []
        for one_weight in across:
            one.weight = one_weight
            row.append(mean_error(copy, [one, other], checked))
        rows.append(row)
    return WeightSurface(one_curve, other_curve, rows)


# The calculations.


def curve_at(
    network: Network, place: int, samples: Sequence[Sample], weights: list[Number]
) -> WeightCurve:
    """Return the curve of the Link at a place in `network.links`, with these weights."""
    copy = network.copy()
    link = copy.links[place]
    weight = link.weight
    error = mean_error(copy, [link], samples)
    errors = []
    for tried in weights:
        link.weight = tried
        errors.append(mean_error(copy, [link], samples))
    link.weight = weight
    # Last, because your own Link may change more than it should when it backpropagates.
    sensitivity = mean_sensitivity(copy, link, samples)
    return WeightCurve(link.name, weights, errors, weight, error, sensitivity)


def mean_error(network: Network, links: list[Link], samples: Sequence[Sample]) -> Number:
    """Return the mean error over the samples.

    links: the Links with the weights to try. If the error isn't finite, the ValueError names them.
    """
    return finite_mean("error", lambda: error_sum(network, samples), len(samples), links)


def mean_sensitivity(network: Network, link: Link, samples: Sequence[Sample]) -> Number:
    """Return a Link's mean weight sensitivity over the samples; ValueError if it isn't finite."""

    def sensitivity_sum() -> Number:
        network.forget()
        for inputs, expected in samples:
            network.propagate(inputs)
            network.compare(expected)
            network.backpropagate()
        return link.weight_sensitivity

    return finite_mean("weight sensitivity", sensitivity_sum, len(samples), [link])


def finite_mean(
    what: str, compute_sum: Callable[[], Number], count: int, links: list[Link]
) -> Number:
    """Return a sum divided by a count. If it isn't finite, the ValueError names the Links."""
    cause: Exception | None = None
    try:
        mean = compute_sum() / count
        if is_finite(mean):
            return mean
        reason = f"it is {short_text(mean)}"
    except (OverflowError, decimal.Overflow) as problem:
        reason, cause = "a number becomes too large", problem
    except (ArithmeticError, ValueError) as problem:
        # Your own activation may take the logarithm of a negative number.
        reason, cause = f"{type(problem).__name__}: {short_text(problem)}", problem
    where = " and ".join([f"{link.name} at weight {short_text(link.weight)}" for link in links])
    raise ValueError(
        f"the {what} can't be computed with {where} ({reason}); use other weights or smaller inputs"
    ) from cause


# Checks of the arguments.


def place_of(network: Network, link: Link, what: str) -> int:
    """Return the place of a Link in `network.links`; ValueError or TypeError if it isn't there."""
    for place, own in enumerate(network.links):
        if own is link:
            return place
    first = network.links[0]
    names = f"{short_text(first.input_neuron.name)}, {short_text(first.output_neuron.name)}"
    must = f"{what} must be a Link of this network, such as network.link({names})"
    if isinstance(link, Link):
        raise ValueError(f"{must}; got {link.name} of another network")
    raise TypeError(f"{must}; got {short_text(link)}")


def checked_weights(
    weights: Sequence[Number] | None,
    what: str,
    network: Network,
    link: Link,
    samples: Sequence[Sample],
    side: int,
) -> list[Number]:
    """Return the weights to try as plain numbers; if None, those around the present weight.

    what: what to call them in error messages. side: how many to return on each side of the present
        weight, if `weights` is None.

    Raises ValueError or TypeError unless all are finite numbers that Python can mix with the
    network's and the samples', and ValueError if a weight of the network isn't finite.
    """
    reason = why_not_finite(network, error=0)
    if reason:
        raise ValueError(f"{reason}, so there is no error to compute; set network.weights")
    numbers = [(f"the weight of {each.name}", each.weight) for each in network.links]
    for position, (inputs, expected) in enumerate(samples):
        numbers += with_places(f"samples[{position}], inputs", inputs)
        numbers += with_places(f"samples[{position}], expected", expected)
    if weights is None:
        weights = weights_around(link.weight, [number for _, number in numbers], side)
    weights = as_python_numbers(weights)
    if not is_list(weights):
        raise TypeError(
            f"{what} must be a list of numbers, such as [-1, 0, 1]; got {short_text(weights)}"
        )
    if not weights:
        raise ValueError(f"{what} must have at least one number; got an empty list")
    checked = []
    for position, weight in enumerate(weights):
        checked.append(checked_number(weight, f"{what}[{position}]"))
    refuse_mixture([*with_places(what, checked), *numbers])
    return checked


def weights_around(weight: Number, numbers: list[Number], side: int) -> list[Number]:
    """Return evenly spaced weights with the present one in the middle, and `side` on each side.

    numbers: all numbers that the weights have to mix with. If the present weight is an int, the new
        ones have the type of these numbers.
    """
    example: Number = Fraction()  # type: ignore[assignment]
    for number in [weight, *numbers]:
        if not isinstance(number, int):
            example = number
            break
    distance = max(1, abs(weight))
    steps = [distance * like(count / side, example) for count in range(1, side + 1)]
    smaller = [weight - step for step in reversed(steps)]
    larger = [weight + step for step in steps]
    return [*smaller, weight, *larger]
