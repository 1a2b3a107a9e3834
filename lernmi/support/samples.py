"""Samples: what a network is given, and what it should make of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from lernmi.activations import Number
from lernmi.support.checks import checked_expected
from lernmi.support.numbers import (
    as_python_numbers,
    checked_learning_rate,
    checked_numbers,
    is_list,
    placed,
    refuse_mixture,
)
from lernmi.support.parts import Parts, a_weight
from lernmi.support.texts import short_text

Settings = ParamSpec("Settings")
Result = TypeVar("Result")
# One sample: what goes in, and what should come out.
Sample = tuple[Sequence[Number], Sequence[Number]]


def explaining_pairs(train: Callable[Settings, Result]) -> Callable[Settings, Result]:
    """Let `train` explain itself to those who pass inputs and expected numbers separately."""

    @wraps(train)
    def checked_train(*arguments: Settings.args, **options: Settings.kwargs) -> Result:
        if len(arguments) > 2 and is_list(as_python_numbers(arguments[2])):
            raise TypeError(
                "train() takes (inputs, expected) pairs and a number of epochs: for separate X and "
                "y, write train(zip(X, y), epochs)"
            )
        return train(*arguments, **options)

    return checked_train


def checked_samples(samples: Any, network: Parts, what: str) -> list[Sample]:
    """Return `samples` as a list of pairs of plain lists of numbers.

    Raises ValueError or TypeError, naming the sample and the place in it, for what doesn't fit
    the network; ValueError if there are none.
    """
    input_neurons = network.neuron_layers[0].neurons
    try:
        # Also what has a length and is asked for one sample after the other, as data sets are.
        samples = iter(as_python_numbers(samples))
    except TypeError:
        raise TypeError(
            f"{what} should be a list of (inputs, expected), but {short_text(samples)} came"
        ) from None
    checked: list[Sample] = []
    weight = a_weight(network.link_layers)
    for position, sample in enumerate(samples):
        sample = as_python_numbers(sample)
        if not is_list(sample) or len(sample) != 2:
            raise ValueError(
                f"{what}[{position}] should be a pair (inputs, expected), such as ([0, 1], [1]), "
                f"but {short_text(sample)} came"
            )
        inputs = checked_numbers(sample[0], input_neurons, f"{what}[{position}] inputs", weight)
        expected = checked_expected(sample[1], network, f"{what}[{position}] expected", weight)
        checked.append((inputs, expected))
    if not checked:
        raise ValueError(f"{what} should hold at least one (inputs, expected), but it is empty")
    return checked


def rate_for(
    learning_rate: Number, network: Parts, samples: Sequence[Sample], validation: Sequence[Sample]
) -> Number:
    """Return `learning_rate`, or raise ValueError or TypeError if an epoch can't have it.

    Python can't calculate with every mixture of numbers. What goes with a float weight goes
    together; with other weights it may not.
    """
    weight = a_weight(network.link_layers)
    learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
    if type(weight) is not float:
        numbers = [("learning_rate", learning_rate)]
        for what, some in (("samples", samples), ("validation", validation)):
            for position, (inputs, expected) in enumerate(some):
                numbers += placed(f"{what}[{position}] inputs", inputs)
                numbers += placed(f"{what}[{position}] expected", expected)
        refuse_mixture(numbers)
    return learning_rate
