"""Small tables, and what lernmi makes of each: `tests/data/recorded_tables.json` records it.

`PYTHONPATH=.:tests python -m support.tables` prints the differences; --write records again.
"""

from __future__ import annotations

import json
import random
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lernmi.command_line.tasks import notes_about
from lernmi.data.preparation import NumberColumn, Preparation
from lernmi.data.tables import Table, read_table

RECORDED = Path(__file__).parents[1] / "data" / "recorded_tables.json"
# A case is a text, and options for `read_table`, and for each Preparation of the table.
Case = tuple[str, dict[str, Any], list[dict[str, Any]]]

HOLES = {"missing": "most_common"}
FILLED = [{"missing": rule} for rule in ("mean", "median", "most_common")]
SCALED = [{"scaling": rule} for rule in ("standard", "range", "none")]


def numbered(first_line: str, row: str, count: int = 12, end: str = "\n") -> str:
    """Return a table whose rows differ: {n} counts, {k} is one of three, {x:.2f} is a number."""
    lines = [first_line] if first_line else []
    random_numbers = random.Random(len(row))
    for n in range(count):
        number = random_numbers.gauss(5, 3)
        lines.append(row.format(n=n, k="abc"[n % 3], b=n % 2, x=number, y=number * 100 - 7))
    return end.join([*lines, ""])


def like_peoples_files() -> dict[str, Case]:
    """Return small files in the form of those that people bring."""
    plain: list[dict[str, Any]] = [{}, {"scaling": "range"}]
    cases: dict[str, Case] = {
        "iris": (numbered("a,b,species", "{x:.1f},{y:.2f},kind-{k}"), {}, plain + SCALED),
        "adult": (
            numbered("", "{n}, State-gov, {y:.0f}, {k}, >5{b}K") + "3, ?, 7, a, >50K\n\n",
            {},
            [{}, HOLES],
        ),
        "adult, its other part": (
            "|1x3 Cross validator\n" + numbered("", "{n}, ?, {y:.0f}, {k}, >5{b}K."),
            {},
            [],
        ),
        "auto-mpg": (numbered("", '{x:.1f}   8   {y:.1f}      99.0  {n}\t"model {n}"'), {}, [{}]),
        "breast cancer of scikit-learn": (
            "569,3,malignant,benign\n" + numbered("", "{x:.3f},{y:.3f},{x:.2f},{n},7,{b}"),
            {},
            [],
        ),
        "banknote": (
            numbered("", "{x:.4f},{y:.3f},-0.{n}7,{b}"),
            {},
            [{}, {"text": ["column4"]}, {"missing": "median"}],
        ),
        "digit recognizer": (numbered("1x1,1x2,1x3", "0,{n},{b}"), {}, [{}, {"text": ["1x3"]}]),
        "excel sep": ("sep=;\n" + numbered("a;b;y", "{x:.2f};{y:.2f};{k}"), {}, [{}]),
        "house prices": (
            numbered("Id,Lot,Alley,Pool,Air,Price", "{n},NA,Grvl,NA,Y,{y:.0f}")
            + "12,42,NA,NA,N,7\n13,44.5,Pave,NA,Y,8\n",
            {},
            [{}, {"missing": "median"}, {"ignore": ["Pool"], "missing": "median"}],
        ),
        "iris of scikit-learn": (
            "150,4,setosa,versicolor,virginica\n" + numbered("", "{x:.1f},{y:.1f},2.4,0.{n},{b}"),
            {},
            [{}],
        ),
        "mushrooms": (
            numbered("class,shape,veil,root", "{k},f{b},p,{k}") + "a,f1,p,?\n",
            {},
            [{}, {"expected": "class"}, {"expected": "class", **HOLES}],
        ),
        "Kaggle's Id": (numbered("Id,a,b,Species", "{n},{x:.1f},{y:.1f},{k}"), {}, plain),
        "pandas index": (numbered(",a,b,species", "{n},{x:.1f},{y:.1f},{k}"), {}, plain),
        "pima": (numbered("", "{n},{y:.0f},{b},0.{n},{b}"), {}, [{}, {"text": ["column5"]}]),
        "seeds": (numbered("", "{x:.2f}\t{y:.2f}\t{n}") + "1.5\t2.5\t\t3\n", {}, [{}]),
        "shop": (
            numbered("price,discount,member,bought", '"${n},008",3{n}%,True,{k}'),
            {},
            [{}, {"ignore": ["price"]}],
        ),
        "titanic": (
            numbered(
                "PassengerId,Survived,Name,Sex,Age,Cabin",
                '{n},{b},"Nobody, Mr. N{n} (""Nick"")",sex {k},{x:.0f},',
                end="\r\n",
            )
            + '13,0,"Nobody, N",sex a,,C5\r\n',
            {},
            [
                {"expected": "Survived"},
                {"expected": "Survived", "ignore": ["Cabin"], "missing": "median"},
                {
                    "expected": "Survived",
                    "ignore": ["Name", "Cabin"],
                    "text": ["Survived"],
                    "missing": "mean",
                },
            ],
        ),
        "wdbc": ('"id","diagnosis","radius",\n' + numbered("", "{n},{k},{x:.2f}"), {}, []),
        "arff": (
            "% a comment\n@relation weather\n\n@attribute k {a, b}\n@attribute x numeric\n@data\n"
            "a,1\nb,2\n",
            {},
            [],
        ),
        "wine": (
            numbered('"fixed acidity";"pH";"quality"', "{x:.2f};{y:.3f};{n}"),
            {},
            [{}, {"expected": "pH"}, {"text": ["quality"]}],
        ),
    }
    german = numbered("Größe (m²);Preis;Straße;Jahr;Verkauft", "{n},5;1{n},25;Nord;19{n};{k}")
    thousands = german.replace(";1", ";1.")
    for encoding in ("utf-8", "cp1252"):
        options = {"decimal": ",", "encoding": encoding}
        cases[f"Excel, German, {encoding}"] = (german, options, [{}, {"text": ["Jahr"]}])
    cases["Excel, German, read as if it were not"] = (german, {}, [{}])
    cases["Excel, German, thousands"] = (thousands, {"decimal": ","}, [{}])
    cases["Excel, German, a name of two lines"] = (
        german.replace("Jahr", '"Jahr\r\n(laut Akte)"'),
        {"decimal": ","},
        [],
    )
    return cases


