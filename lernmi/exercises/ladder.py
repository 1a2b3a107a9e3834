"""The twelve exercises, in their order: what has to be written, hints, and how it is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import identity
from lernmi.data.tables import number_in
from lernmi.exercises.checker import NotWritten, check_parts
from lernmi.exercises.diagnosis import Finding
from lernmi.exercises.functions import TASKS, check_function
from lernmi.exercises.homework import check_numbers
from lernmi.network import Network
from lernmi.support.texts import short_text

HERE = Path(__file__).parent
# One part of an exercise: its name, and what looks at the learner's names and says how it is.
Part = tuple[str, Callable[[Mapping[str, Any]], Finding]]


class Exercise(NamedTuple):
    """One exercise.

    number, name: from 1 on; the name is that of its file, without the ending.
    minutes: about how long it takes.
    hints: three, each saying more than the one before.
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
        """The text of that file, as it is at the beginning."""
        return (HERE / "_files" / self.file).read_text(encoding="utf-8")

    @property
    def solution(self) -> str:
        """The same, solved."""
        return (HERE / "_solutions" / self.file).read_text(encoding="utf-8")

    @property
    def title(self) -> str:
        """What it is about, in a few words."""
        first_line = self.task.splitlines()[0]
        return first_line.partition(": ")[2].rpartition(" (")[0]


class OnPaper(NamedTuple):
    """One learning step to be done on paper; all activations are identity.

    weights: a list for each layer of Links, in Link order.
    learning_rate: 0.1, unless another is given.
    """

    layer_sizes: Sequence[int]
    weights: Sequence[Sequence[float]]
    inputs: Sequence[float]
    expected: Sequence[float]
    learning_rate: float = 0.1

    @property
    def wants_all_decimals(self) -> bool:
        """Its numbers come out even, so they are to be written with all decimals."""
        return True

    def network(self) -> Network:
        """Return the network, with these weights."""
        network = Network(self.layer_sizes, activation=identity)
        network.weights = self.weights
        return network


# What a part can be.


def classes(*names: str) -> Part:
    """Return the part of classes of these names, tried together in real networks."""

    def look(namespace: Mapping[str, Any]) -> Finding:
        return check_parts([found(namespace, name) for name in names])

    return " and ".join(names), look


def function(name: str) -> Part:
    """Return the part of a function, by its name in `TASKS`."""
    return name, lambda namespace: check_function(TASKS[name], found(namespace, name))


def numbers_of(example: OnPaper) -> Part:
    """Return the part of `numbers`, a dictionary of what was computed on paper."""

    def look(namespace: Mapping[str, Any]) -> Finding:
        numbers = found(namespace, "numbers")
        if not isinstance(numbers, Mapping):
            raise ValueError(f"numbers must be a dictionary; got {short_text(numbers)}")
        given = {name: number for name, number in numbers.items() if number is not None}
        if not given:
            raise NotWritten("no number stands there yet")
        finding = check_numbers(example, given)
        missing = [name for name, number in numbers.items() if number is None]
        if finding.is_right and missing:
            raise NotWritten(
                f"{len(given)} of {len(numbers)} are right. Still to come: {', '.join(missing)}."
            )
        return finding

    return "numbers", look


def answers(name: str, right: Any, why_not: Mapping[Any, str]) -> Part:
    """Return the part of an answer that is chosen.

    name: what the answer is called in the learner's file.
    right: the answer, a small letter or a number.
    why_not: for wrong ones, what speaks against them; none needs to be there.
    """

    def look(namespace: Mapping[str, Any]) -> Finding:
        answer = found(namespace, name)
        if isinstance(answer, str):
            # "b", "(b)", "b) because ..", and numbers as text, too.
            letter = re.match(r"\(?([a-z])(\)|$)", answer.strip().lower())
            answer = letter[1] if letter else number_in(answer.strip()) or answer
        if answer is None:
            raise NotWritten("no answer stands there yet")
        if isinstance(answer, tuple):
            raise ValueError(
                f"there must be one answer; got {short_text(answer)}; a number with "
                "decimals is "
                "written with a point, such as 1.5"
            )
        if answer == right:
            return Finding(True, "Right.")
        try:
            reason = why_not.get(answer, "")
        except TypeError:
            reason = ""
        return Finding(False, f"{short_text(answer)} is not it. {reason}".strip())

    return name, look


