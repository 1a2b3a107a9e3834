"""One file of a learner's, or one thing of theirs in a notebook: is it right?"""

from __future__ import annotations

import linecache
import sys
from collections.abc import Mapping
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

from lernmi.activations import Activation
from lernmi.error_functions import ErrorFunction
from lernmi.exercises.checker import Failed, NotWritten, check_parts, guarded
from lernmi.exercises.derivatives import check_activation, check_error
from lernmi.exercises.diagnosis import Finding
from lernmi.exercises.functions import TASKS, check_function
from lernmi.exercises.homework import check_homework
from lernmi.exercises.ladder import LADDER, Exercise, exercise_for
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron, shown
from lernmi.training.ready_made import ACTIVATIONS, ERROR_FUNCTIONS

# So many lines of a learner's code are run in a notebook; a right answer needs some ten thousand.
MOST_LINES = 2_000_000


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
        together); an ErrorFunction; an Activation; a function that bears the name of one in the
        exercises; or a dictionary of numbers that were computed on paper, such as
        {"homework": "mazur", "h1 output": 0.5933}.

    It runs what it gets, and stops it after two million lines. Returns a Finding: print shows it,
    `is_right` says yes or no. Raises TypeError or ValueError for anything else.
    """
    if not things:
        raise TypeError("check() needs something to look at, such as check(MyLink)")
    try:
        with LineLimit(MOST_LINES):
            return checked(things)
    except NotWritten as problem:
        return Finding(False, f"Not written yet: {problem}.")
    except TooManyLines:
        return Finding(
            False, f"It was stopped after {MOST_LINES:,} lines: does something loop for ever?"
        )


def checked(things: tuple[Any, ...]) -> Finding:
    """Return the Finding for what came."""
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
                f"a function is known by its name: {', '.join(TASKS)}; but {shown(name)} came"
            )
    return check_parts(things)


# A whole file.


def examine_file(path: Path) -> list[Result]:
    """Run a learner's file, and return how each part of it is.

    It runs right here, without any limit: see `lernmi.exercises.sandbox`.
    """
    try:
        namespace = guarded(lambda: names_in(path))
    except NotWritten:
        return [Result(path.name, "open", "The file itself raises NotImplementedError.")]
    except Failed as problem:
        return [Result(path.name, "wrong", str(problem))]
    exercise = exercise_for(path)
    if exercise is not None:
        return examine_exercise(exercise, namespace)
    return examine_things(path, namespace)


def names_in(path: Path) -> dict[str, Any]:
    """Run a file, and return the names that it has made."""
    text = path.read_text(encoding="utf-8-sig")
    linecache.checkcache(str(path))
    code: CodeType = compile(text, str(path), "exec")
    namespace: dict[str, Any] = {"__name__": path.stem, "__file__": str(path)}
    exec(code, namespace)
    return namespace


def examine_exercise(exercise: Exercise, namespace: Mapping[str, Any]) -> list[Result]:
    """Return how the parts of an exercise are, up to the first one that is not right."""
    results: list[Result] = []
    for part, look in exercise.parts:
        try:
            finding = look(namespace)
        except NotWritten as problem:
            return [*results, Result(part, "open", str(problem))]
        except (TypeError, ValueError) as problem:
            return [*results, Result(part, "wrong", str(problem))]
        state = "right" if finding.is_right else "wrong"
        results.append(Result(part, state, finding.words, finding.mistakes))
        if not finding.is_right:
            break
    return results


def examine_things(path: Path, namespace: Mapping[str, Any]) -> list[Result]:
    """Return how all Links, Neurons, networks, activations.. are that a file makes."""
    results = []
    for name, thing in namespace.items():
        if not is_own_work(name, thing, path.stem):
            continue
        try:
            finding = checked((thing,))
        except NotWritten as problem:
            results.append(Result(name, "open", str(problem)))
            continue
        except (TypeError, ValueError) as problem:
            results.append(Result(name, "wrong", str(problem)))
            continue
        state = "right" if finding.is_right else "wrong"
        results.append(Result(name, state, finding.words, finding.mistakes))
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


def is_own_work(name: str, thing: Any, module: str) -> bool:
    """Whether something in a file is of the learner's own, and can be checked."""
    if isinstance(thing, (Activation, ErrorFunction)):
        return thing not in [*ACTIVATIONS.values(), *ERROR_FUNCTIONS.values()]
    if getattr(thing, "__module__", None) != module:
        return False
    is_class = isinstance(thing, type) and issubclass(thing, (Link, Neuron, Network))
    return is_class or name in TASKS


# A limit for code that runs right here.


class TooManyLines(BaseException):
    """Raised in the middle of somebody's code; not an Exception, which that code might catch."""


class LineLimit:
    """A `with` block that stops after so many lines of Python that are not lernmi's."""

    def __init__(self, most: int) -> None:
        self.left = most
        self.here = str(Path(__file__).resolve().parents[1])

    def __enter__(self) -> None:
        self.before = sys.gettrace()
        # A debugger that is at work stays in charge.
        if self.before is None:
            sys.settrace(self.trace)

    def __exit__(self, *problem: object) -> None:
        if self.before is None:
            sys.settrace(None)

    def trace(self, frame: FrameType, event: str, argument: object) -> Any:
        """Count lines; None for lernmi's own, which are not counted."""
        if frame.f_code.co_filename.startswith(self.here):
            return None
        self.left -= 1
        if self.left < 0:
            raise TooManyLines
        return self.trace
