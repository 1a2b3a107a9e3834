"""The live page with Python in the browser: from a plain server, and nothing installed."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from support.browser import assert_no_violation, why_no_browser
from support.live_page import WHERE, made_site, serving, why_no_pyodide

from lernmi.play import Session
from lernmi.play.situations import SITUATIONS

pytestmark = pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser())
needs_python = pytest.mark.skipif(bool(why_no_pyodide()), reason=why_no_pyodide())

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# Much more than anything needs, unless the page hangs.
SECONDS = 60
SETTLED = "'settled' in document.getElementById('play').dataset"


@pytest.fixture(scope="module")
def server():
    with serving(made_site(with_python=not why_no_pyodide())) as running:
        yield running


@pytest.fixture(scope="module")
def without_python():
    with serving(made_site(with_python=False)) as running:
        yield running


@pytest.fixture
def opened(chromium):
    """Return a function that opens the page; the test fails if the page has an error."""
    contexts = []
    problems: list[str] = []

    def open_page(
        server: Any, wishes: str = "", script: str = "", late: Any = None, **more: Any
    ) -> Any:
        """Open the page; Python then waits for a file until the Route in `late` continues."""
        context = chromium.new_context(**{"viewport": DESK, **more})
        contexts.append(context)
        if late is not None:
            context.route("**/*.whl", lambda route: late.append(route))
        page = context.new_page()
        page.add_init_script(script)
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        allowed = (server.address, f"blob:{server.address}", "data:")

        def note(request: Any) -> None:
            if not request.url.startswith(allowed):
                problems.append(f"asks for {request.url}")

        page.on("request", note)
        page.goto(f"{server.address}/{WHERE}/index.html{wishes}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def until(is_so: Any) -> None:
    """Wait until something holds; Playwright's own waiting needs eval, which the page forbids."""
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def settled(page: Any) -> Any:
    until(lambda: page.evaluate(SETTLED))
    return page


def is_ready(page: Any) -> bool:
    return page.inner_text(".loading") == ""


def address_of(page: Any) -> str:
    return page.evaluate("location.href")


def weights(page: Any) -> list[str]:
    return page.locator("#play .network .weight").all_text_contents()


# The recording.

REPLY = """async ([name, messages]) => {
    const { newRecording } = await import("./recorded.mjs");
    const load = async (name) => (await fetch(`./recorded/${name}.json`)).json();
    const recording = newRecording(load);
    const replies = [];
    for (const message of messages) replies.push(await recording.reply(message));
    return { replies, moves: recording.moves() };
}"""


def some_presses(chance: random.Random, name: str) -> list[dict[str, Any]]:
    """Return messages as the page sends them: some that are recorded, and some that aren't."""
    recipe = {"situation": name} if name in SITUATIONS else {}
    choices = range(len(SITUATIONS[name].choices)) if name in SITUATIONS else ["h1->y1", "b1->h2"]
    presses = [
        {"verb": "learn", "steps": 1},
        {"verb": "learn", "steps": 1, "continues": True},
        {"verb": "learn", "epochs": 1},
        {"verb": "moment", "count": 1},
        {"verb": "moment", "count": -1},
        {"verb": "back", "steps": 1},
        {"verb": "back", "steps": 1, "epochs": 1},
        {"verb": "go", "step": 0},
        {"verb": "undo"},
        {"verb": "judge"},
        {"verb": "share"},
        {"verb": "plane", "cells": 36},
        {"verb": "why", "name": None},
        *({"verb": "answer", "choice": choice} for choice in choices),
    ]
    return [{"verb": "open", "recipe": recipe}, *chance.choices(presses, k=120)]


@pytest.mark.parametrize("name", ["xor", "sensitivity", "learning-rate", "bias", "fence"])
def test_the_recording_replies_as_python_does(opened, without_python, name):
    page = settled(opened(without_python))
    messages = some_presses(random.Random(name), name)
    found = page.evaluate(REPLY, [name, messages])
    session = Session()
    replied = 0
    for message, reply in zip(messages, found["replies"]):
        if reply is None:
            # Python would do it, but the page waits for Python before it goes on.
            continue
        replied += 1
        expected = session.handle(message)
        if message["verb"] == "share":
            expected["recipe"].pop("weights", None)
        assert reply == expected, message
    assert replied > 60
    # These presses bring another Session to the same place.
    follower = Session()
    for message in found["moves"]:
        assert "refused" not in follower.handle(message)
    assert follower.state() == session.state()


