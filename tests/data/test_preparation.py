from __future__ import annotations

import math
import re
import shlex
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi import Network, Trainer
from lernmi.activations import identity
from lernmi.data.preparation import Preparation, quoted
from lernmi.data.tables import Row, Table, read_table
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.support.stored import StoredSamples

FLOWERS = """\
length,width,town,species
1.0,10,Bonn,rose
2.0,20,Ulm,lily
3.0,60,Bonn,rose
6.0,30,Jena,iris
"""


def table_of(text, name="flowers.csv", **options):
    lines = text.strip("\n").split("\n")
    rows = [Row(line, text.split(",")) for line, text in enumerate(lines[1:], start=2)]
    return Table(name, lines[0].split(","), rows, **options)


def prepared(csv, expected=None, **options):
    table = table_of(csv)
    preparation = Preparation(table, expected, **options)
    return preparation, preparation.samples(table)


def test_numbers_are_scaled_texts_become_one_input_each_and_labels_one_output_each():
    preparation, samples = prepared(FLOWERS, scaling="range")
    assert preparation.input_names == ["length", "width", "town=Bonn", "town=Jena", "town=Ulm"]
    assert preparation.output_names == ["iris", "lily", "rose"]
    assert preparation.has_labels
    assert samples == [
        ([0.0, 0.0, 1, 0, 0], [0, 0, 1]),
        ([0.2, 0.2, 0, 0, 1], [0, 1, 0]),
        ([0.4, 1.0, 1, 0, 0], [0, 0, 1]),
        ([1.0, 0.4, 0, 1, 0], [1, 0, 0]),
    ]
    assert preparation.answer([0.1, 3.0, -2]) == "lily"


columns = st.lists(
    st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-6), min_size=2, max_size=12
)


@given(columns)
def test_standard_scaling_gives_mean_0_and_deviation_1(numbers):
    _, samples = prepared(
        "x,y\n" + "".join(f"{number!r},{place}\n" for place, number in enumerate(numbers))
    )
    scaled = [inputs[0] for inputs, _ in samples]
    if max(numbers) == min(numbers):
        assert scaled == [0.0] * len(numbers)
    else:
        assert math.fsum(scaled) / len(scaled) == pytest.approx(0, abs=1e-6)
        assert math.fsum(x * x for x in scaled) / len(scaled) == pytest.approx(1, rel=1e-6)


@given(columns, st.sampled_from(["standard", "range", "none"]))
def test_an_answer_is_an_amount_in_the_columns_own_units(numbers, scaling):
    if max(numbers) == min(numbers):
        return
    text = "x,y\n" + "".join(f"{place},{number!r}\n" for place, number in enumerate(numbers))
    preparation, samples = prepared(text, scaling=scaling)
    assert not preparation.has_labels
    assert preparation.output_names == ["y"]
    span = max(numbers) - min(numbers)
    for number, (_, expected) in zip(numbers, samples):
        if scaling == "range":
            assert 0 <= expected[0] <= 1
        if scaling == "none":
            assert expected == [number]
        assert preparation.answer(expected) == pytest.approx(number, rel=1e-9, abs=1e-9 * span)


def test_new_rows_are_prepared_as_learned_from_the_first_table():
    preparation, _ = prepared(FLOWERS, scaling="range")
    others = table_of("species,town,width,length\nlily,Ulm,110,11\n", name="others.csv")
    assert preparation.samples(others) == [([2.0, 2.0, 0, 0, 1], [0, 1, 0])]
    row = {"length": 11, "width": "110", "town": "Ulm"}
    assert preparation.inputs_for(row) == [2.0, 2.0, 0, 0, 1]
    without_labels = table_of("length,width,town\n11,110,Ulm\n")
    assert preparation.inputs_of(without_labels) == [[2.0, 2.0, 0, 0, 1]]


def test_scales_come_from_the_part_to_learn_from_and_texts_from_the_whole_table():
    table = table_of("x,kind\n1,a\n3,a\n9,b\n9,c\n")
    part = Table(table.path, table.columns, table.rows[:2], whole=table)
    preparation = Preparation(part, scaling="range")
    assert preparation.output_names == ["a", "b", "c"]
    assert preparation.samples(table)[2] == ([4.0], [0, 1, 0])


