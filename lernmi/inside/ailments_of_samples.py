"""What is wrong with the samples, for this network: one function for each ailment.

Each returns a Finding, or None.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from lernmi.activations import Number, relu, sigmoid, tanh
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.error_functions import CrossEntropy, hinge
from lernmi.inside import sentences
from lernmi.inside.numbers import as_float
from lernmi.inside.patients import Finding, Patient, first_lines, joined_first, short
from lernmi.support.samples import Sample, expected_at
from lernmi.support.stored import StoredSamples
from lernmi.training.measures import class_of

# The two parts of a sample.
INPUTS, EXPECTED = 0, 1
# Inputs are large from this size up. Pixels from 0 to 16 already saturate sigmoid: after the same
# 10 epochs, a network read 37 % of the digits, and 91 % with pixels from 0 to 1.
LARGE_INPUT = 10
# Expected amounts are large from this size up. Both are tiny from TINY down.
LARGE_AMOUNT, TINY = 20, 0.02
# Two inputs are of different scale if one is DIFFERENT_SCALE times the other. An input is far away
# if its mean is more than FAR_AWAY times its spread.
DIFFERENT_SCALE, FAR_AWAY = 20, 10
# A number is an outlier if it is OUTLIER times as far from the middle as most are from each other,
# and if at most FEW_OUTLIERS of the samples have one. (Incomes and prices reach about ten times.)
OUTLIER, FEW_OUTLIERS, FEWEST_FOR_OUTLIER = 30, 0.02, 20
# Report contradictions if at least this fraction of the samples contradict an earlier one.
CONTRADICTING = 0.1
# Whole numbers may be class numbers if there are at most this many different ones, and if there are
# this many samples for each.
MOST_CLASSES, SAMPLES_FOR_EACH = 20, 3
# Samples are in order if the label changes less than half as often as in a random order. With fewer
# samples, that may be luck.
IN_ORDER, FEWEST_IN_ORDER = 0.5, 20
# A label is rare if fewer than half as many samples have it as if all labels were equally frequent.
# It is nearly never the answer if at most this fraction of its samples get it.
RARE, NEARLY_NEVER = 0.5, 0.1
# The limits of an activation's outputs.
RANGES = {
    sigmoid: (0.0, 1.0),
    tanh: (-1.0, 1.0),
    sine: (-1.0, 1.0),
    relu: (0.0, math.inf),
    softplus: (0.0, math.inf),
    elu: (-1.0, math.inf),
    silu: (-0.2785, math.inf),
    gelu: (-0.17, math.inf),
}


def in_order(patient: Patient) -> Finding | None:
    """Find samples that are sorted by label, and never shuffled."""
    if patient.shuffle or len(patient.samples) < FEWEST_IN_ORDER:
        return None
    labels = [tuple(expected) for expected in all_expected(patient.samples)]
    count, counts = len(labels), Counter(labels)
    # Amounts are nearly all different, and sorted ones do less harm.
    if len(counts) > MOST_CLASSES:
        return None
    changes = sum([one != other for one, other in zip(labels, labels[1:])])
    usual = (count - 1) * (1 - sum([(each / count) ** 2 for each in counts.values()]))
    if changes > IN_ORDER * usual:
        return None
    line = sentences.IN_ORDER_CHANGES.format(changes=changes, count=count, usual=round(usual))
    return Finding("order", sentences.IN_ORDER, (line,), sentences.IN_ORDER_CURE)


def class_numbers(patient: Patient, is_stuck: bool) -> Finding | None:
    """Find one output that must give the number of a class, as if classes were amounts.

    It can't be told from amounts that are whole numbers. So it is reported only if the output can't
    reach the numbers, or if training is stuck.
    """
    if len(patient.samples[0][1]) > 1:
        return None
    values = Counter([as_float(expected[0]) for expected in all_expected(patient.samples)])
    if any(value % 1 for value in values):
        return None
    few = 2 <= len(values) <= min(MOST_CLASSES, len(patient.samples) // SAMPLES_FOR_EACH)
    if not few or sorted(values) in ([0, 1], [-1, 1]):
        return None
    if unreachable(patient) or (is_stuck and len(values) > 2):
        name = patient.network.neuron_layers[-1].neurons[0].name
        numbers = joined_first([short(int(value)) for value in sorted(values)])
        line = sentences.CLASS_NUMBERS_OF.format(name=name, numbers=numbers)
        cure = sentences.CLASS_NUMBERS_CURE.format(count=len(values))
        return Finding("class numbers", sentences.CLASS_NUMBERS, (line,), cure)
    return None


def out_of_reach(patient: Patient) -> Finding | None:
    """Find expected numbers that the output Neuron's activation can't reach."""
    lines = unreachable(patient)
    if not lines:
        return None
    cure = sentences.OUT_OF_REACH_CURE
    outputs = range(len(patient.network.neuron_layers[-1].neurons))
    ends = [end for column in outputs for end in extremes(patient.samples, EXPECTED, column)]
    if max(map(abs, ends)) <= 1:
        cure = sentences.OUT_OF_REACH_TANH_CURE
    return Finding("out of reach", sentences.OUT_OF_REACH, first_lines(lines), cure)


def unreachable(patient: Patient) -> list[str]:
    """Return a line for each smallest or largest expected number that an output can't reach."""
    network = patient.network
    if isinstance(network.error_function, CrossEntropy) or network.error_function is hinge:
        return []
    lines = []
    for column, neuron in enumerate(network.neuron_layers[-1].neurons):
        low, high = RANGES.get(neuron.activation, (-math.inf, math.inf))
        for wanted in extremes(patient.samples, EXPECTED, column):
            if not low <= wanted <= high:
                lines.append(
                    sentences.OUT_OF_REACH_OF.format(
                        name=neuron.name,
                        wanted=short(wanted),
                        activation=neuron.activation.name,
                        low=short(low),
                        high=short(high),
                    )
                )
    return lines


