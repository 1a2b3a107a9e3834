"""What the situations show: their networks and samples, and the numbers in the replies.

Each function with numbers computes them on a network of its own, as it was at first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from random import Random

from lernmi.activations import Number, identity, tanh
from lernmi.data.logic import OR, XOR
from lernmi.data.published.mazur import MAZUR
from lernmi.data.shapes import circle
from lernmi.inside.diagram import brief
from lernmi.inside.numbers import filled, significant
from lernmi.network import Network
from lernmi.play import sentences
from lernmi.play.held import hold
from lernmi.play.judging import count_right, right_of
from lernmi.support.samples import Sample
from lernmi.trainer import Trainer

# By how much a weight is raised, and a total input.
BIT, PUSH = 0.01, 0.1
# The places on the curve of "slope".
TOTALS = (0.0, 2.0, 4.0)
RATES = ("0.2", "1", "2", "2.5")
# "helps-one": the position of the sample of XOR that is learned once, and the learning rate.
HELPED, HELP_RATE = 1, 0.5
STUCK_STEPS, STUCK_RATE = 50, 0.15
# "fence": networks that draw one, two and three lines.
LINES = ("2-1", "2-2-1", "2-3-1")
FENCE_EPOCHS, FENCE_RATE, FENCE_SEED = 20, 0.03, 0
# "memorising": a small network and one that is too large; the points; the share of wrong labels.
SIZES = ("2-1", "2-8-8-1")
OWN_POINTS, UNSEEN_POINTS, FLIPPED = 30, 300, 0.15
# With a larger learning rate, the last bits of `tanh` would decide about the result.
EARLY_EPOCHS, MEMORY_EPOCHS, MEMORY_RATE, MEMORY_SEED = 25, 200, 0.05, 4
# Digits of a result; its factors may need more.
DIGITS, MOST_DIGITS = 3, 9

MAZUR_SAMPLES: list[Sample] = [(MAZUR.inputs, MAZUR.expected)]
SIGMOID_SAMPLES: list[Sample] = [([1.0], [1.0])]
CHAIN_SAMPLES: list[Sample] = [([2.0], [1.0])]
FORK_SAMPLES: list[Sample] = [([1.0], [0.0, 8.0])]
VALLEY_SAMPLES: list[Sample] = [([1.0], [1.0])]
STUCK_SAMPLES: list[Sample] = [([1.0], [0.0, 0.0])]


# What the networks are, and the samples.


def one_sigmoid() -> Network:
    """Return one sigmoid Neuron; with input 1, the Link's weight is its total input."""
    network = Network([1, 1])
    network.weights = [[0.0, TOTALS[0]]]
    hold(network, "b1->y1")
    return network


def chain() -> Network:
    """Return a chain that turns input 2 into 6, and that into 3."""
    network = Network([1, 1, 1], activation=identity)
    network.weights = [[0.0, 3.0], [0.0, 0.5]]
    hold(network, "b1->h1", "b2->y1")
    return network


def fork() -> Network:
    """Return a network in which h1 feeds two outputs."""
    network = Network([1, 1, 2], activation=identity)
    network.weights = [[0.0, 2.0], [0.0, 0.0, 0.5, 3.0]]
    hold(network, "b1->h1", "b2->y1", "b2->y2")
    return network


def valley() -> Network:
    """Return a network with one weight; the error over it is a parabola."""
    network = Network([1, 1], activation=identity)
    network.weights = [[0.0, 3.0]]
    hold(network, "b1->y1")
    return network


def line(bias: str) -> Network:
    """Return a network that draws one line; if the bias is "held", the line can't leave (0, 0)."""
    network = Network([2, 1])
    network.weights = [[0.0, 2.0, 2.0]]
    if bias == "held":
        hold(network, "b1->y1")
    return network


def small_xor() -> Network:
    """Return a network that a nudge for one sample of XOR makes worse for others."""
    return Network([2, 2, 1], seed=2)


def two_outputs() -> Network:
    """Return two Neurons that learn next to each other, one far from 0 and one even further."""
    network = Network([1, 2])
    network.weights = [[0.0, 0.0, 1.5, 4.0]]
    return network


def tanh_network(layers: str, seed: int) -> Network:
    """Return a network with tanh, such as "2-8-8-1"."""
    return Network([int(size) for size in layers.split("-")], activation=tanh, seed=seed)


def as_floats(samples: Sequence[Sample]) -> list[Sample]:
    """Return samples of whole numbers as floats."""
    return [([float(x) for x in inputs], [float(y) for y in ys]) for inputs, ys in samples]


def xor_samples() -> list[Sample]:
    """Return the four samples of XOR."""
    return as_floats(XOR)


def or_samples() -> list[Sample]:
    """Return the four samples of OR."""
    return as_floats(OR)


def disc_samples() -> list[Sample]:
    """Return points in a disc and around it."""
    return as_floats(circle(200, 0, seed=0))


def unseen_disc_samples() -> list[Sample]:
    """Return more such points."""
    return as_floats(circle(300, 0, seed=1))