def test_any_column_can_be_expected_and_others_can_be_left_out():
    preparation, samples = prepared(FLOWERS, "width", ignore=["town", "species"], scaling="none")
    assert preparation.input_names == ["length"]
    assert samples == [([1.0], [10.0]), ([2.0], [20.0]), ([3.0], [60.0]), ([6.0], [30.0])]


def test_numbers_in_a_text_column_are_sorted_as_numbers():
    preparation, samples = prepared("zip,grade\n2,10\n10,9\n", text=["zip", "grade"])
    assert preparation.input_names == ["zip=2", "zip=10"]
    assert preparation.output_names == ["9", "10"]
    assert samples == [([1, 0], [0, 1]), ([0, 1], [1, 0])]
    assert preparation.inputs_for({"zip": 10}) == [0, 1]


HOLES = "x,town,y\n1,Bonn,1\n,Bonn,2\n3,,3\n8,Ulm,4\n"


@pytest.mark.parametrize(
    "missing, filled",
    [
        ({"x": "mean", "town": "most_common"}, 4.0),
        ({"x": "median", "town": "most_common"}, 3.0),
        ("most_common", 1.0),
        ("mean", 4.0),
        ("median", 3.0),
    ],
)
def test_missing_values_are_filled_by_a_named_rule_in_new_rows_too(missing, filled):
    preparation, samples = prepared(HOLES, missing=missing, scaling="none")
    assert [inputs for inputs, _ in samples] == [
        [1.0, 1, 0],
        [filled, 1, 0],
        [3.0, 1, 0],
        [8.0, 0, 1],
    ]
    assert preparation.inputs_for({"x": "?", "town": "NaN"}) == [filled, 1, 0]
    assert preparation.missing_count(table_of(HOLES)) == 2


def test_without_a_rule_a_missing_value_is_refused_with_its_place():
    with pytest.raises(ValueError, match=r"^flowers.csv, line 3, column x: .*empty.*--missing"):
        prepared(HOLES)
    with pytest.raises(ValueError, match=r"^flowers.csv, line 4, column town: .*empty"):
        prepared(HOLES, missing={"x": "mean"})
    with pytest.raises(ValueError, match=r"column town holds words, which have no mean"):
        prepared(HOLES, missing={"x": "mean", "town": "mean"})
    with pytest.raises(ValueError, match=r"^flowers.csv, line 3, column y: 'NA' .*missing"):
        prepared("x,y\n1,1\n2,NA\n", missing="mean")
    preparation, _ = prepared(FLOWERS)
    with pytest.raises(ValueError, match=r"^column town: .*empty"):
        preparation.inputs_for({"length": 1, "width": 2, "town": ""})
    preparation, _ = prepared("x,y\n1,1\n2,3\n")
    with pytest.raises(ValueError, match=r"^new.csv, line 2, column x: 'null' .*missing"):
        preparation.samples(table_of("x,y\nnull,1\n", name="new.csv"))


@pytest.mark.parametrize("bad", ["12a", "1_000", "inf", "1e999", "two words", "1;5"])
@pytest.mark.parametrize("column", ["length", "width"])
def test_a_bad_cell_among_numbers_is_reported_with_file_line_and_column(bad, column):
    lines = FLOWERS.split("\n")
    cells = lines[3].split(",")
    cells[["length", "width"].index(column)] = bad
    lines[3] = ",".join(cells)
    where = rf"^flowers.csv, line 4, column {column}: .*number like the [\d.]+ in line 2"
    with pytest.raises(ValueError, match=f"{where}; got '{re.escape(bad)}'"):
        prepared("\n".join(lines))


