"""Tables in the forms that people bring: each is read as it is meant, or refused by what it is."""

from __future__ import annotations

import io

import pytest

from lernmi.data.meanings import far_number
from lernmi.data.preparation import Preparation
from lernmi.data.tables import read_table

GERMAN = (
    'Größe (m²);Preis pro m²;Straße;"Baujahr\r\n(laut Akte)";Verkauft\r\n'
    "94,3;1.359,29;Nord;1964;ja\r\n143,0;3.910,65;Süd;1999;nein\r\n;;;;\r\n"
)
GERMAN_COLUMNS = ["Größe (m²)", "Preis pro m²", "Straße", "Baujahr (laut Akte)", "Verkauft"]


def table_of(tmp_path, text, encoding="utf-8", **options):
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode(encoding))
    return read_table(path, **options)


def cells(table):
    return [list(row.cells) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_excels_table_is_read_in_every_encoding_that_excel_writes(tmp_path, encoding):
    table = table_of(tmp_path, GERMAN, encoding, decimal=",")
    assert table.columns == GERMAN_COLUMNS
    assert cells(table)[1] == ["143,0", "3.910,65", "Süd", "1999", "nein"]
    assert [row.line for row in table.rows] == [3, 4]
    assert list(table.numbers("Preis pro m²")) == [1359.29, 3910.65]
    assert any("cp1252" in guess for guess in table.guesses) == (encoding == "cp1252")


def test_bytes_that_no_windows_program_writes_are_not_taken_for_its_encoding(tmp_path):
    path = tmp_path / "own.csv"
    for content in (b"a,b\n\x81,1\n", b"a,b\n\xe9\x07,1\n"):
        path.write_bytes(content)
        with pytest.raises(ValueError, match="line 2: this is not utf-8 text"):
            read_table(path)


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1.200", "1.359,5", "7"], [1200, 1359.5, 7]),
        (["1.200", "1.234.567"], [1200, 1234567]),
        (["1.200", "7,5"], [1200, 7.5]),
        (["1.200", "7"], [1200, 7]),
        (["1.200,5", "1.5"], None),
        (["1.200,5", "0.123"], None),
        (["1.200,5", "12.34,5"], None),
    ],
)
def test_with_a_decimal_comma_points_separate_thousands_where_that_is_certain(
    tmp_path, texts, numbers
):
    rows = "".join([f"{text};{place}\n" for place, text in enumerate(texts)])
    table = table_of(tmp_path, f"x;y\n{rows}", decimal=",")
    if numbers is None:
        with pytest.raises(ValueError, match="column x: expected a number"):
            Preparation(table)
    else:
        assert list(table.numbers("x")) == numbers


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_excels_own_first_line_names_the_delimiter(tmp_path, sign):
    table = table_of(tmp_path, f"sep={sign}\r\na{sign}b\r\n1,5{sign}2\r\n".replace("1,5", "15"))
    assert table.columns == ["a", "b"] and cells(table) == [["15", "2"]]
    assert table.rows[0].line == 3


@pytest.mark.parametrize(
    "text",
    [
        "1.5\t2.5\t1\n1.5\t2.5\t\t2\n\t3\t4\t3\n",
        "1.5 2.5   1\n 1.5 2.5 2  \n3    4\t3\n",
        "1.5\t2.5\t1\n1.5\t2.5 2\n3\t4\t3\n",
    ],
)
def test_doubled_tabs_and_blanks_separate_columns(tmp_path, text):
    table = table_of(tmp_path, text)
    assert cells(table) == [["1.5", "2.5", "1"], ["1.5", "2.5", "2"], ["3", "4", "3"]]
    assert len(table.guesses) == 1 and "--delimiter" in table.guesses[0]


