"""The Preparation: how the rows of a table become numbers for a network, and its answers words.

Columns of numbers are scaled, so that all are of about one size. A column of texts becomes one
input for each text (1 for the one that it is, 0 for the others). The expected column becomes one
output for each label, or a single one for an amount. All that this takes (means, texts, what
to fill in) is learned from the rows to learn from, once, and then holds for any row.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.data.tables import Row, Table, is_missing, number_in
from lernmi.network import checked_number
from lernmi.neuron import shown
from lernmi.trainer import Sample
from lernmi.training.measures import place_of_largest

# More are no kinds of something, but names or numbers of single rows.
MOST_TEXTS = 100


class NumberColumn(NamedTuple):
    """How a column of numbers is prepared: (number - shift) / scale.

    fill: the number that stands for a missing one; None if a missing one is refused.
    """

    name: str
    shift: float
    scale: float
    fill: float | None

    @property
    def names(self) -> list[str]:
        """The name of the one input or output that comes of it."""
        return [self.name]

    def prepared(self, cell: str | Number, where: str, decimal: str) -> list[Number]:
        """Return the scaled number, or raise ValueError that says where."""
        number = cell
        if isinstance(cell, str):
            number = self.fill if is_missing(cell) else number_in(cell, decimal)
            if number is None:
                refuse_missing(cell, where)
                raise ValueError(f"{where} should be a number, but {shown(cell)} came")
        return [(checked_number(number, where) - self.shift) / self.scale]

    def answer(self, outputs: Sequence[Number]) -> Number:
        """Return the amount that an output stands for, in the column's own units."""
        return outputs[0] * self.scale + self.shift


class TextColumn(NamedTuple):
    """How a column of texts is prepared: 1 at the place of the text, 0 elsewhere.

    texts: all that there are.
    fill: the text that stands for a missing one; None if a missing one is refused.
    """

    name: str
    texts: Sequence[str]
    fill: str | None
    is_expected: bool

    @property
    def names(self) -> list[str]:
        """The names of the inputs or outputs that come of it."""
        if self.is_expected:
            return list(self.texts)
        return [f"{self.name}={text}" for text in self.texts]

    def prepared(self, cell: str | Number, where: str, decimal: str) -> list[Number]:
        """Return one number for each text, or raise ValueError that says where."""
        text = cell if isinstance(cell, str) else f"{cell}"
        if is_missing(text):
            if self.fill is None:
                refuse_missing(text, where)
            text = str(self.fill)
        if text not in self.texts:
            raise ValueError(
                f"{where} should be one of {', '.join(self.texts)}, but {shown(text)} came"
            )
        return [1 if text == each else 0 for each in self.texts]

    def answer(self, outputs: Sequence[Number]) -> str:
        """Return the label with the largest output."""
        return self.texts[place_of_largest(outputs)]


Column = NumberColumn | TextColumn


