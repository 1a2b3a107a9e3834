"""Forms of files that people bring: what is around the rows, how they are drawn, what is no table.

Each test has small files of one form.
"""

from __future__ import annotations

import gzip
import io
import json
import shlex
import sqlite3
import subprocess
import sys
import zipfile

import pytest

from lernmi.data.preparation import Preparation
from lernmi.data.tables import read_table


def table_of(tmp_path, text, encoding="utf-8", **options):
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode(encoding))
    return read_table(path, **options)


def cells(table):
    return [list(row.cells) for row in table.rows]


ROWS = "1.5,7,a\n2.5,8,b\n3.5,9,a\n4.5,6,b\n"
READ = [["1.5", "7", "a"], ["2.5", "8", "b"], ["3.5", "9", "a"], ["4.5", "6", "b"]]
NAMES = ["len", "weight", "kind"]


# The decimal sign.

GERMAN = "x;preis;art\n94,3;1.619;a\n143,0;12.500;b\n1,5;900;a\n"


def test_decimal_commas_in_the_first_rows_make_the_comma_the_decimal_sign(tmp_path):
    for sign in (";", "\t"):
        table = table_of(tmp_path, GERMAN.replace(";", sign))
        assert table.decimal == ","
        assert list(table.numbers("x")) == [94.3, 143, 1.5]
        assert list(table.numbers("preis")) == [1619, 12500, 900]
        assert any("(if it is a point: --decimal .)" in guess for guess in table.guesses)
        assert table.cells[1].thousands == "1.619"
    table = table_of(tmp_path, GERMAN, decimal=".")
    assert table.decimal == "." and list(table.numbers("preis")) == [1.619, 12.5, 900]


@pytest.mark.parametrize("decimal", [None, ","])
def test_decimal_commas_in_quotes_between_commas_are_read(tmp_path, decimal):
    text = 'x,y,z\n"94,3",7,a\n"1.359,25",8,b\n'
    table = table_of(tmp_path, text, decimal=decimal)
    assert list(table.numbers("x")) == [94.3, 1359.25] and table.texts("y") == ["7", "8"]


def test_decimal_commas_beside_signs_and_with_exponents_are_decimal_commas(tmp_path):
    table = table_of(tmp_path, "x;y\n12,50 €;1,5E+03\n7,5 €;2,25E-01\n")
    assert list(table.numbers("x")) == [12.5, 7.5] and list(table.numbers("y")) == [1500, 0.225]


@pytest.mark.parametrize("row", ["2,5;1.5;a", "2,5;0.125;a", "2,5;1.6190;a"])
def test_a_decimal_point_anywhere_in_a_column_of_numbers_keeps_the_point(tmp_path, row):
    rows = "94,3;1.619;a\n" * 20
    table = table_of(tmp_path, f"x;preis;art\n{rows}{row}\n")
    assert table.decimal == "."
    assert table.numbers("preis")[0] == 1.619


@pytest.mark.parametrize(
    "rows", ["1,234;5\n2,345;6\n", "a,b;5\nc;6\n", "3,5;5\nc;6\nd;7\n", "1.5;2\n2.5;3\n"]
)
def test_thousands_and_words_with_commas_do_not_change_the_decimal_sign(tmp_path, rows):
    table = table_of(tmp_path, f"x;y\n{rows}")
    assert table.decimal == "." and table.guesses == []
    assert table_of(tmp_path, 'x,y\n"3,5",1.234\n2,4.500\n').decimal == "."


def test_a_point_that_may_separate_thousands_is_a_guess_that_an_option_undoes(tmp_path):
    text = "n;preis;art\n1;1.619;a\n2;12.500;b\n3;900;a\n"
    table = table_of(tmp_path, text)
    assert list(table.numbers("preis")) == [1.619, 12.5, 900]
    [guess] = table.guesses
    assert (
        guess.startswith("1.619 in preis is read with a decimal point") and "--decimal ," in guess
    )
    assert list(table_of(tmp_path, text, decimal=",").numbers("preis")) == [1619, 12500, 900]
    assert table_of(tmp_path, text.replace(";", ",")).guesses == []


# Names that are numbers.