def test_bars_separate_columns_and_r_writes_blanks_and_one_name_too_few(tmp_path):
    table = table_of(tmp_path, "a|b|c\n1|2 x|3,5\n4|5|6\n")
    assert cells(table) == [["1", "2 x", "3,5"], ["4", "5", "6"]]
    table = table_of(tmp_path, '"a" "b"\n"1" 5.1 3\n"2" 4.9 "2 x"\n')
    assert table.columns == ["column1", "a", "b"]
    assert cells(table) == [["1", "5.1", "3"], ["2", "4.9", "2 x"]]


def test_a_name_in_quotes_after_a_tab_is_one_cell_of_a_table_with_blanks(tmp_path):
    rows = [f'2{n}.9   4   ?      2400.  {n}\t"maker model {n}"\n' for n in range(4)]
    table = table_of(tmp_path, "".join(rows))
    assert cells(table)[3] == ["23.9", "4", "?", "2400.", "3", "maker model 3"]


def test_missing_cells_between_tabs_and_words_with_blanks_stay_as_they_are(tmp_path):
    table = table_of(tmp_path, "a b\tc\n1 2\t\n3 4\tx y\n")
    assert cells(table) == [["1 2", ""], ["3 4", "x y"]] and table.guesses == []
    assert cells(table_of(tmp_path, "town\nNew York\nSan Marino\n"))[0] == ["New York"]


@pytest.mark.parametrize(
    ("first_line", "columns", "guess"),
    [
        (",x,y", ["column1", "x", "y"], None),
        ("i,x,y,", ["i", "x", "y"], "one name too many"),
        ("x,y", ["column1", "x", "y"], "one name too few"),
        ("|1x3 Cross validator", ["column1", "column2", "column3"], "because of the |"),
        ("# by hand\ni,x,y", ["i", "x", "y"], "because of the #"),
        ("% by hand\n%\ni,x,y", ["i", "x", "y"], "Lines 1 to 2 are left out"),
        ("150,2,setosa,virginica", ["column1", "column2", "column3"], "scikit-learn"),
        ("#i,x,y", ["#i", "x", "y"], None),
    ],
)
def test_an_odd_first_line_is_what_it_is_and_not_a_row(tmp_path, first_line, columns, guess):
    table = table_of(tmp_path, f"{first_line}\n1,2.5,3\n2,3.5,4\n3,4.5,5\n")
    assert table.columns == columns
    assert cells(table) == [["1", "2.5", "3"], ["2", "3.5", "4"], ["3", "4.5", "5"]]
    assert [guess in each for each in table.guesses] == ([] if guess is None else [True])
    assert table.rows[0].line == first_line.count("\n") + 2


def test_a_comment_in_the_last_line_is_left_out_and_a_short_row_is_refused(tmp_path):
    table = table_of(tmp_path, "a,b\n1,2\n3,4\n# checked\n")
    assert cells(table) == [["1", "2"], ["3", "4"]]
    assert table.guesses == ["Line 4 is left out, as a note below the table: '# checked'."]
    for end in ("checked\n", "# checked\n5,6\n"):
        with pytest.raises(ValueError, match="line 4: expected 2 fields, as in line 1; got 1"):
            table_of(tmp_path, f"a,b\n1,2\n3,4\n{end}")


def test_lines_that_end_with_a_delimiter_have_no_column_behind_it(tmp_path):
    for first_line in ("a,b", "a,b,"):
        table = table_of(tmp_path, f"{first_line}\n1,2,\n3,4,\n")
        assert table.columns == ["a", "b"] and cells(table) == [["1", "2"], ["3", "4"]]


def test_a_title_is_named_as_what_does_not_fit(tmp_path):
    with pytest.raises(ValueError, match="line 1: this line has 1 field, but each row below has 3"):
        table_of(tmp_path, "Flats of 2024\n1,2,3\n4,5,6\n")


def test_two_equal_names_may_be_words_of_the_first_row(tmp_path):
    text = "p,x,p\ne,x,n\ne,y,n\n"
    with pytest.raises(ValueError, match=r"called 'p'. Rename one of them, or use --header no"):
        table_of(tmp_path, text)
    with pytest.raises(ValueError, match=r"called 'p'. Rename one of them$"):
        table_of(tmp_path, text, header=True)
    assert len(table_of(tmp_path, text, header=False).rows) == 3


