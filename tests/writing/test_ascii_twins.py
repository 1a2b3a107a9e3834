"""What lernmi prints reaches every stream: signs that it can't encode become ASCII twins."""

from __future__ import annotations

import sys
from io import StringIO
from unittest.mock import patch

import pytest
from support.pythons import run_python

from lernmi.writing.ascii_twins import ASCII_TWINS, TWINS, for_stdout

EXPLAINS = """
from lernmi import Network
from lernmi.inside import explain, moments

network = Network([1, 1], seed=0)
print(explain(network, ([0.5], [1]), "x1", "y1"))
for moment in moments(network, [0.5], [1], 0.5):
    print(moment)
"""


def test_every_twin_is_ascii():
    assert all(twin.isascii() and not sign.isascii() for sign, twin in TWINS.items())


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "2 × 3 − 1 → ✗ λ"),
        ("cp1252", r"2 × 3 - 1 -> x \u03bb"),
        ("cp1251", r"2 x 3 - 1 -> x \u03bb"),
        ("ascii", r"2 x 3 - 1 -> x \u03bb"),
    ],
)
def test_only_signs_that_the_stream_cant_encode_are_replaced(encoding, shown):
    text = "2 × 3 − 1 → ✗ λ"
    assert text.encode(encoding, ASCII_TWINS).decode(encoding) == shown


def test_a_stream_in_memory_or_none_at_all_gets_the_text_unchanged():
    for stream in (StringIO(), None):
        with patch.object(sys, "stdout", stream):
            assert for_stdout("2 × 3") == "2 × 3"


def test_other_codec_errors_are_raised_as_they_are():
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", ASCII_TWINS)


@pytest.mark.parametrize("encoding", ["ascii", "cp1251"])
def test_an_explanation_can_be_printed_by_a_program_of_your_own(encoding):
    answer = run_python(sys.executable, "-c", EXPLAINS, PYTHONIOENCODING=f"{encoding}:strict")
    assert answer.stderr == ""
    assert " x " in answer.stdout
    answer.stdout.encode("ascii")


@pytest.mark.parametrize("encoding", ["ascii", "cp1251"])
def test_the_command_line_prints_through_such_a_pipe(encoding):
    answer = run_python(
        sys.executable, "-m", "lernmi", "step", "--no-pause", PYTHONIOENCODING=f"{encoding}:strict"
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert " x " in answer.stdout
    assert "\\" not in answer.stdout
    answer.stdout.encode("ascii")
