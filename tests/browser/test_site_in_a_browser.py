"""The site as people open it: from a folder, without a network, on a phone and on a desk."""

from __future__ import annotations

import io

import pytest
from support.browser import browser, why_no_browser
from support.live_page import serving, why_no_pyodide
from support.site import built_site, why_no_site

WHY_NOT = why_no_browser() or why_no_site()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def site():
    folder, problem = built_site()
    assert problem == ""
    return folder


# What fits a phone fits a desktop, so there only one page of each kind is tried.
ON_A_DESK = ["index", "made/tour/01_one_link", "made/reference/lernmi", "vocabulary"]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_fit_and_load_nothing_from_elsewhere(site, viewport):
    if viewport == DESK:
        paths = [site / f"{name}.html" for name in ON_A_DESK]
    else:
        # Those that show a file are all alike, and a file can't load the modules of the live page.
        source, live = site / "made" / "source", site / "play"
        paths = [
            path
            for path in sorted(site.rglob("*.html"))
            if source not in path.parents and live not in path.parents
        ]
        paths.append(source / "lernmi" / "link.py.html")
    problems = []
    with browser() as running:
        context = running.new_context(viewport=viewport, offline=True)
        tab = context.new_page()

        def note(request):
            if not request.url.startswith(("file:", "data:")):
                problems.append(f"{tab.url} asks for {request.url}")

        tab.on("request", note)
        tab.on("console", lambda message: problems.append(f"{tab.url}: {message.text}"))
        tab.on("pageerror", lambda problem: problems.append(f"{tab.url}: {problem}"))
        for path in paths:
            tab.goto(path.as_uri())
            width = tab.evaluate("document.documentElement.scrollWidth")
            if width > viewport["width"]:
                problems.append(f"{tab.url} is {width} wide")
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("relu", "lernmi.functions.relu"),
        ("XOR", "lernmi.data.XOR"),
        ("explain", "lernmi.inside.explain"),
    ],
)
def test_a_search_finds_the_public_name_first(site, typed, first):
    with browser() as running:
        tab = running.new_context(viewport=DESK, offline=True).new_page()
        tab.goto(f"{(site / 'search.html').as_uri()}?q={typed}")
        link = tab.locator("#search-results li a").first
        assert link.inner_text() == first


def test_the_table_of_published_examples_is_seen_whole_on_a_phone(site):
    with browser() as running:
        tab = running.new_context(viewport=PHONE, offline=True).new_page()
        tab.goto((site / "published_examples.html").as_uri())
        for heading in tab.locator("article table").first.locator("th").all():
            box = heading.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_edge_with_more_beyond_it_has_a_shadow(site, scheme):
    images = pytest.importorskip("PIL.Image", reason="no look at a picture's points without Pillow")
    with browser() as running:
        tab = running.new_context(viewport=DESK, offline=True, color_scheme=scheme).new_page()
        tab.goto((site / "explain.html").as_uri())
        # The first block that is wider than its place, and the first that isn't.
        blocks = tab.locator("article pre").all()
        beyond = "(each) => each.scrollWidth - each.clientWidth"
        block = next(each for each in blocks if each.evaluate(beyond) > 40)
        fits = next(each for each in blocks if each.evaluate(beyond) <= 0)

        def shadows() -> tuple[bool, bool]:
            image = images.open(io.BytesIO(block.screenshot())).convert("L")
            # Above the first line, where no letters are.
            ground, *edges = [image.getpixel((x, 5)) for x in (200, 2, image.width - 3)]
            return abs(edges[0] - ground) > 30, abs(edges[1] - ground) > 30

        assert shadows() == (False, True)
        block.evaluate("(each) => { each.scrollLeft = each.scrollWidth }")
        assert shadows() == (True, False)
        image = images.open(io.BytesIO(fits.screenshot())).convert("L")
        assert image.getpixel((image.width - 3, 5)) == image.getpixel((200, 5))


