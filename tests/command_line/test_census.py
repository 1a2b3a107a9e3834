"""`train --seeds N` counts how many starts succeed."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from support.pythons import environment, run_python

from lernmi import Network
from lernmi.command_line.census import attempt
from lernmi.command_line.main import parser, run
from lernmi.command_line.setting_up import data_and_settings
from lernmi.functions import uniform

PROGRESS = re.compile(r"^  \d+ of 10 starts\n", re.MULTILINE)


def lernmi(*arguments):
    return run_python(sys.executable, "-m", "lernmi", *arguments)


def test_the_census_prints_how_many_starts_succeeded_and_which_failed():
    answer = lernmi("train", "xor", "--layers", "2-2-1", "--seeds", "10")
    assert answer.returncode == 0, answer.stderr
    solved = int(re.search(r"^(\d+) of 10 starts learned every sample", answer.stdout, re.M)[1])
    counts = re.findall(r"^ +[\d,]+ to +[\d,]+ +(\d+)", answer.stdout, re.M)
    assert sum(map(int, counts)) == solved < 10
    [names] = re.findall(r"seeds (\d[\d, ]+)\.$", answer.stdout, re.M)
    assert len(names.split(", ")) == 10 - solved
    assert "3" in names.split(", ")
    assert all(len(line) <= 80 for line in answer.stdout.splitlines())
    again = lernmi("train", "xor", "--layers", "2-2-1", "--seeds", "10").stdout
    # On a slow machine, it also says from time to time how many are done.
    assert PROGRESS.sub("", again) == PROGRESS.sub("", answer.stdout)


def test_a_census_begins_at_the_seed_that_is_named():
    answer = lernmi("train", "and", "--seeds", "3", "--seed", "7")
    assert "Seeds 7 to 9." in answer.stdout
    assert "3 of 3 starts learned every sample: 100.0 %." in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plane"], "has amounts"),
        (["xor", "--patience", "3"], "leave out --validation and --patience"),
        (["xor", "--noise", "0.1"], "--noise has no effect on xor"),
    ],
)
def test_a_census_that_cannot_be_counted_is_refused_in_one_line(arguments, words):
    answer = lernmi("train", *arguments, "--seeds", "3")
    assert answer.returncode == 2
    assert words in answer.stderr and answer.stderr.count("\n") == 1


def test_starts_that_diverge_are_listed_separately():
    more = ["--learning-rate", "1e300", "--output-activation", "identity"]
    answer = lernmi("train", "xor", *more, "--seeds", "3")
    assert "0 of 3 starts learned every sample: 0.0 %." in answer.stdout
    assert "Diverged: seeds 0, 1, 2." in answer.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process sends another")
# How Linux and macOS start workers. (Python 3.14 chooses "forkserver" on Linux.)
@pytest.mark.parametrize(
    ("times", "method"),
    [
        (2, "fork"),
        pytest.param(2, "forkserver", marks=pytest.mark.slow),
        pytest.param(1, "spawn", marks=pytest.mark.slow),
    ],
)
def test_ctrl_c_shows_what_was_found_so_far_and_leaves_no_worker_behind(times, method):
    program = (
        f"import multiprocessing, sys; multiprocessing.set_start_method({method!r}); "
        "from lernmi.command_line.main import run; sys.exit(run())"
    )
    command = [sys.executable, "-u", "-c", program, "train", "xor", "--layers", "2-2-1"]
    with subprocess.Popen(
        [*command, "--seeds", "100000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith("Seeds 0 to"):
                    break
            # By then some attempts are running, which makes it harder.
            time.sleep(0.5)
            for _ in range(times):
                # A terminal sends it to all processes.
                os.killpg(process.pid, signal.SIGINT)
                time.sleep(0.001)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130, err
    assert "Stopped after" in out and "learned every sample" in out
    assert err == ""
    assert is_gone(process.pid)


def is_gone(group: int) -> bool:
    """Return whether no process of a group is left within some seconds.

    Python's own helpers (3.14 forks workers from a server) end a moment after lernmi.
    """
    for _ in range(500):
        try:
            os.killpg(group, 0)
        # macOS gives no permission for a process that has ended.
        except (ProcessLookupError, PermissionError):
            return True
        time.sleep(0.01)
    return False


class PressedStream(io.StringIO):
    """Standard output that presses Ctrl-C twice whenever certain words are written to it."""

    words = "Seeds"

    def write(self, text):
        if self.words in text:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


@pytest.mark.parametrize("processors", [1, 2])
@pytest.mark.parametrize(
    ("words", "answer"),
    [("Seeds", "Stopped after 0 of 3 starts:"), ("of 3 starts learned", "3 of 3 starts learned")],
)
def test_ctrl_c_at_any_other_moment_shows_what_was_found_so_far(
    monkeypatch, processors, words, answer
):
    stream = PressedStream()
    stream.words = words
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert run(["train", "and", "--seeds", "3"]) == 130
    assert answer in stream.getvalue()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_there_are_no_more_workers_than_windows_allows(monkeypatch):
    counts = []

    def no_pool(count):
        counts.append(count)
        return None, None

    monkeypatch.setattr(os, "cpu_count", lambda: 1000)
    monkeypatch.setattr("lernmi.command_line.census.new_pool", no_pool)
    assert run(["train", "and", "--epochs", "1", "--seeds", "100"]) == 0
    assert counts == [61]


def test_a_stopped_attempt_learns_no_further():
    options = parser().parse_args(["train", "digits", "--epochs", "1000", "--engine", "links"])
    wanted = {name: value for name, value in vars(options).items() if name not in ("run", "parser")}
    asked = []

    def is_stopped():
        asked.append(True)
        return len(asked) == 3

    with pytest.raises(KeyboardInterrupt):
        attempt(wanted, 0, is_stopped)
    assert len(asked) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "lacking",
    [
        # This is the only way to take these away from Python.
        "import sys; sys.modules['_multiprocessing'] = None",
        'import threading\ndef start(self): raise RuntimeError("can\'t start new thread")\n'
        "threading.Thread.start = start",
    ],
    ids=["processes", "threads"],
)
def test_without_processes_or_threads_the_starts_are_tried_one_by_one(lacking):
    command = ["train", "xor", "--layers", "2-2-1", "--epochs", "100", "--seeds", "5"]
    code = f"{lacking}\nfrom lernmi.command_line.main import run\nraise SystemExit(run({command}))"
    answer = run_python(sys.executable, "-c", code)
    assert (answer.stderr, answer.returncode) == ("", 0)
    assert answer.stdout == lernmi(*command).stdout


def test_95_percent_of_many_samples_are_enough():
    answer = lernmi("train", "gauss", "--seeds", "2", "--epochs", "20")
    assert "2 of 2 starts learned at least 95% of the samples: 100.0 %." in answer.stdout


def test_initial_weights_can_be_uniform_between_two_numbers():
    options = parser("train").parse_args(
        ["train", "xor", "--initial-weights", "uniform(-1,1)", "--seed", "5"]
    )
    _, settings = data_and_settings(options)
    wanted = Network([2, 4, 1], initial_weights=uniform(-1, 1), seed=5)
    assert settings.network.weights == wanted.weights
    # A census sends the options to other processes.
    assert attempt(vars(options), 5).seed == 5


@pytest.mark.parametrize("text", ["uniform(1, -1)", "uniform(0, nan)", "uniform", "hee"])
def test_initial_weights_that_do_not_exist_are_refused_with_an_example(text, capsys):
    with pytest.raises(SystemExit, match="2"):
        run(["train", "xor", "--initial-weights", text])
    assert 'glorot, he, zeros, or two numbers such as "uniform(-1, 1)"' in capsys.readouterr().err
