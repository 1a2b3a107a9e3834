"""The exercises in a page, with nothing installed, as learners use them."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from support.browser import assert_no_violation, why_no_browser
from support.live_page import WHERE, made_site, serving, why_no_pyodide

from lernmi.exercises.homework import check_homework
from lernmi.exercises.ladder import LADDER
from lernmi.exercises.puzzles import lines_to_order
from lernmi.play.desk import first_text
from lernmi.play.sentences import PAGE_WORDS

WHY_NOT = why_no_browser() or why_no_pyodide()
# Starting Python takes seconds, and a loop ends after some more.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# Much more than anything needs, unless the page hangs.
SECONDS = 60
SLOPELESS = LADDER[6].solution.replace(" * output_neuron.slope", "")


def code_of(solution: str) -> str:
    """Return what a learner has in the editor: the file without its docstring."""
    return solution.split('"""', 2)[2].lstrip("\n")


def loop(body: str) -> str:
    """Return a Link that never ends."""
    head = "from lernmi import Link\n\nclass MyLink(Link):\n    def backpropagate(self):\n"
    return f"{head}        {body}\n"


@pytest.fixture(scope="module")
def server():
    with serving(made_site(with_python=True)) as running:
        yield running


@pytest.fixture(scope="module")
def opened(chromium, server):
    """Return a function that opens the page; a test fails if the page has an error."""
    contexts = []
    problems: list[str] = []

    def open_page(wishes: str = "", where: Any = server, late: Any = None, **more: Any) -> Any:
        """Open the page; Python then waits for a file until the Route in `late` continues."""
        assert problems == []
        context = chromium.new_context(**{"viewport": DESK, **more})
        contexts.append(context)
        if late is not None:
            context.route("**/*.whl", lambda route: late.append(route))
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.goto(f"{where.address}/{WHERE}/exercises.html{wishes}")
        page.locator("#task > *").first.wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture(scope="module")
def desk(opened):
    """Return a page on a desk, with Python: starting it takes seconds, so tests share one."""
    return ready(opened("#7"))


@pytest.fixture(scope="module")
def phone(opened):
    """Return a page on a phone, with Python."""
    return ready(opened(viewport=PHONE, has_touch=True, is_mobile=True))


def until(is_so: Any) -> None:
    """Wait until something holds."""
    started = time.monotonic()
    # Playwright's own waiting needs eval, which the page forbids.
    while not is_so():
        assert time.monotonic() < started + SECONDS
        time.sleep(0.02)


def ready(page: Any) -> Any:
    until(lambda: page.inner_text("#status") == "")
    return page


def verdict(page: Any, place: str = "#results") -> str:
    until(lambda: page.locator(f"{place} section").count())
    return str(page.inner_text(place))


def checked(page: Any, number: int, code: str) -> str:
    """Return what the page says about a learner's code."""
    page.select_option("#exercise", str(number))
    page.fill("#code", code)
    page.click("#check")
    return verdict(page)


def download(page: Any, press: str) -> tuple[str, bytes]:
    """Return the name and the content of the file that a button saves."""
    with page.expect_download() as found:
        page.click(press)
    return found.value.suggested_filename, found.value.path().read_bytes()


def test_a_right_link_is_right_and_a_wrong_one_gets_its_name_and_its_line(desk):
    assert "✓ Exercise 7 is right." in checked(desk, 7, code_of(LADDER[6].solution))
    words = checked(desk, 7, code_of(SLOPELESS))
    assert "✗ Exercise 7: the slope is left out." in words
    desk.click("#results button")
    assert desk.evaluate("String(getSelection())") == "    def backpropagate(self):"
    # Hints come one at a time.
    desk.click("#hint")
    until(lambda: desk.locator("#hints p").count() == 1)
    assert LADDER[6].hints[0] in desk.inner_text("#hints")
    assert LADDER[6].hints[1] not in desk.inner_text("#hints")
    assert_no_violation(desk)


