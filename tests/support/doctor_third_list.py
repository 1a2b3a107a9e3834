# ruff: noqa: E501 - one line for each case
"""A third list of sick and healthy networks, as commands and as programs. (It is frozen, too.)

It was written before the doctor learned to try combinations of cures. Most are of kinds that the
first two lists don't have.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from lernmi import Link
from lernmi.activations import identity, leaky_relu, relu, tanh
from lernmi.data import shapes
from lernmi.functions import schedules
from lernmi.functions.activations import gelu, softplus
from lernmi.functions.error_functions import hinge, sigmoid_cross_entropy
from lernmi.functions.initial_weights import he, zeros
from lernmi.functions.nudging import Adam, Nudging
from lernmi.initial_weights import glorot
from support.doctor_cases import (
    AMOUNTS,
    PLANE,
    SOFTMAX,
    XOR_LABELS,
    Case,
    clouds,
    curve,
    digits,
    expected_times,
    flipped,
    in_order,
    iris,
    noisy,
    points,
    the_same,
    xor,
    zero_one,
)


class Command(NamedTuple):
    """What somebody types after `check`.

    table: a function that returns the text of a CSV file, which is called table.csv; or None.
    causes, curable, enough: as in a Case (`curable` if it has a `cured`).
    """

    name: str
    causes: tuple[str, ...]
    arguments: str
    table: Callable[[], str] | None = None
    curable: bool = True
    enough: float = 0.1


class FrozenLink(Link):
    """A Link that keeps its weight (a mistake when fine-tuning: everything is frozen)."""

    def nudge(self, learning_rate: Any) -> None:
        self.weight_sensitivity = 0.0


# Tables.


def as_table(names: str, rows: Sequence[Sequence[object]]) -> str:
    """Return the text of a CSV file."""
    lines = [
        ",".join([f"{x:.4f}" if isinstance(x, float) else str(x) for x in row]) for row in rows
    ]
    return "\n".join([names, *lines, ""])


def flats(count: int, seed: int, outlier: bool = False) -> Callable[[], str]:
    """Flats: area, rooms, floor -> rent; perhaps with one rent of a million times as much."""

    def table() -> str:
        random = Random(seed)
        rows = []
        for place in range(count):
            area, rooms, floor = random.uniform(20, 120), random.randint(1, 5), random.randint(0, 9)
            rent = 0.2 + 0.005 * area + 0.04 * rooms + 0.01 * floor + random.gauss(0, 0.01)
            rows.append([area, rooms, floor, 1e6 if outlier and place == 40 else rent])
        return as_table("area,rooms,floor,rent", rows)

    return table


def ring_table(count: int, seed: int) -> Callable[[], str]:
    """Points in the plane: inside or outside."""

    def table() -> str:
        return as_table(
            "x,y,where",
            [
                [*point, "in" if label[0] > 0 else "out"]
                for point, label in shapes.circle(count, 0.0, seed)
            ],
        )

    return table


def customers(count: int, share: float, seed: int, spread: float) -> Callable[[], str]:
    """Customers who leave (few) or stay."""

    def table() -> str:
        random = Random(seed)
        rows = []
        for _ in range(count):
            leaves = random.random() < share
            center = 1.0 if leaves else 0.0
            rows.append(
                [*[random.gauss(center, spread) for _ in range(3)], "leaves" if leaves else "stays"]
            )
        return as_table("visits,months,complaints,what", rows)

    return table


def noise_table(count: int, seed: int) -> Callable[[], str]:
    """Inputs that say nothing about the amount."""

    def table() -> str:
        random = Random(seed)
        return as_table(
            "a,b,amount",
            [[random.gauss(0, 1), random.gauss(0, 1), random.gauss(3, 1)] for _ in range(count)],
        )

    return table


def with_contradictions(data: Any, every: int) -> Any:
    """The same samples; every so many of them is there again, with the opposite label."""
    return lambda: [*data(), *[(inputs, [-expected[0]]) for inputs, expected in data()[::every]]]


def shuffled_labels(data: Any, seed: int = 0) -> Any:
    """The same inputs with labels of other samples: nothing to learn."""

    def samples() -> Any:
        pairs = list(data())
        expected = [wanted for _, wanted in pairs]
        Random(seed).shuffle(expected)
        return [(inputs, wanted) for (inputs, _), wanted in zip(pairs, expected)]

    return samples


def biased(bias: float) -> Any:
    """Starting weights from glorot, except for the biases."""
    return lambda random, inputs, outputs, is_bias: (
        bias if is_bias else glorot(random, inputs, outputs, is_bias)
    )


def kelvin() -> Any:
    """Temperatures in Kelvin -> how fast a reaction is."""
    return curve(lambda x: math.tanh((x - 295) / 8), 273, 313, 41)()


def encoder(count: int) -> Any:
    """One input of 1, to be repeated."""
    return lambda: [([float(a == b) for a in range(count)],) * 2 for b in range(count)]


THIRD_SICK: list[Case | Command] = [
    # Commands.
    Command("moons, Adam, rate 0.8", ("overshooting", "rising"), "moons --adam --learning-rate 0.8"),
    Command("digits, tanh, rate 0.00003", ("slow",), "digits --activation tanh --learning-rate 0.00003 --epochs 4", enough=0.25),
    Command("spiral, identity", ("linear",), "spiral --activation identity --epochs 100"),
    Command("four squares through one Neuron", ("plateau",), "exclusive-or --layers 2-1-1"),
    Command("parity of four, rate 20", ("overshooting", "rising"), "parity4 --learning-rate 20 --epochs 1000"),
    Command("hills, one batch of all", ("few nudges", "slow"), "six-gaussians --batch-size 600 --epochs 20", enough=0.2),
    Command("digits, l2 0.3", ("penalty",), "digits --l2 0.3 --epochs 4", enough=0.2),
    Command("clouds, halved too soon", ("slow",), "gauss --learning-rate 0.00002 --schedule step"),
    Command("circle, relu everywhere, rate 1", ("dead", "overshooting", "rising"), "circle --activation relu --output-activation relu --learning-rate 1"),
    Command("a table, no hidden layer", ("linear",), "table.csv --layers 2-2", ring_table(200, 3), enough=0.2),
    Command("a table with one outlier", ("outlier",), "table.csv --expected rent", flats(150, 1, outlier=True)),
    Command("a table, few who leave", ("imbalance",), "table.csv", customers(400, 0.05, 2, 2.5), curable=False),
    Command("a table, rate 30", ("overshooting", "rising"), "table.csv --learning-rate 30", ring_table(200, 4), enough=0.2),
    # Programs.
    Case("moons, all weights 0.3, sigmoid", ("copies",), zero_one(points(shapes.moons, 120, 0.0, 21)), [2, 6, 6, 1], {"initial_weights": the_same(0.3)}, {"learning_rate": 0.5}, 200, cured={"network": {"initial_weights": glorot}, "epochs": 1500}),
    Case("relu, zeros", ("copies",), points(shapes.circle, 100, 0.0, 22), [2, 10, 1], {"activation": relu, "output_activation": identity, "initial_weights": zeros}, {"learning_rate": 0.02}, 150, cured={"network": {"initial_weights": he}}),
    Case("iris, Adam, rate 0.00002, batches of 50", ("slow",), iris, [4, 8, 3], {"activation": tanh, **SOFTMAX}, {"learning_rate": 2e-5, "batch_size": 50}, 60, nudging=Adam, cured={"training": {"learning_rate": 0.03}}, enough=0.2),
    Case("circle, six layers of sigmoid, momentum", ("vanishing",), zero_one(points(shapes.circle, 120, 0.0, 23)), [2, *[8] * 6, 1], {}, {"learning_rate": 0.1}, 60, nudging=lambda: Nudging(momentum=0.9), cured={"sizes": [2, 8, 1], "training": {"learning_rate": 0.3}, "epochs": 200}),
    Case("everything is frozen", ("frozen",), xor, [2, 6, 1], {"link_type": FrozenLink}, {"learning_rate": 1.0}, 300, cured={"network": {"link_type": Link}, "epochs": 2000}),
    Case("biases of -30, sigmoid", ("saturated", "dead"), zero_one(points(shapes.circle, 120, 0.0, 24)), [2, 8, 1], {"initial_weights": biased(-30.0)}, {"learning_rate": 0.5}, 200, cured={"network": {"initial_weights": glorot}, "epochs": 400}),
    Case("percent, sigmoid", ("out of reach",), curve(lambda x: 50 + 40 * math.sin(3 * x), -1, 1, 60), [1, 10, 1], {"activation": tanh, **XOR_LABELS}, {"learning_rate": 0.2}, 200, cured={"data": curve(lambda x: math.sin(3 * x), -1, 1, 60), "network": {"output_activation": identity}, "training": {"learning_rate": 0.05}, "epochs": 300}),
    Case("-50 to 50, relu", ("amounts", "overshooting", "rising"), expected_times(curve(lambda x: x * x * x, -1, 1, 60), 50), [1, 16, 1], {"activation": relu, "output_activation": identity, "initial_weights": he}, {"learning_rate": 0.05}, 100, cured={"data": curve(lambda x: x * x * x, -1, 1, 60)}),
    Case("Kelvin", ("inputs",), kelvin, [1, 8, 1], {"activation": tanh, "output_activation": tanh}, {"learning_rate": 0.05}, 150, cured={"data": curve(lambda x: math.tanh((x * 20 - 2) / 8), -1, 1, 41)}),
    Case("a third contradicts", ("contradictions",), with_contradictions(points(shapes.gauss, 120, 0.0, 25), 2), [2, 6, 1], PLANE, {"learning_rate": 0.03}, 150),
    Case("six clouds in order, relu, batches", ("order",), in_order(clouds([60] * 6, 0.25, 26)), [2, 12, 6], {"activation": relu, "initial_weights": he, **SOFTMAX}, {"learning_rate": 0.2, "batch_size": 2, "shuffle": False}, 6, nudging=Nudging, cured={"training": {"shuffle": True}, "epochs": 12}, enough=0.2),
    Case("a wave, a rate that falls to a third each epoch", ("slow",), curve(lambda x: math.sin(2 * x), -2, 2, 60), [1, 12, 1], {**AMOUNTS, "seed": 4}, {"learning_rate": schedules.step(0.05, factor=0.3, every=1)}, 300, cured={"training": {"learning_rate": 0.05}, "epochs": 600}),
]  # fmt: skip

THIRD_HEALTHY: list[Case | Command] = [
    # Commands.
    Command("moons", (), "moons"),
    Command("circle, Adam", (), "circle --adam --learning-rate 0.01 --epochs 60"),
    Command("digits, two epochs", (), "digits --epochs 2"),
    Command("spiral, begun", (), "spiral --epochs 15"),
    Command("XOR, momentum", (), "xor --momentum 0.9"),
    Command("clouds, noise", (), "gauss --noise 0.5 --epochs 100"),
    Command("plane", (), "plane"),
    Command("parity of three", (), "parity3"),
    Command("NAND", (), "nand"),
    Command("a table of noise", (), "table.csv --expected amount --layers 2-3-1", noise_table(200, 6)),
    Command("a table of rents", (), "table.csv --expected rent", flats(150, 7)),
    Command("a table, few who leave, but clearly", (), "table.csv", customers(300, 0.1, 8, 0.15)),
    # Programs.
    Case("always 4", (), expected_times(points(shapes.gauss, 60, 0.0, 38), 0, 4), [2, 4, 1], AMOUNTS, {"learning_rate": 0.05}, 100),
    Case("labels of other samples", (), shuffled_labels(clouds([70] * 3, 0.3, 31)), [2, 6, 3], {"activation": tanh, **SOFTMAX}, {"learning_rate": 0.02, "batch_size": 10}, 100),
    Case("digits, deep relu, Adam, begun", (), digits(250, 1, 200), [64, 32, 32, 10], {"activation": relu, "initial_weights": he, **SOFTMAX}, {"learning_rate": 0.002, "batch_size": 10}, 3, nudging=Adam),
    Case("a wave, gelu, momentum", (), curve(lambda x: math.sin(2 * x), -2, 2, 60), [1, 16, 1], {"activation": gelu, "output_activation": identity, "initial_weights": he}, {"learning_rate": 0.01}, 300, nudging=lambda: Nudging(momentum=0.9)),
    Case("one in twenty contradicts", (), with_contradictions(points(shapes.gauss, 120, 0.0, 32), 20), [2, 6, 1], PLANE, {"learning_rate": 0.05}, 100),
    Case("4-2-4 encoder", (), encoder(4), [4, 2, 4], {}, {"learning_rate": 1.0}, 2500),
    Case("l2 0.0005, Adam", (), points(shapes.moons, 130, 0.0, 33), [2, 10, 1], PLANE, {"learning_rate": 0.01}, 120, nudging=lambda: Adam(l2=0.0005)),
    Case("mixed, not shuffled, batches of 16", (), points(shapes.circle, 160, 0.0, 34), [2, 10, 1], PLANE, {"learning_rate": 0.3, "batch_size": 16, "shuffle": False}, 200),
    Case("cosine schedule", (), iris, [4, 8, 3], {"activation": leaky_relu, **SOFTMAX}, {"learning_rate": schedules.cosine(0.05, end=0.0005, epochs=80)}, 80),
    Case("softplus, 3 to 5", (), curve(lambda x: 4 + math.sin(x), -3, 3, 50), [1, 10, 1], {"activation": softplus, "output_activation": identity}, {"learning_rate": 0.02}, 600),
    Case("moons, hinge, begun", (), points(shapes.moons, 120, 0.0, 35), [2, 8, 1], {"activation": tanh, "error": hinge, "output_activation": identity}, {"learning_rate": 0.02}, 4),
    Case("labels flipped, cross-entropy", (), zero_one(flipped(points(shapes.gauss, 200, 0.0, 36), 0.2, 4)), [2, 5, 1], {"activation": tanh, "error": sigmoid_cross_entropy, "output_activation": identity}, {"learning_rate": 0.01}, 200),
    Case("a wave in noise, Adam", (), noisy(curve(math.sin, -3, 3, 200), 0.6, 37), [1, 8, 1], AMOUNTS, {"learning_rate": 0.003, "batch_size": 10}, 150, nudging=Adam),
]  # fmt: skip
