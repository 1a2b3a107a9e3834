"""Run the command line in this process, which is faster than starting a new one.

`tests/command_line/test_real_processes.py` compares this with what real processes print.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from lernmi.command_line.main import run
from support.pythons import ROOT

MAIN = str(ROOT / "lernmi" / "__main__.py")


def lernmi(
    *arguments: str, cwd: Path | None = None, typed: str = "", program: str = MAIN, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m lernmi` with these arguments in the folder `cwd`, and return the result.

    typed: the text of standard input.
    program: the file that was started.
    more: environment variables; PYTHONIOENCODING is the encoding of the output [utf-8].
    """
    encoding, _, errors = more.pop("PYTHONIOENCODING", "utf-8").partition(":")
    out, err = [
        TextIOWrapper(BytesIO(), encoding, how, newline="\n")
        for how in (errors or "strict", "backslashreplace")
    ]
    streams = {
        "stdin": TextIOWrapper(BytesIO(typed.encode()), encoding="utf-8"),
        "stdout": out,
        "stderr": err,
    }
    words = [program, *arguments]
    with patch.multiple(sys, argv=words, **streams), patch.dict(os.environ, more), folder(cwd):
        try:
            code: object = run(arguments)
        except SystemExit as ending:
            code = ending.code
    printed = []
    for stream in (out, err):
        stream.flush()
        printed.append(stream.buffer.getvalue().decode(encoding))  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(words, int(str(code or 0)), *printed)


@contextmanager
def folder(path: Path | None) -> Iterator[None]:
    """Work in this folder in a `with` block, like contextlib.chdir, which Python 3.10 lacks."""
    before = Path.cwd()
    os.chdir(path or before)
    try:
        yield
    finally:
        os.chdir(before)
