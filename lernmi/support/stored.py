"""Samples that lernmi has read, made or copied itself: known to be good, and stored compactly.

StoredSamples looks like a list of pairs of lists. It makes a pair only when somebody asks for it.
Engines and checks use the arrays instead, all at once.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, TypeAlias, overload

from lernmi.activations import Number

# Inputs and expected outputs.
Sample = tuple[Sequence[Number], Sequence[Number]]

READ_ONLY = "these samples are read-only; use list(samples), and put new pairs into that list"
# How many numbers to look at in one call. It takes memory for a Python float each.
AT_ONCE = 100_000


def refuse_change(*arguments: object, **options: object) -> NoReturn:
    """Raise TypeError: stored samples are read-only."""
    raise TypeError(READ_ONLY)


class ReadOnlyNumbers(list[Number]):
    """The inputs or the expected numbers of a stored sample: a list that refuses changes.

    A changed number would not reach the sample. Copies and pickles are plain lists.
    """

    __slots__ = ()
    # The methods of a list that change it.
    __setitem__: Any = refuse_change
    __delitem__: Any = refuse_change
    __iadd__: Any = refuse_change
    __imul__: Any = refuse_change
    append: Any = refuse_change
    clear: Any = refuse_change
    extend: Any = refuse_change
    insert: Any = refuse_change
    pop: Any = refuse_change
    remove: Any = refuse_change
    reverse: Any = refuse_change
    sort: Any = refuse_change

    def __reduce__(self) -> tuple[type[list[Number]], tuple[list[Number]]]:
        return list, (list(self),)


class NumberRows:
    """Rows of floats, one after another in one array.

    numbers: an array("d"), which must not change any more. All of them must be finite.
    width: how many numbers a row has, at least 1.
    whole_columns: the places in a row, from 0, where each number is an int. Only the array has
        floats there.

    Raises ValueError for anything else.
    """

    def __init__(
        self, numbers: array[float], width: int, whole_columns: Sequence[int] = ()
    ) -> None:
        if numbers.typecode != "d" or width < 1 or len(numbers) % width:
            raise ValueError(f"needs an array('d') of rows of {width}; got {len(numbers)} numbers")
        for start in range(0, len(numbers), AT_ONCE):
            # It is infinite or NaN if any of them is; or if they are very large.
            some = numbers[start : start + AT_ONCE]
            if not math.isfinite(math.hypot(*some)) and not all(map(math.isfinite, some)):
                raise ValueError("stored samples must have finite numbers")
        for column in whole_columns:
            if not all(map(float.is_integer, numbers[column::width])):
                raise ValueError(f"column {column} must have whole numbers")
        self.numbers = numbers
        self.width = width
        self.whole_columns: tuple[int, ...] = tuple(whole_columns)

    def __len__(self) -> int:
        return len(self.numbers) // self.width

    def row(self, position: int) -> ReadOnlyNumbers:
        """Return one row."""
        start = position * self.width
        row: list[Number] = self.numbers[start : start + self.width].tolist()
        for column in self.whole_columns:
            row[column] = int(row[column])
        return ReadOnlyNumbers(row)


class ByteRows:
    """Rows of bytes, one after another. Each byte stands for a number, as in an image.

    codes: the bytes.
    width: how many bytes a row has, at least 1.
    table: the number that each byte stands for. All of them must be finite.

    Raises ValueError for anything else.
    """

    def __init__(self, codes: bytes, width: int, table: Sequence[Number]) -> None:
        if width < 1 or len(codes) % width or max(codes, default=0) >= len(table):
            raise ValueError(f"needs rows of {width} bytes below {len(table)}")
        if not all(map(math.isfinite, table)):
            raise ValueError("stored samples must have finite numbers")
        self.codes = codes
        self.width = width
        self.table: tuple[Number, ...] = tuple(table)

    def __len__(self) -> int:
        return len(self.codes) // self.width

    def row(self, position: int) -> ReadOnlyNumbers:
        """Return one row."""
        start, table = position * self.width, self.table
        return ReadOnlyNumbers([table[code] for code in self.codes[start : start + self.width]])


class LabelRows:
    """One byte for each row. It says which row of a table this is, as with the labels of images.

    labels: the bytes.
    table: rows of numbers, all of the same length, at least 1. All of them must be finite.

    Raises ValueError for anything else.
    """

    def __init__(self, labels: bytes, table: Sequence[Sequence[Number]]) -> None:
        widths = {len(row) for row in table}
        if len(widths) != 1 or 0 in widths or max(labels, default=0) >= len(table):
            raise ValueError(f"needs labels below {len(table)}, the number of rows in the table")
        if not all(math.isfinite(number) for row in table for number in row):
            raise ValueError("stored samples must have finite numbers")
        self.labels = labels
        self.table: tuple[ReadOnlyNumbers, ...] = tuple([ReadOnlyNumbers(row) for row in table])
        self.width: int = len(self.table[0])

    def __len__(self) -> int:
        return len(self.labels)

    def row(self, position: int) -> ReadOnlyNumbers:
        """Return one row."""
        return self.table[self.labels[position]]


Rows: TypeAlias = NumberRows | ByteRows | LabelRows


class StoredSamples(Sequence[Sample]):
    """A read-only sequence of samples, known to be good.

    To code that looks at it, it is a list of pairs (inputs, expected) of lists of numbers. Slices
    share its arrays. Changing anything raises TypeError; `list(samples)` is a list that you can
    change.

    inputs, expected: a row for each stored sample.
    positions: the samples of this sequence, as positions in these rows; None for all of them.

    Raises ValueError for different numbers of inputs and expected rows.
    """

    def __init__(
        self, inputs: Rows, expected: Rows, positions: Sequence[int] | None = None
    ) -> None:
        if len(inputs) != len(expected):
            raise ValueError(f"got {len(inputs)} rows of inputs for {len(expected)} expected rows")
        self.inputs = inputs
        self.expected = expected
        self.positions: Sequence[int] = range(len(inputs)) if positions is None else positions

    def __len__(self) -> int:
        return len(self.positions)

    @overload
    def __getitem__(self, place: int) -> Sample: ...
    @overload
    def __getitem__(self, place: slice) -> StoredSamples: ...
    def __getitem__(self, place: int | slice) -> Sample | StoredSamples:
        if isinstance(place, slice):
            return StoredSamples(self.inputs, self.expected, self.positions[place])
        position = self.positions[place]
        return self.inputs.row(position), self.expected.row(position)

    def __iter__(self) -> Iterator[Sample]:
        inputs, expected = self.inputs, self.expected
        for position in self.positions:
            yield inputs.row(position), expected.row(position)

    def chosen(self, places: Sequence[int]) -> StoredSamples:
        """Return the samples at these places, in this order; they share the arrays."""
        positions = array("q", [self.positions[place] for place in places])
        return StoredSamples(self.inputs, self.expected, positions)

    def expected_at(self, places: Sequence[int]) -> list[Sequence[Number]]:
        """Return only the expected numbers of the samples at these places."""
        positions, row = self.positions, self.expected.row
        return [row(positions[place]) for place in places]

    def copy(self) -> list[Sample]:
        """Return the samples as a list, as the method of a list does."""
        return list(self)

    def __add__(self, other: Any) -> Sequence[Sample]:
        if isinstance(other, StoredSamples):
            if other.inputs is self.inputs and other.expected is self.expected:
                positions = array("q", [*self.positions, *other.positions])
                return StoredSamples(self.inputs, self.expected, positions)
            return [*self, *other]
        return [*self, *other] if isinstance(other, list) else NotImplemented

    def __radd__(self, other: Any) -> list[Sample]:
        return [*other, *self] if isinstance(other, list) else NotImplemented

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (StoredSamples, list)):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other))

    __hash__: Any = None

    def __repr__(self) -> str:
        if not self.positions:
            return "StoredSamples of no pairs"
        return f"StoredSamples of {len(self)} pairs: first {self[0]!r}"

    # The methods of a list that change it.
    __setitem__: Any = refuse_change
    __delitem__: Any = refuse_change
    append: Any = refuse_change
    clear: Any = refuse_change
    extend: Any = refuse_change
    insert: Any = refuse_change
    pop: Any = refuse_change
    remove: Any = refuse_change
    reverse: Any = refuse_change
    sort: Any = refuse_change
