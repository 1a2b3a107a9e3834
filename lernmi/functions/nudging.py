"""Optimisers, instead of the plain nudge: momentum, L1 and L2 regularisation, Adam.

    Trainer(network, learning_rate=0.1, nudging=Nudging(momentum=0.9, l2=0.001))

After each batch, the Trainer calls `nudging(link, position, learning_rate, batch_length)` for every
Link; `position` is the Link's place in Link order. The nudging changes the weight. It remembers
something about each Link, by position, so it belongs to one network: make a new one for each
Trainer.
"""

from __future__ import annotations

import math
from typing import Any

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.neuron import BiasNeuron
from lernmi.support.numbers import checked_number, refuse_mixed
from lernmi.support.texts import short_text

# The settings that are numbers.
SETTINGS = ("momentum", "mean_decay", "square_decay", "smallest", "l1", "l2")


class Nudging:
    """Momentum, and penalties for large weights.

    momentum: the fraction of the previous step to keep, from 0 to below 1, such as 0.9. Steps in
        the same direction grow, to at most 1 / (1 - momentum) times their size. Steps back and
        forth cancel out.
    l1, l2: penalties (regularisation), 0 or more. Each nudge also pulls every weight towards 0,
        except those of bias Links. l2 pulls in proportion to the weight, so that no weight becomes
        very large. l1 pulls with a constant force, so that weights that aren't needed end near 0.
        It is as if l1 × |weight| + l2 × weight^2 / 2 were part of the error, but the history
        doesn't include it.

    Raises TypeError or ValueError for anything else.

    The rule is from Sutskever et al., "On the importance of initialization and momentum in deep
    learning" (2013), with the learning rate applied at the end, as in PyTorch's SGD.
    """

    def __init__(self, *, momentum: Number = 0, l1: Number = 0, l2: Number = 0) -> None:
        self.momentum: Number = checked_part(momentum, "momentum")
        self.l1: Number = checked_penalty(l1, "l1")
        self.l2: Number = checked_penalty(l2, "l2")
        # By Link position.
        self.velocities: dict[int, Number] = {}
        self.first_link: Link | None = None

    def __call__(self, link: Link, position: int, learning_rate: Number, batch_length: int) -> None:
        """Subtract learning rate × velocity from one Link's weight.

        velocity = momentum × last velocity + mean weight sensitivity of the batch + penalties.

        Raises ValueError if this nudging has been used with another network, or if Python can't
        mix the weights with the settings.
        """
        if position == 0:
            refuse_mixed_settings(self, link)
            self.first_link = refuse_other_network(self.first_link, link)
        mean = link.weight_sensitivity / batch_length
        if not isinstance(link.input_neuron, BiasNeuron):
            mean = mean + self.l2 * link.weight
            mean = mean + self.l1 * sign(link.weight)
        velocity = self.momentum * self.velocities.get(position, 0) + mean
        self.velocities[position] = velocity
        link.weight = link.weight - learning_rate * velocity

    def state(self) -> dict[str, Any]:
        """Return what it remembers: the velocity of each Link, in Link order."""
        return {"velocities": in_link_order(self.velocities)}

    def restore(self, state: dict[str, Any]) -> None:
        """Continue from a `state()`; ValueError, and no change, for anything else."""
        self.velocities = by_position(state, "velocities")

    def __repr__(self) -> str:
        return f"Nudging(momentum={self.momentum}, l1={self.l1}, l2={self.l2})"


