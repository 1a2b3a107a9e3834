from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from support.networks import fractions

from lernmi.inside.dual_numbers import Dual


@given(fractions, fractions, fractions)
def test_a_dual_number_carries_the_exact_derivative_along(x, a, b):
    number = Dual(x, 1)
    assert number * number + a * number - b == Dual(x * x + a * x - b, 2 * x + a)
    assert b - number == Dual(b - x, -1)
    assert -number == Dual(-x, -1)
    if x:
        assert a / number == Dual(a / x, -a / (x * x))
        assert number / x == Dual(1, 1 / Fraction(x))
        assert (number < 0) == (x < 0)
        assert (number > 0) == (x > 0)
    # At 0, the direction of the change decides.
    assert Dual(0, 1) > 0
    assert Dual(0, -1) < 0
    assert not (Dual(0, 0) < 0 or Dual(0, 0) > 0)


def test_its_repr_says_what_it_is():
    assert repr(Dual(2, 1)) == "Dual(2, 1)"
    assert hash(Dual(2, 1)) == hash(Dual(2, 1))
