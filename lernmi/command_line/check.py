"""`check`: is a learner's work right? Or: what keeps a network from learning?"""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path

from lernmi.command_line.advice import answers_for, memorised_amounts, memorised_labels
from lernmi.command_line.learner_work import check_work, is_work
from lernmi.command_line.setting_up import Settings, data_and_settings
from lernmi.command_line.suggestions import alike
from lernmi.command_line.table_diagnosis import in_words_of_table
from lernmi.command_line.tasks import TASKS, Data
from lernmi.command_line.terminal import WIDTH, command
from lernmi.command_line.train import announce, diagnose, train_with_progress, with_options
from lernmi.files import load
from lernmi.inside.doctor import Diagnosis, examine
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.training.measures import results


def run(options: argparse.Namespace) -> int:
    """Check, print the findings, and return the exit code.

    For a learner's work, the exit code is that of `check_work`. Otherwise it is 0, or 130 if you
    stop the training.
    """
    path = Path(options.what)
    if options.what.lower() not in TASKS and is_work(path):
        return check_work(path, options.show, options.answer)
    if options.what.lower() not in TASKS and not path.exists():
        raise ValueError(nothing_called(options.what))
    if options.show or options.answer:
        raise ValueError("--show and --answer are for exercises, such as check FILE.py --show")
    if options.network is not None:
        network = load(options.network)
        # Use the network's own sizes, so that the samples get labels that suit its outputs.
        options.layers = [len(layer.neurons) for layer in network.neuron_layers]
        data, settings = data_and_settings(options)
        show_diagnosis(
            in_words_of_table(examine(network, settings.training), data, settings.training)
        )
        return 0
    data, settings = announce(options)
    exit_code = 0
    try:
        exit_code = train_with_progress(settings, options.schedule is not None)
    except TrainingDiverged as problem:
        print(textwrap.fill(str(problem), WIDTH - 1))
    print()
    show_diagnosis(in_words_of_table(diagnose(settings), data, settings.training))
    about_unseen = memorised(data, settings)
    if about_unseen:
        print(f"\n{about_unseen}")
    return exit_code


def memorised(data: Data, settings: Settings) -> str:
    """Say that the network is far better on its training samples than on the test, if it is."""
    trainer, training, test = settings.trainer, settings.training, settings.test
    if not test:
        return ""
    if data.has_labels:
        # With several outputs, the largest one decides, whatever the labels are.
        numbers = {0, 1} if len(test[0][1]) > 1 else {expected[0] for _, expected in training}
        labels = (min(numbers), max(numbers))
        seen, unseen = answers_for(trainer, training, labels), answers_for(trainer, test, labels)
        return memorised_labels(seen, unseen, trainer, data.sample_name)
    pairs = results(trainer.network, test, trainer.engine.name)
    return memorised_amounts(trainer, training, pairs, data.sample_name)


def nothing_called(name: str) -> str:
    """Return the message that nothing has this name, with a guess at what you meant."""
    try:
        folders = [each.name for each in Path().iterdir() if each.is_dir()]
    except OSError:
        folders = []
    close = alike(name.rstrip("/\\"), [*folders, *TASKS])
    meant = f"; did you mean {close}?" if close else ""
    see = f"(see: {command()} check --help)"
    return f"there is no file, folder or data set {name}{meant} {see}"


def with_options_to_type(diagnosis: Diagnosis) -> str:
    """Return a diagnosis as text, with options of the command line in its cures."""
    findings = [each._replace(cure=with_options(each.cure)) for each in diagnosis.findings]
    step = diagnosis.next_step
    if step is not None:
        step = step._replace(cure=with_options(step.cure))
    return str(diagnosis._replace(findings=tuple(findings), next_step=step))


def show_diagnosis(diagnosis: Diagnosis) -> None:
    """Print all findings."""
    for line in with_options_to_type(diagnosis).split("\n"):
        print(textwrap.fill(line, WIDTH - 1, subsequent_indent="  ") if line else "")
