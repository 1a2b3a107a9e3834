"""The pages are true: their code runs and prints what they say, and their links work."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap

import pytest
from support.command_line import lernmi
from support.published import findings_of
from support.pythons import ROOT

from lernmi import Link
from lernmi.command_line.main import parser
from lernmi.data.published import PUBLISHED
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS

# Without the pages that a build of the site writes to docs/made (`test_site.py` looks at them).
PAGES = sorted(
    page
    for page in [
        ROOT / "README.md",
        ROOT / ".github" / "CONTRIBUTING.md",
        *ROOT.glob("examples/*.md"),
        *ROOT.glob("docs/**/*.md"),
    ]
    if ROOT / "docs" / "made" not in page.parents
)
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]

# Their code trains long.
LONG = ["docs/activations_errors_optimisers.md", "docs/explain.md", "docs/replay.md"]
# The packages that the code on a page needs besides lernmi.
NEEDS = {"docs/export.md": ["torch", "onnx", "onnxruntime", "sklearn"]}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=name, marks=pytest.mark.slow if name in LONG else ())
        for page, name in zip(PAGES, NAMES)
    ],
)
def test_the_code_on_a_page_runs_and_prints_what_the_page_shows(page):
    sybil = pytest.importorskip("sybil", reason="Sybil is not installed: pip install sybil")
    markdown = pytest.importorskip("sybil.parsers.markdown")
    for package in NEEDS.get(page.relative_to(ROOT).as_posix(), []):
        pytest.importorskip(package, reason=f"{page.name} needs {package}, which is not installed")
    parsers = [markdown.PythonCodeBlockParser(), markdown.SkipParser()]
    document = sybil.Sybil(parsers=parsers).parse(page)
    for example in document.examples():
        example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_on_a_page_leads_to_a_file(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not target.startswith(("https://", "http://")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_sessions_are_in_fences_that_sybil_runs(page):
    # Sybil runs ```python fences and silently skips ```pycon ones.
    assert "```pycon" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_command_line_knows_every_command_on_a_page(page):
    known = parser()
    for command in re.findall(r"python3 -m lernmi ([^`\n|>]+)", page.read_text(encoding="utf-8")):
        # A remark may follow after some spaces.
        words = re.split(r"  +|#", command)[0].split()
        try:
            known.parse_args(words)
        except SystemExit as ending:
            assert ending.code == 0, command  # --help exits with 0


def test_step_knows_everything_that_its_page_lists():
    page = (ROOT / "docs" / "step.md").read_text(encoding="utf-8")
    typed = [*re.findall(r"^\| `(.*?)` \|", page, re.M)]
    assert len(typed) > 5 and typed[-1] == "q"
    answer = lernmi("step", typed="\n".join(["nonsense", *typed, ""])).stdout
    # What `step` doesn't know, it repeats.
    assert repr("nonsense") in answer
    assert [each for each in typed if repr(each) in answer] == []


def test_the_moments_that_the_page_on_step_sends_you_to_are_followed_by_what_it_says():
    page = (ROOT / "docs" / "step.md").read_text(encoding="utf-8")
    things = page.split("Three things to try:")[1]
    before_y1, before_comparing = re.findall(r"Type `j (\d+)`", things)[:2]
    typed = f"j {before_y1}\n\n\nj {before_comparing}\n\n\nq\n"
    shown = re.findall(r"^\d+\. (.*)", lernmi("step", typed=typed).stdout, re.M)
    # It begins with two moments of its own.
    assert "y1 adds it" in shown[2]
    assert shown[4].startswith("y1 activates")
    assert shown[6].startswith("y1 is compared")
    assert shown[7].startswith("y2 is compared")


@pytest.mark.parametrize("table", ["Activations", "Error functions"])
def test_the_page_on_activations_and_error_functions_lists_all_ready_made_ones(table):
    page = (ROOT / "docs" / "activations_errors_optimisers.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)`", page.split(f"## {table}")[1].split("\n## ")[0], re.M)
    assert set(rows) == set(ACTIVATIONS if table == "Activations" else ERROR_FUNCTIONS)


def test_the_page_on_published_examples_lists_all_of_them_with_their_verdicts():
    page = (ROOT / "docs" / "published_examples.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \|.*\| (\d*) ?\| (\d*) ?\| (\d*) ?\|$", page, re.M)
    assert [name for name, *_ in rows] == list(PUBLISHED)
    for name, *said in rows:
        verdicts = [finding.verdict for finding in findings_of(name)]
        counts = [verdicts.count(word) for word in ("right", "rounded", "wrong")]
        assert counts == [int(count or 0) for count in said], name


def test_the_readme_shows_the_code_of_backpropagate():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^```python\n(def backpropagate.*?)^```", text, re.M | re.S)[1]
    shown = ast.parse(block).body[0]
    real = ast.parse(textwrap.dedent(inspect.getsource(Link.backpropagate))).body[0]
    without_docstring = real.body[1:]
    assert [ast.unparse(line) for line in shown.body] == [
        ast.unparse(line) for line in without_docstring
    ]


def test_the_messages_on_the_page_on_troubleshooting_are_lernmis():
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    section = page.split("## lernmi refuses to continue")[1]
    messages = re.findall(r"`([^`]+)`", " ".join(re.findall(r"^\*\*(.*?)\*\*", section, re.M)))
    sources = [path.read_text(encoding="utf-8") for path in ROOT.glob("lernmi/support/*.py")]
    # A message may continue on the next line of the source.
    text = re.sub(r'"\s+f?["\']', "", "".join(sources))
    assert len(messages) > 5
    for message in messages:
        assert message in text or message == "NoneType", message


def test_step_prints_the_moment_that_the_readme_shows():
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Sixty seconds")[1]
    block = re.search(r"(?:^    .+\n)+", section, re.M)[0]
    assert textwrap.dedent(block) in lernmi("step", typed="j 22\nq\n").stdout
