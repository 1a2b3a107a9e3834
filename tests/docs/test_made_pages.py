"""Pages made from docstrings and from the parser keep code exactly as written."""

from __future__ import annotations

import ast
import re
import sys

import pytest
from support.pythons import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import made_command_line
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


@pytest.mark.slow
def test_no_code_on_the_pages_made_from_the_parser_has_an_escape():
    pages = [
        re.sub(r"^```{eval-rst}\n(.*?)^```$", r"\1", text, flags=re.M | re.S)
        for text in made_pages.reference().values()
    ]
    code = [piece for text in pages for piece in code_in(text)]
    assert len(code) > 50
    assert [piece for piece in code if re.search(r"\\[*_|`]", piece)] == []


def test_a_list_of_files_becomes_a_list_on_the_page():
    text = "Files:\n\n    one.py      first\n    folder/     more\n\nEnd."
    shown = made_pages.as_rst(text.split("\n"))
    assert shown[2:4] == ["- ``one.py``: first", "- ``folder/``: more"]


def test_a_page_without_a_site_shows_a_picture_where_the_site_plays_the_replay():
    page = "Before.\n\n<!-- replay -->\n\n![One step](pictures/one_step.svg)\n\nAfter.\n"
    shown = made_pages.with_replay(page, "../")
    assert "one_step.svg" not in shown
    assert '<iframe src="../one_step.html" loading="lazy" title=' in shown
    assert shown.startswith("Before.\n") and shown.endswith("\nAfter.\n")


def test_sections_between_the_marks_become_tabs_that_links_still_find():
    page = (
        "# Page\n\n<!-- tabs: In your debugger -->\n\n## In pdb\n\nOne.\n\n"
        "## In VS Code\n\nTwo.\n\n<!-- end of tabs -->\n\n## Last\n"
    )
    shown = made_pages.with_tabs(page)
    assert re.findall(r"^## (.*)", shown, re.M) == ["In your debugger", "Last"]
    assert re.findall(r"{tab-item} (.*)\n:name: (.*)\n", shown) == [
        ("pdb", "in-pdb"),
        ("VS Code", "in-vs-code"),
    ]
    assert made_pages.with_tabs("## In pdb\n\nOne.\n") == "## In pdb\n\nOne.\n"


def test_a_session_loses_the_empty_line_at_its_end_and_nothing_else():
    session = "```python\n>>> a\n1\n<BLANKLINE>\n3\n\n>>> b\n2\n\n```\n\n```text\nend\n```\n"
    shown = "```python\n>>> a\n1\n\n3\n\n>>> b\n2\n```\n\n```text\nend\n```\n"
    assert made_pages.without_empty_ends(session) == shown


def test_tables_of_the_help_become_lists_and_its_commands_stay_as_they_are():
    text = (
        "What can be\nlearned:\n  digits    real ones\n  a long name of many words\n"
        "            with more\n            than one line\n\n"
        "try:\n  python3 -m lernmi train xor    slow"
    )
    assert made_command_line.described(text) == (
        "What can be learned:\n\n``digits``\n   real ones\n\n"
        "``a long name of many words``\n   with more than one line\n\n"
        "Try:\n\n::\n\n   python3 -m lernmi train xor    slow"
    )


def test_the_page_on_the_command_line_has_every_option_with_its_help():
    from lernmi.command_line.main import VERBS, parser

    sections = re.split(r"^## ", made_command_line.command_line(), flags=re.M)[1:]
    assert len(sections) == len(VERBS)
    for verb, text in zip(VERBS, sections):
        its_parser = made_command_line.verb_parser(parser(verb), verb)
        listed = re.findall(r"^\.\. option:: ([^\s,]+).*\n\n   \S", text, re.M)
        # The first is --help, which the page says once.
        actions = its_parser._actions[1:]
        named = [(each.option_strings or [each.metavar or each.dest])[0] for each in actions]
        assert sorted(listed) == sorted(named)
        for action in actions:
            # Only its first words, because characters may be escaped.
            assert re.split(r"[^\w ,.]", action.help)[0] in text