@pytest.mark.parametrize(
    ("first_line", "rows"),
    [
        ("country,2019,2020,2021", "DE,1.5,2.5,3\nFR,4,5,6\nIT,7,8,9\n"),
        ("2019,2020,2021", "1.5,2.5,3\n4,5,6\n7,8,9\n"),
        ("id,2019,2020", "1,1.5,2.5\n2,4,5\n3,7,8\n"),
        ("town,2020", "Ulm,1.5\nBonn,4\nKiel,7\n"),
        ("0,1,2,3", "5.1,3.5,1.4,0.2\n4.9,3.0,1.4,0.2\n4.7,3.2,1.3,0.2\n"),
        (",0,1,2", "0,5.1,3.5,9.4\n1,4.9,3.0,9.4\n2,4.7,3.2,9.3\n"),
        ("s,400,410,420,ph", "a,.1,.2,.3,7\nb,.1,.3,.2,6\nc,.2,.2,.2,7\n"),
        ("1,2,3", "a,b,c\nb,c,a\nc,a,b\n"),
        ("country,1990,1991,1992", "DE,80,2400,7\nFR,9000,31,4\nIT,5,6,8000\n"),
        ("region,1,2,3,4", "a,80,2,7,9\nb,9,31,4,2\nc,5,6,8,60\n"),
    ],
)
def test_numbers_that_rise_by_the_same_step_far_from_those_below_are_names(
    tmp_path, first_line, rows
):
    table = table_of(tmp_path, f"{first_line}\n{rows}")
    assert table.columns == [name or "column1" for name in first_line.split(",")]
    assert len(table.rows) == 3 and table.header_line == 1
    assert any("(if it is a row: --header no)" in guess for guess in table.guesses)
    assert len(table_of(tmp_path, f"{first_line}\n{rows}", header=False).rows) == 4


@pytest.mark.parametrize(
    "text",
    [
        "1,2,3\n4,5,6\n7,8,9\n10,11,12\n",
        "0,1\n0.1,0.995\n0.2,0.98\n0.3,0.955\n",
        "1,2,3,4\n2,1,4,3\n4,3,2,1\n3,4,1,2\n",
        "2019,1.5,a\n2020,2.5,b\n2021,3.5,a\n2022,1,b\n",
        "5,6,7\n1.5,2.5,100\n9.5,3.5,-3\n4,8,1\n",
        "2019,2020,2021\n1,2,3\n",
        "2017,no,x\n2006,yes,y\n2003,yes,z\n1997,no,x\n",
        "1,10,100\n2.5,20,205\n3.5,35,290\n4,41,401\n",
        "x,1,2,3,4\ny,2,1,3,4\ny,4,3,2,1\nx,3,4,2,1\n",
        "a,2020\nb,2021\na,2019\nb,2020\n",
    ],
)
def test_numbers_like_those_below_are_a_row(tmp_path, text):
    table = table_of(tmp_path, text)
    assert not table.has_header and len(table.rows) == text.count("\n")


# Above the rows.


@pytest.mark.parametrize(
    "units",
    [
        "cm,kg,-",
        "(cm),(kg),",
        "[cm],-,class",
        "How long?,How heavy?,Which?",
        'How long?,How heavy?,Which?\n"{""Id"":""1""}","{""Id"":""2""}","{""Id"":""3""}"',
        "continuous,continuous,discrete\n,,class",
        ",kg,",
    ],
)
def test_units_and_explanations_below_the_names_are_left_out(tmp_path, units):
    text = f"len,weight,kind\n{units}\n{ROWS}"
    table = table_of(tmp_path, text)
    assert table.columns == NAMES and cells(table) == READ
    count = units.count("\n") + 1
    assert table.rows[0].line == 2 + count
    [guess] = table.guesses
    assert guess.startswith("Line 2 is" if count == 1 else "Lines 2 to 3 are")
    assert "--header yes" in guess
    assert len(table_of(tmp_path, text, header=True).rows) == 4 + count


@pytest.mark.parametrize(
    "row", ["?,?,a", "NA,-,a", "1.5,odd,a", "odd,5,a", ",,a", "cm,,a", "5,kg,a"]
)
def test_a_first_row_with_numbers_or_missing_values_is_no_line_of_units(tmp_path, row):
    assert len(table_of(tmp_path, f"len,weight,kind\n{row}\n{ROWS}").rows) == 5


def test_a_row_with_a_name_of_its_own_and_an_odd_cell_is_no_line_of_units(tmp_path):
    rows = "ann,1,2\nbob,2,3\ncat,3,4\n"
    assert len(table_of(tmp_path, f"who,len,weight\ndan,odd,\n{rows}").rows) == 4
    assert len(table_of(tmp_path, f"who,len,weight\nName,cm,kg\n{rows}").rows) == 3


