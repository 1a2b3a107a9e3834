"""No text becomes a formula in a spreadsheet, and numbers don't change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi.writing.spreadsheets import spreadsheet_cell


@given(st.sampled_from("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"), st.text("=+-@,.09eE x\t'"))
def test_no_text_begins_like_a_formula_unless_it_is_a_number(first, rest):
    cell = spreadsheet_cell(first + rest)
    assert cell == f"'{first}{rest}" or float(cell.replace(",", ".")) is not None


@given(st.floats() | st.integers())
def test_numbers_do_not_change(number):
    assert spreadsheet_cell(number) is number
    if abs(number) < float("inf"):
        assert spreadsheet_cell(f"{number}") == f"{number}"


@pytest.mark.parametrize("text", ["setosa", "", "a=b", "1-2", "-1", "+1,5", "-.5e-3", "Grün", "'"])
def test_text_that_does_not_look_like_a_formula_does_not_change(text):
    assert spreadsheet_cell(text) == text


@pytest.mark.parametrize(
    "text", ["=1", "=cmd|' /C calc'!A0", "+", "-", "-x", "+1+1", "-1-1", "@SUM(1)", "-inf", "--1"]
)
def test_formulas_get_an_apostrophe(text):
    assert spreadsheet_cell(text) == f"'{text}"
