"""What is wrong with a network that does not learn? Findings in plain words, with evidence.

    print(examine(network, samples, learning_rate=0.5))

Every finding names Neurons, Links or samples, and their numbers, and says what to try. A network
that has learned its samples is healthy, whatever its numbers look like; but for exact copies among
its Neurons, and weight sensitivities that are left over, which are never meant.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from lernmi.activations import Activation, Number, identity, leaky_relu, relu, sigmoid, tanh
from lernmi.inside import sentences
from lernmi.inside.numbers import as_float, significant
from lernmi.network import Network, checked_learning_rate, checked_whole_number
from lernmi.neuron import Neuron
from lernmi.trainer import EpochRecord, Sample, Trainer, TrainingDiverged, checked_samples
from lernmi.training.activations import elu, sine, softplus
from lernmi.training.error_functions import CrossEntropy, hinge, probabilities

# So many samples are looked at, evenly spread; of a large network fewer, so that it takes a second.
MOST_SAMPLES, FEWEST_SAMPLES = 200, 20
MOST_LINKS_GONE_THROUGH = 1_000_000
# Things of a kind that are named; more are counted.
MOST_NAMED = 4
# A network has not learned if so much of the differences between the expected numbers is left.
NOT_LEARNED = 0.1
# A slope below this part of the steepest one lets next to nothing through.
FLAT = 0.02
# Sensitivities of the first layer, as a multiple of those of the last.
VANISHING, EXPLODING = 1e-4, 1e4
# Inputs are large from here on, and of different scale with such a ratio.
LARGE_INPUT, DIFFERENT_SCALE = 50, 50
# With such a part of the samples, a nudge made that very sample's error larger.
OVERSHOOTING = 0.3
# The second half of a training took off the error less than that part of it; it had at least so
# many epochs.
STAND, SHORTEST_STAND = 0.05, 50
# What an epoch promises to take off the error, as a part of it, is next to nothing.
STANDSTILL = 1e-4
# What an activation's outputs never reach.
RANGES = {
    sigmoid: (0.0, 1.0),
    tanh: (-1.0, 1.0),
    sine: (-1.0, 1.0),
    relu: (0.0, math.inf),
    softplus: (0.0, math.inf),
    elu: (-1.0, math.inf),
}
DIGITS = 3


class Finding(NamedTuple):
    """One thing that is wrong.

    ailment: its name, such as "dead". words: what is wrong. evidence: names and numbers.
    cure: what to try.
    """

    ailment: str
    words: str
    evidence: tuple[str, ...]
    cure: str

    def __str__(self) -> str:
        lines = [self.words, *[f"  {line}" for line in self.evidence]]
        return "\n".join([*lines, f"  {sentences.DOCTOR_TRY.format(cure=self.cure)}"])


class Diagnosis(NamedTuple):
    """All findings, the gravest first; none for a healthy network."""

    findings: tuple[Finding, ...]
    left: float

    def __str__(self) -> str:
        if self.findings:
            return "\n\n".join([str(finding) for finding in self.findings])
        if self.left > NOT_LEARNED:
            return sentences.DOCTOR_NOT_YET.format(left=f"{100 * self.left:.0f}")
        return sentences.DOCTOR_HEALTHY

    def __repr__(self) -> str:
        return str(self)


class Seen(NamedTuple):
    """What was seen while samples went through the network and back.

    outputs, slopes: for each Neuron by name, one for each sample.
    errors: of each sample. left: how much of the differences between the expected numbers is left.
    gradients: of each Link, the mean of its weight sensitivities.
    sizes: for each LinkLayer, the typical size of an output sensitivity.
    """

    outputs: dict[str, list[float]]
    slopes: dict[str, list[float]]
    errors: list[float]
    left: float
    gradients: list[float]
    sizes: list[float]


def examine(
    network: Network,
    samples: Iterable[Sample],
    *,
    learning_rate: Number | None = None,
    batch_size: int = 1,
    history: Sequence[EpochRecord] = (),
) -> Diagnosis:
    """Look for what keeps a network from learning these samples.

    learning_rate, batch_size: those that it is trained with. Without the former nothing is said
        of whether nudges go too far, or nowhere.
    history: of its training, if there is one: has it come to a stand?

    Nothing changes. Raises ValueError or TypeError for what doesn't fit the network.
    """
    checked = checked_samples(samples, network, "samples")
    batch_size = checked_whole_number(batch_size, "batch_size", at_least=1)
    if learning_rate is not None:
        learning_rate = checked_learning_rate(learning_rate)
    most = MOST_LINKS_GONE_THROUGH // len(network.links)
    most = min(MOST_SAMPLES, max(FEWEST_SAMPLES, most))
    some = checked[:: math.ceil(len(checked) / most)]
    findings = [left_over(network), not_finite(network), copies(network)]
    copy = network.copy()
    copy.forget()
    seen = see(copy, some)
    if seen is None:
        if not_finite(network) is None:
            findings.append(
                Finding("overflow", sentences.DOCTOR_OVERFLOW, (), sentences.DOCTOR_OVERFLOW_CURE)
            )
        return Diagnosis(those_there_are(findings), math.inf)
    if seen.left > NOT_LEARNED:
        findings += [out_of_reach(copy, checked), unlike_inputs(copy, checked)]
        findings += [dead(copy, seen), saturated(copy, seen)]
        # These are less telling, so they are looked for only where the cause is not known yet.
        if not any(findings):
            findings += [vanishing(seen), exploding(seen)]
        if learning_rate is not None:
            findings.append(overshooting(copy, some, learning_rate, batch_size))
        if not any(findings):
            findings.append(come_to_a_stand(history))
        if not any(findings) and learning_rate is not None:
            rate_of_an_epoch = as_float(learning_rate) * len(checked) / batch_size
            findings.append(promising_nothing(seen, rate_of_an_epoch))
    return Diagnosis(those_there_are(findings), seen.left)


def those_there_are(findings: Sequence[Finding | None]) -> tuple[Finding, ...]:
    """Return the findings without the places where nothing was found."""
    return tuple([finding for finding in findings if finding is not None])


def see(network: Network, samples: Sequence[Sample]) -> Seen | None:
    """Send the samples through the network and back, and note what is to be seen.

    Returns None if numbers become too large, or are none any more.
    """
    try:
        seen = seen_by(network, samples)
    except OverflowError:
        return None
    return seen if math.isfinite(sum(seen.errors)) else None


def seen_by(network: Network, samples: Sequence[Sample]) -> Seen:
    """Return what is to be seen while the samples go through."""
    neurons = [neuron for layer in network.neuron_layers for neuron in layer.neurons]
    outputs: dict[str, list[float]] = {neuron.name: [] for neuron in neurons}
    slopes: dict[str, list[float]] = {neuron.name: [] for neuron in neurons}
    errors = []
    answers = []
    gradients = [0.0] * len(network.links)
    squares = [0.0] * len(network.link_layers)
    for inputs, expected in samples:
        answers.append(probabilities(network, network.propagate(inputs)))
        errors.append(as_float(network.compare(expected)))
        network.backpropagate()
        for neuron in neurons:
            outputs[neuron.name].append(as_float(neuron.output))
            slopes[neuron.name].append(as_float(neuron.slope))
        for position, link in enumerate(network.links):
            gradients[position] += as_float(link.weight_sensitivity) / len(samples)
        for layer, link_layer in enumerate(network.link_layers):
            square = sum([as_float(link.output_sensitivity) ** 2 for link in link_layer.links])
            squares[layer] += square / len(link_layer.links) / len(samples)
        network.forget()
    left = part_left(network, answers, [expected for _, expected in samples])
    return Seen(outputs, slopes, errors, left, gradients, [math.sqrt(square) for square in squares])


def part_left(
    network: Network, answers: Sequence[Sequence[Number]], expected: Sequence[Sequence[Number]]
) -> float:
    """Return which part of the differences between the expected numbers is not learned.

    0 if all is as expected, 1 for answers no better than always the mean.
    """
    unexplained, differences = 0.0, 0.0
    for column in range(len(expected[0])):
        wanted = [as_float(numbers[column]) for numbers in expected]
        mean = sum(wanted) / len(wanted)
        for numbers, number in zip(answers, wanted):
            answer = as_float(numbers[column])
            if network.error_function is hinge and answer * number >= 1:
                continue
            unexplained += (answer - number) ** 2
            differences += (number - mean) ** 2
    if differences == 0:
        # Always the same is expected.
        return min(1.0, unexplained / len(expected))
    return unexplained / differences


# The ailments: each returns what it finds, or None.


def left_over(network: Network) -> Finding | None:
    """Find weight sensitivities that no nudge has used."""
    links = [link for link in network.links if link.weight_sensitivity != 0]
    if not links:
        return None
    evidence = named([f"{link.name}: {shown(link.weight_sensitivity)}" for link in links])
    return Finding("left over", sentences.LEFT_OVER, evidence, sentences.LEFT_OVER_CURE)


def not_finite(network: Network) -> Finding | None:
    """Find weights that are no numbers any more."""
    links = [link for link in network.links if not math.isfinite(as_float(link.weight))]
    if not links:
        return None
    evidence = named([f"{link.name}: weight {link.weight}" for link in links])
    return Finding("not finite", sentences.NOT_FINITE, evidence, sentences.NOT_FINITE_CURE)


def copies(network: Network) -> Finding | None:
    """Find hidden Neurons that have the same weights in and out: they will always be the same."""
    evidence = []
    for number, layer in enumerate(network.neuron_layers[1:-1]):
        alike: dict[tuple[object, ...], list[Neuron]] = {}
        for neuron in layer.neurons:
            before, after = network.link_layers[number], network.link_layers[number + 1]
            weights_in = [link.weight for link in before.links if link.output_neuron is neuron]
            weights_out = [link.weight for link in after.links if link.input_neuron is neuron]
            key = (neuron.activation, tuple(weights_in), tuple(weights_out))
            alike.setdefault(key, []).append(neuron)
        for neurons in alike.values():
            if len(neurons) > 1:
                evidence.append(listed([neuron.name for neuron in neurons]))
    if not evidence:
        return None
    return Finding("copies", sentences.COPIES, named(evidence), sentences.COPIES_CURE)


def out_of_reach(network: Network, samples: Sequence[Sample]) -> Finding | None:
    """Find expected numbers that the output's activation never gives."""
    if isinstance(network.error_function, CrossEntropy) or network.error_function is hinge:
        return None
    evidence = []
    for column, neuron in enumerate(network.neuron_layers[-1].neurons):
        low, high = RANGES.get(neuron.activation, (-math.inf, math.inf))
        expected = [as_float(expected[column]) for _, expected in samples]
        for wanted in (min(expected), max(expected)):
            if not low <= wanted <= high:
                evidence.append(
                    sentences.OUT_OF_REACH_OF.format(
                        name=neuron.name,
                        wanted=shown(wanted),
                        activation=neuron.activation.name,
                        low=shown(low),
                        high=shown(high),
                    )
                )
    if not evidence:
        return None
    return Finding(
        "out of reach", sentences.OUT_OF_REACH, named(evidence), sentences.OUT_OF_REACH_CURE
    )