def test_the_search_finds_a_word_without_a_network(site):
    with browser() as running:
        tab = running.new_context(viewport=DESK, offline=True).new_page()
        tab.goto((site / "search.html").as_uri() + "?q=backpropagate")
        tab.wait_for_selector("#search-results li a", timeout=20000)


def test_the_contents_of_a_page_are_beside_it_on_a_desk(site):
    with browser() as running:
        tab = running.new_context(viewport=DESK, offline=True).new_page()
        tab.goto((site / "step_in_a_debugger.html").as_uri())
        box = tab.locator(".toc-tree").bounding_box()
        text = tab.locator("article").bounding_box()
        assert text["x"] + text["width"] <= box["x"]
        assert box["x"] + box["width"] <= DESK["width"]


def test_a_copy_button_copies_what_you_would_type(site):
    with browser() as running:
        tab = running.new_context(viewport=DESK, offline=True).new_page()
        tab.goto((site / "first_ten_minutes.html").as_uri())
        tab.evaluate(
            "document.addEventListener('copy', () => { window.copied = "
            "document.activeElement.value || String(getSelection()); })"
        )
        block = tab.locator("article div.highlight", has_text="network.compare").first
        typed = [line for line in block.inner_text().splitlines() if line[:4] in (">>> ", "... ")]
        block.hover()
        block.locator("button.copybtn").click()
        tab.wait_for_function("window.copied")
        copied = tab.evaluate("window.copied")
        assert copied.splitlines() == [line[4:] for line in typed]


def test_the_replay_plays_within_the_first_page_and_works_on_a_phone(site):
    with browser() as running:
        tab = running.new_context(viewport=PHONE, offline=True).new_page()
        tab.goto((site / "index.html").as_uri())
        frame = tab.locator("iframe")
        frame.scroll_into_view_if_needed()
        box = frame.bounding_box()
        assert box["width"] > 340 and 500 < box["height"] <= 0.9 * PHONE["height"]
        replay = frame.content_frame
        before = replay.locator("#words").inner_text()
        replay.locator("#forward").click()
        assert replay.locator("#words").inner_text() != before


def test_the_live_page_says_why_it_stays_empty_in_a_file(site):
    with browser() as running:
        tab = running.new_context(viewport=PHONE, offline=True).new_page()
        tab.goto((site / "slopes_multiply_paths_add.html").as_uri())
        tab.locator("figure.play a.start").first.click()
        tab.wait_for_selector("text=python3 -m http.server")
        assert tab.url.endswith("play/index.html#situation=slopes-multiply")


def test_start_puts_the_live_page_in_its_place_and_loads_nothing_before(site):
    with serving(site) as server, browser() as running:
        tab = running.new_context(viewport=DESK).new_page()
        tab.goto(f"{server.address}/slopes_multiply_paths_add.html")
        assert not any(path.startswith("/play/") for path in server.counts)
        for place in range(2):
            # The first of those that are left.
            tab.locator("figure.play a.start").first.click()
            frame = tab.frame_locator("figure.play iframe").nth(place)
            frame.locator("#play[data-settled]").wait_for()
            frame.locator(".choices button").first.click()
            frame.get_by_text("Next", exact=True).wait_for()
        box = tab.locator("figure.play iframe").first.bounding_box()
        assert box["height"] <= 0.9 * DESK["height"]
        if why_no_pyodide():
            return
        for place in range(2):
            loading = tab.frame_locator("figure.play iframe").nth(place).locator(".loading")
            loading.wait_for(state="hidden", timeout=60000)
        # Both frames have the same Python.
        assert len(tab.workers) == 1
        assert set(server.counts.values()) == {1}


def test_a_debugger_is_chosen_by_its_tab_or_by_a_link_to_it(site):
    with browser() as running:
        tab = running.new_context(viewport=DESK, offline=True).new_page()
        tab.goto((site / "step_in_a_debugger.html").as_uri())
        vs_code = tab.locator("article").get_by_text("justMyCode").first
        assert not vs_code.is_visible()
        tab.get_by_text("VS Code", exact=True).click()
        assert vs_code.is_visible()
