"""The calculation that a learner's code really does, such as sensitivity × input = 0.5027 × 1.

A Term is a float that remembers how it was computed. A learner's Links and Neurons get named Terms,
and compute with them as with other numbers. So lernmi sees what their code computes, however they
wrote it.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lernmi.activations import Activation, Number
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.exercises.recipes import Parts
from lernmi.exercises.trials import Trial, number_or_none
from lernmi.inside.numbers import significant
from lernmi.network import Network

# A calculation with more numbers explains nothing, so lernmi doesn't show it.
MOST_PARTS = 20
# The width of a line with a calculation, which must fit beside the word in front of it.
LINE_WIDTH = 67
# How tightly each sign binds. A part gets brackets if its sign binds less than the one around it.
BINDS = {"+": 1, "-": 1, "×": 2, "/": 2, "minus": 3, "²": 4, "": 5, "call": 5}


class Term(float):
    """A number that remembers how it was worked out.

    name: its name, such as "slope", or "" if it has none.
    sign: the operation, one of `BINDS`, or "" for a plain number.
    parts: the operands.
    compute: the operation as a function of the parts.
    source: the Term with the calculation, if the number got its name later.
    """

    name: str
    sign: str
    parts: tuple[Term, ...]
    compute: Callable[..., float]
    source: Term | None

    def __new__(
        cls,
        value: float,
        name: str = "",
        sign: str = "",
        parts: tuple[Term, ...] = (),
        compute: Callable[..., float] = float,
    ) -> Term:
        """Return a number with its name, or with its calculation."""
        term = super().__new__(cls, value)
        term.name, term.sign, term.parts, term.compute = name, sign, parts, compute
        term.source = None
        return term

    def called(self, name: str) -> Term:
        """Return the same number under a name, for the next calculation."""
        if self.name == name and not self.sign:
            return self
        named = Term(float(self), name)
        named.source = self
        return named

    def __add__(self, other: Any) -> Any:
        return term_of("+", self, other, operator.add)

    def __radd__(self, other: Any) -> Any:
        return term_of("+", other, self, operator.add)

    def __sub__(self, other: Any) -> Any:
        return term_of("-", self, other, operator.sub)

    def __rsub__(self, other: Any) -> Any:
        return term_of("-", other, self, operator.sub)

    def __mul__(self, other: Any) -> Any:
        return term_of("×", self, other, operator.mul)

    def __rmul__(self, other: Any) -> Any:
        return term_of("×", other, self, operator.mul)

    def __truediv__(self, other: Any) -> Any:
        return term_of("/", self, other, operator.truediv)

    def __rtruediv__(self, other: Any) -> Any:
        return term_of("/", other, self, operator.truediv)

    def __neg__(self) -> Term:
        return Term(-float(self), "", "minus", (self,), operator.neg)

    def __abs__(self) -> Term:
        return Term(abs(float(self)), "abs", "call", (self,), abs)

    def __pow__(self, other: Any, modulo: None = None) -> Any:
        if type(other) in (int, float) and other == 2:
            return Term(float(self) ** 2, "", "²", (self,), lambda number: number**2)
        return float.__pow__(self, other)


def term_of(sign: str, one: Any, other: Any, compute: Callable[..., float]) -> Any:
    """Return the Term of two numbers, or NotImplemented if they are not two plain numbers."""
    if not (isinstance(one, (int, float)) and isinstance(other, (int, float))):
        return NotImplemented
    # Code starts sums at 0 and products at 1. Neither belongs in the calculation that people see.
    for this, that in ((one, other), (other, one)):
        is_neutral = type(this) is int and this == (1 if sign == "×" else 0)
        if is_neutral and (sign in "+×" or this is other) and sign != "/":
            return that
    parts = (as_term(one), as_term(other))
    return Term(compute(float(one), float(other)), "", sign, parts, compute)


def as_term(number: float) -> Term:
    """Return a number as a Term."""
    return number if isinstance(number, Term) else Term(number)


def leaves(term: Term, most: int = MOST_PARTS) -> list[Term]:
    """Return the numbers that a calculation begins with, in order, at most one more than `most`."""
    found: list[Term] = []
    waiting = [term]
    while waiting and len(found) <= most:
        first = waiting.pop()
        if first.sign:
            waiting += reversed(first.parts)
        else:
            found.append(first)
    return found


def text_of_calculation(term: Term, text_of: Callable[[Term], str]) -> str:
    """Return a calculation as text.

    text_of: returns the text of a number that the calculation begins with.
    """
    if not term.sign:
        return text_of(term)
    texts = [text_of_calculation(part, text_of) for part in term.parts]
    if term.sign == "call":
        return f"{term.name}({', '.join(texts)})"
    binds = BINDS[term.sign]
    for place, part in enumerate(term.parts):
        is_behind = place == 1 or term.sign in ("minus", "²")
        is_equal = BINDS[part.sign] == binds and term.sign in "-/" and place == 1
        if BINDS[part.sign] < binds or is_equal or (is_behind and texts[place].startswith("-")):
            texts[place] = f"({texts[place]})"
    if term.sign == "minus":
        return f"-{texts[0]}"
    return f"{texts[0]}²" if term.sign == "²" else f" {term.sign} ".join(texts)


def rounded(term: Term, digits: int) -> float:
    """Return the result of a calculation after rounding the numbers that it begins with."""
    if not term.sign:
        return float(significant(float(term), digits))
    return term.compute(*[rounded(part, digits) for part in term.parts])


def calculation(name: str, value: Any, other: Any = None) -> tuple[str, ...]:
    """Return lines that show a number and its calculation, or only the number.

    name: the number's name, such as "weight sensitivity".
    other: another number, which must not look the same.

    The numbers have enough digits to give the result shown.
    """
    number = number_or_none(value)
    if number is None or math.isnan(number):
        return (f"{name} = {value}",)
    close = number_or_none(other)
    few = 4
    while (
        few < 17 and close not in (None, number) and readable(close, few) == readable(number, few)
    ):
        few += 1
    result = readable(number, few)
    term = value if isinstance(value, Term) else Term(number)
    term = term.source or term
    everything = leaves(term)
    plain = (f"{name} = {result}",)
    if len(everything) > MOST_PARTS:
        return plain
    if not term.sign:
        return (f"{name} = {term.name} = {result}",) if term.name not in ("", name) else plain
    # The numbers shown must give the result shown.
    enough = [digits for digits in range(few, 17) if readable(rounded(term, digits), few) == result]
    numbers = text_of_calculation(term, lambda leaf: readable(leaf, enough[0])) if enough else ""
    words = text_of_calculation(term, lambda leaf: leaf.name or readable(leaf, few))
    # Names help only if no two numbers have the same name.
    values = {(leaf.name, float(leaf)) for leaf in everything if leaf.name}
    is_clear = bool(values) and len(values) == len({leaf_name for leaf_name, _ in values})
    # Never split a calculation: leave it out if it is too long for a line.
    room = LINE_WIDTH - len(name) - 3
    sides = [side for side in (words if is_clear else "", numbers) if 0 < len(side) <= room]
    sides = list(dict.fromkeys(sides))
    if numbers not in sides:
        return plain
    in_one = " = ".join([name, *sides, result])
    if len(in_one) <= LINE_WIDTH:
        return (in_one,)
    blank = " " * len(name)
    lines = [f"{blank} = {side}" for side in sides]
    lines[0] = f"{name} = {sides[0]}"
    if len(lines[-1]) + len(result) + 3 <= LINE_WIDTH:
        lines[-1] += f" = {result}"
    else:
        lines.append(f"{blank} = {result}")
    return tuple(lines)


def readable(number: float, digits: int) -> str:
    """Return a number as people read it, with this many digits."""
    return significant(float(number), digits)


def how_it_is_off(value: Any, good: Any) -> str:
    """Return a sentence that says in which direction a number is wrong, but not the right number.

    Returns "" if the value is not a number.
    """
    yours, right = number_or_none(value), number_or_none(good)
    if yours is None or right is None or math.isnan(yours):
        return ""
    if right == 0 or yours == 0:
        return "That should be 0." if right == 0 else "That should not be 0."
    if (yours < 0) != (right < 0):
        only = yours == -right
        return "That has the wrong sign." if only else "That should have the other sign."
    if yours > 0:
        return "That is too large." if yours > right else "That is too small."
    return "That is too far below 0." if yours < right else "That is not far enough below 0."


# Links and Neurons that work with Terms.


def with_names(parts: Parts) -> Parts:
    """Return subclasses that pass named Terms to the learner's methods instead of plain numbers."""

    class NamedLink(parts.link_type):  # type: ignore[name-defined, misc]
        def propagate(self) -> None:
            give_names(self.input_neuron, {"output": "input"})
            give_names(self, {"weight": "weight"})
            super().propagate()

        def backpropagate(self) -> None:
            names = {"sensitivity": "sensitivity", "slope": "slope"}
            others = {"output": "output", "total_input": "total input"}
            give_names(self.output_neuron, {**names, **others})
            others = {"total_input": "input's total input", "slope": "input's slope"}
            give_names(self.input_neuron, {"output": "input", **others})
            give_names(self, {"weight": "weight", "weight_sensitivity": "before"})
            super().backpropagate()

        def nudge(self, learning_rate: Number) -> None:
            names = {"weight": "weight", "weight_sensitivity": "weight sensitivity"}
            give_names(self, {**names, "output_sensitivity": "output sensitivity"})
            super().nudge(as_term(learning_rate).called("learning rate"))

    class NamedNeuron(parts.neuron_type):  # type: ignore[name-defined, misc]
        def activate(self) -> None:
            give_names(self, {"total_input": "total input"})
            super().activate()

    return Parts(NamedLink, NamedNeuron, Network, WithNames(parts.error or squared_error))


