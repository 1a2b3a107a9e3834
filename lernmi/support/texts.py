"""Names and values in messages: one short line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class HasName(Protocol):
    """A Neuron or a Link."""

    @property
    def name(self) -> str:
        """Its name, such as "h1" or "h1->y1"."""


def refusal(what: str, wanted: str, value: object) -> str:
    """Return the sentence that refuses a value: "seed must be a whole number; got 'odd'"."""
    return f"{what} must be {wanted}; got {short_text(value)}"


def short_text(value: object) -> str:
    """Return `value` as one line of at most 60 characters; floats have 7 digits."""
    if isinstance(value, float):
        text = f"{value:.7g}"
    elif isinstance(value, str):
        text = repr(value)
    else:
        try:
            text = " ".join(str(value).split())
        except ValueError:
            # Python refuses to print integers of more than 4,300 digits.
            kind = type(value).__name__
            text = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind} of very many digits"
    return text if len(text) <= 60 else text[:57] + "..."


def joined_names(members: Sequence[HasName]) -> str:
    """Return the names of Neurons or Links: "x1, x2", or "x1 to x64" if there are many."""
    if len(members) > 12:
        return f"{members[0].name} to {members[-1].name}"
    return ", ".join([member.name for member in members])
