"""The lines above the rows: titles, names that are numbers, and units; and the decimal sign."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lernmi.data.cells import BETWEEN, MISSING_NUMBERS, SIGNS, number_in, short_cell
from lernmi.data.table_forms import (
    COMMENT_SIGNS,
    DELIMITERS,
    FEWEST_LINES,
    HEAD,
    LINE_END,
    Form,
    first_rows,
    likely_form,
)

# At most this many lines above the names are taken for titles, and below them for units.
MOST_TITLES = 40
MOST_UNITS = 2
# LabVIEW writes it above the names.
LABVIEWS_MARK = "***End_of_Header***"
# Names that are numbers are far from the numbers below by this many times their range.
FAR_FROM_ROWS = 0.5
# This share of the names that are numbers must be far from the numbers below.
MOST_NAMES_FAR = 0.7
YEARS = range(1800, 2101)
# In a number: 94,3 or 0,125 or 1234,5. In 1,234 the comma may separate thousands.
DECIMAL_COMMA = re.compile(
    r"[+-]?([0-9]*|[0-9]{1,3}(\.[0-9]{3})+),([0-9]{1,2}|[0-9]{4,})([eE][+-]?[0-9]+)?"
)
SMALL_DECIMAL_COMMA = re.compile(r"[+-]?0,[0-9]+")
THOUSANDS_WITH_POINTS = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+")
# Below the names, the program Orange writes a line with the kinds of the columns, and another one.
ORANGES_KINDS = {"continuous", "discrete", "string", "time"}
ORANGES_LINES = 2
# (cm), [kg], m/s, % and the like.
UNIT = re.compile(
    r"[(\[<].*[)\]>]|[%°€$£]C?|[kmcdµnMGh]?(m|g|s|l|L|A|V|W|J|N|Pa|Hz|bar|K|t)([²³23]|/.*)?|min"
)
WITH_POINT = re.compile(r"\.([0-9]{1,2}|[0-9]{4,})?(?![0-9.,])|(?<![0-9])0?\.")

Rows = Sequence[Sequence[str]]


def below_titles(text: str, form: Form, delimiter: str | None, decimal: str) -> Form:
    """Return the form of a table that leaves out titles above the names, if there are any.

    text: the text, or its beginning.
    form: the form as it seems to be.
    delimiter, decimal: as for `read_table`.

    Titles are lines with fewer cells than the names have.
    """
    head = text[:HEAD]
    rows = first_rows(head, form)
    if form.skipped or form.change is not None or not rows:
        return form
    lines = LINE_END.split(head)
    widths = {len(row) for row in rows}
    # Names and values may be above the table, in many lines.
    are_pairs = widths == {2} and len({line.count(form.delimiter) for line in lines[:-1]}) > 1
    is_full = sum(map(bool, rows[0])) >= len(rows[0]) - 1
    if len(widths) == 1 and widths != {1} and is_full and not are_pairs:
        return form
    marks = [place for place, line in enumerate(lines) if line.startswith(LABVIEWS_MARK)]
    if marks:
        count = marks[-1] + 1
        found = likely_form("\n".join(lines[count:]), delimiter, decimal)
        words = f"Lines 1 to {count} are left out: they are LabVIEW's own."
        return found._replace(skipped=count, guesses=[*found.guesses, words])
    for count in range(1, min(MOST_TITLES, len(lines) - FEWEST_LINES)):
        if not lines[count].strip():
            continue
        below = "\n".join(lines[count : count + MOST_TITLES])
        found = likely_form(below, delimiter, decimal)
        table = first_rows(below, found)
        above = first_rows("\n".join(lines[:count]), found)
        if are_titles(above, table, decimal) and not lines[count].startswith(COMMENT_SIGNS):
            which = "Line 1 is" if count == 1 else f"Lines 1 to {count} are"
            title = next(cell for row in above for cell in row if cell)
            words = (
                f"{which} left out as a title: {short_cell(title)} (if line 1 has the names: "
                "--header yes)."
            )
            return found._replace(skipped=count, guesses=[*found.guesses, words])
    return form


def are_titles(above: Rows, table: Rows, decimal: str) -> bool:
    """Return whether these rows are titles above a table that begins with names."""
    widths = {len(row) for row in table}
    if not above or len(table) < FEWEST_LINES or len(widths) != 1 or widths == {1}:
        return False
    names, rows = table[0], table[1:]
    filled = sum(map(bool, names))
    most = max(sum(map(bool, row)) for row in above)
    if filled < len(names) - 1 or most >= (filled if filled > 2 else 2):
        return False
    if any(number_in(name, decimal) is not None for name in names):
        return has_numbers_for_names(names, rows, decimal)
    are_over_numbers = any(
        name and are_numbers(column, decimal) for name, column in zip(names, zip(*rows))
    )
    return are_over_numbers or (len(names) > 2 and all(len(row) == 1 for row in above))


def are_numbers(column: Sequence[str], decimal: str) -> bool:
    """Return whether the cells are numbers, with either decimal sign, or missing; not all of them.

    decimal: the decimal sign, if it is certain.
    """
    filled = [cell for cell in column if cell.lower() not in MISSING_NUMBERS]
    signs = [decimal, ","]
    return bool(filled) and all(
        any(number_in(cell, sign) is not None for sign in signs)
        or THOUSANDS_WITH_POINTS.fullmatch(cell)
        for cell in filled
    )


def has_numbers_for_names(names: Sequence[str], rows: Rows, decimal: str) -> bool:
    """Return whether the first line has names, although some of them are numbers.

    names: the cells of the first line.
    rows: the cells of the next rows.

    The numbers must be whole and rise by the same step, as 2019, 2020, 2021 do, and the cells below
    must be of another kind: words, or numbers far from them.
    """
    rows = [row for row in rows if len(row) == len(names)]
    numbers = {
        place: number
        for place, number in enumerate(number_in(name, decimal) for name in names)
        if number is not None
    }
    values = list(numbers.values())
    if len(rows) < FEWEST_LINES or not values or not all(map(float.is_integer, values)):
        return False
    if not rises_evenly(values):
        return False
    columns = [[row[place].strip() for row in rows] for place in range(len(names))]
    below = [[number_in(row[place].strip(), decimal) for place in numbers] for row in rows]
    are_years = all(value in YEARS for value in values)
    full_rows = [[number for number in row if number is not None] for row in below]
    full_rows = [row for row in full_rows if len(row) == len(values) > 1]
    # Rows may rise evenly, too, or be orders of the same numbers.
    is_one_of_many = any(map(rises_evenly, full_rows))
    are_same = bool(full_rows) and all(set(row) <= set(values) for row in full_rows)
    counts = are_years or counts_columns(values)
    if len(values) > 2 and counts and not are_same and not is_one_of_many:
        return True
    if is_one_of_many and not are_years:
        return False
    far = [is_far(number, columns[place], decimal) for place, number in numbers.items()]
    if sum(far) < MOST_NAMES_FAR * len(far):
        return False
    # A word above numbers is a name. An empty cell may be a missing value.
    is_word_over_numbers = any(
        name.strip().lower() not in MISSING_NUMBERS and are_numbers(column, decimal)
        for place, (name, column) in enumerate(zip(names, columns))
        if place not in numbers
    )
    return len(values) > 2 or is_word_over_numbers or are_years


def rises_evenly(values: Sequence[float]) -> bool:
    """Return whether each number is more than the one before, by the same step."""
    steps = {after - before for before, after in zip(values, values[1:])}
    return len(steps) < 2 and all(step > 0 for step in steps)


def counts_columns(values: Sequence[float]) -> bool:
    """Return whether the numbers count from 0 or 1 on, as pandas names columns, at least to 4."""
    return len(values) > FEWEST_LINES and values[0] in (0, 1) and values[1] == values[0] + 1


def is_far(number: float, column: Sequence[str], decimal: str) -> bool:
    """Return whether a number is far from all numbers in a column, or the column has words."""
    below = [number_in(cell, decimal) for cell in column if cell.lower() not in MISSING_NUMBERS]
    known = [each for each in below if each is not None]
    if len(known) < len(below):
        return True
    if not known or (number in YEARS and all(each in YEARS for each in known)):
        return False
    least, most = min(known), max(known)
    return max(least - number, number - most) > FAR_FROM_ROWS * (most - least)


def units_below(names: Sequence[str], rows: Rows, decimal: str) -> int:
    """Return how many of the rows below the names have no values, but units or explanations.

    These have a word in each column that has only numbers below.
    """
    rows = [[cell.strip() for cell in row] for row in rows if len(row) == len(names)]
    if not rows or len(names) == 1 or any(number_in(cell, decimal) is not None for cell in rows[0]):
        return 0
    if set(map(str.lower, rows[0])) <= ORANGES_KINDS:
        return ORANGES_LINES
    for count in range(MOST_UNITS, 0, -1):
        if len(rows) < count + FEWEST_LINES:
            continue
        columns = list(zip(*rows[count:]))
        places = [place for place, column in enumerate(columns) if are_numbers(column, decimal)]
        if places and all(are_units(row, places, columns, decimal) for row in rows[:count]):
            return count
    return 0


def are_units(
    row: Sequence[str], places: Sequence[int], columns: Sequence[Sequence[str]], decimal: str
) -> bool:
    """Return whether a row has units or explanations.

    places: the positions of the columns of numbers.
    columns: the cells of all columns below.
    """
    filled = [place for place, cell in enumerate(row) if cell.lower() not in MISSING_NUMBERS]
    words = [row[place] for place in filled if place in places]
    if not words or any(number_in(cell, decimal) is not None for cell in row):
        return False
    if any(row[place] in columns[place] for place in filled):
        # Rows have such words, too.
        return False
    own_words = [columns[place] for place in filled if place not in places]
    if any(not row[place] for place in places) and any(
        len(set(column)) == len(column) for column in own_words
    ):
        # Each row has a name of its own, so this may be a row with an odd cell and a missing one.
        return False
    # A single word may also be an odd cell of a row.
    return len(places) > 1 or len(filled) == 1 or UNIT.fullmatch(words[0]) is not None


def decimal_sign_in(rows: Rows, delimiter: str) -> str:
    """Return the decimal sign that the first rows show: "," if one has 94,3 and none has 94.3."""
    if delimiter not in DELIMITERS:
        return "."
    width = len(rows[-1]) if rows else 0
    columns = list(zip(*[row for row in rows if len(row) == width]))
    strip = f"{SIGNS} " if delimiter != "," else " "
    shows_comma = shows_point = False
    for column in columns:
        cells = [cell.strip().strip(strip) for cell in column]
        numbers = [cell for cell in cells if are_numbers([cell], ",")]
        if 2 * len(numbers) < len(cells):
            continue
        shows_comma = shows_comma or any(
            DECIMAL_COMMA.fullmatch(cell)
            # In a table with commas, such a cell is in quotes, and it may be a thousand.
            or (delimiter != "," and SMALL_DECIMAL_COMMA.fullmatch(cell))
            for cell in numbers
        )
    for cell in [cell.strip() for column in columns for cell in column]:
        is_decimal = "." in cell and number_in(cell) is not None
        may_be_thousands = delimiter != "," and THOUSANDS_WITH_POINTS.fullmatch(cell)
        shows_point = shows_point or (is_decimal and not may_be_thousands)
    return "," if shows_comma and not shows_point else "."


def certain_decimal_sign(
    sign: str,
    columns: Sequence[str],
    cells: Sequence[Sequence[str | list[str]]],
    next_cells: Sequence[Sequence[str]],
    guesses: list[str],
) -> str:
    """Return the decimal sign after a look at all columns of numbers.

    sign: the sign that the first rows show.
    cells: the pieces of each column.
    next_cells: the first rows.
    guesses: takes a sentence about the sign, if it isn't certain.
    """
    first_cells = [[cell.strip() for cell in column] for column in zip(*next_cells)]
    numbers = [
        place
        for place, column in enumerate(first_cells)
        if place < len(columns) and are_numbers(column, sign)
    ]
    with_points = [place for place in numbers if any("." in cell for cell in first_cells[place])]
    if sign == "," and any(has_decimal_point(cells[place]) for place in numbers):
        return "."
    if sign == ",":
        guesses.append("The decimal sign is a comma (if it is a point: --decimal .).")
    elif with_points and not any(has_decimal_point(cells[place]) for place in numbers):
        name = columns[with_points[0]]
        cell = next(cell for cell in first_cells[with_points[0]] if "." in cell)
        guesses.append(
            f"{cell} in {name} is read with a decimal point, so it is less than a thousand (if "
            "points separate thousands: --decimal ,)."
        )
    return sign


def has_decimal_point(pieces: Sequence[str | list[str]]) -> bool:
    """Return whether a column of numbers has a point that can't separate thousands.

    pieces: as those of Cells.
    """
    texts = [piece if isinstance(piece, str) else BETWEEN.join(piece) for piece in pieces]
    return any("." in text and WITH_POINT.search(text) is not None for text in texts)
