"""The Preparation turns table rows into numbers for a network, and its outputs into answers.

It scales columns of numbers, so that all have about the same size. A column of words becomes one
input for each word: 1 for the word in the cell, 0 for the others. The expected column becomes one
output for each label, or a single output for an amount. The Preparation learns what it needs
(means, words, values to fill in) from the rows to learn from. Then it can handle any row.
"""

from __future__ import annotations

import math
import re
import statistics
from array import array
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from lernmi.activations import Number
from lernmi.data.cells import (
    MISSING,
    MISSING_NUMBERS,
    MOST_QUOTED,
    SIGNS,
    number_in,
    number_with_unit,
    on_one_line,
    short_cell,
)
from lernmi.data.looks import look_of, unit_of
from lernmi.data.tables import Table, read_table
from lernmi.support.numbers import checked_number, is_list
from lernmi.support.stored import LabelRows, NumberRows, StoredSamples, are_finite
from lernmi.support.texts import short_text
from lernmi.training.measures import place_of_largest

# A column with more words than this holds names or codes of single rows, not kinds of things.
MOST_TEXTS = 100
# 1,234 or 1.234,50 or 900 000: you can read these in two ways.
SEPARATED = re.compile(r"[+-]?([0-9]+[.,][0-9]+|[0-9]{1,3}([., '][0-9]{3})+([.,][0-9]+)?)")
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{3})+")
# What every shell takes as it is.
PLAIN_NAME = re.compile(r"\w[\w.:/+-]*")
# Names that a Network gives to its own Neurons.
USUAL_NAME = re.compile(r"[xyhb][0-9]+(_[0-9]+)?")


class NumberColumn(NamedTuple):
    """A column of numbers, prepared as (number - shift) / scale.

    fill: the number to use if one is missing; None to refuse missing numbers.
    unit: the unit of the cells to learn from, such as "cm", or "". New cells may have it, too.
    """

    name: str
    shift: float
    scale: float
    fill: float | None
    unit: str = ""

    def __repr__(self) -> str:
        parts = [f"{name}={value!r}" for name, value in zip(self._fields, self)]
        # Most columns have no unit.
        return f"NumberColumn({', '.join(parts if self.unit else parts[:-1])})"

    @property
    def names(self) -> list[str]:
        """The name of its one input or output."""
        return [self.name]

    def prepared(self, cell: str | Number, where: str, decimal: str) -> list[Number]:
        """Return the scaled number.

        where: the place of the cell. A ValueError or TypeError begins with it.
        """
        if isinstance(cell, str):
            is_missing = cell.lower() in MISSING_NUMBERS
            number = self.fill if is_missing else number_in(cell, decimal)
            unit, spelled = number_with_unit(cell, decimal) or ("", None)
            if number is None and self.takes_unit(unit):
                number = spelled
            if number is None and is_missing:
                raise missing_value(cell, where)
            if number is None and spelled is not None:
                unit = f"in {self.unit} or without a unit" if self.unit else "without a unit"
                raise ValueError(f"{where} must be a number {unit}; got {short_cell(cell)}")
            if number is None:
                raise ValueError(f"{where} must be a number; got {short_cell(cell)}")
        else:
            number = cell
        try:
            scaled = (float(checked_number(number, where)) - self.shift) / self.scale
        except OverflowError:
            scaled = math.inf
        if not math.isfinite(scaled):
            raise ValueError(
                f"{where} is too far from the rows to learn from; got {short_cell(cell)}"
            )
        return [scaled]

    def prepared_numbers(self, table: Table) -> array[float] | None:
        """Return the scaled number in each row of a table, or None if a cell doesn't fit."""
        numbers = table.numbers(self.name)
        if not self.takes_unit(table.cells[table.place_of(self.name)].unit):
            return None
        if not table.has_only_numbers(self.name):
            texts = table.texts(self.name)
            # The table keeps its own.
            numbers = list(numbers)
            for row, number in enumerate(numbers):
                if math.isnan(number):
                    if self.fill is None or texts[row].lower() not in MISSING_NUMBERS:
                        return None
                    numbers[row] = self.fill
        shift, scale = self.shift, self.scale
        scaled = array("d", [(number - shift) / scale for number in numbers])
        return scaled if are_finite(scaled) else None

    def takes_unit(self, unit: str) -> bool:
        """Return whether numbers may have this unit. A plain column takes currencies and percent.

        unit: the unit, or "" for numbers without one, which every column takes.
        """
        return unit in ("", self.unit) or (not self.unit and unit in SIGNS)

    def answer(self, outputs: Sequence[Number]) -> Number:
        """Return the output as an amount, in the column's own units."""
        return outputs[0] * self.scale + self.shift


