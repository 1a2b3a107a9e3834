"""Is this a number, and does it go with the others? Everything becomes plain Python numbers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import inf, isfinite
from typing import Any

from lernmi.activations import Number
from lernmi.support.texts import HasName, joined_names, refusal, short_text


def checked_numbers(
    values: Any, receivers: Sequence[HasName], what: str, weight: Number | None = None
) -> list[Number]:
    """Return `values` as a new list of plain numbers, one for each of the `receivers`.

    what: what a refusal calls them, such as "inputs".
    weight: a number that Python must be able to mix them with, or None.

    Raises TypeError for what is not a list or not a number; ValueError for a wrong count, for
    numbers that are not finite, and for what `refuse_mixed` refuses.
    """
    if type(values) is not list:
        values = as_python_numbers(values)
        if not is_list(values):
            wanted = f"a list with one number for each of {joined_names(receivers)}"
            raise TypeError(refusal(what, wanted, values))
    if len(values) != len(receivers):
        refuse_other_counts(values, receivers, f"{what} must have")
    usual = float if weight is None or type(weight) is float else None
    numbers = []
    for position, value in enumerate(values):
        # The usual case needs no sentence.
        if type(value) is not usual or not isfinite(value):
            where = f"{what}[{position}] (for {receivers[position].name})"
            value = checked_number(value, where)
            refuse_mixed(value, weight, where)
        numbers.append(value)
    return numbers


def refuse_other_counts(
    values: Sequence[Number], receivers: Sequence[HasName], start: str = "this layer takes"
) -> None:
    """Raise ValueError unless there is exactly one value for each Neuron or Link."""
    if len(values) != len(receivers):
        raise ValueError(
            f"{start} one number for each of {joined_names(receivers)} "
            f"({len(receivers)} in all); got {len(values)}: {short_text(values)}"
        )


def checked_number(value: Any, what: str) -> Number:
    """Return `value` as a plain number: anything that Python can add to 0, where sums start.

    Complex numbers have no order, so no error could be the smaller one.

    Raises TypeError for anything else, ValueError for floats and Decimals that are not finite.
    """
    number: Number = as_python_numbers(value)
    if not is_finite(number):
        raise ValueError(refusal(what, "a finite number", number))
    # What still has tolist (NumPy's longdouble) has no equal in Python.
    is_number = not isinstance(number, complex) and not hasattr(number, "tolist")
    try:
        0 + number
    except (TypeError, ValueError):
        is_number = False
    if not is_number:
        raise TypeError(f"{refusal(what, 'a number', value)} (of type {type(value).__name__})")
    return number


def checked_learning_rate(
    learning_rate: Any, what: str = "learning_rate", weight: Number | None = None
) -> Number:
    """Return `learning_rate`; ValueError or TypeError unless it is a finite number above 0.

    weight: a number that Python must be able to mix it with, or None.
    """
    if type(learning_rate) is type(weight) is float and 0 < learning_rate < inf:
        # The usual case, once for each nudge.
        return learning_rate
    number = checked_number(learning_rate, what)
    if isinstance(number, bool) or not number > 0:
        raise ValueError(refusal(what, "above 0, such as 0.1", number))
    refuse_mixed(number, weight, what)
    return number


def checked_whole_number(value: Any, what: str, at_least: int) -> int:
    """Return `value` as an int; TypeError if it is no whole number, ValueError if too small."""
    number = as_python_numbers(value)
    if isinstance(number, bool) or not isinstance(number, int):
        kind = type(value).__name__
        raise TypeError(f"{refusal(what, 'a whole number', value)} (of type {kind})")
    if number < at_least:
        raise ValueError(refusal(what, f"at least {at_least}", number))
    return number


def placed(what: str, numbers: Sequence[Number]) -> list[tuple[str, Number]]:
    """Return each number with its place, such as "inputs[1]"."""
    return [(f"{what}[{position}]", number) for position, number in enumerate(numbers)]


def refuse_mixture(numbers: Sequence[tuple[str, Number]]) -> None:
    """Raise ValueError if Python can't mix all these numbers, each with its place."""
    one_of_each = {(type(number), is_too_large(number)): number for _, number in numbers}
    for what, number in numbers:
        for other in one_of_each.values():
            refuse_mixed(number, other, what)


def refuse_mixed(number: Number, other: Number | None, what: str) -> None:
    """Raise ValueError if Python can't mix these two numbers in one calculation."""
    if isinstance(number, int) and -1e300 < number < 1e300:
        # The usual case of what is no float: whole numbers go with all others.
        return
    for one, two in ((number, other), (other, number)):
        if isinstance(one, Decimal) and isinstance(two, (float, Fraction)):
            kind, other_kind = type(number).__name__, type(other).__name__
            raise ValueError(
                f"{what} is {short_text(number)}, a {kind}, but it meets {short_text(other)}, a "
                f"{other_kind}, and Python can't mix the two: use {other_kind}s for all numbers, "
                f"or {kind}s for all"
            )
        if isinstance(one, float) and is_too_large(two):
            kind, other_kind = "a float", "too large for a float"
            if two is number:
                kind, other_kind = other_kind, kind
            raise ValueError(
                f"{what} is {short_text(number)}, {kind}, but it meets {short_text(other)}, "
                f"{other_kind}: use smaller numbers, or Fractions for all"
            )


def is_too_large(number: object) -> bool:
    """Say whether it is an exact number that is too large to be a float."""
    largest = sys.float_info.max
    return isinstance(number, (int, Fraction)) and not -largest <= number <= largest


def is_finite(number: object) -> bool:
    """Say whether `number` is finite; types other than float and Decimal count as finite."""
    if isinstance(number, float):
        return isfinite(number)
    return not isinstance(number, Decimal) or number.is_finite()


def is_list(value: Any) -> bool:
    """Say whether `value` is a list, a tuple, or another sequence that is not text."""
    if isinstance(value, (list, tuple)):
        # The usual case, without the detour through abc, which a debugger would step into.
        return True
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))


def as_python_numbers(value: Any) -> Any:
    """Return NumPy arrays, tensors and NumPy scalars as plain Python lists and numbers.

    Their methods give them away, so NumPy need not be there. A float32 in a weight would round
    every later result.
    """
    if type(value) is int:
        # The usual case.
        return value
    if hasattr(value, "tolist"):
        return value.tolist()
    return value.item() if hasattr(value, "item") else value
