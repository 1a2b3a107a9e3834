"""Find the mistake: compare a learner's numbers with those that known mistakes lead to."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from lernmi.exercises.calculations import calculation, how_it_is_off
from lernmi.exercises.catalogue import Mistake
from lernmi.exercises.questions import question_about
from lernmi.exercises.reports import Row, report
from lernmi.exercises.trials import Reading, number_or_none, place_of
from lernmi.support.texts import short_text
from lernmi.writing.ascii_twins import for_stdout

# Numbers that differ by less than this fraction are the same: code that adds up in a different
# order, or measures a slope, gets different last digits.
PART = 1e-7

# lernmi lists at most this many pairs of mistakes that it can't tell apart.
MOST_CHOICES = 3

UNKNOWN = "a number is wrong, and lernmi doesn't recognise the mistake."
NO_RETURN = "{name} returns nothing (None). Is `return` missing?"
NOTHING_RETURNED = "You get None if nothing is set or returned. Is `return` missing?"

# Returns the numbers of a trial, given the number of the trial (counting from 0).
Numbers = Callable[[int], list[Reading]]


class Finding(NamedTuple):
    """What lernmi found out about the learner's work. `print` shows all of it.

    is_right: whether everything that counts is right.
    words: what is wrong, in one sentence; or "Right."
    mistakes: names of the mistakes that are certain. Usually one or two; more if several separate
        things are wrong. Empty if all is right, or if lernmi recognises no mistake.
    part: what is wrong, such as "MyLink.backpropagate", or "" for numbers from paper.
    place: the file and line of that code, such as "mine.py:5", or "" if unknown.
    rows: more about it. Each row is a word, such as "Where", and its text.
    answer: the right calculation. It is also in a row if lernmi doesn't recognise the mistake.
    moments: the learning step up to the wrong number, moment by moment.
    record: returns the moments, where there are some that nobody has recorded yet; otherwise None.
    """

    is_right: bool
    words: str
    mistakes: tuple[str, ...] = ()
    part: str = ""
    place: str = ""
    rows: tuple[Row, ...] = ()
    answer: str = ""
    moments: tuple[str, ...] = ()
    record: Callable[[], tuple[str, ...]] | None = None

    def __str__(self) -> str:
        state = "right" if self.is_right else "wrong"
        return for_stdout("\n".join(report(state, self.part, self.words, self.place, self.rows)))


def with_moments(finding: Finding) -> Finding:
    """Return a Finding with its moments, recorded now."""
    if finding.record is None:
        return finding
    return finding._replace(moments=finding.record(), record=None)


def with_answer(rows: Sequence[Row], answer: str) -> list[Row]:
    """Return the rows of a verdict, with the right calculation after the learner's, or last."""
    answered = []
    for row in rows:
        if row[0] != "Right":
            answered.append(row)
        if row[0] == "Yours" and answer:
            answered.append(("Right", answer))
    if answer and all(word != "Yours" for word, _ in rows):
        answered.append(("Right", answer))
    return answered


class Difference(NamedTuple):
    """The first wrong number, and the mistakes that may have led to it.

    trial: the number of the trial where it turns up, counting from 0.
    yours, good: the wrong number and the right one.
    fitting: lists of one or two mistakes that together lead to all the learner's numbers. There are
        several lists if lernmi can't tell them apart, and none if it recognises no mistake.
    """

    trial: int
    yours: Reading
    good: Reading
    fitting: Sequence[Sequence[Mistake]] = ()

    @property
    def certain(self) -> list[Mistake]:
        """The mistakes that are certain: those in every list of `fitting`."""
        first = self.fitting[0] if self.fitting else []
        return [each for each in first if all(each in together for together in self.fitting)]


def same(one: Any, other: Any, part: float = PART) -> bool:
    """Whether two values are the same number, except for the last digits.

    part: how far apart they may be, as a fraction of the larger one (for 0: part × 1e-7).
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
    """Return the first number that differs, and the right one; None if all are the same.

    only_essential: whether to compare only the numbers that have to be right.
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
    count: int,
    most_together: int = 2,
    part: float = PART,
) -> Difference | None:
    """Return the first wrong number of a learner's work, and the mistakes that lead to it.

    Returns None if everything is right.

    found, right: return the learner's numbers, and the right ones.
    with_mistakes: takes a list of mistakes, and returns a function for their numbers.
    mistakes: the mistakes to look for.
    count: the number of trials.
    most_together: the largest number of mistakes to combine.
    part: how far a right number may be off, as a fraction.
    """
    all_found = [found(trial) for trial in range(count)]
    all_right = [right(trial) for trial in range(count)]
    wrong = None
    for trial in range(count):
        if first_difference(all_found[trial], all_right[trial], True, part) is not None:
            wrong = trial
            break
    if wrong is None:
        return None

    fitting = fitting_mistakes(all_found, with_mistakes, mistakes, most_together)
    if fitting:
        # The mistakes may explain only the essential numbers, so find one that they explain.
        explanations = [with_mistakes(together)(wrong) for together in fitting]
        yours, good = next(
            (yours, good)
            for yours, good, *explained in zip(all_found[wrong], all_right[wrong], *explanations)
            if not same(yours.value, good.value, part)
            and all(same(yours.value, each.value) for each in explained)
        )
        return Difference(wrong, yours, good, fitting)
    difference = first_difference(all_found[wrong], all_right[wrong], False, part)
    assert difference is not None
    return Difference(wrong, *difference)


