"""Numbers for people to read, so that what is shown can be checked by hand.

Seven digits are enough for the eye. But 0.1234567 x 0.1234567 with rounded factors need not give
the rounded result in its last digit, and then a careful reader thinks that something is wrong. So
factors are shown with as many digits more as it takes: whoever multiplies the shown factors gets
the shown result.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from lernmi.activations import Number
from lernmi.neuron import shown

DIGITS = 7
# With so many, a float is shown exactly enough to be read back as the same.
MOST_DIGITS = 17
# Larger and smaller ones are written like 1.5e-12.
LARGEST = 1e9
SMALLEST = 1e-6


def significant(number: Number, digits: int = DIGITS) -> str:
    """Return a number with so many digits that count; what is no float, as it is."""
    if not isinstance(number, float):
        return shown(number)
    text = f"{number:.{digits}g}"
    if not math.isfinite(number) or number == 0 or not SMALLEST <= abs(number) < LARGEST:
        return text
    return f"{Decimal(text):f}"


def worked(
    template: str, numbers: Sequence[Number], compute: Callable[..., Number], result: Number
) -> str:
    """Return a sum as text, such as "0.5 x (-0.25) = -0.125".

    template: with {} for each of the numbers; " = " and the result are added.
    compute: the same sum, as a function of them.

    The numbers are shown with so few digits, seven or more, that `compute` of the shown ones is
    the shown result. Where no number of digits does that (what is beyond the range of floats,
    say), "about" stands in place of "=".
    """
    shown_result = significant(result)
    if all(type(number) in (int, float) for number in [*numbers, result]):
        for digits in range(DIGITS, MOST_DIGITS + 1):
            texts = [significant(number, digits) for number in numbers]
            if gives(texts, compute, shown_result):
                return f"{filled(template, texts)} = {shown_result}"
        return f"{filled(template, [significant(number) for number in numbers])} is about " + (
            shown_result
        )
    return f"{filled(template, [significant(number) for number in numbers])} = {shown_result}"


def gives(texts: Sequence[str], compute: Callable[..., Number], shown_result: str) -> bool:
    """Say whether the sum of the shown numbers, done by hand and rounded, gives the shown result.

    Rounded to seven digits; what lies just between two, up as in school, or to the even one.
    """
    with localcontext(Context(prec=60)):
        try:
            value = compute(*[Decimal(text) for text in texts])
        except ArithmeticError:
            return False
        result = Decimal(shown_result)
        if not (value.is_finite() and result.is_finite()):
            return False
        in_school = Context(prec=DIGITS, rounding=ROUND_HALF_UP).plus(value)
        return bool(result in (in_school, Context(prec=DIGITS).plus(value)))


def filled(template: str, texts: Sequence[str]) -> str:
    """Return the template with the texts; a negative number behind a sign, in brackets."""
    parts = template.split("{}")
    text = parts[0]
    for part, number in zip(parts[1:], texts):
        is_behind_a_sign = text.endswith((" x ", " - ", " + ", "/ "))
        text += f"({number})" if number.startswith("-") and is_behind_a_sign else number
        text += part
    return text