class TextColumn(NamedTuple):
    """A column of words, prepared as 1 at the position of the word and 0 elsewhere.

    texts: all words in the column.
    missing: the words that mean "missing", in lower case.
    fill: the word to use if one is missing; None to refuse missing words.
    is_expected: whether this is the column to learn.
    """

    name: str
    texts: Sequence[str]
    missing: Sequence[str]
    fill: str | None
    is_expected: bool

    @property
    def names(self) -> list[str]:
        """The names of its inputs or outputs."""
        if self.is_expected:
            return list(self.texts)
        return [f"{self.name}={text}" for text in self.texts]

    def prepared(self, cell: str | Number, where: str, decimal: str) -> list[Number]:
        """Return one number for each word: 1 for the word in the cell, and 0 for the others.

        where: the place of the cell. A ValueError begins with it.
        """
        text = on_one_line(cell if isinstance(cell, str) else f"{cell}")
        if text.lower() in self.missing:
            if self.fill is None:
                raise missing_value(text, where)
            text = self.fill
        if text not in self.texts:
            raise ValueError(
                f"{where} must be one of {', '.join(self.texts)}; got {short_cell(text)}"
            )
        return [1 if text == each else 0 for each in self.texts]

    def prepared_numbers(self, table: Table) -> array[float] | None:
        """Return the position of the word in each row of a table, or None if a cell doesn't fit.

        It counts the positions from 0.
        """
        places: dict[str | None, int] = {text: place for place, text in enumerate(self.texts)}
        texts = table.texts(self.name)
        by_text = {}
        for text in set(texts):
            word = self.fill if text.lower() in self.missing else on_one_line(text)
            if word not in places:
                return None
            by_text[text] = places[word]
        return array("d", [by_text[text] for text in texts])

    def answer(self, outputs: Sequence[Number]) -> str:
        """Return the label with the largest output."""
        return self.texts[place_of_largest(outputs)]


Column = NumberColumn | TextColumn


