"""Loading restores a network to the last bit, and refuses anything else with its place."""

from __future__ import annotations

import json
import os
import random
import re
import stat
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from support.networks import bits
from support.saved import any_networks, any_numbers

from lernmi import Activation, Link, Network, Neuron, Trainer
from lernmi.activations import sigmoid
from lernmi.data.logic import XOR
from lernmi.data.published import MAZUR
from lernmi.error_functions import ErrorFunction
from lernmi.files import load, save
from lernmi.files.documents import document_in, json_text
from lernmi.files.networks import content_of, network_in, network_of
from lernmi.files.numbers import number_from_json, number_to_json


def facts(network: Network) -> Any:
    return (
        [(neuron.name, neuron.activation) for neuron in network.neurons],
        [(link.name, type(link.weight), repr(link.weight)) for link in network.links],
        network.error_function,
        [layer.bias is None for layer in network.neuron_layers],
        network.stage,
    )


def text_of(network: Network) -> str:
    return json_text(content_of(network))


def network_of_text(text: str) -> Network:
    return network_of(network_in(document_in(text)), [], [])


@given(network=any_networks())
def test_loading_restores_every_name_function_and_bit(network):
    assert facts(network_of_text(text_of(network))) == facts(network)


@given(number=any_numbers)
def test_every_number_is_restored_with_its_type(number):
    back = number_from_json(json.loads(json.dumps(number_to_json(number, "it"))), "it")
    assert (type(back), repr(back)) == (type(number), repr(number))


def test_a_loaded_network_gives_the_same_outputs_and_can_learn_more(tmp_path):
    network = Network([2, 4, 1], seed=1)
    Trainer(network, learning_rate=2.0).train(XOR, 50)
    save(tmp_path / "xor.json", network)
    other = load(tmp_path / "xor.json")
    for inputs, _ in XOR:
        assert other.propagate(inputs) == network.propagate(inputs)
    for each in (network, other):
        Trainer(each, learning_rate=2.0).train(XOR, 50)
    assert bits(other) == bits(network)


def test_people_can_read_and_edit_a_file(tmp_path):
    path = tmp_path / "mazur.json"
    save(path, MAZUR.network())
    text = path.read_text(encoding="utf-8")
    assert '      {"from": "x1", "to": {"h1": 0.15, "h2": 0.25}},\n' in text
    path.write_text(text.replace("0.15", "0.75"), encoding="utf-8")
    assert load(path).link("x1", "h1").weight == 0.75


def test_your_own_functions_are_passed_to_load(tmp_path):
    square = Activation("square", lambda x: x * x, lambda x, output: 2 * x)
    fourth = ErrorFunction("fourth", lambda o, e: o[0] ** 4, lambda o, e: [4 * o[0] ** 3])
    network = Network([1, 2, 1], activation=square, error=fourth)
    path = tmp_path / "own.json"
    save(path, network)
    other = load(path, activations=[square], error_functions=[fourth])
    assert facts(other) == facts(network)
    with pytest.raises(
        ValueError, match=r"error_function must be one of squared_error.*; got 'fourth'"
    ):
        load(path)
    with pytest.raises(
        ValueError, match=r"layers\[1\].neurons\[0\].activation must be .*; got 'square'"
    ):
        load(path, error_functions=[fourth])


class OwnLink(Link):
    __slots__ = ()


class OwnNeuron(Neuron):
    __slots__ = ()


class OwnNetwork(Network):
    pass


def changed(change: Any) -> Network:
    network = Network([2, 2, 1])
    change(network)
    return network


def own_sigmoid() -> Network:
    other = Activation("sigmoid", sigmoid.function, sigmoid.slope)
    return Network([1, 1], activation=other)


def two_of_one_name() -> Network:
    network = Network([1, 2, 1])
    for neuron in network.neuron_layers[1].neurons:
        neuron.activation = Activation("same", lambda x: x, lambda x, output: 1.0)
    return network


