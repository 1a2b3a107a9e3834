"""Find out in which form a table is: what separates its cells, and which lines are no rows."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lernmi.data.cells import MISSING, number_in
from lernmi.data.other_files import refuse_other_texts

# Try the comma last, because commas also occur inside numbers and words.
DELIMITERS = ("\t", ";", ",")
# As a delimiter, a blank stands for any number of blanks and tabs.
BLANKS = " "
NAMES_OF_DELIMITERS = {"\t": "tabs", ";": "semicolons", ",": "commas", BLANKS: "blanks"}
LINE_END = re.compile(r"\r\n|\r|\n")
# A whole line in quotes, such as "1,2,3".
IN_QUOTES = re.compile('"([^"]|"")*"')
# What Markdown, databases and Emacs draw between rows, and what databases write at the end.
RULE_SIGNS = " |+:=-"
RULE_PARTS = ("--", "==", "|-", ":-")
ROW_COUNT = re.compile(r"\([0-9]+ [^\W\d_]+( affected)?\)|[0-9]+ rows? (in set|affected).*")
CLOCK = re.compile(r"\s*[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)? -> ")
# With a decimal comma inside quotes, the commas outside may separate cells.
QUOTED_DECIMAL = re.compile(r'"[+-]?[0-9.]*,[0-9]+"')
QUOTED = re.compile('"[^"]*"')
# How much of a text is enough to see its form.
HEAD = 100_000
HEAD_LINES = 10
# So few lines don't show a pattern.
FEWEST_LINES = 3
# If the lines differ, this share of them decides.
MOST_LINES = 0.8
COMMENT_SIGNS = ("#", "%", "|", "//")
EXCELS_LINE = re.compile(r'\s*"?sep=(.)"?[ \t]*(\r\n|\r|\n)', re.IGNORECASE)
ARFF_ATTRIBUTE = re.compile(r"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)\s", re.IGNORECASE)


class Form(NamedTuple):
    """The form of a table.

    delimiter: the character between cells; BLANKS for any number of blanks and tabs.
    change: turns a line of the file into a line of the table; None if they are the same.
    is_drawn: whether lines are drawn between the rows.
    skipped: how many lines to leave out at the beginning.
    quote: the character around cells that contain a delimiter.
    names: the names of the columns, if lines that are left out have them; otherwise None.
    has_names: whether the first line has the names; None if its cells must tell.
    guesses: what lernmi guessed, in sentences.
    """

    delimiter: str
    change: Callable[[str], str] | None = None
    is_drawn: bool = False
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
    refuse_other_texts(name, head)
    first_line = next((line for line in LINE_END.split(head) if is_for_readers(line, "%")), "")
    if first_line.lower().startswith("@relation"):
        return form_of_arff(name, text)
    excels_line = EXCELS_LINE.match(head)
    if excels_line:
        skipped = len(LINE_END.findall(excels_line[0]))
        return Form(delimiter or excels_line[1], skipped=skipped)
    drawn = drawn_form(head, delimiter)
    if drawn is not None:
        return drawn
    form = form_of_quoted_lines(head, delimiter, decimal)
    form = form or without_clock(head, delimiter, decimal)
    form = form or without_comments(head, delimiter, decimal, header)
    rows = first_rows(head, form)
    if form.quote == '"' and are_in_single_quotes(rows):
        words = "The single quotes around cells are left out."
        form = form._replace(quote="'", guesses=[*form.guesses, words])
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


def drawn_form(head: str, delimiter: str | None) -> Form | None:
    """Return the form of a table drawn with - and |, as Markdown and databases write; or None."""
    lines = [line for line in LINE_END.split(head) if line.strip()][:HEAD_LINES]
    rules = [place for place, line in enumerate(lines) if is_rule(line.strip())]
    rows = [without_drawing(line).strip() for line in lines]
    rows = [row for row in rows if row]
    if not rules or rules[0] > 1 or len(rows) < 2:
        return None
    words = "The lines drawn between the rows are left out."
    if delimiter in (None, "|") and occurs_equally("|", rows):
        return Form("|", without_drawing, is_drawn=True, guesses=[words])
    drawn = lines[rules[0]].strip()
    if delimiter not in (None, BLANKS) or not re.fullmatch("(=+ +)+=+|(--+ +)+--+", drawn):
        return None
    for sign, change in ((BLANKS, blanks_without_drawing), ("\t", tabs_without_drawing)):
        widths = {len(re.split(f"{sign}+", change(row).strip())) for row in rows}
        if widths == {len(drawn.split())}:
            return Form(sign, change, is_drawn=True, guesses=[words])
    return None


def form_of_quoted_lines(head: str, delimiter: str | None, decimal: str) -> Form | None:
    """Return the form of a table whose whole lines are in quotes, such as "1,2,3"; or None."""
    lines = [line.strip() for line in LINE_END.split(head) if line.strip()][:HEAD_LINES]
    if len(lines) < FEWEST_LINES or not all(map(IN_QUOTES.fullmatch, lines[1:])):
        return None
    text = "\n".join(map(str.rstrip, map(without_quotes, lines)))
    form = likely_form(text, delimiter, decimal)
    rows = first_rows(text, form)
    has_numbers = any(number_in(cell, decimal) is not None for row in rows[1:] for cell in row)
    if len({len(row) for row in rows}) != 1 or len(rows[0]) == 1 or not has_numbers:
        return None
    words = (
        "The quotes around whole lines are left out (if each line is one cell: --delimiter tab)."
    )
    return Form(form.delimiter, without_quotes, guesses=[words])


def without_clock(head: str, delimiter: str | None, decimal: str) -> Form | None:
    """Return the form of a log in which a clock time and -> begin each line; or None."""
    lines = [line for line in LINE_END.split(head) if line.strip()][:HEAD_LINES]
    if len(lines) < FEWEST_LINES or not all(map(CLOCK.match, lines)):
        return None
    form = likely_form("\n".join(map(after_clock, lines)), delimiter, decimal)
    words = "The times in front of -> are left out, as the Arduino's serial monitor writes them."
    return None if form.change else Form(form.delimiter, after_clock, guesses=[words])


def after_clock(line: str) -> str:
    """Return a line without the clock time in front."""
    return CLOCK.sub("", line)


def are_in_single_quotes(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether single quotes are around all cells below the first row, also numbers."""
    cells = [cell for row in rows[1:] for cell in row if cell]
    return (
        bool(cells)
        and all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
        and any(number_in(cell[1:-1]) is not None for cell in cells)
    )


