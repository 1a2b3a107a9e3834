"""Save and load a network as a JSON file that you can read and edit.

    {
      "format": "lernmi network",
      "version": 2,
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

Weights are in Link order: a list for each layer of Links, with an entry for each Neuron that the
Links come from, the bias first. The output layer has no bias.

A file is data, never code. It knows an activation of your own only by its name, so you pass the
activation itself again when you load the file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lernmi.activations import Activation, Number
from lernmi.data.preparation import Preparation
from lernmi.engines.plain_networks import why_not_wired
from lernmi.error_functions import ErrorFunction
from lernmi.files.checks import checked_keys, checked_list, checked_text, short_value
from lernmi.files.documents import (
    CHECKPOINT,
    NETWORK,
    VERSIONS,
    checked_document,
    read_document,
    write_document,
)
from lernmi.files.numbers import number_from_json, number_to_json
from lernmi.files.preparations import preparation_from_json, preparation_to_json
from lernmi.functions.initial_weights import zeros
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron

Function = TypeVar("Function", Activation, ErrorFunction)


def save(path: str | Path, network: Network, preparation: Preparation | None = None) -> None:
    """Write a network to a file, so that `load` returns the same network, to the last bit.

    preparation: the Preparation that turns table rows into inputs, and outputs into answers. Get it
        back with `load_preparation`.

    The file doesn't contain the state of an unfinished step (outputs, sensitivities, the stage).

    Raises TypeError or ValueError, and writes nothing, for anything that can't be saved: your
    own types of Neurons and Links, rewired networks, weights that aren't finite, your own functions
    with the name of one of lernmi's, a Preparation for a different network, more than 64 MiB.
    Raises ValueError if the folder doesn't exist, or if `path` is something other than a regular
    file. Raises OSError if the system can't write the file.
    """
    write_document(path, content_of(network, preparation))


def load(
    path: str | Path,
    *,
    activations: Iterable[Activation] = (),
    error_functions: Iterable[ErrorFunction] = (),
) -> Network:
    """Return the network in a file, which may also be a checkpoint.

    activations, error_functions: your own functions that the network uses.

    Raises ValueError, which names the file and the place in it, for anything that `save` wouldn't
    write. Raises OSError if the system can't read the file. Raises TypeError for functions that
    aren't Activations or ErrorFunctions, and ValueError for functions with the name of one of
    lernmi's.
    """
    own = own_functions(activations, ACTIVATIONS, Activation, "activations")
    own_errors = own_functions(error_functions, ERROR_FUNCTIONS, ErrorFunction, "error_functions")
    document = read_document(path)
    try:
        return network_of(network_in(document), own, own_errors)
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from None


def load_preparation(path: str | Path) -> Preparation | None:
    """Return the Preparation that was saved with a network, or None.

    Raises ValueError or OSError as `load` does.
    """
    document = read_document(path)
    try:
        return preparation_of(network_in(document))
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from None


def own_functions(
    functions: Iterable[Function], ready_made: dict[str, Function], kind: type, what: str
) -> list[Function]:
    """Return your own functions as a list, or raise TypeError or ValueError."""
    own = list(functions)
    for function in own:
        if not isinstance(function, kind):
            raise TypeError(f"{what} must be {kind.__name__}s; got {short_value(function)}")
        refuse_borrowed_name(function, ready_made)
    return own


# Saving.


def content_of(network: Network, preparation: Preparation | None = None) -> dict[str, Any]:
    """Return the content of a network's file, or raise TypeError or ValueError."""
    if not isinstance(network, Network):
        raise TypeError(f"save() takes a Network; got {short_value(network)}")
    refuse_other_types(network)
    network.refuse_unsuited_outputs()
    reason = why_not_wired(network)
    if reason:
        raise ValueError(f"can't save a rewired network ({reason})")
    refuse_same_names([checked_text(neuron.name, "a name") for neuron in network.neurons])
    by_name: dict[str, Activation] = {}
    for activation in [
        each.activation for layer in network.neuron_layers for each in layer.neurons
    ]:
        if not isinstance(activation, Activation):
            raise TypeError(f"an activation must be an Activation; got {short_value(activation)}")
        refuse_borrowed_name(activation, ACTIVATIONS)
        if by_name.setdefault(activation.name, activation) is not activation:
            raise ValueError(f"two activations have the name {activation.name}. Rename one")
    refuse_borrowed_name(network.error_function, ERROR_FUNCTIONS)
    checked_text(network.error_function.name, "the name of an error function")
    for name in by_name:
        checked_text(name, "the name of an activation")
    layers = []
    for layer in network.neuron_layers:
        neurons = [
            {"name": neuron.name, "activation": neuron.activation.name} for neuron in layer.neurons
        ]
        bias = {} if layer.bias is None else {"bias": layer.bias.name}
        layers.append({**bias, "neurons": neurons})
    content = {
        "format": NETWORK,
        "version": VERSIONS[NETWORK],
        "error_function": network.error_function.name,
        "layers": layers,
        "weights": weights_to_json(network, network.weights),
    }
    if preparation is not None:
        content["preparation"] = preparation_to_json(preparation)
        refuse_unfitting(preparation, len(layers[0]["neurons"]), len(layers[-1]["neurons"]))
    return content


