"""A learner's file can loop, flood, swallow memory or leave: lernmi says so within seconds."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from support.pythons import environment

from lernmi.exercises.examine import MOST_BYTES, examine_file
from lernmi.exercises.sandbox import (
    MOST_OUTPUT,
    TOO_MANY_PROCESSES,
    examine_apart,
    remove,
    results_in,
)

RIGHT = """
from lernmi import Link


class MyLink(Link):
    def backpropagate(self):
        output_sensitivity = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += output_sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(output_sensitivity * self.weight)
"""


def outcome(folder: Path, code: str, seconds: float = 20, wants_moments: bool = False):
    path = folder / "07_backpropagate.py"
    path.write_text(code, encoding="utf-8")
    return examine_apart(path, seconds, wants_moments)


def words(folder: Path, code: str, seconds: float = 20) -> str:
    [result] = outcome(folder, code, seconds).results
    assert result.state == "wrong"
    return result.words


def test_a_right_file_is_right_and_what_it_prints_is_kept(tmp_path):
    found = outcome(tmp_path, RIGHT + "print('hello \\x1b[31m')\n")
    assert found.is_right
    assert found.printed == "hello \\x1b[31m\n"


def test_a_whole_verdict_comes_back(tmp_path):
    wrong = RIGHT.replace(" * self.output_neuron.slope", "")
    [result] = outcome(tmp_path, wrong, wants_moments=True).results
    assert result.mistakes == ("slope missing",) and result.place == "07_backpropagate.py:6"
    assert dict(result.rows)["Where"].startswith("b1->y1, network 1-1 (sigmoid)")
    assert result.answer.endswith(" = 0.105")
    assert "b1->y1 backpropagates" in result.moments[-1]


def test_the_moments_are_only_recorded_for_those_who_want_them(tmp_path):
    path = tmp_path / "07_backpropagate.py"
    path.write_text(RIGHT.replace(" * self.output_neuron.slope", ""), encoding="utf-8")
    [result] = examine_file(path)
    assert result.has_moments and result.moments == ()
    [result] = examine_file(path, wants_moments=True)
    assert result.has_moments and "b1->y1 backpropagates" in result.moments[-1]
    path.write_text(RIGHT, encoding="utf-8")
    [result] = examine_file(path, wants_moments=True)
    assert not result.has_moments and result.moments == ()


@pytest.mark.parametrize(
    "answer",
    [
        "[]",
        "5",
        '[["a", "right", "Right."]]',
        '[["a", "fine", "", [], "", [], "", [], false]]',
        '[["a", "right", "", [], "", [5], "", [], false]]',
        '[["a", "right", "", [], "", [["x", "y", "z"]], "", [], false]]',
        '[["a", "right", "", 5, "", [], "", [], false]]',
    ],
)
def test_an_answer_in_any_other_form_does_not_count(answer):
    assert results_in(answer.encode()) is None


def test_an_endless_loop_is_stopped(tmp_path):
    code = RIGHT.replace("output_sensitivity = ", "while True: pass\n        output_sensitivity = ")
    assert "stopped after 1 seconds: does something loop for ever?" in words(tmp_path, code, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_too_much_memory_is_refused(tmp_path):
    said = words(tmp_path, "x = 'a' * 10**10")
    assert "MB of memory" in said or "MemoryError" in said


def test_a_flood_of_text_is_cut(tmp_path):
    found = outcome(tmp_path, RIGHT + "for _ in range(100_000): print('flood ' * 10)\n")
    assert found.is_right
    assert len(found.printed) <= MOST_OUTPUT


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os._exit(3)", "It ended before lernmi could check it (exit code 3)"),
        ("exit()", "It calls exit(), which ends the program at once."),
        ("def f(:\n    pass", "Python stops: SyntaxError"),
        (
            "1 / 0",
            "Python stops: ZeroDivisionError: division by zero; in line 1 of 07_backpropagate",
        ),
        ("", "MyLink is missing: the file must define something with that name"),
        ("MyLink = 5", "a Link, Neuron or Network class"),
        (
            RIGHT.replace("self.weight)", "self.wait)"),
            "Python stops: AttributeError: 'MyLink' object has no attribute 'wait'; in line 9 of "
            "07_backpropagate.py: self.input_neuron.receive_sensitivity(output_sensitivity * "
            "self.wait)",
        ),
        (
            RIGHT.replace("+= output_sensitivity *", "= float('nan') *"),
            "a number is wrong, and lernmi doesn't recognise the mistake.",
        ),
        ("import sys; sys.setrecursionlimit(10**5)\ndef f(): f()\nf()", ""),
        (
            "class Mute(Exception):\n    def __str__(self): raise self\n\nraise Mute",
            "Python stops: Mute; in line 4 of 07_backpropagate.py: raise Mute",
        ),
        ("x = [", "SyntaxError"),
        ("raise ValueError('x' * 10_000)", f"{'x' * 200}"),
        (f"x = 1 + '{'y' * 10_000}'", f": x = 1 + '{'y' * 89}.."),
    ],
)
def test_whatever_goes_wrong_is_reported_in_words(code, said, tmp_path):
    assert said in words(tmp_path, code)


@pytest.mark.parametrize(
    "code", ["for x in (1,2)", "a = x if x", "import x y", "f(1,2", "a = [1,2", "return x or"]
)
def test_only_calculations_as_on_paper_get_the_hints_for_paper(code, tmp_path):
    said = words(tmp_path, code)
    assert "Python writes times" not in said and "one number" not in said


def is_gone(process: int) -> bool:
    """Return whether a process ends, and is waited for, within some seconds."""
    for _ in range(500):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


APART = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid)
"""
# Both leave the worker's session: one by itself, one as a child of a child that has ended.
FAR_APART = """
child = subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True
)
print(child.pid, flush=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        time.sleep(600)
    os._exit(0)
os.wait()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups")
def test_every_process_that_a_file_started_ends_with_it(tmp_path, monkeypatch):
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    found = outcome(tmp_path, APART + (FAR_APART if sys.platform == "linux" else "") + RIGHT)
    assert found.is_right
    started = [int(line) for line in found.printed.split()]
    assert len(started) == (3 if sys.platform == "linux" else 1)
    assert all(is_gone(process) for process in started)
    assert list(rooms.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who comes from whom")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("for _ in range(60): os.fork() or time.sleep(600)", TOO_MANY_PROCESSES),
        ("x = b'x' * 300_000_000\nfor _ in range(3): os.fork() or time.sleep(600)", "1,000 MB"),
    ],
)
def test_all_its_processes_together_are_limited(code, said, tmp_path):
    assert said in words(tmp_path, f"import os, time\n{code}\ntime.sleep(600)")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who comes from whom")
def test_processes_that_have_ended_do_not_count_however_many_they_were(tmp_path):
    orphans = "for _ in range(40):\n    if os.fork() == 0: os.fork() or os._exit(0); os._exit(0)\n"
    wait = "    os.wait()\ntime.sleep(0.5)\n"
    assert outcome(tmp_path, f"import os, time\n{orphans}{wait}{RIGHT}").is_right


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
@pytest.mark.parametrize("signal", ["SIGKILL", pytest.param("SIGSTOP", marks=pytest.mark.slow)])
def test_a_file_that_kills_or_stops_its_guard_does_not_outlive_it(signal, tmp_path):
    code = (
        "import os, signal, time\nprint(os.getpid(), flush=True)\n"
        f"os.kill(os.getppid(), signal.{signal})\ntime.sleep(600)\n"
    )
    # On a busy machine, a Python takes seconds to start.
    found = outcome(tmp_path, code, seconds=4)
    assert not found.is_right and is_gone(int(found.printed))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_if_lernmi_is_killed_no_process_continues_and_no_folder_stays(tmp_path):
    (tmp_path / "loop.py").write_text(
        f"import os\nfile = open({str(tmp_path / 'number')!r}, 'w')\n"
        "print(os.getpid(), file=file, flush=True)\nwhile True: pass\n"
    )
    checking = subprocess.Popen(
        [sys.executable, "-m", "lernmi", "check", "loop.py"],
        cwd=tmp_path,
        env=environment(TMPDIR=str(tmp_path)),
    )
    number = ""
    while not number.endswith("\n"):
        assert checking.poll() is None
        number = (tmp_path / "number").read_text() if (tmp_path / "number").exists() else ""
        time.sleep(0.01)
    checking.kill()
    checking.wait()
    assert is_gone(int(number))
    for _ in range(500):
        if not list(tmp_path.glob("lernmi-*")):
            return
        time.sleep(0.01)
    raise AssertionError("its folder is still there")


def test_a_folder_is_removed_however_deep_it_is_and_no_link_is_followed(tmp_path):
    kept, top = tmp_path / "kept", tmp_path / "top"
    (kept / "mine").mkdir(parents=True)
    folder = top
    for _ in range(100):
        folder = folder / "deeper"
    folder.mkdir(parents=True)
    (folder / "file").touch(mode=0o000)
    if os.name != "nt":
        (folder / "link").symlink_to(kept)
        (folder / "loop").symlink_to(folder / "loop")
        folder.chmod(0o000)
    usual = sys.getrecursionlimit()
    # With this limit, a few folders are as good as thousands.
    sys.setrecursionlimit(len(inspect.stack()) + 60)
    try:
        remove(top)
    finally:
        sys.setrecursionlimit(usual)
    assert not top.exists() and (kept / "mine").exists()


def test_a_file_sees_no_environment_variables_of_the_person_who_checks(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET", "do not tell")
    code = "import os\nprint(os.environ.get('SECRET'), os.path.expanduser('~') == os.getcwd())\n"
    assert outcome(tmp_path, code + RIGHT).printed == "None True\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x = 1\ny = 'Gr\u00fc\u00dfe'\n".encode("cp1252"), ", line 2: this is not UTF-8 text"),
        ("x = 1\n".encode("utf-16"), ", line 1: this is not UTF-8 text; save the file as UTF-8"),
        ("x = 1\n".encode("utf-16-le"), ", line 1: this is not UTF-8 text"),
        (b"x = 1\n\ny = '\0'\n", ", line 3: this is not UTF-8 text"),
        (b"x = 1\ry = 2\r\n\r\nz = '\xff'\r", ", line 4: this is not UTF-8 text"),
        (b"#" * (MOST_BYTES + 1), " is too large: the limit is 1,000,000 bytes"),
    ],
)
def test_a_file_that_is_not_a_program_is_reported_in_plain_words(content, said, tmp_path):
    path = tmp_path / "gr\u00fcsse.py"
    path.write_bytes(content)
    [result] = examine_file(path)
    assert result.state == "wrong" and result.words.startswith(f"gr\u00fcsse.py{said}")


def test_text_in_utf_8_may_begin_with_a_mark_and_end_its_lines_as_windows_does(tmp_path):
    path = tmp_path / "mine.py"
    path.write_bytes(RIGHT.replace("\n", "\r\n").encode("utf-8-sig"))
    assert [result.state for result in examine_file(path)] == ["right"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has none of these")
def test_anything_but_a_plain_file_is_never_read(tmp_path):
    """Reading any of these would never end."""
    for name, target in (("zero.py", "/dev/zero"), ("loop.py", "loop.py"), ("no.py", "nowhere")):
        (tmp_path / name).symlink_to(target)
    os.mkfifo(tmp_path / "pipe.py")
    for path in tmp_path.iterdir():
        [result] = examine_file(path)
        assert result.words == f"{path.name} is not a plain file"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read every file")
def test_a_file_without_read_permission_is_reported(tmp_path):
    path = tmp_path / "mine.py"
    path.touch(mode=0o000)
    [result] = examine_file(path)
    assert result.words == "mine.py can't be read (Permission denied)"
