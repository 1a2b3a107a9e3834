"""A file is there as a whole or as it was before, whatever happens to who writes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.pythons import environment

from lernmi.files.writing import UNFINISHED, new_file, remove_left_overs, write_whole

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals and limits")

KILLED_WHILE_WRITING = """
import os, signal, sys
from lernmi.files.writing import write_whole
# The text is in the unfinished file, and not yet on the disk.
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
write_whole(sys.argv[1], "new" * 1000)
"""

WITHOUT_ROOM = """
import resource, sys
from lernmi import Network, Trainer
from lernmi.files import save_every

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
trainer = Trainer(Network([2, 3, 1]), learning_rate=0.1)
saving = save_every(1, sys.argv[1], trainer, XOR)
trainer.train(XOR, 2, on_epoch=saving)
# From here on no file can become larger than this.
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    trainer.train(XOR, 2, on_epoch=saving)
except OSError as problem:
    print(problem)
print(trainer.epochs_done)
"""


def run(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
    )


@ON_POSIX
def test_killed_in_the_middle_of_writing_the_file_is_as_it_was_and_the_next_one_tidies_up(tmp_path):
    path = tmp_path / "one.json"
    write_whole(path, "before")
    assert run(KILLED_WHILE_WRITING, path).returncode == -signal.SIGKILL
    assert path.read_text(encoding="utf-8") == "before"
    names = sorted([each.name for each in tmp_path.iterdir()])
    assert len(names) == 2 and names[0].startswith(UNFINISHED)
    write_whole(tmp_path / "other.json", "other")
    assert sorted([each.name for each in tmp_path.iterdir()]) == ["one.json", "other.json"]


@ON_POSIX
def test_where_there_is_no_room_training_ends_and_the_last_checkpoint_stays(tmp_path):
    path = tmp_path / "run.json"
    answer = run(WITHOUT_ROOM, path)
    assert f"{path} can't be written (File too large); it is as it was before" in answer.stdout
    # The third epoch is done, and the network has it.
    assert answer.stdout.splitlines()[-1] == "3"
    assert '"epochs_done": 2' in path.read_text(encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir()] == ["run.json"]


def test_what_is_being_written_is_no_left_over(tmp_path):
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
        "from lernmi.files.writing import write_whole\n"
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
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_can_not_be_written_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError, match=r"can't be written \(Permission denied\)"):
        write_whole(tmp_path / "one.json", "text")
    tmp_path.chmod(0o700)


def test_bytes_are_written_as_they_are_and_text_without_other_ends_of_lines(tmp_path):
    write_whole(tmp_path / "bytes", b"\x00\r\n\xff")
    assert (tmp_path / "bytes").read_bytes() == b"\x00\r\n\xff"
    write_whole(tmp_path / "text", "\u00e4\n")
    assert (tmp_path / "text").read_bytes() == b"\xc3\xa4\n"
