"""The calculations of an explanation: one on each line, aligned at "=".

A reader who multiplies the numbers shown must get the result shown, and a number must look the same
wherever it is shown. Seven digits are not always enough for that: 0.1384986 × 0.5932700 is
0.08216706, not 0.08216704. So `Shown` begins with seven decimals, and adds digits to the factors
until all calculations of the explanation are right at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any, NamedTuple

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.inside.numbers import DIGITS, MOST_DIGITS, as_float, filled, significant

# A difference of less than a millionth comes from rounding.
A_MILLION = 1_000_000
# Small numbers are shown with at least this many significant digits.
FEWEST_DIGITS = 4
# A float's digits after these come from rounding.
KNOWN_DIGITS = 15


class Calculation(NamedTuple):
    """One calculation.

    label: what its result is, such as "output sensitivity".
    write: returns the calculation as a string, from its numbers as strings.
    numbers: what goes into it.
    compute: the same calculation, as a function of the numbers.
    result: the network's result. For your own Neuron or Link, `compute` may give a different one.
    is_function: whether `compute` takes only floats, like sigmoid. (Plain arithmetic also takes
        Decimals.)
    """

    label: str
    write: Callable[[Sequence[str]], str]
    numbers: tuple[Number, ...]
    compute: Callable[..., Any]
    result: Number
    is_function: bool = False


class Remark(NamedTuple):
    """A result that needs no calculation, or a sentence with numbers in it.

    label: what it is, or "" for a sentence. text: a template with {} for each number.
    """

    label: str
    text: str
    numbers: tuple[Number, ...] = ()


# A line of an explanation; a sentence without numbers is a plain string.
Line = str | Remark | Calculation


def arithmetic(
    label: str,
    template: str,
    numbers: Sequence[Number],
    compute: Callable[..., Any],
    result: Number,
) -> Calculation:
    """Return a calculation written as a template with {} for each number, such as "{} - {}"."""
    return Calculation(
        label, lambda texts: filled(template, texts), tuple(numbers), compute, result
    )


def product(label: str, one: Number, other: Number, result: Number) -> Calculation:
    """Return the product of two numbers as a Calculation."""
    return arithmetic(label, "{} × {}", [one, other], lambda a, b: a * b, result)


def calculation_text(
    template: str, numbers: Sequence[Number], compute: Callable[..., Any], result: Number
) -> str:
    """Return a single calculation as text, such as "0.5 × (-0.25) = -0.125".

    template: has {} for each number. compute: the same calculation, as a function of the numbers.
    """
    one = arithmetic("", template, numbers, compute, result)
    return " ".join(Shown([one]).parts(one))


class Shown:
    """Chooses the digits for an explanation, so that each number looks the same everywhere.

    calculations: all calculations of the explanation.
    """

    def __init__(self, calculations: Sequence[Calculation]) -> None:
        # The keys are floats written in full, because "not a number" isn't equal to itself.
        self.digits: dict[str, int] = {}
        # More digits don't help the others: digits were lost, or the network did something else.
        candidates = [each for each in calculations if self.can_be_right(each)]
        grown = True
        while grown:
            # If a factor gets more digits, the calculation that it comes from may need more, too.
            grown = False
            for each in candidates:
                while not self.is_right(each) and self.grow(each):
                    grown = True

    def text(self, number: Number) -> str:
        """Return a number as text; a rounded float keeps its last zeros, such as 0.5932700."""
        return rounded(number, self.digits_of(number))

    def digits_of(self, number: Number) -> int:
        """Return how many significant digits to show: at first, enough for seven decimals."""
        if not isinstance(number, float) or not 0 < abs(number) < 1:
            return self.digits.get(repr(number), DIGITS)
        leading_zeros = -math.floor(math.log10(abs(number))) - 1
        return self.digits.get(repr(number), max(FEWEST_DIGITS, DIGITS - leading_zeros))

    def can_be_right(self, calculation: Calculation) -> bool:
        """Return whether the calculation would be right if all digits were shown."""
        texts = [significant(number, MOST_DIGITS) for number in calculation.numbers]
        digits = self.digits_of(calculation.result)
        return gives(calculation, texts, self.text(calculation.result), digits)

    def is_right(self, calculation: Calculation) -> bool:
        """Return whether the numbers, as they are shown, give the result as it is shown."""
        texts = [self.text(number) for number in calculation.numbers]
        digits = self.digits_of(calculation.result)
        return gives(calculation, texts, self.text(calculation.result), digits)

    def grow(self, calculation: Calculation) -> bool:
        """Show one more digit of the number whose rounding matters most; False if there is none."""
        numbers = calculation.numbers
        shown = [float(self.text(n)) if isinstance(n, float) else n for n in numbers]
        best, most = None, -1.0
        for place, number in enumerate(numbers):
            is_rounded = isinstance(number, float) and shown[place] != number
            if not is_rounded or self.digits_of(number) == MOST_DIGITS:
                continue
            exact = [number if each == number else known for each, known in zip(numbers, shown)]
            effect = abs(as_float(calculation.compute(*exact) - calculation.compute(*shown)))
            if effect > most:
                best, most = number, effect
        if best is None:
            return False
        self.digits[repr(best)] = self.digits_of(best) + 1
        return True

    def parts(self, calculation: Calculation) -> tuple[str, str]:
        """Return a calculation and its result as strings, such as ("2 × 3", "= 6")."""
        texts = [self.text(number) for number in calculation.numbers]
        formula, result = calculation.write(texts), self.text(calculation.result)
        if self.is_right(calculation):
            return formula, f"= {result}"
        try:
            by_hand = calculation.compute(*calculation.numbers)
            # "Not a number" is not equal to itself.
            is_same = bool(
                by_hand == calculation.result
                or (by_hand != by_hand and calculation.result != calculation.result)
            )
            difference = abs(by_hand - calculation.result)
            is_near = is_same or bool(difference * A_MILLION <= abs(by_hand))
        except (ArithmeticError, TypeError):
            # Symbols have no order.
            return formula, f"= {result}"
        if is_same and not isinstance(calculation.result, float):
            return formula, f"= {result}"
        if is_near:
            return formula, sentences.ABOUT.format(result=result)
        other = sentences.OTHERWISE.format(by_hand=significant(by_hand), result=result)
        return formula, other

    def lines(self, rows: Sequence[Line]) -> list[str]:
        """Return the rows as lines of text, with all calculations aligned."""
        calculations = [row for row in rows if isinstance(row, Calculation)]
        labels = [row.label for row in rows if not isinstance(row, str)]
        label_width = max([len(label) for label in labels], default=0)
        parts = {id(each): self.parts(each) for each in calculations}
        width = max([len(formula) for formula, _ in parts.values()], default=0)
        texts = []
        for row in rows:
            if isinstance(row, str):
                texts.append(row)
                continue
            label = f"{row.label:{label_width}}  " if label_width else "   "
            if isinstance(row, Remark):
                numbers = [self.text(number) for number in row.numbers]
                text = row.text.format(*numbers)
                texts.append(label + text if row.label else text)
            else:
                formula, result = parts[id(row)]
                texts.append(f"{label}{formula:{width}} {result}")
        return texts


def lines_of(rows: Sequence[Line]) -> list[str]:
    """Return the rows as lines of text. Their calculations share the digits and the alignment."""
    return Shown([row for row in rows if isinstance(row, Calculation)]).lines(rows)


def rounded(number: Number, digits: int) -> str:
    """Return a number as text with this many significant digits, or fewer if the rest is rounding.

    As a float, 0.1 × 0.2 is 0.020000000000000004. It is shown as 0.02.
    """
    text = significant(number, digits)
    if not isinstance(number, float) or "e" in text or not math.isfinite(number):
        return text
    if float(text) == float(f"{number:.{KNOWN_DIGITS}g}"):
        return text
    return f"{Decimal(f'{number:#.{digits}g}'):f}"


def gives(calculation: Calculation, texts: Sequence[str], result: str, digits: int) -> bool:
    """Return whether the shown numbers, calculated by hand and rounded, give the shown result.

    A result exactly halfway may be rounded up, as in school, or to the even digit. Whole numbers
    are never rounded. Types other than int and float always show all digits, so return False.
    """
    numbers = [*calculation.numbers, calculation.result]
    if not all(isinstance(number, (int, float)) for number in numbers):
        return False
    if calculation.is_function:
        values = [
            float(text) if isinstance(number, float) else number
            for text, number in zip(texts, calculation.numbers)
        ]
        return rounded(calculation.compute(*values), digits) == result
    with localcontext(Context(prec=60)):
        try:
            value: Decimal = calculation.compute(*[Decimal(text) for text in texts])
            shown = Decimal(result)
        except ArithmeticError:
            return False
        if not (value.is_finite() and shown.is_finite()):
            return False
        if not isinstance(calculation.result, float):
            return bool(shown == value)
        in_school = Context(prec=digits, rounding=ROUND_HALF_UP).plus(value)
        return bool(shown in (in_school, Context(prec=digits).plus(value)))
