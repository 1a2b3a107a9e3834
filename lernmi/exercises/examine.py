"""One file of a learner's, or one thing of theirs in a notebook: is it right?"""

from __future__ import annotations

import linecache
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

from lernmi.activations import Activation
from lernmi.error_functions import ErrorFunction
from lernmi.exercises.checker import (
    METHODS,
    Failed,
    NotWritten,
    Stopped,
    check_parts,
    guarded,
    kind_of,
)
from lernmi.exercises.derivatives import check_activation, check_error
from lernmi.exercises.diagnosis import Finding
from lernmi.exercises.functions import TASKS, check_function
from lernmi.exercises.homework import check_homework
from lernmi.exercises.ladder import LADDER, Exercise, exercise_for
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from lernmi.support.texts import short_text

# So many lines of a learner's code are run in a notebook; a right answer needs some ten thousand.
MOST_LINES = 20_000_000
MOST_SECONDS = 10
# No exercise needs a hundredth of that.
MOST_BYTES = 1_000_000


class Result(NamedTuple):
    """How one part of a learner's work is.

    part: what was looked at.
    state: "right", "wrong", or "open": not written yet.
    words: for people to read.
    mistakes: the names of the mistakes.
    """

    part: str
    state: str
    words: str
    mistakes: tuple[str, ...] = ()


def check(*things: Any) -> Finding:
    """Say whether something is right, and if not, which mistake it is.

    things: a class of your own: a Link, a Neuron, a Network (or several of them that belong
        together, also with an ErrorFunction); an ErrorFunction; an Activation; a function (or
        MyMomentum) that bears the name of one in the exercises; or a dictionary of numbers that
        were computed on paper, such as {"homework": "mazur", "h1 output": 0.5933}.

    It runs what it gets, and stops it after ten seconds or twenty million lines (see `Limits`).
    Returns a Finding: print shows it, `is_right` says yes or no, `mistakes` names them. What is
    still to be written is not right. Raises TypeError or ValueError for anything else.
    """
    if not things:
        raise TypeError("check() needs something to look at, such as check(MyLink)")
    try:
        with Limits(MOST_LINES, MOST_SECONDS):
            return checked(things)
    except NotWritten as problem:
        return Finding(False, f"Not written yet: {problem}.")
    except Stopped as problem:
        return Finding(False, f"It was stopped after {problem}: does something loop for ever?")


def checked(things: tuple[Any, ...]) -> Finding:
    """Return the Finding for what came to `check`, without any limit."""
    thing = things[0]
    if len(things) == 1:
        if isinstance(thing, Mapping):
            return check_homework(thing)
        if isinstance(thing, Activation):
            return check_activation(thing)
        if isinstance(thing, ErrorFunction):
            return check_error(thing)
        name = getattr(thing, "__name__", None)
        if name in TASKS:
            return check_function(TASKS[name], thing)
        if callable(thing) and not isinstance(thing, type):
            raise TypeError(
                f"a function is known by its name: {', '.join(TASKS)}; got {short_text(name)}"
            )
    return check_parts(things)


# A whole file.


def examine_file(path: Path) -> list[Result]:
    """Run a learner's file, and return how each part of it is.

    Of an exercise, only the parts up to the first that is not right. The file runs right here,
    without any limit: see `lernmi.exercises.sandbox`.
    """
    try:
        source = source_of(path)
    except ValueError as problem:
        return [Result(path.name, "wrong", str(problem))]
    try:
        namespace = guarded(lambda: names_in(path, source))
    except NotWritten:
        return [Result(path.name, "open", "The file itself raises NotImplementedError.")]
    except Failed as problem:
        return [Result(path.name, "wrong", str(problem))]
    exercise = exercise_for(path)
    if exercise is not None:
        return examine_exercise(exercise, namespace)
    return examine_things(path, namespace)


