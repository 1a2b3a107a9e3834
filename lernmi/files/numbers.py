"""Numbers as JSON, exactly: floats and whole numbers as they are, others as text with their kind.

A float is written with as many digits as it takes to read back the very same; a Fraction as
{"fraction": "1/3"}, a Decimal as {"decimal": "0.10"}.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lernmi.activations import Number
from lernmi.files.checks import told
from lernmi.support.numbers import as_python_numbers

# Python itself refuses to read whole numbers with more digits.
MOST_DIGITS = 4300
# Keys that say of which kind a number is.
KINDS = ("fraction", "decimal", "float")
NOT_FINITE = ("inf", "-inf", "nan")
FRACTION = re.compile(rf"-?\d{{1,{MOST_DIGITS}}}(/\d{{1,{MOST_DIGITS}}})?")


def number_to_json(number: object, what: str) -> Any:
    """Return a number as JSON can have it.

    what: what to call it in a refusal, such as "the weight of x1->h1".

    Raises TypeError for a type of number that can't be written, ValueError for what is not finite
    or has more than 4300 digits.
    """
    number = as_python_numbers(number)
    if type(number) is float and math.isfinite(number):
        return number
    if type(number) is Decimal and number.is_finite():
        return {"decimal": str(number)}
    if type(number) in (float, Decimal):
        raise ValueError(f"{what} is {number}, which is no number that could be kept")
    try:
        if type(number) is int:
            # Python writes no more digits than it reads.
            str(number)
            return number
        if type(number) is Fraction:
            return {"fraction": str(number)}
    except ValueError:
        raise ValueError(
            f"{what} has more than {MOST_DIGITS} digits, which files can't keep"
        ) from None
    raise TypeError(
        f"{what} is {told(number)}, of type {type(number).__name__}; files can keep float, int, "
        "Fraction and Decimal"
    )


def number_from_json(value: Any, where: str) -> Number:
    """Return a number from what stands in a file.

    where: the place, for a refusal.

    Raises ValueError for anything that is no number.
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
                # As every sum begins; some are too large even for that.
                if (0 + number).is_finite():
                    return number  # type: ignore[return-value]
            except ArithmeticError:
                pass
    raise ValueError(f"{where} must be a finite number; got {told(value)}")


# What a nudging or a history holds: numbers, and lists and dictionaries of them.


def state_to_json(value: Any, what: str) -> Any:
    """Return a state as JSON can have it, with every number as exact as `number_to_json` has it.

    A float that is not finite, as an error may be, becomes {"float": "inf"}.

    what: what to call it in a refusal.

    Raises TypeError or ValueError for what can't be written.
    """
    value = as_python_numbers(value)
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [state_to_json(each, what) for each in value]
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str) or key in KINDS:
                raise TypeError(f"{what} has the key {told(key)}, which a file can't keep")
        return {key: state_to_json(each, what) for key, each in value.items()}
    if type(value) is float and not math.isfinite(value):
        return {"float": str(value)}
    return number_to_json(value, what)


def state_from_json(value: Any, where: str) -> Any:
    """Return a state from what stands in a file; ValueError for what `state_to_json` never writes.

    where: the place, for a refusal.
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
