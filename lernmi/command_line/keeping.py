"""Save the training while it runs, for `train --save FILE` and `train --resume FILE`."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from lernmi.command_line.setting_up import Settings
from lernmi.data.preparation import Preparation
from lernmi.files import save_every
from lernmi.support.records import EpochRecord

# Seconds of training for each second of writing, so writing takes at most a tenth of the time.
SECONDS_OF_TRAINING = 10


class Keeper:
    """Writes checkpoints after epochs, in at most a tenth of the time.

    path: the file.
    settings: the settings of the training.
    preparation: how rows of a table became samples, or None if there is no table.
    epoch: the number of the newest epoch in the file; 0 before the first.
    problem: why the last attempt to write the file failed, or None if it succeeded.
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
        """Write the file, unless lernmi has just written it."""
        if perf_counter() >= self.due_at:
            self.keep(record)

    def keep(self, record: EpochRecord) -> None:
        """Write the file, if this epoch is not in it yet.

        A failure doesn't end the training: the next attempt may succeed.
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
