"""A Preparation is saved with its network and restored from the file, or refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.saved import any_names

from lernmi import Network
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn
from lernmi.data.tables import read_table
from lernmi.files import load, load_preparation, save
from lernmi.files.preparations import preparation_from_json, preparation_to_json

IRIS = Path(__file__).resolve().parents[2] / "examples" / "iris.csv"
KEPT = Path(__file__).parent / "version_2.json"

floats = st.floats(allow_nan=False, allow_infinity=False)
texts = st.lists(any_names, min_size=2, max_size=5, unique=True)
missing = st.sampled_from([("",), ("", "?", "na")])


@st.composite
def columns(draw: Any, name: str, is_expected: bool) -> NumberColumn | TextColumn:
    fills = st.none() if is_expected else st.one_of(st.none(), floats)
    if draw(st.booleans()):
        scale = draw(floats.filter(lambda number: number > 0))
        unit = draw(st.sampled_from(["", "cm", "$", "m/s2"]))
        return NumberColumn(name, draw(floats), scale, draw(fills), unit)
    kinds = draw(texts)
    fill = None if is_expected else draw(st.sampled_from([None, *kinds]))
    return TextColumn(name, kinds, draw(missing), fill, is_expected)


@st.composite
def preparations(draw: Any) -> Preparation:
    names = draw(st.lists(any_names, min_size=2, max_size=5, unique=True))
    inputs = [draw(columns(name, is_expected=False)) for name in names[1:]]
    output = draw(columns(names[0], is_expected=True))
    return Preparation.of_columns(inputs, output, draw(st.sampled_from([".", ","])))


@given(preparations())
def test_reading_restores_every_column_name_and_bit(preparation):
    back = preparation_from_json(json.loads(json.dumps(preparation_to_json(preparation))))
    assert repr(vars(back)) == repr(vars(preparation))


def test_a_network_that_learned_a_table_answers_the_same_after_loading(tmp_path):
    table = read_table(IRIS)
    preparation = Preparation(table, expected="species", missing="mean")
    network = Network([4, 3, 3], seed=1)
    save(tmp_path / "iris.json", network, preparation)
    other, back = load(tmp_path / "iris.json"), load_preparation(tmp_path / "iris.json")
    assert back.inputs_of(table) == preparation.inputs_of(table)
    for inputs in preparation.inputs_of(table)[::10]:
        assert back.answer(other.propagate(inputs)) == preparation.answer(network.propagate(inputs))


def test_a_network_saved_without_a_preparation_has_none(tmp_path):
    save(tmp_path / "net.json", Network([1, 1]))
    assert load_preparation(tmp_path / "net.json") is None
    assert load_preparation(Path(__file__).parent / "version_1.json") is None


def test_version_2_of_the_file_stays_readable():
    """Version 2 wrote this file: never change it."""
    preparation = load_preparation(KEPT)
    assert load(KEPT).link("colour=red", "h2").weight == 0.8
    assert preparation.inputs_for({"height": "180,5", "colour": ""}) == [1.05, 0, 1]
    assert preparation.inputs_for({"height": "?", "colour": "blue"})[1:] == [1, 0]
    assert preparation.answer([0.1, 0.2]) == "child"


@pytest.mark.parametrize(
    ("keys", "value", "words"),
    [
        (["decimal"], ";", 'preparation.decimal must be "." or ","'),
        (["inputs"], [], "preparation.inputs must be a list of 1 or more"),
        (["inputs", 0], 5, 'inputs[0].kind must be "number" or "text"'),
        (["inputs", 0, "kind"], ["number"], 'inputs[0].kind must be "number" or "text"'),
        (["inputs", 0, "kind"], "text", "inputs[0] has no 'texts'"),
        (["inputs", 0, "shift"], "1", "inputs[0].shift must be a finite number"),
        (["inputs", 0, "shift"], 10**400, "inputs[0].shift is too large for a float"),
        (["inputs", 0, "scale"], 0, "inputs[0].scale must be above 0; got 0.0"),
        (["inputs", 0, "fill"], "x", "inputs[0].fill must be a finite number"),
        (["inputs", 1, "column"], "height", "two columns with the name 'height'"),
        (["inputs", 1, "column"], "\n", "inputs[1].column must be a printable name"),
        (["inputs", 1, "texts"], ["red", "red"], "inputs[1].texts has 'red' twice"),
        (["inputs", 1, "texts"], ["red", 5], "inputs[1].texts[1] must be printable text"),
        (["inputs", 1, "texts"], [f"{n}" for n in range(200)], "at most 100 items; got 200"),
        (
            ["inputs", 1, "fill"],
            "green",
            "inputs[1].fill must be one of preparation.inputs[1].texts",
        ),
        (["inputs", 1, "missing"], "?", "inputs[1].missing must be a list"),
        (["output", "texts"], ["adult"], "output.texts must be a list of 2 or more"),
        (["output", "more"], 1, "texts, missing, fill; got 'more'"),
        (["output", "texts"], ["a", "b", "c"], "a network with 3 outputs; this one has 2"),
        (["inputs", 1, "texts"], ["red"], "a network with 2 inputs; this one has 3"),
    ],
)
def test_a_wrong_preparation_is_refused_with_the_place(keys, value, words, tmp_path):
    content = json.loads(KEPT.read_text(encoding="utf-8"))
    place = content["preparation"]
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    for read in (load, load_preparation):
        with pytest.raises(ValueError) as problem:
            read(path)
        assert words in str(problem.value) and str(problem.value).startswith(f"{path}: ")


def test_a_preparation_for_a_different_network_or_of_a_different_type_is_not_saved(tmp_path):
    preparation = load_preparation(KEPT)
    with pytest.raises(ValueError, match="a network with 3 inputs; this one has 2"):
        save(tmp_path / "net.json", Network([2, 2]), preparation)

    class Own(Preparation):
        pass

    own = Own.of_columns(preparation.inputs, preparation.output, ".")
    with pytest.raises(TypeError, match="must be a Preparation"):
        save(tmp_path / "net.json", Network([3, 2]), own)
    with pytest.raises(TypeError, match="must be a Preparation"):
        save(tmp_path / "net.json", Network([3, 2]), 3)
    assert list(tmp_path.iterdir()) == []
