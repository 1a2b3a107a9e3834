"""Write every kind of file that lernmi writes: once with enough room, then without.

    python every_writer.py FOLDER

prints as JSON, for each file, the error without room (for an old file and for a new one), and
whether the old file is unchanged. Last, it lists existing files that were opened for writing.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from lernmi import Network, Trainer
from lernmi.command_line.main import run
from lernmi.files import save, save_every
from lernmi.inside.diagram import draw
from lernmi.inside.replays import replay
from lernmi.training.records import write_history
from lernmi.writing.system_errors import sentence_about

# Smaller than any of these files.
ROOM = 50
SAMPLES = [([0, 1], [1]), ([1, 1], [0])]


def command(*words: str) -> Callable[[Path], str]:
    """Return a function that runs a command with FILE and its FOLDER, and returns its errors."""

    def write(path: Path) -> str:
        given = {"FILE": str(path), "FOLDER": str(path.parent)}
        errors = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(errors):
            code = run([given.get(word, word) for word in words])
        assert code == (2 if errors.getvalue() else 0)
        return errors.getvalue()

    return write


def call(function: Callable[[Path], object]) -> Callable[[Path], str]:
    """Return a function that calls `function`, and returns its error as text."""

    def write(path: Path) -> str:
        try:
            function(path)
        except OSError as problem:
            assert problem.filename == str(path) and problem.errno
            return sentence_about(problem)
        return ""

    return write


def train(path: Path) -> None:
    trainer.train(SAMPLES, 1, on_epoch=save_every(1, path, trainer, SAMPLES))


trainer = Trainer(Network([2, 1]), learning_rate=0.1)
trainer.train(SAMPLES, 1)
WRITERS = {
    "saved.json": call(lambda path: save(path, Network([2, 1]))),
    "run.json": call(train),
    "history.csv": call(lambda path: write_history(trainer.history, path)),
    "diagram.svg": call(lambda path: draw(Network([1, 1])).save(path)),
    "replay.html": call(lambda path: replay(Network([1, 1]), [([1], [1])]).save(path)),
    "network.json": command("train", "not", "--epochs", "3", "--save", "FILE"),
    "page.html": command("step", "mazur", "--html", "FILE"),
    "picture.svg": command("show", "xor", "FILE"),
    "program.py": command("show", "xor", "FILE"),
    "sheets.html": command("exercises", "--sheet", "1", "FILE"),
    "cards.html": command("exercises", "--cards", "FILE"),
    "tasks/01_one_link.py": command("exercises", "FOLDER"),
}
if find_spec("matplotlib"):
    WRITERS["pictures/weights.png"] = command("train", "not", "--pictures", "FOLDER")
if find_spec("torch"):
    WRITERS["weights.pt"] = command("show", "xor", "FILE")
if find_spec("onnx"):
    WRITERS["model.onnx"] = command("show", "xor", "FILE")


def main(folder: Path) -> None:
    opened: list[str] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        path = Path(str(arguments[0])) if event == "open" else Path()
        # Opening a file without a name opens its folder.
        if folder in path.parents and not path.is_dir():
            flags = int(str(arguments[2]))
            if flags & (os.O_WRONLY | os.O_RDWR) and not flags & os.O_EXCL:
                opened.append(f"{path}")

    sys.addaudithook(note)
    (folder / "new").mkdir()
    results = {}
    for name, write in WRITERS.items():
        path = folder / name
        complaint = write(path)
        before = path.read_bytes()
        assert not complaint and len(before) > ROOM, (name, complaint)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))
        results[name] = {"old": write(path), "new": write(folder / "new" / name)}
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        results[name]["is_unchanged"] = path.read_bytes() == before
    print(json.dumps([results, trainer.epochs_done, opened]))


main(Path(sys.argv[1]))
