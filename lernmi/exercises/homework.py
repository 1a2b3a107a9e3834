"""Numbers that somebody computed on paper: the first wrong one, and the likely mistake.

    check({"homework": "mazur", "h1 output": 0.5933, "x1->h1 weight sensitivity": 0.000438})

As many or as few as they have, rounded as people round. Whoever goes on from a wrong number gets
wrong ones further on, so only the first is looked at.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import Number
from lernmi.data.published import PUBLISHED
from lernmi.error_functions import squared_error
from lernmi.exercises.catalogue import MISTAKES, Mistake, is_bias
from lernmi.exercises.diagnosis import Finding
from lernmi.exercises.recipes import Recipe, parts_of
from lernmi.exercises.sheet_numbers import sheet
from lernmi.inside.numbers import significant
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.texts import short_text
from lernmi.writing.system_errors import reading

# What a number may be of, the longest first, so that none is taken for a part of another.
QUANTITIES = (
    "weight sensitivity",
    "output sensitivity",
    "total input",
    "new weight",
    "sensitivity",
    "slope",
    "output",
    "error",
)
# How far off a number may be since numbers before it were rounded: as a part of it.
FORWARDS, BACKWARDS = 0.002, 0.01
# And in its last digit: one up or down, since some people cut digits off.
ROUNDED = 1.1
# What is smaller may be written as 0.
SMALLEST = 5e-5
# With fewer than three decimals, rounding may take so large a part of a number and no more.
FEWEST_DECIMALS, ROUGHLY = 0.0011, 0.02
# Mistakes that somebody with paper and pencil can make in one learning step.
METHODS = (
    "Link.propagate",
    "Link.backpropagate",
    "Link.nudge",
    "Neuron.receive",
    "Neuron.activate",
    "ErrorFunction.function",
    "ErrorFunction.sensitivities",
)
# But not these: they are of code, or of several samples.
NOT_ON_PAPER = (
    "weight sensitivity not kept",
    "weight sensitivity overwritten",
    "nothing set",
    "sent to the wrong Neuron",
    "nudged on the way",
    "never reset",
)
SIGMOID_BY_HAND = "the slope is output x (1 - output), that of sigmoid, whatever the activation is"
OUTPUT_IN_THE_SLOPE = "the slope is computed with the output where the total input should stand"
SWAPPED_IN_THE_SLOPE = "total input and output have changed places in the slope"
ONLY_THE_LAST = "only the last of what is delivered is counted, where all must be added"
ONE_OF_THE_PATHS = "only one of the paths back is counted, where all must be added"
# What is said of a mistake on paper, if it is something else than what is said of code.
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
}
# What tables and textbooks call them.
SHORT_WORDS = {"sens": "sensitivity", "net": "total input", "out": "output", "E": "error"}
# The same once more, with the new weights.
AFTERWARDS = r"\bafterwards\b|\bafter\b.*|\bgives\b|\bnew\b(?!\s+weight)"
# Where each number comes about.
MADE_IN = {
    "total input": "Link.propagate",
    "output": "Neuron.activate",
    "slope": "Neuron.activate",
    "error": "ErrorFunction.function",
    "sensitivity": "Link.backpropagate",
    "output sensitivity": "Link.backpropagate",
    "weight sensitivity": "Link.backpropagate",
    "new weight": "Link.nudge",
}
# What may stand beside the numbers, as on a sheet.
REMARKS = ("name", "date", "class")
MOST_BYTES = 100_000
LARGEST = 1e9


class Given(NamedTuple):
    """A number as somebody wrote it down.

    label: what it is of, as lernmi calls it, such as "weight sensitivity of x1->h1".
    text: as it was written.
    old: of a new weight, the weight before.
    """

    label: str
    text: str
    old: float = 0.0

    @property
    def number(self) -> float:
        """The number."""
        return float(self.text)

    @property
    def last_digit(self) -> float:
        """What the last digit that was written counts: 0.0001 for 0.5933."""
        exponent = Decimal(self.text).as_tuple().exponent
        return float(10.0 ** int(exponent))

    def is_next_to(self, value: float) -> bool:
        """Whether it is so near to a value that it may be rounded badly, and no mistake.

        So near is two of its last digit, where that counts a hundredth or less.
        """
        return abs(self.number - value) <= 2 * self.last_digit <= 0.02

    def is_rounded(self, value: float) -> bool:
        """Whether it is this value, rounded to its own last digit (a whole number at most).

        A half may be rounded either way, and floats have no halves: so a little more will do.
        """
        return abs(self.number - value) <= 0.5000001 * min(self.last_digit, 1.0)

    def fits(self, value: float) -> bool:
        """Whether nothing speaks against it: it is near to this value, or is it, rounded."""
        return self.is_near(value) or self.is_rounded(value)

    def is_near(self, value: float) -> bool:
        """Whether it is this value, with what rounding before may have done to it.

        It may be one of its last digit off (with fewer than three decimals, 2 % at most), or 0.2 %
        forwards and 1 % on the way back; of a new weight, 1 % of how far it moved.
        """
        is_forwards = self.label.startswith(("total input", "output of", "error"))
        # Of a new weight, only how far it moved is a matter of rounding.
        size = abs(value - self.old)
        rounded = ROUNDED * self.last_digit
        if self.last_digit > FEWEST_DECIMALS:
            # 1 for 1.25 is not rounded but wrong.
            rounded = min(rounded, ROUGHLY * size)
        if self.number == self.old and size > max(SMALLEST, 0.6 * self.last_digit):
            # A weight that has not moved, or 0 for what is not 0.
            return False
        part = FORWARDS if is_forwards else BACKWARDS
        return abs(self.number - value) <= max(rounded, part * size)


def example_called(name: str) -> Any:
    """Return a published example, or the work sheet of "sheet 7"; ValueError if there is none.

    Of the published examples, only those are taken whose error is the squared error.
    """
    text = name.strip().lower()
    match = re.fullmatch(r"sheet (\d{1,6})", text)
    if match:
        return sheet(int(match[1]))
    # The mistakes that are known are those of the usual error.
    usual = {
        each: example
        for each, example in PUBLISHED.items()
        if example.network().error_function is squared_error
    }
    if text not in usual:
        known = ", ".join([*usual, "sheet 1, sheet 2 .."])
        raise ValueError(f"homework must be one of {known}; got {short_text(name)}")
    return usual[text]


def check_homework(homework: Mapping[str, Any]) -> Finding:
    """Return the first number that is wrong, and the mistake that it is likely to come from.

    homework: {"homework": "mazur" or "sheet 7", "h1 output": 0.5933, ..}; numbers as text or as
        numbers. A "name", a "class" and a "date" may stand there, too.

    First means: in the order in which the numbers come about. Raises ValueError if it is not said
    what it is about or there are no numbers, for what is no number, for a name that there is not,
    and for a number that is given twice.
    """
    if not isinstance(homework.get("homework"), str):
        raise ValueError('the first entry should say what it is about: "homework": "mazur"')
    numbers = {
        label: value for label, value in homework.items() if label not in ("homework", *REMARKS)
    }
    if not numbers:
        raise ValueError("there are no numbers yet, such as that of h1 output")
    return check_numbers(example_called(homework["homework"]), numbers)


def check_numbers(example: Any, numbers: Mapping[str, Any]) -> Finding:
    """Return the first of these numbers that is wrong, and the mistake that it likely comes from.

    example: what they are of: it has inputs, expected, learning_rate, and `network()`.

    Raises ValueError as `check_homework` does.
    """
    ways = {"": Recipe()}
    if not getattr(example, "nudges_biases", True):
        # The author doesn't train the biases, and lernmi does: either is right.
        as_published = Recipe().changed({"new_weight": with_biases_as_they_are})
        ways = {TRAINED: Recipe(), AS_THEY_ARE: as_published}
    numbers_by_way = {said: numbers_of(example, recipe) for said, recipe in ways.items()}
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
    for said, each in numbers_by_way.items():
        place = first_wrong(in_order, each, fits)
        # With few decimals both ways may be right, and one of them nearer.
        near = [one for one in in_order if one.is_near(each[one.label])]
        scores[said] = (place, len(near) if place == len(in_order) else 0)
    # Theirs is the way that goes right the longest, the usual one if it can't be told.
    said = max(scores, key=lambda each: scores[each])
    place, right = scores[said][0], numbers_by_way[said]
    if place == len(in_order):
        count = len(in_order)
        words = "Your number is right" if count == 1 else f"All {count} numbers are right"
        if min(scores.values()) < scores[said]:
            words += f", {said}"
        coarse = [one for one in in_order if not one.is_near(right[one.label])]
        return Finding(True, f"{words}.{as_far_as_they_go(coarse)}")
    one = in_order[place]
    words = (
        f"{first_few(place)}Your {one.label} is {one.text}; the right one is "
        f"{significant(right[one.label])}"
    )
    for said_of_other, other in numbers_by_way.items():
        if other[one.label] != right[one.label]:
            words += f" {said} ({significant(other[one.label])} {said_of_other})"
    names, why = likely_mistake(example, ways[said], in_order, place, right)
    if not names and one.is_rounded(right[one.label]):
        why = "Yours is rounded: here write all decimals."
    return Finding(False, f"{words}. {why}", names)


def as_far_as_they_go(coarse: Sequence[Given]) -> str:
    """Return what to say of numbers that are right, but have so few decimals that most would be."""
    if not coarse:
        return ""
    names = ", ".join([f"{one.label} {one.text}" for one in coarse[:3]])
    names += ", ..." if len(coarse) > 3 else ""
    return f" Right as far as it goes: {names}. More decimals tell more; three are enough."


TRAINED = "with the biases trained, as lernmi does it"
AS_THEY_ARE = "with the biases left as they are, as in what was published"


def with_biases_as_they_are(recipe: Recipe, link: Link, change: Number) -> Number:
    """Return the new weight; of a Link from a bias, the old one."""
    return link.weight if is_bias(link) else link.weight - change


def first_wrong(
    given: Sequence[Given], right: Mapping[str, float], fits: Callable[[Given, float], bool]
) -> int:
    """Return at which place the first wrong number is; if there is none, how many there are.

    fits: `fits(number, right one)` says whether a number is right.
    """
    for place, one in enumerate(given):
        if not fits(one, right[one.label]):
            return place
    return len(given)


def first_few(place: int) -> str:
    """Return what to say of the numbers before the one at a place, from 0 on."""
    if place == 0:
        return ""
    return "One number is right. " if place == 1 else f"The first {place} numbers are right. "


def given_number(label: str, value: Any, right: Mapping[str, float]) -> Given:
    """Return a number under the name that lernmi has for it; ValueError for what can't be one."""
    if not isinstance(label, str):
        raise ValueError(f"a name should stand before each number; got {short_text(label)}")
    name = label_of(label)
    known = {each.lower(): each for each in right}
    name = known.get(name.lower(), name)
    if name not in right:
        alike = difflib.get_close_matches(name, right, n=3)
        meant = f"did you mean {' or '.join(alike)}?" if alike else "look at the Neurons' names."
        raise ValueError(
            f"it is not known what {short_text(label)} is; {meant} Write names such as h1 output, "
            "x1->h1 weight sensitivity, error, error afterwards"
        )
    text = value.strip() if isinstance(value, str) else short_text(value)
    if re.fullmatch(r"-?\d*,\d+", text):
        text = text.replace(",", ".")
    try:
        number = float(text)
        is_number = not isinstance(value, bool) and abs(number) < LARGEST and len(text) < 60
    except ValueError:
        is_number = False
    if not is_number:
        raise ValueError(f"{name} must be a number, such as 0.5933; got {short_text(value)}")
    return Given(name, text)


