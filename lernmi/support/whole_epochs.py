"""Undo an epoch that diverged, so that the network is as it was before."""

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
    """Training has diverged: an error, a validation error or a weight is no longer finite.

    epoch: the number of the epoch that failed. The network is as it was before that epoch.
    """

    epoch: int


class WholeEpoch:
    """The state before an epoch, to be restored if the epoch diverges."""

    def __init__(self, trainer: Resumable, learning_rate: Number) -> None:
        self.trainer = trainer
        self.epoch: int = trainer.epochs_done + 1
        self.learning_rate = learning_rate
        self.weights: tuple[tuple[Number, ...], ...] = trainer.network.weights
        self.random_state: tuple[object, ...] = trainer.random.getstate()
        self.nudging_state: object = state_of(trainer.nudging)

    @contextmanager
    def undone_if_it_overflows(self) -> Iterator[None]:
        """Undo the epoch and raise TrainingDiverged if a number overflows in the `with` block."""
        try:
            yield
        except (OverflowError, decimal.Overflow) as problem:
            self.undo("a number became too large", problem)

    def refuse_not_finite(self, error: Number) -> None:
        """Undo the epoch and raise TrainingDiverged if the error or a weight is not finite."""
        reason = why_not_finite(self.trainer.network, error)
        if reason:
            self.undo(reason)

    def refuse_validation_error(self, error: Number) -> None:
        """Undo the epoch and raise TrainingDiverged if the validation error is not finite."""
        if not is_finite(error):
            self.undo(
                f"the validation error is {short_text(error)} (check the validation samples for "
                "large numbers first)"
            )

    def undo(self, reason: str, problem: Exception | None = None) -> NoReturn:
        """Restore the state before the epoch, and raise TrainingDiverged."""
        with Interrupts():
            self.trainer.network.weights = self.weights
            self.trainer.network.forget()
            self.trainer.random.setstate(self.random_state)
            restore_state(self.trainer.nudging, self.nudging_state)
            diverged = TrainingDiverged(
                f"training diverged in epoch {self.epoch}: {reason}. Try a smaller learning rate "
                f"than {short_text(self.learning_rate)}, perhaps a tenth of it, and inputs between "
                "about -1 and 1. The network is as it was before that epoch."
            )
            # An exception whose constructor takes the epoch could not be unpickled.
            diverged.epoch = self.epoch
            raise diverged from problem


def refuse_unfit_network(network: Network) -> None:
    """Raise ValueError if the network can't learn in its present state."""
    network.refuse_unsuited_outputs()
    network.refuse_left_overs()
    reason = why_not_finite(network, error=0)
    if reason:
        raise ValueError(f"{reason}, so the network can't learn: set network.weights")
    refuse_mixed_weights(network.weights, network.link_layers)


def why_not_finite(network: Network, error: Number) -> str:
    """Return which number is not finite, the error or a weight, or "" if all are finite."""
    if not is_finite(error):
        return f"the error is {short_text(error)}"
    for link in network.links:
        if not is_finite(link.weight):
            return f"the weight of {link.name} is {short_text(link.weight)}"
    return ""
