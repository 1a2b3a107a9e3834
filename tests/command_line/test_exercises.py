"""`exercises` puts files into a folder; `check` says what in them is right and what isn't."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from support.command_line import lernmi
from support.pythons import environment

from lernmi.command_line.main import run
from lernmi.exercises.ladder import HERE, LADDER

SOLUTIONS = HERE / "_solutions"


def solve(folder: Path, *numbers: int) -> None:
    for number in numbers:
        shutil.copy(SOLUTIONS / LADDER[number - 1].file, folder)


def test_the_files_are_put_there_once_and_never_touched_again(tmp_path):
    answer = lernmi("exercises", "mine", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "12 new files in mine." in answer.stdout
    assert " 1  now    one Link, on paper (10 minutes)" in answer.stdout
    names = sorted([path.name for path in (tmp_path / "mine").iterdir()])
    assert names == [exercise.file for exercise in LADDER]
    (tmp_path / "mine" / "01_one_link.py").write_text("numbers = {}  # mine", encoding="utf-8")
    (tmp_path / "mine" / "02_try_it.py").rename(tmp_path / "mine" / "02_my_name.py")
    (tmp_path / "mine" / "03_forwards.py").unlink()
    answer = lernmi("exercises", "mine", cwd=tmp_path)
    assert "1 new file in mine." in answer.stdout
    text = (tmp_path / "mine" / "01_one_link.py").read_text(encoding="utf-8")
    assert text == "numbers = {}  # mine"
    assert not (tmp_path / "mine" / "02_try_it.py").exists()


@pytest.mark.parametrize(
    "folder",
    [
        "my own",
        *[pytest.param(name, marks=pytest.mark.slow) for name in ("mine", "class/ada", ".")],
    ],
)
def test_the_commands_in_a_file_work_in_the_folder_where_you_asked_for_the_files(folder, tmp_path):
    """Work in the folder of a lernmi that isn't installed, as people download it."""
    shutil.copytree(HERE.parents[1] / "lernmi", tmp_path / "lernmi")

    def typed(*arguments: str):
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            timeout=300,
            cwd=tmp_path,
            env={name: text for name, text in os.environ.items() if name != "PYTHONPATH"},
        )

    typed("-m", "lernmi", "exercises", folder)
    text = (tmp_path / folder / "10_stuck.py").read_text(encoding="utf-8")
    commands = [
        shlex.split(line) for line in re.findall(r"^ +(?:python3|py) (.+)$", text, re.MULTILINE)
    ]
    check, run = [typed(*command) for command in commands]
    assert "· Exercise 10, why_a: no answer yet: why_a." in check.stdout, check.stderr
    assert "C: all weights begin at 10" in run.stdout, run.stderr
    assert "FOLDER" not in text


def test_a_file_says_if_lernmi_must_be_installed(tmp_path):
    for folder in (tmp_path / "mine", Path("..") / tmp_path.name / "other", Path("code")):
        assert lernmi("exercises", str(folder), cwd=tmp_path).returncode == 0
        text = (tmp_path / folder / "09_bias.py").read_text(encoding="utf-8")
        assert f"    python3 {folder.as_posix()}/09_bias.py   (lernmi must be installed" in text


def test_exercises_says_how_far_you_have_come(tmp_path):
    lernmi("exercises", "mine", cwd=tmp_path)
    solve(tmp_path / "mine", 1, 2)
    answer = lernmi("exercises", "mine", cwd=tmp_path)
    lines = answer.stdout.splitlines()
    assert lines[:3] == [
        " 1  right  one Link, on paper",
        " 2  right  find a weight sensitivity by trying",
        " 3  now    forwards (20 minutes)",
    ]
    solve(tmp_path / "mine", *range(1, 13))
    answer = lernmi("check", "mine", cwd=tmp_path)
    assert answer.returncode == 0
    assert "All 12 are right." in answer.stdout