def test_without_python_the_page_says_why_and_the_first_steps_work(opened, without_python):
    page = settled(opened(without_python))
    assert page.inner_text(".loading").startswith("Python can't start here: this copy of the page")
    before = weights(page)
    page.click("[data-do=step]")
    page.click("[data-do=step]")
    settled(page)
    assert page.inner_text("[data-text=question]").startswith("Step 1, epoch 1.")
    page.keyboard.press("u")
    until(lambda: page.evaluate(SETTLED) and weights(page) == before)
    page.keyboard.press("m")
    until(lambda: page.inner_text("[data-text=count]") == "1 of 32")
    # What nobody has recorded is refused, and nothing has changed.
    page.select_option(".speed", "fast")
    page.click("[data-do=play]")
    until(lambda: page.inner_text(".message").startswith("Python can't start here"))
    assert weights(page) == before


@pytest.mark.parametrize("missing", ["Worker", "WebAssembly"])
def test_a_browser_that_lacks_something_says_what(opened, server, missing):
    page = settled(opened(server, "#situation=slope", f"delete window.{missing};"))
    why = {"Worker": "no Web Workers", "WebAssembly": "no WebAssembly"}[missing]
    until(lambda: why in page.inner_text(".loading") or why_no_pyodide())
    page.click(".choices button >> nth=1")
    until(lambda: "steepest in the middle" in page.inner_text("[data-text=question]"))


def test_an_address_puts_no_words_of_its_own_on_the_page(opened, without_python):
    page = settled(opened(without_python, "#learn=xor"))
    insult = "You are all silly"
    for wishes in (f"#learn={insult}", f"#{insult}=1", f"#situation={insult}", f"#hide={insult}"):
        page.goto(f"{without_python.address}/{WHERE}/index.html{wishes}")
        page.reload()
        settled(page)
        assert "silly" not in page.inner_text("body")
        assert "silly" not in page.title()


def test_an_address_that_nobody_has_recorded_opens_the_default_where_there_is_no_python(
    opened, without_python
):
    page = settled(opened(without_python, "#learn=moons"))
    assert page.inner_text("h1") == "lernmi xor 2-2-1"


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_nobody_is_left_out_while_python_is_missing(opened, without_python, viewport):
    pytest.importorskip("axe_playwright_python", reason="pip install axe-playwright-python")
    page = settled(opened(without_python, "#situation=paths-add", viewport=viewport))
    assert_no_violation(page)
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    assert page.evaluate("document.documentElement.scrollHeight") <= viewport["height"]


# With Python.


@needs_python
def test_python_takes_over_where_the_recording_was_and_nothing_is_fetched_twice(opened, server):
    server.counts.clear()
    page = settled(opened(server))
    assert page.inner_text(".loading").startswith("Python is ")
    at_first = weights(page)
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    settled(page)
    until(lambda: is_ready(page))
    there = weights(page)
    step = page.inner_text("[data-text=question]").partition(".")[0]
    # Undo leads back over presses that only the recording has seen.
    page.focus('[data-name="h1->y1"]')
    page.keyboard.press("Enter")
    page.keyboard.press("+")
    until(lambda: "weights=" in address_of(page) and page.evaluate(SETTLED))
    assert page.inner_text("[data-text=question]").startswith("You set a weight by hand after step")
    page.keyboard.press("u")
    until(lambda: weights(page) == there and page.evaluate(SETTLED))
    assert page.inner_text("[data-text=question]").startswith(step)
    page.keyboard.press("u")
    page.keyboard.press("u")
    until(lambda: page.is_disabled("[data-do=undo]") and page.evaluate(SETTLED))
    assert weights(page) == at_first
    page.click("[data-do=play]")
    until(lambda: "step" in page.inner_text("[data-text=step]"))
    page.click("[data-do=play]")
    settled(page)
    fetched = {path: count for path, count in server.counts.items() if "favicon" not in path}
    assert {path for path in fetched if "pyodide" in path} and set(fetched.values()) == {1}


