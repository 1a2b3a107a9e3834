"""To PyTorch and back (extra `torch`).

    module = to_torch(network)      # a torch.nn.Sequential: ordinary layers, to go on with
    network = from_torch(module)    # Neurons and Links with names, to look at

Both compute the same. PyTorch adds in another order, so the last digits may differ.
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
        f"going to PyTorch and back needs it: pip install torch ({problem})"
    ) from None

from lernmi.activations import Activation, identity, leaky_relu, relu, sigmoid, tanh
from lernmi.bridges.layer_weights import plain_layers
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.initial_weights import zeros
from lernmi.network import Network
from lernmi.support.parts import refuse_unsuited
from lernmi.support.texts import short_text

# From here on a float holds no digit of the difference between softplus and its input.
NO_BEND_LEFT = 40
# So many Sequentials may stand in each other.
DEEPEST = 50
# What the file says it is, so that no file of anybody else's is written over.
MADE_WITH = "lernmi"


class Sine(torch.nn.Module):
    """The sine of each input, which PyTorch has no module for."""

    def forward(self, inputs: Any) -> Any:
        """Return the sines of a tensor."""
        return torch.sin(inputs)


# Each makes a new module.
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

    It has ordinary torch.nn.Linear layers in float64, and their activations in between; none of
    it is shared with the network. With a cross-entropy, its outputs are no probabilities, just
    as the network's: torch.nn.CrossEntropyLoss or BCEWithLogitsLoss goes with them. Where
    lernmi's squared error sums over the outputs of a sample, torch.nn.MSELoss takes their mean,
    and has no half.

    Raises TypeError for what is no Network, and ValueError for what layers can't be: types of
    Neurons and Links of your own, rewired networks, several activations in a layer, activations of
    your own, Fractions.
    """
    input_activation, layers = plain_layers(network, "PyTorch")
    modules = []
    if input_activation is not identity:
        modules.append(MODULES[input_activation]())
    for layer in layers:
        # Without weights by lot, which would take numbers from PyTorch's random generator.
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

    module: a torch.nn.Linear, or a torch.nn.Sequential of such and of activations, one inside
        the other if need be: Sigmoid, Tanh, ReLU, LeakyReLU(0.01), Softplus, ELU, SiLU, GELU, Sine
        and Identity. An activation before all layers becomes that of the inputs. Flatten changes
        nothing where inputs are a flat list; Dropout, where it is switched off by `eval()`.
    error: the ErrorFunction that the network gets; modules have none.

    Weights come exactly, of any kind of float. Without a bias, the weights of the bias Links are 0.
    (torch.nn.Softplus is a straight line from its threshold on, usually 20: a difference of 2e-9.)

    Raises TypeError if it is no module, or `error` no ErrorFunction; ValueError, with the place,
    for a module that is not one of these, or that doesn't fit the one before it; and ValueError if
    the error function doesn't go with the last activation, or a weight is not finite.
    """
    if not isinstance(module, torch.nn.Module):
        raise TypeError(
            f"from_torch() takes a torch.nn.Sequential or Linear; got {short_text(module)}"
        )
    if not isinstance(error, ErrorFunction):
        raise TypeError(
            "error must be an ErrorFunction, such as lernmi.functions.softmax_cross_entropy; "
            f"got {short_text(error)}"
        )
    # Of the inputs, then of each layer.
    activations: list[Activation] = [identity]
    linears: list[Any] = []
    # What stands at the end, as long as it is an activation.
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
                f"a Neuron has one activation, but {named(part, place)} comes right after {last}"
            )
        activations[-1] = activation
        last = named(part, place)
    if not linears:
        raise ValueError("a network needs a torch.nn.Linear at least, but there is none in it")

    refuse_unsuited(error, activations[-1])
    sizes = [linears[0].in_features, *[linear.out_features for linear in linears]]
    network = Network(sizes, initial_weights=zeros, output_activation=identity, error=error)
    for layer, activation in zip(network.neuron_layers, activations):
        for neuron in layer.neurons:
            neuron.activation = activation
    network.weights = [weights_in_link_order(linear) for linear in linears]
    return network


def parts(module: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Yield all modules that are no Sequential, each after its place, such as "2.0".

    Raises ValueError for a Sequential with hooks, or in too many others.
    """
    if type(module) is not torch.nn.Sequential:
        yield place, module
        return
    refuse_hooks(module, place)
    if place.count(".") > DEEPEST:
        raise ValueError(
            f"the Sequential at {place[:20]}.. stands in too many others, or in itself"
        )
    # named_children() would leave out a module that stands in it twice.
    for name, inner in module._modules.items():
        yield from parts(inner, f"{place}.{name}" if place else name)


def last_part(module: Any) -> Any:
    """Return the module at the very end."""
    while type(module) is torch.nn.Sequential and len(module):
        module = module[-1]
    return module


