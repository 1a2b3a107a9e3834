"""In a notebook, objects appear as pictures after %load_ext lernmi, or with show(...)."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from support.published import mazur

import lernmi
from lernmi import Network, Trainer
from lernmi.data.logic import XOR
from lernmi.data.published import MAZUR
from lernmi.inside.diagram import draw
from lernmi.inside.explanations import explain
from lernmi.inside.moment_by_moment import moments
from lernmi.inside.notebook import PICTURES, show
from lernmi.inside.numbers import significant
from lernmi.inside.replays import replay
from lernmi.training.measures import accuracy

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = (MAZUR.inputs, MAZUR.expected)


def history() -> list:
    network = Network([2, 2, 1], seed=1)
    trainer = Trainer(network, learning_rate=0.5, measures=[accuracy])
    return trainer.train(XOR, 40, validation=XOR)


def things() -> list:
    network = mazur()
    return [
        network,
        network.links[0],
        network.neurons[0],
        history(),
        explain(network, SAMPLE),
        next(moments(MAZUR.network(), *SAMPLE, 0.5)),
        replay(MAZUR.network(), [SAMPLE], learning_rate=0.5),
    ]


def test_a_network_is_shown_as_its_picture():
    assert show(mazur())._repr_html_() == draw(mazur()).svg


def test_links_and_neurons_are_shown_with_their_numbers():
    network = mazur()
    for link in network.links:
        html = show(link).html
        for number in (link.weight, link.output_sensitivity, link.weight_sensitivity):
            assert f"<td>{significant(number)}</td>" in html
    neuron = network.neuron("h1")
    for number in (neuron.total_input, neuron.output, neuron.slope, neuron.sensitivity):
        assert f"<td>{significant(number)}</td>" in show(neuron).html


def test_a_history_is_shown_as_a_curve_and_a_table():
    records = history()
    html = show(records).html
    svg = ElementTree.fromstring(html[: html.index("</svg>") + 6])
    curves = [each for each in svg if each.tag.endswith("polyline")]
    assert [len(curve.get("points").split()) for curve in curves] == [40, 40]
    ys = [float(point.split(",")[1]) for point in curves[0].get("points").split()]
    errors = [record.error for record in records]
    # Higher up for a larger error.
    assert sorted(range(40), key=lambda each: -errors[each])[0] == ys.index(min(ys))
    for record in (records[0], records[-1]):
        assert f"<td>{significant(record.error)}</td>" in html


@pytest.mark.parametrize("position", range(len(PICTURES)))
def test_everything_listed_on_the_page_has_a_picture(position):
    thing = things()[position]
    assert isinstance(thing, tuple(PICTURES))
    assert show(thing)._repr_html_()


def test_names_are_escaped():
    network = Network([1, 1])
    network.neuron("x1").name = "<script>"
    network.learn([1], [1], 0.5)
    for thing in (network, network.links[1], network.neuron("<script>")):
        assert "<script>" not in show(thing).html


def test_an_object_without_a_picture_is_refused():
    with pytest.raises(TypeError, match="show\\(\\) takes one of Network, Link"):
        show(7)


class Formatter(dict):
    def for_type(self, kind, function):
        self[kind] = function


def test_the_extension_registers_and_unregisters():
    formatter = Formatter()
    ipython = SimpleNamespace(
        display_formatter=SimpleNamespace(formatters={"text/html": formatter})
    )
    lernmi.load_ipython_extension(ipython)
    assert dict(formatter) == PICTURES
    lernmi.unload_ipython_extension(ipython)
    assert not formatter


def test_the_notebook_among_the_examples_runs_and_shows_pictures():
    nbformat = pytest.importorskip("nbformat", reason="no notebook tests without nbformat")
    nbclient = pytest.importorskip("nbclient", reason="no notebook tests without nbclient")
    pytest.importorskip("ipykernel", reason="no notebook tests without ipykernel")
    path = ROOT / "examples" / "14_notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "outputs are not kept in it"
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}
    ).execute()
    shown = [
        output.data["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    assert any(html.startswith("<svg") for html in shown)
    assert any(html.startswith("<iframe") for html in shown)
    assert any("<table>" in html for html in shown)
