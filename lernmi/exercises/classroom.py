"""The folder with one learner's exercises, and the folder of a class with all those folders."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lernmi.exercises.checker import STOPS
from lernmi.exercises.examine import Outcome, source_of
from lernmi.exercises.ladder import LADDER, Exercise, exercise_for
from lernmi.exercises.sandbox import examine_apart
from lernmi.writing.whole_files import folder_for_files, write_whole

# What lernmi 0.1.0 wrote into each file after its docstring, as a SHA-256. Learners may still have
# such files, not begun. A release that changes these files again needs its own table.
UNTOUCHED_IN_0_1_0 = {
    1: "a2b3b7b6ca8ec82ed39bf11a24fe08dd3ce33685afc2adfc2d60184cff9d1f17",
    2: "64fd435b265af02063ee1f239fb7412696dc26bbf731455c3985d859a00e0785",
    3: "cbe3041066b1e5371256dd817b4dec2f1051c526a736b0c503cfff98c45ef648",
    4: "43f8b377c292ff22b54722b5d477ddf04218cea0eb284aee935a44fae0b4d45a",
    5: "ed45a64eeefa8a6d334c76f0b4abd99f21f7337a9a41b938812906b79ee76a82",
    6: "70152acf230b45e0222fe4497fba3c8783a651381d2a1a44bd731b749efa40a3",
    7: "ce9c96855a39c3ca709e39016a7f600cac0f45b8c1ddaa51c0c88f0f79354fab",
    8: "11cf618b36ec1e08819e0d2be73e79f0c6a175ac221a61f4536a7e4fa60e63a3",
    9: "149ff3bea0279761d57ae830ff529e028d3d8baa7e042d2c5731d6b419721cdd",
    10: "e31ce529b64d8e18e7d89f8662ed9f023837c5c40f7bc1670687784723cb6938",
    11: "c02f43e5eacf37a3dbd326cf52a824332e167f82685671c1cedeb3221c356675",
    12: "23a5bf0006adfb801ba0ffe0c4aada378e4ff4a084e1480cff279fba52b4962b",
}
# lernmi never opens a packed folder: a small one may unpack to a full disk.
PACKED_ENDINGS = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".xz", ".bz2")
ONE_ENDING_TOO_MANY = (
    "it has one ending too many. Rename it to {name} (if you don't see .txt, turn on file name "
    "extensions)"
)
# Where to look for exercises in a learner's folder that has none itself.
MOST_INNER = 100


class Standing(NamedTuple):
    """How far a learner has come.

    done: the exercises that are right.
    current: the first exercise that is not right, or None if all are.
    outcomes: the result of each exercise that the learner has begun, by its number.
    """

    done: Sequence[Exercise]
    current: Exercise | None
    outcomes: Mapping[int, Outcome]

    @property
    def mistake(self) -> str:
        """The mistake in the current exercise, or "" if everything written so far is right.

        It is the names of the mistakes. If lernmi knows none, it is the sentence about the wrong
        number, or "stops with an error".
        """
        outcome = None if self.current is None else self.outcomes.get(self.current.number)
        for result in [] if outcome is None else outcome.results:
            if result.state == "wrong" and result.words.startswith(STOPS):
                return "stops with an error"
            if result.state == "wrong":
                return " and ".join(result.mistakes) or result.words
        return ""


def files_of(folder: Path) -> dict[int, Path]:
    """Return the files of exercises in a folder, by the exercise's number.

    Everything with such a name counts, except folders. `examine_apart` refuses what is not a plain
    file. If there are several files for an exercise, the one with the exercise's own name counts,
    otherwise the first one. Raises OSError if the folder can't be read.
    """
    files: dict[int, Path] = {}
    for path in sorted(folder.iterdir()):
        exercise = exercise_for(path)
        if exercise is not None and path.suffix.lower() == ".py" and not path.is_dir():
            if path.name == exercise.file:
                files[exercise.number] = path
            files.setdefault(exercise.number, path)
    return files


def not_checked(folder: Path) -> dict[Path, str]:
    """Return the files in a learner's folder that aren't checked, each with why and what to do.

    Only programs and packed folders count. Leaves out names that begin with . or _.
    """
    files = files_of(folder)
    reasons = {}
    for path in visible_in(folder):
        if path.is_dir() or path in files.values():
            continue
        if is_packed(path):
            reasons[path] = why_packed(path)
        elif path.name.lower().endswith(".py.txt"):
            reasons[path] = ONE_ENDING_TOO_MANY.format(name=path.stem)
        elif path.suffix.lower() == ".py":
            exercise = exercise_for(path)
            reasons[path] = "its name must begin with an exercise's number, such as 07_"
            if exercise is not None:
                reasons[path] = f"{files[exercise.number].name} was checked. Keep only one of them"
    return reasons


def is_packed(path: Path) -> bool:
    """Whether a file's name says that it is a packed folder."""
    return path.suffix.lower() in PACKED_ENDINGS


