"""The twelve exercises in order: their files, their hints, and how lernmi checks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.data.cells import number_in
from lernmi.exercises.checker import NotWritten, check_parts
from lernmi.exercises.diagnosis import Finding
from lernmi.exercises.functions import TASKS, check_function
from lernmi.exercises.homework import check_numbers, compared
from lernmi.exercises.on_paper import OnPaper, finding_on_paper
from lernmi.support.texts import short_text

HERE = Path(__file__).parent
# One part of an exercise: its name, and a function that checks what the learner's file defines.
Part = tuple[str, Callable[[Mapping[str, Any]], Finding]]


class Exercise(NamedTuple):
    """One exercise.

    number: its number, starting at 1.
    name: the name of its file, without the ending.
    minutes: about how long it takes.
    hints: three, each more detailed than the one before.
    parts: what has to be right, in this order.
    """

    number: int
    name: str
    minutes: int
    hints: Sequence[str]
    parts: Sequence[Part]

    @property
    def file(self) -> str:
        """The name of the file that the learner works on."""
        return f"{self.name}.py"

    @property
    def task(self) -> str:
        """The text of that file before the learner writes anything."""
        return (HERE / "_files" / self.file).read_text(encoding="utf-8")

    @property
    def solution(self) -> str:
        """The text of the solution."""
        return (HERE / "_solutions" / self.file).read_text(encoding="utf-8")

    @property
    def title(self) -> str:
        """What the exercise is about, in a few words."""
        first_line = self.task.splitlines()[0]
        return first_line.partition(": ")[2].rpartition(" (")[0]

    def title_of(self, part: str) -> str:
        """Return the title of a verdict on one part ("" for the whole file).

        It is "Exercise 7" or, where there are several parts, "Exercise 4, slope".
        """
        title = f"Exercise {self.number}"
        return f"{title}, {part}" if part and len(self.parts) > 1 else title


# The kinds of parts.


def classes(*names: str) -> Part:
    """Return the part that tries the classes with these names together, in real networks."""

    def look(namespace: Mapping[str, Any]) -> Finding:
        return check_parts([thing_named(namespace, name) for name in names])

    return " and ".join(names), look


def function(name: str) -> Part:
    """Return the part that checks a function, by its name in `TASKS`."""
    return name, lambda namespace: check_function(TASKS[name], thing_named(namespace, name))


def numbers_of(example: OnPaper) -> Part:
    """Return the part that checks `numbers`, a dictionary of numbers from paper."""

    def look(namespace: Mapping[str, Any]) -> Finding:
        numbers = thing_named(namespace, "numbers")
        if not isinstance(numbers, Mapping):
            raise ValueError(f"numbers must be a dictionary; got {short_text(numbers)}")
        given = {name: number for name, number in numbers.items() if number is not None}
        if not given:
            raise NotWritten("no number is filled in yet")
        wrong = compared(example, given).wrong
        if wrong is not None:
            return finding_on_paper(example, wrong, str(namespace.get("__file__", "")))
        missing = [name for name, number in numbers.items() if number is None]
        if missing:
            raise NotWritten(
                f"{len(given)} of {len(numbers)} numbers are right; still missing: "
                f"{', '.join(missing)}"
            )
        return check_numbers(example, given)

    return "numbers", look


def answers(name: str, right: Any, why_not: Mapping[Any, str]) -> Part:
    """Return the part that checks one answer.

    name: the name of the answer in the learner's file.
    right: the right answer, a small letter or a number.
    why_not: for some wrong answers, why they are wrong.
    """

    def look(namespace: Mapping[str, Any]) -> Finding:
        answer = thing_named(namespace, name)
        if isinstance(answer, str):
            # Also accept "(b)", "b) because ..", and numbers in quotes.
            letter = re.match(r"\(?([a-z])(\)|$)", answer.strip().lower())
            answer = letter[1] if letter else number_in(answer.strip()) or answer
        if answer is None:
            raise NotWritten(f"no answer yet: {name}")
        if isinstance(answer, tuple):
            raise ValueError(
                f"there must be one answer; got {short_text(answer)}. Write decimals with a point, "
                "such as 1.5"
            )
        if answer == right:
            return Finding(True, "Right.")
        try:
            reason = why_not.get(answer, "")
        except TypeError:
            reason = ""
        return Finding(False, f"{short_text(answer)} is not right. {reason}".strip())

    return name, look


def choices(name: str, right: Mapping[str, bool], why: Mapping[str, str]) -> Part:
    """Return the part that checks several answers, each True or False.

    name: the name of the dictionary of answers in the learner's file.
    right: the right answer to each question.
    why: for each question, the reason for the right answer.
    """

    def look(namespace: Mapping[str, Any]) -> Finding:
        given = thing_named(namespace, name)
        if not isinstance(given, Mapping):
            raise ValueError(f"{name} must be a dictionary; got {short_text(given)}")
        open_ones = [key for key in right if given.get(key) is None]
        for key, answer in right.items():
            if key not in open_ones and given[key] != answer:
                return Finding(False, f"{key}: {short_text(given[key])} is not right. {why[key]}")
        if open_ones:
            raise NotWritten(f"still to answer: {', '.join(open_ones)}")
        return Finding(True, "Right.")

    return name, look


def thing_named(namespace: Mapping[str, Any], name: str) -> Any:
    """Return the thing with this name in the learner's file, or raise ValueError."""
    if name not in namespace:
        raise ValueError(f"{name} is missing: the file must define something with that name")
    return namespace[name]


