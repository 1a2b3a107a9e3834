"""Find out why a network doesn't learn, in plain words and with evidence.

    print(examine(network, samples, learning_rate=0.5))

Every finding names Neurons, Links or samples with their numbers, and says what to try. A network
that has learned its samples is healthy, whatever its numbers look like. Only four things are always
reported: copies among its Neurons, weights that are not finite, leftover weight sensitivities, and
a history in which the error rose.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

from lernmi.activations import Activation, Number, identity, leaky_relu, relu, sigmoid, tanh
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.error_functions import CrossEntropy, hinge, probabilities
from lernmi.inside import sentences
from lernmi.inside.causes import works_its_own_way
from lernmi.inside.numbers import as_float, significant
from lernmi.layers import LinkLayer
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.numbers import checked_learning_rate, checked_whole_number
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample, checked_samples, expected_at
from lernmi.support.stored import StoredSamples
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.trainer import Trainer

# The two parts of a sample.
INPUTS, EXPECTED = 0, 1
# About half a second of work. A larger network gets fewer samples, chosen at random.
MOST_LINK_PASSES, FEWEST_SAMPLES = 400_000, 20
# Name at most this many things of a kind, and count the others.
MOST_NAMED = 4
# A network has not learned if more than this fraction of the variation is unexplained.
NOT_LEARNED = 0.1
# With more than this unexplained, noise can't be the only reason.
POOR = 0.5
# A slope below this fraction of the steepest one lets almost nothing through.
FLAT = 0.02
# Sensitivities vanish if the first layer's are below VANISHING × the last layer's, and explode if
# they are above EXPLODING × the last layer's. VANISHING also limits the product of the slopes.
VANISHING, EXPLODING = 1e-3, 1e4
# Inputs and expected amounts are large from LARGE up, and tiny from TINY down. Two inputs are of
# different scale if one is DIFFERENT_SCALE times the other. An input is far away if its mean is
# more than FAR_AWAY times its spread.
LARGE, TINY, DIFFERENT_SCALE, FAR_AWAY = 20, 0.02, 20, 10
# Report contradictions if at least this fraction of the samples contradict an earlier one.
CONTRADICTING = 0.1
# The error has risen if it is more than this many times the smallest error.
RISEN = 2
# Nudges overshoot if this fraction of the samples have a larger error after their own nudge.
OVERSHOOTING = 0.3
# Training has stalled if it had at least SHORTEST_STALL epochs, and if the second half of them
# lowered the error by less than the fraction STALL.
STALL, SHORTEST_STALL = 0.05, 200
# A penalty has pulled a layer's weights to 0 if all are below this fraction of the usual size.
PULLED_TO_0 = 0.1
# The sum of squared weight sensitivities is almost 0 if it is below this fraction of the error.
STANDSTILL = 1e-6
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
# With slope 0, a Neuron with one of these is dead; with another, such as sigmoid, it is saturated.
CAN_DIE = (relu, elu, silu, gelu)
DIGITS = 3


class Finding(NamedTuple):
    """One thing that is wrong.

    ailment: its name: "left over", "not finite", "copies", "rising", "overflow", "out of reach",
        "inputs", "amounts", "contradictions", "dead", "saturated", "vanishing", "exploding",
        "overshooting" or "plateau".
    words: what is wrong. evidence: names and numbers, one per line. cure: what to try.
    """

    ailment: str
    words: str
    evidence: tuple[str, ...]
    cure: str

    def __str__(self) -> str:
        lines = [self.words, *[f"  {line}" for line in self.evidence]]
        return "\n".join([*lines, f"  {sentences.DOCTOR_TRY.format(cure=self.cure)}"])


class Diagnosis(NamedTuple):
    """A diagnosis; `print` shows it.

    findings: worst first. Empty if the network is healthy, or just has not learned yet.
    left: the fraction of the variation in the expected numbers that the network doesn't explain.
        Up to 0.1, it has learned. At 1, always predicting the mean would be as good; above 1, it
        would be better. Infinity means that numbers became too large.
    """

    findings: tuple[Finding, ...]
    left: float

    def __str__(self) -> str:
        if self.findings:
            return "\n\n".join([str(finding) for finding in self.findings])
        if self.left > 1:
            return sentences.DOCTOR_NOT_AT_ALL
        if self.left > NOT_LEARNED:
            return sentences.DOCTOR_NOT_YET.format(left=f"{100 * self.left:.0f}")
        return sentences.DOCTOR_HEALTHY

    def __repr__(self) -> str:
        return str(self)


class Seen(NamedTuple):
    """Numbers recorded while samples went through the network and back.

    outputs, slopes: for each Neuron except bias Neurons, by name: one number for each sample.
    errors: the error of each sample. left: as in a Diagnosis.
    gradients: the mean weight sensitivity of each Link.
    sizes: for each LinkLayer, the typical size of an output sensitivity (root of the mean square).
    """

    outputs: dict[str, list[float]]
    slopes: dict[str, list[float]]
    errors: list[float]
    left: float
    gradients: list[float]
    sizes: list[float]

    @property
    def error(self) -> float:
        """The mean error."""
        return sum(self.errors) / len(self.errors)


def examine(
    network: Network,
    samples: Iterable[Sample],
    *,
    learning_rate: Number | None = None,
    batch_size: int = 1,
    history: Sequence[EpochRecord] = (),
    nudging: Any = None,
) -> Diagnosis:
    """Find out what keeps a network from learning these samples.

    samples: pairs (inputs, expected). If there are many and the network is large, the doctor tries
        only some: chosen at random, but always the same.
    learning_rate, batch_size: those of the training. Without a learning rate, the doctor can't
        check whether nudges go too far.
    history: the training's history, to see whether the error has risen or stalled.
    nudging: the training's nudging, to see whether a penalty (l1, l2) is too strong.

    Nothing changes. Raises ValueError or TypeError for arguments that don't fit the network.
    """
    checked = checked_samples(samples, network, "samples")
    batch_size = checked_whole_number(batch_size, "batch_size", at_least=1)
    if learning_rate is not None:
        learning_rate = checked_learning_rate(learning_rate)
    most = max(FEWEST_SAMPLES, MOST_LINK_PASSES // len(network.links))
    places: Sequence[int] = range(len(checked))
    if most < len(checked):
        # At random, because samples are often ordered, but always the same ones.
        places = sorted(Random(0).sample(places, most))
    some = [(place + 1, checked[place]) for place in places]
    no_numbers, doubles = not_finite(network), copies(network)
    findings = [left_over(network), no_numbers, doubles, rising(history)]
    copy = network.copy()
    copy.forget()
    seen = see(copy, [sample for _, sample in some])
    if seen is None:
        if no_numbers is None:
            findings.append(
                Finding("overflow", sentences.DOCTOR_OVERFLOW, (), sentences.DOCTOR_OVERFLOW_CURE)
            )
        return Diagnosis(without_nones(findings), math.inf)
    if seen.left <= NOT_LEARNED:
        return Diagnosis(without_nones(findings), seen.left)
    findings += [out_of_reach(copy, checked), unlike_inputs(copy, checked)]
    findings += [large_amounts(copy, checked), contradictions(checked)]
    lost = [dead(copy, seen), saturated(copy, seen)]
    findings += lost
    if not any([doubles, *lost]):
        # Otherwise the same trouble would be reported twice.
        findings += [nothing_comes_back(copy) or vanishing(copy, seen), exploding(seen)]
    if learning_rate is not None:
        findings.append(overshooting(copy, some, seen.error, learning_rate, batch_size))
    if seen.left > POOR:
        stall = stalled(history) or without_gradients(seen)
        because = stall and (penalised(copy, seen, nudging, stall) or no_bend(copy, stall))
        findings.append(because or (None if any(findings[1:]) else stall))
    return Diagnosis(without_nones(findings), seen.left)


def without_nones(findings: Sequence[Finding | None]) -> tuple[Finding, ...]:
    """Return the findings that are not None."""
    return tuple([finding for finding in findings if finding is not None])


def see(network: Network, samples: Sequence[Sample]) -> Seen | None:
    """Send the samples through the network and back, and record their numbers.

    Returns None if a number becomes too large, or is no longer a number.
    """
    try:
        seen = seen_by(network, samples)
    except OverflowError:
        return None
    return seen if math.isfinite(sum(seen.errors)) else None


def seen_by(network: Network, samples: Sequence[Sample]) -> Seen:
    """Return the numbers of all samples, or raise OverflowError."""
    neurons = [neuron for layer in network.neuron_layers for neuron in layer.neurons]
    outputs: dict[str, list[float]] = {neuron.name: [] for neuron in neurons}
    slopes: dict[str, list[float]] = {neuron.name: [] for neuron in neurons}
    errors = []
    answers = []
    gradients = [0.0] * len(network.links)
    squares = [0.0] * len(network.link_layers)
    links, count = network.links, len(samples)
    for inputs, expected in samples:
        answers.append(probabilities(network, network.propagate(inputs)))
        errors.append(as_float(network.compare(expected)))
        network.backpropagate()
        for neuron in neurons:
            outputs[neuron.name].append(as_float(neuron.output))
            slopes[neuron.name].append(as_float(neuron.slope))
        gradients = [
            gradient + as_float(link.weight_sensitivity) / count
            for gradient, link in zip(gradients, links)
        ]
        for layer, link_layer in enumerate(network.link_layers):
            square = sum([as_float(link.output_sensitivity) ** 2 for link in link_layer.links])
            squares[layer] += square / len(link_layer.links) / len(samples)
        network.forget()
    left = unexplained_fraction(network, answers, [expected for _, expected in samples])
    return Seen(outputs, slopes, errors, left, gradients, [math.sqrt(square) for square in squares])


def unexplained_fraction(
    network: Network, answers: Sequence[Sequence[Number]], expected: Sequence[Sequence[Number]]
) -> float:
    """Return the fraction of the expected numbers' variation that the network doesn't explain.

    It is 0 if every output is as expected, and 1 if always predicting the mean would be as good.
    For several outputs, it is their mean. (Textbooks: 1 - R^2.)
    """
    parts = []
    for column in range(len(expected[0])):
        wanted = [as_float(numbers[column]) for numbers in expected]
        mean = sum(wanted) / len(wanted)
        unexplained, differences = 0.0, 0.0
        for numbers, number in zip(answers, wanted):
            answer = as_float(numbers[column])
            differences += (number - mean) ** 2
            if network.error_function is not hinge or answer * number < 1:
                unexplained += (answer - number) ** 2
        # If every sample expects the same number, there is no variation.
        parts.append(unexplained / differences if differences else min(1.0, unexplained))
    return sum(parts) / len(parts)


# The ailments: each function returns a Finding, or None.


def left_over(network: Network) -> Finding | None:
    """Find weight sensitivities that no nudge has used."""
    links = [link for link in network.links if link.weight_sensitivity != 0]
    if not links:
        return None
    evidence = first_lines([f"{link.name}: {short(link.weight_sensitivity)}" for link in links])
    return Finding("left over", sentences.LEFT_OVER, evidence, sentences.LEFT_OVER_CURE)


def not_finite(network: Network) -> Finding | None:
    """Find weights that are no longer finite numbers."""
    links = [link for link in network.links if not math.isfinite(as_float(link.weight))]
    if not links:
        return None
    evidence = first_lines([f"{link.name}: weight {link.weight}" for link in links])
    return Finding("not finite", sentences.NOT_FINITE, evidence, sentences.NOT_FINITE_CURE)


def copies(network: Network) -> Finding | None:
    """Find hidden Neurons with the same weights, in and out: they will always stay copies.

    Weights count as the same if their first nine digits agree.
    """
    evidence = []
    for number, layer in enumerate(network.neuron_layers[1:-1]):
        alike: dict[tuple[object, ...], list[Neuron]] = {}
        for neuron in layer.neurons:
            before, after = network.link_layers[number], network.link_layers[number + 1]
            # Weights that differ only in their last digits stay alike for a long time.
            weights_in = [
                shown_exactly(link) for link in before.links if link.output_neuron is neuron
            ]
            weights_out = [
                shown_exactly(link) for link in after.links if link.input_neuron is neuron
            ]
            key = (neuron.activation, tuple(weights_in), tuple(weights_out))
            alike.setdefault(key, []).append(neuron)
        for neurons in alike.values():
            if len(neurons) > 1:
                evidence.append(joined_first([neuron.name for neuron in neurons]))
    if not evidence:
        return None
    return Finding("copies", sentences.COPIES, first_lines(evidence), sentences.COPIES_CURE)


def shown_exactly(link: Link) -> str:
    """Return a Link's weight with nine digits."""
    return significant(link.weight + 0.0 if isinstance(link.weight, float) else link.weight, 9)


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