@given(st.integers(1, 99), st.integers(2, 59), st.sampled_from(["standard", "range"]))
def test_a_column_that_is_always_the_same_becomes_0_and_others_do_not_explode(k, count, scaling):
    rows = "".join(f"{k / 10},{place}\n" for place in range(count))
    preparation, samples = prepared("x,y\n" + rows, scaling=scaling)
    assert {inputs[0] for inputs, _ in samples} == {0.0}
    assert preparation.inputs_for({"x": k / 10 + 1}) == [pytest.approx(1.0)]


def test_a_number_that_becomes_infinite_is_refused_with_its_place():
    preparation, _ = prepared("x,y\n0,1\n1e-300,2\n", scaling="range")
    with pytest.raises(ValueError, match=r"line 2, column x is too far"):
        preparation.samples(table_of("x,y\n1e300,1\n"))
    with pytest.raises(ValueError, match="column x is too far"):
        preparation.inputs_for({"x": 10**400})


def test_new_rows_are_read_like_the_rows_of_the_table():
    rows = [Row(2, ["1,5", "u", "2"]), Row(3, ["2,5", "v", "3"])]
    preparation = Preparation(Table("own.csv", ["x", "t", "y"], rows, decimal=","), scaling="none")
    assert preparation.inputs_for({"x": " 2,5 ", "t": "u "}) == [2.5, 1, 0]
    assert preparation.inputs_for({"x": Decimal("2.5"), "t": "u"}) == [2.5, 1, 0]
    with pytest.raises(TypeError, match="a row must be a dictionary"):
        preparation.inputs_for([1, "u"])


def test_in_a_column_of_texts_only_an_empty_cell_is_missing():
    text = "country,y\nNA,1\nDE,2\n,3\n"
    preparation, samples = prepared(text, text=["country"], missing={"country": "most_common"})
    assert preparation.input_names == ["country=DE", "country=NA"]
    assert [inputs for inputs, _ in samples] == [[0, 1], [1, 0], [0, 1]]


def test_the_expected_column_is_the_last_one_that_is_not_ignored():
    preparation, _ = prepared("x,y,z\n1,5,\n2,6,\n", ignore=["z"])
    assert preparation.output_names == ["y"]
    with pytest.raises(ValueError, match=r"line 3, column y: .*expected column can't have missing"):
        prepared("x,y\n1,a\n2,\n")


def test_every_neuron_gets_a_name_of_its_own():
    text = "apple,h1,a,a=x,kind\n1,2,x,3,apple\n2,3,y,4,pear\n3,3,x,4,b1\n"
    preparation, _ = prepared(text)
    names = preparation.input_names + preparation.output_names
    assert names == [
        *["apple", "column h1", "a=x", "a=y", "column a=x"],
        *["kind=apple", "kind=b1", "pear"],
    ]
    Network(
        [5, 2, 3],
        input_names=preparation.input_names,
        output_names=preparation.output_names,
    )


def test_an_error_in_the_first_line_suggests_that_it_may_be_a_header():
    rows = [Row(1, ["id", "2020"]), Row(2, ["1", "5"])]
    with pytest.raises(ValueError, match=r"line 1, column a: .*--text a.*--header yes"):
        Preparation(Table("own.csv", ["a", "b"], rows, has_header=False))
    for rows, has_header in (
        ([Row(1, ["1", "5"]), Row(2, ["id", "20"])], False),
        ([Row(2, ["id", "20"]), Row(3, ["1", "5"])], True),
    ):
        with pytest.raises(ValueError, match=r"line 2, column a: .*--text a") as refusal:
            Preparation(Table("own.csv", ["a", "b"], rows, has_header=has_header))
        assert "--header" not in str(refusal.value)


def test_a_column_may_hold_a_hundred_different_texts():
    preparation, _ = prepared("x,y\n" + "".join(f"n{n},{n}\n" for n in range(100)))
    assert len(preparation.input_names) == 100


def test_a_bad_cell_is_found_in_the_held_out_part_too():
    table = table_of("x,y\n1,1\n2,2\nthree,3\n")
    part = Table(table.path, table.columns, table.rows[:2], whole=table)
    with pytest.raises(ValueError, match="line 4, column x"):
        Preparation(part)