def unlike_inputs(network: Network, samples: Sequence[Sample]) -> Finding | None:
    """Find inputs that are large, or of wildly different scale."""
    sizes = []
    for column, neuron in enumerate(network.neuron_layers[0].neurons):
        size = max([abs(as_float(inputs[column])) for inputs, _ in samples])
        if size > 0:
            sizes.append((size, neuron.name))
    if not sizes:
        return None
    largest, smallest = max(sizes), min(sizes)
    if largest[0] < LARGE_INPUT and largest[0] < DIFFERENT_SCALE * smallest[0]:
        return None
    evidence = [sentences.INPUT_SIZE.format(name=largest[1], size=shown(largest[0]))]
    if smallest[1] != largest[1]:
        evidence.append(sentences.INPUT_SIZE.format(name=smallest[1], size=shown(smallest[0])))
    return Finding("inputs", sentences.UNLIKE_INPUTS, tuple(evidence), sentences.UNLIKE_INPUTS_CURE)


def dead(network: Network, seen: Seen) -> Finding | None:
    """Find Neurons whose slope is exactly 0 for every sample, as that of relu below 0."""
    found = [
        neuron.name
        for layer in network.neuron_layers[1:]
        for neuron in layer.neurons
        if not any(seen.slopes[neuron.name]) and not any(seen.outputs[neuron.name])
    ]
    if not found:
        return None
    count = len(seen.errors)
    evidence = named([sentences.DEAD_NEURON.format(name=name, count=count) for name in found])
    return Finding("dead", sentences.DEAD, evidence, sentences.DEAD_CURE)


