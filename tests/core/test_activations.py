from __future__ import annotations

import copy
import math
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import BUILT_IN

from lernmi import Activation, Network
from lernmi.activations import identity, leaky_relu, relu, sigmoid, tanh
from lernmi.error_functions import squared_error

ordinary = st.floats(-30, 30)
any_float = st.floats(allow_nan=False, allow_infinity=False)


def module_level_function(total_input):
    return total_input


def module_level_slope(total_input, output):
    return 1


mine = Activation("mine", module_level_function, module_level_slope)


def exactly(name: str, x: float):
    """Return output and slope with 60 digits, computed by mpmath."""
    mpmath = pytest.importorskip("mpmath", reason="mpmath comes with SymPy: pip install sympy")
    with mpmath.workdps(60):
        exact = mpmath.mpf(x)
        if name == "sigmoid":
            output = 1 / (1 + mpmath.exp(-exact))
            return output, output / (1 + mpmath.exp(exact))
        output = mpmath.tanh(exact)
        return output, 1 / mpmath.cosh(exact) ** 2


@given(any_float)
def test_sigmoid_and_tanh_and_their_slopes_match_mpmath(x):
    for activation in (sigmoid, tanh):
        output = activation.function(x)
        slope = activation.slope(x, output)
        exact_output, exact_slope = exactly(activation.name, x)
        assert abs(output - exact_output) <= 1e-15
        assert abs(slope - exact_slope) <= 1e-15


@given(st.floats(-5, 5))
def test_between_minus_5_and_5_all_slopes_have_twelve_right_digits(x):
    for activation in (sigmoid, tanh):
        slope = activation.slope(x, activation.function(x))
        exact_slope = exactly(activation.name, x)[1]
        assert abs(slope - exact_slope) <= 2e-12 * exact_slope


@given(ordinary)
def test_sigmoid_is_computed_exactly_as_it_is_defined(x):
    assert sigmoid.function(x) == 1 / (1 + math.exp(-x))


def test_sigmoid_is_0_where_exp_would_overflow_and_1_at_the_other_end():
    for x in (-710.0, -1e4, -1e308, -math.inf):
        assert sigmoid.function(x) == 0
    assert sigmoid.function(-(10**400)) == 0
    assert sigmoid.function(Fraction(10**400)) == 1
    for x in (37.0, 1e4, 1e308, math.inf):
        assert sigmoid.function(x) == 1
        assert sigmoid.slope(x, 1.0) == 0


@given(any_float)
def test_relu_passes_positive_numbers_and_nothing_else(x):
    assert relu.function(x) == max(x, 0)
    assert relu.slope(x, relu.function(x)) == (x > 0)


@given(any_float)
def test_leaky_relu_passes_a_hundredth_of_negative_numbers(x):
    assert leaky_relu.function(x) == (x if x > 0 else x * 0.01)
    assert leaky_relu.slope(x, leaky_relu.function(x)) == (1 if x > 0 else 0.01)


@given(any_float)
def test_identity_changes_nothing(x):
    assert identity.function(x) == x
    assert identity.slope(x, x) == 1


@pytest.mark.parametrize("activation", BUILT_IN)
def test_nan_stays_nan(activation):
    assert math.isnan(activation.function(math.nan))


@pytest.mark.parametrize("thing", [*BUILT_IN, squared_error])
def test_copies_and_pickles_of_ready_made_ones_are_the_same_object(thing):
    assert copy.copy(thing) is thing
    assert copy.deepcopy(thing) is thing
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(thing, protocol)) is thing


def test_a_copy_of_your_own_activation_keeps_its_functions():
    own = Activation("double", lambda x: 2 * x, lambda x, y: 2)
    for other in (copy.copy(own), copy.deepcopy(own), Network([1, 1], activation=own).copy()):
        if isinstance(other, Network):
            other = other.neuron("y1").activation
        assert other.name == "double"
        assert other.function is own.function
        assert other.slope is own.slope


class Leaking(Activation):
    """A kind of activation of your own, with a setting, and methods as functions."""

    def __init__(self, leak):
        self.leak = leak
        super().__init__("leaking", self.output_of, self.slope_of)

    def output_of(self, x):
        return x if x > 0 else x * self.leak

    def slope_of(self, x, output):
        return 1 if x > 0 else self.leak


def test_a_copy_of_your_own_kind_of_activation_keeps_its_attributes():
    network = Network([2, 1], activation=Leaking(0.125))
    for other in (network.copy(), pickle.loads(pickle.dumps(network))):
        activation = other.neuron("y1").activation
        assert type(activation) is Leaking
        assert activation.leak == 0.125
        assert activation.function(-8.0) == -1.0


def test_your_own_activation_called_sigmoid_stays_your_own():
    impostor = Activation("sigmoid", module_level_function, module_level_slope)
    assert copy.deepcopy(impostor).function is module_level_function
    assert pickle.loads(pickle.dumps(impostor)).function is module_level_function
    assert pickle.loads(pickle.dumps(mine)).function is module_level_function


def test_its_repr_says_what_it_is():
    assert repr(sigmoid) == "Activation sigmoid"


@pytest.mark.parametrize("activation", [relu, leaky_relu, identity])
@pytest.mark.parametrize("number", [0.0, -0.0, Fraction(0), Fraction(1, 3), 7])
def test_numbers_that_are_not_negative_pass_unchanged(activation, number):
    assert activation.function(number) is number


def test_an_activation_made_of_a_method_without_a_module_can_be_copied():
    threefold = Activation("threefold", (3.0).__mul__, lambda total_input, output: 3.0)
    other = copy.deepcopy(threefold)
    assert other.function(2.0) == 6.0
    assert other.name == "threefold"
