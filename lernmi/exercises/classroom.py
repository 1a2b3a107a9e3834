"""The exercises of one learner, in a folder; and of a class, in a folder of such folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lernmi.exercises.ladder import LADDER, Exercise, exercise_for
from lernmi.exercises.sandbox import Outcome, examine_apart

# A folder with more is hardly one of exercises.
MOST_FOLDERS = 1000


class Standing(NamedTuple):
    """Where a learner stands.

    done: the exercises that are right, one after another from the first.
    current: the first that is not; None if all are.
    outcome: what came of that; None if its file is not there.
    """

    done: Sequence[Exercise]
    current: Exercise | None
    outcome: Outcome | None

    @property
    def mistake(self) -> str:
        """What is wrong in the current exercise, in a few words; nothing if it is only begun."""
        if self.outcome is None:
            return ""
        for result in self.outcome.results:
            if result.state == "wrong":
                return " and ".join(result.mistakes) or result.words
        return ""


def files_of(folder: Path) -> dict[int, Path]:
    """Return the files of exercises in a folder, by the exercise's number."""
    files: dict[int, Path] = {}
    for path in sorted(folder.glob("*.py")):
        exercise = exercise_for(path)
        if exercise is not None and path.is_file():
            files.setdefault(exercise.number, path)
    return files


def put_files(folder: Path) -> list[Path]:
    """Put the files of the exercises into a folder, and return those that were not there yet.

    None that is there is touched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = files_of(folder)
    new = []
    for exercise in LADDER:
        path = folder / exercise.file
        if exercise.number not in there and not path.exists():
            # Fails rather than writing over what came there meanwhile.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(exercise.task)
            new.append(path)
    return new


def standing(folder: Path, report: Callable[[Exercise], object] | None = None) -> Standing:
    """Return where a learner stands: exercises are looked at up to the first that is not right.

    report: called with each exercise before it is looked at.
    """
    files = files_of(folder)
    done: list[Exercise] = []
    for exercise in LADDER:
        if exercise.number not in files:
            return Standing(done, exercise, None)
        if report is not None:
            report(exercise)
        outcome = examine_apart(files[exercise.number])
        if not outcome.is_right:
            return Standing(done, exercise, outcome)
        done.append(exercise)
    return Standing(done, None, None)


def learners_in(folder: Path) -> list[Path]:
    """Return the folders of learners in the folder of a class, those with files of exercises."""
    folders = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    return [path for path in folders[:MOST_FOLDERS] if files_of(path)]


def standings(folders: Sequence[Path]) -> Iterator[tuple[str, Standing]]:
    """Yield where each learner of a class stands, by the name of their folder."""
    for folder in folders:
        yield folder.name, standing(folder)
