from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR

from lernmi import Network, Trainer
from lernmi.functions.schedules import cosine, step, warm_up

rate = st.floats(1e-6, 10)


def theirs(make, start, epochs):
    """Return the learning rate of one of PyTorch's schedulers for each epoch."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=start)
    scheduler = make(torch.optim.lr_scheduler, optimiser)
    rates = []
    for _ in range(epochs):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    return rates


@given(rate, st.floats(0.1, 1), st.integers(1, 5))
def test_step_matches_pytorchs_step_scheduler(start, factor, every):
    schedule = step(start, factor=factor, every=every)
    rates = theirs(lambda them, optimiser: them.StepLR(optimiser, every, factor), start, 12)
    assert [schedule(epoch) for epoch in range(1, 13)] == pytest.approx(rates, rel=1e-12)


@given(rate, rate, st.integers(2, 12))
def test_cosine_matches_pytorch_and_stays_at_its_end_value(start, end, epochs):
    schedule = cosine(start, end=end, epochs=epochs)
    rates = theirs(
        lambda them, optimiser: them.CosineAnnealingLR(optimiser, epochs - 1, eta_min=end),
        start,
        epochs,
    )
    assert [schedule(epoch) for epoch in range(1, epochs + 1)] == pytest.approx(rates, rel=1e-9)
    assert schedule(1) == pytest.approx(start)
    assert schedule(epochs) == schedule(epochs + 7) == end


@given(rate, st.integers(1, 10))
def test_warm_up_rises_in_a_straight_line_to_the_learning_rate(peak, epochs):
    schedule = warm_up(epochs, peak)
    for epoch in range(1, epochs + 1):
        assert schedule(epoch) == pytest.approx(peak * epoch / epochs)
    assert schedule(epochs) == schedule(epochs + 1) == schedule(1000) == peak
    falling = step(peak, factor=0.5, every=2)
    assert warm_up(epochs, falling)(epochs + 3) == falling(epochs + 3)


def test_the_trainer_takes_them_and_any_function_of_the_epoch():
    for schedule in (
        step(0.5, factor=0.1, every=2),
        cosine(0.5, end=0.01, epochs=4),
        warm_up(2, 0.5),
        lambda epoch: 1 / epoch,
    ):
        history = Trainer(Network([2, 1]), learning_rate=schedule).train(XOR, 4)
        assert [record.learning_rate for record in history] == [schedule(e) for e in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    "make, named",
    [
        (lambda: step(0, factor=0.1, every=1), "start"),
        (lambda: step(0.1, factor=-1, every=1), "factor"),
        (lambda: step(0.1, factor=0.1, every=0), "every"),
        (lambda: step(0.1, factor=0.1, every=1.5), "every"),
        (lambda: cosine(0.1, end=0, epochs=5), "end"),
        (lambda: cosine(math.inf, end=0.1, epochs=5), "start"),
        (lambda: cosine(0.1, end=0.01, epochs=1), "epochs"),
        (lambda: warm_up(0, 0.1), "epochs"),
        (lambda: warm_up(3, -0.1), "then"),
        (lambda: warm_up(3, "fast"), "then"),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(make, named):
    with pytest.raises((ValueError, TypeError), match=rf"^{named} must be"):
        make()


@pytest.mark.parametrize(
    "make, start",
    [
        (lambda: step(Decimal("0.5"), factor=0.1, every=2), r"factor is 0.1 \(a float\)"),
        (lambda: step(0.5, factor=Decimal("0.1"), every=2), r"factor is 0.1 \(a Decimal\)"),
        (lambda: step(10**400, factor=0.1, every=2), r"factor is 0.1 \(a float\)"),
        (
            lambda: cosine(Decimal("0.5"), end=Decimal("0.1"), epochs=5),
            r"start is 0.5 \(a Decimal\)",
        ),
        (lambda: cosine(0.5, end=10**400, epochs=5), "end is 1000"),
    ],
)
def test_rates_that_python_cannot_mix_are_refused_by_name(make, start):
    with pytest.raises(ValueError, match=rf"^{start}.* can't mix"):
        make()


def test_a_step_of_decimals_makes_decimals():
    assert step(Decimal("0.5"), factor=Decimal("0.1"), every=2)(3) == Decimal("0.05")