def source_of(path: Path) -> str:
    """Return the text of a learner's file.

    Raises ValueError, in words for the learner, for a file that can't be read, is too large, or is
    no text in UTF-8.
    """
    try:
        if not path.is_file():
            raise ValueError(f"{path.name} is not a plain file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise ValueError(f"{path.name} can't be read ({problem.strerror})") from None
    if len(content) > MOST_BYTES:
        raise ValueError(f"{path.name} has more than {MOST_BYTES:,} bytes, too many for a program")
    try:
        text = content.decode("utf-8-sig")
        place = content.find(b"\0")
    except UnicodeDecodeError as problem:
        place = problem.start
    if place >= 0:
        line = len((content[:place] + b".").splitlines())
        raise ValueError(
            f"{path.name}, line {line}: this is not UTF-8 text; save the file as UTF-8"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def names_in(path: Path, source: str) -> dict[str, Any]:
    """Run the source of a file, and return the names that it has made."""
    linecache.checkcache(str(path))
    code: CodeType = compile(source, str(path), "exec")
    namespace: dict[str, Any] = {"__name__": path.stem, "__file__": str(path)}
    exec(code, namespace)
    return namespace


def examine_exercise(exercise: Exercise, namespace: Mapping[str, Any]) -> list[Result]:
    """Return how the parts of an exercise are, up to the first one that is not right."""
    results: list[Result] = []
    for part, look in exercise.parts:
        results.append(result_of(part, look, namespace))
        if results[-1].state != "right":
            break
    return results


def result_of(part: str, look: Callable[..., Finding], *arguments: Any) -> Result:
    """Return how one part is: as `look(*arguments)` finds it, or as it refuses it."""
    try:
        finding = look(*arguments)
    except NotWritten as problem:
        return Result(part, "open", str(problem))
    except (TypeError, ValueError) as problem:
        return Result(part, "wrong", str(problem))
    return Result(part, "right" if finding.is_right else "wrong", finding.words, finding.mistakes)


def examine_things(path: Path, namespace: Mapping[str, Any]) -> list[Result]:
    """Return how all Links, Neurons, networks, activations.. are that a file makes."""
    results = []
    together = all_together(path, namespace)
    for name, thing in namespace.items():
        if any(thing is each for each in together):
            results.append(Result(name, "right", "Right."))
        elif is_own_work(name, thing, path.stem):
            results.append(result_of(name, checked, (thing,)))
    if not results:
        names = ", ".join([exercise.file for exercise in LADDER[:2]])
        results.append(
            Result(
                path.name,
                "wrong",
                "There is nothing to be checked in it: no class of a Link, Neuron or Network, no "
                f"Activation or ErrorFunction. (Files of exercises are called {names}..)",
            )
        )
    return results


def all_together(path: Path, namespace: Mapping[str, Any]) -> list[Any]:
    """Return the file's Link, Neuron and Network if they are right together; else nothing."""
    by_kind = {}
    for name, thing in namespace.items():
        if isinstance(thing, type) and is_own_work(name, thing, path.stem):
            by_kind[kind_of(thing)] = thing
    try:
        is_right = len(by_kind) > 1 and check_parts(list(by_kind.values())).is_right
    except NotWritten:
        return []
    return list(by_kind.values()) if is_right else []


def is_own_work(name: str, thing: Any, module: str) -> bool:
    """Whether something in a file is of the learner's own, and can be checked."""
    if isinstance(thing, (Activation, ErrorFunction)):
        return thing not in [*ACTIVATIONS.values(), *ERROR_FUNCTIONS.values()]
    if getattr(thing, "__module__", None) != module:
        return False
    if isinstance(thing, type):
        # A Link need not be a Link of lernmi's, as long as it can do the same.
        return any(
            issubclass(thing, base) or sum([hasattr(thing, each) for each in names]) >= 2
            for base, names in METHODS.values()
        )
    return name in TASKS


# A limit for code that runs right here.


class Limits:
    """A `with` block that is stopped after so many lines of Python, or seconds: raises Stopped.

    Lines of lernmi's own are not counted. The seconds are only there where a signal can come: in
    the main thread, and not on Windows. It comes again and again, in case it is caught. Where a
    debugger (or whatever else has called sys.settrace) is at work, there is no limit.
    """

    def __init__(self, lines: int, seconds: float) -> None:
        self.most = lines
        self.left: int = lines
        self.seconds = seconds
        self.is_over: bool = False
        self.here: str = str(Path(__file__).resolve().parents[1])

    def __enter__(self) -> None:
        # A debugger that is at work stays in charge.
        self.is_tracing: bool = sys.gettrace() is None
        is_main = threading.current_thread() is threading.main_thread()
        self.has_signal: bool = self.is_tracing and is_main and hasattr(signal, "setitimer")
        if self.has_signal:
            self.handler: Any = signal.signal(signal.SIGALRM, self.ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds, 0.05)
        if self.is_tracing:
            sys.settrace(self.trace)

    def __exit__(self, *problem: object) -> None:
        self.is_over = True
        if self.has_signal:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.handler)
        if self.is_tracing:
            sys.settrace(None)

    def ring(self, signal_number: int, frame: object) -> None:
        """Stop whatever is at work: raises Stopped."""
        if not self.is_over:
            raise Stopped(f"{self.seconds:g} seconds")

    def trace(self, frame: FrameType, event: str, argument: object) -> Any:
        """Count lines, calls and returns; None for lernmi's own, which are not counted."""
        if frame.f_code.co_filename.startswith(self.here):
            return None
        self.left -= 1
        if self.left < 0:
            raise Stopped(f"{self.most:,} lines")
        return self.trace
