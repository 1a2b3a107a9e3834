"""What is wrong with the network itself: one function for each ailment.

Each returns a Finding, or None.
"""

from __future__ import annotations

import math
from functools import cache

from lernmi.activations import Activation, identity, leaky_relu, relu
from lernmi.functions.activations import elu, gelu, silu
from lernmi.inside import sentences
from lernmi.inside.causes import works_its_own_way
from lernmi.inside.numbers import as_float, significant
from lernmi.inside.patients import (
    NOT_LEARNED,
    POOR,
    Finding,
    Patient,
    first_lines,
    joined_first,
    short,
)
from lernmi.inside.simple_rules import left_by_line, left_by_neighbours
from lernmi.layers import LinkLayer
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron

# A slope below this fraction of the steepest one lets almost nothing through.
FLAT = 0.02
# Sensitivities vanish if the first layer's are below VANISHING × the last layer's, and explode if
# they are above EXPLODING × the last layer's. VANISHING also limits the product of the slopes.
VANISHING, EXPLODING = 1e-3, 1e4
# The weights of a layer are very small below this fraction of the usual (glorot) size.
VERY_SMALL = 0.1
# Two ways to predict explain about the same if one leaves more than this fraction of what the other
# leaves.
AS_LITTLE = 0.8
# With slope 0, a Neuron with one of these is dead; with another, such as sigmoid, it is saturated.
CAN_DIE = (relu, elu, silu, gelu)


def left_over(network: Network) -> Finding | None:
    """Find weight sensitivities that no nudge has used."""
    links = [link for link in network.links if link.weight_sensitivity != 0]
    if not links:
        return None
    evidence = first_lines([f"{link.name}: {short(link.weight_sensitivity)}" for link in links])
    return Finding("left over", sentences.LEFT_OVER, evidence, sentences.LEFT_OVER_CURE)


def not_finite(network: Network) -> Finding | None:
    """Find weights that are no longer finite numbers."""
    links = [link for link in network.links if not math.isfinite(as_float(link.weight))]
    if not links:
        return None
    evidence = first_lines([f"{link.name}: weight {link.weight}" for link in links])
    return Finding("not finite", sentences.NOT_FINITE, evidence, sentences.NOT_FINITE_CURE)


def frozen(patient: Patient) -> Finding | None:
    """Find Links of a type of their own that never change their weights."""
    network = patient.network
    inputs, expected = patient.some[0][1]
    own = [link for link in network.links if type(link).nudge is not Link.nudge]
    if not own:
        return None
    weights = [link.weight for link in network.links]
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    # Without a sensitivity, a weight has no reason to change.
    moved = [link for link in own if link.weight_sensitivity != 0]
    network.nudge(1.0)
    kept = [link for link in moved if link.weight == weights[network.links.index(link)]]
    network.forget()
    for link, weight in zip(network.links, weights):
        link.weight = weight
    if len(kept) < len(moved) or not kept or len(own) < len(network.links):
        return None
    line = sentences.FROZEN_KIND.format(kind=type(own[0]).__name__, count=len(own))
    return Finding("frozen", sentences.FROZEN, (line,), sentences.FROZEN_CURE)


def copies(network: Network) -> Finding | None:
    """Find hidden Neurons with the same weights, in and out: they will always stay copies.

    Weights count as the same if their first nine digits agree.
    """
    evidence = []
    for number, layer in enumerate(network.neuron_layers[1:-1]):
        alike: dict[tuple[object, ...], list[Neuron]] = {}
        for neuron in layer.neurons:
            before, after = network.link_layers[number], network.link_layers[number + 1]
            # Weights that differ only in their last digits stay alike for a long time.
            weights_in = [
                shown_exactly(link) for link in before.links if link.output_neuron is neuron
            ]
            weights_out = [
                shown_exactly(link) for link in after.links if link.input_neuron is neuron
            ]
            key = (neuron.activation, tuple(weights_in), tuple(weights_out))
            alike.setdefault(key, []).append(neuron)
        for neurons in alike.values():
            if len(neurons) > 1:
                evidence.append(joined_first([neuron.name for neuron in neurons]))
    if not evidence:
        return None
    return Finding("copies", sentences.COPIES, first_lines(evidence), sentences.COPIES_CURE)


