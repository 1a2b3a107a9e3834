"""Tables of one's own: CSV files, as spreadsheets write them.

    table = read_table("iris.csv")
    training, test = table.split(0.2)
    preparation = Preparation(training, expected="species")
    samples = preparation.samples(training)

A Table holds texts, just as they stand in the file, and where they stand; what numbers a network
gets to see of them is decided by a `lernmi.data.preparation.Preparation`.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.data.samples import split
from lernmi.support.texts import short_text
from lernmi.writing.system_errors import reading

# Larger ones would take gigabytes of memory once they are lists of numbers.
MOST_BYTES = 100_000_000
MOST_COLUMNS = 10_000
# A comma can also stand in numbers and texts of a file with another delimiter, so it comes last.
DELIMITERS = ("\t", ";", ",")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
LINE_END = re.compile(r"\r\n|\r|\n")


class Row(NamedTuple):
    """One row of a table: its cells, and the line of the file on which it begins, from 1."""

    line: int
    cells: Sequence[str]


class Table:
    """The rows of a CSV file.

    path: the file, for messages.
    columns, places: the names of the columns, and the position of each, from 0, by its name.
    rows: the Rows, each with a cell for each column, without blanks around it.
    decimal: what stands before the decimals of a number: "." or ",".
    whole: the table of which this is a part; the table itself, if it is none.
    has_header: whether the names of the columns stand in the file. False: `read_table` made them.
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
        self.path = path
        self.columns: list[str] = list(columns)
        self.places: dict[str, int] = {column: place for place, column in enumerate(columns)}
        self.rows: list[Row] = list(rows)
        self.decimal = decimal
        self.whole: Table = whole or self
        self.has_header = has_header

    def place_of(self, column: str) -> int:
        """Return the position of a column, or raise ValueError."""
        if column not in self.places:
            raise ValueError(
                f"{self.path} has no column {short_text(column)}; there are: "
                f"{', '.join(self.columns)}"
            )
        return self.places[column]

    def where(self, row: Row, column: str) -> str:
        """Return where a cell stands, for messages."""
        return f"{self.path}, line {row.line}, column {column}"

    def split(self, share: Number, seed: int = 0) -> tuple[Table, Table]:
        """Return two tables: rows to learn from, and rows to be tested with, drawn by lot.

        share, seed: how large the second is, such as 0.2, and a whole number for the lot; see
            `lernmi.data.samples.split`, which also says what is raised.
        """
        first, second = split(self.rows, share, seed)
        return (
            Table(self.path, self.columns, first, self.decimal, self.whole, self.has_header),
            Table(self.path, self.columns, second, self.decimal, self.whole, self.has_header),
        )

    def __repr__(self) -> str:
        return f"Table {self.path}: {len(self.rows)} rows, columns {', '.join(self.columns)}"


def read_table(
    path: str | Path,
    *,
    header: bool | None = None,
    delimiter: str | None = None,
    decimal: str = ".",
    encoding: str = "utf-8",
) -> Table:
    """Read a CSV file: fields divided by commas, and quoted with " where they hold such.

    header: whether the first line has the names of the columns. None: it has, unless one of its
        fields is a number. Without names, and where a name is empty, the columns are called
        column1, column2..
    delimiter: what stands between fields. None: tab, semicolon or comma, the first of them that
        all of the first ten lines have equally many of; comma, if there is none. (But what stands
        before decimals divides no fields: with the decimal comma it is the semicolon then.)
    decimal: what stands before the decimals of a number, "." or ",".
    encoding: how the file's bytes stand for characters; Excel on Windows writes "cp1252" unless
        told to write CSV UTF-8.

    Blanks around a field don't count, nor do empty lines at the beginning and at the end.
    Blanks that don't break (web pages have them) become plain ones.

    Raises OSError if the file can't be read; ValueError, with file and line, if a row has another
    number of fields than the first, if a quote is not closed, if a line between rows is empty, or
    if two columns have one name; and ValueError if there are no rows, if the file is no text, has
    more than 100 MB or 10,000 columns, or if an option is none of these.
    """
    name = str(path)
    if header not in (None, True, False):
        raise ValueError(f"header must be True, False or None; got {short_text(header)}")
    is_character = isinstance(delimiter, str) and len(delimiter) == 1
    if delimiter is not None and (not is_character or delimiter in '"\r\n'):
        raise ValueError(f"delimiter must be one character; got {short_text(delimiter)}")
    if decimal not in (".", ","):
        raise ValueError(f'decimal must be "." or ","; got {short_text(decimal)}')
    text = text_of(Path(path), encoding)
    if delimiter is None:
        delimiter = likely_delimiter(text, decimal)
    rows = list(rows_of(name, text, delimiter))
    if not rows:
        raise ValueError(f"{name} is empty")

    first = rows[0]
    if len(first.cells) > MOST_COLUMNS:
        raise ValueError(f"{name} has more than {MOST_COLUMNS:,} columns")
    if header is None:
        header = all(number_in(cell, decimal) is None for cell in first.cells)
    columns = [f"column{number}" for number in range(1, len(first.cells) + 1)]
    if header:
        columns = [cell or usual for cell, usual in zip(first.cells, columns)]
        rows = rows[1:]
    seen = set()
    for column in columns:
        if not column.isprintable():
            raise ValueError(
                f"{name}, line {first.line}: a column's name must be printable and on one line; "
                f"got {short_text(column)}"
            )
        if column in seen:
            raise ValueError(
                f"{name}, line {first.line}: two columns are called {short_text(column)}; each "
                "needs a "
                "name of its own"
            )
        seen.add(column)
    if not rows:
        raise ValueError(f"{name} has the names of columns, but no rows below them")
    for row in rows:
        if len(row.cells) != len(columns):
            raise ValueError(
                f"{name}, line {row.line}: as many fields were expected as in line {first.line}, "
                f"{len(columns)}; got {len(row.cells)}"
            )
    return Table(name, columns, rows, decimal, has_header=header)


