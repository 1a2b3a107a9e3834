"""Numbers from paper: finds the first wrong one and the most likely mistake.

    check({"homework": "mazur", "h1 output": 0.5933, "x1->h1 weight sensitivity": 0.000438})

Learners give as few or as many numbers as they like, however they rounded them. Later numbers
follow from a wrong one, so lernmi reports only the first.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import Number, sigmoid
from lernmi.data.published import PUBLISHED
from lernmi.error_functions import squared_error
from lernmi.exercises.catalogue import MISTAKES, Mistake, is_bias
from lernmi.exercises.diagnosis import Finding
from lernmi.exercises.recipes import Recipe, parts_of
from lernmi.exercises.sheet_numbers import Sheet, sheet
from lernmi.inside.numbers import significant
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.texts import short_text
from lernmi.writing.system_errors import reading

# The quantities, the longer ones first: "sensitivity" is a part of other names.
QUANTITIES = (
    "total input sensitivity",
    "weight sensitivity",
    "output sensitivity",
    "total input",
    "new weight",
    "sensitivity",
    "slope",
    "output",
    "error",
)
# How far off a number may be because learners rounded earlier ones: as a share of it.
FORWARDS, BACKWARDS = 0.002, 0.01
# The last digit may be off by one, because some people truncate.
ROUNDED = 1.1
# Smaller numbers may be written as 0.
SMALLEST = 5e-5
# With fewer than three decimals, rounding may change a number by at most this share of it.
FEWEST_DECIMALS, ROUGHLY = 0.0011, 0.02
# Floats that are the same number differ by less than this.
EXACTLY = 1e-9
# Methods in which people with paper and pencil make mistakes in one learning step.
METHODS = (
    "Link.propagate",
    "Link.backpropagate",
    "Link.nudge",
    "Neuron.receive",
    "Neuron.activate",
    "ErrorFunction.function",
    "ErrorFunction.sensitivities",
)
# Except these mistakes, which only code or several samples can have.
NOT_ON_PAPER = (
    "weight sensitivity not kept",
    "weight sensitivity overwritten",
    "nothing set",
    "sent to the wrong Neuron",
    "nudged on the way",
    "never reset",
)
SIGMOID_BY_HAND = "the slope is output × (1 - output), which is right for sigmoid only"
OUTPUT_IN_THE_SLOPE = "the slope is worked out from the output instead of the total input"
SWAPPED_IN_THE_SLOPE = "total input and output are swapped in the slope"
ONLY_THE_LAST = "only one of the delivered numbers is counted, but all must be added up"
ONE_OF_THE_PATHS = "only one of the paths back is counted, but all must be added up"
# The words for mistakes on paper, where those for code don't fit.
ON_PAPER = {
    "nothing delivered": "nothing is delivered",
    "delivered over the others": ONLY_THE_LAST,
    "total input overwritten": ONLY_THE_LAST,
    "sent over the others": ONE_OF_THE_PATHS,
    "slope of sigmoid by hand in Link": SIGMOID_BY_HAND,
    "slope of sigmoid by hand in Neuron": SIGMOID_BY_HAND,
    "output for the total input in Link": OUTPUT_IN_THE_SLOPE,
    "output for the total input in Neuron": OUTPUT_IN_THE_SLOPE,
    "slope's arguments swapped in Link": SWAPPED_IN_THE_SLOPE,
    "slope's arguments swapped in Neuron": SWAPPED_IN_THE_SLOPE,
    "always sigmoid": "sigmoid is applied to a Neuron with another activation, such as identity",
}
# Short names in tables and textbooks.
SHORT_WORDS = {"sens": "sensitivity", "net": "total input", "out": "output", "E": "error"}
# A name with one of these means the number that comes from the new weights.
AFTERWARDS = r"\bafterwards\b|\bafter\b.*|\bgives\b|\bnow\b|\bnew\b(?!\s+weight)"
# The method that computes each number.
MADE_IN = {
    "total input": "Link.propagate",
    "output": "Neuron.activate",
    "slope": "Neuron.activate",
    "error": "ErrorFunction.function",
    "sensitivity": "Link.backpropagate",
    "total input sensitivity": "Link.backpropagate",
    "output sensitivity": "Link.backpropagate",
    "weight sensitivity": "Link.backpropagate",
    "new weight": "Link.nudge",
}
# Entries that are not numbers, as on a sheet.
REMARKS = ("name", "date", "class")
MOST_BYTES = 100_000
LARGEST = 1e9


class Given(NamedTuple):
    """A number as the learner wrote it.

    label: its name in lernmi, such as "weight sensitivity of x1->h1".
    text: the number as written.
    old: for a new weight, the weight before the nudge.
    name: what the learner called it.
    """

    label: str
    text: str
    old: float = 0.0
    name: str = ""

    @property
    def number(self) -> float:
        """The number."""
        return float(self.text)

    @property
    def last_digit(self) -> float:
        """The value of one step in the last written digit: 0.0001 for 0.5933."""
        exponent = Decimal(self.text).as_tuple().exponent
        return float(10.0 ** int(exponent))

    def is_next_to(self, value: float) -> bool:
        """Whether it may be the value, only badly rounded.

        It may be off by two in its last digit, if that digit is a hundredth or less.
        """
        return abs(self.number - value) <= 2 * self.last_digit <= 0.02

    def is_rounded(self, value: float) -> bool:
        """Whether it is the value, rounded to its last digit (at most to a whole number).

        Halves may be rounded up or down. Floats have no exact halves, so a little more is allowed.
        """
        return abs(self.number - value) <= 0.5000001 * min(self.last_digit, 1.0)

    def fits(self, value: float) -> bool:
        """Whether it may be this value: it is near, or exactly the rounded value."""
        return self.is_near(value) or self.is_rounded(value)

    def is_near(self, value: float) -> bool:
        """Whether it is this value, after rounding here and in earlier numbers.

        It may be off by one in its last digit (with fewer than three decimals by at most 2 %), or
        by 0.2 % forwards and 1 % backwards. A new weight may be off by 1 % of its change.
        """
        is_forwards = self.label.startswith(("total input of", "output of", "error"))
        # Only the change of a new weight depends on rounded numbers.
        size = abs(value - self.old)
        rounded = ROUNDED * self.last_digit
        if self.last_digit > FEWEST_DECIMALS:
            # 1 instead of 1.25 is wrong, not rounded.
            rounded = min(rounded, ROUGHLY * size)
        if self.number == self.old and size > max(SMALLEST, 0.6 * self.last_digit):
            # A weight that didn't change, or 0 instead of another number.
            return False
        part = FORWARDS if is_forwards else BACKWARDS
        return abs(self.number - value) <= max(rounded, part * size)


class Reason(NamedTuple):
    """Why a number may be wrong.

    mistakes: the name of the likeliest mistake; empty if lernmi knows none, or too many.
    words: a sentence about it; "" if lernmi knows none.
    is_mistake: whether the sentence names the likeliest mistake; it begins with a small letter.
    """

    mistakes: tuple[str, ...] = ()
    words: str = ""
    is_mistake: bool = False


class WrongNumber(NamedTuple):
    """The first wrong number from paper.

    given: the number.
    place: how many given numbers are computed before it; all of these are right.
    reason: why it may be wrong.
    answers: the right number, by the way of treating the biases.
    """

    given: Given
    place: int
    reason: Reason
    answers: Mapping[str, float]


def example_called(name: str) -> Any:
    """Return a published example, or a worksheet for a name such as "sheet 7".

    Raises ValueError for other names. Accepts only published examples with the squared error.
    """
    text = name.strip().lower()
    match = re.fullmatch(r"sheet (\d{1,6})", text)
    if match:
        return sheet(int(match[1]))
    if text not in published_names():
        known = ", ".join([*published_names(), "sheet 1, sheet 2 .."])
        raise ValueError(f"homework must be one of {known}; got {short_text(name)}")
    return PUBLISHED[text]


def published_names() -> list[str]:
    """Return the names of the published examples that can be homework."""
    # lernmi only knows mistakes with the squared error.
    return [
        name
        for name, example in PUBLISHED.items()
        if example.network().error_function is squared_error
    ]


def check_homework(homework: Mapping[str, Any]) -> Finding:
    """Return the first wrong number, and the most likely mistake.

    homework: {"homework": "mazur" or "sheet 7", "h1 output": 0.5933, ..}. The numbers may be
        strings. It may also have a "name", a "class" and a "date".

    "First" means the order in which the numbers are computed. Raises ValueError if "homework" or
    all numbers are missing, for an unknown name, for a value that isn't a number, and for a number
    given twice.
    """
    if not isinstance(homework.get("homework"), str):
        raise ValueError('the first entry must name the task, such as "homework": "mazur"')
    numbers = {
        label: value for label, value in homework.items() if label not in ("homework", *REMARKS)
    }
    if not numbers:
        raise ValueError("there are no numbers yet: add some, such as h1 output")
    example = example_called(homework["homework"])
    return check_numbers(example, numbers, asked_for=numbers_on_the_sheet(example))


def check_numbers(
    example: Any, numbers: Mapping[str, Any], asked_for: Sequence[str] = ()
) -> Finding:
    """Return the first of these numbers that is wrong, and the most likely mistake.

    example: the learning step; it has inputs, expected, learning_rate, and `network()`.
    asked_for: the names of all numbers that a learner can give. If all given ones are right, lernmi
        says how many of these are missing.

    Raises ValueError as `check_homework` does.
    """
    found = compared(example, numbers)
    wrong = found.wrong
    if wrong is not None:
        words = f"{sentence_about_first_ones(wrong.place)}Your {wrong.given.label}"
        words += f", {wrong.given.text}, is wrong. {sentence_about(wrong)}"
        return Finding(False, words, wrong.reason.mistakes)
    labels = [one.label for one in found.given]
    missing = len([label for label in asked_for if label not in labels])
    words = sentence_if_all_right(len(labels), found.way, missing)
    return Finding(True, f"{words}{sentence_about_coarse_ones(found.coarse)}")


class Comparison(NamedTuple):
    """What comparing a learner's numbers with the right ones has shown.

    given: all given numbers, in the order of the calculation.
    wrong: the first wrong one; None if all are right.
    way: how the biases were treated, if the numbers show it; otherwise "".
    coarse: right numbers with so few decimals that others would be right, too.
    """

    given: Sequence[Given]
    wrong: WrongNumber | None
    way: str
    coarse: Sequence[Given]


def compared(example: Any, numbers: Mapping[str, Any]) -> Comparison:
    """Compare a learner's numbers with the right ones.

    example, numbers: as in `check_numbers`.

    Raises ValueError as `check_homework` does.
    """
    ways = {"": Recipe()}
    if not getattr(example, "nudges_biases", True):
        # lernmi trains the biases, but the author doesn't. Either way is right.
        as_published = Recipe().changed({"new_weight": with_biases_as_they_are})
        ways = {TRAINED: Recipe(), AS_THEY_ARE: as_published}
    numbers_by_way = {way: numbers_of(example, recipe) for way, recipe in ways.items()}
    labels = next(iter(numbers_by_way.values()))
    old = {f"new weight of {link.name}": float(link.weight) for link in example.network().links}
    given: dict[str, Given] = {}
    for label, value in numbers.items():
        one = given_number(label, value, labels)
        one = one._replace(old=old.get(one.label, 0.0))
        if one.label in given:
            raise ValueError(f"{one.label} is given twice")
        given[one.label] = one
    in_order = [given[label] for label in labels if label in given]
    fits = Given.is_near if getattr(example, "wants_all_decimals", False) else Given.fits
    scores = {}
    for way, each in numbers_by_way.items():
        place = first_wrong(in_order, each, fits)
        # With few decimals both ways may be right, but one of them is nearer.
        near = [one for one in in_order if one.is_near(each[one.label])]
        scores[way] = (place, len(near) if place == len(in_order) else 0)
    # Take the way that stays right the longest; if both do, take lernmi's.
    way = max(scores, key=lambda each: scores[each])
    place, right = scores[way][0], numbers_by_way[way]
    if place == len(in_order):
        is_clear = min(scores.values()) < scores[way]
        coarse = [one for one in in_order if not one.is_near(right[one.label])]
        return Comparison(in_order, None, way if is_clear else "", coarse)
    one = in_order[place]
    reason = reason_for(example, ways[way], in_order, place, right)
    if not reason.mistakes and one.is_rounded(right[one.label]):
        reason = Reason((), "Your number is rounded; write all decimals.")
    answers = {each: by_label[one.label] for each, by_label in numbers_by_way.items()}
    if isinstance(example, Sheet):
        # As in the key: rounded on the way.
        answers = {"": numbers_in(example.network_on_paper(), example)[one.label]}
    return Comparison(in_order, WrongNumber(one, place, reason, answers), "", ())


def sentence_about(wrong: WrongNumber) -> str:
    """Return why a number may be wrong; if lernmi doesn't know that, the right number."""
    reason = wrong.reason
    if not reason.words:
        right = right_number(wrong.answers)
        return f"lernmi doesn't recognise this mistake. {right} Work it out again."
    return f"Most likely, {reason.words}" if reason.is_mistake else reason.words


