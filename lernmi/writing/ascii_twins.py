"""ASCII twins of characters that a terminal, a pipe or a file may not be able to show.

lernmi prints × for times. On Windows, a pipe often has an old encoding such as cp1251, which has no
×; a strict stream then raises UnicodeEncodeError in the middle of the text. With this module,
lernmi prints `x` there instead.
"""

from __future__ import annotations

import codecs
import sys

# What to write if a character can't be encoded. Others become Python's escapes, such as \u03b1.
TWINS = {
    "×": "x",
    "−": "-",
    "–": "-",
    "—": "-",
    "·": "*",
    "÷": "/",
    "→": "->",
    "←": "<-",
    "✗": "x",
    "✓": "ok",
    "≈": "~",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "²": "^2",
    "½": "1/2",
    "…": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}
# Pass this to `encode`, `open` or `reconfigure` as `errors`.
ASCII_TWINS = "lernmi.ascii_twins"


def write_twins(problem: UnicodeError) -> tuple[str, int]:
    """Return what to write instead of characters that can't be encoded, and where to continue."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    characters = problem.object[problem.start : problem.end]
    texts = [
        TWINS.get(each, each.encode("ascii", "backslashreplace").decode()) for each in characters
    ]
    return "".join(texts), problem.end


codecs.register_error(ASCII_TWINS, write_twins)


def for_stdout(text: str) -> str:
    """Return a string with ASCII twins of all characters that standard output can't encode.

    So `print` can print the string, in a program of your own, too.
    """
    # A stream that keeps text in memory has no encoding: it can hold everything.
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, ASCII_TWINS).decode(encoding)