def out_of_reach(network: Network, samples: Sequence[Sample]) -> Finding | None:
    """Find expected numbers that the output Neuron's activation can't reach."""
    if isinstance(network.error_function, CrossEntropy) or network.error_function is hinge:
        return None
    evidence = []
    for column, neuron in enumerate(network.neuron_layers[-1].neurons):
        low, high = RANGES.get(neuron.activation, (-math.inf, math.inf))
        for wanted in extremes(samples, EXPECTED, column):
            if not low <= wanted <= high:
                evidence.append(
                    sentences.OUT_OF_REACH_OF.format(
                        name=neuron.name,
                        wanted=short(wanted),
                        activation=neuron.activation.name,
                        low=short(low),
                        high=short(high),
                    )
                )
    if not evidence:
        return None
    return Finding(
        "out of reach", sentences.OUT_OF_REACH, first_lines(evidence), sentences.OUT_OF_REACH_CURE
    )


def unlike_inputs(network: Network, samples: Sequence[Sample]) -> Finding | None:
    """Find inputs that are large, tiny, far from 0, or of very different scale."""
    sizes, evidence = [], []
    for column, neuron in enumerate(network.neuron_layers[0].neurons):
        low, high = extremes(samples, INPUTS, column)
        size, spread = max(abs(low), abs(high)), high - low
        if size > 0:
            sizes.append((size, neuron.name))
        # The mean is between the two, so it is needed only if one of them is far away.
        if 0 < FAR_AWAY * spread < size:
            values = [as_float(inputs[column]) for inputs, _ in samples]
            if abs(sum(values) / len(values)) > FAR_AWAY * spread:
                evidence.append(
                    sentences.INPUT_FAR_AWAY.format(
                        name=neuron.name, low=short(low), high=short(high)
                    )
                )
    if sizes:
        largest, smallest = max(sizes), min(sizes)
        is_unlike = largest[0] >= DIFFERENT_SCALE * smallest[0]
        if largest[0] >= LARGE or largest[0] <= TINY or is_unlike:
            evidence.append(sentences.INPUT_SIZE.format(name=largest[1], size=short(largest[0])))
        if is_unlike:
            evidence.append(sentences.INPUT_SIZE.format(name=smallest[1], size=short(smallest[0])))
    if not evidence:
        return None
    return Finding(
        "inputs", sentences.UNLIKE_INPUTS, first_lines(evidence), sentences.UNLIKE_INPUTS_CURE
    )


