"""The exercises: what learners begin with is open, the solutions are right, and the claims true."""

from __future__ import annotations

import itertools
import re

import pytest

from lernmi.exercises.examine import examine_exercise, examine_file
from lernmi.exercises.ladder import HERE, LADDER, exercise_for

BY_NAME = pytest.mark.parametrize("exercise", LADDER, ids=lambda exercise: exercise.name)


def test_there_are_twelve_in_order_and_each_has_its_files():
    assert [exercise.number for exercise in LADDER] == list(range(1, 13))
    for folder in ("_files", "_solutions"):
        files = sorted([path.name for path in (HERE / folder).glob("*.py")])
        assert files == [exercise.file for exercise in LADDER]


@BY_NAME
def test_the_file_says_what_and_how_long_and_there_are_three_hints(exercise):
    first = exercise.task.splitlines()[0]
    assert first == f'"""Exercise {exercise.number}: {exercise.title} ({exercise.minutes} minutes)'
    assert len(exercise.hints) == 3


@BY_NAME
def test_an_untouched_file_is_open(exercise):
    results = examine_file(HERE / "_files" / exercise.file)
    assert [result.state for result in results] == ["open"], results


@BY_NAME
def test_the_solution_is_right_in_all_parts(exercise):
    results = examine_file(HERE / "_solutions" / exercise.file)
    assert [result.state for result in results] == ["right"] * len(exercise.parts), results


def test_the_file_of_an_exercise_is_known_by_its_number():
    assert exercise_for(HERE / "07_my_own_name.py") is LADDER[6]
    assert exercise_for(HERE / "seven.py") is None


@pytest.mark.parametrize(
    ("number", "name", "wrong", "words"),
    [
        (1, "error", 0.0625, "the error is not halved."),
        (1, "weight sensitivity of x1->y1", 0.25, "the input Neuron's output is left out"),
        (5, "sensitivity of h1", -4, "the weight is left out of the number sent back"),
        (6, "sensitivity of h1", 2, "only one of the paths back"),
        (6, "sensitivity of y2", 2, "it is expected minus output"),
        # Here numbers come out even, so 1 is not 1.25 rounded.
        (1, "total input of y1", 1, "the bias is left out"),
        (1, "error", 0.03, "Your number is rounded; write all decimals."),
        (6, "sensitivity of h1", 0, "Several mistakes lead to 0 here"),
    ],
)
def test_a_wrong_number_on_paper_is_named(number, name, wrong, words):
    exercise = LADDER[number - 1]
    namespace: dict = {}
    exec(exercise.solution, namespace)
    namespace["numbers"][name] = wrong
    results = examine_exercise(exercise, namespace)
    [*_, last] = results
    assert last.state == "wrong" and words in last.words
    # The right number is only in the answer.
    rows = dict(last.rows)
    assert rows["Yours"].startswith(f"{name} = {wrong}")
    assert "Ask" in rows or "Formula" in rows or not last.mistakes
    right = {1: {"error": "0.03125"}, 5: {}, 6: {}}[number].get(name, "")
    assert right in last.answer
    assert not right or right not in f"{last.words}{last.rows}"


def test_a_mistake_without_a_question_gets_the_formula(monkeypatch):
    monkeypatch.setattr("lernmi.exercises.on_paper.question_about", lambda mistake: "")
    namespace: dict = {}
    exec(LADDER[0].solution, namespace)
    namespace["numbers"]["error"] = 0.0625
    [result] = examine_exercise(LADDER[0], namespace)
    assert result.mistakes == ("error not halved",)
    assert dict(result.rows)["Formula"] == "half of (output - expected)²"


def test_a_wrong_number_on_paper_has_its_line(tmp_path):
    path = tmp_path / "01_one_link.py"
    text = LADDER[0].solution.replace('"error": 0.03125', '"error": 0.0625')
    path.write_text(text, encoding="utf-8")
    [result] = examine_file(path)
    lines = text.splitlines()
    [number] = [at for at, line in enumerate(lines, start=1) if '"error"' in line]
    assert result.place == f"01_one_link.py:{number}"


def test_a_few_numbers_are_enough_to_begin_with():
    exercise = LADDER[0]
    namespace = {"numbers": {"total input of y1": 1.25, "error": None}}
    [result] = examine_exercise(exercise, namespace)
    assert (result.state, result.words) == (
        "open",
        "1 of 2 numbers are right; still missing: error",
    )


