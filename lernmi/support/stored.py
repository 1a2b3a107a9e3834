"""Samples that lernmi has read, made or copied itself: known to be good, and stored compactly.

StoredSamples looks like a list of pairs of lists. It makes a pair only when somebody asks for it.
Engines and checks use the arrays instead, all at once.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn, TypeAlias, overload

from lernmi.activations import Number
from lernmi.support.numbers import are_usual

# Inputs and expected outputs.
Sample = tuple[Sequence[Number], Sequence[Number]]

READ_ONLY = "these samples are read-only; use list(samples), and put new pairs into that list"
# How many numbers to look at in one call.
AT_ONCE = 100_000
# Below this, a list of all samples takes little memory, and is faster to read.
FEW_NUMBERS = 200_000
# Which of a float's eight bytes has its sign and the larger half of its exponent.
TOP_BYTE = 7 if sys.byteorder == "little" else 0
# Up to this number, floats hold every whole number.
LARGEST_WHOLE = 2**53


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


def are_finite(numbers: array[float]) -> bool:
    """Return whether all numbers of an array("d") are finite."""
    top_bytes = numbers.tobytes()[TOP_BYTE::8]
    # Without these bytes, all are smaller than 2^513. No other check is nearly as fast.
    if b"\x7f" not in top_bytes and b"\xff" not in top_bytes:
        return True
    return all(map(math.isfinite, numbers))


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
            if not are_finite(numbers[start : start + AT_ONCE]):
                raise ValueError("stored samples must have finite numbers")
        for column in whole_columns:
            if not all(map(float.is_integer, numbers[column::width])):
                raise ValueError(f"column {column} must have whole numbers")
        self.numbers = numbers
        self.width = width
        self.whole_columns: tuple[int, ...] = tuple(whole_columns)

    def __len__(self) -> int:
        return len(self.numbers) // self.width

    def layout(self) -> str:
        """Return what rows must have in common, so that they can be joined."""
        return f"numbers {self.width} {self.whole_columns}"

    def largest_whole(self) -> int:
        """Return the size of the largest int, or 0."""
        columns = [self.numbers[column :: self.width] for column in self.whole_columns]
        return max([int(max(map(abs, column))) for column in columns if column], default=0)

    def extremes(self, column: int, positions: Sequence[int]) -> tuple[float, float]:
        """Return the smallest and the largest number of a column, in the rows at `positions`."""
        numbers = self.numbers[column :: self.width]
        if positions != range(len(self)):
            numbers = array("d", map(numbers.__getitem__, positions))
        return min(numbers), max(numbers)

    def key(self, position: int) -> bytes:
        """Return the same bytes for equal rows, and only for them."""
        start = position * self.width
        row = self.numbers[start : start + self.width]
        if 0.0 in row:
            # 0 and -0 are equal.
            row = array("d", [number + 0.0 for number in row])
        return row.tobytes()

    def joined(self, other: Any) -> NumberRows:
        """Return these rows and those of others with the same layout."""
        return NumberRows(self.numbers + other.numbers, self.width, self.whole_columns)

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
    table: the number that each byte stands for: finite floats or ints, all different.

    Raises ValueError for anything else.
    """

    def __init__(self, codes: bytes | bytearray, width: int, table: Sequence[Number]) -> None:
        # All codes, without those that the table has.
        if width < 1 or len(codes) % width or codes.translate(None, bytes(range(len(table)))):
            raise ValueError(f"needs rows of {width} bytes below {len(table)}")
        if not are_usual(table) or len(set(table)) < len(table):
            raise ValueError("the table must have different, finite numbers")
        self.codes: bytes | bytearray = codes
        self.width = width
        self.table: tuple[Number, ...] = tuple(table)

    def __len__(self) -> int:
        return len(self.codes) // self.width

    def layout(self) -> str:
        """Return what rows must have in common, so that they can be joined."""
        return f"bytes {self.width} {self.table}"

    def largest_whole(self) -> int:
        """Return the size of the largest int, or 0."""
        return largest_whole(self.table)

    def extremes(self, column: int, positions: Sequence[int]) -> tuple[float, float]:
        """Return the smallest and the largest number of a column, in the rows at `positions`."""
        codes = bytes(self.codes[column :: self.width])
        if positions != range(len(self)):
            codes = bytes(map(codes.__getitem__, positions))
        # Most bytes of an image are 0. To look at them one by one would take three times as long.
        different = {*codes.translate(None, b"\0"), *(b"\0" if b"\0" in codes else b"")}
        numbers = [self.table[code] for code in different]
        return min(numbers), max(numbers)

    def key(self, position: int) -> bytes:
        """Return the same bytes for equal rows, and only for them."""
        start = position * self.width
        return bytes(self.codes[start : start + self.width])

    def joined(self, other: Any) -> ByteRows:
        """Return these rows and those of others with the same layout."""
        return ByteRows(self.codes + other.codes, self.width, self.table)

    def row(self, position: int) -> ReadOnlyNumbers:
        """Return one row."""
        start, table = position * self.width, self.table
        return ReadOnlyNumbers([table[code] for code in self.codes[start : start + self.width]])


