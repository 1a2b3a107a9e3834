"""Read your own tables: CSV files, as spreadsheets write them.

    table = read_table("iris.csv")
    training, test = table.split(0.2)
    preparation = Preparation(training, expected="species")
    samples = preparation.samples(training)

A Table holds the text of each cell and its line in the file. A
`lernmi.data.preparation.Preparation` turns the text into numbers for a network.
"""

from __future__ import annotations

import io
import os
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar

from lernmi.activations import Number
from lernmi.data.cells import BETWEEN, Cells, has_others, number_in, on_one_line
from lernmi.data.samples import split
from lernmi.data.table_ends import (
    MOST_NOTES,
    are_notes,
    is_total_above,
    notes_and_totals,
    words_about,
)
from lernmi.data.table_files import (
    OnProgress,
    encoding_of,
    is_cp1252,
    lines_of,
    opened,
    refuse_other_text,
    rows_of,
    text_pieces,
    unpacked,
)
from lernmi.data.table_forms import COMMENT_SIGNS, form_of
from lernmi.data.table_tops import (
    below_titles,
    certain_decimal_sign,
    decimal_sign_in,
    has_numbers_for_names,
    units_below,
)
from lernmi.support.numbers import is_list
from lernmi.support.texts import refusal, short_text
from lernmi.writing.system_errors import reading

Thing = TypeVar("Thing")

MOST_COLUMNS = 10_000
# A message names at most this many columns.
MOST_NAMED = 30
# How many rows show whether the first line fits.
ROWS_TO_COMPARE = 10
# How many of the last rows may be notes or totals.
ROWS_AT_THE_END = 40
# While reading, about this many cells are strings of their own: few enough for the fastest memory.
CELLS_AT_ONCE = 50_000


class Row(NamedTuple):
    """One row of a table: its cells, and the line where it begins in the file, counted from 1."""

    line: int
    cells: Sequence[str]


