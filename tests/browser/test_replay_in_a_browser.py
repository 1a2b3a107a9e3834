"""The replay works as people use it: in a real browser, offline, with mouse, keys and finger."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.browser import assert_no_violation, why_no_browser

from lernmi import Link, Network
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
# 43 moments (12 of them have three parts), and the sample once more.
ALL_PLACES = 43 + 2 * 12 + 1


@pytest.fixture
def opened(chromium, tmp_path):
    """Return a function that opens a replay offline; the test fails if it has an error."""
    contexts = []
    problems: list[str] = []

    def open_page(recorded: Any, viewport: Any = WIDE, moment: int = 0, **more: Any) -> Any:
        path = tmp_path / "replay.html"
        recorded.save(path)
        settings = {"reduced_motion": "reduce", **more}
        context = chromium.new_context(viewport=viewport, offline=True, **settings)
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
    """Return where the page is, such as "moment 25 of 43"."""
    return page.inner_text("#place").split(",")[0]


def position(page: Any) -> str:
    """Return where the page is, with the part of the moment."""
    return page.inner_text("#place")


def in_picture(text: str) -> str:
    """Return a number as the picture shows it."""
    if text and 0 < abs(float(text)) < 0.0001:
        return "almost 0"
    return text.replace("-", "\u2212")


def with_sign(text: str) -> str:
    """Return a sensitivity as the picture shows it."""
    shown = in_picture(text)
    return f"+{text}" if text and float(text) > 0 and shown == text else shown


def drawn_neurons(page: Any) -> dict[str, list[str]]:
    """Return what the picture shows for each Neuron: output, sensitivity, expected output."""
    return page.evaluate(
        """() => Object.fromEntries(
            [...document.querySelectorAll("#holder .neuron")].map((each) => [
                each.dataset.name,
                [each.querySelector(".output").textContent,
                 each.querySelector(":scope > .pill").dataset.text || "",
                 (each.querySelector(".want") || {textContent: ""}).textContent],
            ]))"""
    )


def drawn_links(page: Any) -> list[list[str]]:
    """Return what the picture shows for each Link: weight and sensitivity."""
    return page.evaluate(
        """() => [...document.querySelectorAll("#holder .label, #holder .stub")].map((each) => [
            each.querySelector(".weight").textContent.replace("b ", ""),
            each.querySelector(".pill").dataset.text || ""])"""
    )


def assert_neurons_are_drawn(page: Any, network: Network, is_comparing: bool = False) -> None:
    drawn = drawn_neurons(page)
    assert len(drawn) == sum([len(layer.neurons) for layer in network.neuron_layers])
    for name, (output, back, want) in drawn.items():
        neuron = network.neuron(name)
        adding = (
            "" if neuron.total_input == 0 else f"\u03a3 {in_picture(brief(neuron.total_input))}"
        )
        assert output == (in_picture(brief(neuron.output)) or adding)
        if not is_comparing:
            # lernmi compares all outputs at once; the page shows one after the other.
            assert back == with_sign(sensitivity_of(neuron))
        assert want == {"y1": "want 0.01", "y2": "want 0.99"}.get(name, "")


def texts_of(link: Link) -> list[str]:
    return [in_picture(brief(link.weight)), with_sign(sensitivity_of(link))]


def test_at_every_moment_the_page_shows_the_numbers_of_the_real_objects(opened):
    page = opened(mazur())
    twin = MAZUR.network()
    links = [texts_of(link) for link in twin.links]
    for moment in moments(twin, MAZUR.inputs, MAZUR.expected, 0.5):
        before, links = links, [texts_of(link) for link in twin.links]
        if moment.verb == "backpropagate":
            # Nothing changes in the picture, then the Link, then its input Neuron.
            neurons = drawn_neurons(page)
            assert position(page) == f"moment {moment.number} of 43, part 1 of 3"
            assert drawn_links(page) == before
            page.keyboard.press("ArrowRight")
            assert position(page) == f"moment {moment.number} of 43, part 2 of 3"
            assert drawn_links(page) == links and drawn_neurons(page) == neurons
            page.keyboard.press("ArrowRight")
        parts = ", part 3 of 3" if moment.verb == "backpropagate" else ""
        assert position(page) == f"moment {moment.number} of 43{parts}"
        assert page.inner_text("#words") == moment.words.replace("->", "\u2192")
        assert page.inner_text("#formula").split() == moment.formula.split()
        assert drawn_links(page) == links
        assert_neurons_are_drawn(page, twin, is_comparing=moment.verb == "compare")
        page.keyboard.press("ArrowRight")
    # And once more, with the new weights.
    assert place(page) == "after moment 43"
    twin.propagate(MAZUR.inputs)
    error = twin.compare(MAZUR.expected)
    assert f"error now: {significant(error)}" in page.inner_text("#formula")
    assert page.inner_text("#error").endswith(f"\u2192 {brief(error)}")
    twin.propagate(MAZUR.inputs)
    assert_neurons_are_drawn(page, twin)
    assert drawn_links(page) == [texts_of(link) for link in twin.links]


def test_the_three_calculations_of_the_way_back_come_one_after_the_other(opened):
    page = opened(mazur(), moment=25)
    whole = list(moments(MAZUR.network(), MAZUR.inputs, MAZUR.expected, 0.5))
    lines = whole[24].formula.split("\n")
    seen = []
    for part in range(3):
        assert position(page) == f"moment 25 of 43, part {part + 1} of 3"
        shown = page.locator("#formula > div:visible").all_inner_texts()
        assert [line.split() for line in shown] == [line.split() for line in lines[: 2 * part + 2]]
        new = page.locator("#formula > .now").all_inner_texts()
        assert [line.split() for line in new] == [line.split() for line in lines[2 * part :][:2]]
        running = page.locator("#lines .runs:not(.waits)").all_inner_texts()
        assert len(running) == 2
        seen.append(running[0].split("=")[0].split()[-1])
        page.keyboard.press("ArrowRight")
    assert seen == ["output_sensitivity", "weight_sensitivity", "input_sensitivity"]
    # The output sensitivity waits beside the end of the Link.
    page.evaluate("location.hash = '#moment=25'")
    page.locator("#place", has_text="part 1 of 3").wait_for()
    assert page.locator(".effects .pill").all_text_contents() == ["\u22120.0381"]


def test_numbers_run_along_the_links_and_end_where_a_still_picture_has_them(opened):
    page = opened(mazur(), moment=22, reduced_motion="no-preference")
    still = opened(mazur())
    for part in (2, 3):
        page.keyboard.press("ArrowRight")
        assert page.locator(".effects .pill").count() == 1
        still.evaluate(f"location.hash = '#moment=22.{part}'")
        still.locator("#place", has_text=f"22 of 43, part {part}").wait_for()
        page.locator(".effects:empty").wait_for(state="attached")
        assert drawn_links(page) == drawn_links(still)
        assert drawn_neurons(page) == drawn_neurons(still)


def test_the_label_of_a_neuron_or_link_begins_with_the_visible_text(opened):
    page = opened(mazur())
    for moment in range(ALL_PLACES):
        names = page.evaluate(
            """() => [...document.querySelectorAll("#holder [role=button]")].map((each) => [
                each.getAttribute("aria-label"),
                [...each.querySelectorAll("text")].map((text) => text.textContent)])"""
        )
        assert len(names) == 18
        for label, seen in names:
            assert label.startswith(" ".join([text for text in seen if text])), moment
        page.keyboard.press("ArrowRight")
    assert "x1 0.05 (output)" in [label for label, _ in names]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_jumps_while_it_plays(opened, viewport):
    page = opened(mazur(), viewport)
    heights = set()
    for _ in range(ALL_PLACES):
        heights.add(
            page.evaluate(
                """() => [document.documentElement.scrollHeight,
                    ...["holder", "moment", "tabs", "code"].map((id) => {
                        const box = document.getElementById(id).getBoundingClientRect();
                        return `${box.x} ${box.y} ${box.width} ${box.height}`;
                    })].join("; ")"""
            )
        )
        inside = "(each) => each.scrollHeight <= each.clientHeight"
        assert page.locator("#moment").evaluate(inside), position(page)
        page.keyboard.press("ArrowRight")
    assert len(heights) == 1


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nobody_is_left_out(opened, viewport, colours):
    pytest.importorskip("axe_playwright_python", reason="pip install axe-playwright-python")
    page = opened(mazur(), viewport, color_scheme=colours)
    for moment in ("1", "18", "25.2", "40"):
        page.evaluate(f"location.hash = '#moment={moment}'")
        page.locator("#place", has_text=f"moment {moment.split('.')[0]} of").wait_for()
        assert_no_violation(page)
    for tab in page.locator("#tabs button:visible").all():
        tab.click()
        assert_no_violation(page)
    page.focus('[data-name="h1->y1"]')
    page.keyboard.press("Enter")
    assert_no_violation(page)


def test_going_back_shows_what_was_there_before(opened):
    page = opened(mazur())
    forwards = []
    for _ in range(ALL_PLACES):
        forwards.append(page.inner_html("#holder") + page.inner_text("#formula"))
        page.keyboard.press("ArrowRight")
    for shown in reversed(forwards):
        assert page.inner_html("#holder") + page.inner_text("#formula") == shown
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
    assert page.inner_text("#chosen-name") == "Link x1\u2192h1"
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
    page.evaluate("location.hash = '#moment=25.3'")
    page.locator("#place", has_text="moment 25 of 43, part 3 of 3").wait_for()
    page.keyboard.press("ArrowLeft")
    assert page.url.endswith("#moment=25.2")
    page.evaluate("location.hash = '#moment=7'")
    page.locator("#place", has_text="moment 7 of 43").wait_for()
    page.keyboard.press("End")
    assert page.url.endswith("#after=43")
    page.evaluate("location.hash = '#moment=43'")
    page.locator("#place", has_text="moment 43 of 43").wait_for()
    page.evaluate("location.hash = '#after=43'")
    page.locator("#place", has_text="after moment 43").wait_for()
    for nonsense in (
        "#moment=999999",
        "#after=99999",
        "#moment=0",
        "#moment=2.9",
        "#moment=x",
        "#<b>",
    ):
        page.evaluate("hash => { location.hash = hash }", nonsense)
        page.wait_for_timeout(50)
        assert page.inner_text("#words")


def test_the_scrubber_goes_anywhere(opened):
    page = opened(mazur())
    page.fill("#scrubber", "20")
    # Moments 1 to 19, and the first part of moment 20.
    assert position(page) == "moment 20 of 43, part 1 of 3"
    assert page.get_attribute("#scrubber", "aria-valuetext") == position(page)
    page.fill("#scrubber", "23")
    assert position(page) == "moment 21 of 43, part 1 of 3"


def test_moments_are_counted_over_all_learning_steps_and_each_has_its_address(opened):
    network = Network([1, 1])
    page = opened(replay(network, [([1], [1]), ([0], [1])], learning_rate=0.5))
    in_one_step = len(list(moments(network.copy(), [1], [1], 0.5)))
    shown: list[int] = []
    for step in range(2):
        for moment in range(1, in_one_step + 1):
            number = step * in_one_step + moment
            while place(page) == f"moment {number} of {2 * in_one_step}":
                shown.append(number)
                page.keyboard.press("ArrowRight")
        number = (step + 1) * in_one_step
        assert place(page) == f"after moment {number}"
        page.keyboard.press("ArrowRight")
    # Two Links in two steps go back in three parts.
    assert len(shown) == 2 * in_one_step + 2 * 2 * 2
    assert sorted(set(shown)) == list(range(1, 2 * in_one_step + 1))
    page.evaluate("hash => { location.hash = hash }", f"#moment={in_one_step + 1}")
    page.locator("#where", has_text="Learning step 2 of 2").wait_for()
    assert page.inner_text("#phase") == "Forwards: the inputs"


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_a_click_on_a_link_or_neuron_shows_its_history_and_why(opened, viewport):
    recorded = replay(Network([2, 2, 1], seed=1), XOR, learning_rate=0.5, epochs=2)
    page = opened(recorded, viewport, moment=20)
    box = page.evaluate(
        """() => {
            const line = document.querySelector('[data-name="h2->y1"] line');
            const at = line.getPointAtLength(0.3 * line.getTotalLength());
            const point = at.matrixTransform(line.getScreenCTM());
            return [point.x, point.y];
        }"""
    )
    page.mouse.click(*box)
    assert page.inner_text("#chosen-name") == "Link h2\u2192y1"
    assert "h2->y1, weight" in page.inner_text("#explanation")
    points = page.get_attribute("#history .curve", "points")
    assert len(points.split()) == 8
    assert page.locator("#its-moments li").count() == 3
    # The clicked object is still visible.
    assert (
        page.evaluate(
            "document.querySelector('[data-name=\"h2->y1\"]').getBoundingClientRect().bottom"
        )
        > 0
    )
    page.click("#its-moments li:last-child button")
    assert "h2\u2192y1 is nudged" in page.inner_text("#words")
    page.click('#holder [data-name="h2"]')
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


@pytest.mark.parametrize("viewport", [PHONE, DESK, PROJECTOR], ids=["phone", "desk", "projector"])
def test_all_of_the_picture_is_in_sight_with_the_calculation_below_or_beside_it(opened, viewport):
    page = opened(mazur(), viewport)
    for _ in range(ALL_PLACES):
        for box in page.evaluate(
            """() => [...document.querySelectorAll("#holder .neuron, #holder .acts")].map(
                (each) => each.getBoundingClientRect().toJSON())"""
        ):
            assert box["left"] >= 0 and box["right"] <= viewport["width"], position(page)
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.evaluate("location.hash = '#moment=25.3'")
    page.locator("#place", has_text="part 3 of 3").wait_for()
    last = page.locator("#formula > div").last.bounding_box()
    assert last["y"] + last["height"] <= page.locator("nav").bounding_box()["y"]


def test_on_a_phone_calculations_and_the_legend_are_whole(opened):
    page = opened(mazur(), PHONE)
    for _ in range(ALL_PLACES):
        inside = "(each) => each.scrollWidth <= each.clientWidth"
        assert page.locator("#formula").evaluate(inside), place(page)
        page.keyboard.press("ArrowRight")
    for words in page.locator("#legend span:visible").all():
        box = words.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert "positive weight" in page.inner_text("#legend")


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
    assert len(running) == 8
    assert any("input_sensitivity = output_sensitivity * self.weight" in line for line in running)
    assert not any('"""' in line or "# " in line for line in running)


