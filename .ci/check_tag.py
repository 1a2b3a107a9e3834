"""Compare the tag of a release with lernmi's version and with the newest entry of the changelog.

python .ci/check_tag.py v0.2.0
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def first_match(pattern: str, path: str) -> str:
    """Return what the pattern's group matches first in a file, or "nothing"."""
    match = re.search(pattern, (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else "nothing"


if len(sys.argv) != 2:
    raise SystemExit("check_tag.py needs one tag, such as v0.2.0")
tag = sys.argv[1]
version = first_match(r'^__version__ = "(.+)"$', "lernmi/__init__.py")
entry = first_match(r"^## (\S+ \([0-9-]+\))$", "docs/changelog.md")
if tag != f"v{version}":
    raise SystemExit(f"the tag must be v{version}, from lernmi/__init__.py; got {tag}")
if entry.split()[0] != version:
    raise SystemExit(f"docs/changelog.md must begin with {version} and a date; got {entry}")
print(f"{tag} is lernmi {version}; the changelog begins with {entry}")