class Preparation:
    """How rows become numbers, learned from a table.

    table: the rows to learn from. (If it is a part of another, the texts that occur are taken
        from the whole, since one of them may only be in the other part.)
    expected: the name of the column that is to be learned; None for the last one. If it holds
        texts, they are labels; if numbers, amounts.
    ignore: names of columns that are left out.
    text: names of columns in which numbers are only names for something, such as postcodes, or
        labels 0, 1, 2.
    missing: what to do about missing values in the inputs: "refuse"; or fill in the "mean" or the
        "median" of the column, for numbers, or what is "most_common" in it, for any. Or a
        dictionary with such a rule for some columns. In the expected column they are refused.
    scaling: of numbers: "standard" (mean 0, standard deviation 1), "range" (from 0 to 1) or
        "none". A column that is always the same becomes 0.

    inputs, output: how each column is prepared: NumberColumns and TextColumns.
    input_names, output_names: of the numbers that come of it, for `Network`.

    Raises ValueError or TypeError, with file, line and column, for a cell that doesn't fit.
    """

    def __init__(
        self,
        table: Table,
        expected: str | None = None,
        *,
        ignore: Sequence[str] = (),
        text: Sequence[str] = (),
        missing: str | Mapping[str, str] = "refuse",
        scaling: str = "standard",
    ) -> None:
        refuse_other_rule("scaling", scaling, SCALINGS)
        rules = dict(missing) if isinstance(missing, Mapping) else {}
        usual_rule = "refuse" if isinstance(missing, Mapping) else missing
        for rule in [usual_rule, *rules.values()]:
            refuse_other_rule("missing", rule, FILLS)
        for what, names in (("ignore", ignore), ("text", text)):
            if isinstance(names, str):
                raise ValueError(f"{what} should be a list of names, but {shown(names)} came")
        if expected is None:
            expected = table.columns[-1]
        for column in [expected, *ignore, *text, *rules]:
            table.place_of(column)
        if expected in ignore:
            raise ValueError(f"column {expected} is to be learned, so it can't be ignored")

        self.inputs: list[Column] = []
        for column in table.columns:
            if column != expected and column not in ignore:
                rule = rules.get(column, usual_rule)
                self.inputs.append(prepared_column(table, column, column in text, rule, scaling))
        if not self.inputs:
            raise ValueError(f"{table.path} has no column but {expected}: nothing to learn from")
        self.output = prepared_column(
            table, expected, expected in text, "refuse", scaling, is_expected=True
        )
        self.input_names = [name for column in self.inputs for name in column.names]
        self.output_names = self.output.names

    @property
    def has_labels(self) -> bool:
        """Whether labels are expected, and not amounts."""
        return isinstance(self.output, TextColumn)

    def samples(self, table: Table) -> list[Sample]:
        """Return the rows of a table as samples (inputs, expected).

        Columns are found by their names; others don't matter. Raises ValueError, with file, line
        and column, for a cell that doesn't fit.
        """
        all_inputs = self.inputs_of(table)
        place = table.place_of(self.output.name)
        samples: list[Sample] = []
        for row, inputs in zip(table.rows, all_inputs):
            where = table.where(row, self.output.name)
            samples.append((inputs, self.output.prepared(row.cells[place], where, table.decimal)))
        return samples

    def inputs_of(self, table: Table) -> list[list[Number]]:
        """Return the inputs for each row of a table, which needs no expected column."""
        places = [table.place_of(column.name) for column in self.inputs]
        all_inputs = []
        for row in table.rows:
            inputs: list[Number] = []
            for column, place in zip(self.inputs, places):
                where = table.where(row, column.name)
                inputs.extend(column.prepared(row.cells[place], where, table.decimal))
            all_inputs.append(inputs)
        return all_inputs

    def inputs_for(self, row: Mapping[str, str | Number]) -> list[Number]:
        """Return the inputs for one new row, given as {column: text or number}.

        Raises ValueError or TypeError if a column is missing or doesn't fit.
        """
        inputs: list[Number] = []
        for column in self.inputs:
            if column.name not in row:
                wanted = ", ".join([each.name for each in self.inputs])
                raise ValueError(f"a row needs the columns {wanted}, but {column.name} is missing")
            inputs.extend(column.prepared(row[column.name], f"column {column.name}", "."))
        return inputs

    def answer(self, outputs: Sequence[Number]) -> str | Number:
        """Return what the outputs say: the label, or the amount in the column's own units."""
        return self.output.answer(outputs)

    def __repr__(self) -> str:
        columns = ", ".join([column.name for column in self.inputs])
        return f"Preparation: {columns} -> {self.output.name}"


# How a column is learned.


def prepared_column(
    table: Table,
    column: str,
    is_text: bool,
    rule: str,
    scaling: str,
    is_expected: bool = False,
) -> Column:
    """Return how a column is prepared, learned from the rows of a table."""
    place = table.place_of(column)
    first_number = None
    for row in table.whole.rows:
        if first_number is None and number_in(row.cells[place], table.decimal) is not None:
            first_number = row
    present = [row for row in table.rows if not is_missing(row.cells[place])]
    if not present:
        raise ValueError(f"{table.path}: column {column} is empty; leave it out (ignore)")
    if rule == "refuse":
        for row in table.whole.rows:
            refuse_missing(row.cells[place], table.where(row, column))

    if is_text or first_number is None:
        if first_number is None:
            refuse_decimal_commas(table, column, present[0])
        return text_column(table, column, present, rule, is_expected)
    for row in table.whole.rows:
        refuse_other_cells(table, row, column, first_number)
    numbers = [number_in(row.cells[place], table.decimal) or 0.0 for row in present]
    fill_rule = FILLS[rule]
    try:
        shift, scale = SCALINGS[scaling](numbers)
        fill = None if fill_rule is None else fill_rule(numbers)
    except OverflowError:
        scale = math.inf
    if not math.isfinite(scale):
        raise ValueError(f"{table.path}: the numbers of column {column} are too large to be scaled")
    if is_expected and min(numbers) == max(numbers):
        raise ValueError(
            f"{table.path}: column {column} is always {numbers[0]:g}: nothing to learn"
        )
    return NumberColumn(column, shift, scale or 1.0, fill)


