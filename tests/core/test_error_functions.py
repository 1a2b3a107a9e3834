from __future__ import annotations

import copy
import pickle

from hypothesis import given
from hypothesis import strategies as st
from support.networks import fractions

from lernmi import Network
from lernmi.activations import identity
from lernmi.error_functions import ErrorFunction, squared_error

pairs = st.lists(st.tuples(fractions, fractions), min_size=1, max_size=5)


def parts(pairs):
    return [output for output, _ in pairs], [expected for _, expected in pairs]


@given(pairs)
def test_the_squared_error_is_half_the_sum_of_the_squared_differences(pairs):
    outputs, expected = parts(pairs)
    total = 0
    for output, wanted in pairs:
        total += (output - wanted) ** 2
    assert squared_error.function(outputs, expected) * 2 == total


@given(pairs, fractions)
def test_a_small_change_of_an_output_changes_the_error_by_its_sensitivity(pairs, change):
    # (half (d + c)^2 - half d^2) = d c + half c^2, exactly, for a difference d and a change c.
    outputs, expected = parts(pairs)
    before = squared_error.function(outputs, expected)
    for place, sensitivity in enumerate(squared_error.sensitivities(outputs, expected)):
        changed = list(outputs)
        changed[place] += change
        after = squared_error.function(changed, expected)
        assert after - before == sensitivity * change + change * change / 2


def test_its_repr_says_what_it_is():
    assert repr(squared_error) == "ErrorFunction squared_error"


def absolute(outputs, expected):
    return abs(outputs[0] - expected[0])


def signs(outputs, expected):
    return [1 if outputs[0] > expected[0] else -1]


def test_copies_and_pickles_of_your_own_error_function_keep_its_name_and_functions():
    own = ErrorFunction("absolute error", absolute, signs)
    for other in (own, copy.copy(own), copy.deepcopy(own), pickle.loads(pickle.dumps(own))):
        assert repr(other) == "ErrorFunction absolute error"
        assert other.function is absolute
        assert other.sensitivities is signs


def test_a_network_learns_with_your_own_error_function():
    network = Network([1, 1], activation=identity, error=ErrorFunction("own", absolute, signs))
    network.weights = [[0, 3]]
    assert network.learn([2], [1], 0.5) == 5
    assert network.weights == ((0 - 0.5, 3 - 0.5 * 2),)