def large_amounts(network: Network, samples: Sequence[Sample]) -> Finding | None:
    """Find expected amounts that are large or tiny, because then the errors are, too."""
    evidence = []
    for column, neuron in enumerate(network.neuron_layers[-1].neurons):
        if RANGES.get(neuron.activation, (0.0, math.inf))[1] < math.inf:
            # If they are large, `out_of_reach` reports them.
            continue
        size = max(map(abs, extremes(samples, EXPECTED, column)))
        if size >= LARGE or 0 < size <= TINY:
            evidence.append(sentences.INPUT_SIZE.format(name=neuron.name, size=short(size)))
    if not evidence:
        return None
    return Finding("amounts", sentences.AMOUNTS, first_lines(evidence), sentences.AMOUNTS_CURE)


def contradictions(samples: Sequence[Sample]) -> Finding | None:
    """Find samples with the same inputs and different expected numbers."""
    first: dict[Hashable, int] = {}
    evidence = []
    for place, key in enumerate(keys_of_inputs(samples)):
        earlier = first.setdefault(key, place)
        if earlier == place:
            continue
        wanted, other = expected_at(samples, (earlier, place))
        if list(wanted) != list(other):
            evidence.append(sentences.CONTRADICTION.format(one=earlier + 1, other=place + 1))
    if len(evidence) < CONTRADICTING * len(samples):
        return None
    return Finding(
        "contradictions",
        sentences.CONTRADICTIONS,
        first_lines(evidence),
        sentences.CONTRADICTIONS_CURE,
    )