class Adam:
    """Adam: each Link has its own step size, about as large as the learning rate.

    A step is learning rate × the running mean of the weight sensitivities / their running size. So
    a Link with small sensitivities of the same sign moves as far as a Link with large ones. Typical
    learning rates are small, 0.001 to 0.01. Weights must be floats.

    mean_decay, square_decay: the fractions of the running mean, and of the running mean of the
        squares, that stay after each batch, from 0 to below 1 (in the paper: beta1, beta2).
    smallest: a number above 0, added to the size to avoid division by 0 (in the paper: epsilon).
    l1, l2: penalties as in Nudging, added to the sensitivities first.

    Raises TypeError or ValueError for anything else.

    From Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2014), algorithm 1.
    """

    def __init__(
        self,
        *,
        mean_decay: Number = 0.9,
        square_decay: Number = 0.999,
        smallest: Number = 1e-8,
        l1: Number = 0,
        l2: Number = 0,
    ) -> None:
        self.mean_decay: Number = checked_part(mean_decay, "mean_decay")
        self.square_decay: Number = checked_part(square_decay, "square_decay")
        self.smallest: Number = checked_penalty(smallest, "smallest")
        if self.smallest == 0:
            raise ValueError("smallest must be above 0, such as 1e-8; got 0")
        self.l1: Number = checked_penalty(l1, "l1")
        self.l2: Number = checked_penalty(l2, "l2")
        # By Link position.
        self.means: dict[int, Number] = {}
        self.squares: dict[int, Number] = {}
        self.nudges: dict[int, int] = {}
        self.first_link: Link | None = None

    def __call__(self, link: Link, position: int, learning_rate: Number, batch_length: int) -> None:
        """Subtract learning rate × mean / (sqrt(square) + smallest) from one Link's weight.

        Mean and square are the running means. They start at 0, so each is divided by
        1 - decay^nudges.

        Raises ValueError if this Adam has been used with another network, or if Python can't mix
        the weights with the settings. Raises OverflowError if a square is too large for a float.
        """
        if position == 0:
            refuse_mixed_settings(self, link)
            self.first_link = refuse_other_network(self.first_link, link)
        mean = link.weight_sensitivity / batch_length
        if not isinstance(link.input_neuron, BiasNeuron):
            mean = mean + self.l2 * link.weight
            mean = mean + self.l1 * sign(link.weight)
        nudges = self.nudges.get(position, 0) + 1
        new = 1 - self.mean_decay
        running_mean = self.mean_decay * self.means.get(position, 0.0) + new * mean
        new = 1 - self.square_decay
        running_square = self.square_decay * self.squares.get(position, 0.0) + new * mean * mean
        if running_square == math.inf:
            # This Link would never move again. The Trainer reports that training diverged.
            raise OverflowError(f"the square of {link.name}'s weight sensitivity is too large")
        self.nudges[position] = nudges
        self.means[position] = running_mean
        self.squares[position] = running_square
        # Both start at 0, so they are too small at first. This corrects them.
        fair_mean = running_mean / (1 - self.mean_decay**nudges)
        fair_square = running_square / (1 - self.square_decay**nudges)
        size = math.sqrt(fair_square) + self.smallest
        link.weight = link.weight - learning_rate * fair_mean / size

    def state(self) -> dict[str, Any]:
        """Return what it remembers about each Link, in Link order."""
        return {
            "means": in_link_order(self.means),
            "squares": in_link_order(self.squares),
            "nudges": in_link_order(self.nudges),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Continue from a `state()`; ValueError, and no change, for anything else."""
        means = by_position(state, "means")
        squares = by_position(state, "squares")
        nudges = by_position(state, "nudges")
        if not len(means) == len(squares) == len(nudges):
            raise ValueError("restore() needs equally many means, squares and nudges")
        for position, square in squares.items():
            if square < 0 or type(nudges[position]) is not int or nudges[position] < 1:
                raise ValueError(
                    "restore() needs squares of 0 or more and whole numbers of nudges; got "
                    f"{short_text(square)} and {short_text(nudges[position])}"
                )
        self.means = means
        self.squares = squares
        self.nudges = nudges

    def __repr__(self) -> str:
        return (
            f"Adam(mean_decay={self.mean_decay}, square_decay={self.square_decay}, "
            f"smallest={self.smallest}, l1={self.l1}, l2={self.l2})"
        )


# For both classes.


def sign(number: Number) -> int:
    """Return 1 for a number above 0, -1 for one below, and 0 for 0."""
    if number > 0:
        return 1
    if number < 0:
        return -1
    return 0


def refuse_other_network(known: Link | None, first_link: Link) -> Link:
    """Return the network's first Link; ValueError if `known` is another network's."""
    if known is not None and known is not first_link:
        raise ValueError(
            "this nudging remembers another network's steps, which would leak into this one: make "
            "a new one for each Trainer"
        )
    return first_link


def refuse_mixed_settings(nudging: Nudging | Adam, first_link: Link) -> None:
    """Raise ValueError if Python can't mix the settings with the weights."""
    for what, number in vars(nudging).items():
        if what in SETTINGS:
            refuse_mixed(number, first_link.weight, what)


def in_link_order(by_position: dict[int, Any]) -> list[Any]:
    """Return the values of a dictionary by position, as a list."""
    return [by_position[position] for position in sorted(by_position)]


def by_position(state: Any, what: str) -> dict[int, Any]:
    """Return a list in a `state()` as a dictionary by position, or raise ValueError."""
    if not isinstance(state, dict) or not isinstance(state.get(what), list):
        raise ValueError(f"restore() needs what state() returned; got {short_text(state)}")
    try:
        numbers = [checked_number(number, what) for number in state[what]]
    except TypeError as problem:
        raise ValueError(f"restore() needs what state() returned: {problem}") from None
    return dict(enumerate(numbers))


def checked_part(value: Any, what: str) -> Number:
    """Return `value` as a plain number; TypeError or ValueError unless it is from 0 to below 1."""
    number = checked_number(value, what)
    if not 0 <= number < 1:
        raise ValueError(f"{what} must be from 0 to below 1, such as 0.9; got {number}")
    return number


def checked_penalty(value: Any, what: str) -> Number:
    """Return `value` as a plain number; TypeError or ValueError unless it is 0 or more."""
    number = checked_number(value, what)
    if number < 0:
        raise ValueError(f"{what} must be 0 or more, such as 0.001; got {number}")
    return number
