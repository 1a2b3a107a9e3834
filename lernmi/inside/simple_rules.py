"""How well two simple rules predict the samples: the nearest neighbours, and a straight line.

What neither of them can predict may be noise. What one of them predicts, a network can learn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from lernmi.activations import Number
from lernmi.inside.numbers import as_float
from lernmi.inside.patients import unexplained_fraction
from lernmi.support.samples import Sample

# With fewer samples, a neighbour is too far away to say anything: in XOR, every neighbour differs.
FEWEST_NEIGHBOURS = 20
# The rule takes the mean of this many neighbours.
NEIGHBOURS = 5
# Look at this many samples, and compare them with this many: a tenth of a second of work.
MOST_ASKED, MOST_COMPARED = 150, 400
# Neighbours of pure noise leave 1 + 1/5. If they leave more than this, neighbours differ on
# purpose, as in parity, and say nothing about noise.
CONTRARY = 1.5
# The straight line needs inputs^3 calculations.
MOST_INPUTS = 70

Rows = list[list[float]]


def left_by_neighbours(samples: Sequence[Sample]) -> float | None:
    """Return the fraction of the variation that similar samples don't explain, without their luck.

    Each sample is predicted as the mean of the five samples with the most similar inputs. Returns
    None if that says nothing: for few samples, or if neighbours expect opposite numbers.
    """
    if len(samples) < FEWEST_NEIGHBOURS:
        return None
    some = list(samples)
    if len(some) > MOST_COMPARED:
        some = Random(0).sample(some, MOST_COMPARED)
    rows = same_spread([[as_float(number) for number in inputs] for inputs, _ in some])
    expected = [[as_float(number) for number in numbers] for _, numbers in some]
    answers, wanted = [], []
    for place in range(0, len(rows), -(-len(rows) // MOST_ASKED)):
        distances = [
            (math.dist(rows[place], row), other) for other, row in enumerate(rows) if other != place
        ]
        near = [expected[other] for _, other in sorted(distances)[:NEIGHBOURS]]
        answers.append([sum(column) / len(near) for column in zip(*near)])
        wanted.append(expected[place])
    left = unexplained_fraction(answers, wanted, False)
    if left > CONTRARY:
        return None
    # The mean of five noisy numbers adds a fifth of the noise.
    return left * NEIGHBOURS / (NEIGHBOURS + 1)


def same_spread(rows: Rows) -> Rows:
    """Return the rows with every column scaled to a spread of 1, so that each counts as much."""
    spreads = [(max(column) - min(column)) or 1.0 for column in zip(*rows)]
    return [[number / spread for number, spread in zip(row, spreads)] for row in rows]


def left_by_line(samples: Sequence[Sample]) -> float | None:
    """Return the fraction of the variation that the best straight line (or plane) doesn't explain.

    Returns None for many inputs. (Textbooks: least squares.)
    """
    inputs_count = len(samples[0][0])
    if inputs_count > MOST_INPUTS:
        return None
    some = list(samples)
    if len(some) > MOST_COMPARED:
        some = Random(0).sample(some, MOST_COMPARED)
    rows = [[1.0, *[as_float(number) for number in inputs]] for inputs, _ in some]
    expected = [[as_float(number) for number in numbers] for _, numbers in some]
    columns, wanted = list(zip(*same_spread(rows))), list(zip(*expected))
    sums = [[dot(one, other) for other in (*columns, *wanted)] for one in columns]
    for place in range(len(columns)):
        # This keeps the equations solvable if two inputs are always the same.
        sums[place][place] += 1e-9 * len(some)
    weights = solved(sums)
    answers = [
        [dot(row, [line[output] for line in weights]) for output in range(len(wanted))]
        for row in zip(*columns)
    ]
    return unexplained_fraction(answers, expected, False)


def dot(one: Sequence[Number], other: Sequence[Number]) -> float:
    """Return the sum of the products."""
    return math.fsum([a * b for a, b in zip(one, other)])


def solved(equations: Rows) -> Rows:
    """Return the solutions of linear equations (textbooks: Gaussian elimination).

    equations: a row for each unknown: its coefficients, then one or more right-hand sides.
    """
    count = len(equations)
    for place in range(count):
        largest = max(range(place, count), key=lambda row: abs(equations[row][place]))
        equations[place], equations[largest] = equations[largest], equations[place]
        pivot = equations[place]
        pivot[:] = [number / pivot[place] for number in pivot]
        for row, equation in enumerate(equations):
            if row != place and equation[place]:
                factor = equation[place]
                equation[:] = [a - factor * b for a, b in zip(equation, pivot)]
    return [equation[count:] for equation in equations]