def dead(network: Network, seen: Seen) -> Finding | None:
    """Find Neurons with slope exactly 0 for every sample, such as relu below 0."""
    evidence = []
    for layer in network.neuron_layers[1:]:
        found = [
            neuron.name
            for neuron in layer.neurons
            if neuron.activation in CAN_DIE and not any(seen.slopes[neuron.name])
        ]
        for name in found:
            evidence.append(
                sentences.DEAD_NEURON.format(
                    name=name, count=len(seen.errors), dead=len(found), all=len(layer.neurons)
                )
            )
    if not evidence:
        return None
    return Finding("dead", sentences.DEAD, first_lines(evidence), sentences.DEAD_CURE)


def saturated(network: Network, seen: Seen) -> Finding | None:
    """Find Neurons with slopes so small that almost no sensitivity gets through them."""
    evidence = []
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            if neuron.activation in (*CAN_DIE, leaky_relu, identity):
                continue
            steepest = steepest_slope(neuron.activation)
            largest = max([abs(slope) for slope in seen.slopes[neuron.name]])
            if largest < FLAT * steepest:
                outputs = seen.outputs[neuron.name]
                evidence.append(
                    sentences.SATURATED_NEURON.format(
                        name=neuron.name,
                        low=short(min(outputs)),
                        high=short(max(outputs)),
                        slope=short(largest),
                    )
                )
    if not evidence:
        return None
    return Finding(
        "saturated", sentences.SATURATED, first_lines(evidence), sentences.SATURATED_CURE
    )


