"""The moving picture of one learning step: its calculations are right, and it can be read."""

from __future__ import annotations

import re
import sys

import pytest
from support.browser import browser, why_no_browser
from support.pythons import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import made_animation

SVG = ROOT / "docs" / "pictures" / "one_step.svg"


def test_the_picture_beside_the_pages_is_the_one_made_today():
    # If not: python docs/made_pictures.py, and look at it.
    assert SVG.read_text(encoding="utf-8") == made_animation.one_step_svg()


def test_each_calculation_gives_the_result_that_it_shows():
    checked = 0
    for scene in made_animation.Animation().scenes:
        left, is_calculation, result = scene.calculation.partition(" = ")
        if is_calculation:
            left = left.replace("×", "*").replace("−", "-").replace("²", "**2")
            assert eval(left) == pytest.approx(float(result), abs=6e-8), scene
            checked += 1
    assert checked == 7
    assert scene.calculation == "The error fell from 0.2983711 to 0.2804714"


def test_it_takes_8_to_15_seconds_and_is_small():
    assert 8 <= made_animation.Animation().end <= 15
    assert SVG.stat().st_size < 50_000


@pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser())
def test_at_any_time_one_caption_is_visible_and_fits():
    animation = made_animation.Animation()
    with browser() as running:
        tab = running.new_page(viewport={"width": 640, "height": 484})
        tab.goto(SVG.as_uri())
        for scene, start in zip(animation.scenes, animation.starts):
            for time in (start + 0.05, start + scene.seconds - 0.05):
                assert captions(tab, time) == [scene.calculation]
        # For people who want less motion, a single moment.
        tab.emulate_media(reduced_motion="reduce")
        assert tab.evaluate("document.getAnimations().length") == 0
        assert captions(tab, 0) == [animation.scenes[4].calculation]


def captions(tab, time):
    """Return the calculations that are visible at a time (in seconds) and within the picture."""
    found = tab.evaluate(
        """(time) => {
            document.getAnimations().forEach((each) => { each.pause(); each.currentTime = time; });
            return [...document.querySelectorAll(".calculation, .words")]
                .filter((text) => getComputedStyle(text.parentElement).opacity === "1")
                .map((text) => [text.textContent, text.getBoundingClientRect().right]);
        }""",
        1000 * time,
    )
    assert max(right for _, right in found) <= 630
    return [text for text, _ in found if re.search("[=]|fell", text) and "Done" not in text]