def named(module: Any, place: str) -> str:
    """Return a module with its place, for people to read."""
    return f"{short_text(module)} at {place}" if place else short_text(module)


def refuse_hooks(module: Any, place: str) -> None:
    """Raise ValueError if something else than the module itself has a say in what it computes."""
    if module._forward_hooks or module._forward_pre_hooks or "forward" in vars(module):
        raise ValueError(
            f"{named(module, place)} has hooks or a forward of its own, which may change what it "
            "computes: remove them (torch.nn.utils.remove_weight_norm, prune.remove and the like)"
        )


def refuse_misfit(linear: Any, place: str, before: list[Any]) -> None:
    """Raise ValueError if a Linear can't take what the one before it gives, or holds no floats."""
    if before and before[-1].out_features != linear.in_features:
        raise ValueError(
            f"{named(linear, place)} takes {linear.in_features} numbers, but the layer before it "
            f"gives {before[-1].out_features}"
        )
    if 0 in (linear.in_features, linear.out_features):
        raise ValueError(f"{named(linear, place)} must have one Neuron at least on each side")
    sizes = {"weight": (linear.out_features, linear.in_features), "bias": (linear.out_features,)}
    for name, size in sizes.items():
        numbers = getattr(linear, name)
        if numbers is None:
            # It has no bias.
            continue
        kind = ""
        if numbers.is_meta:
            kind = "has no numbers yet"
        elif not numbers.is_floating_point() or numbers.layout != torch.strided:
            kind = f"is of {numbers.dtype} and {numbers.layout}, not floats in a plain table"
        elif tuple(numbers.shape) != size:
            kind = f"has the shape {tuple(numbers.shape)}, and not {size}"
        if kind:
            raise ValueError(f"the {name} of {named(linear, place)} {kind}")


def activation_of_module(module: Any, place: str, is_last: bool) -> Activation | None:
    """Return lernmi's activation for a module; None if it changes nothing; else ValueError."""
    if module is None:
        raise ValueError(f"there is no module at {place}, but None")
    kind = type(module)
    nn = torch.nn
    advice = ""
    if kind is nn.Dropout:
        if not module.training or module.p == 0:
            return None
        advice = "switch it off first, with module.eval(): Neurons don't drop out by chance"
    elif kind is nn.Flatten:
        if (module.start_dim, module.end_dim) == (1, -1):
            return None
        advice = "Flatten() alone can be left out, with no numbers of its own"
    elif kind in (nn.Softmax, nn.LogSoftmax) and is_last:
        advice = (
            "leave it out, and hand in error=softmax_cross_entropy, which makes probabilities of "
            "the outputs itself"
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
        advice = "first torch.nn.utils.parametrize.remove_parametrizations(module, 'weight')"
    elif kind is nn.LazyLinear:
        advice = "send one sample through it first, so that it knows its size"
    elif [*module.children()]:
        advice = "hand in the layers that are in it, in their order, as a torch.nn.Sequential"
    else:
        names = ", ".join(["Linear", *[known.__name__ for known in KNOWN]])
        advice = f"there are {names}"
    raise ValueError(f"lernmi has nothing like {named(module, place)}: {advice}")


# By the type of the module.
KNOWN: dict[Any, Activation] = {type(make()): activation for activation, make in MODULES.items()}


def weights_in_link_order(linear: Any) -> list[float]:
    """Return the weights of a Linear: of the bias first, then of each input, to every output."""
    # To float64 first: what is float32 or half of that has the same value there.
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
    """Return what is kept in a .pt file: data only, so that `weights_only=True` can load it.

    state_dict: for `load_state_dict` of a module that was built as `built` says.
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
    """Say whether a .pt file was written by lernmi; nothing in it is run to find that out."""
    try:
        with warnings.catch_warnings():
            # Of other kinds of files, which are none of lernmi's.
            warnings.simplefilter("ignore")
            content = torch.load(path, map_location="cpu", weights_only=True)
    except Exception:
        # Whatever it is: PyTorch raises many things for files that it can't read.
        return False
    return isinstance(content, dict) and content.get("made_with") == MADE_WITH


def how_to_build(module: Any) -> str:
    """Return Python that builds such a module, with weights of its own: a line for each part."""
    built = []
    for part in module:
        if type(part) is torch.nn.Linear:
            built.append(f"torch.nn.Linear({part.in_features}, {part.out_features})")
        elif type(part) is Sine:
            built.append("Sine()")
        else:
            # As PyTorch shows it, such as Softplus(beta=1.0, threshold=40.0).
            built.append(f"torch.nn.{part!r}")
    parts = "".join([f"    {part},\n" for part in built])
    return f"torch.nn.Sequential(\n{parts}).double()"
