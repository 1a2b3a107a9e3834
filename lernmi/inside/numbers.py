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
from fractions import Fraction
from typing import Any

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.support.texts import short_text

DIGITS = 7
# With so many, a float is shown exactly enough to be read back as the same.
MOST_DIGITS = 17
# Larger and smaller ones are written like 1.5e-12.
LARGEST = 1e9
SMALLEST = 1e-6
# What differs by less than a millionth is the same, but for the digits that were lost.
A_MILLION = 1_000_000


def significant(number: Number, digits: int = DIGITS) -> str:
    """Return a float with so many digits that count (significant ones), as text.

    From a millionth to a thousand million without an exponent, such as 0.00001234567. What is no
    float stands as it is, but not longer than 60 characters; True and False as 1 and 0.
    """
    if isinstance(number, bool):
        number = int(number)
    if not isinstance(number, float):
        return short_text(number)
    if number == 0:
        return "0"
    text = f"{number:.{digits}g}"
    if not math.isfinite(number) or not SMALLEST <= abs(number) < LARGEST:
        return text
    return f"{Decimal(text):f}"


def with_decimals(number: Number, text: str = "") -> str:
    """Return a number with four digits that count; a Fraction exactly, with its decimals beside it.

    text: what stands in the place of a Fraction, such as a sum that ends with it.
    """
    if not isinstance(number, Fraction) or number.denominator == 1:
        return text or significant(number, 4)
    decimals = significant(as_float(number), 4)
    is_exact = math.isfinite(float(decimals)) and Fraction(decimals) == number
    sentence = sentences.WITH_DECIMALS if is_exact else sentences.WITH_ABOUT
    return sentence.format(text=text or significant(number), decimals=decimals)


def worked(
    template: str, numbers: Sequence[Number], compute: Callable[..., Number], result: Number
) -> str:
    """Return a sum as text, such as "0.5 x (-0.25) = -0.125".

    template: with {} for each of the numbers; " = " and the result are added.
    compute: the same sum, as a function of them.

    The numbers are shown with so few digits, seven or more, that `compute` of the shown ones is
    the shown result. Where no number of digits does that, since digits were lost on the way,
    "is about" stands in place of "="; and where the result is another one altogether, since a
    Neuron or Link of your own does it in another way, that is said.
    """
    shown_result = significant(result)
    for digits in range(DIGITS, MOST_DIGITS + 1):
        texts = [significant(number, digits) for number in numbers]
        if not all(isinstance(number, (int, float)) for number in [*numbers, result]):
            break
        if gives(texts, compute, shown_result, isinstance(result, float)):
            return f"{filled(template, texts)} = {shown_result}"
    text = filled(template, [significant(number) for number in numbers])
    try:
        by_hand = compute(*numbers)
        # "Not a number" is not equal to itself.
        is_same = bool(by_hand == result or (by_hand != by_hand and result != result))
        is_near = is_same or bool(abs(by_hand - result) * A_MILLION <= abs(by_hand))
    except (ArithmeticError, TypeError):
        # Symbols, say, have no order.
        return f"{text} = {shown_result}"
    if is_same and not isinstance(result, float):
        return f"{text} = {shown_result}"
    if is_near:
        return f"{text} is about {shown_result}"
    return sentences.ANOTHER_WAY.format(sum=text, by_hand=significant(by_hand), result=shown_result)


def like(number: Number, example: Number) -> Number:
    """Return a float as a number of the type of `example`: a Decimal can't be added to a float.

    What is no float, or can't be made such a number, is returned as it is.
    """
    if isinstance(example, (int, float)) or not isinstance(number, float):
        return number
    try:
        return type(example)(str(number))
    except (TypeError, ValueError, ArithmeticError):
        return number


def as_float(number: Number) -> float:
    """Return any number as a float; plus or minus infinity, if it is too large for one."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def difference(one: Number, other: Number) -> Number:
    """Return one number minus another; as floats, where they are of types that don't mix."""
    try:
        return one - other
    except TypeError:
        return as_float(one) - as_float(other)


def gives(
    texts: Sequence[str], compute: Callable[..., Any], shown_result: str, is_rounded: bool
) -> bool:
    """Say whether the sum of the shown numbers, done by hand and rounded, gives the shown result.

    is_rounded: whether the shown result was rounded, as floats are.

    Rounded to seven digits; what lies just between two, up as in school, or to the even one.
    Whole numbers are shown with all their digits, and not rounded.
    """
    with localcontext(Context(prec=60)):
        try:
            value: Decimal = compute(*[Decimal(text) for text in texts])
            result = Decimal(shown_result)
        except ArithmeticError:
            return False
        if not (value.is_finite() and result.is_finite()):
            return False
        if not is_rounded:
            return bool(result == value)
        in_school = Context(prec=DIGITS, rounding=ROUND_HALF_UP).plus(value)
        return bool(result in (in_school, Context(prec=DIGITS).plus(value)))


def filled(template: str, texts: Sequence[str]) -> str:
    """Return the template with the texts; a negative number behind a sign, in brackets."""
    parts = template.split("{}")
    text = parts[0]
    for part, number in zip(parts[1:], texts):
        is_behind_a_sign = text.endswith((" × ", " x ", " - ", " + ", "/ "))
        text += f"({number})" if number.startswith("-") and is_behind_a_sign else number
        text += part
    return text