def test_an_arff_file_is_read(tmp_path):
    text = (
        "% a comment\n@relation weather\n\n@attribute outlook {sunny, rainy}\n"
        "@attribute 'the temperature' numeric\n@ATTRIBUTE play {yes, no}\n\n@data\n"
        "sunny,75,yes\n'very rainy',?,no\n"
    )
    table = table_of(tmp_path, text)
    assert table.columns == ["outlook", "the temperature", "play"]
    assert cells(table) == [["sunny", "75", "yes"], ["very rainy", "?", "no"]]
    assert table.rows[0].line == 9 and "ARFF" in table.guesses[0]
    with pytest.raises(ValueError, match="sparse ARFF"):
        table_of(tmp_path, text.split("sunny,75")[0] + "{0 sunny, 2 yes}\n")


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["$1,008", "$919", "-$2.50"], [1008, 919, -2.5]),
        (["12 €", "1,008.5 €", "7€"], [12, 1008.5, 7]),
        (["33%", "4.5 %", "0%"], [33, 4.5, 0]),
        (["33%", "", "na"], [33]),
        (["33%", "4"], None),
        (["$5", "5 €"], None),
        (["$5", "free"], None),
        (["$1,08", "$5"], None),
        (["5$6", "$5"], None),
    ],
)
def test_currency_and_percent_signs_are_read_as_numbers_if_all_cells_have_them(
    tmp_path, texts, numbers
):
    rows = "".join([f'"{text}",{place}\n' for place, text in enumerate(texts)])
    table = table_of(tmp_path, f"x,y\n{rows}")
    assert [number for number in table.numbers("x") if number == number] == (
        numbers if numbers is not None else [4.0] if "4" in texts else []
    )
    if numbers is not None and len(numbers) > 1:
        preparation = Preparation(table, scaling="none")
        assert preparation.inputs_for({"x": texts[0]}) == [numbers[0]]
        assert preparation.inputs_for({"x": numbers[0]}) == [numbers[0]]


def test_a_sign_among_plain_numbers_is_refused_in_a_new_table_too(tmp_path):
    preparation = Preparation(table_of(tmp_path, "x,y\n1,1\n2,2\n"))
    with pytest.raises(ValueError, match="line 3, column x must be a number like the others"):
        preparation.samples(table_of(tmp_path, "x,y\n1,1\n$2,2\n"))


def test_an_open_file_is_read_like_its_path(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes("a;b\n1;é\n".encode("cp1252"))
    with path.open("rb") as file:
        table = read_table(file)
    assert cells(table) == [["1", "é"]] and table.path == str(path)
    with path.open(encoding="cp1252") as text_file:
        assert cells(read_table(text_file)) == [["1", "é"]]
    assert cells(read_table(io.StringIO("a,b\n1,2\n"))) == [["1", "2"]]
    with pytest.raises(TypeError, match="source must be a path, an open file or a data frame"):
        read_table(5)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_gives_the_same_samples_as_its_file(tmp_path, library):
    frames = pytest.importorskip(library)
    values = {"x": [0.1, 1e-7, None], "n": [3, 4, 5], "town": ["Ulm", None, "Bonn"], "y": [1, 2, 4]}
    frame = frames.DataFrame(values)
    file = table_of(tmp_path, "x,n,town,y\n0.1,3,Ulm,1\n1e-7,4,,2\n,5,Bonn,4\n")
    preparation = Preparation(frame, missing="most_common")
    expected = Preparation(file, missing="most_common")
    assert preparation.samples(frame) == expected.samples(file)
    assert preparation.inputs_of(frame) == expected.inputs_of(file)
    with pytest.raises(ValueError, match="the data frame, line 3, column x: the cell is empty"):
        Preparation(frame)
    with pytest.raises(ValueError, match="the data frame has no rows"):
        read_table(frame[:0])
    if library == "pandas":
        frame.columns = ["x", "x", "town", "y"]
        with pytest.raises(ValueError, match="the data frame: two columns are called 'x'"):
            read_table(frame)


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        ("-", "seems to mean that the value is missing. .* --missing median"),
        ("#DIV/0!", "seems to mean that the value is missing. .* --missing median"),
        ("(2526)", "write it with a minus sign"),
        ("12 cm", "Write all cells with the same unit, or none"),
        ("<0.5", "Write a plain number, or empty the cell and use --missing median"),
        ("12b", "use --text a if the column holds text"),
        ("2,474", r"If these are thousands, use --decimal \.; .* use --decimal ,"),
        ("2,5", "Fix it, or use --decimal ,"),
        ("two", "use --text a if the column holds text"),
    ],
)
def test_the_advice_about_a_cell_that_is_no_number_fits_what_it_looks_like(tmp_path, cell, advice):
    table = table_of(tmp_path, f'a,y\n1.5,2\n"{cell}",3\n')
    with pytest.raises(ValueError, match=rf"line 3, column a: .*{advice}"):
        Preparation(table)