class Preparation:
    """Turns rows of a table into numbers, in a way learned from a table.

    table: the rows to learn from: a Table, or what `read_table` takes, such as a data frame. If
        `Table.split` made it, the words come from the whole table, because a rare word may occur
        only in the other part.
    expected: name of the column to learn, or None for the last one. Words are labels, numbers are
        amounts.
    ignore: names of columns to leave out.
    text: names of columns to treat as text even though they hold numbers, such as postcodes or
        the labels 0, 1, 2.
    missing: a rule for missing values in the inputs. "refuse" raises an error; "mean", "median"
        and "most_common" fill in the column's mean, median or most common value. Columns of text
        always take the most common value. You can also give a dictionary from columns to rules. In
        it, a column of text can't have "mean" or "median", and columns without a rule refuse. The
        expected column always refuses. A cell is missing if it is empty, ?, NA, N/A, NaN or null;
        in a column of numbers, also if it is -, a point, None, k.A., #N/A or the like. In a column
        of `text`, only an empty cell is missing.
    scaling: how to scale numbers: "standard" (mean 0, standard deviation 1), "range" (from 0 to
        1), "pixels" (divided by 255) or "none". With the first two, the rows to learn from decide
        how, and a column that is always the same becomes 0.

    inputs, output: a NumberColumn or a TextColumn for each column.
    input_names, output_names: names for `Network`: the column for numbers, "column=word" for
        input words, the label for output words. A name gets longer if it is already taken, or if it
        looks like a Network's own names, such as h1.

    Raises ValueError, with file, line and column, for a cell that doesn't fit. Also raises
    ValueError for a column that isn't in the table, that has nothing to learn, or that has more
    than 100 different words, and for an unknown rule.
    """

    def __init__(
        self,
        table: Any,
        expected: str | None = None,
        *,
        ignore: Sequence[str] = (),
        text: Sequence[str] = (),
        missing: str | Mapping[str, str] = "refuse",
        scaling: str = "standard",
    ) -> None:
        table = read_table(table)
        refuse_other_rule("scaling", scaling, SCALINGS)
        rules = dict(missing) if isinstance(missing, Mapping) else {}
        usual_rule = "refuse" if isinstance(missing, Mapping) else missing
        for rule in [usual_rule, *rules.values()]:
            refuse_other_rule("missing", rule, FILLS)
        for what, names in (("ignore", ignore), ("text", text)):
            if not is_list(names):
                raise ValueError(f"{what} must be a list of names; got {short_text(names)}")
        for column in [*ignore, *text, *rules]:
            table.place_of(column)
        kept = [column for column in table.columns if column not in ignore]
        if expected is None and kept:
            expected = kept[-1]
        table.place_of(str(expected))
        if expected in ignore:
            raise ValueError(f"column {expected} is the one to learn, so it can't be ignored")
        if expected in rules:
            raise ValueError(
                f"column {expected} is the one to learn, so its missing values can't be filled in"
            )

        inputs: list[Column] = []
        for column in kept:
            if column != expected:
                if rules.get(column) in ("mean", "median"):
                    refuse_words(table, column, column in text, rules[column])
                rule = rules.get(column, usual_rule)
                inputs.append(prepared_column(table, column, column in text, rule, scaling))
        if not inputs:
            raise ValueError(
                f"{table.path} has no column besides {expected}, so there is nothing to learn from"
            )
        output = prepared_column(
            table, str(expected), expected in text, "refuse", scaling, is_expected=True
        )
        self.take_columns(inputs, output, table.decimal)

    @classmethod
    def of_columns(cls, inputs: Sequence[Column], output: Column, decimal: str) -> Preparation:
        """Return a Preparation of columns that were learned earlier; it needs no table.

        inputs, output: a NumberColumn or a TextColumn for each column.
        decimal: the decimal sign, "." or ",".
        """
        preparation = cls.__new__(cls)
        preparation.take_columns(inputs, output, decimal)
        return preparation

    def take_columns(self, inputs: Sequence[Column], output: Column, decimal: str) -> None:
        """Keep the columns, and name the inputs and outputs."""
        self.decimal = decimal
        self.inputs: list[Column] = list(inputs)
        self.output = output
        taken: set[str] = set()
        self.input_names: list[str] = [
            unused_name(name, column.name, taken) for column in self.inputs for name in column.names
        ]
        self.output_names: list[str] = [
            unused_name(name, self.output.name, taken) for name in self.output.names
        ]

    def missing_count(self, table: Table) -> int:
        """Return how many input cells of a table are missing, so that a rule fills them in."""
        count = 0
        for column in self.inputs:
            if isinstance(column, TextColumn) or not table.has_only_numbers(column.name):
                missing = column.missing if isinstance(column, TextColumn) else MISSING_NUMBERS
                count += sum([text.lower() in missing for text in table.texts(column.name)])
        return count

    @property
    def has_labels(self) -> bool:
        """Whether the expected column holds labels rather than amounts."""
        return isinstance(self.output, TextColumn)

    def samples(self, table: Any) -> StoredSamples:
        """Return the rows of a table as samples (inputs, expected), in compact memory.

        table: a Table, or what `read_table` takes.

        It finds columns by name, so their order and other columns don't matter. Raises ValueError
        if a column is missing, or if a cell doesn't fit (with its file, line and column).
        """
        table = read_table(table)
        inputs = self.input_rows(table)
        [numbers] = prepared_columns([self.output], table)
        if not isinstance(self.output, TextColumn):
            return StoredSamples(inputs, NumberRows(numbers, 1))
        places = range(len(self.output.texts))
        labels = [[1 if each == place else 0 for each in places] for place in places]
        return StoredSamples(inputs, LabelRows(bytes(map(int, numbers)), labels))

    def inputs_of(self, table: Any) -> list[list[Number]]:
        """Return the inputs for each row of a table; it doesn't need the expected column.

        Raises ValueError as `samples` does.
        """
        rows = self.input_rows(read_table(table))
        return [list(rows.row(position)) for position in range(len(rows))]

    def input_rows(self, table: Table) -> NumberRows:
        """Return the inputs for each row of a table, in compact memory.

        Raises ValueError as `samples` does.
        """
        width = len(self.input_names)
        all_numbers = array("d", bytes(8 * width * len(table.lines)))
        whole_columns: list[int] = []
        place = 0
        for column, numbers in zip(self.inputs, prepared_columns(self.inputs, table)):
            if isinstance(column, NumberColumn):
                all_numbers[place::width] = numbers
            else:
                for row, word in enumerate(numbers):
                    all_numbers[row * width + place + int(word)] = 1.0
                whole_columns += range(place, place + len(column.texts))
            place += len(column.names)
        return NumberRows(all_numbers, width, whole_columns)

    def inputs_for(self, row: Mapping[str, str | Number]) -> list[Number]:
        """Return the inputs for one new row: a dictionary from columns to strings or numbers.

        Raises ValueError or TypeError if a column is missing or doesn't fit.
        """
        if not isinstance(row, Mapping):
            raise TypeError(
                f"a row must be a dictionary from columns to values; got {short_text(row)}"
            )
        inputs: list[Number] = []
        for column in self.inputs:
            if column.name not in row:
                wanted = ", ".join([each.name for each in self.inputs])
                raise ValueError(f"a row needs the columns {wanted}; {column.name} is missing")
            cell = row[column.name]
            cell = cell.strip() if isinstance(cell, str) else cell
            inputs.extend(column.prepared(cell, f"column {column.name}", self.decimal))
        return inputs

    def answer(self, outputs: Sequence[Number]) -> str | Number:
        """Return what the outputs stand for: a label, or an amount in the column's own units.

        outputs: one number for each of the `output_names`.
        """
        return self.output.answer(outputs)

    def __repr__(self) -> str:
        columns = ", ".join([column.name for column in self.inputs])
        return f"Preparation: {columns} -> {self.output.name}"


