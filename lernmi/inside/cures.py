"""The doctor's cures: what could help is tried on copies, and what has helped is recommended.

A cure is a list of settings, such as "activation=tanh in the hidden layers and 600 epochs". If no
single change is enough, the doctor also tries other learning rates and more epochs with it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from lernmi.activations import Activation, identity, sigmoid, tanh
from lernmi.functions.initial_weights import he
from lernmi.initial_weights import glorot
from lernmi.inside import sentences
from lernmi.inside.ailments_of_networks import dead_neurons, has_dead_layer
from lernmi.inside.ailments_of_samples import EXPECTED, extremes
from lernmi.inside.ailments_of_training import SMALL_BATCH, SMALLER, too_large_words
from lernmi.inside.numbers import as_float
from lernmi.inside.patients import NOT_LEARNED, Finding, Patient, short
from lernmi.inside.second_tries import (
    CLEARLY,
    LIKE_RELU,
    LONG,
    Plan,
    Trial,
    can_try,
    lowest_scaled,
    network_has_own_parts,
    rounded,
    tried_twice,
)
from lernmi.network import Network

# So many Neurons rarely lose too many of them: of XOR networks with relu and 2, 4 and 8 hidden
# Neurons, 2, 7 and 8 of 10 learned.
ENOUGH_NEURONS = 8
# A network with this many hidden layers is deep.
DEEP = 3
# If a change isn't enough, try it with these multiples of the learning rate.
OTHER_RATES = (0.1, 10.0, 0.01)
# Recommend this many times as many epochs as a copy has needed, but never more than MOST_LONGER
# times as many as there were.
TO_BE_SURE, MOST_LONGER = 1.5, 10
# With one of these, a network can't learn, so their cures are needed even if the doctor's short
# tries don't show it.
CERTAIN = ("copies", "linear", "penalty", "order", "out of reach", "amounts", "inputs")
# With one of these, training may end in the first epoch, without a history.
ENDS_AT_ONCE = ("overshooting", "not finite", "overflow")
# These come from a learning rate that is too large, if a smaller one cures them.
BY_CHANCE = ("dead", "saturated", "plateau", "vanishing")
# Try so many of the best plans for longer.
MOST_FINALISTS = 2
# A plan that leaves more than this fraction of what another one leaves is about as good.
NEARLY = 0.9


def with_tried_cure(patient: Patient, finding: Finding) -> Finding | None:
    """Return the finding with a cure that has helped a copy; if none has, with a likely one.

    Returns None for dead Neurons that cost nothing: some in a layer, if no cure helps.
    """
    plans = plans_for(patient, finding)
    has_begun = bool(patient.history) or finding.ailment in ENDS_AT_ONCE
    if not plans or not has_begun or not can_try(patient):
        return with_likely_cure(patient, finding)
    plan, trial = best_plan(patient, plans)
    if trial.left > NEARLY * patient.seen.left and finding.ailment not in CERTAIN:
        costs_nothing = finding.ailment == "dead" and not has_dead_layer(patient)
        return None if costs_nothing else with_likely_cure(patient, finding)
    if not math.isfinite(trial.left):
        return finding
    rate = as_float(patient.learning_rate or 0)
    if finding.ailment in BY_CHANCE and plan.rate is not None and plan.rate < rate:
        # What cures it says what it was.
        finding = finding._replace(ailment="overshooting", words=too_large_words(patient))
    line = sentences.TRIED.format(epochs=trial.epochs, left=short(100 * trial.left))
    return finding._replace(evidence=(*finding.evidence, line), cure=cure_of(plan, patient))


def with_likely_cure(patient: Patient, finding: Finding) -> Finding:
    """Return the finding with more Neurons as the cure, if there are few and that may help."""
    hidden = sizes_of(patient.network)[1:-1]
    has_few = bool(hidden) and min(hidden) < ENOUGH_NEURONS
    if not has_few or finding.ailment not in ("dead", "plateau") or dead_plans(patient):
        return finding
    return finding._replace(cure=cure_of(Plan(sizes=larger_sizes(patient.network)[0]), patient))


def plans_for(patient: Patient, finding: Finding) -> list[Plan]:
    """Return what could cure a finding, the simplest first."""
    rate = as_float(patient.learning_rate or 0)
    again = Plan(usual_weights=not starts_as_usual(patient))
    larger = [Plan(sizes=sizes) for sizes in larger_sizes(patient.network)]
    has_few = min(sizes_of(patient.network)[1:-1], default=0) < ENOUGH_NEURONS
    enough = larger if has_few else []
    shallower = [Plan(sizes=sizes) for sizes in fewer_layers(patient.network)]
    slower = [Plan(rate=rounded(rate * part)) for part in SMALLER]
    # With a smaller rate, there may still be too few Neurons.
    both = [plan._replace(sizes=each.sizes) for plan in slower[:2] for each in enough]
    plans = {
        "copies": [Plan(usual_weights=True)],
        "linear": linear_plans(patient.network),
        "penalty": [Plan(drops_penalty=True)],
        "out of reach": out_of_reach_plans(patient),
        "amounts": [Plan(scales_expected=True)],
        "inputs": [Plan(scales_inputs=True), Plan(scales_inputs=True, scales_expected=True)],
        "order": [Plan(shuffles=True)],
        "not finite": [*slower, *both],
        "overflow": [*slower, *both],
        "rising": [*slower, *both],
        "overshooting": [*slower, *both],
        "few nudges": [Plan(batch_size=SMALL_BATCH)],
        "vanishing": [*shallower, *[plan._replace(activation=tanh) for plan in shallower], again],
        "exploding": [again, *slower],
        "saturated": [again, *slower[:2], *shallower, *enough],
        "dead": dead_plans(patient) or [again, *slower[:2], *shallower, *enough],
        "plateau": [*shallower, *larger, Plan(activation=tanh), *slower[:1]],
    }.get(finding.ailment, [])
    if finding.ailment in ("dead", "saturated", "vanishing", "exploding") and again.usual_weights:
        # The copies start with the usual weights, so that belongs to each of these cures.
        plans = [plan._replace(usual_weights=plan.output_activation is None) for plan in plans]
    if network_has_own_parts(patient.network):
        # A copy of other sizes would not have them.
        plans = [plan for plan in plans if plan.sizes is None]
    return plans


def starts_as_usual(patient: Patient) -> bool:
    """Return whether the network is known to have started with weights from glorot or he."""
    return patient.initial_weights in (glorot, he)


def sizes_of(network: Network) -> tuple[int, ...]:
    """Return the number of Neurons in each layer."""
    return tuple([len(layer.neurons) for layer in network.neuron_layers])


def larger_sizes(network: Network) -> list[tuple[int, ...]]:
    """Return the sizes with at least 8 hidden Neurons in each layer; nothing if there are."""
    first, *hidden, last = sizes_of(network)
    more = [max(ENOUGH_NEURONS, size) for size in hidden]
    if more == hidden:
        more = [2 * size for size in hidden]
    return [(first, *more, last)] if hidden else []


def fewer_layers(network: Network) -> list[tuple[int, ...]]:
    """Return the sizes with a single hidden layer; nothing unless there are three or more."""
    first, *hidden, last = sizes_of(network)
    if len(hidden) < DEEP:
        return []
    return [(first, max(ENOUGH_NEURONS, *hidden), last)]


def linear_plans(network: Network) -> list[Plan]:
    """Return plans with a bend."""
    first, *hidden, last = sizes_of(network)
    sizes = None if hidden else (first, ENOUGH_NEURONS, last)
    return [Plan(sizes=sizes, activation=tanh)]


def dead_plans(patient: Patient) -> list[Plan]:
    """Return plans for dead outputs; nothing if only hidden Neurons are dead."""
    outputs = patient.network.neuron_layers[-1].neurons
    if not any(neuron in outputs for neuron, _, _ in dead_neurons(patient)):
        return []
    low, high = extremes_of_expected(patient)
    best: Activation = sigmoid if (low, high) == (0, 1) else identity
    return [Plan(output_activation=best)]


def out_of_reach_plans(patient: Patient) -> list[Plan]:
    """Return plans with outputs that reach the expected numbers, or the other way round."""
    low, high = extremes_of_expected(patient)
    plans = [Plan(output_activation=identity), Plan(scales_expected=True)]
    if low >= -1 and high <= 1:
        return [Plan(output_activation=tanh), *plans]
    return [*plans, Plan(output_activation=identity, scales_expected=True)]


def extremes_of_expected(patient: Patient) -> tuple[float, float]:
    """Return the smallest and the largest expected number."""
    outputs = range(len(patient.network.neuron_layers[-1].neurons))
    ends = [end for column in outputs for end in extremes(patient.samples, EXPECTED, column)]
    return min(ends), max(ends)


def best_plan(patient: Patient, plans: Sequence[Plan]) -> tuple[Plan, Trial]:
    """Return the first plan that works from every seed, or else one that comes far.

    If no plan works as it is, try one with other learning rates, and with more epochs.
    """
    found = []
    for plan in plans:
        trial = tried_twice(patient, plan)
        if trial.has_learned:
            return plan, trial
        found.append((trial.left, plan))
    best = plans
    least = min([left for left, _ in found])
    if least <= NEARLY * patient.seen.left:
        # The simplest one, unless others come much further, and those that come furthest.
        best = [next(plan for left, plan in found if left <= least / CLEARLY)]
        best += [plan for _, plan in sorted(found, key=lambda pair: pair[0])[:MOST_FINALISTS]]
    finals = []
    for plan in dict.fromkeys(best):
        finals.append(for_longer(patient, plan))
        if finals[-1][1].has_learned:
            return finals[-1]
    furthest = min(finals, key=lambda pair: pair[1].left)[0]
    finals.append(for_longer(patient, with_best_rate(patient, furthest._replace(epochs=None))))
    return min(finals, key=lambda pair: pair[1].left)


def for_longer(patient: Patient, plan: Plan) -> tuple[Plan, Trial]:
    """Try a plan with more epochs; return it with as many epochs as it needs."""
    epochs = len(patient.history)
    if not epochs:
        # Nobody knows how long it will be trained.
        return plan, tried_twice(patient, plan, LONG)
    trial = tried_twice(patient, plan._replace(epochs=MOST_LONGER * epochs), LONG)
    needed = min(epochs_needed(trial), MOST_LONGER * epochs)
    return plan._replace(epochs=rounded_up(needed)) if needed > epochs else plan, trial


def with_best_rate(patient: Patient, plan: Plan) -> Plan:
    """Return the plan with another learning rate, if a copy clearly learns better with it."""
    rate = as_float(patient.learning_rate or 0)
    if plan.rate is not None:
        return plan
    best, left = plan, NEARLY * tried_twice(patient, plan).left
    for factor in OTHER_RATES:
        other = plan._replace(rate=rounded(rate * factor))
        trial = tried_twice(patient, other)
        if trial.left < left:
            best, left = other, NEARLY * trial.left
        if trial.has_learned:
            break
    return best


def epochs_needed(trial: Trial) -> float:
    """Return about how many epochs are needed.

    For a copy that has not learned, this is a guess: four times the epochs leave half as much.
    """
    if trial.has_learned:
        return TO_BE_SURE * trial.epochs
    return TO_BE_SURE * trial.epochs * (trial.left / NOT_LEARNED) ** 2


def rounded_up(number: float) -> int:
    """Return a number rounded up to two digits."""
    step: int = 10 ** max(0, math.floor(math.log10(number)) - 1)
    return math.ceil(number / step) * step


def cure_of(plan: Plan, patient: Patient) -> str:
    """Return what to do, as a list of settings."""
    settings = [*changes_of_network(plan, patient), *changes_of_samples(plan, patient)]
    if plan.drops_penalty:
        names = [name for name in ("l1", "l2") if getattr(patient.nudging, name, 0)]
        settings.append(sentences.NO_PENALTY.format(names=" and ".join([f"{n}=0" for n in names])))
    if plan.shuffles:
        settings.append(sentences.SHUFFLE)
    if plan.rate is not None:
        settings.append(sentences.RATE.format(rate=short(plan.rate)))
    if plan.batch_size is not None:
        settings.append(sentences.BATCH_SIZE.format(size=plan.batch_size))
    if plan.epochs is not None:
        settings.append(sentences.EPOCHS.format(epochs=plan.epochs))
    if not settings:
        settings.append(sentences.ANOTHER_SEED)
    return f"{joined_with_and(settings)}."


def changes_of_network(plan: Plan, patient: Patient) -> list[str]:
    """Return what to change about the network."""
    settings = []
    sizes = sizes_of(patient.network)
    if plan.sizes is not None:
        text = sentences.MORE_NEURONS
        if len(sizes) < len(plan.sizes):
            text = sentences.A_HIDDEN_LAYER
        elif len(sizes) > len(plan.sizes):
            text = sentences.FEWER_LAYERS
        both = ["-".join(map(str, each)) for each in (plan.sizes, sizes)]
        settings.append(text.format(sizes=both[0], before=both[1]))
    if plan.activation is not None:
        settings.append(sentences.HIDDEN_ACTIVATION.format(name=plan.activation.name))
    if plan.output_activation is not None:
        settings.append(sentences.OUTPUT_ACTIVATION.format(name=plan.output_activation.name))
    if plan.usual_weights:
        hidden = patient.network.neuron_layers[1].neurons[0].activation
        rule = he if (plan.activation or hidden) in LIKE_RELU else glorot
        settings.append(sentences.INITIAL_WEIGHTS.format(name=rule.__name__))
    return settings


def changes_of_samples(plan: Plan, patient: Patient) -> list[str]:
    """Return what to change about the samples."""
    settings = []
    if plan.scales_inputs:
        settings.append(sentences.SCALE_INPUTS)
    if plan.scales_expected:
        output = patient.network.neuron_layers[-1].neurons[0]
        low = lowest_scaled(plan.output_activation or output.activation)
        settings.append(sentences.SCALE_EXPECTED.format(low=short(low)))
    return settings


def joined_with_and(things: Sequence[str]) -> str:
    """Return "a", "a and b", or "a, b and c"."""
    if len(things) == 1:
        return things[0]
    return f"{', '.join(things[:-1])} and {things[-1]}"