class Table:
    """The rows of a CSV file.

    path: the file, for messages.
    columns, places: the names of the columns, and a dictionary from each name to its position,
        counted from 0.
    rows: the Rows, each with one cell per column, without blanks around the text. A table that
        `read_table` returned makes this list when you look at it; it takes much memory.
    decimal: the decimal sign, "." or ",".
    whole: the table that `split` made this one from; otherwise, the table itself.
    cells: the Cells of each column; a table that `split` made shares those of the whole.
    positions: the rows of this table, as positions in `cells`, counted from 0.
    lines: the line where each row begins.
    has_header: whether the file names the columns. If not, `read_table` makes up names.
    header_line: the line with the names of the columns; 0 if no line is only for them.
    guesses: what `read_table` assumed about the file, in sentences.
    """

    def __init__(
        self,
        path: str,
        columns: Sequence[str],
        rows: Sequence[Row],
        decimal: str = ".",
        whole: Table | None = None,
        has_header: bool = True,
    ) -> None:
        cells = [[row.cells[place] for row in rows] for place in range(len(columns))]
        self.take(
            path,
            columns,
            [Cells([texts], decimal) for texts in cells],
            array("q", [row.line for row in rows]),
            decimal,
            has_header,
        )
        self.known_rows: list[Row] | None = list(rows)
        self.whole: Table = whole or self

    @classmethod
    def of_columns(
        cls,
        path: str,
        columns: Sequence[str],
        cells: Sequence[Cells],
        lines: Sequence[int],
        decimal: str,
        has_header: bool,
    ) -> Table:
        """Return a table of columns.

        cells: the cells of each column.
        lines: the line where each row begins.
        The others: as for the class.
        """
        table = cls.__new__(cls)
        table.take(path, columns, cells, lines, decimal, has_header)
        return table

    def take(
        self,
        path: str,
        columns: Sequence[str],
        cells: Sequence[Cells],
        lines: Sequence[int],
        decimal: str,
        has_header: bool,
    ) -> None:
        """Take the columns; the arguments are those of `of_columns`."""
        self.path = path
        self.columns: list[str] = list(columns)
        self.places: dict[str, int] = {column: place for place, column in enumerate(columns)}
        self.cells: Sequence[Cells] = cells
        self.lines: Sequence[int] = lines
        self.decimal = decimal
        self.has_header = has_header
        self.whole = self
        self.positions: Sequence[int] = range(len(lines))
        self.guesses: list[str] = []
        self.header_line: int = 1 if has_header else 0
        self.known_rows = None

    @property
    def rows(self) -> list[Row]:
        """The Rows of this table."""
        if self.known_rows is None:
            texts = [self.texts(column) for column in self.columns]
            self.known_rows = [
                Row(line, list(cells)) for line, cells in zip(self.lines, zip(*texts))
            ]
        return self.known_rows

    def texts(self, column: str) -> list[str]:
        """Return the cells of a column, or raise ValueError if there is no such column."""
        texts = self.cells[self.place_of(column)].texts()
        return texts if self.whole is self else chosen(texts, self.positions)

    def numbers(self, column: str) -> Sequence[float]:
        """Return the numbers of a column, with NaN for each cell that is not a number.

        Raises ValueError if there is no such column.
        """
        numbers = self.cells[self.place_of(column)].numbers()
        return numbers if self.whole is self else chosen(numbers, self.positions)

    def has_only_numbers(self, column: str) -> bool:
        """Return whether each cell of a column is a number.

        Raises ValueError if there is no such column.
        """
        cells = self.cells[self.place_of(column)]
        numbers = cells.numbers()
        if cells.are_all_numbers or self.whole is self:
            return cells.are_all_numbers
        return not has_others(chosen(numbers, self.positions))

    def place_of(self, column: str) -> int:
        """Return the position of a column, or raise ValueError."""
        if column not in self.places:
            names = ", ".join(self.columns[:MOST_NAMED])
            if len(self.columns) > MOST_NAMED:
                names += f" and {len(self.columns) - MOST_NAMED} more"
            raise ValueError(
                f"{self.path} has no column {short_text(column)}; its columns are {names}"
            )
        return self.places[column]

    def where(self, row: Row, column: str) -> str:
        """Return the file, line and column of a cell, for messages."""
        return self.where_in_line(row.line, column)

    def where_in_line(self, line: int, column: str) -> str:
        """Return the file, line and column, for messages."""
        return f"{self.path}, line {line}, column {column}"

    def split(self, share: Number, seed: int = 0) -> tuple[Table, Table]:
        """Split the rows at random into a table to learn from and a table to test with.

        share: size of the second table, such as 0.2 for a fifth.
        seed: random seed, a whole number of at least 0.

        Raises what `lernmi.data.samples.split` raises.
        """
        first, second = split(range(len(self.lines)), share, seed)
        return self.part(first), self.part(second)

    def part(self, places: Sequence[int]) -> Table:
        """Return a table of some rows of this one; it shares the cells."""
        lines = array("q", [self.lines[place] for place in places])
        part = Table.of_columns(
            self.path, self.columns, self.cells, lines, self.decimal, self.has_header
        )
        part.positions = array("q", [self.positions[place] for place in places])
        part.whole = self.whole
        part.guesses = self.guesses
        part.header_line = self.header_line
        return part

    def __repr__(self) -> str:
        return f"Table {self.path}: {len(self.lines)} rows, columns {', '.join(self.columns)}"


def chosen(things: Sequence[Thing], positions: Sequence[int]) -> list[Thing]:
    """Return the things at these positions, as fast as Python can."""
    if len(positions) < 2:
        return [things[position] for position in positions]
    return list(itemgetter(*positions)(things))


