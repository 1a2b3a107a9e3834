"""Which networks an engine can train: plain networks of floats.

An engine does the arithmetic of Links and Neurons without calling their methods. The results are
the same only for lernmi's own types and floats: your own Link or Neuron may do anything, and so may
other types of numbers. Engines refuse such networks before training starts, and name the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import FunctionType

from lernmi.functions.nudging import Adam, Nudging, refuse_other_network
from lernmi.layers import LinkLayer, NeuronLayer
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.engines import NudgingRule, Workload
from lernmi.support.parts import Parts
from lernmi.support.stored import Sample, StoredSamples
from lernmi.support.texts import short_text

TYPES = (Parts, Network, NeuronLayer, LinkLayer, Neuron, BiasNeuron, Link)


def refuse(engine_name: str, reason: str) -> None:
    """Raise ValueError if there is a reason why an engine can't train this."""
    if reason:
        raise ValueError(f'engine "{engine_name}" can\'t train this: {reason}. Use engine="links"')


def plain_nudging(workload: Workload) -> Nudging | Adam | None:
    """Return the nudging; ValueError if it isn't lernmi's, or belongs to another network."""
    nudging = workload.nudging
    if nudging is None:
        return None
    if not isinstance(nudging, (Nudging, Adam)):
        raise ValueError(why_not_nudging(nudging))
    refuse_other_network(nudging.first_link, workload.network.links[0])
    return nudging


def why_not_plain(workload: Workload) -> str:
    """Return why only the Links and Neurons themselves can train this; "" if an engine can."""
    return (
        why_not_methods()
        or why_not_types(workload.network)
        or why_not_wired(workload.network)
        or why_not_weights(workload.network)
        or why_not_samples(workload.samples, "samples")
        or why_not_samples(workload.validation, "validation")
        or why_not_nudging(workload.nudging)
    )


def why_not_methods() -> str:
    """Name a replaced method of lernmi's types; "" if there is none."""
    for each in TYPES:
        for name, method in vars(each).items():
            if isinstance(method, FunctionType) and method.__module__ != each.__module__:
                return f"{each.__name__}.{name} is not lernmi's own method"
    return ""


def why_not_types(network: Network) -> str:
    """Name a part of the network that isn't of lernmi's type or has its own method; else ""."""
    if type(network) is not Network:
        return f"the network must be a Network; got type {type(network).__name__}"
    for neuron_layer in network.neuron_layers:
        if type(neuron_layer) is not NeuronLayer:
            return f"{neuron_layer!r} must be a NeuronLayer; got type {type(neuron_layer).__name__}"
        for neuron in neuron_layer.neurons:
            if type(neuron) is not Neuron:
                return f"{neuron.name} must be a Neuron; got type {type(neuron).__name__}"
        bias = neuron_layer.bias
        if bias is not None and (type(bias) is not BiasNeuron or bias.output != 1):
            return f"{bias.name} must be a BiasNeuron with output 1"
    for link_layer in network.link_layers:
        if type(link_layer) is not LinkLayer:
            return f"{link_layer!r} must be a LinkLayer; got type {type(link_layer).__name__}"
        for link in link_layer.links:
            if type(link) is not Link:
                return f"{link.name} must be a Link; got type {type(link).__name__}"
    for thing in (network, *network.neuron_layers, *network.link_layers):
        for name in vars(thing):
            if hasattr(type(thing), name):
                return f"{thing!r} has its own {name}"
    return ""


def why_not_wired(network: Network) -> str:
    """Return how the network differs from one in which each layer is fully linked to the next.

    It may have a misplaced Link, or no bias. Returns "" if it doesn't differ.
    """
    layers = network.neuron_layers
    neurons = [neuron for layer in layers for neuron in layer.senders()]
    if len({id(neuron) for neuron in neurons}) != len(neurons):
        return "a Neuron is in two places"
    if len(network.link_layers) != len(layers) - 1:
        return f"it has {len(layers)} NeuronLayers and {len(network.link_layers)} LinkLayers"
    for position, link_layer in enumerate(network.link_layers):
        before, after = layers[position], layers[position + 1]
        if before.bias is None:
            return f"{before!r} has no bias"
        places = [(sender, neuron) for sender in before.senders() for neuron in after.neurons]
        if len(places) != len(link_layer.links):
            return (
                f"it is rewired: between {before!r} and {after!r}, it must have {len(places)} "
                f"Links; got {len(link_layer.links)}"
            )
        for (sender, neuron), link in zip(places, link_layer.links):
            if link.input_neuron is not sender or link.output_neuron is not neuron:
                return f"it is rewired: {link.name} is in the place of {sender.name}->{neuron.name}"
    if layers[-1].bias is not None:
        return f"{layers[-1]!r} has a bias that leads nowhere"
    return ""


def why_not_weights(network: Network) -> str:
    """Name a weight that is not a float; "" if all are."""
    for link in network.links:
        if type(link.weight) is not float:
            kind = type(link.weight).__name__
            return (
                f"the weight of {link.name} must be a float; got {short_text(link.weight)}, of "
                f"type {kind}"
            )
    return ""


def why_not_samples(samples: Sequence[Sample], what_samples: str) -> str:
    """Name a number in the samples that is neither a float nor a whole number; "" if all are."""
    if isinstance(samples, StoredSamples):
        return ""
    for position, (inputs, expected) in enumerate(samples):
        for what, numbers in (("inputs", inputs), ("expected", expected)):
            if set(map(type, numbers)) == {float}:
                continue
            for column, number in enumerate(numbers):
                if type(number) not in (float, int, bool):
                    return (
                        f"{what_samples}[{position}], {what}[{column}] must be a float; got "
                        f"{short_text(number)}, of type {type(number).__name__}"
                    )
    return ""


def why_not_nudging(nudging: NudgingRule | None) -> str:
    """Return why an engine can't use this nudging; "" if it is one of lernmi's own, or None."""
    if nudging is not None and type(nudging) not in (Nudging, Adam):
        return (
            f"the nudging must be a Nudging or an Adam; got {short_text(nudging)}, which may use "
            "anything in Links and Neurons"
        )
    return ""
