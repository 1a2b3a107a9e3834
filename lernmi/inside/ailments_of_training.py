"""What is wrong with the training: one function for each ailment. Some of them try the cure.

Each returns a Finding, or None.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.inside.ailments_of_networks import (
    dead_neurons,
    lines_about_dead,
    lines_about_saturated,
    lines_about_small_weights,
)
from lernmi.inside.numbers import as_float, significant
from lernmi.inside.patients import POOR, Finding, Patient, first_lines, short
from lernmi.inside.second_tries import HELPED, can_try, epochs_to_try, error_after, error_now
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
SMALLER = (0.1, 0.01)
# Try multiples of a learning rate that may be too small. A rate is far too small only if a rate
# a hundred times as large works; one that is ten times as large may work as well.
LARGER = (1e2, 1e3, 1e4, 1e5, 1e6)
# The sum of squared weight sensitivities is almost 0 if it is below this fraction of the error.
STANDSTILL = 1e-6
# So many Neurons rarely lose too many of them: of XOR networks with relu and 2, 4 and 8 hidden
# Neurons, 2, 7 and 8 of 10 learned.
ENOUGH_NEURONS = 8


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
    """Find a penalty that is too strong: without it, the same training lowers the error further.

    Small weights are enough of a sign if there is no time to try.
    """
    l1, l2 = [as_float(getattr(patient.nudging, name, 0)) for name in ("l1", "l2")]
    rate = patient.learning_rate
    if not (l1 or l2) or rate is None or not patient.has_begun or not can_try(patient):
        return None
    with_it, without = error_after(patient, rate), error_after(patient, rate, penalty=False)
    lines = lines_about_small_weights(patient)
    if without > PENALTY_COSTS * min(with_it, error_now(patient)) and not lines:
        return None
    line = sentences.PENALTY_TRIED.format(
        epochs=epochs_to_try(patient),
        l1=short(l1),
        l2=short(l2),
        with_it=short(with_it),
        without=short(without),
    )
    return Finding("penalty", sentences.PENALISED, (*lines, line), sentences.PENALISED_CURE)


def dead(patient: Patient, may_try: bool) -> Finding | None:
    """Find dead Neurons that cost something: they are a whole layer, or training is stuck.

    may_try: as in `saturated`.
    """
    found = dead_neurons(patient)
    has_no_way = any(count == size for _, count, size in found)
    if not found or not (has_no_way or is_stuck(patient)):
        return None
    outputs = patient.network.neuron_layers[-1].neurons
    cure = sentences.DEAD_CURE
    if any(neuron in outputs for neuron, _, _ in found):
        cure = sentences.DEAD_OUTPUT_CURE
    elif min(patient.hidden_sizes) < ENOUGH_NEURONS:
        cure = sentences.MORE_NEURONS_CURE.format(**sizes_to_try(patient))
    elif may_try and starting_again_helps(patient):
        cure = sentences.USUAL_WEIGHTS_CURE
    return Finding("dead", sentences.DEAD, lines_about_dead(patient), cure)


def saturated(patient: Patient, may_try: bool) -> Finding | None:
    """Find Neurons with slopes so small that almost no sensitivity gets through them.

    may_try: whether to try if starting again helps. Not if there is a different reason already.
    """
    lines = lines_about_saturated(patient)
    if not lines:
        return None
    cure = sentences.SATURATED_CURE
    if may_try and starting_again_helps(patient):
        cure = sentences.USUAL_WEIGHTS_CURE
    return Finding("saturated", sentences.SATURATED, lines, cure)


def starting_again_helps(patient: Patient) -> bool:
    """Return whether the same training lowers the error further from the usual weights."""
    rate = patient.learning_rate
    if rate is None or not can_try(patient):
        return False
    return error_after(patient, rate) <= HELPED * error_now(patient)


def too_large(patient: Patient, signs: Sequence[str]) -> Finding | None:
    """Find a learning rate that is too large: started again with a smaller one, it learns better.

    signs: lines about what makes the doctor suspect it.
    """
    rate = patient.learning_rate
    if rate is None or not can_try(patient):
        return None
    errors = {
        as_float(rate) * part: error_after(patient, as_float(rate) * part) for part in SMALLER
    }
    best = min(errors, key=lambda each: errors[each])
    same = error_after(patient, rate)
    if errors[best] > HELPED * min(same, error_now(patient)):
        return None
    tried = sentences.RATES_TRIED.format(
        epochs=epochs_to_try(patient),
        one=significant(rate),
        error=short(same),
        other=short(best),
        better=short(errors[best]),
    )
    cure = sentences.RATE_CURE.format(rate=short(best))
    words = sentences.TOO_LARGE.format(learning_rate=significant(rate))
    return Finding("overshooting", words, (*first_lines(signs), tried), cure)


def slow(patient: Patient) -> Finding | None:
    """Find a learning rate that is far too small: the error hardly falls, and larger ones help."""
    rate = patient.learning_rate
    if rate is None or not patient.has_begun or not can_try(patient):
        return None
    first, last = patient.history[0], patient.history[-1]
    if as_float(last.error) <= HARDLY_FALLEN * as_float(first.error):
        return None
    now, used = error_now(patient), as_float(last.learning_rate)
    rates = [as_float(rate) * factor for factor in LARGER]
    if used <= as_float(rate) / LARGER[0]:
        # A schedule has lowered it.
        rates = [as_float(rate), *[as_float(rate) * 10, *rates[:1]]]
    best, error = used, math.inf
    for each in rates:
        found = error_after(patient, each, restart=False)
        if error <= HELPED * now and found >= error:
            break
        if found < error:
            best, error = each, found
    if error > HELPED * now:
        return None
    lines = (
        *epochs_shown(first, last),
        sentences.LARGER_TRIED.format(
            epochs=epochs_to_try(patient), rate=short(best), before=short(now), after=short(error)
        ),
    )
    words = sentences.SLOW.format(learning_rate=significant(used))
    return Finding("slow", words, lines, sentences.RATE_CURE.format(rate=short(best)))


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
    lines = stalled(patient.history, SLOW_DESCENT if has_rule else STALL)
    lines = lines or without_gradients(patient)
    if not lines:
        return None
    if simple is not None and has_rule:
        lines += (
            sentences.RULE_LEAVES.format(left=f"{100 * left:.0f}", simple=f"{100 * simple:.0f}"),
        )
    cure = sentences.PLATEAU_CURE
    if patient.hidden_sizes and min(patient.hidden_sizes) < ENOUGH_NEURONS:
        cure = sentences.MORE_NEURONS_CURE.format(**sizes_to_try(patient))
    return Finding("plateau", sentences.PLATEAU, lines, cure)


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


def sizes_to_try(patient: Patient) -> dict[str, str]:
    """Return the sizes of the layers as they are, and with more hidden Neurons."""
    sizes = [len(layer.neurons) for layer in patient.network.neuron_layers]
    more = [max(ENOUGH_NEURONS, size) for size in sizes[1:-1]]
    return {
        "sizes": "-".join(map(str, sizes)),
        "more": "-".join(map(str, [sizes[0], *more, sizes[-1]])),
    }