def test_the_keyboard_is_enough(desk):
    desk.select_option("#exercise", "7")
    desk.fill("#code", "")
    desk.focus("#code")
    desk.keyboard.type("class MyLink:")
    desk.keyboard.press("Enter")
    desk.keyboard.type("x = 1")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.type("y")
    desk.keyboard.press("Shift+Tab")
    assert desk.input_value("#code") == "class MyLink:\n    x = 1\n    y"
    desk.keyboard.press("Control+Enter")
    assert "Python stops: NameError" in verdict(desk)
    desk.keyboard.press("Escape")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.id") == "check"


def test_watch_opens_the_network_with_the_learners_own_link(desk):
    checked(desk, 7, code_of(SLOPELESS))
    desk.click("#watch")
    frame = desk.frame_locator("#play iframe")
    frame.locator("[data-do=step]").click(timeout=1000 * SECONDS)
    # The right new weights are 0.2475 and 0.7632.
    until(lambda: "0.6241" in frame.locator(".holder").inner_text())
    assert "network 1-1 (sigmoid)" in desk.inner_text("#play p")
    desk.click("#play button")
    assert "the slope is left out" in verdict(desk)


@pytest.mark.parametrize("body", ["while True: pass", "import itertools; sum(itertools.count())"])
def test_an_endless_loop_ends_and_the_text_is_still_there(desk, body):
    checked(desk, 7, code_of(LADDER[6].solution))
    desk.fill("#code", loop(body))
    desk.click("#check")
    assert "does something loop for ever?" in verdict(desk)
    assert desk.input_value("#code") == loop(body)
    assert "✓ Exercise 7 is right." in checked(ready(desk), 7, code_of(LADDER[6].solution))


def test_nothing_is_stored_unless_asked_and_erasing_erases(opened):
    page = opened("#5")
    # Erasing asks first, and so does leaving the page with work that isn't stored.
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    stored = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie"
    page.fill("#code", "mine = 5")
    page.select_option("#exercise", "6")
    page.select_option("#exercise", "5")
    assert page.input_value("#code") == "mine = 5"
    assert page.evaluate(stored) == "{}{}"
    page.reload()
    assert asked == ["beforeunload"]
    page.locator("#task > *").first.wait_for()
    assert "mine" not in page.input_value("#code")
    page.fill("#code", "mine = 6")
    page.check("#keep")
    assert "mine = 6" in page.evaluate(stored)
    page.reload()
    until(lambda: page.input_value("#code") == "mine = 6")
    assert "mine" not in page.url
    page.click("#erase")
    until(lambda: page.inner_text("#where") == PAGE_WORDS["erased"])
    assert asked == ["beforeunload", "confirm"]
    assert page.evaluate(stored) == "{}{}"
    assert "mine" not in page.input_value("#code")
    page.focus("#code")
    page.keyboard.press("Control+z")
    assert "mine" not in page.input_value("#code")
    page.reload()
    page.locator("#task > *").first.wait_for()
    assert "mine" not in page.input_value("#code")
    page.context.close()


def test_saved_files_are_those_of_the_command(desk):
    own = code_of(SLOPELESS)
    desk.select_option("#exercise", "7")
    desk.fill("#code", own)
    name, content = download(desk, "#save")
    task = first_text(LADDER[6])
    file = task[: task.index("from lernmi")] + own
    assert (name, content.decode()) == ("07_backpropagate.py", file)
    wanted = {f"my_exercises/{each.file}": first_text(each) for each in LADDER}
    name, content = download(desk, "footer a")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each: archive.read(each).decode() for each in archive.namelist()} == wanted
    name, content = download(desk, "#saveAll")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        packed = {each: archive.read(each).decode() for each in archive.namelist()}
    assert name == "my_exercises.zip"
    assert packed["my_exercises/07_backpropagate.py"] == file
    assert packed["my_exercises/10_stuck.py"] == first_text(LADDER[9])
    assert list(packed) == list(wanted)