def border_samples() -> list[Sample]:
    """Return points on both sides of a straight border, some with the wrong label."""
    return points_around_a_border(OWN_POINTS, seed=12)


def unseen_border_samples() -> list[Sample]:
    """Return more such points."""
    return points_around_a_border(UNSEEN_POINTS, seed=1012)


def points_around_a_border(count: int, seed: int) -> list[Sample]:
    """Return points with label 1 where x + y is above 0, else -1.

    A share of them, FLIPPED, has the other label.
    """
    random = Random(seed)
    points = [(random.uniform(-3, 3), random.uniform(-3, 3)) for _ in range(count)]
    wrong = random.sample(range(count), round(FLIPPED * count))
    samples: list[Sample] = []
    for place, (x, y) in enumerate(points):
        is_above = (x + y > 0) != (place in wrong)
        samples.append(([x, y], [1.0 if is_above else -1.0]))
    return samples


# The numbers in the replies.


def backwards(network: Network, sample: Sample) -> Number:
    """Let all sensitivities come back for a sample, and return its error."""
    inputs, expected = sample
    network.forget()
    network.propagate(inputs)
    error = network.compare(expected)
    network.backpropagate()
    return error


def raised(network: Network, name: str, sample: Sample) -> Number:
    """Return by how much the error rises if a weight is raised by BIT."""
    copy = network.copy()
    before = backwards(copy, sample)
    copy.link(name).weight += BIT
    return backwards(copy, sample) - before


def product_text(factors: Sequence[Number], result: Number) -> str:
    """Return a product with as few digits as make it right, such as "0.01 × 2 = 0.02"."""
    shown = significant(result, DIGITS)
    texts: list[str] = []
    for digits in range(DIGITS, MOST_DIGITS):
        texts = [significant(factor, digits) for factor in factors]
        if significant(math.prod([float(text) for text in texts]), DIGITS) == shown:
            break
    return f"{filled(' × '.join(['{}'] * len(texts)), texts)} = {shown}"


def sensitivity_numbers() -> dict[str, str]:
    """Return what a raised weight does, and what its sensitivity says."""
    network, [sample] = MAZUR.network(), MAZUR_SAMPLES
    backwards(network, sample)
    link = network.link("h1->y1")
    sensitivity, input_output = link.weight_sensitivity, link.input_neuron.output
    return {
        "tried": significant(raised(network, link.name, sample), DIGITS),
        "sensitivity": significant(sensitivity, DIGITS),
        "predicted": product_text([BIT, sensitivity], BIT * sensitivity),
        "output": brief(link.output_neuron.output),
        "wanted": brief(sample[1][0]),
        "delivered": product_text([BIT, input_output], BIT * input_output),
    }


def slope_numbers() -> dict[str, str]:
    """Return the slopes at the three places, and what a push does there."""
    neuron = one_sigmoid().neuron("y1")
    numbers = {}
    for place, total in zip(("first", "second", "third"), TOTALS):
        neuron.reset()
        neuron.receive(total)
        neuron.activate()
        numbers[place] = significant(neuron.slope, DIGITS)
        numbers[f"{place}_total"] = brief(total)
        numbers[f"{place}_push"] = product_text([PUSH, neuron.slope], PUSH * neuron.slope)
        numbers[f"{place}_output"] = significant(neuron.output, DIGITS)
    return numbers


def chain_numbers() -> dict[str, str]:
    """Return how far a raised weight reaches, step by step."""
    network, [sample] = chain(), CHAIN_SAMPLES
    backwards(network, sample)
    first, second = network.link("x1->h1"), network.link("h1->y1")
    into_h1 = BIT * first.input_neuron.output
    into_y1 = into_h1 * second.weight
    sensitivity = second.output_neuron.sensitivity
    return {
        "h1": product_text([BIT, first.input_neuron.output], into_h1),
        "y1": product_text([into_h1, second.weight], into_y1),
        "error": product_text([into_y1, sensitivity], into_y1 * sensitivity),
        "weight": brief(second.weight),
        "sensitivity": brief(sensitivity),
    }


def fork_numbers() -> dict[str, str]:
    """Return what both outputs send back to h1, and the sum."""
    network, [sample] = fork(), FORK_SAMPLES
    backwards(network, sample)
    sent = []
    numbers = {}
    for name in ("y1", "y2"):
        link = network.link("h1", name)
        sent.append(link.output_sensitivity * link.weight)
        numbers[name] = product_text([link.output_sensitivity, link.weight], sent[-1])
    both = network.neuron("h1").sensitivity
    numbers["both"] = f"{filled('{} + {}', [brief(each) for each in sent])} = {brief(both)}"
    numbers["sum"] = brief(both)
    return numbers


def nudge_numbers() -> dict[str, str]:
    """Return the drop that the sensitivities predict, and the one that one nudge gives."""
    network, [sample] = MAZUR.network(), MAZUR_SAMPLES
    before = backwards(network, sample)
    squares = sum([link.weight_sensitivity**2 for link in network.links])
    network.nudge(MAZUR.learning_rate)
    now = backwards(network, sample)
    predicted = MAZUR.learning_rate * squares
    return {
        "predicted": product_text([MAZUR.learning_rate, squares], predicted),
        "now": brief(now),
        "drop": significant(before - now, DIGITS),
        "count": str(len(network.links)),
    }


