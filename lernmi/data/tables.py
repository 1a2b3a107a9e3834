"""Read your own tables: CSV files, as spreadsheets write them.

    table = read_table("iris.csv")
    training, test = table.split(0.2)
    preparation = Preparation(training, expected="species")
    samples = preparation.samples(training)

A Table holds the text of each cell and its line in the file. A
`lernmi.data.preparation.Preparation` turns the text into numbers for a network.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from lernmi.activations import Number
from lernmi.data.cells import BETWEEN, Cells, number_in
from lernmi.data.samples import split
from lernmi.data.table_files import (
    OnProgress,
    likely_delimiter,
    lines_of,
    opened,
    refuse_other_text,
    rows_of,
    text_pieces,
)
from lernmi.support.texts import short_text
from lernmi.writing.system_errors import reading

Thing = TypeVar("Thing")

MOST_COLUMNS = 10_000
# While reading, about this many cells are strings of their own.
CELLS_AT_ONCE = 200_000


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

    def place_of(self, column: str) -> int:
        """Return the position of a column, or raise ValueError."""
        if column not in self.places:
            raise ValueError(
                f"{self.path} has no column {short_text(column)}; its columns are "
                f"{', '.join(self.columns)}"
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
        return part

    def __repr__(self) -> str:
        return f"Table {self.path}: {len(self.lines)} rows, columns {', '.join(self.columns)}"


def chosen(things: Sequence[Thing], positions: Sequence[int]) -> list[Thing]:
    """Return the things at these positions, as fast as Python can."""
    if len(positions) < 2:
        return [things[position] for position in positions]
    return list(itemgetter(*positions)(things))


def read_table(
    path: str | Path,
    *,
    header: bool | None = None,
    delimiter: str | None = None,
    decimal: str = ".",
    encoding: str = "utf-8",
    on_progress: OnProgress | None = None,
) -> Table:
    """Read a CSV file: fields separated by a delimiter, and in double quotes if they contain it.

    header: whether the first line names the columns. If None, it does unless one of its fields is a
        number. Columns without a name are called column1, column2, and so on.
    delimiter: the character between fields. If None, `read_table` tries tab, semicolon and comma,
        and takes the first that occurs equally often in each of the first ten lines. If none does,
        it takes the comma, or the semicolon if the comma is the decimal sign.
    decimal: the decimal sign, "." or ",".
    encoding: character encoding of the file. Excel on Windows writes "cp1252" unless you save as
        CSV UTF-8.
    on_progress: called again and again with the number of bytes read so far, and of all bytes.

    `read_table` strips blanks around fields and skips empty lines at the beginning and the end.
    It also turns non-breaking blanks, which occur in web pages, into plain ones.

    Raises OSError if the file can't be read. Raises ValueError, with file and line, if a row has
    more or fewer fields than the first, if a quote isn't closed, if a line between rows is empty,
    or if two columns have the same name. Raises ValueError if there are no rows, if the file isn't
    text, if it has more than 500 MB or 10,000 columns, and for any other option.
    """
    name = str(path)
    if header not in (None, True, False):
        raise ValueError(f"header must be True, False or None; got {short_text(header)}")
    is_character = isinstance(delimiter, str) and len(delimiter) == 1
    if delimiter is not None and (not is_character or delimiter in '"\r\n'):
        raise ValueError(f"delimiter must be one character; got {short_text(delimiter)}")
    if decimal not in (".", ","):
        raise ValueError(f'decimal must be "." or ","; got {short_text(decimal)}')
    with reading(name), opened(Path(path)) as file:
        try:
            return table_in(name, file, header, delimiter, decimal, encoding, on_progress)
        except (ValueError, LookupError):
            # If the file isn't text, that is the reason for any other problem.
            refuse_other_text(name, file, encoding)
            raise


def table_in(
    name: str,
    file: BinaryIO,
    header: bool | None,
    delimiter: str | None,
    decimal: str,
    encoding: str,
    on_progress: OnProgress | None,
) -> Table:
    """Return the table in an open file; the arguments are those of `read_table`."""
    pieces = text_pieces(file, encoding, on_progress)
    first_piece = next(pieces)
    if delimiter is None:
        delimiter = likely_delimiter(first_piece, decimal)
    rows = rows_of(name, lines_of(chain([first_piece], pieces)), delimiter)
    first_line, first_cells = next(rows, (0, []))
    if not first_cells:
        raise ValueError(f"{name} is empty")

    width = len(first_cells)
    names = [cell.strip() for cell in first_cells]
    if header is None:
        header = all(number_in(cell, decimal) is None for cell in names)
    if not header:
        names = [""] * width
        rows = chain([(first_line, first_cells)], rows)
    columns = [name or f"column{number}" for number, name in enumerate(names, start=1)]
    try:
        refuse_names(name, first_line, columns)
    except ValueError:
        # A mistake in the rows below is more likely to be the reason.
        for _ in rows:
            pass
        raise
    cells, lines = columns_of(name, rows, width, first_line)
    if not lines:
        raise ValueError(f"{name} has column names, but no rows below them")
    return Table.of_columns(
        name, columns, [Cells(pieces, decimal) for pieces in cells], lines, decimal, header
    )


def refuse_names(name: str, line: int, columns: Sequence[str]) -> None:
    """Raise ValueError if there are too many names, or if two of them are the same."""
    if len(columns) > MOST_COLUMNS:
        raise ValueError(f"{name} must have at most {MOST_COLUMNS:,} columns; got {len(columns):,}")
    seen = set()
    for column in columns:
        if not column.isprintable():
            raise ValueError(
                f"{name}, line {line}: a column's name must be printable and on one line; "
                f"got {short_text(column)}"
            )
        if column in seen:
            raise ValueError(
                f"{name}, line {line}: two columns are called {short_text(column)}. Rename "
                "one of them"
            )
        seen.add(column)


def columns_of(
    name: str, rows: Iterator[tuple[int, list[str]]], width: int, first_line: int
) -> tuple[list[list[str | list[str]]], array[int]]:
    """Return the pieces of each column, and the line of each row.

    Raises ValueError if a row doesn't have `width` cells, as the row in the first line has.
    """
    pieces: list[list[str | list[str]]] = [[] for _ in range(width)]
    lines = array("q")
    waiting: list[list[str]] = []
    at_once = CELLS_AT_ONCE // width + 1
    for line, cells in rows:
        if len(cells) != width:
            # A mistake further below, such as an open quote, is more likely to be the reason.
            for _ in rows:
                pass
            raise ValueError(
                f"{name}, line {line}: expected {width} fields, as in line {first_line}; got "
                f"{len(cells)}"
            )
        lines.append(line)
        waiting.append(cells)
        if len(waiting) == at_once:
            add_piece(pieces, waiting)
            waiting = []
    if waiting:
        add_piece(pieces, waiting)
    return pieces, lines


def add_piece(pieces: Sequence[list[str | list[str]]], rows: Sequence[Sequence[str]]) -> None:
    """Add the cells of these rows to the pieces of the columns."""
    for column, cells in zip(pieces, zip(*rows)):
        column.append(BETWEEN.join(map(str.strip, cells)))