def prepared_columns(columns: Sequence[Column], table: Table) -> Iterator[array[float]]:
    """Yield what `prepared_numbers` returns for each column of a table.

    Raises ValueError for the first row with a cell that doesn't fit.
    """
    for column in columns:
        table.place_of(column.name)
    for place, column in enumerate(columns):
        numbers = column.prepared_numbers(table)
        if numbers is None:
            refuse_first_row(columns[place:], table)
        yield numbers


def refuse_first_row(columns: Sequence[Column], table: Table) -> NoReturn:
    """Raise ValueError for the first row with a cell that doesn't fit; there must be one."""
    unfit = [column for column in columns if column.prepared_numbers(table) is None]
    for line, *cells in zip(table.lines, *[table.texts(column.name) for column in unfit]):
        for column, cell in zip(unfit, cells):
            column.prepared(cell, table.where_in_line(line, column.name), table.decimal)
    # A number such as $5 fits, but not among cells without such a sign.
    name = unfit[0].name
    position = first_without_number(table, name)
    raise ValueError(
        f"{table.where_in_line(table.lines[position], name)} must be a number like the others; got "
        f"{short_cell(table.texts(name)[position])}"
    )


def first_without_number(table: Table, column: str) -> int:
    """Return the position of the first cell of a column that is not a number."""
    return [math.isnan(number) for number in table.numbers(column)].index(True)


# Learning a column.


