"""The doctor's experiments: train a copy with something changed, and see how much it learns.

A Plan is what to change: the learning rate, the sizes, the scale of the inputs and so on. So the
doctor recommends only what it has tried, and can try two changes together if one isn't enough.

The copies get a limited amount of work, not of time, so that the doctor says the same on every
machine. They learn as many samples as that allows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.util import find_spec
from random import Random
from typing import Any, NamedTuple

from lernmi.activations import Activation, Number, leaky_relu, relu, sigmoid
from lernmi.functions.activations import elu, gelu, silu, softplus
from lernmi.functions.error_functions import hinge, probabilities
from lernmi.functions.initial_weights import he
from lernmi.functions.nudging import SETTINGS, Adam, Nudging
from lernmi.initial_weights import InitialWeights, glorot
from lernmi.inside.numbers import as_float
from lernmi.inside.patients import NOT_LEARNED, Patient, unexplained_fraction
from lernmi.network import Network
from lernmi.neuron import BiasNeuron
from lernmi.support.samples import Sample, expected_at
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.trainer import Trainer
from lernmi.training.measures import results

# Train with at most this many samples, chosen at random: fewer if each takes long.
MOST_SAMPLES, FEWEST_SAMPLES = 200, 60
# Roughly the microseconds of a short try and of a long one, and of all tries together. Each sample
# takes PER_SAMPLE, and PER_LINK for each Link; a nudge with momentum, Adam or a penalty takes
# PER_OWN_NUDGE for each Link.
SHORT, LONG, ALL_TRIES = 150_000, 600_000, 3_500_000
PER_SAMPLE, PER_LINK, PER_LINK_OF_LISTS, PER_OWN_NUDGE = 40, 1.0, 0.2, 2.0
# From this many Links on, lists are faster than the Links themselves.
MANY_LINKS = 50
# Look at a copy this often while it learns.
LOOKS = 5
# Activations that let about half of their inputs through, for which weights from he are usual.
LIKE_RELU = (relu, leaky_relu, elu, silu, gelu, softplus)
# A change has helped if it leaves at most this fraction of what is left without it.
HELPED = 0.5
# A copy must learn from each of these seeds, if that takes less than QUICK.
SEEDS, QUICK = (0, 1), 50_000
# Tries are short. If there is hardly another explanation, this much is enough.
CLEARLY = 0.75


class Plan(NamedTuple):
    """What to change; everything else stays as it is, and the copy starts with new weights.

    rate, batch_size: as in a Trainer. epochs: how many there must be.
    sizes, activation, output_activation: as in a Network; activation is that of the hidden layers.
    usual_weights: whether to start with weights from he for relu and the like, else from glorot.
    scales_inputs, scales_expected: whether to scale the inputs to mean 0 and deviation 1, and the
        expected numbers to what the outputs can reach.
    drops_penalty: whether to leave out l1 and l2. shuffles: whether to shuffle.
    continues: whether to begin with the network's weights, not with new ones.
    """

    rate: float | None = None
    batch_size: int | None = None
    epochs: int | None = None
    sizes: tuple[int, ...] | None = None
    activation: Activation | None = None
    output_activation: Activation | None = None
    usual_weights: bool = False
    scales_inputs: bool = False
    scales_expected: bool = False
    drops_penalty: bool = False
    shuffles: bool = False
    continues: bool = False


class Trial(NamedTuple):
    """How far a copy has come.

    left: the fraction of the variation that it leaves unexplained; infinity if it diverged.
    epochs: the number of epochs with as many nudges as the copy has had, or has needed.
    has_learned: whether it has learned.
    work: roughly the microseconds that it took.
    """

    left: float
    epochs: int
    has_learned: bool
    work: float


def can_try(patient: Patient) -> bool:
    """Return whether the doctor knows enough about the training to repeat it."""
    return (
        patient.learning_rate is not None
        and (patient.nudging is None or type(patient.nudging) in (Nudging, Adam))
        and all(type(link.weight) is float for link in patient.network.links)
    )


def tried(patient: Patient, plan: Plan, work: int = SHORT, seed: int = 0) -> Trial:
    """Train a copy as planned, with at most this much work.

    It ends as soon as the copy has learned. The same try is made only once. After ALL_TRIES, no
    more are made: they count as failed.
    """
    key = (plan, work, seed)
    if key not in patient.tries:
        if sum([trial.work for trial in patient.tries.values()]) > ALL_TRIES:
            return Trial(math.inf, 1, False, 0)
        patient.tries[key] = trial_of(patient, plan, work, seed)
        if patient.on_try is not None:
            patient.on_try(len(patient.tries))
    found: Trial = patient.tries[key]
    return found


def rounded(rate: float) -> float:
    """Return a learning rate with three digits, as the doctor recommends it."""
    return float(f"{rate:.3g}")


def tried_twice(patient: Patient, plan: Plan, work: int = SHORT) -> Trial:
    """Return the mean of tries from two seeds; only the first one if it takes long and fails.

    It counts as learned only if both have learned, with the epochs that the slower one needs.
    """
    one = tried(patient, plan, work, SEEDS[0])
    if not one.has_learned and one.work >= QUICK:
        return one
    other = tried(patient, plan, work, SEEDS[1])
    return Trial(
        (one.left + other.left) / 2,
        max(one.epochs, other.epochs),
        one.has_learned and other.has_learned,
        one.work + other.work,
    )


def trial_of(patient: Patient, plan: Plan, work: int, seed: int) -> Trial:
    """Train a copy as planned."""
    network = planned_network(patient, plan, seed)
    engine = engine_for(network)
    per_link: float = PER_LINK if engine == "links" else PER_LINK_OF_LISTS
    batch_size = plan.batch_size or patient.batch_size
    if patient.nudging is not None:
        per_link += PER_OWN_NUDGE / min(batch_size, len(patient.samples))
    per_pass = PER_SAMPLE + per_link * len(network.links)
    passes = int(work / per_pass)
    samples = planned_samples(patient, plan, network, max(FEWEST_SAMPLES, passes // LOOKS))
    nudges = math.ceil(len(samples) / batch_size)
    # The copy sees fewer samples in an epoch, so its epochs are shorter.
    shorter = nudges / math.ceil(len(patient.samples) / batch_size)
    wanted = plan.epochs or len(patient.history) or passes
    most = max(1, min(passes // len(samples), math.ceil(wanted / shorter)))
    rate = plan.rate if plan.rate is not None else as_float(patient.learning_rate or 0)
    trainer = Trainer(
        network,
        learning_rate=rate,
        batch_size=batch_size,
        shuffle=patient.shuffle or plan.shuffles,
        seed=seed,
        engine=engine,
        nudging=new_nudging(patient.nudging, not plan.drops_penalty),
    )
    left, done = math.inf, 0
    for look in range(1, LOOKS + 1):
        epochs = most * look // LOOKS - done
        if epochs == 0:
            continue
        try:
            trainer.train(samples, epochs)
            left = left_by(network, samples)
        except (TrainingDiverged, OverflowError, ValueError):
            # Or the network refuses the plan: softmax takes no scaled expected numbers.
            return Trial(math.inf, 1, False, (done + epochs) * len(samples) * per_pass)
        done += epochs
        if left <= NOT_LEARNED:
            break
    needed = done * len(samples) * per_pass
    return Trial(left, max(1, round(done * shorter)), left <= NOT_LEARNED, needed)


def planned_network(patient: Patient, plan: Plan, seed: int) -> Network:
    """Return the network to train."""
    network = patient.network.copy()
    outputs = network.neuron_layers[-1].neurons
    if plan.sizes is not None:
        hidden = [neuron for layer in network.neuron_layers[1:-1] for neuron in layer.neurons]
        network = Network(
            plan.sizes,
            activation=hidden[0].activation if hidden else outputs[0].activation,
            output_activation=outputs[0].activation,
            input_activation=network.neuron_layers[0].neurons[0].activation,
            error=network.error_function,
        )
    for layer in network.neuron_layers[1:-1]:
        for neuron in layer.neurons:
            neuron.activation = plan.activation or neuron.activation
    for neuron in network.neuron_layers[-1].neurons:
        neuron.activation = plan.output_activation or neuron.activation
    if not plan.continues:
        start_again(network, None if plan.usual_weights else patient.initial_weights, seed)
    return network


def planned_samples(patient: Patient, plan: Plan, network: Network, most: int) -> Sequence[Sample]:
    """Return the samples to train with: always the same ones."""
    most = min(most, MOST_SAMPLES)
    places: Sequence[int] = range(len(patient.samples))
    if len(places) > most:
        # Keep their order: it may be what ails the network.
        places = sorted(Random(0).sample(places, most))
    samples: list[Sample] = [patient.samples[place] for place in places]
    if not (plan.scales_inputs or plan.scales_expected):
        return samples
    inputs: Sequence[Sequence[Number]] = [inputs for inputs, _ in samples]
    expected: Sequence[Sequence[Number]] = [expected for _, expected in samples]
    if plan.scales_inputs:
        inputs = standardised(inputs)
    if plan.scales_expected:
        low = lowest_scaled(network.neuron_layers[-1].neurons[0].activation)
        expected = in_range(expected, low)
    return list(zip(inputs, expected))


def lowest_scaled(activation: Activation) -> float:
    """Return the smallest number after scaling what an output with this activation must give."""
    return 0.0 if activation in (sigmoid, relu, softplus) else -1.0


def standardised(rows: Sequence[Sequence[Number]]) -> list[list[float]]:
    """Return the rows with every column scaled to mean 0 and deviation 1."""
    columns = []
    for column in zip(*rows):
        numbers = [as_float(number) for number in column]
        mean = sum(numbers) / len(numbers)
        deviation = math.sqrt(sum([(x - mean) ** 2 for x in numbers]) / len(numbers)) or 1.0
        columns.append([(x - mean) / deviation for x in numbers])
    return [list(row) for row in zip(*columns)]


def in_range(rows: Sequence[Sequence[Number]], low: float) -> list[list[float]]:
    """Return the rows with every column scaled to the range from `low` to 1."""
    columns = []
    for column in zip(*rows):
        numbers = [as_float(number) for number in column]
        smallest, spread = min(numbers), (max(numbers) - min(numbers)) or 1.0
        columns.append([low + (1 - low) * (x - smallest) / spread for x in numbers])
    return [list(row) for row in zip(*columns)]


def left_by(network: Network, samples: Sequence[Sample]) -> float:
    """Return the fraction of the variation that a network leaves unexplained."""
    answers = []
    for outputs, _ in results(network, samples, engine_for(network)):
        # `results` has made a probability of a single output.
        answers.append(outputs if len(outputs) == 1 else probabilities(network, outputs))
    expected = expected_at(samples, range(len(samples)))
    left = unexplained_fraction(answers, expected, network.error_function is hinge)
    return left if math.isfinite(left) else math.inf


def engine_for(network: Network) -> str:
    """Return "lists" for networks that it trains faster than the Links, else "links"."""
    is_plain = not network_has_own_parts(network)
    is_large = len(network.links) >= MANY_LINKS
    return "lists" if is_plain and is_large and find_spec("lernmi.engines") else "links"


def network_has_own_parts(network: Network) -> bool:
    """Return whether a Link or Neuron has a type of its own, which only the Links can train."""
    parts = [*network.links, *network.neurons]
    return any(not type(part).__module__.startswith("lernmi.") for part in parts)


def start_again(network: Network, rule: InitialWeights | None, seed: int) -> None:
    """Give a network starting weights: by this rule, or else the usual ones.

    A Network uses one rule for all layers. he is usual if the hidden Neurons are like relu.
    """
    random = Random(seed)
    if rule is None or rule in (glorot, he):
        activation = network.neuron_layers[1].neurons[0].activation
        rule = he if activation in LIKE_RELU else glorot
    for number, layer in enumerate(network.link_layers):
        before, after = network.neuron_layers[number : number + 2]
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
