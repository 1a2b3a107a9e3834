"""What a Network is made of: finding its Neurons and Links, all weights at once, copies."""

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
    placed,
    refuse_mixture,
)
from lernmi.support.texts import joined_names, short_text
from lernmi.support.turns import Turn

ARROW = "\N{RIGHTWARDS ARROW}"
AnyParts = TypeVar("AnyParts", bound="Parts")

# Most numbers on Neurons and Links; a copy may share them.
NEVER_COPIED = (float, int, type(None))
# A type that has any of these says itself how it is copied.
COPYING = {
    *("__deepcopy__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__"),
    *("__getstate__", "__setstate__", "__getattr__", "__getattribute__", "__setattr__", "__new__"),
}


class Parts:
    """The parts of a Network, and how to find them; see `Network`."""

    neuron_layers: list[NeuronLayer]
    link_layers: list[LinkLayer]
    error_function: ErrorFunction
    stage: str
    turn: Turn

    def __new__(cls: type[AnyParts], *args: Any, **options: Any) -> AnyParts:
        """Give it a Turn, also where __init__ is not called: when it is copied or unpickled."""
        parts = super().__new__(cls)
        parts.turn = Turn()
        return parts

    @property
    def neurons(self) -> list[Neuron]:
        """All Neurons, layer by layer, the bias first in each."""
        neurons = []
        for neuron_layer in self.neuron_layers:
            neurons.extend(neuron_layer.senders())
        return neurons

    @property
    def links(self) -> list[Link]:
        """All Links, layer by layer, in Link order."""
        links = []
        for link_layer in self.link_layers:
            links.extend(link_layer.links)
        return links

    def neuron(self, name: str) -> Neuron:
        """Return the Neuron of that name, or raise ValueError."""
        for neuron in self.neurons:
            if neuron.name == name:
                return neuron
        raise ValueError(f"there is no Neuron {short_text(name)}; there are {self.neuron_names()}")

    def link(self, input_name: str, output_name: str | None = None) -> Link:
        """Return the Link between two Neurons: `link("h1", "y1")`, or `link("h1->y1")`.

        The second form is the name that lernmi prints; the arrow may be a drawn one, too. Raises
        ValueError if there is no such Link.
        """
        if output_name is None:
            wanted = input_name.replace(ARROW, "->")
            for link in self.links:
                if link.name.replace(ARROW, "->") == wanted:
                    return link
            raise ValueError(
                f"there is no Link {short_text(input_name)}; Links are called "
                f"{joined_names(self.links)}"
            )
        input_neuron = self.neuron(input_name)
        output_neuron = self.neuron(output_name)
        for link in self.links:
            if link.input_neuron is input_neuron and link.output_neuron is output_neuron:
                return link
        raise ValueError(
            f"no Link leads from {input_name} to {output_name}; Links lead from one layer to the "
            f"next, and there are {self.neuron_names()}"
        )

    def neuron_names(self) -> str:
        """Return the Neurons' names for people to read, layer by layer."""
        return " | ".join([joined_names(layer.senders()) for layer in self.neuron_layers])

    @property
    def weights(self) -> tuple[tuple[Number, ...], ...]:
        """All weights: for each LinkLayer a tuple of numbers, in Link order.

        To change a single one: `network.link("x1", "h1").weight = 0.3`. To set all, any nested
        sequence of the same shape will do, of any type of number; everything is checked before
        the first weight changes (ValueError, TypeError), and a sample half way is dropped.
        """
        return tuple([tuple([link.weight for link in layer.links]) for layer in self.link_layers])

    @weights.setter
    def weights(self, weights: Sequence[Sequence[Number]]) -> None:
        weights = as_python_numbers(weights)
        count = len(self.link_layers)
        if not is_list(weights) or len(weights) != count:
            raise ValueError(
                f"weights should be {count} lists, one for each LinkLayer, "
                f"but this came: {short_text(weights)}"
            )
        checked = []
        for position, link_layer in enumerate(self.link_layers):
            what = f"weights[{position}]"
            checked.append(checked_numbers(weights[position], link_layer.links, what))
        refuse_mixed_weights(checked, self.link_layers)

        with self.turn.lock:
            self.turn.refuse_other_threads()
            self.stage = "ready"
            for link_layer, layer_weights in zip(self.link_layers, checked):
                for link, weight in zip(link_layer.links, layer_weights):
                    link.weight = weight

    def forget(self) -> None:
        """Drop left-over weight sensitivities and a sample that was half way; weights stay."""
        with self.turn.lock:
            self.turn.refuse_other_threads()
            self.stage = "ready"
            for link in self.links:
                link.weight_sensitivity = 0

    def copy(self: AnyParts) -> AnyParts:
        """Return a network of its own with the same state: what one does, the other doesn't see."""
        with self.turn.lock:
            self.turn.refuse_other_threads()
            return copy.deepcopy(self, copied_parts(self))

    def refuse_unsuited_outputs(self) -> None:
        """Raise ValueError if the error function can't judge outputs of these activations.

        Either may have been set to something else since the network was built.
        """
        for neuron in self.neuron_layers[-1].neurons:
            refuse_unsuited(self.error_function, neuron.activation)

    def refuse_left_overs(self) -> None:
        """Raise ValueError if any weight sensitivity is not 0: it would be mixed into the next."""
        link = first_left_over(self.link_layers)
        if link is not None:
            raise ValueError(
                f"weight sensitivities are left over ({link.name} has "
                f"{short_text(link.weight_sensitivity)}) and would be mixed into this sample's: "
                "nudge(learning_rate) uses them up, forget() drops them"
            )

    def __repr__(self) -> str:
        sizes = "-".join([str(len(neuron_layer.neurons)) for neuron_layer in self.neuron_layers])
        return f"Network {sizes} with {len(self.links)} Links, stage {self.stage}"


