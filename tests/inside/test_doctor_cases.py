"""The doctor names what ails a sick network, its advice works, and it accuses no healthy one."""

from __future__ import annotations

import pytest
from support.doctor_advice import followed
from support.doctor_cases import HEALTHY, SECOND_HEALTHY, SECOND_SICK, SICK, Case, train

# These run with every change: quick ones, of many kinds.
QUICK = (
    "a parabola as a straight line",
    "moons in order",
    "three clouds, 1 to 3, sigmoid",
    "x to 100",
    "house prices in dollars",
    "circle, rate 5",
    "circle, relu output",
)
QUICK_AND_HEALTHY = (
    "a noisy line, linear",
    "OR, just begun, no hidden layer",
    "XOR, 10 epochs",
    "rare label, 2 epochs",
    "labels in turn, not shuffled",
)


def parameters(cases: list[Case], quick: tuple[str, ...]) -> list[object]:
    """Return the cases; those that are not quick are marked as thorough."""
    return [
        pytest.param(case, id=case.name, marks=() if case.name in quick else pytest.mark.thorough)
        for case in cases
    ]


SICK_CASES = parameters([*SICK, *SECOND_SICK], QUICK)
HEALTHY_CASES = parameters([*HEALTHY, *SECOND_HEALTHY], QUICK_AND_HEALTHY)
# Followed once, the first advice isn't enough for these; everything else that can be cured learns.
NOT_CURED = {
    "XOR, linear hidden Neurons",  # rate 2 is too large for tanh
    "a wave, only identity",  # needs more epochs
    "amounts of 0.0001",  # needs more epochs
    "digits, eight layers of sigmoid",  # needs more epochs
    "spiral, two Neurons",  # needs a second hidden layer
    # In the second list:
    "parity of three, all weights 1",  # needs larger starting weights
    "spiral, three linear layers",  # needs sine, or many more epochs
    "four squares, twelve layers of sigmoid",  # nearly: 12 % are left
}


@pytest.mark.parametrize("case", SICK_CASES)
def test_the_first_finding_names_the_cause_and_its_advice_works(case):
    finding = train(case).diagnose().findings[0]
    assert finding.ailment in case.causes
    changed = followed(case, finding)
    if case.cured is None:
        assert changed is None
    else:
        assert changed is not None
        assert train(changed).has_learned(changed) == (case.name not in NOT_CURED)


@pytest.mark.parametrize("case", HEALTHY_CASES)
def test_no_healthy_network_is_accused(case):
    assert train(case).diagnose().findings == ()


def test_the_lists_are_long_and_nearly_everything_is_cured():
    assert len(SICK) >= 40
    assert len(HEALTHY) >= 40
    for sick, least in ((SICK, 0.9), (SECOND_SICK, 0.85)):
        curable = [case for case in sick if case.cured is not None]
        cured = [case for case in curable if case.name not in NOT_CURED]
        assert len(cured) >= least * len(curable)
    names = {case.name for case in [*SICK, *SECOND_SICK]}
    assert {*QUICK, *NOT_CURED} <= names


@pytest.mark.thorough
@pytest.mark.parametrize("case", parameters([*SICK, *SECOND_SICK], ()))
def test_a_network_that_can_be_cured_learns_with_its_known_cure(case):
    assert not train(case).has_learned(case)
    if case.cured is not None:
        changed = case.changed(**case.cured)
        assert train(changed).has_learned(changed)
