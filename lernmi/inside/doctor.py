"""Find out why a network doesn't learn, in plain words and with evidence.

    print(examine(network, samples, learning_rate=0.5))

Every finding names Neurons, Links or samples with their numbers, and says what to try. A network
that has learned its samples is healthy, whatever its numbers look like. Only four things are always
reported: copies among its Neurons, weights that are not finite, leftover weight sensitivities, and
a history in which the error rose.

The ailments are in `ailments_of_samples.py`, `ailments_of_networks.py` and
`ailments_of_training.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any, NamedTuple

from lernmi.activations import Number
from lernmi.initial_weights import InitialWeights
from lernmi.inside import ailments_of_networks as of_networks
from lernmi.inside import ailments_of_samples as of_samples
from lernmi.inside import ailments_of_training as of_training
from lernmi.inside import sentences
from lernmi.inside.cures import next_step, with_tried_cure
from lernmi.inside.patients import NOT_LEARNED, Finding, Patient, see
from lernmi.inside.simple_rules import left_by_line, left_by_neighbours
from lernmi.network import Network
from lernmi.support.numbers import checked_learning_rate, checked_whole_number
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample, checked_samples

# About half a second of work. A larger network gets fewer samples, chosen at random.
MOST_LINK_PASSES, FEWEST_SAMPLES = 400_000, 20
# The network is about as good as the simple rules if it leaves at most this many times as much
# unexplained as they do.
ABOUT_AS_LITTLE = 1.1


class Diagnosis(NamedTuple):
    """A diagnosis; `print` shows it.

    findings: worst first. Empty if the network is healthy, or just has not learned yet.
    left: the fraction of the variation in the expected numbers that the network doesn't explain.
        Up to 0.1, it has learned. At 1, always predicting the mean would be as good; above 1, it
        would be better. Infinity means that numbers became too large.
    noise: the fraction that similar samples leave unexplained, if the network leaves no more and
        so may have learned all there is; otherwise None.
    next_step: what helps a network that just has not learned yet, if a copy has shown it.
    """

    findings: tuple[Finding, ...]
    left: float
    noise: float | None = None
    next_step: Finding | None = None

    def __str__(self) -> str:
        if self.findings:
            return "\n\n".join([str(finding) for finding in self.findings])
        left = f"{100 * self.left:.0f}"
        if self.noise is not None:
            return sentences.DOCTOR_NOISE.format(left=left, noise=f"{100 * self.noise:.0f}")
        if self.next_step is not None:
            return str(self.next_step)
        if self.left > 1:
            return sentences.DOCTOR_NOT_AT_ALL
        if self.left > NOT_LEARNED:
            return sentences.DOCTOR_NOT_YET.format(left=left)
        return sentences.DOCTOR_HEALTHY

    def __repr__(self) -> str:
        return str(self)


def examine(
    network: Network,
    samples: Iterable[Sample],
    *,
    learning_rate: Number | None = None,
    batch_size: int = 1,
    history: Sequence[EpochRecord] = (),
    nudging: Any = None,
    shuffle: bool = True,
    initial_weights: InitialWeights | None = None,
    on_try: Callable[[int], object] | None = None,
) -> Diagnosis:
    """Find out what keeps a network from learning these samples.

    samples: pairs (inputs, expected). If there are many and the network is large, the doctor tries
        only some: chosen at random, but always the same.
    learning_rate, batch_size, shuffle: those of the training. Without a learning rate, the doctor
        uses the one of the first epoch in the history.
    history: the training's history, to see whether the error has risen or stalled. With it, the
        doctor also tries cures on copies, which may take some seconds.
    nudging: the training's nudging, to see whether a penalty (l1, l2) is too strong.
    initial_weights: the network's, so that the copies start the same way [default: he for relu
        and the like, else glorot].
    on_try: called with the number of tries after each one.

    Nothing changes. Raises ValueError or TypeError for arguments that don't fit the network.
    """
    checked = checked_samples(samples, network, "samples")
    batch_size = checked_whole_number(batch_size, "batch_size", at_least=1)
    if learning_rate is not None:
        learning_rate = checked_learning_rate(learning_rate)
    elif history:
        learning_rate = history[0].learning_rate
    most = max(FEWEST_SAMPLES, MOST_LINK_PASSES // len(network.links))
    numbers: Sequence[int] = range(1, len(checked) + 1)
    if most < len(numbers):
        # At random, because samples are often ordered, but always the same ones.
        numbers = sorted(Random(0).sample(numbers, most))
    some = [(number, checked[number - 1]) for number in numbers]
    no_numbers = of_networks.not_finite(network)
    always = [of_networks.left_over(network), no_numbers, of_networks.copies(network)]
    always.append(of_training.rising(history))
    copy = network.copy()
    copy.forget()
    seen = see(copy, [sample for _, sample in some])
    if seen is None:
        if no_numbers is None:
            always.append(
                Finding("overflow", sentences.DOCTOR_OVERFLOW, (), sentences.DOCTOR_OVERFLOW_CURE)
            )
        return Diagnosis(without_nones(always), math.inf)
    if seen.left <= NOT_LEARNED:
        return Diagnosis(without_nones(always), seen.left)
    patient = Patient(
        copy,
        checked,
        some,
        seen,
        learning_rate,
        batch_size,
        history,
        nudging,
        shuffle,
        initial_weights,
        on_try,
        tries={},
    )
    simple = left_by_simple_rules(patient)
    noise = simple if simple is not None and seen.left <= ABOUT_AS_LITTLE * simple else None
    # Copies and so on come first. Check again without them before you look for more.
    findings = without_nones(always) or without_nones([ailment_of(patient, simple)])
    # The first one is the one to cure first.
    cured = [with_tried_cure(patient, each) for each in findings[:1]]
    if cured == [None]:
        # Dead Neurons were not the reason, so look for a different one.
        other = of_training.slow(patient) or of_training.plateau(patient, simple)
        cured = [] if other is None else [with_tried_cure(patient, other)]
    findings = (*without_nones(cured), *findings[1:])
    if findings or noise is not None:
        return Diagnosis(findings, seen.left, None if findings else noise)
    return Diagnosis((), seen.left, next_step=next_step(patient))


def ailment_of(patient: Patient, simple: float | None) -> Finding | None:
    """Return what keeps a network from learning: first the samples, then the network.

    Only one is reported, since others often follow from it. Inputs that are large saturate Neurons,
    for example.

    simple: the fraction of the variation that simple rules leave unexplained, if known. If the
        network leaves about as little, the rest looks like noise, and nothing has to explain it.
    """
    is_at_floor = simple is not None and patient.seen.left <= ABOUT_AS_LITTLE * simple
    is_stuck = of_training.is_stuck(patient) and not is_at_floor
    found = (
        of_networks.frozen(patient)
        or of_training.wrong_way(patient)
        or of_samples.outlier(patient)
        or of_samples.in_order(patient)
        or of_samples.class_numbers(patient, is_stuck)
        or of_samples.out_of_reach(patient)
        or of_samples.unlike_inputs(patient)
        or of_samples.large_amounts(patient)
        or of_samples.contradictions(patient)
        or of_training.penalised(patient)
        or of_networks.linear(patient)
    )
    if found:
        return found
    vanishing = of_networks.vanishing(patient)
    found = (
        (rate_too_large(patient) if is_stuck and vanishing is None else None)
        or of_training.dead(patient)
        or of_training.saturated(patient)
        or of_networks.nothing_comes_back(patient)
        or vanishing
        or of_training.small_weights(patient)
        or of_networks.exploding(patient)
        or of_training.overshooting(patient)
        or of_samples.imbalance(patient)
    )
    if found or is_at_floor:
        return found
    return (
        of_training.slow(patient)
        or of_training.few_nudges(patient)
        or of_training.plateau(patient, simple)
    )


def rate_too_large(patient: Patient) -> Finding | None:
    """Find a learning rate that is too large in a network that is stuck."""
    outputs = patient.network.neuron_layers[-1].neurons
    dead = of_networks.dead_neurons(patient)
    if any(neuron in outputs for neuron, _, _ in dead):
        # A dead output needs a different activation.
        return None
    signs = (*of_networks.lines_about_dead(patient), *of_networks.lines_about_saturated(patient))
    return of_training.too_large(patient, signs)


def left_by_simple_rules(patient: Patient) -> float | None:
    """Return the smallest fraction of the variation that a simple rule leaves unexplained."""
    samples = [sample for _, sample in patient.some]
    by_neighbours = left_by_neighbours(samples)
    if by_neighbours is None:
        return None
    by_line = left_by_line(samples)
    return by_neighbours if by_line is None else min(by_neighbours, by_line)


def without_nones(findings: Sequence[Finding | None]) -> tuple[Finding, ...]:
    """Return the findings that are not None."""
    return tuple([finding for finding in findings if finding is not None])