def test_a_bad_new_row_is_refused_with_its_column():
    preparation, _ = prepared(FLOWERS)
    with pytest.raises(ValueError, match="column length must be a number; got 'long'"):
        preparation.inputs_for({"length": "long", "width": 1, "town": "Ulm"})
    with pytest.raises(ValueError, match="column town must be one of Bonn, Jena, Ulm; got 'Rome"):
        preparation.inputs_for({"length": 1, "width": 1, "town": "Rome"})
    with pytest.raises(ValueError, match="needs the columns length, width, town; width"):
        preparation.inputs_for({"length": 1, "town": "Ulm"})
    with pytest.raises(ValueError, match="column length must be a finite number"):
        preparation.inputs_for({"length": math.nan, "width": 1, "town": "Ulm"})
    with pytest.raises(TypeError, match="column length must be a number"):
        preparation.inputs_for({"length": None, "width": 1, "town": "Ulm"})
    with pytest.raises(ValueError, match=r"new.csv has no column 'town'"):
        preparation.samples(table_of("length,width\n1,2\n", name="new.csv"))
    row = FLOWERS.replace("Jena,iris", "Jena,tulip")
    with pytest.raises(ValueError, match=r"flowers.csv, line 5, column species must be one of"):
        preparation.samples(table_of(row))


@pytest.mark.parametrize(
    "text, options, reason",
    [
        ("x,y\n1,1\n2,2\n", {"expected": "z"}, "no column 'z'; .* x, y"),
        ("x,y\n1,1\n2,2\n", {"ignore": ["z"]}, "no column 'z'"),
        ("x,y\n1,1\n2,2\n", {"text": ["z"]}, "no column 'z'"),
        ("x,y\n1,1\n2,2\n", {"text": "x"}, "text must be a list of names"),
        ("x,y\n1,1\n2,2\n", {"ignore": "x"}, "ignore must be a list of names"),
        ("x,y\n1,1\n2,2\n", {"missing": {"z": "mean"}}, "no column 'z'"),
        ("x,y\n1,1\n2,2\n", {"expected": "y", "ignore": ["y"]}, "can't be ignored"),
        ("x,y\n1,1\n2,2\n", {"missing": {"y": "mean"}}, "can't be filled in"),
        ("x,y\n1e-200,1\n2e-200,2\n", {}, "column x are too large or too small"),
        ("x,y\n1.7e308,1\n1.7e308,2\n,3\n", {"missing": "median"}, "column x are too large"),
        ("x,y\n1,1\n2,2\n", {"ignore": ["x"]}, "no column besides y"),
        ("x,y\n1,1\n2,2\n", {"missing": "drop"}, "missing must be one of refuse, mean"),
        ("x,y\n1,1\n2,2\n", {"missing": {"x": "zero"}}, "missing must be one of"),
        ("x,y\n1,1\n2,2\n", {"scaling": "log"}, "scaling must be one of standard, range"),
        ("x,y\n1,5\n2,5\n", {}, "column y is always 5,"),
        ("x,y\n1,a\n2,a\n", {}, "column y is always a,"),
        ("x,y\n,1\n,2\n", {"missing": "mean"}, "column x is empty.*--ignore x$"),
        ("x x,y\n,1\n,2\n", {"missing": "mean"}, 'column x x is empty.*--ignore "x x"$'),
        ("x,y\n1e308,1\n-1e308,2\n", {}, "column x are too large"),
        ("x,y\n" + "".join(f"n{n},1\n" for n in range(101)), {}, "at most 100 .*; got 101,"),
    ],
)
def test_a_table_that_cannot_be_prepared_is_refused_with_the_reason(text, options, reason):
    with pytest.raises(ValueError, match=reason):
        prepared(text, **options)