def test_a_phone_offers_what_needs_no_keyboard_and_python_judges_it(phone):
    assert not phone.locator("nav [data-view=write]").is_visible()
    phone.select_option("#puzzle", "6")
    until(lambda: phone.locator("#lines button").count() == 4)
    phone.tap("#judge")
    words = verdict(phone, "#order .results")
    marked = phone.inner_text("#lines .wrong").strip()
    assert f'"{marked}"' in words and "in line" not in words
    found = lines_to_order(LADDER[5])
    assert found is not None
    for place, line in enumerate(found.lines):
        texts = [text.strip() for text in phone.locator("#lines button").all_text_contents()]
        now = texts.index(line.strip())
        if now != place:
            phone.locator("#lines button").nth(now).tap()
            phone.locator("#lines button").nth(place).tap()
    phone.tap("#judge")
    until(lambda: "Right" in verdict(phone, "#order .results"))
    assert phone.locator("#lines .wrong").count() == 0
    assert_no_violation(phone)
    phone.tap("nav [data-view=predict]")
    phone.locator("#picture svg").wait_for()
    phone.fill("#answer", "8")
    phone.tap("#predict .main")
    assert "Only its sign is wrong." in verdict(phone, "#predict .results")
    # The next press takes the old verdict away at once.
    pressed = "document.querySelector('#predict .main').click()"
    shown = "document.querySelector('#predict .results').textContent"
    assert phone.evaluate(f"{pressed}, {shown}") == ""
    assert "Only its sign is wrong." in verdict(phone, "#predict .results")
    assert_no_violation(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_what_waits_for_python_says_so(opened):
    late: list[Any] = []
    page = opened("#order-6", late=late)
    until(lambda: page.inner_text("#order .results") == PAGE_WORDS["waiting"])
    page.click("nav [data-view=predict]")
    until(lambda: page.inner_text("#predict .results") == PAGE_WORDS["waiting"])
    # Playwright calls the function of a route only during its own calls.
    until(lambda: page.wait_for_timeout(20) or late)
    late.pop().continue_()
    until(lambda: page.is_visible("#question") and page.inner_text("#predict .results") == "")
    page.click("nav [data-view=order]")
    until(lambda: page.locator("#lines button").count() == 4)
    assert page.inner_text("#order .results") == ""
    page.context.close()


def test_homework_on_a_phone_names_the_first_wrong_number(phone):
    phone.tap("nav [data-view=homework]")
    phone.select_option("#paper", "mazur")
    phone.locator("#fields input").first.wait_for()
    phone.fill('[name="output of h1"]', "0,5933")
    phone.fill('[name="weight sensitivity of x1->h1"]', "0.0018175")
    phone.tap("#homework .main")
    given = {"output of h1": "0.5933", "weight sensitivity of x1->h1": "0.0018175"}
    words = check_homework({"homework": "mazur", **given}).words
    assert words in verdict(phone, "#homework .results")
    wrong = phone.locator("#fields [aria-invalid]")
    assert wrong.get_attribute("name") == "weight sensitivity of x1->h1"
    for field in phone.locator("#fields input").all()[:3]:
        assert field.get_attribute("inputmode") == "decimal"
        assert field.bounding_box()["height"] >= 44
    assert_no_violation(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_without_python_the_page_says_why_and_the_texts_and_files_still_work(opened):
    with serving(made_site(with_python=False)) as without:
        page = opened("#7", where=without, color_scheme="dark")
        until(lambda: "can't start" in page.inner_text("#status"))
        assert "All of backpropagation is in this one method" in page.inner_text("#task")
        page.click("#check")
        assert "can't start" in verdict(page)
        name, content = download(page, "#save")
        assert content.decode() == first_text(LADDER[6])
        name, content = download(page, "footer a")
        assert name == "my_exercises.zip"
        page.fill("#code", "mine = '\u00d7'")
        name, content = download(page, "#saveAll")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert len(archive.namelist()) == len(LADDER)
            own = archive.read("my_exercises/07_backpropagate.py").decode()
        assert own.endswith("mine = '\u00d7'")
        for count in range(1, 5):
            page.click("#hint")
            until(lambda count=count: page.locator("#hints h2").count() == count)
        assert LADDER[6].hints[0] in page.inner_text("#hints")
        assert page.locator("#hints pre").text_content() == LADDER[6].solution
        assert not page.is_visible("#hint")
        assert_no_violation(page)
        page.context.close()