def label_of(text: str) -> str:
    """Return how lernmi calls a number: "h1 output" is "output of h1"."""
    words = text.strip().replace("\u2192", "->").replace("_", " ")
    words = re.sub(r"\s*(->|\bto\b)\s*", "->", words)
    for short, long in SHORT_WORDS.items():
        words = re.sub(rf"\b{short}(\.|\b)", long, words)
    words, is_after = re.subn(AFTERWARDS, " ", words, flags=re.IGNORECASE)
    if is_after:
        # "y1 gives", in the last step of a sheet.
        is_named = re.search(r"\b(error|output)\b", words, flags=re.IGNORECASE)
        return f"{label_of(words if is_named else f'{words} output')} afterwards"
    for quantity in QUANTITIES:
        pattern = r"\b" + quantity.replace(" ", r"\s+") + r"\b"
        rest, count = re.subn(pattern, " ", words, count=1, flags=re.IGNORECASE)
        if count:
            name = re.sub(r"\bof\b|\btotal\b|[:=]", " ", rest).strip()
            return f"{quantity} of {name}" if name else quantity
    return words


def numbers_of(example: Any, recipe: Recipe) -> dict[str, float]:
    """Return all numbers of one learning step, in the order in which they come about.

    recipe: how each step is done; it gets the example's learning rate.
    """
    recipe.learning_rate = example.learning_rate
    network = network_by(example, recipe)
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
            # The same for all Links that lead to a Neuron, so people note it with the Neuron.
            output_sensitivity = link.output_sensitivity
            numbers[f"output sensitivity of {link.output_neuron.name}"] = output_sensitivity
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


