"""The site: it builds without a warning, its links work, and it shows what the files contain."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from collections import Counter
from html.parser import HTMLParser
from importlib import import_module
from urllib.parse import unquote, urlsplit

import pytest
from support.browser import why_no_browser
from support.pythons import ROOT, run_python
from support.site import built_site, why_no_site

from lernmi.play.situations import SITUATIONS

sys.path.insert(0, str(ROOT / "docs"))
import made_pages

pytest.importorskip("sphinx", reason="Sphinx is not installed: pip install -e '.[docs]'")
pytestmark = pytest.mark.skipif(bool(why_no_site()), reason=why_no_site())


# Where the live page is.
LIVE = "play/index.html"


class Page(HTMLParser):
    """Finds what a page links to, what it loads, its anchors, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.places: set[str] = set()
        self.text = ""
        self.description = ""
        self.frames: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        elif tag == "link" and found.get("rel") == "stylesheet":
            self.loaded.append(found["href"])
        if tag in {"img", "script", "iframe", "object", "source"}:
            self.loaded.extend(found[name] for name in ("src", "data") if found.get(name))
        if tag == "meta" and found.get("name") == "description":
            self.description = found["content"]
        if tag == "iframe":
            self.frames.append(found)
        if found.get("id"):
            self.places.add(found["id"])

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def site():
    folder, problem = built_site()
    assert problem == ""
    return folder


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_it_is_built_without_a_warning(site):
    assert (site / "index.html").exists()


def test_every_link_within_the_site_leads_somewhere(site, pages):
    dead = []
    for path, page in pages.items():
        for link in [*page.links, *page.loaded]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            # After the # of the live page there is no place, but what to open.
            place = "" if target == site / LIVE else unquote(parts.fragment)
            if not target.is_file() or (
                place and target in pages and place not in pages[target].places
            ):
                dead.append(f"{path.name}: {link}")
    assert dead == []


def test_pages_load_nothing_from_elsewhere(pages):
    for path, page in pages.items():
        for address in page.loaded:
            assert not urlsplit(address).scheme and not urlsplit(address).netloc, (path, address)


def test_stylesheets_load_nothing_from_elsewhere(site):
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", text) == [], path


def test_every_page_in_docs_is_in_the_table_of_contents(site, pages):
    first = pages[site / "index.html"]
    linked = {(site / urlsplit(link).path).resolve() for link in first.links}
    linked.add(site / "index.html")
    for page in ROOT.glob("docs/**/*.md"):
        name = page.relative_to(ROOT / "docs").with_suffix(".html")
        if name.parts[:2] != ("made", "source"):
            assert (site / name).resolve() in linked, name


def test_the_tour_has_a_page_for_each_example_with_all_its_lines(site, pages):
    for example in sorted((ROOT / "examples").glob("[0-9]*.py")):
        page = pages[site / "made" / "tour" / f"{example.stem}.html"]
        for line in example.read_text(encoding="utf-8").splitlines():
            assert line in page.text
        assert f"python3 -m examples.{example.stem}" in page.text
        assert "Afterwards you can" in page.text
        assert "Answer to" in page.text


@pytest.mark.parametrize("example", ["01_one_link", "04_not", "07_published_example"])
def test_a_page_of_the_tour_shows_what_the_example_prints(pages, site, example):
    answer = run_python(sys.executable, "-m", f"examples.{example}", cwd=ROOT)
    assert answer.returncode == 0 and answer.stdout.strip()
    assert answer.stdout.strip() in pages[site / "made" / "tour" / f"{example}.html"].text


def test_the_pictures_beside_the_pages_are_those_that_lernmi_makes_today(site):
    # If not: python docs/made_pictures.py, and look at them.
    pytest.importorskip("matplotlib", reason="Matplotlib is not installed")
    from PIL import Image, ImageChops, ImageStat

    if why_no_browser():
        pytest.skip(why_no_browser())
    made = ROOT / "docs" / "made" / "pictures"
    kept = sorted((ROOT / "docs" / "pictures").iterdir())
    assert [path.name for path in kept] == sorted(path.name for path in made.iterdir())
    for path in kept:
        if path.suffix == ".svg":
            assert path.read_text(encoding="utf-8") == (made / path.name).read_text(
                encoding="utf-8"
            )
            continue
        with Image.open(path) as before, Image.open(made / path.name) as today:
            assert before.size == today.size, path.name
            difference = ImageChops.difference(before.convert("RGB"), today.convert("RGB"))
        # Of 255. Other releases of Matplotlib and Chromium draw letters a little differently.
        assert max(ImageStat.Stat(difference).mean) < 0.5, path.name


@pytest.mark.parametrize(
    ("example", "quoted"),
    [
        ("01_one_link", ["def propagate", "def backpropagate", "def nudge"]),
        ("03_fork", ["def receive_sensitivity"]),
        ("04_not", ["class BiasNeuron", "def nudge"]),
        ("06_xor", ["def learn"]),
        ("09_learning_rate", ["def nudge", "def begin_epoch", "def end_epoch"]),
        ("10_circle", ["def tanh_slope"]),
    ],
)
def test_the_tour_quotes_the_parts_of_the_core_to_read(site, pages, example, quoted):
    text = pages[site / "made" / "tour" / f"{example}.html"].text
    for start in quoted:
        assert start in text


def test_a_link_to_a_source_file_shows_it(site, pages):
    text = pages[site / "made" / "source" / "lernmi" / "link.py.html"].text
    for line in (ROOT / "lernmi" / "link.py").read_text(encoding="utf-8").splitlines():
        assert line in text
    reader = pages[site / "read_the_core.html"]
    assert "made/source/lernmi/link.py.html" in reader.links


