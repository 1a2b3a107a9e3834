from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi.data.shapes import (
    circle,
    exclusive_or,
    gauss,
    moons,
    plane,
    six_gaussians,
    spiral,
)

TWO_KINDS = [circle, exclusive_or, gauss, spiral, moons]
AMOUNTS = [plane, six_gaussians]
ALL = TWO_KINDS + AMOUNTS

counts = st.integers(2, 60)
noises = st.floats(0, 0.5)
seeds = st.integers(0, 1000)


@pytest.mark.parametrize("shape", ALL)
@given(counts, noises, seeds)
def test_the_count_is_right_and_the_seed_decides_every_point(shape, count, noise, seed):
    samples = shape(count, noise, seed)
    assert len(samples) == count
    assert samples == shape(count=count, noise=noise, seed=seed)
    assert all(len(inputs) == 2 and len(expected) == 1 for inputs, expected in samples)
    if shape not in (spiral, moons) or noise > 1e-6:
        assert samples != shape(count, noise, seed + 1)


def test_the_counts_are_those_of_the_playground():
    assert {len(shape()) for shape in TWO_KINDS} == {500}
    assert {len(shape()) for shape in AMOUNTS} == {1200}


@pytest.mark.parametrize("shape", [circle, gauss, spiral, moons])
@given(counts, seeds)
def test_without_noise_half_of_the_points_have_each_label(shape, count, seed):
    labels = [expected[0] for _, expected in shape(count, 0, seed)]
    assert labels.count(1) + labels.count(-1) == count
    assert abs(labels.count(1) - labels.count(-1)) <= 1


@given(counts, seeds)
def test_the_circle_is_a_disc_of_radius_2_5_in_a_ring_of_3_5_to_5(count, seed):
    for (x, y), [label] in circle(count, 0, seed):
        distance = math.hypot(x, y)
        assert distance <= 2.5 if label == 1 else 3.5 <= distance <= 5


@given(counts, seeds)
def test_exclusive_or_compares_signs_and_has_a_gap_of_0_3(count, seed):
    for (x, y), [label] in exclusive_or(count, 0, seed):
        assert 0.3 <= abs(x) <= 5.3
        assert 0.3 <= abs(y) <= 5.3
        assert label == (1 if (x > 0) == (y > 0) else -1)


@pytest.mark.parametrize(
    "shape, lowest, highest",
    [
        (circle, (-5, -5), (5, 5)),
        (exclusive_or, (-5.3, -5.3), (5.3, 5.3)),
        (spiral, (-5, -4.3), (5, 4.3)),
        (moons, (-1, -0.5), (2, 1)),
        (plane, (-6, -6), (6, 6)),
        (six_gaussians, (-6, -6), (6, 6)),
    ],
)
def test_points_fill_their_whole_area(shape, lowest, highest):
    points = [inputs for inputs, _ in shape(4000, 0, seed=1)]
    for direction in (0, 1):
        values = [point[direction] for point in points]
        assert min(values) == pytest.approx(lowest[direction], abs=0.12)
        assert max(values) == pytest.approx(highest[direction], abs=0.12)


def test_the_disc_is_filled_from_its_centre_in_all_directions():
    points = [(x, y) for (x, y), expected in circle(4000, 0, seed=1) if expected == [1]]
    assert len(points) == 2000
    distances = sorted(math.hypot(x, y) for x, y in points)
    assert distances[0] < 0.05
    assert distances[1000] == pytest.approx(1.25, abs=0.1)
    for sign_x, sign_y in [(1, 1), (1, -1), (-1, 1), (-1, -1)]:
        here = [1 for x, y in points if x * sign_x > 0 and y * sign_y > 0]
        assert 430 < len(here) < 570


@pytest.mark.parametrize("noise, variance", [(0, 0.5), (0.25, 2.25), (0.5, 4)])
def test_the_two_clouds_have_their_centres_and_a_variance_that_grows_with_the_noise(
    noise, variance
):
    samples = gauss(8000, noise, seed=2)
    for label in (1, -1):
        for direction in (0, 1):
            values = [inputs[direction] for inputs, expected in samples if expected == [label]]
            mean = math.fsum(values) / len(values)
            assert abs(mean - 2 * label) < 0.08
            spread = math.fsum((value - mean) ** 2 for value in values) / len(values)
            assert abs(spread - variance) < 0.05 * variance


