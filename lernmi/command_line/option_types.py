"""Functions that read the values of options.

Each takes the text that you typed and returns its value, or raises ArgumentTypeError; argparse puts
the option's name in front of the message.
"""

from __future__ import annotations

import argparse
import math
import re

from lernmi.functions.ready_made import INITIAL_WEIGHTS
from lernmi.initial_weights import InitialWeights, uniform
from lernmi.support.texts import short_text

MOST_STARTS = 1_000_000


def layer_sizes(text: str) -> list[int]:
    """Return 64-30-10 as [64, 30, 10]."""
    try:
        return [count(size) for size in text.split("-")]
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            "must be whole numbers of at least 1 with - between them, such as 64-30-10; "
            f"got {short_text(text)}"
        ) from None


def whole_number(text: str, at_least: int) -> int:
    """Return a whole number of at least `at_least`, with at most 18 digits."""
    # Nobody means a number with more digits.
    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < at_least:
        raise argparse.ArgumentTypeError(
            f"must be a whole number of at least {at_least}; got {short_text(text)}"
        )
    return int(text)


def count(text: str) -> int:
    """Return a whole number of at least 1."""
    return whole_number(text, at_least=1)


def delimiter(text: str) -> str:
    """Return one character, also for the names "tab" and "blanks"."""
    character = {"tab": "\t", "\\t": "\t", "blanks": " "}.get(text, text)
    if len(character) != 1 or character in '"\r\n':
        raise argparse.ArgumentTypeError(
            f"must be one character, tab or blanks; got {short_text(text)}"
        )
    return character


def starts(text: str) -> int:
    """Return a whole number from 1 to a million, because every outcome stays in memory."""
    value = count(text)
    if value > MOST_STARTS:
        raise argparse.ArgumentTypeError(f"must be at most {MOST_STARTS:,}; got {short_text(text)}")
    return value


def seed(text: str) -> int:
    """Return a whole number of at least 0."""
    return whole_number(text, at_least=0)


def number(text: str) -> float:
    """Return a finite number, or nan for anything else, because nan fits no range."""
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def rate(text: str) -> float:
    """Return a number above 0."""
    value = number(text)
    if not value > 0:
        raise argparse.ArgumentTypeError(
            f"must be a number above 0, such as 0.5; got {short_text(text)}"
        )
    return value


def penalty(text: str) -> float:
    """Return a number of 0 or more."""
    value = number(text)
    if not value >= 0:
        raise argparse.ArgumentTypeError(
            f"must be 0 or more, such as 0.001; got {short_text(text)}"
        )
    return value


def part(text: str) -> float:
    """Return a number from 0 to below 1."""
    value = number(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(
            f"must be from 0 to below 1, such as 0.9; got {short_text(text)}"
        )
    return value


def share(text: str) -> float:
    """Return a number above 0 and below 1."""
    value = number(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(
            f"must be between 0 and 1, such as 0.2; got {short_text(text)}"
        )
    return value


def noise(text: str) -> float:
    """Return a number from 0 to 0.5."""
    value = number(text)
    if not 0 <= value <= 0.5:
        raise argparse.ArgumentTypeError(
            f"must be from 0 to 0.5, such as 0.2; got {short_text(text)}"
        )
    return value


def initial_weights(text: str) -> str:
    """Return the name of initial weights, or uniform(LOW, HIGH), which `weights_called` takes."""
    weights_called(text)
    return text


def weights_called(text: str) -> InitialWeights:
    """Return the function for initial weights, such as glorot or uniform(-1, 1)."""
    if text in INITIAL_WEIGHTS:
        return INITIAL_WEIGHTS[text]
    match = re.fullmatch(r"uniform\((.+),(.+)\)", text)
    low, high = (number(match[1]), number(match[2])) if match else (math.nan, math.nan)
    if not low < high:
        raise argparse.ArgumentTypeError(
            f'must be {", ".join(INITIAL_WEIGHTS)}, or two numbers such as "uniform(-1, 1)"; got '
            f"{short_text(text)}"
        )
    return uniform(low, high)
