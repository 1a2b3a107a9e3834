"""A network as a JSON file that people can read and edit.

    {
      "format": "lernmi network",
      "version": 1,
      "error_function": "squared_error",
      "layers": [
        {"bias": "b1", "neurons": [{"name": "x1", "activation": "identity"}, ...]},
        ...
      ],
      "weights": [
        [{"from": "b1", "to": {"h1": 0.35, "h2": 0.35}}, ...],
        ...
      ]
    }

Weights stand in Link order: for each layer of Links a list with an entry for each Neuron that they
come from, the bias first. The layer of outputs has no bias.

A file is data, never code: an activation of your own is known by its name, and handed in again at
loading.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lernmi.activations import Activation, Number
from lernmi.engines.plain_networks import why_not_wired
from lernmi.error_functions import ErrorFunction
from lernmi.files.numbers import MOST_DIGITS, number_from_json, number_to_json
from lernmi.files.writing import write_whole
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron, shown
from lernmi.training.initial_weights import zeros
from lernmi.training.ready_made import ACTIVATIONS, ERROR_FUNCTIONS

FORMAT = "lernmi network"
VERSION = 1
# Reading takes up to some thirty times as much memory as the file is large.
LARGEST_FILE = 64 * 1024 * 1024

Function = TypeVar("Function", Activation, ErrorFunction)


def save(path: str | Path, network: Network) -> None:
    """Write a network into a file, so that `load` gives the same one back, to the last bit.

    Raises TypeError or ValueError, and writes nothing, for what a file can't keep: types of Neurons
    and Links of your own, rewired networks, weights that are no finite numbers, functions of your
    own with the name of one of lernmi's. Raises OSError if it can't be written.
    """
    write_whole(path, text_of(network))


def load(
    path: str | Path,
    *,
    activations: Iterable[Activation] = (),
    error_functions: Iterable[ErrorFunction] = (),
) -> Network:
    """Return the network that a file holds.

    activations, error_functions: those of your own that it was saved with.

    Raises ValueError, which names the file and the place in it, for anything that is not as `save`
    writes it; OSError if it can't be read.
    """
    path = Path(path)
    own = own_functions(activations, ACTIVATIONS, Activation, "activations")
    own_errors = own_functions(error_functions, ERROR_FUNCTIONS, ErrorFunction, "error_functions")
    if path.exists() and not path.is_file():
        raise ValueError(f"{path} is no plain file")
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(f"{path} has more than {LARGEST_FILE:,} bytes, which is not read")
    try:
        # Some editors begin with a mark that says that it is UTF-8.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ValueError(f"{path} is no text in UTF-8 ({problem})") from None
    try:
        return network_of(text, own, own_errors)
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from None


def own_functions(
    functions: Iterable[Function], ready_made: dict[str, Function], kind: type, what: str
) -> list[Function]:
    """Return functions of one's own; TypeError or ValueError for what can't be one."""
    found = list(functions)
    for function in found:
        if not isinstance(function, kind):
            raise TypeError(f"{what} should be {kind.__name__}s, but {shown(function)} came")
        refuse_borrowed_name(function, ready_made)
    return found


# Saving.


def text_of(network: Network) -> str:
    """Return a network as the text of a file."""
    if not isinstance(network, Network):
        raise TypeError(f"save() takes a Network, but {shown(network)} came")
    refuse_other_types(network)
    network.refuse_unsuited_outputs()
    reason = why_not_wired(network)
    if reason:
        raise ValueError(f"a file can't keep a network that was rewired ({reason})")
    refuse_same_names([checked_text(neuron.name, "a name") for neuron in network.neurons])
    by_name: dict[str, Activation] = {}
    for activation in [
        each.activation for layer in network.neuron_layers for each in layer.neurons
    ]:
        if not isinstance(activation, Activation):
            raise TypeError(f"an activation should be an Activation, but {shown(activation)} came")
        refuse_borrowed_name(activation, ACTIVATIONS)
        if by_name.setdefault(activation.name, activation) is not activation:
            raise ValueError(f"two activations have the name {activation.name}: rename one")
    refuse_borrowed_name(network.error_function, ERROR_FUNCTIONS)
    layers = []
    for layer in network.neuron_layers:
        neurons = [
            {"name": neuron.name, "activation": neuron.activation.name} for neuron in layer.neurons
        ]
        bias = {} if layer.bias is None else {"bias": layer.bias.name}
        layers.append({**bias, "neurons": neurons})
    weights = []
    for link_layer, before, after in zip(
        network.link_layers, network.neuron_layers, network.neuron_layers[1:]
    ):
        links = iter(link_layer.links)
        rows = []
        for sender in before.senders():
            row = {}
            for receiver in after.neurons:
                link = next(links)
                row[receiver.name] = number_to_json(link.weight, f"the weight of {link.name}")
            rows.append({"from": sender.name, "to": row})
        weights.append(rows)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "error_function": network.error_function.name,
        "layers": layers,
        "weights": weights,
    }
    return f"{laid_out(content)}\n"


def laid_out(content: Any, indent: str = "") -> str:
    """Return JSON in which what belongs together stands in one line."""
    is_nested = isinstance(content, (dict, list)) and any(
        isinstance(each, (dict, list))
        for each in (content.values() if isinstance(content, dict) else content)
    )
    line = json.dumps(content, ensure_ascii=False, allow_nan=False)
    if not is_nested or len(indent) >= DEEPEST:
        return line
    deeper = f"{indent}  "
    if isinstance(content, dict):
        items = [
            f"{deeper}{json.dumps(key, ensure_ascii=False)}: {laid_out(each, deeper)}"
            for key, each in content.items()
        ]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    items = [f"{deeper}{laid_out(each, deeper)}" for each in content]
    return "[\n" + ",\n".join(items) + f"\n{indent}]"


# An entry for a Neuron's Links, or for a Neuron, is one line.
DEEPEST = 6


def refuse_other_types(network: Network) -> None:
    """Raise TypeError for types of one's own, which would come back as lernmi's."""
    things: list[tuple[Any, type]] = [(network, Network)]
    things += [(neuron, Neuron) for layer in network.neuron_layers for neuron in layer.neurons]
    things += [(link, Link) for link in network.links]
    things += [(each.bias, BiasNeuron) for each in network.neuron_layers if each.bias is not None]
    for each in network.neuron_layers:
        if each.bias is not None and each.bias.output != 1:
            raise ValueError(f"a file can't keep {each.bias.name}, whose output is not 1")
    for thing, usual in things:
        if type(thing) is not usual:
            name = getattr(thing, "name", "the network")
            raise TypeError(
                f"a file can't keep {name}, a {type(thing).__name__}: only what is just a "
                f"{usual.__name__}"
            )


def refuse_borrowed_name(function: Function, ready_made: dict[str, Function]) -> None:
    """Raise ValueError for a function of one's own with the name of one of lernmi's."""
    if ready_made.get(function.name, function) is not function:
        raise ValueError(
            f"{function.name} is a function of your own, but has the name of one of lernmi's, "
            "which would come back in its place: give it another name"
        )


# Loading.


def network_of(
    text: str, activations: list[Activation], error_functions: list[ErrorFunction]
) -> Network:
    """Return the network that the text of a file describes; ValueError names what is wrong."""
    content = parsed(text)
    keys = ("format", "version", "error_function", "layers", "weights")
    is_one = isinstance(content, dict) and content.get("format") == FORMAT
    if not is_one:
        raise ValueError(f'this is no file of a network: it should begin with "format": "{FORMAT}"')
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise ValueError(f"version should be {VERSION}, but {shown(version)} stands there")
    if version > VERSION:
        raise ValueError(
            f"this file is of version {shown(version)}, and this lernmi reads up to {VERSION}: get "
            "a newer lernmi"
        )
    checked_keys(content, keys, "the file")
    error_function = known(
        content["error_function"], ERROR_FUNCTIONS, error_functions, "error_function"
    )
    layers = checked_list(content["layers"], "layers", at_least=2)
    names, functions, biases = [], [], []
    for number, layer in enumerate(layers):
        where = f"layers[{number}]"
        is_last = number == len(layers) - 1
        checked_keys(layer, ("neurons",) if is_last else ("bias", "neurons"), where)
        neurons = checked_list(layer["neurons"], f"{where}.neurons", at_least=1)
        for position, neuron in enumerate(neurons):
            checked_keys(neuron, ("name", "activation"), f"{where}.neurons[{position}]")
        names.append(
            [
                checked_text(neuron["name"], f"{where}.neurons[{position}].name")
                for position, neuron in enumerate(neurons)
            ]
        )
        functions.append(
            [
                known(
                    neuron["activation"],
                    ACTIVATIONS,
                    activations,
                    f"{where}.neurons[{position}].activation",
                )
                for position, neuron in enumerate(neurons)
            ]
        )
        if not is_last:
            biases.append(checked_text(layer["bias"], f"{where}.bias"))
    refuse_same_names([*biases, *[name for layer_names in names for name in layer_names]])
    # All weights are there before the first Link is built: a small file can't ask for a large one.
    weights = checked_weights(content["weights"], names, biases)

    network = Network(
        [len(layer_names) for layer_names in names],
        output_activation=functions[-1][0],
        error=error_function,
        initial_weights=zeros,
    )
    for layer, layer_names, layer_functions in zip(network.neuron_layers, names, functions):
        for neuron, name, function in zip(layer.neurons, layer_names, layer_functions):
            neuron.name, neuron.activation = name, function
    for layer, bias in zip(network.neuron_layers, biases):
        assert layer.bias is not None
        layer.bias.name = bias
    network.weights = weights
    network.refuse_unsuited_outputs()
    return network


def parsed(text: str) -> Any:
    """Return what JSON text holds; ValueError with line and column for what is none."""

    def no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key, value in pairs:
            if key in content:
                raise ValueError(f"{shown(key)} stands twice in one place")
            content[key] = value
        return content

    def no_constant(name: str) -> Any:
        raise ValueError(f"{name} stands where a finite number should")

    def finite(digits: str) -> float:
        number = float(digits)
        if number in (float("inf"), float("-inf")):
            raise ValueError(f"{digits} is larger than a float can be")
        return number

    try:
        return json.loads(
            text, object_pairs_hook=no_doubles, parse_constant=no_constant, parse_float=finite
        )
    except json.JSONDecodeError as problem:
        is_cut = problem.pos >= len(text.rstrip()) or problem.msg.startswith("Unterminated")
        raise ValueError(
            f"line {problem.lineno}, column {problem.colno}: {problem.msg}"
            + ("; is the file cut short?" if is_cut else "")
        ) from None
    except ValueError as problem:
        if "digits" not in str(problem):
            raise
        raise ValueError(f"a whole number has more than {MOST_DIGITS} digits") from None
    except RecursionError:
        raise ValueError("lists stand in lists, too deep for a network") from None


def checked_keys(value: Any, keys: Sequence[str], where: str) -> None:
    """Raise ValueError unless this is an object with just these keys."""
    if not isinstance(value, dict):
        raise ValueError(
            f"{where} should be an object with {listed(keys)}, but {shown(value)} came"
        )
    for key in keys:
        if key not in value:
            raise ValueError(f"{where} has no {shown(key)}")
    allowed = set(keys)
    for key in value:
        if key not in allowed:
            raise ValueError(f"{where} has {shown(key)}; there should only be {listed(keys)}")


def checked_list(value: Any, where: str, at_least: int) -> list[Any]:
    """Return a list, or raise ValueError."""
    if not isinstance(value, list) or len(value) < at_least:
        raise ValueError(f"{where} should be a list of {at_least} or more, but {shown(value)} came")
    return value


def checked_text(value: Any, where: str) -> str:
    """Return a name, or raise ValueError; it is one that a Network would take."""
    if not isinstance(value, str) or not value.isprintable() or not value.strip():
        raise ValueError(f"{where} should be a printable name, but {shown(value)} stands there")
    return value


def known(name: Any, ready_made: dict[str, Function], own: list[Function], where: str) -> Function:
    """Return the function of that name, or raise ValueError."""
    functions = {**{each.name: each for each in own}, **ready_made}
    if not isinstance(name, str) or name not in functions:
        raise ValueError(
            f"{where} is {shown(name)}, which is none of {', '.join(functions)}; one of your own "
            "has to be handed in: load(path, activations=[...], error_functions=[...])"
        )
    return functions[name]


def refuse_same_names(names: list[str]) -> None:
    """Raise ValueError if two Neurons have the same name: weights would be mixed up."""
    seen = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two Neurons have the name {shown(name)}")
        seen.add(name)


def checked_weights(value: Any, names: list[list[str]], biases: list[str]) -> list[list[Number]]:
    """Return all weights, a list for each layer of Links; ValueError names what is missing."""
    layers = checked_list(value, "weights", at_least=1)
    if len(layers) != len(biases):
        raise ValueError(
            f"weights should be {len(biases)} lists, one between each two layers, but "
            f"{len(layers)} came"
        )
    weights = []
    for number, rows in enumerate(layers):
        senders = [biases[number], *names[number]]
        where = f"weights[{number}]"
        rows = checked_list(rows, where, at_least=1)
        if len(rows) != len(senders):
            raise ValueError(
                f"{where} should have {len(senders)} entries, one for each Neuron of the layer "
                f"before and its bias, but {len(rows)} came"
            )
        of_layer = []
        for position, (row, sender) in enumerate(zip(rows, senders)):
            place = f"{where}[{position}]"
            checked_keys(row, ("from", "to"), place)
            if row["from"] != sender:
                raise ValueError(
                    f"{place}.from should be {shown(sender)}, but {shown(row['from'])} stands there"
                )
            checked_keys(row["to"], names[number + 1], f"{place}.to")
            for name in names[number + 1]:
                of_layer.append(
                    number_from_json(row["to"][name], f"{place}.to.{shown(name)[1:-1]}")
                )
        weights.append(of_layer)
    return weights


def listed(keys: Sequence[str]) -> str:
    """Return keys for people to read, the first ones if there are many."""
    return ", ".join([shown(key)[1:-1] for key in keys[:6]]) + (".." if len(keys) > 6 else "")
