"""The replay works as people use it: in a real browser, offline, with mouse, keys and finger."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.browser import browser, why_no_browser

from lernmi import Network
from lernmi.data.logic import XOR
from lernmi.data.published import MAZUR
from lernmi.inside.diagram import brief, sensitivity_of
from lernmi.inside.moment_by_moment import moments
from lernmi.inside.numbers import significant
from lernmi.inside.replays import replay

pytestmark = pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser())

WIDE = {"width": 1400, "height": 900}
DESK = {"width": 1280, "height": 900}
PROJECTOR = {"width": 1024, "height": 768}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.fixture
def opened(chromium, tmp_path):
    """Return a function that opens a replay offline; the test fails if it has an error."""
    contexts = []
    problems: list[str] = []

    def open_page(recorded: Any, viewport: Any = WIDE, moment: int = 0, **more: Any) -> Any:
        path = tmp_path / "replay.html"
        recorded.save(path)
        context = chromium.new_context(viewport=viewport, offline=True, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri() + (f"#moment={moment}" if moment else ""))
        return page

    requests: list[str] = []
    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
    assert all(url.startswith("file:") for url in requests)


def mazur() -> Any:
    return replay(MAZUR.network(), [(MAZUR.inputs, MAZUR.expected)], learning_rate=0.5)


def place(page: Any) -> str:
    return page.inner_text("#place")


def texts(page: Any, attribute: str, name: str) -> dict[str, str]:
    """Return the texts of one object in the picture, by kind."""
    return page.evaluate(
        """([attribute, name]) => Object.fromEntries(
            [...document.querySelectorAll(`#picture [${attribute}]`)]
                .filter((each) => each.getAttribute(attribute) === name)
                .flatMap((each) => [...each.querySelectorAll("text")])
                .map((each) => [each.getAttribute("class"), each.textContent]))""",
        [attribute, name],
    )


def test_at_every_moment_the_page_shows_the_numbers_of_the_real_objects(opened):
    page = opened(mazur())
    twin = MAZUR.network()
    for moment in moments(twin, MAZUR.inputs, MAZUR.expected, 0.5):
        assert page.inner_text("#words") == moment.words
        assert f"({moment.number} of 43 in this learning step)" in page.inner_text("#phase")
        assert page.inner_text("#formula").split("\n") == moment.formula.split("\n")
        for link in twin.links:
            shown = texts(page, "data-of", link.name)
            assert shown["weight"] == brief(link.weight)
            is_back = link.weight_sensitivity != 0
            assert shown["back"] == (brief(link.weight_sensitivity) if is_back else "")
        for layer in twin.neuron_layers:
            for neuron in layer.neurons:
                adding = "" if neuron.total_input == 0 else f"\u03a3 {brief(neuron.total_input)}"
                shown = texts(page, "data-name", neuron.name)
                assert shown["output"] == (brief(neuron.output) or adding)
                if moment.verb != "compare":
                    # lernmi compares all outputs at once; the page shows one after the other.
                    assert shown["back"] == sensitivity_of(neuron)
        page.keyboard.press("ArrowRight")
    # And once more, with the new weights.
    assert place(page) == "after moment 43"
    assert "(after all 43 in this learning step)" in page.inner_text("#phase")
    twin.propagate(MAZUR.inputs)
    error = twin.compare(MAZUR.expected)
    assert f"error now: {significant(error)}" in page.inner_text("#formula")
    twin.propagate(MAZUR.inputs)
    for neuron in twin.neurons:
        shown = texts(page, "data-name", neuron.name)
        assert (shown["output"], shown["back"]) == (brief(neuron.output), "")
    for link in twin.links:
        shown = texts(page, "data-of", link.name)
        assert (shown["weight"], shown["back"]) == (brief(link.weight), "")


def test_the_label_of_a_neuron_begins_with_the_visible_text(opened):
    page = opened(mazur())
    for moment in range(44):
        names = page.evaluate(
            """() => [...document.querySelectorAll("#picture .neuron, #picture .bias")].map(
                (each) => [
                    each.getAttribute("aria-label"),
                    [...each.querySelectorAll("text")].map((text) => text.textContent),
                ])"""
        )
        assert len(names) == 8
        for label, seen in names:
            assert label.startswith(" ".join([text for text in seen if text])), moment
        page.keyboard.press("ArrowRight")
    assert names[0][0] == "x1 0.05 (output)"


def test_going_back_shows_what_was_there_before(opened):
    page = opened(mazur())
    forwards = []
    for _ in range(44):
        forwards.append(page.inner_html("#picture") + page.inner_text("#formula"))
        page.keyboard.press("ArrowRight")
    for shown in reversed(forwards):
        assert page.inner_html("#picture") + page.inner_text("#formula") == shown
        page.keyboard.press("ArrowLeft")


def test_everything_works_with_the_keyboard_alone(opened):
    page = opened(replay(Network([2, 2, 1], seed=1), XOR, learning_rate=0.5, epochs=2))
    page.keyboard.press("End")
    last = place(page)
    assert last.startswith("after moment ")
    page.keyboard.press("Home")
    assert place(page) == f"moment 1 of {last.split()[-1]}"
    page.keyboard.press("PageDown")
    assert page.inner_text("#where").startswith("Learning step 2 of 8")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageUp")
    assert page.inner_text("#where").startswith("Learning step 2 of 8")
    page.keyboard.press("PageUp")
    assert page.inner_text("#where").startswith("Learning step 1 of 8")
    page.keyboard.press("Home")
    # With Tab to a Link, Enter, and Escape.
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.name") == "x1->h1":
            break
    page.keyboard.press("Enter")
    assert page.inner_text("#chosen-name") == "Link x1->h1"
    page.keyboard.press("Escape")
    assert page.is_hidden("#chosen")
    # Space plays, and space again pauses.
    page.select_option("#speed", "60")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(" ")
    # On a busy machine, waiting for a single one of them isn't reliable.
    page.locator("#place", has_text=re.compile(r"moment (\d\d+|[5-9]) of")).wait_for()
    page.keyboard.press(" ")
    stopped = place(page)
    page.wait_for_timeout(300)
    assert place(page) == stopped


def test_it_plays_to_the_end_and_stops_there(opened):
    page = opened(mazur(), moment=41)
    page.select_option("#speed", "60")
    page.click("#play")
    assert page.inner_text("#play") == "Pause"
    page.locator("#place", has_text="after moment 43").wait_for()
    page.locator("#play", has_text="Play").wait_for()


def test_a_moment_has_an_address(opened):
    page = opened(mazur(), moment=33)
    assert place(page) == "moment 33 of 43"
    page.click("#forward")
    assert page.url.endswith("#moment=34")
    page.evaluate("location.hash = '#moment=7'")
    page.locator("#place", has_text="moment 7 of 43").wait_for()
    page.keyboard.press("End")
    assert page.url.endswith("#after=43")
    page.evaluate("location.hash = '#moment=43'")
    page.locator("#place", has_text="moment 43 of 43").wait_for()
    page.evaluate("location.hash = '#after=43'")
    page.locator("#place", has_text="after moment 43").wait_for()
    for nonsense in ("#moment=999999", "#after=999999", "#moment=0", "#moment=x", "#<b>"):
        page.evaluate("hash => { location.hash = hash }", nonsense)
        page.wait_for_timeout(50)
        assert page.inner_text("#words")


def test_the_scrubber_goes_anywhere(opened):
    page = opened(mazur())
    page.fill("#scrubber", "20")
    assert place(page) == "moment 20 of 43"
    assert page.get_attribute("#scrubber", "aria-valuetext") == "moment 20 of 43"


def test_moments_are_counted_over_all_learning_steps_and_each_has_its_address(opened):
    network = Network([1, 1])
    page = opened(replay(network, [([1], [1]), ([0], [1])], learning_rate=0.5))
    in_one_step = len(list(moments(network.copy(), [1], [1], 0.5)))
    for step in range(2):
        for moment in range(1, in_one_step + 1):
            number = step * in_one_step + moment
            assert place(page) == f"moment {number} of {2 * in_one_step}"
            assert f"({moment} of {in_one_step} in this" in page.inner_text("#phase")
            page.keyboard.press("ArrowRight")
        number = (step + 1) * in_one_step
        assert place(page) == f"after moment {number}"
        page.keyboard.press("ArrowRight")
    page.evaluate("hash => { location.hash = hash }", f"#moment={in_one_step + 1}")
    page.locator("#where", has_text="Learning step 2 of 2").wait_for()
    assert "(1 of " in page.inner_text("#phase")


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_a_click_on_a_link_or_neuron_shows_its_history_and_why(opened, viewport):
    recorded = replay(Network([2, 2, 1], seed=1), XOR, learning_rate=0.5, epochs=2)
    page = opened(recorded, viewport, moment=20)
    # On a phone the picture is as wide as necessary, and you scroll it sideways.
    box = page.evaluate(
        """() => {
            document.getElementById("picture").scrollLeft = 9999;
            const line = document.querySelector('[data-name="b2->y1"] line');
            const at = line.getPointAtLength(0.75 * line.getTotalLength());
            const point = at.matrixTransform(line.getScreenCTM());
            return [point.x, point.y];
        }"""
    )
    page.mouse.click(*box)
    assert page.inner_text("#chosen-name") == "Link b2->y1"
    assert "b2->y1, weight" in page.inner_text("#explanation")
    assert page.locator("#history .dot").count() == 8
    assert page.locator("#its-moments li").count() == 3
    # The clicked object is still visible.
    assert (
        page.evaluate(
            "document.querySelector('[data-name=\"b2->y1\"]').getBoundingClientRect().bottom"
        )
        > 0
    )
    page.click("#its-moments li:last-child button")
    assert "b2->y1 is nudged" in page.inner_text("#words")
    page.click('[data-name="h2"] circle')
    assert page.inner_text("#chosen-name") == "Neuron h2"
    page.click("#close")
    assert page.is_hidden("#chosen")


def test_on_a_phone_nothing_is_cut_off_and_buttons_are_large_enough_for_a_finger(opened):
    page = opened(mazur(), PHONE, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for button in page.locator("nav button").all():
        box = button.bounding_box()
        assert box["width"] >= 36 and box["height"] >= 36
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    page.tap("#forward")
    assert place(page) == "moment 2 of 43"


def test_on_a_phone_the_acting_object_is_in_sight_and_the_page_says_that_there_is_more(opened):
    page = opened(mazur(), PHONE)
    assert page.is_visible("#sideways")
    for _ in range(43):
        box = page.locator("#picture .acts").first.bounding_box()
        middle = box["x"] + box["width"] / 2
        assert 0 < middle < PHONE["width"], place(page)
        page.keyboard.press("ArrowRight")
    for viewport in (WIDE, DESK, PROJECTOR):
        page.set_viewport_size(viewport)
        assert page.is_hidden("#sideways")
        inside = "(each) => each.scrollWidth <= each.clientWidth"
        assert page.locator("#picture").evaluate(inside)


def test_on_a_phone_calculations_and_the_legend_are_whole(opened):
    page = opened(mazur(), PHONE)
    for _ in range(43):
        inside = "(each) => each.scrollWidth <= each.clientWidth"
        assert page.locator("#formula").evaluate(inside), place(page)
        page.keyboard.press("ArrowRight")
    for words in page.locator("#legend span").all():
        box = words.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert "of its weight" in page.inner_text("#legend")


def test_what_acts_has_one_colour_forwards_and_another_one_on_the_way_back(opened):
    page = opened(mazur(), WIDE)
    forwards, back = (
        page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('{name}')")
        for name in ("--accent", "--back")
    )
    for moment, colour in ((1, forwards), (4, forwards), (16, forwards), (18, back), (22, back)):
        page.evaluate(f"location.hash = '#moment={moment}'")
        page.locator("#place", has_text=f"moment {moment} of").wait_for()
        shown = page.evaluate("getComputedStyle(one('picture')).getPropertyValue('--acts')")
        assert shown.strip() == colour.strip()


def test_hostile_names_are_only_names(opened):
    network = Network([1, 1])
    hostile = "<img src=x onerror=document.title='taken'>"
    network.neuron("x1").name = hostile
    page = opened(replay(network, [([1], [1])], learning_rate=0.5, title=hostile))
    assert page.title() == hostile
    assert page.locator("img").count() == 0
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert hostile in page.inner_text("#words")


def test_the_page_shows_the_lines_of_lernmi_that_run(opened):
    page = opened(mazur(), moment=30)
    assert page.inner_text("#file").startswith("lernmi/link.py, lines")
    running = page.locator("#lines .runs").all_inner_texts()
    assert any("input_sensitivity = output_sensitivity * self.weight" in line for line in running)
    assert not any('"""' in line or "# " in line for line in running)


