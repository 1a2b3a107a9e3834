"""Some constructions that make readers stumble stay out of every text."""

from __future__ import annotations

import re

import pytest
from support.pythons import ROOT

# What must not come back, and what to write instead.
INSTEAD = {
    r"how many times as much": "how strongly A responds to B",
    r"times as much as": "A responds to B; or: A rises by factor × bit",
    r"\bbut \S+( \S+)? came\b": "X must be Y; got Z",
    r"\bstands there\b": "X must be Y; got Z",
    r"\bby lot\b": "at random",
    r"\banew\b": "again",
    r"\bwhoever\b": "you",
    r"\bby heart\b": "memorised",
    r"\bkept (back|aside)\b": "held out",
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\bspoken of\b": "lernmi reports",
    r"\b(is|are) (told|said)\b": "lernmi says",
    r"\bbears?\b": "has",
    r"\bof which\b": "a sentence with the actor first",
    r"\blikewise\b": "the same way",
    r"(?<!there )\b(is|are|was|were) no (whole|number|list|text|file|network|folder)\b": "is not a",
    r"^\s*def (told|shown|found|plain|named|listed)\(": "a name that says what it returns",
    r"\d x \d": "×",
}

# What readers of lernmi's texts see: sources, pages, and what makes the site.
KINDS = {".py", ".md", ".ipynb", ".js", ".html", ".css", ".toml", ".sh", ".json", ""}
PLACES = ["lernmi", "tests", "examples", "docs", ".ci", ".github", "README.md", "pyproject.toml"]
# These hold texts of earlier versions, which must stay as they are.
KEPT = [
    "tests/golden/pack",
    "docs/made",
    "tests/docs/test_english.py",
    # The program that it writes is in the golden pack.
    "lernmi/files/plain_python.py",
    "tests/files/test_plain_python.py",
    # It shows what a stream gets that can't show ×.
    "tests/writing/test_ascii_twins.py",
    "tests/exercises/test_check.py",
]


def texts():
    """Yield every text of the project with its path."""
    for place in PLACES:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            name = file.relative_to(ROOT).as_posix()
            is_kept = any(name.startswith(kept) for kept in KEPT)
            if file.is_file() and file.suffix in KINDS and not is_kept:
                yield name, file.read_text(encoding="utf-8")


TEXTS = list(texts())


@pytest.mark.parametrize("construction", INSTEAD)
def test_no_text_has_a_construction_that_readers_stumble_over(construction):
    pattern = re.compile(construction, re.IGNORECASE | re.MULTILINE)
    found = []
    for name, text in TEXTS:
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{name}:{line}: {match[0].strip()!r}; write: {INSTEAD[construction]}")
    assert not found, "\n".join(found)


def test_the_lint_looks_at_every_kind_of_text():
    names = {name for name, _ in TEXTS}
    assert {
        "README.md",
        ".ci/run",
        ".github/CONTRIBUTING.md",
        "lernmi/link.py",
        "lernmi/exercises/_files/01_one_link.py",
        "docs/vocabulary.md",
        "examples/14_notebook.ipynb",
    } <= names
