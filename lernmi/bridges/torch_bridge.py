"""Convert networks to PyTorch and back (extra `torch`).

    module = to_torch(network)      # a torch.nn.Sequential of ordinary layers
    network = from_torch(module)    # Neurons and Links with names, to look at

Both compute the same. PyTorch adds in a different order, so the last digits may differ.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

try:
    import torch
except (ImportError, OSError) as problem:
    raise ImportError(
        f"to_torch and from_torch need PyTorch: pip install torch ({problem})"
    ) from None

from lernmi.activations import Activation, identity, leaky_relu, relu, sigmoid, tanh
from lernmi.bridges.layer_weights import plain_layers
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.initial_weights import zeros
from lernmi.network import Network
from lernmi.support.parts import refuse_unsuited
from lernmi.support.texts import short_text

# Above this input, a float can't hold the difference between softplus and its input.
NO_BEND_LEFT = 40
# The deepest nesting of Sequentials.
DEEPEST = 50
# A mark in the file, so that lernmi overwrites only its own files.
MADE_WITH = "lernmi"


class Sine(torch.nn.Module):
    """The sine of each input; PyTorch has no module for it."""

    def forward(self, inputs: Any) -> Any:
        """Return the sines of a tensor."""
        return torch.sin(inputs)


# For each activation, a function that makes a new module.
MODULES: dict[Activation, Callable[[], Any]] = {
    identity: torch.nn.Identity,
    sigmoid: torch.nn.Sigmoid,
    tanh: torch.nn.Tanh,
    relu: torch.nn.ReLU,
    leaky_relu: lambda: torch.nn.LeakyReLU(0.01),
    softplus: lambda: torch.nn.Softplus(threshold=NO_BEND_LEFT),
    elu: torch.nn.ELU,
    silu: torch.nn.SiLU,
    gelu: torch.nn.GELU,
    sine: Sine,
}


def to_torch(network: Network) -> Any:
    """Return a torch.nn.Sequential that computes the same outputs.

    It consists of ordinary torch.nn.Linear layers in float64, with their activations in between.
    Changing the module doesn't change the network. With a cross-entropy, the outputs are not
    probabilities (the network's own outputs aren't either): use torch.nn.CrossEntropyLoss or
    BCEWithLogitsLoss with them. lernmi's squared error is half the sum over the outputs of a
    sample; torch.nn.MSELoss is their mean.

    Raises TypeError for anything but a Network. Raises ValueError for anything that layers can't
    represent: your own types of Neurons and Links, rewired networks, several activations in one
    layer, your own activations, Fractions.
    """
    input_activation, layers = plain_layers(network, "PyTorch")
    modules = []
    if input_activation is not identity:
        modules.append(MODULES[input_activation]())
    for layer in layers:
        # Without random weights, which would use up numbers of PyTorch's random generator.
        linear = torch.nn.utils.skip_init(
            torch.nn.Linear,
            len(layer.weights[0]),
            len(layer.biases),
            device="cpu",
            dtype=torch.float64,
        )
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(layer.weights, dtype=torch.float64, device="cpu"))
            linear.bias.copy_(torch.tensor(layer.biases, dtype=torch.float64, device="cpu"))
        modules.append(linear)
        if layer.activation is not identity:
            modules.append(MODULES[layer.activation]())
    return torch.nn.Sequential(*modules)


def from_torch(module: Any, error: ErrorFunction = squared_error) -> Network:
    """Return a Network that computes the same as some layers of PyTorch.

    module: a torch.nn.Linear, or a torch.nn.Sequential of Linears and activations, nested or not:
        Sigmoid, Tanh, ReLU, LeakyReLU(0.01), Softplus, ELU, SiLU, GELU, Sine and Identity. An
        activation before the first Linear becomes that of the inputs. Flatten may be there, too,
        because inputs are a flat list anyway, and so may Dropout if `eval()` has switched it off.
    error: the ErrorFunction for the network, because modules have none.

    Weights are exact, for any kind of float. Without a bias, the weights of the bias Links are 0.
    (Above its threshold, usually 20, torch.nn.Softplus is a straight line: a difference of 2e-9.)

    Raises TypeError if `module` isn't a module or `error` isn't an ErrorFunction. Raises
    ValueError, with the place, for any other module, and for a Linear that doesn't fit the one
    before. Raises ValueError if the error function doesn't go with the last activation, or if a
    weight isn't finite.
    """
    if not isinstance(module, torch.nn.Module):
        raise TypeError(
            f"from_torch() needs a torch.nn.Sequential or Linear; got {short_text(module)}"
        )
    if not isinstance(error, ErrorFunction):
        raise TypeError(
            "error must be an ErrorFunction, such as lernmi.functions.softmax_cross_entropy; "
            f"got {short_text(error)}"
        )
    # The activation of the inputs, then of each layer.
    activations: list[Activation] = [identity]
    linears: list[Any] = []
    # The last module, if it is an activation.
    last = ""
    for place, part in parts(module, ""):
        if type(part) is torch.nn.Linear:
            refuse_hooks(part, place)
            refuse_misfit(part, place, linears)
            linears.append(part)
            activations.append(identity)
            last = ""
            continue
        activation = activation_of_module(part, place, is_last=part is last_part(module))
        refuse_hooks(part, place)
        if activation is None or activation is identity:
            continue
        if last:
            raise ValueError(
                f"a Neuron has only one activation; got {text_with_place(part, place)} right after "
                f"{last}"
            )
        activations[-1] = activation
        last = text_with_place(part, place)
    if not linears:
        raise ValueError("from_torch() needs at least one torch.nn.Linear; got none")

    refuse_unsuited(error, activations[-1])
    sizes = [linears[0].in_features, *[linear.out_features for linear in linears]]
    network = Network(sizes, initial_weights=zeros, output_activation=identity, error=error)
    for layer, activation in zip(network.neuron_layers, activations):
        for neuron in layer.neurons:
            neuron.activation = activation
    network.weights = [weights_in_link_order(linear) for linear in linears]
    return network


def parts(module: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Yield all modules inside the Sequentials, each after its place, such as "2.0".

    Raises ValueError for a Sequential with hooks, and for Sequentials nested too deep.
    """
    if type(module) is not torch.nn.Sequential:
        yield place, module
        return
    refuse_hooks(module, place)
    if place.count(".") > DEEPEST:
        raise ValueError(f"the Sequential at {place[:20]}.. is nested too deep, or contains itself")
    # named_children() would leave out a module that occurs twice.
    for name, inner in module._modules.items():
        yield from parts(inner, f"{place}.{name}" if place else name)


