"""What is made of docstrings and of the parser: code in it stays as it is written."""

from __future__ import annotations

import ast
import re
import sys

import pytest
from support.pythons import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import made_pages

DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef


def docstrings():
    for path in sorted((ROOT / "lernmi").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
            if text:
                yield text


def code_in(text):
    """Return the blocks and the spans of code, in reStructuredText or in Markdown."""
    blocks = re.findall(r"^::\n\n((?:    .*\n|\n)+)", text, re.M)
    blocks += re.findall(r"^```.*?^```$", text, re.M | re.S)
    return [*blocks, *re.findall(r"``[^`]+``", text)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Take `a * b`, or a * b.", r"Take ``a * b``, or a \* b."),
        ("It is *this* one.", "It is *this* one."),
        ("a | b, `c | d`", r"a \| b, ``c | d``"),
        (
            "So:\n\n    a = b * c | d  # `e`, \\n\n\nOr a * b.",
            "So:\n\n::\n\n    a = b * c | d  # `e`, \\n\n\nOr a \\* b.",
        ),
        ("a: `b * c`,\n    or d * e.", "- ``a``: ``b * c``,\n  or d \\* e."),
        ("A long `piece\nof * code` here", "A long ``piece\nof * code`` here"),
    ],
)
def test_signs_are_escaped_in_sentences_and_not_in_code(text, shown):
    assert "\n".join(made_pages.as_rst(text.split("\n"))) == shown


def test_no_code_in_the_reference_has_an_escape_that_its_docstring_has_not():
    seen = 0
    for text in docstrings():
        for code in code_in("\n".join(made_pages.as_rst(text.split("\n"))) + "\n"):
            seen += 1
            for line in code.strip("`").splitlines():
                assert line.strip() in text
    assert seen > 500


def test_no_code_in_the_pages_that_are_made_of_the_parser_has_an_escape():
    pages = [
        re.sub(r"^```{eval-rst}\n(.*?)^```$", r"\1", text, flags=re.M | re.S)
        for text in made_pages.reference().values()
    ]
    code = [piece for text in pages for piece in code_in(text)]
    assert len(code) > 50
    assert [piece for piece in code if re.search(r"\\[*_|`]", piece)] == []