def test_numbers_with_the_other_decimal_sign_are_not_taken_for_texts():
    rows = [Row(2, ["1,5", "2"]), Row(3, ["2,5", "3"])]
    with pytest.raises(ValueError, match=r"line 2, column x: .*got '1,5'.*--decimal ,"):
        Preparation(Table("own.csv", ["x", "y"], rows))
    mixed = [Row(2, ["3", "2"]), *rows]
    with pytest.raises(ValueError, match=r"column x: .*got '1,5'.*--decimal ,"):
        Preparation(Table("own.csv", ["x", "y"], mixed))
    table = Table("own.csv", ["x", "y"], rows, decimal=",")
    assert Preparation(table, scaling="none").samples(table) == [([1.5], [2.0]), ([2.5], [3.0])]


@pytest.mark.parametrize("number", ["1,234", "1.234,50", "900 000", "12'000", "-1,5"])
def test_numbers_with_separated_thousands_are_not_taken_for_texts(number):
    rows = [Row(2, ["many", "2"]), Row(3, [number, "3"])]
    with pytest.raises(ValueError, match=f"line 3, column x: .*got [\"']{number}"):
        Preparation(Table("own.csv", ["x", "y"], rows))
    Preparation(Table("own.csv", ["x", "y"], rows), text=["x"])


def test_a_text_of_several_lines_becomes_one_line_and_others_that_cannot_be_printed_are_refused():
    rows = [Row(2, ["Ulm", "1"]), Row(3, ["Bad\r\n Ems", "2"])]
    preparation = Preparation(Table("own.csv", ["town", "y"], rows))
    assert preparation.input_names == ["town=Bad Ems", "town=Ulm"]
    assert preparation.inputs_for({"town": "Bad\nEms"}) == [1, 0]
    rows = [Row(2, ["Ulm", "1"]), Row(3, ["Bad\x1bEms", "2"])]
    with pytest.raises(ValueError, match=r"line 3, column town must be .* on one line"):
        Preparation(Table("own.csv", ["town", "y"], rows))


def test_a_network_learns_from_your_own_file(tmp_path):
    path = tmp_path / "own.csv"
    lines = [
        f'{n % 7},"{"left" if n % 2 else "right"}",{"odd" if n % 2 else "even"}' for n in range(40)
    ]
    path.write_text("number,side,kind\n" + "\n".join(lines) + "\n")
    training, test = read_table(path).split(0.25, seed=2)
    preparation = Preparation(training, expected="kind")
    network = Network(
        [len(preparation.input_names), len(preparation.output_names)],
        output_activation=identity,
        error=softmax_cross_entropy,
        input_names=preparation.input_names,
        output_names=preparation.output_names,
    )
    Trainer(network, learning_rate=0.5).train(preparation.samples(training), 20)
    for row, (inputs, _) in zip(test.rows, preparation.samples(test)):
        assert preparation.answer(network.propagate(inputs)) == row.cells[2]
    assert network.link("side=left", "odd").weight > 0
    assert repr(preparation) == "Preparation: number, side -> kind"


def test_filling_in_missing_values_changes_nothing_in_the_table(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("x,y\n1,1\n,2\n4,3\n")
    table = read_table(path)
    preparation = Preparation(table, missing="mean", scaling="none")
    assert [inputs for inputs, _ in preparation.samples(table)] == [[1.0], [2.5], [4.0]]
    assert preparation.missing_count(table) == 1
    assert math.isnan(table.numbers("x")[1])
    assert [row.cells for row in table.rows] == [["1", "1"], ["", "2"], ["4", "3"]]


def test_words_become_whole_numbers_in_compact_memory():
    _, samples = prepared(FLOWERS)
    assert repr(samples[1][0][2:]) == "[0, 0, 1]" and repr(samples[1][1]) == "[0, 1, 0]"
    assert isinstance(samples, StoredSamples)


@pytest.mark.parametrize(
    "name",
    [
        *("price", "a-b", "größe", "1x1", "x.y"),
        *("a b", "price ($)", "#nr", "it's", 'say "a"', "a&b"),
    ],
)
def test_a_name_in_advice_can_be_typed_in_a_shell_as_it_is(name):
    assert shlex.split(f"--ignore {quoted(name)}") == ["--ignore", name]
    assert (quoted(name) == name) == name.replace("-", "").replace(".", "").isalnum()