def without_comments(head: str, delimiter: str | None, decimal: str, header: bool | None) -> Form:
    """Return the likely form of a table; it leaves out comments above the first row.

    The last of them may have the names.
    """
    lines = LINE_END.split(head)
    count = 0
    while count < len(lines) and not is_for_readers(lines[count], COMMENT_SIGNS):
        count += 1
    comments = [line for line in lines[:count] if line.strip()]
    below = "\n".join(lines[count:])
    if not comments or not below.strip():
        return likely_form(head, delimiter, decimal)
    form = likely_form(below, delimiter, decimal)
    rows = first_rows(below, form)
    widths = {len(row) for row in rows}
    sign = comments[0].strip()[0]
    may_be_rows = widths & {len(row) for row in first_rows("\n".join(comments), form)}
    last = comments[-1].strip().lstrip("".join(COMMENT_SIGNS))
    [names] = first_rows(last, form) or [[]]
    if (
        header is None
        and widths == {len(names)}
        and (len(comments) > 1 or not may_be_rows)
        and are_names(names, rows[0], decimal)
    ):
        words = f"Line {count} has the names, behind the {sign} (if not: --header no)."
        guesses = [*form.guesses, words]
        return form._replace(skipped=count, names=names, has_names=False, guesses=guesses)
    if may_be_rows:
        # They may be rows, or have a name for each column.
        return likely_form(head, delimiter, decimal)
    which = "Line 1 is" if count == 1 else f"Lines 1 to {count} are"
    words = f"{which} left out as a comment, because of the {sign}."
    return form._replace(skipped=count, guesses=[*form.guesses, words])