def unlike_inputs(patient: Patient) -> Finding | None:
    """Find inputs that are large, tiny, far from 0, or of very different scale."""
    sizes, evidence = [], []
    for column, neuron in enumerate(patient.network.neuron_layers[0].neurons):
        low, high = extremes(patient.samples, INPUTS, column)
        size, spread = max(abs(low), abs(high)), high - low
        if size > 0:
            sizes.append((size, neuron.name))
        # The mean is between the two, so it is needed only if one of them is far away.
        if 0 < FAR_AWAY * spread < size:
            values = [as_float(inputs[column]) for inputs, _ in patient.samples]
            if abs(sum(values) / len(values)) > FAR_AWAY * spread:
                evidence.append(
                    sentences.INPUT_FAR_AWAY.format(
                        name=neuron.name, low=short(low), high=short(high)
                    )
                )
    if sizes:
        largest, smallest = max(sizes), min(sizes)
        is_unlike = largest[0] >= DIFFERENT_SCALE * smallest[0]
        if largest[0] >= LARGE_INPUT or largest[0] <= TINY or is_unlike:
            evidence.append(sentences.INPUT_SIZE.format(name=largest[1], size=short(largest[0])))
        if is_unlike:
            evidence.append(sentences.INPUT_SIZE.format(name=smallest[1], size=short(smallest[0])))
    if not evidence:
        return None
    return Finding(
        "inputs", sentences.UNLIKE_INPUTS, first_lines(evidence), sentences.UNLIKE_INPUTS_CURE
    )


def large_amounts(patient: Patient) -> Finding | None:
    """Find expected amounts that are large or tiny, because then the errors are, too."""
    evidence = []
    for column, neuron in enumerate(patient.network.neuron_layers[-1].neurons):
        if RANGES.get(neuron.activation, (0.0, math.inf))[1] < math.inf:
            # If they are large, `out_of_reach` reports them.
            continue
        size = max(map(abs, extremes(patient.samples, EXPECTED, column)))
        if size >= LARGE_AMOUNT or 0 < size <= TINY:
            evidence.append(sentences.INPUT_SIZE.format(name=neuron.name, size=short(size)))
    if not evidence:
        return None
    return Finding("amounts", sentences.AMOUNTS, first_lines(evidence), sentences.AMOUNTS_CURE)