class LabelRows:
    """One byte for each row. It says which row of a table this is, as with the labels of images.

    labels: the bytes.
    table: rows of finite floats or ints, all of the same length, at least 1.

    Raises ValueError for anything else.
    """

    def __init__(self, labels: bytes, table: Sequence[Sequence[Number]]) -> None:
        widths = {len(row) for row in table}
        if len(widths) != 1 or 0 in widths or labels.translate(None, bytes(range(len(table)))):
            raise ValueError(f"needs labels below {len(table)}, the number of rows in the table")
        if not all(map(are_usual, table)):
            raise ValueError("stored samples must have finite numbers")
        self.labels = labels
        self.table: tuple[ReadOnlyNumbers, ...] = tuple([ReadOnlyNumbers(row) for row in table])
        self.width: int = len(self.table[0])

    def __len__(self) -> int:
        return len(self.labels)

    def layout(self) -> str:
        """Return what rows must have in common, so that they can be joined."""
        return f"labels {self.table}"

    def largest_whole(self) -> int:
        """Return the size of the largest int, or 0."""
        return max(map(largest_whole, self.table))

    def extremes(self, column: int, positions: Sequence[int]) -> tuple[float, float]:
        """Return the smallest and the largest number of a column, in the rows at `positions`."""
        labels = set(map(self.labels.__getitem__, positions))
        numbers = [self.table[label][column] for label in labels]
        return min(numbers), max(numbers)

    def joined(self, other: Any) -> LabelRows:
        """Return these rows and those of others with the same layout."""
        return LabelRows(self.labels + other.labels, self.table)

    def row(self, position: int) -> ReadOnlyNumbers:
        """Return one row."""
        return self.table[self.labels[position]]


def largest_whole(numbers: Sequence[Number]) -> int:
    """Return the size of the largest int among the numbers, or 0."""
    if int not in set(map(type, numbers)):
        return 0
    return max([abs(number) for number in numbers if type(number) is int], default=0)


