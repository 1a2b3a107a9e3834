"""Which mistake is it? Somebody's numbers beside the right ones, and beside those of mistakes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from lernmi.exercises.catalogue import Mistake
from lernmi.exercises.trials import Reading, number_or_none
from lernmi.inside.numbers import significant
from lernmi.support.texts import short_text
from lernmi.writing.safe_text import printable

# A sum may be added up in another order, or a slope found by trying: the last digits may differ.
PART = 1e-7

# Of pairs of mistakes that can't be told apart, so many are said.
MOST_CHOICES = 3

# Gives the numbers of the n-th trial, as somebody's work has them.
Numbers = Callable[[int], list[Reading]]


class Finding(NamedTuple):
    """What was found out about somebody's work.

    is_right: whether all that counts is right.
    words: the same for people to read.
    mistakes: the names of the mistakes that it comes from, as far as they are sure: one or two,
        more only if several things were checked and are wrong by themselves; none if it is right,
        or if none that is known leads to these numbers.
    """

    is_right: bool
    words: str
    mistakes: tuple[str, ...] = ()

    def __str__(self) -> str:
        # What somebody's exception says may be part of it.
        return printable(self.words)


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
    if fitting:
        # Of mistakes that fit the essential numbers only, some in between may be others.
        explanations = [with_mistakes(together)(wrong) for together in fitting]
        yours, good = next(
            (yours, good)
            for yours, good, *explained in zip(all_found[wrong], all_right[wrong], *explanations)
            if not same(yours.value, good.value, part)
            and all(same(yours.value, each.value) for each in explained)
        )
        return named(yours, good, fitting, trials[wrong])
    shown_difference = first_difference(all_found[wrong], all_right[wrong], False, part)
    assert shown_difference is not None
    yours, good = shown_difference
    if yours.value is None:
        unknown = "None is what is left where nothing is set or returned: is `return` missing?"
    else:
        unknown = UNKNOWN
    return Finding(False, f"{says(yours, good)} {unknown}{seen_in(trials[wrong])}")


def named(
    yours: Reading, good: Reading, fitting: Sequence[Sequence[Mistake]], trial: Any
) -> Finding:
    """Return the Finding that a number is wrong since these mistakes were made.

    fitting: one or two mistakes made together that lead to this number; or several such pairs, of
        which nobody can say which it is. Then only what they have in common counts as known.
    """
    common = [each for each in fitting[0] if all(each in together for together in fitting)]
    why = joined(common)
    if len(fitting) > 1:
        others = [joined([each for each in some if each not in common]) for some in fitting]
        choice = "; or ".join(others[:MOST_CHOICES])
        which = "probably" if len(others) <= MOST_CHOICES else "such as"
        more = ", and one more mistake is made" if common else "two mistakes are made"
        why += f"{more} ({which}: {choice})"
    return Finding(
        False,
        f"{says(yours, good)} Yours is what comes out if {why}.{seen_in(trial)}",
        tuple([mistake.name for mistake in common]),
    )


def joined(mistakes: Sequence[Mistake]) -> str:
    """Return what is done in mistakes that are made together, as the end of "if .."."""
    return ", and ".join([mistake.words for mistake in mistakes])


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
    value = significant(float(number or 0)) if is_number else short_text(yours.value)
    return f"Your {yours.what} is {value}; the right one is {significant(float(good.value))}."


def fitting_mistakes(
    all_found: Sequence[list[Reading]],
    with_mistakes: Callable[[Sequence[Mistake]], Numbers],
    mistakes: Sequence[Mistake],
    most_together: int,
) -> list[Sequence[Mistake]]:
    """Return the mistakes, one or two together, that lead to all numbers that were found.

    First they have to lead to all numbers, also those in between; if none do, to the essential
    ones. Of several single ones only the first is returned, since they always lead to the same
    numbers; of pairs, all. Nothing if none is known.
    """
    for only_essential in (False, True):
        for count in range(1, most_together + 1):
            fitting: list[Sequence[Mistake]] = [
                together
                for together in combinations(mistakes, count)
                if fits(all_found, with_mistakes(together), only_essential)
            ]
            if fitting:
                return fitting[:1] if count == 1 else fitting
    return []


def fits(all_found: Sequence[list[Reading]], numbers: Numbers, only_essential: bool) -> bool:
    """Whether these are the numbers that were found, in all trials.

    only_essential: whether only those are compared that have to be right.
    """
    for trial, found in enumerate(all_found):
        try:
            other = numbers(trial)
        except Exception:
            # A wrong function can stop at anything; it is not theirs, so they don't hear of it.
            return False
        if len(other) != len(found) or first_difference(found, other, only_essential) is not None:
            return False
    return True
