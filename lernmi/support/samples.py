"""Samples: inputs for a network, and the outputs that you expect for them."""

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
    refuse_mixture,
    with_places,
)
from lernmi.support.parts import Parts, a_weight
from lernmi.support.stored import Sample as Sample
from lernmi.support.texts import refusal

Settings = ParamSpec("Settings")
Result = TypeVar("Result")


def explaining_pairs(train: Callable[Settings, Result]) -> Callable[Settings, Result]:
    """Let `train` explain what to do if it gets inputs and expected numbers separately."""

    @wraps(train)
    def checked_train(*arguments: Settings.args, **options: Settings.kwargs) -> Result:
        if len(arguments) > 2 and is_list(as_python_numbers(arguments[2])):
            raise TypeError(
                "train() takes (inputs, expected) pairs. With separate X and y, write "
                "train(zip(X, y), epochs)"
            )
        return train(*arguments, **options)

    return checked_train


def checked_samples(samples: Any, network: Parts, what: str) -> list[Sample]:
    """Return `samples` as (inputs, expected) pairs of plain lists of numbers.

    Raises ValueError or TypeError, with the place in the samples, for anything that doesn't fit the
    network, and ValueError if there are no samples.
    """
    try:
        # Your data set needs only a length, and a sample at each position.
        samples = iter(as_python_numbers(samples))
    except TypeError:
        raise TypeError(refusal(what, "a list of (inputs, expected) pairs", samples)) from None
    checked: list[Sample] = []
    neurons, weight = network.neuron_layers[0].neurons, a_weight(network.link_layers)
    for position, sample in enumerate(samples):
        where = f"{what}[{position}]"
        sample = as_python_numbers(sample)
        if not is_list(sample) or len(sample) != 2:
            wanted = "a pair (inputs, expected), such as ([0, 1], [1])"
            raise ValueError(refusal(where, wanted, sample))
        inputs = checked_numbers(sample[0], neurons, f"{where}, inputs", weight)
        expected = checked_expected(sample[1], network, f"{where}, expected", weight)
        checked.append((inputs, expected))
    if not checked:
        raise ValueError(f"{what} must have at least one (inputs, expected) pair; got none")
    return checked


def rate_for(
    learning_rate: Number, network: Parts, samples: Sequence[Sample], validation: Sequence[Sample]
) -> Number:
    """Return `learning_rate`; ValueError or TypeError if Python can't mix it with the numbers."""
    weight = a_weight(network.link_layers)
    learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
    if type(weight) is not float:
        # Numbers that mix with a float also mix with each other. For other weights, check it.
        numbers = [("learning_rate", learning_rate)]
        for what, some in (("samples", samples), ("validation", validation)):
            for position, (inputs, expected) in enumerate(some):
                numbers += with_places(f"{what}[{position}], inputs", inputs)
                numbers += with_places(f"{what}[{position}], expected", expected)
        refuse_mixture(numbers)
    return learning_rate