def text_of(path: Path, encoding: str) -> str:
    """Return the text of a file, or raise if it is too large or not text."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(f"{path} has {size:,} bytes, more than is read here ({MOST_BYTES:,})")
    if not path.is_file():
        raise ValueError(f"{path} is not a file")
    with reading(path):
        content = path.read_bytes()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = line_at(content[: problem.start].decode("latin-1"))
        raise ValueError(
            f"{path}, line {line}: this is not {encoding} text; save the file as CSV UTF-8, or say "
            "which encoding it has (utf-8, cp1252..)"
        ) from None
    except (LookupError, ValueError):
        raise ValueError(
            f"{path} can't be read as {short_text(encoding)} text; try the encoding utf-8 or cp1252"
        ) from None
    if "\0" in text:
        line = line_at(text[: text.index("\0")])
        raise ValueError(f"{path}, line {line}: this is not text (there is a zero byte)")
    # Some programs begin with a mark that says which encoding follows.
    return text.removeprefix("\ufeff").replace("\u00a0", " ")


def line_at(text_before: str) -> int:
    """Return the number of the line that follows on a text."""
    return len(LINE_END.findall(text_before)) + 1


def likely_delimiter(text: str, decimal: str) -> str:
    """Return what seems to stand between fields, by the first ten lines."""
    lines = [line for line in LINE_END.split(text[:100_000]) if line.strip()][:10]
    unquoted = [re.sub('"[^"]*"', "", line) for line in lines]
    candidates = [delimiter for delimiter in DELIMITERS if delimiter != decimal]
    for delimiter in candidates:
        counts = {line.count(delimiter) for line in unquoted}
        if len(counts) == 1 and counts != {0}:
            return delimiter
    return candidates[-1]


def rows_of(name: str, text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a CSV text, or raise ValueError with the line where it goes wrong."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    has_begun = False
    empty_line = 0
    while True:
        # A quoted field can go over several lines; what counts is where its row begins.
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            what = str(problem)
            if what == "unexpected end of data":
                what = 'a quote (") is opened and never closed'
            raise ValueError(f"{name}, line {line}: {what}") from None
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            empty_line = empty_line or line
            continue
        if has_begun and empty_line:
            raise ValueError(f"{name}, line {empty_line}: this line is empty; take it out")
        has_begun = True
        empty_line = 0
        yield Row(line, cells)


def number_in(cell: str, decimal: str = ".") -> float | None:
    """Return the number that a cell holds, or None if it holds something else.

    Only digits, a sign, one point (or the comma that `decimal` says) and an exponent make a
    number; nothing infinite does.
    """
    if decimal != ".":
        cell = cell.replace(".", " ").replace(decimal, ".")
    if not NUMBER.fullmatch(cell):
        return None
    number = float(cell)
    return number if math.isfinite(number) else None
