"""Where a wrong sensitivity comes from: your own Link, Neuron, activation or error function."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.inside import sentences
from lernmi.inside.numbers import significant
from lernmi.inside.trying import GOOD, WRONG, Trial, try_output, try_slope
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.samples import Sample

DIGITS = 4
# If your own Link or Neuron overrides one of these methods, its sensitivities may be wrong.
METHODS: dict[type, tuple[str, ...]] = {
    Link: ("propagate", "backpropagate"),
    Neuron: ("receive", "activate", "receive_sensitivity"),
}


def cause_lines(
    network: Network, sample: Sample, place: int, links: Sequence[Link] = ()
) -> list[str]:
    """Name possible reasons for a wrong sensitivity.

    network: its weights stay the same, but the numbers of its Neurons change.
    place: the number of the layer with the wrong sensitivity, counted from 0. Only later layers can
        be the reason.
    links: Links that lead away from this layer. They can be the reason, too.
    """
    inputs, expected = sample
    network.propagate(inputs)
    error = network.compare(expected)
    neurons = [neuron for layer in network.neuron_layers[place + 1 :] for neuron in layer.neurons]
    behind = [link for layer in network.link_layers[place + 1 :] for link in layer.links]
    kinds: dict[type, str] = {}
    things: list[Link | Neuron] = [*links, *behind, *neurons]
    for thing in things:
        if works_its_own_way(thing):
            kinds.setdefault(type(thing), thing.name)
    lines = [
        sentences.OWN_WAY.format(name=name, kind=kind.__name__) for kind, name in kinds.items()
    ]
    known = set()
    for neuron in neurons:
        found = try_slope(neuron)
        if found is not None and found.verdict == WRONG and neuron.activation not in known:
            known.add(neuron.activation)
            lines.append(wrong_slope_line(neuron, found))
    for neuron in network.neuron_layers[-1].neurons:
        found = try_output(network, expected, neuron, error)
        if found is not None and found.verdict == WRONG:
            texts = predicted_and_tried(found)
            name = network.error_function.name
            lines.append(sentences.WRONG_ERROR.format(error=name, name=neuron.name, **texts))
            break
    return lines


def works_its_own_way(thing: Link | Neuron) -> bool:
    """Return whether a Link or Neuron has its own methods for values or sensitivities."""
    base = Link if isinstance(thing, Link) else Neuron
    return any(getattr(type(thing), name) is not getattr(base, name) for name in METHODS[base])


def wrong_slope_line(neuron: Neuron, found: Trial) -> str:
    """Return the sentence that a Neuron's slope doesn't match its output."""
    name, activation = neuron.name, neuron.activation.name
    texts = predicted_and_tried(found)
    return sentences.WRONG_SLOPE.format(name=name, activation=activation, **texts)


def predicted_and_tried(found: Trial) -> dict[str, str]:
    """Return the predicted and the measured value for a step of 1, as strings."""
    assert found.below is not None and found.above is not None
    below, above = significant(found.below, DIGITS), significant(found.above, DIGITS)
    tried = significant((found.below + found.above) / 2, DIGITS)
    if abs(found.above - found.below) * GOOD > max(abs(found.below), abs(found.above)):
        tried = sentences.TRIED_BOTH.format(below=below, above=above)
    return {"predicted": significant(found.sensitivity, DIGITS), "tried": tried}