def test_one_odd_cell_in_the_only_column_of_numbers_is_no_unit(tmp_path):
    rows = "a,1\nb,2\nc,3\n"
    assert len(table_of(tmp_path, f"kind,len\nb,odd\n{rows}").rows) == 4
    for unit in ("-,cm", ",cm", "class,(cm)", "text,m/s"):
        assert len(table_of(tmp_path, f"kind,len\n{unit}\n{rows}").rows) == 3


@pytest.mark.parametrize(
    "title",
    [
        "Sales of 2024",
        "Sales of 2024\n",
        "Sales of 2024,,\nAs of today,,\n,,",
        "Date,2024-05-01\nOperator,Kim\n",
        "Bank\nAccount 123\nfrom 1.1. to 31.12.\n\nCustomer: Kim",
        '"Sales, and more"',
        "\n".join([f"key {n},{n}" for n in range(15)]),
    ],
)
@pytest.mark.parametrize("sign", [",", ";"])
def test_titles_above_the_names_are_left_out(tmp_path, title, sign):
    text = f"{title}\nlen,weight,kind\n{ROWS}"
    if sign == ";":
        text = text.replace(",", ";")
    table = table_of(tmp_path, text)
    assert table.columns == NAMES and cells(table) == READ
    assert table.header_line == title.count("\n") + 2
    [guess] = table.guesses
    assert "left out as a title" in guess and "--header yes" in guess


@pytest.mark.parametrize(
    "text",
    [
        "a,,c\nx,y,z\nu,v,w\ns,t,r\n",
        "a,b\nr1,x,y\nr2,u,v\nr3,x,v\n",
        "a,,\n1,2,3\n4,5,6\n7,8,9\n",
        "name\nx y\nz\nu\n",
    ],
)
def test_a_first_line_with_fewer_names_is_not_taken_for_a_title(tmp_path, text):
    assert table_of(tmp_path, text).header_line == 1


def test_a_title_above_rows_without_names_is_refused(tmp_path):
    with pytest.raises(ValueError, match="If it is a title or a comment, delete it"):
        table_of(tmp_path, f"Flats\n{ROWS}")


# Below the rows, and between them.


@pytest.mark.parametrize(
    "note",
    [
        "\nSource: our survey\nAll in SI units, see appendix\n",
        "Source: our survey\n",
        "Source: our survey,,\n",
        "\nmean,5.5\n",
        "checked by Kim,,\n",
        "\n,checked by Kim,\n",
    ],
)
def test_notes_below_the_table_are_left_out(tmp_path, note):
    table = table_of(tmp_path, f"len,weight,kind\n{ROWS}{note}")
    assert cells(table) == READ
    [guess] = table.guesses
    assert "left out, as a note below the table" in guess


def test_a_last_row_with_missing_cells_is_no_note(tmp_path):
    for row in ("2.5,,", ",,a"):
        assert len(table_of(tmp_path, f"len,weight,kind\n{ROWS}{row}\n").rows) == 5
    for rest in ("1,2\n", "1,2,3,4\n", "x\n1,2,3\n", "\nlen,weight,kind,more\n1,2,3,4\n"):
        with pytest.raises(ValueError, match=r"line [67]: expected 3 fields, as in line 1; got"):
            table_of(tmp_path, f"len,weight,kind\n{ROWS}{rest}")


@pytest.mark.parametrize(
    "total",
    ["Total,,25", "Summe,37.5,25", ",,25", ",37.5,25", "Mean,7.5,5", "TOTAL:,,999"],
)
def test_a_total_at_the_end_is_left_out_also_if_missing_cells_are_filled_in(tmp_path, total):
    text = f"name,n,price\na,7,1.5\nb,8,5.5\nc,9,8\nd,6,6.5\ne,7.5,3.5\n{total}\n"
    table = table_of(tmp_path, text)
    assert [row.cells[0] for row in table.rows] == ["a", "b", "c", "d", "e"]
    [guess] = table.guesses
    assert guess.startswith("Line 7 is left out, as a total of the rows above")
    assert "(if it is a row: --header yes)" in guess
    assert Preparation(table, missing="median").inputs[1].shift == 7.5
    assert len(table_of(tmp_path, text, header=True).rows) == 6
    two = table_of(tmp_path, f"{text}Average,,5\n")
    assert [row.cells[0] for row in two.rows] == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("row", ["f,,24", ",37.5,6", "f,37.5,25", "Total,7,8", "f,,"])
