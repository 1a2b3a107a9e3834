"""Which columns of a table can't help a network, and the option that undoes each guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lernmi.data.cells import MISSING, beginning
from lernmi.data.looks import LIKE_NUMBERS
from lernmi.data.meanings import (
    are_codes,
    are_mostly_single,
    columns_with_the_label,
    counts_rows,
    has_one_number_for_each_row,
    is_always_the_same,
    is_named_for_counting,
    is_same_amount,
    look_of_labels,
    look_of_numbers,
    rises_or_falls,
    useless_words,
)
from lernmi.data.preparation import MOST_TEXTS, Preparation, TextColumn, quoted
from lernmi.data.tables import Table

# More names would hide what the line says.
MOST_NAMED = 6


class Judged(NamedTuple):
    """What lernmi does with some input columns.

    ignore: the columns that it leaves out.
    text: the columns of numbers that it takes as words.
    guesses: what it guessed, in sentences.
    """

    ignore: list[str]
    text: list[str]
    guesses: list[str]


def judged_inputs(table: Table, inputs: Sequence[str], open_inputs: Sequence[str]) -> Judged:
    """Return what to do with the input columns.

    inputs: all of them.
    open_inputs: those that no option is about.

    Raises ValueError if words seem to be meant as numbers, or if no input would be left.
    """
    judged = Judged([], [], [])
    useless: dict[str, str] = {}
    for column in open_inputs:
        look = useless_words(table, column)
        if look in LIKE_NUMBERS:
            refuse_words_like_numbers(table, column, look)
        elif look is not None:
            useless[column] = look
        elif only_numbers_rows(table, column):
            if len(inputs) > 1:
                judged.ignore.append(column)
                judged.guesses.append(
                    f"{column} only tells the rows apart, so it is left out (if it means "
                    f"something: --amount {quoted(column)})."
                )
        elif are_codes(table, column):
            texts = table.texts(column)
            example = next(text for text in texts if text[0] == "0")
            if has_too_many_words(table, column) or are_mostly_single(Counter(texts)):
                useless[column] = "codes"
            else:
                judged.text.append(column)
                judged.guesses.append(
                    f"{column} is taken as words, because numbers such as {example} are codes (if "
                    f"they are amounts: --amount {quoted(column)})."
                )
        elif look_of_numbers(table, column):
            example = table.texts(column)[0]
            judged.guesses.append(
                f"{column} has numbers such as {example}, which look like "
                f"{look_of_numbers(table, column)}, but are taken as amounts. If they aren't: "
                f"--ignore {quoted(column)}"
            )
        elif len(inputs) > 1 and counts_rows(table, column):
            judged.guesses.append(
                f"{column} counts the rows of the file. If that is all it does, leave it out: "
                f"--ignore {quoted(column)}"
            )
    if useless:
        judged.guesses.insert(0, words_about_useless(table, inputs, judged.ignore, useless))
        judged.ignore.extend(useless)
    return judged


def only_numbers_rows(table: Table, column: str) -> bool:
    """Return whether the whole numbers of a column only tell the rows apart."""
    is_named = is_named_for_counting(table, column)
    return has_one_number_for_each_row(table, column) or (
        is_named and rises_or_falls(table, column)
    )


def words_about_useless(
    table: Table, inputs: Sequence[str], ignore: Sequence[str], useless: dict[str, str]
) -> str:
    """Return the guess that some columns of words are useless, and so are left out.

    inputs: all input columns.
    ignore: those that are left out for other reasons.
    useless: for each of these columns what its words look like, or "".

    Raises ValueError if no input would be left.
    """
    reasons = []
    for column, look in list(useless.items())[:MOST_NAMED]:
        example = example_of(table, column)
        reason = f"{look}, such as {example}" if look else "nearly every row has a different word"
        reasons.append(f"{column} ({reason})")
    if len(useless) > MOST_NAMED:
        reasons.append(f"and {len(useless) - MOST_NAMED} more")
    names = ", ".join(reasons)
    usable = next((column for column in useless if not has_too_many_words(table, column)), None)
    undo = "" if usable is None else f"--text {quoted(usable)}"
    if len(useless) + len(ignore) == len(inputs):
        advice = "Add columns with numbers, or with words that occur in several rows"
        if undo:
            advice += f"; or use {undo} to learn its words all the same"
        raise ValueError(
            f"{table.path} has no column to learn from, because words like these say nothing about "
            f"other rows: {names}. {advice}"
        )
    if undo:
        undo = f" (to use one all the same: {undo})"
    return f"Left out, because such words say nothing about other rows: {names}{undo}."


def has_too_many_words(table: Table, column: str) -> bool:
    """Return whether a column has more different words than a Preparation takes."""
    return len(set(table.texts(column))) > MOST_TEXTS


def refuse_words_like_numbers(table: Table, column: str, look: str) -> None:
    """Raise ValueError for words that seem to be meant as numbers."""
    texts = table.texts(column)
    position = next(place for place, text in enumerate(texts) if text)
    raise ValueError(
        f"{table.where_in_line(table.lines[position], column)}: cells such as "
        f"{beginning(texts[position])} look like {look}, which lernmi doesn't read. "
        f"{LIKE_NUMBERS[look]}, or leave the column out with --ignore {quoted(column)}"
    )


def refuse_useless_labels(table: Table, expected: str) -> None:
    """Raise ValueError if the words of the column to learn are dates, sentences or the like."""
    look = look_of_labels(table, expected)
    if not look:
        return
    advice = f"{LIKE_NUMBERS[look]}, or choose" if look in LIKE_NUMBERS else "Choose"
    if look in ("dates", "times"):
        advice = "Write them as numbers, such as minutes or days since a start, or choose"
    raise ValueError(
        f"{table.path}: cells of column {expected}, such as {example_of(table, expected)}, look "
        f"like {look}, which a network can't learn as labels. {advice} a different column with "
        "--expected"
    )


def refuse_row_numbers(table: Table, expected: str) -> None:
    """Raise ValueError if the last column, which would be learned, only numbers the rows."""
    if only_numbers_rows(table, expected):
        raise ValueError(
            f"{table.path}: the last column, {expected}, only tells the rows apart. Choose the "
            f"column to learn with --expected, or use --amount {quoted(expected)} if it means "
            "something"
        )


def example_of(table: Table, column: str) -> str:
    """Return the first cell of a column that isn't missing, or its beginning."""
    return beginning(next(text for text in table.texts(column) if text.lower() not in MISSING))