def finding_about(
    difference: Difference, where: str, yours: Any = None, good: Any = None, quantity: str = ""
) -> Finding:
    """Return the Finding about a wrong number.

    where: the place of the number, such as its network, or "" if the number's name is enough.
    yours, good: both numbers with their calculations (as Terms), if lernmi knows them.
    quantity: the number's name in its calculation; "" to use the name of the Reading.
    """
    what, thing, _ = place_of(difference.yours.what)
    # Its calculation contains another Neuron's sensitivity, so say whose sensitivity this is.
    what = quantity or (f"{thing}'s sensitivity" if what == "sensitivity" else what)
    value, right = difference.yours.value, difference.good.value
    # A calculation with a different result isn't the learner's.
    yours = yours if yours is not None and same(yours, value) else value
    good = good if good is not None and same(good, right) else right
    number = number_or_none(value)
    is_number = number is not None and not math.isnan(number)
    if is_number:
        lines = [*calculation(what, yours, right), how_it_is_off(value, right)]
    else:
        lines = [f"{what} = {short_text(value)}", NOTHING_RETURNED if value is None else ""]
    rows = [("Where", where), ("Yours", "\n".join([line for line in lines if line]))]
    answer = "\n".join(calculation(what, good, value))
    if difference.certain:
        rows.append(("Ask", question_about(difference.certain[0])))
    else:
        rows = with_answer(rows, answer)
    return Finding(
        False,
        words_about(difference),
        tuple([mistake.name for mistake in difference.certain]),
        rows=tuple([row for row in rows if row[1]]),
        answer=answer,
    )


def nothing_returned(finding: Finding, name: str) -> Finding:
    """Return the same Finding, but saying that the learner's function returns None.

    name: the function's name.
    """
    rows = [row for row in finding.rows if row[0] == "Where"]
    return finding._replace(words=NO_RETURN.format(name=name), rows=tuple(rows))


def words_about(difference: Difference) -> str:
    """Return the mistakes as one sentence.

    If lernmi can't tell several pairs apart, only the mistakes in all of them are certain.
    """
    if not difference.fitting:
        return UNKNOWN
    common = difference.certain
    words = joined_words(common)
    if len(difference.fitting) > 1:
        pairs = [
            joined_words([each for each in some if each not in common])
            for some in difference.fitting
        ]
        choices = "; or ".join(pairs[:MOST_CHOICES])
        which = "probably" if len(pairs) <= MOST_CHOICES else "such as"
        more = ", and there is one more mistake" if common else "there are two mistakes"
        words += f"{more} ({which}: {choices})"
    return f"{words}."


def joined_words(mistakes: Sequence[Mistake]) -> str:
    """Return what several mistakes do wrong, as one sentence."""
    return ", and ".join([mistake.words for mistake in mistakes])


def fitting_mistakes(
    all_found: Sequence[list[Reading]],
    with_mistakes: Callable[[Sequence[Mistake]], Numbers],
    mistakes: Sequence[Mistake],
    most_together: int,
) -> list[Sequence[Mistake]]:
    """Return the lists of one or two mistakes that lead to all the learner's numbers.

    Compares all numbers first, and only the essential ones if nothing fits. If several single
    mistakes fit, returns the first, because all lead to the same numbers. If several pairs fit,
    returns all of them. Returns [] if nothing fits.
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
    """Whether `numbers` gives the learner's numbers in all trials.

    only_essential: whether to compare only the numbers that have to be right.
    """
    for trial, found in enumerate(all_found):
        try:
            other = numbers(trial)
        except Exception:
            # A wrong function of the catalogue may raise anything. Then it doesn't fit.
            return False
        if len(other) != len(found) or first_difference(found, other, only_essential) is not None:
            return False
    return True
