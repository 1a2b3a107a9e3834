"""A drawn network shows the numbers of its objects, and nothing in a name can become part of it."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.published import mazur
from support.pythons import ROOT

from lernmi import Network
from lernmi.data.published import MAZUR
from lernmi.inside.diagram import (
    MOST_NEURONS,
    brief,
    draw,
    drawn_links,
    drawn_neurons,
    shortened,
)
from lernmi.inside.numbers import significant

SVG = "{http://www.w3.org/2000/svg}"


def groups(svg: str, attribute: str = "data-name") -> dict[str, ElementTree.Element]:
    """Return the drawn objects by name."""
    root = ElementTree.fromstring(svg)
    return {g.get(attribute): g for g in root.iter(f"{SVG}g") if g.get(attribute) is not None}


def text_in(group: ElementTree.Element, kind: str) -> str:
    return "".join([t.text or "" for t in group.iter(f"{SVG}text") if t.get("class") == kind])


def test_every_number_in_the_picture_comes_from_its_object():
    network = mazur()
    found = groups(draw(network).svg)
    numbers = groups(draw(network).svg, "data-of")
    for neuron in network.neurons:
        assert text_in(found[neuron.name], "output") == significant(neuron.output, 4)
        assert text_in(found[neuron.name], "back") == significant(neuron.sensitivity, 4)
    for link in network.links:
        assert text_in(numbers[link.name], "weight") == significant(link.weight, 4)
        assert text_in(numbers[link.name], "back") == significant(link.weight_sensitivity, 4)


@given(sizes=st.lists(st.integers(1, 14), min_size=2, max_size=5))
def test_every_network_is_drawn_as_valid_xml_and_every_small_one_completely(sizes):
    network = Network(sizes)
    drawn = draw(network)
    found = groups(drawn.svg)
    if max(sizes) <= MOST_NEURONS:
        assert set(found) == {each.name for each in [*network.neurons, *network.links]}
    root = ElementTree.fromstring(drawn.svg)
    _, _, width, height = [float(number) for number in root.get("viewBox").split()]
    for line in root.iter(f"{SVG}line"):
        assert 0 <= float(line.get("x1")) < float(line.get("x2")) <= width
        assert 0 <= float(line.get("y1")) <= height and 0 <= float(line.get("y2")) <= height


def test_a_picture_of_a_large_network_says_how_many_neurons_are_left_out():
    network = Network([784, 30, 10])
    drawn = draw(network)
    assert len(drawn_neurons(network)) == 8 + 1 + 8 + 1 + 10
    assert [len(links) for links in drawn_links(network)] == [9 * 8, 9 * 10]
    for text in (drawn.svg, str(drawn)):
        assert "and 776 more" in text and "and 22 more" in text
    assert "and 23,526 more Links" in str(drawn)
    assert len(drawn.svg) < 100_000


def test_a_weights_sign_is_visible_without_colours_and_its_size_is_the_width():
    network = Network([1, 3])
    network.weights = [[0.0, 2.0, -1.0, 0.5, -2.0, 1.0]]
    found = groups(draw(network).svg)
    kinds = {link.name: found[link.name].get("class") for link in network.links}
    assert kinds["b1->y1"] == "link zero"
    assert kinds["b1->y2"] == "link positive" and kinds["x1->y2"] == "link negative"
    widths = {name: float(found[name].find(f"{SVG}line").get("stroke-width")) for name in kinds}
    assert widths["b1->y2"] == widths["x1->y2"] > widths["x1->y3"] > widths["x1->y1"]
    assert "stroke-dasharray" in draw(network).svg


def test_numbers_of_links_do_not_cover_one_another_in_networks_that_people_draw():
    for sizes in ([2, 2, 1], [2, 3, 1], [2, 4, 1], [2, 2, 2], [3, 4, 2], [1, 1]):
        places = []
        for group in groups(draw(Network(sizes)).svg, "data-of").values():
            text = group.find(f"{SVG}text")
            places.append((float(text.get("x")), float(text.get("y"))))
        for one in places:
            for other in places:
                if one is not other:
                    assert abs(one[0] - other[0]) >= 60 or abs(one[1] - other[1]) >= 30, sizes


def test_the_numbers_of_a_link_are_on_its_own_line_and_not_on_another():
    for sizes in ([2, 2, 1], [2, 3, 1], [2, 4, 1], [2, 2, 2], [3, 4, 2], [2, 6, 1]):
        svg = draw(Network(sizes)).svg
        lines = {}
        for name, group in groups(svg).items():
            if "->" in name:
                line = group.find(f"{SVG}line")
                lines[name] = [float(line.get(each)) for each in ("x1", "y1", "x2", "y2")]
        for name, group in groups(svg, "data-of").items():
            text = group.find(f"{SVG}text")
            x, y = float(text.get("x")), float(text.get("y"))
            for other, (x1, y1, x2, y2) in lines.items():
                if x1 < x < x2:
                    distance = abs(y - y1 - (y2 - y1) * (x - x1) / (x2 - x1))
                    assert distance < 0.2 if other == name else distance > 7, (sizes, name, other)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><b>',
    "&amp;",
    "a\x00b",
    "\ud800",
    "]]>",
    "'",
    "{{ data }}",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_a_name(name):
    network = Network([1, 1])
    network.neuron("x1").name = name
    root = ElementTree.fromstring(draw(network).svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        *("svg", "title", "desc", "style", "rect", "g", "line", "text", "circle")
    }


def test_before_a_sample_there_are_no_numbers_and_fractions_are_drawn_too():
    network = Network([1, 1])
    assert text_in(groups(draw(network).svg)["y1"], "output") == ""
    network.weights = [[Fraction(1, 3), Fraction(-2, 3)]]
    numbers = groups(draw(network).svg, "data-of")
    assert text_in(numbers["b1->y1"], "weight") == "1/3"


def test_a_picture_has_a_text_for_screen_readers_and_appears_in_a_notebook(tmp_path):
    drawn = draw(mazur())
    root = ElementTree.fromstring(drawn.svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Network 2-2-2, 12 Links"
    assert "x1->h1" in root.find(f"{SVG}desc").text
    assert drawn._repr_svg_() == drawn.svg
    drawn.save(tmp_path / "network.svg")
    assert (tmp_path / "network.svg").read_text(encoding="utf-8") == drawn.svg
    assert all(len(line) <= 80 for line in str(drawn).splitlines())


def test_drawing_changes_nothing():
    network = mazur()
    before = repr(network.neurons + network.links)
    draw(network)
    assert repr(network.neurons + network.links) == before


def test_the_picture_in_the_docs_is_what_is_drawn_today():
    kept = ROOT / "docs" / "pictures" / "mazur.svg"
    # If not: python docs/made_pictures.py
    assert kept.read_text(encoding="utf-8") == draw(mazur()).svg


def test_anything_but_a_network_and_an_svg_is_refused(tmp_path):
    with pytest.raises(TypeError, match="takes a Network; got 7"):
        draw(7)
    with pytest.raises(ValueError, match=r"must end in \.svg"):
        draw(Network([1, 1])).save(tmp_path / "network.png")
    assert list(tmp_path.iterdir()) == []


def test_nan_and_infinity_are_drawn_and_change_no_other_number():
    network = Network([1, 2])
    for link, weight in zip(network.links, [float("nan"), 1.0, float("inf"), -2.0]):
        link.weight = weight
    found = groups(draw(network).svg)
    assert found["b1->y1"].get("class") == found["x1->y1"].get("class") == "link no-number"
    assert found["x1->y2"].find(f"{SVG}line").get("stroke-width") == "7.00"
    assert " nan  ?" in str(draw(network)) and " inf  ?" in str(draw(network))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.75136507, "0.7514"),
        (123456789.0, "1.23e+08"),
        (-1.23456e-12, "-1.23e-12"),
        (0.00043856, "0.0004386"),
        (Fraction(1, 3), "1/3"),
        (Fraction(13717421, 11111111), "1.23"),
        (None, ""),
    ],
)
def test_numbers_are_short_enough_to_fit(number, text):
    assert brief(number) == text


def test_names_that_begin_alike_stay_distinguishable():
    assert shortened("temperature of h1") != shortened("temperature of h2")
    assert len(shortened("x" * 100)) <= 13


def test_a_picture_says_if_its_weights_may_be_newer_than_its_outputs():
    says = "last sample; weights may be newer"
    network = MAZUR.network()
    assert says not in draw(network).svg
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    assert says not in draw(network).svg and says not in str(draw(network))
    network.nudge(0.5)
    assert says in draw(network).svg and says in str(draw(network))
    network.propagate(MAZUR.inputs)
    assert says not in draw(network).svg
