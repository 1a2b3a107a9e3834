"""`check`: is this right? A learner's work; or a network, and what keeps it from learning."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import Any

from lernmi.command_line.check_work import check_work, is_work
from lernmi.command_line.setting_up import chosen
from lernmi.command_line.tasks import TASKS
from lernmi.command_line.terminal import WIDTH
from lernmi.command_line.train import add_options, announced, diagnosed, trained
from lernmi.files import load
from lernmi.inside.doctor import Diagnosis, examine
from lernmi.trainer import TrainingDiverged

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


def add_to(verbs: Any) -> None:
    """Add the verb and its options to the command line."""
    names = textwrap.fill(", ".join(TASKS), 76, subsequent_indent="  ", break_on_hyphens=False)
    verb = verbs.add_parser(
        "check",
        help="is this right? exercises, homework; a network that doesn't learn",
        usage="python3 -m lernmi check (PATH | WHAT [options])",
        description=DESCRIPTION.format(tasks=names),
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_options(verb)
    verb.add_argument(
        "--network", metavar="FILE", help="look at this network that was saved, and train nothing"
    )
    verb.set_defaults(run=run, parser=verb)


def run(options: argparse.Namespace) -> int:
    """Check, print the findings, and return the exit code.

    Of a learner's work, that of `check_work`; else 0, or 130 if the training was stopped.
    """
    path = Path(options.what)
    if options.what.lower() not in TASKS and is_work(path):
        return check_work(path)
    if options.network is not None:
        network = load(options.network)
        # As large as it is, so that the samples get labels that suit its outputs.
        options.layers = [len(layer.neurons) for layer in network.neuron_layers]
        _, _, settings = chosen(options)
        show_diagnosis(examine(network, settings.training))
        return 0
    _, settings = announced(options)
    exit_code = 0
    try:
        exit_code = trained(settings, options.schedule is not None)
    except TrainingDiverged as problem:
        print(textwrap.fill(str(problem), WIDTH - 1))
    print()
    show_diagnosis(diagnosed(settings))
    return exit_code


def show_diagnosis(diagnosis: Diagnosis) -> None:
    """Print all findings."""
    for line in str(diagnosis).split("\n"):
        print(textwrap.fill(line, WIDTH - 1, subsequent_indent="  ") if line else "")
