from __future__ import annotations

from collections import Counter

import pytest

from lernmi.data.digits import load_digits, training_and_test_digits


def test_there_are_1797_images_of_64_pixels_from_0_to_1_with_one_digit_each():
    samples = load_digits()
    assert len(samples) == 1797
    for inputs, expected in samples:
        assert len(inputs) == 64
        assert all(0 <= pixel <= 1 and (16 * pixel).is_integer() for pixel in inputs)
        assert sorted(expected) == [0.0] * 9 + [1.0]


def test_the_count_of_each_digit_is_the_published_one():
    counts = Counter(expected.index(1.0) for _, expected in load_digits())
    assert [counts[digit] for digit in range(10)] == [
        178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
    ]  # fmt: skip


def test_the_digits_are_those_of_scikit_learn():
    datasets = pytest.importorskip(
        "sklearn.datasets", reason="scikit-learn is not installed: pip install scikit-learn"
    )
    theirs = datasets.load_digits()
    ours = load_digits()
    assert [inputs for inputs, _ in ours] == (theirs.data / 16).tolist()
    assert [expected.index(1.0) for _, expected in ours] == theirs.target.tolist()


def test_training_and_test_samples_have_every_image_once():
    training, test = training_and_test_digits()
    assert (len(training), len(test)) == (1437, 360)
    key = [(tuple(inputs), tuple(expected)) for inputs, expected in training + test]
    wanted = [(tuple(inputs), tuple(expected)) for inputs, expected in load_digits()]
    assert Counter(key) == Counter(wanted)


def test_the_seed_decides_which_digits_are_held_out():
    assert training_and_test_digits(3) == training_and_test_digits(3)
    assert training_and_test_digits(3) != training_and_test_digits(4)
    assert training_and_test_digits() == training_and_test_digits(0)
    with pytest.raises((TypeError, ValueError), match="seed"):
        training_and_test_digits(0.5)