def are_names(names: Sequence[str], row: Sequence[str], decimal: str) -> bool:
    """Return whether these are different words, and the row below them has a number."""
    return (
        len(set(names)) == len(names) > 1
        and all(name and number_in(name, decimal) is None for name in names)
        and any(number_in(cell, decimal) is not None for cell in row)
    )


def likely_form(text: str, delimiter: str | None, decimal: str) -> Form:
    """Return the form with the character that seems to separate the cells.

    It is the first that occurs equally often in each of the first lines.
    """
    if delimiter is not None:
        return Form(delimiter, merge_blanks if delimiter == BLANKS else None)
    lines = [line for line in LINE_END.split(text) if line.strip()]
    first_lines = [QUOTED.sub("", line) for line in lines[:HEAD_LINES]]
    candidates = [sign for sign in DELIMITERS if sign != decimal or QUOTED_DECIMAL.search(text)]
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
            return Form("\t", merge_tabs, guesses=[words])
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
    merged = [tab_for_blanks(line) for line in lines[:HEAD_LINES]]
    if len(lines) >= FEWEST_LINES and occurs_equally("\t", merged):
        words = "Two or more blanks separate the cells (if something else does: --delimiter SIGN)."
        return Form("\t", tab_for_blanks, guesses=[words])
    return Form(candidates[-1])


def form_with_blanks() -> Form:
    """Return the form in which blanks and tabs separate the cells."""
    words = "Blanks separate the cells (if something else does: --delimiter SIGN)."
    return Form(BLANKS, merge_blanks, guesses=[words])


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


def has_fixed_widths(lines: Sequence[str]) -> bool:
    """Return whether only their positions seem to separate the cells of these lines."""
    width = min(map(len, lines), default=0)
    # So many lines don't have a blank at the same place by chance.
    return len(lines) > HEAD_LINES // 2 and any(
        all(line[place] == " " for line in lines) for place in range(1, width - 1)
    )


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
    """Return the lines of the table, which may differ from those of the file."""
    return iter(lines) if form.change is None else map(form.change, lines)


def merge_blanks(line: str) -> str:
    """Return a line with blanks in place of tabs, and none at its ends."""
    return f"{line.strip()}\n".replace("\t", BLANKS)


def merge_tabs(line: str) -> str:
    """Return a line with one tab where it has several, and none at its ends."""
    return re.sub("\t+", "\t", line.strip("\t\r\n ")) + "\n"


def tab_for_blanks(line: str) -> str:
    """Return a line with a tab in place of two or more blanks."""
    return re.sub(" {2,}", "\t", line.strip()) + "\n"


def without_quotes(line: str) -> str:
    """Return a line without the quotes around all of it."""
    text = line.strip()
    return text[1:-1].replace('""', '"') + "\n" if IN_QUOTES.fullmatch(text) else line


def is_rule(text: str) -> bool:
    """Return whether a text is a line drawn between the rows of a table."""
    return not text.strip(RULE_SIGNS) and any(part in text for part in RULE_PARTS)


def blanks_without_drawing(line: str) -> str:
    """Return a line of a drawn table, with blanks between its cells."""
    return merge_blanks(without_drawing(line))


def tabs_without_drawing(line: str) -> str:
    """Return a line of a drawn table, with a tab in place of two or more blanks."""
    return tab_for_blanks(without_drawing(line))


def without_drawing(line: str) -> str:
    """Return a line of a drawn table without bars at its ends; "\\n" if all of it is drawn."""
    text = line.strip()
    if is_rule(text) or ROW_COUNT.fullmatch(text):
        return "\n"
    if text.startswith("|") and text.endswith("|"):
        text = text[1:-1]
    return text + "\n"


def is_scikit_learns_line(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row is what scikit-learn's own files begin with.

    It is the number of rows, the number of columns to learn from, and the names of the labels.
    """
    if len(rows) < 2 or len(rows[0]) < 4 or not (rows[0][0].isdigit() and rows[0][1].isdigit()):
        return False
    has_names = all(number_in(cell) is None for cell in rows[0][2:])
    width = int(rows[0][1]) + 1
    return has_names and all(len(row) == width for row in rows[1:])
