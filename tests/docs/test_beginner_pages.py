"""The pages for beginners need nothing optional, and use lernmi's own terms first."""

from __future__ import annotations

import re

import pytest
from support.pythons import ROOT

PAGES = [
    "first_ten_minutes",
    "step",
    "where_a_derivative_comes_from",
    "slopes_multiply_paths_add",
    "the_sign",
    "the_bias",
]
# Textbook terms that lernmi uses, too, or that everybody uses in another sense.
# ("The bias" is short for what the bias Neuron adds.)
EVERYDAY = {"a", "b", "bias", "the same", "example", "target", "features", "update"}


def text_of(page: str) -> str:
    return (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")


def optional_names() -> set[str]:
    """Return the names of the extras in pyproject.toml, and of the packages they install."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = text.split("[project.optional-dependencies]")[1].split("\n[")[0]
    names = set()
    for extra, packages in re.findall(r"^(\w+) = \[(.*)\]$", section, re.M):
        names.add(extra)
        names.update(re.findall(r'"([\w-]+)', packages))
    return names - {
        "all",
        "fast",
        "test",
        "docs",
        "lernmi",
        "pictures",
        "terminal",
        "symbolic",
        "many",
    }


@pytest.mark.parametrize("page", PAGES)
def test_a_beginner_page_names_neither_engines_nor_extras(page):
    text = text_of(page)
    assert len(optional_names()) > 8
    for name in ["engine", "pip install", "lernmi[", *sorted(optional_names())]:
        assert not re.search(rf"\b{re.escape(name)}", text, re.I), name


def own_terms() -> dict[str, set[str]]:
    """Return lernmi's terms for each textbook term."""
    table = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ")][1:]
    own = {word for row in rows for word in parts(row[1])}
    terms: dict[str, set[str]] = {}
    for row in rows:
        for word in parts(row[2]):
            if word not in EVERYDAY | own:
                terms.setdefault(word, set()).update(parts(row[1]))
    return terms


def parts(cell: str) -> list[str]:
    """Return the terms of a cell: "sensitivity (of a Neuron)" is one, "loss, cost" are two."""
    plain = re.sub(r"\(.*?\)", "", cell) if not re.search(r"\w\(", cell) else cell
    return [word.strip() for word in re.split(r",| or ", plain) if word.strip()]


def sentences(text: str) -> list[str]:
    """Return the sentences of a page, without code, titles and the targets of links."""
    text = re.sub(r"^```.*?^```|^    .*?$|^#.*?$", "\n\n", text, flags=re.M | re.S)
    text = re.sub(r"\[([^]]*)\]\((?:[^)]*)\)", lambda link: title_or_words(link[1]), text)
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n|^- ", text, flags=re.M):
        for sentence in re.split(r"(?:(?<=[.!?])|(?<=[.!?]\)))\s+", paragraph.strip()):
            # A sentence in brackets belongs to the one before it.
            if found and sentence.startswith("("):
                found[-1] += f" {sentence}"
            else:
                found.append(sentence)
    return found


def title_or_words(words: str) -> str:
    """Return the words of a link, or nothing if they are only the name of a page."""
    names = {page.replace("_", " ") for page in PAGES}
    return "" if words.lower().replace(",", "") in names else words


def test_the_glossary_has_lernmis_term_for_each_textbook_term():
    terms = own_terms()
    assert terms["loss"] == terms["cost"] == {"error"}
    assert terms["delta"] == {"output sensitivity"}
    assert terms["pre-activation"] == {"total input"}
    assert terms["backward pass"] == {"backpropagate"}


def unexplained(text: str) -> list[tuple[str, str]]:
    """Return the textbook terms in sentences that don't have lernmi's term for them."""
    found = []
    for sentence in sentences(text):
        for word, own_words in own_terms().items():
            if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", sentence, re.I) and not any(
                own.lower() in sentence.lower() for own in own_words
            ):
                found.append((word, sentence))
    return found


def test_a_textbook_term_without_lernmis_term_is_found():
    assert unexplained("The loss falls. (It is small.)") == [
        ("loss", "The loss falls. (It is small.)")
    ]
    assert unexplained("The error (textbooks: loss) falls.") == []
    assert unexplained("The output sensitivity is -4. (Textbooks say delta.)") == []
    assert unexplained("A tensor has a delta.") == [("delta", "A tensor has a delta.")]


@pytest.mark.parametrize("page", PAGES)
def test_a_textbook_term_is_used_only_together_with_lernmis(page):
    assert unexplained(text_of(page)) == []
