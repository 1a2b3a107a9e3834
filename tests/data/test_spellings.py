"""Numbers as people spell them: read where all cells of a column agree, and only there."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi.data.cells import Cells, number_in, number_with_unit
from lernmi.data.preparation import Preparation
from lernmi.data.tables import read_table


def numbers_of(texts, decimal="."):
    return list(Cells([list(texts)], decimal).numbers())


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["12 cm", "9.5 cm", "-3cm"], [12, 9.5, -3]),
        (["30°C", "-4.5 °C"], [30, -4.5]),
        (["9.81 m/s2", "3 m/s2"], [9.81, 3]),
        (["CHF 1'200", "CHF 3.50"], [1200, 3.5]),
        (["12 EUR", "3 EUR"], [12, 3]),
        (["1st", "2nd", "3rd", "11th"], [1, 2, 3, 11]),
        (["2.5k", "1.2M", "900"], [2500, 1.2e6, 900]),
        (["245 K", "300.5 K"], [245, 300.5]),
        (["$2.5k", "$3k"], [2500, 3000]),
        (["2'474", "919", "1’000’000.5"], [2474, 919, 1000000.5]),
        (["2 474", "1\u202f000\u202f000", "17"], [2474, 1e6, 17]),
        (["1,234.5", "2,345", "7"], [1234.5, 2345, 7]),
        (["1,234,567", "2,345"], [1234567, 2345]),
        (["\u0663", "\u0664\u066b\u0665", "1"], [3, 4.5, 1]),
        (["\u22121.5", "2", "\u20133"], [-1.5, 2, -3]),
        (["2.47D+01", "1.0d-3", "5"], [24.7, 0.001, 5]),
        (["0x1F", "0xff"], [31, 255]),
        (["+5", "-3"], [5, -3]),
    ],
)
def test_spellings_that_leave_no_doubt_are_read_as_numbers(texts, numbers):
    assert numbers_of(texts) == numbers
    unit_and_numbers = [number_with_unit(text, ".") for text in texts]
    assert all(found is not None for found in unit_and_numbers) or "," in texts[0]


def test_units_and_powers_are_read_with_a_decimal_comma_too():
    assert numbers_of(["12,5 kg", "1 kg"], ",") == [12.5, 1]
    assert numbers_of(["2,5k", "3"], ",") == [2500, 3]
    assert numbers_of(["1.359,29 €", "12 €"], ",") == [1359.29, 12]


@pytest.mark.parametrize(
    "texts",
    [
        ["12 cm", "1 m"],
        ["12 cm", "tall"],
        ["$5", "5 USD"],
        ["1,234", "2,345"],
        ["1,234 g", "2,345 g"],
        ["12'000", "x"],
        ["A-001", "A-002"],
        ["K123", "K124"],
        ["001A", "002A"],
        ["12:30", "11:00"],
        ["2024-03-01", "2024-03-02"],
        ["01.03.2024", "02.03.2024"],
        ["1 March 2024", "2 March 2024"],
        ["20-29", "30-39"],
        ["1/2", "3/4"],
        ["(5)", "(6)"],
        ["48.2 N", "33 S"],
        ["+49 171 1234567", "+49 171 1234568"],
        ["5'11\"", "6'2\""],
        ["1 2", "3 4"],
        ["12'34", "5"],
    ],
)
def test_words_that_only_contain_digits_are_not_read_as_numbers(texts):
    assert [number for number, text in zip(numbers_of(texts), texts) if text != "5"] == (
        pytest.approx([math.nan] * len([text for text in texts if text != "5"]), nan_ok=True)
    )


def test_among_plain_numbers_a_cell_with_a_unit_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("size,y\n12 cm,1\n13,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 2, column size: .*'12 cm'. Write all cells with"):
        Preparation(read_table(path))


def test_what_was_learned_from_units_answers_rows_with_and_without_them(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("size,y\n12 cm,1\n14 cm,2\n,3\n", encoding="utf-8")
    preparation = Preparation(read_table(path), scaling="none", missing="mean")
    assert [inputs for inputs, _ in preparation.samples(path)] == [[12], [14], [13]]
    for value in ("12 cm", "12", 12):
        assert preparation.inputs_for({"size": value}) == [12]


def test_a_different_unit_than_the_one_to_learn_from_is_refused(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("size,y\n12 cm,1\n14 cm,2\n", encoding="utf-8")
    preparation = Preparation(read_table(path))
    assert "scale=1.0, fill=None, unit='cm')" in repr(preparation.inputs)
    message = r"column size must be a number in cm or without a unit; got '0.12 m'"
    with pytest.raises(ValueError, match=message):
        preparation.inputs_for({"size": "0.12 m"})
    path.write_text("size,y\n0.12 m,1\n0.14 m,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"line 2, {message}"):
        preparation.samples(path)


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1),
    st.sampled_from(["{:,}", "{} kg", "{:+}", "{} °C"]),
    st.sampled_from([",", "'", " ", "\u202f", "’"]),
)
def test_every_whole_number_is_read_as_it_was_spelled(numbers, spelling, sign):
    if sign == "," and spelling == "{:,}":
        # One comma may also be a decimal sign.
        numbers = [number for number in numbers if abs(number) >= 10**6] or [10**6]
    texts = [spelling.format(number).replace(",", sign) for number in numbers]
    assert numbers_of(texts) == numbers


@given(st.text(max_size=12), st.sampled_from([".", ","]))
def test_any_text_is_a_finite_number_or_none(text, decimal):
    found = number_with_unit(text, decimal)
    assert found is None or math.isfinite(found[1])
    plain = number_in(text, decimal)
    if plain is not None:
        assert found == ("", plain)
