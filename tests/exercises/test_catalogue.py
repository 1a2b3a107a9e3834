"""Each known mistake is called by its name, and nothing else is."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lernmi import Link
from lernmi.activations import sigmoid_output
from lernmi.exercises.catalogue import MISTAKES, Mistake
from lernmi.exercises.checker import METHODS, check_parts
from lernmi.exercises.diagnosis import UNKNOWN, Finding
from lernmi.exercises.functions import TASKS, check_function
from lernmi.exercises.questions import BY_MISTAKE, QUESTIONS
from lernmi.exercises.recipes import Parts, Recipe, parts_of
from lernmi.exercises.trials import TRIALS, Trial, place_of, readings
from lernmi.inside.numbers import significant

IN_NETWORKS = [mistake for mistake in MISTAKES if "." in mistake.method]
IN_FUNCTIONS = [(task, mistake) for task in TASKS.values() for mistake in task.mistakes]


def work_with(*mistakes: Mistake) -> list[object]:
    """Return classes that make these mistakes, and otherwise do what lernmi's do."""
    recipe = Recipe()
    for mistake in mistakes:
        recipe = recipe.changed(mistake.changes)
    wrong = parts_of(recipe)
    by_kind = {
        "Link": wrong.link_type,
        "Neuron": wrong.neuron_type,
        "Network": wrong.network_type,
        "ErrorFunction": wrong.error,
    }
    return [by_kind[kind] for kind in sorted({each.method.split(".")[0] for each in mistakes})]


PAIRS = [
    (one, other)
    for one, other in combinations(IN_NETWORKS, 2)
    if one.method.split(".")[0] == other.method.split(".")[0]
]


def mistakes_said(text: str) -> list[list[Mistake]]:
    """Return the mistakes that a text names, each with those of the same words, longest first."""
    said = []
    for words in sorted({mistake.words for mistake in IN_NETWORKS}, key=len, reverse=True):
        if words in text:
            text = text.replace(words, "")
            said.append([mistake for mistake in IN_NETWORKS if mistake.words == words])
    return said


def value_with(mistakes: Sequence[Mistake], what: str, trial: Trial, learns: bool) -> object:
    """Return a number of a trial if these mistakes are made."""
    recipe = Recipe()
    for mistake in mistakes:
        recipe = recipe.changed(mistake.changes)
    try:
        numbers = {each.what: each.value for each in readings(trial, parts_of(recipe), learns)}
        return numbers[what]
    except (ArithmeticError, KeyError, TypeError, ValueError):
        return "nothing"


def numbers_shown(finding: Finding) -> tuple[str, str, list[tuple[Trial, str]]]:
    """Return the name of the wrong number, the number as shown, and what it may be."""
    rows = dict(finding.rows)
    lines = [line for line in rows["Yours"].split("\n") if " = " in line]
    name, number = lines[0].split(" = ")[0], lines[-1].split(" = ")[-1]
    found = []
    for trial in TRIALS:
        for reading in readings(trial, Parts()):
            quantity, thing, _ = place_of(reading.what)
            is_called_so = name in (quantity, f"{thing}'s {quantity}")
            if is_called_so and trial.where(reading.what) == rows["Where"]:
                found.append((trial, reading.what))
    return name, number, found


def is_shown_as(value: object, number: str) -> bool:
    """Whether a value is shown as this number."""
    if value is None or isinstance(value, str):
        return number == f"{value}"
    return any(significant(float(value), digits) == number for digits in range(4, 18))


def assert_what_is_said_is_true(finding: Finding) -> None:
    """Check each claim of a Finding: do these mistakes lead to the number shown?"""
    if finding.is_right or finding.words == UNKNOWN:
        return
    _, number, candidates = numbers_shown(finding)
    assert candidates, finding
    why, _, choices = finding.words.partition("there is one more mistake (")
    if not choices:
        why, _, choices = finding.words.partition("there are two mistakes (")
    for choice in choices.split("; or "):
        said = mistakes_said(f"{why or finding.words} / {choice}")
        assert said, finding.words
        assert any(
            is_shown_as(value_with(together, what, trial, learns), number)
            for together in product(*said)
            for trial, what in candidates
            for learns in (False, True)
        ), finding


def assert_calculations_add_up(text: str) -> None:
    """Check that the numbers of each shown calculation give the shown result."""
    sides = " ".join(text.split("\n")).split(" = ")
    result = sides[-1].split(" That ")[0].strip()
    for side in sides[1:-1]:
        formula = side.strip().replace("×", "*").replace("²", "**2")
        if not re.search(r"[a-z] ", re.sub(r"sigmoid|tanh|abs|e[-+]", "", formula) + " "):
            names = {"sigmoid": sigmoid_output, "tanh": math.tanh, "identity": float}
            value = eval(formula, names)
            digits = len(re.sub(r"^-?0?\.?0*|e.*|\.", "", result))
            assert is_shown_as(value, result) or math.isclose(
                float(significant(value, max(digits, 4))), float(result), rel_tol=1e-12
            ), text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            *("weight in place of the input", "slope missing on the way back"),
            marks=pytest.mark.slow,
        ),
        ("nudged on the way", "wrong sign"),
        ("nudge made twice", "no error returned"),
    ],
)
def test_claims_about_a_pair_that_cannot_be_told_from_others_are_true(one, other):
    by_name = {mistake.name: mistake for mistake in IN_NETWORKS}
    finding = check_parts(work_with(by_name[one], by_name[other]))
    assert not finding.is_right and set(finding.mistakes) <= {one, other}
    assert_what_is_said_is_true(finding)


