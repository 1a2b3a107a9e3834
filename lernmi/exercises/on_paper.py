"""Exercises on paper: what is wrong with a number, without the right one."""

from __future__ import annotations

import linecache
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import identity
from lernmi.exercises.calculations import calculation, how_it_is_off, with_names
from lernmi.exercises.catalogue import MISTAKES
from lernmi.exercises.diagnosis import UNKNOWN, Finding
from lernmi.exercises.homework import WrongNumber
from lernmi.exercises.questions import question_about
from lernmi.exercises.recipes import Parts
from lernmi.exercises.trials import Trial, place_of, readings
from lernmi.network import Network

# How to work out each number.
FORMULAS = {
    "total input": "for each Link: input Neuron's output × weight; add them all",
    "output": "with the activation identity, the output is the total input",
    "error": "half of (output - expected)²",
    "sensitivity": "of an output: output - expected\n"
    "of a hidden Neuron: for each Link from it, output Neuron's sensitivity × weight; add them",
    "weight sensitivity": "output Neuron's sensitivity × input Neuron's output",
    "new weight": "weight - learning rate × weight sensitivity",
}
# The catalogue's mistake with the same question.
ASKED_LIKE = {"only one path": "sent over the others", "sign lost": "expected minus output"}


class OnPaper(NamedTuple):
    """One learning step to do on paper; all activations are identity.

    weights: a list for each layer of Links, in Link order.
    learning_rate: the learning rate of the nudge.
    """

    layer_sizes: Sequence[int]
    weights: Sequence[Sequence[float]]
    inputs: Sequence[float]
    expected: Sequence[float]
    learning_rate: float = 0.1

    @property
    def wants_all_decimals(self) -> bool:
        """Its numbers have few decimals, so learners should write all of them."""
        return True

    def network(self) -> Network:
        """Return the network, with these weights."""
        network = Network(self.layer_sizes, activation=identity)
        network.weights = self.weights
        return network


def finding_on_paper(example: OnPaper, wrong: WrongNumber, file: str) -> Finding:
    """Return a Finding about the first wrong number that doesn't say what the right one is.

    file: the learner's; its line with the number is the place.
    """
    given, reason = wrong.given, wrong.reason
    quantity = place_of(given.label)[0]
    right = right_numbers(example).get(given.label)
    off = how_it_is_off(given.number, right)
    rows = [("Yours", f"{given.name} = {given.text}\n{off}".strip())]
    question = "".join([question_named(name) for name in reason.mistakes])
    rows.append(("Ask", question) if question else ("Formula", FORMULAS.get(quantity, "")))
    return Finding(
        False,
        reason.words or UNKNOWN,
        reason.mistakes,
        place=line_with(file, f'"{given.name}"'),
        rows=tuple([row for row in rows if row[1]]),
        answer="\n".join(calculation(quantity, right)),
    )


def right_numbers(example: OnPaper) -> dict[str, Any]:
    """Return the right numbers with their calculations, by name."""
    sample = (example.inputs, example.expected)
    trial = Trial(
        example.layer_sizes,
        example.weights,
        [sample],
        example.learning_rate,
        activation=identity,
    )
    return {each.what: each.value for each in readings(trial, with_names(Parts()))}


def question_named(name: str) -> str:
    """Return the question about a mistake on paper, or "" if there is none."""
    wanted = ASKED_LIKE.get(name, name)
    return "".join([question_about(mistake) for mistake in MISTAKES if mistake.name == wanted])


def line_with(file: str, text: str) -> str:
    """Return the file's name and the number of its first line that contains `text`, or ""."""
    for number, line in enumerate(linecache.getlines(file), start=1):
        if text in line:
            return f"{Path(file).name}:{number}"
    return ""
