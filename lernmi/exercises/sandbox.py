"""A learner's file in a separate process, with limits on time, memory and output.

The limits protect you from mistakes: endless loops, too much memory or text, processes that never
end. They don't protect you from malice: the file runs with your permissions, as any Python file
would.

There are three processes. The first calls `examine_apart`, which starts a guard, and trusts nothing
that it gets back. The guard starts a worker, and ends all processes that the worker leaves behind.
The worker runs the learner's file, and answers through a pipe. (On Windows, the guard is also the
worker, and lernmi ends only that one process. In a browser there is only one process.)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from lernmi.exercises.checker import STOPS, WAS_STOPPED
from lernmi.exercises.examine import Outcome, Result, examine_file
from lernmi.exercises.same_process import MOST_OUTPUT, as_safe_lines, examine_here

# Python in a browser has no processes.
HAS_PROCESSES = sys.platform not in ("emscripten", "wasi")
if HAS_PROCESSES and sys.platform != "win32":
    import resource
    import select
    import signal

# The argument that asks the guard and the worker for the moments.
MOMENTS = "moments"
SECONDS = 10
MEMORY = 1_000_000_000
MOST_ANSWER = 1_000_000
MOST_PROCESSES = 30
# How long the guard may take to end leftover processes. It is quick unless they keep starting
# others.
SECONDS_TO_END = 5
SECONDS_BETWEEN_LOOKS = 0.01
SECONDS_BETWEEN_COUNTS = 0.2

# Two requests to Linux: see `ask_linux`.
END_WITH_THE_PARENT, ADOPT_ORPHANS = 1, 36

TOO_MUCH_MEMORY = f"It was stopped: it needs more than {MEMORY // 1_000_000:,} MB of memory."
TOO_MANY_PROCESSES = f"It was stopped: it started more than {MOST_PROCESSES} processes."


# In the process that calls examine_apart.


def examine_apart(path: Path, seconds: float = SECONDS, wants_moments: bool = False) -> Outcome:
    """Examine a file in another process, and return the verdict, whatever the file does there.

    wants_moments: as in `examine_file`.
    seconds: the time limit (10). The processor time is limited to 10 seconds in any case.

    In a browser, Python has no processes, so the file runs in this one (see `examine_here`).
    """
    if not HAS_PROCESSES:
        return examine_here(path, wants_moments)
    with new_folder() as folder:
        # The arguments of `main`.
        arguments = [str(path.absolute()), str(folder), *[MOMENTS] * wants_moments]
        guard = subprocess.Popen(
            [sys.executable, "-m", "lernmi.exercises.sandbox", *arguments],
            # The guard ends everything when this is closed, even if this process is killed.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # For the answer: see `take_the_pipe_for_the_answer`.
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment(folder),
            start_new_session=True,
        )
        assert guard.stdin and guard.stdout and guard.stderr
        printed, answer = Reader(guard.stdout, MOST_OUTPUT), Reader(guard.stderr, MOST_ANSWER)
        why = ""
        try:
            guard.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            why = WAS_STOPPED.format(f"{seconds:g} seconds")
        finally:
            stop(guard)
        # Everything is written by now. A leftover process may hold the pipe open (see
        # `end_all`): don't wait for it.
        for reader in (printed, answer):
            reader.join(timeout=1)
        text = as_safe_lines(printed.kept.decode("utf-8", errors="replace"))
        results = results_in(answer.kept)
        if results is None or why:
            why = why or why_it_ended(guard.returncode, text)
            results = [Result(path.name, "wrong", why)]
        return Outcome(results, text)


@contextmanager
def new_folder() -> Iterator[Path]:
    """Yield a new, empty folder, and remove it and everything in it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lernmi-"))
    try:
        yield folder
    finally:
        remove(folder)


