"""Find out in which form a table is: what separates its cells, and which lines are no rows."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lernmi.data.cells import MISSING, number_in

# Try the comma last, because commas also occur inside numbers and words.
DELIMITERS = ("\t", ";", ",")
# As a delimiter, a blank stands for any number of blanks and tabs.
BLANKS = " "
NAMES_OF_DELIMITERS = {"\t": "tabs", ";": "semicolons", ",": "commas", BLANKS: "blanks"}
LINE_END = re.compile(r"\r\n|\r|\n")
QUOTED = re.compile('"[^"]*"')
# How much of a text is enough to see its form.
HEAD = 100_000
HEAD_LINES = 10
# If the lines differ, this share of them decides.
MOST_LINES = 0.8
COMMENT_SIGNS = ("#", "%", "|", "//")
EXCELS_LINE = re.compile(r'\s*"?sep=(.)"?[ \t]*(\r\n|\r|\n)', re.IGNORECASE)
ARFF_ATTRIBUTE = re.compile(r"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)\s", re.IGNORECASE)
# How other kinds of texts begin.
OTHER_KINDS = {
    "a web page": re.compile(r"\s*<(!doctype|html|table|body)\b", re.IGNORECASE),
    "an XML file": re.compile(r"\s*<\?xml\b"),
    "a JSON file": re.compile(r'\s*(\{\s*"|\[\s*[\[{"])'),
    "a PDF file": re.compile("%PDF"),
    "a text document (RTF)": re.compile(r"\{\\rtf"),
}


class Form(NamedTuple):
    """The form of a table.

    delimiter: the character between cells; BLANKS for any number of blanks and tabs.
    merges: whether several delimiters in a row count as one.
    skipped: how many lines to leave out at the beginning.
    quote: the character around cells that contain a delimiter.
    names: the names of the columns, if lines that are left out have them; otherwise None.
    has_names: whether the first line has the names; None if its cells must tell.
    guesses: what lernmi guessed, in sentences.
    """

    delimiter: str
    merges: bool = False
    skipped: int = 0
    quote: str = '"'
    names: Sequence[str] | None = None
    has_names: bool | None = None
    guesses: Sequence[str] = ()


def form_of(name: str, text: str, delimiter: str | None, decimal: str, header: bool | None) -> Form:
    """Return the form of a table.

    name: the file's name, for messages.
    text: the text, or its beginning.
    delimiter, decimal, header: as for `read_table`.

    Raises ValueError for another kind of text, such as a web page.
    """
    head = text[:HEAD]
    for kind, beginning in OTHER_KINDS.items():
        if beginning.match(head):
            raise ValueError(f"{name} is {kind}. Save the table as CSV")
    first_line = next((line for line in LINE_END.split(head) if is_for_readers(line, "%")), "")
    if first_line.lower().startswith("@relation"):
        return form_of_arff(name, text)
    excels_line = EXCELS_LINE.match(head)
    if excels_line:
        skipped = len(LINE_END.findall(excels_line[0]))
        return Form(delimiter or excels_line[1], skipped=skipped)
    form = without_comments(head, delimiter, decimal)
    rows = first_rows(head, form)
    if header is None and is_scikit_learns_line(rows):
        blank_lines = LINE_END.findall(head[: len(head) - len(head.lstrip())])
        words = (
            "Line 1 is left out: it is scikit-learn's own header, which has no names of columns "
            "(to read it as names: --header yes)."
        )
        return form._replace(
            skipped=form.skipped + len(blank_lines) + 1,
            has_names=False,
            guesses=[*form.guesses, words],
        )
    return form


def is_for_readers(line: str, sign: str | tuple[str, ...]) -> bool:
    """Return whether a line is neither empty nor a comment, which begins with the sign."""
    return bool(line.strip()) and not line.lstrip().startswith(sign)


def form_of_arff(name: str, text: str) -> Form:
    """Return the form of an ARFF file, the kind of table that Weka writes.

    Raises ValueError if its head isn't complete, or if it lists only the cells that aren't 0.
    """
    names: list[str] = []
    lines = [line.strip() for line in LINE_END.split(text)]
    words = [line.lower() for line in lines]
    if "@data" not in words:
        raise ValueError(f"{name} is an ARFF file, but it has no line @data. Save it as CSV")
    number = words.index("@data") + 1
    for line in lines[:number]:
        attribute = ARFF_ATTRIBUTE.match(line)
        if attribute:
            names.append(attribute[1].strip("'\""))
    rows = "\n".join(lines[number:])
    if rows.lstrip().startswith("{"):
        raise ValueError(f"{name} is a sparse ARFF file. Save it as CSV")
    quote = "'" if "'" in rows else '"'
    guess = "This is an ARFF file: its @attribute lines have the column names."
    return Form(",", skipped=number, quote=quote, names=names, has_names=False, guesses=[guess])


def without_comments(head: str, delimiter: str | None, decimal: str) -> Form:
    """Return the likely form of a table; it leaves out comments above the first row."""
    lines = LINE_END.split(head)
    count = 0
    while count < len(lines) and not is_for_readers(lines[count], COMMENT_SIGNS):
        count += 1
    comments = [line for line in lines[:count] if line.strip()]
    below = "\n".join(lines[count:])
    if not comments or not below.strip():
        return likely_form(head, delimiter, decimal)
    form = likely_form(below, delimiter, decimal)
    widths = {len(row) for row in first_rows(below, form)}
    if widths & {len(row) for row in first_rows("\n".join(comments), form)}:
        # These may be rows, or have a name for each column.
        return likely_form(head, delimiter, decimal)
    which = "Line 1 is" if count == 1 else f"Lines 1 to {count} are"
    words = f"{which} left out as a comment, because of the {comments[0].strip()[0]}."
    return form._replace(skipped=count, guesses=[*form.guesses, words])


def likely_form(text: str, delimiter: str | None, decimal: str) -> Form:
    """Return the form with the character that seems to separate the cells.

    It is the first that occurs equally often in each of the first lines.
    """
    if delimiter is not None:
        return Form(delimiter)
    lines = [line for line in LINE_END.split(text) if line.strip()]
    first_lines = [QUOTED.sub("", line) for line in lines[:HEAD_LINES]]
    candidates = [delimiter for delimiter in DELIMITERS if delimiter != decimal]
    found = next((each for each in candidates if occurs_equally(each, first_lines)), None)
    if found == "\t" and has_blanks_between_numbers(lines, decimal):
        return form_with_blanks()
    if found == "\t" or found is None:
        # Some files have two tabs where one is meant.
        merged = [re.sub("\t+", "\t", line.strip("\t ")) for line in lines]
        if not occurs_equally("\t", lines) and occurs_equally("\t", merged):
            words = (
                "Several tabs in a row count as one (if there are missing cells between them: "
                "--delimiter tab)."
            )
            return Form("\t", merges=True, guesses=[words])
    if found is not None:
        return Form(found)
    # Cells in quotes may have several lines.
    whole_rows = LINE_END.split(QUOTED.sub("", text))
    whole_rows = [line for line in whole_rows if line.strip()][:HEAD_LINES]
    for candidate in [*candidates, "|"]:
        if occurs_equally(candidate, whole_rows):
            return Form(candidate)
    if has_parts_between_blanks(lines[:HEAD_LINES], decimal):
        return form_with_blanks()
    for candidate in candidates:
        counts = Counter([line.count(candidate) for line in first_lines])
        for count, lines_with_it in counts.most_common(1):
            if count and lines_with_it >= MOST_LINES * len(first_lines):
                return Form(candidate)
    return Form(candidates[-1])


def form_with_blanks() -> Form:
    """Return the form in which blanks and tabs separate the cells."""
    words = "Blanks separate the cells (if something else does: --delimiter SIGN)."
    return Form(BLANKS, guesses=[words])


def occurs_equally(delimiter: str, lines: Iterable[str]) -> bool:
    """Return whether a delimiter occurs equally often in each line, and at least once."""
    counts = {line.count(delimiter) for line in lines}
    return len(counts) == 1 and counts != {0}


def has_parts_between_blanks(lines: Sequence[str], decimal: str) -> bool:
    """Return whether blanks divide each line into as many parts, with numbers below line 1."""
    parts = [re.split("[ \t]+", QUOTED.sub("q", line).strip(" \t")) for line in lines]
    counts = {len(row) for row in parts[1:]}
    return (
        len(counts) == 1
        and counts != {1}
        # The first line may have no name for the first column, as R writes it.
        and len(parts[0]) in (max(counts), max(counts) - 1)
        and all(any(number_in(part, decimal) is not None for part in row) for row in parts[1:])
    )


def has_blanks_between_numbers(lines: Sequence[str], decimal: str) -> bool:
    """Return whether the text before a tab is a row of numbers, with blanks between them."""
    rows = [QUOTED.sub("q", line) for line in lines[:HEAD_LINES]]
    if len({len(row.split()) for row in rows}) != 1:
        return False
    for row in rows:
        parts = max(row.split("\t"), key=len).split()
        if len(parts) < 3 or not all(
            number_in(part, decimal) is not None or part.lower() in MISSING for part in parts
        ):
            return False
    return True


def first_rows(text: str, form: Form) -> list[list[str]]:
    """Return the cells of the first rows of a text, as far as they can be read."""
    lines = LINE_END.split(text)[form.skipped :]
    reader = csv.reader(
        lines_in_form([f"{line}\n" for line in lines], form),
        delimiter=form.delimiter,
        quotechar=form.quote,
        skipinitialspace=True,
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append([cell.strip() for cell in row])
            if len(rows) == HEAD_LINES:
                break
    except csv.Error:
        # The reading itself will say what is wrong.
        pass
    return rows


def lines_in_form(lines: Iterable[str], form: Form) -> Iterator[str]:
    """Return the lines with one delimiter between cells, where the file may have several."""
    if form.delimiter == BLANKS:
        return (f"{line.strip()}\n".replace("\t", BLANKS) for line in lines)
    if form.merges:
        several = re.compile(f"{re.escape(form.delimiter)}+")
        strip = f"{form.delimiter}\r\n "
        return (f"{several.sub(form.delimiter, line.strip(strip))}\n" for line in lines)
    return iter(lines)


def is_scikit_learns_line(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row is what scikit-learn's own files begin with.

    It is the number of rows, the number of columns to learn from, and the names of the labels.
    """
    if len(rows) < 2 or len(rows[0]) < 4 or not (rows[0][0].isdigit() and rows[0][1].isdigit()):
        return False
    has_names = all(number_in(cell) is None for cell in rows[0][2:])
    width = int(rows[0][1]) + 1
    return has_names and all(len(row) == width for row in rows[1:])
