"""Is backpropagation right? Compare each weight sensitivity with a measured one.

To measure one, make the weight a little larger, then a little smaller, and compare the two errors
(textbooks: gradient checking, by central differences). With floats this is never quite exact, so
the check allows small differences, and doesn't judge numbers that rounding hides. With Fractions,
and activations that can take them, both numbers are exact and must be equal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.functions.error_functions import CrossEntropy
from lernmi.inside import sentences
from lernmi.inside.dual_numbers import Dual
from lernmi.inside.numbers import as_float, like, significant
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.samples import Sample, checked_samples

# Steps to try, as fractions of the weight (or of 1, if the weight is smaller). Large steps give a
# wrong slope if the error is curved or has a bend close by; small ones lose digits. The check uses
# the step that seems most exact.
STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
# Rounding loses this fraction of the numbers that an error is calculated from.
ROUNDING = 1e-15
# The allowed difference: ALLOWED × the estimated error of the measured number, plus PART × the
# number itself.
ALLOWED = 10
PART = 1e-6
# To find a bend, compare the slopes at the distances NEAR. A difference above JUMP is a bend.
NEAR = (1e-9, 1e-11)
JUMP = 1e-6
# If the measured number may be off by more than this fraction, it can't judge the other one.
TELLING = 0.2
WORST = 5


class Checked(NamedTuple):
    """One Link's weight sensitivity, by backpropagation and by measuring.

    name: the Link's name.
    backpropagated, tried: the two numbers, summed over the samples; `tried` is the measured one.
    left, right: the measured number with a smaller weight only, and with a larger one only.
    fits: whether the two are as close as can be expected; also true if measuring can't tell.
    at_a_bend: whether left and right disagree, as at the kink of a relu. There the slope jumps, and
        any number between the two is right.
    can_be_told: whether measuring is exact enough to judge the number.
    """

    name: str
    backpropagated: Number
    tried: Number
    left: Number
    right: Number
    fits: bool
    at_a_bend: bool
    can_be_told: bool


class GradientCheck(NamedTuple):
    """A report on all Links; `print` shows it.

    links: a Checked for each Link, worst first.
    exact: whether both numbers are exact, so that no difference was allowed.
    left_out: number of samples left out because a slope jumps exactly there.
    samples: number of all samples, including those left out.
    """

    links: tuple[Checked, ...]
    exact: bool
    left_out: int
    samples: int

    @property
    def right(self) -> bool:
        """Whether all Links fit, as far as measuring can tell."""
        return all(checked.fits for checked in self.links)

    def __str__(self) -> str:
        wrong = [checked for checked in self.links if not checked.fits]
        bends = [checked for checked in self.links if checked.at_a_bend]
        untold = [checked for checked in self.links if not checked.can_be_told]
        count = len(self.links)
        if wrong:
            lines = [sentences.SOME_WRONG.format(wrong=len(wrong), count=count)]
        else:
            how = sentences.EXACTLY if self.exact else sentences.AS_NEAR_AS_CAN_BE
            lines = [sentences.ALL_RIGHT.format(count=count, how=how)]
        if bends:
            lines.append(sentences.BENDS.format(count=len(bends)))
        if self.left_out:
            lines.append(sentences.LEFT_OUT.format(count=self.left_out, all=self.samples))
        if untold:
            lines.append(sentences.CANT_BE_TOLD.format(count=len(untold)))
        if self.exact and not wrong:
            return "\n".join(lines)
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
            if not checked.can_be_told:
                line += sentences.CANT_TELL
            if checked.at_a_bend:
                left, right = significant(checked.left), significant(checked.right)
                line += sentences.AT_A_BEND.format(left=left, right=right)
            lines.append(line)
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)


def check_gradients(network: Network, samples: Iterable[Sample]) -> GradientCheck:
    """Compare every weight sensitivity, summed over the samples, with a measured one.

    samples: pairs (inputs, expected), at least one.

    With Fractions as weights, Fractions or whole numbers as inputs and expected numbers, and
    activations that keep them exact, the check measures nothing. It uses dual numbers, which also
    calculate how they change, to find the exact sensitivity in a different way.

    If a sample puts a Neuron exactly at a bend, such as relu's at 0, the right slope is a matter of
    convention. The check leaves such samples out if there are others, and the report says so.

    It works on a copy; nothing changes. Each Link takes 24 passes over the samples, so a large
    network takes a long time. Raises ValueError or TypeError for samples that don't fit.
    """
    copy = network.copy()
    copy.forget()
    checked = checked_samples(samples, copy, "samples")
    smooth = [sample for sample in checked if not is_at_a_bend(copy, sample)]
    used = smooth or checked
    size = 0.0
    for inputs, expected in used:
        copy.propagate(inputs)
        size += size_of_error(copy, copy.compare(expected))
        copy.backpropagate()
    links = exact_links(copy, used)
    exact = links is not None
    if links is None:
        links = [tried_link(copy, link, used, size * ROUNDING) for link in copy.links]
    if not smooth:
        # With several bends at once, measuring can't tell which slopes are right.
        links = [
            each if each.fits else each._replace(fits=True, can_be_told=False) for each in links
        ]
    links.sort(key=lambda each: (each.fits, not each.can_be_told, -relative_difference(each)))
    return GradientCheck(tuple(links), exact, len(checked) - len(used), len(checked))


def is_at_a_bend(network: Network, sample: Sample) -> bool:
    """Return whether a Neuron or the error function is exactly where its slope jumps."""
    inputs, expected = sample
    outputs = network.propagate(inputs)
    for neuron_layer in network.neuron_layers:
        for neuron in neuron_layer.neurons:
            if jumps(slope_function(neuron), neuron.total_input):
                return True
    for place, output in enumerate(outputs):
        if jumps(sensitivity_function(network, outputs, expected, place), output):
            return True
    return False


def slope_function(neuron: Neuron) -> Callable[[Number], Number]:
    """Return a Neuron's slope as a function of the total input."""
    activation = neuron.activation
    return lambda x: activation.slope(x, activation.function(x))


