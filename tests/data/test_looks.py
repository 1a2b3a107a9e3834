from __future__ import annotations

import pytest

from lernmi.data.looks import look_of


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("dates", ["2024-03-01", "01.03.2024", "3/1/24", "1 March 2024", "Mar 1, 2024", "2024-03"]),
        (
            "dates",
            [
                "2024-03-01 12:30",
                "2024-03-01T12:30:00Z",
                "3/1/24 2:05 pm",
                "Okt. 2024",
                "Q1 2024",
                "2024-W05",
            ],
        ),
        ("dates", ["01/2015", "12.2020", "2024/04/27 6:11:56 PM GMT+1", "3/1/24 14:05 UTC"]),
        ("times", ["12:30", "9:05:30.5", "2:05 p.m.", "1:29.64"]),
        ("phone numbers", ["+49 171 1234567", "(555) 123-4567", "555-123-4567", "0171/1234567"]),
        ("ranges", ["20-29", "20 to 29", "1.5 – 2.5 kg", "<5-10"]),
        ("coordinates", ["48°12'N", "33.9 S", "48° 12' 30\" n", "7.5°"]),
        ("fractions or pairs", ["1/2", "120/80", "1.5 / 2", "3:1"]),
        ("numbers in two units", ["1h 20m", "5'11\"", "2 lb 3 oz", "1h20"]),
        ("numbers with other signs", ["<5", "~ 7.5", ">=100", "12*", "3.1 ± 0.2"]),
        ("numbers in brackets", ["(5)", "(1,234)"]),
        ("e-mail addresses", ["a.b@example.org"]),
        ("web addresses", ["https://example.org/a", "www.example.org"]),
        ("numbers with different units or signs", ["12 cm", "5 €", "$3", "1.234.567,5", "3kg"]),
        ("codes", ["A-001", "K123", "#ff00aa", "7b", "b3f1"]),
        ("free text", ["the quick brown fox jumps", "I think that it is fine"]),
        ("", ["red", "New York", "March", "Monday", "strongly agree", "2+"]),
    ],
)
def test_each_word_looks_like_what_it_is(look, words):
    assert [look_of([word]) for word in words] == [look] * len(words)


def test_most_of_the_words_decide():
    assert look_of(["2024-03-01"] * 8 + ["later", "unknown"]) == "dates"
    assert look_of(["2024-03-01"] * 7 + ["later", "unknown", "never"]) == ""


def test_codes_have_more_different_letters_than_there_are_units():
    assert look_of([f"{n}{unit}" for n in range(9) for unit in ("cm", "m", "in")]).startswith(
        "numb"
    )
    assert (
        look_of([f"{n}{one}{two}" for n in range(9) for one in "gxy" for two in "pqz"]) == "codes"
    )
