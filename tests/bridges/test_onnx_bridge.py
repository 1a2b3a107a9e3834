"""An ONNX model gives the outputs of the Neurons, in any program that runs it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import layer_sizes, numbers, seeds, small_floats

from lernmi import Network
from lernmi.activations import identity
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.initial_weights import uniform

onnx = pytest.importorskip("onnx", reason="onnx is not installed: pip install onnx")
onnxruntime = pytest.importorskip(
    "onnxruntime", reason="onnxruntime is not installed: pip install onnx"
)
numpy = pytest.importorskip("numpy")

from lernmi.bridges.onnx_bridge import ACTIVATIONS as WITH_STEPS  # noqa: E402
from lernmi.bridges.onnx_bridge import is_file_of_lernmi, to_onnx  # noqa: E402


def run(network, rows):
    """Return onnxruntime's outputs for many rows at once."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    content = to_onnx(network).SerializeToString()
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    [outputs] = session.run(["outputs"], {"inputs": numpy.array(rows, dtype=numpy.float64)})
    assert outputs.dtype == numpy.float64
    return outputs.tolist()


def test_every_activation_has_steps():
    assert set(WITH_STEPS) == set(ACTIVATIONS.values())


@st.composite
def cases(draw):
    network = Network(draw(layer_sizes), initial_weights=uniform(-2, 2), seed=draw(seeds))
    for layer in network.neuron_layers:
        activation = draw(st.sampled_from(list(ACTIVATIONS.values())))
        for neuron in layer.neurons:
            neuron.activation = activation
    inputs = len(network.neuron_layers[0].neurons)
    return network, [numbers(draw, small_floats, inputs) for _ in range(draw(st.integers(1, 4)))]


@given(cases())
def test_many_samples_at_once_give_the_outputs_of_each_alone(case):
    network, rows = case
    for row, theirs in zip(rows, run(network, rows)):
        ours = network.propagate(row)
        scale = max(1, *[abs(number) for number in ours])
        for our, their in zip(ours, theirs):
            assert abs(our - their) <= 1e-12 * scale


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_right_to_the_last_digits_everywhere(name):
    network = Network([1, 1], activation=ACTIVATIONS[name])
    network.weights = [[0.0, 1.0]]
    grid = [place / 16 for place in range(-16 * 36, 16 * 36 + 1)]
    tiny = [sign * 10.0**-power for power in range(1, 30) for sign in (-1, 1)]
    far = [-800.0, 800.0, -1e200, 1e200]
    rows = [*grid, *tiny, *([] if name == "sine" else far)]
    for number, [theirs] in zip(rows, run(network, [[number] for number in rows])):
        [ours] = network.propagate([number])
        # A sine near 0 is the difference of two large numbers.
        least = 1e-4 if name == "sine" else 1e-300
        assert abs(ours - theirs) <= 1e-12 * max(abs(ours), least), number


def test_the_model_holds_the_names_and_says_what_its_outputs_are(tmp_path):
    network = Network(
        [2, 3, 2],
        output_activation=identity,
        error=softmax_cross_entropy,
        input_names=["length (cm)", "width (cm)"],
        output_names=["setosa", "virginica"],
    )
    model = to_onnx(network)
    kept = {each.key: json.loads(each.value) for each in model.metadata_props}
    assert kept == {
        "input_names": ["length (cm)", "width (cm)"],
        "output_names": ["setosa", "virginica"],
    }
    assert "softmax_cross_entropy turns them into probabilities" in model.doc_string
    assert to_onnx(Network([2, 1])).doc_string == ""
    path = tmp_path / "model.onnx"
    onnx.save(model, path)
    assert is_file_of_lernmi(path)
    model.producer_name = "somebody else"
    onnx.save(model, path)
    assert not is_file_of_lernmi(path)
    path.write_text("no model", encoding="utf-8")
    assert not is_file_of_lernmi(path)


def test_onnx_allows_all_names():
    for activation in ACTIVATIONS.values():
        graph = to_onnx(Network([2, 3, 1], activation=activation)).graph
        names = [node.name for node in graph.node]
        names += [name for node in graph.node for name in node.output]
        names += [tensor.name for tensor in graph.initializer]
        assert all(name.isidentifier() for name in names)
        assert len(set(names)) == len(names)


def test_a_network_that_a_model_cannot_hold_is_refused():
    network = Network([2, 1])
    network.weights = [[Decimal(1), Decimal(2), Decimal(3)]]
    with pytest.raises(ValueError, match="for ONNX, the weight of b1->y1 must be a float; got 1"):
        to_onnx(network)
