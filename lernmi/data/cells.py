"""The cells of one column of a table: their texts, in little memory, and the numbers in them."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Sequence

from lernmi.data.spellings import CURRENCIES, unit_and_number
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
# Points or commas that can only separate thousands: 1.359,29 or 1.234.567; by the decimal sign.
SURELY_SEPARATED = {
    ".": re.compile(r"[+-]?[1-9][0-9]{0,2}((,[0-9]{3})+\.[0-9]+|(,[0-9]{3}){2,})"),
    ",": re.compile(r"[+-]?[1-9][0-9]{0,2}((\.[0-9]{3})+,[0-9]+|(\.[0-9]{3}){2,})"),
}
# 1,359 or 1,359.29; by the decimal sign.
SEPARATED = {
    ".": re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?"),
    ",": re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?"),
}
# Messages quote at most this much of a cell, which may be private.
MOST_QUOTED = 24
# With these signs, three digits after a comma are thousands: $1,359.
SIGNS = CURRENCIES + "%"
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
        between_thousands = "" if "." in cell and SURELY_SEPARATED[","].fullmatch(cell) else " "
        cell = cell.replace(".", between_thousands).replace(decimal, ".")
    if not NUMBER.fullmatch(cell):
        return None
    number = float(cell)
    return number if math.isfinite(number) else None


def short_cell(cell: object) -> str:
    """Return a cell for a message, in quotes if it is a text: only its beginning, if it is long."""
    return beginning(short_text(cell))


def beginning(text: str) -> str:
    """Return a text for a message, on one line: as much of it as people need to find it."""
    text = on_one_line(text)
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}..."


def on_one_line(text: str) -> str:
    """Return a text with a blank in place of line breaks and tabs."""
    return text if text.isprintable() else " ".join(text.split())


def number_with_unit(cell: str, decimal: str) -> tuple[str, float] | None:
    """Return the unit of a cell ("" if it has none) and its number; None for anything else.

    The number may be spelled as people do, such as $1,359, 2 474 or 12 cm.
    """
    found = unit_and_number(cell, decimal)
    if found is None:
        return None
    unit, text = found
    has_sign = any(sign in unit for sign in SIGNS)
    number = separated_number_in(text, decimal) if has_sign else number_in(text, decimal)
    return None if number is None else (unit, number)


def numbers_with_same_unit(
    cells: Iterable[str], has_plain_numbers: bool, decimal: str
) -> tuple[str, dict[str, float]]:
    """Return the unit that all cells have, and the number in each cell; nothing for other cells.

    has_plain_numbers: whether there are plain numbers, too. Then only cells without a unit count,
        and others may be anything.
    """
    numbers: dict[str, float] = {}
    units: set[str] = set()
    for cell in cells:
        found = number_with_unit(cell, decimal)
        if has_plain_numbers and (found is None or found[0]):
            continue
        if found is None:
            return "", {}
        unit, numbers[cell] = found
        units.add(unit)
    return (units.pop(), numbers) if len(units) == 1 else ("", {})


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
    is_sure: whether somebody said so. Then 1,359 is more than a thousand, if it is a point.
    """

    def __init__(
        self, pieces: Sequence[str | list[str]], decimal: str, is_sure: bool = False
    ) -> None:
        self.pieces = pieces
        self.decimal = decimal
        self.is_sure = is_sure
        self.known_numbers: array[float] | None = None
        # Known after the first call of `numbers`.
        self.are_all_numbers = False
        # The first cell that is read as a number because of the others, such as 12 cm.
        self.example: str = ""
        # The first cell in which only the decimal comma shows that points separate thousands.
        self.thousands: str = ""
        # The unit that all cells have, such as cm, or "".
        self.unit: str = ""

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
        # With a decimal comma, `number_in` has read these already.
        candidates = others if self.decimal == "." else set(texts)
        if any(map(SURELY_SEPARATED[self.decimal].fullmatch, candidates)):
            # Since commas separate thousands in 1,359.29, they do so in 1,200.
            found = {text: separated_number_in(text, self.decimal) for text in others}
            by_text = {text: number for text, number in found.items() if number is not None}
        elif self.decimal == "," and others and all(map(SEPARATED[","].fullmatch, others)):
            # The decimal sign is a comma, so points can only separate thousands.
            by_text = {text: float(text.replace(".", "")) for text in others}
            self.thousands = next(text for text in texts if text in by_text)
        elif self.is_sure and others and all(map(SEPARATED["."].fullmatch, others)):
            by_text = {text: float(text.replace(",", "")) for text in others}
        elif others:
            has_plain_numbers = not all(map(math.isnan, numbers))
            self.unit, by_text = numbers_with_same_unit(others, has_plain_numbers, self.decimal)
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
