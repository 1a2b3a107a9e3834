"""A network as a JSON file that people can read and edit.

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

Weights stand in Link order: for each layer of Links a list with an entry for each Neuron that they
come from, the bias first. The layer of outputs has no bias.

A file is data, never code: an activation of your own is known by its name, and handed in again at
loading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lernmi.activations import Activation, Number
from lernmi.data.preparation import Preparation
from lernmi.engines.plain_networks import why_not_wired
from lernmi.error_functions import ErrorFunction
from lernmi.files.checks import checked_keys, checked_list, checked_text, told
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
    """Write a network into a file, so that `load` gives the same one back, to the last bit.

    preparation: how rows of a table become its inputs, and its outputs words or amounts, for
        `load_preparation`.

    What is half way in the network (outputs, sensitivities, its stage) is not kept.

    Raises TypeError or ValueError, and writes nothing, for what a file can't keep: types of Neurons
    and Links of your own, rewired networks, weights that are no finite numbers, functions of your
    own with the name of one of lernmi's, a Preparation for another network, what makes more than
    64 MiB; ValueError, too, if there is no such folder or something else than a plain file stands
    there. Raises OSError if it can't be written.
    """
    write_document(path, content_of(network, preparation))


def load(
    path: str | Path,
    *,
    activations: Iterable[Activation] = (),
    error_functions: Iterable[ErrorFunction] = (),
) -> Network:
    """Return the network that a file holds; a checkpoint holds one, too.

    activations, error_functions: those of your own that it was saved with.

    Raises ValueError, which names the file and the place in it, for anything that is not as `save`
    writes it; OSError if it can't be read. Raises TypeError for functions that are no Activations
    or ErrorFunctions, ValueError for those with the name of one of lernmi's.
    """
    own = own_functions(activations, ACTIVATIONS, Activation, "activations")
    own_errors = own_functions(error_functions, ERROR_FUNCTIONS, ErrorFunction, "error_functions")
    document = read_document(path)
    try:
        return network_of(network_in(document), own, own_errors)
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from None


def load_preparation(path: str | Path) -> Preparation | None:
    """Return the Preparation that a network was saved with; None if there was none.

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
    """Return functions of one's own; TypeError or ValueError for what can't be one."""
    found = list(functions)
    for function in found:
        if not isinstance(function, kind):
            raise TypeError(f"{what} must be {kind.__name__}s; got {told(function)}")
        refuse_borrowed_name(function, ready_made)
    return found


# Saving.


def content_of(network: Network, preparation: Preparation | None = None) -> dict[str, Any]:
    """Return what stands in the file of a network; TypeError or ValueError for what can't."""
    if not isinstance(network, Network):
        raise TypeError(f"save() takes a Network; got {told(network)}")
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
            raise TypeError(f"an activation must be an Activation; got {told(activation)}")
        refuse_borrowed_name(activation, ACTIVATIONS)
        if by_name.setdefault(activation.name, activation) is not activation:
            raise ValueError(f"two activations have the name {activation.name}: rename one")
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
    """Return weights for a network by the names of the Neurons that they lead from and to.

    weights: a list for each layer of Links, in Link order.
    """
    layers = []
    for of_layer, before, after in zip(weights, network.neuron_layers, network.neuron_layers[1:]):
        numbers = iter(of_layer)
        rows = []
        for sender in before.senders():
            row = {}
            for receiver in after.neurons:
                what = f"the weight of {sender.name}->{receiver.name}"
                row[receiver.name] = number_to_json(next(numbers), what)
            rows.append({"from": sender.name, "to": row})
        layers.append(rows)
    return layers


def refuse_other_types(network: Network) -> None:
    """Raise TypeError for types of one's own, which would come back as lernmi's.

    Raises ValueError for a bias Neuron whose output is not 1.
    """
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


