"""Small networks in which to try a learner's Links, Neurons and so on, simplest first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from lernmi.activations import Activation, Number, identity, sigmoid, tanh
from lernmi.error_functions import squared_error
from lernmi.exercises.recipes import Parts
from lernmi.inside.numbers import significant
from lernmi.network import Network
from lernmi.support.numbers import as_python_numbers
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text


class Reading(NamedTuple):
    """One number of a trial.

    what: its name, such as "weight sensitivity of x1->h1".
    value: the number, or whatever is there instead.
    is_essential: whether it has to be right, however the learner's code works inside.
    """

    what: str
    value: Any
    is_essential: bool


class Trial(NamedTuple):
    """A network, and the samples that it learns.

    sizes: the sizes of the layers of Neurons.
    weights: a list for each layer of Links, in Link order.
    samples: there is a nudge after each; or if `is_batch`, one nudge by their mean.
    activation: the activation of all Neurons except the inputs.
    """

    sizes: Sequence[int]
    weights: Sequence[Sequence[float]]
    samples: Sequence[Sample]
    learning_rate: float = 0.5
    is_batch: bool = False
    activation: Activation = sigmoid

    def network(self, parts: Parts) -> Network:
        """Return the network, made of the classes in `parts`."""
        # The learner's classes may change the lists that they get.
        network: Network = parts.network_type(
            list(self.sizes),
            activation=self.activation,
            error=parts.error or squared_error,
            link_type=parts.link_type,
            neuron_type=parts.neuron_type,
        )
        network.weights = [list(weights) for weights in self.weights]
        return network

    def fresh_samples(self) -> list[Sample]:
        """Return the samples as new lists, which the learner's code may change."""
        return [(list(inputs), list(expected)) for inputs, expected in self.samples]

    def where(self, what: str) -> str:
        """Return one short line that says where a number turns up: in which network and sample.

        what: the number's name in its Reading.
        """
        quantity, thing, moment = place_of(what)
        sample = re.fullmatch(r"sample (\d+)", moment)
        number = int(sample[1]) if sample else 1
        inputs, expected = self.samples[number - 1]
        sizes = "-".join([str(size) for size in self.sizes])
        texts = [thing, f"network {sizes} ({self.activation.name})"]
        if self.is_batch and not sample:
            texts.append(f"after a batch of {len(self.samples)} samples")
        else:
            if sample:
                texts.append(f"sample {number} of {len(self.samples)}")
            texts += [f"x{place} {value:g}" for place, value in enumerate(inputs, start=1)]
            texts.append("expected " + " and ".join([f"{value:g}" for value in expected]))
        if quantity == "new weight":
            texts.append(f"learning rate {self.learning_rate:g}")
        return ", ".join([text for text in texts if text])


def place_of(what: str) -> tuple[str, str, str]:
    """Split the name of a Reading into its quantity, its Neuron or Link, and its moment.

    "weight sensitivity of x1->h1 (sample 2)" is ("weight sensitivity", "x1->h1", "sample 2"). Any
    other name is all quantity, and the rest is "".
    """
    match = re.fullmatch(r"([a-z ]+?)(?: of (\S+))?( before the nudge)?(?: \((.+)\))?", what)
    if not match:
        return what, "", ""
    return match[1], match[2] or "", match[4] or ""


# The same tanh, but its slope uses the total input, as some activations do.
TANH_BY_TOTAL_INPUT = Activation(
    "tanh",
    math.tanh,
    lambda total_input, output: 1 - math.tanh(total_input) * math.tanh(total_input),
)

TRIALS = (
    Trial([1, 1], [[0.3, 0.8]], [([0.7], [0.2])]),
    Trial([1, 1], [[-0.4, 1.3]], [([2.0], [0.9])], learning_rate=0.1),
    # A network small enough for paper, where code that is right only for sigmoid is wrong.
    Trial([1, 1], [[0.3, 0.8]], [([0.7], [0.2])], activation=tanh),
    Trial([2, 1], [[0.2, -0.7, 1.1]], [([0.6, -0.3], [0.1])]),
    Trial([1, 2], [[0.2, -0.3, 0.9, -1.4]], [([0.8], [0.1, 0.7])], learning_rate=0.3),
    Trial([1, 1, 1], [[0.2, 0.9], [-0.3, 1.2]], [([0.4], [0.9])]),
    Trial([1, 1, 2], [[0.1, -0.6], [0.4, -0.2, 0.7, -1.1]], [([1.5], [0.2, 0.8])]),
    Trial([1, 2, 1], [[0.3, -0.5, 0.8, -1.2], [0.1, 0.9, -0.4]], [([0.5], [0.3])]),
    Trial([1, 1, 1, 1], [[0.2, 0.9], [-0.3, 1.2], [0.1, -0.8]], [([0.4], [0.9])]),
    # With a weight of 0, an input of 0, an output of 0 (h2), and sensitivities above 1.
    Trial(
        [2, 2, 1],
        [[0.5, 0.0, 1.5, 2.0, -1.0, 0.0], [0.5, 0.0, 3.0]],
        [([0.0, 1.5], [-2.0])],
        learning_rate=0.1,
        activation=identity,
    ),
    Trial([1, 1], [[0.3, 0.8]], [([0.7], [0.2]), ([-1.2], [0.6])]),
    Trial([1, 1], [[0.3, 0.8]], [([0.7], [0.2]), ([-1.2], [0.6])], is_batch=True),
    Trial(
        [2, 2, 2],
        [[0.35, -0.25, 0.15, 0.25, -0.2, 0.3], [0.6, -0.4, 0.4, 0.5, -0.45, 0.55]],
        [([0.05, 0.9], [0.01, 0.99]), ([-0.8, 0.3], [0.7, 0.4]), ([0.2, 1.3], [0.9, 0.2])],
        learning_rate=0.7,
    ),
    Trial(
        [2, 3, 2],
        [
            [0.1, -0.3, 0.2, 0.7, -0.4, 0.5, -0.6, 0.8, 0.3],
            [0.2, -0.1, 0.4, -0.7, 0.6, 0.3, -0.5, 0.9],
        ],
        [([0.9, -0.4], [0.3, -0.6]), ([-0.5, 0.6], [-0.2, 0.8]), ([0.3, 0.2], [0.5, 0.1])],
        is_batch=True,
        activation=tanh,
    ),
    # Its slope needs the total input instead of the output.
    Trial(
        [1, 2, 1],
        [[0.3, -0.5, 0.8, -1.2], [0.1, 0.9, -0.4]],
        [([0.5], [0.3]), ([-0.9], [0.8])],
        activation=TANH_BY_TOTAL_INPUT,
    ),
)