def saturated(network: Network, seen: Seen) -> Finding | None:
    """Find Neurons so far out on a flat part that next to nothing comes back through them."""
    evidence = []
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            if neuron.activation in (relu, leaky_relu, identity):
                continue
            steepest = steepest_slope(neuron.activation)
            largest = max([abs(slope) for slope in seen.slopes[neuron.name]])
            if largest < FLAT * steepest:
                outputs = seen.outputs[neuron.name]
                evidence.append(
                    sentences.SATURATED_NEURON.format(
                        name=neuron.name,
                        low=shown(min(outputs)),
                        high=shown(max(outputs)),
                        slope=shown(largest),
                    )
                )
    if not evidence:
        return None
    return Finding("saturated", sentences.SATURATED, named(evidence), sentences.SATURATED_CURE)


@cache
def steepest_slope(activation: Activation) -> float:
    """Return about the steepest slope of an activation."""
    slopes = []
    for place in range(-30, 31):
        total_input = place / 10
        slope = activation.slope(total_input, activation.function(total_input))
        slopes.append(abs(as_float(slope)))
    return max(slopes)


def vanishing(seen: Seen) -> Finding | None:
    """Find that next to nothing of the sensitivity reaches the first layer."""
    first, last = seen.sizes[0], seen.sizes[-1]
    if len(seen.sizes) < 2 or last == 0 or first >= VANISHING * last:
        return None
    return Finding("vanishing", sentences.VANISHING, layer_sizes(seen), sentences.VANISHING_CURE)