def network_by(example: Any, recipe: Recipe) -> Network:
    """Return the example's network, made of Links and Neurons that follow a Recipe."""
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


def likely_mistake(
    example: Any,
    recipe: Recipe,
    given: Sequence[Given],
    place: int,
    right: Mapping[str, float],
) -> tuple[tuple[str, ...], str]:
    """Return the name of the likeliest mistake (none if unknown), and the sentence about it.

    recipe: how the step is done rightly.
    given: all numbers that were given, in order; the one at `place` is the first wrong one.

    It is the one that explains the most of the given numbers; first come those that are made where
    this number comes about, and of these, those that leave the numbers before it right. Of those
    that are made before, only such. Each is tried everywhere, and only where this number comes
    about, with whatever follows.
    """
    wrong = given[place]
    before_the_nudge = wrong.label.removesuffix(" afterwards")
    if before_the_nudge != wrong.label and wrong.fits(right[before_the_nudge]):
        return ("old weights again",), "Yours is what comes out if the old weights are used again."
    slip = slip_in(wrong, right[wrong.label])
    first, others = by_where_it_is_made(example, wrong.label)
    before = given[:place]
    for mistakes, still_right in ((first, before), (first, given[:0]), (others, before)):
        explained = {}
        for mistake in mistakes:
            count = explained_by(example, recipe, mistake, wrong, given, still_right, right)
            if count:
                explained[mistake.name] = count
        # Of several that explain as much, the likeliest stands first.
        names = sorted(explained, key=lambda each: -explained[each])
        if len(names) > 1 and wrong.number == 0:
            # So many lead to 0 that none is likely.
            some = [mistake.words for mistake in mistakes if mistake.name in names[:2]]
            return (), f"Several mistakes lead to 0 here, such as: {'; or '.join(some)}."
        if names:
            name = names[0]
            is_sum = wrong.label.startswith(("total input", "output of"))
            if slip == "sign lost" and is_sum and name != "bias left out":
                # That a minus was not written is likelier.
                break
            [words] = [mistake.words for mistake in mistakes if mistake.name == name]
            return (name,), f"Yours is what comes out if {words}."
    if slip:
        return (slip,), SLIPS[slip]
    if wrong.is_next_to(right[wrong.label]):
        return (), "It is nearly right: go on with more decimals (three are enough)."
    return (), "Which mistake that comes from is not known here: do this sum once more."