def sensitivity_function(
    network: Network, outputs: list[Number], expected: Sequence[Number], place: int
) -> Callable[[Number], Number]:
    """Return the sensitivity of an output as a function of that output."""

    def sensitivity(output: Number) -> Number:
        changed = [*outputs[:place], output, *outputs[place + 1 :]]
        return network.error_function.sensitivities(changed, expected)[place]

    return sensitivity


def jumps(function: Callable[[Number], Number], here: Number) -> bool:
    """Return whether a function's values just left and just right of a number are different.

    A steep function doesn't count: there the difference shrinks as you get closer to the number. If
    one side can't be computed, that counts as a jump.
    """
    gaps = []
    for near in NEAR:
        step = like(near * max(1.0, abs(as_float(here))), here)
        try:
            gap = as_float(abs(function(here + step) - function(here - step)))
        except (TypeError, ValueError, ArithmeticError):
            return True
        gaps.append(gap)
    return gaps[0] > JUMP and gaps[1] > gaps[0] / 2


def relative_difference(checked: Checked) -> float:
    """Return the difference of a Link's two numbers, as a fraction of the larger one."""
    one, other = float(checked.backpropagated), float(checked.tried)
    size = max(abs(one), abs(other))
    return abs(one - other) / size if size else 0.0


class Try(NamedTuple):
    """The three slopes measured with a step to each side, and their possible rounding error."""

    left: float
    middle: float
    right: float
    rounding: float


def size_of_error(network: Network, error: Number) -> float:
    """Return the size of the numbers that the error of one sample is calculated from.

    An error near 0 can come from large outputs. Then it has lost their last digits.
    """
    size = as_float(abs(error))
    for neuron in network.neuron_layers[-1].neurons:
        output = as_float(abs(neuron.output))
        size += output * as_float(abs(neuron.sensitivity))
        if isinstance(network.error_function, CrossEntropy):
            # A cross-entropy also uses powers and logarithms of about this size.
            size += 1 + output
    return size


