"""One learning step with a learner's own Links and Neurons, moment by moment, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lernmi.exercises.diagnosis import same
from lernmi.exercises.recipes import Parts
from lernmi.exercises.trials import Trial, number_text, place_of, readings
from lernmi.inside.calculations import Calculation
from lernmi.inside.moment_by_moment import FORMULAS, Moment, moments
from lernmi.network import Network

# Trials have fewer moments, with less text, unless the learner's code makes them longer.
MOST_MOMENTS = 200
MOST_CHARACTERS = 1000
# The numbers that each kind of moment computes. Its other numbers are given.
MADE = {
    "receive": ("total input",),
    "propagate": ("total input",),
    "activate": ("slope", "output"),
    "compare": ("sensitivity",),
    "backpropagate": ("output sensitivity", "input's sensitivity", "weight sensitivity"),
    "nudge": ("weight",),
}


class Recording:
    """A trial with the learner's classes, up to a wrong number. Call it for the moments, as text.

    trial, parts: the network, and what it is made of.
    what: the name of the wrong number.
    guarded: runs the learner's code, as `checker.guarded` does.
    """

    def __init__(
        self,
        trial: Trial,
        parts: Parts,
        what: str,
        guarded: Callable[[Callable[[], Any]], Any],
    ) -> None:
        self.trial = trial
        self.parts = parts
        self.what = what
        self.guarded = guarded

    def __call__(self) -> tuple[str, ...]:
        """Return the moments, each as text.

        If the step can't be shown moment by moment, returns the numbers of the trial instead.
        """
        trial, parts, what = self.trial, self.parts, self.what
        try:
            found = self.guarded(lambda: list(some_moments(trial, parts, what)))
        except Exception:
            # The learner's Links may lack attributes that lernmi's have, or raise anything.
            found = []
        if not found:
            try:
                found = self.guarded(lambda: list(some_numbers(trial, parts, what)))
            except Exception:
                return ()
        return tuple([text[:MOST_CHARACTERS] for text in found[:MOST_MOMENTS]])


def some_moments(trial: Trial, parts: Parts, what: str) -> Iterator[str]:
    """Yield the moments of the sample where the number `what` turns up, up to that number.

    Yields none for a batch, and none for a network with its own `learn` or `backpropagate`, because
    the moments wouldn't show what those do.
    """
    _, thing, moment = place_of(what)
    if parts.network_type is not Network or trial.is_batch:
        return
    network = trial.network(parts)
    samples = trial.fresh_samples()
    last = int(moment.removeprefix("sample ")) if moment.startswith("sample ") else 1
    for inputs, expected in samples[: last - 1]:
        network.learn(inputs, expected, trial.learning_rate)
    all_moments = list(moments(network, *samples[last - 1], trial.learning_rate))
    wanted = [each for each in all_moments if shows(each, what, thing)]
    if wanted:
        for each in all_moments[: wanted[-1].number - 1]:
            if has_another_result(each):
                # The number is already wrong before it is complete.
                yield numbers_of(each)
                return
            yield each.text
        yield numbers_of(wanted[-1])


def has_another_result(moment: Moment) -> bool:
    """Whether the learner's code has computed something different from the formula of a moment.

    Skips a number that is None: learners needn't set them all, a slope for example.
    """
    try:
        if moment.verb == "backpropagate":
            # Nothing depends on the output sensitivity that they store, so use the right one.
            sensitivity, slope, _, *others = moment.numbers
            moment = moment._replace(numbers=(sensitivity, slope, sensitivity * slope, *others))
        lines = [line for line in FORMULAS[moment.verb](moment) if isinstance(line, Calculation)]
        results = [(line.compute(*line.numbers), line.result) for line in lines]
    except (ArithmeticError, TypeError):
        return False
    return any(result is not None and not same(right, result) for right, result in results)


def numbers_of(moment: Moment) -> str:
    """Return a moment as text, without its formula: their code may compute something else."""
    given, made = named_numbers(moment)
    width = max([len(name) for name in (*given, *made)])
    lines = []
    for title, numbers in (("given", given), ("your code made", made)):
        lines.append(f"   {title}")
        lines += [f"     {name:{width}}  {number_text(each)}" for name, each in numbers.items()]
    first, *_, place = moment.text.split("\n")
    return "\n".join([first, *lines, *([place] if moment.source is not None else [])])


def named_numbers(moment: Moment) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the numbers that a moment begins with, and those that it computes, by name."""
    given: dict[str, Any] = {}
    made: dict[str, Any] = {}
    is_first = moment.parts.get("input's sensitivity before") == 0
    for part, number in moment.parts.items():
        if number is None or (part.endswith("before") and number == 0):
            continue
        name = with_neuron(part, moment)
        if part == "input's sensitivity" and is_first:
            name = f"sent back to {moment.others[0]}"
        (made if part in MADE[moment.verb] else given)[name] = number
    return given, made


def with_neuron(part: str, moment: Moment) -> str:
    """Return the name of a number in a moment, such as "y1's slope"."""
    if moment.verb in ("propagate", "backpropagate"):
        first, last = moment.others
        part = part.replace("input's ", f"{first}'s ", 1)
        return f"{last}'s {part}" if part.startswith(("total", "sensitivity", "slope")) else part
    if moment.verb == "nudge":
        return {"weight before": "weight", "weight": "new weight"}.get(part, part)
    return f"{moment.name}'s {part}"


def shows(moment: Moment, what: str, thing: str) -> bool:
    """Whether a moment computes or changes the number `what`.

    thing: the number's Neuron or Link.
    """
    quantity = place_of(what)[0]
    if quantity == "error":
        return moment.verb == "compare"
    if quantity == "total input":
        return moment.verb == "propagate" and moment.others[1] == thing
    if quantity == "sensitivity":
        is_sent = moment.verb == "backpropagate" and moment.others[0] == thing
        return is_sent or (moment.verb == "compare" and moment.name == thing)
    verbs = {"output": "activate", "new weight": "nudge"}
    return moment.verb == verbs.get(quantity, "backpropagate") and moment.name == thing


def some_numbers(trial: Trial, parts: Parts, what: str) -> Iterator[str]:
    """Yield the numbers of a trial as text, in forward and then backward order, up to `what`."""
    for reading in readings(trial, parts):
        yield f"{reading.what}: {number_text(reading.value)}"
        if reading.what == what:
            return
