"""Early stopping: stop when the validation error no longer falls."""

from __future__ import annotations

import math

from lernmi.activations import Number
from lernmi.support.numbers import checked_whole_number
from lernmi.support.records import History
from lernmi.support.texts import short_text
from lernmi.trainer import Trainer


class EarlyStopping:
    """Stops training when the validation error no longer falls, and keeps the best weights.

        stopping = EarlyStopping(trainer, patience=10)
        trainer.train(samples, 500, validation=others, stop_when=stopping)
        stopping.put_back()

    When it stops the training, it gives the network its best weights back. If the epochs run out
    first, call `put_back()` to do that.

    trainer: the Trainer that trains the network.
    patience: it stops after this many epochs in a row that are no better than the best. If you
        continue the training, it waits for as many epochs again.

    best_error, best_epoch, best_weights: the lowest validation error so far, the number of that
        epoch, and the weights after it. Before the first epoch: infinity, 0 and None.
    epochs_no_better: how many epochs in a row have been no better than the best.
    is_over: whether it would stop now.

    Raises TypeError or ValueError unless `trainer` is a Trainer and `patience` is a whole number of
    at least 1.
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
        """Look at the last epoch, and return whether to stop.

        Raises ValueError if there is no validation error, or for another Trainer's history.
        """
        self.look_at(history)
        if self.is_over:
            self.put_back()
        return self.is_over

    @property
    def is_over(self) -> bool:
        """Whether too many epochs in a row were no better than the best."""
        return self.epochs_no_better >= self.patience

    def look_at(self, history: History) -> None:
        """Look at the last epoch; a second look at the same epoch changes nothing.

        Raises ValueError if there is no validation error, or for another Trainer's history.
        """
        if history is not self.trainer.history:
            raise ValueError(
                "this EarlyStopping keeps the best weights of another Trainer's network: make a "
                "new one for each Trainer"
            )
        newest = history[-1]
        error = newest.validation_error
        if error is None:
            raise ValueError(
                "EarlyStopping needs a validation error: give train() some samples as validation"
            )
        if newest.epoch == self.epoch_seen:
            return
        self.epoch_seen = newest.epoch
        if self.is_over:
            # The training was continued.
            self.epochs_no_better = 0
        if error < self.best_error:
            self.best_error = error
            self.best_epoch = newest.epoch
            self.best_weights = self.trainer.network.weights
            self.epochs_no_better = 0
        else:
            self.epochs_no_better += 1

    def put_back(self) -> None:
        """Give the network its best weights back; before the first epoch, do nothing."""
        if self.best_weights is not None:
            self.trainer.network.weights = self.best_weights