def refuse_unsuited(error: ErrorFunction, output_activation: Activation) -> None:
    """Raise ValueError if the error function can't judge outputs of that activation."""
    reason = error.why_not_activation(output_activation)
    if reason:
        raise ValueError(f"{error.name} doesn't go with {output_activation.name}: {reason}")


def first_left_over(link_layers: Sequence[LinkLayer]) -> Link | None:
    """Return the first Link whose weight sensitivity is not 0, or None."""
    for link_layer in link_layers:
        for link in link_layer.links:
            if link.weight_sensitivity != 0:
                return link
    return None


def a_weight(link_layers: Sequence[LinkLayer]) -> Number:
    """Return the first weight that doesn't go with all numbers, as whole ones do; or else 0."""
    links = link_layers[0].links
    if links and type(links[0].weight) is float:
        # The usual case, asked for every sample.
        return links[0].weight
    for link_layer in link_layers:
        for link in link_layer.links:
            weight = link.weight
            if not isinstance(weight, int) or is_too_large(weight):
                return weight
    return 0


def refuse_mixed_weights(
    weights: Sequence[Sequence[Number]], link_layers: Sequence[LinkLayer]
) -> None:
    """Raise ValueError if Python can't calculate with all these weights together."""
    if len({type(weight) for layer in weights for weight in layer}) > 1:
        numbers = []
        for position, (layer, link_layer) in enumerate(zip(weights, link_layers)):
            for (what, number), link in zip(
                placed(f"weights[{position}]", layer), link_layer.links
            ):
                numbers.append((f"{what} (for {link.name})", number))
        refuse_mixture(numbers)


def copied_parts(network: Parts) -> dict[int, Any]:
    """Return copies of the Neurons and Links by id, as `copy.deepcopy` wants to know them.

    It copies everything else. For a million Links it would take ten times as long, and a gigabyte,
    to find out for each what is to be copied.
    """
    copies: dict[int, Any] = {}
    names_by_kind: dict[type, tuple[str, ...]] = {}
    for part in (*network.neurons, *network.links):
        kind = type(part)
        if kind not in names_by_kind:
            names_by_kind[kind] = copied_attributes(kind)
        if names_by_kind[kind] and id(part) not in copies:
            twin = copies[id(part)] = object.__new__(kind)
            for name in names_by_kind[kind]:
                # One that was never set is not there.
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
    """Return the slots of a Neuron or Link of this type; none if only `copy` knows how to copy it.

    So it is for a type of your own that has more slots, or says itself how it is copied.
    """
    for base in (Link, Neuron):
        if issubclass(kind, base):
            own_names = [vars(own) for own in kind.__mro__ if own not in (base, object)]
            special = COPYING.union(base.__slots__)
            if not any(names.get("__slots__") or special & set(names) for names in own_names):
                return base.__slots__
    return ()
