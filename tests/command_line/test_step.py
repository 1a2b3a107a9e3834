"""`python -m lernmi step`, as a person types it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

import pytest
from support.command_line import lernmi
from support.published import findings_of
from support.pythons import environment

from lernmi.command_line.terminal import command
from lernmi.data.published import PUBLISHED


def step(*arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return lernmi("step", *arguments, typed=typed, **more)


def numbers_of(answer):
    """Return the numbers of the moments that were shown, in order."""
    return [int(number) for number in re.findall(r"^(\d+)\. ", answer.stdout, re.MULTILINE)]


def test_without_a_pause_the_whole_published_step_is_printed():
    answer = step("--no-pause")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    assert numbers_of(answer) == list(range(1, 44))
    assert "y1's total input  0.6 + 0.5932700 × 0.4 = 0.8373080" in answer.stdout
    assert "new weight  0.4 - 0.5 × 0.0821670 = 0.3589165" in answer.stdout
    assert "The error over all outputs was 0.2983711." in answer.stdout
    assert "With the new weights it is 0.2804714." in answer.stdout
    assert "[link.py:" in answer.stdout
    answer.stdout.encode("cp1252")
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80
    assert "\x1b" not in answer.stdout


@pytest.mark.parametrize("gate", ["not", "and", "or", "nand", "xor"])
def test_gates_can_be_stepped_through_too(gate):
    answer = step(gate, "--no-pause", PYTHONIOENCODING="cp1252")
    assert answer.returncode == 0, answer.stderr
    assert f"{gate}: one learning step of a " in answer.stdout
    before, after = re.findall(
        r"The error over all outputs was (\S+)\.\nWith the new weights it is (\S+)\.",
        answer.stdout,
    )[0]
    assert float(after) < float(before)


def test_you_can_go_forwards_and_back_and_jump_by_name():
    answer = step(typed="\n\nb\nj h1->y1\n\nj h1 y1\nj y2\nq\n")
    assert answer.returncode == 0, answer.stderr
    assert numbers_of(answer) == [1, 2, 3, 4, 3, 12, 13, 22, 17]
    # Typing a name repeatedly leads through everything that happens to it.
    answer = step(typed="j y1\nj y1\nj y1\nj h1->y1\nj h1->y1\nj h1->y1\nq\n")
    assert numbers_of(answer) == [1, 2, 16, 18, 16, 22, 40, 12]
    assert "Forwards: the inputs" in answer.stdout


def test_you_can_jump_to_a_moment_by_its_number():
    answer = step(typed="j 25\n3\n\n43\n1\nq\n")
    assert numbers_of(answer) == [1, 2, 25, 3, 4, 43, 1]


@pytest.mark.parametrize("asked", ["h", "?", "help"])
def test_h_lists_what_you_can_type_as_the_help_of_the_command_does(asked):
    answer = step(typed=f"{asked}\nq\n")
    keys = answer.stdout[answer.stdout.index("  Enter  ") :]
    assert keys in step("--help").stdout
    assert keys.endswith("  q            quit\n")


def test_the_end_prints_the_result_and_you_can_still_go_back():
    answer = step(typed="\n" * 42 + "b\nq\n")
    assert numbers_of(answer) == [*range(1, 44), 42]
    assert "With the new weights it is 0.2804714." in answer.stdout


def test_the_end_is_printed_once_and_a_second_enter_leaves():
    answer = step(typed="43\n\n\nb\n")
    assert numbers_of(answer) == [1, 2, 43]
    assert answer.stdout.count("The end. Enter or q: quit") == 1
    assert answer.stdout.splitlines()[-1] == f"Next: {command()} exercises my_exercises"
    # If you do something else in between, the next Enter doesn't quit.
    answer = step(typed="43\n\ne h1\n\nb\nq\n")
    assert numbers_of(answer) == [1, 2, 43, 42]
    assert answer.stdout.count("The end. Enter or q: quit") == 2


def test_a_link_a_neuron_and_the_whole_can_be_explained():
    answer = step(typed="e x1->h1\ne x1 h1\ne h1\ne\nt\nq\n")
    assert len(re.findall(r"sensitivity +0.0553994 - 0.0190491 += 0.0363503", answer.stdout)) == 3
    assert "2-2-2: which Links cause the error?" in answer.stdout
    assert "54.1 % b2->y1" in answer.stdout
    assert "h1->y1        0.4" in answer.stdout
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80


def test_a_weight_can_be_changed_and_everything_after_it_is_new():
    answer = step(typed="j h1->y1\nw h1->y1 0.41\nj y1\nq\n")
    assert "h1->y1 now starts with 0.41" in answer.stdout
    assert "y1's total input  0.6 + 0.5932700 × 0.41 = 0.8432407" in answer.stdout


@pytest.mark.parametrize(
    "typed, says",
    [
        ("b\nb", "this is the first moment"),
        ("j h9", "no Neuron 'h9'"),
        ("0", "moment must be from 1 to 43; got 0"),
        ("j 47", "moment must be from 1 to 43; got 47"),
        ("1 2", "'1 2' is none of: Enter"),
        ("e x1 y1", "no Neuron 'x1 y1'"),
        ("w h1 0.5", "only a Link has a weight"),
        ("w h1->y1 big", "a weight must be a finite number; got 'big'"),
        ("w h1->y1 nan", "a weight must be a finite number"),
        ("j b1", "nothing happens to b1"),
        ("dance", "'dance' is none of: Enter, b, j"),
        ("j", "j needs a name or a number, such as j h1"),
        ("w h1->y1", "w needs a Link and a number"),
    ],
)
def test_an_impossible_command_gets_one_line_and_the_walk_continues(typed, says):
    answer = step(typed=f"{typed}\n\nq\n")
    assert answer.returncode == 0, answer.stderr
    assert re.search(says, answer.stdout), answer.stdout
    assert numbers_of(answer) == ([1, 2, 1, 2] if typed == "b\nb" else [1, 2, 3])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
def test_without_any_standard_input_it_ends_after_the_first_moment():
    command = f"{sys.executable} -m lernmi step <&-"
    answer = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=60, env=environment()
    )
    assert answer.stderr == ""
    assert answer.returncode == 0
    assert numbers_of(answer) == [1, 2]


def test_the_end_of_the_input_ends_the_stepping():
    answer = step(typed="\n")
    assert answer.returncode == 0, answer.stderr
    assert numbers_of(answer) == [1, 2, 3]


def test_the_network_is_drawn_and_its_names_and_words_are_explained_before_the_first_moment():
    before = step(typed="q\n").stdout.split("\n1. ")[0]
    for shown in ("x1 = 0.05", "b1 = 1", "h1->y1 0.4", "y1, we want 0.01"):
        assert shown in before
    for word in ("x1->h1 0.15", "b1, b2", "total input", "slope", "sensitivity"):
        assert re.search(rf"^  {word} +\S", before, re.MULTILINE), word
    assert len(before.splitlines()) < 24


def test_a_network_that_is_too_wide_for_a_table_is_drawn_as_show_draws_it():
    answer = step("xor", "--layers", "2-3-3-3-1", typed="q\n")
    assert "x1 (identity)" in answer.stdout


def test_the_lines_of_code_are_shown_when_asked_for():
    answer = step(typed="l\nq\n")
    assert "def propagate(self)" not in step(typed="q\n").stdout
    assert re.search(r"lernmi/link.py\n +\d+  def propagate\(self\)", answer.stdout)


def test_tables_and_the_list_are_printed():
    empty, filled = step("--table", "empty"), step("xor", "--table", "filled", "--layers", "2-3-1")
    assert "h1            ............" in empty.stdout
    assert "h3->y1" in filled.stdout
    assert "............" not in filled.stdout
    listed = step("--list")
    assert "mazur: Matt Mazur, 'A Step by Step Backpropagation Example' (2015)" in listed.stdout
    assert max(len(line) for line in listed.stdout.splitlines()) <= 80


def test_the_list_says_who_where_what_and_how_right_for_each_example():
    answer = step("--list", PYTHONIOENCODING="cp1252")
    assert answer.returncode == 0, answer.stderr
    text = " ".join(answer.stdout.split())
    for name, example in PUBLISHED.items():
        assert f"{name}: {example.author}, {example.title!r} ({example.year})" in text
        assert example.address.replace(" ", "") in text.replace(" ", "")
        assert f"{example.about} {example.summary()}" in text
    assert "18 numbers: 16 right, 2 wrong (E total after one step, E total after" in text
    answer.stdout.encode("cp1252")


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_example_can_be_stepped_through_printed_as_a_table_and_explained(name):
    for arguments in (["--no-pause"], ["--table", "empty"], ["--table", "filled"]):
        answer = step(name, *arguments, PYTHONIOENCODING="cp1252")
        assert answer.returncode == 0, answer.stderr
        assert answer.stderr == ""
        assert max(len(line) for line in answer.stdout.splitlines()) <= 80
        answer.stdout.encode("cp1252")
    walked = step(name, typed="e\nt\ne y1\nq\n")
    assert walked.returncode == 0, walked.stderr
    assert f"from {PUBLISHED[name].author}, {PUBLISHED[name].year}; see" in walked.stdout


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_example_becomes_a_page(name, tmp_path):
    answer = step(name, "--html", str(tmp_path / "page.html"))
    assert answer.returncode == 0, answer.stderr
    assert f"{name}: one learning step" in (tmp_path / "page.html").read_text(encoding="utf-8")


FIRST, *OTHERS = PUBLISHED


@pytest.mark.parametrize(
    "name", [FIRST, *[pytest.param(name, marks=pytest.mark.slow) for name in OTHERS]]
)
def test_the_published_numbers_are_next_to_lernmis_each_with_a_verdict(name):
    answer = step(name, "--published", PYTHONIOENCODING="cp1252")
    assert answer.returncode == 0, answer.stderr
    answer.stdout.encode("cp1252")
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80
    rows = re.findall(r"^(-?[\d.]+) +(-?[\d.e-]+) +(right|rounded|wrong) ", answer.stdout, re.M)
    findings = findings_of(name)
    assert [(row[0], row[2]) for row in rows] == [
        (finding.number.printed, finding.verdict) for finding in findings
    ]
    for row, finding in zip(rows, findings):
        assert float(row[1]) == pytest.approx(
            finding.value, rel=0, abs=float(finding.number.unit())
        )
    text = " ".join(answer.stdout.split())
    assert PUBLISHED[name].remarks in text
    assert PUBLISHED[name].summary() in text


def test_sample_seed_and_learning_rate_are_used():
    answer = step("xor", "--no-pause", "--sample", "4", "--learning-rate", "2")
    assert "inputs 1, 1; expected 0; learning rate 2" in answer.stdout
    assert (
        step("xor", "--table", "empty").stdout
        != step("xor", "--table", "empty", "--seed", "1").stdout
    )


@pytest.mark.parametrize(
    "arguments, mentions",
    [
        (["cats"], "WHAT.*mazur"),
        (["xor", "--sample", "5"], "--sample for xor must be at most 4; got 5"),
        (["xor", "--layers", "2-99999999-1"], "layer_sizes.*too many Links"),
        (["mazur", "--layers", "2-2"], "--layers is for gates"),
        (["xor", "--published"], "--published is for mazur, han.*; xor is not a published example"),
        (["han", "--published", "--html", "a.html"], "leave out --html"),
        (["han", "--published", "--learning-rate", "1"], "leave out --learning-rate"),
        (["xor", "--layers", "3-2-1"], "--layers for xor must begin with 2 and end with 1"),
        (["--speed"], "unknown option --speed"),
    ],
)
def test_arguments_that_do_not_fit_get_one_clear_line_and_exit_code_2(arguments, mentions):
    answer = step(*arguments)
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert re.search(mentions, answer.stderr), answer.stderr


def test_help_says_what_can_be_typed():
    answer = step("--help")
    assert "Enter        the next moment" in answer.stdout
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals on Windows")
def test_in_a_terminal_there_is_a_prompt_and_colour_where_rich_is_installed():
    pty = pytest.importorskip("pty")
    inner, outer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "lernmi", "step"],
        stdin=outer,
        stdout=outer,
        stderr=outer,
        env=environment(TERM="xterm-256color"),
    )
    os.close(outer)
    os.write(inner, b"\nq\n")
    shown = b""
    started = time.monotonic()
    while time.monotonic() - started < 60:
        try:
            piece = os.read(inner, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait(timeout=60) == 0
    os.close(inner)
    assert b"[2/43] Enter, b, j NAME" in shown
    try:
        import rich  # noqa: F401
    except ImportError:
        assert b"\x1b" not in shown
    else:
        assert b"\x1b[" in shown