def prepared_column(
    table: Table,
    column: str,
    is_text: bool,
    rule: str,
    scaling: str,
    is_expected: bool = False,
) -> Column:
    """Return a NumberColumn or a TextColumn, learned from the rows of a table."""
    whole = table.whole
    numbers = table.numbers(column)
    if is_text or not (whole.has_only_numbers(column) and table.has_only_numbers(column)):
        texts, all_texts = table.texts(column), whole.texts(column)
        has_numbers = not is_text and first_with_number(table, column) is not None
        words = MISSING_NUMBERS if has_numbers else ("",) if is_text else MISSING
        missing = missing_among(all_texts, words)
        if missing.issuperset(texts):
            raise ValueError(
                f"{table.path}: column {column} is empty. Leave it out with --ignore "
                f"{quoted(column)}"
            )
        if rule == "refuse" and missing:
            position = first_of(missing, all_texts)
            where = whole.where_in_line(whole.lines[position], column)
            raise missing_value(all_texts[position], where, is_expected, all_texts)
        if not has_numbers:
            if not is_text:
                refuse_separators(table, column)
            return text_column(table, column, is_text, rule, is_expected)
        refuse_other_cells(table, column, is_expected)
        numbers = [number for number, text in zip(numbers, texts) if text not in missing]
    return number_column(table, column, numbers, rule, scaling, is_expected)


def missing_among(texts: Sequence[str], words: Sequence[str]) -> set[str]:
    """Return those of the texts that mean "missing".

    words: the words for that, in lower case.
    """
    return {text for text in set(texts) if text.lower() in words}


def first_of(some: Container[str], texts: Sequence[str]) -> int:
    """Return the position of the first text that is one of `some`."""
    return next(position for position, text in enumerate(texts) if text in some)


def first_with_number(table: Table, column: str) -> int | None:
    """Return the position of the first number of a column in the whole table, or None."""
    for position, number in enumerate(table.whole.numbers(column)):
        if not math.isnan(number):
            return position
    return None


def number_column(
    table: Table,
    column: str,
    numbers: Sequence[float],
    rule: str,
    scaling: str,
    is_expected: bool,
) -> NumberColumn:
    """Return a NumberColumn, learned from the numbers in the column."""
    is_always_the_same = all(number == numbers[0] for number in numbers)
    if is_expected and is_always_the_same:
        raise ValueError(
            f"{table.path}: column {column} is always {numbers[0] + 0.0:g}, so there is nothing to "
            "learn"
        )
    fill_rule = FILLS[rule]
    fill = None
    try:
        # If all numbers are equal, use the number: rounding may put the mean a little off.
        shift, scale = numbers[0], 1.0
        if not is_always_the_same or scaling in ("none", "pixels"):
            shift, scale = SCALINGS[scaling](numbers)
        if fill_rule is not None:
            fill = fill_rule(numbers)
    except OverflowError:
        scale = math.inf
    if not 0 < scale < math.inf or (fill is not None and not math.isfinite(fill)):
        raise ValueError(
            f"{table.path}: the numbers of column {column} are too large or too small to scale. "
            "Write them in a different unit"
        )
    # Adding 0 turns -0.0 into 0.0.
    unit = table.cells[table.place_of(column)].unit
    return NumberColumn(column, shift + 0.0, scale, None if fill is None else fill + 0.0, unit)


def text_column(
    table: Table, column: str, is_text: bool, rule: str, is_expected: bool
) -> TextColumn:
    """Return a TextColumn, learned from the words in the column."""
    words_for_missing = ("",) if is_text else MISSING
    all_texts = table.whole.texts(column)
    different = set(all_texts)
    missing = missing_among(all_texts, words_for_missing)
    texts = sorted({on_one_line(text) for text in different - missing}, key=numbers_first)
    if len(texts) > MOST_TEXTS:
        advice = f"Leave it out with --ignore {quoted(column)}"
        if is_expected:
            advice = "Choose a different column to learn with --expected"
        raise ValueError(
            f"{table.path}: column {column} must hold at most {MOST_TEXTS} different words; got "
            f"{len(texts)}, such as {short_cell(texts[0])}. {advice}"
        )
    if is_expected and len(texts) == 1:
        raise ValueError(
            f"{table.path}: column {column} is always {texts[0]}, so there is nothing to learn"
        )
    unprintable = {text for text in different if not on_one_line(text).isprintable()}
    if unprintable:
        position = first_of(unprintable, all_texts)
        raise ValueError(
            f"{table.where_in_line(table.whole.lines[position], column)} must be printable and on "
            f"one line; got {short_cell(all_texts[position])}"
        )
    fill = None
    if rule != "refuse":
        fill = statistics.mode(
            [on_one_line(text) for text in table.texts(column) if text not in missing]
        )
    return TextColumn(column, texts, words_for_missing, fill, is_expected)