@pytest.mark.parametrize(
    ("change", "state", "words"),
    [
        ({"output_of_zeros": 0}, "wrong", "0 is not right. That is the total input."),
        ({"output_of_zeros": "x"}, "wrong", "'x' is not right."),
        ({"output_of_zeros": []}, "wrong", "[] is not right."),
        ({"output_of_zeros": (0, 5)}, "wrong", "Write decimals with a point, such as 1.5"),
        ({"why_xor_needs_hidden_neurons": "A)"}, "wrong", "All four gates have four rows."),
        ({"why_xor_needs_hidden_neurons": "B"}, "right", "Right."),
        ({"why_xor_needs_hidden_neurons": "(b)"}, "right", "Right."),
        ({"why_xor_needs_hidden_neurons": "b) each input .."}, "right", "Right."),
        ({"output_of_zeros": "0.5"}, "right", "Right."),
        ({"right_in_other_rows": 5}, "wrong", "must be a dictionary; got 5"),
        ({"right_in_other_rows": {"not": True}}, "open", "still to answer: and, or"),
        ({"right_in_other_rows": {"and": True}}, "wrong", "and: True is not right."),
    ],
)
def test_chosen_answers_are_checked_one_by_one(change, state, words):
    exercise = LADDER[8]
    namespace: dict = {}
    exec(exercise.solution, namespace)
    results = examine_exercise(exercise, {**namespace, **change})
    assert results[-1].state == state
    assert words in results[-1].words


def test_without_a_bias_those_gates_can_be_right_in_their_other_rows_that_the_answer_names():
    """Try weights of both signs and of several sizes, on all rows except 0 0."""
    gates = {"and": (0, 0, 1), "or": (1, 1, 1), "nand": (1, 1, 0), "xor": (1, 1, 0)}
    weights = [size * sign for size in (0.3, 1, 2, 5) for sign in (-1, 1)]
    namespace: dict = {}
    exec(LADDER[8].solution, namespace)
    for gate, rows in gates.items():
        can = any(
            (int(w2 > 0), int(w1 > 0), int(w1 + w2 > 0)) == rows
            for w1, w2 in itertools.product(weights, repeat=2)
        )
        assert namespace["right_in_other_rows"][gate] is can


def test_the_published_slip_is_found_by_nudging_too_early():
    namespace: dict = {}
    exec(LADDER[7].solution, namespace)
    assert f"{namespace['error_after'](namespace['too_early']):.9f}" == "0.291027924"
    assert f"{namespace['error_after'](namespace['in_order']):.9f}" == "0.291027774"


def test_the_failures_of_exercise_10_are_what_the_answers_say(capsys):
    code = LADDER[9].task
    exec(code, {"__name__": "__main__"})
    a, b, c = re.split(r"^[BC]: .*\n", capsys.readouterr().out, flags=re.MULTILINE)
    first_layer = re.findall(r"(?:b1|x\d)->h\d: weight \S+, sensitivity (\S+)", a)
    assert [float(number) for number in first_layer] == [0.0] * 6
    weights = [float(number) for number in re.findall(r"weight +(\S+),", b)]
    assert weights[0] == 0 and weights[1] < -5 and abs(weights[-1] - weights[1]) < 0.1
    assert max([abs(float(number)) for number in re.findall(r"sensitivity (\S+)", c)]) < 1e-12
    assert "output 1.0000, expected 0" in c


@BY_NAME
def test_the_task_says_what_to_type(exercise):
    task = exercise.task.split('"""')[1]
    assert f"\n    python3 -m lernmi check FOLDER/{exercise.file}\n" in task
    can_be_run = "__main__" in exercise.task
    assert (f"\n    python3 -m FOLDER.{exercise.name}\n" in task) == can_be_run


@BY_NAME
def test_the_files_are_narrow_enough_for_any_screen(exercise):
    for text in (exercise.task, exercise.solution):
        assert max([len(line) for line in text.splitlines()]) <= 80


@BY_NAME
def test_a_right_exercise_says_what_was_achieved_and_asks_a_question(exercise):
    [*_, last] = examine_file(HERE / "_solutions" / exercise.file)
    rows = dict(last.rows)
    assert list(rows) == ["Done", "Ask"]
    assert "? Answer in your own words." in rows["Ask"]


def test_achievements_are_computed_with_the_learners_own_code():
    def done(number: int) -> str:
        [*_, last] = examine_file(HERE / "_solutions" / LADDER[number - 1].file)
        return dict(last.rows)["Done"]

    assert "finds 0.0821670 for h1->y1. He published 0.082167041" in done(7)
    assert "0.75136507 and 0.77292847. He published 0.75136507 and 0.772928465" in done(3)
    assert "0.08216 for h1->y1 just by trying. Backpropagation finds 0.08217" in done(2)
    assert "an error of 0.291027924" in done(8) and "right order, the error is 0.291027774" in done(
        8
    )
    assert "where the output is 0.5, it is 0.25" in done(4)
