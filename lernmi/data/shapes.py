"""Points in the plane: two kinds to tell apart, or heights to learn.

circle, exclusive_or, gauss, spiral, plane and six_gaussians are the data sets of TensorFlow
Playground (https://playground.tensorflow.org, by Daniel Smilkov and Shan Carter), with the same
radii, counts and noise. moons is scikit-learn's. lernmi chooses the points itself, at random, from
the description of each set. The same seed gives the same points.

Each function returns samples with the inputs x and y. With two kinds of points, each sample
expects a label, -1 or 1; `lernmi.data.samples.with_labels` changes the labels.
"""

from __future__ import annotations

import math
from random import Random

from lernmi.activations import Number
from lernmi.support.numbers import checked_number, checked_whole_number
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text

RADIUS = 5
# The plane and the six Gaussians reach a little further.
WIDE_RADIUS = 6


def circle(count: int = 500, noise: Number = 0.0, seed: int = 0) -> list[Sample]:
    """Return points in a disc (label 1) and in a ring around it (label -1).

    The disc has radius 2.5; the ring reaches from radius 3.5 to 5.

    count: number of points, 2 to 1,000,000, half of them in the disc.
    noise: from 0 to 0.5. A point gets the label of a random place near it, up to noise × 5 away in
        x and in y.
    seed: random seed, a whole number of at least 0.

    Raises TypeError or ValueError for any other value.
    """
    count, noise, random = checked_settings(count, noise, seed)
    samples: list[Sample] = []
    for number in range(count):
        if number < count // 2:
            distance = random.uniform(0, RADIUS * 0.5)
        else:
            distance = random.uniform(RADIUS * 0.7, RADIUS)
        angle = random.uniform(0, 2 * math.pi)
        x = distance * math.sin(angle)
        y = distance * math.cos(angle)
        moved_x = x + random.uniform(-RADIUS, RADIUS) * noise
        moved_y = y + random.uniform(-RADIUS, RADIUS) * noise
        inside = math.hypot(moved_x, moved_y) < RADIUS * 0.5
        samples.append(([x, y], [1 if inside else -1]))
    return samples


def exclusive_or(count: int = 500, noise: Number = 0.0, seed: int = 0) -> list[Sample]:
    """Return points in four squares: label 1 where x and y have the same sign, else -1.

    x and y are from 0.3 to 5.3 or from -5.3 to -0.3, so there is a gap between the squares.

    count, noise, seed, raises: as for `circle`.
    """
    count, noise, random = checked_settings(count, noise, seed)
    gap = 0.3
    samples: list[Sample] = []
    for _ in range(count):
        x = random.uniform(-RADIUS, RADIUS)
        x += gap if x > 0 else -gap
        y = random.uniform(-RADIUS, RADIUS)
        y += gap if y > 0 else -gap
        moved_x = x + random.uniform(-RADIUS, RADIUS) * noise
        moved_y = y + random.uniform(-RADIUS, RADIUS) * noise
        samples.append(([x, y], [1 if moved_x * moved_y >= 0 else -1]))
    return samples


def gauss(count: int = 500, noise: Number = 0.0, seed: int = 0) -> list[Sample]:
    """Return two clouds of points, around (2, 2) with label 1 and around (-2, -2) with label -1.

    count: number of points, half of them in the first cloud.
    noise: from 0 to 0.5. The variance in each direction grows with it, from 0.5 to 4.
    seed, raises: as for `circle`.
    """
    count, noise, random = checked_settings(count, noise, seed)
    deviation = math.sqrt(0.5 + 7 * noise)
    samples: list[Sample] = []
    for number in range(count):
        label = 1 if number < count // 2 else -1
        x = random.gauss(2.0 * label, deviation)
        y = random.gauss(2.0 * label, deviation)
        samples.append(([x, y], [label]))
    return samples


