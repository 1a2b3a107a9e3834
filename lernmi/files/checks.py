"""What stands in a file is looked at before it is used; refusals name the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lernmi.support.texts import short_text


def checked_keys(
    value: Any, keys: Sequence[str], where: str, optional: Sequence[str] = ()
) -> dict[str, Any]:
    """Return an object, or raise ValueError unless it has just these keys.

    where: the place, for a refusal.
    optional: keys that it may also have.
    """
    if not isinstance(value, dict):
        raise ValueError(f"{where} must be an object with {listed(keys)}; got {told(value)}")
    for key in keys:
        if key not in value:
            raise ValueError(f"{where} has no {told(key)}")
    allowed = {*keys, *optional}
    for key in value:
        if key not in allowed:
            raise ValueError(
                f"{where} has {told(key)}; there should only be {listed([*keys, *optional])}"
            )
    return value


def checked_list(value: Any, where: str, at_least: int) -> list[Any]:
    """Return a list, or raise ValueError unless it is one, with at least so many things in it."""
    if not isinstance(value, list) or len(value) < at_least:
        raise ValueError(f"{where} must be a list of {at_least} or more; got {told(value)}")
    return value


def checked_text(value: Any, where: str) -> str:
    """Return a name, or raise ValueError; it is one that a Network would take."""
    if not isinstance(value, str) or not value.isprintable() or not value.strip():
        raise ValueError(f"{where} must be a printable name; got {told(value)}")
    return value


def told(value: Any) -> str:
    """Return what stands in a file for people to read; of large lists and objects, their size."""
    if isinstance(value, (list, dict)):
        inside = value if isinstance(value, list) else list(value.values())
        if len(inside) > 6 or any(isinstance(each, (list, dict)) for each in inside):
            thing = "a list of" if isinstance(value, list) else "an object of"
            return f"{thing} {len(value):,}"
    return short_text(value)


def listed(keys: Sequence[str]) -> str:
    """Return keys for people to read, the first ones if there are many."""
    return ", ".join([told(key)[1:-1] for key in keys[:6]]) + (".." if len(keys) > 6 else "")
