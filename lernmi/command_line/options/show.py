"""The help and the options of `show`."""

from __future__ import annotations

import argparse

from lernmi.command_line.option_types import count, layer_sizes, rate, seed

DESCRIPTION = """\
Draw a network: its Neurons, its Links and their weights. Examples and gates
come with the numbers of one sample, forwards and backwards.

  mazur                    a published example that you can check on paper
  han, cs231n, miller, rashid, giri, zhou, brownlee, karpathy
                           more of them; step --list describes each
  not, and, or, nand, xor  a gate, untrained or trained (--epochs)
  2-3-1, 784-30-10, ...    a network with layers of these sizes, untrained
  FILE.json                a saved network (train ... --save FILE.json)

Without OUT, lernmi draws the network in the terminal. Otherwise OUT's ending
says what to write:

  .svg    a picture for any browser
  .py     the network as plain Python, without lernmi, with identical outputs
  .pt     its weights for PyTorch (needs torch)
  .onnx   the network as an ONNX model (needs onnx)"""

EXAMPLES = """\
try:
  python3 -m lernmi show mazur
  python3 -m lernmi show xor xor.svg --layers 2-4-1 --epochs 1000
  python3 -m lernmi show 784-30-10 large.svg
  python3 -m lernmi show digits.json digits.svg
  python3 -m lernmi show digits.json digits.py
  python3 -m lernmi show digits.json digits.onnx"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Add the help and the options of `show`."""
    verb.usage = "python3 -m lernmi show WHAT [OUT.svg|.py|.pt|.onnx] [options]"
    verb.description = DESCRIPTION
    verb.epilog = EXAMPLES
    verb.add_argument("what", metavar="WHAT", help="a name or sizes as above, or a file")
    verb.add_argument(
        "out", nargs="?", metavar="OUT", help="file to write: .svg, .py, .pt or .onnx"
    )
    verb.add_argument(
        "--layers",
        type=layer_sizes,
        metavar="SIZES",
        help="sizes of a gate's layers, such as 2-3-1 [default: 2-2-1 for xor, else 2-1 or 1-1]",
    )
    verb.add_argument(
        "--sample", type=count, metavar="N", help="row of a gate's truth table [default: 2]"
    )
    verb.add_argument(
        "--seed", type=seed, metavar="N", help="random seed for the weights [default: 0]"
    )
    verb.add_argument(
        "--epochs",
        type=count,
        metavar="N",
        help="number of epochs to train a gate before drawing it [default: 0]",
    )
    verb.add_argument(
        "--learning-rate",
        type=rate,
        metavar="RATE",
        help="size of each nudge, with --epochs [default: 2]",
    )