@needs_python
def test_a_press_that_waits_for_python_says_so_and_another_press_drops_it(opened, server):
    late: list[Any] = []
    page = settled(opened(server, late=late))
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    settled(page)
    # Nobody has recorded why this Link's weight moves now.
    page.focus('[data-name="h1->y1"]')
    page.keyboard.press("Enter")
    until(lambda: page.inner_text(".message").startswith("Python is loading."))
    page.select_option(".speed", "fast")
    page.click("[data-do=play]")
    until(lambda: page.inner_text("[data-do=play]") == "Waiting")
    page.click("[data-do=play]")
    until(lambda: page.inner_text("[data-do=play]") == "Play")
    page.click("[data-do=play]")
    until(lambda: page.inner_text("[data-do=play]") == "Waiting")
    for key, situation in SITUATIONS.items():
        page.select_option("[data-part=situations]", key)
        until(lambda title=situation.title: page.inner_text("h1") == f"lernmi {title}")
        settled(page)
    assert page.inner_text("[data-do=play]") == "Play"
    # What still waits then is done once Python is there.
    page.select_option("[data-part=situations]", "")
    settled(page)
    page.click("[data-do=play]")
    until(lambda: page.inner_text("[data-do=play]") == "Waiting")
    # Playwright calls the function of a route only during its own calls.
    until(lambda: page.wait_for_timeout(20) or late)
    late.pop().continue_()
    until(lambda: page.inner_text("[data-do=play]") == "Pause" and is_ready(page))
    page.click("[data-do=play]")
    settled(page)
    undo = page.inner_text("[data-do=undo]")
    assert undo.startswith("Undo ") and undo.endswith(" steps")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-do=share]")
    until(lambda: page.inner_text(".message").startswith("Copied: a link to this network"))
    assert page.inner_text(".message").endswith("It opens in any browser.")
    assert page.evaluate("navigator.clipboard.readText()") == address_of(page)


@needs_python
def test_an_address_that_nobody_has_recorded_says_that_its_network_comes_with_python(
    opened, server
):
    late: list[Any] = []
    page = opened(server, "#learn=xor&layers=2-3-1", late=late, viewport=PHONE)
    until(lambda: page.inner_text("[data-text=question]").startswith("Your network opens as soon"))
    assert not page.is_visible("[data-do=step]")
    page.keyboard.press("Space")
    # Playwright calls the function of a route only during its own calls.
    until(lambda: page.wait_for_timeout(20) or late)
    late.pop().continue_()
    settled(page)
    assert page.inner_text("h1") == "lernmi xor 2-3-1"
    assert page.is_visible("[data-do=step]")


@needs_python
def test_neither_the_page_nor_its_worker_can_send_a_request_to_another_host(chromium, server):
    with serving(made_site(with_python=False)) as other:
        # Both are this computer, but not the same host.
        address = other.address.replace("127.0.0.1", "localhost")
        page = chromium.new_page()
        page.goto(f"{server.address}/{WHERE}/recorded/xor.json")
        fetches = "async (address) => String(await fetch(address).then(() => 1, () => 0))"
        # A page without a policy can.
        assert page.evaluate(fetches, address) == "1"
        assert other.counts.total() == 1
        page.goto(f"{server.address}/{WHERE}/index.html")
        until(lambda: is_ready(page))
        [worker] = page.workers
        assert page.evaluate(fetches, address) == "0"
        assert worker.evaluate(fetches, address) == "0"
        # The server would count this request, too.
        worker.evaluate(
            """(address) => new Promise((done) => {
                try {
                    new WebSocket(address.replace("http", "ws")).onerror = done;
                } catch {
                    done();
                }
            })""",
            address,
        )
        # Nor can a worker start one that is free of the policy.
        another = """(address) => new Promise((done) => {
            const own = new Worker(address, { type: "module" });
            own.onmessage = () => done("runs");
            own.onerror = () => done("blocked");
        })"""
        free = f"{server.address}/{WHERE}/worker.mjs"
        assert worker.evaluate(another, free) == "blocked"
        assert other.counts.total() == 1
        page.close()


@needs_python
def test_a_new_python_continues_where_one_in_an_endless_loop_was(opened, server):
    page = settled(opened(server, "#learn=xor&layers=2-3-1&seed=4"))
    until(lambda: is_ready(page))
    page.click("[data-do=epoch]")
    until(lambda: "step=4" in address_of(page))
    settled(page)
    there = weights(page)
    page.workers[0].evaluate("() => { setTimeout(() => { for (;;) {} }); }")
    page.evaluate("async () => (await import('./connect.mjs')).restart()")
    until(lambda: not is_ready(page))
    page.click("[data-do=epoch]")
    until(lambda: "step=8" in address_of(page))
    page.keyboard.press("PageUp")
    until(lambda: "step=4" in address_of(page) and page.evaluate(SETTLED))
    assert weights(page) == there