def others() -> dict[str, Case]:
    """Return small tables that try each rule for reading and for preparing."""
    cases: dict[str, Case] = {}
    texts = [
        "",
        "\n\n",
        "a,b\n",
        "a,b\n1,2\n3\n4,5\n",
        "a,b\n1,2,3\n",
        "a,b\n1,2\n\n4,5\n",
        'a,b\n1,"2\n3,4\n',
        'a,b\n1,"2"x\n',
        "a,b,a\n1,2,3\n",
        '"a\nb",c\n1,2\n',
        "a,b\n1,2\n\0,3\n",
        "a,b\n1\n2,\0\n",
        "a,b\n1,2\n1\n\n2,3\n",
        'a,a\n1\n\n2,"3\n',
        "a,b\n1," + "x" * 140_000,
        "1\n2\n3\n4\n",
        "a\n1\n2\n",
        "a,b\r1,2\r3,4\r",
        "a,b\r\n1,2\r\n\r\n\r\n",
        '"a","b"\r\n"1","2"\r\n"x\r\ny","3"\r\n5,6\r\n',
        'a,b\n"1\n\n2",x\n"3\r4",y\n5,z\n',
        "\ufeffa,b\n1,2\n2,3",
        " a , b \n 1 , 2 \n\t3\t,\x0b4\x1f\n",
        "\n\n,,\na,b,c\n1,2,3\n,,\n",
        '"a", "b"\n1, "x, y"\n2, z\n',
        "a\u00a0b,c\nx\u00a0y,2\ny,3\n",
        "a;b\n1,5;2\n2,5;3\n",
        "a|b\n1|2\n3|4\n",
        "a,b\n\u0663,1\n2,2\n",
        "a,b\n1_000,1\n2,2\n",
        "a,b\nnan,1\n2,2\n3,1\n4,2\n",
        "a,b\ninf,1\n2,2\n",
        "a,b\n1e999,1\n2,2\n",
        "a,b\n1e5,1\n.5,2\n5.,3\n+1,4\n-0,5\n1E-3,6\n",
        "a,b\n1.5,x\n1.50,y\n01.5,x\n",
        "a,b\n1e308,1\n-1e308,2\n1e308,3\n-1e308,1\n1e308,4\n",
        "a,b\n1e308,1\n1.7e308,2\n1.7e308,3\n1.7e308,4\n1.7e308,5\n",
        "a,b\n1e-200,1\n2e-200,2\n",
        "a,b\n1,5\n2,5\n",
        "a,b\n1,a\n2,a\n",
        "a,b\n,1\n,2\n",
        "a,b\nx,1\n,2\n?,3\nNa,4\n",
        "a,b\nnone,1\nNone,2\n-,3\n",
        "a,b\n1,\n2,x\n",
        "a,b\n1,2\n2,NA\n",
        "a,b\n1,2\n2,three\n",
        "one,b\n1,2\n2,3\n",
        "1,b\none,2\n2,3\n",
        "a,b\n1,234\n2,345\n",
        'a,b\n"1,234",2\n"2,345",3\n',
        'a,b\n"1.234,5",2\n2,3\n',
        "a,b\n900 000,2\n2,3\n",
        "a,b\n12'000,2\nx,3\n",
        "h1,y1\nx1,b1\nb,h2_1\n",
        "a,a=x,a=x'\nx,1,2\ny,2,3\n",
        "a,kind\n\U0001f600,1\né,2\nz,1\n",
        'a,b\n"x\ty",1\nz,2\n',
        'a,b\n"x\ny",1\nz,2\n',
        "a,b\n" + "".join([f"n{n},{n}\n" for n in range(101)]),
        "a,b\n" + "".join([f"n{n},{n}\n" for n in range(100)]),
        "".join([f"{n},{n * n}\n" for n in range(30)]),
        "zip,grade\n2,10\n10,9\n2,9\n3,10\n4,11\n",
        "," * 10_000 + "x\n1\n",
        "=1+1,a\n@b,1\n'c,2\n",
    ]
    preparations: list[dict[str, Any]] = [
        {},
        {"text": ["a"]},
        {"expected": "a"},
        {"ignore": ["a"]},
        *FILLED,
        *SCALED,
    ]
    for number, text in enumerate(texts):
        cases[f"text {number}"] = (text, {}, preparations)
        if len(text) < 5000:
            cases[f"text {number}, decimal comma"] = (text, {"decimal": ","}, [{}, HOLES])
            cases[f"text {number}, with names"] = (text, {"header": True}, [{}])
            cases[f"text {number}, without names"] = (text, {"header": False}, [{}])
    for encoding in ("cp1252", "utf-16", "latin-1", "klingon", "utf-8-sig"):
        text = "Ort,a\nKöln,1\nBonn,2\n"
        cases[f"{encoding}"] = (text, {"encoding": encoding}, [{}])
        cases[f"{encoding} for UTF-8"] = (text, {"encoding": encoding, "written": "utf-8"}, [{}])
        if encoding != "klingon":
            cases[f"UTF-8 for {encoding}"] = (text, {"written": encoding}, [{}])
    for delimiter in ("|", ";", " ", "x", ",,", "", '"'):
        cases[f"delimiter {delimiter}"] = (
            "a|b;c xd\n1|2;3 x4\n5|6;7 x8\n",
            {"delimiter": delimiter},
            [{}],
        )
    return cases


