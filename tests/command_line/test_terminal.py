"""The width of the terminal, even if it reports none."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.pythons import ROOT, environment, pythons_at_hand

from lernmi.command_line.terminal import columns

# Prints the width, the longest wrapped line, and whether the help is as with 80 columns.
PRINT_WIDTHS = """
import os
from lernmi.command_line.main import parser
from lernmi.command_line.step import wrapped
from lernmi.command_line.terminal import columns
print(columns(), max(map(len, wrapped("word " * 99).splitlines())))
help = parser().format_help()
os.environ["COLUMNS"] = "80"
print(help == parser().format_help())
"""


@pytest.mark.parametrize(("reported", "width"), [("40", 40), ("200", 200), ("0", 80), ("", 80)])
def test_columns_returns_the_width_of_the_terminal_and_80_if_it_reports_none(
    monkeypatch, reported, width
):
    monkeypatch.setenv("COLUMNS", reported)
    assert columns() == width


@pytest.mark.parametrize("version", [pytest.param("3.10", marks=pytest.mark.slow), "this"])
def test_lines_have_80_characters_in_a_terminal_that_reports_no_size(version):
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on Windows")
    # Only from Python 3.11 on, Python itself takes 80.
    python = sys.executable if version == "this" else pythons_at_hand().get(version)
    if python is None:
        pytest.skip(f"there is no Python {version}")
    inner, outer = pty.openpty()
    assert os.get_terminal_size(outer) == (0, 0)
    without = {name: text for name, text in environment().items() if name != "COLUMNS"}
    # The program prints into the terminal, and asks that terminal for its size.
    answer = subprocess.run(
        [python, "-c", PRINT_WIDTHS],
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


def test_only_one_module_asks_the_terminal_for_its_size():
    asking = [
        path.name
        for path in (ROOT / "lernmi").rglob("*.py")
        if "get_terminal_size" in path.read_text(encoding="utf-8")
    ]
    assert asking == ["terminal.py"]
