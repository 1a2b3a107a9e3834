"""One learning step with somebody's own Links and Neurons, moment by moment, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lernmi.exercises.recipes import Parts
from lernmi.exercises.trials import Trial, place_of, readings
from lernmi.inside.moment_by_moment import Moment, moments
from lernmi.inside.numbers import significant
from lernmi.network import Network
from lernmi.support.texts import short_text

# No trial has so many moments, and no moment so long a text, unless somebody's code makes it so.
MOST_MOMENTS = 200
MOST_SIGNS = 1000


def moments_until(
    trial: Trial, parts: Parts, what: str, guarded: Callable[[Callable[[], Any]], Any]
) -> tuple[str, ...]:
    """Return the moments of a trial, up to the number `what`, each as text.

    guarded: runs somebody's code, as `checker.guarded` does.

    Where a step can't be gone through moment by moment, the numbers of the trial instead.
    """
    try:
        found = guarded(lambda: list(some_moments(trial, parts, what)))
    except Exception:
        # Their own Links need not have what lernmi's have, and may raise anything.
        found = []
    if not found:
        try:
            found = guarded(lambda: list(some_numbers(trial, parts, what)))
        except Exception:
            return ()
    return tuple([text[:MOST_SIGNS] for text in found[:MOST_MOMENTS]])


def some_moments(trial: Trial, parts: Parts, what: str) -> Iterator[str]:
    """Yield the moments of the sample in which the number is seen, up to that number.

    None for a batch, and for a network whose own verbs would not be seen.
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
    for each in all_moments[: wanted[-1].number] if wanted else []:
        yield each.text


def shows(moment: Moment, what: str, thing: str) -> bool:
    """Whether a number of that name comes about, or changes, in a moment."""
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
    """Yield the numbers of a trial in the order in which they come about, up to the last wanted."""
    for reading in readings(trial, parts):
        value = reading.value
        text = significant(value) if isinstance(value, float) else short_text(value)
        yield f"{reading.what}: {text}"
        if reading.what == what:
            return
