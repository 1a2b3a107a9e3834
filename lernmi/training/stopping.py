"""Stopping early: when nothing has become better for a while."""

from __future__ import annotations

import math

from lernmi.activations import Number
from lernmi.network import Network, checked_whole_number
from lernmi.trainer import History


class EarlyStopping:
    """Stops a training when the validation error no longer falls, and keeps the best weights.

        stopping = EarlyStopping(network, patience=10)
        trainer.train(samples, 500, validation=others, stop_when=stopping)
        stopping.put_back()

    When it stops a training, the network has its best weights again. `put_back()` sees to it
    where the epochs ran out first.

    network: the network that is trained.
    patience: how many epochs in a row may be no better than the best so far; after these it
        stops.

    best_error, best_epoch, best_weights: the lowest validation error so far, the number of its
        epoch, and the weights after it; infinite, 0 and None before the first epoch.

    Raises TypeError or ValueError unless `patience` is a whole number of at least 1.
    """

    def __init__(self, network: Network, *, patience: int) -> None:
        self.network = network
        self.patience = checked_whole_number(patience, "patience", at_least=1)
        self.best_error: Number = math.inf
        self.best_epoch = 0
        self.best_weights: tuple[tuple[Number, ...], ...] | None = None

    def __call__(self, history: History) -> bool:
        """Look at the newest epoch, and say whether to stop.

        Raises ValueError if there are no validation errors.
        """
        newest = history[-1]
        if newest.validation_measures is None:
            raise ValueError(
                "early stopping goes by the validation error: give train() some validation samples"
            )
        if newest.validation_error < self.best_error:
            self.best_error = newest.validation_error
            self.best_epoch = newest.epoch
            self.best_weights = self.network.weights
        if newest.epoch - self.best_epoch < self.patience:
            return False
        self.put_back()
        return True

    def put_back(self) -> None:
        """Give the network its best weights back; without any epoch so far, do nothing."""
        if self.best_weights is not None:
            self.network.weights = self.best_weights
