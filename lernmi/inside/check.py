"""Is backpropagation right? Each weight sensitivity beside one that was found by trying.

Trying: the weight a little larger, a little smaller, and by how much the error differs. That is
never quite exact with floats, so small differences are allowed. With Fractions, and activations
that can take them, both are exact, and have to be equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.inside.dual import Dual
from lernmi.inside.numbers import significant
from lernmi.link import Link
from lernmi.network import Network
from lernmi.trainer import Sample, checked_samples

# How much of the scale the two may differ, and how far a weight is changed, as a part of it.
TOLERANCE = 1e-6
STEP = 1e-5
# The error is only known to so many parts; divided by the step, that is what trying can't see.
ROUNDING = 1e-15
WORST = 5


class Checked(NamedTuple):
    """One Link: its weight sensitivity, by backpropagation and by trying.

    name: the Link's.
    backpropagated, tried: both numbers, summed over the samples.
    left, right: what trying gives with a smaller weight only, and with a larger one only.
    fits: whether the two are as near as can be expected.
    at_a_bend: whether smaller and larger weights disagree, as at the kink of a relu: there the
        slope jumps, and whatever lies between both is right.
    """

    name: str
    backpropagated: Number
    tried: Number
    left: Number
    right: Number
    fits: bool
    at_a_bend: bool


class GradientCheck(NamedTuple):
    """All Links, those that fit worst first; `print` shows the report.

    exact: whether both numbers are exact, and no difference was allowed.
    """

    links: tuple[Checked, ...]
    exact: bool

    @property
    def right(self) -> bool:
        """Whether all fit."""
        return all(checked.fits for checked in self.links)

    def __str__(self) -> str:
        wrong = [checked for checked in self.links if not checked.fits]
        bends = [checked for checked in self.links if checked.at_a_bend]
        count = len(self.links)
        if wrong:
            lines = [sentences.SOME_WRONG.format(wrong=len(wrong), count=count)]
        else:
            how = sentences.EXACTLY if self.exact else sentences.AS_NEAR_AS_CAN_BE
            lines = [sentences.ALL_RIGHT.format(count=count, how=how)]
        if bends:
            lines.append(sentences.BENDS.format(count=len(bends)))
        if self.exact and not wrong:
            return lines[0]
        lines.append(sentences.THE_WORST if wrong else sentences.DIFFER_MOST)
        shown = self.links[:WORST]
        width = max(len(checked.name) for checked in shown)
        for checked in shown:
            line = sentences.CHECKED.format(
                name=checked.name.ljust(width),
                backpropagated=significant(checked.backpropagated),
                tried=significant(checked.tried),
            )
            if not checked.fits:
                line += sentences.IS_WRONG
            if checked.at_a_bend:
                left, right = significant(checked.left), significant(checked.right)
                line += sentences.AT_A_BEND.format(left=left, right=right)
            lines.append(line)
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)


def check_gradients(network: Network, samples: Iterable[Sample]) -> GradientCheck:
    """Compare every weight sensitivity, summed over the samples, with one found by trying.

    With Fractions or whole numbers as weights, inputs and expected numbers, and activations that
    keep them exact, nothing is tried, but computed exactly by another way: numbers that carry
    their own change along, forwards (dual numbers).

    It works on a copy; nothing changes. Every Link takes two or more trials of all samples, so
    large networks take long. Raises ValueError or TypeError for samples that don't fit.
    """
    copy = network.copy()
    copy.forget()
    checked = checked_samples(samples, copy, "samples")
    for inputs, expected in checked:
        copy.propagate(inputs)
        copy.compare(expected)
        copy.backpropagate()
    exact = exact_sensitivities(copy, checked)
    if exact is not None:
        links = []
        for link, found in zip(copy.links, exact):
            fits = bool(link.weight_sensitivity == found)
            links.append(
                Checked(link.name, link.weight_sensitivity, found, found, found, fits, False)
            )
        links.sort(key=lambda each: each.fits)
        return GradientCheck(tuple(links), exact=True)
    scale = max(1.0, *[abs(float(link.weight_sensitivity)) for link in copy.links])
    links = [tried_link(copy, link, checked, scale) for link in copy.links]
    links.sort(key=lambda each: (each.fits, -abs(each.backpropagated - each.tried)))
    return GradientCheck(tuple(links), exact=False)


def tried_link(network: Network, link: Link, samples: list[Sample], scale: float) -> Checked:
    """Try one weight a little smaller and a little larger."""
    weight = link.weight
    step = STEP * max(1.0, abs(float(weight)))
    # Of the weight's own type: a Decimal can't be added to a float.
    step = step if isinstance(weight, (int, float)) else type(weight)(str(step))
    errors = []
    for tried in (weight - step, weight, weight + step):
        link.weight = tried
        errors.append(error_sum(network, samples))
    link.weight = weight
    smaller, here, larger = errors
    left, right = float((here - smaller) / step), float((larger - here) / step)
    middle = float((larger - smaller) / (2 * step))
    found = float(link.weight_sensitivity)
    allowed = TOLERANCE * scale + ROUNDING * float(abs(here)) / float(step)
    # From one side only, a curve is off by half the step times how much it bends; 100 times what
    # is allowed is no curve any more.
    at_a_bend = bool(abs(right - left) > 100 * allowed + 10 * float(step) * scale)
    fits = min(left, right) - allowed <= found <= max(left, right) + allowed
    return Checked(link.name, found, middle, left, right, fits, at_a_bend)


def error_sum(network: Network, samples: list[Sample]) -> Number:
    """Return the sum of the errors over the samples."""
    total: Number = 0
    for inputs, expected in samples:
        network.propagate(inputs)
        total += network.compare(expected)
    return total


def exact_sensitivities(network: Network, samples: list[Sample]) -> list[Number] | None:
    """Return each weight sensitivity by dual numbers; None if that is not exact here."""
    weights = [link.weight for link in network.links]
    numbers = [*weights]
    for inputs, expected in samples:
        numbers.extend([*inputs, *expected])
    if not all(isinstance(number, (int, Fraction)) for number in numbers):
        return None
    found = []
    trial = network.copy()
    for link in trial.links:
        weight = link.weight
        link.weight = Dual(weight, 1)
        try:
            error = error_sum(trial, samples)
        except (TypeError, AttributeError):
            # An activation that only floats can go through.
            return None
        link.weight = weight
        change = error.change if isinstance(error, Dual) else 0
        if isinstance(change, float):
            return None
        found.append(change)
    return found
