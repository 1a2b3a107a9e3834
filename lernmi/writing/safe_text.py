"""Text from somewhere else, made safe to show in a terminal.

A file's name, a label, an exception, or what a learner's program prints can hold signs that clear
the screen, set its title, begin a new line or turn the direction of writing. Shown as they are,
they could make lernmi seem to say what it never said.
"""

from __future__ import annotations

import re

# No terminal shows anything for these, but Python calls them printable: fillers of Korean letters,
# an inherent vowel of Khmer, joiners, and selectors of a letter's form. (U+FE0E and U+FE0F are left
# as they are: they choose between a black and a coloured emoji.)
INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0d\U000e0100-\U000e01ef]"
)


def printable(text: object) -> str:
    r"""Return a text in one line, with an escape in place of each sign that would not be seen.

    text: anything; of what is no string, `str(text)` is taken.

    Escapes are Python's: \n for a new line, \x1b for the sign that begins a terminal's commands,
    \u202e for one that turns the direction of writing. All that Python's `str.isprintable` calls
    printable stays as it is (letters of all scripts, emoji, backslashes), but for some signs that
    are invisible. To do it twice changes nothing more.
    """
    return "".join(
        [
            sign if sign.isprintable() and not INVISIBLE.match(sign) else escaped(sign)
            for sign in str(text)
        ]
    )


def escaped(sign: str) -> str:
    """Return one sign as Python's escape."""
    return sign.encode("unicode_escape").decode("ascii")
