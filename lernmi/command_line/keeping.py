"""`train --save FILE` and `--resume FILE`: the training in a file, while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from lernmi.command_line.setting_up import Settings
from lernmi.data.preparation import Preparation
from lernmi.files import save_every
from lernmi.support.records import EpochRecord

# For each second of writing, so many of training: it costs a tenth of the time at most.
SECONDS_OF_TRAINING = 10


class Keeper:
    """Writes a checkpoint after an epoch, as often as that takes a tenth of the time at most.

    path: the file.
    settings: of the training that it keeps.
    preparation: how rows of a table became its samples; None if there is no table.
    epoch: the number of the newest epoch that is in it; 0 before the first.
    problem: why the file could not be written the last time; None if it was.
    """

    def __init__(self, path: str, settings: Settings, preparation: Preparation | None) -> None:
        self.path = path
        self.epoch: int = 0
        self.problem: OSError | ValueError | None = None
        self.write: Callable[[EpochRecord], None] = save_every(
            1,
            path,
            settings.trainer,
            settings.training,
            settings.validation,
            preparation=preparation,
            stopping=settings.stopping,
        )
        self.due_at: float = perf_counter()

    def on_epoch(self, record: EpochRecord) -> None:
        """Write the file, if it is time."""
        if perf_counter() >= self.due_at:
            self.keep(record)

    def keep(self, record: EpochRecord) -> None:
        """Write the file, if this epoch is not in it yet.

        If that fails, training need not end for it: the next time, there may be room again.
        """
        if record.epoch == self.epoch:
            return
        started = perf_counter()
        try:
            self.write(record)
            self.epoch, self.problem = record.epoch, None
        except (OSError, ValueError) as problem:
            self.problem = problem
        ended = perf_counter()
        self.due_at = ended + SECONDS_OF_TRAINING * (ended - started)
