"""Names of files, labels and options can't send hidden signs to the terminal."""

from __future__ import annotations

import os

import pytest

from lernmi.command_line.main import run

# Clears the screen, begins a line that looks like lernmi's own, reverses the writing direction.
EVIL = "a\x1b[2J\nlernmi: forged\u202e"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names of files")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"{number},{number % 2}\n" for number in range(10)]
    (tmp_path / f"{EVIL}.csv").write_text("x,is odd\n" + "".join(rows), encoding="utf-8")
    (tmp_path / f"{EVIL}hidden.csv").write_text("x,la\u200bbel\n1,a\n2,b\n", encoding="utf-8")
    (tmp_path / f"{EVIL}labels.csv").write_text("x,label\n1,\u202ea\n2,b\n", encoding="utf-8")
    (tmp_path / f"{EVIL}ada.csv").write_text(
        f'homework,mazur\nname,"{EVIL[:9]}\u202e"\nerror,many\n', encoding="utf-8"
    )
    (tmp_path / f"{EVIL}.py").write_bytes(b"x = '\xfc'\n")
    (tmp_path / f"{EVIL}ben.csv").write_text(
        f"homework,mazur\nname,{EVIL[:5]}\nerror,0.2984\n", encoding="utf-8"
    )
    for name, file in (("wrong", "01_one_link.py"), ("new", "02_try_it.py")):
        (tmp_path / f"{EVIL}{name}").mkdir()
        (tmp_path / f"{EVIL}{name}" / file).write_bytes(b"'\xfc'")
    assert run(["train", "xor", "--epochs", "1", "--save", f"{EVIL}.json"]) == 0
    return tmp_path


def words_of(arguments: list[str], capfd) -> str:
    """Return everything that a command prints, to standard output and standard error."""
    capfd.readouterr()
    try:
        run(arguments)
    except SystemExit:
        pass
    out, err = capfd.readouterr()
    return out + err


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", f"{EVIL}.csv", "--epochs", "1", "--engine", "lists"],
        ["train", f"{EVIL}hidden.csv", "--epochs", "1"],
        ["train", f"{EVIL}labels.csv", "--epochs", "1"],
        ["train", f"{EVIL}.csv", "--expected", EVIL],
        ["train", "xor", "--epochs", "2", "--resume", f"{EVIL}.json"],
        ["train", "xor", "--epochs", "1", "--save", f"{EVIL}/x.json"],
        ["train", f"{EVIL}no.csv"],
        ["train", EVIL],
        ["train", "xor", EVIL],
        ["train", "xor", f"--{EVIL}"],
        ["train", "xor", "--layers", EVIL],
        ["train", "xor", "--activation", EVIL],
        ["check", f"{EVIL}.csv", "--epochs", "1", "--engine", "lists"],
        ["check", f"{EVIL}ada.csv"],
        ["check", f"{EVIL}ben.csv"],
        ["check", f"{EVIL}.py"],
        ["check", f"{EVIL}wrong"],
        ["check", f"{EVIL}new"],
        ["check", f"{EVIL}no.py"],
        ["check", "."],
        ["predict", f"{EVIL}.json", "--inputs", "0", "1"],
        ["predict", f"{EVIL}.json", "--inputs", EVIL, "1"],
        ["predict", f"{EVIL}.csv", "--inputs", "0", "1"],
        ["show", f"{EVIL}.json"],
        ["show", f"{EVIL}.json", f"{EVIL}.svg"],
        ["show", f"{EVIL}.json", f"{EVIL}other.py"],
        ["show", f"{EVIL}.json", f"{EVIL}.py"],
        ["show", EVIL],
        ["step", EVIL],
        ["step", "xor", "--html", f"{EVIL}.html"],
        ["exercises", "--cards", f"{EVIL}.html"],
        ["exercises", "--cards", EVIL],
        ["exercises", "--sheet", "7", f"{EVIL}.html"],
        ["exercises", "--hint", EVIL],
        ["exercises", EVIL],
        [EVIL],
    ],
    ids=lambda arguments: ascii(" ".join(arguments)),
)
def test_names_of_files_and_options_are_printed_with_escapes(arguments, here, capfd):
    words = words_of(arguments, capfd)
    lines = words.split("\n")
    assert all(line.isprintable() for line in lines), ascii(words)
    assert not any(line.startswith("lernmi: forged") for line in lines), words


def test_a_spreadsheet_takes_no_answer_of_predict_for_a_formula(here, capfd):
    rows = ["-1,=cmd|calc\n", "1,-1\n"] * 5
    (here / "labels.csv").write_text("x,@label\n" + "".join(rows), encoding="utf-8")
    options = ["--epochs", "20", "--text", "@label", "--engine", "lists"]
    assert run(["train", "labels.csv", *options, "--save", "labels.json"]) == 0
    capfd.readouterr()
    (here / "rows.csv").write_text("x\n-1\n1\n", encoding="utf-8")
    assert run(["predict", "labels.json", "rows.csv"]) == 0
    names, *answers = capfd.readouterr().out.splitlines()
    assert names.startswith("line,'@label")
    assert {answer.split(",")[1] for answer in answers} == {"'=cmd|calc", "-1"}
