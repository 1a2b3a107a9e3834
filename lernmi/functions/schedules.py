"""Schedules: learning rates that change from epoch to epoch.

    Trainer(network, learning_rate=step(0.5, factor=0.1, every=10))

A schedule is any function of the epoch's number (1, 2..) that returns the learning rate. Your
own needs nothing from here: `learning_rate=lambda epoch: 1 / epoch`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from lernmi.activations import Number
from lernmi.support.numbers import checked_learning_rate, checked_whole_number, refuse_mixed

Schedule = Callable[[int], Number]


def step(start: Number, *, factor: Number, every: int) -> Schedule:
    """Return a schedule that goes down in steps: start x factor^(steps so far).

    start: the learning rate of the first epochs.
    factor: what it is multiplied by at each step, such as 0.1.
    every: how many epochs a step is long.

    Raises TypeError or ValueError unless the first two are positive numbers that Python can
    multiply, and the last a whole number of at least 1.
    """
    start = checked_learning_rate(start, "start")
    factor = checked_learning_rate(factor, "factor")
    refuse_mixed(factor, start, "factor")
    every = checked_whole_number(every, "every", at_least=1)

    def by_steps(epoch: int) -> Number:
        return start * factor ** ((epoch - 1) // every)

    return by_steps


def cosine(start: Number, *, end: Number, epochs: int) -> Schedule:
    """Return a schedule that goes from one learning rate to another along half a cosine wave.

    start: the learning rate of the first epoch.
    end: that of the last, and of all after it.
    epochs: the number of the last, at least 2.

    It is slow at both ends and fastest in the middle: end + (start - end) (1 + cos(pi w)) / 2,
    where w goes from 0 to 1. From Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with
    Warm Restarts" (2016), equation 5, without the restarts.

    Raises TypeError or ValueError unless the learning rates are positive numbers and no Decimals,
    and `epochs` a whole number of at least 2.
    """
    start = checked_learning_rate(start, "start")
    end = checked_learning_rate(end, "end")
    # It is multiplied by a cosine.
    refuse_mixed(start, math.pi, "start")
    refuse_mixed(end, math.pi, "end")
    epochs = checked_whole_number(epochs, "epochs", at_least=2)

    def along_a_cosine(epoch: int) -> Number:
        if epoch >= epochs:
            return end
        way = (epoch - 1) / (epochs - 1)
        return end + (start - end) * (1 + math.cos(math.pi * way)) / 2

    return along_a_cosine


def warm_up(epochs: int, then: Number | Schedule) -> Schedule:
    """Return a schedule that begins with small learning rates.

    epochs: how many. In the first of them the learning rate is 1 / epochs of what `then` gives,
        in the second 2 / epochs, and so on; in the last all of it.
    then: the learning rate, or the schedule, that is warmed up to. A schedule counts from the
        first epoch, too.

    After the gradual warm-up of Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in
    1 Hour" (2017).

    Raises TypeError or ValueError unless `epochs` is a whole number of at least 1 and `then` a
    positive number or a function.
    """
    epochs = checked_whole_number(epochs, "epochs", at_least=1)
    if not callable(then):
        then = checked_learning_rate(then, "then")

    def warming_up(epoch: int) -> Number:
        rate = then(epoch) if callable(then) else then
        return rate * epoch / epochs if epoch < epochs else rate

    return warming_up
