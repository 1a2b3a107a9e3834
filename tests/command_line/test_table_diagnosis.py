"""What lernmi says about a table after training, in its own words: lines, labels, copies."""

from __future__ import annotations

import random

import pytest

from lernmi.command_line.main import parser, run
from lernmi.command_line.setting_up import data_and_settings
from lernmi.command_line.table_diagnosis import in_words_of_table
from lernmi.inside.doctor import Diagnosis
from lernmi.inside.patients import Finding


def output_of(capsys, command, path, *options):
    assert run([command, str(path), "--engine", "lists", *options]) == 0
    return " ".join(capsys.readouterr().out.split())


def contradicting(path, answers=("yes", "no"), head="no,b,answer"):
    """Write a table in which lines 2 and 3, 4 and 5 and so on contradict each other."""
    rows = [f"{n // 2},{n // 2 % 3},{answers[n % 2]}" for n in range(24)]
    path.write_text("\n".join([head, *rows]), encoding="utf-8")


@pytest.mark.parametrize("answers", [("yes", "no"), ("2.5", "7.25")])
def test_contradictions_are_named_by_line_and_with_the_answers_as_people_wrote_them(
    tmp_path, capsys, answers
):
    # An input has the name of a label, so the output Neuron has a longer one.
    path = tmp_path / "own.csv"
    contradicting(path, answers)
    text = output_of(capsys, "check", path, "--epochs", "2")
    one, other = answers
    pairs = [f"line {n} has {one}, line {n + 1} has {other}" for n in range(2, 26, 2)]
    assert sum(pair in text for pair in pairs) == 4
    assert "samples 1" not in text and "answer=" not in text


def test_the_report_prints_labels_as_people_wrote_them(tmp_path, capsys):
    path = tmp_path / "own.csv"
    contradicting(path)
    text = output_of(capsys, "train", path, "--epochs", "2")
    assert "it is no" in text or "it is yes" in text
    assert "answer=" not in text


def test_names_of_output_neurons_become_the_labels_that_people_wrote(tmp_path):
    path = tmp_path / "own.csv"
    contradicting(path)
    data, settings = data_and_settings(parser("check").parse_args(["check", str(path)]))
    assert data.output_names == ["answer=no", "yes"]
    found = Finding("imbalance", "", ("answer=no: 0 of 5", "yes: 9 of 9"), "")
    said = in_words_of_table(Diagnosis((found,), 0.5), data, settings.training)
    assert said.findings[0].evidence == ("no: 0 of 5", "yes: 9 of 9")


def far(path):
    drawn = random.Random(2)
    rows = []
    for n in range(60):
        age = drawn.randint(20, 60)
        rows.append(f"{9999 if n % 15 == 3 else age},{drawn.random():.2f},{2 * age + 1}")
    path.write_text("\n".join(["age,h,y", *rows]), encoding="utf-8")


def test_an_open_question_about_far_numbers_comes_before_what_the_doctor_says(tmp_path, capsys):
    path = tmp_path / "own.csv"
    far(path)
    question = "Lines 5 and 3 more have 9999 in age, far from all other numbers there."
    cure = "delete these lines, or use --empty 9999 --missing median, which is for all columns."
    text = output_of(capsys, "check", path, "--epochs", "20")
    assert text.count(question) == 2 and f"Try: {cure}" in text
    assert "may be noise" not in text and "Nothing is wrong" not in text
    text = output_of(capsys, "train", path, "--epochs", "20")
    assert f"Still open: {question}" in text and text.endswith(f"Try: {cure}")
    # The advice works.
    text = output_of(
        capsys, "check", path, "--epochs", "20", "--empty", "9999", "--missing", "median"
    )
    assert "far from" not in text


def test_one_far_amount_to_learn_can_only_be_deleted(tmp_path, capsys):
    path = tmp_path / "own.csv"
    rows = [f"{n * 7 % 11},{-999 if n == 8 else n * 7 % 11 + n % 3}" for n in range(100)]
    path.write_text("\n".join(["x,y", *rows]), encoding="utf-8")
    text = output_of(capsys, "train", path, "--epochs", "1")
    assert "Line 10 has -999 in y" in text and "missing value? Then delete the line." in text
    # The doctor doesn't say the same again, with the number of a sample.
    text = output_of(capsys, "check", path, "--epochs", "1", "--seed", "1")
    assert "Try: delete the line." in text and "remove sample" not in text


def with_copies(path, cell, count=60, copies=40, answer="'ab'[n % 2]"):
    drawn = random.Random(5)
    rows = [f"{cell(drawn)},{cell(drawn)},{eval(answer)}" for n in range(count)]
    rows += rows[:copies]
    drawn.shuffle(rows)
    path.write_text("\n".join(["p,q,y", *rows]), encoding="utf-8")


def test_copies_of_training_rows_do_not_count_as_unseen(tmp_path, capsys):
    path = tmp_path / "own.csv"
    with_copies(path, lambda drawn: f"{drawn.random():.4f}")
    text = output_of(capsys, "train", path, "--epochs", "1")
    assert "of these 20 rows, such as line" in text and "so they aren't unseen" in text
    words = text.split("But ")[1].split()
    copies, others = int(words[0]), int(text.split("Of the other ")[1].split(",")[0])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert copies + others == 20 and copies > 2
    line = int(text.split("such as line ")[1].split(",")[0])
    assert lines.count(lines[line - 1]) == 2
    # The advice works.
    path.write_text("\n".join(dict.fromkeys(lines)), encoding="utf-8")
    assert "unseen. If" not in output_of(capsys, "train", path, "--epochs", "1")


def test_copies_are_named_for_amounts_too(tmp_path, capsys):
    path = tmp_path / "own.csv"
    with_copies(path, lambda drawn: f"{drawn.random():.4f}", answer="drawn.random()")
    text = output_of(capsys, "train", path, "--epochs", "1")
    assert "so they aren't unseen" in text and "On the others it is off by" in text


@pytest.mark.parametrize(
    "cell",
    [
        lambda drawn: f"{drawn.randrange(2)}",
        lambda drawn: drawn.choice(["red", "green", "blue"]),
        lambda drawn: f"{drawn.randrange(6)}",
    ],
)
def test_rows_that_are_equal_because_there_are_few_possible_ones_are_fine(tmp_path, capsys, cell):
    path = tmp_path / "own.csv"
    with_copies(path, cell, count=100, copies=0)
    assert "unseen. If" not in output_of(capsys, "train", path, "--epochs", "1")
