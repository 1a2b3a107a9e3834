"""The live page for the site: what it consists of, what it may load, and how much it costs."""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
import zipfile

import pytest
from support.live_page import WHERE, made_play, made_site, package_path, why_no_pyodide
from support.pythons import ROOT, run_python

import lernmi
from lernmi.play.situations import SITUATIONS

sys.path.insert(0, str(ROOT / "docs"))
import made_posters


def test_the_page_has_at_most_40_kilobytes_without_python_and_recording(monkeypatch, tmp_path):
    monkeypatch.setattr(made_play, "record", lambda folder: None)
    made_play.make(tmp_path, None)
    waiting, found = ["index.html", "worker.mjs"], set()
    while waiting:
        name = waiting.pop()
        if name not in found and (tmp_path / name).suffix in (".html", ".mjs", ".css"):
            found.add(name)
            text = (tmp_path / name).read_text(encoding="utf-8")
            waiting += re.findall(r'"\./([\w.]+\.(?:mjs|css))"', text)
    assert "messages.mjs" not in found
    assert {"index.html", "play.mjs", "recorded.mjs", "python_files.mjs", "play.css"} <= found
    assert sum(len(gzip.compress((tmp_path / name).read_bytes())) for name in found) <= 40_960


def test_the_page_with_the_exercises_adds_at_most_11_kilobytes_and_its_texts_8():
    files = made_play.exercise_page()
    texts = files.pop("exercises.json")
    # These load only if somebody asks for them.
    del files["my_exercises.zip"], files["hints.json"]
    assert len(gzip.compress(texts)) <= 8 * 1024
    sizes = []
    for name, content in files.items():
        is_script = name.endswith(".mjs")
        sizes.append(
            len(gzip.compress(made_play.without_comments(content) if is_script else content))
        )
    assert sum(sizes) <= 11 * 1024


def test_the_exercises_load_only_their_own_files_and_frames():
    for name, content in made_play.exercise_page().items():
        if name.endswith(".html"):
            [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', content.decode())
            assert policy == f"{made_play.POLICY}; frame-src 'self'"


def test_the_page_about_the_exercises_leads_to_them():
    shown = made_posters.with_play("Before.\n\n<!-- exercises -->\n\nAfter.\n", "../")
    assert '<a href="../play/exercises.html">' in shown
    assert "<!-- exercises -->" in (ROOT / "docs" / "exercises.md").read_text(encoding="utf-8")


def test_the_page_may_load_its_own_files_and_nothing_else():
    text = made_play.page().decode()
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    sources = {source for rule in rules.values() for source in rule.split()}
    assert sources == {"'self'", "'none'", "'wasm-unsafe-eval'", "blob:", "data:"}
    assert rules["worker-src"] == "blob:" and rules["connect-src"] == "'self'"
    # It comes before anything that it should rule.
    assert text.index("Content-Security-Policy") < text.index("<link")


def test_the_wheel_is_lernmi_itself_and_always_the_same():
    name, content = made_play.wheel()
    assert name == f"lernmi-{lernmi.__version__}-py3-none-any.whl"
    assert made_play.wheel() == (name, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for path in ("lernmi/__init__.py", "lernmi/play/places.py", "lernmi/play/page/play.mjs"):
            assert archive.read(path) == (ROOT / path).read_bytes()
        assert not any("__pycache__" in each for each in archive.namelist())


def test_a_wrong_package_is_refused_and_a_missing_one_leaves_the_recording(monkeypatch, tmp_path):
    wrong = tmp_path / "pyodide.tgz"
    wrong.write_bytes(b"something else")
    monkeypatch.setenv("LERNMI_PYODIDE", str(wrong))
    with pytest.raises(ValueError, match="its checksum differs"):
        made_play.pyodide(tmp_path)
    monkeypatch.setenv("LERNMI_PYODIDE", str(tmp_path / "none.tgz"))
    with pytest.raises(FileNotFoundError, match="which doesn't exist"):
        made_play.pyodide(tmp_path)
    assert made_play.NOT_DOWNLOADED in made_play.python_files("a.whl", False).decode()


def test_what_an_earlier_build_has_left_goes_away(monkeypatch, tmp_path):
    monkeypatch.setattr(made_play, "record", lambda folder: None)
    (tmp_path / "pyodide-1").mkdir()
    (tmp_path / "pyodide-1" / "pyodide.mjs").write_text("", encoding="utf-8")
    (tmp_path / "lernmi-0.0.1-py3-none-any.whl").write_bytes(b"")
    made_play.make(tmp_path, None)
    names = {path.name for path in tmp_path.iterdir()}
    assert "index.html" in names and made_play.wheel()[0] in names
    assert not names & {"pyodide-1", "lernmi-0.0.1-py3-none-any.whl"}


@pytest.mark.skipif(bool(why_no_pyodide()), reason=why_no_pyodide())
def test_pyodide_is_unchanged_and_has_its_licences_beside_it():
    made_play.checked(package_path().read_bytes(), "the package")
    folder = made_site(with_python=True) / WHERE / f"pyodide-{made_play.VERSION}"
    names = {*made_play.FILES, made_play.PACKAGES, *made_play.LICENCES}
    assert {path.name for path in folder.iterdir()} == names
    licence = (folder / "pyodide_licence.txt").read_text(encoding="utf-8")
    assert f"Pyodide {made_play.VERSION}" in licence and "Mozilla Public License" in licence
    assert json.loads((folder / made_play.PACKAGES).read_text())["packages"] == {}


@pytest.mark.slow
def test_each_recording_is_small():
    folder = made_site(with_python=False) / WHERE / "recorded"
    assert {path.stem for path in folder.iterdir()} == {"xor", *SITUATIONS}
    for path in folder.iterdir():
        assert len(gzip.compress(path.read_bytes())) < 60_000, path.name


def test_a_page_without_a_site_has_a_link_where_the_site_has_the_live_page():
    page = "Before.\n\n<!-- play: slope -->\n\n[Try it](../play.md)\n\nAfter.\n"
    shown = made_posters.with_play(page, "../")
    assert "play.md" not in shown and "Where does" not in shown
    assert SITUATIONS["slope"].question.split(":")[1] in shown
    assert '<a class="start" href="../play/index.html#situation=slope">Start</a>' in shown
    assert '<img src="../posters/slope.svg"' in shown
    assert shown.startswith("Before.\n") and shown.endswith("\nAfter.\n")


def test_without_a_download_the_script_says_so_in_one_line(tmp_path):
    answer = run_python(
        sys.executable, "docs/made_play.py", cwd=ROOT, LERNMI_PYODIDE=str(tmp_path / "none.tgz")
    )
    assert answer.returncode == 1
    assert re.fullmatch(r"Pyodide can't be downloaded: .*none\.tgz.*\n", answer.stderr)
