"""`train --seeds N` counts how often it is learned."""

from __future__ import annotations

import re
import sys

import pytest
from support.pythons import run_python


def lernmi(*arguments):
    return run_python(sys.executable, "-m", "lernmi", *arguments)


def test_the_census_says_how_many_learned_it_and_which_did_not():
    answer = lernmi("train", "xor", "--layers", "2-2-1", "--seeds", "20")
    assert answer.returncode == 0, answer.stderr
    solved = int(re.search(r"Of 20 starts, (\d+) learned it", answer.stdout)[1])
    counts = re.findall(r"^ +[\d,]+ to +[\d,]+ +(\d+)", answer.stdout, re.M)
    assert sum(map(int, counts)) == solved < 20
    [names] = re.findall(r"seeds (\d[\d, ]+)\.$", answer.stdout, re.M)
    assert len(names.split(", ")) == 20 - solved
    assert "3" in names.split(", ")
    assert all(len(line) <= 80 for line in answer.stdout.splitlines())
    assert lernmi("train", "xor", "--layers", "2-2-1", "--seeds", "20").stdout == answer.stdout


def test_a_census_begins_at_the_seed_that_is_named():
    answer = lernmi("train", "and", "--seeds", "3", "--seed", "7")
    assert "3 starts, seeds 7 to 9" in answer.stdout
    assert "Of 3 starts, 3 learned it: 100.0 %." in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plane"], "has amounts"),
        (["xor", "--patience", "3"], "leave out --validation and --patience"),
        (["xor", "--noise", "0.1"], "--noise is not for xor"),
    ],
)
def test_what_can_not_be_counted_is_said_in_one_line(arguments, words):
    answer = lernmi("train", *arguments, "--seeds", "3")
    assert answer.returncode == 2
    assert words in answer.stderr and answer.stderr.count("\n") == 1