def sentence_if_all_right(count: int, way: str, missing: int) -> str:
    """Return the sentence about numbers that are all right.

    way: how the biases were treated, if the numbers show it.
    missing: how many other numbers the learner could have given.
    """
    words = f"All {count} numbers are right"
    if count <= 2:
        words = "Both numbers are right" if count == 2 else "Your number is right"
    if way:
        words += f" {way}"
    if missing:
        words += f"; {missing} {'was' if missing == 1 else 'were'}n't given"
    return f"{words}."


def right_number(answers: Mapping[str, float]) -> str:
    """Return the sentence that gives the right number; two, if that depends on the biases.

    answers: the right number, by the way of treating the biases.
    """
    if len(set(answers.values())) == 1:
        return f"The right number is {significant(next(iter(answers.values())))}."
    ways = [f"{significant(number)} {way}" for way, number in answers.items()]
    return f"The right number is {', or '.join(ways)}."


def sentence_about_coarse_ones(coarse: Sequence[Given]) -> str:
    """Return what to say about right numbers with so few decimals that many would be right."""
    if not coarse:
        return ""
    names = ", ".join([f"{one.label} {one.text}" for one in coarse[:3]])
    names += ", ..." if len(coarse) > 3 else ""
    return f" Right as far as it goes: {names}. With three decimals, lernmi can say more."