@pytest.mark.parametrize(
    ("numbers", "position"),
    [
        ([*range(20), 1000], 20),
        ([*range(20), -999, 5, -999], 20),
        ([*range(20), 60], None),
        # A dose in many rows is no typing error, and nobody writes 1000 for a missing value.
        ([0.1, 1, 10, 100, 1000] * 4, None),
        ([1, 2, 3, 4, 5, -77] * 4, 5),
        ([150, 160, 170, 0] * 4, 3),
        ([0, 0, 0, 1] * 5, None),
        ([7.0] * 20, None),
        ([1, 2, 1000], None),
        ([*range(20), float("nan")], None),
        # People write these for a missing value, if there are several of them.
        ([*range(18, 60), -1, -1, -1], 42),
        ([*range(18, 60), 99, 99, 99], 42),
        ([*range(18, 60), 99], None),
        ([*range(18, 60), 97, 97, 97], None),
        ([*range(20), -1, -1, -1], None),
        ([*range(-30, 60), -99, -99, -99], None),
        ([*range(0, 100, 7), 99, 99, 99], None),
    ],
)
def test_a_number_far_from_all_others_is_found_even_if_it_occurs_twice(tmp_path, numbers, position):
    cells = ["" if number != number else f"{number}" for number in numbers]
    table = table_of(tmp_path, "a,y\n" + "".join([f"{cell},1\n" for cell in cells]))
    assert far_number(table, "a") == position


def test_commas_separate_thousands_if_somebody_says_that_the_decimal_sign_is_a_point(tmp_path):
    text = 'people,y\n"8,758",1\n900,2\n"42,605",1\n'
    assert list(table_of(tmp_path, text, decimal=".").numbers("people")) == [8758, 900, 42605]
    # 1,5 can't be thousands.
    table = table_of(tmp_path, f'{text}"1,5",2\n', decimal=".")
    with pytest.raises(ValueError, match=r"line 2.* '8,758'.* write them without separators"):
        Preparation(table)


def test_missing_values_that_would_make_a_column_useless_get_a_different_advice(tmp_path):
    table = table_of(tmp_path, "vegan,price,y\nx,3,a\n,4,b\n,5,a\n")
    with pytest.raises(ValueError, match=r"All other cells are 'x', so .* write no or 0 in them"):
        Preparation(table)


def test_an_encoding_is_recommended_only_if_it_can_read_the_file(tmp_path):
    rows = "".join(f"{n},{town}\n" for n, town in enumerate(["東京", "大阪", "京都"] * 3))
    path = tmp_path / "own.csv"
    path.write_text(f"気温,都市\n{rows}", encoding="shift_jis")
    with pytest.raises(ValueError, match="such as --encoding mac_roman, cp1251 or shift_jis"):
        read_table(path)
    assert read_table(path, encoding="shift_jis").columns == ["気温", "都市"]
