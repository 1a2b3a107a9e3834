"""A learner's code gets copies: whatever it does with them, the next trial doesn't change."""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from lernmi import Link, Network
from lernmi.error_functions import ErrorFunction
from lernmi.exercises import check
from lernmi.exercises.checker import check_parts
from lernmi.exercises.diagnosis import first_difference
from lernmi.exercises.functions import TASKS, Task, check_function
from lernmi.exercises.ladder import LADDER
from lernmi.exercises.recipes import Parts
from lernmi.exercises.trials import TRIALS, readings

BY_NAME = pytest.mark.parametrize("task", TASKS.values(), ids=lambda task: task.name)


def solution(name: str) -> Callable[..., Any]:
    """Return a function from the solution of its exercise."""
    for exercise in LADDER:
        if name in [part for part, _ in exercise.parts]:
            namespace: dict[str, Any] = {"__name__": exercise.name}
            exec(exercise.solution, namespace)
            return namespace[name]
    raise AssertionError(name)


def spoil(thing: Any) -> None:
    """Put something wrong into every list, and then empty it."""
    if isinstance(thing, (list, tuple)):
        for each in thing:
            spoil(each)
    if isinstance(thing, list):
        thing[:] = [math.nan]
        thing.clear()


def spoiling(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same function, but it spoils its lists before and after it works."""

    def spoils(*arguments: Any) -> Any:
        own = [deepcopy(each) if isinstance(each, list) else each for each in arguments]
        spoil(arguments)
        result = function(*own)
        for argument in arguments:
            if isinstance(argument, list):
                argument.append(5)
        return result

    return spoils


def all_data(task: Task) -> list[Any]:
    """Return what a right function returns in all trials, and the trials themselves."""
    found = [task.numbers(task.right, trial) for trial in range(len(task.trials))]
    return [found, deepcopy([(trial.sizes, trial.weights, trial.samples) for trial in TRIALS])]


@BY_NAME
def test_a_function_that_spoils_its_lists_is_right_and_leaves_the_trials_as_they_were(task):
    before = all_data(task)
    function = spoiling(solution(task.name))
    assert check_function(task, function).is_right
    assert check_function(task, function).is_right
    assert all_data(task) == before
    for mistake in task.mistakes[:2]:
        wrong = spoiling(mistake.changes["function"])
        assert check_function(task, wrong).mistakes == (mistake.name,)
    assert all_data(task) == before


def test_right_answers_that_work_in_place_are_right_and_later_ones_are_not_led_astray():
    def chain(change, slopes):
        while slopes:
            change *= slopes.pop()
        return change

    def fork(sensitivities, weights):
        total = 0
        while weights:
            total += sensitivities.pop() * weights.pop()
        return total

    def softmax(outputs):
        largest = max(outputs)
        for place, output in enumerate(outputs):
            outputs[place] = math.exp(output - largest)
        total = sum(outputs)
        for place in range(len(outputs)):
            outputs[place] /= total
        return outputs

    for function in (chain, fork, softmax):
        assert check(function).is_right, check(function)

    def wrong_chain(change, slopes):
        return change

    def wrong_fork(sensitivities, weights):
        return 0

    assert not check_function(TASKS["chain"], wrong_chain).is_right
    assert not check_function(TASKS["fork"], wrong_fork).is_right


def eaten_squares(outputs, expected):
    total = 0
    while outputs:
        total += (outputs.pop() - expected.pop()) ** 2 / 2
    return total


def eaten_differences(outputs, expected):
    differences = []
    while outputs:
        differences.insert(0, outputs.pop() - expected.pop())
    return differences


def test_an_error_function_that_empties_its_lists_is_right():
    assert check(ErrorFunction("mine", eaten_squares, eaten_differences)).words == "Right."
    doubled = ErrorFunction(
        "twice",
        lambda o, e: 2 * eaten_squares(o, e),
        lambda o, e: [2 * each for each in eaten_differences(o, e)],
    )
    assert check(doubled).is_right and "isn't half the sum" in check(doubled).words
    wrong = ErrorFunction("mine", eaten_squares, lambda o, e: [-d for d in eaten_differences(o, e)])
    assert check(wrong).mistakes == ("expected minus output",)


class Spoils(Network):
    """Does everything that lernmi's does, and then spoils what it got."""

    def __init__(self, layer_sizes, **settings):
        super().__init__(list(layer_sizes), **settings)
        spoil(layer_sizes)

    def propagate(self, inputs):
        outputs = super().propagate(list(inputs))
        spoil(inputs)
        return outputs

    def compare(self, expected):
        error = super().compare(list(expected))
        spoil(expected)
        return error

    def learn(self, inputs, expected, learning_rate):
        error = super().learn(list(inputs), list(expected), learning_rate)
        spoil((inputs, expected))
        return error


def test_a_network_that_spoils_its_lists_is_right():
    before = [list(readings(trial, Parts())) for trial in TRIALS]
    assert check_parts([Spoils]).is_right
    assert check_parts([Spoils]).is_right
    assert [list(readings(trial, Parts())) for trial in TRIALS] == before


@pytest.mark.parametrize("problem", [IndexError, KeyError, AttributeError, RuntimeError])
def test_an_exception_in_a_known_wrong_function_does_not_reach_the_learner(problem):
    def stops(*arguments: Any) -> Any:
        raise problem

    task = TASKS["chain"]
    [first, *others] = task.mistakes
    task = task._replace(mistakes=[first._replace(changes={"function": stops}), *others])
    assert check_function(task, others[0].changes["function"]).mistakes == (others[0].name,)


# Right answers in any kind of list, and answers that aren't lists.


@pytest.mark.parametrize("kind", [list, tuple, "numpy"])
def test_softmax_may_return_any_kind_of_list(kind):
    if kind == "numpy":
        kind = pytest.importorskip("numpy").array
    softmax, sensitivities = solution("softmax"), solution("sensitivities")
    assert check_function(TASKS["softmax"], lambda o: kind(softmax(o))).is_right
    assert check_function(TASKS["sensitivities"], lambda o, e: kind(sensitivities(o, e))).is_right
    slope = TASKS["slope"]
    if kind not in (list, tuple):
        assert check_function(slope, lambda output: kind(output * (1 - output))).is_right


@pytest.mark.parametrize(
    ("name", "result", "words"),
    [
        ("softmax", 0.5, "softmax([0.5, -1.0, 2.0]) should return a list of 3 numbers; got 0"),
        ("softmax", [0.5], "should return a list of 3 numbers; got [0.5]."),
        ("softmax", [0.1, 0.2, 0.3, 0.4], "should return a list of 3 numbers; got [0.1, 0.2"),
        ("softmax", [0.1, None, "x"], "should return a list of 3 numbers; got [0.1, None"),
        ("softmax", {1: 2}, "should return a list of 3 numbers; got {1: 2}."),
        ("slope", [0.25], "slope(0.5) should return a number; got [0.25]."),
        ("slope", "0.25", "slope(0.5) should return a number; got '0.25'."),
        ("slope", None, "Is `return` missing?"),
        ("softmax", None, "Is `return` missing?"),
    ],
)
def test_for_an_answer_of_the_wrong_kind_check_says_which_kind_it_wants(name, result, words):
    finding = check_function(TASKS[name], lambda *arguments: result)
    assert not finding.is_right and words in " ".join(str(finding).split())


def test_weights_may_be_arrays_that_are_changed_in_place():
    array = pytest.importorskip("numpy").array

    class InPlace(Link):
        def nudge(self, learning_rate):
            if isinstance(self.weight, float):
                self.weight = array(self.weight)
            self.weight -= learning_rate * self.weight_sensitivity
            self.weight_sensitivity = 0

    assert check(InPlace).is_right, check(InPlace)


def test_trying_backwards_is_right_too():
    def tried(network, link, inputs, expected, change):
        network.propagate(inputs)
        before = network.compare(expected)
        link.weight -= change
        network.propagate(inputs)
        after = network.compare(expected)
        link.weight += change
        return (before - after) / change

    assert check(tried).is_right


# Wrong answers that most networks don't show.


class Clips(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(max(-1, min(1, delta * self.weight)))


class NoWeightOfZero(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(delta * (self.weight or 1))


class SilentAtZero(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        if self.input_neuron.output:
            self.weight_sensitivity += delta * self.input_neuron.output
            self.input_neuron.receive_sensitivity(delta * self.weight)


@pytest.mark.parametrize("thing", [Clips, NoWeightOfZero, SilentAtZero], ids=lambda t: t.__name__)
def test_code_that_is_wrong_only_for_0_or_for_large_numbers_is_wrong(thing):
    pairs = [(readings(trial, Parts(thing)), readings(trial, Parts())) for trial in TRIALS]
    assert any(first_difference(list(found), list(right), True) for found, right in pairs)


@pytest.mark.parametrize("smallest", [0.0, 1e-12])
def test_a_cross_entropy_with_sigmoids_slope_in_its_sensitivities_is_recognised(smallest):
    def cross_entropy(outputs, expected):
        total = 0
        for o, e in zip(outputs, expected):
            if smallest:
                o = min(1 - smallest, max(smallest, o))
            total -= e * math.log(o) + (1 - e) * math.log(1 - o)
        return total

    shortcut = ErrorFunction("mine", cross_entropy, lambda o, e: [a - b for a, b in zip(o, e)])
    finding = check(shortcut)
    assert finding.mistakes == ("slope in the sensitivities",), finding
    right = ErrorFunction(
        "mine", cross_entropy, lambda o, e: [(a - b) / (a * (1 - a)) for a, b in zip(o, e)]
    )
    assert check(right).is_right