def shown_exactly(link: Link) -> str:
    """Return a Link's weight with nine digits."""
    return significant(link.weight + 0.0 if isinstance(link.weight, float) else link.weight, 9)


def linear(patient: Patient) -> Finding | None:
    """Find a network without a bend, for samples that no straight line (or plane) predicts."""
    network = patient.network
    neurons = [neuron for layer in network.neuron_layers[:-1] for neuron in layer.neurons]
    things: list[Link | Neuron] = [*neurons, *network.links]
    may_bend = any(neuron.activation is not identity for neuron in neurons)
    if may_bend or any(works_its_own_way(thing) for thing in things):
        return None
    samples = [sample for _, sample in patient.some]
    left, by_neighbours = left_by_line(samples), left_by_neighbours(samples)
    bends_at_the_end = any(
        neuron.activation is not identity for neuron in network.neuron_layers[-1].neurons
    )
    # An output such as sigmoid can fit labels better than the best line does.
    most = (
        POOR if bends_at_the_end or network.error_function.name != "squared_error" else NOT_LEARNED
    )
    if left is None or left <= most or left < AS_LITTLE * patient.seen.left:
        return None
    if by_neighbours is not None and by_neighbours > AS_LITTLE * left:
        # Nothing shows that a curve would do better than a line: it may be noise.
        return None
    hidden = sum(patient.hidden_sizes)
    line = sentences.ALL_IDENTITY.format(count=hidden) if hidden else sentences.NO_HIDDEN_LAYER
    evidence = (line, sentences.BEST_LINE.format(left=f"{100 * left:.0f}"))
    ends = [len(network.neuron_layers[place].neurons) for place in (0, -1)]
    cure = sentences.NO_LAYER_CURE.format(
        sizes=f"{ends[0]}-8-{ends[1]}", before=f"{ends[0]}-{ends[1]}"
    )
    if hidden:
        cure = sentences.NO_BEND_CURE
    return Finding("linear", sentences.NO_BEND, evidence, cure)


def nothing_comes_back(patient: Patient) -> Finding | None:
    """Find a layer of Links after the first with all weights 0, apart from bias Links."""
    network = patient.network
    for number, link_layer in enumerate(network.link_layers[1:], 2):
        links = inner_links(link_layer)
        if links and not any(link.weight for link in links):
            line = sentences.ALL_ZERO.format(number=number, count=len(network.link_layers))
            cure = sentences.NOTHING_COMES_BACK_CURE
            return Finding("vanishing", sentences.NOTHING_COMES_BACK, (line,), cure)
    return None


def vanishing(patient: Patient) -> Finding | None:
    """Find sensitivities that vanish: the slopes let almost nothing reach the first layer.

    The reason must be the product of the slopes, layer by layer. Small weights alone don't count:
    they are normal as long as a network predicts little more than the mean.
    """
    seen, network = patient.seen, patient.network
    first, last = seen.sizes[0], seen.sizes[-1]
    hidden_layers = network.neuron_layers[1:-1]
    if len(hidden_layers) < 2 or last == 0 or first >= VANISHING * last:
        return None
    product = 1.0
    for layer in hidden_layers:
        slopes = [slope for neuron in layer.neurons for slope in seen.slopes[neuron.name]]
        product *= math.sqrt(sum([slope * slope for slope in slopes]) / len(slopes))
    if product >= VANISHING:
        return None
    sizes = [len(layer.neurons) for layer in network.neuron_layers]
    fewer = "-".join(map(str, [sizes[0], max(8, *sizes[1:-1]), sizes[-1]]))
    cure = sentences.VANISHING_CURE.format(fewer=fewer, sizes="-".join(map(str, sizes)))
    return Finding("vanishing", sentences.VANISHING, layer_sizes(patient), cure)