def network_in(document: dict[str, Any]) -> dict[str, Any]:
    """Return what stands in a file about the network itself; ValueError for a wrong key."""
    if document["format"] == CHECKPOINT:
        document = checked_document(document.get("network"), [NETWORK])
    # Version 1 knew no preparation.
    optional = ["preparation"] if document["version"] > 1 else []
    keys = ("format", "version", "error_function", "layers", "weights")
    return checked_keys(document, keys, "the file", optional)


def preparation_of(content: dict[str, Any]) -> Preparation | None:
    """Return the Preparation, if there is one; ValueError names what is wrong with it."""
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
    """Return the network itself; ValueError names what is wrong, also with the Preparation."""
    error_function = known(
        content["error_function"], ERROR_FUNCTIONS, error_functions, "error_function"
    )
    names, functions, biases = checked_layers(content["layers"])
    layer_activations = [
        [
            known(
                name, ACTIVATIONS, activations, f"layers[{number}].neurons[{position}].activation"
            )
            for position, name in enumerate(layer_functions)
        ]
        for number, layer_functions in enumerate(functions)
    ]
    # All weights are there before the first Link is built: a small file can't ask for a large one.
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
    # One by one: a file may hold types of numbers that can't be mixed in calculations.
    for link, weight in zip(network.links, [weight for layer in weights for weight in layer]):
        link.weight = weight
    network.refuse_unsuited_outputs()
    return network


def checked_layers(value: Any) -> tuple[list[list[str]], list[list[Any]], list[str]]:
    """Return, layer by layer, the names of the Neurons and of their activations, and of the biases.

    Raises ValueError for what is missing, is too much, or has no name of its own.
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
    """Raise ValueError unless a Preparation makes as many numbers as there are Neurons for them."""
    for what, wanted, made in (
        ("inputs", inputs, len(preparation.input_names)),
        ("outputs", outputs, len(preparation.output_names)),
    ):
        if wanted != made:
            raise ValueError(
                f"the preparation is for a network with {made} {what}, but this one has {wanted}"
            )


def known(name: Any, ready_made: dict[str, Function], own: list[Function], where: str) -> Function:
    """Return the function of that name, or raise ValueError."""
    functions = {**{each.name: each for each in own}, **ready_made}
    if not isinstance(name, str) or name not in functions:
        raise ValueError(
            f"{where} is {told(name)}, which is none of {', '.join(functions)}; one of your own "
            "has to be handed in: load(path, activations=[...], error_functions=[...])"
        )
    return functions[name]


def refuse_same_names(names: list[str]) -> None:
    """Raise ValueError if two Neurons have the same name: weights would be mixed up."""
    seen = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two Neurons have the name {told(name)}")
        seen.add(name)


def checked_weights(
    value: Any, names: list[list[str]], biases: list[str], place: str
) -> list[list[Number]]:
    """Return all weights, a list for each layer of Links; ValueError names what is missing.

    place: of all of them, for refusals.
    """
    layers = checked_list(value, place, at_least=1)
    if len(layers) != len(biases):
        raise ValueError(
            f"{place} must be {len(biases)} lists, one between each two layers; got {len(layers)}"
        )
    weights = []
    for number, rows in enumerate(layers):
        senders = [biases[number], *names[number]]
        where = f"{place}[{number}]"
        rows = checked_list(rows, where, at_least=1)
        if len(rows) != len(senders):
            raise ValueError(
                f"{where} must have {len(senders)} entries, one for each Neuron of the layer "
                f"before and its bias; got {len(rows)}"
            )
        of_layer = []
        for position, (row, sender) in enumerate(zip(rows, senders)):
            entry = f"{where}[{position}]"
            checked_keys(row, ("from", "to"), entry)
            if row["from"] != sender:
                raise ValueError(f"{entry}.from must be {told(sender)}; got {told(row['from'])}")
            checked_keys(row["to"], names[number + 1], f"{entry}.to")
            for name in names[number + 1]:
                cell = f"{entry}.to.{told(name)[1:-1]}"
                of_layer.append(number_from_json(row["to"][name], cell))
        weights.append(of_layer)
    return weights
