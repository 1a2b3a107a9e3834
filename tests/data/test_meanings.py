from __future__ import annotations

import pytest

from lernmi.command_line.main import parser
from lernmi.command_line.tasks import table_data
from lernmi.data.preparation import NumberColumn


def data_of(tmp_path, text, *options):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    return table_data(str(path), parser("train").parse_args(["train", str(path), *options]))


def column_of(values, name="y"):
    return f"x,{name}\n" + "".join([f"{(n * 7) % 11},{value}\n" for n, value in enumerate(values)])


@pytest.mark.parametrize(
    ("values", "are_labels"),
    [
        ([0, 1] * 3, True),
        ([0] * 29 + [1], True),
        ([1, 2, 3] * 5, True),
        ([3, 4, 5, 6, 7, 8] * 5, True),
        ([1, 2, 3] * 4, False),
        ([*range(11)] * 5, False),
        ([0.5, 1] * 9, False),
        (["1", "1.0", "2"] * 9, False),
        ([*range(30)], False),
    ],
)
def test_a_few_whole_numbers_that_each_occur_often_are_labels(tmp_path, values, are_labels):
    data = data_of(tmp_path, column_of(values))
    assert data.has_labels == are_labels
    assert any("--amount y" in guess for guess in data.guesses) == are_labels
    assert not data_of(tmp_path, column_of(values), "--amount", "y").has_labels


@pytest.mark.parametrize(
    ("name", "values", "outcome"),
    [
        ("Id", range(1, 31), "left out"),
        ("", range(30), "left out"),
        ("PassengerId", range(500, 530), "left out"),
        ("row_nr", range(30, 0, -1), "left out"),
        ("id", range(0, 90, 3), "left out"),
        ("Unnamed: 0", range(30), "left out"),
        ("year", range(1990, 2020), "warned"),
        ("year", range(0, 90, 3), "kept"),
        ("Id", [*range(29), 5], "kept"),
        ("paid", range(30), "warned"),
    ],
)
def test_a_column_that_only_counts_the_rows_is_left_out_or_named(tmp_path, name, values, outcome):
    rows = [f"{value},{(n * 7) % 11},{'ab'[n % 2]}" for n, value in enumerate(values)]
    text = "\n".join([f"{name},x,kind", *rows])
    data = data_of(tmp_path, text)
    column = name or "column1"
    assert (column in data.input_names) == (outcome != "left out")
    guesses = [guess for guess in data.guesses if column in guess]
    assert len(guesses) == (0 if outcome == "kept" else 1)
    assert column in data_of(tmp_path, text, "--amount", column).input_names


def images(place, count=40):
    lines = []
    for n in range(count):
        row = [(n * k) % 256 if 300 < k < 320 else 0 for k in range(784)]
        row.insert(place, n % 3)
        lines.append(",".join(map(str, row)))
    return "\n".join(lines)


@pytest.mark.parametrize(("place", "label"), [(0, "column1"), (784, "column785")])
def test_images_are_scaled_by_255_and_their_label_is_found(tmp_path, place, label):
    data = data_of(tmp_path, images(place))
    assert data.preparation.output.name == label and data.has_labels
    assert "These are images" in data.guesses[0]
    assert all(column.scale == 255 for column in data.preparation.inputs)
    numbers = [number for inputs, _ in data.training for number in inputs]
    assert 0.9 < max(numbers) <= 1 and min(numbers) == 0


def test_images_without_labels_are_refused_by_what_they_are(tmp_path):
    rows = [",".join(["0"] * 300 + [str(n)] * 484) for n in range(12)]
    with pytest.raises(ValueError, match="has images without labels"):
        data_of(tmp_path, "\n".join(rows))


def test_labels_that_nearly_all_occur_once_are_refused_and_a_few_are_named(tmp_path):
    with pytest.raises(ValueError, match="12 of them occur only once"):
        data_of(tmp_path, column_of([f"model {n}" for n in range(12)]))
    data = data_of(tmp_path, column_of(["a"] * 9 + ["b"] * 9 + ["c"]))
    assert data.guesses == ["'c' occurs only once: too few rows to learn a label."]


def test_an_amount_that_is_also_ignored_or_missing_from_the_table_is_refused(tmp_path):
    text = column_of([0, 1] * 5)
    for options in (["--amount", "y", "--text", "y"], ["--amount", "z"]):
        with pytest.raises(ValueError, match=r"contradicts|no column 'z'"):
            data_of(tmp_path, text, *options)


def test_a_column_of_percentages_is_learned_as_an_amount(tmp_path):
    data = data_of(tmp_path, column_of([f"{n}%" for n in range(20)]))
    assert isinstance(data.preparation.output, NumberColumn)
    assert data.guesses == ["y is read as numbers: 0% as 0 (if it is text: --text y)."]


def test_a_table_of_one_column_is_refused_with_the_option_for_the_delimiter(tmp_path):
    with pytest.raises(ValueError, match=r"has only one column, 'a b'.*--delimiter"):
        data_of(tmp_path, "a b\n1_2\n3_4\n")
