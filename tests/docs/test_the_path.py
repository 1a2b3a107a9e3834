"""The pages lead on: each ends with one line that says what to read next."""

from __future__ import annotations

import re

import pytest
from support.pythons import ROOT

DOCS = ROOT / "docs"
GROUPS = ["Learn", "How-to", "Why it works", "Reference"]
PATH = ["play", "first_ten_minutes", "step", "exercises", "read_the_core"]


def groups() -> dict[str, list[str]]:
    """Return the pages that the navigation lists, by the caption of their group."""
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    found = {}
    for tree in re.findall(r"^```\{toctree\}\n(.*?)^```$", index, re.M | re.S):
        [caption] = re.findall(r"^:caption: (.*)$", tree, re.M)
        found[caption] = re.findall(r"^(\w[\w/]*)$", tree, re.M)
    return found


# Nobody reads the reference from the first page to the last, and other pages are made.
LEADING_ON = [
    page
    for caption, pages in groups().items()
    for page in pages
    if caption != "Reference" and not page.startswith("made/")
]


def test_the_navigation_has_four_groups():
    assert list(groups()) == GROUPS


def test_the_navigation_lists_every_page_once():
    listed = [page for pages in groups().values() for page in pages]
    assert len(listed) == len(set(listed))
    written = {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")}
    written = {page for page in written if not page.startswith("made/")}
    assert written - {"index"} == {page for page in listed if not page.startswith("made/")}


@pytest.mark.parametrize("page", LEADING_ON)
def test_a_page_ends_with_one_line_that_links_to_the_next(page):
    path = DOCS / f"{page}.md"
    lines = path.read_text(encoding="utf-8").rstrip().splitlines()
    assert len([line for line in lines if line.startswith("Next: ")]) == 1
    # One sentence, with one link, at the end.
    link = re.fullmatch(r"Next: \[[^]]+\]\(([\w/.]+\.md)\)[^\[]*\.", lines[-1])
    assert link is not None, lines[-1]
    target = (path.parent / link[1]).resolve()
    assert target.is_file() and target != path


def test_the_pages_of_the_path_lead_along_it():
    assert groups()["Learn"][: len(PATH)] == PATH
    for page, after in zip(PATH, [*PATH[1:], groups()["How-to"][1]]):
        last = (DOCS / f"{page}.md").read_text(encoding="utf-8").rstrip().splitlines()[-1]
        assert f"]({after}.md)" in last
    home = (DOCS / "index.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((\w+)\.md\)", home)[0] == PATH[0]


def minutes(text: str) -> float:
    """Return how long it takes to read a text and type its code: 200 words, 150 signs a minute."""
    typed = re.findall(r"^(?:>>> |\.\.\. |    python3 )(.*)$", text, re.M)
    read = re.sub(r"^(>>>|\.\.\.|```).*$", "", text, flags=re.M)
    return len(read.split()) / 200 + sum(len(line) + 1 for line in typed) / 150


def test_the_first_ten_minutes_take_ten_minutes():
    text = (DOCS / "first_ten_minutes.md").read_text(encoding="utf-8")
    start, *sections = re.split(r"^(?=## Minute )", text, flags=re.M)
    # A minute more, in which the network learns to read digits.
    passed = minutes(start)
    for position, section in enumerate(sections):
        heading = int(section.split()[2].rstrip(":"))
        assert passed <= heading + 1, section.splitlines()[0]
        passed += minutes(section) + (1 if position == 0 else 0)
    assert passed <= 10
