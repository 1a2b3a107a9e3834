"""Is backpropagation right? Each weight sensitivity beside one that was found by trying.

Trying means: make the weight a little larger, then a little smaller, and see how the error differs
(textbooks: gradient checking, by central differences). With floats that is never quite exact, so
small differences are allowed, and numbers that rounding hides are not judged. With Fractions, and
activations that can take them, both numbers are exact and must be equal.
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

# Steps to try, as a fraction of the weight (or of 1, if the weight is smaller). Large steps are off
# if the error is curved or has a bend close by; small ones lose digits. The one that seems most
# exact is used.
STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
# Rounding loses this fraction of the numbers that an error is calculated from.
ROUNDING = 1e-15
# The allowed difference: ALLOWED times the estimated error of the measured number, plus the
# fraction PART of the number.
ALLOWED = 10
PART = 1e-6
# To find a bend, compare the slopes at the distances NEAR. A difference above JUMP is a bend.
NEAR = (1e-9, 1e-11)
JUMP = 1e-6
# If the measured number may be off by more than this fraction, it can't judge the other one.
TELLING = 0.2
WORST = 5


class Checked(NamedTuple):
    """One Link: its weight sensitivity, by backpropagation and by trying.

    name: the Link's.
    backpropagated, tried: both numbers, summed over the samples.
    left, right: the measured number with a smaller weight only, and with a larger one only.
    fits: whether the two are as close as can be expected; also true where trying can't tell.
    at_a_bend: whether smaller and larger weights disagree, as at the kink of a relu: there the
        slope jumps, and any number between the two is right.
    can_be_told: whether trying is exact enough to judge such a small number.
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
    """A report on all Links, the worst first; `print` shows it.

    links: a Checked for each Link.
    exact: whether both numbers are exact, so that no difference was allowed.
    left_out: number of samples left out because a slope jumps exactly there.
    samples: how many there were in all.
    """

    links: tuple[Checked, ...]
    exact: bool
    left_out: int
    samples: int

    @property
    def right(self) -> bool:
        """Whether all fit, as far as trying can tell."""
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
    """Compare every weight sensitivity, summed over the samples, with one found by trying.

    samples: pairs (inputs, expected), at least one.

    With Fractions as weights, Fractions or whole numbers as inputs and expected numbers, and
    activations that keep them exact, nothing is tried: dual numbers, which carry their own change
    along, give the exact sensitivity in a different way.

    If a Neuron is exactly at a bend, such as that of relu at 0, the right slope is a matter of
    convention. Such samples are left out if there are others, and the report says so.

    It works on a copy; nothing changes. Each Link takes about twenty trials of all samples, so
    large networks take long. Raises ValueError or TypeError for samples that don't fit.
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
        # With several bends at once, trying can't tell which slopes are right.
        links = [
            each if each.fits else each._replace(fits=True, can_be_told=False) for each in links
        ]
    links.sort(key=lambda each: (each.fits, not each.can_be_told, -part_apart(each)))
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
    """Return whether a function has different values just left and just right of a number.

    So has a steep function, but there the difference shrinks closer to the number. If one side
    can't be computed, that counts as a jump.
    """
    gaps = []
    for near in NEAR:
        step = like(near * max(1.0, abs(as_float(here))), here)
        try:
            gap = as_float(abs(function(here + step) - function(here - step)))
        except (TypeError, ValueError, ArithmeticError):
            # It can't be computed on one side.
            return True
        gaps.append(gap)
    return gaps[0] > JUMP and gaps[1] > gaps[0] / 2


def part_apart(checked: Checked) -> float:
    """Return the difference of a Link's two numbers, as a fraction of the larger one."""
    one, other = float(checked.backpropagated), float(checked.tried)
    size = max(abs(one), abs(other))
    return abs(one - other) / size if size else 0.0


class Try(NamedTuple):
    """The three slopes found with one step to both sides, and their possible rounding error."""

    left: float
    middle: float
    right: float
    rounding: float


def size_of_error(network: Network, error: Number) -> float:
    """Return the size of the numbers that the error of one sample is made from.

    An error near 0 can come from large outputs: then it has lost their last digits.
    """
    size = as_float(abs(error))
    for neuron in network.neuron_layers[-1].neurons:
        output = as_float(abs(neuron.output))
        size += output * as_float(abs(neuron.sensitivity))
        if isinstance(network.error_function, CrossEntropy):
            # Powers and logarithms of outputs, of about this size.
            size += 1 + output
    return size


def tried_link(network: Network, link: Link, samples: list[Sample], lost: float) -> Checked:
    """Try one weight a little smaller and a little larger, with several steps.

    lost: how much of the error is lost in its last digits.
    """
    tries = [tried_step(network, link, samples, step, lost) for step in STEPS]
    # How far off a step is: the difference to the next one, and rounding.
    off = []
    for one, next_one in zip(tries, tries[1:]):
        gap = abs(one.middle - next_one.middle) + one.rounding
        off.append(gap if math.isfinite(gap) else math.inf)
    place = off.index(min(off))
    best, uncertain = tries[place], ALLOWED * off[place]
    found = as_float(link.weight_sensitivity)
    # Where the error is only curved, left and right come together as the step shrinks.
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
    network: Network, link: Link, samples: list[Sample], part: float, lost: float
) -> Try:
    """Try one weight smaller and larger by a step, and put it back.

    If the error can't be computed at one of these weights, all results are infinite.
    """
    weight = link.weight
    step = like(part * max(1.0, abs(as_float(weight))), weight)
    errors = []
    try:
        for tried in (weight - step, weight, weight + step):
            link.weight = tried
            errors.append(float_sum(network, samples))
        # The real difference of the weights, which is not quite the step.
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


def float_sum(network: Network, samples: list[Sample]) -> float:
    """Return the sum of the errors over the samples, as a float."""
    errors = []
    for inputs, expected in samples:
        network.propagate(inputs)
        errors.append(as_float(network.compare(expected)))
    return math.fsum(errors)


def error_sum(network: Network, samples: list[Sample]) -> Number:
    """Return the sum of the errors over the samples."""
    total: Number = 0
    for inputs, expected in samples:
        network.propagate(inputs)
        total += network.compare(expected)
    return total


def exact_links(network: Network, samples: list[Sample]) -> list[Checked] | None:
    """Compare every weight sensitivity with an exact one, or None if there is none."""
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
    network: Network, link: Link, samples: list[Sample], direction: int
) -> Number | None:
    """Return how the error changes with a weight, exactly, by dual numbers. None if any are floats.

    direction: 1 for a weight that rises, -1 for one that falls: at a bend they differ.
    """
    weight = link.weight
    link.weight = Dual(weight, direction)  # type: ignore[assignment]
    try:
        error = error_sum(network, samples)
    except (TypeError, AttributeError):
        # An activation that takes only floats.
        return None
    finally:
        link.weight = weight
    change = error.change if isinstance(error, Dual) else 0
    return None if isinstance(change, float) else change
