from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.networks import fractions

from lernmi.error_functions import squared_error

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


def test_it_says_what_it_is():
    assert repr(squared_error) == "ErrorFunction squared_error"
