"""The exercise page's Python half says what the commands say, and survives whatever it gets."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest

from lernmi import Link
from lernmi.command_line.main import run
from lernmi.exercises import sandbox
from lernmi.exercises.homework import check_homework, numbers_of
from lernmi.exercises.ladder import LADDER, Exercise
from lernmi.exercises.puzzles import ASKED, exercises_with_lines, lines_to_order, question
from lernmi.exercises.recipes import Parts, Recipe
from lernmi.exercises.trials import TRIALS
from lernmi.play.desk import Desk, first_text, folder_as_zip
from lernmi.play.task_texts import hint_texts, page_texts

BACKPROPAGATE = LADDER[6]
SLOPELESS = BACKPROPAGATE.solution.replace(" * output_neuron.slope", "")
LOOP = SLOPELESS.replace("sent_back =", "while True:\n            pass\n        sent_back =")
# A learner's file with a mistake, and its exercise.
WRONG = [
    (1, LADDER[0].solution.replace('"error": 0.03125', '"error": 0.0625')),
    (3, LADDER[2].solution.replace("self.total_input += value", "self.total_input = value")),
    (4, LADDER[3].solution.replace("output * (1 - output)", "1 - output")),
    (6, LADDER[5].solution.replace("total += sensitivity", "total = sensitivity")),
    (7, SLOPELESS),
    (7, BACKPROPAGATE.solution.replace("weight_sensitivity +=", "weight_sensitivity =")),
    (7, BACKPROPAGATE.solution.replace("self.weight\n", "self.wieght\n")),
    (7, BACKPROPAGATE.solution.replace("def backpropagate(self):", "def backpropagate(self)")),
    (7, "print('hi')\n"),
    (8, LADDER[7].solution.replace("self.weight - learning_rate", "self.weight + learning_rate")),
    (9, LADDER[8].solution.replace('"b"', '"c"')),
]


def ask(desk: Desk, verb: str, **more: Any) -> dict[str, Any]:
    reply = desk.handle({"verb": verb, **more})
    # As it travels to the page.
    return json.loads(json.dumps(reply, allow_nan=False))


def without_signals(work: Any) -> Any:
    """Return what `work()` returns in a thread: no signal reaches it, as in a browser."""
    results = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    return results[0]


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("number", "code"), WRONG)
def test_the_page_says_what_the_command_says(number, code, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(sandbox, "HAS_PROCESSES", False)
    path = tmp_path / LADDER[number - 1].file
    path.write_text(code, encoding="utf-8")
    assert run(["check", str(path)]) == 1
    said = one_line(capsys.readouterr().out)
    reply = ask(Desk(), "check", exercise=number, code=code)
    assert not reply["right"]
    for result in reply["results"]:
        assert result["words"] in said
        if result["line"] is not None:
            assert f"{path.name}:{result['line']}" in said
        for word, text in result["rows"]:
            assert one_line(f"{word} {text}") in said


@pytest.mark.parametrize("exercise", LADDER, ids=lambda each: each.name)
def test_a_solution_is_right_and_what_nobody_has_written_is_open(exercise: Exercise):
    desk = Desk()
    reply = ask(desk, "check", exercise=exercise.number, code=exercise.solution)
    assert reply["right"]
    assert [each["state"] for each in reply["results"]] == ["right"]
    reply = ask(desk, "check", exercise=exercise.number, code=exercise.task)
    assert reply["results"][-1]["state"] == "open"


BAD = [
    None,
    {},
    {"verb": "zap"},
    {"verb": "check"},
    {"verb": "check", "exercise": 0, "code": ""},
    {"verb": "check", "exercise": True, "code": ""},
    {"verb": "check", "exercise": 7, "code": 7},
    {"verb": "check", "exercise": 7, "code": "x" * 1_000_000},
    {"verb": "watch", "message": {"verb": "open"}},
    {"verb": "open_watch", "exercise": 5, "code": LADDER[4].solution},
    {"verb": "open_watch", "exercise": 7, "code": "1 / 0"},
    {"verb": "lines", "exercise": 10},
    {"verb": "lines", "exercise": 7, "seed": "x"},
    {"verb": "judge", "exercise": 7, "order": [0, 0]},
    {"verb": "judge", "exercise": 7, "order": "0123456"},
    {"verb": "question", "number": 0},
    {"verb": "predict", "number": 1, "answer": ""},
    {"verb": "predict", "number": 1, "answer": "many"},
    {"verb": "numbers", "homework": "sheet"},
    {"verb": "homework", "homework": "mazur", "numbers": {}},
    {"verb": "homework", "homework": "mazur", "numbers": {"nothing": "1"}},
    {"verb": "homework", "homework": 7, "numbers": []},
]


@pytest.mark.parametrize("message", BAD)
def test_what_cannot_be_followed_is_refused_in_words(message):
    if isinstance(message, dict):
        message = {**message, "id": 5}
    reply = Desk().handle(message)
    assert len(reply["refused"]) > 10
    assert reply.get("id") == (5 if isinstance(message, dict) else None)


@pytest.mark.parametrize(
    "code", ["raise SystemExit", "raise KeyError", "exit()", "x = '\ud800'", "\0", "input()"]
)
@pytest.mark.parametrize("verb", ["check", "run", "open_watch"])
def test_nothing_in_a_file_gets_out(verb, code):
    reply = ask(Desk(), verb, exercise=7, code=code)
    assert reply.get("refused") or reply.get("words") or not reply["right"]


@pytest.mark.parametrize("verb", ["check", "run", "open_watch"])
def test_a_loop_ends_where_no_signal_can_interrupt_it(verb, monkeypatch):
    for place in ("lernmi.exercises.same_process", "lernmi.play.desk"):
        monkeypatch.setattr(f"{place}.SECONDS", 0.1)
    code = LOOP if verb != "run" else "while True:\n    pass\n"
    reply = without_signals(lambda: ask(Desk(), verb, exercise=7, code=code))
    assert "stopped after 0.1 seconds" in str(reply)


def test_the_page_learns_when_the_code_of_the_learner_runs():
    turns: list[bool] = []
    desk = Desk(turns.append)
    for verb in ("check", "run", "open_watch"):
        ask(desk, verb, exercise=7, code=SLOPELESS)
        assert turns == [True, False] * (len(turns) // 2) and turns, verb
        turns.clear()
    ask(desk, "watch", message={"verb": "learn"})
    assert turns == [True, False]
    turns.clear()
    ask(desk, "question", number=1)
    assert turns == []


def test_a_file_that_changes_lernmi_itself_changes_nothing_for_the_next_one():
    before = dict(vars(Link))
    desk = Desk()
    code = "from lernmi import Link\nLink.nudge = None\nLink.more = 1\ndel Link.propagate\n"
    for verb in ("check", "run", "open_watch"):
        ask(desk, verb, exercise=7, code=code)
        assert dict(vars(Link)) == before


def test_a_run_prints_what_the_file_prints_as_a_program():
    reply = ask(Desk(), "run", exercise=7, code="print(__name__)\n1 / 0\n")
    assert reply["printed"] == "__main__\n"
    assert reply["words"] == (
        "Python stops: ZeroDivisionError: division by zero; in line 2 of 07_backpropagate.py: 1 / 0"
    )


@pytest.mark.parametrize("verb", ["check", "run"])
def test_input_says_that_nobody_can_type(verb):
    code = "name = input()\n"
    assert "(Nobody can type here" in str(ask(Desk(), verb, exercise=7, code=code))


def test_much_output_is_cut_and_the_page_says_so():
    reply = ask(Desk(), "run", exercise=7, code="for i in range(5000):\n    print('line', i)\n")
    assert reply["printed"].startswith("line 0\nline 1\n") and reply["words"] == ""
    assert reply["title"] == "Your file printed this, and more:"
    assert reply["printed"].endswith("lernmi shows the first 20,000 characters.")


@pytest.mark.parametrize("ending", ["what?", "what.", "what"])
def test_a_sentence_of_python_keeps_its_own_full_stop_and_a_line_of_code_gets_none(ending):
    code = f"raise ValueError('{ending}')"
    [result] = ask(Desk(), "check", exercise=7, code=code)["results"]
    join = "; in" if ending == "what" else " In"
    wanted = f"ValueError: {ending}{join} line 1 of 07_backpropagate.py: {code}"
    assert result["words"] == f"Exercise 7: Python stops: {wanted}"


def test_watch_shows_the_network_with_the_mistake_and_the_learners_own_class_does_the_work():
    desk = Desk()
    words = ask(desk, "open_watch", exercise=7, code=SLOPELESS)["words"]
    assert "b1->y1, network 1-1" in words
    count = int(re.search(r"Press Slow motion and go to moment (\d+):", words)[1])
    scene = ask(desk, "watch", message={"verb": "open", "id": 3})["reply"]
    assert scene["id"] == 3 and scene["scene"]["title"] == "1-1"
    state = ask(desk, "watch", message={"verb": "learn", "steps": 1})["reply"]["state"]
    trial = TRIALS[0]

    class Slopeless(Link):
        def backpropagate(self):
            sensitivity = self.output_neuron.sensitivity
            self.weight_sensitivity += sensitivity * self.input_neuron.output
            self.input_neuron.receive_sensitivity(sensitivity * self.weight)

    network = trial.network(Parts(link_type=Slopeless))
    network.learn(*trial.samples[0], trial.learning_rate)
    assert [each["number"] for each in state["links"]] == [each.weight for each in network.links]
    # The words say where to look.
    ask(desk, "open_watch", exercise=7, code=SLOPELESS)
    message = {"verb": "moment"}
    replies = [ask(desk, "watch", message=message)["reply"] for _ in range(count)]
    shows = ["in a different way" in each["state"]["moment"]["formula"] for each in replies]
    assert shows == [False] * (count - 1) + [True]


@pytest.mark.parametrize("number", [3, 7, 8])
def test_watch_shows_right_classes_that_learn_xor(number):
    desk = Desk()
    code = LADDER[number - 1].solution
    assert ask(desk, "check", exercise=number, code=code)["watch"]
    assert "XOR" in ask(desk, "open_watch", exercise=number, code=code)["words"]
    reply = ask(desk, "watch", message={"verb": "learn", "epochs": 1})["reply"]
    assert reply["state"]["epoch"] == 1
    assert not ask(desk, "check", exercise=number, code="")["watch"]


def test_the_hints_come_first_and_the_solution_last():
    hints = hint_texts()[6]
    assert [each.get("words") for each in hints] == [*BACKPROPAGATE.hints, None]
    assert hints[-1]["code"] == BACKPROPAGATE.solution
    assert hints[1]["title"] == "Exercise 7, hint 2 of 3"


@pytest.mark.parametrize("exercise", exercises_with_lines(), ids=lambda each: each.name)
def test_lines_come_mixed_and_in_the_order_of_the_solution_they_are_right(exercise: Exercise):
    desk = Desk()
    lines = ask(desk, "lines", exercise=exercise.number, seed=3)["lines"]
    mixed = [each["place"] for each in lines]
    assert mixed != sorted(mixed)
    assert not ask(desk, "judge", exercise=exercise.number, order=mixed)["right"]
    assert ask(desk, "judge", exercise=exercise.number, order=sorted(mixed))["right"]
    found = lines_to_order(exercise)
    assert found is not None
    for each in lines:
        assert found.lines[each["place"]].strip() == each["text"].strip()


def test_every_order_of_lines_that_works_is_right():
    # The lines for the weight sensitivity and for what is sent back don't depend on each other.
    assert ask(Desk(), "judge", exercise=7, order=[0, 1, 3, 2, 4, 6, 5])["right"]


# An exercise, an order, the place of the first wrong line, and words of the sentence about it.
ORDERS = [
    (7, [0, 2, 1, 3, 4, 5, 6], 1, "uses output_sensitivity, but no line above it sets"),
    (6, [0, 2, 1, 3], 1, "belongs in a loop"),
    (6, [0, 1, 3, 2], 1, "has nothing to repeat"),
    (6, [1, 2, 3, 0], 1, "uses total"),
    (5, [2, 0, 1], 0, "the lines below it never run"),
    (12, [1, 0, 2], 0, "uses largest"),
    # Python can run these, but the numbers would be wrong.
    (11, [0, 2, 1, 3, 4], 1, "comes too early: another line has to come before it. The lines"),
    (2, [1, 2, 0, 3, 4, 5], 1, "comes too early"),
    (8, [0, 1, 2, 8, 9, 10, 3, 4, 5, 6, 7], 4, "comes too early"),
]


@pytest.mark.parametrize(("number", "order", "at", "words"), ORDERS)
def test_a_wrong_order_names_the_first_line_out_of_place(number, order, at, words):
    found = lines_to_order(LADDER[number - 1])
    assert found is not None
    reply = ask(Desk(), "judge", exercise=number, order=order)
    first = reply["results"][0]["words"]
    assert (reply["right"], reply["at"]) == (False, at)
    assert first.startswith(f'"{found.lines[order[at]].strip()}"') and words in first
    # There are no line numbers in this view, and no file.
    assert not any(each["line"] or " in line " in each["words"] for each in reply["results"])


@pytest.mark.parametrize("exercise", exercises_with_lines(), ids=lambda each: each.name)
def test_an_order_that_works_has_no_line_out_of_place(exercise: Exercise):
    found = lines_to_order(exercise)
    assert found is not None
    for seed in range(5):
        order = found.mixed(seed)
        problem = found.first_problem(order)
        # If a line is named, then no order that begins in the same way has a better one.
        if problem is not None:
            code = found.file_with(order)
            assert not ask(Desk(), "check", exercise=exercise.number, code=code)["right"]
    assert found.first_problem(sorted(order)) is None
    assert found.completed(sorted(order), 2) == sorted(order)


@pytest.mark.parametrize("number", range(1, len(ASKED) + 3))
def test_a_predicted_number_is_right_with_comma_or_point_and_a_mistake_has_a_name(number):
    desk = Desk()
    asked = question(number)
    shown = ask(desk, "question", number=number)
    assert asked.label in shown["question"]
    # The bias Neurons are in the picture: they output 1, and their weights are 0.
    assert ">b1<" in shown["picture"] and "the weights of its Links are 0" in shown["words"]
    biases = [weight for layer in asked.example.weights for weight in layer if not weight]
    assert len(biases) == sum(asked.example.layer_sizes[1:])
    assert ("half of" in shown["words"]) == (not asked.label.startswith("output"))
    right = numbers_of(asked.example, Recipe())[asked.label]
    for text in (f"{right:.9g}", f" {right:.9g} ".replace(".", ",").replace("-", "\u2212")):
        assert ask(desk, "predict", number=number, answer=text)["right"], text
    reply = ask(desk, "predict", number=number, answer=str(-right))
    assert not reply["right"]
    assert "sign" in reply["results"][0]["words"].lower() or reply["results"][0]["rows"]


def test_homework_gets_the_words_of_check_and_the_first_wrong_field():
    desk = Desk()
    groups = ask(desk, "numbers", homework="mazur")["groups"]
    labels = [label for group in groups for label in group["labels"]]
    assert {"output of h1", "weight sensitivity of x1->h1", "error afterwards"} <= set(labels)
    given = {"output of h1": "0,5933", "weight sensitivity of x1->h1": "0.0018175", "error": ""}
    reply = ask(desk, "homework", homework="mazur", numbers=given)
    assert reply["label"] == "weight sensitivity of x1->h1"
    numbers = {"output of h1": "0.5933", "weight sensitivity of x1->h1": "0.0018175"}
    words = check_homework({"homework": "mazur", **numbers}).words
    assert reply["results"][0]["words"] == words
    assert "the slope is left out" in words


def test_a_worksheet_is_known_by_its_number():
    assert ask(Desk(), "numbers", homework="7") == ask(Desk(), "numbers", homework="sheet 7")
    sheet = {"output of h1": "0", "error": "1"}
    reply = ask(Desk(), "homework", homework=" 7 ", numbers=sheet)
    assert reply["results"][0]["words"] == check_homework({"homework": "sheet 7", **sheet}).words


def test_homework_without_a_task_asks_for_the_number_of_the_worksheet():
    reply = ask(Desk(), "homework", homework=" ", numbers={})
    assert reply["refused"] == "Type the number of the worksheet first."


def test_a_run_of_an_exercise_that_is_not_written_yet_says_what_to_replace():
    words = ask(Desk(), "run", exercise=7, code="raise NotImplementedError")["words"]
    assert words == "Not written yet: replace each raise NotImplementedError"


def test_the_files_of_the_page_are_those_of_the_command(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["-m"])
    monkeypatch.setattr("lernmi.command_line.exercises.command", lambda: "python3 -m lernmi")
    run(["exercises", "my_exercises"])
    made = {path.as_posix(): path.read_text("utf-8") for path in Path().glob("my_exercises/*.py")}
    with zipfile.ZipFile(
        io.BytesIO(folder_as_zip({each.number: first_text(each) for each in LADDER}))
    ) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == made
    # The page has the same files before Python has started.
    texts = page_texts()["exercises"]
    assert {f"my_exercises/{each['file']}": each["head"] + each["code"] for each in texts} == made


def test_the_page_has_every_word_of_a_task_but_those_about_commands():
    for exercise, texts in zip(LADDER, page_texts()["exercises"]):
        docstring = exercise.task.split('"""')[1].partition("\n\n")[2]
        wanted = docstring.partition("To check it, type")[0].split()
        assert " ".join(texts["task"]).split() == wanted