def guesses_about_inputs(table: Table, preparation: Preparation) -> tuple[list[str], list[str]]:
    """Return which inputs may give the answer away, and which are always the same, in sentences."""
    inputs = [column.name for column in preparation.inputs]
    expected = preparation.output.name
    same = [column for column in inputs if is_always_the_same(table, column)]
    others = [column for column in inputs if column not in same]
    giveaways = []
    if isinstance(preparation.output, TextColumn):
        giveaways = [
            f"{column} alone tells {expected}: each value goes with one label. If you don't "
            f"know it before, leave it out: --ignore {quoted(column)}"
            for column in columns_with_the_label(table, others, expected)
        ]
    elif len(others) > 1:
        # If there is only one input, the network should find out just that.
        giveaways = [
            f"{column} seems to be {expected} in a different unit: a straight line fits all rows. "
            f"If you don't know it before, leave it out: --ignore {quoted(column)}"
            for column in others
            if is_same_amount(table, column, expected)
        ]
    constant = []
    if same:
        names = " and ".join([", ".join(same[:-1]), same[-1]]) if len(same) > 1 else same[0]
        if len(same) > MOST_NAMED:
            names = f"{', '.join(same[:MOST_NAMED])} and {len(same) - MOST_NAMED} more"
        verb = "is" if len(same) == 1 else "are"
        constant = [
            f"{names} {verb} the same in every row, which can't help (to leave it out: --ignore "
            f"{quoted(same[0])})."
        ]
    return giveaways, constant