TRAINED = "with trained biases, as in lernmi"
AS_THEY_ARE = "with unchanged biases, as published"


def with_biases_as_they_are(recipe: Recipe, link: Link, change: Number) -> Number:
    """Return the new weight; for a Link from a bias Neuron, the old one."""
    return link.weight if is_bias(link) else link.weight - change


def first_wrong(
    given: Sequence[Given], right: Mapping[str, float], fits: Callable[[Given, float], bool]
) -> int:
    """Return the place of the first wrong number; if there is none, how many numbers there are.

    fits: `fits(number, right one)` returns whether a number is right.
    """
    for place, one in enumerate(given):
        if not fits(one, right[one.label]):
            return place
    return len(given)


def sentence_about_first_ones(place: int) -> str:
    """Return what to say about the right numbers before this place, which counts from 0."""
    if place == 0:
        return ""
    return "One number is right. " if place == 1 else f"The first {place} numbers are right. "


def given_number(label: str, value: Any, right: Mapping[str, float]) -> Given:
    """Return a number under its name in lernmi; ValueError for a wrong name or number."""
    if not isinstance(label, str):
        raise ValueError(f"each number needs a name before it; got {short_text(label)}")
    name = label_of(label)
    known = {each.lower(): each for each in right}
    name = known.get(name.lower(), name)
    if name not in right:
        alike = difflib.get_close_matches(name, right, n=3)
        meant = f"; did you mean {' or '.join(alike)}?" if alike else "."
        raise ValueError(
            f"unknown number {short_text(label)}{meant} Write names such as h1 output, "
            "x1->h1 weight sensitivity, error, error afterwards"
        )
    text = value.strip() if isinstance(value, str) else short_text(value)
    # Sheets print a minus sign, and word processors turn a hyphen into a dash.
    text = re.sub("^[−–]", "-", text)
    if re.fullmatch(r"-?\d*,\d+", text):
        text = text.replace(",", ".")
    try:
        number = float(text)
        is_number = not isinstance(value, bool) and abs(number) < LARGEST and len(text) < 60
    except ValueError:
        is_number = False
    if not is_number:
        raise ValueError(f"{name} must be a number, such as 0.5933; got {short_text(value)}")
    return Given(name, text, name=label)