@given(st.integers(1, 40), seeds)
def test_the_second_arm_of_the_spiral_is_the_first_turned_by_half_a_turn(half, seed):
    samples = spiral(2 * half, 0, seed)
    for place, ((x, y), [label]) in enumerate(samples[:half]):
        (other_x, other_y), [other_label] = samples[half + place]
        assert (label, other_label) == (1, -1)
        assert (other_x, other_y) == pytest.approx((-x, -y), abs=1e-12)
        # The published formula: r = 5 i / n, angle = 1.75 × 2 pi i / n.
        angle = 1.75 * 2 * math.pi * place / half
        assert math.hypot(x, y) == pytest.approx(5 * place / half)
        assert (x, y) == pytest.approx(
            (5 * place / half * math.sin(angle), 5 * place / half * math.cos(angle)), abs=1e-12
        )


@pytest.mark.parametrize("shape", [spiral, moons])
@given(counts, noises, seeds)
def test_if_noise_moves_a_point_its_label_stays(shape, count, noise, seed):
    quiet, noisy = shape(count, 0, seed), shape(count, noise, seed)
    assert [expected for _, expected in quiet] == [expected for _, expected in noisy]
    if shape is spiral:
        for (before, _), (after, _) in zip(quiet, noisy):
            assert max(abs(a - b) for a, b in zip(before, after)) <= noise + 1e-12


@pytest.mark.parametrize("shape", [circle, exclusive_or])
def test_if_noise_changes_labels_points_stay_in_their_area(shape):
    samples = shape(2000, 0.5, seed=1)
    wrong = 0
    for (x, y), [label] in samples:
        if shape is circle:
            assert math.hypot(x, y) <= 2.5 or 3.5 <= math.hypot(x, y) <= 5
            wrong += label != (1 if math.hypot(x, y) < 2.5 else -1)
        else:
            assert 0.3 <= abs(x) <= 5.3
            wrong += label != (1 if x * y > 0 else -1)
    assert 200 < wrong < 1000


def test_moons_are_those_of_scikit_learn():
    datasets = pytest.importorskip(
        "sklearn.datasets", reason="scikit-learn is not installed: pip install scikit-learn"
    )
    points, kinds = datasets.make_moons(101, shuffle=False)
    for (inputs, [label]), point, kind in zip(moons(101), points, kinds):
        assert inputs == pytest.approx(point, abs=1e-12)
        assert label == (1 if kind == 1 else -1)


@given(counts, seeds)
def test_the_plane_is_x_plus_y_divided_by_10(count, seed):
    for (x, y), [height] in plane(count, 0, seed):
        assert max(abs(x), abs(y)) <= 6
        assert height == (x + y) / 10


@given(counts, seeds)
def test_the_six_gaussians_fall_from_their_tops_to_0_at_a_distance_of_2(count, seed):
    for (x, y), [height] in six_gaussians(count, 0, seed):
        near = min((-4, 0, 4), key=lambda centre: abs(x - centre))
        row = 2.5 if y > 0 else -2.5
        distance = math.hypot(x - near, y - row)
        top = (1 if near else -1) * (1 if y > 0 else -1)
        assert height == pytest.approx(top * max(0, 1 - distance / 2), abs=1e-12)


@pytest.mark.parametrize("shape", AMOUNTS)
def test_noise_takes_the_height_of_a_place_nearby(shape):
    quiet, noisy = shape(300, 0, 1), shape(300, 0.5, 1)
    assert [inputs for inputs, _ in quiet] == [inputs for inputs, _ in noisy]
    assert quiet != noisy


@pytest.mark.parametrize("shape", ALL)
@pytest.mark.parametrize(
    "settings",
    [
        {"count": 1},
        {"count": 2.5},
        {"count": 10**9},
        {"noise": -0.1},
        {"noise": 0.51},
        {"noise": math.nan},
        {"noise": "0"},
        {"seed": -1},
        {"seed": None},
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(shape, settings):
    with pytest.raises((ValueError, TypeError), match=rf"^{next(iter(settings))} must be"):
        shape(**settings)