def spiral(count: int = 500, noise: Number = 0.0, seed: int = 0) -> list[Sample]:
    """Return two spiral arms, half a turn apart, with labels 1 and -1.

    Each arm makes 1.75 turns while its radius grows from 0 to 5.

    count: number of points, half of them on the first arm, in order from the centre.
    noise: from 0 to 0.5. Each point moves at random, by at most this much in x and in y.
    seed, raises: as for `circle`.
    """
    count, noise, random = checked_settings(count, noise, seed)
    samples: list[Sample] = []
    for label, turned, length in ((1, 0.0, count // 2), (-1, math.pi, count - count // 2)):
        for number in range(length):
            way = number / length
            radius = RADIUS * way
            angle = 1.75 * way * 2 * math.pi + turned
            x = radius * math.sin(angle) + random.uniform(-1, 1) * noise
            y = radius * math.cos(angle) + random.uniform(-1, 1) * noise
            samples.append(([x, y], [label]))
    return samples


def moons(count: int = 500, noise: Number = 0.0, seed: int = 0) -> list[Sample]:
    """Return two interlocking half circles, with labels -1 and 1.

    The first (label -1) is the upper half of a circle of radius 1 around (0, 0). The second is the
    lower half of a circle of radius 1 around (1, 0.5).

    count: number of points, half of them on each half circle, in order along it.
    noise: from 0 to 0.5. Each point moves at random in x and in y, by a normal distribution with
        this standard deviation.
    seed, raises: as for `circle`.
    """
    count, noise, random = checked_settings(count, noise, seed)
    samples: list[Sample] = []
    for label, length in ((-1, count // 2), (1, count - count // 2)):
        for number in range(length):
            angle = math.pi * number / max(1, length - 1)
            if label == -1:
                x, y = math.cos(angle), math.sin(angle)
            else:
                x, y = 1 - math.cos(angle), 0.5 - math.sin(angle)
            x = random.gauss(x, noise)
            y = random.gauss(y, noise)
            samples.append(([x, y], [label]))
    return samples


# Amounts to learn, instead of labels.


def plane(count: int = 1200, noise: Number = 0.0, seed: int = 0) -> list[Sample]:
    """Return points with the height (x + y) / 10, for x and y from -6 to 6.

    Heights are from -1.2 to 1.2 without noise, and from -1.8 to 1.8 with noise 0.5.

    count: number of points, 2 to 1,000,000.
    noise: from 0 to 0.5. A point gets the height of a random place near it, up to noise × 6 away in
        x and in y.
    seed, raises: as for `circle`.
    """
    count, noise, random = checked_settings(count, noise, seed)
    samples: list[Sample] = []
    for _ in range(count):
        x, y, moved_x, moved_y = wide_point(random, noise)
        samples.append(([x, y], [(moved_x + moved_y) / 10]))
    return samples


def six_gaussians(count: int = 1200, noise: Number = 0.0, seed: int = 0) -> list[Sample]:
    """Return points with the height of a landscape of three hills and three hollows.

    Their centres are at x = -4, 0 and 4, y = -2.5 and 2.5, alternating as on a chess board. At the
    centre of a hill, the height is 1; it falls evenly to 0 at distance 2. In a hollow it rises from
    -1 to 0. Elsewhere it is 0. (They are cones; the Playground calls them Gaussians.)

    count, noise, seed, raises: as for `plane`.
    """
    count, noise, random = checked_settings(count, noise, seed)
    samples: list[Sample] = []
    for _ in range(count):
        x, y, moved_x, moved_y = wide_point(random, noise)
        samples.append(([x, y], [height_of_six(moved_x, moved_y)]))
    return samples


def height_of_six(x: float, y: float) -> float:
    """Return the height of the landscape of `six_gaussians`."""
    height = 0.0
    for centre_x, centre_y, top in (
        (-4, 2.5, 1),
        (0, 2.5, -1),
        (4, 2.5, 1),
        (-4, -2.5, -1),
        (0, -2.5, 1),
        (4, -2.5, -1),
    ):
        distance = math.hypot(x - centre_x, y - centre_y)
        if distance < 2:
            # The cones don't overlap, so at most one matters.
            height = top * (1 - distance / 2)
    return height


def wide_point(random: Random, noise: float) -> tuple[float, float, float, float]:
    """Return a random point, x and y from -6 to 6, and the same point moved by the noise."""
    x = random.uniform(-WIDE_RADIUS, WIDE_RADIUS)
    y = random.uniform(-WIDE_RADIUS, WIDE_RADIUS)
    moved_x = x + random.uniform(-WIDE_RADIUS, WIDE_RADIUS) * noise
    moved_y = y + random.uniform(-WIDE_RADIUS, WIDE_RADIUS) * noise
    return x, y, moved_x, moved_y


def checked_settings(count: int, noise: Number, seed: int) -> tuple[int, float, Random]:
    """Return count and noise as plain numbers, and a random generator for the seed, or raise."""
    count = checked_whole_number(count, "count", at_least=2)
    if count > 1_000_000:
        raise ValueError(f"count must be at most 1,000,000; got {count}")
    noise = checked_number(noise, "noise")
    if not 0 <= noise <= 0.5:
        raise ValueError(f"noise must be from 0 to 0.5; got {short_text(noise)}")
    return count, float(noise), Random(checked_whole_number(seed, "seed", at_least=0))