def read_table(
    source: Any,
    *,
    header: bool | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    empty: Sequence[str] = (),
    on_progress: OnProgress | None = None,
) -> Table:
    """Read a CSV file: fields separated by a delimiter, and in double quotes if they contain it.

    source: the file's path, an open file, or a data frame of pandas or polars (for which the other
        arguments don't matter).
    header: whether the first line names the columns. If None, it does unless one of its fields is a
        number; if these rise by the same step, as 2019, 2020
        and 2021 do, the rows below decide. Columns without a name are called column1, column2, and
        so on.
    delimiter: the character between fields, or " " for any number of blanks and tabs. If None,
        `read_table` tries tab, semicolon and comma, and takes the first that occurs equally often
        in each of the first ten lines. If none does, it tries | and blanks. If they don't fit
        either, it takes what most lines have, or else the comma (the semicolon if the comma is the
        decimal sign).
    decimal: the decimal sign, "." or ",". If None, it is a point, unless the first rows have
        numbers such as 94,3 (in quotes, if commas separate the fields), but none such as 94.3. If
        it is ".", commas may separate thousands, as in 1,359.
    encoding: character encoding of the file. If None, it is UTF-8, or UTF-16 if the file begins
        with its mark, or else cp1252, which Excel on Windows writes unless you save as CSV UTF-8.
    empty: texts of cells that count as empty, such as ["k.A."].
    on_progress: called again and again with the number of bytes read so far, and of all bytes.

    `read_table` strips blanks around fields and skips empty lines. It also turns non-breaking
    blanks, which occur in web pages, into plain ones. It leaves out comments, Excel's line sep=;,
    and the first line of scikit-learn's own files. Unless `header` says what the first line is, it
    also leaves out titles above the names, units below them, and totals and notes below the table.
    It reads the ARFF files of Weka, the drawn tables of Markdown and databases, and gzip files. The
    table's `guesses` say what it assumed.

    Raises OSError if the file can't be read. Raises ValueError, with file and line, if a row has
    more or fewer fields than the first, if a quote isn't closed, or if
    two columns have the same name. Raises ValueError if there are no rows, if the file isn't
    text, if it has more than 500 MB or 10,000 columns, and for any other option. Raises TypeError
    for any other source.
    """
    if header not in (None, True, False):
        raise ValueError(f"header must be True, False or None; got {short_text(header)}")
    is_character = isinstance(delimiter, str) and len(delimiter) == 1
    if delimiter is not None and (not is_character or delimiter in '"\r\n'):
        raise ValueError(f"delimiter must be one character; got {short_text(delimiter)}")
    if decimal not in (".", ",", None):
        raise ValueError(f'decimal must be "." or ","; got {short_text(decimal)}')
    if isinstance(empty, str) or not is_list(empty):
        raise ValueError(f'empty must be a list of texts, such as ["-"]; got {short_text(empty)}')
    if isinstance(source, Table):
        return source
    if hasattr(source, "columns"):
        return table_of_frame(source)
    if hasattr(source, "read"):
        content = source.read()
        name = str(getattr(source, "name", "the file"))
        if isinstance(content, str):
            content, encoding = content.encode("utf-8", "surrogatepass"), encoding or "utf-8"
        file: BinaryIO = io.BytesIO(content)
        return table_of_file(name, file, header, delimiter, decimal, encoding, empty, on_progress)
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(refusal("source", "a path, an open file or a data frame", source))
    name = os.fspath(source)
    with reading(name), opened(Path(name)) as file:
        return table_of_file(name, file, header, delimiter, decimal, encoding, empty, on_progress)


def table_of_frame(frame: Any) -> Table:
    """Return the table in a data frame of pandas or polars. Its lines are counted from 1."""
    name = "the data frame"
    columns = [str(column) for column in frame.columns]
    refuse_names(name, name, columns)
    cells = [[text_of_value(each) for each in frame[column].to_list()] for column in frame.columns]
    if not cells or not cells[0]:
        raise ValueError(f"{name} has no rows")
    lines = range(1, len(cells[0]) + 1)
    return Table.of_columns(
        name, columns, [Cells([texts], ".") for texts in cells], lines, ".", True
    )


def text_of_value(value: object) -> str:
    """Return a value of a data frame as a table has it: "" if it is missing."""
    text = "" if value is None else str(value).strip()
    return "" if text in ("nan", "NaT", "<NA>") else text