def last_part(module: Any) -> Any:
    """Return the last module, however deeply it is nested."""
    while type(module) is torch.nn.Sequential and len(module):
        module = module[-1]
    return module


def text_with_place(module: Any, place: str) -> str:
    """Return a module as text with its place."""
    return f"{short_text(module)} at {place}" if place else short_text(module)


def refuse_hooks(module: Any, place: str) -> None:
    """Raise ValueError if something other than the module may change what it computes."""
    if module._forward_hooks or module._forward_pre_hooks or "forward" in vars(module):
        raise ValueError(
            f"{text_with_place(module, place)} has hooks or its own forward, which may change what "
            "it computes. Remove them (torch.nn.utils.remove_weight_norm, prune.remove and the "
            "like)"
        )


def refuse_misfit(linear: Any, place: str, before: list[Any]) -> None:
    """Raise ValueError if a Linear doesn't fit the one before it, or doesn't hold floats."""
    if before and before[-1].out_features != linear.in_features:
        raise ValueError(
            f"{text_with_place(linear, place)} takes {linear.in_features} numbers; the layer "
            f"before it outputs {before[-1].out_features}"
        )
    if 0 in (linear.in_features, linear.out_features):
        raise ValueError(
            f"{text_with_place(linear, place)} must have at least one Neuron on each side"
        )
    sizes = {"weight": (linear.out_features, linear.in_features), "bias": (linear.out_features,)}
    for name, size in sizes.items():
        numbers = getattr(linear, name)
        if numbers is None:
            # It has no bias.
            continue
        problem = ""
        if numbers.is_meta:
            problem = "has no numbers yet"
        elif not numbers.is_floating_point() or numbers.layout != torch.strided:
            problem = f"must be floats in a plain table; got {numbers.dtype} and {numbers.layout}"
        elif tuple(numbers.shape) != size:
            problem = f"must have the shape {size}; got {tuple(numbers.shape)}"
        if problem:
            raise ValueError(f"the {name} of {text_with_place(linear, place)} {problem}")