LADDER: Sequence[Exercise] = (
    Exercise(
        1,
        "01_one_link",
        10,
        (
            "What arrives at y1? x1->y1 delivers 2 × 0.5, and b1->y1 delivers 1 × 0.25.",
            "The output is 0.25 too high. That is y1's sensitivity. The error is half of its "
            "square.",
            "Raise the weight of x1->y1 by 1, and it delivers 2 more, because x1 outputs 2. Raise "
            "that of b1->y1 by 1, and it delivers 1 more. So their weight sensitivities are "
            "0.25 × 2 and 0.25 × 1.",
        ),
        [numbers_of(OnPaper([1, 1], [[0.25, 0.5]], [2.0], [1.0]))],
    ),
    Exercise(
        2,
        "02_try_it",
        15,
        (
            "Get the error twice: before you change link.weight, and after.",
            "Divide the change of the error by the change of the weight. And don't forget to put "
            "the weight back.",
            "before = error_of(..); weight = link.weight; link.weight = weight + change; after = "
            "error_of(..); link.weight = weight; return (after - before) / change.",
        ),
        [function("tried")],
    ),
    Exercise(
        3,
        "03_forwards",
        20,
        (
            "Each of the three methods takes one or two lines. None returns anything: the Link "
            "calls a method of its output Neuron, and the Neuron sets its own attributes.",
            "The Link: self.output_neuron.receive(self.input_neuron.output * self.weight). Several "
            "Links deliver to the same Neuron. So what must receive do with each value?",
            "receive: self.total_input += value. activate: self.output = "
            "self.activation.function(self.total_input); self.slope = "
            "self.activation.slope(self.total_input, self.output).",
        ),
        [classes("MyLink", "MyNeuron")],
    ),
    Exercise(
        4,
        "04_slope",
        20,
        (
            "Measure the slope as in exercise 2: divide the change of the result by the change of "
            "x.",
            "The formula: at s = 0.5 it gives 0.25, which is 0.5 × 0.5. At s = 0.7311 it gives "
            "0.1966. And what is 0.7311 × 0.2689?",
            "0.2689 is 1 - 0.7311. So the slope is s × (1 - s).",
        ),
        [function("tried_slope"), function("slope")],
    ),
    Exercise(
        5,
        "05_chain",
        15,
        (
            "Follow the path and multiply: 0.01 × 2 × 3.",
            "The way back works the same: y1's sensitivity is output - expected. Raise h1's output "
            "by 1, and y1's output rises by 3.",
            "y1 outputs 6, so its sensitivity is 6 - 10 = -4. h1's is -4 × 3. Raise the weight of "
            "x1->h1 by 1, and it delivers 1 more, because x1 outputs 1.",
        ),
        [
            function("chain"),
            numbers_of(OnPaper([1, 1, 1], [[0.0, 2.0], [0.0, 3.0]], [1.0], [10.0])),
        ],
    ),
    Exercise(
        6,
        "06_fork",
        15,
        (
            "y1 is 1 too high, so its sensitivity is 1. y2 is 2 too low, so its sensitivity is -2.",
            "y1 sends back 1 × 2, and y2 sends back -2 × (-1). Mind the signs.",
            "They add: 2 + 2 = 4. In `fork`, add up sensitivity × weight for all pairs.",
        ),
        [
            numbers_of(OnPaper([1, 1, 2], [[0.0, 1.0], [0.0, 0.0, 2.0, -1.0]], [1.0], [1.0, 1.0])),
            function("fork"),
        ],
    ),
    Exercise(
        7,
        "07_backpropagate",
        25,
        (
            "Begin with the output Neuron. Deliver 1 more: its output rises by its slope, and the "
            "error by that × its sensitivity. Along a path, slopes multiply.",
            "A Link delivers input × weight. Raise the weight by 1, and it delivers the input "
            "Neuron's output more. Raise that output by 1, and it delivers the weight more.",
            "output sensitivity = output_neuron.sensitivity × output_neuron.slope. Add (+=) that × "
            "input_neuron.output to weight_sensitivity. Send back that × weight.",
        ),
        [classes("MyLink")],
    ),
    Exercise(
        8,
        "08_nudge",
        25,
        (
            "A positive sensitivity means that a larger weight makes a larger error. So the nudge "
            "goes the other way: subtract.",
            "After the nudge, set the weight sensitivity back to 0. too_early needs a loop over "
            "reversed(network.link_layers), and inside it two loops over link_layer.links.",
            "The first of the two works out the output sensitivity and nudges the weight. The "
            "second sends back output sensitivity × link.weight, which is the new weight by then.",
        ),
        [classes("MyLink"), function("too_early")],
    ),
    Exercise(
        9,
        "09_bias",
        20,
        (
            "Without a bias, inputs of 0 give a total input of 0, whatever the weights are. What "
            "is sigmoid(0)?",
            "OR needs w1, w2 and w1 + w2 above 0, and that is possible. AND needs w1 and w2 below "
            "0, but w1 + w2 above 0. Is that possible?",
            "XOR needs w1 and w2 above 0, but w1 + w2 below 0. A bias shifts all rows by the same "
            'amount, so it doesn\'t help. A hidden Neuron can detect "both".',
        ),
        [
            answers(
                "output_of_zeros",
                0.5,
                {0: "That is the total input. What is sigmoid(0)?", 1: "What is sigmoid(0)?"},
            ),
            choices(
                "right_in_other_rows",
                {"not": True, "and": False, "or": True, "nand": False, "xor": False},
                {
                    "not": "Its other row is a 1 that must become 0: any weight below 0 does that.",
                    "and": "Each input alone must stay below 0, but both together be above 0. "
                    "But the sum of two numbers below 0 is below 0.",
                    "or": "If both weights are above 0, all three rows are above 0.",
                    "nand": "Each input alone must be above 0, and both together below 0. But the "
                    "sum of two numbers above 0 is above 0.",
                    "xor": "Each input alone must be above 0, and both together below 0. But the "
                    "sum of two numbers above 0 is above 0.",
                },
            ),
            answers(
                "why_xor_needs_hidden_neurons",
                "b",
                {
                    "a": "All four gates have four rows.",
                    "c": "It can get as near to 0 as you want, and anything below 0.5 counts as 0.",
                    "d": "However large the weights are, it is still a sum.",
                },
            ),
        ],
    ),
    Exercise(
        10,
        "10_stuck",
        20,
        (
            "Compare the Links of the first layer (from b1, x1 and x2) with those of the last one "
            "(from b2, h1 and h2). Which of them have sensitivities other than 0?",
            "In A, the last layer has sensitivities, but in the first all are 0. What are they "
            "multiplied by on the way back? In C, all are tiny and the output is 1.0000. What is "
            "s × (1 - s) there?",
            "In B, look at the weight. One nudge takes it to -5.9, and after that it hardly moves.",
        ),
        [
            answers(
                "why_a",
                "p",
                {
                    "q": "A is never nudged.",
                    "r": "The output is 0.5, where sigmoid's slope is largest.",
                    "s": "One of the inputs is 1.",
                },
            ),
            answers(
                "why_b",
                "q",
                {
                    "p": "Its weights start at random, not at 0.",
                    "r": "That is where it ended. But what brought it there?",
                    "s": "The inputs are 0 and 1, as in A and C.",
                },
            ),
            answers(
                "why_c",
                "r",
                {
                    "p": "Its weights are 10, not 0.",
                    "q": "C is never nudged.",
                    "s": "The inputs are 1.",
                },
            ),
        ],
    ),
    Exercise(
        11,
        "11_batches",
        30,
        (
            "learn_batch: loop over the samples with propagate, compare and backpropagate. Nudge "
            "once, after the loop.",
            "The mean is the sum divided by the number of samples. You can divide the learning "
            "rate instead. In MyMomentum, the mean is link.weight_sensitivity / batch_length.",
            "velocity = self.momentum * self.velocities.get(position, 0) + mean; "
            "self.velocities[position] = velocity; link.weight = link.weight - learning_rate * "
            "velocity.",
        ),
        [function("learn_batch"), function("MyMomentum")],
    ),
    Exercise(
        12,
        "12_softmax",
        40,
        (
            "softmax: subtract max(outputs) from every output. Then take math.exp of each, and "
            "divide it by the sum of all.",
            "cross_entropy: -math.log of the probability at the place where expected is 1.",
            "sensitivities: probability - expected, for each output. No slope is left, because the "
            "slopes of the logarithm and of softmax cancel out.",
        ),
        [function("softmax"), function("cross_entropy"), function("sensitivities")],
    ),
)


def exercise_for(path: Path) -> Exercise | None:
    """Return the exercise in a file, by the number at the start of the file's name, or None."""
    for exercise in LADDER:
        if path.name == exercise.file or path.name.startswith(f"{exercise.number:02}_"):
            return exercise
    return None
