"""Is this right? A learner's Link, Neuron, network or error function, put into real networks.

lernmi compares their numbers in small networks with the right ones. If some differ, it looks for
the known mistakes that lead to the same numbers.
"""

from __future__ import annotations

import inspect
import keyword
import linecache
import re
import traceback
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from lernmi.activations import Activation, Number
from lernmi.error_functions import ErrorFunction
from lernmi.exercises.calculations import trial_with_names, with_names
from lernmi.exercises.catalogue import MISTAKES, Mistake
from lernmi.exercises.diagnosis import (
    Difference,
    Finding,
    Numbers,
    diagnose,
    finding_about,
    nothing_returned,
    same,
)
from lernmi.exercises.one_step import Recording
from lernmi.exercises.recipes import Parts, Recipe, parts_of
from lernmi.exercises.reports import Row
from lernmi.exercises.trials import TRIALS, Reading, place_of, readings
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.texts import short_text

# The methods that you can write yourself, by the class they belong to.
METHODS: dict[str, tuple[type, tuple[str, ...]]] = {
    "Link": (Link, ("propagate", "backpropagate", "nudge")),
    "Neuron": (Neuron, ("reset", "receive", "activate", "receive_sensitivity")),
    "Network": (Network, ("propagate", "compare", "backpropagate", "nudge", "learn")),
}
# A method can also have the mistakes of the methods that it replaces or calls.
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
# Where each number is computed, so that an unknown mistake gets a line to look at.
MADE_IN: dict[str, tuple[str, ...]] = {
    "total input": ("Neuron.receive", "Link.propagate", "Neuron.reset"),
    "output": ("Neuron.activate",),
    "error": ("ErrorFunction.function",),
    "sensitivity": (
        "Neuron.receive_sensitivity",
        "Link.backpropagate",
        "ErrorFunction.sensitivities",
    ),
    "weight sensitivity": ("Link.backpropagate",),
    "weight": ("Link.backpropagate",),
    "new weight": ("Link.nudge", "Link.backpropagate"),
}

# The longest text of an exception that is shown, and of the line that raised it.
MOST_CHARACTERS = 300
MOST_OF_A_LINE = 100
# How the sentence about an exception begins.
STOPS = "Python stops:"
# How a sentence ends.
ENDS = (".", "?", "!")
# What Stopped means, with a time or a number of lines.
WAS_STOPPED = "It was stopped after {}: does something loop for ever?"


class Failed(Exception):
    """The learner's work raised something."""


class Stopped(BaseException):
    """Raised in the middle of the learner's work that takes too long.

    It is not an Exception, because their code may catch all of these.
    """


class NotWritten(Exception):
    """The learner's work raises NotImplementedError: it is not written yet."""


class Watch(Protocol):
    """What watches the learner's code while it runs."""

    def begin(self) -> None:
        """Their code begins."""

    def end(self) -> None:
        """Their code has ended."""


# What watches in this thread: see `examine.Limits`.
watch_here: ContextVar[Watch | None] = ContextVar("watch_here", default=None)


def guarded(work: Callable[[], Any]) -> Any:
    """Run some of the learner's code, and return what it returns.

    Raises Failed, with the line, for anything it raises, except: NotWritten for
    NotImplementedError; KeyboardInterrupt, Stopped, Failed and NotWritten as they are.
    """
    watch = watch_here.get()
    if watch is None:
        return with_a_sentence(work)
    watch.begin()
    try:
        return with_a_sentence(work)
    finally:
        watch.end()


def with_a_sentence(work: Callable[[], Any]) -> Any:
    """Return what `work()` returns, or raise as `guarded` does."""
    try:
        return work()
    except NotImplementedError as problem:
        raise NotWritten("not written yet: replace each raise NotImplementedError") from problem
    except SystemExit as problem:
        raise Failed("It calls exit(), which ends the program at once.") from problem
    except (KeyboardInterrupt, Stopped, Failed, NotWritten):
        raise
    except BaseException as problem:
        raise Failed(what_was_raised(problem)) from problem


def what_was_raised(problem: BaseException) -> str:
    """Return a sentence about an exception, with the last line of their own code that ran."""
    here = Path(__file__).resolve().parents[1]
    message = message_of(problem)
    if isinstance(problem, SyntaxError):
        line = (problem.text or "").strip()
        message = " ".join(str(problem.msg).split())[:MOST_CHARACTERS]
        words = f"{STOPS} {type(problem).__name__}: {message}"
        words = with_line(words, problem.lineno, problem.filename or "", line)
        return f"{words}{misspelt(line)}"
    refused = value_for_a_bias(problem)
    if refused:
        # The core's message is about networks of your own; this network is lernmi's.
        message = refused
    words = f"{STOPS} {type(problem).__name__}" + (f": {message}" if message else "")
    # There can be a million frames, so look up only the line that is shown.
    for frame, number in reversed([*traceback.walk_tb(problem.__traceback__)]):
        file = frame.f_code.co_filename
        if here not in Path(file).resolve().parents:
            linecache.checkcache(file)
            words = with_line(words, number, file, linecache.getline(file, number or 0).strip())
            function = frame.f_code.co_name
            reason = reason_with_a_bias(function) if refused else likely_reason(problem, message)
            return f"{words}{reason}"
    end = "" if words.endswith(ENDS) else "."
    return f"{words}{end}{likely_reason(problem, message)}"


