"""How wide the terminal is, also where it doesn't say."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.pythons import ROOT, environment, pythons_at_hand

from lernmi.command_line.terminal import columns

# How wide lines are, and whether a help is as with 80 columns.
SAY_WIDTHS = """
import os
from lernmi.command_line.main import parser
from lernmi.command_line.step import wrapped
from lernmi.command_line.terminal import columns
print(columns(), max(map(len, wrapped("word " * 99).splitlines())))
help = parser().format_help()
os.environ["COLUMNS"] = "80"
print(help == parser().format_help())
"""


@pytest.mark.parametrize(("said", "width"), [("40", 40), ("200", 200), ("0", 80), ("", 80)])
def test_columns_says_how_wide_the_terminal_is_and_80_where_none_is_said(monkeypatch, said, width):
    monkeypatch.setenv("COLUMNS", said)
    assert columns() == width


@pytest.mark.parametrize("version", ["3.10", "this"])
def test_in_a_terminal_that_reports_no_size_lines_have_80_characters(version):
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on Windows")
    # Only from Python 3.11 on it is Python itself that takes 80 for it.
    python = sys.executable if version == "this" else pythons_at_hand().get(version)
    if python is None:
        pytest.skip(f"there is no Python {version}")
    inner, outer = pty.openpty()
    assert os.get_terminal_size(outer) == (0, 0)
    without = {name: text for name, text in environment().items() if name != "COLUMNS"}
    # Its answer goes through the terminal, by whose size it goes.
    answer = subprocess.run(
        [python, "-c", SAY_WIDTHS],
        stdin=outer,
        stdout=outer,
        stderr=outer,
        env=without,
        timeout=60,
    )
    os.close(outer)
    shown = os.read(inner, 65536).decode()
    os.close(inner)
    assert answer.returncode == 0, shown
    assert shown.split() == ["80", "79", "True"]


def test_nothing_else_asks_a_terminal_for_its_size():
    asking = [
        path.name
        for path in (ROOT / "lernmi").rglob("*.py")
        if "get_terminal_size" in path.read_text(encoding="utf-8")
    ]
    assert asking == ["terminal.py"]
