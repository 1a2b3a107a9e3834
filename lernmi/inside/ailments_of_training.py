"""What is wrong with the training: one function for each ailment. Some of them try the cure.

Each returns a Finding, or None.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.functions.initial_weights import he
from lernmi.initial_weights import glorot
from lernmi.inside import sentences
from lernmi.inside.ailments_of_networks import (
    dead_neurons,
    has_dead_layer,
    lines_about_dead,
    lines_about_saturated,
    lines_about_small_weights,
)
from lernmi.inside.numbers import as_float, significant
from lernmi.inside.patients import (
    FEW_EPOCHS,
    FEW_NUDGES,
    POOR,
    Finding,
    Patient,
    first_lines,
    short,
)
from lernmi.inside.second_tries import (
    CLEARLY,
    HELPED,
    LONG,
    SEEDS,
    Plan,
    can_try,
    rounded,
    tried,
    tried_twice,
)
from lernmi.network import Network
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.trainer import Trainer

# The error has risen if it is more than this many times the smallest error.
RISEN = 2
# Nudges overshoot if this fraction of the samples have a larger error after their own nudge.
OVERSHOOTING = 0.3
# So many samples are enough to see that.
MOST_NUDGES = 500
# Training is stuck if the error is still above this fraction of the first epoch's, or if the second
# half of the epochs lowered it by less than the fraction STALL. SLOW_DESCENT is enough if a simple
# rule shows that there is much more to learn.
HARDLY_FALLEN, STALL, SLOW_DESCENT = 0.75, 0.05, 0.2
# With fewer epochs, a plateau may be one that the network is about to leave.
SHORTEST_STALL = 200
# A penalty is too strong if the error without it is at most this fraction of the one with it.
PENALTY_COSTS = 0.75
# Try these fractions of a learning rate that may be too large.
SMALLER = (0.1, 0.01, 0.001)
# Try multiples of a learning rate that may be too small. A rate is far too small only if a rate
# a hundred times as large works; one that is ten times as large may work as well.
LARGER = (1e2, 1e3, 1e4, 1e5, 1e6)
# The sum of squared weight sensitivities is almost 0 if it is below this fraction of the error.
STANDSTILL = 1e-6
# With fewer nudges than this, a batch size of SMALL_BATCH may be better.
MANY_NUDGES, SMALL_BATCH = 200, 10


def rising(history: Sequence[EpochRecord]) -> Finding | None:
    """Find an error that has risen far above the smallest one."""
    if len(history) < 3:
        return None
    smallest = min(history, key=lambda record: as_float(record.error))
    last = history[-1]
    if not as_float(last.error) > RISEN * as_float(smallest.error):
        return None
    # Near 0, even twice the error is tiny.
    if as_float(last.error) < as_float(history[0].error):
        return None
    return Finding("rising", sentences.RISING, epochs_shown(smallest, last), sentences.RISING_CURE)


def epochs_shown(*records: EpochRecord) -> tuple[str, ...]:
    """Return a line with the error for each of these epochs."""
    return tuple(
        [
            sentences.ERROR_OF_EPOCH.format(epoch=record.epoch, error=short(record.error))
            for record in records
        ]
    )


def is_stuck(patient: Patient) -> bool:
    """Return whether the training has lasted for some epochs, and the error hardly falls."""
    if not patient.has_begun:
        return False
    history = patient.history
    first, middle, last = [
        as_float(history[place].error) for place in (0, len(history) // 2, len(history) - 1)
    ]
    return last > HARDLY_FALLEN * first or last > (1 - STALL) * middle


def penalised(patient: Patient) -> Finding | None:
    """Find a penalty that is too strong: without it, the same training leaves far less."""
    l1, l2 = [as_float(getattr(patient.nudging, name, 0)) for name in ("l1", "l2")]
    if not (l1 or l2) or patient.nudges < FEW_NUDGES or not can_try(patient):
        return None
    with_it, without = tried(patient, Plan()), tried(patient, Plan(drops_penalty=True))
    lines = lines_about_small_weights(patient)
    if without.left > PENALTY_COSTS * min(with_it.left, patient.seen.left) and not lines:
        return None
    line = sentences.PENALTY_TRIED.format(
        l1=short(l1), l2=short(l2), with_it=percent(with_it.left), without=percent(without.left)
    )
    return Finding("penalty", sentences.PENALISED, (*lines, line), sentences.PENALISED_CURE)


def percent(fraction: float) -> str:
    """Return a fraction in percent, with three digits."""
    return short(100 * fraction)


def small_weights(patient: Patient) -> Finding | None:
    """Find weights so small that each layer passes on a fraction of what it gets.

    If the network started with the usual weights, or learns no better from them, it has come there
    by learning, for a different reason.
    """
    lines = lines_about_small_weights(patient)
    if not lines or patient.initial_weights in (glorot, he):
        return None
    if can_try(patient):
        plan = Plan(usual_weights=True)
        if tried_twice(patient, plan, LONG).left > HELPED * POOR:
            return None
    return Finding("vanishing", sentences.SMALL_WEIGHTS, lines, sentences.SMALL_WEIGHTS_CURE)


def dead(patient: Patient) -> Finding | None:
    """Find dead Neurons that cost something: they are a whole layer, or training is stuck."""
    found = dead_neurons(patient)
    if not found or not (has_dead_layer(patient) or is_stuck(patient)):
        return None
    outputs = patient.network.neuron_layers[-1].neurons
    cure = sentences.DEAD_CURE
    if any(neuron in outputs for neuron, _, _ in found):
        cure = sentences.DEAD_OUTPUT_CURE
    return Finding("dead", sentences.DEAD, lines_about_dead(patient), cure)


def saturated(patient: Patient) -> Finding | None:
    """Find Neurons with slopes so small that almost no sensitivity gets through them."""
    lines = lines_about_saturated(patient)
    if not lines:
        return None
    return Finding("saturated", sentences.SATURATED, lines, sentences.SATURATED_CURE)


def too_large(patient: Patient, signs: Sequence[str]) -> Finding | None:
    """Find a learning rate that is too large: started again with a smaller one, it learns better.

    signs: lines about what makes the doctor suspect it.
    """
    if patient.learning_rate is None or not can_try(patient):
        return None
    rate = as_float(patient.learning_rate)
    # A smaller rate counts as better only if starting again with the same rate isn't as good.
    same = [tried(patient, Plan(), seed=seed) for seed in SEEDS]
    least = min([patient.seen.left, *[trial.left for trial in same]])
    for part in SMALLER:
        smaller = rounded(rate * part)
        trial = tried_twice(patient, Plan(rate=smaller))
        always = trial.has_learned and not all(each.has_learned for each in same)
        if not always and trial.left > CLEARLY * least:
            continue
        line = sentences.RATES_TRIED.format(
            one=significant(rate),
            same=" or ".join([percent(each.left) for each in same]),
            other=short(smaller),
            better=percent(trial.left),
        )
        cure = sentences.RATE_CURE.format(rate=short(smaller))
        lines = (*first_lines(signs), line)
        return Finding("overshooting", too_large_words(patient), lines, cure)
    return None


def too_large_words(patient: Patient) -> str:
    """Return the sentence that the learning rate is too large."""
    rate = significant(patient.learning_rate or 0)
    return sentences.TOO_LARGE.format(learning_rate=rate)


def slow(patient: Patient) -> Finding | None:
    """Find a learning rate that is far too small: the error hardly falls, and larger ones help."""
    if patient.learning_rate is None or patient.nudges < FEW_NUDGES or not can_try(patient):
        return None
    rate = as_float(patient.learning_rate)
    first, last = patient.history[0], patient.history[-1]
    used = as_float(last.learning_rate)
    has_hardly_fallen = as_float(last.error) > HARDLY_FALLEN * as_float(first.error)
    if len(patient.history) == 1 or patient.seen.left > 1:
        # After so many nudges, it should at least predict better than the mean would.
        has_hardly_fallen = patient.seen.left > 1
    rates = [rounded(rate * factor) for factor in LARGER]
    if used <= rate / LARGER[0]:
        # A schedule has lowered it.
        rates = [rounded(rate), rounded(rate * 10), *rates[:1]]
    elif not has_hardly_fallen:
        return None
    best, left, now = used, math.inf, patient.seen.left
    for each in rates:
        found = tried(patient, Plan(rate=each, continues=True)).left
        if left <= HELPED * now and found >= left:
            break
        if found < left:
            best, left = each, found
    if left > CLEARLY * now:
        return None
    lines = (
        *epochs_shown(first, last),
        sentences.LARGER_TRIED.format(rate=short(best), before=percent(now), after=percent(left)),
    )
    words = sentences.SLOW.format(learning_rate=significant(used))
    return Finding("slow", words, lines, sentences.RATE_CURE.format(rate=short(best)))


def few_nudges(patient: Patient) -> Finding | None:
    """Find batches so large that there have been only a few nudges, where smaller ones help."""
    has_few = len(patient.history) >= FEW_EPOCHS and patient.nudges < MANY_NUDGES
    batch_size = min(patient.batch_size, len(patient.samples))
    if not has_few or batch_size <= SMALL_BATCH or not can_try(patient):
        return None
    trial = tried(patient, Plan(batch_size=SMALL_BATCH), LONG)
    if trial.left > CLEARLY * patient.seen.left:
        return None
    line = sentences.NUDGES.format(
        nudges=patient.nudges, epochs=len(patient.history), batch_size=batch_size
    )
    cure = f"{sentences.BATCH_SIZE.format(size=SMALL_BATCH)}."
    return Finding("few nudges", sentences.FEW_NUDGES, (line,), cure)


def overshooting(patient: Patient) -> Finding | None:
    """Find nudges that go too far: they make the error of their own sample larger.

    That does no harm if together they lower the mean error, so this tries a whole epoch, too.
    """
    network, learning_rate = patient.network, patient.learning_rate
    if learning_rate is None:
        return None
    links = network.links
    weights = [link.weight for link in links]
    samples = [sample for _, sample in patient.some]
    tried = patient.some[:: 1 + len(samples) // MOST_NUDGES]
    evidence = []
    for number, (inputs, expected) in tried:
        before = as_float(network.learn(inputs, expected, learning_rate))
        try:
            network.propagate(inputs)
            after = as_float(network.compare(expected))
        except OverflowError:
            after = math.inf
        network.forget()
        for link, weight in zip(links, weights):
            link.weight = weight
        if not after <= before * (1 + 1e-9):
            evidence.append(
                sentences.OVERSHOT.format(number=number, before=short(before), after=short(after))
            )
    if len(evidence) < OVERSHOOTING * len(tried):
        return None
    if an_epoch_helps(network, samples, patient.seen.error, learning_rate, patient.batch_size):
        return None
    return Finding(
        "overshooting",
        sentences.OVERSHOOTING.format(
            count=len(evidence), tried=len(tried), learning_rate=significant(learning_rate)
        ),
        first_lines(evidence),
        sentences.OVERSHOOTING_CURE,
    )


def an_epoch_helps(
    network: Network,
    samples: Sequence[Sample],
    error: float,
    learning_rate: Number,
    batch_size: int,
) -> bool:
    """Return whether training a copy for an epoch brings the mean error below `error`."""
    copy = network.copy()
    trainer = Trainer(copy, learning_rate=learning_rate, batch_size=batch_size, shuffle=False)
    try:
        trainer.train(samples, 1, validation=samples)
        after = trainer.history[-1].validation_error
    except TrainingDiverged:
        return False
    return after is not None and as_float(after) < error


def plateau(patient: Patient, simple: float | None) -> Finding | None:
    """Find a training run that has stalled, with much of the error left.

    simple: the fraction of the variation that a simple rule leaves unexplained, if known.
        If it is far less than the network leaves, there is a rule to learn, and a slow descent
        counts as stalled, too.
    """
    left = patient.seen.left
    if left <= POOR:
        return None
    has_rule = simple is not None and simple <= HELPED * left
    if simple is not None and simple > CLEARLY * left:
        # Nothing shows that there is much more to learn: it may be noise.
        return None
    lines = stalled(patient.history, SLOW_DESCENT if has_rule else STALL)
    lines = lines or without_gradients(patient)
    if not lines:
        return None
    if simple is not None and has_rule:
        lines += (
            sentences.RULE_LEAVES.format(left=f"{100 * left:.0f}", simple=f"{100 * simple:.0f}"),
        )
    return Finding("plateau", sentences.PLATEAU, lines, sentences.PLATEAU_CURE)


def stalled(history: Sequence[EpochRecord], least: float) -> tuple[str, ...]:
    """Return lines about a training run whose second half hardly lowered the error, or ().

    least: the fraction by which it should have fallen.
    """
    if len(history) < SHORTEST_STALL:
        return ()
    middle, last = history[len(history) // 2], history[-1]
    if as_float(last.error) < (1 - least) * as_float(middle.error):
        return ()
    return epochs_shown(middle, last)


def without_gradients(patient: Patient) -> tuple[str, ...]:
    """Return a line if all mean weight sensitivities are almost 0, so no nudge will change much."""
    seen = patient.seen
    if sum([gradient * gradient for gradient in seen.gradients]) >= STANDSTILL * seen.error:
        return ()
    largest = max([abs(gradient) for gradient in seen.gradients])
    return (sentences.PLATEAU_SIZES.format(error=short(seen.error), largest=short(largest)),)
