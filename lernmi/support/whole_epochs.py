"""An epoch is whole, or it diverges and is undone."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from lernmi.activations import Number
from lernmi.network import Network
from lernmi.support.engines import restore_state, state_of
from lernmi.support.interrupts import Interrupts
from lernmi.support.numbers import is_finite
from lernmi.support.parts import refuse_mixed_weights
from lernmi.support.states import Resumable
from lernmi.support.texts import short_text


class TrainingDiverged(ArithmeticError):
    """Raised when an epoch ends with an error or weight that is not finite, or a number overflows.

    The validation error counts, too.

    epoch: the number of that epoch. The network is as it was before it began.
    """

    epoch: int


class WholeEpoch:
    """What there was before an epoch, to go back to if it diverges."""

    def __init__(self, trainer: Resumable, epoch: int, learning_rate: Number) -> None:
        self.trainer = trainer
        self.epoch = epoch
        self.learning_rate = learning_rate
        self.weights = trainer.network.weights
        self.random_state = trainer.random.getstate()
        self.nudging_state = state_of(trainer.nudging)

    @contextmanager
    def undone_if_it_overflows(self) -> Iterator[None]:
        """Undo the epoch, and raise TrainingDiverged, in place of an overflow in a `with` block."""
        try:
            yield
        except (OverflowError, decimal.Overflow) as problem:
            self.undo("a number became too large to be held", problem)

    def refuse_not_finite(self, error: Number) -> None:
        """Undo the epoch, and raise TrainingDiverged, if the error or a weight is not finite."""
        reason = why_not_finite(self.trainer.network, error)
        if reason:
            self.undo(reason)

    def refuse_validation_error(self, error: Number) -> None:
        """Undo the epoch, and raise TrainingDiverged, if the validation error is not finite."""
        if not is_finite(error):
            self.undo(
                f"the validation error is {short_text(error)} (look for large numbers in the "
                "validation samples first)"
            )

    def undo(self, reason: str, problem: Exception | None = None) -> NoReturn:
        """Put everything back as it was, and raise TrainingDiverged."""
        with Interrupts():
            self.trainer.network.weights = self.weights
            self.trainer.network.forget()
            self.trainer.random.setstate(self.random_state)
            restore_state(self.trainer.nudging, self.nudging_state)
            diverged = TrainingDiverged(
                f"training diverged in epoch {self.epoch}: {reason}. Try a smaller learning rate "
                f"than {short_text(self.learning_rate)}, a tenth perhaps, and inputs of about -1 "
                "to 1. The network stands as it was before that epoch."
            )
            # Not in a constructor of its own, with which it could not be sent between processes.
            diverged.epoch = self.epoch
            raise diverged from problem


def refuse_unfit_network(network: Network) -> None:
    """Raise ValueError if nothing can be learned from where the network stands."""
    network.refuse_unsuited_outputs()
    network.refuse_left_overs()
    reason = why_not_finite(network, error=0)
    if reason:
        raise ValueError(f"{reason}, and nothing can be learned from there; set network.weights")
    refuse_mixed_weights(network.weights, network.link_layers)


def why_not_finite(network: Network, error: Number) -> str:
    """Say which number is not finite: the error or a weight; nothing if all are."""
    if not is_finite(error):
        return f"the error is {short_text(error)}"
    for link in network.links:
        if not is_finite(link.weight):
            return f"the weight of {link.name} is {short_text(link.weight)}"
    return ""
