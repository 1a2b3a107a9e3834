"""Read your own tables: CSV files, as spreadsheets write them.

    table = read_table("iris.csv")
    training, test = table.split(0.2)
    preparation = Preparation(training, expected="species")
    samples = preparation.samples(training)

A Table holds the text of each cell and its line in the file. A
`lernmi.data.preparation.Preparation` turns the text into numbers for a network.
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

# As lists of numbers, a larger file would take gigabytes of memory.
MOST_BYTES = 100_000_000
MOST_COLUMNS = 10_000
# Try the comma last, because commas also occur inside numbers and words.
DELIMITERS = ("\t", ";", ",")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
LINE_END = re.compile(r"\r\n|\r|\n")


class Row(NamedTuple):
    """One row of a table: its cells, and the line where it begins in the file, counted from 1."""

    line: int
    cells: Sequence[str]


class Table:
    """The rows of a CSV file.

    path: the file, for messages.
    columns, places: the names of the columns, and a dictionary from each name to its position,
        counted from 0.
    rows: the Rows, each with one cell per column, without blanks around the text.
    decimal: the decimal sign, "." or ",".
    whole: the table that `split` made this one from; otherwise, the table itself.
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
                f"{self.path} has no column {short_text(column)}; its columns are "
                f"{', '.join(self.columns)}"
            )
        return self.places[column]

    def where(self, row: Row, column: str) -> str:
        """Return the file, line and column of a cell, for messages."""
        return f"{self.path}, line {row.line}, column {column}"

    def split(self, share: Number, seed: int = 0) -> tuple[Table, Table]:
        """Split the rows at random into a table to learn from and a table to test with.

        share: size of the second table, such as 0.2 for a fifth.
        seed: random seed, a whole number of at least 0.

        Raises what `lernmi.data.samples.split` raises.
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
    """Read a CSV file: fields separated by a delimiter, and in double quotes if they contain it.

    header: whether the first line names the columns. If None, it does unless one of its fields is a
        number. Columns without a name are called column1, column2, and so on.
    delimiter: the character between fields. If None, `read_table` tries tab, semicolon and comma,
        and takes the first that occurs equally often in each of the first ten lines. If none does,
        it takes the comma, or the semicolon if the comma is the decimal sign.
    decimal: the decimal sign, "." or ",".
    encoding: character encoding of the file. Excel on Windows writes "cp1252" unless you save as
        CSV UTF-8.

    `read_table` strips blanks around fields and skips empty lines at the beginning and the end.
    It also turns non-breaking blanks, which occur in web pages, into plain ones.

    Raises OSError if the file can't be read. Raises ValueError, with file and line, if a row has
    more or fewer fields than the first, if a quote isn't closed, if a line between rows is empty,
    or if two columns have the same name. Raises ValueError if there are no rows, if the file isn't
    text, if it has more than 100 MB or 10,000 columns, and for any other option.
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
        raise ValueError(
            f"{name} must have at most {MOST_COLUMNS:,} columns; got {len(first.cells):,}"
        )
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
                f"{name}, line {first.line}: two columns are called {short_text(column)}. Rename "
                "one of them"
            )
        seen.add(column)
    if not rows:
        raise ValueError(f"{name} has column names, but no rows below them")
    for row in rows:
        if len(row.cells) != len(columns):
            raise ValueError(
                f"{name}, line {row.line}: expected {len(columns)} fields, as in line "
                f"{first.line}; got {len(row.cells)}"
            )
    return Table(name, columns, rows, decimal, has_header=header)


def text_of(path: Path, encoding: str) -> str:
    """Return the text of a file; ValueError or OSError if it is too large or not text."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(f"{path} must have at most {MOST_BYTES:,} bytes; got {size:,} bytes")
    if not path.is_file():
        raise ValueError(f"{path} is not a file")
    with reading(path):
        content = path.read_bytes()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = line_at(content[: problem.start].decode("latin-1"))
        raise ValueError(
            f"{path}, line {line}: this is not {encoding} text. Save the file as CSV UTF-8, or "
            "name its encoding, such as --encoding cp1252"
        ) from None
    except (LookupError, ValueError):
        raise ValueError(
            f"{path} can't be read as {short_text(encoding)} text; try the encoding utf-8 or cp1252"
        ) from None
    if "\0" in text:
        line = line_at(text[: text.index("\0")])
        raise ValueError(f"{path}, line {line}: this is not text (it has a zero byte)")
    # Some programs write a byte order mark at the beginning.
    return text.removeprefix("\ufeff").replace("\u00a0", " ")


def line_at(text_before: str) -> int:
    """Return the number of the line that begins or continues after `text_before`."""
    return len(LINE_END.findall(text_before)) + 1


def likely_delimiter(text: str, decimal: str) -> str:
    """Return the character that seems to separate the fields of the first ten lines."""
    lines = [line for line in LINE_END.split(text[:100_000]) if line.strip()][:10]
    unquoted = [re.sub('"[^"]*"', "", line) for line in lines]
    candidates = [delimiter for delimiter in DELIMITERS if delimiter != decimal]
    for delimiter in candidates:
        counts = {line.count(delimiter) for line in unquoted}
        if len(counts) == 1 and counts != {0}:
            return delimiter
    return candidates[-1]


def rows_of(name: str, text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a CSV text, or raise ValueError with the line of the mistake."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    has_begun = False
    empty_line = 0
    while True:
        # A quoted field can span lines, so note where its row begins.
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            what = str(problem)
            if what == "unexpected end of data":
                what = 'this row opens a quote (") and never closes it'
            raise ValueError(f"{name}, line {line}: {what}") from None
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            empty_line = empty_line or line
            continue
        if has_begun and empty_line:
            raise ValueError(f"{name}, line {empty_line}: this line is empty. Delete it")
        has_begun = True
        empty_line = 0
        yield Row(line, cells)


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
