"""The plan for teachers is true: its minutes, its counts, and what lernmi says about mistakes."""

from __future__ import annotations

import re

import pytest
from support.pythons import ROOT

from lernmi import Network, Trainer
from lernmi.command_line.learner_work import check_folder, check_work
from lernmi.data.logic import XOR
from lernmi.exercises import check
from lernmi.exercises.classroom import put_files
from lernmi.exercises.homework import label_of
from lernmi.exercises.ladder import LADDER
from lernmi.exercises.sandbox import examine_apart
from lernmi.exercises.sheet_numbers import CARDS
from lernmi.exercises.sheets import cards_html, four_decimals, key_html, sheet, step_of

PAGE = (ROOT / "docs" / "teach" / "three_lessons.md").read_text(encoding="utf-8")
LESSONS = ["1: be a network", "2: one step on paper", "3: write it", "3 for those who do not"]

# The mistakes in the table of exercise 7, in its order, as code.
WRONG = [
    """sensitivity = self.output_neuron.sensitivity
        self.weight_sensitivity += sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(sensitivity * self.weight)""",
    """sensitivity = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += sensitivity * self.weight
        self.input_neuron.receive_sensitivity(sensitivity * self.weight)""",
    """sensitivity = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity = sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(sensitivity * self.weight)""",
    """sensitivity = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += sensitivity * self.input_neuron.output
        self.input_neuron.sensitivity = sensitivity * self.weight""",
    """sensitivity = self.output_neuron.sensitivity * self.output_neuron.slope
        self.input_neuron.receive_sensitivity(sensitivity * self.weight)
        self.weight -= 0.5 * sensitivity * self.input_neuron.output""",
]


def section(title: str) -> str:
    """Return the text below a title, up to the next one."""
    return PAGE.split(f"## Lesson {title}")[1].split("\n## ")[0]


