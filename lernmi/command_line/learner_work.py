"""`check PATH` for a learner's file or folder, the folder of a class, or numbers from paper."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lernmi.command_line.progress import CountLine
from lernmi.command_line.terminal import WIDTH, command
from lernmi.exercises.classroom import (
    ONE_ENDING_TOO_MANY,
    Standing,
    exercises_in,
    files_of,
    has_exercises,
    in_quotes,
    is_packed,
    learners_in,
    not_checked,
    standing,
    visible_in,
    why_packed,
)
from lernmi.exercises.diagnosis import UNKNOWN, with_answer
from lernmi.exercises.examine import Outcome, Result
from lernmi.exercises.homework import MOST_BYTES, check_homework, read_homework
from lernmi.exercises.ladder import LADDER, Exercise, exercise_for
from lernmi.exercises.reports import MARKS, Row, report
from lernmi.exercises.sandbox import examine_apart
from lernmi.writing.safe_text import printable

MOST_PRINTED = 10
NAME_WIDTH = 24
# More folders than any class has.
MOST_FOLDERS = 1000
# How many files that are not homework are listed if nothing is.
MOST_REASONS = 10
ONE_OF_SEVERAL = "it is one of several folders with exercises. Keep only one of them"
NOTHING_TO_SHOW = (
    "--show steps through a network with your own Link or Neuron if it computes a wrong number; "
    "there is nothing to show here."
)
# An editor may add .txt to ada.csv, and Windows may hide that ending.
HOMEWORK_ENDINGS = (".csv", ".tsv", ".json", ".txt")
SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")


def is_work(path: Path) -> bool:
    """Whether this is a learner's work, and not a table to train on.

    Folders are, and files that end in .py, and files with homework. Raises ValueError as
    `homework_in` does.
    """
    return path.is_dir() or path.suffix.lower() == ".py" or homework_in(path) is not None


def homework_in(path: Path) -> dict[str, Any] | None:
    """Return the homework in a file, or None if it has none.

    Raises ValueError for homework that can't be read, for a program that is named .txt, for a
    packed folder, and if there is no such file with an ending of homework.
    """
    if is_packed(path) and path.is_file():
        raise ValueError(f"{path}: {why_packed(path)}")
    if path.name.lower().endswith(".py.txt") and path.is_file():
        raise ValueError(f"{path}: {ONE_ENDING_TOO_MANY.format(name=path.stem)}")
    if path.suffix.lower() not in HOMEWORK_ENDINGS or path.is_dir():
        return None
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    return read_homework(path)


def check_work(path: Path, has_moments: bool = False, has_answer: bool = False) -> int:
    """Check a learner's work, print the verdict, and return the exit code.

    has_moments, has_answer: as in `show_outcome`.

    The exit code is 1 if a file is not right (or not written yet), or as `check_folder` says;
    otherwise 0. Raises ValueError if there is nothing to check in the file or folder.
    """
    if path.is_dir():
        return check_folder(path, has_moments, has_answer)
    if path.suffix.lower() == ".py":
        if not os.path.lexists(path):
            raise ValueError(f"there is no file {path}")
        outcome = examine_apart(path, wants_moments=has_moments)
        show_outcome(path, outcome, has_moments, has_answer)
        return 0 if outcome.is_right else 1
    if has_moments or has_answer:
        raise ValueError("--show and --answer are for the files of exercises, such as FILE.py")
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


def check_folder(folder: Path, has_moments: bool = False, has_answer: bool = False) -> int:
    """Check the exercises in a folder; or the homework in it, and the exercises in its folders.

    has_moments, has_answer: as in `show_outcome`.

    Returns the exit code: 1 only if these are exercises, and the first that isn't right has a
    mistake. Raises ValueError if there is nothing to check.
    """
    if files_of(folder):
        found = standing(folder, has_moments)
        show_standing(found, folder, has_moments, has_answer)
        show_not_checked(not_checked(folder), folder)
        return 1 if found.mistake else 0
    learners = learners_in(folder)
    reasons = {}
    has_homework = False
    for path in visible_in(folder):
        if path in learners:
            continue
        try:
            words = verdict_on_homework(path)
            print(textwrap.fill(printable(words), WIDTH - 1, subsequent_indent="  "))
            has_homework = True
        except ValueError as problem:
            reasons[path] = str(problem)
    if learners:
        show_class(learners)
    has_any = bool(learners) or has_homework
    show_not_checked(reasons, folder, MOST_FOLDERS if has_any else MOST_REASONS)
    if not has_any:
        raise ValueError(
            f"{folder} has no exercises and no homework that can be checked, and neither have the "
            f"folders in it; to put exercises there: {command()} exercises {in_quotes(str(folder))}"
        )
    return 0


def show_not_checked(reasons: Mapping[Path, str], folder: Path, most: int = MOST_FOLDERS) -> None:
    """Print a row for each file that isn't checked: which one, why, and what to do.

    folder: the paths are shown as seen from there.
    most: how many rows; the others are counted.
    """
    for path, why in list(reasons.items())[:most]:
        name = path.relative_to(folder).as_posix()
        # A reason may begin with the place in the file.
        beside = "" if why.startswith(",") else ": "
        end = "" if why.endswith((".", ")", "?")) else "."
        words = printable(f"Not checked: {name}{beside}{why}{end}")
        print(textwrap.fill(words, WIDTH - 1, subsequent_indent="  "))
    if len(reasons) > most:
        print(f"({len(reasons) - most:,} more were not checked)")


def show_class(learners: Sequence[Path]) -> None:
    """Print the table of a class: a row for each learner, whatever is in their folder."""
    first_folders = learners[:MOST_FOLDERS]
    width = max([len("learner"), *[len(name_of(folder)) for folder in first_folders]])
    print(f"{'learner':{width}}  right  now at  mistake there")
    line = CountLine(len(first_folders), "folders checked", live_seconds=1)
    for number, folder in enumerate(first_folders):
        line.report(number)
        row = f"{name_of(folder):{width}}  {row_about(exercises_in(folder))}"
        line.clear()
        print(row if len(row) <= WIDTH else f"{row[: WIDTH - 2]}..", flush=True)
    print(f"(right: how many of the {len(LADDER)}; now at: the first that isn't right)")
    if len(learners) > MOST_FOLDERS:
        print(f"({len(learners) - MOST_FOLDERS:,} more folders were left out)")
    for folder in first_folders:
        show_files_of(folder)


def show_files_of(folder: Path) -> None:
    """Print which folder was checked, if it is inside the learner's, and what wasn't checked."""
    inner = exercises_in(folder)
    if inner != folder:
        print(printable(f"{folder.name}: its exercises are in {folder.name}/{inner.name}"))
    try:
        reasons = not_checked(inner)
        if inner != folder:
            reasons.update(not_checked(folder))
        elif not files_of(folder):
            several = [path for path in visible_in(folder) if has_exercises(path)]
            reasons.update({path: ONE_OF_SEVERAL for path in several})
    except OSError:
        # Its row in the table says that it can't be read.
        return
    show_not_checked(reasons, folder.parent)


def verdict_on_homework(path: Path) -> str:
    """Return the verdict on a file in a folder of homework.

    Raises ValueError if it can't be checked; the message says why, and what to do.
    """
    try:
        homework = homework_in(path)
        if homework is None:
            raise ValueError(why_not_homework(path))
        name = learner_of(homework)
        file = f"{path.name} ({name})" if name else path.name
        return f"{file}: {check_homework(homework).words}"
    except OSError as problem:
        raise ValueError(f"lernmi can't read it ({problem.strerror})") from None
    except ValueError as problem:
        raise ValueError(str(problem).removeprefix(f"{path}").removeprefix(": ")) from None


def why_not_homework(path: Path) -> str:
    """Return why a file can't be homework, and what to do."""
    ending = path.suffix.lower()
    if path.is_dir():
        return f"it is a folder. Check it alone ({command()} check {in_quotes(str(path))})"
    if ending in SPREADSHEETS:
        return "it is a spreadsheet. Save it as CSV"
    if ending == ".py":
        return f"it is a program. Check it alone ({command()} check {in_quotes(str(path))})"
    if ending not in HOMEWORK_ENDINGS:
        return "lernmi reads homework in .csv, .txt and .json files. Type the numbers into one"
    if path.stat().st_size > MOST_BYTES:
        return f"it is too large. The limit is {MOST_BYTES:,} bytes"
    return 'its first line must name the task, such as "homework,sheet 7"'