def label_of(text: str) -> str:
    """Return lernmi's name of a number: "output of h1" for "h1 output".

    What a Link delivers raises the total input of its output Neuron, so the output sensitivity of
    all Links that lead to h1 is the total input sensitivity of h1.
    """
    words = text.strip().replace("\u2192", "->").replace("_", " ")
    words = re.sub(r"\s*(->|\bto\b)\s*", "->", words)
    for short, long in SHORT_WORDS.items():
        words = re.sub(rf"\b{short}(\.|\b)", long, words)
    words, is_after = re.subn(AFTERWARDS, " ", words, flags=re.IGNORECASE)
    if is_after:
        # "y1 now", in the last step of a sheet.
        is_named = re.search(r"\b(error|output)\b", words, flags=re.IGNORECASE)
        return f"{label_of(words if is_named else f'{words} output')} afterwards"
    for quantity in QUANTITIES:
        pattern = r"\b" + quantity.replace(" ", r"\s+") + r"\b"
        rest, count = re.subn(pattern, " ", words, count=1, flags=re.IGNORECASE)
        if count:
            name = re.sub(r"\bof\b|\btotal\b|[:=]", " ", rest).strip()
            if quantity == "output sensitivity" and "->" not in name:
                quantity = "total input sensitivity"
            return f"{quantity} of {name}" if name else quantity
    return words


def numbers_of(example: Any, recipe: Recipe) -> dict[str, float]:
    """Return all numbers of a learning step by name, in the order of the calculation.

    recipe: how each step is done, rightly or not; it gets the example's learning rate.
    """
    recipe.learning_rate = example.learning_rate
    return numbers_in(network_by(example, recipe), example)


