"""Pause and resume: what a Trainer needs to continue later."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from lernmi.activations import Number
from lernmi.network import Network
from lernmi.support.engines import Engine, NudgingRule, restore_state, state_of
from lernmi.support.records import EpochRecord, History, Means
from lernmi.support.texts import short_text


class Steps:
    """The base class of Training: how far the epoch has got."""

    order: list[int]
    found: Means
    is_in_an_epoch: bool = False

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        # A copied or unpickled Trainer has no Training.
        return type(None), ()

    def __repr__(self) -> str:
        if not self.is_in_an_epoch:
            return "Training between two epochs"
        return f"Training in an epoch: {self.found.count} of {len(self.order)} samples done"


class Resumable:
    """The base class of Trainer: what it can save and restore."""

    network: Network
    learning_rate: Number | Callable[[int], Number]
    batch_size: int
    random: Random
    engine: Engine
    nudging: NudgingRule | None
    history: History
    # The current Training, until it ends.
    training: Steps | None = None

    @property
    def is_training(self) -> bool:
        """Whether `train` is running, perhaps in another thread."""
        return self in self.network.turn.trainers

    @property
    def epochs_done(self) -> int:
        """The number of the last epoch in the history; 0 before the first."""
        return self.history.epochs_done

    def state(self) -> dict[str, Any]:
        """Return everything that `restore` needs, except the weights, as a dictionary for JSON.

        Its keys are epochs_done, random_state, nudging_state and history. Fractions and Decimals
        stay as they are, so JSON needs a rule for them. Raises ValueError in the middle of an
        epoch.
        """
        self.refuse_half_epoch("state()")
        version, numbers, spare = self.random.getstate()
        return {
            "epochs_done": self.epochs_done,
            "random_state": [version, list(numbers), spare],
            "nudging_state": state_of(self.nudging),
            "history": [record._asdict() for record in self.history],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Continue from the `state()` of a Trainer that had the same settings.

        For anything else it raises ValueError, and changes nothing.
        """
        random = Random()
        try:
            version, numbers, spare = state["random_state"]
            random.setstate((version, tuple(numbers), spare))
            history = History([EpochRecord(**record) for record in state["history"]])
            nudging_state = state["nudging_state"]
            if state["epochs_done"] != history.epochs_done:
                raise ValueError(
                    f"epochs_done is {state['epochs_done']}, but the history has "
                    f"{history.epochs_done}"
                )
        except (LookupError, TypeError, ValueError, OverflowError) as problem:
            raise ValueError(
                f"restore() needs what state() returned; got something else: {problem!r}"
            ) from problem
        restore_state(self.nudging, nudging_state)
        self.random = random
        self.history = history
        self.training = None

    def refuse_half_epoch(self, what: str) -> None:
        """Raise ValueError in the middle of an epoch."""
        training = self.training
        if training is not None and training.is_in_an_epoch:
            raise ValueError(
                f"{what} must wait: {training.found.count} of {len(training.order)} samples of "
                f"epoch {self.epochs_done + 1} are done. Step to its end, or leave() the training"
            )

    def __repr__(self) -> str:
        rate = "by epoch" if callable(self.learning_rate) else short_text(self.learning_rate)
        return (
            f"Trainer of a {self.network!r}: learning rate {rate}, batch size {self.batch_size}, "
            f"engine {self.engine.name}, epochs done {self.epochs_done}"
        )
