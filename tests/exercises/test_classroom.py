"""The files of the exercises come into a learner's folder whole, and over nobody's work."""

from __future__ import annotations

import pytest

from lernmi.exercises.classroom import put_files
from lernmi.exercises.ladder import LADDER


def test_an_empty_file_gets_its_task_and_no_other_file_is_touched(tmp_path):
    whole = {path: path.read_bytes() for path in put_files(tmp_path)}
    first, second, third, *_ = whole
    first.write_bytes(b"")
    second.write_bytes(b"\n")
    third.unlink()
    assert put_files(tmp_path) == [first, third]
    assert {path: path.read_bytes() for path in whole} == {**whole, second: b"\n"}


def test_an_empty_file_under_another_name_gets_the_task_and_keeps_its_name(tmp_path):
    mine = tmp_path / "03_my_name.py"
    mine.touch()
    assert len(put_files(tmp_path)) == len(LADDER)
    assert LADDER[2].task.split('"""')[2] in mine.read_text(encoding="utf-8")
    assert not (tmp_path / LADDER[2].file).exists()


def test_a_folder_whose_name_no_task_can_hold_is_refused_and_not_made(tmp_path):
    with pytest.raises(ValueError, match=r"mine\\udcff' can't be written as UTF-8 text: choose"):
        put_files(tmp_path / "new" / "mine\udcff")
    assert list(tmp_path.iterdir()) == []
