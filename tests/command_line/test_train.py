"""`python -m lernmi train`, as a person types it: every test runs the real command."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from support.pythons import ROOT, environment, run_python

from lernmi.command_line.main import run
from lernmi.command_line.tasks import TASKS, Task, gate


def lernmi(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return run_python(sys.executable, "-m", "lernmi", *arguments, **more)


def assert_refused(answer: subprocess.CompletedProcess[str], mentions: str) -> None:
    """Check that a command ended with exit code 2 and one line, no more."""
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1, answer.stderr
    assert answer.stderr.startswith("lernmi: ")
    assert re.search(mentions, answer.stderr), answer.stderr
    assert len(answer.stderr) < 400


def test_the_digits_are_read_at_94_percent_or_better_within_a_minute():
    started = time.monotonic()
    answer = lernmi("train", "digits")
    assert time.monotonic() - started < 60
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    said = re.search(r"Of 360 digits .* reads (\d+) right: ([\d.]+) %", answer.stdout)
    assert said, answer.stdout
    assert float(said[2]) == round(100 * int(said[1]) / 360, 1) >= 94
    mistaken = re.findall(r"an? (\d) read as (\d): (once|twice|(\d+) times)", answer.stdout)
    counts = {"once": 1, "twice": 2}
    wrong = 0
    for truth, guess, often, number in mistaken:
        assert truth != guess
        wrong += counts.get(often) or int(number)
    assert wrong == 360 - int(said[1])
    assert len(re.findall(r"^epoch +\d+ of 10: error", answer.stdout, re.MULTILINE)) == 10
    assert answer.stdout.count("read as") == len(mistaken) + 8
    assert "\r" not in answer.stdout
    assert "\x1b" not in answer.stdout
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80


@pytest.mark.parametrize("gate", [name for name in TASKS if name != "digits"])
def test_every_logic_function_is_learned_with_the_settings_that_it_comes_with(gate):
    answer = lernmi("train", gate)
    assert answer.returncode == 0, answer.stderr
    assert "learned." in answer.stdout
    assert "wrong" not in answer.stdout
    rows = re.findall(r"^([01 ]+) -> ([01]): ([\d.]+)$", answer.stdout, re.MULTILINE)
    assert len(rows) == 2 ** len(rows[0][0].split())
    for _, expected, output in rows:
        assert abs(float(output) - int(expected)) < 0.5


def test_the_same_seed_says_the_same_and_another_seed_something_else():
    same = [lernmi("train", "xor", "--epochs", "50", "--seed", "4").stdout for _ in range(2)]
    other = lernmi("train", "xor", "--epochs", "50", "--seed", "5").stdout
    assert same[0] == same[1]
    assert same[0] != other


def test_names_may_be_typed_in_capitals():
    assert lernmi("train", "NOT").stdout == lernmi("train", "not").stdout


def test_digits_that_were_not_learned_come_with_advice():
    answer = lernmi("train", "digits", "--epochs", "1", "--learning-rate", "0.0001")
    assert "Try more epochs, or a learning rate" in answer.stdout


def test_options_are_used_and_said():
    answer = lernmi(
        *["train", "xor", "--layers", "2-5-3-1", "--learning-rate", "0.25", "--epochs", "7"],
        *["--batch-size", "2", "--seed", "9"],
    )
    assert answer.returncode == 0
    assert "Network 2-5-3-1: 37 Links" in answer.stdout
    assert "Learning rate 0.25, 7 epochs, batch size 2, seed 9." in answer.stdout
    assert "epoch 7 of 7" in answer.stdout


def test_a_network_that_did_not_learn_is_called_what_it_is():
    answer = lernmi("train", "xor", "--layers", "2-1")
    assert answer.returncode == 0
    assert "<- wrong" in answer.stdout
    assert "of 4 rows are right" in answer.stdout


@pytest.mark.parametrize(
    "arguments, mentions",
    [
        (["trian"], "trian.*lernmi --help"),
        (["train"], "WHAT.*train --help"),
        (["train", "cats"], "cats.*digits.*train --help"),
        (["train", "xor", "--layers", "two"], "--layers.*64-30-10.*'two'"),
        (["train", "xor", "--layers", "2-0-1"], "--layers.*at least 1.*'2-0-1'"),
        (["train", "xor", "--layers", "3-1"], "--layers.*begin with 2 and end with 1"),
        (["train", "xor", "--layers", "2"], "--layers.*begin with 2 and end with 1"),
        (["train", "xor", "--learning-rate", "fast"], "--learning-rate.*above 0.*'fast'"),
        (["train", "xor", "--learning-rate", "0"], "--learning-rate.*above 0"),
        (["train", "xor", "--learning-rate", "nan"], "--learning-rate.*'nan'"),
        (["train", "xor", "--learning-rate", "inf"], "--learning-rate.*'inf'"),
        (["train", "xor", "--learning-rate=-1"], "--learning-rate.*above 0"),
        (["train", "xor", "--epochs", "0"], "--epochs.*at least 1"),
        (["train", "xor", "--epochs", "1.5"], "--epochs.*whole number.*'1.5'"),
        (["train", "xor", "--batch-size", "0"], "--batch-size.*at least 1"),
        (["train", "xor", "--seed", "-1"], "--seed"),
        (["train", "xor", "--seed=-1"], "--seed.*at least 0.*'-1'"),
        (["train", "xor", "--speed", "9"], "no --speed 9.*train --help"),
        (["train", "xor", "--epoch", "9"], "no --epoch 9.*train --help"),
        (["train", "xor", "--epochs", "9" * 5000], "--epochs.*999"),
        (["--speed"], "no --speed.*lernmi --help"),
    ],
)
def test_what_does_not_fit_is_one_clear_line_and_exit_code_2(arguments, mentions):
    assert_refused(lernmi(*arguments), mentions)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["train", "--help"]])
def test_help_teaches_and_survives_a_windows_console(arguments):
    answer = lernmi(*arguments, PYTHONIOENCODING="cp1252")
    assert answer.returncode == 0
    assert "python3 -m lernmi train digits" in answer.stdout
    answer.stdout.encode("ascii")
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80
    if "train" in arguments:
        for name in TASKS:
            assert name in answer.stdout
        assert "learning rate x weight sensitivity" in answer.stdout


def test_only_the_verbs_that_exist_are_shown():
    verbs = re.findall(r"^    (\w+) ", lernmi("--help").stdout, re.MULTILINE)
    assert verbs == ["train"]


def test_the_version_is_said():
    assert re.fullmatch(r"lernmi \d+\.\d+\.\d+\n", lernmi("--version").stdout)


def test_all_output_survives_a_pipe_in_cp1252():
    answer = lernmi("train", "digits", "--epochs", "1", PYTHONIOENCODING="cp1252:strict")
    assert answer.returncode == 0, answer.stderr
    answer.stdout.encode("ascii")


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "lernmi", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process sends another")
def test_ctrl_c_ends_with_what_was_learned_so_far():
    process = started("train", "digits", "--epochs", "1000")
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("epoch"):
                break
        process.send_signal(signal.SIGINT)
        answer, complaints = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert complaints == ""
    assert process.returncode == 130
    assert "Stopped after 1 whole epoch" in answer or "Stopped after 2 whole epochs" in answer
    assert "digits that it never saw" in answer


@pytest.mark.skipif(os.name == "nt", reason="`head` and its kind are not on Windows")
def test_a_reader_that_has_seen_enough_is_no_error():
    with started("train", "digits", "--epochs", "1") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
def test_without_any_standard_output_it_still_trains():
    command = f"{sys.executable} -m lernmi train not >&-"
    answer = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
    )
    assert answer.stderr == ""
    assert answer.returncode == 0


def test_training_that_diverges_is_one_clear_line(monkeypatch, capsys):
    # None of the tasks diverges, whatever the learning rate: sigmoid's slope goes to 0 first.
    weights = iter([0.0, 2.0, -2.0])
    samples = [([1.7e308, 1.7e308], [0.0])]
    huge = Task("too large", gate(samples), [], 1.0, 3, lambda *_: next(weights))
    monkeypatch.setitem(TASKS, "huge", huge)
    assert run(["train", "huge"]) == 2
    said = capsys.readouterr().err
    assert re.fullmatch(
        r"lernmi: training diverged in epoch 1: .* smaller learning rate .*\n", said
    )


def in_a_terminal(*arguments: str, **more: str) -> str:
    """Run the command in a real pseudo-terminal and return all that it wrote there."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on Windows")
    inner, outer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "lernmi", *arguments],
        stdin=outer,
        stdout=outer,
        stderr=outer,
        env=environment(**{"TERM": "xterm", **more}),
        close_fds=True,
    )
    os.close(outer)
    written = b""
    while True:
        try:
            part = os.read(inner, 65536)
        except OSError:  # the other end was closed
            part = b""
        if not part:
            break
        written += part
    os.close(inner)
    assert process.wait(timeout=60) == 0, written
    return written.decode()


