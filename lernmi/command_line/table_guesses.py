"""What lernmi guesses about a table, and the option that undoes each guess."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NamedTuple

from lernmi.data.meanings import (
    are_class_numbers,
    are_images_without_labels,
    counts_rows,
    far_number,
    is_named_for_counting,
    label_of_images,
    rises_or_falls,
    same_but_for_case,
    single_labels,
)
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn, quoted
from lernmi.data.table_forms import HEAD_LINES, has_fixed_widths
from lernmi.data.tables import Table
from lernmi.support.texts import short_text

# With more labels than this, most of them should occur more than once.
FEW_LABELS = 10
MOST_NAMED = 4


class Choices(NamedTuple):
    """Which columns a network learns from, and how. The names are those of `Preparation`.

    guesses: what lernmi guessed, in sentences; first what would cost most if it were wrong.
    """

    expected: str | None
    ignore: list[str]
    text: list[str]
    scaling: str
    guesses: list[str]


def choices_for(table: Table, options: argparse.Namespace) -> Choices:
    """Return what the options say, and a guess for what they leave open.

    Raises ValueError for options that contradict each other, for a table of one column, and for
    images without labels.
    """
    if len(table.columns) == 1:
        [column] = table.columns
        if has_fixed_widths([column, *table.texts(column)][:HEAD_LINES]):
            raise ValueError(
                f"{table.path} seems to have columns of a fixed width. Open it in your spreadsheet "
                "program as text with a fixed width, and save it as CSV UTF-8"
            )
        raise ValueError(
            f"{table.path} has only one column, {short_text(table.columns[0])}. If a different "
            "character separates its columns, name it with --delimiter"
        )
    ignore, text = list(options.ignore or ()), list(options.text or ())
    amounts = list(options.amount or ())
    for column in [*ignore, *text, *amounts]:
        table.place_of(column)
        if column in amounts and column in [*ignore, *text]:
            raise ValueError(f"--amount {quoted(column)} contradicts --ignore and --text; use one")
    if options.expected is not None:
        table.place_of(options.expected)
    guesses: list[str] = []
    kept = [column for column in table.columns if column not in ignore]
    expected = options.expected or (kept[-1] if kept else None)
    scaling = options.scaling
    if not ignore:
        label = label_of_images(table, options.expected)
        if label is not None:
            expected = label
            words = f"28×28 pixels from 0 to 255, with the labels in column {label}"
            guesses.append(f"These are images: {words} (if not: --expected, --scaling standard).")
            scaling = scaling or "pixels"
        elif options.expected is None and are_images_without_labels(table):
            raise ValueError(
                f"{table.path} has images without labels: 784 columns of pixels from 0 to 255. To "
                "learn, a network needs a column with their labels, too"
            )
    is_open = expected is not None and expected not in [*text, *amounts]
    if expected is not None and is_open and are_class_numbers(table, expected):
        text.append(expected)
        different = sorted(set(table.texts(expected)), key=float)
        guesses.append(
            f"The numbers in {expected} are taken as labels ({', '.join(different)}; if they are "
            f"amounts: --amount {quoted(expected)})."
        )
    inputs = [column for column in kept if column != expected]
    for column in inputs:
        if column in [*text, *amounts] or scaling == "pixels":
            continue
        if is_named_for_counting(table, column) and rises_or_falls(table, column):
            if len(inputs) > 1:
                ignore.append(column)
                guesses.append(
                    f"{column} only numbers the rows, so it is left out (if it means something: "
                    f"--amount {quoted(column)})."
                )
        elif counts_rows(table, column):
            guesses.append(
                f"{column} counts the rows of the file. If that is all it does, leave it out: "
                f"--ignore {quoted(column)}"
            )
    return Choices(expected, ignore, text, scaling or "standard", [*guesses, *table.guesses])


def guesses_about(table: Table, preparation: Preparation) -> list[str]:
    """Return what lernmi guessed about the cells, in sentences.

    Raises ValueError if most labels occur only once, because nobody could learn them.
    """
    columns = [*preparation.inputs, preparation.output]
    guesses = far_numbers(table, [each for each in columns if isinstance(each, NumberColumn)])
    for column in columns:
        thousands = table.cells[table.place_of(column.name)].thousands
        if isinstance(column, NumberColumn) and thousands:
            without_points = thousands.replace(".", "")
            guesses.append(
                f"Points in {column.name} separate thousands: {thousands} is {without_points} (if "
                "they are decimal points: --decimal .)."
            )
            break
    for column in columns:
        example = table.cells[table.place_of(column.name)].example
        if isinstance(column, NumberColumn) and example:
            number = table.numbers(column.name)[table.texts(column.name).index(example)]
            guesses.append(
                f"{column.name} is read as numbers: {example} as {number:g} (if it is text: --text "
                f"{quoted(column.name)})."
            )
    output = preparation.output
    if not isinstance(output, TextColumn):
        return guesses
    single = single_labels(table, output.name)
    if len(output.texts) > FEW_LABELS and 2 * len(single) > len(output.texts):
        raise ValueError(
            f"{table.path}: column {output.name} has {len(output.texts)} different words, and "
            f"{len(single)} of them occur only once, so a network can't learn them. Choose a "
            "different column with --expected"
        )
    alike = same_but_for_case(output.texts)
    if alike:
        guesses.append(
            f"{some_of(alike)} are different labels, although only upper and lower case differ."
        )
    if single:
        verb = "occurs" if len(single) == 1 else "occur"
        guesses.append(f"{some_of(single)} {verb} only once: too few rows to learn a label.")
    return guesses


def far_numbers(table: Table, columns: Sequence[NumberColumn]) -> list[str]:
    """Return a question about the first number that is far from all others in its column.

    If a quarter of the columns have one, the data are like that, and there is no question.
    """
    found = [(each.name, far_number(table, each.name)) for each in columns]
    far = [(name, position) for name, position in found if position is not None]
    if not far or (len(columns) > FEW_LABELS and 4 * len(far) > len(columns)):
        return []
    name, position = far[0]
    return [
        f"Line {table.lines[position]} has {table.numbers(name)[position]:g} in {name}, far from "
        "all other numbers there. Is it a typing error, a total, or does it stand for a missing "
        "value? Then delete the line, or empty the cell."
    ]


def some_of(labels: Sequence[str]) -> str:
    """Return the first few labels: "yes, Yes and 3 more"."""
    texts = [short_text(label) for label in labels[:MOST_NAMED]]
    if len(labels) > MOST_NAMED:
        return f"{', '.join(texts)} and {len(labels) - MOST_NAMED} more"
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else texts[0]
