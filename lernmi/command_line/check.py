"""`check`: train, and say in plain words what keeps the network from learning, if anything does."""

from __future__ import annotations

import argparse
import textwrap
from typing import Any

from lernmi.command_line.setting_up import chosen
from lernmi.command_line.tasks import TASKS
from lernmi.command_line.train import WIDTH, add_options, announced, diagnosed, trained
from lernmi.files import load
from lernmi.inside.doctor import Diagnosis, examine
from lernmi.trainer import TrainingDiverged

DESCRIPTION = """\
Train a network, as `train` does, and then look for what is wrong with it:
Neurons that are copies of each other, dead or saturated; sensitivities that
vanish or explode; inputs of wildly different scale; a learning rate that is too
large; a standstill. Each finding names Neurons, Links or samples with their
numbers, and what to try.

  {tasks}

It takes train's options for the network, the training and the data. With
--network FILE.json nothing is trained, and a network that was saved is looked
at instead."""

EXAMPLES = """\
try:
  python3 -m lernmi check xor --layers 2-2-1 --seed 3
  python3 -m lernmi check xor --initial-weights zeros
  python3 -m lernmi check circle --activation relu --learning-rate 3
  python3 -m lernmi check digits --network digits.json"""


def add_to(verbs: Any) -> None:
    """Add the verb and its options to the command line."""
    names = textwrap.fill(", ".join(TASKS), 76, subsequent_indent="  ", break_on_hyphens=False)
    verb = verbs.add_parser(
        "check",
        help="train, and say what keeps it from learning",
        usage="python3 -m lernmi check WHAT [options]",
        description=DESCRIPTION.format(tasks=names),
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_options(verb)
    verb.add_argument("--network", metavar="FILE", help="look at this network, and train nothing")
    verb.set_defaults(run=run, parser=verb)


def run(options: argparse.Namespace) -> int:
    """Train, print the findings, and return the exit code."""
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
