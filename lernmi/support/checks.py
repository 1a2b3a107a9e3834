"""What a Network refuses when it is built, and the checks at the head of its verbs.

Each raises TypeError or ValueError in one sentence, before anything changes.
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
    placed,
    refuse_mixture,
)
from lernmi.support.parts import Parts, a_weight, first_left_over
from lernmi.support.texts import joined_names, refusal, short_text

# A network with more Links could fill the memory. Set another limit if you like.
MOST_LINKS = 20_000_000
BYTES_PER_LINK = 150


def checked_layer_names(
    layer_sizes: Any, input_names: Iterable[str] | None, output_names: Iterable[str] | None
) -> list[list[str]]:
    """Return the names of the Neurons of each layer, without the bias.

    Raises what `checked_sizes` does; TypeError for names that are not a list of printable texts;
    ValueError for a wrong number of names, or a name that occurs twice, also as a bias Neuron's.
    """
    sizes = checked_sizes(layer_sizes)
    layers = [checked_names(input_names, numbered("x", sizes[0]), "input_names")]
    for position, size in enumerate(sizes[1:-1], start=1):
        layers.append(numbered("h" if len(sizes) == 3 else f"h{position}_", size))
    layers.append(checked_names(output_names, numbered("y", sizes[-1]), "output_names"))

    seen = {f"b{position}" for position in range(1, len(sizes))}
    for name in [name for layer in layers for name in layer]:
        if name in seen:
            raise ValueError(f"every Neuron needs a name of its own, but {name!r} occurs twice")
        seen.add(name)
    return layers


def checked_sizes(layer_sizes: Any) -> list[int]:
    """Return a list of ints; ValueError or TypeError unless it has two or more, all at least 1."""
    layer_sizes = as_python_numbers(layer_sizes)
    if not is_list(layer_sizes):
        raise TypeError(refusal("layer_sizes", "a list such as [2, 3, 1]", layer_sizes))
    if len(layer_sizes) < 2:
        raise ValueError(
            "layer_sizes must have an input and an output layer at least, such as [2, 1]; "
            f"got {short_text(layer_sizes)}"
        )
    sizes = [
        checked_whole_number(size, what, at_least=1)
        for what, size in placed("layer_sizes", layer_sizes)
    ]
    links = 0
    for before, after in zip(sizes, sizes[1:]):
        links += (before + 1) * after
    if links > MOST_LINKS:
        raise ValueError(
            f"layer_sizes {short_text(sizes)} would make too many Links ({short_text(links)}; the "
            f"limit is {MOST_LINKS:,}, and each takes some {BYTES_PER_LINK} bytes): use smaller "
            "layers, or set lernmi.support.checks.MOST_LINKS to another limit"
        )
    return sizes


def numbered(start: str, count: int) -> list[str]:
    """Return names such as x1, x2, x3."""
    return [f"{start}{number}" for number in range(1, count + 1)]


def checked_names(given: Any, usual: list[str], what: str) -> list[str]:
    """Return the given names as a list, or the usual ones in place of None."""
    if given is None:
        return usual
    if not is_list(given):
        raise TypeError(refusal(what, f"a list of {len(usual)} names", given))
    if len(given) != len(usual):
        raise ValueError(
            f"{what} must be {len(usual)} in all; got {len(given)}: {short_text(given)}"
        )
    for name in given:
        if not isinstance(name, str) or not name.isprintable() or not name.strip():
            raise TypeError(refusal(what, "printable texts", name))
    return list(given)


def refuse_other_kinds(kind: type[Named], example: Named, what: str, value: object) -> None:
    """Raise TypeError unless `value` is of that kind, as the example is."""
    if isinstance(value, str):
        name = value if is_ready_made(value, kind) else example.name
        raise TypeError(
            f"{refusal(what, f'an {kind.__name__}', value)}, a text: write {what}={name} without "
            f"quotes, and before it: from lernmi.functions import {name}"
        )
    if not isinstance(value, kind):
        wanted = f"an {kind.__name__}, such as {example.name} from {kind.__module__}"
        raise TypeError(refusal(what, wanted, value))


def is_ready_made(name: str, kind: type[Named]) -> bool:
    """Say whether lernmi.functions, if that folder is there, has one of that kind and name."""
    try:
        return isinstance(getattr(import_module("lernmi.functions"), name, None), kind)
    except ModuleNotFoundError:
        return False


def refuse_uncallable(or_none: bool = False, **values: object) -> None:
    """Raise TypeError unless you can call each of these, or, if you say so, it is None."""
    for what, value in values.items():
        if not callable(value) and not (or_none and value is None):
            raise TypeError(refusal(what, "something to be called", value))


# Before each verb.


def check_before_learning(
    network: Parts, inputs: Sequence[Number], expected: Sequence[Number], learning_rate: Number
) -> None:
    """Raise what `learn` refuses."""
    if network.turn.trainers:
        network.turn.refuse_other_threads()
    weight = a_weight(network.link_layers)
    expected = checked_expected(expected, network, "expected", weight)
    learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
    if type(weight) is not float:
        # What goes with a float goes together. With other weights it may not.
        inputs = checked_numbers(inputs, network.neuron_layers[0].neurons, "inputs", weight)
        numbers = [*placed("inputs", inputs), *placed("expected", expected)]
        refuse_mixture([*numbers, ("learning_rate", learning_rate)])
    network.refuse_unsuited_outputs()
    network.refuse_left_overs()


def check_before_propagating(network: Parts, inputs: Sequence[Number]) -> list[Number]:
    """Return `inputs` as plain numbers, or raise what `propagate` refuses."""
    network.turn.refuse_other_threads()
    neurons = network.neuron_layers[0].neurons
    return checked_numbers(inputs, neurons, "inputs", a_weight(network.link_layers))


def check_before_comparing(network: Parts, expected: Sequence[Number]) -> list[Number]:
    """Return `expected` as plain numbers, or raise what `compare` refuses."""
    expected = checked_expected(expected, network, "expected", a_weight(network.link_layers))
    network.turn.refuse_other_threads()
    if network.stage != "propagated":
        raise ValueError(
            "compare() needs outputs that were not compared yet, but the network's stage is "
            f"{network.stage!r}: propagate(inputs) comes first"
        )
    return expected


def checked_expected(
    values: Any, network: Parts, what: str, weight: Number | None = None
) -> list[Number]:
    """Return `values` as a new list of numbers, one for each output Neuron.

    Raises what `checked_numbers` does, and ValueError if the error function can't take them.
    """
    neurons = network.neuron_layers[-1].neurons
    if type(values) is not list:
        values = as_python_numbers(values)
        if isinstance(values, int) and len(neurons) > 1:
            raise TypeError(
                f"{what} must be a list with one number for each of {joined_names(neurons)}; got "
                f"the label {values}. Make it one-hot: lernmi.data has one_hot(label, "
                f"{len(neurons)})"
            )
    numbers = checked_numbers(values, neurons, what, weight)
    reason = network.error_function.why_not_expected(numbers)
    if reason:
        raise ValueError(f"{what} can't be {short_text(numbers)}: {reason}")
    return numbers


def check_before_backpropagating(network: Parts) -> None:
    """Raise what `backpropagate` refuses."""
    network.turn.refuse_other_threads()
    if network.stage != "compared":
        raise ValueError(
            "backpropagate() needs outputs that were just compared, but the network's stage "
            f"is {network.stage!r}: propagate(inputs) and compare(expected) come first"
        )


def check_before_nudging(network: Parts, learning_rate: Number) -> Number:
    """Return `learning_rate` as a plain number, or raise what `nudge` refuses."""
    weight = a_weight(network.link_layers)
    learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
    network.turn.refuse_other_threads()
    half_way = network.stage in ("propagated", "compared")
    if half_way and first_left_over(network.link_layers) is None:
        raise ValueError(
            "nudge() needs weight sensitivities, but there are none and the network's stage is "
            f"{network.stage!r}: compare(expected) and backpropagate() come first"
        )
    return learning_rate