def weights_to_json(network: Network, weights: Sequence[Sequence[Number]]) -> list[Any]:
    """Return the weights by the names of the Neurons at both ends of each Link.

    weights: a list for each layer of Links, in Link order.
    """
    layers = []
    for of_layer, before, after in zip(weights, network.neuron_layers, network.neuron_layers[1:]):
        numbers = iter(of_layer)
        rows = []
        for sender in before.senders():
            row = {}
            for receiver in after.neurons:
                weight = next(numbers)
                if type(weight) is not float or not math.isfinite(weight):
                    weight = number_to_json(weight, f"the weight of {sender.name}->{receiver.name}")
                row[receiver.name] = weight
            rows.append({"from": sender.name, "to": row})
        layers.append(rows)
    return layers


def refuse_other_types(network: Network) -> None:
    """Raise TypeError for types of your own, because loading would return lernmi's.

    Raises ValueError for a bias Neuron with an output other than 1.
    """
    things: list[tuple[Any, type]] = [(network, Network)]
    things += [(neuron, Neuron) for layer in network.neuron_layers for neuron in layer.neurons]
    things += [(link, Link) for link in network.links if type(link) is not Link]
    things += [(each.bias, BiasNeuron) for each in network.neuron_layers if each.bias is not None]
    for each in network.neuron_layers:
        if each.bias is not None and each.bias.output != 1:
            raise ValueError(
                f"can't save {each.bias.name}: its output must be 1; got "
                f"{short_value(each.bias.output)}"
            )
    for thing, usual in things:
        if type(thing) is not usual:
            name = getattr(thing, "name", "the network")
            raise TypeError(
                f"can't save {name}: its type must be {usual.__name__}; got {type(thing).__name__}"
            )


def refuse_borrowed_name(function: Function, ready_made: dict[str, Function]) -> None:
    """Raise ValueError for a function of your own with the name of one of lernmi's."""
    if ready_made.get(function.name, function) is not function:
        raise ValueError(
            f"your function {function.name} has the name of one of lernmi's, and loading would "
            "return lernmi's. Rename yours"
        )


# Loading.


def network_in(document: dict[str, Any]) -> dict[str, Any]:
    """Return the network's part of a file, or raise ValueError for a wrong key."""
    if document["format"] == CHECKPOINT:
        document = checked_document(document.get("network"), [NETWORK])
    # Version 1 had no preparation.
    optional = ["preparation"] if document["version"] > 1 else []
    keys = ("format", "version", "error_function", "layers", "weights")
    return checked_keys(document, keys, "the file", optional)


def preparation_of(content: dict[str, Any]) -> Preparation | None:
    """Return the Preparation, or None if there is none. Raises ValueError for a mistake in it."""
    if "preparation" not in content:
        return None
    names, _, _ = checked_layers(content["layers"])
    preparation = preparation_from_json(content["preparation"])
    refuse_unfitting(preparation, len(names[0]), len(names[-1]))
    return preparation


def network_of(
    content: dict[str, Any],
    activations: list[Activation],
    error_functions: list[ErrorFunction],
) -> Network:
    """Return the network itself. Raises ValueError for a mistake in it or in the Preparation."""
    error_function = function_named(
        content["error_function"], ERROR_FUNCTIONS, error_functions, "error_function"
    )
    names, functions, biases = checked_layers(content["layers"])
    layer_activations = [
        [
            function_named(
                name, ACTIVATIONS, activations, f"layers[{number}].neurons[{position}].activation"
            )
            for position, name in enumerate(layer_functions)
        ]
        for number, layer_functions in enumerate(functions)
    ]
    # Check the weights before building any Link, so that a small file can't claim a large network.
    weights = checked_weights(content["weights"], names, biases, "weights")
    preparation_of(content)

    network = Network(
        [len(layer_names) for layer_names in names],
        output_activation=layer_activations[-1][0],
        error=error_function,
        initial_weights=zeros,
    )
    for layer, layer_names, activations in zip(network.neuron_layers, names, layer_activations):
        for neuron, name, activation in zip(layer.neurons, layer_names, activations):
            neuron.name, neuron.activation = name, activation
    for layer, bias in zip(network.neuron_layers, biases):
        assert layer.bias is not None
        layer.bias.name = bias
    # One by one, because the setter of all weights refuses types of numbers that don't mix.
    for link, weight in zip(network.links, [weight for layer in weights for weight in layer]):
        link.weight = weight
    network.refuse_unsuited_outputs()
    return network