WORDS = ["1", "2.5", "-3", "a", "b", "é", "NA", "", "", "?", "1_0", "nan", "inf", "1e5", "x y"]
SIGNS = [",", ",", ",", ";", "\t", "\n", "\n", "\n", "\r\n", "\r", '"', " ", "\u00a0", "\n\n", ""]


def at_random(count: int) -> dict[str, Case]:
    """Return tables of words and signs at random."""
    cases: dict[str, Case] = {}
    for number in range(count):
        drawn = random.Random(number)
        if number % 2:
            text = "".join(
                [drawn.choice(WORDS) + drawn.choice(SIGNS) for _ in range(drawn.randint(3, 14))]
            )
        else:
            # A table with a few odd cells.
            width, end = drawn.randint(1, 3), drawn.choice(["\n", "\n", "\r\n", "\r"])
            rows = [
                [
                    drawn.choice(WORDS) if drawn.random() < 0.15 else f"{drawn.gauss(0, 9):.3g}"
                    for _ in range(width)
                ]
                for _ in range(drawn.randint(2, 9))
            ]
            delimiter = drawn.choice(",;\t")
            lines = [delimiter.join(row) for row in rows]
            if drawn.random() < 0.5:
                lines.insert(0, delimiter.join("abc"[:width]))
            text = end.join(lines) + drawn.choice(["", end, end + end])
        preparations: list[dict[str, Any]] = [{}, {"missing": drawn.choice(["mean", "median"])}]
        cases[f"random {number}"] = (text, {}, preparations)
    return cases


