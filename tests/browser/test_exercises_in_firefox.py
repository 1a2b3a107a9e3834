"""The exercise page works in Firefox, too: there, a script in the page uses it."""

from __future__ import annotations

import json

import pytest
from support.firefox import WHY_NO_FIREFOX, report_from_firefox
from support.live_page import WHERE, made_site, serving, why_no_pyodide
from support.pythons import ROOT

from lernmi.exercises.ladder import LADDER

WHY_NOT = why_no_pyodide() or WHY_NO_FIREFOX
SCRIPT = ROOT / "tests" / "browser" / "firefox_exercises.mjs"
# Much more than Firefox needs, unless something hangs.
SECONDS = 120

CODE = LADDER[6].solution.split('"""', 2)[2].lstrip("\n")
HEAD = "from lernmi import Link\n\nclass MyLink(Link):\n    def backpropagate(self):\n        "
CODES = {
    "right": CODE,
    "wrong": CODE.replace(" * output_neuron.slope", ""),
    "loop": f"{HEAD}while True: pass\n",
    "hangs": f"{HEAD}import itertools; sum(itertools.count())\n",
}


@pytest.mark.thorough
@pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
def test_right_and_wrong_links_endless_loops_and_watch(tmp_path):
    site = made_site(with_python=True)
    page = (site / WHERE / "exercises.html").read_text(encoding="utf-8")
    page = page.replace("</head>", '<script type="module" src="./check.mjs"></script></head>')
    with serving(site) as server:
        server.extra[f"/{WHERE}/exercises.html"] = ("text/html", page.encode())
        server.extra[f"/{WHERE}/check.mjs"] = ("text/javascript", SCRIPT.read_bytes())
        server.extra[f"/{WHERE}/codes.json"] = ("application/json", json.dumps(CODES).encode())
        address = f"{server.address}/{WHERE}/exercises.html#7"
        report = report_from_firefox(server, address, tmp_path, SECONDS)
    assert "Firefox" in report["agent"]
    assert report["problems"] == [], report["problems"]
    words = {name: each["words"] for name, each in report["found"].items()}
    assert "Exercise 7 is right" in words["right"]
    assert "the slope is left out" in words["wrong"]
    assert "It was stopped after 2 seconds" in words["loop"].replace("it was", "It was")
    assert "It was stopped after 3 seconds" in words["hangs"]
