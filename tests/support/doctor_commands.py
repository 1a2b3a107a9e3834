"""Type a command of the third list, and follow the advice that `check` prints."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lernmi.command_line.main import parser
from lernmi.command_line.setting_up import Settings, data_and_settings
from lernmi.command_line.train import diagnose, with_options
from lernmi.inside.doctor import Diagnosis
from lernmi.inside.patients import Finding
from lernmi.support.whole_epochs import TrainingDiverged
from support.doctor_third_list import Command


class Trained(NamedTuple):
    """A network that a command has trained."""

    options: argparse.Namespace
    settings: Settings
    enough: float

    def diagnose(self) -> Diagnosis:
        """Return what `check` says."""
        return diagnose(self.settings)

    def has_learned(self) -> bool:
        """Return whether the network has learned its training samples."""
        return self.diagnose().left <= self.enough


def train_command(command: Command, folder: Path) -> Trained:
    """Do what `check` does with these arguments, up to the diagnosis, without printing it."""
    words = shlex.split(command.arguments)
    if command.table is not None:
        path = folder / "table.csv"
        path.write_text(command.table(), encoding="utf-8")
        words[0] = str(path)
    options = parser("check").parse_args(["check", *words])
    _, settings = data_and_settings(options)
    try:
        settings.trainer.train(settings.training, settings.epochs)
    except TrainingDiverged:
        pass
    return Trained(options, settings, command.enough)


def followed_command(command: Command, finding: Finding) -> Command | None:
    """Return the command with every option added that the cure names; None if it names none."""
    cure = with_options(finding.cure)
    options = re.findall(r"(--[a-z0-9-]+) ([^\s,()]+)", cure)
    removes = "remove sample" in cure and command.table is not None
    if not options and not removes:
        return None
    added = " ".join([f"{name} {value.rstrip('.')}" for name, value in options])
    changed = command._replace(arguments=f"{command.arguments} {added}")
    return changed._replace(table=without_outlier(command.table)) if removes else changed


def without_outlier(table: Callable[[], str] | None) -> Callable[[], str]:
    """Return the table without its row with the largest last number."""

    def other() -> str:
        assert table is not None
        first, *rows = table().splitlines()
        largest = max(rows, key=lambda row: float(row.split(",")[-1]))
        return "\n".join([first, *[row for row in rows if row != largest], ""])

    return other
