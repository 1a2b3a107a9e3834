"""Threads take turns: only one at a time uses a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock, get_ident


class Turn:
    """Which thread may use a network.

    lock: a verb holds it while it reads or changes weights, and `learn` holds it for all four
        verbs. Other threads wait.
    trainers: the Trainers that are training the network. Each one after the first runs in a
        callback of the one before. Until they end, the network refuses other threads.
    thread: the number of the thread in which they train.
    """

    def __init__(self) -> None:
        self.lock: RLock = RLock()
        self.trainers: list[object] = []
        self.thread: int = 0

    def __reduce__(self) -> tuple[type[Turn], tuple[()]]:
        # A copied or unpickled network is not in use.
        return Turn, ()

    def refuse_other_threads(self) -> None:
        """Raise ValueError if a Trainer is training the network in another thread."""
        if self.trainers and self.thread != get_ident():
            raise ValueError(
                "a Trainer is training this network in another thread; give each thread its own "
                "network.copy(), made before the training or in on_epoch"
            )

    @contextmanager
    def training(self, trainer: object) -> Iterator[None]:
        """Note that a Trainer is training the network, or raise ValueError if it can't now."""
        is_noted = False
        try:
            with self.lock:
                if trainer in self.trainers:
                    raise ValueError(
                        "this Trainer is already training; call train() when that has ended"
                    )
                self.refuse_other_threads()
                self.thread = get_ident()
                before = self.trainers
                self.trainers = [*before, trainer]
                is_noted = True
            yield
        finally:
            # A flag, because Ctrl-C may come right after the Trainer is recorded. It is False only
            # after an exception, which coverage doesn't follow.
            if is_noted:  # pragma: no branch
                self.trainers = before
