"""Dual numbers: a value, and how strongly it responds to one chosen number.

Every operation calculates both, so the way forwards already finds a derivative (textbooks: forward
mode of automatic differentiation; dual numbers are W. K. Clifford's, 1873). It needs no
backpropagation, so it can check backpropagation: with any type of number, and exactly if the
numbers are exact.
"""

from __future__ import annotations

from typing import Any


class Dual:
    """A value that knows its own change.

    value: the number.
    change: how strongly it responds to the chosen number: 1 for that number itself, 0 for
        everything that doesn't depend on it.
    """

    __slots__ = ("value", "change")

    def __init__(self, value: Any, change: Any = 0) -> None:
        self.value: Any = value
        self.change: Any = change

    def __add__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value + other.value, self.change + other.change)

    def __sub__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value - other.value, self.change - other.change)

    def __mul__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value * other.value, self.change * other.value + self.value * other.change)

    def __truediv__(self, other: Any) -> Dual:
        other = dual(other)
        value = self.value / other.value
        return Dual(value, (self.change - value * other.change) / other.value)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: Any) -> Dual:
        return dual(other) - self

    def __rtruediv__(self, other: Any) -> Dual:
        return dual(other) / self

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.change)

    def __lt__(self, other: Any) -> bool:
        return bool((self - other).sign() < 0)

    def __gt__(self, other: Any) -> bool:
        return bool((self - other).sign() > 0)

    def __le__(self, other: Any) -> bool:
        return bool((self - other).sign() <= 0)

    def __ge__(self, other: Any) -> bool:
        return bool((self - other).sign() >= 0)

    def __abs__(self) -> Dual:
        return -self if self.sign() < 0 else self

    def __pow__(self, power: int) -> Dual:
        result = Dual(1)
        for _ in range(power):
            result = result * self
        return result

    def sign(self) -> int:
        """Return the sign of the value: 1, -1 or 0; if the value is 0, the sign of its change.

        A value of 0 is about to follow its change. So at a bend, such as relu's, a change of 1
        finds the slope to the right, and a change of -1 finds minus the slope to the left.
        """
        for number in (self.value, self.change):
            if number > 0:
                return 1
            if number < 0:
                return -1
        return 0

    def __eq__(self, other: object) -> bool:
        other = dual(other)
        return bool(self.value == other.value and self.change == other.change)

    def __hash__(self) -> int:
        return hash((self.value, self.change))

    def __repr__(self) -> str:
        return f"Dual({self.value}, {self.change})"


def dual(number: Any) -> Dual:
    """Return a Dual as it is, and any other number as a Dual that doesn't change."""
    return number if isinstance(number, Dual) else Dual(number)
