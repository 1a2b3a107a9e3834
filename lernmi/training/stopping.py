"""Stopping early: when nothing has become better for a while."""

from __future__ import annotations

import math

from lernmi.activations import Number
from lernmi.support.numbers import checked_whole_number
from lernmi.support.records import History
from lernmi.support.texts import short_text
from lernmi.trainer import Trainer


class EarlyStopping:
    """Stops a training when the validation error no longer falls, and keeps the best weights.

        stopping = EarlyStopping(trainer, patience=10)
        trainer.train(samples, 500, validation=others, stop_when=stopping)
        stopping.put_back()

    When it stops a training, the network has its best weights again. `put_back()` sees to it
    where the epochs ran out first.

    trainer: the Trainer that trains the network.
    patience: how many epochs in a row may be no better than the best so far; after these it
        stops. If training goes on nevertheless, it waits for as many again.

    best_error, best_epoch, best_weights: the lowest validation error so far, the number of its
        epoch, and the weights after it; infinite, 0 and None before the first epoch.
    epochs_no_better: how many epochs in a row have been no better than the best.
    is_over: whether it would stop after the newest epoch that it has seen.

    Raises TypeError or ValueError unless `trainer` is a Trainer and `patience` a whole number of at
    least 1.
    """

    def __init__(self, trainer: Trainer, *, patience: int) -> None:
        if not isinstance(trainer, Trainer):
            raise TypeError(f"EarlyStopping needs a Trainer; got {short_text(trainer)}")
        self.trainer = trainer
        self.patience: int = checked_whole_number(patience, "patience", at_least=1)
        self.best_error: Number = math.inf
        self.best_epoch: int = 0
        self.epochs_no_better: int = 0
        self.epoch_seen: int = 0
        self.best_weights: tuple[tuple[Number, ...], ...] | None = None

    def __call__(self, history: History) -> bool:
        """Look at the newest epoch, and say whether to stop.

        Raises ValueError if there are no validation errors, or if it is another Trainer's history.
        """
        self.look_at(history)
        if self.is_over:
            self.put_back()
        return self.is_over

    @property
    def is_over(self) -> bool:
        """Whether enough epochs in a row were no better."""
        return self.epochs_no_better >= self.patience

    def look_at(self, history: History) -> None:
        """Look at the newest epoch; a second look at the same one changes nothing.

        Raises as when it is called.
        """
        if history is not self.trainer.history:
            raise ValueError(
                "this early stopping keeps the weights of another Trainer's network: make one for "
                "each Trainer"
            )
        newest = history[-1]
        error = newest.validation_error
        if error is None:
            raise ValueError(
                "early stopping goes by the validation error: give train() some validation samples"
            )
        if newest.epoch == self.epoch_seen:
            return
        self.epoch_seen = newest.epoch
        if self.is_over:
            # Training goes on nevertheless.
            self.epochs_no_better = 0
        if error < self.best_error:
            self.best_error = error
            self.best_epoch = newest.epoch
            self.best_weights = self.trainer.network.weights
            self.epochs_no_better = 0
        else:
            self.epochs_no_better += 1

    def put_back(self) -> None:
        """Give the network its best weights back; without any epoch so far, do nothing."""
        if self.best_weights is not None:
            self.trainer.network.weights = self.best_weights
