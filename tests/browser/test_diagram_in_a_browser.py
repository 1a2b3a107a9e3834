"""A drawn network can be read in a real browser, on light paper and on dark."""

from __future__ import annotations

import io
from typing import Any

import pytest
from support.browser import why_no_browser
from support.published import mazur

from lernmi import Network
from lernmi.inside.diagram import draw

Image = pytest.importorskip("PIL.Image", reason="no look at a picture's points without Pillow")
ImageChops = pytest.importorskip("PIL.ImageChops")
ImageFilter = pytest.importorskip("PIL.ImageFilter")
pytestmark = pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser())


def wide_lines() -> Network:
    """A network with many lines as wide as they get, and long numbers at all of them."""
    network = Network([2, 4, 1])
    network.weights = [[-8.123] * 12, [8.123] * 5]
    for link in network.links:
        link.weight_sensitivity = -0.0001234
    return network


def seen(page: Any, hidden: str) -> Any:
    """Return a screenshot of the picture, without some of its parts."""
    style = page.add_style_tag(content=f"{hidden} {{ visibility: hidden; }}")
    image = Image.open(io.BytesIO(page.locator("svg").screenshot())).convert("RGB")
    style.evaluate("(each) => each.remove()")
    return image


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("make", [mazur, wide_lines])
def test_no_line_comes_close_to_a_letter_of_the_numbers(chromium, scheme, make):
    page = chromium.new_page(color_scheme=scheme)
    page.set_content(draw(make()).svg)
    others = ".neuron, .bias, .role, .legend"
    alone = seen(page, f"{others}, .link")
    empty = seen(page, f"{others}, .link, .numbers")
    with_lines = seen(page, others)
    page.close()
    letters = ImageChops.difference(alone, empty).convert("L").point(lambda x: 255 * (x > 40))
    around = letters.filter(ImageFilter.MaxFilter(5))
    nothing = Image.new("RGB", alone.size)
    changed = Image.composite(ImageChops.difference(alone, with_lines), nothing, around)
    assert letters.getbbox() is not None
    assert max(most for _, most in changed.getextrema()) < 16


def test_the_longest_numbers_fit_into_their_circles(chromium):
    network = Network([1, 6])
    longest = [-0.00049321, 0.00049321, -1.23456e-12, 1.23456e30, -123456.7, 0.020851]
    for neuron, output in zip(network.neuron_layers[1].neurons, longest):
        neuron.output = output
    page = chromium.new_page()
    page.set_content(draw(network).svg)
    places = page.evaluate(
        """() => [...document.querySelectorAll(".neuron")].map((each) => {
            const circle = each.querySelector("circle");
            const text = each.querySelector(".output");
            return [circle.r.baseVal.value, text.textContent, text.getBBox().width];
        })"""
    )
    page.close()
    # The height of a letter in the middle of the circle.
    height = 9
    for radius, text, width in places:
        assert (width / 2) ** 2 + (height / 2) ** 2 < radius**2, text
    assert "-0.000493" in [text for _, text, _ in places]


@pytest.mark.parametrize("make", [mazur, wide_lines])
def test_no_text_covers_another(chromium, make):
    page = chromium.new_page()
    page.set_content(draw(make()).svg)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("text")].filter((each) => each.textContent)
            .map((each) => { const box = each.getBBox();
                return [each.textContent, box.x, box.y, box.width, box.height]; })"""
    )
    page.close()
    for place, (one, x, y, width, height) in enumerate(boxes):
        for other, x2, y2, width2, height2 in boxes[:place]:
            beside = x >= x2 + width2 or x2 >= x + width
            # A box has some room above and below its letters.
            below = y + 3 >= y2 + height2 - 3 or y2 + 3 >= y + height - 3
            assert beside or below, (one, other)