def numbers_in(network: Network, example: Any) -> dict[str, float]:
    """Let a network do the learning step of an example; return what `numbers_of` returns."""
    numbers: dict[str, float] = {}
    network.propagate(example.inputs)
    hidden_and_outputs = [neuron for layer in network.neuron_layers[1:] for neuron in layer.neurons]
    for neuron in hidden_and_outputs:
        numbers[f"total input of {neuron.name}"] = neuron.total_input
        numbers[f"output of {neuron.name}"] = neuron.output
        numbers[f"slope of {neuron.name}"] = neuron.slope
    numbers["error"] = network.compare(example.expected)
    for neuron in network.neuron_layers[-1].neurons:
        numbers[f"sensitivity of {neuron.name}"] = neuron.sensitivity
    network.backpropagate()
    for link_layer, layer in reversed(list(zip(network.link_layers, network.neuron_layers))):
        for link in link_layer.links:
            # All Links that lead to a Neuron have the same, so people write it beside the Neuron.
            output_sensitivity = link.output_sensitivity
            numbers[f"total input sensitivity of {link.output_neuron.name}"] = output_sensitivity
            numbers[f"output sensitivity of {link.name}"] = output_sensitivity
        for link in link_layer.links:
            numbers[f"weight sensitivity of {link.name}"] = link.weight_sensitivity
        for neuron in layer.neurons:
            numbers[f"sensitivity of {neuron.name}"] = neuron.sensitivity
    network.nudge(example.learning_rate)
    for link in network.links:
        numbers[f"new weight of {link.name}"] = link.weight
    network.propagate(example.inputs)
    for neuron in hidden_and_outputs:
        numbers[f"output of {neuron.name} afterwards"] = neuron.output
    numbers["error afterwards"] = network.compare(example.expected)
    return {label: float(number) for label, number in numbers.items()}


def numbers_on_the_sheet(example: Any) -> list[str]:
    """Return the names of the numbers that a worksheet asks for."""
    network = example.network()
    inputs = [neuron.name for neuron in network.neuron_layers[0].neurons]
    not_asked_for = [f"sensitivity of {name}" for name in inputs]
    not_asked_for += [f"output sensitivity of {link.name}" for link in network.links]
    return [label for label in numbers_of(example, Recipe()) if label not in not_asked_for]


def network_by(example: Any, recipe: Recipe) -> Network:
    """Return the example's network, built from Links and Neurons that follow a Recipe."""
    usual = example.network()
    parts = parts_of(recipe)
    sizes = [len(layer.neurons) for layer in usual.neuron_layers]
    network: Network = parts.network_type(
        sizes, link_type=parts.link_type, neuron_type=parts.neuron_type, error=parts.error
    )
    for layer, other in zip(usual.neuron_layers, network.neuron_layers):
        for neuron, another in zip(layer.neurons, other.neurons):
            another.activation = neuron.activation
    network.weights = usual.weights
    return network


# Which mistake it may be.


def reason_for(
    example: Any,
    recipe: Recipe,
    given: Sequence[Given],
    place: int,
    right: Mapping[str, float],
) -> Reason:
    """Return the most likely reason why a number is wrong.

    recipe: how to do the step rightly.
    given: all given numbers, in order; the one at `place` is the first wrong one.

    The most likely mistake explains the most of the given numbers. Mistakes in the method that
    computes this number come first, beginning with those that leave all earlier numbers right; then
    earlier mistakes that do. Each is tried everywhere, and at this number only.

    If several mistakes are as likely, the Reason has no name; an unknown one has no words either.
    """
    wrong = given[place]
    before_the_nudge = wrong.label.removesuffix(" afterwards")
    if before_the_nudge != wrong.label and wrong.fits(right[before_the_nudge]):
        return Reason(("old weights again",), "the old weights are used again.", True)
    slip = slip_in(wrong, right[wrong.label])
    first, others = by_where_it_is_made(example, wrong.label)
    before = given[:place]
    groups = [(first, before), (first, given[:0]), (others, before)]
    if wrong.number == 0:
        # So many mistakes lead to 0 that one is only likely if it is the only one.
        groups = [([*first, *others], before)]
    for mistakes, still_right in groups:
        explained = {}
        for mistake in mistakes:
            count = explained_by(example, recipe, mistake, wrong, given, still_right, right)
            if count:
                explained[mistake.name] = count
        # If several explain as much, the most likely one comes first.
        names = sorted(explained, key=lambda each: -explained[each])
        if len(names) > 1 and wrong.number == 0:
            some = [mistake.words for mistake in mistakes if mistake.name in names[:2]]
            why = f"Several mistakes lead to 0 here: perhaps {', or '.join(some)}."
            return Reason((), why)
        if names:
            name = names[0]
            is_sum = wrong.label.startswith(("total input of", "output of"))
            if slip == "sign lost" and is_sum and name != "bias left out":
                # A forgotten minus sign is more likely.
                break
            [words] = [mistake.words for mistake in mistakes if mistake.name == name]
            return Reason((name,), f"{words}.", True)
    if slip:
        return Reason((slip,), SLIPS[slip])
    if wrong.is_next_to(right[wrong.label]):
        return Reason((), "It is nearly right: calculate with more decimals (three are enough).")
    return reason_with_another_weight(example, recipe, wrong)