def message_of(problem: BaseException) -> str:
    """Return an exception's message in one line, or "" if its own code fails."""
    try:
        return " ".join(str(problem).split())[:MOST_CHARACTERS]
    except Exception:
        # Its `__str__` is the learner's code, too.
        return ""


def with_line(words: str, number: int | None, file: str, line: str) -> str:
    """Return words about an exception, with the line that raised it: number, file and text."""
    if len(line) > MOST_OF_A_LINE:
        line = f"{line[: MOST_OF_A_LINE - 2]}.."
    # Python's own words may be whole sentences.
    join = " In line" if words.endswith(ENDS) else "; in line"
    return f"{words}{join} {number} of {Path(file).name}: {line}"


def misspelt(line: str) -> str:
    """Return what is wrong in a line that Python can't read, if it is written as on paper."""
    words = line.split()
    for before, word, after in zip(words, words[1:], words[2:]):
        is_between = before[-1] in ")]" or before[-1].isalnum()
        if word == "x" and is_between and not keyword.iskeyword(before) | keyword.iskeyword(after):
            return " (Python writes times as *, not x.)"
    if "×" in line:
        return " (Python writes times as *, not ×.)"
    decimal = re.search(r"(?<![\w.,(\[])(\d+),(\d+)", line)
    if decimal:
        return f" (If {decimal[0]} is one number, write {decimal[1]}.{decimal[2]}.)"
    return ""


def value_for_a_bias(problem: BaseException) -> str:
    """Return that a bias Neuron got a value, if its `receive` raised the exception, or ""."""
    place = problem.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    if place is None or place.tb_frame.f_code is not BiasNeuron.receive.__code__:
        return ""
    its = place.tb_frame.f_locals
    return f"{its['self'].name} is a bias Neuron and can't receive {short_text(its['value'])}"


def reason_with_a_bias(function: str) -> str:
    """Return a likely reason why a bias Neuron got a value, as a sentence in brackets.

    function: the name of the learner's function that handed it over.
    """
    if function == "propagate":
        return " (A Link delivers to its output Neuron.)"
    return " (On the way back, call receive_sensitivity instead of receive.)"


def likely_reason(problem: BaseException, message: str) -> str:
    """Return a likely reason for an exception, as a sentence in brackets, or nothing."""
    if isinstance(problem, EOFError):
        return " (Nobody can type here, so input() gets nothing: write the value into the code.)"
    if "NoneType" in message:
        return " (Something is None: it was never set, or its name is misspelt.)"
    method = re.search(r"attribute '(\w+)' is read-only", message)
    if method and hasattr(Neuron, method[1]):
        return f" (Call it, with brackets: {method[1]}(value).)"
    if "'Activation' object is not callable" in message:
        return " (An activation's function is sigmoid.function.)"
    return ""


class WithNewLists(ErrorFunction):
    """The learner's error function: each call gets new lists, which it may change."""

    def __init__(self, error: ErrorFunction) -> None:
        super().__init__(
            error.name,
            lambda outputs, expected: error.function(list(outputs), list(expected)),
            lambda outputs, expected: error.sensitivities(list(outputs), list(expected)),
        )
        self.error = error

    def why_not_activation(self, activation: Activation) -> str:
        """Return what the learner's error function says."""
        return self.error.why_not_activation(activation)

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Return what the learner's error function says."""
        return self.error.why_not_expected(list(expected))


