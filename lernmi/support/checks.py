"""Checks of a Network's arguments: when it is built, and at the start of each verb.

Each check raises TypeError or ValueError, with one clear sentence, before anything changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from lernmi.activations import Number
from lernmi.support.naming import Named
from lernmi.support.numbers import (
    as_python_numbers,
    checked_learning_rate,
    checked_numbers,
    checked_whole_number,
    is_list,
    numbers_for,
    refuse_mixture,
    with_places,
)
from lernmi.support.parts import Parts, a_weight, first_left_over
from lernmi.support.texts import refusal, short_text

# A network with more Links could fill the memory. You can set a different limit.
MOST_LINKS = 20_000_000
BYTES_PER_LINK = 150


def checked_layer_names(
    layer_sizes: Any, input_names: Iterable[str] | None, output_names: Iterable[str] | None
) -> list[list[str]]:
    """Return the names of the Neurons of each layer, without the bias.

    Raises what `checked_sizes` raises. Raises TypeError unless the names are lists of printable
    strings, and ValueError for the wrong number of names or a name that is already taken, perhaps
    by a bias Neuron.
    """
    sizes = checked_sizes(layer_sizes)
    layers = [checked_names(input_names, numbered_names("x", sizes[0]), "input_names")]
    for position, size in enumerate(sizes[1:-1], start=1):
        layers.append(numbered_names("h" if len(sizes) == 3 else f"h{position}_", size))
    layers.append(checked_names(output_names, numbered_names("y", sizes[-1]), "output_names"))

    seen = {f"b{position}" for position in range(1, len(sizes))}
    for name in [name for layer in layers for name in layer]:
        if name in seen:
            raise ValueError(f"every Neuron needs its own name, but {name!r} occurs twice")
        seen.add(name)
    return layers


def checked_sizes(layer_sizes: Any) -> list[int]:
    """Return the sizes as ints.

    Raises TypeError or ValueError unless there are two or more whole numbers, each at least 1, and
    at most MOST_LINKS Links.
    """
    layer_sizes = as_python_numbers(layer_sizes)
    if not is_list(layer_sizes):
        raise TypeError(refusal("layer_sizes", "a list such as [2, 3, 1]", layer_sizes))
    if len(layer_sizes) < 2:
        raise ValueError(
            "layer_sizes must have at least an input and an output layer, such as [2, 1]; "
            f"got {short_text(layer_sizes)}"
        )
    sizes = [
        checked_whole_number(size, what, at_least=1)
        for what, size in with_places("layer_sizes", layer_sizes)
    ]
    links = 0
    for before, after in zip(sizes, sizes[1:]):
        links += (before + 1) * after
    if links > MOST_LINKS:
        raise ValueError(
            f"layer_sizes {short_text(sizes)} would make too many Links: {short_text(links)}. The "
            f"limit is {MOST_LINKS:,}, at about {BYTES_PER_LINK} bytes each. Use smaller layers, "
            "or raise lernmi.support.checks.MOST_LINKS"
        )
    return sizes


def numbered_names(start: str, count: int) -> list[str]:
    """Return names such as x1, x2, x3."""
    return [f"{start}{number}" for number in range(1, count + 1)]


def checked_names(given: Any, default: list[str], what: str) -> list[str]:
    """Return the given names as a list, or the default names if None is given."""
    if given is None:
        return default
    names = f"{len(default)} {'name' if len(default) == 1 else 'names'}"
    if not is_list(given):
        raise TypeError(refusal(what, f"a list of {names}", given))
    if len(given) != len(default):
        raise ValueError(f"{what} must have {names}; got {len(given)}: {short_text(given)}")
    for name in given:
        if not isinstance(name, str) or not name.isprintable() or not name.strip():
            raise TypeError(refusal(what, "printable strings", name))
    return list(given)


def refuse_wrong_type(kind: type[Named], example: Named, what: str, value: object) -> None:
    """Raise TypeError unless `value` is of type `kind`, like the example."""
    if isinstance(value, str):
        name = value if is_ready_made(value, kind) else example.name
        raise TypeError(
            f"{refusal(what, f'an {kind.__name__}', value)}, a string. Write {what}={name} without "
            f"quotes, after: from lernmi.functions import {name}"
        )
    if not isinstance(value, kind):
        wanted = f"an {kind.__name__}, such as {example.name} from {kind.__module__}"
        raise TypeError(refusal(what, wanted, value))


def is_ready_made(name: str, kind: type[Named]) -> bool:
    """Return whether lernmi.functions has such an object; False if that folder is missing."""
    try:
        return isinstance(getattr(import_module("lernmi.functions"), name, None), kind)
    except ModuleNotFoundError:
        return False


def refuse_uncallable(or_none: bool = False, **values: object) -> None:
    """Raise TypeError unless each value can be called, or is None where `or_none` allows that."""
    for what, value in values.items():
        if not callable(value) and not (or_none and value is None):
            raise TypeError(refusal(what, "callable, such as a function", value))


# Before each verb.


def check_before_learning(
    network: Parts, inputs: Sequence[Number], expected: Sequence[Number], learning_rate: Number
) -> None:
    """Raise TypeError or ValueError for arguments that `learn` refuses."""
    if network.turn.trainers:
        network.turn.refuse_other_threads()
    weight = a_weight(network.link_layers)
    expected = checked_expected(expected, network, "expected", weight)
    learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
    if type(weight) is not float:
        # Numbers that mix with a float also mix with each other. For other weights, check it.
        inputs = checked_numbers(inputs, network.neuron_layers[0].neurons, "inputs", weight)
        numbers = [*with_places("inputs", inputs), *with_places("expected", expected)]
        refuse_mixture([*numbers, ("learning_rate", learning_rate)])
    network.refuse_unsuited_outputs()
    network.refuse_left_overs()


def check_before_propagating(network: Parts, inputs: Sequence[Number]) -> list[Number]:
    """Return `inputs` as plain numbers; TypeError or ValueError for what `propagate` refuses."""
    network.turn.refuse_other_threads()
    neurons = network.neuron_layers[0].neurons
    return checked_numbers(inputs, neurons, "inputs", a_weight(network.link_layers))


def check_before_comparing(network: Parts, expected: Sequence[Number]) -> list[Number]:
    """Return `expected` as plain numbers; TypeError or ValueError for what `compare` refuses."""
    expected = checked_expected(expected, network, "expected", a_weight(network.link_layers))
    network.turn.refuse_other_threads()
    if network.stage != "propagated":
        raise ValueError(
            f'compare() needs fresh outputs, but the network\'s stage is "{network.stage}": '
            "call propagate(inputs) first"
        )
    return expected


def checked_expected(
    values: Any, network: Parts, what: str, weight: Number | None = None
) -> list[Number]:
    """Return `values` as a new list of numbers, one for each output Neuron.

    Raises what `checked_numbers` raises, and ValueError if the error function can't judge them.
    """
    neurons = network.neuron_layers[-1].neurons
    if type(values) is not list:
        values = as_python_numbers(values)
        if isinstance(values, int) and len(neurons) > 1:
            raise TypeError(
                f"{what} must be a list of {numbers_for(neurons)}; got the label {values}. "
                f"One-hot encode it: lernmi.data has one_hot(label, {len(neurons)})"
            )
    numbers = checked_numbers(values, neurons, what, weight)
    reason = network.error_function.why_not_expected(numbers)
    if reason:
        raise ValueError(f"{what} can't be {short_text(numbers)}: {reason}")
    return numbers


def check_before_backpropagating(network: Parts) -> None:
    """Raise ValueError unless a sample was just compared, or if another thread is training."""
    network.turn.refuse_other_threads()
    if network.stage != "compared":
        raise ValueError(
            "backpropagate() needs outputs that were just compared, but the network's stage is "
            f'"{network.stage}": call propagate(inputs) and compare(expected) first'
        )


def check_before_nudging(network: Parts, learning_rate: Number) -> Number:
    """Return the rate as a plain number; TypeError or ValueError if `nudge` refuses it."""
    weight = a_weight(network.link_layers)
    learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
    network.turn.refuse_other_threads()
    half_way = network.stage in ("propagated", "compared")
    if half_way and first_left_over(network.link_layers) is None:
        raise ValueError(
            "nudge() needs weight sensitivities, but there are none, and the network's stage is "
            f'"{network.stage}": call compare(expected) and backpropagate() first'
        )
    return learning_rate
