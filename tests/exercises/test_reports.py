"""A verdict is narrow, says what matters first, and can't control a terminal."""

from __future__ import annotations

import pytest

from lernmi.exercises.reports import WIDTH, report


@pytest.mark.parametrize(
    "place", ["", "mine.py:5", "a_file_with_a_very_long_name_for_a_file.py:12"]
)
@pytest.mark.parametrize("words", ["it is wrong.", "word " * 40])
def test_no_line_is_wider_than_a_terminal_and_the_words_come_first(words, place):
    rows = [("Where", "there " * 30), ("Yours", "a = 1\n  = 2")]
    lines = report("wrong", "Exercise 7", words, place, rows)
    assert max([len(line) for line in lines]) <= WIDTH
    assert lines[0].startswith("✗ Exercise 7: ")
    assert place in "\n".join(lines)
    # "=" stays below "=".
    assert lines[-2:] == ["  Yours     a = 1", "              = 2"]


def test_nothing_in_a_verdict_reaches_the_terminal_raw():
    text = "red\x1b[31m\u202e"
    lines = report("wrong", text, text, text, [(text, f"{text}\n{text}")])
    assert len(lines) >= 3 and all(line.isprintable() for line in lines)


def test_a_right_verdict_is_one_line():
    assert report("right", "Exercise 7", "Right.") == ["✓ Exercise 7 is right."]
    assert report("right", "mine", "It is right, too.") == ["✓ mine: it is right, too."]
    assert report("right", "", "Your number is right.") == ["Your number is right."]


def test_a_sentence_goes_on_with_a_small_letter_after_the_title():
    assert report("wrong", "Exercise 1", "Your number is rounded; write all decimals.") == [
        "✗ Exercise 1: your number is rounded; write all decimals."
    ]
    assert report("wrong", "A", "Python stops: KeyError.") == ["✗ A: Python stops: KeyError."]


def test_a_name_at_the_end_of_the_title_is_not_repeated():
    words = "slope returns nothing."
    assert report("wrong", "Exercise 4, slope", words) == ["✗ Exercise 4, slope returns nothing."]
    assert report("wrong", "Exercise 4", words) == ["✗ Exercise 4: slope returns nothing."]
