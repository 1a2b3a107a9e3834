from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lernmi.data import table_files, tables
from lernmi.data.cells import number_in
from lernmi.data.tables import read_table

cell = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\u00a0"),
    max_size=6,
).map(str.strip)
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode(encoding))
    return path


def refused(path, reason, **options):
    """Check that a file is refused in one line that begins with its name."""
    with pytest.raises(ValueError, match=reason) as refusal:
        read_table(path, **options)
    assert str(refusal.value).startswith(str(path))
    assert len(str(refusal.value).splitlines()) == 1


@same_folder
@given(st.data(), st.integers(1, 4), st.sampled_from([",", ";", "\t"]))
def test_cells_written_by_pythons_csv_writer_are_read_back(tmp_path, data, width, delimiter):
    rows = data.draw(
        st.lists(st.lists(cell, min_size=width, max_size=width).filter(any), max_size=5)
    )
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    names = [f"name {number}" for number in range(width)]
    writer.writerows([names, *rows])
    path = written(tmp_path, file.getvalue())
    if not rows:
        refused(path, "no rows below")
        return
    table = read_table(path, header=True, delimiter=delimiter)
    assert table.columns == names
    assert [list(row.cells) for row in table.rows] == rows
    assert [row.line for row in table.rows] == list(range(2, len(rows) + 2))
    if width > 1:
        assert read_table(path, header=True).columns == names


@same_folder
@given(st.binary(max_size=60))
def test_any_bytes_give_a_table_or_a_refusal_with_the_files_name(tmp_path, content):
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    try:
        table = read_table(path)
    except ValueError as refusal:
        assert str(path) in str(refusal)
        assert len(str(refusal).splitlines()) == 1
    else:
        assert table.rows
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize(
    "text, columns, first",
    [
        ("length,kind\n1.5,a\n", ["length", "kind"], ["1.5", "a"]),
        ("1.5,a\n2.5,b\n", ["column1", "column2"], ["1.5", "a"]),
        ('"Smith, John",3\n', ["column1", "column2"], ["Smith, John", "3"]),
        ('"a;b";c;d\n1;2;3\n', ["a;b", "c", "d"], ["1", "2", "3"]),
        (",x,\n1,2,3\n", ["column1", "x", "column3"], ["1", "2", "3"]),
        ("a,b\r\n1,2\r\n\r\n\r\n", ["a", "b"], ["1", "2"]),
        ("a,b\r1,2\r", ["a", "b"], ["1", "2"]),
        ("\ufeffa,b\n1,2", ["a", "b"], ["1", "2"]),
        (" a , b \n 1 , 2 \n", ["a", "b"], ["1", "2"]),
        ("\n\n,,\na,b,c\n1,2,3\n,,\n", ["a", "b", "c"], ["1", "2", "3"]),
        ("a,b\n\n1,2\n,\n4,5\n", ["a", "b"], ["1", "2"]),
        ('"a", "b"\n1, "x, y"\n', ["a", "b"], ["1", "x, y"]),
        ("a\u00a0b,c\nx\u00a0y,2\n", ["a b", "c"], ["x y", "2"]),
        ("Ort, Land;Jahr\nUlm, DE;1\nRom, IT;2", ["Ort, Land", "Jahr"], ["Ulm, DE", "1"]),
        ("a;b\r1,5;2,5\r", ["a", "b"], ["1,5", "2,5"]),
        ('"a\n(b, c)";d\n1;2\n'.replace("\n(", " ("), ["a (b, c)", "d"], ["1", "2"]),
        ("a,b\n1;2,3\n4,5;6\n", ["a", "b"], ["1;2", "3"]),
        ('a,b\n"two\nlines","say ""yes"""\n', ["a", "b"], ["two\nlines", 'say "yes"']),
    ],
)
def test_column_names_and_cells_are_read(tmp_path, text, columns, first):
    table = read_table(written(tmp_path, text))
    assert table.columns == columns
    assert list(table.rows[0].cells) == first


def test_the_option_header_overrides_the_guess(tmp_path):
    path = written(tmp_path, "2019,2020\n1,2\n")
    assert read_table(path, header=True).columns == ["2019", "2020"]
    assert len(read_table(path).rows) == 2
    path = written(tmp_path, "a,b\nc,d\n")
    assert read_table(path, header=False).columns == ["column1", "column2"]
    assert len(read_table(path, header=False).rows) == 2
    assert len(read_table(path).rows) == 1


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        (",x,y\n1,2,3\n", True),
        ("x,,y\n1,2,3\n", True),
        ("column1,column2\n1,2\n", True),
        ("1,2\n3,4\n", False),
        ("1,a\n3,b\n", False),
    ],
)
def test_a_table_knows_whether_its_first_line_was_taken_for_names(tmp_path, text, has_header):
    path = written(tmp_path, text + 3 * text.splitlines(keepends=True)[-1])
    table = read_table(path)
    assert [table.has_header, *[part.has_header for part in table.split(0.5)]] == 3 * [has_header]
    for choice in (True, False):
        assert read_table(path, header=choice).has_header is choice