@pytest.mark.parametrize(
    ("make", "problem", "words"),
    [
        (lambda: Network([1, 1], link_type=OwnLink), TypeError, "b1->y1: .*Link; got OwnLink"),
        (lambda: Network([1, 1], neuron_type=OwnNeuron), TypeError, "x1: .*Neuron; got OwnNeuron"),
        (lambda: OwnNetwork([1, 1]), TypeError, "the network: .*Network; got OwnNetwork"),
        (own_sigmoid, ValueError, "your function sigmoid has the name"),
        (
            lambda: changed(lambda n: n.link_layers[0].links.reverse()),
            ValueError,
            "a rewired network",
        ),
        (
            lambda: changed(lambda n: setattr(n.links[2], "weight", float("nan"))),
            ValueError,
            "weight of x1->h1 must be .*; got nan",
        ),
        (
            lambda: changed(lambda n: setattr(n.links[2], "weight", 1j)),
            TypeError,
            "float, int, Fraction or Decimal; got 1j, of type complex",
        ),
        (
            lambda: changed(lambda n: setattr(n.links[2], "weight", 10**5000)),
            ValueError,
            "weight of x1->h1 must have at most 4300 digits",
        ),
        (
            lambda: changed(lambda n: setattr(n.neuron("h2"), "name", "h1")),
            ValueError,
            "two Neurons have the name 'h1'",
        ),
        (
            lambda: changed(lambda n: setattr(n.neuron("h2"), "name", "")),
            ValueError,
            "a name must be a printable name; got ''",
        ),
        (lambda: changed(lambda n: n.link_layers.clear()), ValueError, "a rewired network"),
        (two_of_one_name, ValueError, "two activations have the name same"),
        (lambda: None, TypeError, r"save\(\) takes a Network; got None"),
        (
            lambda: changed(lambda n: setattr(n.neuron_layers[0].bias, "output", 2)),
            ValueError,
            "b1: its output must be 1; got 2",
        ),
    ],
)
def test_what_a_file_cannot_keep_is_refused_and_the_file_stays(make, problem, words, tmp_path):
    path = tmp_path / "kept.json"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(problem, match=words):
        save(path, make())
    assert path.read_text(encoding="utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["kept.json"]


def good() -> dict[str, Any]:
    return json.loads(text_of(MAZUR.network()))


def without(*keys: Any) -> Any:
    content = good()
    place = content
    for key in keys[:-1]:
        place = place[key]
    del place[keys[-1]]
    return content


def with_value(value: Any, *keys: Any) -> Any:
    content = good()
    place = content
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return content


BAD = [
    (without("weights"), "the file has no 'weights'"),
    (without("layers", 1, "bias"), r"layers\[1\] has no 'bias'"),
    (without("layers", 0, "neurons", 1, "activation"), r"neurons\[1\] has no 'activation'"),
    (without("weights", 0, 1), r"weights\[0\] must have 3 entries"),
    (without("weights", 1, 2, "to", "y2"), r"weights\[1\]\[2\].to has no 'y2'"),
    (with_value("b9", "weights", 0, 0, "from"), "must be 'b1'; got 'b9'"),
    (with_value("0.3", "weights", 0, 0, "to", "h1"), r"\[0\].to.h1 must be a finite number"),
    (with_value(True, "weights", 0, 0, "to", "h1"), "must be a finite number; got True"),
    (with_value({"fraction": "1/0"}, "weights", 0, 0, "to", "h1"), "finite number"),
    (with_value({"decimal": "NaN"}, "weights", 0, 0, "to", "h1"), "finite number"),
    (with_value({"fraction": "__import__"}, "weights", 0, 0, "to", "h1"), "finite number"),
    (
        with_value("softsign", "layers", 1, "neurons", 0, "activation"),
        "must be one of sigmoid.*; got 'softsign'",
    ),
    (with_value("x1", "layers", 1, "neurons", 0, "name"), "two Neurons have the name 'x1'"),
    (with_value(7, "layers", 1, "neurons", 0, "name"), "must be a printable name; got 7"),
    (with_value("\x1b[31mRED", "layers", 1, "neurons", 0, "name"), "must be a printable name"),
    (with_value({"decimal": "1E+999999999999999999"}, "weights", 0, 0, "to", "h1"), "finite"),
    (with_value([], "layers"), "layers must be a list of 2 or more"),
    (with_value({}, "layers", 0), r"layers\[0\] has no 'bias'"),
    (with_value(1, "note"), "the file must have only .*; got 'note'"),
    (with_value(3, "version"), "version 3, and this lernmi reads versions up to 2"),
    (with_value("1", "version"), "version must be 2; got '1'"),
    (with_value("something", "format"), "not the file of a network"),
    (with_value("softmax_cross_entropy", "error_function"), "doesn't go with sigmoid|can't"),
    ([], "not the file of a network"),
    (None, "not the file of a network"),
]


@pytest.mark.parametrize(("content", "words"), BAD)
def test_a_wrong_file_is_refused_with_the_place(content, words, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match=words) as refusal:
        load(path)
    assert str(refusal.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, column 1"),
        (text_of(MAZUR.network())[:300], "may be cut short"),
        (text_of(MAZUR.network()).replace("0.35", "NaN", 1), "finite; got NaN"),
        (text_of(MAZUR.network()).replace("0.35", "1e999", 1), "1e999 is too large for a float"),
        (text_of(MAZUR.network()).replace('"h2": 0.35', '"h1": 0.35', 1), "'h1' occurs twice"),
        ("[" * 100_000, "too deep|cut short"),
        ("1" * 5000, "more than 4300 digits|not the file of a network"),
        (text_of(MAZUR.network()).replace('"from"', "from", 1), r"enclosed in double quotes$"),
    ],
)
def test_broken_json_is_refused_with_line_and_column(text, words, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        load(path)


def test_files_that_are_not_text_or_too_large_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "bad.json"
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(ValueError, match="not UTF-8 text"):
        load(path)
    monkeypatch.setattr("lernmi.files.documents.LARGEST_FILE", 3)
    with pytest.raises(ValueError, match=r"too large: .*at most 3 bytes"):
        load(path)
    with pytest.raises(OSError):
        load(tmp_path / "missing.json")


def test_a_damaged_file_is_loaded_or_refused_with_a_message():
    text = text_of(Network([2, 3, 1], seed=1))
    dice = random.Random(1)
    loaded = 0
    for _ in range(1500):
        place = dice.randrange(len(text))
        kind = dice.randrange(4)
        if kind == 0:
            damaged = text[:place] + text[place + dice.randrange(1, 9) :]
        elif kind == 1:
            damaged = (
                text[:place] + dice.choice('0123456789eE+-.",:{}[]nulltrue\\\x00') + text[place:]
            )
        elif kind == 2:
            damaged = text[:place]
        else:
            other = dice.randrange(len(text))
            damaged = text[:place] + text[other : other + 30] + text[place:]
        try:
            network_of_text(damaged)
            loaded += 1
        except ValueError as problem:
            assert str(problem)
    # Damage may change a digit, or a letter of a name that occurs only once.
    assert loaded < 300


def test_a_small_file_cannot_claim_a_large_network():
    neurons = [{"name": f"n{place}", "activation": "sigmoid"} for place in range(3000)]
    layers = []
    for number in range(3):
        of_layer = [{**each, "name": f"{number}{each['name']}"} for each in neurons]
        layers.append(
            {"bias": f"b{number}", "neurons": of_layer} if number < 2 else {"neurons": of_layer}
        )
    content = {**good(), "layers": layers, "weights": [[], []]}
    with pytest.raises(ValueError, match=r"weights\[0\] must be a list of 1 or more"):
        network_of_text(json.dumps(content))


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "xor.json"
    save(path, Network([2, 2, 1], seed=1))
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        save(path, Network([2, 3, 1], seed=2))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["xor.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_saved_file_has_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "other").write_text("", encoding="utf-8")
    save(tmp_path / "xor.json", Network([1, 1]))
    rights = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("other", "xor.json")]
    assert rights[0] == rights[1]


def test_version_1_of_the_file_stays_readable():
    """Version 1 wrote this file: never change it."""
    kept = Path(__file__).parent / "version_1.json"
    network = load(kept)
    assert [neuron.name for neuron in network.neurons] == ["b1", "x1", "x2", "b2", "h1", "h2", "y1"]
    assert network.link("x1", "h1").weight == 0.1
    assert network.link("x2", "h1").weight == Fraction(1, 3)
    assert repr(network.link("b1", "h1").weight) == "Decimal('0.10')"
    assert network.link("b2", "y1").weight == 2 and type(network.link("b2", "y1").weight) is int
    assert re.match("softplus", network.neuron("h1").activation.name)
    assert isinstance(network.link("b1", "h1").weight, Decimal)


def test_loading_refuses_unsuitable_functions(tmp_path):
    save(tmp_path / "one.json", Network([1, 1]))
    with pytest.raises(TypeError, match="activations must be Activations; got 5"):
        load(tmp_path / "one.json", activations=[5])
    own = Activation("sigmoid", lambda x: x, lambda x, output: 1.0)
    with pytest.raises(ValueError, match="has the name of one of lernmi's"):
        load(tmp_path / "one.json", activations=[own])


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(text_of(Network([1, 1])), encoding="utf-8-sig")
    assert load(path).link("b1", "y1").weight == 0.0


@pytest.mark.skipif(os.name == "nt", reason="Windows has other links and rights")
def test_saving_follows_a_link_and_keeps_the_permissions(tmp_path):
    (tmp_path / "real.json").write_text("before", encoding="utf-8")
    (tmp_path / "real.json").chmod(0o600)
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    save(tmp_path / "link.json", Network([1, 1]))
    assert (tmp_path / "link.json").is_symlink()
    assert load(tmp_path / "real.json").weights == load(tmp_path / "link.json").weights
    assert stat.S_IMODE((tmp_path / "real.json").stat().st_mode) == 0o600
    save(tmp_path / ("x" * 250 + ".json"), Network([1, 1]))


@pytest.mark.parametrize("name", ["folder", "missing/one.json"])
def test_a_folder_or_a_missing_folder_is_refused(name, tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(ValueError, match=r"not a regular file|no folder"):
        save(tmp_path / name, Network([1, 1]))
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file here")
def test_an_endless_file_is_refused():
    with pytest.raises(ValueError, match="not a regular file"):
        load("/dev/zero")


def test_checking_large_layers_and_many_keys_is_fast():
    # Searching a list for each of them would take minutes.
    network = Network([1, 6_000, 1])
    assert facts(network_of_text(text_of(network))) == facts(network)
    keys = ", ".join([f'"{number}": 1' for number in range(30_000)])
    with pytest.raises(ValueError, match="occurs twice"):
        network_of_text(f'{{{keys}, "29999": 1}}')