def readings(trial: Trial, parts: Parts, learns: bool = False) -> Iterator[Reading]:
    """Yield the numbers of a trial, in the order of the calculation.

    learns: whether to try the network's own `learn`, sample by sample, even if the trial is a
        batch. Then there are no numbers in between.
    """
    network = trial.network(parts)
    # The learner's own Links and Neurons need not have all attributes of lernmi's.
    names = {id(link): name for link, name in zip(network.links, link_names(tuple(trial.sizes)))}
    count = len(trial.samples)
    for number, (inputs, expected) in enumerate(trial.fresh_samples(), start=1):
        after = f" (sample {number})" if count > 1 else ""
        if learns:
            error = network.learn(inputs, expected, trial.learning_rate)
            yield Reading(f"error{after}", error, True)
            yield from new_weights(network, names, after)
            continue
        network.propagate(inputs)
        for layer in network.neuron_layers[1:]:
            is_output = layer is network.neuron_layers[-1]
            for neuron in layer.neurons:
                total_input = getattr(neuron, "total_input", None)
                yield Reading(f"total input of {neuron.name}{after}", total_input, False)
                yield Reading(f"output of {neuron.name}{after}", neuron.output, is_output)
        error = network.compare(expected)
        yield Reading(f"error{after}", error, parts.error is not None)
        for neuron in network.neuron_layers[-1].neurons:
            sensitivity = getattr(neuron, "sensitivity", None)
            yield Reading(f"sensitivity of {neuron.name}{after}", sensitivity, False)
        network.backpropagate()
        pairs = list(zip(network.link_layers, network.neuron_layers))
        for link_layer, layer in reversed(pairs):
            for link in link_layer.links:
                sensitivity = getattr(link, "weight_sensitivity", None)
                yield Reading(f"weight sensitivity of {names[id(link)]}{after}", sensitivity, False)
            if layer is not network.neuron_layers[0]:
                for neuron in layer.neurons:
                    sensitivity = getattr(neuron, "sensitivity", None)
                    yield Reading(f"sensitivity of {neuron.name}{after}", sensitivity, False)
        for link in network.links:
            what = f"weight of {names[id(link)]} before the nudge{after}"
            yield Reading(what, link.weight, False)
        if not trial.is_batch:
            network.nudge(trial.learning_rate)
            yield from new_weights(network, names, after)
    if trial.is_batch and not learns:
        network.nudge(trial.learning_rate / count)
        yield from new_weights(network, names, " (after the batch)")


@cache
def link_names(sizes: tuple[int, ...]) -> tuple[str, ...]:
    """Return the names of the Links of a network, as lernmi calls them, in Link order."""
    return tuple([link.name for link in Network(sizes).links])


def new_weights(network: Network, names: Mapping[int, str] | None, after: str) -> Iterator[Reading]:
    """Yield all weights after the nudge.

    names: the names of the Links, by their `id`; None if the Links have names.
    after: the moment, to add to each name, such as " (sample 2)".
    """
    for link in network.links:
        name = link.name if names is None else names[id(link)]
        # If the weight is an array, changing it in place would change this number, too.
        yield Reading(f"new weight of {name}{after}", as_python_numbers(link.weight), True)


def number_text(number: Any) -> str:
    """Return a number from a learner's code with seven digits, or any other value as short text."""
    return significant(number) if isinstance(number, float) else short_text(number)


def number_or_none(value: Number) -> float | None:
    """Return a value as a float, or None if it can't be one."""
    try:
        return float(value)
    except Exception:
        # The learner's own kind of number may raise anything.
        return None
