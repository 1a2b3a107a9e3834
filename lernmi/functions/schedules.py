"""Schedules: learning rates that change from epoch to epoch.

    Trainer(network, learning_rate=step(0.5, factor=0.1, every=10))

A schedule is any function that takes the epoch's number (1, 2, ...) and returns the learning rate.
You can write your own: `learning_rate=lambda epoch: 1 / epoch`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from lernmi.activations import Number
from lernmi.support.numbers import checked_learning_rate, checked_whole_number, refuse_mixed

Schedule = Callable[[int], Number]


def step(start: Number, *, factor: Number, every: int) -> Schedule:
    """Return a schedule that goes down in steps: start × factor^(steps so far).

    start: the learning rate of the first epochs.
    factor: each step multiplies the learning rate by this, such as 0.1.
    every: the number of epochs between two steps.

    Raises TypeError or ValueError unless `start` and `factor` are numbers above 0 that Python can
    multiply, and `every` is a whole number of at least 1.
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
    end: the learning rate of the last epoch, and of all epochs after it.
    epochs: the number of the last epoch, at least 2.

    It changes slowly at both ends and fastest in the middle. With w going from 0 to 1, the learning
    rate is end + (start - end) × (1 + cos(pi w)) / 2. From Loshchilov and Hutter, "SGDR: Stochastic
    Gradient Descent with Warm Restarts" (2016), equation 5, without the restarts.

    Raises TypeError or ValueError unless the learning rates are numbers above 0 and not Decimals,
    and `epochs` is a whole number of at least 2.
    """
    start = checked_learning_rate(start, "start")
    end = checked_learning_rate(end, "end")
    # A cosine is a float, so the rates must mix with floats.
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
    """Return a schedule that starts with small learning rates.

    epochs: the number of epochs to warm up. The first has 1 / epochs of the learning rate `then`,
        the second has 2 / epochs of it, and so on.
    then: the learning rate to warm up to, or a schedule. Epochs of warming up count for the
        schedule, too.

    From Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour" (2017), where it
    is called gradual warm-up.

    Raises TypeError or ValueError unless `epochs` is a whole number of at least 1 and `then` is a
    number above 0 or a function.
    """
    epochs = checked_whole_number(epochs, "epochs", at_least=1)
    if not callable(then):
        then = checked_learning_rate(then, "then")

    def warming_up(epoch: int) -> Number:
        rate = then(epoch) if callable(then) else then
        return rate * epoch / epochs if epoch < epochs else rate

    return warming_up
