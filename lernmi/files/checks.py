"""Checks for values in a file. Each error names the place in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lernmi.support.texts import short_text


def checked_keys(
    value: Any, keys: Sequence[str], where: str, optional: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the object, or raise ValueError unless it has exactly these keys.

    where: its place in the file, for messages.
    optional: keys that it may also have.
    """
    if not isinstance(value, dict):
        raise ValueError(
            f"{where} must be an object with {joined_keys(keys)}; got {short_value(value)}"
        )
    for key in keys:
        if key not in value:
            raise ValueError(f"{where} has no {short_value(key)}")
    allowed = {*keys, *optional}
    for key in value:
        if key not in allowed:
            raise ValueError(
                f"{where} must have only {joined_keys([*keys, *optional])}; got {short_value(key)}"
            )
    return value


def checked_list(value: Any, where: str, at_least: int) -> list[Any]:
    """Return the list, or raise ValueError unless it is a list of `at_least` items or more."""
    if not isinstance(value, list) or len(value) < at_least:
        raise ValueError(f"{where} must be a list of {at_least} or more; got {short_value(value)}")
    return value


def checked_text(value: Any, where: str) -> str:
    """Return the name, or raise ValueError unless a Network would accept it."""
    if not isinstance(value, str) or not value.isprintable() or not value.strip():
        raise ValueError(f"{where} must be a printable name; got {short_value(value)}")
    return value


def short_value(value: Any) -> str:
    """Return a value as short text; for large lists and objects, only their size."""
    if isinstance(value, (list, dict)):
        inside = value if isinstance(value, list) else list(value.values())
        if len(inside) > 6 or any(isinstance(each, (list, dict)) for each in inside):
            thing = "a list of" if isinstance(value, list) else "an object of"
            return f"{thing} {len(value):,}"
    return short_text(value)


def joined_keys(keys: Sequence[str]) -> str:
    """Return keys joined with commas; if there are many, only the first ones."""
    return ", ".join([short_value(key)[1:-1] for key in keys[:6]]) + (".." if len(keys) > 6 else "")