def helped_numbers() -> dict[str, str]:
    """Return how the error of each sample of XOR changes after a nudge for one of them."""
    network, samples = small_xor(), xor_samples()
    before = [backwards(network, sample) for sample in samples]
    network.forget()
    network.learn(*samples[HELPED], HELP_RATE)
    changes = [backwards(network, sample) - error for sample, error in zip(samples, before)]
    numbers = {"helped": significant(-changes[HELPED], DIGITS)}
    rises = [place for place, change in enumerate(changes) if change > 0]
    hurt = [sentences.POINT.format(*map(brief, samples[place][0])) for place in rises]
    numbers["hurt"] = " and ".join(hurt)
    numbers["rises"] = " and ".join([significant(changes[place], DIGITS) for place in rises])
    return numbers


def rate_numbers() -> dict[str, str]:
    """Return the error of each of the first steps, for each learning rate."""
    numbers = {}
    for place, rate in enumerate(RATES):
        network = valley()
        weights = [network.link("x1->y1").weight]
        errors = []
        for _ in range(4):
            errors.append(network.learn(*VALLEY_SAMPLES[0], float(rate)))
            weights.append(network.link("x1->y1").weight)
        numbers[f"rate{place}"] = rate
        numbers[f"errors{place}"] = ", ".join([significant(error, DIGITS) for error in errors])
        numbers[f"from{place}"], numbers[f"to{place}"] = map(brief, weights[:2])
    return numbers


def corner_numbers() -> dict[str, str]:
    """Return what y1 outputs for inputs of 0, whatever the weights are."""
    network = line("held")
    outputs = set()
    for one, other in product(range(-3, 4), repeat=2):
        network.weights = [[0.0, float(one), float(other)]]
        outputs.add(brief(network.propagate([0.0, 0.0])[0]))
    total = network.neuron("y1").total_input
    return {"output": " or ".join(sorted(outputs)), "total": brief(total)}


def stuck_numbers() -> dict[str, str]:
    """Return where both outputs are after some steps, and what holds one of them back."""
    network, [sample] = two_outputs(), STUCK_SAMPLES
    backwards(network, sample)
    numbers = {"steps": str(STUCK_STEPS)}
    for name in ("y1", "y2"):
        neuron, link = network.neuron(name), network.link("x1", name)
        factors = [neuron.sensitivity, neuron.slope]
        numbers[f"{name}_product"] = product_text(factors, link.output_sensitivity)
        numbers[f"{name}_slope"] = significant(neuron.slope, DIGITS)
    network.forget()
    for _ in range(STUCK_STEPS):
        network.learn(*sample, STUCK_RATE)
    for name, output in zip(("y1", "y2"), network.propagate(sample[0])):
        numbers[name] = significant(output, DIGITS)
    return numbers


def line_numbers() -> dict[str, str]:
    """Try many lines on XOR, and return how many points the best one gets right."""
    network, samples = Network([2, 1]), xor_samples()
    most, count = 0, 0
    for weights in product(range(-3, 4), repeat=3):
        network.weights = [[float(weight) for weight in weights]]
        most = max(most, count_right(network, samples, samples))
        count += 1
    return {"count": str(count), "most": str(most), "all": str(len(samples))}


@lru_cache
def fence_numbers() -> dict[str, str]:
    """Train networks with one, two and three lines, and return how good they are."""
    numbers = {"epochs": str(FENCE_EPOCHS)}
    samples, unseen = disc_samples(), unseen_disc_samples()
    for place, layers in enumerate(LINES, start=1):
        network = tanh_network(layers, FENCE_SEED)
        trainer = Trainer(network, learning_rate=FENCE_RATE, seed=FENCE_SEED)
        trainer.train(samples, FENCE_EPOCHS)
        numbers[f"right{place}"] = percent(count_right(network, unseen, samples), unseen)
    return numbers


@lru_cache
def memory_numbers() -> dict[str, str]:
    """Train a small and a large network, and return how good they are early and at the end."""
    numbers = {"flipped": str(round(FLIPPED * OWN_POINTS)), "epochs": str(MEMORY_EPOCHS)}
    samples, unseen = border_samples(), unseen_border_samples()
    for name, layers in zip(("small", "large"), SIZES):
        network = tanh_network(layers, MEMORY_SEED)
        trainer = Trainer(network, learning_rate=MEMORY_RATE, seed=MEMORY_SEED, engine="lists")
        trainer.train(samples, EARLY_EPOCHS)
        numbers[f"{name}_early"] = right_of(network, unseen, samples)
        trainer.train(samples, MEMORY_EPOCHS - EARLY_EPOCHS)
        numbers[f"{name}_own"] = right_of(network, samples, samples)
        numbers[f"{name}_unseen"] = right_of(network, unseen, samples)
    return numbers


def percent(count: int, samples: Sequence[Sample]) -> str:
    """Return a share as text, such as "85 %"."""
    return f"{100 * count / len(samples):.0f} %"
