"""Say what a file is if it isn't a table of text, and how to turn it into CSV."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

SPREADSHEET = "In your spreadsheet program, save the sheet with the table as CSV UTF-8"
OPEN_IT = "Open it in your spreadsheet program, and save the table as CSV UTF-8"
SAVE = "Save the table as CSV"
UNPACK = "Unpack it first"
# How files begin that are not text; what they are; and what to do, or a program that does it.
# In a program, {file} is the file's name and {csv} that of the new file, both in quotes.
BINARY_KINDS: Sequence[tuple[bytes, str, str]] = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", SPREADSHEET),
    (b"BZh", "a bzip2 file", UNPACK),
    (b"\xfd7zXZ", "an xz file", UNPACK),
    (b"7z\xbc\xaf", "a 7z file", UNPACK),
    (b"Rar!", "a rar file", UNPACK),
    (b"PAR1", "a Parquet file", "import pandas; pandas.read_parquet({file}){to_csv}"),
    (b"ARROW1", "a Feather file", "import pandas; pandas.read_feather({file}){to_csv}"),
    (b"\x89HDF", "an HDF5 file", "import pandas; pandas.read_hdf({file}){to_csv}"),
    (
        b"MATLAB 5.0",
        "a MATLAB file, with the matrix to learn, say, NAME",
        "import numpy, scipy.io; m = scipy.io.loadmat({file}); numpy.savetxt({csv}, m['NAME'], "
        "'%.17g', ',')",
    ),
    (
        b"SQLite format",
        "a database (SQLite), with the table to learn, say, NAME",
        "import pandas, sqlite3; pandas.read_sql('select * from NAME', "
        "sqlite3.connect({file})){to_csv}",
    ),
    (
        b"\x93NUMPY",
        "a NumPy array",
        "import numpy; numpy.savetxt({csv}, numpy.load({file}), '%.17g', ',')",
    ),
    *[
        (
            b"\x80" + protocol,
            "a pickle, which can run any code when you read it; read only your own",
            "import pandas; pandas.DataFrame(pandas.read_pickle({file})){to_csv}",
        )
        for protocol in (b"\2", b"\3", b"\4", b"\5")
    ],
    (b"$FL2@", "an SPSS file", "import pandas; pandas.read_spss({file}){to_csv}"),
    *[
        (mark, "a Stata file", "import pandas; pandas.read_stata({file}){to_csv}")
        for mark in (b"<stata_dta>", *[bytes([n, b, 1]) for n in (113, 114, 115) for b in (1, 2)])
    ],
    (b"RDX", "an R file", "In R, write the table with write.csv"),
    (b"\x89PNG", "a picture", SAVE),
    (b"\xff\xd8\xff", "a picture", SAVE),
    (b"%PDF", "a PDF file", SAVE),
)
ZIP_FILE = b"PK\x03\x04"
# How other kinds of texts begin; what they are; and what to do.
TEXT_KINDS: Sequence[tuple[re.Pattern[str], str, str]] = (
    (
        re.compile(r"\s*<(!doctype|html|table|body|head|meta)\b", re.IGNORECASE),
        "a web page",
        OPEN_IT,
    ),
    (
        re.compile(r"\s*<\?xml\b"),
        "an XML file",
        "import pandas; pandas.read_xml({file}, parser='etree'){to_csv}",
    ),
    (
        re.compile(r'\s*\{\s*".*\}[ \t]*\r?\n\s*\{\s*"'),
        "a file of JSON lines",
        "import pandas; pandas.read_json({file}, lines=True){to_csv}",
    ),
    (
        re.compile(r'\s*(\{\s*"|\[\s*[\[{"])'),
        "a JSON file",
        "import pandas; pandas.read_json({file}){to_csv}",
    ),
    (
        re.compile(r"\s*\{'[^\n]*\}[ \t]*\r?\n"),
        "a file of Python dictionaries",
        "import ast, pandas; pandas.DataFrame(map(ast.literal_eval, open({file}))){to_csv}",
    ),
    (
        re.compile(r"(\s*[A-Za-z_]\w*[ \t]*[:=][ \t]*[-+.0-9eE]+[,;]?){2,}[ \t]*\r?\n"),
        "a file with a name for each number, such as x=5",
        "import pandas, re; pandas.DataFrame([dict(re.findall(r'([A-Za-z_]\\w*)\\s*[:=]\\s*"
        "([^,;\\s]+)', line)) for line in open({file})]){to_csv}",
    ),
    (
        re.compile(r"\s*\\begin\{|(.*\n){0,3}.*&.*\\\\[ \t]*(\\hline)?[ \t]*\r?\n"),
        "a LaTeX table",
        'Keep only its rows, delete \\\\ at their ends, and use --delimiter "&"',
    ),
    (re.compile("%PDF"), "a PDF file", SAVE),
    (re.compile(r"\{\\rtf"), "a text document (RTF)", SAVE),
    (
        re.compile(
            r"\s*([-+.0-9eE]+([ \t]+[0-9]+:[-+.0-9eE]+)?[ \t]*\r?\n){0,9}[-+.0-9eE]+"
            r"([ \t]+qid:[0-9]+)?([ \t]+[0-9]+:[-+.0-9eE]+){2,}[ \t]*(#.*)?(\r?\n|$)"
        ),
        "a libsvm file, which lists only the numbers that aren't 0",
        "import pandas, sklearn.datasets as d; x, y = d.load_svmlight_file({file}); "
        "pandas.DataFrame(x.toarray()).add_prefix('x').assign(y=y){to_csv}",
    ),
)


def refuse_other_files(name: str, file: BinaryIO) -> None:
    """Raise ValueError for a file whose first bytes show that it isn't text."""
    file.seek(0)
    beginning = file.read(16)
    if beginning.startswith(ZIP_FILE):
        raise ValueError(f"{name} is {kind_of_zip_file(name, file)}")
    for mark, kind, advice in BINARY_KINDS:
        if beginning.startswith(mark):
            raise ValueError(f"{name} is {kind}. {what_to_do(name, advice)}")