def exploding(seen: Seen) -> Finding | None:
    """Find that sensitivities grow from layer to layer on the way back."""
    first, last = seen.sizes[0], seen.sizes[-1]
    if len(seen.sizes) < 2 or last == 0 or first <= EXPLODING * last:
        return None
    return Finding("exploding", sentences.EXPLODING, layer_sizes(seen), sentences.EXPLODING_CURE)


def layer_sizes(seen: Seen) -> tuple[str, ...]:
    """Return how large output sensitivities are in each layer of Links."""
    return tuple(
        [
            sentences.LAYER_SIZE.format(number=number, count=len(seen.sizes), size=shown(size))
            for number, size in enumerate(seen.sizes, 1)
        ]
    )


def overshooting(
    network: Network, samples: Sequence[Sample], learning_rate: Number, batch_size: int
) -> Finding | None:
    """Find that nudges make the error of the very sample larger that they are for.

    That alone is no harm where they lead to a better place together; so an epoch is tried, too.
    """
    weights = network.weights
    evidence = []
    for position, (inputs, expected) in enumerate(samples):
        before = as_float(network.learn(inputs, expected, learning_rate))
        try:
            network.propagate(inputs)
            after = as_float(network.compare(expected))
        except OverflowError:
            after = math.inf
        network.forget()
        network.weights = weights
        if not after <= before * (1 + 1e-9):
            evidence.append(
                sentences.OVERSHOT.format(
                    number=position + 1, before=shown(before), after=shown(after)
                )
            )
    if len(evidence) < OVERSHOOTING * len(samples):
        return None
    if an_epoch_helps(network, samples, learning_rate, batch_size):
        return None
    return Finding(
        "overshooting",
        sentences.OVERSHOOTING.format(
            count=len(evidence), tried=len(samples), learning_rate=significant(learning_rate)
        ),
        named(evidence),
        sentences.OVERSHOOTING_CURE,
    )


def an_epoch_helps(
    network: Network, samples: Sequence[Sample], learning_rate: Number, batch_size: int
) -> bool:
    """Say whether the error is smaller after an epoch."""
    copy = network.copy()
    trainer = Trainer(copy, learning_rate=learning_rate, batch_size=batch_size, shuffle=False)
    try:
        trainer.train(samples, 1, validation=samples)
        after = trainer.history[-1].validation_error
    except TrainingDiverged:
        return False
    return as_float(after) < mean_error(network, samples)


def mean_error(network: Network, samples: Sequence[Sample]) -> float:
    """Return the mean error, without learning."""
    total = 0.0
    for inputs, expected in samples:
        network.propagate(inputs)
        total += as_float(network.compare(expected))
    network.forget()
    return total / len(samples)


def come_to_a_stand(history: Sequence[EpochRecord]) -> Finding | None:
    """Find that the second half of a training took next to nothing off the error."""
    if len(history) < SHORTEST_STAND:
        return None
    middle, last = history[len(history) // 2], history[-1]
    if as_float(last.error) < (1 - STAND) * as_float(middle.error):
        return None
    evidence = [
        sentences.ERROR_OF_EPOCH.format(epoch=record.epoch, error=shown(record.error))
        for record in (middle, last)
    ]
    return Finding("plateau", sentences.PLATEAU, tuple(evidence), sentences.PLATEAU_CURE)


def promising_nothing(seen: Seen, rate_of_an_epoch: float) -> Finding | None:
    """Find that an epoch promises to take next to nothing off the error."""
    error = sum(seen.errors) / len(seen.errors)
    promise = rate_of_an_epoch * sum([gradient * gradient for gradient in seen.gradients])
    if promise >= STANDSTILL * error:
        return None
    evidence = (sentences.PLATEAU_PROMISE.format(error=shown(error), promise=shown(promise)),)
    return Finding("plateau", sentences.PLATEAU, evidence, sentences.PLATEAU_CURE)


# Words.


def named(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the first few lines, and how many more there are."""
    if len(lines) <= MOST_NAMED:
        return tuple(lines)
    more = len(lines) - MOST_NAMED
    return (*lines[:MOST_NAMED], sentences.AND_MORE.format(count=more))


def listed(names: Sequence[str]) -> str:
    """Return names in a row, the first ones if there are many."""
    if len(names) <= 2 * MOST_NAMED:
        return ", ".join(names)
    more = len(names) - 2 * MOST_NAMED
    first = ", ".join(names[: 2 * MOST_NAMED])
    return f"{first} {sentences.AND_MORE.format(count=more)}"


def shown(number: Number) -> str:
    """Return a number with three digits."""
    return significant(number, DIGITS)