def lines_about_small_weights(patient: Patient) -> tuple[str, ...]:
    """Return a line for each layer of Links with very small weights, if there are two or more.

    One such layer is normal as long as a network predicts little more than the mean. Several
    multiply.
    """
    network = patient.network
    lines = []
    for number, layer in enumerate(network.link_layers, 1):
        before, after = network.neuron_layers[number - 1 : number + 1]
        largest = max([abs(as_float(link.weight)) for link in inner_links(layer)], default=0.0)
        usual = math.sqrt(6 / (len(before.neurons) + len(after.neurons)))
        if largest < VERY_SMALL * usual:
            lines.append(
                sentences.SMALL_WEIGHTS_OF.format(
                    number=number,
                    count=len(network.link_layers),
                    largest=short(largest),
                    usual=short(usual),
                )
            )
    if len(lines) < 2 or patient.seen.left <= POOR:
        return ()
    return first_lines(lines)


def exploding(patient: Patient) -> Finding | None:
    """Find sensitivities that explode: they grow from layer to layer on the way back."""
    sizes = patient.seen.sizes
    first, last = sizes[0], sizes[-1]
    if len(sizes) < 2 or last == 0 or first <= EXPLODING * last:
        return None
    return Finding("exploding", sentences.EXPLODING, layer_sizes(patient), sentences.EXPLODING_CURE)


def layer_sizes(patient: Patient) -> tuple[str, ...]:
    """Return a line with the size of the output sensitivities for each layer of Links."""
    sizes = patient.seen.sizes
    return tuple(
        [
            sentences.LAYER_SIZE.format(number=number, count=len(sizes), size=short(size))
            for number, size in enumerate(sizes, 1)
        ]
    )


def dead_neurons(patient: Patient) -> list[tuple[Neuron, int, int]]:
    """Return the Neurons with slope exactly 0 for every sample, such as relu below 0.

    Each comes with the number of dead ones in its layer, and the size of the layer.
    """
    found = []
    for layer in patient.network.neuron_layers[1:]:
        dead = [
            neuron
            for neuron in layer.neurons
            if neuron.activation in CAN_DIE and not any(patient.seen.slopes[neuron.name])
        ]
        found += [(neuron, len(dead), len(layer.neurons)) for neuron in dead]
    return found


def has_dead_layer(patient: Patient) -> bool:
    """Return whether all Neurons of a layer are dead, so that nothing gets through it."""
    return any(count == size for _, count, size in dead_neurons(patient))


def lines_about_dead(patient: Patient) -> tuple[str, ...]:
    """Return a line for each dead Neuron."""
    count = len(patient.seen.errors)
    return first_lines(
        [
            sentences.DEAD_NEURON.format(name=neuron.name, count=count, dead=dead, all=size)
            for neuron, dead, size in dead_neurons(patient)
        ]
    )


def lines_about_saturated(patient: Patient) -> tuple[str, ...]:
    """Return a line for each Neuron with slopes so small that almost nothing gets through it."""
    seen, lines = patient.seen, []
    for layer in patient.network.neuron_layers[1:]:
        for neuron in layer.neurons:
            if neuron.activation in (*CAN_DIE, leaky_relu, identity):
                continue
            largest = max([abs(slope) for slope in seen.slopes[neuron.name]])
            if largest < FLAT * steepest_slope(neuron.activation):
                outputs = seen.outputs[neuron.name]
                lines.append(
                    sentences.SATURATED_NEURON.format(
                        name=neuron.name,
                        low=short(min(outputs)),
                        high=short(max(outputs)),
                        slope=short(largest),
                    )
                )
    return first_lines(lines)


@cache
def steepest_slope(activation: Activation) -> float:
    """Return roughly the steepest slope of an activation."""
    slopes = []
    for place in range(-30, 31):
        total_input = place / 10
        slope = activation.slope(total_input, activation.function(total_input))
        slopes.append(abs(as_float(slope)))
    return max(slopes)


def inner_links(link_layer: LinkLayer) -> list[Link]:
    """Return the Links of a layer, except those that lead from its bias Neuron."""
    return [link for link in link_layer.links if not isinstance(link.input_neuron, BiasNeuron)]