def choices(name: str, right: Mapping[str, bool], why: Mapping[str, str]) -> Part:
    """Return the part of several questions that are answered by True or False.

    name: what the dictionary of answers is called in the learner's file.
    right: by question, the answer.
    why: by question, what speaks for the right answer.
    """

    def look(namespace: Mapping[str, Any]) -> Finding:
        given = found(namespace, name)
        if not isinstance(given, Mapping):
            raise ValueError(f"{name} must be a dictionary; got {short_text(given)}")
        open_ones = [key for key in right if given.get(key) is None]
        for key, answer in right.items():
            if key not in open_ones and given[key] != answer:
                return Finding(False, f"{key}: {short_text(given[key])} is not it. {why[key]}")
        if open_ones:
            raise NotWritten(f"still to be answered: {', '.join(open_ones)}")
        return Finding(True, "Right.")

    return name, look


def found(namespace: Mapping[str, Any], name: str) -> Any:
    """Return what bears a name in the learner's file; ValueError if nothing does."""
    if name not in namespace:
        raise ValueError(f"there is no {name} in it: something has to bear that name")
    return namespace[name]


LADDER: Sequence[Exercise] = (
    Exercise(
        1,
        "01_one_link",
        10,
        (
            "What arrives at y1? x1's Link delivers 2 x 0.5, the bias's Link 1 x 0.25.",
            "The output is 0.25 above what is expected. That is y1's sensitivity, and half of its "
            "square is the error.",
            "The weight of x1's Link counts 2 times (what x1 gave), that of the bias's Link once. "
            "So their weight sensitivities are 0.25 x 2 and 0.25 x 1.",
        ),
        [numbers_of(OnPaper([1, 1], [[0.25, 0.5]], [2.0], [1.0]))],
    ),
    Exercise(
        2,
        "02_try_it",
        15,
        (
            "Ask for the error twice: before and after link.weight was changed.",
            "By how much did the error change, for each 1 that the weight changed? Divide one by "
            "the other. And put the weight back.",
            "before = error_of(..); link.weight = weight + change; after = error_of(..); then "
            "link.weight = weight; and what is returned is (after - before) / change.",
        ),
        [function("tried")],
    ),
    Exercise(
        3,
        "03_forwards",
        20,
        (
            "Each of the three methods is one or two lines. Nothing is returned: the Link calls a "
            "method of its output Neuron, and the Neuron sets its own attributes.",
            "The Link: self.output_neuron.receive(self.input_neuron.output * self.weight). Why "
            "must receive add, and not set?",
            "receive: self.total_input += value. activate: self.output = "
            "self.activation.function(self.total_input), and the slope likewise, from both.",
        ),
        [classes("MyLink", "MyNeuron")],
    ),
    Exercise(
        4,
        "04_slope",
        20,
        (
            "A slope is found as in exercise 2: the change of the result, divided by the change of "
            "what goes in.",
            "For the formula: at s = 0.5 it is 0.25 = 0.5 x 0.5; at s = 0.7311 it is 0.1966. And "
            "0.7311 x 0.2689 is ..?",
            "0.2689 is 1 - 0.7311. So the slope is s times (1 - s).",
        ),
        [function("tried_slope"), function("slope")],
    ),
    Exercise(
        5,
        "05_chain",
        15,
        (
            "Go along the path and multiply: 0.01, then x 2, then x 3.",
            "On the way back it is the same: y1's sensitivity is output - expected; h1 counts 3 "
            "times in y1.",
            "y1 gives 6, so its sensitivity is 6 - 10 = -4. h1's is -4 x 3. The weight of x1->h1 "
            "counts as often as x1 gives: 1.",
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
            "y1 is too high by 1: its sensitivity is 1. y2 is too low by 2: its sensitivity is -2.",
            "Over the first path 1 x 2 comes back, over the second -2 x (-1). Both happen at once.",
            "They add: 2 + 2 = 4. For `fork`, add sensitivity x weight over all pairs.",
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
            "Begin with the output Neuron: what I deliver goes through its slope, and then counts "
            "as much as its sensitivity says. Along a path, slopes multiply.",
            "I deliver input x weight. Seen from the weight, that counts as many times as the "
            "input Neuron's output; seen from the input Neuron, as many times as the weight.",
            "output sensitivity = output_neuron.sensitivity x output_neuron.slope; weight "
            "sensitivity = that x input_neuron.output, added (+=); sent back = that x weight.",
        ),
        [classes("MyLink")],
    ),
    Exercise(
        8,
        "08_nudge",
        25,
        (
            "A positive sensitivity means: a larger weight, a larger error. So the nudge goes the "
            "other way: minus.",
            "After the nudge the weight sensitivity goes back to 0. For too_early: two loops over "
            "link_layer.links, inside one over reversed(network.link_layers).",
            "The first loop finds the output sensitivity and nudges the weight; the second sends "
            "output sensitivity x link.weight back, which is the new weight by then.",
        ),
        [classes("MyLink"), function("too_early")],
    ),
    Exercise(
        9,
        "09_bias",
        20,
        (
            "Without a bias the total input of zeros is 0, whatever the weights are. What is "
            "sigmoid(0)?",
            "For OR, w1 and w2 have to be above 0, and w1 + w2 too: no trouble. For AND, w1 and w2 "
            "have to be below 0, and w1 + w2 above 0. Can that be?",
            "XOR needs w1 and w2 above 0, and w1 + w2 below 0. A bias shifts all rows by the same, "
            'so it doesn\'t help. A hidden Neuron can notice "both".',
        ),
        [
            answers(
                "output_of_zeros",
                0.5,
                {0: "That is the total input. And sigmoid(0)?", 1: "And what is sigmoid(0)?"},
            ),
            choices(
                "right_in_other_rows",
                {"not": True, "and": False, "or": True, "nand": False, "xor": False},
                {
                    "not": "Its other row is a 1 that must become 0: any weight below 0 does it.",
                    "and": "One input alone should stay below 0, both together get above it: but a "
                    "sum of two numbers below 0 is below 0.",
                    "or": "With both weights above 0, every sum of them is above 0.",
                    "nand": "One input alone should get above 0, both together below it: but a sum "
                    "of two numbers above 0 is above 0.",
                    "xor": "One input alone should get above 0, both together below it: but a sum "
                    "of two numbers above 0 is above 0.",
                },
            ),
            answers(
                "why_xor_needs_hidden_neurons",
                "b",
                {
                    "a": "All four gates have four rows.",
                    "c": "It comes as near as one wants, and anything below 0.5 counts as 0.",
                    "d": "However large they are, it stays a sum.",
                },
            ),
        ],
    ),
    Exercise(
        10,
        "10_stuck",
        20,
        (
            "Look at the first layer (b1.. and x..) and at the last one (b2.. and h..): in which "
            "of them is anything left of the error?",
            "In A the last layer has sensitivities, the first none: by what are they multiplied on "
            "the way back? In C all are tiny, and the outputs are 1.0000: what is s(1 - s) there?",
            "In B look at the weight: after one nudge it is -5.9, and then nothing moves it.",
        ),
        [
            answers(
                "why_a",
                "p",
                {
                    "q": "The learning rate is not even used there.",
                    "r": "The output is 0.5, where sigmoid's slope is largest.",
                    "s": "One of them is 1.",
                },
            ),
            answers(
                "why_b",
                "q",
                {
                    "p": "Its weights begin at random, and not at 0.",
                    "r": "That is what it has come to; but what has brought it there?",
                    "s": "They are 0 and 1, as in A and C.",
                },
            ),
            answers(
                "why_c",
                "r",
                {
                    "p": "Its weights are 10, and not 0.",
                    "q": "Nothing was nudged there.",
                    "s": "They are 1.",
                },
            ),
        ],
    ),
    Exercise(
        11,
        "11_batches",
        30,
        (
            "learn_batch: a loop with propagate, compare, backpropagate; and after the loop one "
            "nudge.",
            "The mean is what was added up, divided by how many samples there are. You can divide "
            "the learning rate instead. In MyMomentum: link.weight_sensitivity / batch_length.",
            "velocity = self.momentum * self.velocities.get(position, 0) + mean; keep it under "
            "position; link.weight = link.weight - learning_rate * velocity.",
        ),
        [function("learn_batch"), function("MyMomentum")],
    ),
    Exercise(
        12,
        "12_softmax",
        40,
        (
            "softmax: math.exp of each output, divided by the sum of all. Subtract max(outputs) "
            "from all of them first.",
            "cross_entropy: -math.log of one probability: which one? The one where expected is 1.",
            "sensitivities: probability - expected, for each output. No slope any more: that of "
            "the logarithm and that of softmax have cancelled out.",
        ),
        [function("softmax"), function("cross_entropy"), function("sensitivities")],
    ),
)


def exercise_for(path: Path) -> Exercise | None:
    """Return the exercise whose file this is, by the number that its name begins with, or None."""
    for exercise in LADDER:
        if path.name == exercise.file or path.name.startswith(f"{exercise.number:02}_"):
            return exercise
    return None
