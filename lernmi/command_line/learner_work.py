"""`check PATH`: a learner's file or folder, the folder of a class, or numbers from paper."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lernmi.command_line.progress import CountLine
from lernmi.command_line.terminal import WIDTH, command
from lernmi.exercises.classroom import Standing, files_of, learners_in, standing
from lernmi.exercises.homework import MOST_BYTES, check_homework, read_homework
from lernmi.exercises.ladder import LADDER, exercise_for
from lernmi.exercises.sandbox import Outcome, examine_apart
from lernmi.writing.safe_text import printable

MOST_PRINTED = 10
NAME_WIDTH = 24
# A class with more is hardly one.
MOST_FOLDERS = 1000
# What comes of ada.csv where an editor adds its own ending, and Windows doesn't show it.
HIDDEN_ENDINGS = (".csv.txt", ".json.txt", ".py.txt")


def is_work(path: Path) -> bool:
    """Whether this is something of a learner's, and not a table to learn from.

    Any folder is, and any name that ends in .py; of other files, those with homework. Raises
    ValueError as `homework_in` does.
    """
    return path.is_dir() or path.suffix.lower() == ".py" or homework_in(path) is not None


def homework_in(path: Path) -> dict[str, Any] | None:
    """Return the homework in a file; None if there is none in it.

    Raises ValueError for homework that can't be read, and for a .csv or .json file that is not
    there.
    """
    if path.name.lower().endswith(HIDDEN_ENDINGS) and path.is_file():
        raise ValueError(
            f"{path} has one ending too many: rename it to {path.stem} (if .txt is not seen, "
            "have the endings of files shown)"
        )
    if path.suffix.lower() not in (".csv", ".json"):
        return None
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    return read_homework(path)


def check_work(path: Path) -> int:
    """Check it, print what was found, and return the exit code.

    1 if a file is not right (or not written yet), or as `check_folder` says; else 0. Raises
    ValueError for a file or folder in which there is nothing to be checked.
    """
    if path.is_dir():
        return check_folder(path)
    if path.suffix.lower() == ".py":
        if not os.path.lexists(path):
            raise ValueError(f"there is no file {path}")
        outcome = examine_apart(path)
        show_outcome(path, outcome)
        return 0 if outcome.is_right else 1
    homework = read_homework(path)
    assert homework is not None
    try:
        finding = check_homework(homework)
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from None
    name = learner_of(homework)
    words = f"{name}: {finding.words}" if name else finding.words
    print(textwrap.fill(printable(words), WIDTH - 1))
    return 0 if finding.is_right else 1


def check_folder(folder: Path) -> int:
    """Check the exercises in a folder; or the homework in it, and the exercises in its folders.

    Returns the exit code: 1 only if these are exercises, and there is a mistake in the first that
    is not right. Raises ValueError if there is nothing to be checked.
    """
    if files_of(folder):
        found = standing(folder)
        show_standing(found, folder)
        return 1 if found.mistake else 0
    homework = {path: words_about(path) for path in sorted(folder.iterdir()) if path.is_file()}
    too_large = [path for path in homework if is_too_large(path)]
    if any(homework.values()):
        for path in too_large:
            homework[path] = f"{path.name}: left out, since it has more than {MOST_BYTES:,} bytes"
        for words in homework.values():
            if words:
                print(textwrap.fill(printable(words), WIDTH - 1, subsequent_indent="  "))
    learners = learners_in(folder)
    if learners:
        show_class(learners)
    elif not any(homework.values()):
        left_out = ", ".join([path.name for path in too_large])
        left_out = left_out and f"; {left_out}: more than {MOST_BYTES:,} bytes, so no homework"
        raise ValueError(
            f"{folder} has no files of exercises or homework, nor have folders in it (exercises "
            f"come there by: {command()} exercises {folder}{left_out})"
        )
    return 0


def show_class(learners: Sequence[Path]) -> None:
    """Print the table of a class: a row for each learner, whatever is in the folders."""
    looked_at = learners[:MOST_FOLDERS]
    width = max([len("learner"), *[len(name_of(folder)) for folder in looked_at]])
    print(f"{'learner':{width}}  right  now at  mistake there")
    line = CountLine(len(looked_at), "folders looked at", live_seconds=1)
    for number, folder in enumerate(looked_at):
        line.report(number)
        row = f"{name_of(folder):{width}}  {row_about(folder)}"
        line.clear()
        print(row if len(row) <= WIDTH else f"{row[: WIDTH - 2]}..", flush=True)
    print(f"(right: how many of the {len(LADDER)}; now at: the first that is not)")
    if len(learners) > MOST_FOLDERS:
        print(f"({len(learners) - MOST_FOLDERS:,} folders more were not looked at)")


def words_about(path: Path) -> str:
    """Return what is to be said of a file in a folder of homework; nothing if it is none."""
    try:
        homework = homework_in(path)
        if homework is None:
            return ""
        name = learner_of(homework)
        file = f"{path.name} ({name})" if name else path.name
        return f"{file}: {check_homework(homework).words}"
    except OSError as problem:
        return f"{path.name}: it can't be read ({problem.strerror})"
    except ValueError as problem:
        words = str(problem).replace(f"{path}", path.name)
        return words if words.startswith(path.name) else f"{path.name}: {words}"


def is_too_large(path: Path) -> bool:
    """Whether this may have been meant as homework, but is too large to be any."""
    return path.suffix.lower() in (".csv", ".json") and path.stat().st_size > MOST_BYTES


def learner_of(homework: Mapping[str, Any]) -> str:
    """Return the name of whoever did it, if it stands there, as far as there is room for it."""
    return str(homework.get("name") or "")[:NAME_WIDTH]


def name_of(folder: Path) -> str:
    """Return the name of a learner's folder, so short that it fits into the table of a class."""
    name = printable(folder.name)
    return name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 2]}.."


