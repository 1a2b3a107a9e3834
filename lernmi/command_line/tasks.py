"""What can be trained by name: the data, and settings that are known to work with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lernmi.data import digits, logic
from lernmi.initial_weights import InitialWeights, glorot, uniform
from lernmi.trainer import Sample


class Task(NamedTuple):
    """Something to learn.

    about: what it is, in a few words.
    samples: a function of the seed that returns the samples to learn from, and those to be
        tested with; there are none of the latter where the former are all that exist.
    hidden: the sizes of the hidden layers, unless layers are given.
    learning_rate, epochs: those used unless given.
    initial_weights: where the weights begin.
    """

    about: str
    samples: Callable[[int], tuple[list[Sample], list[Sample]]]
    hidden: Sequence[int]
    learning_rate: float
    epochs: int
    initial_weights: InitialWeights = glorot


def gate(samples: list[Sample]) -> Callable[[int], tuple[list[Sample], list[Sample]]]:
    """Return the `samples` of a Task for a gate: always its whole truth table."""
    return lambda seed: (samples, [])


def parity(count: int) -> Task:
    """Return the Task of parity of `count` inputs.

    Starting from small weights, its hidden Neurons stay too much alike; from larger ones, some
    of them are useful from the beginning.
    """
    about = f"1 if an odd number of the {count} inputs is 1"
    return Task(about, gate(logic.parity(count)), [8], 0.5, 3000, uniform(-3, 3))


TASKS = {
    "digits": Task(
        "1,797 real handwritten digits, 8x8 pixels each",
        digits.training_and_test_digits,
        hidden=[30],
        learning_rate=0.5,
        epochs=10,
    ),
    "not": Task("the opposite of its input", gate(logic.NOT), [], 2.0, 200),
    "and": Task("1 only if both inputs are 1", gate(logic.AND), [], 2.0, 500),
    "or": Task("1 if at least one input is 1", gate(logic.OR), [], 2.0, 500),
    "nand": Task("0 only if both inputs are 1", gate(logic.NAND), [], 2.0, 500),
    "xor": Task("1 if exactly one input is 1", gate(logic.XOR), [4], 2.0, 1000),
    "parity3": parity(3),
    "parity4": parity(4),
}