def unused_name(name: str, column: str, taken: set[str]) -> str:
    """Return a Neuron name that isn't taken yet, and add it to `taken`."""
    if USUAL_NAME.fullmatch(name) or name in taken:
        name = f"{column}={name}" if name != column else f"column {name}"
    while name in taken:
        name += "'"
    taken.add(name)
    return name


def numbers_first(text: str) -> tuple[float, str]:
    """Return a key to sort strings by: 2 before 10, and numbers before words."""
    number = number_in(text)
    return (math.inf if number is None else number, text)


def quoted(column: str) -> str:
    """Return a column's name as you type it in a command: in quotes if it has special signs."""
    if PLAIN_NAME.fullmatch(column):
        return column
    # Between double quotes, a shell changes some signs.
    return f"'{column}'" if set('"$`\\!') & set(column) and "'" not in column else f'"{column}"'


def missing_value(
    cell: str, where: str, is_expected: bool = False, texts: Sequence[str] = ()
) -> ValueError:
    """Return the error for a missing value.

    texts: all cells of the column, if they are known.
    """
    problem = "the cell is empty"
    if cell:
        verb = "means" if cell.lower() in MISSING else "seems to mean"
        problem = f"{short_cell(cell)} {verb} that the value is missing"
    count = texts.count(cell)
    if count > 1:
        problem += f" ({count} cells of this column {'have it' if cell else 'are empty'})"
    if is_expected:
        advice = "Fill it in, or delete the row: the expected column can't have missing values"
    elif not cell and count > 1 and len(set(texts) - {cell}) == 1:
        # A rule for missing values would make all cells equal.
        [other] = set(texts) - {cell}
        advice = (
            f"All other cells are {short_cell(other)}, so if these mean no, write no or 0 in them; "
            "or leave the column out with --ignore"
        )
    else:
        advice = "Fill it in, or train with --missing median"
    return ValueError(f"{where}: {problem}. {advice}")


def refuse_words(table: Table, column: str, is_text: bool, rule: str) -> None:
    """Raise ValueError if a column holds words, because words have no mean and no median."""
    if is_text or first_with_number(table, column) is None:
        raise ValueError(
            f"{table.path}: column {column} holds words, which have no {rule}. Use the rule "
            '"most_common"'
        )


def refuse_other_cells(table: Table, column: str, is_expected: bool) -> None:
    """Raise ValueError if a cell of a column of numbers is neither a number nor missing."""
    whole = table.whole
    first_number = first_with_number(table, column)
    assert first_number is not None
    texts = whole.texts(column)
    for position, number in enumerate(whole.numbers(column)):
        cell = texts[position]
        if math.isnan(number) and cell.lower() not in MISSING_NUMBERS:
            refuse_separated(table, whole.lines[position], column, cell)
            advice = advice_about(cell, column, texts)
            count = texts.count(cell)
            are_few = 2 * sum(map(math.isnan, whole.numbers(column))) < len(texts)
            if position == 0 and not whole.has_header:
                advice += ", or --header yes if this line names the columns"
            elif cell.lower() == column.lower():
                advice = "The line seems to repeat the names of the columns. Delete it"
            elif are_few and not is_expected and cell.isprintable() and len(cell) <= MOST_QUOTED:
                times = f", {count} times here," if count > 1 else ""
                option = f"--empty {quoted(cell)} --missing median"
                advice += f". If {cell}{times} means that the value is missing: {option}"
            raise ValueError(
                f"{table.where_in_line(whole.lines[position], column)}: expected a number like the "
                f"{texts[first_number]} in line {whole.lines[first_number]}; got "
                f"{short_cell(cell)}. {advice}"
            )