@pytest.mark.parametrize("viewport", [DESK, PROJECTOR], ids=["desk", "projector"])
def test_the_lines_that_run_are_in_sight_from_beginning_to_end(opened, viewport):
    page = opened(mazur(), viewport, moment=25)
    bottom = page.locator("nav").bounding_box()["y"]
    panel = page.locator("#code").bounding_box()
    for line in page.locator("#lines .runs:not(.waits)").all():
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
            const text = document.querySelector("#holder .adding");
            const circle = text.closest(".neuron").querySelector(".edge");
            return [text.textContent, text.getBBox().width, circle.r.baseVal.value];
        }"""
    )
    assert words == "\u03a3 \u22120.000493"
    # The number is 18 below the middle.
    assert (width / 2) ** 2 + 18**2 < radius**2


def test_a_network_of_one_link_and_one_of_thousands_are_shown_too(opened):
    page = opened(replay(Network([1, 1]), [([1], [1])], learning_rate=0.5))
    page.keyboard.press("End")
    large = replay(Network([784, 30, 10]), [([0.5] * 784, [0] * 9 + [1])], learning_rate=0.5)
    page = opened(large)
    page.keyboard.press("End")
    page.get_by_role("button", name="Help").click()
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
    assert page.is_hidden("nav") and page.is_hidden("#tabs")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    lines = page.locator("#lines")
    assert lines.evaluate("(each) => each.scrollWidth <= each.clientWidth + 1")


def test_the_curve_marks_the_epoch_that_is_shown_even_if_it_has_no_point_there(opened):
    network = Network([2, 2, 1], seed=1)
    recorded = replay(network, XOR, learning_rate=0.5, epochs=900)
    assert "The curve shows 500 of 900 points." in recorded.notes
    page = opened(recorded)
    page.get_by_role("button", name="Error").click()
    for _ in range(12):
        page.keyboard.press("PageDown")
    epoch = int(page.inner_text("#where").split("(epoch ")[1].split(",")[0])
    first, last = page.get_attribute("#errors .curve", "points").split()[:: 500 - 1]
    start, end = (float(point.split(",")[0]) for point in (first, last))
    marked = float(page.get_attribute("#errors .here", "cx"))
    assert 1 < epoch < 900
    assert abs((marked - start) / (end - start) - (epoch - 1) / 899) < 0.01


def test_the_error_of_each_step_is_shown_and_a_click_on_the_curve_goes_to_that_step(opened):
    network = Network([2, 2, 1], seed=1)
    page = opened(replay(network, XOR, learning_rate=0.5, epochs=3))
    twin = network.copy()
    for step in range(12):
        error = twin.learn(*XOR[step % 4], 0.5)
        assert page.inner_text("#error") == f"error {brief(error)}"
        page.keyboard.press("PageDown")
    page.get_by_role("button", name="Error").click()
    assert "epochs" in page.locator("#errors .label").all_text_contents()
    box = page.locator("#errors").bounding_box()
    page.mouse.click(box["x"] + 0.55 * box["width"], box["y"] + 0.5 * box["height"])
    assert 4 <= int(page.inner_text("#where").split()[2]) <= 9
