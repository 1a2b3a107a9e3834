"""One learning step with a learner's own Links and Neurons, moment by moment, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lernmi.exercises.recipes import Parts
from lernmi.exercises.trials import Trial, place_of, readings
from lernmi.inside.moment_by_moment import Moment, moments
from lernmi.inside.numbers import significant
from lernmi.network import Network
from lernmi.support.texts import short_text

# Trials have fewer moments, with shorter texts, unless the learner's code makes them longer.
MOST_MOMENTS = 200
MOST_CHARACTERS = 1000


def moments_until(
    trial: Trial, parts: Parts, what: str, guarded: Callable[[Callable[[], Any]], Any]
) -> tuple[str, ...]:
    """Return the moments of a trial, up to the number `what`, each as text.

    guarded: runs the learner's code, as `checker.guarded` does.

    If the step can't be shown moment by moment, returns the numbers of the trial instead.
    """
    try:
        found = guarded(lambda: list(some_moments(trial, parts, what)))
    except Exception:
        # Their own Links may lack attributes of lernmi's, and may raise anything.
        found = []
    if not found:
        try:
            found = guarded(lambda: list(some_numbers(trial, parts, what)))
        except Exception:
            return ()
    return tuple([text[:MOST_CHARACTERS] for text in found[:MOST_MOMENTS]])


def some_moments(trial: Trial, parts: Parts, what: str) -> Iterator[str]:
    """Yield the moments of the sample in which the number is seen, up to that number.

    Yields none for a batch, and none for a network with its own verbs, which would not be seen.
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
            yield each.text
        yield numbers_of(wanted[-1])


def numbers_of(moment: Moment) -> str:
    """Return a moment as text without its formula, which may not be what their code computes."""
    numbers = [
        (name, number)
        for name, number in moment.parts.items()
        if number is not None and not (name.endswith("before") and number == 0)
    ]
    width = max([len(name) for name, _ in numbers])
    lines = [f"   {name:{width}}  {number_text(number)}" for name, number in numbers]
    first, *_, place = moment.text.split("\n")
    return "\n".join([first, *lines, *([place] if moment.source is not None else [])])


def number_text(number: Any) -> str:
    """Return a number of a learner's code in seven digits, or whatever else it is, for people."""
    return significant(number) if isinstance(number, float) else short_text(number)


def shows(moment: Moment, what: str, thing: str) -> bool:
    """Whether a number of that name is computed, or changes, in a moment."""
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
    """Yield the numbers of a trial in the order of computation, up to the last one wanted."""
    for reading in readings(trial, parts):
        yield f"{reading.what}: {number_text(reading.value)}"
        if reading.what == what:
            return
