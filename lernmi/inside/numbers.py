"""Numbers as people read them: written out, and not too many digits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.support.texts import short_text

DIGITS = 7
# With this many digits, a float can be read back as the same number.
MOST_DIGITS = 17
# Larger and smaller numbers are written like 1.5e-12.
LARGEST = 1e9
SMALLEST = 1e-6


def significant(number: Number, digits: int = DIGITS) -> str:
    """Return a float as text with this many significant digits.

    From a millionth to a thousand million, it is written without an exponent: 0.00001234567. Other
    types keep all digits, up to 60 characters. True and False become 1 and 0.
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
    """Return a number with four significant digits; a Fraction in full, followed by its decimals.

    text: what to write instead of a Fraction, such as a calculation that ends with it.
    """
    if not isinstance(number, Fraction) or number.denominator == 1:
        return text or significant(number, 4)
    decimals = significant(as_float(number), 4)
    is_exact = math.isfinite(float(decimals)) and Fraction(decimals) == number
    sentence = sentences.WITH_DECIMALS if is_exact else sentences.WITH_ABOUT
    return sentence.format(text=text or significant(number), decimals=decimals)


def like(number: Number, example: Number) -> Number:
    """Return a float as a number of the type of `example`, because Decimals don't mix with floats.

    Numbers that are not floats, or that can't be converted, stay as they are.
    """
    if isinstance(example, (int, float)) or not isinstance(number, float):
        return number
    try:
        return type(example)(str(number))
    except (TypeError, ValueError, ArithmeticError):
        return number


def as_float(number: Number) -> float:
    """Return any number as a float; infinity or minus infinity if it is too large for a float."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def difference(one: Number, other: Number) -> Number:
    """Return one number minus another; as floats, if their types don't mix."""
    try:
        return one - other
    except TypeError:
        return as_float(one) - as_float(other)


def filled(template: str, texts: Sequence[str]) -> str:
    """Return the template filled in. A negative number after a sign gets brackets."""
    parts = template.split("{}")
    text = parts[0]
    for part, number in zip(parts[1:], texts):
        is_behind_a_sign = text.endswith((" × ", " x ", " - ", " + ", "/ "))
        text += f"({number})" if number.startswith("-") and is_behind_a_sign else number
        text += part
    return text