def test_the_line_of_a_row_is_where_it_begins_even_if_a_quoted_field_spans_lines(tmp_path):
    table = read_table(written(tmp_path, 'a,b\n1,"x\ny\nz"\n2,w\n'))
    assert [row.line for row in table.rows] == [2, 5]


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("a,b\n", "no rows below"),
        ("a,b\n1,2\n3\n4,5\n", "line 3: .*2 fields.*line 1; got 1"),
        ("a,b\n1,2,3\n", "line 2: .*2 fields.*; got 3"),
        ("a\n1\n\n5\n", "line 3: this line is empty. If the value is missing, write NA"),
        ('a,b\n1,"2\n3,4\n', r'line 2: .*quote \("\).*never closes'),
        ('a,b\n1,"2"x\n', "line 2: "),
        ("a,b,a\n1,2,3\n", "line 1: two columns are called 'a'"),
        ('"a\x1bb",c\n1,2\n', "line 1: a column's name must be printable and on one line"),
        ("a,b\n1,2\n\0,3\n", "line 3: this is not text"),
        ("a,b\n1," + "x" * 200_000, "line 2: field larger"),
    ],
)
def test_a_broken_table_is_refused_with_the_line(tmp_path, text, reason):
    refused(written(tmp_path, text), reason)


def test_a_different_encoding_is_refused_with_the_line_and_read_when_named(tmp_path):
    path = written(tmp_path, "city,a\nK\u00f6ln,1\nBonn,2\n", "cp1252")
    refused(path, r"line 2: this is not utf-8 text.*cp1252", encoding="utf-8")
    assert read_table(path, encoding="cp1252").rows[0].cells[0] == "K\u00f6ln"
    utf_16 = written(tmp_path, "a,b\n1,2\n", "utf-16")
    refused(utf_16, "line 1: this is not utf-8 text", encoding="utf-8")
    for wrong in ("klingon", "undefined", "a\0b"):
        refused(path, "try the encoding utf-8 or cp1252", encoding=wrong)


@pytest.mark.parametrize(
    "option", [{"delimiter": ",,"}, {"delimiter": ""}, {"delimiter": '"'}, {"header": "no"}]
)
def test_options_that_make_no_sense_are_refused_by_name(tmp_path, option):
    with pytest.raises(ValueError, match=f"^{next(iter(option))} must be"):
        read_table(written(tmp_path, "a,b\n1,2\n"), **option)


def test_a_file_that_is_too_large_and_a_folder_are_refused_before_reading(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(10**12)
    refused(path, "1,000,000,000,000 bytes")
    refused(tmp_path, "is not a file")
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "none.csv")


def test_a_decimal_comma_does_not_separate_fields(tmp_path):
    table = read_table(written(tmp_path, "1,5;2,5;rot\n3,5;4,5;blau\n"), decimal=",")
    assert list(table.rows[0].cells) == ["1,5", "2,5", "rot"]
    assert table.columns == ["column1", "column2", "column3"]
    table = read_table(written(tmp_path, "size\n1,5\n2,5\n"), decimal=",")
    assert [list(row.cells) for row in table.rows] == [["1,5"], ["2,5"]]


def test_the_option_delimiter_overrides_the_guess(tmp_path):
    path = written(tmp_path, "a;b,c\n1;2,3\n")
    assert read_table(path).columns == ["a", "b,c"]
    assert read_table(path, delimiter=",").columns == ["a;b", "c"]
    assert read_table(path, delimiter="|").columns == ["a;b,c"]


def test_a_cell_is_found_by_its_columns_name(tmp_path):
    table = read_table(written(tmp_path, "a,b\n1,2\n"))
    assert table.place_of("b") == 1
    assert table.where(table.rows[0], "b") == f"{tmp_path / 'own.csv'}, line 2, column b"
    with pytest.raises(ValueError, match=r"own.csv has no column 'c'; .* a, b$"):
        table.place_of("c")


@pytest.mark.parametrize(
    "text, line",
    [("a,b\r1,x\r2,y\xf6\r", 3), ("a,b\r\n1,x\r\n2,y\xf6\r\n", 3), ("a,b\n\xf6,1", 2)],
)
def test_lines_are_counted_with_any_line_end(tmp_path, text, line):
    path = written(tmp_path, text, "cp1252")
    refused(path, f"line {line}: this is not utf-8", encoding="utf-8")
    refused(written(tmp_path, text.replace("\xf6", "\0")), f"line {line}: this is not text")


