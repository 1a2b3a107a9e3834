"""Ctrl-C, held back while half of the Links are nudged."""

from __future__ import annotations

import signal
import threading
from time import perf_counter


class Interrupts:
    """A `with` block in which Ctrl-C can be held back for a while.

    Ctrl-C can come at any moment, also when half of the Links are nudged. Between `hold` and
    `release` it is only noted, and KeyboardInterrupt is raised by `release`, where the network
    is whole; at all other times it comes at once. If something hangs, a second Ctrl-C, a second
    or more after the first, is not held back. Only Python's own handler is replaced (or that of
    a training around this one): a debugger's, or your own, stays in charge.
    """

    def __reduce__(self) -> tuple[type[Interrupts], tuple[()]]:
        # A Trainer that was copied or sent away in a callback holds nothing back.
        return Interrupts, ()

    def __enter__(self) -> Interrupts:
        self.holding = False
        self.noted_at: float | None = None
        self.handler_before = signal.getsignal(signal.SIGINT)
        around = getattr(self.handler_before, "__self__", None)
        # Python raises KeyboardInterrupt in the main thread only, and lets only it set handlers.
        self.in_charge = threading.current_thread() is threading.main_thread() and (
            self.handler_before is signal.default_int_handler or isinstance(around, Interrupts)
        )
        if self.in_charge:
            signal.signal(signal.SIGINT, self.handle)
        return self

    def __exit__(self, *problem: object) -> None:
        if self.in_charge:
            signal.signal(signal.SIGINT, self.handler_before)

    def handle(self, signal_number: int, frame: object) -> None:
        """Note Ctrl-C if it is held back, or raise KeyboardInterrupt."""
        if self.holding:
            now = perf_counter()
            if self.noted_at is None:
                self.noted_at = now
            if now - self.noted_at < 1:
                return
        # Here already, in case that this is still on the way into the block, or out of it.
        signal.signal(signal.SIGINT, self.handler_before)
        raise KeyboardInterrupt

    def hold(self) -> None:
        """From now on, only note Ctrl-C."""
        self.holding = True

    def release(self) -> None:
        """From now on, let Ctrl-C through, beginning with one that was noted."""
        self.holding = False
        if self.noted_at is not None:
            raise KeyboardInterrupt
