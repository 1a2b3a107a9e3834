"""`show`: draw a network in the terminal or to a file, or export it for other programs."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable
from pathlib import Path

from lernmi.command_line.option_types import layer_sizes
from lernmi.command_line.small_networks import GATES, network_and_sample
from lernmi.command_line.terminal import PYTHON
from lernmi.data.published import PUBLISHED
from lernmi.files import load, load_preparation, to_python
from lernmi.inside.diagram import draw
from lernmi.network import Network
from lernmi.trainer import Trainer
from lernmi.writing.safe_text import printable
from lernmi.writing.system_errors import reading
from lernmi.writing.whole_files import write_whole

# Building a network with more Links would take many seconds.
MOST_LINKS = 5_000_000


def run(options: argparse.Namespace) -> int:
    """Draw the network, or write it into a file, and return the exit code, 0."""
    if options.what.lower() in (*PUBLISHED, *GATES):
        options.what = options.what.lower()
    if Path(options.what).suffix.lower() in WRITERS:
        raise ValueError(
            f"give the network before the file {options.what}, as in: show xor {options.what}"
        )
    if options.out is None:
        print(draw(network_to_show(options)))
        return 0
    ending = Path(options.out).suffix.lower()
    if ending not in WRITERS:
        raise ValueError(f"OUT must end in {' or '.join(WRITERS)}; got {options.out}")
    print(WRITERS[ending](network_to_show(options), options))
    return 0


def into_svg(network: Network, options: argparse.Namespace) -> str:
    """Draw the network into a file, and return what to print."""
    diagram = draw(network)
    diagram.save(options.out)
    return f"{printable(options.out)}: {len(diagram.svg):,} characters; open it in a browser."


def into_python(network: Network, options: argparse.Namespace) -> str:
    """Write the network as plain Python, and return what to print.

    Raises ValueError if the file exists and contains another program.
    """
    preparation = load_preparation(options.what) if Path(options.what).is_file() else None
    text = to_python(network, preparation)
    beginning = text.split("(")[0]
    out = Path(options.out)
    with reading(out):
        before = out.read_text(encoding="utf-8", errors="replace") if out.exists() else beginning
    if not before.startswith(beginning):
        raise ValueError(
            f"{out} exists and contains another program, which would be lost: choose another name"
        )
    write_whole(options.out, text)
    inputs = len(network.neuron_layers[0].neurons)
    numbers = " ".join(["0.5"] * inputs) if inputs <= 4 else "0.5 0.5 ..."
    file = printable(options.out)
    return f"{file}: {len(text.splitlines()):,} lines. Try: {PYTHON} {file} {numbers}"


def into_torch(network: Network, options: argparse.Namespace) -> str:
    """Write the weights for PyTorch, and return how to load them.

    Raises ValueError if the file exists and is not from lernmi, and ImportError without PyTorch.
    """
    from lernmi.bridges import torch_bridge

    out = Path(options.out)
    if out.exists() and not torch_bridge.is_file_of_lernmi(out):
        raise another_file(out)
    content = torch_bridge.contents_for_file(network)
    write_whole(out, torch_bridge.file_of(content))
    file = printable(options.out)
    lines = [
        f"{file}: {len(network.links):,} weights, in float64. To load them in PyTorch:",
        "  import torch",
    ]
    if "Sine()" in content["built"]:
        lines.append("  from lernmi.bridges.torch_bridge import Sine")
    return "\n".join(
        [
            *lines,
            f"  file = torch.load({options.out!r}, weights_only=True)",
            textwrap.indent(f"module = {content['built']}", "  "),
            '  module.load_state_dict(file["state_dict"])',
            *lines_about_preparation(options),
        ]
    )


def into_onnx(network: Network, options: argparse.Namespace) -> str:
    """Write the network as an ONNX model, and return how to run it.

    Raises ValueError if the file exists and is not from lernmi, and ImportError without onnx.
    """
    from lernmi.bridges import onnx_bridge

    out = Path(options.out)
    if out.exists() and not onnx_bridge.is_file_of_lernmi(out):
        raise another_file(out)
    model = onnx_bridge.to_onnx(network)
    write_whole(out, model.SerializeToString())
    inputs = len(network.neuron_layers[0].neurons)
    row = ", ".join(["0.5"] * inputs) if inputs <= 4 else "0.5, 0.5, ..."
    file = printable(options.out)
    return "\n".join(
        [
            f"{file}: {len(model.graph.node):,} steps, in double. To run it in Python:",
            "  import numpy, onnxruntime",
            f"  session = onnxruntime.InferenceSession({options.out!r})",
            f'  [outputs] = session.run(None, {{"inputs": numpy.array([[{row}]])}})',
            *lines_about_preparation(options),
        ]
    )


def another_file(out: Path) -> ValueError:
    """Return the exception for a file that lernmi didn't write, and so doesn't overwrite."""
    return ValueError(f"{out} exists, and lernmi didn't write it: choose another name")


def lines_about_preparation(options: argparse.Namespace) -> list[str]:
    """Return how to prepare the rows of a table, if the network learned one."""
    if not Path(options.what).is_file() or load_preparation(options.what) is None:
        return []
    return [
        "It needs prepared numbers, not rows of the table:",
        "load_preparation(FILE).inputs_for(row) returns them.",
    ]


# The functions that write the file, by its ending.
WRITERS: dict[str, Callable[[Network, argparse.Namespace], str]] = {
    ".svg": into_svg,
    ".py": into_python,
    ".pt": into_torch,
    ".onnx": into_onnx,
}


def network_to_show(options: argparse.Namespace) -> Network:
    """Return the network that the options name.

    Examples and gates have propagated and backpropagated a sample; networks from files and from
    sizes have not. Raises ValueError for options that don't fit.
    """
    if options.what not in GATES and (options.epochs or options.learning_rate):
        raise ValueError("--epochs and --learning-rate are for gates, as in: show xor --epochs 9")
    if options.what not in PUBLISHED and options.what not in GATES:
        if Path(options.what).is_file():
            if (options.layers, options.sample, options.seed) != (None, None, None):
                raise ValueError("--layers, --sample and --seed have no effect on files")
            return load(options.what)
        if Path(options.what).suffix:
            raise ValueError(f"there is no file {options.what}")
        if options.layers is not None or options.sample is not None:
            raise ValueError("--layers and --sample are for gates, as in: show xor --layers 2-3-1")
        try:
            sizes = layer_sizes(options.what)
        except (ValueError, argparse.ArgumentTypeError):
            names = ", ".join([*PUBLISHED, *GATES])
            raise ValueError(
                f"WHAT must be one of {names}, sizes of layers such as 2-3-1, or a file; "
                f"got {options.what}"
            ) from None
        links = sum([(before + 1) * after for before, after in zip(sizes, sizes[1:])])
        if links > MOST_LINKS:
            raise ValueError(f"{options.what} has {links:,} Links, too many to draw")
        return Network(sizes, seed=options.seed or 0)
    network, (inputs, expected), _ = network_and_sample(options)
    if options.epochs:
        trainer = Trainer(network, learning_rate=options.learning_rate or 2.0)
        trainer.train(GATES[options.what][0], options.epochs)
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    return network
