"""A number that remembers how it was made: its shown calculation is right."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi.exercises.calculations import LINE_WIDTH, Term, calculation, how_it_is_off

NUMBERS = st.floats(-9, 9).filter(lambda number: abs(number) > 0.01)
A, B, C = Term(0.5, "a"), Term(-0.25, "b"), Term(3.0, "c")


@pytest.mark.parametrize(
    ("term", "words", "numbers"),
    [
        (A * B, "a × b", "0.5 × (-0.25)"),
        (A * (B + C), "a × (b + c)", "0.5 × (-0.25 + 3)"),
        (A - (B - C), "a - (b - c)", "0.5 - (-0.25 - 3)"),
        ((A - B) - C, "a - b - c", "0.5 - (-0.25) - 3"),
        (C / (A / B), "c / (a / b)", "3 / (0.5 / (-0.25))"),
        (-(A * B), "-(a × b)", "-(0.5 × (-0.25))"),
        ((A - C) ** 2 / 2, "(a - c)² / 2", "(0.5 - 3)² / 2"),
        (A * (1 - A), "a × (1 - a)", "0.5 × (1 - 0.5)"),
        (abs(B) + 2, "abs(b) + 2", "abs(-0.25) + 2"),
        # Sums begin at 0, and a step that is left out is a 1.
        (sum([A, B]), "a + b", "0.5 + (-0.25)"),
        (1 * A * B, "a × b", "0.5 × (-0.25)"),
        (A - 0 + B, "a + b", "0.5 + (-0.25)"),
        (0 - A, "0 - a", "0 - 0.5"),
    ],
)
def test_a_calculation_is_written_with_as_few_brackets_as_it_needs(term, words, numbers):
    [line] = calculation("x", term)
    assert line.startswith(f"x = {words} = {numbers} = ")


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_shown_numbers_give_the_shown_result(one, other, third):
    term = Term(one, "a") * Term(other, "b") + Term(third, "c")
    *_, numbers, result = " ".join(calculation("x", term)).split(" = ")
    value = eval(numbers.replace("×", "*"))
    assert math.isclose(value, float(result), rel_tol=6e-4, abs_tol=1e-12)
    assert math.isclose(float(term), float(result), rel_tol=6e-4)


def test_two_numbers_that_differ_do_not_look_the_same():
    [line] = calculation("x", Term(0.12345678), 0.12345679)
    assert line == "x = 0.12345678"


def test_a_calculation_is_never_broken_and_left_out_if_it_is_too_long():
    long = Term(1.5, "a rather long name")
    for count in range(1, 40):
        lines = calculation("x", sum([long] * count))
        assert max([len(line) for line in lines]) <= LINE_WIDTH
    assert lines == ("x = 58.5",)


def test_a_name_shared_by_two_numbers_is_not_shown():
    [line] = calculation("x", Term(2.0, "a") + Term(3.0, "a"))
    assert line == "x = 2 + 3 = 5"


@pytest.mark.parametrize(
    ("yours", "good", "sentence"),
    [
        (2, 1, "That is too large."),
        (1, 2, "That is too small."),
        (-2, -1, "That is too far below 0."),
        (-1, -2, "That is not far enough below 0."),
        (-2, 2, "That has the wrong sign."),
        (-1, 2, "That should have the other sign."),
        (0, 2, "That should not be 0."),
        (2, 0, "That should be 0."),
        (math.nan, 2, ""),
        (None, 2, ""),
        ("x", 2, ""),
    ],
)
def test_the_direction_is_given_without_the_right_number(yours, good, sentence):
    assert how_it_is_off(yours, good) == sentence
