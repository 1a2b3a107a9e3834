"""Each known mistake is called by its name, and nothing else is."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from lernmi.exercises.catalogue import MISTAKES, Mistake
from lernmi.exercises.checker import METHODS, check_parts
from lernmi.exercises.functions import TASKS, check_function
from lernmi.exercises.recipes import Parts, Recipe, parts_of

IN_NETWORKS = [mistake for mistake in MISTAKES if "." in mistake.method]
IN_FUNCTIONS = [(task, mistake) for task in TASKS.values() for mistake in task.mistakes]


def work_with(*mistakes: Mistake) -> list[object]:
    """Return classes that make these mistakes, and else do what lernmi's do."""
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


def test_there_are_many_and_each_has_a_name_of_its_own():
    names = [mistake.name for mistake in MISTAKES]
    assert len(names) == len(set(names)) >= 25
    for mistake in MISTAKES:
        assert "if " + mistake.words and not mistake.words.endswith(".")


@pytest.mark.parametrize("mistake", IN_NETWORKS, ids=lambda mistake: mistake.name)
def test_a_mistake_is_called_by_its_name(mistake):
    finding = check_parts(work_with(mistake))
    assert finding.mistakes == (mistake.name,), finding.words
    assert not finding.is_right
    assert f"Yours is what comes out if {mistake.words}" in finding.words


@pytest.mark.parametrize(("task", "mistake"), IN_FUNCTIONS, ids=lambda each: each.name)
def test_a_mistake_in_a_function_is_called_by_its_name(task, mistake):
    finding = check_function(task, mistake.changes["function"])
    assert finding.mistakes == (mistake.name,), finding.words


@pytest.mark.parametrize("task", TASKS.values(), ids=lambda task: task.name)
def test_a_right_function_is_right(task):
    assert check_function(task, task.right).is_right


def test_what_follows_the_recipe_is_right_and_so_are_lernmis_own_classes():
    right = parts_of(Recipe())
    assert check_parts([right.link_type]).is_right
    assert check_parts([right.neuron_type]).is_right
    assert check_parts([right.network_type]).is_right
    assert check_parts([right.error]).is_right
    everything = [right.link_type, right.neuron_type, right.network_type, right.error]
    assert check_parts(everything).is_right
    assert Parts().link_type is METHODS["Link"][0]


def test_two_mistakes_are_named_both_or_called_unknown_but_none_is_named_that_was_not_made():
    pairs = [
        (one, other)
        for one, other in combinations(IN_NETWORKS, 2)
        if one.method.split(".")[0] == other.method.split(".")[0]
    ]
    random.Random(1).shuffle(pairs)
    named = 0
    for one, other in pairs[:60]:
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
    assert named > 35