def table_of_file(
    name: str,
    file: BinaryIO,
    header: bool | None,
    delimiter: str | None,
    decimal: str | None,
    encoding: str | None,
    empty: Sequence[str],
    on_progress: OnProgress | None,
) -> Table:
    """Return the table in an open file; the other arguments are those of `read_table`."""
    file = unpacked(name, file)
    likely = encoding or encoding_of(name, file)
    try:
        return table_in(name, file, header, delimiter, decimal, likely, empty, on_progress)
    except (ValueError, LookupError) as problem:
        if encoding is None and isinstance(problem, UnicodeDecodeError) and is_cp1252(file):
            table = table_in(name, file, header, delimiter, decimal, "cp1252", empty, on_progress)
            table.guesses.append(
                "Its letters are read as cp1252, because it isn't UTF-8 (if they look wrong: "
                "--encoding NAME)."
            )
            return table
        # If the file isn't text, that is the reason for any other problem.
        refuse_other_text(name, file, likely)
        raise


def table_in(
    name: str,
    file: BinaryIO,
    header: bool | None,
    delimiter: str | None,
    decimal: str | None,
    encoding: str,
    empty: Sequence[str],
    on_progress: OnProgress | None,
) -> Table:
    """Return the table in an open file; the other arguments are those of `read_table`."""
    pieces = text_pieces(file, encoding, on_progress)
    first_piece = next(pieces)
    form = form_of(name, first_piece, delimiter, decimal or ".", header)
    if header is None:
        form = below_titles(first_piece, form, delimiter, decimal or ".")
    guesses = list(form.guesses)
    empty_lines: list[int] = []
    rows = rows_of(name, lines_of(chain([first_piece], pieces)), form, empty_lines)
    first_line, first_cells = next(rows, (0, []))
    if not first_cells:
        raise ValueError(f"{name} is empty")

    texts = [cell.strip() for cell in first_cells]
    next_rows = list(islice(rows, ROWS_TO_COMPARE))
    next_cells = [cells for _, cells in next_rows]
    sign = decimal or decimal_sign_in([texts, *next_cells], form.delimiter)
    has_header = form.has_names if header is None else header
    if has_header is None:
        has_header = all(number_in(cell, sign) is None for cell in texts)
        if not has_header and has_numbers_for_names(texts, next_cells, sign):
            has_header = True
            guesses.append(
                f"Line {first_line} is taken for the names of the columns, although some are "
                "numbers (if it is a row: --header no)."
            )
    units = units_below(texts, next_cells, sign) if has_header and header is None else 0
    if units:
        guesses.append(
            f"{words_about(next_rows[:units], 'units or explanations')} (if it is a row: "
            "--header yes)."
        )
    elif has_header and header is None and len(next_rows) > 1 and is_total_above(next_cells):
        units = 1
        words = words_about(next_rows[:1], "a total of the rows below")
        guesses.append(f"{words} (if it is a row: --header yes).")
    rows = chain(next_rows[units:], rows)
    try:
        names = fitting_names(name, first_line, texts, next_rows[units:], has_header, guesses)
        if not has_header or form.names is not None:
            names = form.names or [""] * len(names)
            rows = chain([(first_line, first_cells)], rows)
        columns = [on_one_line(each) or f"column{place}" for place, each in enumerate(names, 1)]
        refuse_names(name, f"{name}, line {first_line}", columns, is_sure=header is not None)
    except ValueError:
        # A mistake in the rows below is more likely to be the reason.
        for _ in rows:
            pass
        raise
    cells, lines, last_rows = columns_of(name, rows, len(columns), first_line, empty_lines, guesses)
    if header is None:
        undo = f"--header {'yes' if has_header else 'no'}"
        last_rows = without_ends(cells, lines, last_rows, sign, empty_lines, undo, guesses)
    if last_rows:
        add_piece(cells, [row for _, row in last_rows])
    if empty:
        cells = [[emptied(piece, empty) for piece in pieces] for pieces in cells]
    if not lines:
        raise ValueError(f"{name} has column names, but no rows below them")
    if not form.is_drawn:
        say_which_are_empty(name, empty_lines, first_line, lines[-1], len(columns), guesses)
    while (
        len(columns) > 1 and not names[-1] and all(set(piece) <= {BETWEEN} for piece in cells[-1])
    ):
        # The lines end with a delimiter too many.
        columns, names, cells = columns[:-1], names[:-1], cells[:-1]
    if decimal is None and (sign == "," or form.delimiter == ";"):
        sign = certain_decimal_sign(sign, columns, cells, next_cells[units:], guesses)
    table = Table.of_columns(
        name,
        columns,
        [Cells(pieces, sign, is_sure=decimal is not None) for pieces in cells],
        lines,
        sign,
        has_header or form.names is not None,
    )
    table.header_line = first_line if has_header else 0
    table.guesses = guesses
    return table