def text_column(
    table: Table, column: str, present: Sequence[Row], rule: str, is_expected: bool
) -> TextColumn:
    """Return how a column of texts is prepared."""
    place = table.place_of(column)
    if rule in ("mean", "median"):
        raise ValueError(
            f'{table.path}: column {column} holds texts, which have no {rule}: "most_common" can '
            "be filled in"
        )
    cells = [row.cells[place] for row in table.whole.rows]
    texts = sorted({cell for cell in cells if not is_missing(cell)}, key=numbers_first)
    if len(texts) > MOST_TEXTS:
        raise ValueError(
            f"{table.path}: column {column} holds {len(texts)} different texts, such as "
            f"{shown(texts[0])}, too many to be kinds of something (at most {MOST_TEXTS}): leave "
            "it out (ignore)"
        )
    if is_expected and len(texts) == 1:
        raise ValueError(f"{table.path}: column {column} is always {texts[0]}: nothing to learn")
    for text in texts:
        if not text.isprintable():
            row = next(row for row in table.whole.rows if row.cells[place] == text)
            raise ValueError(f"{table.where(row, column)} has a text of several lines: {text!r}")
    fill = None
    if rule == "most_common":
        fill = Counter([row.cells[place] for row in present]).most_common(1)[0][0]
    return TextColumn(column, texts, fill, is_expected)


def numbers_first(text: str) -> tuple[float, str]:
    """Return by what texts are sorted: 2 before 10, and numbers before words."""
    number = number_in(text)
    return (math.inf if number is None else number, text)


def refuse_missing(cell: str, where: str) -> None:
    """Raise ValueError if a cell is missing."""
    if is_missing(cell):
        came = f"{shown(cell)} stands for a missing one" if cell else "it is empty"
        raise ValueError(
            f"{where} should hold a value, but {came}; fill it in, or choose a rule for missing "
            "inputs, such as median or most_common"
        )


def refuse_other_cells(table: Table, row: Row, column: str, first_number: Row) -> None:
    """Raise ValueError if a cell of a column of numbers is neither a number nor missing."""
    place = table.place_of(column)
    cell = row.cells[place]
    if not is_missing(cell) and number_in(cell, table.decimal) is None:
        raise ValueError(
            f"{table.where(row, column)} should be a number, as "
            f"{first_number.cells[place]} in line {first_number.line} is, but {shown(cell)} came; "
            "correct it, or say that the column holds texts"
        )


def refuse_decimal_commas(table: Table, column: str, row: Row) -> None:
    """Raise ValueError if what looks like text are numbers with the other decimal sign."""
    other = "," if table.decimal == "." else "."
    cell = row.cells[table.place_of(column)]
    if number_in(cell, other) is not None:
        raise ValueError(
            f"{table.where(row, column)} looks like a number with a decimal {other!r}: {cell}; "
            f"say so (decimal), or write it with {table.decimal!r}"
        )


# The rules, by name.


def by_mean_and_deviation(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the mean and the standard deviation."""
    mean = statistics.fmean(numbers)
    squares = [(number - mean) * (number - mean) for number in numbers]
    return mean, math.sqrt(math.fsum(squares) / len(numbers))


def by_range(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the smallest number, and how far the largest is from it."""
    return min(numbers), max(numbers) - min(numbers)


def as_they_are(numbers: Sequence[float]) -> tuple[float, float]:
    """Return what changes nothing."""
    return 0.0, 1.0


SCALINGS: dict[str, Callable[[Sequence[float]], tuple[float, float]]] = {
    "standard": by_mean_and_deviation,
    "range": by_range,
    "none": as_they_are,
}
FILLS: dict[str, Callable[[Sequence[float]], float] | None] = {
    "refuse": None,
    "mean": statistics.fmean,
    "median": statistics.median,
    "most_common": statistics.mode,
}


def refuse_other_rule(what: str, rule: object, rules: Mapping[str, object]) -> None:
    """Raise ValueError unless it is the name of one of the rules."""
    if rule not in list(rules):
        raise ValueError(f"{what} should be one of {', '.join(rules)}, but {shown(rule)} came")