def test_a_last_row_that_is_no_total_stays(tmp_path, row):
    text = f"name,n,price\na,7,1.5\nb,8,5.5\nc,9,8\nd,6,6.5\ne,7.5,3.5\n{row}\n"
    assert len(table_of(tmp_path, text).rows) == 6
    assert len(table_of(tmp_path, "name,t\na,0\nb,1\nc,2\n,3\n").rows) == 4


def test_a_total_is_found_at_the_end_of_a_long_table(tmp_path):
    rows = "".join([f"p{n},{n},{n * 2}\n" for n in range(1, 5001)])
    table = table_of(tmp_path, f"name,n,price\n{rows},,{5000 * 5001}\n")
    assert len(table.rows) == 5000 and table.texts("price")[-1] == "10000"


def test_a_total_above_the_rows_is_left_out(tmp_path):
    table = table_of(tmp_path, "name,n,price\nTotal,,15\na,7,7\nb,8,8\n")
    assert cells(table) == [["a", "7", "7"], ["b", "8", "8"]]
    assert "--header yes" in table.guesses[0]
    assert len(table_of(tmp_path, "name,n,price\nTotal,3,15\na,7,7\nb,8,8\n").rows) == 3
    assert len(table_of(tmp_path, "name,n,price\nTotal,,15\na,,7\nb,8,8\n").rows) == 3
    assert len(table_of(tmp_path, "name,n,price\nTotal,,15\na,7,7\nTotal,8,8\n").rows) == 3


def test_empty_lines_between_rows_are_left_out_and_counted(tmp_path):
    table = table_of(tmp_path, f"len,weight,kind\n\n{ROWS}".replace("8,b", "8,b\n\n,,"))
    assert cells(table) == READ
    assert table.guesses == ["3 empty lines are left out, from line 2 on."]
    assert table.rows[2].line == 7


def test_names_that_are_repeated_between_rows_are_named(tmp_path):
    table = table_of(tmp_path, f"len,weight,kind\n{ROWS}len,weight,kind\n{ROWS}")
    with pytest.raises(ValueError, match=r"line 6, .* seems to repeat the names"):
        Preparation(table)


# Other ways to write rows.


@pytest.mark.parametrize(
    "text",
    [
        "| len | weight | kind |\n|---:|:-:|---|\n| 1.5 | 7 | a |\n| 2.5 | 8 | b |\n",
        " len | weight | kind \n-----+--------+------\n 1.5 |      7 | a\n 2.5 | 8 | b\n"
        "(2 rows)\n\n",
        "+---+---+---+\n|len|weight|kind|\n+---+---+---+\n|1.5|7|a|\n|2.5|8|b|\n+---+---+---+\n"
        "2 rows in set (0.00 sec)\n",
        "| len | weight | kind |\n|-----+--------+------|\n| 1.5 | 7 | a |\n| 2.5 | 8 | b |\n",
        "len  weight  kind\n---- ------- ----\n1.5  7       a\n2.5  8       b\n",
        "===  ====== ====\nlen  weight kind\n===  ====== ====\n1.5  7      a\n"
        "2.5  8      b\n===  ====== ====\n",
        '"len,weight,kind"\n"1.5,7,""a"""\n"2.5,8,b"\n',
        'len;weight;kind\n"1.5;7;a"\n"2.5;8;b"\n',
        "len   weight  kind\n1.5   7  a\n2.5     8  b\n",
    ],
)
def test_drawn_tables_and_lines_in_quotes_are_read(tmp_path, text):
    table = table_of(tmp_path, text)
    assert table.columns == NAMES
    assert cells(table) == [["1.5", "7", "a"], ["2.5", "8", "b"]]
    assert len(table.guesses) == 1
    lines = text.split("\n")
    assert "2.5" in lines[table.rows[1].line - 1]


def test_names_behind_the_sign_of_a_comment_are_names(tmp_path):
    for text in (
        "# x y z\n1 2 3\n4 5 6\n",
        "% by hand\n%x,y,z\n1,2,3\n4,5,6\n",
    ):
        table = table_of(tmp_path, text)
        assert table.columns == ["x", "y", "z"]
        assert cells(table) == [["1", "2", "3"], ["4", "5", "6"]]
        assert any("(if not: --header no)" in guess for guess in table.guesses)
    table = table_of(tmp_path, "# x y z\n1 2 3\n4 5 6\n", header=False)
    assert table.columns == ["column1", "column2", "column3"] and len(table.rows) == 2


