from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi import Activation
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.inside.calculations import lines_of
from lernmi.inside.formulas import output_line, slope_line

CAN_BE_DONE_BY_HAND = ["sigmoid", "tanh", "softplus", "silu", "sine"]


def output_text(activation, x, output):
    [line] = lines_of([output_line("output", activation, x, output)])
    return line.removeprefix("output  ")


def slope_text(activation, x, output, slope):
    [line] = lines_of([slope_line("slope", activation, x, output, slope)])
    return line.removeprefix("slope  ")


@pytest.mark.parametrize("name", CAN_BE_DONE_BY_HAND)
@given(st.floats(-5, 5).filter(lambda x: abs(x) > 1e-3))
def test_calculating_the_formula_gives_the_output(name, x):
    activation = ACTIVATIONS[name]
    formula, shown = output_text(activation, x, activation.function(x)).split(" = ")
    # Only what is in formulas.py gets here.
    value = eval(formula.replace("e^", "e**"), {"e": math.e, "log": math.log, "sin": math.sin})
    assert value == pytest.approx(float(shown), rel=2e-4, abs=2e-7)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(st.floats(-5, 5))
def test_output_and_slope_of_every_activation_are_shown(name, x):
    activation = ACTIVATIONS[name]
    output = activation.function(x)
    slope = activation.slope(x, output)
    shown = re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", output_text(activation, x, output))
    assert any(float(text) == pytest.approx(output, rel=1e-3, abs=1e-12) for text in shown)
    shown = re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", slope_text(activation, x, output, slope))
    assert any(float(text) == pytest.approx(slope, rel=1e-3, abs=1e-12) for text in shown)


def test_an_activation_of_your_own_is_named():
    cube = Activation("cube", lambda x: x**3, lambda x, y: 3 * x * x)
    assert output_text(cube, 2, 8) == "cube(2) = 8"
    assert slope_text(cube, 2, 8, 12) == "12, the slope of cube at 2"
    impostor = Activation("sigmoid", lambda x: x, lambda x, y: 1)
    assert output_text(impostor, 2, 2) == "sigmoid(2) = 2"


def test_a_neuron_that_does_something_else_is_not_given_a_false_formula():
    for name in ("relu", "sigmoid", "elu"):
        assert "not what" in output_text(ACTIVATIONS[name], 2.0, 7.0)
