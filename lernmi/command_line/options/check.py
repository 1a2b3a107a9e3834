"""The help and the options of `check`."""

from __future__ import annotations

import argparse
import textwrap

from lernmi.command_line.options.train import WHAT, add_options

DESCRIPTION = """\
Is this right? Of a learner's work (exercises, or numbers computed on paper) it
names the first thing that is wrong, and the mistake that leads to it:

  FILE.py        an exercise, or a Link, Neuron.. of your own
  FOLDER         the exercises in it, or the numbers from paper; or a class: a
                 folder with the exercises of each learner in a folder
  FILE.csv       numbers from paper; the first line is "homework,mazur" (or
                 "homework,sheet 7"), then lines such as "h1 output,0.5933"
  FILE.json      the same: {{"homework": "mazur", "h1 output": 0.5933}}

The exit code is 1 if FILE is not right, or if there is a mistake in the
exercise that FOLDER has come to. (Of numbers from paper in a folder, and of a
class, it is 0.)

Files of exercises are run, in a process of their own with limits on time,
memory and output. That keeps mistakes away from you, but not malice: run only
what you would run yourself.

Or train a network, as `train` does, and then look for what is wrong with it:
Neurons that are copies of each other, dead or saturated; sensitivities that
vanish or explode; inputs of wildly different scale; a learning rate that is too
large; a penalty that is too strong; a standstill. Each finding names Neurons,
Links or samples with their numbers, and what to try.

  {tasks},
  or a table of your own: FILE.csv

It takes train's options for the network, the training and the data. With
--network FILE.json nothing is trained, and a network that was saved is looked
at instead, with the samples of WHAT."""

EXAMPLES = """\
try:
  python3 -m lernmi check my_exercises/07_backpropagate.py
  python3 -m lernmi check xor --layers 2-2-1 --seed 3
  python3 -m lernmi check xor --initial-weights zeros
  python3 -m lernmi check circle --activation relu --learning-rate 3
  python3 -m lernmi check digits --network digits.json"""


def describe(verb: argparse.ArgumentParser) -> None:
    """Say what the verb does, and add its options."""
    names = textwrap.fill(", ".join(WHAT), 76, subsequent_indent="  ", break_on_hyphens=False)
    verb.usage = "python3 -m lernmi check (PATH | WHAT [options])"
    verb.description = DESCRIPTION.format(tasks=names)
    verb.epilog = EXAMPLES
    add_options(verb)
    verb.add_argument(
        "--network", metavar="FILE", help="look at this network that was saved, and train nothing"
    )
