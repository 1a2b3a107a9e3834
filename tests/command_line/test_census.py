"""`train --seeds N` counts how often it is learned."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from support.pythons import environment, run_python


def lernmi(*arguments):
    return run_python(sys.executable, "-m", "lernmi", *arguments)


def test_the_census_says_how_many_learned_it_and_which_did_not():
    answer = lernmi("train", "xor", "--layers", "2-2-1", "--seeds", "20")
    assert answer.returncode == 0, answer.stderr
    solved = int(re.search(r"Of 20 starts, (\d+) learned every sample", answer.stdout)[1])
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
    assert "Of 3 starts, 3 learned every sample: 100.0 %." in answer.stdout


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


def test_starts_that_diverge_are_named_apart():
    more = ["--learning-rate", "1e300", "--output-activation", "identity"]
    answer = lernmi("train", "xor", *more, "--seeds", "3")
    assert "Of 3 starts, 0 learned every sample: 0.0 %." in answer.stdout
    assert "Diverged: seeds 0, 1, 2." in answer.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process sends another")
@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_shows_what_was_found_so_far_and_leaves_no_worker_behind(times):
    command = [sys.executable, "-u", "-m", "lernmi", "train", "xor", "--layers", "2-2-1"]
    process = subprocess.Popen(
        [*command, "--seeds", "100000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    time.sleep(2)
    for _ in range(times):
        # As a terminal does: to all of them.
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.1)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert "Stopped after" in out and "learned every sample" in out
    assert "Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_of_many_samples_most_have_to_be_right():
    answer = lernmi("train", "digits", "--seeds", "2", "--epochs", "6")
    assert "Of 2 starts, 2 learned at least 95% of the samples: 100.0 %." in answer.stdout
