"""Is this right? Somebody's own Link, Neuron, network or error function, put into real networks.

Their numbers in small networks are compared with the right ones, and if some differ, with those
that known mistakes lead to.
"""

from __future__ import annotations

import keyword
import linecache
import re
import traceback
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lernmi.activations import Activation, Number
from lernmi.error_functions import ErrorFunction
from lernmi.exercises.catalogue import MISTAKES, Mistake
from lernmi.exercises.diagnosis import Finding, Numbers, diagnose, same, says, seen_in
from lernmi.exercises.recipes import Parts, Recipe, parts_of
from lernmi.exercises.trials import TRIALS, Reading, readings
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.texts import short_text

# The methods that can be one's own, by whose they are.
METHODS: dict[str, tuple[type, tuple[str, ...]]] = {
    "Link": (Link, ("propagate", "backpropagate", "nudge")),
    "Neuron": (Neuron, ("reset", "receive", "activate", "receive_sensitivity")),
    "Network": (Network, ("propagate", "compare", "backpropagate", "nudge", "learn")),
}
# Whoever writes one of these may make the mistakes of those, too.
DOES_THE_WORK_OF: dict[str, tuple[str, ...]] = {
    "Network.propagate": ("Link.propagate", "Neuron.reset", "Neuron.receive", "Neuron.activate"),
    "Network.compare": ("ErrorFunction.function", "ErrorFunction.sensitivities"),
    "Network.backpropagate": ("Link.backpropagate", "Neuron.receive_sensitivity"),
    "Network.nudge": ("Link.nudge",),
    "Network.learn": (
        "Network.backpropagate",
        "Link.backpropagate",
        "Link.nudge",
        "Link.propagate",
        "Neuron.activate",
        "Neuron.receive_sensitivity",
        "ErrorFunction.function",
        "ErrorFunction.sensitivities",
    ),
}


# Of what an exception says.
MOST_SIGNS = 300
# Of the line that raised it.
MOST_OF_A_LINE = 100
# How the sentence about it begins.
STOPS = "Python stops:"


class Failed(Exception):
    """Somebody's work raised something."""


class Stopped(BaseException):
    """Raised in the middle of somebody's work that takes too long; it might catch an Exception."""


class NotWritten(Exception):
    """Somebody's work raises NotImplementedError: it is not written yet."""


def guarded(work: Callable[[], Any]) -> Any:
    """Do some of somebody's work, and return what it returns.

    Raises Failed, with the line, for whatever it raises; but NotWritten for NotImplementedError,
    and KeyboardInterrupt, Stopped and Failed as they are.
    """
    try:
        return work()
    except NotImplementedError as problem:
        raise NotWritten("it is still to be written") from problem
    except SystemExit as problem:
        raise Failed("It calls exit(), which ends it at once.") from problem
    except (KeyboardInterrupt, Stopped, Failed):
        raise
    except BaseException as problem:
        raise Failed(what_was_raised(problem)) from problem


def what_was_raised(problem: BaseException) -> str:
    """Return in words what was raised, and where: in the last line that is not lernmi's."""
    here = Path(__file__).resolve().parents[1]
    message = message_of(problem)
    if isinstance(problem, SyntaxError):
        line = (problem.text or "").strip()
        where = place_of(problem.lineno, problem.filename or "", line)
        message = " ".join(str(problem.msg).split())[:MOST_SIGNS]
        return f"{STOPS} {type(problem).__name__}: {message}{where}{misspelt(line)}"
    # No Link of theirs leads to a bias: something else is wrong, see `likely_reason`.
    message = message.removesuffix("; let the Link lead to an ordinary Neuron")
    words = f"{STOPS} {type(problem).__name__}" + (f": {message}" if message else "")
    # There can be a million frames, so no line is looked up that is not told.
    for frame, number in reversed([*traceback.walk_tb(problem.__traceback__)]):
        file = frame.f_code.co_filename
        if here not in Path(file).resolve().parents:
            linecache.checkcache(file)
            where = place_of(number, file, linecache.getline(file, number or 0).strip())
            return f"{words}{where}{likely_reason(message, frame.f_code.co_name)}"
    return f"{words}.{likely_reason(message, '')}"


def message_of(problem: BaseException) -> str:
    """Return what an exception says, in one line; nothing if it can't say it."""
    try:
        return " ".join(str(problem).split())[:MOST_SIGNS]
    except Exception:
        # Its `__str__` is somebody's work, too.
        return ""


def place_of(number: int | None, file: str, line: str) -> str:
    """Return where something was raised: in which line of which file, and what is written there."""
    if len(line) > MOST_OF_A_LINE:
        line = f"{line[: MOST_OF_A_LINE - 2]}.."
    return f"; in line {number} of {Path(file).name}: {line}"


def misspelt(line: str) -> str:
    """Return what is wrong in a line that Python can't read, if it is sums as on paper."""
    words = line.split()
    for before, word, after in zip(words, words[1:], words[2:]):
        is_between = before[-1] in ")]" or before[-1].isalnum()
        if word == "x" and is_between and not keyword.iskeyword(before) | keyword.iskeyword(after):
            return " (In Python, times is written * and not x.)"
    if "\u00d7" in line:
        return " (In Python, times is written * and not \u00d7.)"
    decimal = re.search(r"(?<![\w.,(\[])(\d+),(\d+)", line)
    if decimal:
        return f" (If {decimal[0]} must be one number: it is written {decimal[1]}.{decimal[2]}.)"
    return ""