def by_where_it_is_made(example: Any, label: str) -> tuple[list[Mistake], list[Mistake]]:
    """Return the mistakes in the method that computes a number, and those made before."""
    quantity, _, name = label.removesuffix(" afterwards").partition(" of ")
    outputs = [neuron.name for neuron in example.network().neuron_layers[-1].neurons]
    method = MADE_IN[quantity]
    if quantity == "sensitivity" and name in outputs:
        method = "ErrorFunction.sensitivities"
    possible = MISTAKES_ON_PAPER
    if quantity == "new weight" and name.startswith("b"):
        # For a bias, leaving it out is the most likely mistake.
        possible = sorted(possible, key=lambda mistake: "bias" not in mistake.name)
    first = [mistake for mistake in possible if mistake.method == method]
    return first, [mistake for mistake in possible if mistake.method != method]


def send_the_first_only(recipe: Recipe, link: Link, sensitivity: Number) -> None:
    """Send it only if the Neuron has received nothing yet."""
    if link.input_neuron.sensitivity == 0:
        link.input_neuron.receive_sensitivity(sensitivity)


ONE_PATH = Mistake(
    "only one path", "Link.backpropagate", ONE_OF_THE_PATHS, {"send": send_the_first_only}
)
TOO_EARLY = Mistake(
    "weight after the nudge",
    "Link.backpropagate",
    "the weight is nudged before the sensitivity is sent back through it",
    {
        "sent_back": lambda recipe, link, output_sensitivity: (
            output_sensitivity
            * (
                link.weight
                - recipe.learning_rate * recipe.weight_sensitivity(link, output_sensitivity)
            )
        )
    },
)
BIAS_SUBTRACTED = Mistake(
    "bias subtracted",
    "Link.propagate",
    "the bias is subtracted instead of added",
    {
        "delivered": lambda recipe, link, value: (
            -value * link.weight if is_bias(link) else value * link.weight
        )
    },
)


def sigmoid_without_brackets(recipe: Recipe, neuron: Neuron) -> Number:
    """Return 1 / 1 + e^-total input; for other activations, the right output."""
    if neuron.activation is not sigmoid:
        return Recipe.output(recipe, neuron)
    return 1 + math.exp(-neuron.total_input)


BRACKETS_MISSING = Mistake(
    "brackets missing",
    "Neuron.activate",
    "the brackets in 1 / (1 + e^-total input) are missing",
    {"output": sigmoid_without_brackets},
)


def not_at_inputs(mistake: Mistake) -> Mistake:
    """Return a mistake that isn't made at input Neurons: on paper, their outputs are given."""
    if not mistake.method.startswith("Neuron."):
        return mistake

    def elsewhere(step: str, method: Callable[..., Any]) -> Callable[..., Any]:
        usual = getattr(Recipe, step)
        return lambda recipe, neuron, *others: (usual if neuron.name.startswith("x") else method)(
            recipe, neuron, *others
        )

    changes = {step: elsewhere(step, method) for step, method in mistake.changes.items()}
    return mistake._replace(changes=changes)


# The most likely mistakes first.
MISTAKES_ON_PAPER = [
    ONE_PATH,
    *sorted(
        [
            not_at_inputs(mistake)._replace(words=ON_PAPER.get(mistake.name, mistake.words))
            for mistake in MISTAKES
            if mistake.method in METHODS and mistake.name not in NOT_ON_PAPER
        ],
        key=lambda mistake: mistake.name != "bias left out",
    ),
    TOO_EARLY,
    BIAS_SUBTRACTED,
    BRACKETS_MISSING,
]


def reason_with_another_weight(example: Any, recipe: Recipe, wrong: Given) -> Reason:
    """Return that this number may come from another Link's weight; a Reason without words if not.

    If the number had to be rounded, it hardly fits by coincidence, so the mistake gets its name. An
    exact number, such as a total input of -0.78, may fit by coincidence.
    """
    quantity, _, name = wrong.label.partition(" of ")
    found = {}
    for link, other in links_to_confuse(example, quantity, name):
        changed = recipe.changed(with_weight_of(other, link, quantity))
        number = numbers_of(example, changed)[wrong.label]
        off = abs(wrong.number - number)
        if off <= EXACTLY or off <= 2 * ROUNDED * wrong.last_digit <= 2 * ROUNDED * FEWEST_DECIMALS:
            found[f" ({other.name}'s instead of {link.name}'s)"] = number
    if not found:
        return Reason()
    which = next(iter(found)) if len(found) == 1 else ""
    words = f"the weight of another Link is used{which}."
    if all(abs(number - round(number, 4)) > EXACTLY for number in found.values()):
        return Reason(("another Link's weight",), words, True)
    return Reason((), f"Perhaps {words} Compare the weights.")


