"""Where the main thread stands, while a debugger holds it.

No hook and no tracing: Python shows the frames of every thread to any other thread.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple

# The methods in which a debugger waits for you: of pdb and those built on it, and of pydevd, which
# is inside VS Code's debugger and PyCharm's. Their local variable `frame` is where it stopped.
WAITING = ("interaction", "do_wait_suspend")


class Standing(NamedTuple):
    """Where a thread stands.

    file: the name of the file. line: the line in it. what: the function's name.
    name: the name of the Neuron or Link, if it is a method of one; otherwise "".
    """

    file: str
    line: int
    what: str
    name: str


class Lookout:
    """Looks where a thread stands in a debugger.

    thread: the thread's number. below: the code of the function that does the work; what called it
        doesn't count.
    """

    def __init__(self, thread: int | None, below: CodeType) -> None:
        self.thread = thread
        self.below = below
        self.named: tuple[FrameType, str] | None = None

    def look(self) -> Standing | None:
        """Return where the thread stands, or None if no debugger holds it."""
        frame = self.stopped_frame()
        if frame is None:
            self.named = None
            return None
        code = frame.f_code
        return Standing(
            Path(code.co_filename).name, frame.f_lineno, code.co_name, self.name_in(frame)
        )

    def stopped_frame(self) -> FrameType | None:
        """Return the frame in which a debugger has stopped the thread, or None."""
        frame = sys._current_frames().get(self.thread or 0)
        stopped = None
        while frame is not None:
            code = frame.f_code
            if code is self.below:
                return stopped
            if stopped is None and code.co_name in WAITING:
                stopped = frame.f_locals.get("frame")
            frame = frame.f_back
        return None

    def name_in(self, frame: FrameType) -> str:
        """Return the name of the Neuron or Link at work in a frame, or ""."""
        # Up to Python 3.12, looking at f_locals a second time would undo what somebody changes in
        # the debugger. The frame is kept, because a later one could have the same id.
        if self.named is None or self.named[0] is not frame:
            name = getattr(frame.f_locals.get("self"), "name", "")
            self.named = frame, name if isinstance(name, str) else ""
        return self.named[1]
