"""Guess what the columns of a table mean: labels, amounts, row numbers, or pixels."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from lernmi.data.tables import Table

# Whole numbers may be labels if there are at most this many different ones,
MOST_LABELS = 10
# and if each occurs at least this often.
OFTEN = 5
# Fewer rows than this may count by chance.
ROWS_THAT_COUNT = 10
# A column that counts the rows says so with its last word, as in PassengerId or row_no.
WORDS_FOR_COUNTING = {"", "id", "nr", "no", "index", "idx", "row", "rows", "rowid", "number", "num"}
# 28×28 pixels from 0 to 255, and one label.
PIXELS = 28 * 28
MOST_INK = 255
MOST_CLASSES = 36
# A number is far from all others if the gap to the next one is so many times their range.
FAR = 5
NAMES_OF_LABELS = ("label", "class", "target", "digit", "y")


def has_whole_numbers(table: Table, column: str) -> bool:
    """Return whether all cells of a column are whole numbers, with none missing."""
    # NaN isn't whole.
    return all(map(float.is_integer, table.numbers(column)))


def are_class_numbers(table: Table, column: str) -> bool:
    """Return whether the numbers in a column seem to be names of classes, not amounts.

    They are if they are 0 and 1, or a few whole numbers that each occur often.
    """
    texts = Counter(table.texts(column))
    if not 2 <= len(texts) <= MOST_LABELS or not has_whole_numbers(table, column):
        return False
    if len(set(table.numbers(column))) != len(texts):
        # Some of them are written in two ways, such as 1 and 1.0.
        return False
    return set(texts) == {"0", "1"} or min(texts.values()) >= OFTEN


def counts_rows(table: Table, column: str) -> bool:
    """Return whether a column counts the rows: each number is one more than the one before."""
    numbers = table.numbers(column)
    if len(numbers) < ROWS_THAT_COUNT or not has_whole_numbers(table, column):
        return False
    steps = {after - before for before, after in zip(numbers, numbers[1:])}
    return steps in ({1}, {-1})


def rises_or_falls(table: Table, column: str) -> bool:
    """Return whether the whole numbers of a column only rise, or only fall."""
    numbers = table.numbers(column)
    if len(numbers) < ROWS_THAT_COUNT or not has_whole_numbers(table, column):
        return False
    steps = [after - before for before, after in zip(numbers, numbers[1:])]
    return min(steps) > 0 or max(steps) < 0


def is_named_for_counting(table: Table, column: str) -> bool:
    """Return whether a column's name says that it counts the rows, or is missing."""
    is_without_name = table.has_header and column == f"column{table.place_of(column) + 1}"
    # "PassengerId" and "passenger_id" end with the word "id"; pandas writes "Unnamed: 0".
    words = re.sub("([a-z])([A-Z])", r"\1 \2", column).lower()
    last_word = re.split(r"[^a-z#]+", words)[-1]
    return is_without_name or last_word in WORDS_FOR_COUNTING - {""} or words == "unnamed: 0"


def label_of_images(table: Table, expected: str | None) -> str | None:
    """Return the column with the labels, if all others are the pixels of 28×28 images.

    expected: the column to learn, if it is known.
    """
    if len(table.columns) != PIXELS + 1:
        return None
    ends = [table.columns[0], table.columns[-1]]
    named = [column for column in table.columns if column.lower() in NAMES_OF_LABELS]
    for label in [expected] if expected is not None else [*named, *ends]:
        others = [column for column in table.columns if column != label]
        if seems_to_be_label(table, label) and all(is_ink(table, column) for column in others):
            return label
    return None


def seems_to_be_label(table: Table, column: str) -> bool:
    """Return whether a column has a few different words, or all whole numbers from 0 or 1 on."""
    different = set(table.texts(column))
    if not 2 <= len(different) <= MOST_CLASSES:
        return False
    if not has_whole_numbers(table, column):
        return not table.has_only_numbers(column)
    numbers = set(table.numbers(column))
    # Pixels leave some numbers out.
    return min(numbers) in (0, 1) and max(numbers) - min(numbers) == len(numbers) - 1


def are_images_without_labels(table: Table) -> bool:
    """Return whether all columns are the pixels of 28×28 images."""
    columns = table.columns
    return len(columns) == PIXELS and all(is_ink(table, column) for column in columns)


def is_ink(table: Table, column: str) -> bool:
    """Return whether a column has only whole numbers from 0 to 255."""
    numbers = table.numbers(column)
    return has_whole_numbers(table, column) and min(numbers) >= 0 and max(numbers) <= MOST_INK


def same_but_for_case(labels: Sequence[str]) -> list[str]:
    """Return the labels that differ from another one only by upper and lower case."""
    alike: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        alike[label.casefold()].append(label)
    return [label for group in alike.values() if len(group) > 1 for label in group]


def single_labels(table: Table, column: str) -> list[str]:
    """Return the labels that occur in only one row."""
    return [label for label, count in Counter(table.texts(column)).items() if count == 1]


def far_number(table: Table, column: str) -> int | None:
    """Return the position of a number that is far from all others in its column, or None.

    It may be a typing error, a total, or a number that stands for a missing value. It may occur
    several times.
    """
    numbers = table.numbers(column)
    if not table.has_only_numbers(column):
        numbers = [number for number in numbers if not math.isnan(number)]
    if len(numbers) < ROWS_THAT_COUNT:
        return None
    for extreme in (max(numbers), min(numbers)):
        # In nearly all columns, the first few numbers are enough to see that it isn't.
        is_suspect = is_far(extreme, numbers[:ROWS_THAT_COUNT])
        if is_suspect and is_far(extreme, numbers) and len(set(numbers)) > 2:
            return table.numbers(column).index(extreme)
    return None


def is_far(extreme: float, numbers: Sequence[float]) -> bool:
    """Return whether a gap of more than FAR times their range lies between it and the others.

    If all the others are equal, or there are none, nothing speaks against it.
    """
    others = [number for number in numbers if number != extreme]
    if not others:
        return True
    lowest, highest = min(others), max(others)
    return min(abs(extreme - lowest), abs(extreme - highest)) > FAR * (highest - lowest)