def emptied(piece: str | list[str], empty: Sequence[str]) -> list[str]:
    """Return the texts of a piece, with "" in place of each that is one of `empty`."""
    texts = piece.split(BETWEEN) if isinstance(piece, str) else piece
    return ["" if text in empty else text for text in texts]


def without_ends(
    cells: Sequence[list[str | list[str]]],
    lines: array[int],
    last_rows: list[tuple[int, list[str]]],
    decimal: str,
    empty_lines: Sequence[int],
    undo: str,
    guesses: list[str],
) -> list[tuple[int, list[str]]]:
    """Return the last rows without notes and totals; take the lines of these out of `lines`.

    cells: the pieces of each column, without the last rows.
    undo: the option that keeps them.
    guesses: takes a sentence about what is left out.
    """
    whole = [[*pieces] for pieces in cells]
    if last_rows:
        add_piece(whole, [row for _, row in last_rows])
    columns = [Cells(pieces, decimal) for pieces in whole]
    notes, totals = notes_and_totals(last_rows[-ROWS_AT_THE_END:], columns, empty_lines)
    end = len(last_rows) - notes
    for first, last, what in (
        (end - totals, end, "a total of the rows above"),
        (end, len(last_rows), "a note below the table"),
    ):
        if first < last:
            guesses.append(f"{words_about(last_rows[first:last], what)} (if it is a row: {undo}).")
    del lines[len(lines) - notes - totals :]
    return last_rows[: end - totals]


def say_which_are_empty(
    name: str,
    empty_lines: Sequence[int],
    first_line: int,
    last_line: int,
    width: int,
    guesses: list[str],
) -> None:
    """Add a guess about empty lines between the rows, which are left out.

    Raises ValueError in a table of one column, because its empty lines may be missing cells.
    """
    between = [line for line in empty_lines if first_line < line < last_line]
    if not between:
        return
    count = "1 empty line is" if len(between) == 1 else f"{len(between):,} empty lines are"
    if width == 1:
        raise ValueError(
            f"{name}, line {between[0]}: this line is empty. If the value is missing, write NA; "
            f"otherwise, delete the line ({count} between the rows)"
        )
    guesses.append(f"{count} left out, from line {between[0]} on.")


def fitting_names(
    name: str,
    line: int,
    names: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    has_header: bool,
    guesses: list[str],
) -> Sequence[str]:
    """Return the cells of the first line; names get one more or one fewer if the rows need that.

    name, line: the file and the line, for messages.
    rows: the next rows.
    has_header: whether the first line has names.
    guesses: takes a sentence about what changed.

    Raises ValueError if the next rows are as long as each other, but the first line isn't.
    """
    widths = {len(cells) for _, cells in rows}
    if len(widths) != 1 or widths == {len(names)}:
        return names
    [width] = widths
    if has_header and width == len(names) - 1 and not names[-1]:
        guesses.append(f"Line {line} ends with one name too many, which is empty: left out.")
        return names[:-1]
    if len(rows) < 2:
        return names
    if has_header and width == len(names) + 1 > 2:
        if not any(cells[-1].strip() for _, cells in rows):
            # They end with a delimiter too many.
            return [*names, ""]
        guesses.append(
            f"Line {line} has one name too few, so the first column has none (as R writes tables)."
        )
        return ["", *names]
    raise ValueError(
        f"{name}, line {line}: this line has {counted_fields(len(names))}, but each row below has "
        f"{width}. If it is a title or a comment, delete it; if lernmi assumes the wrong character "
        "between fields, use --delimiter"
    )


