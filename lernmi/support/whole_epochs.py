"""An epoch that diverges is undone, and said to have diverged."""

from __future__ import annotations

from lernmi.activations import Number
from lernmi.support.numbers import is_finite
from lernmi.support.parts import Parts
from lernmi.support.texts import short_text


class TrainingDiverged(ArithmeticError):
    """Raised when an epoch ends with an error or weight that is not finite, or a number overflows.

    The validation error counts, too.

    epoch: the number of that epoch. The network is as it was before it began.
    """

    epoch: int


def training_diverged(epoch: int, learning_rate: Number, reason: str) -> TrainingDiverged:
    """Return the exception that says so, and what to try."""
    problem = TrainingDiverged(
        f"training diverged in epoch {epoch}: {reason}. Try a smaller learning rate than "
        f"{short_text(learning_rate)}, a tenth perhaps, and inputs of about -1 to 1. The network "
        "stands as it was before that epoch."
    )
    # Not in a constructor of its own, with which it could not be sent between processes.
    problem.epoch = epoch
    return problem


def why_not_finite(network: Parts, error: Number) -> str:
    """Say which number is not finite: the error or a weight; nothing if all are."""
    if not is_finite(error):
        return f"the error is {short_text(error)}"
    for link in network.links:
        if not is_finite(link.weight):
            return f"the weight of {link.name} is {short_text(link.weight)}"
    return ""
