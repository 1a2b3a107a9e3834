"""`predict` queries a saved network with numbers, a row, a whole table or a digit."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from support.command_line import lernmi

from lernmi import Network
from lernmi.activations import identity
from lernmi.command_line import predict as predict_command
from lernmi.data.digits import training_and_test_digits
from lernmi.data.preparation import Preparation
from lernmi.data.tables import read_table
from lernmi.files import save
from lernmi.functions.error_functions import probabilities, softmax_cross_entropy

IRIS = Path(__file__).resolve().parents[2] / "examples" / "iris.csv"


def predict(*arguments: str, cwd: Path, **more: str):
    return lernmi("predict", *arguments, cwd=cwd, **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with saved networks: plain numbers, irises, digits and prices."""
    folder = tmp_path_factory.mktemp("saved")
    save(folder / "plain.json", xor_network())
    save(folder / "iris.json", *iris())
    table = "size,price,colour\n10,100,red\n20,210,blue\n30,280,red\n40,390,?\n"
    save(folder / "digits.json", digits())
    (folder / "prices.csv").write_text(table, encoding="utf-8")
    prices = Preparation(read_table(folder / "prices.csv"), "price", missing="most_common")
    save(folder / "prices.json", Network([3, 2, 1], output_activation=identity), prices)
    return folder


def xor_network() -> Network:
    return Network([2, 3, 2], seed=1)


def digits() -> Network:
    return Network([64, 10], output_names=list("0123456789"), seed=1)


def iris() -> tuple[Network, Preparation]:
    preparation = Preparation(read_table(IRIS))
    network = Network([4, 3, 3], output_activation=identity, error=softmax_cross_entropy, seed=2)
    return network, preparation


def test_numbers_give_the_outputs_to_the_last_digit(folder):
    answer = predict("plain.json", "--inputs", "0.25", "-1e-3", cwd=folder)
    one, two = xor_network().propagate([0.25, -1e-3])
    assert answer.stdout == f"y1: {one}\ny2: {two}\n"


def test_a_row_is_answered_through_the_preparation(folder):
    network, preparation = iris()
    answer = predict("iris.json", "--inputs", "5.0", "3.4", "1.5", "0.2", cwd=folder)
    row = dict(zip(["sepal length", "sepal width", "petal length", "petal width"], "5321"))
    row = {**row, "sepal length": 5.0, "sepal width": 3.4, "petal length": 1.5, "petal width": 0.2}
    outputs = network.propagate(preparation.inputs_for(row))
    lines = answer.stdout.splitlines()
    assert lines[0] == f"species: {preparation.answer(outputs)}"
    sure = probabilities(network, outputs)
    assert lines[1:] == [
        f"  {label}: {number:.4f}" for label, number in zip(preparation.output_names, sure)
    ]


def test_every_row_of_a_table_is_answered_as_csv(folder):
    network, preparation = iris()
    table = read_table(IRIS)
    answer = predict("iris.json", str(IRIS), cwd=folder)
    rows = list(csv.reader(io.StringIO(answer.stdout)))
    assert rows[0] == ["line", "species", "sure"]
    assert len(rows) == len(table.rows) + 1
    for (line, label, sure), row, inputs in zip(rows[1:], table.rows, preparation.inputs_of(table)):
        outputs = network.propagate(inputs)
        assert (int(line), label) == (row.line, preparation.answer(outputs))
        assert sure == f"{max(probabilities(network, outputs)):.4f}"


def test_amounts_are_in_their_own_units_and_missing_words_are_filled_in(folder):
    (folder / "new.csv").write_text("colour;size\n?;15,5\nred;15,5\n", encoding="utf-8")
    answer = predict("prices.json", "new.csv", "--decimal", ",", cwd=folder)
    (first, *others) = answer.stdout.splitlines()
    assert first == "line,price"
    values = [line.split(",")[1] for line in others]
    assert values[0] == values[1] and 90 < float(values[0]) < 400
    answer = predict("prices.json", "--inputs", "15.5", "red", cwd=folder)
    assert answer.stdout == f"price: {values[0]}\n"


def test_a_held_out_digit_is_drawn_and_answered_by_the_names_of_digits(folder):
    _, test = training_and_test_digits()
    inputs, expected = test[359]
    outputs = digits().propagate(inputs)
    answer = predict("digits.json", "--sample", "360", cwd=folder)
    picture, answers, last = answer.stdout.split("\n\n")
    inks = ["".join(row.split()) for row in picture.splitlines()]
    assert len(inks) == 8
    assert sum(map(len, inks)) == 2 * sum([pixel > 1 / 18 for pixel in inputs])
    assert answers.splitlines() == [f"{digit}: {output}" for digit, output in enumerate(outputs)]
    assert last == f"read as {outputs.index(max(outputs))}; it is {expected.index(1)}\n"


