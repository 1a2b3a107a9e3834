"""lernmi writes all files in one way: each is complete or unchanged, and errors name it."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from pathlib import Path

import pytest
from support.pythons import run_python

import lernmi
from lernmi.command_line.main import run
from lernmi.data.mnist import read, unpacked_file
from lernmi.data.tables import read_table
from lernmi.exercises.homework import read_homework
from lernmi.files import load
from lernmi.writing.system_errors import sentence_about

PACKAGE = Path(lernmi.__file__).parent
# Besides the one writer for all files: those that write to nowhere, or files removed at once.
MAY_OPEN = {"writing/whole_files.py", "command_line/main.py", "exercises/sandbox.py"}
WRITING = {"write_text", "write_bytes", "touch", "fdopen", "mkstemp", "TemporaryFile"}
WRITING |= {"NamedTemporaryFile", "copyfile", "copytree", "copyfileobj", "copy2"}


def opens_for_writing(call: ast.Call, buffers: set[str]) -> bool:
    """Return whether a call opens a file for writing, or may do so.

    buffers: the names of in-memory buffers in this file.
    """
    owner = getattr(getattr(call.func, "value", None), "id", "")
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "open" and owner != "webbrowser":
        arguments = [*call.args, *[each.value for each in call.keywords if each.arg == "mode"]]
        modes = [each.value for each in arguments if isinstance(each, ast.Constant)]
        are_known = bool(modes) or not arguments
        return owner == "os" or not are_known or any(set(f"{mode}") & set("wxa+") for mode in modes)
    if name == "savefig" or (name == "save" and owner in ("torch", "onnx")):
        return not any(isinstance(each, ast.Name) and each.id in buffers for each in call.args)
    return name in WRITING


def test_no_other_place_opens_a_file_for_writing():
    places = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        buffers = set(re.findall(r"(\w+) = io\.BytesIO\(\)", text))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and opens_for_writing(node, buffers):
                places.add(path.relative_to(PACKAGE).as_posix())
    assert "writing/whole_files.py" in places
    assert places <= MAY_OPEN


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_without_room_every_file_is_unchanged_or_absent_and_named(tmp_path):
    script = Path(__file__).with_name("every_writer.py")
    answer = run_python(sys.executable, str(script), str(tmp_path))
    assert answer.returncode == 0, answer.stderr
    results, epochs_done, opened_again = json.loads(answer.stdout)
    assert len(results) >= 12
    reason = "could not be written: the file would be larger than the system allows. "
    for name, result in results.items():
        assert result["is_unchanged"], name
        assert f"{tmp_path / 'new' / name} {reason}No file was written." in result["new"]
        if name.startswith("tasks"):
            # The command never touches existing files.
            assert result["old"] == ""
        else:
            assert f"{tmp_path / name} {reason}The file is unchanged." in result["old"]
        assert "[Errno" not in result["old"] + result["new"]
    # Training continues: it reports the first failure at once, and the last one at the end.
    assert results["network.json"]["old"].count("\n") == 2
    assert "will try again.\n" in results["network.json"]["old"]
    # With save_every it ends, and the network keeps what it learned: once with room, twice without.
    assert epochs_done == 4
    assert list((tmp_path / "new").iterdir()) == []
    assert list(tmp_path.rglob(".lernmi-unfinished-*")) == []
    assert opened_again == []


LONG = "x" * 300


@pytest.mark.parametrize(
    "words",
    [
        ("show", "xor", f"{LONG}.svg"),
        ("show", "xor", f"{LONG}.py"),
        ("show", f"{LONG}.json"),
        ("step", "mazur", "--html", f"{LONG}.html"),
        ("train", "not", "--epochs", "1", "--save", f"{LONG}.json"),
        ("exercises", "--cards", f"{LONG}.html"),
        ("exercises", LONG),
        ("predict", f"{LONG}.json", "--inputs", "1"),
        ("predict", "no.json", "--inputs", "1"),
        ("check", "no.csv"),
        ("train", "no.csv"),
        ("show", "xor", "file/xor.svg"),
        ("exercises", "file/tasks"),
        ("step", "mazur", "--html", "folder.html"),
        ("show", "xor", "folder.svg"),
    ],
)
def test_an_error_of_the_system_is_one_sentence_that_names_the_file(
    words, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    Path("folder.html").mkdir()
    Path("folder.svg").mkdir()
    before = sorted(Path().iterdir())
    assert run(words) == 2
    message = capsys.readouterr().err
    [name] = [word for word in words if re.match(r"x{9}|no\.|file|folder\.", word)]
    assert name in message and message.count("\n") == 1
    assert not re.search(r"Errno|errno|[Tt]raceback", message)
    assert sorted(Path().iterdir()) == before


def test_a_file_that_is_standard_output_is_refused(tmp_path):
    if not Path("/dev/stdout").exists():
        pytest.skip("this system has no /dev/stdout")
    answer = run_python(
        *[sys.executable, "-m", "lernmi", "train", "not", "--save", "/dev/stdout"], cwd=tmp_path
    )
    assert answer.returncode == 2
    assert answer.stderr == "lernmi: /dev/stdout is not a regular file, so lernmi can't write it\n"


def read_as_mnist(path: str) -> None:
    with Path(path).open("rb", buffering=0) as file:
        read(file, Path(path), 1)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here fails when read")
@pytest.mark.parametrize(
    "reads",
    [
        load,
        read_table,
        lambda path: read_homework(Path(path)),
        lambda path: unpacked_file(Path(path)),
        read_as_mnist,
    ],
)
def test_an_existing_file_that_cannot_be_read_is_named(reads):
    with pytest.raises(OSError) as problem:
        reads("/proc/self/mem")
    assert sentence_about(problem.value) == (
        "/proc/self/mem could not be opened: the disk or device reports an error"
    )