def likely_reason(message: str, function: str) -> str:
    """Return why something may have been raised, as a sentence in brackets, or nothing.

    function: the name of the learner's own, in which it was.
    """
    if "NoneType" in message:
        return " (Something is None: it was never set, or its name is written in another way.)"
    method = re.search(r"attribute '(\w+)' is read-only", message)
    if method and hasattr(Neuron, method[1]):
        return f" (Call it, with brackets: {method[1]}(value).)"
    if "is a bias Neuron" in message:
        if function == "propagate":
            return " (What a Link delivers goes to its output Neuron.)"
        return " (On the way back it is receive_sensitivity, and not receive.)"
    return ""


class WithListsOfItsOwn(ErrorFunction):
    """Somebody's error function: each call gets new lists, which it may change."""

    def __init__(self, error: ErrorFunction) -> None:
        super().__init__(
            error.name,
            lambda outputs, expected: error.function(list(outputs), list(expected)),
            lambda outputs, expected: error.sensitivities(list(outputs), list(expected)),
        )
        self.error = error

    def why_not_activation(self, activation: Activation) -> str:
        """Say what somebody's error function says."""
        return self.error.why_not_activation(activation)

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Say what somebody's error function says."""
        return self.error.why_not_expected(list(expected))


def kind_of(thing: Any) -> str:
    """Return "Link", "Neuron" or "Network": what a class is by its base, or by two of its methods.

    Raises TypeError for anything else.
    """
    if isinstance(thing, type):
        for kind, (base, _) in METHODS.items():
            if issubclass(thing, base):
                return kind
        for kind, (_, names) in METHODS.items():
            if sum([hasattr(thing, name) for name in names]) >= 2:
                return kind
    raise TypeError(
        "what is checked must be a Link, Neuron or Network class, an ErrorFunction or an "
        f"Activation; got {short_text(thing)}"
    )


def check_parts(things: Sequence[Any]) -> Finding:
    """Return whether classes and an ErrorFunction, put into real networks, do what they should.

    things: classes of Links, Neurons and Networks, and ErrorFunctions; of two that are of the same
        kind, each is tried alone, and only the last one together with the others.

    Raises NotWritten if one of them is still to be written, or has no method of its own; TypeError
    for anything else.
    """
    if len(things) > 1:
        # Among lernmi's own, each shows what is wrong with it and not with the others.
        alone = [check_parts([thing]) for thing in things]
        wrong = [finding for finding in alone if finding.mistakes]
        if wrong:
            return Finding(
                False,
                " ".join([finding.words for finding in wrong]),
                tuple([name for finding in wrong for name in finding.mistakes]),
            )
    parts, methods = parts_and_methods(things)
    learns = "Network.learn" in methods
    if learns and len(methods) > 1:
        # First step by step, which tells more.
        finding = tried_out(parts, [each for each in methods if each != "Network.learn"], False)
        if not finding.is_right:
            return finding
    return tried_out(parts, methods, learns)


def parts_and_methods(things: Sequence[Any]) -> tuple[Parts, list[str]]:
    """Return what a network is to be made of, and which methods are not lernmi's."""
    parts = Parts()
    methods: list[str] = []
    for thing in things:
        if isinstance(thing, ErrorFunction):
            parts = parts._replace(error=WithListsOfItsOwn(thing))
            methods += ["ErrorFunction.function", "ErrorFunction.sensitivities"]
            continue
        kind = kind_of(thing)
        base, names = METHODS[kind]
        own = [name for name in names if getattr(thing, name, None) is not getattr(base, name)]
        if not own:
            raise NotWritten(f"{thing.__name__} has none of {', '.join(names)} of its own yet")
        methods += [f"{kind}.{name}" for name in own]
        parts = parts._replace(**{f"{kind.lower()}_type": thing})
    return parts, methods


def tried_out(parts: Parts, methods: Sequence[str], learns: bool) -> Finding:
    """Return what the numbers in small networks say about somebody's methods.

    parts: what the networks are made of.
    methods: those that are not lernmi's, such as "Link.nudge": only their mistakes come into
        question, and those of the methods whose work they do.
    learns: whether the network's own `learn` is tried, as in `readings`.
    """

    # Their code runs once for each trial, however often the numbers are compared.
    @cache
    def found(trial: int) -> list[Reading]:
        numbers: list[Reading] = guarded(lambda: list(readings(TRIALS[trial], parts, learns)))
        return numbers

    def with_mistakes(together: Sequence[Mistake]) -> Numbers:
        recipe = Recipe()
        for mistake in together:
            recipe = recipe.changed(mistake.changes)
        wrong = parts_of(recipe)
        return lambda trial: list(readings(TRIALS[trial], wrong, learns))

    also = [other for method in methods for other in DOES_THE_WORK_OF.get(method, ())]
    try:
        for possible in (methods, [*methods, *also]) if also else (methods,):
            mistakes = [mistake for mistake in MISTAKES if mistake.method in possible]
            finding = diagnose(found, with_mistakes([]), with_mistakes, mistakes, TRIALS)
            if finding.is_right or finding.mistakes:
                return finding
        if any(method.endswith("backpropagate") for method in methods):
            return moved_too_early(found(0), with_mistakes([])(0)) or finding
        return finding
    except Failed as problem:
        return Finding(False, str(problem))


def moved_too_early(found: Sequence[Reading], right: Sequence[Reading]) -> Finding | None:
    """Return the Finding that weights are moved on the way back, if they are.

    By how much is up to whoever does it, so no mistake in the catalogue need lead to these numbers.
    """
    for yours, good in zip(found, right):
        if yours.what.startswith("weight of ") and not same(yours.value, good.value):
            [mistake] = [each for each in MISTAKES if each.name == "nudged on the way"]
            words = f"{says(yours, good)} So {mistake.words}.{seen_in(TRIALS[0])}"
            return Finding(False, words, (mistake.name,))
    return None