def give_names(thing: Any, names: dict[str, str]) -> None:
    """Replace numbers of a Link or Neuron by named Terms. Skips missing attributes, and 0.

    names: the name of the Term for each attribute.
    """
    for attribute, name in names.items():
        value = getattr(thing, attribute, None)
        if isinstance(value, (int, float)) and not (type(value) is int and value == 0):
            setattr(thing, attribute, as_term(value).called(name))


class WithNames(ErrorFunction):
    """An error function that passes its arguments on as named Terms."""

    def __init__(self, error: ErrorFunction) -> None:
        super().__init__(
            error.name,
            lambda outputs, expected: error.function(*named_terms(outputs, expected)),
            lambda outputs, expected: error.sensitivities(*named_terms(outputs, expected)),
        )


def named_terms(outputs: Sequence[Number], expected: Sequence[Number]) -> Iterator[list[Term]]:
    """Yield the outputs, then the expected numbers, as lists of named Terms."""
    yield [as_term(output).called("output") for output in outputs]
    yield [as_term(wanted).called("expected") for wanted in expected]


def by_name(activation: Activation) -> Activation:
    """Return the same activation, but calculations show it by name, as in sigmoid(0.5)."""

    def function(total_input: Number) -> Term:
        compute = activation.function
        part = as_term(total_input)
        return Term(compute(float(total_input)), activation.name, "call", (part,), compute)

    return Activation(activation.name, function, activation.slope)


def trial_with_names(trial: Trial) -> Trial:
    """Return the same trial, but calculations show its activation by name."""
    return trial._replace(activation=by_name(trial.activation))
