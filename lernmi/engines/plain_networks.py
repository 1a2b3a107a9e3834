"""What an engine can take: plain networks of floats.

An engine does the sums of Links and Neurons without asking them. That is the same only if they are
what they usually are: a Link or Neuron of the learner's own may do anything, and so may other types
of numbers. All else is refused by name, before anything starts.
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
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text

TYPES = (Parts, Network, NeuronLayer, LinkLayer, Neuron, BiasNeuron, Link)


def refuse(engine_name: str, reason: str) -> None:
    """Raise ValueError if there is a reason why an engine can't train this."""
    if reason:
        raise ValueError(f'engine "{engine_name}" can\'t train this: {reason}; engine="links" can')


def plain_nudging(workload: Workload) -> Nudging | Adam | None:
    """Return the nudging; ValueError if it is none of lernmi's, or remembers another network."""
    nudging = workload.nudging
    if nudging is None:
        return None
    if not isinstance(nudging, (Nudging, Adam)):
        raise ValueError(why_not_nudging(nudging))
    refuse_other_network(nudging.first_link, workload.network.links[0])
    return nudging


def why_not_plain(workload: Workload) -> str:
    """Say why what is to be trained needs the objects themselves; "" if it doesn't."""
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
    """Name a method of lernmi's types that was replaced by one of the learner's own; "" if none."""
    for each in TYPES:
        for name, method in vars(each).items():
            if isinstance(method, FunctionType) and method.__module__ != each.__module__:
                return f"{each.__name__} has a {name} that is not lernmi's own"
    return ""


def why_not_types(network: Network) -> str:
    """Name a part of the network with a type or a method of its own; "" if there is none."""
    if type(network) is not Network:
        return f"the network is a {type(network).__name__}, and not just a Network"
    for neuron_layer in network.neuron_layers:
        if type(neuron_layer) is not NeuronLayer:
            return f"{neuron_layer!r} is of the type {type(neuron_layer).__name__}"
        for neuron in neuron_layer.neurons:
            if type(neuron) is not Neuron:
                return f"{neuron.name} is a {type(neuron).__name__}, and not just a Neuron"
        bias = neuron_layer.bias
        if bias is not None and (type(bias) is not BiasNeuron or bias.output != 1):
            return f"{bias.name} is no BiasNeuron whose output is 1"
    for link_layer in network.link_layers:
        if type(link_layer) is not LinkLayer:
            return f"{link_layer!r} is of the type {type(link_layer).__name__}"
        for link in link_layer.links:
            if type(link) is not Link:
                return f"{link.name} is a {type(link).__name__}, and not just a Link"
    for thing in (network, *network.neuron_layers, *network.link_layers):
        for name in vars(thing):
            if hasattr(type(thing), name):
                return f"{thing!r} has a {name} of its own"
    return ""


def why_not_wired(network: Network) -> str:
    """Name a Link that is not where it would be if every Neuron led to all of the next layer.

    Or what else is built otherwise, such as a layer without a bias; "" if nothing is.
    """
    layers = network.neuron_layers
    neurons = [neuron for layer in layers for neuron in layer.senders()]
    if len({id(neuron) for neuron in neurons}) != len(neurons):
        return "a Neuron stands in two places"
    if len(network.link_layers) != len(layers) - 1:
        return f"there are {len(layers)} NeuronLayers and {len(network.link_layers)} LinkLayers"
    for position, link_layer in enumerate(network.link_layers):
        before, after = layers[position], layers[position + 1]
        if before.bias is None:
            return f"{before!r} has no bias"
        places = [(sender, neuron) for sender in before.senders() for neuron in after.neurons]
        if len(places) != len(link_layer.links):
            return (
                f"it is rewired: between {before!r} and {after!r} there are "
                f"{len(link_layer.links)} Links, and not {len(places)}"
            )
        for (sender, neuron), link in zip(places, link_layer.links):
            if link.input_neuron is not sender or link.output_neuron is not neuron:
                return f"it is rewired: {link.name} stands where {sender.name}->{neuron.name} would"
    if layers[-1].bias is not None:
        return f"{layers[-1]!r} has a bias, which leads nowhere"
    return ""


def why_not_weights(network: Network) -> str:
    """Name a weight that is not a float; "" if all are."""
    for link in network.links:
        if type(link.weight) is not float:
            kind = type(link.weight).__name__
            return (
                f"the weight of {link.name} is {short_text(link.weight)}, of type {kind}, not float"
            )
    return ""


def why_not_samples(samples: Sequence[Sample], what_samples: str) -> str:
    """Name a number in the samples that is neither a float nor a whole number; "" if all are."""
    for position, (inputs, expected) in enumerate(samples):
        for what, numbers in (("inputs", inputs), ("expected", expected)):
            if set(map(type, numbers)) == {float}:
                continue
            for column, number in enumerate(numbers):
                if type(number) not in (float, int, bool):
                    return (
                        f"{what_samples}[{position}] {what}[{column}] is {short_text(number)}, of "
                        "type "
                        f"{type(number).__name__}, not float"
                    )
    return ""


def why_not_nudging(nudging: NudgingRule | None) -> str:
    """Say that a nudging is not one of lernmi's own; "" if it is."""
    if nudging is not None and type(nudging) not in (Nudging, Adam):
        return (
            f"the nudging {short_text(nudging)} is neither a Nudging nor an Adam; one of your own "
            "may "
            "look at anything that Links and Neurons know"
        )
    return ""
