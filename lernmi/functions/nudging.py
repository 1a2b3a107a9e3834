"""Other nudges than the plain one: momentum, L1 and L2, Adam.

    Trainer(network, learning_rate=0.1, nudging=Nudging(momentum=0.9, l2=0.001))

After each batch the Trainer calls it for every Link, as `nudging(link, position,
learning_rate, batch_length)`; `position` is the Link's place in Link order. It moves the
weight. What it has to remember of a Link, it keeps itself, by position, so it belongs to one
network: make a new one for each Trainer.
"""

from __future__ import annotations

import math
from typing import Any

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.neuron import BiasNeuron
from lernmi.support.numbers import checked_number, refuse_mixed
from lernmi.support.texts import short_text

# Those that are numbers.
SETTINGS = ("momentum", "mean_decay", "square_decay", "smallest", "l1", "l2")


class Nudging:
    """Momentum, and penalties for large weights.

    momentum: which part of the last move is made again, from 0 (nothing) to below 1. Nudges that
        keep their direction grow up to 1 / (1 - momentum) times as far; those that go to and
        fro cancel out.
    l1, l2: penalties, 0 or more. They pull every weight towards 0, but those of bias Links:
        l2 by a part of the weight, so that none becomes very large; l1 always by the same, so
        that those which are not needed end near 0. (In textbooks, regularisation; it is the
        nudge that would come from adding l1 x |weight| + l2 / 2 x weight^2 to the error. The
        errors in the history are without it.)

    Raises TypeError or ValueError for anything else.

    The rule is that of Sutskever et al., "On the importance of initialization and momentum in
    deep learning" (2013), with the learning rate applied at the end, as PyTorch's SGD does.
    """

    def __init__(self, *, momentum: Number = 0, l1: Number = 0, l2: Number = 0) -> None:
        self.momentum: Number = checked_part(momentum, "momentum")
        self.l1: Number = checked_penalty(l1, "l1")
        self.l2: Number = checked_penalty(l2, "l2")
        # By Link position.
        self.velocities: dict[int, Number] = {}
        self.first_link: Link | None = None

    def __call__(self, link: Link, position: int, learning_rate: Number, batch_length: int) -> None:
        """Move one Link's weight: minus learning rate x velocity.

        velocity = momentum x the last velocity + the mean of the weight sensitivity over the batch,
        with the penalties. Raises ValueError if it moved the Links of another network before, or if
        the weights are of a type that Python can't mix with the settings.
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
        """Return what has to be remembered: the velocity of each Link, in Link order."""
        return {"velocities": in_link_order(self.velocities)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`; ValueError, and no change, if it is not such a state."""
        self.velocities = by_position(state, "velocities")

    def __repr__(self) -> str:
        return f"Nudging(momentum={self.momentum}, l1={self.l1}, l2={self.l2})"


class Adam:
    """A rule that gives each Link a step of its own size, about as large as the learning rate.

    It follows a running mean of the weight sensitivities, divided by their running size: a
    Link whose sensitivities are small but always of one sign moves as far as one with large
    ones. Learning rates are small here, 0.001 to 0.01.

    mean_decay, square_decay: which part of the running mean, and of the running mean of the
        squares, stays after each batch; from 0 to below 1 (in the paper: beta1, beta2).
    smallest: added to the size, above 0, so that nothing is divided by 0 (in the paper: epsilon).
    l1, l2: penalties as in Nudging, added to the sensitivities before all else.

    Raises TypeError or ValueError for anything else.

    From Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2014), algorithm 1. For
    weights that are floats.
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
        """Move one Link's weight: minus learning rate x mean / (square root of square + smallest).

        Mean and square are the running means, each divided by 1 - decay^nudges, since they began at
        0. Raises ValueError if it moved the Links of another network before, or if the weights are
        of a type that Python can't mix with the settings; OverflowError if a square is too large
        for a float.
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
            # This Link would never move again; the Trainer takes it for a divergence.
            raise OverflowError(f"the square of {link.name}'s weight sensitivity is too large")
        self.nudges[position] = nudges
        self.means[position] = running_mean
        self.squares[position] = running_square
        # Both began at 0 and are too small at first; this makes up for it.
        fair_mean = running_mean / (1 - self.mean_decay**nudges)
        fair_square = running_square / (1 - self.square_decay**nudges)
        size = math.sqrt(fair_square) + self.smallest
        link.weight = link.weight - learning_rate * fair_mean / size

    def state(self) -> dict[str, Any]:
        """Return what has to be remembered of each Link, in Link order."""
        return {
            "means": in_link_order(self.means),
            "squares": in_link_order(self.squares),
            "nudges": in_link_order(self.nudges),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`; ValueError, and no change, if it is not such a state."""
        means = by_position(state, "means")
        squares = by_position(state, "squares")
        nudges = by_position(state, "nudges")
        if not len(means) == len(squares) == len(nudges):
            raise ValueError("restore() needs as many means as squares and nudges")
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


# What both need.


def sign(number: Number) -> int:
    """Return 1 for what is above 0, -1 for what is below, and 0 for 0."""
    if number > 0:
        return 1
    if number < 0:
        return -1
    return 0


def refuse_other_network(known: Link | None, first_link: Link) -> Link:
    """Return the network's first Link, or raise ValueError if it is not the one that is known."""
    if known is not None and known is not first_link:
        raise ValueError(
            "this nudging remembers the moves of another network's Links, which would be mixed "
            "in here: make a new one for each Trainer"
        )
    return first_link


def refuse_mixed_settings(nudging: Nudging | Adam, first_link: Link) -> None:
    """Raise ValueError if Python can't calculate with the settings and the weights together."""
    for what, number in vars(nudging).items():
        if what in SETTINGS:
            refuse_mixed(number, first_link.weight, what)


def in_link_order(by_position: dict[int, Any]) -> list[Any]:
    """Return what is kept by position as a list."""
    return [by_position[position] for position in sorted(by_position)]


def by_position(state: Any, what: str) -> dict[int, Any]:
    """Return a list in a `state()` as what is kept by position, or raise ValueError."""
    if not isinstance(state, dict) or not isinstance(state.get(what), list):
        raise ValueError(f"restore() needs what state() returned; got {short_text(state)}")
    try:
        numbers = [checked_number(number, what) for number in state[what]]
    except TypeError as problem:
        raise ValueError(f"restore() needs what state() returned: {problem}") from None
    return dict(enumerate(numbers))


def checked_part(value: Any, what: str) -> Number:
    """Return `value` as a plain number; TypeError or ValueError unless from 0 to below 1."""
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