def remove(top: Path) -> None:
    """Remove a folder, however deep it is; leave what can't be removed.

    Moves each inner folder to the top before emptying it. So no path gets too long, and there is no
    recursion (`shutil.rmtree` recurses before Python 3.13).
    """
    with suppress(OSError):
        top.chmod(0o700)
    folders = [top]
    while folders:
        folder = folders.pop()
        with suppress(OSError):
            for path in list(folder.iterdir()):
                with suppress(OSError):
                    if path.is_dir() and not path.is_symlink():
                        # Without these permissions lernmi can't move or empty it.
                        path.chmod(0o700)
                        folders.append(path.rename(top / uuid.uuid4().hex))
                    else:
                        path.unlink()
            folder.rmdir()
    with suppress(OSError):
        top.rmdir()


class Reader(threading.Thread):
    """Reads what a process writes into a pipe, and keeps only the first bytes."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.most = most
        self.kept: bytes = b""
        self.start()

    def run(self) -> None:
        """Read until the end."""
        with self.stream:
            while chunk := self.stream.read1(65536):  # type: ignore[attr-defined]
                if len(self.kept) < self.most:
                    self.kept += chunk[: self.most - len(self.kept)]


def environment(folder: Path) -> dict[str, str]:
    """Return the environment for a learner's file: what Python needs, and nothing else.

    folder: the home and the folder for temporary files. lernmi removes it afterwards.
    """
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    here = str(Path(__file__).resolve().parents[2])
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PYTHONPATH": here,
        "PYTHONIOENCODING": "utf-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(folder),
        # Windows calls it so.
        "USERPROFILE": str(folder),
        "TMPDIR": str(folder),
    }


def stop(guard: subprocess.Popen[bytes]) -> None:
    """Make the guard end everything, and wait; end the guard itself if it takes too long."""
    assert guard.stdin
    guard.stdin.close()
    if sys.platform != "win32":
        # The learner's file may have paused the guard.
        guard.send_signal(signal.SIGCONT)
        with suppress(subprocess.TimeoutExpired):
            guard.wait(timeout=SECONDS_TO_END)
    guard.kill()
    guard.wait()


def results_in(answer: bytes) -> list[Result] | None:
    """Return the verdicts in the last line of the answer, or None if it has the wrong form."""
    try:
        content: Any = json.loads(answer.rpartition(b"\n")[2])
        results = []
        for part, state, words, mistakes, place, rows, answer, moments, has_moments in content:
            if state not in ("right", "wrong", "open"):
                return None
            results.append(
                Result(
                    str(part),
                    state,
                    str(words),
                    tuple([str(name) for name in mistakes]),
                    str(place),
                    tuple([(str(word), str(text)) for word, text in rows]),
                    str(answer),
                    tuple([str(moment) for moment in moments]),
                    bool(has_moments),
                )
            )
        return results or None
    except (ValueError, TypeError, RecursionError):
        return None


def why_it_ended(code: int, text: str) -> str:
    """Return a sentence that says why there is no answer, from exit code and printed text."""
    if "MemoryError" in text:
        return TOO_MUCH_MEMORY
    last = text.strip().splitlines()[-1:] or [""]
    return f"It ended before lernmi could check it (exit code {code}). {last[0]}".strip()


# In the guard.


def main(path: str, folder: str, moments: str = "") -> None:
    """Start a worker that examines a file, and end everything that it leaves behind.

    folder: the folder made for this file. Removes it if the process that started the guard was
        killed.
    moments: MOMENTS if the moments are wanted.
    """
    wants_moments = moments == MOMENTS
    answer = take_the_pipe_for_the_answer()
    if sys.platform == "win32":
        work(path, wants_moments, answer)
        return
    # Orphans become children of the guard. Otherwise they would become children of the system's
    # first process, and nobody could find them.
    ask_linux(ADOPT_ORPHANS, 1)
    worker = os.fork()
    if worker == 0:
        ask_linux(END_WITH_THE_PARENT, signal.SIGKILL)
        os.setsid()
        limit_this_process()
        work(path, wants_moments, answer)
        return
    code, why = how_it_ends(worker)
    end_all(worker)
    if why:
        write_answer([Result(Path(path).name, "wrong", why)], answer)
    if is_closed(0):
        remove(Path(folder))
    # As in a shell: 137 if signal 9 ended it.
    os._exit(code if code >= 0 else 128 - code)


def take_the_pipe_for_the_answer() -> int:
    """Return the descriptor for the answer, and send standard error to standard output.

    So the answer has its own pipe on every system. The pipe has no name, and programs that the
    learner's file starts don't inherit it.
    """
    answer = os.dup(2)
    os.dup2(1, 2)
    return answer


def ask_linux(request: int, value: int) -> None:
    """Set an option of this process on Linux (see prctl in its manual). Elsewhere, do nothing."""
    if sys.platform == "linux":
        # Not every Python has ctypes.
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(request, value, 0, 0, 0)


def how_it_ends(worker: int) -> tuple[int, str]:
    """Wait until the worker has ended. Return its exit code, and why it was stopped, or "".

    The guard stops the worker if it has started too many processes, if these need too much memory
    together, or if the guard's standard input is closed.
    """
    why = ""
    counted_at = time.monotonic()
    while True:
        ended, status = os.waitpid(-1, os.WNOHANG)
        if ended == worker:
            return os.waitstatus_to_exitcode(status), why
        if ended:
            # An orphan, which counts as a process until somebody has waited for it.
            continue
        nobody_waits = is_closed(SECONDS_BETWEEN_LOOKS)
        if time.monotonic() - counted_at > SECONDS_BETWEEN_COUNTS:
            memory = descendants()
            if len(memory) > MOST_PROCESSES:
                why = TOO_MANY_PROCESSES
            elif sum(memory.values()) > MEMORY:
                why = TOO_MUCH_MEMORY
            counted_at = time.monotonic()
        if nobody_waits or why:
            os.kill(worker, signal.SIGKILL)


def is_closed(seconds: float) -> bool:
    """Whether standard input is closed within this many seconds. (Nobody writes to it.)"""
    return bool(select.select([0], [], [], seconds)[0])


def descendants() -> dict[int, int]:
    """Return the memory in bytes of all descendants of this process, by their process numbers.

    Only Linux lists processes; elsewhere returns {}.
    """
    parents: dict[int, int] = {}
    memory: dict[int, int] = {}
    for folder in Path("/proc").iterdir() if sys.platform == "linux" else []:
        if folder.name.isdigit():
            # It may have ended by now.
            with suppress(OSError):
                # "number (name) state parent ..": a name may contain spaces and brackets.
                fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
                parents[int(folder.name)] = int(fields[1])
                memory[int(folder.name)] = int(fields[21]) * resource.getpagesize()
    ours = {os.getpid()}
    found: dict[int, int] = {}
    while new := [one for one, parent in parents.items() if parent in ours and one not in found]:
        found.update({one: memory[one] for one in new})
        ours = set(new)
    return found


def end_all(worker: int) -> None:
    """End all processes that the worker has started.

    On every system, ends the processes in the worker's session. On Linux, also ends those that have
    left the session, and those that start in the meantime.
    """
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(worker, signal.SIGKILL)
    # Until the guard has no children left. Orphans become its children, so none is missed.
    with suppress(ChildProcessError):
        while True:
            # Finding running processes is slow, so first wait for all that have already ended.
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
            for process in descendants():
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(process, signal.SIGKILL)


# In the worker.


def limit_this_process() -> None:
    """Limit memory (1 GB), processor time (10 seconds) and the size of files (10 MB).

    macOS can't limit memory, and Windows can't limit any of the three.
    """
    if sys.platform == "win32":
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 10_000_000),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS, for example, can't limit memory.
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def work(path: str, wants_moments: bool, answer: int) -> None:
    """Examine a file, and write the answer."""
    # It must not read the guard's standard input.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        results = examine_file(Path(path), wants_moments)
    except BaseException as problem:
        results = [Result(Path(path).name, "wrong", f"{STOPS} {type(problem).__name__}.")]
    write_answer(results, answer)


def write_answer(results: list[Result], answer: int) -> None:
    """Write the verdicts on a file's parts as one line of JSON. Only the last line counts."""
    with os.fdopen(answer, "wb") as file:
        file.write(b"\n" + json.dumps(results).encode("utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])
