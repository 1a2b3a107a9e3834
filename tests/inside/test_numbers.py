from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi.inside.calculations import calculation_text
from lernmi.inside.numbers import as_float, significant

ordinary = st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-9)


def by_hand(text, operation):
    """Return whether a shown calculation rounds to the shown result."""
    left, right = text.split(" = ")
    numbers = [Decimal(part.strip("()")) for part in left.split(f" {operation} ")]
    with localcontext() as context:
        context.prec = 60
        value = numbers[0]
        for number in numbers[1:]:
            value = value * number if operation == "×" else value + number
        shown = Decimal(right)
        # Seven decimals, or at least four digits.
        context.prec = max(4, min(7, 8 + shown.adjusted()))
        rounded = {context.plus(value)}
        context.rounding = ROUND_HALF_UP
        rounded.add(context.plus(value))
        return shown in rounded


@given(ordinary, ordinary)
def test_multiplying_the_shown_factors_gives_the_shown_result(one, other):
    text = calculation_text("{} × {}", [one, other], lambda a, b: a * b, one * other)
    assert by_hand(text, "×")
    assert float(text.split(" = ")[1]) == pytest.approx(one * other, rel=1e-3)


@given(st.lists(st.floats(0.001, 1e6), min_size=2, max_size=5))
def test_adding_the_shown_terms_gives_the_shown_result(terms):
    total = 0
    for term in terms:
        total += term
    template = " + ".join(["{}"] * len(terms))
    assert by_hand(calculation_text(template, terms, lambda *all_terms: sum(all_terms), total), "+")


def test_numbers_are_shown_with_seven_decimals_unless_that_would_not_fit():
    assert (
        calculation_text("{} × {}", [0.5, 0.25], lambda a, b: a * b, 0.125) == "0.5 × 0.25 = 0.125"
    )
    text = calculation_text(
        "{} × {}", [0.13849856, 0.593269992], lambda a, b: a * b, 0.13849856 * 0.593269992
    )
    assert text == "0.13849856 × 0.5932700 = 0.0821670"


def test_a_number_that_cannot_be_shown_exactly_is_marked_as_about():
    assert "= about 0" in calculation_text("{} × {}", [1e-200, 1e-200], lambda a, b: a * b, 0.0)
    huge = calculation_text("{} × {}", [1e200, 1e200], lambda a, b: a * b, float("inf"))
    assert huge == "1e+200 × 1e+200 = about inf"
    nothing = calculation_text("{} × {}", [0.5, math.nan], lambda a, b: a * b, math.nan)
    assert nothing == "0.5 × nan = about nan"


def test_whole_numbers_are_exact_however_long_they_are():
    assert calculation_text("{} + {}", [0, 12345678], lambda a, b: a + b, 12345678) == (
        "0 + 12345678 = 12345678"
    )
    long = 10**80
    assert "=" in calculation_text("{} × {}", [long, 1], lambda a, b: a * b, long)


def test_a_different_calculation_gets_no_equals_sign():
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert calculation_text("{} × {}", [half, third], lambda a, b: a * b, Fraction(1, 12)) == (
        "1/2 × 1/3 would be 1/6, but here it is 1/12, calculated in a different way"
    )
    assert calculation_text("{} × {}", [0.5, 0.5], lambda a, b: a * b, 0.125) == (
        "0.5 × 0.5 would be 0.25, but here it is 0.125, calculated in a different way"
    )


def test_a_negative_number_after_a_sign_is_in_brackets():
    text = calculation_text("{} - {} × {}", [1.0, 0.5, -2.0], lambda a, b, c: a - b * c, 2.0)
    assert text == "1 - 0.5 × (-2) = 2"
    assert calculation_text("{} × {}", [-1.0, 2.0], lambda a, b: a * b, -2.0) == "-1 × 2 = -2"


def test_fractions_and_other_numbers_are_shown_as_they_are():
    half, third = Fraction(1, 2), Fraction(1, 3)
    text = calculation_text("{} × {}", [half, third], lambda a, b: a * b, half * third)
    assert text == "1/2 × 1/3 = 1/6"


def test_a_number_too_large_for_a_float_is_infinite_with_its_sign():
    assert as_float(10**400) == math.inf
    assert as_float(-(10**400)) == -math.inf
    assert as_float(Fraction(1, 4)) == 0.25


@pytest.mark.parametrize(
    "number, text",
    [
        (0.1, "0.1"),
        (0.0004385677, "0.0004385677"),
        (0.000004385677123, "0.000004385677"),
        (1.5e-12, "1.5e-12"),
        (123456789.0, "123456800"),
        (1e300, "1e+300"),
        (7, "7"),
        (float("nan"), "nan"),
        (-0.0, "0"),
        (True, "1"),
    ],
)
def test_numbers_are_written_out_where_people_can_read_them(number, text):
    assert significant(number) == text
