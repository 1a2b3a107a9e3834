"""The doctor names what ails a sick network, its advice works, and it accuses no healthy one."""

from __future__ import annotations

import pytest
from support.doctor_advice import FOLLOW, followed
from support.doctor_cases import HEALTHY, SICK, Case, train

# These run with every change: quick ones, of many kinds.
QUICK = (
    "circle, all weights 0.1",
    "a parabola as a straight line",
    "circle, l2 1",
    "moons in order",
    "three clouds, 1 to 3, sigmoid",
    "-1 and 1, sigmoid",
    "x to 100",
    "house prices in dollars",
    "circle, rate 5",
    "circle, one batch of all, rate 0.003",
    "circle, relu output",
    "circle, weights from -30 to 30",
    "moons, deep tanh with weights of 0.01 (cs231n)",
    "12 of 100, overlapping",
    "circle, one Neuron",
)
QUICK_AND_HEALTHY = (
    "a noisy line, linear",
    "ratings from 3 to 8",
    "OR, just begun, no hidden layer",
    "XOR, 10 epochs",
    "deep relu, not trained",
    "rare label, 2 epochs",
    "circle, l2 0.001",
    "labels in turn, not shuffled",
)


def parameters(cases: list[Case], quick: tuple[str, ...]) -> list[object]:
    """Return the cases; those that are not quick are marked as thorough."""
    return [
        pytest.param(case, id=case.name, marks=() if case.name in quick else pytest.mark.thorough)
        for case in cases
    ]
