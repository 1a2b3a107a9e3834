"""What the words of a column look like: dates, times, codes, free text and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lernmi.data.cells import number_with_unit

# This share of the words decides.
MOST_WORDS = 0.8
# With so many blanks on average, words are sentences.
BLANKS_IN_TEXT = 3
MONTH = "(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zäûé]*"
DATE = (
    r"(?:[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?"
    r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{2}|[0-9]{4})"
    r"|(?:0[1-9]|1[0-2])[-/.](?:19|20)[0-9]{2}"
    rf"|[0-9]{{1,2}}[.]?[-/ ]?{MONTH}[.,]?[-/ ]?(?:[0-9]{{2}}|[0-9]{{4}})"
    r"|q[1-4][-/ ]?[0-9]{4}|[0-9]{4}[-/ ]?[qw][0-9]{1,2}"
    rf"|{MONTH}[.]? [0-9]{{1,2}},? [0-9]{{4}}|{MONTH}[.]?[-/ ][0-9]{{2,4}})"
)
TIME = r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?(?: ?[ap][.]?m[.]?)?)"
# Google Forms writes GMT+1.
ZONE = r"(?: ?(?:z|(?:utc|gmt)(?:[+-][0-9]{1,2})?|[+-][0-9]{2}:?[0-9]{2}))?"
DEGREES = "°(?: ?[0-9.,]+ ?['’\u2032](?: ?[0-9.,]+ ?(?:\"|''|’’|\u2033))?)? ?"
# People write two of these units in one cell, as in 1h 20m and 5'11".
PART = "(?:hours?|hrs?|h|min|m|sec|s|days?|d|ft|in|lbs?|oz|st|kg|g|['’\u2032\"\u2033])"
# Each kind with what all of a word must match, in lower case.
KINDS = {
    "dates": re.compile(rf"{DATE}(?:[t ] ?{TIME}{ZONE})?"),
    "times": re.compile(TIME),
    "phone numbers": re.compile(
        r"(?=(?:[^0-9]*[0-9]){7})[+(0][0-9+()/ .-]{6,20}|[0-9]{3}[-. ][0-9]{3}[-. ][0-9]{4}"
    ),
    "ranges": re.compile(r"[<>]?[0-9.,]+ ?(?:-|–|to|bis) ?[0-9.,]+[^0-9]{0,6}"),
    "coordinates": re.compile(rf"[0-9.,]+ ?(?:{DEGREES}[nsewo]?|[nsewo])"),
    "fractions or pairs": re.compile(r"[0-9.,]+ ?[:/] ?[0-9.,]+"),
    "numbers in two units": re.compile(rf"(?:[0-9.,]+ ?{PART}[ ,]*){{1,2}}[0-9.,]+ ?{PART}?"),
    "numbers with other signs": re.compile(
        r"[<>=~\u2248\u2264\u2265]{1,2} ?[0-9.,]+|[0-9.,]+ ?(?:[*†‡]+|±.*)"
    ),
    "numbers in brackets": re.compile(r"\([0-9.,]+\)"),
    "e-mail addresses": re.compile(r"[^@\s]+@[^@\s]+[.][^@\s]+"),
    "web addresses": re.compile(r"(?:https?://|www[.])\S+"),
    "codes": re.compile(r"(?=\S*[0-9])[a-z0-9#][a-z0-9._/:#-]*"),
}
# What to do with words that may be meant as numbers.
LIKE_NUMBERS = {
    "coordinates": "Write them as numbers, with a minus sign for south and west",
    "fractions or pairs": "Write them as numbers such as 0.5, or as two columns",
    "numbers in two units": "Write them in one unit",
    "numbers with other signs": "Write them as plain numbers",
    "numbers in brackets": "If the brackets mean numbers below 0, write them with a minus sign",
    "numbers with different units or signs": "Write all of them in the same unit",
}
# Codes such as 4ad have more different "units" than this.
MOST_UNITS = 6
LETTERS_OF_CLASSES = ("a", "b", "c", "d", "e", "f")
# As words, each of these is of no use for any other row.
WITHOUT_MEANING = (
    "dates",
    "times",
    "phone numbers",
    "e-mail addresses",
    "web addresses",
    "free text",
)


def look_of(words: Sequence[str]) -> str:
    """Return what most of the words look like, such as "dates"; "" if they look like words."""
    enough = MOST_WORDS * len(words)
    lower = [word.lower() for word in words]
    for kind, pattern in KINDS.items():
        if kind == "codes":
            units = [unit for unit in map(unit_of, words) if unit is not None]
            if len(units) >= enough and len(set(units)) <= MOST_UNITS:
                return "numbers with different units or signs"
        if sum([pattern.fullmatch(word) is not None for word in lower]) >= enough:
            return kind
    if sum([word.count(" ") for word in words]) >= BLANKS_IN_TEXT * len(words):
        return "free text"
    return ""


def unit_of(word: str) -> str | None:
    """Return the unit of a number, or None for another word. 7a is the name of a class."""
    if word[-1:].lower() in LETTERS_OF_CLASSES and word[-2:-1].isdigit():
        return None
    found = number_with_unit(word, ".") or number_with_unit(word, ",")
    return None if found is None else found[0]
