"""Test a sensitivity or a slope: change a number a little, and see how the result changes.

The prediction is that, for a small step, the result changes by step × sensitivity. If it fails, a
step up and a step down together show why. Each gives a ratio: change / step. At a bend (of relu,
for example) the two ratios differ. On a curve, smaller steps bring them closer to the sensitivity.
If the sensitivity is wrong, they agree with each other, but not with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.inside.numbers import as_float, difference, like
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.samples import Sample

# How far to change a number: try these until the prediction holds to one per cent.
STEPS = (0.01, 0.001, 0.0001, 0.00001)
GOOD = 100
# A difference smaller than this fraction of the two numbers is lost in rounding.
LOST = 1e-13
# With a smaller step, the gap between the ratios shrinks on a curve, stays the same at a bend, and
# grows if it comes from rounding. These factors tell the three apart.
SHRINKS, GROWS = 0.5, 2
# The verdicts on a prediction. TOO_SMALL: it and the change are too small to see. CURVE: the
# difference shrinks with the step, so it is right. UNCLEAR: trying can't tell.
HOLDS, TOO_SMALL, BEND = "holds", "too small", "bend"
CURVE, WRONG, UNCLEAR = "curve", "wrong", "unclear"


class Trial(NamedTuple):
    """The result of making a number a little larger.

    step: how much larger. change: how much the result rose.
    predicted: step × sensitivity. sensitivity: the sensitivity, or the slope.
    verdict: one of the verdicts above.
    below, above: the change for a small step down and up, divided by the step, or None.
    """

    step: Number
    change: Number
    predicted: Number
    sensitivity: Number
    verdict: str
    below: float | None = None
    above: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the change is the predicted one, within 1 %."""
        return self.verdict == HOLDS

    @property
    def agrees(self) -> bool:
        """Whether the prediction is right, as far as trying can tell, both up and down."""
        return self.verdict in (HOLDS, TOO_SMALL, CURVE)


def tried(
    change_for: Callable[[Number], Number], sensitivity: Number, example: Number, size: Number
) -> Trial | None:
    """Try smaller and smaller steps until the prediction holds; if it never does, find out why.

    change_for: returns how much the result rises if the number rises by a step (a negative step
        lowers it). It may raise ArithmeticError or ValueError if there is no result.
    sensitivity: the sensitivity, or the slope.
    example: a number of the type that steps should have.
    size: size of the two numbers whose difference is the change. Their last digits are lost.

    Returns None if no step can be tried.
    """
    found = None
    for length in STEPS:
        step = like(length, example)
        try:
            change = change_for(step)
        except (ArithmeticError, ValueError):
            continue
        found = Trial(step, change, step * sensitivity, sensitivity, UNCLEAR)
        if abs(as_float(change) - as_float(found.predicted)) * GOOD <= abs(
            as_float(found.predicted)
        ):
            return found._replace(verdict=HOLDS)
    if found is None:
        return None
    lost = as_float(abs(size)) * LOST
    if max(abs(as_float(found.change)), abs(as_float(found.predicted))) <= lost:
        return found._replace(verdict=TOO_SMALL)
    try:
        return judged(found, change_for, as_float(sensitivity), lost)
    except (ArithmeticError, ValueError):
        # The other side can't be tried.
        return found


def judged(
    found: Trial, change_for: Callable[[Number], Number], sensitivity: float, lost: float
) -> Trial:
    """Return the Trial with a verdict that says why the prediction doesn't hold.

    It compares a step up with a step down. On a curve, the mean of the two ratios is still right.
    At a bend, the two ratios differ.
    """
    aboves, belows = [], []
    for length in STEPS[-2:]:
        step = like(length, found.step)
        aboves.append(as_float(change_for(step)) / length)
        belows.append(as_float(change_for(-step)) / -length)
    larger, smaller = [(above + below) / 2 for above, below in zip(aboves, belows)]
    large_gap, small_gap = [abs(above - below) for above, below in zip(aboves, belows)]
    below, above = belows[-1], aboves[-1]
    rounding = lost / STEPS[-1]
    near = max(abs(smaller), abs(sensitivity)) / GOOD
    off = abs(smaller - sensitivity)
    gap_shrinks = small_gap <= max(near, SHRINKS * large_gap)
    verdict = UNCLEAR
    if not gap_shrinks and rounding < small_gap < GROWS * large_gap:
        # At a bend, any number between the two ratios is right.
        is_between = min(below, above) - near <= sensitivity <= max(below, above) + near
        verdict = BEND if is_between else WRONG
    elif gap_shrinks and off <= max(near, small_gap / GOOD, SHRINKS * abs(larger - sensitivity)):
        verdict = CURVE
    elif off <= rounding:
        verdict = TOO_SMALL
    elif gap_shrinks and abs(smaller - larger) <= near:
        verdict = WRONG
    return found._replace(verdict=verdict, below=below, above=above)


