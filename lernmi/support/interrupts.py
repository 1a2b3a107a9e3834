"""Ctrl-C waits until all Links are nudged."""

from __future__ import annotations

import signal
import threading
from time import perf_counter
from typing import Any


class Interrupts:
    """A `with` block that delays Ctrl-C: it raises KeyboardInterrupt at the end of the block.

    Otherwise Ctrl-C could leave half of the Links nudged, and nobody could explain such a network.
    If something hangs, press Ctrl-C again after a second. This replaces only Python's own signal
    handler, or the handler of an enclosing block. A debugger's handler, or yours, stays in charge.
    """

    def __enter__(self) -> Interrupts:
        self.noted_at: float | None = None
        self.handler_before: Any = signal.getsignal(signal.SIGINT)
        around = getattr(self.handler_before, "__self__", None)
        # Python raises KeyboardInterrupt in the main thread only, and lets only it set handlers.
        self.in_charge: bool = threading.current_thread() is threading.main_thread() and (
            self.handler_before is signal.default_int_handler or isinstance(around, Interrupts)
        )
        if self.in_charge:
            signal.signal(signal.SIGINT, self.handle)
        return self

    def __exit__(self, kind: type[BaseException] | None, *problem: object) -> None:
        if self.in_charge:
            signal.signal(signal.SIGINT, self.handler_before)
        if self.noted_at is not None and kind is None:
            raise KeyboardInterrupt

    def handle(self, signal_number: int, frame: object) -> None:
        """Note the first Ctrl-C; raise KeyboardInterrupt for one at least a second later."""
        now = perf_counter()
        if self.noted_at is None:
            self.noted_at = now
        if now - self.noted_at >= 1:
            # Restore it here, because __exit__ may not run to its end.
            signal.signal(signal.SIGINT, self.handler_before)
            raise KeyboardInterrupt
