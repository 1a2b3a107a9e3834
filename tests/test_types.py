"""What type checkers, and so editors, make of a program that uses lernmi.

Behind each line of the programs in `typed_programs/` stands what a type checker should say of it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.pythons import ROOT

PROGRAMS = Path(__file__).parent / "typed_programs"
# With nothing of lernmi's own settings; Python and the libraries are those of this test.
MYPY = [
    *("mypy", "--strict", "--config-file=", "--cache-dir=/dev/null", "--follow-imports=silent"),
    *("--hide-error-context", "--no-color-output", "--no-error-summary"),
]
PYRIGHT = ["pyright", "--outputjson", "--pythonpath", sys.executable]


def said_by_mypy(program: Path) -> list[tuple[int, str]]:
    """Return the line and the text of each of mypy's messages about a program."""
    lines = re.findall(r":(\d+): (?:error|note): (.*)", printed_by([*MYPY, str(program)]))
    return [(int(line), text) for line, text in lines]


def said_by_pyright(program: Path) -> list[tuple[int, str]]:
    """Return the line and the text of each of pyright's messages about a program."""
    found = json.loads(printed_by([*PYRIGHT, str(program)]))["generalDiagnostics"]
    return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]


def printed_by(command: list[str]) -> str:
    """Return what a type checker prints; skip the test if it is not installed."""
    if importlib.util.find_spec(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    places = {name: str(ROOT) for name in ("MYPYPATH", "PYTHONPATH")}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        capture_output=True,
        text=True,
        env={**os.environ, **places},
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def comments_in(program: Path) -> dict[int, str]:
    """Return what stands behind the lines of a program, by their numbers."""
    lines = enumerate(program.read_text(encoding="utf-8").splitlines(), start=1)
    return {number: line.split("  # ")[1] for number, line in lines if "  # " in line}


both = pytest.mark.parametrize("said_about", [said_by_mypy, said_by_pyright])


@both
def test_a_type_checker_knows_the_type_of_what_lernmi_returns(said_about):
    program = PROGRAMS / "right.py"
    revealed = {}
    for line, text in said_about(program):
        # Each message is the answer to a reveal_type, so nothing is wrong.
        [kind] = re.findall(r'^(?:Revealed type|Type of ".*") is "(.*)"$', text) or [text]
        # Without the modules, such as lernmi.network or builtins.
        revealed[line] = re.sub(r"(\w+\.)+(?=\w)", "", kind)
    assert revealed == comments_in(program)


@both
def test_a_type_checker_finds_wrong_attributes_and_arguments(said_about):
    program = PROGRAMS / "wrong.py"
    messages = {}
    for line, text in said_about(program):
        messages[line] = messages.get(line, "") + text
    comments = comments_in(program)
    assert messages.keys() == comments.keys()
    for line, words in comments.items():
        assert words in messages[line]