def learner_of(homework: Mapping[str, Any]) -> str:
    """Return the learner's name, cut to fit the table; "" if the homework has none."""
    return str(homework.get("name") or "")[:NAME_WIDTH]


def name_of(folder: Path) -> str:
    """Return the name of a learner's folder, short enough for the table of a class."""
    name = printable(folder.name)
    return name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 2]}.."


def row_about(folder: Path) -> str:
    """Return a learner's row in the table of a class, without the name."""
    try:
        found = standing(folder)
        if found.current is None:
            return f"{len(found.done):5}     all  -"
        # The number says which file it is.
        what = re.sub(r"^\d\d_\w*\.py,? ", "", found.mistake)
        if not files_of(folder):
            what = "has no exercises"
        elif what == UNKNOWN:
            what = "unknown mistake"
        elif not what:
            is_begun = found.current.number in found.outcomes
            what = "begun" if is_begun else "not begun"
        return f"{len(found.done):5}  {found.current.number:6}  {printable(what)}"
    except OSError as problem:
        why = f"can't be read: {problem.strerror}"
    except Exception as problem:
        # Whatever it is, the other learners need their rows.
        why = f"can't be checked: {type(problem).__name__}: {problem}"
    return f"{'-':>5}  {'-':>6}  {printable(why)}"


