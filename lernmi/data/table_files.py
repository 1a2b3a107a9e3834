"""Files of tables: read them in pieces, and split the text into rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from lernmi.support.texts import short_text

# The cells and numbers of a larger file would take gigabytes of memory.
MOST_BYTES = 500_000_000
BYTES_AT_ONCE = 500_000
# Try the comma last, because commas also occur inside numbers and words.
DELIMITERS = ("\t", ";", ",")
LINE_END = re.compile(r"\r\n|\r|\n")

# A function of the number of bytes read so far, and the number of all bytes.
OnProgress = Callable[[int, int], object]


def opened(path: Path) -> BinaryIO:
    """Return the open file; ValueError if it is too large or not a file, or OSError."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(f"{path} must have at most {MOST_BYTES:,} bytes; got {size:,} bytes")
    if not path.is_file():
        raise ValueError(f"{path} is not a file")
    return path.open("rb")


def text_pieces(file: BinaryIO, encoding: str, on_progress: OnProgress | None) -> Iterator[str]:
    """Yield the text of a file, piece by piece.

    Raises ValueError or LookupError if it isn't text in this encoding; `refuse_other_text` says
    why.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    # Python has encodings that are not for text, such as hex. This raises LookupError for them.
    io.TextIOWrapper(io.BytesIO(), encoding)
    decoder = codecs.getincrementaldecoder(encoding)()
    is_first = True
    is_last = False
    while not is_last:
        content = file.read(BYTES_AT_ONCE)
        is_last = not content
        piece = decoder.decode(content, is_last)
        if is_first:
            # Some programs write a byte order mark at the beginning.
            piece = piece.removeprefix("\ufeff")
            is_first = False
        if "\0" in piece:
            raise ValueError("this is not text")
        yield piece.replace("\u00a0", " ")
        if on_progress is not None:
            on_progress(file.tell(), size)


def refuse_other_text(name: str, file: BinaryIO, encoding: str) -> None:
    """Raise ValueError, with the line, if a file isn't text in this encoding."""
    file.seek(0)
    content = file.read()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = line_at(content[: problem.start].decode("latin-1"))
        raise ValueError(
            f"{name}, line {line}: this is not {encoding} text. Save the file as CSV UTF-8, or "
            "name its encoding, such as --encoding cp1252"
        ) from None
    except (LookupError, ValueError):
        raise ValueError(
            f"{name} can't be read as {short_text(encoding)} text; try the encoding utf-8 or cp1252"
        ) from None
    if "\0" in text:
        line = line_at(text[: text.index("\0")])
        raise ValueError(f"{name}, line {line}: this is not text (it has a zero byte)")


def line_at(text_before: str) -> int:
    """Return the number of the line that begins or continues after `text_before`."""
    return len(LINE_END.findall(text_before)) + 1


def lines_of(pieces: Iterable[str]) -> Iterator[str]:
    """Return the lines of a text, with their ends."""
    return chain.from_iterable(
        io.StringIO(lines, newline="") for lines in pieces_of_whole_lines(pieces)
    )


def pieces_of_whole_lines(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the text in other pieces: each ends where a line ends."""
    begun: list[str] = []
    for piece in pieces:
        # A piece may end in the middle of \r\n.
        end = piece.rfind("\n") + 1 or piece.rfind("\r", 0, -1) + 1
        if end:
            yield "".join([*begun, piece[:end]])
            begun = []
        begun.append(piece[end:])
    yield "".join(begun)


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


def rows_of(name: str, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line where each row begins, and its cells; ValueError, with the line of a mistake.

    It leaves out empty lines at the beginning and the end.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
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
        if not (cells and cells[0].strip()) and not any(map(str.strip, cells)):
            empty_line = empty_line or line
            continue
        if has_begun and empty_line:
            raise ValueError(f"{name}, line {empty_line}: this line is empty. Delete it")
        has_begun = True
        empty_line = 0
        yield line, cells
