"""A network written as plain Python gives the same outputs, without lernmi."""

from __future__ import annotations

import random
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import polynomial
from support.saved import any_networks

from lernmi import Network
from lernmi.activations import Activation, identity, sigmoid, tanh
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn
from lernmi.files import save, to_python
from lernmi.functions.error_functions import CrossEntropy, softmax_cross_entropy
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.initial_weights import uniform


def outcome(function: Any, inputs: list[float]) -> str:
    """Return the outputs to the last bit, or the error instead (such as an overflow)."""
    try:
        return repr(function(inputs))
    except (ArithmeticError, TypeError, ValueError) as problem:
        return type(problem).__name__


def propagate_of(text: str) -> Any:
    names: dict[str, Any] = {"__name__": "network"}
    exec(compile(text, "network.py", "exec"), names)
    return names["propagate"]


activations = st.sampled_from(list(ACTIVATIONS.values()))


@given(st.data(), st.lists(st.integers(1, 5), min_size=2, max_size=4), st.integers(0, 2**32))
def test_the_outputs_are_the_same_to_the_last_bit(data, sizes, seed):
    network = Network(sizes, initial_weights=uniform(-3, 3), seed=seed)
    for layer in network.neuron_layers:
        for neuron in layer.neurons:
            neuron.activation = data.draw(activations)
    propagate = propagate_of(to_python(network))
    dice = random.Random(seed)
    for _ in range(5):
        kinds = [0, -0.0, dice.gauss(0, 1), dice.gauss(0, 500)]
        inputs = [dice.choice(kinds) for _ in range(sizes[0])]
        assert outcome(propagate, inputs) == outcome(network.propagate, inputs)


@given(any_networks())
def test_any_names_and_any_kind_of_number_make_a_program(network):
    inputs = [1] * len(network.neuron_layers[0].neurons)
    propagate = propagate_of(to_python(network))
    assert outcome(propagate, inputs) == outcome(network.propagate, inputs)


def test_the_program_runs_without_lernmi(tmp_path):
    network = Network([2, 3, 2], activation=tanh, output_activation=sigmoid, seed=1)
    path = tmp_path / "network.py"
    path.write_text(to_python(network), encoding="utf-8")
    assert "lernmi." not in path.read_text(encoding="utf-8")
    # Isolated and without site-packages: only the standard library.
    run = [sys.executable, "-I", "-S", str(path), "0.25", "-1e-3"]
    answer = subprocess.run(run, capture_output=True, text=True, timeout=60)
    outputs = network.propagate([0.25, -1e-3])
    assert (answer.stdout, answer.stderr) == (f"{outputs[0]} {outputs[1]}\n", "")
    answer = subprocess.run(run[:-1], capture_output=True, text=True, timeout=60)
    assert "there should be 2 inputs, but 1 came" in answer.stderr


def test_comments_say_how_a_row_becomes_inputs_and_what_the_outputs_are():
    preparation = Preparation.of_columns(
        [
            NumberColumn("height", 170.5, 10.0, None),
            TextColumn("c", ["r", "b"], ("",), None, False),
        ],
        TextColumn("who", ["adult", "child"], ("",), None, True),
        ".",
    )
    network = Network([3, 2], output_activation=identity, error=softmax_cross_entropy)
    text = to_python(network, preparation)
    assert "#   height: (number - 170.5) / 10.0\n" in text
    assert "#   c: 1 for the one that it is, 0 for the others: r, b\n" in text
    assert "#   who: 1 for the one that it is, 0 for the others: adult, child\n" in text
    assert "no probabilities yet: the error function, a cross-entropy" in text


@pytest.mark.parametrize("kind", [Fraction, Decimal])
def test_exact_weights_get_exact_inputs(kind, tmp_path):
    network = Network([2, 1], output_activation=identity)
    network.weights = [[kind("0.1"), kind("0.2"), kind("0.3")]]
    path = tmp_path / "network.py"
    path.write_text(to_python(network), encoding="utf-8")
    run = [sys.executable, "-I", str(path), "0.1", "-2.5"]
    answer = subprocess.run(run, capture_output=True, text=True, timeout=60)
    assert answer.stdout == f"{network.propagate([kind('0.1'), kind('-2.5')])[0]}\n"


HOSTILE = 'a\nprint("done")#'


def test_no_name_becomes_code(tmp_path):
    for inputs in (
        [NumberColumn(HOSTILE, 0.0, 1.0, None)],
        [TextColumn("a", [HOSTILE], ("",), None, False)],
    ):
        preparation = Preparation.of_columns(inputs, NumberColumn("y", 0.0, 1.0, None), ".")
        for refused in (to_python, lambda n, p: save(tmp_path / "net.json", n, p)):
            with pytest.raises(ValueError, match="must be"):
                refused(Network([1, 1]), preparation)
    known = softmax_cross_entropy
    error = CrossEntropy(
        'x"""\nprint("done")\n"""',
        known.function,
        known.sensitivities,
        known.outputs_to_probabilities,
        known.why_not_probabilities,
    )
    with pytest.raises(ValueError, match="must be a printable name"):
        to_python(Network([1, 2], output_activation=identity, error=error))
    error.name = '"""; print("done"); """'
    text = to_python(Network([1, 2], output_activation=identity, error=error))
    assert "done" not in text
    assert list(tmp_path.iterdir()) == []


def test_your_own_functions_are_refused():
    with pytest.raises(ValueError, match="got your own polynomial"):
        to_python(Network([1, 2, 1], activation=polynomial([0, 1])))
    own = Activation("sigmoid", lambda x: x, lambda x, output: 1)
    with pytest.raises(ValueError, match="your function sigmoid has the name"):
        to_python(Network([1, 2, 1], activation=own))