def links_to_confuse(example: Any, quantity: str, name: str) -> Iterator[tuple[Link, Link]]:
    """Yield the Links with weights that lead to this number, each with another of its layer."""
    for layer in example.network().link_layers:
        for link, other in permutations(layer.links, 2):
            ends = {
                "total input": link.output_neuron.name,
                "output": link.output_neuron.name,
                "sensitivity": link.input_neuron.name,
                "new weight": link.name,
            }
            if ends.get(quantity) == name and other.weight != link.weight:
                yield link, other


def with_weight_of(other: Link, link: Link, quantity: str) -> dict[str, Callable[..., Any]]:
    """Return the change of a Recipe in which one Link has another Link's weight.

    quantity: what is worked out with that weight.
    """

    def weight(one: Link) -> Number:
        return other.weight if one.name == link.name else one.weight

    if quantity == "sensitivity":
        return {"input_counts": lambda recipe, one: weight(one)}
    if quantity == "new weight":
        return {"new_weight": lambda recipe, one, change: weight(one) - change}
    return {"delivered": lambda recipe, one, value: value * weight(one)}


def explained_by(
    example: Any,
    recipe: Recipe,
    mistake: Mistake,
    wrong: Given,
    given: Sequence[Given],
    still_right: Sequence[Given],
    right: Mapping[str, float],
) -> int:
    """Return how many of the given numbers a mistake explains; 0 if not even the wrong one.

    The mistake may be made everywhere, or only at the wrong number.

    still_right: numbers that the mistake must leave right.
    """
    explained = 0
    for changes in (mistake.changes, only_for(wrong.label, mistake)):
        try:
            numbers = numbers_of(example, recipe.changed(changes))
        except (ArithmeticError, TypeError, ValueError):
            continue
        if not all(one.fits(numbers[one.label]) for one in still_right):
            continue
        if wrong.is_near(numbers[wrong.label]) and not wrong.is_next_to(right[wrong.label]):
            follows = sum([one.fits(numbers[one.label]) for one in given])
            # Or the mistake is in this number only, and the others are right in spite of it.
            stays = sum([one.fits(right[one.label]) for one in given]) + 1
            explained = max(explained, follows, stays)
    return explained


def only_for(label: str, mistake: Mistake) -> dict[str, Callable[..., Any]]:
    """Return the changes of a mistake, made only at the Link or Neuron of this number."""
    name = label.removesuffix(" afterwards").partition(" of ")[2]

    def only_there(step: str, method: Callable[..., Any]) -> Callable[..., Any]:
        usual = getattr(Recipe, step)

        def changed(recipe: Recipe, *arguments: Any) -> Any:
            thing = arguments[0] if arguments else None
            return (method if is_there(thing, name) else usual)(recipe, *arguments)

        return changed

    return {step: only_there(step, method) for step, method in mistake.changes.items()}


def is_there(thing: Any, name: str) -> bool:
    """Whether this is the Link or Neuron with that name, or a Link from or to that Neuron."""
    if getattr(thing, "name", None) == name:
        return True
    ends = [getattr(thing, end, None) for end in ("input_neuron", "output_neuron")]
    return name in [getattr(end, "name", None) for end in ends]


SLIPS = {
    "sign lost": "Only its sign is wrong.",
    "decimal point": "The digits are right, but the decimal point is in the wrong place.",
    "digits swapped": "Two of its digits are swapped.",
}


def slip_in(wrong: Given, right: float) -> str:
    """Return the slip of the pen that may have happened, or "" if lernmi knows none."""
    if Given(wrong.label, f"{-Decimal(wrong.text)}").is_near(right):
        return "sign lost"
    for power in (-3, -2, -1, 1, 2, 3):
        moved = Decimal(wrong.text).scaleb(power)
        if Given(wrong.label, f"{moved}").is_near(right):
            return "decimal point"
    text = wrong.text
    for place in range(len(text) - 1):
        one, other = text[place], text[place + 1]
        if one.isdigit() and other.isdigit() and one != other:
            swapped = text[:place] + other + one + text[place + 2 :]
            if abs(float(swapped) - right) <= 0.6 * wrong.last_digit:
                return "digits swapped"
    return ""


# Files.