def kind_of(thing: Any) -> str:
    """Return "Link", "Neuron" or "Network", going by a class's base or by two of its methods.

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
        "check() takes a Link, Neuron or Network class, an ErrorFunction or an "
        f"Activation; got {short_text(thing)}"
    )


def check_parts(things: Sequence[Any]) -> Finding:
    """Return whether classes and an ErrorFunction, put into real networks, do what they should.

    things: classes of Links, Neurons and Networks, and ErrorFunctions. If two are of the same
        kind, each is tried alone, and only the last one together with the others.

    Raises NotWritten if one of them is not written yet, or defines no method; TypeError for
    anything else.
    """
    try:
        return checked_parts(things)
    except NotWritten:
        unwritten = [name for thing in things for name in unwritten_methods(thing)]
        if unwritten:
            raise NotWritten(f"not written yet: {', '.join(unwritten)}") from None
        raise


def checked_parts(things: Sequence[Any]) -> Finding:
    """Return the same as `check_parts`; a NotWritten need not name all methods."""
    if len(things) > 1:
        # Alone among lernmi's own classes, each shows its own mistakes only.
        alone = [checked_parts([thing]) for thing in things]
        wrong = [finding for finding in alone if finding.mistakes]
        if wrong:
            words = [finding.words.removesuffix(".") for finding in wrong]
            names = tuple([name for finding in wrong for name in finding.mistakes])
            return wrong[0]._replace(words=f"{', and '.join(words)}.", mistakes=names)
    parts, methods = parts_and_methods(things)
    learns = "Network.learn" in methods
    if learns and len(methods) > 1:
        # Step by step first, which shows more.
        finding = tried_out(parts, [each for each in methods if each != "Network.learn"], False)
        if not finding.is_right:
            return finding
    return tried_out(parts, methods, learns)


def parts_and_methods(things: Sequence[Any]) -> tuple[Parts, list[str]]:
    """Return what to make networks of, and the names of the methods that are not lernmi's."""
    parts = Parts()
    methods: list[str] = []
    for thing in things:
        if isinstance(thing, ErrorFunction):
            parts = parts._replace(error=WithNewLists(thing))
            methods += ["ErrorFunction.function", "ErrorFunction.sensitivities"]
            continue
        kind = kind_of(thing)
        base, names = METHODS[kind]
        own = [name for name in names if getattr(thing, name, None) is not getattr(base, name)]
        if not own:
            raise NotWritten(
                f"not written yet: {thing.__name__} doesn't define {joined_with_or(names)}"
            )
        methods += [f"{kind}.{name}" for name in own]
        parts = parts._replace(**{f"{kind.lower()}_type": thing})
    return parts, methods


def joined_with_or(names: Sequence[str]) -> str:
    """Return names as "propagate, backpropagate or nudge"."""
    return f"{', '.join(names[:-1])} or {names[-1]}"


def unwritten_methods(thing: Any) -> list[str]:
    """Return the methods of a class that raise NotImplementedError, such as "MyLink.nudge"."""
    if not isinstance(thing, type):
        return []
    names = [name for _, methods in METHODS.values() for name in methods]
    return [
        f"{thing.__name__}.{name}"
        for name in dict.fromkeys(names)
        if "NotImplementedError" in getattr(vars(thing).get(name), "__code__", no_code).co_names
    ]


no_code = (lambda: None).__code__


def tried_out(parts: Parts, methods: Sequence[str], learns: bool) -> Finding:
    """Return what the numbers in small networks say about the learner's methods.

    parts: what the networks are made of.
    methods: those that are not lernmi's, such as "Link.nudge". Only their mistakes are possible,
        and those of the methods that they replace.
    learns: whether the network's own `learn` is tried, as in `readings`.
    """

    # Their code runs once for each trial, however often the numbers are compared.
    @cache
    def learners_readings(trial: int) -> list[Reading]:
        numbers: list[Reading] = guarded(lambda: list(readings(TRIALS[trial], parts, learns)))
        return numbers

    def with_mistakes(together: Sequence[Mistake]) -> Numbers:
        wrong = parts_with(together)
        return lambda trial: list(readings(TRIALS[trial], wrong, learns))

    right = with_mistakes([])
    also = [other for method in methods for other in DOES_THE_WORK_OF.get(method, ())]
    try:
        for possible in (methods, [*methods, *also]) if also else (methods,):
            mistakes = [mistake for mistake in MISTAKES if mistake.method in possible]
            difference = diagnose(learners_readings, right, with_mistakes, mistakes, len(TRIALS))
            if difference is None:
                return Finding(True, "Right.")
            if difference.fitting:
                return finding_about_difference(difference, parts, methods, learns)
        assert difference is not None
        if any(method.endswith("backpropagate") for method in methods):
            difference = moved_too_early(learners_readings(0), right(0)) or difference
        return finding_about_difference(difference, parts, methods, learns)
    except Failed as problem:
        return never_set(parts, methods) or Finding(False, str(problem))


def parts_with(together: Sequence[Mistake]) -> Parts:
    """Return what a network is made of in which these mistakes are made."""
    recipe = Recipe()
    for mistake in together:
        recipe = recipe.changed(mistake.changes)
    return parts_of(recipe)


def moved_too_early(found: Sequence[Reading], right: Sequence[Reading]) -> Difference | None:
    """Return the Difference at a weight that moves on the way back, if one does.

    The rate is unknown, so the catalogue's mistake need not lead to these numbers.
    """
    for yours, good in zip(found, right):
        if yours.what.startswith("weight of ") and not same(yours.value, good.value):
            [mistake] = [each for each in MISTAKES if each.name == "nudged on the way"]
            return Difference(0, yours, good, [[mistake]])
    return None


