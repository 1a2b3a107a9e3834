"""The documentation as a site, built once for all tests that need it."""

from __future__ import annotations

import sys
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from support.live_page import package_path
from support.pythons import ROOT, run_python

# Removed when the tests end.
ROOM = tempfile.TemporaryDirectory(prefix="lernmi-site-", ignore_cleanup_errors=True)


def why_no_site() -> str:
    """Return what is missing for building the site, or ""."""
    for name in ("sphinx", "myst_parser", "furo", "sphinx_copybutton", "sphinx_design"):
        if find_spec(name) is None:
            return f"no site without {name}: pip install -e '.[docs]'"
    return ""


@cache
def built_site() -> tuple[Path, str]:
    """Build the site, with warnings as errors; return its folder, and the output if it failed."""
    folder = Path(ROOM.name) / "html"
    # A test downloads nothing.
    downloaded = {"LERNMI_PYODIDE": str(package_path())}
    # From scratch, so that an earlier build can't hide a warning.
    answer = run_python(
        sys.executable,
        *["-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-E", "-b", "html"],
        *["-d", str(Path(ROOM.name) / "doctrees"), str(ROOT / "docs"), str(folder)],
        **downloaded,
    )
    return folder, answer.stdout + answer.stderr if answer.returncode else ""
