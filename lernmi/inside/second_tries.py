"""The doctor's experiments: train a copy a little, with one thing changed, and compare the errors.

So the doctor recommends only what it has tried. An experiment takes less than half a second.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.util import find_spec
from random import Random
from typing import Any

from lernmi.activations import Number, leaky_relu, relu
from lernmi.functions.activations import elu, gelu, silu, softplus
from lernmi.functions.initial_weights import he
from lernmi.functions.nudging import SETTINGS, Adam, Nudging
from lernmi.initial_weights import glorot
from lernmi.inside.numbers import as_float
from lernmi.inside.patients import Patient
from lernmi.network import Network
from lernmi.neuron import BiasNeuron
from lernmi.support.samples import Sample
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.trainer import Trainer

# Train with at most this many samples, chosen at random.
MOST_SAMPLES = 60
# At most this many microseconds, roughly: each sample takes PER_SAMPLE, and PER_LINK for each Link.
MOST_WORK = 300_000
PER_SAMPLE, PER_LINK, PER_LINK_OF_LISTS = 100, 1.0, 0.3
# From this many Links on, lists are faster than the Links themselves.
MANY_LINKS = 50
# Activations that let about half of their inputs through, for which weights from he are usual.
LIKE_RELU = (relu, leaky_relu, elu, silu, gelu, softplus)
# An experiment has helped if the error is at most this fraction of the error without the change.
HELPED = 0.5


def can_try(patient: Patient) -> bool:
    """Return whether the doctor knows enough about the training to repeat it."""
    return (
        patient.learning_rate is not None
        and bool(patient.history)
        and (patient.nudging is None or type(patient.nudging) in (Nudging, Adam))
        and all(type(link.weight) is float for link in patient.network.links)
    )


def epochs_to_try(patient: Patient) -> int:
    """Return the number of epochs of an experiment: at most those of the training itself."""
    samples = min(len(patient.samples), MOST_SAMPLES)
    links = len(patient.network.links)
    per_link = PER_LINK if engine_for(patient.network) == "links" else PER_LINK_OF_LISTS
    most = MOST_WORK / (samples * (PER_SAMPLE + per_link * links))
    return max(1, min(len(patient.history), int(most)))


def engine_for(network: Network) -> str:
    """Return "lists" for networks that it trains faster than the Links, else "links"."""
    is_plain = not network_has_own_parts(network)
    is_large = len(network.links) >= MANY_LINKS
    return "lists" if is_plain and is_large and find_spec("lernmi.engines") else "links"


def network_has_own_parts(network: Network) -> bool:
    """Return whether a Link or Neuron has a type of its own, which only the Links can train."""
    parts = [*network.links, *network.neurons]
    return any(not type(part).__module__.startswith("lernmi.") for part in parts)


def error_after(
    patient: Patient, learning_rate: Number, *, restart: bool = True, penalty: bool = True
) -> float:
    """Return the mean error after training a copy with this learning rate; infinity if it diverges.

    restart: whether to start with the usual weights, not from where the network is now.
    penalty: whether to keep the penalties l1 and l2.
    """
    network = patient.network.copy()
    if restart:
        start_again(network)
    trainer = Trainer(
        network,
        learning_rate=learning_rate,
        batch_size=patient.batch_size,
        engine=engine_for(network),
        nudging=new_nudging(patient.nudging, penalty),
    )
    samples = samples_to_try(patient)
    try:
        trainer.train(samples, epochs_to_try(patient))
        return mean_error(network, samples)
    except (TrainingDiverged, OverflowError):
        return math.inf


def error_now(patient: Patient) -> float:
    """Return the mean error of the network as it is, for the samples of the experiments."""
    return mean_error(patient.network, samples_to_try(patient))


def samples_to_try(patient: Patient) -> list[Sample]:
    """Return the samples of the experiments: always the same ones."""
    places: Sequence[int] = range(len(patient.samples))
    if len(places) > MOST_SAMPLES:
        places = Random(0).sample(places, MOST_SAMPLES)
    return [patient.samples[place] for place in places]


def start_again(network: Network) -> None:
    """Give a network the usual starting weights: from he after relu and the like, else glorot."""
    random = Random(0)
    for number, layer in enumerate(network.link_layers):
        before, after = network.neuron_layers[number : number + 2]
        rule = he if after.neurons[0].activation in LIKE_RELU else glorot
        for link in layer.links:
            is_bias = isinstance(link.input_neuron, BiasNeuron)
            link.weight = rule(random, len(before.neurons), len(after.neurons), is_bias)


def new_nudging(nudging: Any, penalty: bool) -> Any:
    """Return a nudging with the same settings that remembers nothing, perhaps without penalties."""
    if nudging is None:
        return None
    settings = {name: getattr(nudging, name) for name in SETTINGS if hasattr(nudging, name)}
    if not penalty:
        settings.update(l1=0, l2=0)
    return type(nudging)(**settings)


def mean_error(network: Network, samples: Sequence[Sample]) -> float:
    """Return the mean error; infinity if it isn't finite."""
    total = 0.0
    for inputs, expected in samples:
        network.propagate(inputs)
        total += as_float(network.compare(expected))
        network.forget()
    return total / len(samples) if math.isfinite(total) else math.inf
