"""Type checkers, and so editors, know the types of lernmi.

In `typed_programs/`, the comment after a line is what a type checker should say about it.
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
# Without lernmi's own settings, but with the Python and the libraries of this test.
MYPY = [
    *("mypy", "--strict", "--config-file=", "--cache-dir=/dev/null", "--follow-imports=silent"),
    *("--hide-error-context", "--no-color-output", "--no-error-summary"),
]
PYRIGHT = ["pyright", "--outputjson", "--pythonpath", sys.executable]


def messages_of_mypy(program: Path) -> list[tuple[int, str]]:
    """Return the line and the text of each message of mypy about a program."""
    lines = re.findall(r":(\d+): (?:error|note): (.*)", output_of([*MYPY, str(program)]))
    return [(int(line), text) for line, text in lines]


def messages_of_pyright(program: Path) -> list[tuple[int, str]]:
    """Return the line and the text of each message of pyright about a program."""
    found = json.loads(output_of([*PYRIGHT, str(program)]))["generalDiagnostics"]
    return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]


def output_of(command: list[str]) -> str:
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
    """Return the comments at the ends of a program's lines, by line number."""
    lines = enumerate(program.read_text(encoding="utf-8").splitlines(), start=1)
    return {number: line.split("  # ")[1] for number, line in lines if "  # " in line}


both = pytest.mark.parametrize("messages_about", [messages_of_mypy, messages_of_pyright])


@both
def test_a_type_checker_knows_the_type_of_what_lernmi_returns(messages_about):
    program = PROGRAMS / "right.py"
    revealed = {}
    for line, text in messages_about(program):
        # Every message answers a reveal_type, so there are no errors.
        [kind] = re.findall(r'^(?:Revealed type|Type of ".*") is "(.*)"$', text) or [text]
        # Without module names, such as lernmi.network or builtins.
        revealed[line] = re.sub(r"(\w+\.)+(?=\w)", "", kind)
    assert revealed == comments_in(program)


@both
def test_a_type_checker_finds_wrong_attributes_and_arguments(messages_about):
    program = PROGRAMS / "wrong.py"
    messages = {}
    for line, text in messages_about(program):
        messages[line] = messages.get(line, "") + text
    comments = comments_in(program)
    assert messages.keys() == comments.keys()
    for line, words in comments.items():
        assert words in messages[line]