def by_where_it_is_made(example: Any, label: str) -> tuple[list[Mistake], list[Mistake]]:
    """Return the mistakes that are made where a number comes about, and those made before."""
    quantity, _, name = label.removesuffix(" afterwards").partition(" of ")
    outputs = [neuron.name for neuron in example.network().neuron_layers[-1].neurons]
    method = MADE_IN[quantity]
    if quantity == "sensitivity" and name in outputs:
        method = "ErrorFunction.sensitivities"
    possible = MISTAKES_ON_PAPER
    if quantity == "new weight" and name.startswith("b"):
        # Of a bias, that it was left out is likelier.
        possible = sorted(possible, key=lambda mistake: "bias" not in mistake.name)
    first = [mistake for mistake in possible if mistake.method == method]
    return first, [mistake for mistake in possible if mistake.method != method]


def send_the_first_only(recipe: Recipe, link: Link, sensitivity: Number) -> None:
    """Send it only if nothing was sent there yet."""
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
# The likeliest first.
MISTAKES_ON_PAPER = [
    ONE_PATH,
    *sorted(
        [
            mistake._replace(words=ON_PAPER.get(mistake.name, mistake.words))
            for mistake in MISTAKES
            if mistake.method in METHODS and mistake.name not in NOT_ON_PAPER
        ],
        key=lambda mistake: mistake.name != "bias left out",
    ),
    TOO_EARLY,
]


