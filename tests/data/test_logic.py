from __future__ import annotations

import pytest

from lernmi.data import logic
from lernmi.data.logic import AND, NAND, NOT, OR, XOR, parity


@pytest.mark.parametrize(
    "samples, truth",
    [
        (NOT, lambda a: not a),
        (AND, lambda a, b: a and b),
        (OR, lambda a, b: a or b),
        (NAND, lambda a, b: not (a and b)),
        (XOR, lambda a, b: a != b),
        (parity(3), lambda a, b, c: (a + b + c) % 2 == 1),
        (parity(5), lambda *bits: sum(bits) % 2 == 1),
    ],
)
def test_the_samples_of_a_gate_are_its_whole_truth_table(samples, truth):
    inputs = [tuple(row) for row, _ in samples]
    assert len(set(inputs)) == len(inputs) == 2 ** len(inputs[0])
    assert inputs == sorted(inputs)
    for row, expected in samples:
        assert expected == [int(truth(*row))]


def test_parity_of_two_is_xor():
    assert parity(2) == XOR


@pytest.mark.parametrize("count", [0, -1, 17, 1.5, True, "3", None])
def test_parity_refuses_anything_but_a_small_whole_number(count):
    with pytest.raises((ValueError, TypeError), match=r"count|parity"):
        parity(count)


def test_all_gates_consist_of_ints():
    for name in ("NOT", "AND", "OR", "NAND", "XOR"):
        for inputs, expected in getattr(logic, name):
            assert all(type(number) is int for number in inputs + expected)
