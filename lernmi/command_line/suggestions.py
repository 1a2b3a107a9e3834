"""What somebody may have meant by a command or an option that lernmi doesn't have.

Only a mistake imports this module.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

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
    "plot": "show",
    "query": "predict",
    "replay": "step",
    "run": "train",
    "sheet": "exercises --sheet",
    "test": "check",
    "trace": "step",
    "verify": "check",
    "version": "--version",
}

# What other tools call lernmi's options. Only those that the command has are suggested.
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


def suggested_command(word: str, commands: Iterable[str]) -> str:
    """Return the command that `word` may stand for; "" if there is no guess."""
    word = word.lower()
    if word in train.WHAT:
        return f"train {word}"
    if word in step.WHAT:
        return f"step {word}"
    return COMMANDS.get(word) or alike(word, list(commands))


def suggested_option(option: str, known: Sequence[str]) -> str:
    """Return the option, or options, that `option` may stand for; "" if there is no guess.

    known: the options of the command, such as "--epochs".
    """
    name = option.lstrip("-").lower().replace("_", "-")
    here = [each for each in OPTIONS.get(name, ()) if each in known]
    if here:
        return " or ".join(here)
    # Without the dashes, which make all options alike.
    close = alike(name, [each[2:] for each in known if each.startswith("--")])
    return f"--{close}" if close else ""


def alike(word: str, known: Sequence[str]) -> str:
    """Return the known word that begins with `word`, or is most like it; "" if none is."""
    longer = [each for each in known if each.startswith(word) and len(word) > 2]
    close = longer or difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return close[0] if close else ""
