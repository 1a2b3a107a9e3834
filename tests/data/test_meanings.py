from __future__ import annotations

import random

import pytest
from support.tables import all_cases

from lernmi.command_line.main import parser
from lernmi.command_line.tasks import table_data
from lernmi.data.preparation import NumberColumn, TextColumn


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
        ("year", range(1990, 2020), "kept"),
        ("year", range(0, 90, 3), "kept"),
        ("Id", [*range(29), 5], "kept"),
        ("patient_id", [n * 7919 % 997 for n in range(30)], "left out"),
        ("points", [n * 7919 % 997 for n in range(30)], "kept"),
        ("zip", [n * 7919 % 997 + 10000 for n in range(30)], "warned"),
        ("zip", [n * 7919 % 997 for n in range(30)], "kept"),
        ("paid", range(30), "warned"),
        ("month", [200001 + n // 12 * 100 + n % 12 for n in range(30)], "warned"),
        ("month", [f"{n % 12 + 1:02}.{2000 + n // 12}" for n in range(30)], "warned"),
        ("rate", [f"1.{2000 + n}" for n in range(30)], "kept"),
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


def table_with(column, name="c", count=40):
    """Return a table with a number, this column and a label."""
    drawn = random.Random(1)
    rows = [f'{drawn.random():.3f},"{column(n)}",{"ab"[drawn.randrange(2)]}' for n in range(count)]
    return "\n".join([f"x,{name},y", *rows])


@pytest.mark.parametrize(
    ("column", "look"),
    [
        (lambda n: f"2024-{n // 20 + 1:02}-{n % 20 + 1:02}", "dates, such as 2024-01-01"),
        # Each of these dates and times occurs several times.
        (lambda n: f"{n % 13 + 1}/3/24", "dates, such as 1/3/24"),
        (lambda n: f"{n % 12}:30", "times, such as 0:30"),
        (lambda n: f"+41 79 123 45 {n + 10}", "phone numbers"),
        (lambda n: f"A-{n:03}", "codes, such as A-000"),
        (lambda n: f"that is what {n} people said", "free text"),
        (lambda n: f"{n}{'' if n % 3 else 'b'}", "codes, such as 0b"),
        (lambda n: f"{'' if n % 3 else 'A/5 '}{n * 7}", "codes, such as A/5 0"),
        (lambda n: "word" + "abcdefghijk"[n % 11] * (n + 1), "nearly every row has a different"),
        (lambda n: "z" * (n + 1) if n < 22 else "common", "nearly every row has a different"),
        (lambda n: "" if n % 2 else "n" * (n + 1), "nearly every row has a different word"),
    ],
)
def test_words_that_say_nothing_about_other_rows_are_left_out(tmp_path, column, look):
    text = table_with(column)
    data = data_of(tmp_path, text)
    assert data.input_names == ["x"]
    [guess] = data.guesses
    assert f"c ({look}" in guess and guess.endswith("(to use one all the same: --text c).")
    # The advice works, even if cells are missing.
    options = ["--text", "c", "--missing", "most_common"]
    assert len(data_of(tmp_path, text, *options).input_names) > 10


def test_the_advice_about_words_is_left_out_if_they_are_too_many(tmp_path):
    [guess] = data_of(tmp_path, table_with(lambda n: f"A-{n:03}", count=150)).guesses
    assert "--text" not in guess


@pytest.mark.parametrize(
    "column",
    [
        lambda n: ["Monday", "Tuesday", "Friday"][n % 3],
        lambda n: ["strongly agree", "agree", "Prefer not to say"][n % 3],
        lambda n: ["20-29", "30-39", "40-49"][n % 3],
        lambda n: ["2024-03-01", "2024-03-02"][n % 2],
        lambda n: f"{n % 6 + 5}{'abc'[n % 3]}",
        lambda n: f"P{n % 13}",
        lambda n: "z" * (n + 1) if n < 18 else "common",
        lambda n: ["wahr", "falsch"][n % 2],
    ],
)
def test_words_that_occur_several_times_are_learned(tmp_path, column):
    data = data_of(tmp_path, table_with(column))
    assert isinstance(data.preparation.inputs[1], TextColumn) and data.guesses == []


@pytest.mark.parametrize(
    "column", [lambda n: "two" if n == 5 else n, lambda n: f"{n}{' cm' * (n % 2)}"]
)
def test_a_few_words_or_units_among_numbers_are_mistakes_and_refused(tmp_path, column):
    with pytest.raises(ValueError, match="column c: expected a number like the"):
        data_of(tmp_path, table_with(column))


def test_if_all_inputs_are_such_words_the_table_is_refused_with_what_goes_on(tmp_path):
    rows = [f"name {n},{n % 7}.5" for n in range(20)]
    text = "\n".join(["name,y", *rows])
    with pytest.raises(ValueError, match=r"no column to learn from.*; or use --text name to"):
        data_of(tmp_path, text)
    assert len(data_of(tmp_path, text, "--text", "name").input_names) == 20


@pytest.mark.parametrize(
    ("column", "look", "advice"),
    [
        (lambda n: f"{n + 1}/{n % 9 + 1}", "fractions or pairs", "Write them as numbers such as 0"),
        (lambda n: f"({n})", "numbers in brackets", "with a minus sign"),
        (lambda n: f"{n}{['€', '$'][n % 2]}", "numbers with different units", "in the same unit"),
        (lambda n: f"{n}.5 {'NS'[n % 2]}", "coordinates", "with a minus sign for south and west"),
    ],
)
def test_words_that_may_be_meant_as_numbers_are_refused(tmp_path, column, look, advice):
    text = table_with(column)
    with pytest.raises(ValueError, match=rf"line 2, column c: .*{look}.*{advice}.*--ignore c$"):
        data_of(tmp_path, text)
    assert data_of(tmp_path, text, "--ignore", "c").input_names == ["x"]
    with pytest.raises(ValueError, match=rf"column c, such as .*{look}.*--expected$"):
        data_of(tmp_path, text, "--expected", "c")


@pytest.mark.parametrize("expected", ["y", "c"])
def test_decimal_commas_get_the_advice_that_reads_them(tmp_path, expected):
    rows = [f'{n * 7 % 11},"{n},5",{"ab"[n % 2]}' for n in range(20)]
    text = "\n".join(["x,c,y", *rows])
    with pytest.raises(ValueError, match=r"line 2, column c: .*got '0,5'.* --decimal , or"):
        data_of(tmp_path, text, "--expected", expected, "--decimal", ".")
    data = data_of(tmp_path, text, "--decimal", ",")
    assert data.input_names == ["x", "c"]


@pytest.mark.parametrize(("column", "look"), [("2024-03-{}", "dates"), ("{}:30", "times")])
def test_dates_and_times_are_no_labels(tmp_path, column, look):
    text = column_of([column.format(n % 20 + 10) for n in range(40)])
    with pytest.raises(ValueError, match=rf"column y, such as .*look like {look}.*--expected$"):
        data_of(tmp_path, text)
    assert data_of(tmp_path, text, "--text", "y").has_labels


def test_numbers_with_zeros_in_front_are_codes_and_become_words(tmp_path):
    text = table_with(lambda n: f"0{n % 9 + 1000}")
    data = data_of(tmp_path, text)
    assert "c=01003" in data.input_names and "--amount c" in data.guesses[0]
    assert "c" in data_of(tmp_path, text, "--amount", "c").input_names
    # Hours and months are amounts, however they are written.
    assert "c" in data_of(tmp_path, table_with(lambda n: f"{n % 12 + 1:02}")).input_names
    for count in (40, 150):
        data = data_of(tmp_path, table_with(lambda n: f"0{n * 7 + 1000}", count=count))
        assert data.input_names == ["x"] and "c (codes, such as 01000)" in data.guesses[0]


@pytest.mark.parametrize(
    ("column", "look"),
    [
        (lambda n: f"202401{n * 7 % 29 + 1:02}", "dates"),
        (lambda n: f"4179{n * 7919 % 997 + 1000000}", "codes"),
        (lambda n: f"{n * 7919 % 997 + 1000000}", None),
    ],
)
def test_long_whole_numbers_are_named_if_they_may_be_dates_or_codes(tmp_path, column, look):
    text = table_with(column)
    guesses = data_of(tmp_path, text).guesses
    assert [f"look like {look}" in guess for guess in guesses] == ([True] if look else [])
    assert data_of(tmp_path, text, "--ignore", "c").input_names == ["x"]


def test_the_last_column_is_not_learned_if_it_numbers_the_rows(tmp_path):
    text = "x,id\n" + "".join([f"{n * 7 % 11},{n}\n" for n in range(20)])
    with pytest.raises(ValueError, match=r"the last column, id, only tells.* --amount id"):
        data_of(tmp_path, text)
    for options in (["--amount", "id"], ["--expected", "id"]):
        assert data_of(tmp_path, text, *options).preparation.output.name == "id"


def test_columns_that_are_always_the_same_are_named(tmp_path):
    rows = [f"CH,{n * 7 % 11},7,{n * 5 % 13}" for n in range(20)]
    data = data_of(tmp_path, "\n".join(["country,x,seven,y", *rows]))
    assert data.guesses == [
        "country and seven are the same in every row, which can't help (to leave it out: --ignore "
        "country)."
    ]


def labelled(column, count=40, label=lambda n: "ab"[n * n % 7 % 2]):
    """Return a table with a number, a column made from the label, and the label."""
    rows = [f"{n * 37 % 101},{column(n, label(n))},{label(n)}" for n in range(count)]
    return "\n".join(["x,c,y", *rows])


@pytest.mark.parametrize(
    ("column", "is_accused"),
    [
        (lambda n, label: {"a": 1, "b": 0}[label], True),
        (lambda n, label: f"{label}{label}", True),
        (lambda n, label: "c" if n == 20 else label, False),
        (lambda n, label: f"{label}{n % 2}", False),
        (lambda n, label: ord(label) * 100 + n, False),
    ],
)
def test_a_column_that_goes_with_the_label_one_to_one_is_named(tmp_path, column, is_accused):
    text = labelled(column)
    guesses = [guess for guess in data_of(tmp_path, text).guesses if "c alone tells y" in guess]
    assert len(guesses) == is_accused
    assert data_of(tmp_path, text, "--ignore", "c").input_names == ["x"]
    # In a few rows it may be chance.
    assert not any("alone" in guess for guess in data_of(tmp_path, labelled(column, 15)).guesses)


def test_an_amount_in_a_different_unit_is_named(tmp_path):
    drawn = random.Random(3)
    euros = [drawn.uniform(5, 50) for _ in range(40)]
    for other, is_accused in [
        (lambda euro: euro * 1.08, True),
        (lambda euro: 32 + 1.8 * euro, True),
        (lambda euro: euro * drawn.uniform(0.95, 1.05), False),
        (lambda euro: euro * euro, False),
    ]:
        rows = [f"{drawn.random():.3f},{other(euro):.2f},{euro:.2f}" for euro in euros]
        guesses = data_of(tmp_path, "\n".join(["x,dollars,euros", *rows])).guesses
        assert [guess.startswith("dollars seems to be euros") for guess in guesses] == (
            [True] * is_accused
        )
        # A single column is what the network should find out.
        alone = [row.split(",", 1)[1] for row in rows]
        assert data_of(tmp_path, "\n".join(["dollars,euros", *alone])).guesses == []


@pytest.mark.parametrize("width", [1, 2, 3])
@pytest.mark.parametrize("times", [1, 12])
def test_no_truth_table_is_accused_however_often_it_is_written(tmp_path, width, times):
    gates = [lambda a, b: 1 - a, lambda a, b: a & b, lambda a, b: 1 - (a ^ b), lambda a, b: a]
    for gate in gates[: 1 if width == 1 else None]:
        rows = []
        for n in range(2**width):
            bits = [n >> place & 1 for place in range(width)]
            rows.append(",".join(map(str, [*bits, gate(bits[0], bits[-1])])))
        names = [*[f"x{place}" for place in range(width)], "y"]
        guesses = data_of(tmp_path, "\n".join([",".join(names), *(rows * times)])).guesses
        assert not any("--ignore" in guess for guess in guesses)


def test_no_healthy_table_of_the_record_is_accused(tmp_path):
    read = 0
    for text, options, _ in all_cases().values():
        if options or len(text) > 5000:
            continue
        try:
            data = data_of(tmp_path, text, "--missing", "most_common")
        except ValueError:
            continue
        read += 1
        assert not any("alone" in guess or "a different unit" in guess for guess in data.guesses)
    assert read > 40


def test_the_only_input_may_count_the_rows(tmp_path):
    data = data_of(tmp_path, "week,mass\n" + "".join([f"{n},{n * n % 17}.5\n" for n in range(30)]))
    assert not any("week" in guess for guess in data.guesses)
