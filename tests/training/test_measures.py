from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi.training.measures import accuracy, confusions, place_of_largest

several = st.lists(st.floats(-5, 5), min_size=2, max_size=6)


@given(several, st.data())
def test_with_several_outputs_the_largest_decides(outputs, data):
    place = data.draw(st.integers(0, len(outputs) - 1))
    expected = [0.0] * len(outputs)
    expected[place] = 1.0
    assert accuracy(outputs, expected) == int(outputs.index(max(outputs)) == place)
    assert place_of_largest(outputs) == outputs.index(max(outputs))


@pytest.mark.parametrize(
    "output, expected, right",
    [(0.51, 1, 1), (0.49, 1, 0), (0.49, 0, 1), (0.51, 0, 0), (0.5, 0, 0), (0.5, 1, 0), (2, 1, 0)],
)
def test_with_one_output_the_nearer_label_decides(output, expected, right):
    assert accuracy([output], [expected]) == right


def test_confusions_count_each_class_against_each():
    results = [([0.9, 0.1], [1, 0]), ([0.2, 0.8], [1, 0]), ([0.3, 0.7], [1, 0]), ([0, 1], [0, 1])]
    assert confusions(results) == {(0, 0): 1, (0, 1): 2, (1, 1): 1}
