"""What `train` prints about a table before it learns it."""

from __future__ import annotations

import pytest

from lernmi.command_line.main import parser
from lernmi.command_line.setting_up import data_and_settings

NAMES = "the first line has the column names"
ROW = "the first line is one of them"


@pytest.mark.parametrize(
    ("first_line", "options", "words"),
    [
        (",x,y", [], NAMES),
        ("id,,y", [], NAMES),
        ("column1,x,y", [], NAMES),
        ("column1,column2,column3", [], NAMES),
        ("0,1,2", [], ROW),
        ("0,1,2", ["--header", "yes"], NAMES),
    ],
)
def test_the_note_about_the_first_line_is_true(tmp_path, first_line, options, words):
    path = tmp_path / "own.csv"
    rows = [f"{number},{number % 3},{number % 5}" for number in range(1, 11)]
    path.write_text("\n".join([first_line, *rows]), encoding="utf-8")
    data, _ = data_and_settings(parser().parse_args(["train", str(path), *options]))
    assert data.notes[0].startswith(f"{11 if words is ROW else 10} rows; {words}")


def test_many_columns_of_words_are_counted_and_long_words_are_cut(tmp_path):
    path = tmp_path / "own.csv"
    names = ",".join([f"q{place}" for place in range(214)])
    rows = [",".join(["agree" * (n % 2 * 9 + 1)] * 214 + ["ab"[n // 2 % 2]]) for n in range(20)]
    path.write_text("\n".join([f"{names},y", *rows]), encoding="utf-8")
    data, _ = data_and_settings(parser().parse_args(["train", str(path)]))
    assert len(data.notes) == 13
    assert data.notes[1] == "Word input: q0, 2 different: agree, agreeagreeagreeagreeagre...."
    assert data.notes[11] == "And 204 more word inputs."


def test_a_whole_number_that_is_rare_as_a_label_is_an_amount_with_the_option_for_labels(tmp_path):
    path = tmp_path / "own.csv"
    rows = [f"{n * 7 % 11},{3 if n == 5 else n % 4 + 4}" for n in range(60)]
    path.write_text("\n".join(["x,wine quality", *rows]), encoding="utf-8")
    data, _ = data_and_settings(parser().parse_args(["train", str(path)]))
    assert data.notes[-1] == (
        'To learn: wine quality, an amount (if its numbers are labels: --text "wine quality").'
    )
    options = ["train", str(path), "--text", "wine quality"]
    assert data_and_settings(parser().parse_args(options))[0].has_labels
