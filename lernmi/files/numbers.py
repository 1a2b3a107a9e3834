"""Numbers as JSON, exactly.

Floats and whole numbers are JSON numbers. A float gets as many digits as it takes to read back the
same float. A Fraction becomes {"fraction": "1/3"}, a Decimal {"decimal": "0.10"}.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lernmi.activations import Number
from lernmi.files.checks import short_value
from lernmi.support.numbers import as_python_numbers

# Python itself refuses to read whole numbers with more digits.
MOST_DIGITS = 4300
# Keys that name the kind of a number.
KINDS = ("fraction", "decimal", "float")
NOT_FINITE = ("inf", "-inf", "nan")
FRACTION = re.compile(rf"-?\d{{1,{MOST_DIGITS}}}(/\d{{1,{MOST_DIGITS}}})?")


def number_to_json(number: object, what: str) -> Any:
    """Return a number in a form that JSON can hold.

    what: its name for messages, such as "the weight of x1->h1".

    Raises TypeError for an unsupported type. Raises ValueError for a number that isn't finite or
    has more than 4300 digits.
    """
    if type(number) is float and math.isfinite(number):
        return number
    number = as_python_numbers(number)
    if type(number) is float and math.isfinite(number):
        return number
    if type(number) is Decimal and number.is_finite():
        return {"decimal": str(number)}
    if type(number) in (float, Decimal):
        raise ValueError(f"{what} must be a finite number; got {number}")
    try:
        if type(number) is int:
            # Python writes no more digits than it reads.
            str(number)
            return number
        if type(number) is Fraction:
            return {"fraction": str(number)}
    except ValueError:
        raise ValueError(
            f"{what} must have at most {MOST_DIGITS} digits, the limit of a file"
        ) from None
    raise TypeError(
        f"{what} must be a float, int, Fraction or Decimal; got {short_value(number)}, of type "
        f"{type(number).__name__}"
    )


def number_from_json(value: Any, where: str) -> Number:
    """Return the number for a value in a file.

    where: its place in the file, for messages.

    Raises ValueError for anything but a number.
    """
    if type(value) is int or type(value) is float:
        return value
    if isinstance(value, dict) and len(value) == 1:
        [(kind, text)] = value.items()
        if kind == "fraction" and isinstance(text, str) and FRACTION.fullmatch(text):
            try:
                return Fraction(text)  # type: ignore[return-value]
            except ZeroDivisionError:
                pass
        if kind == "decimal" and isinstance(text, str):
            try:
                number = Decimal(text)
                # Every sum begins with 0 + a number, and some Decimals are too large even for that.
                if (0 + number).is_finite():
                    return number  # type: ignore[return-value]
            except ArithmeticError:
                pass
    raise ValueError(f"{where} must be a finite number; got {short_value(value)}")


# The state of a nudging or a history: numbers, and lists and dictionaries of numbers.


def state_to_json(value: Any, what: str) -> Any:
    """Return a state in a form that JSON can hold, with exact numbers as in `number_to_json`.

    A float that isn't finite, such as an infinite error, becomes {"float": "inf"} or the like.

    what: its name for messages.

    Raises TypeError or ValueError for anything that can't be written.
    """
    value = as_python_numbers(value)
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [state_to_json(each, what) for each in value]
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str) or key in KINDS:
                raise TypeError(f"can't save the key {short_value(key)} of {what}")
        return {key: state_to_json(each, what) for key, each in value.items()}
    if type(value) is float and not math.isfinite(value):
        return {"float": str(value)}
    return number_to_json(value, what)


def state_from_json(value: Any, where: str) -> Any:
    """Return the state for a value in a file, or raise ValueError if it isn't a state.

    where: its place in the file, for messages.
    """
    if isinstance(value, list):
        return [state_from_json(each, f"{where}[{n}]") for n, each in enumerate(value)]
    if isinstance(value, dict):
        if value.get("float") in NOT_FINITE and len(value) == 1:
            return float(value["float"])
        if not any(kind in value for kind in KINDS):
            return {key: state_from_json(each, f"{where}.{key}") for key, each in value.items()}
    if value is None or isinstance(value, (bool, str)):
        return value
    return number_from_json(value, where)