def python_names(site):
    """Return what a search finds: the names of Python objects, with their kinds."""
    # Four lines of text, then one line for each thing, packed.
    packed = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    found = {}
    for line in zlib.decompress(packed).decode("utf-8").splitlines():
        name, kind, priority, *_ = line.split()
        # An object's other names inside lernmi have priority -1, so no search finds them.
        if kind.startswith("py:") and priority != "-1":
            found[name] = kind.removeprefix("py:")
    return found


def test_the_reference_has_exactly_the_public_names(site):
    public = {
        f"{package}.{name}"
        for package in made_pages.public_packages()
        for name in import_module(package).__all__
    }
    found = python_names(site)
    outside = {name for name, kind in found.items() if kind in ("function", "class", "data")}
    outside |= {name for name, kind in found.items() if kind == "exception"}
    assert outside == public
    inside = set(found) - outside - set(made_pages.public_packages())
    assert {name.rpartition(".")[0] for name in inside} <= public
    assert {found[name] for name in inside} == {"attribute", "method", "property"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("lernmi.functions.relu", "data"),
        ("lernmi.data.XOR", "data"),
        ("lernmi.inside.explain", "function"),
        ("lernmi.Link.weight", "attribute"),
        ("lernmi.Neuron.output", "attribute"),
        ("lernmi.Network.copy", "method"),
        ("lernmi.training.EpochRecord.validation_error", "attribute"),
        ("lernmi.bridges.LinkClassifier.fit", "method"),
    ],
)
def test_a_search_finds_values_and_attributes_too(site, name, kind):
    assert python_names(site)[name] == kind


def test_the_page_of_a_package_has_its_names(site, pages):
    for package in made_pages.public_packages():
        page = pages[site / "made" / "reference" / f"{package.removeprefix('lernmi.')}.html"]
        for name in import_module(package).__all__:
            assert f"{package}.{name}" in page.places


def test_the_glossary_has_all_words_of_the_table(site, pages):
    table = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ")][1:]
    text = pages[site / "vocabulary.html"].text
    for row in rows:
        assert row[1].strip() in text
        assert row[2].strip() in text
    assert "| in lernmi" not in text


def test_the_page_on_the_command_line_has_all_commands(site, pages):
    from lernmi.command_line.main import VERBS

    text = pages[site / "made" / "reference" / "command_line.html"].text
    for verb in VERBS:
        assert f"usage: python3 -m lernmi {verb}" in text


@pytest.mark.parametrize("name", ["index", "first_ten_minutes", "step"])
def test_a_page_plays_the_recorded_step(site, pages, name):
    [frame] = pages[site / f"{name}.html"].frames
    assert (frame["src"], frame["loading"]) == ("one_step.html", "lazy")
    assert "learning step" in frame["title"]
    assert "one_step.html" in pages[site / f"{name}.html"].links
    assert "Play" in pages[site / "one_step.html"].text


def test_each_situation_is_on_the_page_that_explains_it_and_loads_nothing_before_start(site, pages):
    offered = Counter()
    for path, page in pages.items():
        if path == site / LIVE:
            continue
        for link in page.links:
            address, _, wishes = link.partition("#")
            if address.endswith(LIVE):
                offered[wishes.removeprefix("situation=") or "xor"] += 1
        assert not any(LIVE in each for each in page.loaded), path
    # Each has a Start button, and a link to a window of its own.
    assert offered == dict.fromkeys(["xor", *SITUATIONS], 2)
    for name in offered:
        assert (site / "posters" / f"{name}.svg").exists()
        assert (site / "play" / "recorded" / f"{name}.json").exists()


def test_every_page_has_a_description_of_a_length_that_search_engines_show(site, pages):
    source = site / "made" / "source"
    made_by_sphinx = {"genindex.html", "search.html", "py-modindex.html", "one_step.html"}
    for path, page in pages.items():
        if source not in path.parents and path.name not in made_by_sphinx and path != site / LIVE:
            assert 10 <= len(page.description) <= 160, path


def test_llms_txt_names_every_page_with_what_it_is_about(site):
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# lernmi\n\n> ")
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): .{10}", text, re.M)
    assert len(listed) == len(set(listed)) == text.count("\n- ")
    for name in listed:
        assert (site / name).is_file()
    for page in ROOT.glob("docs/*.md"):
        if page.name != "index.md":
            assert f"{page.stem}.html" in listed


def test_the_list_of_packages_says_what_each_is(site, pages):
    text = pages[site / "reference" / "index.html"].text
    for package in made_pages.public_packages():
        assert re.search(rf"{re.escape(package)}: \w+", text), package


def test_signatures_have_types_and_defaults_as_they_are_written(site, pages):
    text = " ".join(pages[site / "made" / "reference" / "lernmi.html"].text.split())
    assert "activation: Activation = sigmoid" in text
    assert "receive(value: float) → None" in text
    for path in (site / "made" / "reference").glob("*.html"):
        # Where a class takes its settings by name, the page says which.
        assert "(*args" not in pages[path].text, path


def test_no_block_of_code_ends_with_an_empty_line(pages):
    for path, page in pages.items():
        assert "\n\n</pre>" not in path.read_text(encoding="utf-8"), path
        assert page.text


def test_nothing_that_is_made_is_in_the_repository():
    try:
        answer = subprocess.run(
            ["git", "ls-files", "docs/made"], cwd=ROOT, capture_output=True, text=True, timeout=60
        )
    except OSError:
        pytest.skip("there is no git here")
    assert answer.stdout == ""
