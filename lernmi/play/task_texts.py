"""What the exercise page shows without Python; the site's build writes it down."""

from __future__ import annotations

import re
from typing import Any

from lernmi.exercises.homework import published_names
from lernmi.exercises.ladder import LADDER, Exercise
from lernmi.exercises.puzzles import exercises_with_lines
from lernmi.play import sentences
from lernmi.play.desk import RUN_SECONDS, first_text

# What the page has buttons for.
COMMANDS = ("To check it, type", "To run it:", "(The Run button")
# A line that begins an item: "1. ..", "- ..", "a) ..".
ITEM = r"\s*(\d+\.|-|[a-z]\)) "


def page_texts() -> dict[str, Any]:
    """Return the texts of the page, as JSON can hold them."""
    with_lines = [exercise.number for exercise in exercises_with_lines()]
    return {
        "words": sentences.PAGE_WORDS,
        "exercises": [texts_of(exercise) for exercise in LADDER],
        "withLines": with_lines,
        "published": published_names(),
    }


def texts_of(exercise: Exercise) -> dict[str, Any]:
    """Return the texts of one exercise.

    task: paragraphs; one that begins with a space keeps its line breaks.
    head, code: the learner's file, up to the end of its docstring, and the rest.
    seconds: how long the file may run as a program, if that is long.
    """
    docstring, code = exercise.task.split('"""', 2)[1:]
    head = first_text(exercise).removesuffix(code)
    texts = {
        "number": exercise.number,
        "title": exercise.title,
        "minutes": exercise.minutes,
        "file": exercise.file,
        "task": paragraphs_of(docstring),
        # The editor begins at the first line after the docstring.
        "head": f"{head}\n\n",
        "code": code.removeprefix("\n\n"),
    }
    seconds = RUN_SECONDS.get(exercise.number)
    return texts if seconds is None else {**texts, "seconds": seconds}


def hint_texts() -> list[list[dict[str, str]]]:
    """Return the hints for each exercise, each with a title; after the last one, the solution."""
    found = []
    for exercise in LADDER:
        number, most = exercise.number, len(exercise.hints)
        hints = [
            {"title": sentences.HINT.format(number=number, step=step, most=most), "words": words}
            for step, words in enumerate(exercise.hints, start=1)
        ]
        title = sentences.SOLUTION.format(number=number)
        found.append([*hints, {"title": title, "code": exercise.solution}])
    return found


def paragraphs_of(docstring: str) -> list[str]:
    """Return a docstring without its title and without commands, as paragraphs.

    Lines that belong together are joined. Pictures, which are indented, keep theirs.
    """
    found = []
    for block in docstring.rstrip().split("\n\n")[1:]:
        if block.startswith(COMMANDS):
            break
        if block.startswith("    ") and not re.match(ITEM, block):
            found.append(re.sub("^   ", "", block, flags=re.MULTILINE))
            continue
        lines: list[str] = []
        for line in block.split("\n"):
            is_picture = line.startswith("       ")
            is_next = lines and lines[-1].startswith(" ") == is_picture
            if is_next and not re.match(ITEM, line):
                lines[-1] += f"\n{line[6:]}" if is_picture else f" {line.strip()}"
            else:
                lines.append(line[6:] if is_picture else line.strip())
        found += lines
    return found
