"""A learner's file in a process of its own, with limits on time, memory and output.

That keeps mistakes away from whoever looks: endless loops, gigabytes, floods of text. It doesn't
keep malice away: the file runs with the rights of whoever checks it, as any Python file would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any, NamedTuple

from lernmi.exercises.checker import STOPS
from lernmi.exercises.examine import Result, examine_file

SECONDS = 10
MEMORY = 1_000_000_000
MOST_OUTPUT = 20_000


class Outcome(NamedTuple):
    """What came of a learner's file.

    results: how each part of it is.
    printed: what it printed itself, as far as it is kept (the first 20,000 bytes).
    """

    results: list[Result]
    printed: str

    @property
    def is_right(self) -> bool:
        """Whether all of it is right."""
        return all(result.state == "right" for result in self.results)


def examine_apart(path: Path, seconds: float = SECONDS) -> Outcome:
    """Examine a file in another process, and return what came of it, whatever it does there.

    seconds: by the clock, until it is stopped (10). Of the processor's time it has 10 seconds,
        whatever is given here.
    """
    with tempfile.TemporaryDirectory(prefix="lernmi-") as folder:
        answer = Path(folder) / "answer.json"
        process = subprocess.Popen(
            [sys.executable, "-m", "lernmi.exercises.sandbox", str(path.resolve()), str(answer)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment(folder),
            start_new_session=True,
        )
        assert process.stdout is not None
        reader = Reader(process.stdout)
        reader.start()
        try:
            process.wait(timeout=seconds)
            why = ""
        except subprocess.TimeoutExpired:
            why = f"It was stopped after {seconds:g} seconds: does something loop for ever?"
        except KeyboardInterrupt:
            stop(process)
            raise
        # Whatever it has started goes with it.
        stop(process)
        process.wait()
        reader.join(timeout=5)
        results = results_in(answer)
        if results is None or why:
            why = why or why_it_ended(process.returncode, reader.text)
            results = [Result(path.name, "wrong", why)]
        return Outcome(results, reader.text)


class Reader(threading.Thread):
    """Reads what a process prints, and keeps only the first 20,000 bytes of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.kept = b""

    def run(self) -> None:
        """Read until the end."""
        with self.stream:
            while chunk := self.stream.read1(65536):  # type: ignore[attr-defined]
                if len(self.kept) < MOST_OUTPUT:
                    self.kept += chunk[: MOST_OUTPUT - len(self.kept)]

    @property
    def text(self) -> str:
        """What was kept, as text; a ? for each sign that can't be shown."""
        text = self.kept.decode("utf-8", errors="replace")
        return "".join([sign if sign.isprintable() or sign == "\n" else "?" for sign in text])


def environment(folder: str) -> dict[str, str]:
    """Return the environment for a learner's file: what Python needs, and no more.

    folder: where its files go, unless it says where; it will be removed.
    """
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    here = str(Path(__file__).resolve().parents[2])
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PYTHONPATH": here,
        "PYTHONIOENCODING": "utf-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": folder,
        "TMPDIR": folder,
    }


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a process, and with it all that it has started (on Windows, only the process)."""
    if sys.platform == "win32":
        process.kill()
        return
    import signal

    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def results_in(answer: Path) -> list[Result] | None:
    """Return what the other process has written; None if it is not as it should be."""
    try:
        if answer.stat().st_size > 1_000_000:
            return None
        content: Any = json.loads(answer.read_text(encoding="utf-8"))
        results = []
        for part, state, words, mistakes in content:
            if state not in ("right", "wrong", "open"):
                return None
            results.append(Result(str(part), state, str(words), tuple([str(m) for m in mistakes])))
        return results or None
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def why_it_ended(code: int | None, text: str) -> str:
    """Return why there is no answer, by the exit code and by what was printed."""
    if "MemoryError" in text:
        return f"It needed more than {MEMORY // 1_000_000:,} MB of memory, and was stopped."
    last = text.strip().splitlines()[-1:] or [""]
    return f"It ended by itself before it could be looked at (exit code {code}). {last[0]}".strip()


# In the other process.


def limit_this_process() -> None:
    """Limit memory, processor time and the size of files, where the system can do that.

    1 GB, 10 seconds, 10 MB. On Windows there are no such limits, on macOS none of memory.
    """
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 10_000_000),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):
            # macOS, say, has no limit of memory.
            pass


def main(path: str, answer: str) -> None:
    """Examine a file, and write the answer as JSON."""
    limit_this_process()
    try:
        results = examine_file(Path(path))
    except BaseException as problem:
        results = [Result(Path(path).name, "wrong", f"{STOPS} {type(problem).__name__}.")]
    Path(answer).write_text(json.dumps(results), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
