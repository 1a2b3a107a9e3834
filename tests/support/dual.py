"""Dual numbers: a value, and how strongly it responds to one chosen number.

They carry derivatives forwards: value and change go side by side through every operation. This is
not backpropagation, so it can check it.
"""

from __future__ import annotations

from typing import Any


class Dual:
    """A number that carries its derivative along: value + change × e, where e × e is 0.

    value: the number.
    change: how strongly it responds to the chosen number: 1 for that number itself, 0 if it doesn't
        depend on it.

    It divides by plain numbers only, which is all that the core needs.
    """

    def __init__(self, value: Any, change: Any = 0) -> None:
        self.value = value
        self.change = change

    def __add__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value + other.value, self.change + other.change)

    def __sub__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value - other.value, self.change - other.change)

    def __mul__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(
            self.value * other.value,
            self.change * other.value + self.value * other.change,
        )

    def __truediv__(self, other: int) -> Dual:
        return Dual(self.value / other, self.change / other)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: Any) -> Dual:
        return dual(other) - self

    def __eq__(self, other: object) -> bool:
        other = dual(other)
        return (self.value, self.change) == (other.value, other.change)

    def __hash__(self) -> int:
        return hash((self.value, self.change))

    def __repr__(self) -> str:
        return f"Dual({self.value}, {self.change})"


def dual(number: Any) -> Dual:
    """Return a Dual as it is, and a plain number as a Dual that never changes."""
    return number if isinstance(number, Dual) else Dual(number)
