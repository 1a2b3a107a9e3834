"""The cells of one column of a table: their texts, in little memory, and the numbers in them."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Sequence

NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
# Between the cells of a piece. lernmi refuses files that have it.
BETWEEN = "\0"
# If a piece has no other characters, `float` accepts the same texts as NUMBER.
IN_NUMBERS = b"0123456789+-.eE\0"


def number_in(cell: str, decimal: str = ".") -> float | None:
    """Return the number in a cell, or None if the cell holds anything else.

    A number consists of digits, and may have a sign, one decimal sign and an exponent. It must be
    finite.
    """
    if decimal != ".":
        cell = cell.replace(".", " ").replace(decimal, ".")
    if not NUMBER.fullmatch(cell):
        return None
    number = float(cell)
    return number if math.isfinite(number) else None


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

    def texts(self) -> list[str]:
        """Return the text of each cell."""
        texts: list[str] = []
        for piece in self.pieces:
            texts += piece.split(BETWEEN) if isinstance(piece, str) else piece
        return texts

    def numbers(self) -> array[float]:
        """Return the number in each cell, or NaN if the cell holds anything else."""
        if self.known_numbers is None:
            self.known_numbers = array("d")
            for piece in self.pieces:
                self.known_numbers.extend(numbers_in(piece, self.decimal))
        return self.known_numbers


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
