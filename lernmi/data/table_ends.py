"""The lines below the rows: notes and totals."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from statistics import fmean

from lernmi.data.cells import Cells, number_in, short_cell
from lernmi.data.table_forms import COMMENT_SIGNS

# At most this many lines below a table are taken for notes, and for totals.
MOST_NOTES = 20
MOST_TOTALS = 3
# How notes below a table begin, and what totals are called.
NOTES = (
    *("source", "quelle", "note", "hinweis", "anmerkung", "legend", "stand:", "*", "(c)", "\u00a9"),
    *("generated", "exported", "end of", "remarque", "k\u00e4lla", "fuente", "created", "erstellt"),
)
TOTALS = (
    *("total", "totals", "total:", "grand total", "sum", "sum:", "summe", "summe:", "gesamt"),
    *(
        "gesamtsumme",
        "gesamt:",
        "insgesamt",
        "somme",
        "summa",
        "totalt",
        "suma",
        "totale",
        "totaal",
    ),
    *("mean", "average", "avg", "mittel", "mittelwert", "durchschnitt", "moyenne", "medel"),
    *("medelv\u00e4rde", "media", "\u03a3", "\u2211", "\u00f8"),
)
# In fewer rows, a number may be the sum of those above by chance.
FEWEST_ROWS = 5
# How far a total may be off, because it or the numbers are rounded.
ROUNDING = 1e-6

NumberedRow = tuple[int, Sequence[str]]


def are_notes(rest: Sequence[NumberedRow], width: int, empty_lines: Container[int]) -> bool:
    """Return whether these are notes below a table, not rows of it.

    rest: the line and the cells of all that is left of the file, at most MOST_NOTES of them.
    width: how many cells the rows above have.
    empty_lines: the lines that are empty.
    """
    if len(rest) > MOST_NOTES:
        return False
    if len(rest) == 1 and rest[0][1][0].startswith(COMMENT_SIGNS):
        return True
    filled = [[cell for cell in cells if cell.strip()] for _, cells in rest]
    if rest[0][0] - 1 in empty_lines:
        return all(len(cells) < width for cells in filled)
    is_one_cell = all(len(cells) == 1 and number_in(cells[0].strip()) is None for cells in filled)
    return width > 2 and is_one_cell


def notes_and_totals(
    rows: Sequence[NumberedRow], columns: Sequence[Cells], empty_lines: Container[int]
) -> tuple[int, int]:
    """Return how many of the last rows are notes, and how many in front of them are totals.

    rows: the line and the cells of the last rows.
    columns: the cells of all rows.
    empty_lines: the lines that are empty.
    """
    texts = [[cell.strip() for cell in cells] for _, cells in rows]
    notes = 0
    while notes < len(rows) - 1 and is_note(texts, len(rows) - 1 - notes, rows, empty_lines):
        notes += 1
    kept = texts[: len(rows) - notes]
    for totals in range(min(MOST_TOTALS, len(kept) - 1), 0, -1):
        if all(looks_like_total(cells, kept[:-totals]) for cells in kept[-totals:]):
            left_out = notes + totals
            others = kept[:-totals]
            if all(is_total(cells, others, columns, left_out) for cells in kept[-totals:]):
                return notes, totals
    return notes, 0


def is_note(
    texts: Sequence[Sequence[str]],
    place: int,
    rows: Sequence[NumberedRow],
    empty_lines: Container[int],
) -> bool:
    """Return whether a row has a single cell, which is a note, where others are full."""
    filled = [cell for cell in texts[place] if cell]
    if len(filled) != 1 or len(texts[place]) < 3 or number_in(filled[0]) is not None:
        return False
    if filled[0].lower().startswith(NOTES):
        return True
    column = [cells[texts[place].index(filled[0])] for cells in texts[:place]]
    is_over_words = all(number_in(cell) is None for cell in column)
    is_full = all(all(cells) for cells in texts[:place])
    return is_full and (rows[place][0] - 1 in empty_lines or not is_over_words)


def looks_like_total(cells: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Return whether a row is called a total, or is empty where all other rows are filled."""
    if is_called_total(cells):
        return not any(map(is_called_total, others))
    return has_gap(cells, others)


def is_called_total(cells: Sequence[str]) -> bool:
    """Return whether one of the cells is a word for a total."""
    return any(cell.lower() in TOTALS for cell in cells)


def has_gap(cells: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Return whether a cell is empty where all other rows are filled."""
    return any(not cell and all(row[place] for row in others) for place, cell in enumerate(cells))


def is_total_above(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row is a total: only it is called so, and only it has empty cells.

    rows: the cells of the first rows.
    """
    texts = [[cell.strip() for cell in cells] for cells in rows if len(cells) == len(rows[0])]
    first, others = texts[0], texts[1:]
    return is_called_total(first) and looks_like_total(first, others) and has_gap(first, others)


def is_total(
    cells: Sequence[str],
    others: Sequence[Sequence[str]],
    columns: Sequence[Cells],
    left_out: int,
) -> bool:
    """Return whether each number in a row is the sum or the mean of the numbers above it.

    others: the rows above it.
    left_out: how many of the last rows don't count.

    If the row is called a total, a single one is enough; with empty cells, none is needed.
    """
    has_name = is_called_total(cells)
    if has_name and has_gap(cells, others):
        return True
    if not has_name and len(columns[0].numbers()) - left_out < FEWEST_ROWS:
        return False
    are_totals: list[bool] = []
    for cell, column in zip(cells, columns):
        number = number_in(cell, column.decimal)
        if number is not None:
            above = [each for each in column.numbers()[:-left_out] if not math.isnan(each)]
            are_totals.append(
                len(set(above)) > 1
                and any(
                    abs(number - each) <= ROUNDING * abs(each) + half_a_digit(cell)
                    for each in (math.fsum(above), fmean(above))
                    if each
                )
            )
    return any(are_totals) if has_name else bool(are_totals) and all(are_totals)


def half_a_digit(cell: str) -> float:
    """Return how far a number may be off because it is rounded to its decimal places."""
    decimals = len(cell.replace(",", ".").partition(".")[2])
    return 0.5 * 10**-decimals if decimals else 0.0


def words_about(rows: Sequence[NumberedRow], what: str) -> str:
    """Return the guess that these last rows are no rows."""
    first, last = rows[0][0], rows[-1][0]
    which = f"Line {first} is" if first == last else f"Lines {first} to {last} are"
    cell = next(cell.strip() for cell in rows[0][1] if cell.strip())
    return f"{which} left out, as {what}: {short_cell(cell)}"