def row_about(folder: Path) -> str:
    """Return where a learner stands, for the table of a class; or why that can't be said."""
    try:
        found = standing(folder)
        if found.current is None:
            return f"{len(found.done):5}     all  -"
        # Which file it is, the number says.
        what = re.sub(r"^\d\d_\w*\.py,? ", "", found.mistake)
        if not files_of(folder):
            what = "there are no files of exercises"
        elif not what:
            is_begun = found.current.number in found.outcomes
            what = "begun" if is_begun else "not begun"
        return f"{len(found.done):5}  {found.current.number:6}  {printable(what)}"
    except OSError as problem:
        why = f"can't be read: {problem.strerror}"
    except Exception as problem:
        # Whatever it is: the others are still to be looked at.
        why = f"can't be checked: {type(problem).__name__}: {problem}"
    return f"{'-':>5}  {'-':>6}  {printable(why)}"


def show_standing(found: Standing, folder: Path) -> None:
    """Print where a learner stands, and what comes next."""
    for exercise in LADDER:
        state = ""
        if exercise in found.done:
            state = "right"
        elif exercise == found.current:
            state = "now"
        elif exercise.number in found.outcomes:
            state = "begun"
        minutes = "" if state == "right" else f" ({exercise.minutes} minutes)"
        print(f"{exercise.number:2}  {state:5}  {exercise.title}{minutes}")
    print()
    if found.current is None:
        print(f"All {len(LADDER)} are right. You have written backpropagation.")
        return
    path = files_of(folder).get(found.current.number, folder / found.current.file)
    if not os.path.lexists(path):
        print(f"{printable(path)} is not there; this puts it there:")
        print(f"  {command()} exercises {printable(folder)}")
    elif found.current.number not in found.outcomes:
        print(f"Now: {printable(path)}. It says what to do, and how to have it checked.")
    else:
        show_outcome(path, found.outcomes[found.current.number])


def show_outcome(path: Path, outcome: Outcome) -> None:
    """Print how the parts of a file are, what it printed itself, and where help is to be had."""
    for result in outcome.results:
        words = result.words
        if result.state == "open":
            words = f"still to do: {words}"
        text = words if words.startswith(result.part) else f"{result.part}: {words}"
        print(textwrap.fill(printable(text), WIDTH - 1, subsequent_indent="  "))
    printed = outcome.printed.rstrip().splitlines()
    if printed:
        print("It also printed:")
        for line in printed[:MOST_PRINTED]:
            print(f"  | {line[: WIDTH - 4]}")
        if len(printed) > MOST_PRINTED:
            print(f"  | and {len(printed) - MOST_PRINTED} lines more")
    exercise: Any = exercise_for(path)
    if exercise is None:
        return
    if outcome.is_right:
        if exercise.number < len(LADDER):
            following = LADDER[exercise.number]
            print(f"Exercise {exercise.number} is right. Next: {following.file}")
        else:
            print(f"Exercise {exercise.number} is right.")
        return
    print(f"The task is in {printable(path)}; a hint:")
    print(f"  {command()} exercises --hint {exercise.number}")