def test_a_mistake_is_named_with_its_numbers_and_a_next_step(tmp_path):
    solution = (SOLUTIONS / "07_backpropagate.py").read_text(encoding="utf-8")
    wrong = solution.replace(" * output_neuron.slope", "")
    (tmp_path / "07_backpropagate.py").write_text(wrong, encoding="utf-8")
    answer = lernmi("check", "07_backpropagate.py", cwd=tmp_path)
    assert answer.returncode == 1 and answer.stderr == ""
    line = wrong.splitlines().index("    def backpropagate(self):") + 1
    place = f"07_backpropagate.py:{line}"
    assert answer.stdout.splitlines() == [
        f"✗ Exercise 7: the slope is left out.{place:>43}",
        "  Where     b1->y1, network 1-1 (sigmoid), x1 0.7, expected 0.2",
        "  Yours     weight sensitivity = sensitivity × input = 0.5027 × 1 = 0.5027",
        "            That is too large.",
        "  Ask       Deliver 0.01 more to y1. Does its output rise by 0.01, or by less?",
        "  Watch     python3 -m lernmi check 07_backpropagate.py --show",
        "  Hint      python3 -m lernmi exercises --hint 7",
    ]


WRONG = LADDER[6].solution.replace(" * output_neuron.slope", "")


def test_the_answer_and_the_step_are_shown_to_those_who_ask_for_them(tmp_path):
    (tmp_path / "07_backpropagate.py").write_text(WRONG, encoding="utf-8")
    plain = lernmi("check", "07_backpropagate.py", cwd=tmp_path).stdout
    right = "= 0.5027 × 0.2089 × 1 = 0.105\n"
    assert right not in plain and "The learning step" not in plain
    answer = lernmi("check", "07_backpropagate.py", "--answer", cwd=tmp_path)
    assert f"  Right     weight sensitivity = sensitivity × slope × input\n{'':31}{right}" in (
        answer.stdout
    )
    shown = lernmi("check", "07_backpropagate.py", "--show", cwd=tmp_path)
    assert shown.returncode == 1 and right not in shown.stdout
    before, _, step = shown.stdout.partition("The learning step with your code (the rest is")
    assert "Watch" not in before and "\n  1. " in step
    [last] = [line for line in step.splitlines() if line.startswith("✗ ")]
    assert "b1->y1 backpropagates" in last
    assert step.rstrip().splitlines()[-1].strip().startswith("[07_backpropagate.py")
    for arguments in (["check", "xor", "--show"], ["check", "xor", "--answer"]):
        answer = lernmi(*arguments, cwd=tmp_path)
        assert answer.returncode == 2 and "are for exercises" in answer.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_pipe_that_cannot_encode_the_signs_gets_ascii_ones(encoding, tmp_path):
    (tmp_path / "07_backpropagate.py").write_text(WRONG, encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", "lernmi", "check", "07_backpropagate.py"],
        capture_output=True,
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING=encoding),
    )
    lines = answer.stdout.decode(encoding).splitlines()
    assert lines[0].startswith("x Exercise 7: the slope is left out.")
    times = "x" if encoding == "ascii" else "×"
    assert f"sensitivity {times} input = 0.5027 {times} 1 = 0.5027" in lines[2]
    assert answer.stderr == b"" and answer.returncode == 1


def test_a_right_exercise_says_what_was_achieved_and_what_comes_next(tmp_path):
    solve(tmp_path, 7)
    text = lernmi("check", "07_backpropagate.py", cwd=tmp_path).stdout
    assert text.startswith("✓ Exercise 7 is right.\n  Done      With your Link, Mazur's network")
    assert "0.0821670 for h1->y1" in text and "Answer in your own words." in " ".join(text.split())
    assert "  Next      read lernmi/link.py" in text
    assert text.endswith(f"{'':12}python3 -m lernmi check 08_nudge.py\n")


