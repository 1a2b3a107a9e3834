"""Check a learner's file, or a class or function in a notebook."""

from __future__ import annotations

import linecache
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

from lernmi.activations import Activation
from lernmi.error_functions import ErrorFunction
from lernmi.exercises.achievements import achieved
from lernmi.exercises.checker import (
    METHODS,
    WAS_STOPPED,
    Failed,
    NotWritten,
    Stopped,
    check_parts,
    guarded,
    kind_of,
    watch_here,
)
from lernmi.exercises.derivatives import check_activation, check_error
from lernmi.exercises.diagnosis import Finding, with_moments
from lernmi.exercises.functions import TASKS, check_function
from lernmi.exercises.homework import check_homework
from lernmi.exercises.ladder import LADDER, Exercise, exercise_for
from lernmi.exercises.reports import Row
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from lernmi.support.texts import short_text

# The limits for a learner's code in a notebook. A right answer runs about ten thousand lines.
MOST_LINES = 20_000_000
MOST_SECONDS = 10
# Where a clock can't interrupt, lernmi looks at it after so many lines.
LINES_BETWEEN_LOOKS = 20
# lernmi doesn't run larger files. An exercise needs less than a hundredth of this.
MOST_BYTES = 1_000_000


class Result(NamedTuple):
    """The verdict on one part of a learner's work.

    part: what was checked.
    state: "right", "wrong", or "open" (not written yet).
    words: what is wrong or missing, in one sentence; or "Right."
    mistakes: the names of the mistakes.
    place, rows, answer, moments: as in a Finding.
    has_moments: whether there are moments, recorded or not.
    """

    part: str
    state: str
    words: str
    mistakes: tuple[str, ...] = ()
    place: str = ""
    rows: tuple[Row, ...] = ()
    answer: str = ""
    moments: tuple[str, ...] = ()
    has_moments: bool = False


def check(*things: Any) -> Finding:
    """Return whether your code or your numbers are right, and if not, which mistake you made.

    Pass one of these:

    - a class of your own: a Link, a Neuron or a Network, or several classes that belong together
      (an ErrorFunction can be among them);
    - an ErrorFunction or an Activation;
    - a function with the name of one in the exercises, or MyMomentum;
    - a dictionary of numbers from paper, such as {"homework": "mazur", "h1 output": 0.5933}.

    Runs your code, and stops it after ten seconds or twenty million lines (see `Limits`).
    Returns a Finding: print it, or look at `is_right` and `mistakes`; `answer` has the right
    calculation. Raises TypeError or ValueError for anything else.
    """
    if not things:
        raise TypeError("check() needs something to check, such as check(MyLink)")
    try:
        with Limits(MOST_LINES, MOST_SECONDS):
            finding = with_moments(checked(things))
    except NotWritten as problem:
        finding = Finding(False, f"{problem}.")
    except Stopped as problem:
        finding = Finding(False, WAS_STOPPED.format(problem))
    if isinstance(things[0], Mapping) or finding.part:
        return finding
    names = [getattr(thing, "__name__", getattr(thing, "name", "")) for thing in things]
    return finding._replace(part=" and ".join(names))


def checked(things: tuple[Any, ...]) -> Finding:
    """Return the Finding about the arguments of `check`. Runs the learner's code without limits."""
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
                f"a function must have one of the names {', '.join(TASKS)}; got {short_text(name)}"
            )
    return check_parts(things)


# A whole file.


class Outcome(NamedTuple):
    """The verdict on a learner's file.

    results: the verdict on each part.
    printed: what the file printed itself (the first 20,000 bytes).
    """

    results: list[Result]
    printed: str

    @property
    def is_right(self) -> bool:
        """Whether all parts are right."""
        return all(result.state == "right" for result in self.results)


