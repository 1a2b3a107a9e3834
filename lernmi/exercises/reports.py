"""How a verdict looks: a line that says what is wrong, and rows that say more.

✗ Exercise 7: the slope is left out.                         07_backpropagate.py:31
  Where     b1->y1, network 1-1 (sigmoid), x1 0.7, expected 0.2
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from lernmi.writing.safe_text import printable

# A word such as "Where", and what follows it: one or more lines.
Row = tuple[str, str]
WIDTH = 79
# How wide the column of words is, and how far it is from the left.
COLUMN, INDENT = 10, 2
# How sentences begin that go on after a title and a colon, with a small letter.
BEGINNINGS = ("A", "All", "It", "Several", "The", "There", "Your")
MARKS = {"right": "✓", "wrong": "✗", "open": "·"}


def report(
    state: str, title: str, words: str, place: str = "", rows: Sequence[Row] = ()
) -> list[str]:
    """Return a verdict as lines that are safe to print.

    state: "right", "wrong" or "open".
    title: what it is about, such as "Exercise 7"; with an empty one there are only the words.
    place: the file and the line where the learner should look, or "" if unknown.
    rows: each gets a word in front; lines that are too long are wrapped.
    """
    if title:
        is_short = state == "right" and words == "Right."
        name = title.split(", ")[-1]
        if words.split(" ")[0] in BEGINNINGS:
            words = words[0].lower() + words[1:]
        if is_short:
            words = f"{title} is right."
        elif words.startswith(f"{name} "):
            # No name twice.
            words = title + words.removeprefix(name)
        else:
            words = f"{title}: {words}"
        words = f"{MARKS[state]} {words}"
    first = printable(words)
    beside = printable(place)
    if len(first) + len(beside) + 2 <= WIDTH:
        lines = [f"{first}{beside:>{WIDTH - len(first)}}".rstrip()]
    else:
        rows = [("In", place), *rows] if place else rows
        lines = textwrap.wrap(first, WIDTH, subsequent_indent=" " * INDENT if title else "")
    for word, text in rows:
        lines += row_of(word, text)
    return lines


def row_of(word: str, text: str) -> list[str]:
    """Return a row as lines: the word, and beside it the text."""
    lines: list[str] = []
    for line in text.split("\n"):
        safe = printable(line)
        # Blanks in front keep "=" below "=".
        start = " " * (len(safe) - len(safe.lstrip(" ")))
        width = WIDTH - COLUMN - INDENT
        text_alone = safe.strip(" ")
        lines += textwrap.wrap(text_alone, width, initial_indent=start, break_on_hyphens=False)
    # Both may come from a learner's process.
    beside = [printable(word), *[""] * (len(lines) - 1)]
    return [f"{'':{INDENT}}{one:{COLUMN}}{line}".rstrip() for one, line in zip(beside, lines)]