@cache
def steepest_slope(activation: Activation) -> float:
    """Return roughly the steepest slope of an activation."""
    slopes = []
    for place in range(-30, 31):
        total_input = place / 10
        slope = activation.slope(total_input, activation.function(total_input))
        slopes.append(abs(as_float(slope)))
    return max(slopes)


def nothing_comes_back(network: Network) -> Finding | None:
    """Find a layer of Links after the first with all weights 0, apart from bias Links."""
    for number, link_layer in enumerate(network.link_layers[1:], 2):
        links = inner_links(link_layer)
        if links and not any(link.weight for link in links):
            line = sentences.ALL_ZERO.format(number=number, count=len(network.link_layers))
            cure = sentences.NOTHING_COMES_BACK_CURE
            return Finding("vanishing", sentences.NOTHING_COMES_BACK, (line,), cure)
    return None


def vanishing(network: Network, seen: Seen) -> Finding | None:
    """Find sensitivities that vanish: the slopes let almost nothing reach the first layer.

    The reason must be the product of the slopes, layer by layer. Small weights alone don't count:
    they are normal as long as a network predicts little more than the mean.
    """
    first, last = seen.sizes[0], seen.sizes[-1]
    hidden_layers = network.neuron_layers[1:-1]
    if len(hidden_layers) < 2 or last == 0 or first >= VANISHING * last:
        return None
    product = 1.0
    for layer in hidden_layers:
        slopes = [slope for neuron in layer.neurons for slope in seen.slopes[neuron.name]]
        product *= math.sqrt(sum([slope * slope for slope in slopes]) / len(slopes))
    if product >= VANISHING:
        return None
    return Finding("vanishing", sentences.VANISHING, layer_sizes(seen), sentences.VANISHING_CURE)


def exploding(seen: Seen) -> Finding | None:
    """Find sensitivities that explode: they grow from layer to layer on the way back."""
    first, last = seen.sizes[0], seen.sizes[-1]
    if len(seen.sizes) < 2 or last == 0 or first <= EXPLODING * last:
        return None
    return Finding("exploding", sentences.EXPLODING, layer_sizes(seen), sentences.EXPLODING_CURE)


def layer_sizes(seen: Seen) -> tuple[str, ...]:
    """Return a line with the size of the output sensitivities for each layer of Links."""
    return tuple(
        [
            sentences.LAYER_SIZE.format(number=number, count=len(seen.sizes), size=short(size))
            for number, size in enumerate(seen.sizes, 1)
        ]
    )


