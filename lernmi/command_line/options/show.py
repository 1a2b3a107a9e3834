"""The help and the options of `show`."""

from __future__ import annotations

import argparse

from lernmi.command_line.option_types import count, layer_sizes, rate, seed

DESCRIPTION = """\
Draw a network: its Neurons, its Links and their weights; and of an example or
a gate what one sample made of them, forwards and back.

  mazur                   a published example that people check on paper
  han, cs231n, miller, rashid, giri, zhou, brownlee, karpathy
                          more of them: step --list says what they are
  not, and, or, nand, xor a gate's network, as it begins or after --epochs N
  2-3-1, 784-30-10 ..     a network of that shape, as it begins
  FILE.json               a network that was saved (train .. --save FILE.json)

With OUT.svg the picture goes into that file, and any browser shows it. With
OUT.py the network itself is written as a few lines of Python that need no
lernmi and give the same outputs, to the last bit. OUT.pt is for PyTorch,
OUT.onnx for programs that run ONNX models. These two need a package: torch, or
onnx."""

EXAMPLES = """\
try:
  python3 -m lernmi show mazur
  python3 -m lernmi show xor xor.svg --layers 2-4-1 --epochs 1000
  python3 -m lernmi show 784-30-10 large.svg
  python3 -m lernmi show digits.json digits.svg
  python3 -m lernmi show digits.json digits.py
  python3 -m lernmi show digits.json digits.onnx"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Say what the verb does, and add its options."""
    verb.usage = "python3 -m lernmi show WHAT [OUT.svg|.py|.pt|.onnx] [options]"
    verb.description = DESCRIPTION
    verb.epilog = EXAMPLES
    verb.add_argument("what", metavar="WHAT", help="one of the names above, or a file")
    verb.add_argument(
        "out", nargs="?", metavar="OUT", help="a file for it: .svg, .py, .pt or .onnx"
    )
    verb.add_argument(
        "--layers", type=layer_sizes, metavar="SIZES", help="of a gate's network, such as 2-3-1"
    )
    verb.add_argument(
        "--sample", type=count, metavar="N", help="which row of a gate's truth table (2)"
    )
    verb.add_argument("--seed", type=seed, metavar="N", help="for the starting weights (0)")
    verb.add_argument(
        "--epochs", type=count, metavar="N", help="let a gate's network learn before it is drawn"
    )
    verb.add_argument("--learning-rate", type=rate, metavar="R", help="for that (2)")
