from __future__ import annotations

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi.data.samples import one_hot, split, with_labels
from lernmi.support.stored import LabelRows, NumberRows, StoredSamples


@given(st.integers(2, 60), st.floats(0.01, 0.99), st.integers(0, 100))
def test_every_sample_is_in_exactly_one_part_and_the_second_part_has_its_share(count, share, seed):
    samples = list(range(count))
    training, held_out = split(samples, share, seed)
    assert sorted(training + held_out) == samples
    assert training and held_out
    assert abs(len(held_out) - count * share) <= 1
    assert (training, held_out) == split(samples, share, seed)


def test_a_different_seed_gives_a_different_split():
    assert split(range(100), 0.5, 1) != split(range(100), 0.5, 2)


@pytest.mark.parametrize("share", [0, 1, -0.5, 1.5, math.nan, "half", None])
def test_a_share_outside_0_to_1_is_refused(share):
    with pytest.raises((ValueError, TypeError), match="share must be"):
        split([1, 2, 3], share)


def test_a_single_sample_cannot_be_split():
    with pytest.raises(ValueError, match="two samples or more"):
        split([1], 0.5)


@given(st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=1, max_size=3), min_size=1))
def test_with_labels_changes_labels_and_keeps_inputs(all_expected):
    samples = [([place], expected) for place, expected in enumerate(all_expected)]
    changed = with_labels(samples, -0.5, 7)
    assert len(changed) == len(samples)
    for (inputs, new), (same, old) in zip(changed, samples):
        assert inputs is same
        assert new == [7 if label == 1 else -0.5 for label in old]


def test_with_labels_names_the_sample_with_a_wrong_label():
    with pytest.raises(ValueError, match=r"samples\[1\] expects \[0.5\]"):
        with_labels([([1], [1]), ([1], [0.5])], 0, 1)


@given(st.integers(1, 20), st.data())
def test_one_hot_is_1_at_the_label_and_0_elsewhere(count, data):
    label = data.draw(st.integers(0, count - 1))
    made = one_hot(label, count)
    assert len(made) == count and made[label] == 1 and sum(map(abs, made)) == 1
    for wrong in (count, -1, 1.0, "1", True):
        with pytest.raises((TypeError, ValueError), match="label"):
            one_hot(wrong, count)


def stored_samples():
    inputs = NumberRows(array("d", range(20)), 2)
    return StoredSamples(inputs, LabelRows(bytes([0, 1] * 5), [[1, 0], [0, 1]]))


def test_stored_samples_are_split_and_labelled_like_a_list_and_stay_compact():
    samples = stored_samples()
    for low, high in ((0, 1), (-1, 1)):
        parts = split(with_labels(samples, low, high), 0.3, seed=4)
        assert parts == split(with_labels(list(samples), low, high), 0.3, seed=4)
        for part in parts:
            assert isinstance(part, StoredSamples) and part.inputs is samples.inputs