def test_single_quotes_around_all_cells_are_left_out(tmp_path):
    table = table_of(tmp_path, "'x','y'\n'1.5','a'\n'2','c'\n")
    assert table.columns == ["x", "y"] and cells(table) == [["1.5", "a"], ["2", "c"]]
    assert cells(table_of(tmp_path, "x,y\n'a',1\n'b',2\n")) == [["'a'", "1"], ["'b'", "2"]]


def test_logs_of_measuring_programs_are_read_without_what_these_write_themselves(tmp_path):
    clock = "".join([f"12:00:0{n}.250 -> {n},2.5\n" for n in range(4)])
    assert cells(table_of(tmp_path, clock))[3] == ["3", "2.5"]
    labview = (
        "LabVIEW Measurement\t\nDecimal_Separator\t,\n***End_of_Header***\t\n\t\t\n"
        "Samples\t2\t2\n***End_of_Header***\t\t\nX_Value\tU\tI\n"
        "0,0\t1,5\t2,5\n1,0\t1,6\t2,6\n"
    )
    table = table_of(tmp_path, labview)
    assert table.columns == ["X_Value", "U", "I"] and list(table.numbers("I")) == [2.5, 2.6]


def test_two_blanks_separate_cells_with_single_blanks(tmp_path):
    table = table_of(tmp_path, "name     len  town\nAnn Lee  1.5  New York\nKim Li   2    Ulm\n")
    assert cells(table) == [["Ann Lee", "1.5", "New York"], ["Kim Li", "2", "Ulm"]]


def test_rows_of_dashes_that_mean_missing_are_no_drawn_lines(tmp_path):
    assert len(table_of(tmp_path, "a,b\n--,--\n1,2\n2,3\n").rows) == 3
    assert len(table_of(tmp_path, "a|b\n1|2\n--|--\n2|3\n").rows) == 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(tmp_path, encoding):
    assert cells(table_of(tmp_path, f"len,weight,kind\n{ROWS}", encoding)) == READ


def test_a_gzip_file_is_read_and_one_that_is_too_large_or_damaged_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "own.csv.gz"
    content = gzip.compress(f"len,weight,kind\n{ROWS}".encode())
    path.write_bytes(content)
    assert cells(read_table(path)) == READ
    path.write_bytes(content[:-9])
    with pytest.raises(ValueError, match="is a damaged gzip file"):
        read_table(path)
    path.write_bytes(gzip.compress(bytes(1000)))
    monkeypatch.setattr("lernmi.data.table_files.MOST_BYTES", 999)
    with pytest.raises(ValueError, match="unpacked, must have at most 999 bytes"):
        read_table(path)


# Files that are no tables.


def zip_of(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            zip_of("[Content_Types].xml", "xl/workbook.xml"),
            "an Excel workbook. In your spreadsheet",
        ),
        (zip_of("mimetype", "content.xml"), "an OpenDocument file.*In your spreadsheet"),
        (zip_of("word/document.xml"), "a Word document"),
        (zip_of("train.csv", "test.csv"), "a zip file with train.csv, test.csv. Unpack it first"),
        (zip_of("x.npy"), r"a file of NumPy arrays \(x\).*\['x'\]"),
        (b"\x93NUMPY\1\0", "a NumPy array.*numpy.savetxt"),
        (b"MATLAB 5.0 MAT-file", "a MATLAB file.*scipy.io"),
        (b"\x80\4\x95", "a pickle.*pandas.read_pickle"),
        (b"SQLite format 3\0", "a database.*sqlite3"),
        (b"ARROW1\0\0", "a Feather file.*pandas.read_feather"),
        (b"\x72\1\1\0", "a Stata file.*pandas.read_stata"),
        (b"$FL2@(#)", "an SPSS file.*pandas.read_spss"),
        (b"<table><tr><td>1</td></tr></table>", "a web page. Open it in your spreadsheet"),
        (b'{"a": 1}\n{"a": 2}\n', "a file of JSON lines.*lines=True"),
        (b"{'a': 1}\n{'a': 2}\n", "a file of Python dictionaries.*literal_eval"),
        (b"x:1.5,y:2\nx:1.6,y:3\n", "a file with a name for each number.*findall"),
        (b"0\n1 1:0.5 3:0.2\n", "a libsvm file.*load_svmlight_file"),
        (b"a & b \\\\\n\\hline\n1 & 2 \\\\\n", 'a LaTeX table.*--delimiter "&"'),
        (b"PK\x03\x04\x14\x00", ".*Excel workbook, but it is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".*old Excel workbook"),
        (b"\x1f\x8b\x08\x00", ".*damaged gzip file"),
        (b"PAR1\x15\x04", ".*Parquet"),
        (b"<!DOCTYPE html>\n<html>", ".*web page"),
        (b'[{"a": 1}, {"a": 2}]', ".*JSON"),
        (b"%PDF-1.4\n%\xe2\xe3", ".*PDF"),
    ],
)
def test_a_file_that_is_no_table_is_named_with_what_to_do(tmp_path, content, words):
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"^{path} is {words}") as refusal:
        read_table(path)
    assert "\n" not in str(refusal.value)


