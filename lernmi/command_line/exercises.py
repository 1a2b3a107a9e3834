"""`exercises`: twelve exercises in the learner's own folder; worksheets and cards."""

from __future__ import annotations

import argparse
import re
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path

from lernmi.command_line.learner_work import show_outcome, show_standing
from lernmi.command_line.progress import counted
from lernmi.command_line.terminal import WIDTH, command
from lernmi.exercises.classroom import files_of, put_files, standing
from lernmi.exercises.ladder import LADDER, Exercise
from lernmi.exercises.sandbox import HAS_PROCESSES, examine_apart
from lernmi.exercises.sheets import cards_html, key_html, sheets_html
from lernmi.support.texts import short_text
from lernmi.writing.safe_text import printable
from lernmi.writing.system_errors import reading
from lernmi.writing.whole_files import write_whole

MOST_SHEETS = 1000
SECONDS_BETWEEN_LOOKS = 0.3
# Every page that lernmi writes contains this.
SIGN = "CC BY 4.0"


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for, and return the exit code, 0."""
    wanted = [options.folder, options.hint, options.sheet, options.cards]
    if sum([each is not None for each in wanted]) > 1:
        raise ValueError("give only one of FOLDER, --hint, --sheet and --cards")
    if options.watch and options.folder is None:
        raise ValueError("--watch needs a folder: exercises FOLDER --watch")
    if options.watch and not HAS_PROCESSES:
        raise ValueError(
            "--watch would never end in a browser, where nobody can press Ctrl-C; use check FOLDER"
        )
    if options.hint is not None:
        print_hint(options.hint)
    elif options.sheet is not None:
        write_sheets(*options.sheet)
    elif options.cards is not None:
        write_page(options.cards, cards_html())
        print(f"{printable(options.cards)}: print it from a browser, and cut out the cards.")
    elif options.folder is None:
        print_ladder()
    else:
        folder = Path(options.folder)
        new = put_files(folder, command())
        if new:
            print(f"{counted(len(new), 'new file')} in {printable(folder)}.")
        show_standing(standing(folder), folder)
        if options.watch:
            watch(folder)
    return 0


def print_ladder() -> None:
    """Print all exercises, with the minutes that each takes."""
    for exercise in LADDER:
        print(f"{exercise.number:2}  {exercise.title} ({exercise.minutes} minutes)")
    print()
    print(f"Begin with:  {command()} exercises my_exercises")


def print_hint(words: Sequence[str]) -> None:
    """Print a hint or the solution, or raise ValueError if there is none.

    words: an exercise's number or name, then "1" (the default), "2", "3" or "solution".
    """
    exercise = exercise_called(words[0])
    step = words[1] if len(words) > 1 else "1"
    if len(words) > 2 or step not in ("1", "2", "3", "solution"):
        raise ValueError(
            "--hint takes an exercise and a step (1, 2, 3 or solution), such as --hint 7 2"
        )
    if step == "solution":
        print(exercise.solution, end="")
        return
    print(f"Exercise {exercise.number}, {exercise.title}, hint {step} of 3:")
    print(textwrap.fill(exercise.hints[int(step) - 1], WIDTH - 1))
    print()
    following = {"1": "2", "2": "3", "3": "solution"}[step]
    print(f"Next: {command()} exercises --hint {exercise.number} {following}")


def exercise_called(text: str) -> Exercise:
    """Return the exercise with this number or name, such as "7" or "backpropagate", or raise."""
    for exercise in LADDER:
        name = exercise.name.split("_", 1)[1]
        if text.lstrip("0") == f"{exercise.number}" or text.lower() in (name, exercise.file):
            return exercise
    raise ValueError(
        f"--hint needs the number of an exercise, from 1 to {len(LADDER)}; got {short_text(text)}"
    )


def write_sheets(numbers: str, out: str | None = None, *more: str) -> None:
    """Write worksheets to one file, and their answers to another one in the same folder.

    numbers: such as "7" or "1-25"; at most 1,000 sheets.
    out: the file of the sheets, or None for sheets_NUMBERS.html. The answer file's name ends in
        _key.html.
    more: extra arguments; lernmi refuses them.

    Raises ValueError for other numbers, and as `write_page` does.
    """
    if more:
        raise ValueError(f"--sheet takes numbers and a file; got {more[0]}, too")
    out = out or f"sheets_{numbers}.html"
    match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", numbers)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last or last - first >= MOST_SHEETS:
        raise ValueError(
            f"--sheet takes a number such as 7, or a range such as 1-25 (of at most "
            f"{MOST_SHEETS:,}); got {short_text(numbers)}"
        )
    key = str(Path(out).with_suffix("")) + "_key.html"
    wanted = range(first, last + 1)
    write_page(out, sheets_html(wanted))
    write_page(key, key_html(wanted))
    print(f"{printable(out)}: {counted(len(wanted), 'worksheet')}. Print them from a browser.")
    print("(1-8: exact numbers; 9-21: sigmoid, with a calculator; 22 and up: two outputs)")
    print(f"{printable(key)}: the answers.")
    print(f"To check a learner's numbers: {command()} check FILE.csv")
    print(f'(The first line is "homework,sheet {first}", then lines such as "h1 output,0.5".)')


def write_page(out: str, text: str) -> None:
    """Write a page to a file that ends in .html.

    Raises ValueError for a different ending, and if the file exists but lernmi didn't write it.
    """
    if Path(out).suffix.lower() != ".html":
        raise ValueError(f"the page's file must end in .html; got {out}")
    path = Path(out)
    with reading(path):
        is_lernmis = not path.exists() or SIGN in path.read_text(encoding="utf-8", errors="replace")
    if not is_lernmis:
        raise ValueError(f"{out} exists, and lernmi didn't write it: choose another name")
    write_whole(out, text)


def watch(folder: Path) -> None:
    """Check each file whenever you save it, and count the tries, until Ctrl-C."""
    seen = saved_at(folder)
    tries: dict[Path, int] = {}
    print()
    print(
        f"Watching {printable(folder)}: save a file, and lernmi checks it (Ctrl-C ends it).",
        flush=True,
    )
    while True:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        now = saved_at(folder)
        for path, moment in now.items():
            if seen.get(path) != moment:
                print()
                tries[path] = tries.get(path, 0) + 1
                show_outcome(path, examine_apart(path), attempt=tries[path])
        seen = now


def saved_at(folder: Path) -> dict[Path, int]:
    """Return when each exercise was saved, in nanoseconds."""
    moments = {}
    for path in files_of(folder).values():
        try:
            moments[path] = path.stat().st_mtime_ns
        except OSError:
            # Some editors remove a file for a moment while they save it.
            pass
    return moments
