# ruff: noqa: E501 - one line for each case
"""Sick and healthy networks, to judge the doctor by. (The first lists are frozen: don't tune them.)

Each Case says how to build a network and how to train it. Most are from public questions; the
comments name some. A sick one has its `causes` (any of these names is right) and, if it can be
cured, `cured`: changes with which it learns. A healthy one has no cause.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from lernmi import Network, Trainer
from lernmi.activations import identity, leaky_relu, relu, sigmoid, tanh
from lernmi.data import logic, shapes
from lernmi.data.digits import load_digits
from lernmi.data.samples import with_labels
from lernmi.functions import schedules
from lernmi.functions.activations import elu, gelu, sine
from lernmi.functions.error_functions import (
    hinge,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from lernmi.functions.initial_weights import he, normal, zeros
from lernmi.functions.nudging import Adam, Nudging
from lernmi.initial_weights import glorot, uniform
from lernmi.inside.doctor import Diagnosis, examine
from lernmi.support.whole_epochs import TrainingDiverged

IRIS = Path(__file__).parents[2] / "examples" / "iris.csv"
Samples = list[tuple[list[float], list[float]]]


class Case(NamedTuple):
    """How to build and train a network.

    causes: the ailments that are right, or () for a healthy network.
    network: arguments of Network besides the sizes. training: arguments of Trainer besides the
        nudging; "learning_rate" must be among them.
    nudging: a function that returns a new nudging, or None.
    cured: changes with which it learns; None if it is healthy, or can't be cured.
    enough: it has learned if at most this fraction is left, or, with `by_recall`, if it finds at
        least half of the samples of every label.
    """

    name: str
    causes: tuple[str, ...]
    data: Callable[[], Any]
    sizes: Sequence[int]
    network: dict[str, Any]
    training: dict[str, Any]
    epochs: int
    nudging: Callable[[], Any] | None = None
    cured: dict[str, Any] | None = None
    enough: float = 0.1
    by_recall: bool = False

    def changed(self, **changes: Any) -> Case:
        """Return this case with changes. Those of "network" and "training" are added."""
        for name in ("network", "training"):
            if name in changes:
                changes[name] = {**getattr(self, name), **changes[name]}
        return self._replace(**changes)


class Outcome(NamedTuple):
    """A network after its training."""

    network: Network
    trainer: Trainer
    samples: Any

    def has_learned(self, case: Case) -> bool:
        """Return whether the network has learned the samples of this case."""
        if case.by_recall:
            return smallest_recall(self.network, self.samples) >= 0.5
        return self.diagnose().left <= case.enough

    def diagnose(self) -> Diagnosis:
        """Return what the doctor says, who knows everything about the training."""
        rate = self.trainer.learning_rate
        return examine(
            self.network,
            self.samples,
            learning_rate=None if callable(rate) else rate,
            batch_size=self.trainer.batch_size,
            history=self.trainer.history,
            nudging=self.trainer.nudging,
            shuffle=self.trainer.shuffle,
        )


def train(case: Case) -> Outcome:
    """Build and train the network of a case. If the training diverges, it ends there."""
    samples = case.data()
    network = Network(list(case.sizes), **case.network)
    nudging = None if case.nudging is None else case.nudging()
    trainer = Trainer(network, nudging=nudging, engine="auto", **case.training)
    try:
        trainer.train(samples, case.epochs)
    except TrainingDiverged:
        pass
    return Outcome(network, trainer, samples)


def smallest_recall(network: Network, samples: Samples) -> float:
    """Return the smallest recall of a label."""
    counts: dict[int, list[int]] = {}
    for inputs, expected in samples:
        outputs = network.propagate(inputs)
        if len(expected) == 1:
            middle = 0.0 if network.error_function is sigmoid_cross_entropy else 0.5
            label, answer = int(expected[0] > 0.5), int(outputs[0] > middle)
        else:
            label, answer = expected.index(max(expected)), outputs.index(max(outputs))
        right_and_all = counts.setdefault(label, [0, 0])
        right_and_all[0] += label == answer
        right_and_all[1] += 1
    return min([right / count for right, count in counts.values()])


# Data. Each function returns a function that returns samples.


def points(make: Callable[..., Any], count: int, noise: float = 0.0, seed: int = 0) -> Any:
    """Points in the plane with the labels -1 and 1, as in TensorFlow Playground."""
    return lambda: make(count, noise, seed)


def zero_one(data: Any) -> Any:
    """The same samples with the labels 0 and 1."""
    return lambda: with_labels(data(), 0, 1)


def curve(function: Callable[[float], float], low: float, high: float, count: int) -> Any:
    """Points on a curve, from left to right."""
    places = [low + (high - low) * place / (count - 1) for place in range(count)]
    return lambda: [([x], [function(x)]) for x in places]


def noisy(data: Any, deviation: float, seed: int = 0) -> Any:
    """The same samples with noise in the expected numbers."""

    def samples() -> Samples:
        random = Random(seed)
        return [
            (inputs, [number + random.gauss(0, deviation) for number in expected])
            for inputs, expected in data()
        ]

    return samples


def flipped(data: Any, share: float, seed: int = 0) -> Any:
    """The same samples, but this share of the labels (-1 and 1) is wrong."""

    def samples() -> Samples:
        random = Random(seed)
        return [
            (inputs, [-expected[0] if random.random() < share else expected[0]])
            for inputs, expected in data()
        ]

    return samples


def digits(count: int, full_ink: float = 1.0, start: int = 0) -> Any:
    """Handwritten digits, ten outputs."""
    return lambda: [
        ([pixel * full_ink for pixel in pixels], expected)
        for pixels, expected in load_digits()[start : start + count]
    ]


def as_number(data: Any, factor: float = 1.0, first: int = 0) -> Any:
    """The same samples with the number of the label as the one expected number."""
    return lambda: [
        (inputs, [factor * (first + expected.index(max(expected)))]) for inputs, expected in data()
    ]


def as_labels(data: Any) -> Any:
    """The same samples with one output for each whole number."""

    def samples() -> Samples:
        pairs = data()
        numbers = sorted({expected[0] for _, expected in pairs})
        return [
            (inputs, [float(expected[0] == each) for each in numbers]) for inputs, expected in pairs
        ]

    return samples


def in_order(data: Any) -> Any:
    """The same samples, sorted by label."""
    return lambda: sorted(data(), key=lambda sample: list(reversed(sample[1])))


def inputs_times(data: Any, *factors: float) -> Any:
    """The same samples with each input multiplied by a number (the last one is for the rest)."""

    def samples() -> Samples:
        return [
            (
                [x * factors[min(place, len(factors) - 1)] for place, x in enumerate(inputs)],
                expected,
            )
            for inputs, expected in data()
        ]

    return samples


def expected_times(data: Any, factor: float, plus: float = 0.0) -> Any:
    """The same samples with other expected numbers."""
    return lambda: [
        (inputs, [number * factor + plus for number in expected]) for inputs, expected in data()
    ]


def clouds(
    counts: Sequence[int], spread: float, seed: int = 0, radius: float = 1.0, dimensions: int = 2
) -> Any:
    """Clouds of points around a circle, one output for each; mixed."""

    def samples() -> Samples:
        random = Random(seed)
        found = []
        for label, count in enumerate(counts):
            angle = 2 * math.pi * label / len(counts)
            center = [radius * math.cos(angle), radius * math.sin(angle)]
            center += [0.0] * (dimensions - 2)
            for _ in range(count):
                expected = [float(label == each) for each in range(len(counts))]
                found.append(([random.gauss(each, spread) for each in center], expected))
        random.shuffle(found)
        return found

    return samples


def rare(common: int, few: int, spread: float, seed: int = 0, dimensions: int = 2) -> Any:
    """Two clouds, label 0 for many points and 1 for few; mixed."""
    data = clouds([common, few], spread, seed, dimensions=dimensions)
    return lambda: [(inputs, [expected[1]]) for inputs, expected in data()]


def more_of_the_rare(data: Any) -> Any:
    """The same samples, with those of rare labels repeated until all labels are about as many."""

    def samples() -> Samples:
        by_label: dict[tuple[float, ...], Samples] = {}
        for sample in data():
            by_label.setdefault(tuple(sample[1]), []).append(sample)
        most = max([len(each) for each in by_label.values()])
        return [sample for each in by_label.values() for sample in each * (most // len(each))]

    return samples


def iris() -> Samples:
    """Iris, in the order of the file (sorted by species), scaled to about -1 to 1."""
    with IRIS.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    names = sorted({row[-1] for row in rows})
    return [
        (
            [(float(cell) - 4) / 2 for cell in row[:-1]],
            [float(row[-1] == name) for name in names],
        )
        for row in rows
    ]


def houses(count: int = 80, seed: int = 0) -> Any:
    """Rooms, square feet, age -> price in dollars."""

    def samples() -> Samples:
        random = Random(seed)
        found = []
        for _ in range(count):
            rooms = random.randint(2, 7)
            feet = 350.0 * rooms + random.uniform(-200, 400)
            age = random.uniform(0, 60)
            found.append(([float(rooms), feet, age], [40_000 + 120 * feet - 900 * age]))
        return found

    return samples


def standardised(data: Any) -> Any:
    """The same samples with every input scaled to mean 0 and deviation 1."""

    def samples() -> Samples:
        pairs = data()
        columns = list(zip(*[inputs for inputs, _ in pairs]))
        means = [sum(column) / len(column) for column in columns]
        deviations = [
            math.sqrt(sum([(x - mean) ** 2 for x in column]) / len(column)) or 1.0
            for column, mean in zip(columns, means)
        ]
        return [
            ([(x - m) / d for x, m, d in zip(inputs, means, deviations)], expected)
            for inputs, expected in pairs
        ]

    return samples


def scaled_outputs(data: Any) -> Any:
    """The same samples with every expected number scaled to -1 to 1."""

    def samples() -> Samples:
        pairs = data()
        columns = list(zip(*[expected for _, expected in pairs]))
        lows, highs = [min(column) for column in columns], [max(column) for column in columns]
        return [
            (inputs, [2 * (y - a) / ((b - a) or 1) - 1 for y, a, b in zip(expected, lows, highs)])
            for inputs, expected in pairs
        ]

    return samples


def without_inputs(data: Any, *places: int) -> Any:
    """The same samples without these inputs."""
    return lambda: [
        ([x for place, x in enumerate(inputs) if place not in places], expected)
        for inputs, expected in data()
    ]


def ones_in_bits(count: int) -> Any:
    """How many of these bits are 1: an amount."""
    return lambda: [(inputs, [float(sum(inputs))]) for inputs, _ in logic.parity(count)]


def ratings(count: int, seed: int = 0) -> Any:
    """Ratings from 3 to 8 that depend only a little on four inputs, as for red wine."""

    def samples() -> Samples:
        random = Random(seed)
        found = []
        for _ in range(count):
            inputs = [random.gauss(0, 1) for _ in range(4)]
            rating = round(5.5 + 0.5 * inputs[0] - 0.3 * inputs[1] + random.gauss(0, 0.7))
            found.append((inputs, [float(min(8, max(3, rating)))]))
        return found

    return samples


def without_penalty(case: Case) -> Case:
    """Return the case without l1 and l2, and with the rest of its nudging."""
    make = case.nudging
    if make is None:
        return case

    def without() -> Any:
        nudging = make()
        nudging.l1 = nudging.l2 = 0
        return nudging

    return case.changed(nudging=without)


def xor() -> Any:
    """XOR."""
    return logic.XOR


def the_same(value: float) -> Any:
    """Starting weights that are all the same."""
    return lambda random, inputs, outputs, is_bias: value


XOR_LABELS = {"output_activation": sigmoid}
AMOUNTS = {"activation": tanh, "output_activation": identity}
PLANE = {"activation": tanh, "output_activation": tanh}
SOFTMAX = {"error": softmax_cross_entropy, "output_activation": identity}

SICK = [
    # Copies of each other.
    Case("XOR, zeros", ("copies",), xor, [2, 4, 1], {"initial_weights": zeros}, {"learning_rate": 2.0}, 1000, cured={"network": {"initial_weights": glorot}}),
    Case("XOR, all weights 0.5 (ai.SE 6170)", ("copies",), xor, [2, 4, 1], {"initial_weights": the_same(0.5), "activation": tanh, **XOR_LABELS}, {"learning_rate": 0.5}, 1000, cured={"network": {"initial_weights": glorot}}),
    Case("circle, all weights 0.1", ("copies",), points(shapes.circle, 100), [2, 6, 1], {**PLANE, "initial_weights": the_same(0.1)}, {"learning_rate": 0.05}, 150, cured={"network": {"initial_weights": glorot}}),
    Case("digits, zeros", ("copies",), digits(200), [64, 20, 10], {"initial_weights": zeros}, {"learning_rate": 0.5}, 20, cured={"network": {"initial_weights": glorot}}),
    # No bend (ai.SE 27010, SO 56702564: why is my XOR stuck?).
    Case("XOR, linear hidden Neurons", ("linear",), xor, [2, 4, 1], {"activation": identity, **XOR_LABELS}, {"learning_rate": 2.0}, 500, cured={"network": {"activation": tanh}, "training": {"learning_rate": 0.5}, "epochs": 1500}),
    Case("XOR, no hidden layer", ("linear",), xor, [2, 1], XOR_LABELS, {"learning_rate": 0.5}, 500, cured={"sizes": [2, 8, 1], "epochs": 3000}),
    Case("circle, two linear layers", ("linear",), points(shapes.circle, 120, 0.0, 1), [2, 8, 8, 1], {**PLANE, "activation": identity}, {"learning_rate": 0.03, "batch_size": 10}, 100, cured={"network": {"activation": tanh}, "epochs": 300}),
    Case("a parabola as a straight line", ("linear",), curve(lambda x: x * x, -1, 1, 41), [1, 10, 1], {"activation": identity, "output_activation": identity}, {"learning_rate": 0.05}, 200, cured={"network": {"activation": tanh}}),
    Case("a wave, only identity", ("linear",), curve(math.sin, -6, 6, 60), [1, 16, 16, 1], {"activation": identity, "output_activation": identity}, {"learning_rate": 0.001}, 100, cured={"network": {"activation": tanh}, "training": {"learning_rate": 0.03}, "epochs": 500}),
    Case("four squares, no hidden layer", ("linear",), zero_one(points(shapes.exclusive_or, 100)), [2, 1], XOR_LABELS, {"learning_rate": 0.3}, 60, cured={"sizes": [2, 8, 1]}),
    # A penalty that is too strong (\"try l2\").
    Case("XOR, l2 0.1", ("penalty",), xor, [2, 4, 1], {}, {"learning_rate": 2.0}, 1000, nudging=lambda: Nudging(l2=0.1), cured={"nudging": None}),
    Case("circle, l2 1", ("penalty",), points(shapes.circle, 100), [2, 6, 1], PLANE, {"learning_rate": 0.05}, 100, nudging=lambda: Nudging(l2=1), cured={"nudging": None}),
    Case("digits, Adam, l1 0.1", ("penalty",), digits(200), [64, 20, 10], {"activation": tanh, **SOFTMAX}, {"learning_rate": 0.005, "batch_size": 10}, 20, nudging=lambda: Adam(l1=0.1), cured={"nudging": Adam}),
    Case("moons, relu, l1 0.2", ("penalty",), points(shapes.moons, 100), [2, 8, 1], {"activation": relu, "output_activation": tanh, "initial_weights": he}, {"learning_rate": 0.05}, 100, nudging=lambda: Nudging(l1=0.2), cured={"nudging": None}),
    Case("a wave, l2 0.5 and momentum", ("penalty",), curve(math.sin, -3, 3, 40), [1, 12, 1], AMOUNTS, {"learning_rate": 0.02}, 200, nudging=lambda: Nudging(momentum=0.9, l2=0.5), cured={"nudging": lambda: Nudging(momentum=0.9)}),
    # In order of their labels, not shuffled (stats.SE 245502, datascience.SE 42326).
    Case("digits in order", ("order",), in_order(digits(300)), [64, 20, 10], {}, {"learning_rate": 0.5, "shuffle": False}, 10, cured={"training": {"shuffle": True}}),
    Case("moons in order", ("order",), in_order(points(shapes.moons, 400)), [2, 6, 1], PLANE, {"learning_rate": 0.1, "shuffle": False}, 15, cured={"training": {"shuffle": True}}),
    Case("clouds in order", ("order",), in_order(clouds([100] * 5, 0.3, 3)), [2, 10, 5], {"activation": tanh, **SOFTMAX}, {"learning_rate": 0.3, "shuffle": False}, 10, cured={"training": {"shuffle": True}}, enough=0.2),
    # Class numbers as one output (makeyourownneuralnetwork 73).
    Case("digits 0 to 9 as one sigmoid", ("class numbers",), as_number(digits(300)), [64, 20, 1], {}, {"learning_rate": 0.1}, 20, cured={"data": as_labels(as_number(digits(300))), "sizes": [64, 20, 10], "training": {"learning_rate": 0.5}}, enough=0.2),
    Case("digits 0 to 9 as one amount, no hidden layer", ("class numbers", "linear"), as_number(digits(300)), [64, 1], {"output_activation": identity}, {"learning_rate": 0.005}, 20, cured={"data": digits(300), "sizes": [64, 10], "network": {"output_activation": sigmoid}, "training": {"learning_rate": 0.3}}, enough=0.2),
    Case("three clouds, 1 to 3, sigmoid", ("class numbers",), as_number(clouds([30] * 3, 0.2, 1), first=1), [2, 5, 1], {}, {"learning_rate": 0.5}, 60, cured={"data": clouds([30] * 3, 0.2, 1), "sizes": [2, 5, 3]}),
    Case("two clouds, 1 and 2, sigmoid", ("class numbers",), as_number(clouds([40, 40], 0.4, 2), first=1), [2, 6, 1], {}, {"learning_rate": 0.5}, 60, cured={"data": clouds([40, 40], 0.4, 2), "sizes": [2, 6, 2]}),
    # Expected numbers that the outputs can't reach (brain.js 518).
    Case("3 to 6, sigmoid", ("out of reach",), curve(lambda x: 4.5 + 1.5 * x, -1, 1, 31), [1, 4, 1], {}, {"learning_rate": 0.3}, 100, cured={"network": {"output_activation": identity}, "training": {"learning_rate": 0.05}}),
    Case("-1 and 1, sigmoid", ("out of reach",), points(shapes.circle, 100), [2, 6, 1], {"activation": tanh, **XOR_LABELS}, {"learning_rate": 0.2}, 200, cured={"network": {"output_activation": tanh}}),
    Case("a wave, relu output", ("out of reach",), curve(math.sin, -3, 3, 40), [1, 10, 1], {"activation": tanh, "output_activation": relu}, {"learning_rate": 0.05}, 200, cured={"network": {"output_activation": identity}}),
    Case("prices of 1.5 to 4, tanh", ("out of reach",), expected_times(standardised(houses()), 1e-5), [3, 5, 1], {"activation": tanh, "output_activation": tanh}, {"learning_rate": 0.05}, 100, cured={"network": {"output_activation": identity}}),
    # Inputs that are not scaled (brain.js 195 and 466, synaptic 208, konduit 1435).
    Case("digits 0 to 16", ("inputs",), digits(300, 16), [64, 20, 10], {}, {"learning_rate": 0.5}, 10, cured={"data": digits(300), "epochs": 30}),
    Case("digits 0 to 255", ("inputs",), digits(200, 255), [64, 30, 10], {}, {"learning_rate": 0.5}, 15, cured={"data": digits(200)}, enough=0.2),
    Case("x to 100", ("inputs",), curve(lambda x: (x / 100) ** 2, 0, 100, 51), [1, 8, 1], {}, {"learning_rate": 0.5}, 100, cured={"data": curve(lambda x: x * x, 0, 1, 51)}),
    Case("rooms and square feet", ("inputs",), expected_times(houses(), 2.5e-6), [3, 6, 1], {}, {"learning_rate": 0.3}, 100, cured={"data": expected_times(standardised(houses()), 2.5e-6)}),
    Case("years", ("inputs",), curve(lambda x: (x - 2000) / 20, 2000, 2020, 21), [1, 5, 1], AMOUNTS, {"learning_rate": 0.05}, 200, cured={"data": curve(lambda x: (x + 1) / 2, -1, 1, 21)}),
    Case("tiny inputs", ("inputs",), inputs_times(points(shapes.circle, 100, 0.0, 2), 0.001), [2, 6, 1], PLANE, {"learning_rate": 0.05}, 100, cured={"data": points(shapes.circle, 100, 0.0, 2)}),
    Case("iris and an input of thousands", ("inputs",), lambda: [([*x[:3], 20_000 * x[3]], y) for x, y in iris()], [4, 6, 3], {"activation": tanh, **SOFTMAX}, {"learning_rate": 0.1}, 20, cured={"data": iris}, enough=0.2),
    # Large or tiny amounts.
    Case("house prices in dollars", ("amounts",), standardised(houses()), [3, 8, 1], {"activation": relu, "output_activation": identity, "initial_weights": he}, {"learning_rate": 0.01}, 50, cured={"data": scaled_outputs(standardised(houses()))}),
    Case("25 to 346, as for diabetes", ("amounts",), expected_times(noisy(curve(math.sin, -2, 2, 60), 0.1), 160, 185), [1, 10, 1], AMOUNTS, {"learning_rate": 0.1, "batch_size": 10}, 100, nudging=lambda: Nudging(momentum=0.9), cured={"data": scaled_outputs(noisy(curve(math.sin, -2, 2, 60), 0.1))}),
    Case("amounts of 0.0001", ("amounts",), expected_times(curve(lambda x: x * x, -1, 1, 30), 1e-4), [1, 6, 1], {"output_activation": identity}, {"learning_rate": 0.05}, 100, cured={"data": curve(lambda x: x * x, -1, 1, 30), "network": {"activation": tanh}, "epochs": 200}),
    # A learning rate that is too large.
    Case("circle, rate 5", ("overshooting", "rising"), points(shapes.circle, 100), [2, 6, 1], PLANE, {"learning_rate": 5.0}, 50, cured={"training": {"learning_rate": 0.05}, "epochs": 200}),
    Case("a wave, rate 1", ("overshooting", "rising"), curve(math.sin, -3, 3, 40), [1, 10, 1], AMOUNTS, {"learning_rate": 1.0}, 50, cured={"training": {"learning_rate": 0.05}, "epochs": 300}),
    Case("x squared, rate 0.5 (\"why is the loss NaN\")", ("overshooting", "rising"), curve(lambda x: x * x / 4, -2, 2, 30), [1, 8, 8, 1], {"activation": relu, "output_activation": identity, "initial_weights": he}, {"learning_rate": 0.5}, 50, cured={"training": {"learning_rate": 0.02}, "epochs": 300}),
    Case("digits, relu, rate 1", ("overshooting", "rising"), digits(200), [64, 30, 10], {"activation": relu, "initial_weights": he, **SOFTMAX}, {"learning_rate": 1.0}, 15, cured={"training": {"learning_rate": 0.02}}),
    Case("circle, momentum 0.95", ("overshooting", "rising"), points(shapes.circle, 150), [2, 8, 1], AMOUNTS, {"learning_rate": 0.3, "batch_size": 10}, 40, nudging=lambda: Nudging(momentum=0.95), cured={"training": {"learning_rate": 0.005}, "epochs": 200}, enough=0.2),
    Case("moons, Adam, rate 1", ("overshooting", "rising"), points(shapes.moons, 120), [2, 8, 1], PLANE, {"learning_rate": 1.0, "batch_size": 10}, 60, nudging=Adam, cured={"training": {"learning_rate": 0.01}, "epochs": 100}),
    # A learning rate that is too small.
    Case("XOR, rate 0.001", ("slow",), xor, [2, 4, 1], {}, {"learning_rate": 0.001}, 1000, cured={"training": {"learning_rate": 2.0}}),
    Case("digits, rate 0.00001", ("slow",), digits(250), [64, 15, 10], {}, {"learning_rate": 1e-5}, 15, cured={"training": {"learning_rate": 0.5}}, enough=0.2),
    Case("moons, rate 0.0001, batches of 30", ("slow",), points(shapes.moons, 120, 0.0, 1), [2, 8, 1], PLANE, {"learning_rate": 1e-4, "batch_size": 30}, 200, cured={"training": {"learning_rate": 0.3}}),
    Case("a wave, Adam, rate 0.000001", ("slow",), curve(math.sin, -3, 3, 40), [1, 12, 1], AMOUNTS, {"learning_rate": 1e-6}, 200, nudging=Adam, cured={"training": {"learning_rate": 0.01}}),
    Case("circle, one batch of all, rate 0.003", ("slow",), points(shapes.circle, 200), [2, 8, 1], PLANE, {"learning_rate": 0.003, "batch_size": 200}, 100, cured={"training": {"learning_rate": 1.0}, "epochs": 400}),
    Case("digits, a rate that falls too soon", ("slow",), digits(200), [64, 20, 10], {}, {"learning_rate": schedules.step(0.1, factor=0.1, every=2)}, 30, cured={"training": {"learning_rate": 0.5}}, enough=0.2),
    # Dead Neurons (stats.SE 320672, ai.SE 2349, datascience.SE 120115).
    *[Case(f"XOR, two relu Neurons, seed {seed}", ("dead", "plateau"), xor, [2, 2, 1], {"activation": relu, "output_activation": sigmoid, "seed": seed}, {"learning_rate": 0.5}, 1000, cured={"sizes": [2, 8, 1]}) for seed in (0, 2, 4, 6)],
    Case("circle, relu output", ("dead",), zero_one(points(shapes.circle, 100)), [2, 6, 1], {"activation": tanh, "output_activation": relu, "seed": 3}, {"learning_rate": 0.5}, 100, cured={"network": {"output_activation": sigmoid}, "training": {"learning_rate": 0.5}}),
    Case("digits, relu, weights from -1 to 0", ("dead",), digits(200), [64, 20, 10], {"activation": relu, "output_activation": sigmoid, "initial_weights": uniform(-1, 0)}, {"learning_rate": 0.1}, 20, cured={"network": {"initial_weights": he}}, enough=0.2),
    # Saturated Neurons.
    Case("digits, weights from 0 to 1 (numpy.random.rand)", ("saturated",), digits(200), [64, 30, 10], {"initial_weights": uniform(0, 1)}, {"learning_rate": 0.5}, 15, cured={"network": {"initial_weights": glorot}}),
    Case("circle, weights from -30 to 30", ("saturated",), points(shapes.circle, 100), [2, 6, 1], {**PLANE, "initial_weights": uniform(-30, 30), "seed": 1}, {"learning_rate": 0.05}, 100, cured={"network": {"initial_weights": glorot}, "epochs": 200}),
    Case("XOR, normal weights of 50", ("saturated",), xor, [2, 4, 1], {"initial_weights": normal(50), "seed": 2}, {"learning_rate": 2.0}, 500, cured={"network": {"initial_weights": glorot}, "epochs": 1000}),
    # Sensitivities that vanish or explode.
    Case("circle, ten layers of sigmoid", ("vanishing",), points(shapes.circle, 100), [2, *[5] * 10, 1], {"output_activation": tanh}, {"learning_rate": 0.1}, 60, cured={"network": {"activation": tanh}, "sizes": [2, 5, 5, 1], "epochs": 200}),
    Case("digits, eight layers of sigmoid", ("vanishing",), digits(150), [64, *[15] * 8, 10], {}, {"learning_rate": 0.5}, 10, cured={"sizes": [64, 15, 10], "epochs": 30}),
    Case("XOR, eight layers of sigmoid", ("vanishing",), xor, [2, *[4] * 8, 1], {}, {"learning_rate": 2.0}, 500, cured={"sizes": [2, 4, 1], "epochs": 1000}),
    Case("moons, deep tanh with weights of 0.01 (cs231n)", ("vanishing",), points(shapes.moons, 100), [2, *[8] * 4, 1], {**PLANE, "initial_weights": normal(0.01)}, {"learning_rate": 0.05}, 60, cured={"network": {"initial_weights": glorot}}),
    # One label is (nearly) never the answer (datascience.SE 19283).
    Case("12 of 100, overlapping", ("imbalance",), rare(176, 24, 2.5, 1), [2, 6, 1], {}, {"learning_rate": 0.05}, 100, cured={"data": more_of_the_rare(rare(176, 24, 2.5, 1))}, by_recall=True),
    Case("5 of 100, softmax", ("imbalance",), clouds([95, 95, 10], 2.0, 2), [2, 8, 3], {"activation": tanh, **SOFTMAX}, {"learning_rate": 0.02}, 100, cured={"data": more_of_the_rare(clouds([95, 95, 10], 2.0, 2)), "epochs": 300}, by_recall=True),
    Case("3 of 100, cross-entropy", ("imbalance",), rare(291, 9, 2.0, 3), [2, 5, 1], {"activation": tanh, "error": sigmoid_cross_entropy, "output_activation": identity}, {"learning_rate": 0.02}, 60, cured={"data": more_of_the_rare(rare(291, 9, 2.0, 3))}, by_recall=True),
    # Samples that contradict each other.
    Case("an input is missing", ("contradictions",), without_inputs(xor, 1), [1, 4, 1], {}, {"learning_rate": 1.0}, 300),
    Case("parity without a bit", ("contradictions",), without_inputs(lambda: logic.parity(4), 2), [3, 8, 1], {"activation": tanh, **XOR_LABELS}, {"learning_rate": 0.3}, 300),
    # Too few hidden Neurons, or stuck.
    Case("XOR, two Neurons, stuck", ("plateau",), xor, [2, 2, 1], {"seed": 3}, {"learning_rate": 2.0}, 1000, cured={"sizes": [2, 8, 1]}),
    Case("digits through one Neuron", ("plateau",), digits(150), [64, 1, 10], {"activation": tanh, "output_activation": sigmoid}, {"learning_rate": 0.2}, 200, cured={"sizes": [64, 20, 10]}),
    Case("circle, one Neuron", ("plateau",), points(shapes.circle, 100), [2, 1, 1], PLANE, {"learning_rate": 0.05}, 300, cured={"sizes": [2, 8, 1]}),
    Case("spiral, two Neurons", ("plateau",), points(shapes.spiral, 100), [2, 2, 1], PLANE, {"learning_rate": 0.03}, 300, cured={"sizes": [2, 16, 8, 1], "network": {"activation": sine}}),
]  # fmt: skip

HEALTHY = [
    # Learned.
    Case("XOR", (), xor, [2, 4, 1], {}, {"learning_rate": 2.0}, 1500),
    Case("XOR, tanh, trained to the end", (), xor, [2, 4, 1], {"activation": tanh, **XOR_LABELS}, {"learning_rate": 0.5}, 5000),
    Case("XOR in order, not shuffled", (), xor, [2, 5, 1], {"seed": 1}, {"learning_rate": 2.0, "shuffle": False}, 2000),
    Case("XOR, momentum 0.9", (), xor, [2, 6, 1], {}, {"learning_rate": 0.3}, 1500, nudging=lambda: Nudging(momentum=0.9)),
    Case("circle", (), points(shapes.circle, 120), [2, 6, 1], PLANE, {"learning_rate": 0.1}, 200),
    Case("moons, relu, with dead Neurons", (), points(shapes.moons, 100), [2, 16, 1], {"activation": relu, "output_activation": tanh, "seed": 1}, {"learning_rate": 0.1}, 200),
    Case("spiral, sine", (), points(shapes.spiral, 120), [2, 16, 8, 1], {"activation": sine, "output_activation": tanh}, {"learning_rate": 0.03, "batch_size": 10}, 400),
    Case("gauss, hinge", (), points(shapes.gauss, 100), [2, 4, 1], {"activation": tanh, "error": hinge, "output_activation": identity}, {"learning_rate": 0.1}, 60),
    Case("digits", (), digits(300), [64, 20, 10], {}, {"learning_rate": 0.5}, 40),
    Case("digits, softmax, relu, to the end", (), digits(200), [64, 30, 10], {"activation": relu, "initial_weights": he, **SOFTMAX}, {"learning_rate": 0.02}, 150),
    Case("digits, Adam", (), digits(200), [64, 16, 10], {"activation": elu, **SOFTMAX}, {"learning_rate": 0.01, "batch_size": 10}, 30, nudging=Adam),
    Case("iris", (), iris, [4, 6, 3], {"activation": tanh, **SOFTMAX}, {"learning_rate": 0.05}, 60),
    Case("a wave", (), curve(math.sin, -3, 3, 40), [1, 10, 1], AMOUNTS, {"learning_rate": 0.05}, 400),
    Case("a wave, gelu, Adam", (), curve(math.sin, -3, 3, 40), [1, 12, 1], {"activation": gelu, "output_activation": identity, "initial_weights": he}, {"learning_rate": 0.01}, 300, nudging=Adam),
    Case("8-3-8 encoder", (), lambda: [([float(a == b) for a in range(8)], [float(a == b) for a in range(8)]) for b in range(8)], [8, 3, 8], {}, {"learning_rate": 2.0}, 2000),
    Case("deep relu, learned", (), points(shapes.circle, 120), [2, 16, 16, 16, 16, 1], {"activation": relu, "output_activation": tanh, "initial_weights": he}, {"learning_rate": 0.01}, 150),
    Case("deep tanh, learned", (), points(shapes.moons, 100), [2, 8, 8, 8, 8, 8, 1], PLANE, {"learning_rate": 0.03}, 150),
    Case("wrong labels, memorised", (), flipped(points(shapes.gauss, 16), 0.3), [2, 20, 1], PLANE, {"learning_rate": 0.1}, 4000),
    Case("leaky relu", (), points(shapes.exclusive_or, 100), [2, 8, 1], {"activation": leaky_relu, "output_activation": tanh, "initial_weights": he}, {"learning_rate": 0.05}, 150),
    Case("a constant input", (), lambda: [([*inputs, 0.0], y) for inputs, y in logic.OR], [3, 3, 1], {}, {"learning_rate": 1.0}, 800),
    # Linear networks where a straight line is enough.
    Case("AND, no hidden layer", (), lambda: logic.AND, [2, 1], {}, {"learning_rate": 1.0}, 1500),
    Case("OR, just begun, no hidden layer", (), lambda: logic.OR, [2, 1], {}, {"learning_rate": 0.1}, 20),
    Case("a line with identity", (), curve(lambda x: 0.5 * x + 0.2, -1, 1, 20), [1, 3, 1], {"activation": identity, "output_activation": identity}, {"learning_rate": 0.1}, 100),
    Case("a noisy line, linear", (), noisy(curve(lambda x: x, -1, 1, 120), 0.8), [1, 1], {"output_activation": identity}, {"learning_rate": 0.01}, 300),
    Case("plane, no hidden layer, begun", (), points(shapes.plane, 100), [2, 1], {"output_activation": identity}, {"learning_rate": 0.001}, 3),
    # Noise that nobody can learn.
    Case("two thirds noise", (), noisy(curve(math.sin, -3, 3, 200), 1.0), [1, 8, 1], AMOUNTS, {"learning_rate": 0.02}, 300),
    Case("nothing but noise", (), noisy(curve(lambda x: 0.0, -1, 1, 200), 1.0, 4), [1, 6, 1], AMOUNTS, {"learning_rate": 0.01}, 250),
    Case("three of ten labels are wrong", (), flipped(points(shapes.gauss, 200), 0.3), [2, 6, 1], PLANE, {"learning_rate": 0.02}, 300),
    Case("gauss, noise 0.5", (), points(shapes.gauss, 200, 0.5), [2, 4, 1], PLANE, {"learning_rate": 0.03}, 300),
    Case("two clouds, one inside the other", (), rare(100, 100, 1.5, 5), [2, 6, 1], {}, {"learning_rate": 0.1}, 300),
    Case("noisy five inputs, relu", (), noisy(lambda: [(x, [0.3 * x[0]]) for x, _ in clouds([150], 1.0, 6, 0.0, 5)()], 0.5), [5, 12, 1], {"activation": relu, "output_activation": identity, "initial_weights": he}, {"learning_rate": 0.003}, 200),
    Case("ratings from 3 to 8", (), standardised(ratings(200)), [4, 6, 1], AMOUNTS, {"learning_rate": 0.01}, 200),
    # Just begun.
    Case("XOR, 10 epochs", (), xor, [2, 4, 1], {"seed": 1}, {"learning_rate": 0.5}, 10),
    Case("XOR, 300 epochs (4,000 are enough)", (), xor, [2, 4, 1], {"seed": 2}, {"learning_rate": 0.5}, 300),
    Case("circle, not trained", (), points(shapes.circle, 120), [2, 8, 1], PLANE, {"learning_rate": 0.1}, 0),
    Case("circle, 10 epochs, rate 0.003", (), points(shapes.circle, 120, 0.0, 3), [2, 8, 1], PLANE, {"learning_rate": 0.003}, 10),
    Case("digits, one epoch", (), digits(300, 1.0, 300), [64, 100, 10], {"activation": relu, "initial_weights": he, **SOFTMAX}, {"learning_rate": 0.02}, 1),
    Case("digits, three epochs", (), digits(300), [64, 20, 10], {}, {"learning_rate": 0.3}, 3),
    Case("deep relu, not trained", (), points(shapes.circle, 120), [2, 16, 16, 16, 16, 1], {"activation": relu, "output_activation": tanh, "initial_weights": he, "seed": 1}, {"learning_rate": 0.01}, 0),
    Case("deep relu, 3 epochs", (), points(shapes.circle, 120), [2, 16, 16, 16, 16, 1], {"activation": relu, "output_activation": tanh, "initial_weights": he, "seed": 2}, {"learning_rate": 0.01}, 3),
    Case("rare label, 2 epochs", (), rare(180, 20, 0.4, 7), [2, 6, 1], {}, {"learning_rate": 0.1}, 2),
    # Unusual settings that work.
    Case("digits 0 to 16 that are learned", (), digits(300, 16), [64, 20, 10], {"activation": tanh, "initial_weights": normal(0.02), **SOFTMAX}, {"learning_rate": 0.01}, 60),
    Case("inputs to 50", (), inputs_times(points(shapes.gauss, 100), 10), [2, 4, 1], PLANE, {"learning_rate": 0.01}, 60),
    Case("circle, rate 0.002, still learning", (), points(shapes.circle, 150), [2, 8, 1], PLANE, {"learning_rate": 0.002}, 150),
    Case("digits, rate 0.01, softmax, still learning", (), digits(200), [64, 20, 10], {"activation": tanh, **SOFTMAX}, {"learning_rate": 0.001}, 30),
    Case("rare label, learned", (), rare(180, 20, 0.4, 8), [2, 6, 1], {}, {"learning_rate": 0.5}, 200),
    Case("rare of three, learned", (), clouds([90, 90, 10], 0.25, 9), [2, 8, 3], {"activation": tanh, **SOFTMAX}, {"learning_rate": 0.05}, 100),
    Case("circle, l2 0.001", (), points(shapes.circle, 120), [2, 8, 1], PLANE, {"learning_rate": 0.1}, 200, nudging=lambda: Nudging(l2=0.001)),
    Case("digits, l1 0.0001", (), digits(200), [64, 20, 10], {}, {"learning_rate": 0.5}, 40, nudging=lambda: Nudging(l1=0.0001)),
    Case("how many bits are 1", (), ones_in_bits(5), [5, 6, 1], AMOUNTS, {"learning_rate": 0.05}, 200),
    Case("0 to 5 as an amount, begun", (), ones_in_bits(5), [5, 6, 1], AMOUNTS, {"learning_rate": 0.005}, 3),
    Case("sorted, but shuffled", (), in_order(digits(300)), [64, 20, 10], {}, {"learning_rate": 0.5}, 8),
    Case("labels in turn, not shuffled", (), lambda: [s for pair in zip(*[[x for x in shapes.moons(100, 0.0, 0) if x[1][0] == y] for y in (-1, 1)]) for s in pair], [2, 8, 1], PLANE, {"learning_rate": 0.05, "shuffle": False}, 60),
]  # fmt: skip

# The second list was written after the doctor's thresholds had been chosen by the first one, and
# has changed nothing about the doctor.

SECOND_SICK = [
    Case("parity of three, all weights 1", ("copies",), lambda: logic.parity(3), [3, 6, 1], {"initial_weights": the_same(1.0), **XOR_LABELS}, {"learning_rate": 0.5}, 800, cured={"network": {"initial_weights": uniform(-3, 3)}, "sizes": [3, 8, 1], "epochs": 3000}),
    Case("a gaussian hill, no hidden layer", ("linear",), curve(lambda x: math.exp(-x * x), -2, 2, 50), [1, 1], {"output_activation": identity}, {"learning_rate": 0.03}, 150, cured={"sizes": [1, 8, 1], "network": {"activation": tanh}, "epochs": 400}),
    Case("spiral, three linear layers", ("linear",), points(shapes.spiral, 140, 0.0, 5), [2, 12, 12, 1], {"activation": identity, "output_activation": tanh}, {"learning_rate": 0.02}, 80, cured={"network": {"activation": sine}, "epochs": 400}),
    Case("four squares, l2 0.7", ("penalty",), points(shapes.exclusive_or, 120, 0.0, 7), [2, 10, 1], {**PLANE, "seed": 4}, {"learning_rate": 0.05}, 80, nudging=lambda: Nudging(l2=0.7), cured={"nudging": None}),
    Case("iris, Adam, l2 1", ("penalty",), iris, [4, 10, 3], {"activation": tanh, **SOFTMAX, "seed": 2}, {"learning_rate": 0.01}, 40, nudging=lambda: Adam(l2=1), cured={"nudging": Adam}),
    Case("iris in order, relu", ("order",), iris, [4, 8, 3], {"activation": relu, "initial_weights": he, **SOFTMAX, "seed": 5}, {"learning_rate": 0.1, "shuffle": False}, 10, cured={"training": {"shuffle": True}}, enough=0.2),
    Case("iris as 1, 2, 3, tanh", ("class numbers",), as_number(iris, first=1), [4, 6, 1], {**PLANE, "seed": 3}, {"learning_rate": 0.05}, 60, cured={"data": iris, "sizes": [4, 6, 3], "network": {**SOFTMAX}}),
    Case("six clouds, 0 to 5, sigmoid", ("class numbers",), as_number(clouds([25] * 6, 0.15, 11)), [2, 9, 1], {"seed": 1}, {"learning_rate": 0.2}, 60, cured={"data": clouds([25] * 6, 0.15, 11), "sizes": [2, 9, 6], "network": {**SOFTMAX}}),
    Case("-2 to 2, tanh", ("out of reach",), curve(lambda x: 2 * math.sin(2 * x), -1.5, 1.5, 45), [1, 9, 1], {**PLANE, "seed": 6}, {"learning_rate": 0.05}, 400, cured={"network": {"output_activation": identity}}),
    Case("digits 0 to 12, tanh", ("inputs",), digits(240, 12, 700), [64, 16, 10], {"activation": tanh, **XOR_LABELS, "seed": 2}, {"learning_rate": 0.5}, 12, cured={"data": digits(240, 1, 700), "training": {"learning_rate": 0.3}, "epochs": 30}, enough=0.2),
    Case("milliseconds and metres", ("inputs",), inputs_times(points(shapes.moons, 110, 0.0, 6), 500.0, 1.0), [2, 9, 1], {**PLANE, "seed": 3}, {"learning_rate": 0.05}, 80, cured={"data": points(shapes.moons, 110, 0.0, 6), "epochs": 150}),
    Case("distances in kilometres to 5000", ("amounts",), expected_times(curve(lambda x: x * x, -1, 1, 50), 5000), [1, 7, 1], {**AMOUNTS, "seed": 5}, {"learning_rate": 0.05}, 60, cured={"data": scaled_outputs(curve(lambda x: x * x, -1, 1, 50)), "epochs": 150}),
    Case("moons, relu, rate 2", ("overshooting", "rising"), points(shapes.moons, 90, 0.0, 9), [2, 12, 1], {"activation": relu, "output_activation": tanh, "initial_weights": he, "seed": 7}, {"learning_rate": 2.0}, 60, cured={"training": {"learning_rate": 0.03}, "epochs": 150}),
    Case("digits, sigmoid, rate 60", ("overshooting", "rising"), digits(180, 1, 500), [64, 14, 10], {"seed": 9}, {"learning_rate": 60.0}, 15, cured={"training": {"learning_rate": 0.6}, "epochs": 30}),
    Case("a cosine, rate 0.00002", ("slow",), curve(lambda x: math.cos(2 * x), -2, 2, 50), [1, 14, 1], {**AMOUNTS, "seed": 8}, {"learning_rate": 2e-5}, 250, cured={"training": {"learning_rate": 0.05}, "epochs": 500}),
    Case("iris, Adam, rate 0.00001", ("slow",), iris, [4, 7, 3], {"activation": tanh, **SOFTMAX, "seed": 1}, {"learning_rate": 1e-5}, 30, nudging=Adam, cured={"training": {"learning_rate": 0.01}}, enough=0.2),
    Case("XOR, three relu Neurons", ("dead", "plateau"), xor, [2, 3, 1], {"activation": relu, "output_activation": sigmoid, "seed": 13}, {"learning_rate": 0.3}, 1500, cured={"sizes": [2, 8, 1]}),
    Case("moons, weights from 5 to 20", ("saturated",), points(shapes.moons, 110, 0.0, 4), [2, 8, 1], {**PLANE, "initial_weights": uniform(5, 20), "seed": 6}, {"learning_rate": 0.05}, 120, cured={"network": {"initial_weights": glorot}}),
    Case("four squares, twelve layers of sigmoid", ("vanishing",), zero_one(points(shapes.exclusive_or, 90, 0.0, 3)), [2, *[6] * 12, 1], {"seed": 3}, {"learning_rate": 0.5}, 50, cured={"sizes": [2, 6, 1], "epochs": 200}),
    Case("1 of 20, tanh", ("imbalance",), rare(228, 12, 1.8, 21), [2, 7, 1], {"activation": tanh, **XOR_LABELS, "seed": 4}, {"learning_rate": 0.05}, 50, cured={"data": more_of_the_rare(rare(228, 12, 1.8, 21))}, by_recall=True),
]  # fmt: skip

SECOND_HEALTHY = [
    Case("parity of three", (), lambda: logic.parity(3), [3, 8, 1], {"initial_weights": uniform(-3, 3), "seed": 2}, {"learning_rate": 0.5}, 3000),
    Case("moons, Adam", (), points(shapes.moons, 130, 0.0, 12), [2, 10, 1], {**PLANE, "seed": 5}, {"learning_rate": 0.01, "batch_size": 5}, 120, nudging=Adam),
    Case("circle, relu, many dead, learned", (), points(shapes.circle, 110, 0.0, 8), [2, 30, 1], {"activation": relu, "output_activation": tanh, "initial_weights": uniform(-1, 0.4), "seed": 2}, {"learning_rate": 0.05}, 250),
    Case("digits, tanh", (), digits(250, 1, 900), [64, 12, 10], {"activation": tanh, **SOFTMAX, "seed": 3}, {"learning_rate": 0.05}, 40),
    Case("a cosine to the end", (), curve(lambda x: math.cos(2 * x), -2, 2, 50), [1, 16, 1], {**AMOUNTS, "seed": 2}, {"learning_rate": 0.05}, 2000),
    Case("iris, no hidden layer", (), iris, [4, 3], {**SOFTMAX, "seed": 1}, {"learning_rate": 0.1}, 150),
    Case("iris, no hidden layer, begun", (), iris, [4, 3], {**SOFTMAX, "seed": 2}, {"learning_rate": 0.02}, 4),
    Case("NAND, begun", (), lambda: logic.NAND, [2, 1], {"seed": 4}, {"learning_rate": 0.2}, 12),
    Case("XOR, 15 epochs, momentum", (), xor, [2, 5, 1], {"seed": 8}, {"learning_rate": 0.3}, 15, nudging=lambda: Nudging(momentum=0.5)),
    Case("a noisy plane, linear", (), noisy(lambda: [(x, [0.5 * x[0] - 0.2 * x[1]]) for x, _ in clouds([160], 1.0, 13, 0.0)()], 0.7), [2, 1], {"output_activation": identity}, {"learning_rate": 0.005}, 250),
    Case("noise in three quarters, sigmoid", (), noisy(curve(lambda x: math.tanh(2 * x), -2, 2, 220), 1.5, 14), [1, 7, 1], {"output_activation": identity, "seed": 3}, {"learning_rate": 0.02}, 260),
    Case("a quarter of the labels is wrong", (), flipped(points(shapes.circle, 220, 0.0, 15), 0.25, 3), [2, 8, 1], {**PLANE, "seed": 1}, {"learning_rate": 0.02}, 250),
    Case("three clouds that overlap", (), clouds([80] * 3, 1.2, 16), [2, 8, 3], {"activation": tanh, **SOFTMAX, "seed": 2}, {"learning_rate": 0.02}, 220),
    Case("ratings, relu", (), ratings(240, 17), [4, 10, 1], {"activation": relu, "output_activation": identity, "initial_weights": he, "seed": 3}, {"learning_rate": 0.003}, 220),
    Case("deep relu, begun", (), digits(160, 1, 1100), [64, *[20] * 4, 10], {"activation": relu, "initial_weights": he, **SOFTMAX, "seed": 4}, {"learning_rate": 0.01}, 2),
    Case("deep tanh, not trained", (), points(shapes.spiral, 120, 0.0, 2), [2, *[10] * 6, 1], {**PLANE, "seed": 2}, {"learning_rate": 0.02}, 0),
    Case("a small rate that works", (), points(shapes.gauss, 150, 0.0, 18), [2, 5, 1], {**PLANE, "seed": 3}, {"learning_rate": 0.001}, 60),
    Case("spiral, on its way", (), points(shapes.spiral, 140, 0.0, 6), [2, 20, 10, 1], {"activation": sine, "output_activation": tanh, "seed": 3}, {"learning_rate": 0.02, "batch_size": 10}, 40),
    Case("1 of 20, learned", (), rare(190, 10, 0.3, 19), [2, 6, 1], {"activation": tanh, **XOR_LABELS, "seed": 2}, {"learning_rate": 0.2}, 120),
    Case("counts of three dice-like inputs", (), lambda: [(list(map(float, x)), [float(sum(x))]) for x in [(a, b) for a in range(6) for b in range(6)]], [2, 5, 1], {**AMOUNTS, "seed": 2}, {"learning_rate": 0.01}, 150),
]  # fmt: skip
