"""A real browser prints the worksheets, offline, on A4, as people do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.browser import why_no_browser

from lernmi.exercises.sheets import cards_html, key_html, sheets_html

pytestmark = pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser())

# A4 without the margins, in the pixels of CSS.
PAPER = {"width": 703, "height": 1054}
PHONE = {"width": 390, "height": 844}
PAGES = {
    "sheets": (sheets_html(range(1, 31)), 30),
    "key": (key_html(range(1, 31)), 30),
    "cards": (cards_html(), 7),
}


@pytest.fixture
def opened(chromium, tmp_path):
    """Return a function that opens a page offline; the test fails if the page has an error."""
    contexts = []
    problems: list[str] = []
    requests: list[str] = []

    def open_page(html: str, viewport: Any = PAPER, **more: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(viewport=viewport, offline=True, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
    assert len(requests) == 1
    assert requests[0].startswith("file:")


@pytest.mark.parametrize("kind", PAGES)
def test_each_sheet_fits_on_one_page(opened, kind):
    html, papers = PAGES[kind]
    pdf = opened(html).pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == papers
    # A4, in points.
    [box] = set(re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf))
    assert [round(float(length)) for length in box] == [595, 842]


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_cut_off(opened, kind):
    page = opened(PAGES[kind][0])
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    # Leave a few millimetres, because fonts differ.
    heights = page.evaluate(
        '[...document.querySelectorAll(".page")].map((each) => each.getBoundingClientRect().height)'
    )
    assert max(heights) <= PAPER["height"] - 10
    too_small = page.evaluate(
        """() => [...document.querySelectorAll("td, th, .box, .card, .given, .card p")]
            .filter((each) => getComputedStyle(each).display !== "inline")
            .filter((each) => each.scrollWidth > each.clientWidth + 1
                || each.scrollHeight > each.clientHeight + 1)
            .map((each) => each.outerHTML)"""
    )
    assert too_small == []


def test_in_pictures_no_number_covers_another_or_is_outside(opened):
    page = opened(sheets_html(range(1, 31)))
    page.emulate_media(media="print")
    covered = page.evaluate(
        """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
            const boxes = [...svg.querySelectorAll("text")].filter((each) => each.textContent)
                .map((each) => [each.textContent, each.getBoundingClientRect()]);
            const paper = svg.getBoundingClientRect();
            const outside = boxes.filter(([, box]) => box.left < paper.left || box.top < paper.top
                || box.right > paper.right || box.bottom > paper.bottom);
            // Lines of text are higher than their digits.
            const pairs = boxes.flatMap(([one, a], place) => boxes.slice(place + 1)
                .filter(([, b]) => a.left < b.right && b.left < a.right
                    && a.top + 4 < b.bottom - 4 && b.top + 4 < a.bottom - 4)
                .map(([other]) => [one, other]));
            return [...outside.map(([text]) => text), ...pairs];
        })"""
    )
    assert covered == []


def test_in_pictures_no_number_is_crossed_by_a_line(opened):
    """A weight has a white box behind it, and an output stays within its circle."""
    page = opened(PAGES["key"][0])
    page.emulate_media(media="print")
    sticking_out = page.evaluate(
        """() => [...document.querySelectorAll("svg .weight, svg .output")]
            .map((text) => [text, text.classList.contains("weight") ? text.previousElementSibling
                : text.previousElementSibling.previousElementSibling])
            .filter(([text, shape]) => {
                const a = text.getBoundingClientRect(), b = shape.getBoundingClientRect();
                return !["rect", "circle"].includes(shape.tagName)
                    || getComputedStyle(shape).fill !== "rgb(255, 255, 255)"
                    || a.left < b.left || b.right < a.right
                    || a.top + 3 < b.top || b.bottom < a.bottom - 3;
            })
            .map(([text]) => text.textContent)"""
    )
    assert sticking_out == []


def test_in_pictures_no_name_touches_its_neuron(opened):
    page = opened(PAGES["key"][0])
    page.emulate_media(media="print")
    touching = page.evaluate(
        """() => [...document.querySelectorAll("svg .name")]
            .filter((name) => name.getBoundingClientRect().bottom
                > name.previousElementSibling.getBoundingClientRect().top + 1)
            .map((name) => name.textContent)"""
    )
    assert touching == []


def test_it_is_black_on_white_in_dark_mode_too(opened):
    page = opened(sheets_html([11]), color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_empty_cells_have_room_for_a_pen(opened):
    page = opened(sheets_html(range(1, 31)))
    page.emulate_media(media="print")
    millimetre = PAPER["width"] / 186
    sizes = page.evaluate(
        """[...document.querySelectorAll(".answer")].map((each) => {
            const box = each.getBoundingClientRect();
            return [box.width, box.height];
        })"""
    )
    assert min(width for width, _ in sizes) >= 16 * millimetre
    assert min(height for _, height in sizes) >= 6.5 * millimetre


def test_names_on_cards_can_be_read_across_a_room(opened):
    """They are at least 72 points high, and on one line."""
    page = opened(PAGES["cards"][0])
    page.emulate_media(media="print")
    names = page.evaluate(
        """[...document.querySelectorAll(".card h2")].map((each) => {
            const size = parseFloat(getComputedStyle(each).fontSize);
            return [size, each.getBoundingClientRect().height / size];
        })"""
    )
    assert len(names) == 20
    assert min(size for size, _ in names) >= 72 * 96 / 72
    assert max(lines for _, lines in names) < 1.5
