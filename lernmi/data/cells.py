"""The cells of one column of a table: their texts, in little memory, and the numbers in them."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Sequence

from lernmi.support.texts import short_text

# These mean "missing", in upper or lower case. "None" doesn't, because people use it as a label.
# In a column of `text`, only an empty cell is missing.
MISSING = ("", "?", "na", "n/a", "nan", "null")
# In a column of numbers, these mean it, too. As a word, each may be a label.
MISSING_NUMBERS = (
    *MISSING,
    *(
        "-",
        "--",
        "---",
        "\u2013",
        "\u2014",
        ".",
        "..",
        "...",
        "/",
        "none",
        "nil",
        "missing",
        "(missing)",
    ),
    *("unknown", "n.a.", "n. a.", "n.d.", "nd", "k.a.", "k. a.", "keine angabe", "<na>", "-nan"),
    *("#n/a", "#na", "#nv", "#div/0!", "#value!", "#wert!", "#ref!", "#bezug!", "#num!", "#zahl!"),
    *("#valeur!", "#null!", "1.#qnan", "-1.#ind", "nan(ind)", "-nan(ind)"),
)
# With a decimal comma, points can only separate thousands: 1.359,29 or 1.234.567.
WITH_POINTS = re.compile(r"[+-]?[1-9][0-9]{0,2}((\.[0-9]{3})+,[0-9]+|(\.[0-9]{3}){2,})")
# 1,359 or 1,359.29; by the decimal sign.
SEPARATED = {
    ".": re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?"),
    ",": re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?"),
}
# Messages quote at most this much of a cell, which may be private.
MOST_QUOTED = 24
SIGNS = "$€£¥%"
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
# Between the cells of a piece. lernmi refuses files that have it.
BETWEEN = "\0"
# If a piece has no other characters, `float` accepts the same texts as NUMBER.
IN_NUMBERS = b"0123456789+-.eE\0"


def number_in(cell: str, decimal: str = ".") -> float | None:
    """Return the number in a cell, or None if the cell holds anything else.

    A number consists of digits, and may have a sign, one decimal sign and an exponent. It must be
    finite. With a decimal comma, points may separate its thousands, as in 1.359,29.
    """
    if decimal != ".":
        between_thousands = "" if "." in cell and WITH_POINTS.fullmatch(cell) else " "
        cell = cell.replace(".", between_thousands).replace(decimal, ".")
    if not NUMBER.fullmatch(cell):
        return None
    number = float(cell)
    return number if math.isfinite(number) else None


def short_cell(cell: object) -> str:
    """Return a cell for a message: as much of it as people need to find it."""
    text = short_text(cell)
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}..."


def on_one_line(text: str) -> str:
    """Return a text with a blank in place of line breaks and tabs."""
    return text if text.isprintable() else " ".join(text.split())


def number_with_sign(cell: str, decimal: str) -> tuple[str, float] | None:
    """Return the currency or percent sign of a cell, and its number; None without such a sign.

    The number may have separated thousands, as in $1,359.
    """
    signs = [sign for sign in SIGNS if sign in cell]
    if len(signs) != 1:
        return None
    before, _, after = cell.partition(signs[0])
    text = before.strip() + after.strip()
    if before.strip() not in ("", "-", "+") and after.strip():
        # The sign is neither in front nor at the end.
        return None
    number = separated_number_in(text, decimal)
    return None if number is None else (signs[0], number)


def separated_number_in(cell: str, decimal: str) -> float | None:
    """Return the number in a cell, which may have separated thousands, or None."""
    if SEPARATED[decimal].fullmatch(cell):
        cell = cell.replace("," if decimal == "." else ".", "")
    return number_in(cell, decimal)


class Cells:
    """The cells of a column.

    pieces: the texts. A piece is a list of texts, or one text in which BETWEEN separates them,
        because a million small strings take much more memory than a long one.
    decimal: the decimal sign, "." or ",".
    """

    def __init__(self, pieces: Sequence[str | list[str]], decimal: str) -> None:
        self.pieces = pieces
        self.decimal = decimal
        self.known_numbers: array[float] | None = None
        # Known after the first call of `numbers`.
        self.are_all_numbers = False
        # The first cell, if the cells have currency or percent signs and are read as numbers.
        self.example: str = ""
        # The first cell in which only the decimal comma shows that points separate thousands.
        self.thousands: str = ""

    def texts(self) -> list[str]:
        """Return the text of each cell."""
        texts: list[str] = []
        for piece in self.pieces:
            texts += piece.split(BETWEEN) if isinstance(piece, str) else piece
        return texts

    def numbers(self) -> array[float]:
        """Return the number in each cell, or NaN if the cell holds anything else."""
        if self.known_numbers is None:
            numbers = array("d")
            for piece in self.pieces:
                numbers.extend(numbers_in(piece, self.decimal))
            if has_others(numbers):
                self.read_others(numbers)
            self.known_numbers = numbers
            self.are_all_numbers = not has_others(numbers)
        return self.known_numbers

    def read_others(self, numbers: array[float]) -> None:
        """Put in the numbers that only the other cells of the column make clear."""
        texts = self.texts()
        others = {text for text, number in zip(texts, numbers) if math.isnan(number)}
        others = {text for text in others if text.lower() not in MISSING_NUMBERS}
        by_text: dict[str, float] = {}
        if self.decimal == "," and any(map(WITH_POINTS.fullmatch, set(texts))):
            # Since points separate thousands in 1.359,29, they do so in 1.200.
            found = {text: separated_number_in(text, ",") for text in others}
            by_text = {text: number for text, number in found.items() if number is not None}
        elif self.decimal == "," and others and all(map(SEPARATED[","].fullmatch, others)):
            # The decimal sign is a comma, so points can only separate thousands.
            by_text = {text: float(text.replace(".", "")) for text in others}
            self.thousands = next(text for text in texts if text in by_text)
        elif others and all(map(math.isnan, numbers)):
            with_signs = [(text, number_with_sign(text, self.decimal)) for text in others]
            if len({pair[0] if pair else None for _, pair in with_signs}) == 1:
                by_text = {text: pair[1] for text, pair in with_signs if pair}
                self.example = next((text for text in texts if text in by_text), "")
        if by_text:
            numbers[:] = array(
                "d", [by_text.get(text, number) for text, number in zip(texts, numbers)]
            )


def has_others(numbers: Sequence[float]) -> bool:
    """Return whether any of the numbers is NaN, which stands for a cell without a number."""
    # The sum may also be NaN because the numbers are large.
    return math.isnan(sum(numbers)) and any(map(math.isnan, numbers))


def numbers_in(piece: str | list[str], decimal: str) -> array[float]:
    """Return the number in each cell of a piece, or NaN if the cell holds anything else."""
    if isinstance(piece, str) and not (decimal == "," and "." in piece):
        content = piece.replace(decimal, ".").encode("utf-8", "replace")
        if not content.translate(None, IN_NUMBERS):
            try:
                numbers = array("d", map(float, content.split(BETWEEN.encode())))
            except ValueError:
                # One of them has no number, such as an empty cell.
                pass
            else:
                # It is infinite or NaN if a number is too large for a float.
                if math.isfinite(sum(numbers)):
                    return numbers
    texts = piece.split(BETWEEN) if isinstance(piece, str) else piece
    by_text = {}
    for text in set(texts):
        number = number_in(text, decimal)
        by_text[text] = math.nan if number is None else number
    return array("d", [by_text[text] for text in texts])