def overshooting(
    network: Network,
    numbered: Sequence[tuple[int, Sample]],
    error: float,
    learning_rate: Number,
    batch_size: int,
) -> Finding | None:
    """Find nudges that go too far: they make the error of their own sample larger.

    That does no harm if together they lower the mean error, so this tries a whole epoch, too.
    """
    links = network.links
    weights = [link.weight for link in links]
    samples = [sample for _, sample in numbered]
    evidence = []
    for number, (inputs, expected) in numbered:
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
    if len(evidence) < OVERSHOOTING * len(samples):
        return None
    if an_epoch_helps(network, samples, error, learning_rate, batch_size):
        return None
    return Finding(
        "overshooting",
        sentences.OVERSHOOTING.format(
            count=len(evidence), tried=len(samples), learning_rate=significant(learning_rate)
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


def stalled(history: Sequence[EpochRecord]) -> Finding | None:
    """Find a training run that has stalled: its second half hardly lowered the error."""
    if len(history) < SHORTEST_STALL:
        return None
    middle, last = history[len(history) // 2], history[-1]
    if as_float(last.error) < (1 - STALL) * as_float(middle.error):
        return None
    evidence = epochs_shown(middle, last)
    return Finding("plateau", sentences.PLATEAU, evidence, sentences.PLATEAU_CURE)


def without_gradients(seen: Seen) -> Finding | None:
    """Find mean weight sensitivities that are all almost 0, so that no nudge will change much."""
    if sum([gradient * gradient for gradient in seen.gradients]) >= STANDSTILL * seen.error:
        return None
    largest = max([abs(gradient) for gradient in seen.gradients])
    evidence = (sentences.PLATEAU_SIZES.format(error=short(seen.error), largest=short(largest)),)
    return Finding("plateau", sentences.PLATEAU, evidence, sentences.PLATEAU_CURE)


def no_bend(network: Network, stall: Finding) -> Finding | None:
    """Find a stalled network without a bend: it can only draw a straight line, or plane."""
    neurons = [neuron for layer in network.neuron_layers[:-1] for neuron in layer.neurons]
    things: list[Link | Neuron] = [*neurons, *network.links]
    may_bend = any(neuron.activation is not identity for neuron in neurons)
    if may_bend or any(works_its_own_way(thing) for thing in things):
        return None
    hidden = len(neurons) - len(network.neuron_layers[0].neurons)
    line = sentences.ALL_IDENTITY.format(count=hidden) if hidden else sentences.NO_HIDDEN_LAYER
    evidence = (line, *stall.evidence)
    return Finding("plateau", sentences.NO_BEND, evidence, sentences.NO_BEND_CURE)


def penalised(network: Network, seen: Seen, nudging: Any, stall: Finding) -> Finding | None:
    """Find a penalty that is too strong: it has pulled a layer's weights to about 0."""
    l1, l2 = [as_float(getattr(nudging, name, 0)) for name in ("l1", "l2")]
    gradients = dict(zip(network.links, seen.gradients))
    for number, link_layer in enumerate(network.link_layers, 1):
        links = inner_links(link_layer)
        if not links:
            continue
        largest = max([abs(as_float(link.weight)) for link in links])
        before, after = network.neuron_layers[number - 1 : number + 1]
        # The limit of the glorot weights.
        usual = math.sqrt(6 / (len(before.neurons) + len(after.neurons)))
        pull = max([l2 * abs(as_float(link.weight)) + l1 for link in links])
        error_pull = max([abs(gradients[link]) for link in links])
        # When training has stalled, penalty and error pull about equally hard.
        if largest < PULLED_TO_0 * usual and pull > error_pull / 2:
            line = sentences.PULLED_WEIGHTS.format(
                number=number,
                count=len(network.link_layers),
                largest=short(largest),
                l1=short(l1),
                l2=short(l2),
            )
            return Finding(
                "plateau", sentences.PENALISED, (line, *stall.evidence), sentences.PENALISED_CURE
            )
    return None


def inner_links(link_layer: LinkLayer) -> list[Link]:
    """Return the Links of a layer, except those that lead from its bias Neuron."""
    return [link for link in link_layer.links if not isinstance(link.input_neuron, BiasNeuron)]


# Words.


def first_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the first few lines, and one that says how many more there are."""
    if len(lines) <= MOST_NAMED:
        return tuple(lines)
    more = len(lines) - MOST_NAMED
    return (*lines[:MOST_NAMED], sentences.AND_MORE.format(count=more))


def joined_first(names: Sequence[str]) -> str:
    """Return the names on one line; if there are many, only the first ones."""
    if len(names) <= 2 * MOST_NAMED:
        return ", ".join(names)
    more = len(names) - 2 * MOST_NAMED
    first = ", ".join(names[: 2 * MOST_NAMED])
    return f"{first} {sentences.AND_MORE.format(count=more)}"


def short(number: Number) -> str:
    """Return a number with three digits."""
    return significant(number, DIGITS)
