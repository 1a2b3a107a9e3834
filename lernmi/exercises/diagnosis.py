"""Which mistake is it? Somebody's numbers beside the right ones, and beside those of mistakes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from lernmi.exercises.catalogue import Mistake
from lernmi.exercises.trials import Reading, number_or_none
from lernmi.inside.numbers import significant
from lernmi.neuron import shown

# A sum may be added up in another order, or a slope found by trying: the last digits may differ.
PART = 1e-7

# Gives the numbers of the n-th trial, as somebody's work has them.
Numbers = Callable[[int], list[Reading]]


class Finding(NamedTuple):
    """What was found out about somebody's work.

    is_right: whether all that counts is right.
    words: the same for people to read.
    mistakes: the names of the mistakes that it comes from: one or two, more only if several things
        were checked and are wrong by themselves; none if it is right, or if none that is known
        leads to these numbers.
    """

    is_right: bool
    words: str
    mistakes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.words


def same(one: Any, other: Any, part: float = PART) -> bool:
    """Whether two values are the same number, but for the last digits.

    part: how far apart they may be, as a part of the larger one; next to 0, that times 1e-7.
    """
    if one is None and other is None:
        return True
    first, second = number_or_none(one), number_or_none(other)
    if first is None or second is None:
        return False
    if not (math.isfinite(first) and math.isfinite(second)):
        return first == second
    return abs(first - second) <= part * max(abs(first), abs(second)) + part * PART


def first_difference(
    found: Sequence[Reading], right: Sequence[Reading], only_essential: bool, part: float = PART
) -> tuple[Reading, Reading] | None:
    """Return the first number that is another one, and the right one; None if there is none.

    only_essential: whether only the numbers are looked at that have to be right.
    part: how far a number may be off, as in `same`.
    """
    for one, other in zip(found, right):
        if (one.is_essential or not only_essential) and not same(one.value, other.value, part):
            return one, other
    return None


def diagnose(
    found: Numbers,
    right: Numbers,
    with_mistakes: Callable[[Sequence[Mistake]], Numbers],
    mistakes: Sequence[Mistake],
    trials: Sequence[Any],
    most_together: int = 2,
    part: float = PART,
) -> Finding:
    """Return whether somebody's work is right, and if not, which mistakes lead to its numbers.

    found, right: give the numbers of a trial, by its number from 0 on.
    with_mistakes: gives the same for the mistakes in a list, made together.
    mistakes: those that come into question.
    trials: what is tried, with a text for people to read; an empty one says nothing new.
    most_together: how many mistakes are looked for at once.
    part: how far a right number may be off, as a part of it.
    """
    all_found = [found(trial) for trial in range(len(trials))]
    all_right = [right(trial) for trial in range(len(trials))]
    wrong = None
    for trial in range(len(trials)):
        difference = first_difference(all_found[trial], all_right[trial], True, part)
        if difference is not None:
            wrong = trial
            break
    if wrong is None:
        return Finding(True, "Right.")

    fitting = fitting_mistakes(all_found, with_mistakes, mistakes, most_together)
    shown_difference = first_difference(all_found[wrong], all_right[wrong], False, part)
    assert shown_difference is not None
    yours, good = shown_difference
    if yours.value is None:
        unknown = "None is what is left where nothing is set or returned: is `return` missing?"
    else:
        unknown = UNKNOWN
    if not fitting:
        return Finding(False, f"{says(yours, good)} {unknown}{seen_in(trials[wrong])}")
    return named(yours, good, fitting, trials[wrong])


def named(yours: Reading, good: Reading, mistakes: Sequence[Mistake], trial: Any) -> Finding:
    """Return the Finding that a number is wrong since these mistakes were made."""
    words = ", and ".join([mistake.words for mistake in mistakes])
    return Finding(
        False,
        f"{says(yours, good)} Yours is what comes out if {words}.{seen_in(trial)}",
        tuple([mistake.name for mistake in mistakes]),
    )


def seen_in(trial: Any) -> str:
    """Return in which trial something was seen, in brackets; nothing if it says nothing new."""
    return f" (Seen in {trial}.)" if f"{trial}" else ""


UNKNOWN = (
    "Which mistake that comes from is not known here: go through your lines one by one, with these "
    "numbers."
)


def says(yours: Reading, good: Reading) -> str:
    """Return the sentence about one number that is wrong."""
    number = number_or_none(yours.value)
    is_number = number is not None and not math.isnan(number)
    value = significant(float(number or 0)) if is_number else shown(yours.value)
    return f"Your {yours.what} is {value}; the right one is {significant(float(good.value))}."


def fitting_mistakes(
    all_found: Sequence[list[Reading]],
    with_mistakes: Callable[[Sequence[Mistake]], Numbers],
    mistakes: Sequence[Mistake],
    most_together: int,
) -> Sequence[Mistake]:
    """Return the one or two mistakes that lead to all numbers that were found; none if unknown.

    First they have to lead to all numbers, also those in between; if none do, to the essential
    ones. Of several single ones the first is returned, of several pairs what they have in common.
    """
    for only_essential in (False, True):
        for count in range(1, most_together + 1):
            fitting = [
                together
                for together in combinations(mistakes, count)
                if fits(all_found, with_mistakes(together), only_essential)
            ]
            if len(fitting) == 1 or (fitting and count == 1):
                # Of several that always lead to the same numbers, the first is as good as any.
                return fitting[0]
            if fitting:
                # Which of these pairs it is can't be told: only what they have in common.
                return [each for each in fitting[0] if all(each in some for some in fitting)]
    return ()


def fits(all_found: Sequence[list[Reading]], numbers: Numbers, only_essential: bool) -> bool:
    """Whether these are the numbers that were found, in all trials.

    only_essential: whether only those are compared that have to be right.
    """
    for trial, found in enumerate(all_found):
        try:
            other = numbers(trial)
        except (ArithmeticError, TypeError, ValueError):
            return False
        if len(other) != len(found) or first_difference(found, other, only_essential) is not None:
            return False
    return True