def test_in_a_terminal_the_last_line_lives_and_leaves_nothing_behind(tmp_path):
    # A `rich` that can't be imported, put before the real one, if there is any.
    (tmp_path / "rich.py").write_text("raise ImportError('not installed')\n")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    written = in_a_terminal("train", "digits", "--epochs", "2", PYTHONPATH=path)
    live = re.findall(r"\repoch 1/2, ([\d,]+)/1,437: error [\d.]+, right", written)
    assert len(live) >= 3
    assert "s left" in written
    assert "\x1b" not in written
    # What stays on the screen: after each carriage return the line is written over.
    for line in written.replace("\r\n", "\n").split("\n"):
        assert "s left" not in line.split("\r")[-1]


def test_in_a_narrow_terminal_every_picture_still_stands_upright():
    written = in_a_terminal("train", "digits", "--epochs", "1", COLUMNS="40", TERM="dumb")
    drawn = [line for line in written.splitlines() if "@@" in line]
    assert drawn
    assert max(len(line) for line in drawn) <= 40


def test_in_a_terminal_with_rich_there_is_a_bar_and_the_same_lines_stay():
    pytest.importorskip("rich", reason="rich is not installed: pip install rich")
    written = in_a_terminal("train", "digits", "--epochs", "2", COLUMNS="120")
    assert "\x1b[" in written
    assert re.search(r"epoch 1/2, [\d,]+/1,437: error", written)
    assert re.search(r"epoch 2 of 2: error [\d.]+, right [\d.]+ %", written)
    assert "digits that it never saw" in written
