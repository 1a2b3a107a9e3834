"""Number checks: is it a number, and can Python mix it with the others?

NumPy numbers and tensors become plain Python numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import hypot, inf, isfinite
from typing import Any

from lernmi.activations import Number
from lernmi.support.texts import HasName, joined_names, refusal, short_text

USUAL = frozenset((int, float))


def checked_numbers(
    values: Any, receivers: Sequence[HasName], what: str, weight: Number | None = None
) -> list[Number]:
    """Return `values` as a new list of plain numbers, one for each of the `receivers`.

    what: what to call them in error messages, such as "inputs".
    weight: a number that Python must be able to mix them with, or None.

    Raises TypeError for anything that is not a list of numbers; ValueError for the wrong number of
    them, for a number that is not finite, and for a mixture that Python can't calculate with.
    """
    if type(values) is not list:
        values = as_python_numbers(values)
        if not is_list(values):
            wanted = f"a list of {numbers_for(receivers)}"
            raise TypeError(refusal(what, wanted, values))
    if len(values) != len(receivers):
        refuse_wrong_count(values, receivers, what)
    usual = float if weight is None or type(weight) is float else None
    numbers = []
    for position, value in enumerate(values):
        # The usual case, a finite float, needs none of this.
        if type(value) is not usual or not isfinite(value):
            where = f"{what}[{position}] (for {receivers[position].name})"
            value = checked_number(value, where)
            refuse_mixed(value, weight, where)
        numbers.append(value)
    return numbers


def are_usual(values: Sequence[Any]) -> bool:
    """Return whether all values are ints and finite floats that Python can mix.

    It is fast. If it returns False, look at each number: they may still be good.
    """
    if not USUAL.issuperset(map(type, values)):
        return False
    try:
        # The root of all squares is not finite if any number isn't, or if they are very large.
        return isfinite(hypot(*values))
    except OverflowError:
        # An int is too large for a float.
        return False


def refuse_wrong_count(
    values: Sequence[Number], receivers: Sequence[HasName], what: str = "this layer"
) -> None:
    """Raise ValueError unless there is exactly one value for each Neuron or Link."""
    if len(values) != len(receivers):
        raise ValueError(
            f"{what} must have {numbers_for(receivers)}; got {len(values)}: {short_text(values)}"
        )


def numbers_for(receivers: Sequence[HasName]) -> str:
    """Return how many numbers these Neurons or Links take: "2 numbers (x1, x2)"."""
    count = len(receivers)
    return f"{count} {'number' if count == 1 else 'numbers'} ({joined_names(receivers)})"


def checked_number(value: Any, what: str) -> Number:
    """Return `value` as a plain number.

    A number is anything that Python can add to 0, because all sums start at 0. Complex numbers are
    refused: they have no order, so no error would be smaller than another.

    Raises TypeError for anything else, ValueError for floats and Decimals that are not finite.
    """
    number: Number = as_python_numbers(value)
    if not is_finite(number):
        raise ValueError(refusal(what, "a finite number", number))
    # NumPy's longdouble still has tolist, because Python has no number of that kind.
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
        # The usual case, for every nudge.
        return learning_rate
    number = checked_number(learning_rate, what)
    if isinstance(number, bool) or not number > 0:
        raise ValueError(refusal(what, "above 0, such as 0.1", number))
    refuse_mixed(number, weight, what)
    return number


def checked_whole_number(value: Any, what: str, at_least: int) -> int:
    """Return `value` as an int; TypeError if it is not an integer, ValueError if it's too small."""
    number = as_python_numbers(value)
    if isinstance(number, bool) or not isinstance(number, int):
        kind = type(value).__name__
        raise TypeError(f"{refusal(what, 'a whole number', value)} (of type {kind})")
    if number < at_least:
        raise ValueError(refusal(what, f"at least {at_least}", number))
    return number


def with_places(what: str, numbers: Sequence[Number]) -> list[tuple[str, Number]]:
    """Return each number with its place, such as "inputs[1]"."""
    return [(f"{what}[{position}]", number) for position, number in enumerate(numbers)]


def refuse_mixture(numbers: Sequence[tuple[str, Number]]) -> None:
    """Raise ValueError if Python can't mix all these numbers. Each is a pair (place, number)."""
    one_of_each = {(type(number), is_too_large(number)): number for _, number in numbers}
    for what, number in numbers:
        for other in one_of_each.values():
            refuse_mixed(number, other, what)


def refuse_mixed(number: Number, other: Number | None, what: str) -> None:
    """Raise ValueError if Python can't mix these two numbers in one calculation."""
    if isinstance(number, int) and -1e300 < number < 1e300:
        # The usual case besides floats: an int mixes with numbers of any other type.
        return
    for one, two in ((number, other), (other, number)):
        if isinstance(one, Decimal) and isinstance(two, (float, Fraction)):
            kind, other_kind = type(number).__name__, type(other).__name__
            raise ValueError(
                f"{what} is {short_text(number)} (a {kind}), and Python can't mix it with "
                f"{short_text(other)} (a {other_kind}): use only {other_kind}s, or only {kind}s"
            )
        if isinstance(one, float) and is_too_large(two):
            kind, other_kind = "a float", "too large for a float"
            if two is number:
                kind, other_kind = other_kind, kind
            raise ValueError(
                f"{what} is {short_text(number)} ({kind}), and Python can't mix it with "
                f"{short_text(other)} ({other_kind}): use smaller numbers, or only Fractions"
            )


def is_too_large(number: object) -> bool:
    """Return whether this is an int or Fraction that is too large for a float."""
    largest = sys.float_info.max
    return isinstance(number, (int, Fraction)) and not -largest <= number <= largest


def is_finite(number: object) -> bool:
    """Return whether `number` is finite; types other than float and Decimal count as finite."""
    if isinstance(number, float):
        return isfinite(number)
    return not isinstance(number, Decimal) or number.is_finite()


def is_list(value: Any) -> bool:
    """Return whether `value` is a list, a tuple, or another sequence except strings and bytes."""
    if isinstance(value, (list, tuple)):
        # The usual case, without abc's Python code, which a debugger would step into.
        return True
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))


def as_python_numbers(value: Any) -> Any:
    """Return NumPy arrays, tensors and NumPy scalars as plain Python lists and numbers.

    It knows them by their methods, so NumPy need not be installed. Without this, a float32 could
    get into a weight and round every later result.
    """
    if type(value) is int:
        # The usual case.
        return value
    if hasattr(value, "tolist"):
        return value.tolist()
    return value.item() if hasattr(value, "item") else value