def test_a_file_with_your_own_link_needs_no_number(tmp_path):
    code = (
        "from lernmi import Link, Activation\n"
        "from lernmi.activations import sigmoid\n"
        "class Mine(Link):\n"
        "    def nudge(self, rate):\n"
        "        self.weight += rate * self.weight_sensitivity\n"
        "        self.weight_sensitivity = 0\n"
        "square = Activation('square', lambda x: x * x, lambda x, y: 2 * x)\n"
    )
    (tmp_path / "mine.py").write_text(code, encoding="utf-8")
    answer = lernmi("check", "mine.py", cwd=tmp_path)
    lines = answer.stdout.splitlines()
    assert lines[0].startswith("✗ Mine: the nudge is added instead of subtracted")
    assert "  In        mine.py:4" in lines
    assert "✓ square is right." in lines
    assert not any("sigmoid:" in line or "sigmoid is" in line for line in lines)
    (tmp_path / "empty.py").write_text("x = 1\n", encoding="utf-8")
    assert "here is nothing to check" in lernmi("check", "empty.py", cwd=tmp_path).stdout


@pytest.mark.slow
def test_a_class_is_a_table(tmp_path):
    for name, done in (("Ada", range(1, 13)), ("Ben", [1, 4]), ("Cleo", []), ("Dan", [1, 2])):
        lernmi("exercises", f"class/{name}", cwd=tmp_path)
        solve(tmp_path / "class" / name, *done)
    (tmp_path / "class" / "Eva").mkdir()
    forwards = tmp_path / "class" / "Dan" / "03_forwards.py"
    solution = (SOLUTIONS / "03_forwards.py").read_text(encoding="utf-8")
    forwards.write_text(solution.replace("self.total_input += value", "self.total_input = value"))
    (tmp_path / "class" / "Cleo" / "01_one_link.py").write_text("numbers = {'error': 0,3}")
    (tmp_path / "class" / "Fay").mkdir()
    (tmp_path / "class" / "Fay" / "01_one_link.py").write_text("numbers = {'error': 77}")
    answer = lernmi("check", "class", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    # If it takes long, it also reports its progress.
    lines = [line for line in answer.stdout.splitlines() if "folders checked" not in line]
    assert lines == [
        "learner  right  now at  mistake there",
        "Ada         12     all  -",
        "Ben          2       2  not begun",
        "Cleo         0       1  stops with an error",
        "Dan          2       3  total input overwritten",
        "Eva          0       1  has no exercises",
        "Fay          0       1  unknown mistake",
        "(right: how many of the 12; now at: the first that isn't right)",
    ]
    (tmp_path / "nothing").mkdir()
    answer = lernmi("check", "nothing", cwd=tmp_path)
    assert answer.returncode == 2 and "has no exercises and no homework" in answer.stderr


# In a separate session, it writes what could pass for the answer of each file that runs.
LEAVES_A_CHILD = """
import os
if os.fork() == 0:
    os.setsid()
    open({child!r}, "w").write(str(os.getpid()))
    os.rename({child!r}, {number!r})
    while True:
        for room in os.listdir({rooms!r}):
            try:
                open({rooms!r} + "/" + room + "/answer.json", "w").write("[]")
            except OSError:
                pass
while not os.path.exists({number!r}):
    pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends all that a file started")
def test_every_learner_has_a_row_whatever_the_others_have_done(tmp_path, monkeypatch, capsys):
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    right = (SOLUTIONS / "01_one_link.py").read_text(encoding="utf-8")
    child, number = tmp_path / "child", tmp_path / "number"
    leaves_a_child = LEAVES_A_CHILD.format(child=str(child), number=str(number), rooms=str(rooms))
    group = tmp_path / "class"
    for name, code in {
        "ada": right + leaves_a_child,
        "bea": right + "\nimport os\nos.chmod('.', 0)\n",
        "dan": "",
        "two\nlines\x1b[31m": None,
    }.items():
        (group / name).mkdir(parents=True)
        if code is not None:
            (group / name / "01_one_link.py").write_text(code, encoding="utf-8")
    with (group / "dan" / "01_one_link.py").open("wb") as file:
        file.truncate(6_000_000_000)
    (group / "fay").symlink_to("fay")
    os.mkfifo(group / "two\nlines\x1b[31m" / "01_one_link.py")
    assert run(["check", str(group)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "folders checked" not in line] == [
        "learner             right  now at  mistake there",
        "ada                     1       2  not begun",
        "bea                     1       2  not begun",
        "dan                     0       1  is too large: the limit is 1,000,000 bytes",
        "fay                     -       -  can't be read: Too many levels of symbolic ..",
        r"two\nlines\x1b[31m      0       1  is not a plain file",
        "(right: how many of the 12; now at: the first that isn't right)",
    ]
    assert list(rooms.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(number.read_text()), 0)


def test_the_report_on_a_very_large_class_counts_the_folders_left_out(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("lernmi.command_line.learner_work.MOST_FOLDERS", 1)
    for name in ("ada", "ben", "cleo"):
        (tmp_path / name).mkdir()
        (tmp_path / name / LADDER[0].file).write_text(LADDER[0].task, encoding="utf-8")
    assert run(["check", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "ada          0       1  not begun"
    assert lines[-1] == "(2 more folders were left out)" and len(lines) == 4


def test_homework_that_is_too_large_is_reported_as_left_out(tmp_path, capsys):
    (tmp_path / "ada.csv").write_text("homework,mazur\n" + "h1 output,0.5933\n" * 10_000)
    assert run(["check", str(tmp_path)]) == 2
    assert (
        "Not checked: ada.csv: it is too large. The limit is 100,000 bytes"
        in capsys.readouterr().out
    )
    (tmp_path / "ben.csv").write_text("homework,mazur\nerror,0.2984\n")
    assert run(["check", str(tmp_path)]) == 0
    ben, ada = capsys.readouterr().out.splitlines()
    assert ada.startswith("Not checked: ada.csv: it is too large. The limit is 100,000 bytes")
    assert ben.startswith("ben.csv: Your number is right")


def test_homework_beside_the_folders_of_a_class_takes_no_row_from_it(tmp_path, capsys):
    (tmp_path / "ada.csv").write_text("homework,mazur\nerror,0.2984\n")
    (tmp_path / "ben").mkdir()
    (tmp_path / "ben" / LADDER[0].file).write_text(LADDER[0].task, encoding="utf-8")
    assert run(["check", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ada.csv: Your number is right")
    assert lines[2] == "ben          0       1  not begun"


def test_hints_come_in_three_steps_and_then_the_solution(tmp_path):
    for step in ("1", "2", "3"):
        answer = lernmi("exercises", "--hint", "7", step, cwd=tmp_path)
        assert f"hint {step} of 3" in answer.stdout
        assert " ".join(LADDER[6].hints[int(step) - 1].split()) in " ".join(answer.stdout.split())
    for name in ("07", "backpropagate", "07_backpropagate.py"):
        assert "Exercise 7, " in lernmi("exercises", "--hint", name, cwd=tmp_path).stdout
    assert lernmi("exercises", "--hint", "7", "solution", cwd=tmp_path).stdout == (
        LADDER[6].solution
    )


COMMANDS = [
    ["exercises"],
    ["exercises", "--hint", "7"],
    ["exercises", "--sheet", "7"],
    ["check", "07_backpropagate.py"],
    ["check", "empty"],
    ["check", "."],
    ["train", "nothing"],
    ["train", "or", "--epochs", "1", "--save", "or.json"],
    ["train", "digits", "--epochs", "1", "--layers", "64-10"],
    ["--help"],
    *[
        [verb, "--help"]
        for verb in ("play", "step", "train", "exercises", "check", "predict", "show")
    ],
    ["check", "--nothing", "xor"],
]


@pytest.fixture
def with_a_task(tmp_path):
    (tmp_path / "07_backpropagate.py").write_text(LADDER[6].task, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_if_the_program_lernmi_was_started_commands_begin_with_it(with_a_task):
    for arguments in COMMANDS:
        answer = lernmi(*arguments, cwd=with_a_task, program="/home/ada/.local/bin/lernmi")
        said = answer.stdout + answer.stderr
        assert re.search(r"\blernmi (play|step|train|exercises|check|predict|show)\b", said), said
        assert "-m lernmi" not in said, said
    lernmi("exercises", "mine", cwd=with_a_task, program="/home/ada/.local/bin/lernmi")
    text = (with_a_task / "mine" / "09_bias.py").read_text(encoding="utf-8")
    assert "    lernmi check mine/09_bias.py\n" in text and "-m lernmi" not in text


def test_on_windows_commands_are_shown_with_py(with_a_task, monkeypatch):
    # The others import it from the last one.
    for module in ("show", "main", "terminal"):
        monkeypatch.setattr(f"lernmi.command_line.{module}.PYTHON", "py")
    for arguments in [*COMMANDS, ["show", "xor", "xor.py"]]:
        answer = lernmi(*arguments, cwd=with_a_task)
        said = answer.stdout + answer.stderr
        assert re.search(r"\bpy (-m lernmi|xor\.py)", said) and "python3" not in said, said


def test_work_sheets_and_cards_are_written(tmp_path):
    answer = lernmi("exercises", "--sheet", "1-3", "sheets.html", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "3 worksheets" in answer.stdout
    sheets = (tmp_path / "sheets.html").read_text(encoding="utf-8")
    key = (tmp_path / "sheets_key.html").read_text(encoding="utf-8")
    assert "CC BY" in sheets and "CC BY" in key and sheets != key
    for _ in range(2):
        assert lernmi("exercises", "--cards", cwd=tmp_path).returncode == 0
        assert lernmi("exercises", "--sheet", "7", cwd=tmp_path).returncode == 0
    assert "CC BY" in (tmp_path / "cards.html").read_text(encoding="utf-8")
    assert "Worksheet 7" in (tmp_path / "sheets_7.html").read_text(encoding="utf-8")
    assert (tmp_path / "sheets_7_key.html").exists()
    (tmp_path / "mine.html").write_text("my page", encoding="utf-8")
    answer = lernmi("exercises", "--cards", "mine.html", cwd=tmp_path)
    assert "lernmi didn't write it" in answer.stderr
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "my page"


def test_homework_from_paper_is_checked(tmp_path):
    path = tmp_path / "ada.csv"
    path.write_text("homework,mazur\nh1 output,0.5933\nx1->h1 weight sensitivity,0.0018175\n")
    answer = lernmi("check", "ada.csv", cwd=tmp_path)
    assert answer.returncode == 1
    text = " ".join(answer.stdout.split())
    assert text == (
        "One number is right. Your weight sensitivity of x1->h1, 0.0018175, is wrong. Most likely, "
        "the slope is left out."
    )
    path.write_text("homework,mazur\nh1 output,0.5933\n")
    assert lernmi("check", "ada.csv", cwd=tmp_path).returncode == 0
    path.write_text("homework,mazur\nh1 output,many\n")
    answer = lernmi("check", "ada.csv", cwd=tmp_path)
    assert answer.stderr == (
        "lernmi: ada.csv: output of h1 must be a number, such as 0.5933; got 'many'\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["exercises", "--watch"], "--watch needs a folder"),
        (
            ["exercises", "mine", "--hint", "7"],
            "give only one of FOLDER, --hint, --sheet and --cards",
        ),
        (["exercises", "--hint", "13"], "from 1 to 12; got '13'"),
        (["exercises", "--hint", "7", "4"], "a step (1, 2, 3 or solution)"),
        (["exercises", "--sheet", "5-1", "a.html"], "a range such as 1-25"),
        (["exercises", "--sheet", "x", "a.html"], "a range such as 1-25"),
        (["exercises", "--sheet", "1", "a.pdf"], "must end in .html; got a.pdf"),
        (["exercises", "--sheet", "1", "a.html", "b.html"], "; got b.html, too"),
        (["check", "no.py"], "there is no file no.py"),
        (["check", "ada.csv"], "there is no file ada.csv"),
        (["check", "zzz"], "there is no file, folder or data set zzz (see: "),
        (["check", "circel"], "data set circel; did you mean circle? (see: "),
    ],
)
def test_arguments_that_do_not_fit_get_one_clear_line(arguments, words, tmp_path):
    answer = lernmi(*arguments, cwd=tmp_path)
    assert answer.returncode == 2
    assert words in answer.stderr and answer.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_misspelt_folder_gets_a_suggestion(tmp_path):
    (tmp_path / "my_exercises").mkdir()
    answer = lernmi("check", "my_exercise", cwd=tmp_path)
    assert answer.returncode == 2
    assert "or data set my_exercise; did you mean my_exercises?" in answer.stderr
    assert "check --help" in answer.stderr and "digits" not in answer.stderr


def test_show_says_so_if_there_is_nothing_to_show(tmp_path):
    solve(tmp_path, 1)
    answer = lernmi("check", "01_one_link.py", "--show", cwd=tmp_path)
    assert answer.returncode == 0
    assert "there is nothing to show here." in answer.stdout
    assert "nothing to show" not in lernmi("check", "01_one_link.py", cwd=tmp_path).stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process sends another")
def test_watching_checks_each_file_that_is_saved(tmp_path):
    lernmi("exercises", "mine", cwd=tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "lernmi", "exercises", "mine", "--watch"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env=environment(),
    )
    # If no input arrives, it still ends.
    clock = threading.Timer(60, process.kill)
    clock.start()
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Watching"):
                break
        solve(tmp_path / "mine", 1)
        for line in process.stdout:
            if line.startswith("  Next      write mine/02_try_it.py"):
                break
        else:
            raise AssertionError("it was not checked")
    finally:
        clock.cancel()
        process.kill()
        process.communicate()


def test_all_homework_in_a_folder_is_checked(tmp_path):
    folder = tmp_path / "homework"
    folder.mkdir()
    (folder / "ada.csv").write_text("homework,mazur\nerror,0.2984\n")
    (folder / "ben.csv").write_text("homework,mazur\nerror,0.5967\n")
    (folder / "cleo.csv").write_text("homework,nobody\nerror,0.5967\n")
    (folder / "dan.csv").write_text("homework,mazur\nerror,0,2984\n")
    (folder / "eva.csv.txt").write_text("homework,mazur\nerror,0.2984\n")
    (folder / "finn.csv").write_text("homework,mazur\nname,Finn\nerror,0.2984\n")
    (folder / "table.csv").write_text("x,y\n1,2\n")
    lines = lernmi("check", "homework", cwd=tmp_path).stdout
    assert lines.startswith(
        "ada.csv: Your number is right; 49 weren't given.\nben.csv: Your error,"
    )
    assert "\nNot checked: cleo.csv: homework must be one of mazur" in lines
    assert "\nNot checked: dan.csv, line 2: instead of 0,2984, write 0.2984" in lines
    assert "\neva.csv.txt: Your number is right;" in lines
    assert "\nfinn.csv (Finn): Your number is right;" in lines
    assert "\nNot checked: table.csv: its first line must name the task" in lines
    assert max([len(line) for line in lines.splitlines()]) <= 80
    assert lernmi("check", "finn.csv", cwd=folder).stdout.startswith("Finn: Your number is right;")
    assert lernmi("check", "eva.csv.txt", cwd=folder).stdout.startswith("Your number is right;")


NOT_HOMEWORK = {
    "a.zip": "it is packed. Unpack it",
    "b.tar.gz": "it is packed. Unpack it",
    "c.xlsx": "it is a spreadsheet. Save it as CSV",
    "d.pdf": "lernmi reads homework in .csv, .txt and .json files. Type the numbers",
    "e.py": "it is a program. Check it alone (",
    "f.py.txt": "it has one ending too many. Rename it to f.py",
    "g.csv": "its first line must name the task",
    "h.txt": "its first line must name the task",
    "i.json": "its first line must name the task",
    "j": "lernmi reads homework in",
}


def test_each_file_in_a_folder_of_homework_has_a_row_whatever_it_is(tmp_path, capsys):
    for name in NOT_HOMEWORK:
        (tmp_path / name).write_text("something else\n")
    (tmp_path / "k").mkdir()
    (tmp_path / ".hidden").touch()
    (tmp_path / "right.csv").write_text("homework,mazur\nerror,0.2984\n")
    assert run(["check", str(tmp_path)]) == 0
    right, *lines = capsys.readouterr().out.replace("\n  ", " ").splitlines()
    assert right.startswith("right.csv: Your number is right")
    for line, (name, why) in zip(lines, [*NOT_HOMEWORK.items(), ("k", "it is a folder.")]):
        assert line.startswith(f"Not checked: {name}: {why}")
    assert len(lines) == len(NOT_HOMEWORK) + 1
    (tmp_path / "right.csv").unlink()
    assert run(["check", str(tmp_path)]) == 2
    assert "(1 more were not checked)" in capsys.readouterr().out


def test_packed_nested_and_double_files_in_a_class_have_a_row(tmp_path, capsys):
    for name in ("ada", "ben", "cem", "dan", "eva/eva", "fay/a", "fay/b"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / LADDER[0].file).write_text(LADDER[0].task, encoding="utf-8")
    right = LADDER[0].solution
    double = f"{LADDER[0].name} (1).py"
    # The only file for this exercise counts, whatever it is called.
    (tmp_path / "ben" / LADDER[0].file).unlink()
    (tmp_path / "ben" / double).write_text(right, encoding="utf-8")
    (tmp_path / "cem" / double).write_text(right, encoding="utf-8")
    (tmp_path / "dan" / "one_link.py").write_text(right, encoding="utf-8")
    (tmp_path / "eva" / "eva" / LADDER[0].file).write_text(right, encoding="utf-8")
    (tmp_path / "gus").mkdir()
    for name in ("ada.zip", "zoe.zip", "gus/gus.zip"):
        # lernmi never opens it.
        (tmp_path / name).write_bytes(b"")
    assert run(["check", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.replace("\n  ", " ").splitlines()
    assert [line.split()[:3] for line in lines[1:8]] == [
        ["ada", "0", "1"],
        ["ben", "1", "2"],
        ["cem", "0", "1"],
        ["dan", "0", "1"],
        ["eva", "1", "2"],
        ["fay", "0", "1"],
        ["gus", "0", "1"],
    ]
    packed = "it is packed. Unpack it, so that its files are in a folder"
    assert lines[9:] == [
        f"Not checked: cem/{double}: 01_one_link.py was checked. Keep only one of them.",
        "Not checked: dan/one_link.py: its name must begin with an exercise's number, such as 07_.",
        "eva: its exercises are in eva/eva",
        "Not checked: fay/a: it is one of several folders with exercises. Keep only one of them.",
        "Not checked: fay/b: it is one of several folders with exercises. Keep only one of them.",
        f"Not checked: gus/gus.zip: {packed} gus beside it.",
        "Not checked: ada.zip: it is packed. The folder ada beside it was checked.",
        f"Not checked: zoe.zip: {packed} zoe beside it.",
    ]
    assert run(["check", str(tmp_path / "zoe.zip")]) == 2
    assert "zoe.zip: it is packed. Unpack it" in capsys.readouterr().err