def test_a_long_row_of_digits_that_is_not_a_number_is_handled_quickly(tmp_path):
    # It took minutes when the pattern could split the digits in many ways.
    long = "1" * 100_000 + "x"
    table = read_table(written(tmp_path, f"{long},b\n1,2\n{long},v\n"))
    assert table.columns == [long, "b"]
    assert number_in(table.rows[1].cells[0]) is None


def test_a_table_of_too_many_columns_is_refused(tmp_path):
    refused(written(tmp_path, "," * 200_000 + "x\n"), "at most 10,000 columns; got 200,001")


@pytest.mark.parametrize("text", ["1", "-1.5", "+.5", "2.", "1e3", "1E-3", "007"])
def test_these_texts_are_numbers(text):
    assert number_in(text) == float(text)


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "1_000", "1,5", "1 000", "0x10", "inf", "nan", "1e999", "1e", "\u0663", "12,"],
)
def test_these_texts_are_not_numbers(text):
    assert number_in(text) is None


def test_with_a_decimal_comma_a_decimal_point_is_not_a_number(tmp_path):
    assert number_in("1,5", ",") == 1.5
    assert number_in("1.5", ",") is None
    assert number_in("1.234", ",") is None
    assert number_in("0.234,5", ",") is None
    assert number_in("1.234,5", ",") == 1234.5
    assert read_table(written(tmp_path, "a;b\n1,5;2\n"), decimal=",").decimal == ","
    with pytest.raises(ValueError, match="decimal must be"):
        read_table(written(tmp_path, "a;b\n1,5;2\n"), decimal="comma")
    for delimiter in (";;", "", 3):
        with pytest.raises(ValueError, match="delimiter must be one character"):
            read_table(written(tmp_path, "a;b\n1,5;2\n"), delimiter=delimiter)


def test_a_part_of_a_table_remembers_the_whole(tmp_path):
    table = read_table(written(tmp_path, "a,b\n" + "".join(f"{n},{n}\n" for n in range(10))))
    first, second = table.split(0.3, seed=1)
    assert sorted(first.rows + second.rows) == table.rows
    assert len(second.rows) == 3
    assert first.whole is second.whole is table.whole is table
    parts = first.split(0.5)
    assert parts[0].whole is table
    assert sorted(parts[0].rows + parts[1].rows) == sorted(first.rows)
    for part in (first, second, *parts):
        assert [row.cells[0] for row in part.rows] == part.texts("a")
        assert list(part.numbers("a")) == list(map(float, part.texts("a")))
        assert [row.line for row in part.rows] == list(part.lines)
    assert "10 rows" in repr(table)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 64])
def test_the_pieces_in_which_a_file_is_read_make_no_difference(tmp_path, monkeypatch, end, size):
    lines = ["a,b", "\u00e9,1", '"two', 'lines",2', "\U0001f600 ,3", '"x, ""y""",4', "1.5,5", ""]
    path = written(tmp_path, end.join(lines))
    options = {"delimiter": ",", "header": True}
    whole = read_table(path, **options)
    monkeypatch.setattr(table_files, "BYTES_AT_ONCE", size)
    monkeypatch.setattr(tables, "CELLS_AT_ONCE", size)
    reports = []
    table = read_table(path, on_progress=lambda *report: reports.append(report), **options)
    assert table.rows == whole.rows and len(table.rows) == 5
    assert [str(x) for x in table.numbers("a")] == [str(x) for x in whole.numbers("a")]
    length = path.stat().st_size
    assert {size for _, size in reports} == {length} and reports[-1][0] == length
    assert sorted(reports) == reports and len(reports) >= length / size


def test_ctrl_c_stops_reading_at_once(tmp_path):
    def press(done, size):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_table(written(tmp_path, "a,b\n1,2\n"), on_progress=press)


def test_numbers_that_only_float_accepts_are_not_numbers_in_a_whole_column_either(tmp_path):
    for text in [
        "1_0",
        "nan",
        "inf",
        "-infinity",
        "1e999",
        "0x1p3",
        "",
        "1 2",
        "1\u20092",
    ]:
        table = read_table(written(tmp_path, f"x,y\n1,1\n{text},2\n2.5,3\n"))
        assert [repr(number) for number in table.numbers("x")] == ["1.0", "nan", "2.5"]
    huge = "".join([f"{'-' if n % 2 else ''}1e308,{n}\n" for n in range(6)])
    table = read_table(written(tmp_path, f"x,y\n{huge}"))
    assert table.numbers("x").tolist() == [1e308, -1e308] * 3 and table.has_only_numbers("x")
