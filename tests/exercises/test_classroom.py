"""lernmi writes the exercises' files whole, overwrites nobody's work, and knows untouched files."""

from __future__ import annotations

import pytest
from support.pythons import ROOT

from lernmi.exercises.classroom import UNTOUCHED_IN_0_1_0, is_untouched, put_files
from lernmi.exercises.ladder import LADDER

# Files that lernmi 0.1.0 wrote. A learner has written into four of them.
OLD = ROOT / "tests" / "golden" / "pack" / "my_exercises"
BEGUN = (1, 2, 3, 7)


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


def test_a_folder_name_that_is_not_utf_8_is_refused_and_not_made(tmp_path):
    with pytest.raises(ValueError, match=r"mine\\udcff' can't be written as UTF-8 text"):
        put_files(tmp_path / "new" / "mine\udcff")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_untouched_until_somebody_writes_into_it(tmp_path):
    for path, exercise in zip(put_files(tmp_path), LADDER, strict=True):
        assert is_untouched(path, exercise)
        path.write_text(path.read_text(encoding="utf-8") + "x = 1\n", encoding="utf-8")
        assert not is_untouched(path, exercise)


@pytest.mark.parametrize("exercise", LADDER, ids=lambda exercise: exercise.name)
def test_a_file_of_lernmi_0_1_0_is_untouched_until_somebody_writes_into_it(exercise, tmp_path):
    old = OLD / exercise.file
    assert is_untouched(old, exercise) == (exercise.number not in BEGUN)
    if exercise.number not in BEGUN:
        path = tmp_path / exercise.file
        path.write_text(old.read_text(encoding="utf-8") + "x = 1\n", encoding="utf-8")
        assert not is_untouched(path, exercise)


def test_every_exercise_has_the_digest_of_its_old_file():
    assert list(UNTOUCHED_IN_0_1_0) == [exercise.number for exercise in LADDER]
    assert len(set(UNTOUCHED_IN_0_1_0.values())) == len(LADDER)
