"""The live page works as people use it: in a real browser, with mouse, keys and finger."""

from __future__ import annotations

import time
from typing import Any

import pytest
from support.browser import assert_no_violation, why_no_browser
from support.playing import command, printed_address

pytestmark = pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser())

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# Much more than anything needs, unless the page hangs.
SECONDS = 20


@pytest.fixture(scope="module")
def address():
    """Return the address of a server that runs as it does for everybody."""
    process = command("-m", "lernmi", "play", "--no-browser")
    try:
        yield printed_address(process)
    finally:
        process.terminate()
        process.communicate()


@pytest.fixture
def opened(chromium, address):
    """Return a function that opens the page; the test fails if the page has an error."""
    contexts = []
    problems: list[str] = []

    def open_page(wishes: str = "", viewport: Any = DESK, **more: Any) -> Any:
        context = chromium.new_context(viewport=viewport, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.goto(f"{address}&{wishes}" if wishes else address)
        settled(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def doing(page: Any) -> str:
    return page.evaluate("document.getElementById('play').dataset.doing")


def until(page: Any, what: str, is_so: Any = None) -> None:
    """Wait until the page does this, and until a condition holds."""
    end = time.monotonic() + SECONDS
    # Playwright's own waiting needs eval, which the page doesn't allow.
    while doing(page) != what or (is_so is not None and not is_so()):
        assert time.monotonic() < end, (what, doing(page), page.inner_text(".message"))
        time.sleep(0.01)


def settled(page: Any) -> str:
    """Wait until all of the page is about the present weights; return its address."""
    has_settled = "'settled' in document.getElementById('play').dataset"
    until(page, "resting", lambda: page.evaluate(has_settled))
    return page.url


def weights(page: Any) -> list[str]:
    return page.locator("#play .network .weight").all_text_contents()


# On a phone, the words of the motion change how much room the picture has.
@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_a_step_runs_forwards_and_back_and_then_shows_the_new_error(opened, viewport):
    page = opened(viewport=viewport)
    assert page.inner_text("[data-text=question]").startswith("Which weight will change most?")
    assert page.inner_text("[data-text=error]") == "error 0.04932"
    assert page.inner_text("[data-text=whose]") == "this sample's"
    at_first = weights(page)
    page.focus('[data-name="h1->y1"]')
    page.keyboard.press("Enter")
    assert page.inner_text("[data-text=question]").startswith("You tapped h1\u2192y1.")
    page.click("[data-do=step]")
    seen = []
    until(page, "moving")
    while doing(page) == "moving":
        seen.append(page.inner_text("[data-text=phase]"))
        time.sleep(0.05)
    assert [words for words in dict.fromkeys(seen) if words] == [
        "Forwards",
        "Compare",
        "Backwards",
        "Nudge",
    ]
    assert page.inner_text("[data-text=error]") == "error 0.04932 \u2192 0.04163"
    assert page.inner_text("[data-text=question]").startswith(
        "y1's bias (b2\u2192y1) changes most, by 0.06766."
    )
    assert weights(page) != at_first
    page.click("[data-do=undo]")
    until(page, "resting", lambda: weights(page) == at_first)


def test_the_next_press_interrupts_the_animation_at_once(opened):
    page = opened()
    page.click("[data-do=step]")
    until(page, "moving")
    page.click("[data-do=epoch]")
    until(page, "resting", lambda: "Step 4, epoch 1." in page.inner_text("[data-text=question]"))
    assert page.locator("#play .effects > *").count() == 0


def test_play_redraws_and_pauses_at_once(opened):
    page = opened()
    page.select_option(".speed", "fast")
    page.evaluate(
        """() => {
            window.redraws = 0;
            const seen = new MutationObserver(() => { window.redraws += 1; });
            const step = document.querySelector("[data-text=step]");
            seen.observe(step, { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.click("[data-do=play]")
    until(page, "playing", lambda: page.evaluate("window.redraws") > 20)
    live = page.inner_text(".live")
    # One sample's error would jump.
    until(page, "playing", lambda: page.inner_text("[data-text=error]").startswith("mean error 0."))
    assert page.inner_text("[data-text=whose]") == ""
    # The button says so at once, and no message leaves after it.
    assert (
        page.evaluate(
            """() => {
            const button = document.querySelector("[data-do=play]");
            button.click();
            return button.textContent;
        }"""
        )
        == "Play"
    )
    address = settled(page)
    assert page.inner_text(".live") != live
    assert "step=" in address
    # One Undo takes the whole play back.
    page.click("[data-do=undo]")
    until(page, "resting", lambda: "step=" not in page.url)
    assert page.inner_text("[data-text=error]") == "error 0.04932"


def test_going_back_and_forwards_again_gives_the_same_bits(opened):
    page = opened("learn=xor&layers=2-3-1&step=1000")
    there = settled(page)
    page.keyboard.press("PageUp")
    until(page, "resting", lambda: page.url != there)
    assert "step=996&" in settled(page)
    page.keyboard.press("PageDown")
    until(page, "resting", lambda: page.url == there)


def test_a_dragged_weight_moves_the_whole_network(opened):
    page = opened()
    page.locator('[data-name="h2->y1"]').first.focus()
    page.keyboard.press("Escape")
    page.click("[data-do=epoch]")
    settled(page)
    page.focus('[data-name="h2->y1"]')
    page.keyboard.press("Enter")
    slider = page.locator(".drag input")
    slider.wait_for()
    box = slider.bounding_box()
    low, high = slider.get_attribute("min"), slider.get_attribute("max")
    output = page.text_content('[data-name="y1"] .output')
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    for share in (0.55, 0.65, 0.75):
        page.mouse.move(box["x"] + box["width"] * share, middle)
    end = time.monotonic() + SECONDS
    while page.text_content('[data-name="y1"] .output') == output:
        assert time.monotonic() < end
        time.sleep(0.02)
    # The curve's range stands still while somebody drags.
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == (low, high)
    page.mouse.up()
    until(page, "resting", lambda: "You set a weight" in page.inner_text(".live"))
    # The slider has the focus and leaves other keys alone: one Undo takes the whole drag back.
    page.keyboard.press("u")
    until(page, "resting", lambda: page.text_content('[data-name="y1"] .output') == output)
    page.keyboard.press("Space")
    until(page, "playing")


def test_an_address_opens_the_same_place_in_another_browser(opened):
    page = opened()
    page.focus('[data-name="h1->y1"]')
    page.keyboard.press("Enter")
    page.keyboard.press("+")
    until(page, "resting", lambda: "weights=" in page.url)
    address = settled(page)
    other = opened(address.partition("#")[2] + "&hide=change,code&wall=1")
    assert weights(other) == weights(page)
    assert other.is_hidden("[data-do=change]")
    assert other.url.endswith("&hide=change,code&wall=1")
    # A bad one is refused in Python's words, and the default opens.
    bad = opened("learn=xor&layers=2-9")
    until(bad, "resting", lambda: bad.inner_text(".message") != "")
    assert bad.inner_text(".message").startswith("layers for xor must begin with 2 and end with 1")
    assert bad.inner_text("h1") == "lernmi xor 2-2-1"


def test_slow_motion_goes_through_a_step_moment_by_moment(opened):
    page = opened(reduced_motion="reduce")
    page.keyboard.press("m")
    until(page, "resting", lambda: page.inner_text("[data-text=count]") == "1 of 32")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    until(page, "resting", lambda: page.inner_text("[data-text=count]") == "8 of 32")
    assert page.inner_text("[data-text=question]") == "h1 activates: output = sigmoid(total input)"
    assert "1 / (1 + e^" in page.inner_text(".formula")
    page.click("summary")
    assert "self.slope = self.activation.slope" in page.inner_text(".moment-panel pre")
    page.keyboard.press("ArrowLeft")
    until(page, "resting", lambda: page.inner_text("[data-text=count]") == "7 of 32")
    page.click("[data-do=step]")
    until(page, "resting", lambda: "Step 1, epoch 1." in page.inner_text(".live"))


def test_everything_works_with_the_keyboard_alone(opened):
    page = opened()
    page.keyboard.press("PageDown")
    until(page, "resting", lambda: "step=4&" in page.url)
    page.keyboard.press("ArrowLeft")
    until(page, "resting", lambda: "step=3&" in page.url)
    page.keyboard.press("Space")
    until(page, "playing")
    page.keyboard.press("Space")
    until(page, "resting")
    page.keyboard.press("Home")
    until(page, "resting", lambda: "step=" not in page.url)
    page.keyboard.press("?")
    assert page.is_visible("dialog.help")
    page.keyboard.press("Escape")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.name") == "b2->y1":
            break
    page.keyboard.press("Enter")
    until(page, "resting", lambda: page.inner_text("[data-text=weight]") == "b2\u2192y1 0")
    page.keyboard.press("-")
    until(page, "resting", lambda: "\u22120.01" in page.inner_text("[data-text=weight]"))
    page.keyboard.press("Escape")
    until(page, "resting", lambda: page.locator(".network .picked").count() == 0)


def test_a_situation_asks_and_python_replies(opened):
    page = opened("situation=slope")
    assert page.inner_text("h1") == "lernmi Slope"
    page.focus(".choices button >> nth=1")
    page.keyboard.press("Enter")
    until(page, "resting", lambda: page.inner_text("[data-do=skip]") == "Next")
    settled(page)
    reply = page.inner_text("[data-text=question]")
    assert "steepest in the middle" in reply
    # The reply stays while somebody tries it out.
    page.click("[data-do=more]")
    until(page, "resting", lambda: page.inner_text("[data-text=weight]") == "x1\u2192y1 0.01")
    assert page.inner_text("[data-text=question]") == reply
    page.click("[data-do=skip]")
    until(page, "resting", lambda: page.inner_text("h1") == "lernmi Slopes multiply")
    assert settled(page).endswith("#situation=slopes-multiply")
    page.go_back()
    until(page, "resting", lambda: page.inner_text("h1") == "lernmi Slope")


def test_on_a_phone_the_line_and_its_slider_are_seen_together(opened):
    page = opened("situation=bias", PHONE, has_touch=True)
    assert page.is_visible(".plane")
    slider = page.locator(".drag input").bounding_box()
    footer = page.locator("footer").bounding_box()
    assert slider["y"] + slider["height"] < footer["y"]


def test_on_a_phone_the_menu_closes_when_a_situation_opens(opened):
    page = opened("situation=bias", PHONE, has_touch=True)
    page.tap("[data-do=menu]")
    page.select_option("[data-part=situations]", "slope")
    until(page, "resting", lambda: page.inner_text("h1") == "lernmi Slope")
    assert not page.is_visible("[data-part=situations]")
    assert page.get_attribute("[data-do=menu]", "aria-expanded") == "false"


def test_the_bar_beside_an_output_has_room_for_both_numbers(opened):
    page = opened("situation=learning-rate")
    # From -1 to 3, the output; 1 is expected.
    scale, gap = (page.locator(f".network .{name}").bounding_box() for name in ("scale", "gap"))
    assert gap["height"] == pytest.approx(scale["height"] / 2, abs=2)
    assert gap["y"] == pytest.approx(scale["y"], abs=2)


@pytest.mark.parametrize("viewport", [DESK, PHONE])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nobody_is_left_out(opened, viewport, colours):
    pytest.importorskip("axe_playwright_python", reason="pip install axe-playwright-python")
    page = opened(viewport=viewport, color_scheme=colours, has_touch=viewport is PHONE)
    assert_no_violation(page)
    page.keyboard.press("PageDown")
    settled(page)
    page.focus('[data-name="h1->y1"]')
    page.keyboard.press("Enter")
    for button in page.locator(".tabs button").all():
        if button.is_visible():
            button.click()
            assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
            assert page.evaluate("document.documentElement.scrollHeight") <= viewport["height"]
    assert_no_violation(page)
    page.keyboard.press("m")
    until(page, "resting", lambda: page.inner_text("[data-text=count]") == "1 of 32")
    assert_no_violation(page)


def test_every_choice_of_the_page_is_one_that_python_knows(opened):
    from lernmi.play.recipes import ACTIVATIONS, DEFAULTS

    page = opened()
    page.click("[data-do=change]")
    names = page.locator("[name=learn] option").all_text_contents()
    assert sorted(names) == sorted(DEFAULTS)
    names = page.locator("[name=activation] option").all_text_contents()
    assert names[1:] == list(ACTIVATIONS)
    page.select_option("[name=learn]", "or")
    page.keyboard.press("Enter")
    page.click("form [type=submit]")
    until(page, "resting", lambda: page.inner_text("h1") == "lernmi or 2-1")


def test_a_network_with_no_room_in_an_address_goes_through_a_file(opened, tmp_path):
    page = opened("learn=circle&layers=2-16-16-1")
    page.click("[data-do=epoch]")
    settled(page)
    at_first = page.inner_text("[data-text=error]")
    with page.expect_download() as download:
        page.click("[data-do=share]")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "lernmi-circle-200.json"
    page.click("[data-do=epoch]")
    settled(page)
    assert page.inner_text("[data-text=error]") != at_first
    page.click("[data-do=change]")
    page.set_input_files("[name=file]", path)
    until(page, "resting", lambda: not page.locator("dialog.change").is_visible())
    settled(page)
    assert page.inner_text("[data-text=error]") == at_first
    path.write_text("[not json", encoding="utf-8")
    page.click("[data-do=change]")
    page.set_input_files("[name=file]", path)
    until(page, "resting", lambda: page.inner_text(".change .refused") != "")
    assert page.inner_text(".change .refused") == f"{path.name} is not a file that Share saved."


def test_the_button_stops_in_pdb_and_the_page_says_where_until_it_continues(chromium):
    stop = "b lernmi.Link.backpropagate, self.name == 'h1->y1'"
    words = ("-m", "pdb", "-c", "import lernmi", "-c", stop, "-c", "c", "-m", "lernmi", "play")
    process = command(*words, BROWSER="true %s")
    try:
        page = chromium.new_page(viewport=DESK)
        page.goto(printed_address(process))
        settled(page)
        page.click("[data-do=step]")
        end = time.monotonic() + SECONDS
        while "link.py" not in page.inner_text(".message"):
            assert time.monotonic() < end, page.inner_text(".message")
            time.sleep(0.02)
        assert page.inner_text(".message").startswith("Your debugger has stopped lernmi in h1->y1")
        assert page.locator(".network .link.acts").get_attribute("data-name") == "h1->y1"
        assert page.is_disabled("[data-do=step]") and page.is_disabled("[data-do=play]")
        process.stdin.write("c\n")
        process.stdin.flush()
        until(page, "moving")
        assert page.inner_text(".message") == ""
        page.close()
    finally:
        process.kill()
        process.communicate()
