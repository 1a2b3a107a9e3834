"""The parts of a Network: find Neurons and Links, set all weights at once, copy."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, TypeVar

from lernmi.activations import Activation, Number
from lernmi.error_functions import ErrorFunction
from lernmi.layers import LinkLayer, NeuronLayer
from lernmi.link import Link
from lernmi.neuron import Neuron
from lernmi.support.numbers import (
    as_python_numbers,
    checked_numbers,
    is_list,
    is_too_large,
    refuse_mixture,
)
from lernmi.support.texts import joined_names, refusal, short_text
from lernmi.support.turns import Turn

ARROW = "\N{RIGHTWARDS ARROW}"
AnyParts = TypeVar("AnyParts", bound="Parts")

# Immutable, so copies may share them. Most attributes of Neurons and Links have these types.
NEVER_COPIED = (float, int, type(None))
# A class that defines one of these decides itself how to copy its objects.
COPYING = {
    *("__deepcopy__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__"),
    *("__getstate__", "__setstate__", "__getattr__", "__getattribute__", "__setattr__", "__new__"),
}


class Parts:
    """The base class of Network: its parts, and how to find, set and copy them."""

    neuron_layers: list[NeuronLayer]
    link_layers: list[LinkLayer]
    error_function: ErrorFunction
    stage: str
    turn: Turn

    def __new__(cls: type[AnyParts], *args: Any, **options: Any) -> AnyParts:
        """Add a Turn here, because Python copies and unpickles without calling __init__."""
        parts = super().__new__(cls)
        parts.turn = Turn()
        return parts

    @property
    def neurons(self) -> list[Neuron]:
        """All Neurons, layer by layer, with the bias first in each layer."""
        return [neuron for layer in self.neuron_layers for neuron in layer.senders()]

    @property
    def links(self) -> list[Link]:
        """All Links, layer by layer, in Link order."""
        return [link for layer in self.link_layers for link in layer.links]

    def neuron(self, name: str) -> Neuron:
        """Return the Neuron with that name, or raise ValueError."""
        for neuron in self.neurons:
            if neuron.name == name:
                return neuron
        raise ValueError(
            f"there is no Neuron {short_text(name)}; the Neurons are {self.neuron_names()}"
        )

    def link(self, input_name: str, output_name: str | None = None) -> Link:
        """Return the Link between two Neurons: `link("h1", "y1")`, or `link("h1->y1")`.

        A drawn arrow (U+2192) works, too. Raises ValueError if there is no such Link.
        """
        if output_name is None:
            wanted = str(input_name).replace(ARROW, "->")
            for link in self.links:
                if link.name.replace(ARROW, "->") == wanted:
                    return link
            raise ValueError(
                f"there is no Link {short_text(input_name)}; the Links are "
                f"{joined_names(self.links)}"
            )
        before, after = self.neuron(input_name), self.neuron(output_name)
        for link in self.links:
            if link.input_neuron is before and link.output_neuron is after:
                return link
        raise ValueError(
            f"no Link leads from {input_name} to {output_name}: Links lead from one layer to the "
            f"next, and the layers are {self.neuron_names()}"
        )

    def neuron_names(self) -> str:
        """Return the Neurons' names as text, layer by layer."""
        return " | ".join([joined_names(layer.senders()) for layer in self.neuron_layers])

    @property
    def weights(self) -> tuple[tuple[Number, ...], ...]:
        """All weights: for each LinkLayer a tuple of numbers, in Link order.

        To change one: `network.link("x1", "h1").weight = 0.3`. To set all, assign nested lists of
        the same shape, with any type of number. That drops an unfinished sample. For lists that
        don't fit, it raises ValueError or TypeError, and changes no weight.
        """
        return tuple([tuple([link.weight for link in layer.links]) for layer in self.link_layers])

    @weights.setter
    def weights(self, weights: Sequence[Sequence[Number]]) -> None:
        weights = as_python_numbers(weights)
        count = len(self.link_layers)
        if not is_list(weights) or len(weights) != count:
            lists = "1 list" if count == 1 else f"{count} lists, one for each LinkLayer"
            raise ValueError(refusal("weights", f"a list of {lists}", weights))
        checked = [
            checked_numbers(weights[position], link_layer.links, f"weights[{position}]")
            for position, link_layer in enumerate(self.link_layers)
        ]
        refuse_mixed_weights(checked, self.link_layers)

        with self.turn.lock:
            self.turn.refuse_other_threads()
            self.stage = "ready"
            for link_layer, layer_weights in zip(self.link_layers, checked):
                for link, weight in zip(link_layer.links, layer_weights):
                    link.weight = weight

    def forget(self) -> None:
        """Reset all weight sensitivities to 0 and drop an unfinished sample; weights stay."""
        with self.turn.lock:
            self.turn.refuse_other_threads()
            self.stage = "ready"
            for link in self.links:
                link.weight_sensitivity = 0

    def copy(self: AnyParts) -> AnyParts:
        """Return an independent network in the same state."""
        with self.turn.lock:
            self.turn.refuse_other_threads()
            return copy.deepcopy(self, copied_parts(self))

    def refuse_unsuited_outputs(self) -> None:
        """Raise ValueError if the error function can't judge these output Neurons' outputs."""
        for neuron in self.neuron_layers[-1].neurons:
            refuse_unsuited(self.error_function, neuron.activation)

    def refuse_left_overs(self) -> None:
        """Raise ValueError if any weight sensitivity is not 0."""
        link = first_left_over(self.link_layers)
        if link is not None:
            raise ValueError(
                f"{link.name} still has a weight sensitivity "
                f"({short_text(link.weight_sensitivity)}) that would leak into this sample: call "
                "nudge(learning_rate) to use it, or forget() to drop it"
            )

    def __repr__(self) -> str:
        sizes = "-".join([str(len(neuron_layer.neurons)) for neuron_layer in self.neuron_layers])
        return f"Network {sizes} with {len(self.links)} Links, stage {self.stage}"