def read_homework(path: Path) -> dict[str, Any] | None:
    """Return the homework in a CSV or JSON file; None if it is something else, or too large.

    A CSV file begins with a line such as "homework,mazur", perhaps after a name, class and date.
    Each other line has a name and a number, or a name alone, if its number is missing. There may be
    a tab or a semicolon between them, and quotes around a cell or a whole line; with tabs and
    semicolons, decimal commas are allowed. A JSON file is an object with the same. The file's name
    may end in .txt.

    Raises ValueError for a line that doesn't fit, with its number; and for numbers from paper
    without a first line that names the task.
    """
    if path.stat().st_size > MOST_BYTES:
        return None
    with reading(path):
        content = path.read_bytes()
    # What Windows calls Unicode is UTF-16. A learner's name may be in another encoding, but the
    # numbers are the same in all of them.
    is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if is_utf_16 else "utf-8-sig", errors="replace")
    if path.name.lower().endswith((".json", ".json.txt")):
        try:
            content = json.loads(text, parse_float=str, parse_int=str)
        except (ValueError, RecursionError) as problem:
            if '"homework"' in text:
                raise ValueError(
                    f"{path} is not valid JSON: {problem}. It must look like "
                    '{"homework": "mazur", "h1 output": 0.5933}'
                ) from None
            return None
        is_one = isinstance(content, dict) and "homework" in content
        return content if is_one else None
    lines = [line.strip() for line in text.splitlines() if cells_in(line)]
    first, *_ = [line for line in lines if name_in(line) not in REMARKS] or [""]
    cells = cells_in(first)
    if len(cells) > 1 and name_in(first) == "homework":
        return dict(lines_of(path, text))
    meant = re.sub('^"?homework', "", first.removesuffix('"'), flags=re.IGNORECASE).strip(" ,;:\t")
    if re.fullmatch(rf"sheet\s*\d+|{'|'.join(PUBLISHED)}", meant, flags=re.IGNORECASE):
        raise ValueError(
            f'{path}: the first line must be "homework,{meant}"; got {short_text(first)}'
        )
    is_number = cells and label_of(cells[0]).startswith(tuple([f"{q} of " for q in QUANTITIES]))
    if is_number or cells == ["homework"]:
        raise ValueError(
            f'{path}: for numbers from paper, the first line must be "homework,sheet 7", '
            f'"homework,mazur" or the like; got {short_text(first)}'
        )
    return None


def cells_in(line: str) -> list[str]:
    """Return the cells of a line, separated by tabs, else by semicolons, else by commas.

    Somebody may have typed a whole line into one cell of a spreadsheet.
    """
    delimiter = "\t" if "\t" in line else ";" if ";" in line else ","
    [row] = csv.reader([line.replace("\0", " ")], delimiter=delimiter, skipinitialspace=True)
    cells = [cell.strip() for cell in row if cell.strip()]
    is_whole_line = len(cells) == 1 and cells[0] != line and re.search("[\t;,]", cells[0])
    return cells_in(cells[0]) if is_whole_line else cells


def name_in(line: str) -> str:
    """Return the first cell of a line in small letters, without a colon; "" if there is none."""
    return "".join(cells_in(line)[:1]).rstrip(": ").lower()


def is_number(text: str) -> bool:
    """Whether a cell is a number and not a name; decimals follow a point or a comma."""
    return re.fullmatch(r"[-+]?\d*[.,]?\d+", text) is not None


def lines_of(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """Yield each line of a CSV text as a name and a number, or raise ValueError.

    Leaves out lines without a number. For a remark, yields all of its text.
    """
    seen = set()
    for number, line in enumerate(text.splitlines(), start=1):
        cells = cells_in(line)
        if not cells:
            continue
        name = cells[0].rstrip(": ")
        if len(cells) == 2 and is_number(cells[0]) and not is_number(cells[1]):
            raise ValueError(
                f"{path}, line {number}: write the name first, then the number; got "
                f"{short_text(line)}"
            )
        if name.lower() in seen:
            raise ValueError(f"{path}, line {number}: {short_text(name)} appears twice")
        seen.add(name.lower())
        if name.lower() in ("homework", *REMARKS):
            yield name.lower(), " ".join(cells[1:])
            continue
        if len(cells) == 1 and not re.search(r"(^|[\s:=])[-+]?[\d.,]*\d$", cells[0]):
            continue
        if len(cells) == 3 and cells[1].lstrip("-").isdigit() and cells[2].isdigit():
            raise ValueError(
                f"{path}, line {number}: instead of {cells[1]},{cells[2]}, write "
                f"{cells[1]}.{cells[2]} with a point, or {name};{cells[1]},{cells[2]} with a "
                "semicolon"
            )
        if len(cells) != 2:
            raise ValueError(
                f"{path}, line {number}: a line must have a name, a comma and a number, such as "
                f"h1 output,0.5933; got {short_text(line)}"
            )
        yield name, cells[1].replace(",", ".") if re.search("[\t;]", line) else cells[1]