class CopiedRows:
    """Rows of floats or of ints, copied from lists or arrays (NumPy, PyTorch, pandas).

    width: how many numbers a row must have.
    kind: float or int; None before the first row.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self.numbers: array[float] = array("d")
        self.kind: type | None = None

    def take(self, values: Any) -> bool:
        """Copy a row, or return False if it has another width or another kind of numbers."""
        if not isinstance(values, (list, tuple)):
            if not hasattr(values, "tolist"):
                return False
            view = buffer_of(values)
            if view is not None and self.kind is not int and len(view) == self.width:
                self.kind = float
                self.numbers.frombytes(view.cast("B"))
                return True
            values = values.tolist()
        if not isinstance(values, (list, tuple)) or len(values) != self.width:
            return False
        kinds = set(map(type, values))
        kind = kinds.pop()
        if kinds or kind not in (float, int) or self.kind not in (None, kind):
            return False
        if kind is int and max(map(abs, values)) > LARGEST_WHOLE:
            return False
        self.kind = kind
        self.numbers.extend(values)
        return True

    def __iter__(self) -> Iterator[list[Number]]:
        for start in range(0, len(self.numbers), self.width):
            row = self.numbers[start : start + self.width].tolist()
            yield row if self.kind is float else list(map(int, row))

    def as_rows(self) -> NumberRows:
        """Return the rows; ValueError if there are none, or if a number is not finite."""
        whole_columns = range(self.width) if self.kind is int else ()
        return NumberRows(self.numbers, self.width, whole_columns)


def buffer_of(values: Any) -> memoryview | None:
    """Return an array's memory if it is a row of floats, one after another; otherwise None."""
    try:
        view = memoryview(values)
    except (TypeError, ValueError, BufferError):
        return None
    return view if view.format == "d" and view.ndim == 1 and view.c_contiguous else None


InputRows: TypeAlias = NumberRows | ByteRows
ExpectedRows: TypeAlias = NumberRows | LabelRows


class StoredSamples(Sequence[Sample]):
    """A read-only sequence of samples, known to be good.

    To code that looks at it, it is a list of pairs (inputs, expected) of lists of numbers. Slices
    share its arrays. Changing anything raises TypeError; `list(samples)` is a list that you can
    change.

    inputs, expected: a row for each stored sample.
    positions: the samples of this sequence, as positions in these rows; None for all of them.

    Raises ValueError for different numbers of inputs and expected rows.
    """

    # So that a debugger can look at an object while it is being made.
    positions: Sequence[int] = ()

    def __init__(
        self, inputs: InputRows, expected: ExpectedRows, positions: Sequence[int] | None = None
    ) -> None:
        if len(inputs) != len(expected):
            raise ValueError(f"got {len(inputs)} rows of inputs for {len(expected)} expected rows")
        self.inputs: InputRows = inputs
        self.expected: ExpectedRows = expected
        self.positions = range(len(inputs)) if positions is None else positions

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

    @classmethod
    def of_copies(cls, inputs: CopiedRows, expected: CopiedRows) -> StoredSamples | None:
        """Return the samples that were copied, or None if a number is not finite."""
        try:
            return cls(inputs.as_rows(), expected.as_rows())
        except ValueError:
            return None

    def expected_at(self, places: Iterable[int]) -> list[Sequence[Number]]:
        """Return only the expected numbers of the samples at these places."""
        positions, row = self.positions, self.expected.row
        return [row(positions[place]) for place in places]

    def different_expected(self) -> Iterable[Sequence[Number]]:
        """Return each different row of expected numbers once, in any order."""
        expected = self.expected
        if isinstance(expected, LabelRows):
            labels = set(map(expected.labels.__getitem__, self.positions))
            return [expected.table[label] for label in labels]
        return dict.fromkeys(map(tuple, map(expected.row, self.positions)))

    def copy(self) -> list[Sample]:
        """Return the samples as a list, as the method of a list does."""
        return list(self)

    def __add__(self, other: Any) -> Sequence[Sample]:
        if not isinstance(other, (StoredSamples, list)):
            return NotImplemented
        if isinstance(other, list) or self.layout() != other.layout():
            return [*self, *other]
        inputs, expected, start = self.inputs, self.expected, 0
        if inputs is not other.inputs or expected is not other.expected:
            start = len(inputs)
            inputs, expected = inputs.joined(other.inputs), expected.joined(other.expected)
        positions = array("q", self.positions)
        positions.extend([start + position for position in other.positions])
        return StoredSamples(inputs, expected, positions)

    def layout(self) -> str:
        """Return what samples must have in common, so that their arrays can be joined."""
        return f"{self.inputs.layout()}, {self.expected.layout()}"

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