def binary_files():
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": [1.5, 2.5, 3.5], "b": [1, 4, 9], "y": ["a", "b", "a"]})
    array = frame[["a", "b"]].to_numpy()
    return numpy, frame, array


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["json", "lines", "dta", "pkl", "sqlite", "npy", "npz", "dicts", "names"]
)
def test_the_advice_how_to_turn_a_file_into_csv_works(tmp_path, kind):
    numpy, frame, array = binary_files()
    path = tmp_path / f"own.{kind}"
    if kind == "json":
        frame.to_json(path, orient="records")
    elif kind == "lines":
        frame.to_json(path, orient="records", lines=True)
    elif kind == "dta":
        frame.to_stata(path, write_index=False)
    elif kind == "pkl":
        frame.to_pickle(path)
    elif kind == "sqlite":
        connection = sqlite3.connect(path)
        frame.to_sql("NAME", connection, index=False)
        connection.close()
    elif kind == "names":
        path.write_text("a=1.5 b=1 y=0\na=2.5 b=4 y=1\na=3.5 b=9 y=0\n")
    elif kind == "dicts":
        path.write_text("\n".join(map(str, json.loads(frame.to_json(orient="records")))) + "\n")
    else:
        with path.open("wb") as file:
            numpy.save(file, array) if kind == "npy" else numpy.savez(file, x=array)
    with pytest.raises(ValueError, match="python3 -c") as refusal:
        read_table(path)
    command = shlex.split(str(refusal.value).partition("Turn it into CSV: ")[2])
    subprocess.run([sys.executable, *command[1:]], check=True)
    table = read_table(path.with_suffix(".csv"))
    assert list(table.numbers(table.columns[0])) == [1.5, 2.5, 3.5] and len(table.rows) == 3


# Missing values.


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "#N/A",
        "k.A.",
        "n.a.",
        "NaN",
        "null",
        "?",
        "NULL",
        "None",
        ".",
        "N.A.",
        "#DIV/0!",
        "<NA>",
    ],
)
def test_what_people_write_for_a_missing_number_is_missing(tmp_path, text):
    rows = f"1.5,a\n{text},b\n2.5,a\n{text},b\n"
    table = table_of(tmp_path, f"x,y\n{rows}")
    with pytest.raises(
        ValueError, match=r"line 3, column x: .*2 cells of this column have it.*--mis"
    ):
        Preparation(table)
    preparation = Preparation(table, missing="mean")
    assert preparation.inputs[0].fill == 2 and preparation.missing_count(table) == 2
    assert preparation.inputs_of(table)[1] == preparation.inputs_for({"x": text})


def test_a_text_that_only_you_know_to_mean_missing_is_named_and_the_option_works(tmp_path):
    text = "x,y\n1.5,a\nout of order,b\n2.5,a\nout of order,b\n3,a\n"
    table = table_of(tmp_path, text)
    with pytest.raises(
        ValueError, match=r'2 times here, .*: --empty "out of order" --missing median'
    ):
        Preparation(table)
    table = table_of(tmp_path, text, empty=["out of order"])
    assert Preparation(table, missing="median").inputs[0].fill == 2.5
    with pytest.raises(ValueError, match="empty must be a list of texts"):
        table_of(tmp_path, text, empty="-")


def test_words_for_missing_stay_labels_in_a_column_of_words(tmp_path):
    table = table_of(tmp_path, "x,y\n1,none\n2,some\n3,-\n")
    assert list(Preparation(table).output.texts) == ["-", "none", "some"]