def finding_about_difference(
    difference: Difference, parts: Parts, methods: Sequence[str], learns: bool
) -> Finding:
    """Return the Finding about a wrong number in a trial, with both calculations.

    The moments are not recorded yet: few learners ask for them.

    parts, methods, learns: as in `tried_out`.
    """
    trial, what = TRIALS[difference.trial], difference.yours.what
    fitting = difference.fitting[0] if difference.fitting else []
    yours = with_calculation(difference, parts, learns, difference.yours.value)
    if yours is None:
        # Where their own code can't be followed, the mistake leads to the same number.
        yours = with_calculation(difference, parts_with(fitting), learns, difference.yours.value)
    good = with_calculation(difference, parts_with([]), learns, difference.good.value)
    finding = finding_about(difference, trial.where(what), yours, good)
    made_in = [difference.certain[0].method] if difference.certain else []
    part, place = written_at([*made_in, *MADE_IN.get(place_of(what)[0], ())], parts, methods)
    if difference.yours.value is None and part.endswith(".function"):
        finding = nothing_returned(finding, part)
    finding = finding._replace(rows=(*finding.rows, *row_about_signs(parts, methods)))
    record = None if learns else Recording(trial, parts, what, guarded)
    return finding._replace(part=part, place=place, record=record)


def with_calculation(difference: Difference, parts: Parts, learns: bool, value: Any) -> Any:
    """Return the wrong number with its calculation, as these parts work it out.

    None if they don't work with Terms, or reach a different number than `value`.
    """
    # A network's own verbs may do anything; only Links and Neurons can be followed.
    if learns:
        return None
    named, trial = with_names(parts), trial_with_names(TRIALS[difference.trial])
    try:
        for reading in guarded(lambda: list(readings(trial, named))):
            if reading.what == difference.yours.what:
                return reading.value if same(reading.value, value) else None
    except (Failed, NotWritten):
        pass
    return None


def written_at(candidates: Sequence[str], parts: Parts, methods: Sequence[str]) -> tuple[str, str]:
    """Return which learner's method is wrong, such as "MyLink.nudge", and its file and line.

    candidates: methods, such as "Link.nudge", the likeliest first. If lernmi's own method is one
        of them, theirs is the one that replaces it.
    """
    own = [each for each in candidates if each in methods]
    own += [each for each in methods if set(DOES_THE_WORK_OF.get(each, ())) & set(candidates)]
    kind, name = (own or list(methods))[0].split(".")
    if kind == "ErrorFunction":
        error = parts.error
        while isinstance(error, WithNewLists):
            error = error.error
        return f"{getattr(error, 'name', '')}.{name}", line_of(getattr(error, name, None))
    thing: Any = getattr(parts, f"{kind.lower()}_type")
    return f"{thing.__name__}.{name}", line_of(getattr(thing, name, None))


def row_about_signs(parts: Parts, methods: Sequence[str]) -> list[Row]:
    """Return a row about the first line of the learner's methods that has =+, meant as +=."""
    for method in methods:
        kind, name = method.split(".")
        try:
            source = inspect.getsource(getattr(getattr(parts, f"{kind.lower()}_type"), name))
        except (AttributeError, OSError, TypeError):
            continue
        for line in source.splitlines():
            if re.match(r"\s*[\w.]+\s*=\+", line):
                return [("Signs", f"{line.strip()}\n=+ sets the number; += adds to it.")]
    return []


def line_of(function: Any) -> str:
    """Return the file and the line where a function is written, or "" if it isn't in a file."""
    try:
        code = inspect.unwrap(function).__code__
        file, number = Path(code.co_filename), code.co_firstlineno
        return f"{file.name}:{number}" if file.is_file() else ""
    except (AttributeError, OSError, ValueError):
        return ""


def never_set(parts: Parts, methods: Sequence[str]) -> Finding | None:
    """Return the Finding that a Neuron has no output or no slope after `activate`, if so."""
    if "Neuron.activate" not in methods:
        return None
    network = TRIALS[0].network(parts)
    [neuron] = network.neuron_layers[-1].neurons
    try:
        guarded(lambda: network.propagate(list(TRIALS[0].samples[0][0])))
    except NotWritten:
        pass
    except Failed as problem:
        if "NoneType" not in str(problem):
            return None
        # y1 need not have had its turn, but the first Neuron has.
        neuron = network.neuron_layers[0].neurons[0]
    part, place = written_at(["Neuron.activate"], parts, methods)
    for name in ("output", "slope"):
        if getattr(neuron, name, 0) is None:
            words = f"y1's {name} was never set: set self.{name} in activate."
            return Finding(False, words, (f"{name} never set",), part, place)
    return None