@pytest.mark.parametrize("viewport", [DESK, PROJECTOR], ids=["desk", "projector"])
def test_the_lines_that_run_are_in_sight_from_beginning_to_end(opened, viewport):
    page = opened(mazur(), viewport, moment=25)
    bottom = page.locator("nav").bounding_box()["y"]
    panel = page.locator("#code").bounding_box()
    for line in page.locator("#lines .runs").all():
        # The width of its letters, not of the bar behind them: that fills the panel.
        box = line.evaluate(
            """(each) => {
                const letters = document.createRange();
                letters.selectNodeContents(each);
                return letters.getBoundingClientRect().toJSON();
            }"""
        )
        assert panel["x"] < box["left"] and box["right"] < panel["x"] + panel["width"]
        assert panel["y"] < box["top"] and box["bottom"] < bottom
    assert "output_neuron.slope" in page.inner_text("#lines")
    assert page.locator("#lines").evaluate("(each) => each.scrollWidth <= each.clientWidth")


def test_the_total_input_of_a_neuron_fits_into_its_circle(opened):
    network = Network([1, 1])
    network.weights = [[-0.00049321, -0.00000001]]
    page = opened(replay(network, [([1], [1])], learning_rate=0.5), moment=3)
    words, width, radius = page.evaluate(
        """() => {
            const neuron = document.querySelector("#picture .adding");
            const text = neuron.querySelector(".output");
            const circle = neuron.querySelector("circle");
            return [text.textContent, text.getBBox().width, circle.r.baseVal.value];
        }"""
    )
    assert words == "\u03a3 -0.000493"
    assert (width / 2) ** 2 + 4.5**2 < radius**2