def checked_layers(value: Any) -> tuple[list[list[str]], list[list[Any]], list[str]]:
    """Return the names of the Neurons, of their activations and of the biases, layer by layer.

    Raises ValueError for a missing part, an unknown part, and a name that occurs twice.
    """
    layers = checked_list(value, "layers", at_least=2)
    names: list[list[str]] = []
    functions: list[list[Any]] = []
    biases: list[str] = []
    for number, layer in enumerate(layers):
        where = f"layers[{number}]"
        is_last = number == len(layers) - 1
        checked_keys(layer, ("neurons",) if is_last else ("bias", "neurons"), where)
        names.append([])
        functions.append([])
        for position, neuron in enumerate(checked_list(layer["neurons"], f"{where}.neurons", 1)):
            place = f"{where}.neurons[{position}]"
            checked_keys(neuron, ("name", "activation"), place)
            names[-1].append(checked_text(neuron["name"], f"{place}.name"))
            functions[-1].append(neuron["activation"])
        if not is_last:
            biases.append(checked_text(layer["bias"], f"{where}.bias"))
    refuse_same_names([*biases, *[name for layer_names in names for name in layer_names]])
    return names, functions, biases


def refuse_unfitting(preparation: Preparation, inputs: int, outputs: int) -> None:
    """Raise ValueError unless a Preparation fits the network's number of inputs and outputs."""
    for what, wanted, made in (
        ("inputs", inputs, len(preparation.input_names)),
        ("outputs", outputs, len(preparation.output_names)),
    ):
        if wanted != made:
            raise ValueError(
                f"the preparation needs a network with {made} {what}; this one has {wanted}"
            )


def function_named(
    name: Any, ready_made: dict[str, Function], own: list[Function], where: str
) -> Function:
    """Return the function with this name, or raise ValueError."""
    functions = {**{each.name: each for each in own}, **ready_made}
    if not isinstance(name, str) or name not in functions:
        raise ValueError(
            f"{where} must be one of {', '.join(functions)}; got {short_value(name)}. To use a "
            "function of your own, call load(path, activations=[...], error_functions=[...])"
        )
    return functions[name]


def refuse_same_names(names: list[str]) -> None:
    """Raise ValueError if two Neurons have the same name, because weights go by names."""
    seen = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two Neurons have the name {short_value(name)}")
        seen.add(name)


def checked_weights(
    value: Any, names: list[list[str]], biases: list[str], place: str
) -> list[list[Number]]:
    """Return all weights, a list for each layer of Links. Raises ValueError for a mistake.

    place: where the weights are in the file, for messages.
    """
    layers = checked_list(value, place, at_least=1)
    if len(layers) != len(biases):
        raise ValueError(
            f"{place} must have {len(biases)} lists, one for each layer of Links; got {len(layers)}"
        )
    weights = []
    for number, rows in enumerate(layers):
        senders = [biases[number], *names[number]]
        where = f"{place}[{number}]"
        rows = checked_list(rows, where, at_least=1)
        if len(rows) != len(senders):
            raise ValueError(
                f"{where} must have {len(senders)} entries, for the bias and each Neuron of the "
                f"layer before; got {len(rows)}"
            )
        of_layer = []
        for position, (row, sender) in enumerate(zip(rows, senders)):
            entry = f"{where}[{position}]"
            checked_keys(row, ("from", "to"), entry)
            if row["from"] != sender:
                raise ValueError(
                    f"{entry}.from must be {short_value(sender)}; got {short_value(row['from'])}"
                )
            checked_keys(row["to"], names[number + 1], f"{entry}.to")
            for name in names[number + 1]:
                cell = f"{entry}.to.{short_value(name)[1:-1]}"
                of_layer.append(number_from_json(row["to"][name], cell))
        weights.append(of_layer)
    return weights