def refuse_mixed_weights(
    weights: Sequence[Sequence[Number]], link_layers: Sequence[LinkLayer]
) -> None:
    """Raise ValueError if Python can't mix all these weights."""
    if len({type(weight) for layer in weights for weight in layer}) > 1:
        numbers = [
            (f"weights[{position}][{place}] (for {link.name})", weight)
            for position, (layer, link_layer) in enumerate(zip(weights, link_layers))
            for place, (weight, link) in enumerate(zip(layer, link_layer.links))
        ]
        refuse_mixture(numbers)


def copied_parts(network: Parts) -> dict[int, Any]:
    """Return copies of the Neurons and Links by id, as a memo for `copy.deepcopy`.

    For a million Links, deepcopy alone would take ten times as long, and a gigabyte of memory.
    """
    copies: dict[int, Any] = {}
    parts = [*network.neurons, *network.links]
    names_by_kind = {kind: copied_attributes(kind) for kind in {type(part) for part in parts}}
    for part in parts:
        names = names_by_kind[type(part)]
        if names and id(part) not in copies:
            twin = copies[id(part)] = object.__new__(type(part))
            for name in names:
                # A slot may have no value yet.
                if hasattr(part, name):
                    value = getattr(part, name)
                    if type(value) not in NEVER_COPIED:
                        value = copies.get(id(value)) or copy.deepcopy(value, copies)
                    setattr(twin, name, value)
            own = getattr(part, "__dict__", None)
            if own:
                vars(twin).update(copy.deepcopy(own, copies))
    return copies


def copied_attributes(kind: type) -> tuple[str, ...]:
    """Return the slots to copy for a Neuron or Link class, or () to leave it to deepcopy.

    Your own class may have more slots, or its own way to be copied.
    """
    for base in (Link, Neuron):
        if issubclass(kind, base):
            own_names = [vars(own) for own in kind.__mro__ if own not in (base, object)]
            special = COPYING.union(base.__slots__)
            if not any(names.get("__slots__") or special & set(names) for names in own_names):
                return base.__slots__
    return ()


def refuse_unsuited(error: ErrorFunction, output_activation: Activation) -> None:
    """Raise ValueError if the error function can't judge outputs of this activation."""
    reason = error.why_not_activation(output_activation)
    if reason:
        raise ValueError(f"{error.name} doesn't go with {output_activation.name}: {reason}")


def first_left_over(link_layers: Sequence[LinkLayer]) -> Link | None:
    """Return the first Link with a weight sensitivity other than 0, or None."""
    for link_layer in link_layers:
        for link in link_layer.links:
            if link.weight_sensitivity != 0:
                return link
    return None


def a_weight(link_layers: Sequence[LinkLayer]) -> Number:
    """Return the first weight that doesn't mix with every other type of number, or 0."""
    links = link_layers[0].links
    if links and type(links[0].weight) is float:
        # The usual case, for every sample.
        return links[0].weight
    for link_layer in link_layers:
        for link in link_layer.links:
            if not isinstance(link.weight, int) or is_too_large(link.weight):
                return link.weight
    return 0
