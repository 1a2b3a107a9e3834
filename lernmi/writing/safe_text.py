"""Make text from elsewhere safe to show in a terminal.

A file name, a label, an exception or the output of a learner's program can contain characters that
clear the screen, set the title, begin a new line or reverse the direction of writing. Printed
unchanged, they could make lernmi seem to say something that it never said.
"""

from __future__ import annotations

import re

# Python calls these printable, but no terminal shows them: Hangul fillers, inherent vowels of
# Khmer, joiners and variation selectors. (U+FE0E and U+FE0F are left out: they choose between a
# black and a coloured emoji.)
INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0d\U000e0100-\U000e01ef]"
)


def printable(text: object) -> str:
    r"""Return the text on one line, with an escape for each character that can't be seen.

    text: any object; `str` turns it into text.

    The escapes are Python's: \n for a new line, \x1b for the character that begins a terminal
    command, \u202e for one that reverses the direction of writing. Everything else that
    `str.isprintable` accepts stays the same (letters of all scripts, emoji, backslashes), except
    for some invisible characters. Calling it twice is the same as calling it once.
    """
    return "".join(
        [
            sign if sign.isprintable() and not INVISIBLE.match(sign) else escaped(sign)
            for sign in str(text)
        ]
    )


def escaped(character: str) -> str:
    """Return one character as Python's escape."""
    return character.encode("unicode_escape").decode("ascii")