class OwnGradient(Link):
    """A Link that forgets the slope and keeps its weight sensitivity under its own name."""

    gradient = 0.0

    def backpropagate(self):
        self.gradient += self.output_neuron.sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(self.output_neuron.sensitivity * self.weight)

    def nudge(self, learning_rate):
        self.weight -= learning_rate * self.gradient
        self.gradient = 0.0


def test_the_number_shown_is_one_that_the_mistake_leads_to():
    finding = check_parts([OwnGradient])
    assert finding.mistakes == ("slope missing",)
    assert_what_is_said_is_true(finding)


# With HYPOTHESIS_PROFILE=thorough, hundreds of them.
@settings(max_examples=max(2, settings().max_examples // 20))
@given(st.sampled_from(PAIRS))
def test_claims_about_any_two_mistakes_are_true(pair):
    assert_what_is_said_is_true(check_parts(work_with(*pair)))


def test_there_are_many_and_each_has_a_name_of_its_own():
    names = [mistake.name for mistake in MISTAKES]
    assert len(names) == len(set(names)) >= 25
    for mistake in MISTAKES:
        assert mistake.words and not mistake.words.endswith(".")


def test_each_mistake_has_one_question_and_each_question_a_mistake():
    functions = [mistake for _, mistake in IN_FUNCTIONS]
    known = {(mistake.method, mistake.name) for mistake in [*MISTAKES, *functions]}
    assert set(BY_MISTAKE) == known
    asked = [
        (method, name)
        for method, questions in QUESTIONS.items()
        for names in questions.values()
        for name in names
    ]
    assert len(asked) == len(known)
    assert all("?" in question for question in BY_MISTAKE.values())


@pytest.mark.parametrize("mistake", IN_NETWORKS, ids=lambda mistake: mistake.name)
def test_a_mistake_is_called_by_its_name(mistake):
    finding = check_parts(work_with(mistake))
    assert finding.mistakes == (mistake.name,), finding.words
    assert not finding.is_right
    assert finding.words == f"{mistake.words}."
    assert_what_is_said_is_true(finding)
    assert_calculations_add_up(dict(finding.rows)["Yours"])
    assert_calculations_add_up(finding.answer)


@pytest.mark.parametrize("mistake", IN_NETWORKS[::4], ids=lambda mistake: mistake.name)
def test_if_the_mistake_is_known_the_right_number_is_not_shown(mistake):
    finding = check_parts(work_with(mistake))
    right = finding.answer.split(" = ")[-1]
    assert "Right" not in str(finding)
    # A shorter one may be an input or a weight.
    assert len(right) < 6 or right not in str(finding)


@pytest.mark.parametrize(("task", "mistake"), IN_FUNCTIONS, ids=lambda each: each.name)
def test_a_mistake_in_a_function_is_called_by_its_name(task, mistake):
    finding = check_function(task, mistake.changes["function"])
    assert finding.mistakes == (mistake.name,), finding.words
    if task.arguments:
        assert_calculations_add_up(dict(finding.rows)["Yours"])


@pytest.mark.parametrize("task", TASKS.values(), ids=lambda task: task.name)
def test_a_right_function_is_right(task):
    assert check_function(task, task.right).is_right


def test_classes_that_follow_the_recipe_are_right_and_so_are_lernmis_own():
    right = parts_of(Recipe())
    assert check_parts([right.link_type]).is_right
    assert check_parts([right.neuron_type]).is_right
    assert check_parts([right.network_type]).is_right
    assert check_parts([right.error]).is_right
    everything = [right.link_type, right.neuron_type, right.network_type, right.error]
    assert check_parts(everything).is_right
    assert Parts().link_type is METHODS["Link"][0]


@pytest.mark.parametrize("count", [3, pytest.param(120, marks=pytest.mark.thorough)])
def test_two_mistakes_are_named_both_or_called_unknown_but_none_is_named_that_was_not_made(count):
    pairs = random.Random(3).sample(PAIRS, count)
    named = 0
    for one, other in pairs:
        finding = check_parts(work_with(one, other))
        if finding.is_right:
            # Two wrongs that make a right, such as two wrong signs.
            continue
        made = {one.name, other.name}
        if set(finding.mistakes) <= made:
            named += len(finding.mistakes) == 2
        else:
            # One single mistake that gives the very same numbers.
            assert len(finding.mistakes) == 1, (made, finding)
    assert named > count / 2


def test_questions_about_a_sign_assert_nothing_about_the_numbers_that_are_shown():
    for questions in QUESTIONS.values():
        for question in questions:
            assert not re.match(r"(The output|The probability|y1) is too ", question), question
            assert "Your Neuron feeds three" not in question
