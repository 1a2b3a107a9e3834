"""Guess what the columns of a table mean: labels, amounts, row numbers, or pixels."""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence

from lernmi.data.cells import MISSING, number_in
from lernmi.data.looks import LIKE_NUMBERS, WITHOUT_MEANING, look_of
from lernmi.data.preparation import SEPARATED
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
# Words say nothing about other rows if this share of the rows has a word that no other row has.
SINGLE = 0.5
# Among numbers, words are codes, and no mistakes, if there are so many different ones.
FEWEST_WORDS, WORDS_IN_CODES = 5, 0.1
# Look at this many different words to see what they look like.
WORDS_TO_SEE = 1000
# Whole numbers of so many digits, with a 0 in front, are codes, not amounts.
DIGITS_OF_CODES = 4
# Dates that are numbers, too: 20240131, 202401 and 01.2024.
DATE_AS_NUMBER = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])?(?:\.0)?"
    r"|(?:0[1-9]|1[0-2])[.](?:19|20)[0-9]{2}"
)
# The smallest number that may be a phone number or a code.
LONG = 10**8
# A column gives the answer away only if so many rows say so, and each label occurs so often.
ROWS_TO_TELL, LABELS_TO_TELL = 20, 3
# Above this correlation, a column is the amount to learn in a different unit.
SAME_AMOUNT = 0.9999
# Numbers that people write for a missing value, if they occur at least so often.
NEGATIVE_FOR_MISSING, NINES_FOR_MISSING = (-1, -9, -99, -999, -9999), (99, 999, 9999, 99999)
OFTEN_MISSING = 3
# Whole numbers in columns with these names are codes, if they are at least so large.
WORDS_FOR_CODES = {"zip", "zipcode", "plz", "postcode", "postal", "phone", "telephone", "telefon"}
LEAST_CODE = 1000
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
    """Return whether a column counts the rows from 0 or 1 on, up or down. Years don't."""
    numbers = table.numbers(column)
    if len(numbers) < ROWS_THAT_COUNT or not has_whole_numbers(table, column):
        return False
    steps = {after - before for before, after in zip(numbers, numbers[1:])}
    return steps in ({1}, {-1}) and min(numbers) in (0, 1)


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
    # pandas writes "Unnamed: 0".
    is_index = column.lower() == "unnamed: 0"
    return is_without_name or last_word_of(column) in WORDS_FOR_COUNTING - {""} or is_index


def last_word_of(column: str) -> str:
    """Return the last word of a column's name: "id" for "PassengerId" and "passenger_id"."""
    words = re.sub("([a-z])([A-Z])", r"\1 \2", column).lower()
    return re.split(r"[^a-z#]+", words)[-1]