# What to try.


def size_of_error(network: Network, error: Number) -> float:
    """Return the size of the numbers that the error of a compared network was computed from.

    The larger these numbers are, the more digits a small change of the error loses.
    """
    size = abs(as_float(error))
    for neuron in network.neuron_layers[-1].neurons:
        size += abs(as_float(neuron.sensitivity) * as_float(neuron.output))
    return size


def try_weight(network: Network, sample: Sample, link: Link, error: Number) -> Trial | None:
    """Change a Link's weight a little, see what the error does, and restore the weight.

    network: it has backpropagated this sample, with the error `error`. The numbers of its Neurons
        change.

    Returns None if the error can't be computed at any weight near by.
    """
    inputs, expected = sample
    weight = link.weight

    def change_for(step: Number) -> Number:
        link.weight = weight + step
        try:
            network.propagate(inputs)
            return difference(network.compare(expected), error)
        finally:
            link.weight = weight

    size = size_of_error(network, error)
    return tried(change_for, link.weight_sensitivity, weight, size)


def try_output(
    network: Network, expected: Sequence[Number], neuron: Neuron, error: Number
) -> Trial | None:
    """Change a Neuron's output a little, and see what the error does. See `try_weight`."""
    layers = network.neuron_layers
    [place] = [number for number, layer in enumerate(layers) if neuron in layer.neurons]
    output, sensitivity = neuron.output, neuron.sensitivity

    def change_for(step: Number) -> Number:
        neuron.output = output + step
        try:
            for links, layer in zip(network.link_layers[place:], layers[place + 1 :]):
                layer.reset()
                links.propagate()
                layer.activate()
            outputs = layers[-1].outputs()
            return difference(network.error_function.function(outputs, expected), error)
        finally:
            neuron.output = output

    example = network.links[0].weight
    return tried(change_for, sensitivity, example, size_of_error(network, error))


def try_slope(neuron: Neuron) -> Trial | None:
    """Change a Neuron's total input a little, see what its output does, and restore the Neuron."""
    total_input, output, slope = neuron.total_input, neuron.output, neuron.slope

    def change_for(step: Number) -> Number:
        neuron.total_input = total_input + step
        try:
            neuron.activate()
            return difference(neuron.output, output)
        finally:
            neuron.total_input, neuron.output, neuron.slope = total_input, output, slope

    size = abs(as_float(output)) + abs(as_float(slope) * as_float(total_input))
    return tried(change_for, slope, total_input, size)


def try_all_weights(network: Network, sample: Sample, error: Number) -> Trial | None:
    """Move all weights against their sensitivities at once, and see how much the error falls.

    A step of 1 is a plain nudge with the learning rate 1. The rest is like `try_weight`.
    """
    inputs, expected = sample
    before = [(link, link.weight, link.weight_sensitivity) for link in network.links]

    def change_for(step: Number) -> Number:
        for link, weight, sensitivity in before:
            link.weight = weight - step * sensitivity
        try:
            network.propagate(inputs)
            return difference(error, network.compare(expected))
        finally:
            for link, weight, _ in before:
                link.weight = weight

    whole: Number = 0
    for _, _, sensitivity in before:
        whole += sensitivity * sensitivity
    return tried(change_for, whole, before[0][1], size_of_error(network, error))
