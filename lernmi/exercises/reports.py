"""How a verdict looks: a line that says what is wrong, and rows that say more.

✗ Exercise 7: the slope is left out.                         07_backpropagate.py:31
  Where     b1->y1, network 1-1 (sigmoid), x1 0.7, expected 0.2
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from lernmi.writing.safe_text import printable

# A word such as "Where", and its text: one or more lines.
Row = tuple[str, str]
WIDTH = 79
# The width of the column of words, and its distance from the left.
COLUMN, INDENT = 10, 2
# After a title and a colon, a sentence that begins with one of these gets a small letter.
BEGINNINGS = ("A", "All", "It", "Several", "The", "There", "Your")
MARKS = {"right": "✓", "wrong": "✗", "open": "·"}


def report(
    state: str, title: str, words: str, place: str = "", rows: Sequence[Row] = ()
) -> list[str]:
    """Return a verdict as lines that are safe to print.

    state: "right", "wrong" or "open".
    title: what the verdict is about, such as "Exercise 7", or "" to print only the words.
    words: what is right, wrong or missing, in a sentence.
    place: the file and the line where the learner should look, or "" if unknown.
    rows: more about it, each a word and its text. Long lines are wrapped.
    """
    if title:
        words = f"{MARKS[state]} {with_title(title, words)}"
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


def with_title(title: str, words: str) -> str:
    """Return the first sentence of a verdict, such as "Exercise 7: the slope is left out."."""
    name = title.split(", ")[-1]
    if words == "Right.":
        return f"{title} is right."
    if words.split(" ")[0] in BEGINNINGS:
        words = words[0].lower() + words[1:]
    if words.startswith(f"{name} "):
        # The words begin with the name, so don't repeat it.
        return title + words.removeprefix(name)
    return f"{title}: {words}"


def row_of(word: str, text: str) -> list[str]:
    """Return a row as lines: the word, and beside it the text."""
    lines: list[str] = []
    for line in text.split("\n"):
        safe = printable(line)
        # Keep leading spaces: they align the "=" of a calculation.
        start = " " * (len(safe) - len(safe.lstrip(" ")))
        width = WIDTH - COLUMN - INDENT
        text_alone = safe.strip(" ")
        lines += textwrap.wrap(text_alone, width, initial_indent=start, break_on_hyphens=False)
    # A learner's process may have made up the word and the text, so make both safe.
    beside = [printable(word), *[""] * (len(lines) - 1)]
    return [f"{'':{INDENT}}{one:{COLUMN}}{line}".rstrip() for one, line in zip(beside, lines)]
