"""A learner's file can loop, flood, swallow memory or leave: it is said calmly, within seconds."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from lernmi.exercises.sandbox import MOST_OUTPUT, examine_apart

RIGHT = """
from lernmi import Link


class MyLink(Link):
    def backpropagate(self):
        output_sensitivity = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += output_sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(output_sensitivity * self.weight)
"""


def outcome(folder: Path, code: str, seconds: float = 20):
    path = folder / "07_backpropagate.py"
    path.write_text(code, encoding="utf-8")
    return examine_apart(path, seconds)


def words(folder: Path, code: str, seconds: float = 20) -> str:
    [result] = outcome(folder, code, seconds).results
    assert result.state == "wrong"
    return result.words


def test_a_right_file_is_right_and_what_it_prints_is_kept(tmp_path):
    found = outcome(tmp_path, RIGHT + "print('hello \\x1b[31m')\n")
    assert found.is_right
    assert found.printed == "hello \\x1b[31m\n"


def test_a_loop_for_ever_is_stopped(tmp_path):
    code = RIGHT.replace("output_sensitivity = ", "while True: pass\n        output_sensitivity = ")
    started = time.monotonic()
    assert "stopped after 2 seconds: does something loop for ever?" in words(tmp_path, code, 2)
    assert time.monotonic() - started < 20


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_too_much_memory_is_refused(tmp_path):
    assert "MB of memory" in words(tmp_path, "x = 'a' * 10**10") or "MemoryError" in words(
        tmp_path, "x = 'a' * 10**10"
    )


def test_a_flood_of_text_is_cut(tmp_path):
    found = outcome(tmp_path, RIGHT + "for _ in range(100_000): print('flood ' * 10)\n")
    assert found.is_right
    assert len(found.printed) <= MOST_OUTPUT


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os._exit(3)", "ended by itself before it could be looked at (exit code 3)"),
        ("exit()", "It calls exit(), which ends it at once."),
        ("def f(:\n    pass", "Python stops: SyntaxError"),
        (
            "1 / 0",
            "Python stops: ZeroDivisionError: division by zero; in line 1 of 07_backpropagate",
        ),
        ("", "there is no MyLink in it: something has to bear that name"),
        ("MyLink = 5", "should be a Link, Neuron or Network class"),
        (
            RIGHT.replace("self.weight)", "self.wait)"),
            "Python stops: AttributeError: 'MyLink' object has no attribute 'wait'; in line 9 of "
            "07_backpropagate.py: self.input_neuron.receive_sensitivity(output_sensitivity * "
            "self.wait)",
        ),
        (
            RIGHT.replace("+= output_sensitivity *", "= float('nan') *"),
            "Your weight sensitivity of b1->y1 is nan; the right one is 0.1050202.",
        ),
        ("import sys; sys.setrecursionlimit(10**6)\ndef f(): f()\nf()", ""),
        ("print(open('/etc/hostname', 'w'))" if os.name == "none" else "x = [", "SyntaxError"),
    ],
)
def test_whatever_goes_wrong_is_said_in_words(code, said, tmp_path):
    assert said in words(tmp_path, code)


@pytest.mark.parametrize(
    "code", ["for x in (1,2)", "a = x if x", "import x y", "f(1,2", "a = [1,2", "return x or"]
)
def test_only_a_sum_as_on_paper_is_answered_as_one(code, tmp_path):
    said = words(tmp_path, code)
    assert "times is written" not in said and "one number" not in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups")
def test_what_it_has_started_goes_with_it(tmp_path):
    mark = tmp_path / "alive"
    child = f"import time, pathlib; time.sleep(3); pathlib.Path({str(mark)!r}).write_text('x')"
    code = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n"
    assert outcome(tmp_path, code + RIGHT).is_right
    time.sleep(4)
    assert not mark.exists()


def test_it_knows_nothing_of_the_environment_of_whoever_checks(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET", "do not tell")
    code = "import os\nprint(os.environ.get('SECRET'), os.path.expanduser('~') == os.getcwd())\n"
    assert outcome(tmp_path, code + RIGHT).printed == "None True\n"