def advice_about(cell: str, column: str, texts: Sequence[str]) -> str:
    """Return what to do with a cell that should be a number.

    texts: all cells of the column.
    """
    if cell[:1] + cell[-1:] == "()" and number_in(cell[1:-1]) is not None:
        return "If the brackets mean a number below 0, write it with a minus sign"
    if look_of([cell]) == "numbers with other signs":
        return "Write a plain number, or empty the cell and use --missing median"
    if unit_of(cell):
        return f"Write all cells with the same unit, or none, or use --text {quoted(column)}"
    if len(set(texts)) > MOST_TEXTS:
        return f"Fix the cell, or leave the column out with --ignore {quoted(column)}"
    return f"Fix the cell, or use --text {quoted(column)} if the column holds text"


def refuse_separators(table: Table, column: str) -> None:
    """Raise ValueError if a cell of a column of words looks like a number with separators."""
    texts = table.whole.texts(column)
    separated = {text for text in set(texts) if SEPARATED.fullmatch(text)}
    if separated:
        position = first_of(separated, texts)
        refuse_separated(table, table.whole.lines[position], column, texts[position])


def refuse_separated(table: Table, line: int, column: str, cell: str) -> None:
    """Raise ValueError if a cell looks like a number with separators.

    For example, 1,234 may be more than a thousand, or a little more than one.
    """
    if SEPARATED.fullmatch(cell):
        other = "," if table.decimal == "." else "."
        text = f"--text {quoted(column)}"
        problem = "a different decimal sign or separated thousands"
        advice = f"Fix it, or use --decimal {other} or {text}"
        if not set(" '").isdisjoint(cell):
            problem = "separated thousands"
            advice = f"Write them without separators, or use {text}"
        elif other in cell and THOUSANDS.fullmatch(cell):
            is_sure = table.cells[table.place_of(column)].is_sure
            cure = "write them without separators" if is_sure else f"use --decimal {table.decimal}"
            advice = (
                f"If these are thousands, {cure}; if {other} is the decimal sign, use --decimal "
                f"{other}. Otherwise, use {text}"
            )
        raise ValueError(
            f"{table.where_in_line(line, column)}: expected a number such as "
            f"1234{table.decimal}5; got {short_cell(cell)}, which has {problem}. {advice}"
        )


# The rules by name.


def by_mean_and_deviation(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the mean and the standard deviation (squares divided by n, not n - 1)."""
    mean = statistics.fmean(numbers)
    squares = [(number - mean) * (number - mean) for number in numbers]
    return mean, math.sqrt(math.fsum(squares) / len(numbers))


def by_range(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the smallest number, and the distance from it to the largest."""
    return min(numbers), max(numbers) - min(numbers)


def from_0_to_255(numbers: Sequence[float]) -> tuple[float, float]:
    """Return a shift and a scale that turn 0 to 255 into 0 to 1."""
    return 0.0, 255.0


def as_they_are(numbers: Sequence[float]) -> tuple[float, float]:
    """Return a shift and a scale that change nothing."""
    return 0.0, 1.0


SCALINGS: dict[str, Callable[[Sequence[float]], tuple[float, float]]] = {
    "standard": by_mean_and_deviation,
    "range": by_range,
    "pixels": from_0_to_255,
    "none": as_they_are,
}
FILLS: dict[str, Callable[[Sequence[float]], float] | None] = {
    "refuse": None,
    "mean": statistics.fmean,
    "median": statistics.median,
    "most_common": statistics.mode,
}


def refuse_other_rule(what: str, rule: object, rules: Mapping[str, object]) -> None:
    """Raise ValueError unless `rule` names one of the rules."""
    if rule not in list(rules):
        raise ValueError(f"{what} must be one of {', '.join(rules)}; got {short_text(rule)}")
