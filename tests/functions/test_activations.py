from __future__ import annotations

import copy
import math
import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lernmi import Network
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.ready_made import ACTIVATIONS

MORE = [each for each in ACTIVATIONS.values() if "functions" in each.function.__module__]
# Here silu's and gelu's slopes are 0. This close to 0, no float has twelve right digits.
ROOTS = (-1.2784645427610738, -0.7517915246935645)

any_float = st.floats(allow_nan=False, allow_infinity=False)
tiny = st.floats(-1e-200, 1e-200)


def exactly(name, x):
    """Return output and slope with 60 digits, computed by mpmath."""
    mpmath = pytest.importorskip("mpmath", reason="mpmath comes with SymPy: pip install sympy")
    # The cosine of 1e308 needs all 308 digits of the angle.
    with mpmath.workdps(60 + 310 * (abs(x) > 1e10)):
        x = mpmath.mpf(x)
        if name == "sine":
            return mpmath.sin(x), mpmath.cos(x)
        if abs(x) > 1000:
            # There, anything exponentially small is below 1e-400.
            return (max(x, -1 if name == "elu" else 0), int(x > 0))
        s = 1 / (1 + mpmath.exp(-x))
        share = mpmath.erfc(-x / mpmath.sqrt(2)) / 2
        density = mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi)
        return {
            "softplus": (mpmath.log1p(mpmath.exp(x)), s),
            "elu": (x, mpmath.mpf(1)) if x > 0 else (mpmath.expm1(x), mpmath.exp(x)),
            "silu": (x * s, s + x * s * (1 - s)),
            "gelu": (x * share, share + x * density),
        }[name]


@pytest.mark.parametrize("activation", MORE)
@given(st.one_of(any_float, st.floats(-50, 50), tiny))
@example(0.0)
@example(-0.0)
@example(5e-324)
@example(-745.2)
@example(-1e4)
@example(1e4)
@example(1.7976931348623157e308)
@example(-1.7976931348623157e308)
def test_every_output_and_slope_is_exact_to_twelve_decimals(activation, x):
    output = activation.function(x)
    slope = activation.slope(x, output)
    exact_output, exact_slope = exactly(activation.name, x)
    assert abs(output - exact_output) <= 1e-12 * max(1, abs(exact_output))
    assert abs(slope - exact_slope) <= 1e-12


@pytest.mark.parametrize("activation", MORE)
@given(st.floats(-5, 5))
def test_between_minus_5_and_5_outputs_and_slopes_have_twelve_right_digits(activation, x):
    output = activation.function(x)
    slope = activation.slope(x, output)
    exact_output, exact_slope = exactly(activation.name, x)
    # No float is between 0 and the smallest one.
    assert abs(output - exact_output) <= max(1e-12 * abs(exact_output), 5e-324)
    if all(abs(x - root) > 1e-3 for root in ROOTS):
        assert abs(slope - exact_slope) <= 1e-12 * abs(exact_slope)


@pytest.mark.parametrize("activation", MORE)
@given(st.floats(-700, 700))
def test_outputs_and_slopes_match_pytorch(activation, x):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    theirs = {
        softplus: lambda z: torch.nn.functional.softplus(z, threshold=1000),
        elu: torch.nn.functional.elu,
        silu: torch.nn.functional.silu,
        gelu: torch.nn.functional.gelu,
        sine: torch.sin,
    }[activation]
    z = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    their_output = theirs(z)
    their_output.backward()
    output = activation.function(x)
    assert abs(output - their_output.item()) <= 1e-12 * max(1, abs(x))
    assert abs(activation.slope(x, output) - z.grad.item()) <= 1e-12


@pytest.mark.parametrize("activation", MORE)
def test_nan_stays_nan(activation):
    assert math.isnan(activation.function(math.nan))
    assert math.isnan(activation.slope(math.nan, math.nan))


def test_the_sine_of_infinity_is_not_a_number():
    for x in (math.inf, -math.inf):
        assert math.isnan(sine.function(x))
        assert math.isnan(sine.slope(x, math.nan))


@pytest.mark.parametrize("activation", MORE)
def test_copies_and_pickles_are_the_same_object(activation):
    assert copy.deepcopy(activation) is activation
    assert pickle.loads(pickle.dumps(activation)) is activation
    assert Network([1, 1], activation=activation).copy().neuron("y1").activation is activation


def test_all_activations_can_be_found_by_name():
    names = ["sigmoid", "tanh", "relu", "leaky_relu", "identity"]
    assert list(ACTIVATIONS) == [*names, *[activation.name for activation in MORE]]
    for name, activation in ACTIVATIONS.items():
        assert activation.name == name
