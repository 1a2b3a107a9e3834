"""A real process prints the same as the command line in the tests' own process."""

from __future__ import annotations

import re
import sys

import pytest
from support.command_line import lernmi
from support.pythons import run_python


@pytest.mark.parametrize(
    "words",
    [
        ["step", "xor", "--no-pause"],
        ["train", "xor", "--epochs", "20", "--save", "xor.json"],
        ["exercises", "mine"],
        ["check", "numbers.csv"],
        ["predict", "and.json", "--inputs", "1", "0"],
        ["show", "mazur"],
        ["--help"],
        ["show", "nothing"],
    ],
    ids=" ".join,
)
def test_a_real_process_prints_what_the_command_line_prints_in_this_process(words, tmp_path):
    answers = []
    for place in (tmp_path / "here", tmp_path / "apart"):
        place.mkdir()
        (place / "numbers.csv").write_text("homework,mazur\nh1 output,0.6\n", encoding="utf-8")
        lernmi("train", "and", "--epochs", "2", "--save", "and.json", cwd=place)
    answers.append(lernmi(*words, cwd=tmp_path / "here"))
    answers.append(run_python(sys.executable, "-m", "lernmi", *words, cwd=tmp_path / "apart"))
    # On Windows a real process says `py` (see conftest.py).
    here, apart = [
        (each.returncode, re.sub(r"\bpy -m", "python3 -m", each.stdout), each.stderr)
        for each in answers
    ]
    assert here == apart