def test_a_network_of_one_link_and_one_of_thousands_are_shown_too(opened):
    page = opened(replay(Network([1, 1]), [([1], [1])], learning_rate=0.5))
    page.keyboard.press("End")
    large = replay(Network([784, 30, 10]), [([0.5] * 784, [0] * 9 + [1])], learning_rate=0.5)
    page = opened(large)
    page.keyboard.press("End")
    assert "Links are drawn" in page.inner_text("#notes")


def test_a_replay_plays_in_a_notebook_cell_too(chromium, tmp_path):
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><body>{mazur()._repr_html_()}", encoding="utf-8")
    page = chromium.new_page(viewport=WIDE)
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#speed").select_option("60")
    frame.locator("#play").click()
    frame.locator("#place", has_text="after moment 43").wait_for()
    page.close()
    assert problems == []


def test_on_paper_there_are_no_controls_and_nothing_is_cut_off(opened):
    page = opened(mazur(), moment=33, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.is_hidden("nav")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    lines = page.locator("#lines")
    assert lines.evaluate("(each) => each.scrollWidth <= each.clientWidth + 1")


def test_the_error_of_each_step_is_shown_and_a_click_on_the_curve_goes_to_that_step(opened):
    network = Network([2, 2, 1], seed=1)
    page = opened(replay(network, XOR, learning_rate=0.5, epochs=3))
    twin = network.copy()
    for step in range(12):
        error = twin.learn(*XOR[step % 4], 0.5)
        assert page.inner_text("#error").endswith(f"error {significant(error)}")
        page.keyboard.press("PageDown")
    assert page.locator("#errors .label").all_text_contents()[-2:] == ["epoch 1", "3"]
    box = page.locator("#errors").bounding_box()
    page.mouse.click(box["x"] + 0.55 * box["width"], box["y"] + 0.5 * box["height"])
    assert 4 <= int(page.inner_text("#where").split()[2]) <= 9