def all_cases() -> dict[str, Case]:
    """Return every case by its name."""
    return {**like_peoples_files(), **others(), **at_random(300)}


def result_of(case: Case, folder: Path) -> Any:
    """Return what lernmi makes of a case, in a form for JSON."""
    text, options, preparations = case
    options = dict(options)
    path = folder / "own.csv"
    encoding = options.get("encoding", "utf-8")
    written = options.pop("written", "utf-8" if encoding == "klingon" else encoding)
    path.write_bytes(text.encode(written, "replace"))
    try:
        table = read_table(path, **options)
    except ValueError as refusal:
        return str(refusal).replace(str(path), "FILE")
    facts: list[Any] = [
        table.columns if len(table.columns) < 20 else short(table.columns),
        short([[row.line, list(row.cells)] for row in table.rows]),
        table.has_header,
    ]
    return [*facts, *[prepared(table, dict(each), str(path)) for each in preparations]]


def prepared(table: Table, options: dict[str, Any], path: str) -> Any:
    """Return what a Preparation makes of a table, split and whole."""
    try:
        training, test = table.split(0.3, seed=1) if len(table.rows) > 1 else (table, table)
        preparation = Preparation(training, **options)
        columns = [
            [column.name, column.shift.hex(), column.scale.hex(), column.fill]
            if isinstance(column, NumberColumn)
            else [column.name, list(column.texts), list(column.missing), column.fill]
            for column in [*preparation.inputs, preparation.output]
        ]
        samples = [
            [[float(number).hex() for number in [*inputs, *expected]] for inputs, expected in part]
            for part in map(preparation.samples, (training, test))
        ]
        return [
            columns if len(str(columns)) < 400 else short(columns),
            short([*preparation.input_names, *preparation.output_names]),
            short(samples),
            [note.replace(path, "FILE") for note in notes_about(table, preparation)]
            if len(table.columns) < 20
            else [],
        ]
    except ValueError as refusal:
        return str(refusal).replace(path, "FILE")


def short(value: Any) -> Any:
    """Return a value, or its first part and a digest of all of it."""
    text = json.dumps(value)
    if len(text) < 160:
        return value
    return f"{text[:100]} .. {sha256(text.encode()).hexdigest()[:16]}"


def all_results() -> dict[str, Any]:
    """Return what lernmi makes of every case."""
    with TemporaryDirectory() as folder:
        return {name: result_of(case, Path(folder)) for name, case in all_cases().items()}


def main() -> None:
    """Print the differences between the results and the record."""
    found = all_results()
    if "--write" in sys.argv:
        lines = [f"{json.dumps(name)}: {json.dumps(result)}" for name, result in found.items()]
        RECORDED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    for name, result in found.items():
        if json.loads(json.dumps(result)) != recorded[name]:
            print(f"{name}\n   was {recorded[name]}\n   is  {result}")


if __name__ == "__main__":
    main()