def show_standing(
    found: Standing, folder: Path, has_moments: bool = False, has_answer: bool = False
) -> None:
    """Print how far a learner has come, and what comes next.

    has_moments, has_answer: as in `show_outcome`.
    """
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
        print(f"{printable(path)} is missing. To put it there again:")
        print(f"  {command()} exercises {in_quotes(printable(folder))}")
    elif found.current.number not in found.outcomes:
        check = f"{command()} check {in_quotes(printable(folder))}"
        print(f"Next: write {printable(path)}, then: {check}")
    else:
        show_outcome(path, found.outcomes[found.current.number], has_moments, has_answer)


def show_outcome(
    path: Path,
    outcome: Outcome,
    has_moments: bool = False,
    has_answer: bool = False,
    attempt: int = 0,
) -> None:
    """Print the verdict on a file, what it printed itself, and what to do next.

    has_moments: whether to print the learning step up to the wrong number, too.
    has_answer: whether to print the right calculation where lernmi knows the mistake.
    attempt: the number of this try, counting from 1; 0 if unknown.
    """
    exercise = exercise_for(path)
    if outcome.is_right and exercise is not None:
        rows = [*outcome.results[-1].rows, next_of(path, exercise)]
        print("\n".join(report("right", f"Exercise {exercise.number}", "Right.", "", rows)))
    else:
        for result in outcome.results:
            show_result(path, result, exercise, has_moments, has_answer, attempt)
            if has_moments:
                show_moments(result)
    if has_moments and not any(result.moments for result in outcome.results):
        print(textwrap.fill(NOTHING_TO_SHOW, WIDTH - 1))
    printed = outcome.printed.rstrip().splitlines()
    if printed:
        print("Your file also printed:")
        for line in printed[:MOST_PRINTED]:
            print(f"  | {line[: WIDTH - 4]}")
        if len(printed) > MOST_PRINTED:
            print(f"  | and {len(printed) - MOST_PRINTED} more lines")


def show_result(
    path: Path,
    result: Result,
    exercise: Exercise | None,
    has_moments: bool,
    has_answer: bool,
    attempt: int,
) -> None:
    """Print the verdict on one part of a file.

    exercise: the one in the file, if it is one. The others: as in `show_outcome`.
    """
    title = result.part
    if exercise is not None:
        title = exercise.title_of("" if result.part == path.name else result.part)
        if attempt:
            title += f", try {attempt}"
    rows: list[Row] = []
    if result.state == "wrong":
        rows += with_answer(result.rows, result.answer) if has_answer else result.rows
        if result.has_moments and not has_moments:
            rows.append(("Watch", f"{command()} check {in_quotes(str(path))} --show"))
    if result.state != "right" and exercise is not None:
        rows.append(("Hint", f"{command()} exercises --hint {exercise.number}"))
    words = result.words if result.words.endswith((".", "?", ")")) else f"{result.words}."
    print("\n".join(report(result.state, title, words, result.place, rows)))


def show_moments(result: Result) -> None:
    """Print the learning step up to the wrong number; the last moment is marked."""
    if result.moments:
        print()
        print("The learning step with your code (the rest is lernmi's) up to the wrong number:")
    for number, moment in enumerate(result.moments, start=1):
        is_last = number == len(result.moments)
        first, *others = moment.split("\n")
        lines = [f"{MARKS['wrong']} {first}" if is_last else f"  {first}"]
        for line in [*lines, *[f"  {other}" for other in others]]:
            print(textwrap.fill(printable(line), WIDTH - 1, subsequent_indent=" " * 7))


def next_of(path: Path, exercise: Exercise) -> tuple[str, str]:
    """Return the row that says what comes after an exercise that is right."""
    if exercise.number == len(LADDER):
        return "Next", "That was the last one. Run your file, and watch it learn the digits."
    following = path.with_name(LADDER[exercise.number].file)
    text = f"write {following}, then:\n{command()} check {in_quotes(str(following))}"
    if exercise.number == 7:
        text = f"read lernmi/link.py: it is your Link, with comments.\nThen {text}"
    return "Next", text