def outlier(patient: Patient) -> Finding | None:
    """Find one sample with a number so far from all others that these look all the same."""
    for part, neurons in (
        (EXPECTED, patient.network.neuron_layers[-1].neurons),
        (INPUTS, patient.network.neuron_layers[0].neurons),
    ):
        for column, neuron in enumerate(neurons):
            low, high = extremes(patient.samples, part, column)
            some = sorted([as_float(sample[part][column]) for _, sample in patient.some])
            tenth = len(some) // 10
            usual = some[-1 - tenth] - some[tenth]
            middle = some[len(some) // 2]
            end = max((low, high), key=lambda number: abs(number - middle))
            if len(some) < FEWEST_FOR_OUTLIER or abs(end - middle) <= OUTLIER * usual or not usual:
                continue
            far = [
                place
                for place, sample in enumerate(patient.samples, 1)
                if abs(as_float(sample[part][column]) - middle) > OUTLIER * usual
            ]
            if len(far) > FEW_OUTLIERS * len(patient.samples):
                continue
            line = sentences.OUTLIER_OF.format(
                number=far[0],
                name=neuron.name,
                value=short(end),
                low=short(some[tenth]),
                high=short(some[-1 - tenth]),
            )
            cure = sentences.OUTLIER_CURE.format(number=far[0])
            return Finding("outlier", sentences.OUTLIER, (line,), cure)
    return None


def contradictions(patient: Patient) -> Finding | None:
    """Find samples with the same inputs and different expected numbers."""
    first: dict[Hashable, int] = {}
    evidence = []
    for place, key in enumerate(keys_of_inputs(patient.samples)):
        earlier = first.setdefault(key, place)
        if earlier == place:
            continue
        wanted, other = expected_at(patient.samples, (earlier, place))
        if list(wanted) != list(other):
            evidence.append(sentences.CONTRADICTION.format(one=earlier + 1, other=place + 1))
    if len(evidence) < CONTRADICTING * len(patient.samples):
        return None
    return Finding(
        "contradictions",
        sentences.CONTRADICTIONS,
        first_lines(evidence),
        sentences.CONTRADICTIONS_CURE,
    )


def extremes(samples: Sequence[Sample], part: int, column: int) -> tuple[float, float]:
    """Return the smallest and the largest of one input, or one expected number, of all samples.

    part: INPUTS or EXPECTED.
    """
    if isinstance(samples, StoredSamples):
        rows = (samples.inputs, samples.expected)[part]
        return rows.extremes(column, samples.positions)
    values = [as_float(sample[part][column]) for sample in samples]
    return min(values), max(values)


def keys_of_inputs(samples: Sequence[Sample]) -> Iterator[Hashable]:
    """Return something for each sample that is equal if, and only if, its inputs are equal."""
    if isinstance(samples, StoredSamples):
        return map(samples.inputs.key, samples.positions)
    return (tuple(inputs) for inputs, _ in samples)


def all_expected(samples: Sequence[Sample]) -> list[Sequence[Number]]:
    """Return the expected numbers of all samples."""
    return expected_at(samples, range(len(samples)))


def imbalance(patient: Patient) -> Finding | None:
    """Find rare labels that the network nearly never answers, though it answers others."""
    expected = [numbers for _, (_, numbers) in patient.some]
    kinds = sorted(set(map(tuple, expected)))
    outputs = patient.network.neuron_layers[-1].neurons
    if not patient.has_begun or not are_labels(kinds):
        return None
    labels: tuple[Number, Number] = (kinds[0][0], kinds[-1][0])
    truths = [class_of(numbers, labels) for numbers in expected]
    answers = [class_of(numbers, labels) for numbers in patient.seen.answers]
    counts = Counter(truths)
    right = Counter([truth for truth, answer in zip(truths, answers) if truth == answer])
    rare = [
        label
        for label, count in counts.items()
        if count < RARE * len(truths) / len(counts) and right[label] <= NEARLY_NEVER * count
    ]
    if not rare:
        return None
    lines = []
    for label in sorted(counts):
        name = short(labels[label]) if len(outputs) == 1 else outputs[label].name
        lines.append(sentences.RECALL_OF.format(name=name, right=right[label], count=counts[label]))
    often = round(max(counts.values()) / max([counts[label] for label in rare]))
    cure = sentences.IMBALANCE_CURE.format(often=often)
    return Finding("imbalance", sentences.IMBALANCE, first_lines(lines), cure)


def are_labels(kinds: Sequence[Sequence[Number]]) -> bool:
    """Return whether these expected numbers are labels: two numbers, or one 1 among several 0s."""
    if len(kinds[0]) == 1:
        return len(kinds) == 2
    return len(kinds) >= 2 and all(
        sorted(set(numbers)) in ([0, 1], [-1, 1]) and numbers.count(1) == 1
        for numbers in map(list, kinds)
    )