def test_exact_weights_give_exact_answers(folder):
    network = Network([1, 1], output_activation=identity)
    network.weights = [[Decimal("0.1"), Decimal("0.2")]]
    save(folder / "exact.json", network)
    assert predict("exact.json", "--inputs", "0.1", cwd=folder).stdout == "y1: 0.12\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plain.json"], "give one question: a CSV file, --inputs"),
        (["digits.json", "--sample", "1", "--inputs", "1"], "give one question"),
        (["digits.json", "--sample", "361"], "--sample must be at most 360; got 361"),
        (["digits.json", "--sample", "0"], "a whole number of at least 1"),
        (["plain.json", "--sample", "1"], "outputs named 0 to 9; plain.json is not"),
        (["iris.json", "--sample", "1"], "outputs named 0 to 9; iris.json is not"),
        (["plain.json", "rows.csv", "--inputs", "1"], "give one question"),
        (["plain.json", "--inputs"], "--inputs needs 2 values (x1, x2); got 0"),
        (["plain.json", "--inputs", "1", "2", "3"], "--inputs needs 2 values (x1, x2); got 3"),
        (["plain.json", "--inputs", "1", "nan"], "the input x2 must be a number; got 'nan'"),
        (["plain.json", str(IRIS)], "plain.json didn't learn a table"),
        (["iris.json", "--inputs", "1", "2", "3", "x"], "column petal width must be a number"),
        (["iris.json", "prices.csv"], "prices.csv has no column 'sepal length'"),
        (["prices.json", "--inputs", "1", "green"], "column colour must be one of blue, red"),
        (["iris.json", "no.csv"], "no file or folder named no.csv"),
        (["no.json", "--inputs", "1"], "no file or folder named no.json"),
        (["prices.csv", "--inputs", "1"], "prices.csv: line 1, column 1"),
        (["--inputs", "1"], "needs the file of a saved network, such as"),
        (["plain.json", "--header", "no", "--inputs", "1", "2"], "are for CSV files"),
    ],
)
def test_a_query_that_cannot_be_answered_gets_one_clear_line(arguments, words, folder):
    answer = predict(*arguments, cwd=folder)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert words in answer.stderr and answer.stderr.count("\n") == 1


def test_the_help_fits_and_survives_a_windows_console(folder):
    answer = predict("--help", cwd=folder, PYTHONIOENCODING="cp1252")
    assert "predict own.json new.csv" in answer.stdout
    assert max([len(line) for line in answer.stdout.splitlines()]) <= 80


def test_rows_can_come_from_standard_input(folder):
    answer = predict("iris.json", str(IRIS), cwd=folder)
    piped = predict("iris.json", "-", cwd=folder, typed=IRIS.read_text(encoding="utf-8"))
    assert piped.stdout == answer.stdout


def test_rows_with_any_delimiter_are_read_and_what_is_guessed_does_not_get_into_the_answers(folder):
    (folder / "new.txt").write_text("# new\nsize|colour\n15|red\n", encoding="utf-8")
    answer = predict("prices.json", "new.txt", "--delimiter", "|", cwd=folder)
    assert answer.stdout.splitlines()[0] == "line,price" and answer.stdout.count("\n") == 2
    assert answer.stderr == "lernmi: Line 1 is left out as a comment, because of the #.\n"


def test_a_table_is_answered_in_parts_with_the_same_lines_and_by_any_engine(folder, monkeypatch):
    answer = predict("iris.json", str(IRIS), cwd=folder)
    monkeypatch.setattr(predict_command, "ROWS_AT_ONCE", 7)
    monkeypatch.setattr(predict_command, "MANY_ROWS", 0)
    assert predict("iris.json", str(IRIS), cwd=folder).stdout == answer.stdout


def test_cells_with_a_unit_are_answered_as_numbers_and_that_is_said(folder):
    (folder / "plain.csv").write_text("size,colour\n10,red\n20,blue\n", encoding="utf-8")
    (folder / "money.csv").write_text("size,colour\n$10,red\n$20,blue\n", encoding="utf-8")
    (folder / "units.csv").write_text("size,colour\n10 cm,red\n20 cm,blue\n", encoding="utf-8")
    plain, money, units = [
        predict("prices.json", f"{name}.csv", cwd=folder) for name in ("plain", "money", "units")
    ]
    assert money.returncode == 0 and money.stdout == plain.stdout
    assert "size is read as numbers: $10 as 10." in money.stderr
    # It learned from sizes without a unit, so these may be different ones.
    assert units.returncode == 2
    assert "line 2, column size must be a number without a unit; got '10 cm'" in units.stderr