def examine_file(path: Path, wants_moments: bool = False) -> list[Result]:
    """Run a learner's file, and return the verdict on each part.

    wants_moments: whether to record the learning step up to a wrong number, too.

    For an exercise, stops after the first part that is not right. The file runs in this process,
    without limits. `lernmi.exercises.sandbox` runs it in a separate process, with limits.
    """
    try:
        source = source_of(path)
    except ValueError as problem:
        return [Result(path.name, "wrong", str(problem))]
    try:
        namespace = guarded(lambda: names_in(path, source))
    except NotWritten:
        return [Result(path.name, "open", "the file itself raises NotImplementedError")]
    except Failed as problem:
        return [Result(path.name, "wrong", str(problem))]
    exercise = exercise_for(path)
    if exercise is not None:
        return examine_exercise(exercise, namespace, wants_moments)
    return examine_things(path, namespace, wants_moments)


def source_of(path: Path) -> str:
    """Return the text of a learner's file.

    Raises ValueError, with a message for the learner, if the file can't be read, is too large, or
    is not UTF-8 text.
    """
    try:
        if not path.is_file():
            raise ValueError(f"{path.name} is not a plain file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise ValueError(f"{path.name} can't be read ({problem.strerror})") from None
    if len(content) > MOST_BYTES:
        raise ValueError(f"{path.name} is too large: the limit is {MOST_BYTES:,} bytes")
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


def names_in(path: Path, source: str, name: str = "") -> dict[str, Any]:
    """Run the source of a file, and return the names that it defines.

    name: the name of the module, such as "__main__"; "" for that of the file.
    """
    linecache.checkcache(str(path))
    code: CodeType = compile(source, str(path), "exec")
    namespace: dict[str, Any] = {"__name__": name or path.stem, "__file__": str(path)}
    exec(code, namespace)
    return namespace


def examine_exercise(
    exercise: Exercise, namespace: Mapping[str, Any], wants_moments: bool = False
) -> list[Result]:
    """Return the verdicts on the parts of an exercise, up to the first that is not right."""
    results: list[Result] = []
    for part, look in exercise.parts:
        results.append(result_of(part, partial(look, namespace), wants_moments))
        if results[-1].state != "right":
            return results
    results[-1] = results[-1]._replace(rows=achieved(exercise.number, namespace))
    return results


def result_of(part: str, look: Callable[[], Finding], wants_moments: bool) -> Result:
    """Return the verdict on one part: what `look()` finds, or the exception that it raises."""
    try:
        finding = look()
    except NotWritten as problem:
        return Result(part, "open", str(problem))
    except (TypeError, ValueError) as problem:
        return Result(part, "wrong", str(problem))
    state = "right" if finding.is_right else "wrong"
    has_moments = finding.record is not None
    if wants_moments:
        finding = with_moments(finding)
    # Leave out what `state`, the name of the part and `has_moments` already say.
    about = finding._asdict()
    del about["is_right"], about["part"], about["record"]
    return Result(part, state, **about, has_moments=has_moments)


def examine_things(path: Path, namespace: Mapping[str, Any], wants_moments: bool) -> list[Result]:
    """Return the verdicts on everything that a file defines: Links, Neurons, networks and so on."""
    results = []
    together = all_together(path, namespace)
    for name, thing in namespace.items():
        if any(thing is each for each in together):
            results.append(Result(name, "right", "Right."))
        elif is_own_work(name, thing, path.stem):
            results.append(result_of(name, partial(checked, (thing,)), wants_moments))
    if not results:
        names = ", ".join([exercise.file for exercise in LADDER[:2]])
        results.append(
            Result(
                path.name,
                "wrong",
                "There is nothing to check: no Link, Neuron or Network class, no Activation or "
                f"ErrorFunction. (The exercises are in files named {names} ..)",
            )
        )
    return results


def all_together(path: Path, namespace: Mapping[str, Any]) -> list[Any]:
    """Return the file's Link, Neuron and Network if they are right together, otherwise []."""
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
    """Whether something in a file is the learner's own work, and lernmi can check it."""
    if isinstance(thing, (Activation, ErrorFunction)):
        return thing not in [*ACTIVATIONS.values(), *ERROR_FUNCTIONS.values()]
    if getattr(thing, "__module__", None) != module:
        return False
    if isinstance(thing, type):
        # A Link need not extend lernmi's, as long as it has the same methods.
        return any(
            issubclass(thing, base) or sum([hasattr(thing, each) for each in names]) >= 2
            for base, names in METHODS.values()
        )
    return name in TASKS


class Limits:
    """Limit the learner's code in a `with` block: after too many lines, or seconds, raise Stopped.

    lines: how many lines of Python; those of lernmi don't count.
    seconds: how long. The clock needs a signal, so it is exact only in the main thread, and not on
        Windows or in a browser. Elsewhere lernmi looks at the time after every few lines, and each
        call of the learner's code may take so long.
    on_turn: called with True when the learner's code begins, and with False when it ends.

    The signal repeats, in case the learner's code catches Stopped. It stops only their code: lernmi
    itself may take longer on a slow machine. (Python 3.10 doesn't look for signals in a loop that
    begins with a try, so a bare except there may still hang.) There are no limits while a debugger,
    or anything else that uses sys.settrace, is running.
    """

    def __init__(
        self, lines: int, seconds: float, on_turn: Callable[[bool], object] | None = None
    ) -> None:
        self.most = lines
        self.left: int = lines
        self.seconds = seconds
        self.on_turn = on_turn
        self.depth: int = 0
        self.is_over: bool = False
        self.here: str = str(Path(__file__).resolve().parents[1])
        # The frame that creates this object. Only frames that it calls can be the learner's.
        self.outside: FrameType | None = sys._getframe(1)

    def __enter__(self) -> None:
        # A running debugger stays in charge.
        self.is_tracing: bool = sys.gettrace() is None
        is_main = threading.current_thread() is threading.main_thread()
        self.has_signal: bool = self.is_tracing and is_main and hasattr(signal, "setitimer")
        self.token: Any = watch_here.set(self)
        if self.has_signal:
            self.handler: Any = signal.signal(signal.SIGALRM, self.ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds, 0.05)

    def __exit__(self, *problem: object) -> None:
        self.is_over = True
        self.outside = None
        if self.has_signal:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.handler)
        watch_here.reset(self.token)

    def begin(self) -> None:
        """Count from here on; the learner's code begins."""
        self.depth += 1
        if self.depth > 1:
            return
        self.until: float = time.monotonic() + self.seconds
        if self.on_turn is not None:
            self.on_turn(True)
        if self.is_tracing:
            sys.settrace(self.trace)

    def end(self) -> None:
        """Stop counting; the learner's code has ended."""
        self.depth -= 1
        if self.depth:
            return
        if self.is_tracing:
            sys.settrace(None)
        if self.on_turn is not None:
            self.on_turn(False)

    def ring(self, signal_number: int, frame: FrameType | None) -> None:
        """Raise Stopped in the code that is running."""
        if not self.is_over and self.is_theirs(frame):
            raise Stopped(f"{self.seconds:g} seconds")

    def is_theirs(self, frame: FrameType | None) -> bool:
        """Whether the learner's code is running, or has called the code that is running.

        lernmi calls the learner's code only through `guarded`. Other code from outside lernmi may
        be a finalizer that Python runs.
        """
        is_foreign = False
        while frame is not None and frame is not self.outside:
            # lernmi itself uses Python's modules and the methods that Python makes for NamedTuples.
            module = str(frame.f_globals.get("__name__", ""))
            is_pythons = module.split(".")[0] in sys.stdlib_module_names
            is_made = module.startswith("namedtuple_")
            is_lernmis = frame.f_code.co_filename.startswith(self.here)
            is_foreign = is_foreign or not (is_pythons or is_made or is_lernmis)
            if is_foreign and frame.f_code is guarded.__code__:
                return True
            frame = frame.f_back
        return False

    def trace(self, frame: FrameType, event: str, argument: object) -> Any:
        """Count lines, calls and returns, but not those of lernmi."""
        if frame.f_code.co_filename.startswith(self.here):
            return None
        self.left -= 1
        if self.left < 0:
            raise Stopped(f"{self.most:,} lines")
        is_time_to_look = not self.has_signal and self.left % LINES_BETWEEN_LOOKS == 0
        if is_time_to_look and time.monotonic() > self.until:
            raise Stopped(f"{self.seconds:g} seconds")
        return self.trace
