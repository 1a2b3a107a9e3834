"""What lernmi guesses about a table, and the option that undoes each guess."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NamedTuple

from lernmi.command_line.column_guesses import (
    guesses_about_inputs,
    has_too_many_words,
    judged_inputs,
    refuse_row_numbers,
    refuse_useless_labels,
)
from lernmi.data.cells import beginning
from lernmi.data.meanings import (
    are_class_numbers,
    are_images_without_labels,
    far_number,
    label_of_images,
    same_but_for_case,
    single_labels,
)
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn, quoted
from lernmi.data.table_forms import HEAD_LINES, has_fixed_widths
from lernmi.data.tables import Table
from lernmi.inside.patients import Finding
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
        texts = dict(zip(table.numbers(expected), table.texts(expected)))
        different = [texts[number] for number in sorted(texts)]
        guesses.append(
            f"The numbers in {expected} are taken as labels ({', '.join(different)}; if they are "
            f"amounts: --amount {quoted(expected)})."
        )
    if is_open:
        refuse_useless_labels(table, str(expected))
        if options.expected is None:
            refuse_row_numbers(table, str(expected))
    inputs = [column for column in kept if column != expected]
    if scaling != "pixels":
        open_inputs = [column for column in inputs if column not in [*text, *amounts]]
        judged = judged_inputs(table, inputs, open_inputs)
        ignore += judged.ignore
        text += judged.text
        guesses += judged.guesses
    return Choices(expected, ignore, text, scaling or "standard", guesses)


def guesses_about(table: Table, preparation: Preparation, choices: Choices) -> list[str]:
    """Return all that lernmi guessed, in sentences; first what would cost most if it were wrong.

    Raises ValueError if most labels occur only once, because nobody could learn them.
    """
    giveaways, constant = guesses_about_inputs(table, preparation)
    return [
        *giveaways,
        *choices.guesses,
        *table.guesses,
        *about_thousands(table, preparation),
        *about_spelled_numbers(table, preparation),
        *about_labels(table, preparation.output),
        *about_upper_case(preparation),
        *constant,
    ]


def about_thousands(table: Table, preparation: Preparation) -> list[str]:
    """Return the guess that points separate thousands, in a sentence about the first column."""
    for column in [*preparation.inputs, preparation.output]:
        thousands = table.cells[table.place_of(column.name)].thousands
        if isinstance(column, NumberColumn) and thousands:
            without_points = thousands.replace(".", "")
            return [
                f"Points in {column.name} separate thousands: {thousands} is {without_points} (if "
                "they are decimal points: --decimal .)."
            ]
    return []


def about_spelled_numbers(table: Table, preparation: Preparation) -> list[str]:
    """Return the guess that cells such as 12 cm are numbers, in a sentence for all such columns."""
    examples = []
    undo = ""
    for column in [*preparation.inputs, preparation.output]:
        text = table.cells[table.place_of(column.name)].example
        if not isinstance(column, NumberColumn) or not text:
            continue
        number = table.numbers(column.name)[table.texts(column.name).index(text)]
        examples.append((column.name, f"{beginning(text)} as {number:.12g}"))
        # As words, they may be too many.
        is_short = not has_too_many_words(table, column.name)
        if not undo and (is_short or column is not preparation.output):
            option = "--text" if is_short else "--ignore"
            undo = f" (if it is text: {option} {quoted(column.name)})"
    if not examples:
        return []
    if len(examples) == 1:
        [(name, example)] = examples
        return [f"{name} is read as numbers: {example}{undo}."]
    words = "; ".join([f"{name}, {example}" for name, example in examples[:MOST_NAMED]])
    if len(examples) > MOST_NAMED:
        words += f"; and {len(examples) - MOST_NAMED} more columns"
    return [f"Read as numbers: {words}{undo}."]


def about_labels(table: Table, output: NumberColumn | TextColumn) -> list[str]:
    """Return what is odd about the labels, in sentences.

    Raises ValueError if most labels occur only once.
    """
    if not isinstance(output, TextColumn):
        return []
    guesses = []
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


def about_upper_case(preparation: Preparation) -> list[str]:
    """Return which words of an input differ only by case, in a sentence for all columns."""
    words = [column for column in preparation.inputs if isinstance(column, TextColumn)]
    alike = [(column.name, same_but_for_case(column.texts)) for column in words]
    found = [f"{name}: {some_of(texts)}" for name, texts in alike if texts]
    if not found:
        return []
    more = f"; and {len(found) - MOST_NAMED} more columns" if len(found) > MOST_NAMED else ""
    return [
        "These words are different inputs, although only upper and lower case differ: "
        f"{'; '.join(found[:MOST_NAMED])}{more}."
    ]


def question_about_far_number(table: Table, preparation: Preparation) -> Finding | None:
    """Return a question about the first number that is far from all others in its column, or None.

    If a quarter of the columns have one, the data are like that, and there is no question.
    """
    columns = [*preparation.inputs, preparation.output]
    numbers = [column for column in columns if isinstance(column, NumberColumn)]
    found = [(column, far_number(table, column.name)) for column in numbers]
    far = [(column, position) for column, position in found if position is not None]
    if not far or (len(numbers) > FEW_LABELS and 4 * len(far) > len(numbers)):
        return None
    column, position = far[0]
    values = table.numbers(column.name)
    lines = [line for line, number in zip(table.lines, values) if number == values[position]]
    where, it = f"Line {lines[0]} has", "the line"
    missing = "empty the cell and use --missing median"
    if len(lines) > 1:
        more = f"and {len(lines) - 1} more" if len(lines) > 2 else f"and {lines[1]}"
        where, it = f"Lines {lines[0]} {more} have", "these lines"
        text = table.texts(column.name)[position]
        missing = f"use --empty {quoted(text)} --missing median, which is for all columns"
    cure = f"delete {it}"
    if column is not preparation.output:
        cure += f", or {missing}"
    words = (
        f"{where} {values[position]:g} in {column.name}, far from all other numbers there. Is it a "
        "typing error, a total, or does it stand for a missing value?"
    )
    return Finding("question", words, (), f"{cure}.")


def some_of(labels: Sequence[str]) -> str:
    """Return the first few labels: "yes, Yes and 3 more"."""
    texts = [short_text(label) for label in labels[:MOST_NAMED]]
    if len(labels) > MOST_NAMED:
        return f"{', '.join(texts)} and {len(labels) - MOST_NAMED} more"
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else texts[0]
