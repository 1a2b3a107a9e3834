"""The exercises of one learner, in a folder; and of a class, in a folder of such folders."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lernmi.exercises.checker import STOPS
from lernmi.exercises.examine import source_of
from lernmi.exercises.ladder import LADDER, Exercise, exercise_for
from lernmi.exercises.sandbox import Outcome, examine_apart
from lernmi.writing.whole_files import folder_for_files, write_whole


class Standing(NamedTuple):
    """Where a learner stands.

    done: the exercises that are right.
    current: the first that is not; None if all are.
    outcomes: what came of each exercise that something was written into, by its number.
    """

    done: Sequence[Exercise]
    current: Exercise | None
    outcomes: Mapping[int, Outcome]

    @property
    def mistake(self) -> str:
        """What is wrong in the current exercise; nothing if what is written so far is right.

        The names of the mistakes; or if none is known, the sentence about it (of what Python says,
        only that it does).
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

    Whatever bears such a name, but folders: that something is no plain file is said when it is
    examined. Raises OSError if the folder can't be read.
    """
    files: dict[int, Path] = {}
    for path in sorted(folder.iterdir()):
        exercise = exercise_for(path)
        if exercise is not None and path.suffix.lower() == ".py" and not path.is_dir():
            files.setdefault(exercise.number, path)
    return files


def put_files(folder: Path, command: str = "python3 -m lernmi") -> list[Path]:
    """Put the files of the exercises into a folder, and return those that were not there yet.

    command: how lernmi's command line is started here; the tasks say so.

    It is made if it isn't there. A file that is there is not touched, unless it is empty: older
    versions left such a file behind on a full disk.

    Raises ValueError if `folder` is a file, or if its name can't be written into a task; OSError if
    a file can't be written. Each file is whole then, or not there.
    """
    try:
        str(folder).encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(
            f"the exercises name their folder, and {str(folder)!a} can't be written as UTF-8 "
            "text: choose another name, such as my_exercises"
        ) from None
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; the exercises need a folder")
    new = []
    with folder_for_files(folder):
        there = files_of(folder)
        for exercise in LADDER:
            path = there.get(exercise.number, folder / exercise.file)
            is_empty = path.is_file() and not path.stat().st_size
            if is_empty or not path.exists():
                # What came there meanwhile is not written over.
                write_whole(path, task_in(folder, exercise, command), replaces=is_empty)
                new.append(path)
    return new


def task_in(folder: Path, exercise: Exercise, command: str) -> str:
    """Return the text of an exercise's file, with the commands that work from here.

    folder: where the file is to be; it stands in them in place of FOLDER.
    command: what stands in place of `python3 -m lernmi`.
    """
    path = in_quotes((folder / exercise.file).as_posix())
    run = f"{path}   (lernmi has to be installed for this Python)"
    has_dots = folder.is_absolute() or any("." in part for part in folder.parts)
    hides_a_module = folder.parts[:1] and folder.parts[0] in sys.stdlib_module_names
    if command != "lernmi" and not has_dots and not hides_a_module:
        # So it also finds a lernmi that is not installed, in whose folder that is typed.
        run = "-m " + in_quotes(".".join([*folder.parts, exercise.name]))
    text = exercise.task.replace(f"-m FOLDER.{exercise.name}", run)
    text = text.replace(f"FOLDER/{exercise.file}", path).replace("python3 -m lernmi", command)
    return text.replace("FOLDER", in_quotes(folder.as_posix()))


def in_quotes(text: str) -> str:
    """Return a path as it is typed: in quotes, if there is a blank in it."""
    return f'"{text}"' if " " in text else text


def standing(folder: Path) -> Standing:
    """Return where a learner stands; all files are run that something was written into."""
    done = []
    outcomes = {}
    for number, path in files_of(folder).items():
        exercise = LADDER[number - 1]
        if is_as_it_was(path, exercise):
            continue
        outcomes[number] = examine_apart(path)
        if outcomes[number].is_right:
            done.append(exercise)
    others = [exercise for exercise in LADDER if exercise not in done]
    return Standing(done, others[0] if others else None, outcomes)


def is_as_it_was(path: Path, exercise: Exercise) -> bool:
    """Whether nothing was written into the file of an exercise yet.

    Its first text, in which the commands are others for each folder, is not looked at.
    """
    try:
        text = source_of(path)
    except ValueError:
        return False
    return text.split('"""', 2)[2:] == exercise.task.split('"""', 2)[2:]


def learners_in(folder: Path) -> list[Path]:
    """Return the folders of learners in the folder of a class; none if no exercise is in any.

    In the order of their names, with links that lead nowhere; those that begin with . or _ are left
    out.
    """
    folders = [
        path
        for path in sorted(folder.iterdir())
        if path.name[0] not in "._" and (path.is_dir() or not path.exists())
    ]
    return folders if any(has_exercises(path) for path in folders) else []


def has_exercises(folder: Path) -> bool:
    """Whether there are files of exercises in a folder, as far as it can be read."""
    try:
        return bool(files_of(folder))
    except OSError:
        return False