def activation_of_module(module: Any, place: str, is_last: bool) -> Activation | None:
    """Return lernmi's activation for a module, None if it changes nothing, or raise ValueError."""
    if module is None:
        raise ValueError(f"{place} must be a module; got None")
    kind = type(module)
    nn = torch.nn
    advice = ""
    if kind is nn.Dropout:
        if not module.training or module.p == 0:
            return None
        advice = "switch it off first with module.eval(), because Neurons don't drop out at random"
    elif kind is nn.Flatten:
        if (module.start_dim, module.end_dim) == (1, -1):
            return None
        advice = "only Flatten() without arguments"
    elif kind in (nn.Softmax, nn.LogSoftmax) and is_last:
        advice = (
            "leave it out, and pass error=softmax_cross_entropy, which turns the outputs into "
            "probabilities itself"
        )
    elif kind is nn.LeakyReLU and module.negative_slope != 0.01:
        advice = "only the slope 0.01"
    elif kind is nn.ELU and module.alpha != 1:
        advice = "only alpha=1"
    elif kind is nn.GELU and module.approximate != "none":
        advice = "only the exact one, approximate='none'"
    elif kind is nn.Softplus and (module.beta != 1 or module.threshold < 20):
        advice = "only beta=1, with a threshold of 20 or more"
    elif kind in KNOWN:
        return KNOWN[kind]
    elif torch.nn.utils.parametrize.is_parametrized(module):
        advice = "call torch.nn.utils.parametrize.remove_parametrizations(module, 'weight') first"
    elif kind is nn.LazyLinear:
        advice = "send one sample through it first, so that it knows its size"
    elif [*module.children()]:
        advice = "pass the layers in it, in their order, as a torch.nn.Sequential"
    else:
        names = ", ".join(["Linear", *[known.__name__ for known in KNOWN]])
        advice = f"it must be one of {names}"
    raise ValueError(f"lernmi can't take {text_with_place(module, place)}: {advice}")


# Each activation by the type of its module.
KNOWN: dict[Any, Activation] = {type(make()): activation for activation, make in MODULES.items()}


def weights_in_link_order(linear: Any) -> list[float]:
    """Return the weights of a Linear in Link order: from the bias first, then from each input."""
    # Convert to float64 first: it holds every float32 and float16 exactly.
    rows = linear.weight.detach().to(device="cpu", dtype=torch.float64).tolist()
    if linear.bias is None:
        biases = [0.0] * linear.out_features
    else:
        biases = linear.bias.detach().to(device="cpu", dtype=torch.float64).tolist()
    weights = list(biases)
    for column in zip(*rows):
        weights.extend(column)
    return weights


def contents_for_file(network: Network) -> dict[str, Any]:
    """Return the content of a .pt file: only data, so that `weights_only=True` can load it.

    built: Python code that builds the module.
    state_dict: its weights, for the module's `load_state_dict`.
    """
    module = to_torch(network)
    return {
        "made_with": MADE_WITH,
        "built": how_to_build(module),
        "state_dict": module.state_dict(),
    }


def file_of(content: dict[str, Any]) -> bytes:
    """Return the bytes of a .pt file."""
    buffer = io.BytesIO()
    torch.save(content, buffer)
    return buffer.getvalue()


def is_file_of_lernmi(path: Path) -> bool:
    """Return whether lernmi wrote a .pt file, without running any code in it."""
    try:
        with warnings.catch_warnings():
            # PyTorch warns about other kinds of files.
            warnings.simplefilter("ignore")
            content = torch.load(path, map_location="cpu", weights_only=True)
    except Exception:
        # PyTorch raises many types of errors for files that it can't read.
        return False
    return isinstance(content, dict) and content.get("made_with") == MADE_WITH


def how_to_build(module: Any) -> str:
    """Return Python code that builds the same layers, one per line, with new weights."""
    built = []
    for part in module:
        if type(part) is torch.nn.Linear:
            built.append(f"torch.nn.Linear({part.in_features}, {part.out_features})")
        elif type(part) is Sine:
            built.append("Sine()")
        else:
            # PyTorch's own repr, such as Softplus(beta=1.0, threshold=40.0).
            built.append(f"torch.nn.{part!r}")
    parts = "".join([f"    {part},\n" for part in built])
    return f"torch.nn.Sequential(\n{parts}).double()"
