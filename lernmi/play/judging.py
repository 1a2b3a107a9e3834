"""Right and wrong: how many points a network gets right, and whether a guess about it is right."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lernmi.inside.diagram import brief
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron
from lernmi.play import sentences
from lernmi.play.held import HeldLink
from lernmi.play.timeline import Timeline
from lernmi.support.engines import LinksEngine, Workload
from lernmi.support.samples import Sample


def count_right(network: Network, points: Sequence[Sample], samples: Sequence[Sample]) -> int:
    """Return how many points are on the right side; halfway between counts as the higher kind.

    samples: what the network learns from; the labels of the two kinds are theirs.

    Raises ValueError unless there is one output, and there are two kinds of samples.
    """
    labels = sorted({expected[0] for _, expected in samples})
    if len(samples[0][1]) != 1 or len(labels) != 2:
        raise ValueError("counting right points needs one output and two kinds of samples")
    middle = (labels[0] + labels[1]) / 2
    count = 0
    for inputs, expected in points:
        output = network.propagate(inputs)[0]
        count += (output >= middle) == (expected[0] > middle)
    return count


def right_of(network: Network, points: Sequence[Sample], samples: Sequence[Sample]) -> str:
    """Return how many points are right, such as "27 of 30"; the labels are those of the samples."""
    right = count_right(network, points, samples)
    return sentences.RIGHT.format(right=right, all=len(points))


def judged(
    network: Network, samples: Sequence[Sample], unseen: Sequence[Sample]
) -> dict[str, str | None]:
    """Return how many samples are right, such as "27 of 30", and how many of those held out."""
    copy = network.copy()
    return {
        "points": right_of(copy, samples, samples),
        "unseen": right_of(copy, unseen, samples) if unseen else None,
    }


# Without a situation: which weight will change most?


def tapped(timeline: Timeline, name: str) -> tuple[bool, str]:
    """Say whether a Link's weight changes most in the next step, and by how much.

    The next step is done on a copy of the network.
    """
    network = timeline.network.copy()
    network.weights = timeline.weights_before()
    network.forget()
    mine = network.link(name)
    before = [link.weight for link in network.links]
    training = timeline.training
    first = training.found.count
    engine = LinksEngine()
    engine.load(Workload(network, timeline.samples, (), timeline.batch_size))
    engine.learn(training.order[first : first + timeline.batch_size], training.learning_rate)
    changes = {link.name: link.weight - weight for link, weight in zip(network.links, before)}
    most = network.link(max(changes, key=lambda each: abs(changes[each])))
    if math.isclose(abs(changes[mine.name]), abs(changes[most.name]), rel_tol=1e-9):
        # Equal but for rounding: both change most.
        most = mine
    change, own = changes[most.name], changes[mine.name]
    texts = {
        "most": arrowed(most),
        "change": brief(change),
        "name": arrowed(mine),
        "own": brief(own),
        "input": mine.input_neuron.name,
    }
    if change == 0:
        return False, sentences.NOTHING_CHANGES
    if most is mine:
        return True, sentences.CHANGES_MOST.format(**texts)
    words = sentences.CHANGES_LESS.format(**texts)
    if timeline.batch_size == 1:
        words += " " + why_less(mine, most).format(**texts)
    return False, words


def why_less(mine: Link, most: Link) -> str:
    """Return a sentence that says why one Link's weight changes less than the other's."""
    if isinstance(mine, HeldLink):
        return sentences.IS_HELD
    one, other = mine.input_neuron.output, most.input_neuron.output
    if one == 0:
        return sentences.LESS_BY_ZERO
    mine_sensitivity, most_sensitivity = mine.output_sensitivity, most.output_sensitivity
    if abs(one * most_sensitivity) < abs(other * mine_sensitivity):
        return sentences.LESS_BY_INPUT.format(one=brief(one), other=brief(other))
    return sentences.LESS_BY_SENSITIVITY.format(
        one=brief(mine_sensitivity), other=brief(most_sensitivity)
    )


def arrowed(link: Link) -> str:
    """Return the name of a Link with a drawn arrow; a bias is also called by its Neuron's name."""
    name = link.name.replace("->", "\N{RIGHTWARDS ARROW}")
    if isinstance(link.input_neuron, BiasNeuron):
        return sentences.BIAS_OF.format(neuron=link.output_neuron.name, name=name)
    return name
