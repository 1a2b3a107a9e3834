"""Files of tables: read them in pieces, and split the text into rows."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from lernmi.data.other_files import refuse_other_files
from lernmi.data.table_forms import LINE_END, Form, lines_in_form
from lernmi.support.texts import short_text

# The cells and numbers of a larger file would take gigabytes of memory.
MOST_BYTES = 500_000_000
BYTES_AT_ONCE = 500_000
GZIP_MARK = b"\x1f\x8b"
# Text has none of these.
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
# The byte order marks of UTF-16, which Excel's "Unicode Text" has.
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# So many bytes show whether this is UTF-16 without a mark, if so many of them are zero.
ENOUGH_LETTERS = 200
MOSTLY = 0.8

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


def encoding_of(name: str, file: BinaryIO) -> str:
    """Return the encoding that the beginning of a file shows, otherwise "utf-8".

    Raises ValueError for files of other kinds, such as an Excel workbook.
    """
    refuse_other_files(name, file)
    file.seek(0)
    beginning = file.read(ENOUGH_LETTERS)
    if beginning.startswith(UTF_16_MARKS):
        return "utf-16"
    # In UTF-16, half of the bytes of English letters, digits and commas are zero.
    halves = {"utf-16-le": beginning[1::2], "utf-16-be": beginning[::2]}
    for encoding, half in halves.items():
        zeros = half.count(0)
        if half and zeros >= MOSTLY * len(half) and beginning.count(0) == zeros:
            return encoding
    return "utf-8"


def unpacked(name: str, file: BinaryIO) -> BinaryIO:
    """Return the file; if it is a gzip file, what is in it.

    Raises ValueError if that is damaged or too large.
    """
    file.seek(0)
    beginning = file.read(len(GZIP_MARK))
    file.seek(0)
    if beginning != GZIP_MARK:
        return file
    try:
        content = gzip.GzipFile(fileobj=file).read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise ValueError(f"{name} is a damaged gzip file ({problem}). Get it again") from None
    if len(content) > MOST_BYTES:
        raise ValueError(f"{name}, unpacked, must have at most {MOST_BYTES:,} bytes")
    return io.BytesIO(content)


def is_cp1252(file: BinaryIO) -> bool:
    """Return whether a file can be text as Excel on Windows writes it."""
    file.seek(0)
    for content in iter(lambda: file.read(BYTES_AT_ONCE), b""):
        try:
            content.decode("cp1252")
        except UnicodeDecodeError:
            return False
        if content.translate(None, CONTROLS) != content:
            return False
    return True


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
        others = "cp1252" if is_cp1252(file) else "mac_roman, cp1251 or shift_jis"
        raise ValueError(
            f"{name}, line {line}: this is not {encoding} text. Save the file as CSV UTF-8, or "
            f"name its encoding, such as --encoding {others}"
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


def rows_of(
    name: str, lines: Iterator[str], form: Form, empty_lines: list[int]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the line where each row begins, and its cells; ValueError, with the line of a mistake.

    empty_lines: takes the numbers of empty lines, which are left out.
    """
    for _ in range(form.skipped):
        next(lines, None)
    reader = csv.reader(
        lines_in_form(lines, form),
        delimiter=form.delimiter,
        quotechar=form.quote,
        strict=True,
        skipinitialspace=True,
    )
    # A quoted field can span lines, so note where each row begins.
    line = form.skipped + 1
    try:
        for cells in reader:
            if (cells and cells[0].strip()) or any(map(str.strip, cells)):
                yield line, cells
            else:
                empty_lines.append(line)
            line = form.skipped + reader.line_num + 1
    except csv.Error as problem:
        what = str(problem)
        if what == "unexpected end of data":
            what = 'this row opens a quote (") and never closes it'
        raise ValueError(f"{name}, line {line}: {what}") from None