def why_packed(path: Path) -> str:
    """Return why a packed folder isn't checked, and what to do."""
    if path.with_suffix("").is_dir():
        return f"it is packed. The folder {path.stem} beside it was checked"
    return f"it is packed. Unpack it, so that its files are in a folder {path.stem} beside it"


def visible_in(folder: Path) -> list[Path]:
    """Return everything in a folder, except names that begin with . or _; sorted by name."""
    return [path for path in sorted(folder.iterdir()) if path.name[0] not in "._"]


def exercises_in(folder: Path) -> Path:
    """Return the folder with a learner's exercises: this one, or the only one in it that has some.

    Unpacking often puts a folder into another with the same name. If no folder has exercises, or
    several have, returns this one.
    """
    try:
        if files_of(folder):
            return folder
        inner = [path for path in visible_in(folder)[:MOST_INNER] if path.is_dir()]
        found = [path for path in inner if has_exercises(path)]
    except OSError:
        return folder
    return found[0] if len(found) == 1 else folder


def put_files(folder: Path, command: str = "python3 -m lernmi") -> list[Path]:
    """Put the files of the exercises into a folder, and return the new ones.

    command: how to start lernmi's command line here; the tasks show it.

    Creates the folder if necessary. Leaves existing files alone, except empty ones: older versions
    left such a file behind on a full disk.

    Raises ValueError if `folder` is a file, or if its name can't be written into a task; OSError if
    a file can't be written. Even then each file is complete or absent.
    """
    try:
        str(folder).encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(
            f"the name {str(folder)!a} can't be written as UTF-8 text, but each exercise mentions "
            "its folder: choose another name, such as my_exercises"
        ) from None
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file, but the exercises need a folder")
    new = []
    with folder_for_files(folder):
        there = files_of(folder)
        for exercise in LADDER:
            path = there.get(exercise.number, folder / exercise.file)
            is_empty = path.is_file() and not path.stat().st_size
            if is_empty or not path.exists():
                # A file that appeared in the meantime is not overwritten.
                write_whole(path, task_in(folder, exercise, command), replaces=is_empty)
                new.append(path)
    return new


def task_in(folder: Path, exercise: Exercise, command: str) -> str:
    """Return the text of an exercise's file, with commands that work from here.

    folder: where the file will be; it replaces FOLDER.
    command: replaces `python3 -m lernmi`.
    """
    path = in_quotes((folder / exercise.file).as_posix())
    run = f"{path}   (lernmi must be installed for this Python)"
    has_dots = folder.is_absolute() or any("." in part for part in folder.parts)
    hides_a_module = folder.parts[:1] and folder.parts[0] in sys.stdlib_module_names
    if command != "lernmi" and not has_dots and not hides_a_module:
        # If lernmi isn't installed, this still finds it when it is typed in lernmi's folder.
        run = "-m " + in_quotes(".".join([*folder.parts, exercise.name]))
    text = exercise.task.replace(f"-m FOLDER.{exercise.name}", run)
    text = text.replace(f"FOLDER/{exercise.file}", path).replace("python3 -m lernmi", command)
    return text.replace("FOLDER", in_quotes(folder.as_posix()))


def in_quotes(text: str) -> str:
    """Return a path as you type it: in quotes if it contains a space."""
    return f'"{text}"' if " " in text else text


def standing(folder: Path, wants_moments: bool = False) -> Standing:
    """Run all files that the learner has begun, and return how far the learner has come.

    wants_moments: as in `examine_file`.
    """
    done = []
    outcomes = {}
    for number, path in files_of(folder).items():
        exercise = LADDER[number - 1]
        if is_untouched(path, exercise):
            continue
        outcomes[number] = examine_apart(path, wants_moments=wants_moments)
        if outcomes[number].is_right:
            done.append(exercise)
    others = [exercise for exercise in LADDER if exercise not in done]
    return Standing(done, others[0] if others else None, outcomes)


def is_untouched(path: Path, exercise: Exercise) -> bool:
    """Whether the learner has written nothing into the file of an exercise yet.

    Compares everything after the docstring; the docstring has commands that depend on the folder.
    """
    try:
        code = code_in(source_of(path))
    except ValueError:
        return False
    digest = sha256(code.encode("utf-8")).hexdigest()
    return code == code_in(exercise.task) or digest == UNTOUCHED_IN_0_1_0[exercise.number]


def code_in(text: str) -> str:
    """Return what a file contains after its docstring, or "" if it has no docstring."""
    return "".join(text.split('"""', 2)[2:])


def learners_in(folder: Path) -> list[Path]:
    """Return the learners' folders in the folder of a class, or [] if no folder has exercises.

    Sorted by name. Includes links that lead nowhere; leaves out names that begin with . or _.
    """
    folders = [path for path in visible_in(folder) if path.is_dir() or not path.exists()]
    return folders if any(has_exercises(exercises_in(path)) for path in folders) else []


def has_exercises(folder: Path) -> bool:
    """Whether a folder has files of exercises; False if it can't be read."""
    try:
        return bool(files_of(folder))
    except OSError:
        return False
