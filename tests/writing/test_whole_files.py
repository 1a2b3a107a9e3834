"""A file is complete or unchanged, whatever happens to the process that writes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pythons import environment

from lernmi.writing.whole_files import (
    UNFINISHED,
    folder_for_files,
    new_file,
    refuse_unwritable,
    remove_left_overs,
    write_whole,
)

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals and rights")

KILLED_WHILE_WRITING = """
import os, signal, sys
from lernmi.writing.whole_files import write_whole
# The text is in the unfinished file, but not yet on the disk.
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
write_whole(sys.argv[1], "new" * 1000)
"""

AS_ANYBODY = """
import os, sys
from lernmi.writing.whole_files import refuse_unwritable, write_whole
if os.geteuid() == 0:
    # Root may write anywhere.
    os.setuid(65534)
for path in sys.argv[1:]:
    for write in (refuse_unwritable, lambda path: write_whole(path, "text")):
        try:
            write(path)
        except PermissionError as problem:
            print(problem.strerror)
"""


def run(code: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
    )


@ON_POSIX
def test_a_process_killed_while_writing_changes_no_file_and_the_next_write_tidies_up(tmp_path):
    path = tmp_path / "one.json"
    write_whole(path, "before")
    assert run(KILLED_WHILE_WRITING, path).returncode == -signal.SIGKILL
    assert path.read_text(encoding="utf-8") == "before"
    names = sorted([each.name for each in tmp_path.iterdir()])
    assert len(names) == 2 and names[0].startswith(UNFINISHED)
    write_whole(tmp_path / "other.json", "other")
    assert sorted([each.name for each in tmp_path.iterdir()]) == ["one.json", "other.json"]


def test_a_file_that_is_being_written_is_not_removed_as_a_left_over(tmp_path):
    handle, name = new_file(tmp_path)
    remove_left_overs(tmp_path)
    assert Path(name).exists()
    os.close(handle)
    remove_left_overs(tmp_path)
    assert not Path(name).exists()


@ON_POSIX
def test_many_processes_can_write_into_one_folder_at_the_same_time(tmp_path):
    code = (
        "import sys\n"
        "from lernmi.writing.whole_files import write_whole\n"
        "for number in range(100): write_whole(sys.argv[1], f'{number}' * 1000)"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / f"{number % 3}.json")],
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        for number in range(6)
    ]
    for process in processes:
        assert process.communicate(timeout=60)[1] == ""
    assert sorted([each.name for each in tmp_path.iterdir()]) == ["0.json", "1.json", "2.json"]
    for path in tmp_path.iterdir():
        assert path.read_text(encoding="utf-8") == "99" * 1000


@ON_POSIX
def test_a_read_only_file_is_refused_before_and_during_writing_and_stays():
    # Not in tmp_path, because only its owner can see it.
    with tempfile.TemporaryDirectory() as name:
        folder, closed = Path(name), Path(name) / "closed"
        closed.mkdir(mode=0o555)
        path = folder / "kept.txt"
        path.write_text("before", encoding="utf-8")
        path.chmod(0o444)
        folder.chmod(0o777)
        answer = run(AS_ANYBODY, path, closed / "new.txt")
        assert answer.stdout.splitlines() == [
            *[f"{path} could not be written: no permission. The file is unchanged"] * 2,
            *[f"{closed}/new.txt could not be written: no permission. No file was written"] * 2,
        ], answer.stderr
        assert path.read_text(encoding="utf-8") == "before"
        assert sorted(folder.rglob("*")) == [closed, path]


def test_a_new_file_never_replaces_another(tmp_path):
    path = tmp_path / "one.txt"
    write_whole(path, "first", replaces=False)
    with pytest.raises(FileExistsError, match=r"it already exists\. The file is unchanged"):
        write_whole(path, "second", replaces=False)
    assert path.read_text(encoding="utf-8") == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_only_one_of_many_writers_gets_a_new_name(tmp_path):
    def write(number: int) -> int:
        try:
            write_whole(tmp_path / "one.txt", f"{number}" * 1000, replaces=False)
        except FileExistsError:
            return 0
        return number

    with ThreadPoolExecutor(8) as threads:
        written = sorted(threads.map(write, range(1, 9)))
    assert written[:-1] == [0] * 7
    assert (tmp_path / "one.txt").read_text(encoding="utf-8") == f"{written[-1]}" * 1000
    assert [each.name for each in tmp_path.iterdir()] == ["one.txt"]


@settings(max_examples=20)
@given(before=st.none() | st.binary(), content=st.text() | st.binary(), replaces=st.booleans())
def test_a_file_has_the_old_or_the_new_content_and_nothing_is_left(before, content, replaces):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "file"
        if before is not None:
            path.write_bytes(before)
        expected = content if isinstance(content, bytes) else content.encode("utf-8")
        try:
            write_whole(path, content, replaces)
        except FileExistsError:
            assert before is not None and not replaces
            expected = before
        assert path.read_bytes() == expected
        assert list(Path(name).iterdir()) == [path]


@ON_POSIX
def test_impossible_text_and_names_are_refused_and_nothing_is_written(tmp_path):
    path = tmp_path / "one.txt"
    write_whole(path, "before")
    with pytest.raises(ValueError, match=r"one.txt could not be written: .* '\\udcff'"):
        write_whole(path, "a\udcffb")
    for name in ("a\0b", "a\ud800b"):
        with pytest.raises(ValueError, match="is not a valid file name"):
            refuse_unwritable(tmp_path / name)
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_made_for_files_is_removed_if_it_stays_empty(tmp_path):
    folder = tmp_path / "new" / "deeper"
    with pytest.raises(ZeroDivisionError), folder_for_files(folder):
        assert folder.is_dir()
        print(1 / 0)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "new").mkdir()
    with folder_for_files(folder):
        pass
    # It existed before.
    assert list(tmp_path.iterdir()) == [tmp_path / "new"]
    with folder_for_files(folder):
        (folder / "file").touch()
    assert (folder / "file").exists()


def test_bytes_and_line_ends_are_written_unchanged(tmp_path):
    write_whole(tmp_path / "bytes", b"\x00\r\n\xff")
    assert (tmp_path / "bytes").read_bytes() == b"\x00\r\n\xff"
    write_whole(tmp_path / "text", "\u00e4\n")
    assert (tmp_path / "text").read_bytes() == b"\xc3\xa4\n"
