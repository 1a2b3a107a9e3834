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
