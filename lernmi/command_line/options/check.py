"""The help and the options of `check`."""

from __future__ import annotations

import argparse
import textwrap

from lernmi.command_line.options.train import WHAT, add_options

DESCRIPTION = """\
Find mistakes. In a learner's work (exercises, or numbers from paper), check
names the first one:

  FILE.py        an exercise, or a Link or Neuron of your own
  FOLDER         a folder of exercises or of numbers from paper; or a class: a
                 folder with a folder of exercises for each learner
  FILE.csv       numbers from paper; the first line is "homework,mazur" (or
                 "homework,sheet 7"), then lines such as "h1 output,0.5933"
  FILE.json      the same: {{"homework": "mazur", "h1 output": 0.5933}}

The exit code is 1 if FILE is not right, or if FOLDER's current exercise has a
mistake. It is 0 for a folder of numbers from paper, and for a class.

check runs exercises in a separate process with limits on time, memory and
output. The limits protect you from mistakes, not from malice: check only files
that you would run yourself.

Or train a network, as `train` does, and find out what is wrong with it: Neurons
that are copies of each other, dead or saturated; sensitivities that vanish or
explode; inputs of very different size; a learning rate or a penalty that is too
large; training that has stalled. Each finding names Neurons, Links or samples
with their numbers, and says what to try.

  {tasks},
  or a table of your own: FILE.csv

check takes train's options for the network, the training and the data. With
--network FILE.json it trains nothing: it examines a saved network, with the
samples of WHAT."""

EXAMPLES = """\
try:
  python3 -m lernmi check my_exercises/07_backpropagate.py
  python3 -m lernmi check my_exercises/07_backpropagate.py --show
  python3 -m lernmi check xor --layers 2-2-1 --seed 3
  python3 -m lernmi check xor --initial-weights zeros
  python3 -m lernmi check circle --activation relu --learning-rate 3
  python3 -m lernmi check digits --network digits.json"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Describe the verb, and add its options."""
    names = textwrap.fill(", ".join(WHAT), 76, subsequent_indent="  ", break_on_hyphens=False)
    verb.usage = "python3 -m lernmi check (PATH | WHAT [options])"
    verb.description = DESCRIPTION.format(tasks=names)
    verb.epilog = EXAMPLES
    add_options(verb)
    verb.add_argument(
        "--network", metavar="FILE", help="saved network to examine, without training"
    )
    verb.add_argument(
        "--show",
        action="store_true",
        help="for an exercise: the learning step with your code, up to the wrong number",
    )
    verb.add_argument(
        "--answer",
        action="store_true",
        help="for an exercise: the right calculation, too, if lernmi knows the mistake",
    )