def rows(head: str) -> list[list[str]]:
    """Return the cells of all tables with this head."""
    tables = re.findall(rf"^\| {re.escape(head)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, flags=re.M)
    lines = [line for table in tables for line in table.splitlines()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def minutes_of(title: str) -> list[int]:
    """Return the minutes of the parts of a lesson."""
    return [int(number) for number in re.findall(r"^\| (\d+) \| \*\*", section(title), flags=re.M)]


@pytest.mark.parametrize("title", LESSONS)
def test_each_lesson_takes_45_minutes(title):
    assert sum(minutes_of(title)) == 45


def test_the_play_takes_as_long_on_this_page_as_on_the_cards():
    on_the_cards = [int(number) for number in re.findall(r"<strong>(\d+) minutes: ", cards_html())]
    assert minutes_of(LESSONS[0])[1:7] == on_the_cards


def test_the_numbers_of_the_play_are_those_of_the_cards():
    text = section(LESSONS[0])
    step = step_of(CARDS)
    again = {neuron.name: four_decimals(neuron.output) for neuron in step.again.neurons}
    before = {neuron.name: neuron for neuron in step.before.neurons}
    y1, y2 = before["y1"], before["y2"]
    assert (
        "{} is expected from y1, and {} from y2".format(*map(four_decimals, CARDS.expected)) in text
    )
    assert f"y1 says {four_decimals(y1.output)}, y2 says {four_decimals(y2.output)}" in text
    assert f"2 + 2 = {four_decimals(step.error)}." in text
    shown = [four_decimals(neuron.sensitivity) for neuron in (y1, y2)]
    assert "sensitivity, {}, and y2 shows {}".format(*shown) in text
    for name in ("h1", "h2"):
        links = [link for link in step.before.links if link.input_neuron.name == name]
        sent = [four_decimals(link.output_sensitivity * link.weight) for link in links]
        shows = four_decimals(before[name].sensitivity)
        assert f"{' and '.join(sent)} come back to {name}, so it shows {shows}" in text
    assert "h1 shows {h1} and h2 {h2}, y1 says {y1} and y2 {y2}".format(**again) in text
    assert f"the error is {four_decimals(step.error_again)}." in text
    assert f"{len(step.before.neurons)} Neurons, {len(step.before.links)} Links" in text


def test_the_cards_have_as_many_pages_as_it_says():
    assert "on one side only | 7: one for you" in PAGE
    assert cards_html().count('<article class="page"') == 7
    assert cards_html().count('<article class="card"') == 20


@pytest.mark.parametrize(("number", "count"), [*[(n, 38) for n in range(11, 16)], (25, 50)])
def test_a_sheet_has_as_many_numbers_as_it_says(number, count):
    html = key_html([number])
    cells = html.count('<td class="number answer">') + html.count('<span class="box  answer">')
    assert cells == count
    assert f"{count} numbers" in section(LESSONS[1])


def test_sheets_that_should_be_the_same_amount_of_work_are():
    for numbers in (range(11, 16), range(18, 22), range(24, 60)):
        kinds = {(one.layer_sizes, one.output_activation.name) for one in map(sheet, numbers)}
        assert len(kinds) == 1
    assert "11-15, 18-21, and all from 24 on" in PAGE


def test_lernmi_names_the_mistake_of_each_number_on_paper():
    found = rows("on paper")
    assert len(found) == 8
    for place, (on_paper, says, _) in enumerate(found):
        label, number = on_paper.rsplit(" ", 1)
        homework = {"homework": "sheet 25" if place == 7 else "sheet 11", label: number}
        words = check(homework).words
        assert words == f"Your {label_of(label)}, {number}, is wrong. Most likely, {says}."


def test_adas_numbers_get_the_answer_that_it_shows(tmp_path, capsys):
    file, answer = re.findall(r"^```\n(.*?)^```", section(LESSONS[1]), flags=re.M | re.S)
    path = tmp_path / "ada.csv"
    path.write_text(file, encoding="utf-8")
    assert check_work(path) == 1
    assert capsys.readouterr().out == answer


def written(code: str) -> str:
    """Return exercise 7 with these lines in it."""
    return LADDER[6].task.replace('raise NotImplementedError("write this")', code)


@pytest.mark.slow
def test_lernmi_names_each_mistake_in_exercise_7(tmp_path):
    path = tmp_path / LADDER[6].file
    for code, (_, says, _) in zip(WRONG, rows("what they write"), strict=True):
        path.write_text(written(code), encoding="utf-8")
        [result] = examine_apart(path).results
        assert f"{result.words.removesuffix('.')} ({result.mistakes[0]})" == says


@pytest.mark.slow
def test_the_table_of_a_class_looks_as_it_says(tmp_path, capsys):
    for name, right in (("ada", 7), ("ben", 6), ("cem", 5)):
        put_files(tmp_path / name)
        for exercise in LADDER[:right]:
            (tmp_path / name / exercise.file).write_text(exercise.solution, encoding="utf-8")
    (tmp_path / "ben" / LADDER[6].file).write_text(written(WRONG[0]), encoding="utf-8")
    overwritten = LADDER[5].solution.replace('"sensitivity of h1": 4', '"sensitivity of h1": 2')
    (tmp_path / "cem" / LADDER[5].file).write_text(overwritten, encoding="utf-8")
    check_folder(tmp_path)
    [table] = re.findall(r"^```\n(.*?)^```", section(LESSONS[2]), flags=re.M | re.S)
    # On a slow machine it also reports its progress.
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "folders checked" not in line] == table.splitlines()


def test_the_answers_about_the_network_that_gets_stuck_are_true():
    text = section(LESSONS[3])
    network = Network([2, 2, 1], seed=3)
    before = {link.name: link.weight for link in network.links}
    for epoch in range(1000):
        for inputs, expected in XOR:
            network.propagate(inputs)
            network.compare(expected)
            network.backpropagate()
            if epoch < 2:
                [first, *_] = sorted(network.links, key=lambda link: -abs(link.weight_sensitivity))
                assert f"({first.name}. All three Links to y1 have" in text
            if epoch == 999:
                shown = [f"{neuron.output:.2f}" for neuron in network.neuron_layers[1].neurons]
                says = f"{network.neuron('y1').output:.2f}"
                if inputs == [0, 0]:
                    assert "h1 outputs {} and h2 {}, and y1".format(*shown) in text
                assert shown == ["0.00", "0.00"] or inputs == [0, 0]
                assert says in text
            network.nudge(2.0)
    moves = sorted(network.links, key=lambda link: link.weight - before[link.name])
    assert f"(Those of {moves[0].name} and {moves[1].name}: both went down by about 7.)" in text
    assert [round(link.weight - before[link.name]) for link in moves[:2]] == [-7, -7]


def rights(layer_sizes: list[int], seed: int) -> tuple[int, list[float]]:
    """Return how many rows of XOR a network gets right, and its output for each row."""
    network = Network(layer_sizes, seed=seed)
    Trainer(network, learning_rate=2.0).train(XOR, 1000)
    outputs = [network.propagate(inputs)[0] for inputs, _ in XOR]
    return sum(abs(out - want[0]) < 0.5 for out, (_, want) in zip(outputs, XOR)), outputs


@pytest.mark.slow
def test_the_network_that_gets_stuck_does_and_others_do_not():
    right, outputs = rights([2, 2, 1], 3)
    assert right == 3
    assert all(abs(output - 2 / 3) < 0.03 for output in outputs[1:])
    assert rights([2, 2, 1], 1)[0] == rights([2, 4, 1], 3)[0] == 4
