from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi import Activation
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.inside.formulas import output_text, slope_text

CAN_BE_DONE_BY_HAND = ["sigmoid", "tanh", "softplus", "silu", "sine"]


@pytest.mark.parametrize("name", CAN_BE_DONE_BY_HAND)
@given(st.floats(-5, 5).filter(lambda x: abs(x) > 1e-3))
def test_doing_what_the_formula_says_gives_the_output(name, x):
    activation = ACTIVATIONS[name]
    text = output_text(activation, x, activation.function(x))
    _, formula, shown = text.split(" = ")
    python = formula.replace("e^", "e**")
    # Only what stands in formulas.py gets here.
    value = eval(python, {"e": math.e, "log": math.log, "sin": math.sin})
    assert value == pytest.approx(float(shown), rel=2e-6, abs=2e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(st.floats(-5, 5))
def test_output_and_slope_are_said_of_every_activation(name, x):
    activation = ACTIVATIONS[name]
    output = activation.function(x)
    slope = activation.slope(x, output)
    shown = re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", output_text(activation, x, output))
    assert any(float(text) == pytest.approx(output, rel=1e-6, abs=1e-12) for text in shown)
    shown = re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", slope_text(activation, x, output, slope))
    assert any(float(text) == pytest.approx(slope, rel=1e-6, abs=1e-12) for text in shown)


def test_an_activation_of_ones_own_is_named():
    cube = Activation("cube", lambda x: x**3, lambda x, y: 3 * x * x)
    assert output_text(cube, 2, 8) == "cube(2) = 8"
    assert slope_text(cube, 2, 8, 12) == "12, that of cube at 2"
    impostor = Activation("sigmoid", lambda x: x, lambda x, y: 1)
    assert output_text(impostor, 2, 2) == "sigmoid(2) = 2"
