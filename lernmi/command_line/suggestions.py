"""Guess which command or option you meant, if lernmi doesn't have the one that you typed.

lernmi imports this module only after such a mistake.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from lernmi.command_line.options import step, train

# What other tools call lernmi's commands.
COMMANDS = {
    "draw": "show",
    "explain": "step",
    "export": "show",
    "fit": "train",
    "help": "--help",
    "hint": "exercises --hint",
    "inspect": "check",
    "learn": "train",
    "playground": "play",
    "plot": "show",
    "query": "predict",
    "replay": "step",
    "run": "train",
    "serve": "play",
    "sheet": "exercises --sheet",
    "test": "check",
    "trace": "step",
    "verify": "check",
    "version": "--version",
}

# What other tools call lernmi's options. lernmi suggests only those that the command has.
OPTIONS = {
    "alpha": ["--learning-rate"],
    "backend": ["--engine"],
    "checkpoint": ["--save", "--resume"],
    "continue": ["--resume"],
    "cost": ["--error"],
    "criterion": ["--error"],
    "decay": ["--l2"],
    "device": ["--engine"],
    "dir": ["--data"],
    "drop": ["--ignore"],
    "early-stopping": ["--patience"],
    "eta": ["--learning-rate"],
    "exclude": ["--ignore"],
    "na-values": ["--empty"],
    "file": ["--save", "--html"],
    "folder": ["--data"],
    "hidden": ["--layers"],
    "hidden-layers": ["--layers"],
    "imputation": ["--missing"],
    "init": ["--initial-weights"],
    "iterations": ["--epochs"],
    "label": ["--expected"],
    "load": ["--resume", "--network"],
    "loss": ["--error"],
    "lr": ["--learning-rate"],
    "max-iter": ["--epochs"],
    "mini-batch": ["--batch-size"],
    "model": ["--network", "--layers"],
    "neurons": ["--layers"],
    "normalize": ["--scaling"],
    "o": ["--save", "--html"],
    "optim": ["--adam", "--momentum"],
    "optimiser": ["--adam", "--momentum"],
    "optimizer": ["--adam", "--momentum"],
    "out": ["--save", "--html"],
    "output": ["--save", "--html"],
    "page": ["--html"],
    "plot": ["--pictures"],
    "random-seed": ["--seed"],
    "random-state": ["--seed"],
    "regularization": ["--l2"],
    "scheduler": ["--schedule"],
    "standardize": ["--scaling"],
    "steps": ["--epochs"],
    "target": ["--expected"],
    "units": ["--layers"],
    "v": ["--version"],
    "weight-decay": ["--l2"],
    "y": ["--expected"],
}

# What a command needs, if somebody types it alone.
NEEDED = {
    "train": "the name of what to learn, such as: {command} train digits",
    "check": "a file, a folder or the name of what to train, such as: {command} check my_exercises",
    "predict": "the file of a saved network, such as: {command} predict xor.json --inputs 0 1",
    "show": "the name or the file of a network, such as: {command} show mazur",
}
# What an option needs, if somebody types it without a value, and an example.
VALUES = {
    "--amount": ("the name of a column", "year"),
    "--batch-size": ("a number of samples", "10"),
    "--count": ("a number of points", "500"),
    "--data": ("a folder", "mnist"),
    "--delimiter": ("a character, tab or blanks", "tab"),
    "--empty": ("the text of cells that count as empty", "unknown"),
    "--encoding": ("a text encoding", "cp1252"),
    "--epochs": ("a number of epochs", "100"),
    "--expected": ("the name of a column", "price"),
    "--hint": ("the number of an exercise", "7"),
    "--ignore": ("the name of a column", "name"),
    "--initial-weights": ("the name of initial weights", "he"),
    "--l1": ("a number of 0 or more", "0.0001"),
    "--l2": ("a number of 0 or more", "0.001"),
    "--layers": ("the sizes of all layers", "2-5-1"),
    "--learning-rate": ("a number above 0", "0.5"),
    "--momentum": ("a number from 0 to below 1", "0.9"),
    "--network": ("the file of a saved network", "digits.json"),
    "--noise": ("a number from 0 to 0.5", "0.2"),
    "--patience": ("a number of epochs", "5"),
    "--resume": ("the file of a saved network", "digits.json"),
    "--sample": ("the number of a sample", "1"),
    "--seed": ("a whole number", "3"),
    "--seeds": ("a number of training runs", "100"),
    "--sheet": ("the numbers of worksheets", "1-25"),
    "--text": ("the name of a column", "label"),
    "--validation": ("a share between 0 and 1", "0.2"),
}


def suggested_command(word: str, commands: Iterable[str]) -> str:
    """Return the command that `word` may stand for, or "" if there is no guess."""
    word = word.lower()
    if word in train.WHAT:
        return f"train {word}"
    if word in step.WHAT:
        return f"step {word}"
    return COMMANDS.get(word) or alike(word, list(commands))


def suggested_option(option: str, known: Sequence[str]) -> str:
    """Return the option or options that `option` may stand for, or "" if there is no guess.

    known: the options of the command, such as "--epochs".
    """
    name = option.lstrip("-").lower().replace("_", "-")
    here = [each for each in OPTIONS.get(name, ()) if each in known]
    if here:
        return " or ".join(here)
    # Without the dashes, which make all options alike.
    close = alike(name, [each[2:] for each in known if each.startswith("--")])
    return f"--{close}" if close else ""


def wanted_value(option: str, choices: Iterable[Any] | None) -> str:
    """Return what an option needs: "empty or filled", or "a number above 0, such as ..."."""
    if choices is None:
        value, example = VALUES[option]
        return f"{value}, such as {option} {example}"
    *others, last = [str(choice) for choice in choices]
    return f"{', '.join(others)} or {last}"


def alike(word: str, known: Sequence[str]) -> str:
    """Return the known word that begins with `word`, or else is most like it, or "" if none is."""
    longer = [each for each in known if each.startswith(word) and len(word) > 2]
    close = longer or difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return close[0] if close else ""