def refuse_names(name: str, where: str, columns: Sequence[str], is_sure: bool = True) -> None:
    """Raise ValueError if there are too many names, or if two of them are the same.

    name, where: the table and the place of the names, for messages.
    is_sure: whether this line certainly has names.
    """
    if len(columns) > MOST_COLUMNS:
        raise ValueError(f"{name} must have at most {MOST_COLUMNS:,} columns; got {len(columns):,}")
    seen = set()
    for column in columns:
        if not column.isprintable():
            raise ValueError(
                f"{where}: a column's name must be printable and on one line; "
                f"got {short_text(column)}"
            )
        if column in seen:
            raise ValueError(
                f"{where}: two columns are called {short_text(column)}. Rename one of "
                f"them{'' if is_sure else ', or use --header no if this line is a row'}"
            )
        seen.add(column)


def columns_of(
    name: str,
    rows: Iterator[tuple[int, list[str]]],
    width: int,
    first_line: int,
    empty_lines: Sequence[int],
    guesses: list[str],
) -> tuple[list[list[str | list[str]]], array[int], list[tuple[int, list[str]]]]:
    """Return the pieces of each column, the line of each row, and the last rows.

    The last rows, at least as many as may be notes and totals, are not in the pieces yet.

    empty_lines: the empty lines so far.
    guesses: takes a sentence about notes below the table.

    Raises ValueError if a row doesn't have `width` cells, as the row in the first line has.
    """
    pieces: list[list[str | list[str]]] = [[] for _ in range(width)]
    lines = array("q")
    waiting: list[list[str]] = []
    at_once = CELLS_AT_ONCE // width + 1
    for line, cells in rows:
        if len(cells) != width:
            rest = [(line, cells), *islice(rows, MOST_NOTES)]
            # A mistake further below, such as an open quote, is more likely to be the reason.
            for _ in rows:
                pass
            if lines and are_notes(rest, width, empty_lines):
                guesses.append(f"{words_about(rest, 'a note below the table')}.")
                break
            advice = ""
            if cells[0].startswith(COMMENT_SIGNS):
                advice = ". If this line is a comment, delete it"
            elif lines and line - 1 in empty_lines:
                advice = ". If a second table begins here, put it into a file of its own"
            elif len(cells) > width:
                advice = (
                    ". If a cell holds the character between fields, put the cell in double quotes"
                )
            raise ValueError(
                f"{name}, line {line}: expected {counted_fields(width)}, as in line {first_line}; "
                f"got {len(cells)}{advice}"
            )
        lines.append(line)
        waiting.append(cells)
        if len(waiting) == at_once + ROWS_AT_THE_END:
            add_piece(pieces, waiting[:at_once])
            waiting = waiting[at_once:]
    first = len(lines) - len(waiting)
    return pieces, lines, list(zip(lines[first:], waiting))


def counted_fields(count: int) -> str:
    """Return "1 field" or "2 fields"."""
    return "1 field" if count == 1 else f"{count} fields"


def add_piece(pieces: Sequence[list[str | list[str]]], rows: Sequence[Sequence[str]]) -> None:
    """Add the cells of these rows to the pieces of the columns."""
    for column, cells in zip(pieces, zip(*rows)):
        piece = BETWEEN.join(cells)
        if piece.split(maxsplit=1) != [piece]:
            # There are blanks somewhere.
            piece = BETWEEN.join(map(str.strip, cells))
        column.append(piece)
