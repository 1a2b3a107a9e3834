"""Samples: inputs for a network, and the outputs that you expect for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from itertools import chain
from typing import Any, ParamSpec, TypeVar

from lernmi.activations import Number
from lernmi.support.checks import checked_expected
from lernmi.support.judging import Judge
from lernmi.support.numbers import (
    are_usual,
    as_python_numbers,
    checked_learning_rate,
    checked_numbers,
    is_list,
    refuse_mixture,
    with_places,
)
from lernmi.support.parts import Parts, a_weight
from lernmi.support.stored import FEW_NUMBERS, CopiedRows, StoredSamples
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


def checked_samples(samples: Any, network: Parts, what: str) -> Sequence[Sample]:
    """Return `samples` as (inputs, expected) pairs of plain lists of numbers.

    StoredSamples that fit stay as they are. If there are many samples of floats or of ints, they
    become StoredSamples, which take less memory.

    Raises ValueError or TypeError, with the place in the samples, for anything that doesn't fit the
    network, and ValueError if there are no samples.
    """
    if isinstance(samples, StoredSamples) and are_fit(samples, network):
        return samples
    try:
        # Your data set needs only a length, and a sample at each position.
        samples = iter(as_python_numbers(samples))
    except TypeError:
        raise TypeError(refusal(what, "a list of (inputs, expected) pairs", samples)) from None
    copied, samples = copied_samples(samples, network)
    if copied:
        return copied
    checked: list[Sample] = []
    neurons, weight = network.neuron_layers[0].neurons, a_weight(network.link_layers)
    mixes = type(weight) is float
    for position, sample in enumerate(samples):
        where = f"{what}[{position}]"
        sample = as_python_numbers(sample)
        if not is_list(sample) or len(sample) != 2:
            wanted = "a pair (inputs, expected), such as ([0, 1], [1])"
            raise ValueError(refusal(where, wanted, sample))
        inputs: Sequence[Number] = sample[0]
        if type(inputs) is list and len(inputs) == len(neurons) and mixes and are_usual(inputs):
            inputs = list(inputs)
        else:
            inputs = checked_numbers(inputs, neurons, f"{where}, inputs", weight)
        expected = checked_expected(sample[1], network, f"{where}, expected", weight)
        checked.append((inputs, expected))
    if not checked:
        raise ValueError(f"{what} must have at least one (inputs, expected) pair; got none")
    return checked


def are_fit(samples: StoredSamples, network: Parts) -> bool:
    """Return whether a network can learn these samples; if False, each one needs a check."""
    judge = network.error_function
    return (
        len(samples) > 0
        and samples.inputs.width == len(network.neuron_layers[0].neurons)
        and samples.expected.width == len(network.neuron_layers[-1].neurons)
        and type(a_weight(network.link_layers)) is float
        and (
            type(judge).why_not_expected is Judge.why_not_expected
            or not any(map(judge.why_not_expected, samples.different_expected()))
        )
    )


def copied_samples(
    samples: Iterator[Any], network: Parts
) -> tuple[Sequence[Sample], Iterator[Any]]:
    """Copy samples from lists or arrays of the usual kind, and check them, all at C speed.

    Usual are pairs with finite floats only, or ints only. Then it returns the copies, and an empty
    iterator. Otherwise, or if some don't fit the network, it returns no copies, and all samples.
    """
    inputs = CopiedRows(len(network.neuron_layers[0].neurons))
    expected = CopiedRows(len(network.neuron_layers[-1].neurons))
    for sample in samples:
        if not isinstance(sample, (tuple, list)) or len(sample) != 2:
            break
        if not inputs.take(sample[0]) or not expected.take(sample[1]):
            break
    else:
        stored = StoredSamples.of_copies(inputs, expected)
        if stored is None or not are_fit(stored, network):
            return [], iter(zip(inputs, expected))
        if len(inputs.numbers) < FEW_NUMBERS:
            return list(zip(inputs, expected)), iter(())
        return stored, iter(())
    return [], chain(zip(inputs, expected), [sample], samples)


def expected_at(samples: Sequence[Sample], places: Iterable[int]) -> list[Sequence[Number]]:
    """Return the expected numbers of the samples at these places."""
    if isinstance(samples, StoredSamples):
        return samples.expected_at(places)
    return [samples[place][1] for place in places]


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