def tried_link(network: Network, link: Link, samples: Sequence[Sample], lost: float) -> Checked:
    """Measure one weight sensitivity with steps of several sizes, and choose the best.

    lost: how much of the error rounding may have lost.
    """
    tries = [tried_step(network, link, samples, step, lost) for step in STEPS]
    # How far off a step may be: its difference from the next step, plus rounding.
    off = []
    for one, next_one in zip(tries, tries[1:]):
        gap = abs(one.middle - next_one.middle) + one.rounding
        off.append(gap if math.isfinite(gap) else math.inf)
    place = off.index(min(off))
    best, uncertain = tries[place], ALLOWED * off[place]
    found = as_float(link.weight_sensitivity)
    # If the error is only curved, left and right get closer as the step shrinks.
    gap = abs(best.right - best.left)
    smaller = tries[place + 1]
    shrinks = abs(smaller.right - smaller.left) < 0.5 * gap
    at_a_bend = bool(gap > uncertain + PART * abs(best.middle) and not shrinks)
    allowed = uncertain + PART * abs(found)
    low, high = best.middle, best.middle
    if at_a_bend:
        low, high = min(best.left, best.right), max(best.left, best.right)
        allowed += PART * gap + ALLOWED * best.rounding
    fits = bool(low - allowed <= found <= high + allowed)
    size = max(abs(found), abs(best.middle), gap)
    can_be_told = size == 0 or bool(uncertain <= TELLING * size and math.isfinite(size))
    return Checked(
        link.name,
        link.weight_sensitivity,
        best.middle,
        best.left,
        best.right,
        fits or not can_be_told,
        at_a_bend,
        can_be_told,
    )


def tried_step(
    network: Network, link: Link, samples: Sequence[Sample], part: float, lost: float
) -> Try:
    """Measure the slopes with a weight one step smaller and one step larger, then restore it.

    If the error can't be computed at one of these weights, all numbers are infinite.
    """
    weight = link.weight
    step = like(part * max(1.0, abs(as_float(weight))), weight)
    errors = []
    try:
        for tried in (weight - step, weight, weight + step):
            link.weight = tried
            errors.append(float_sum(network, samples))
        # The real differences between the weights: after rounding, they are not quite the step.
        below, above = as_float(weight - (weight - step)), as_float((weight + step) - weight)
        smaller, here, larger = errors
        return Try(
            (here - smaller) / below,
            (larger - smaller) / (below + above),
            (larger - here) / above,
            (lost + ROUNDING * max(abs(error) for error in errors)) / as_float(step),
        )
    except (ArithmeticError, ValueError):
        return Try(math.inf, math.inf, math.inf, math.inf)
    finally:
        link.weight = weight


def float_sum(network: Network, samples: Sequence[Sample]) -> float:
    """Return the sum of the errors over the samples, as a float."""
    errors = []
    for inputs, expected in samples:
        network.propagate(inputs)
        errors.append(as_float(network.compare(expected)))
    return math.fsum(errors)


def error_sum(network: Network, samples: Sequence[Sample]) -> Number:
    """Return the sum of the errors over the samples."""
    total: Number = 0
    for inputs, expected in samples:
        network.propagate(inputs)
        total += network.compare(expected)
    return total


def exact_links(network: Network, samples: Sequence[Sample]) -> list[Checked] | None:
    """Compare every weight sensitivity with an exact one; None if a number isn't exact."""
    numbers = [link.weight for link in network.links]
    for inputs, expected in samples:
        numbers.extend([*inputs, *expected])
    if not all(isinstance(number, (int, Fraction)) for number in numbers):
        return None
    checked = []
    trial = network.copy()
    for link in trial.links:
        right = change_of_error(trial, link, samples, 1)
        left = change_of_error(trial, link, samples, -1)
        if right is None or left is None:
            return None
        left = -left
        found = link.weight_sensitivity
        fits = bool(min(left, right) <= found <= max(left, right))
        checked.append(Checked(link.name, found, right, left, right, fits, left != right, True))
    return checked


def change_of_error(
    network: Network, link: Link, samples: Sequence[Sample], direction: int
) -> Number | None:
    """Return exactly how the error changes with a weight, by dual numbers.

    direction: 1 for a weight that rises, -1 for one that falls. At a bend the two results differ.

    Returns None if an activation or error function needs floats.
    """
    weight = link.weight
    link.weight = Dual(weight, direction)  # type: ignore[assignment]
    try:
        error = error_sum(network, samples)
    except (TypeError, AttributeError):
        # An activation takes only floats.
        return None
    finally:
        link.weight = weight
    change = error.change if isinstance(error, Dual) else 0
    return None if isinstance(change, float) else change