def has_one_number_for_each_row(table: Table, column: str) -> bool:
    """Return whether a column called id has a different whole number in each row."""
    numbers = table.numbers(column)
    return (
        last_word_of(column) == "id"
        and len(numbers) >= ROWS_THAT_COUNT
        and has_whole_numbers(table, column)
        and len(set(numbers)) == len(numbers)
    )


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

    It may be a typing error, a total, or a number that stands for a missing value. Only a number
    that people write for a missing value may occur more than twice.
    """
    numbers = table.numbers(column)
    if not table.has_only_numbers(column):
        numbers = [number for number in numbers if not math.isnan(number)]
    if len(numbers) < ROWS_THAT_COUNT:
        return None
    for extreme in (max(numbers), min(numbers)):
        # In nearly all columns, the first few numbers are enough to see that it isn't.
        is_suspect = is_far(extreme, numbers[:ROWS_THAT_COUNT])
        if (
            is_suspect
            and is_far(extreme, numbers)
            and len(set(numbers)) > 2
            and (numbers.count(extreme) < OFTEN_MISSING or may_mean_missing(extreme))
        ):
            return table.numbers(column).index(extreme)
        if stands_for_missing(extreme, numbers):
            return table.numbers(column).index(extreme)
    return None


def may_mean_missing(number: float) -> bool:
    """Return whether people would write a number for a missing value: 0, -77, 99 or 8888.

    A dose of 1000 in every fifth row is no such thing, and no typing error either.
    """
    digits = f"{number:.12g}"
    return number <= 0 or (len(digits) > 1 and len(set(digits)) == 1)


def is_far(extreme: float, numbers: Sequence[float]) -> bool:
    """Return whether a gap of more than FAR times their range lies between it and the others.

    If all the others are equal, or there are none, nothing speaks against it.
    """
    others = [number for number in numbers if number != extreme]
    if not others:
        return True
    lowest, highest = min(others), max(others)
    return min(abs(extreme - lowest), abs(extreme - highest)) > FAR * (highest - lowest)


def stands_for_missing(extreme: float, numbers: Sequence[float]) -> bool:
    """Return whether a number is one that people write for a missing value, such as -1 or 99.

    extreme: the number; it is the largest or the smallest of the numbers.
    """
    if extreme not in (*NEGATIVE_FOR_MISSING, *NINES_FOR_MISSING):
        return False
    others = [number for number in numbers if number != extreme]
    different = sorted(set(others))
    if len(different) < ROWS_THAT_COUNT or len(numbers) - len(others) < OFTEN_MISSING:
        return False
    steps = [after - before for before, after in zip(different, different[1:])]
    gap = min(abs(extreme - different[0]), abs(extreme - different[-1]))
    if gap <= FAR * statistics.median(steps):
        return False
    if extreme < 0:
        return different[0] >= 0
    return 2 * gap > different[-1] - different[0]


def useless_words(table: Table, column: str) -> str | None:
    """Return why the words of a column say nothing about other rows, or None if they may.

    The reason is what they look like, or "" if they are just all different.
    """
    if table.has_only_numbers(column):
        return None
    counts = Counter(table.texts(column))
    for text in [text for text in counts if text.lower() in MISSING]:
        del counts[text]
    rows = sum(counts.values())
    if rows < ROWS_THAT_COUNT or any(map(SEPARATED.fullmatch, counts)):
        # A Preparation refuses numbers such as 1,5, and says how to read them.
        return None
    if not all(map(math.isnan, table.numbers(column))):
        words = [text for text in counts if number_in(text, table.decimal) is None]
        are_many = len(words) >= max(FEWEST_WORDS, WORDS_IN_CODES * rows)
        if not are_many or not are_mostly_single(counts):
            return None
        return None if look_of(words) in LIKE_NUMBERS else "codes"
    look = look_of(list(counts)[:WORDS_TO_SEE]) if len(counts) > MOST_LABELS else ""
    has_no_meaning = look in (*WITHOUT_MEANING, *LIKE_NUMBERS)
    return look if are_mostly_single(counts) or has_no_meaning else None


def are_mostly_single(counts: Counter[str]) -> bool:
    """Return whether at least half of the rows have a word that no other row has."""
    singles = sum([count == 1 for count in counts.values()])
    return singles >= SINGLE * sum(counts.values())


def look_of_labels(table: Table, column: str) -> str:
    """Return what the labels of a column look like; "" if they look like labels, or are few."""
    if any(not math.isnan(number) for number in table.numbers(column)):
        return ""
    different = list(dict.fromkeys(table.texts(column)))
    if len(different) <= MOST_LABELS or any(map(SEPARATED.fullmatch, different)):
        return ""
    look = look_of(different[:WORDS_TO_SEE])
    return look if look in (*WITHOUT_MEANING, *LIKE_NUMBERS) else ""


def look_of_numbers(table: Table, column: str) -> str:
    """Return what numbers look like: "dates" or "codes"; "" for amounts."""
    numbers = table.numbers(column)
    if len(numbers) < ROWS_THAT_COUNT:
        return ""
    low, high = min(numbers), max(numbers)
    texts = table.texts(column)
    if low < high and all(map(DATE_AS_NUMBER.fullmatch, texts)):
        return "dates"
    if not has_whole_numbers(table, column):
        return ""
    if low >= LEAST_CODE and last_word_of(column) in WORDS_FOR_CODES:
        return "codes"
    is_long = low >= LONG and len(str(int(low))) == len(str(int(high)))
    return "codes" if is_long and len(set(numbers)) == len(numbers) else ""


def are_codes(table: Table, column: str) -> bool:
    """Return whether the numbers of a column are codes: equally long, and some with 0 in front."""
    if not has_whole_numbers(table, column):
        return False
    texts = set(table.texts(column))
    lengths = set(map(len, texts))
    return (
        len(lengths) == 1
        and min(lengths) >= DIGITS_OF_CODES
        and all(map(str.isdigit, texts))
        and any(text[0] == "0" for text in texts)
        and len(texts) > 1
    )


def is_always_the_same(table: Table, column: str) -> bool:
    """Return whether a column has the same number or word in all rows; some may be missing."""
    numbers = table.numbers(column)
    if len(numbers) < 2 or (numbers[0] != numbers[1] and numbers[0] == numbers[0]):
        return False
    if table.has_only_numbers(column):
        return min(numbers) == max(numbers)
    return len({text for text in set(table.texts(column)) if text.lower() not in MISSING}) == 1


def columns_with_the_label(table: Table, columns: Sequence[str], expected: str) -> list[str]:
    """Return the columns that tell the label alone: each value goes with one label, and vice versa.

    Returns none of them if there are few rows, or if the rows are those of a truth table.
    """
    labels = table.texts(expected)
    counts = Counter(labels)
    if len(labels) < ROWS_TO_TELL or len(counts) < 2 or min(counts.values()) < LABELS_TO_TELL:
        return []
    found = []
    for column in columns:
        are_numbers = table.has_only_numbers(column)
        values: Sequence[object] = table.numbers(column) if are_numbers else table.texts(column)
        # Most columns have too many different values in their first rows.
        if len(set(values[:WORDS_TO_SEE])) > len(counts):
            continue
        if len(set(values)) == len(counts) == len(set(zip(labels, values))):
            found.append(column)
    return [] if found and has_few_different_rows(table, columns) else found


def is_same_amount(table: Table, column: str, expected: str) -> bool:
    """Return whether a column is the amount to learn in a different unit, such as another currency.

    Then a line goes through all pairs of numbers.
    """
    values, amounts = table.numbers(column), table.numbers(expected)
    count = len(values)
    if count < ROWS_TO_TELL or not table.has_only_numbers(column):
        return False
    first = 5 * ROWS_TO_TELL
    return (
        correlation(values[:first], amounts[:first]) > SAME_AMOUNT
        and correlation(values, amounts) > SAME_AMOUNT
    )


def correlation(some: Sequence[float], others: Sequence[float]) -> float:
    """Return the size of the correlation of two columns, from 0 to 1; 0 if one never changes."""
    try:
        return abs(statistics.correlation(some, others))
    except (statistics.StatisticsError, OverflowError):
        return 0.0


def has_few_different_rows(table: Table, columns: Sequence[str]) -> bool:
    """Return whether at least half of the rows repeat others, as in a truth table written twice."""
    rows = set(zip(*[table.texts(column) for column in columns]))
    return 2 * len(rows) <= len(table.lines)
