"""What people from other libraries try first either works or gets a helpful answer."""

from __future__ import annotations

import re
import sys

import pytest
from support.networks import XOR, bits

from lernmi import Network, Trainer

X = [[0.0, 1.0], [1.0, 1.0]]
Y = [[1.0], [0.0]]


def trainer_of(*layer_sizes, **settings):
    return Trainer(Network(list(layer_sizes)), learning_rate=0.5, shuffle=False, **settings)


@pytest.mark.parametrize(
    "train",
    [
        lambda trainer: trainer.train(X, Y, 10),
        lambda trainer: trainer.train(X, Y, epochs=10),
        lambda trainer: trainer.train(X, Y),
        lambda trainer: trainer.train(tuple(X), tuple(Y), 10),
    ],
)
def test_for_separate_x_and_y_it_says_what_to_write(train):
    trainer = trainer_of(2, 1)
    before = bits(trainer.network)
    with pytest.raises(TypeError, match=r"write train\(zip\(X, y\), epochs\)$"):
        train(trainer)
    assert bits(trainer.network) == before
    trainer.train(zip(X, Y), 10)


class DataSet:
    """A data set in PyTorch's style: a length, and a sample for each position."""

    def __init__(self, samples):
        self.samples = samples

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, position):
        return self.samples[position]


def test_a_data_set_with_positions_trains_just_as_a_list_does():
    trainer, other = trainer_of(2, 2, 1), trainer_of(2, 2, 1)
    trainer.train(DataSet(XOR), 3, validation=DataSet(XOR))
    other.train(XOR, 3, validation=XOR)
    assert bits(trainer.network) == bits(other.network)


def test_a_tensor_data_set_of_pytorch_trains_just_as_a_list_does():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    from torch.utils.data import TensorDataset

    inputs = torch.tensor([inputs for inputs, _ in XOR], dtype=torch.float64)
    expected = torch.tensor([expected for _, expected in XOR], dtype=torch.float64)
    trainer, other = trainer_of(2, 2, 1), trainer_of(2, 2, 1)
    trainer.train(TensorDataset(inputs, expected), 3)
    other.train(XOR, 3)
    assert bits(trainer.network) == bits(other.network)


@pytest.mark.parametrize("count", [2, 3])
def test_a_label_for_several_outputs_is_refused_with_the_function_that_encodes_it(count):
    trainer = trainer_of(2, count)
    with pytest.raises(
        TypeError,
        match=rf"^samples\[1\], expected must be .* y{count}\); got the label 1\. "
        rf".* lernmi\.data has one_hot\(label, {count}\)$",
    ):
        trainer.train([(X[0], [1] + [0] * (count - 1)), (X[1], 1)], 1)
    with pytest.raises(TypeError, match="one_hot"):
        trainer.network.learn(X[0], 1, 0.5)


@pytest.mark.parametrize("name", ["relu", "gelu", "Relu", "no such thing"])
def test_a_string_is_not_an_activation_and_the_line_to_write_instead_works(name):
    functions = pytest.importorskip("lernmi.functions")
    with pytest.raises(TypeError) as refusal:
        Network([2, 2, 1], activation=name)
    said = re.search(r"activation=(\w+) without quotes, after: (from .*)$", str(refusal.value))
    assert said[1] == (name if hasattr(functions, name) else "sigmoid")
    place = {}
    exec(said[2], place)
    Network([2, 2, 1], activation=place[said[1]])


def test_a_string_is_not_an_error_function():
    functions = pytest.importorskip("lernmi.functions")
    with pytest.raises(TypeError, match="error=hinge without quotes"):
        Network([2, 1], error="hinge")
    # An activation's name doesn't name an error function.
    with pytest.raises(TypeError, match="error=squared_error without quotes"):
        Network([2, 1], error="relu")
    assert functions.hinge


@pytest.mark.parametrize("arrow", ["->", "\N{RIGHTWARDS ARROW}"])
def test_a_link_is_found_by_the_name_that_is_printed(arrow):
    network = Network([2, 2, 1])
    for link in network.links:
        assert network.link(link.name.replace("->", arrow)) is link
    with pytest.raises(
        ValueError, match=rf"^there is no Link 'h1{arrow}x1'; the Links are b1->h1, b1->h2, "
    ):
        network.link(f"h1{arrow}x1")
    with pytest.raises(ValueError, match=r"^there is no Link 3; the Links are "):
        network.link(3)


def test_without_the_functions_folder_the_line_names_what_the_core_has(monkeypatch):
    monkeypatch.setitem(sys.modules, "lernmi.functions", None)
    with pytest.raises(TypeError, match="activation=sigmoid without quotes"):
        Network([2, 1], activation="relu")