def explained_by(
    example: Any,
    recipe: Recipe,
    mistake: Mistake,
    wrong: Given,
    given: Sequence[Given],
    still_right: Sequence[Given],
    right: Mapping[str, float],
) -> int:
    """Return how many of the given numbers a mistake explains, made everywhere or only there.

    still_right: numbers that it has to leave as they should be.

    0 if it doesn't explain the wrong one.
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
            # Or it was made in this number only, and others are right all the same.
            stays = sum([one.fits(right[one.label]) for one in given]) + 1
            explained = max(explained, follows, stays)
    return explained


def only_for(label: str, mistake: Mistake) -> dict[str, Callable[..., Any]]:
    """Return a mistake that is only made at the Link or Neuron that a number is of."""
    name = label.removesuffix(" afterwards").partition(" of ")[2]

    def only_there(step: str, method: Callable[..., Any]) -> Callable[..., Any]:
        usual = getattr(Recipe, step)

        def changed(recipe: Recipe, *arguments: Any) -> Any:
            thing = arguments[0] if arguments else None
            return (method if is_there(thing, name) else usual)(recipe, *arguments)

        return changed

    return {step: only_there(step, method) for step, method in mistake.changes.items()}


def is_there(thing: Any, name: str) -> bool:
    """Whether this is the Link or Neuron of that name, or a Link that leads from or to it."""
    if getattr(thing, "name", None) == name:
        return True
    ends = [getattr(thing, end, None) for end in ("input_neuron", "output_neuron")]
    return name in [getattr(end, "name", None) for end in ends]


SLIPS = {
    "sign lost": "It is the right number, but for its sign.",
    "decimal point": "It has the right digits; the decimal point is in the wrong place.",
    "digits swapped": "Two of its digits have changed places.",
}


def slip_in(wrong: Given, right: float) -> str:
    """Return what kind of slip of the pen it may be; nothing if it is none that is known."""
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
    """Return the homework in a CSV or JSON file; None if that is something else, or too large.

    A CSV file begins with the line "homework,mazur"; each other line is a name and a number, or a
    name whose number is still to come. (With semicolons between them, a comma may stand before
    decimals.) A JSON file is an object with the same.

    Raises ValueError, with the line, for a line that doesn't fit; and if numbers from paper stand
    there, but the first line doesn't say what they are of.
    """
    if path.stat().st_size > MOST_BYTES:
        return None
    with reading(path):
        content = path.read_bytes()
    # What Windows calls Unicode is UTF-16. A name may have letters of yet another encoding; the
    # numbers are the same in all of them.
    is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if is_utf_16 else "utf-8-sig", errors="replace")
    if path.suffix.lower() == ".json":
        try:
            content = json.loads(text, parse_float=str, parse_int=str)
        except (ValueError, RecursionError) as problem:
            if '"homework"' in text:
                raise ValueError(
                    f'{path} must be like {{"homework": "mazur", "h1 output": 0.5933}}, but it '
                    f"is no JSON: {problem}"
                ) from None
            return None
        is_one = isinstance(content, dict) and "homework" in content
        return content if is_one else None
    first, *_ = [line.strip() for line in text.strip().splitlines()] or [""]
    cells = cells_in(first)
    if len(cells) > 1 and cells[0].lower() == "homework":
        return dict(lines_of(path, text))
    meant = re.sub("^homework", "", first, flags=re.IGNORECASE).strip(" ,;:")
    if re.fullmatch(rf"sheet\s*\d+|{'|'.join(PUBLISHED)}", meant, flags=re.IGNORECASE):
        raise ValueError(
            f'{path}: the first line must be "homework,{meant}"; got {short_text(first)}'
        )
    is_number = cells and label_of(cells[0]).startswith(tuple([f"{q} of " for q in QUANTITIES]))
    if is_number or cells == ["homework"]:
        raise ValueError(
            f'{path}: if these are numbers from paper, the first line must be "homework,sheet 7" '
            f'or "homework,mazur", or whatever they are of; got {short_text(first)}'
        )
    return None


def cells_in(line: str) -> list[str]:
    """Return what stands between the semicolons of a line, or if there are none, the commas."""
    delimiter = ";" if ";" in line else ","
    [row] = csv.reader([line.replace("\0", " ")], delimiter=delimiter, skipinitialspace=True)
    return [cell.strip() for cell in row if cell.strip()]


def is_number(text: str) -> bool:
    """Whether a cell holds a number and no name, with a point or a comma before decimals."""
    return re.fullmatch(r"[-+]?\d*[.,]?\d+", text) is not None


def lines_of(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """Yield each line of a CSV text as a name and a number; ValueError for one that is neither.

    Where no number stands yet, the line is left out. Of a remark, all that stands there is yielded.
    """
    seen = set()
    for number, line in enumerate(text.splitlines(), start=1):
        cells = cells_in(line)
        if not cells:
            continue
        name = cells[0].rstrip(": ")
        if len(cells) == 2 and is_number(cells[0]) and not is_number(cells[1]):
            raise ValueError(
                f"{path}, line {number}: the name comes first, then the number; got "
                f"{short_text(line)}"
            )
        if name.lower() in seen:
            raise ValueError(f"{path}, line {number}: {short_text(name)} stands there twice")
        seen.add(name.lower())
        if name.lower() in ("homework", *REMARKS):
            yield name.lower(), " ".join(cells[1:])
            continue
        if len(cells) == 1 and not re.search(r"(^|[\s:=])[-+]?[\d.,]*\d$", cells[0]):
            continue
        if len(cells) == 3 and cells[1].lstrip("-").isdigit() and cells[2].isdigit():
            raise ValueError(
                f"{path}, line {number}: for {cells[1]},{cells[2]} write {cells[1]}.{cells[2]} "
                f"with a point, or {name};{cells[1]},{cells[2]} with a semicolon"
            )
        if len(cells) != 2:
            raise ValueError(
                f"{path}, line {number}: a name, a comma and a number should stand there, such as "
                f"h1 output,0.5933; got {short_text(line)}"
            )
        yield name, cells[1].replace(",", ".") if ";" in line else cells[1]