def kind_of_zip_file(name: str, file: BinaryIO) -> str:
    """Return what a zip file is, by the names in it, and what to do with it."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        names = []
    if "xl/workbook.xml" in names:
        return f"an Excel workbook. {SPREADSHEET}"
    if "content.xml" in names and "mimetype" in names:
        return f"an OpenDocument file, such as a LibreOffice sheet. {SPREADSHEET}"
    if "word/document.xml" in names:
        return "a Word document. Copy the table into a spreadsheet, and save it as CSV UTF-8"
    if names and all(each.endswith(".npy") for each in names):
        array = names[0].removesuffix(".npy")
        program = (
            "import numpy; numpy.savetxt({csv}, numpy.load({file})["
            + repr(array)
            + "], '%.17g', ',')"
        )
        arrays = ", ".join([each.removesuffix(".npy") for each in names[:5]])
        return f"a file of NumPy arrays ({arrays}). {what_to_do(name, program)}"
    if not names:
        return "a zip file or an Excel workbook, but it is damaged. Get it again"
    inside = ", ".join(names[:3]) + (" and more" if len(names) > 3 else "")
    return f"a zip file with {inside}. {UNPACK}"


def refuse_other_texts(name: str, head: str) -> None:
    """Raise ValueError for another kind of text than a table, such as a web page.

    head: the beginning of the text.
    """
    for beginning, kind, advice in TEXT_KINDS:
        if beginning.match(head):
            raise ValueError(f"{name} is {kind}. {what_to_do(name, advice)}")


def what_to_do(name: str, advice: str) -> str:
    """Return the advice; if it is a program, how to run it to turn the file into CSV."""
    if not advice.startswith("import "):
        return advice
    csv = str(Path(name).with_suffix(".csv"))
    csv = csv if csv != name else f"{name}.csv"
    program = advice.replace("{to_csv}", ".to_csv({csv}, index=False)")
    program = program.replace("{file}", repr(name)).replace("{csv}", repr(csv))
    return f'Turn it into CSV: python3 -c "{program}"'
