"""Where Python has no other processes, in a browser, a learner's file is still checked safely."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from lernmi.command_line.main import run
from lernmi.exercises import same_process, sandbox
from lernmi.exercises.ladder import LADDER
from lernmi.exercises.same_process import CUT, MOST_OUTPUT, WHILE_PRINTING, examine_here
from lernmi.exercises.sandbox import examine_apart

WITHOUT_THE_SLOPE = """
from lernmi import Link


class MyLink(Link):
    def backpropagate(self):
        sensitivity = self.output_neuron.sensitivity
        self.weight_sensitivity += sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(sensitivity * self.weight)
"""
LOOP = WITHOUT_THE_SLOPE + "        while True:\n            self.name\n"


def written(folder: Path, code: str) -> Path:
    path = folder / "07_backpropagate.py"
    path.write_text(code, encoding="utf-8")
    return path


def without_signals(work: Any) -> Any:
    """Return what `work()` returns in a thread: no signal reaches it, as in a browser."""
    results = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    return results[0]


@pytest.mark.parametrize("code", [WITHOUT_THE_SLOPE, LADDER[6].solution, "x = (", "print('hi')"])
def test_the_verdict_is_that_of_a_separate_process(code, tmp_path):
    path = written(tmp_path, code)
    assert examine_here(path, wants_moments=True) == examine_apart(path, wants_moments=True)


def test_without_processes_the_commands_look_at_the_file_here(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(sandbox, "HAS_PROCESSES", False)
    monkeypatch.setattr(sandbox.subprocess, "Popen", None)
    path = written(tmp_path, WITHOUT_THE_SLOPE)
    assert run(["check", str(path)]) == 1
    assert "the slope is left out" in capsys.readouterr().out
    assert run(["exercises", str(tmp_path)]) == 0
    assert "the slope is left out" not in capsys.readouterr().out


@pytest.mark.parametrize("catches", [False, True])
def test_a_loop_ends_where_no_signal_can_interrupt_it(catches, monkeypatch, tmp_path):
    monkeypatch.setattr(same_process, "SECONDS", 0.1)
    code = LOOP
    if catches:
        code += "            try:\n                1 / 0\n            except Exception:\n"
        code += "                pass\n"
    [result] = without_signals(lambda: examine_here(written(tmp_path, code))).results
    assert result.words == "It was stopped after 0.1 seconds: does something loop for ever?"
    assert sys.gettrace() is None


def test_code_that_prints_until_it_is_stopped_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setattr(same_process, "SECONDS", 0.1)
    path = written(tmp_path, "while True:\n    print('x' * 1000)\n")
    outcome = without_signals(lambda: examine_here(path))
    assert outcome.results[0].words == WHILE_PRINTING.format("0.1 seconds")
    assert outcome.printed.endswith(CUT)


def test_the_time_that_lernmi_takes_does_not_count(monkeypatch, tmp_path):
    # That is more than their code takes, but less than lernmi needs to look for this mistake.
    monkeypatch.setattr(same_process, "SECONDS", 0.1)
    unknown = WITHOUT_THE_SLOPE.replace("* self.weight)", "* self.weight + 0.3)")
    outcome = without_signals(lambda: examine_here(written(tmp_path, unknown)))
    assert "lernmi doesn't recognise the mistake" in outcome.results[0].words


def test_lernmi_says_when_the_code_of_the_learner_runs(tmp_path):
    turns: list[bool] = []
    path = written(tmp_path, "raise ValueError\n")
    examine_here(path, on_turn=turns.append)
    assert turns == [True, False]
    turns.clear()
    examine_here(written(tmp_path, LADDER[6].solution), on_turn=turns.append)
    assert turns == [True, False] * (len(turns) // 2) and len(turns) > 10


def test_output_is_caught_and_cut_and_nothing_can_be_typed(tmp_path, capsys):
    path = written(tmp_path, "import sys\nprint('hi \\x1b[31m', file=sys.stderr)\ninput()\n")
    before = sys.stdin
    outcome = examine_here(path)
    assert outcome.printed == "hi \\x1b[31m\n"
    assert outcome.results[0].words.startswith("Python stops: EOFError")
    flood = "for _ in range(100):\n    print('x' * 1000)\n"
    path.write_text(flood)
    assert examine_here(path).printed[MOST_OUTPUT:] == CUT
    assert sys.stdin is before
    assert capsys.readouterr() == ("", "")
