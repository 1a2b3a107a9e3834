"""The moving picture of one learning step: its calculations are right, and it can be read."""

from __future__ import annotations

import re
import sys
from math import exp

import pytest
from support.browser import browser, why_no_browser
from support.pythons import ROOT

from lernmi.data import MAZUR

sys.path.insert(0, str(ROOT / "docs"))
import made_animation

SVG = ROOT / "docs" / "pictures" / "one_step.svg"


def test_the_picture_beside_the_pages_is_the_one_made_today():
    # If not: python docs/made_pictures.py, and look at it.
    assert SVG.read_text(encoding="utf-8") == made_animation.one_step_svg()


def test_each_calculation_gives_the_result_that_it_shows():
    checked = 0
    scenes = made_animation.Animation().scenes
    for line in [line for scene in scenes for line in scene.lines if " = " in line]:
        left, result = line.split(": ")[-1].replace("−", "-").split(" = ")
        left = left.replace("×", "*").replace("²", "**2")
        # What the factors shown give, rounded to the five decimals shown.
        given = eval(left, {"sigmoid": lambda total: 1 / (1 + exp(-total))})
        assert given == pytest.approx(float(result), rel=0, abs=5.000001e-6), line
        checked += 1
    assert checked == 11
    assert scenes[-1].lines == ("The error fell from 0.29837 to 0.28047",)


def test_each_number_in_a_calculation_is_given_or_was_shown_before():
    animation = made_animation.Animation()
    network = animation.before
    outputs = network.neuron_layers[-1].neurons
    known = {f"{link.weight:g}" for link in network.links}
    known |= {f"{number:g}" for number in [*MAZUR.inputs, *MAZUR.expected]}
    known |= {"1", "2", f"{made_animation.LEARNING_RATE:g}"}
    known |= {f"{neuron.output:.5f}" for neuron in outputs}
    # In the picture, below y1 and y2.
    known |= {f"{neuron.slope:.5f}" for neuron in outputs}
    for scene in animation.scenes[:-1]:
        for line in scene.lines:
            *used, result = re.findall(r"(?<![a-z0-9.])[0-9.]+", line)
            assert set(used) <= known, line
            known.add(result)


def test_it_takes_8_to_16_seconds_and_is_small():
    assert 8 <= made_animation.Animation().end <= 16
    assert SVG.stat().st_size < 50_000


@pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser())
def test_at_any_time_one_caption_is_visible_and_every_number_has_its_place():
    animation = made_animation.Animation()
    size = {"width": made_animation.WIDTH, "height": made_animation.HEIGHT}
    with browser() as running:
        tab = running.new_page(viewport=size)
        tab.goto(SVG.as_uri())
        for scene, start in zip(animation.scenes, animation.starts):
            for time in (start + 0.05, start + scene.seconds - 0.05):
                texts = visible_texts(tab, time)
                assert captions(texts) == list(scene.lines)
                assert_numbers_have_their_places(texts)
        # For people who want less motion, a single moment.
        tab.emulate_media(reduced_motion="reduce")
        assert tab.evaluate("document.getAnimations().length") == 0
        still = animation.scenes[made_animation.MEET]
        assert captions(visible_texts(tab, 0)) == list(still.lines)


def visible_texts(tab, time):
    """Return the texts that are visible at a time (in seconds): class, content and box of each."""
    return tab.evaluate(
        """(time) => {
            document.getAnimations().forEach((each) => { each.pause(); each.currentTime = time; });
            return [...document.querySelectorAll("text")]
                .filter((text) => getComputedStyle(text.parentElement).opacity === "1")
                .map((text) => {
                    const box = text.getBoundingClientRect();
                    return [text.getAttribute("class") || "", text.textContent,
                            box.left, box.top, box.right, box.bottom];
                });
        }""",
        1000 * time,
    )


def captions(texts):
    """Return the calculations among the texts."""
    return [content for kind, content, *_ in texts if kind == "calculation"]


def assert_numbers_have_their_places(texts):
    """Check that texts are within the picture and their circles, and that no two of them touch."""
    for kind, content, left, _, right, _ in texts:
        assert left >= 0
        assert right <= made_animation.WIDTH - 10, content
        if kind.startswith("inside"):
            # Its text is at most 20 units from the middle, where a circle is 2 × 43 wide.
            assert right - left <= 2 * 43, content
    labels = [text for text in texts if text[0].startswith(("number", "inside"))]
    for place, (_, content, left, top, right, bottom) in enumerate(labels):
        for _, other, *box in labels[:place]:
            apart = right < box[0] or box[2] < left
            # A box has room for accents and descenders, which digits don't use.
            assert apart or bottom - 4 < box[1] or box[3] - 4 < top, (content, other)
