"""The numbers of the work sheets: friendly ones, others for each sheet, and always the same ones.

Numbers are drawn by chance until they make a good exercise. Whether they do, lernmi itself says:
it does the learning step, and the numbers that come out are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import NamedTuple

from lernmi.activations import Activation, Number, identity, relu, sigmoid
from lernmi.network import Network
from lernmi.support.numbers import checked_whole_number

# Layers, hidden activation and output activation of the sheets 1, 2, 3.. and so harder and harder.
# All further ones are like the last.
LEVELS: tuple[tuple[tuple[int, ...], Activation, Activation], ...] = (
    ((1, 1, 1), identity, identity),
    ((1, 1, 1), relu, identity),
    ((2, 1, 1), identity, identity),
    ((2, 1, 1), relu, identity),
    ((2, 2, 1), identity, identity),
    ((2, 2, 1), relu, identity),
    ((2, 2, 1), relu, identity),
    ((2, 2, 1), relu, identity),
    ((1, 1, 1), sigmoid, identity),
    ((2, 1, 1), sigmoid, identity),
    *[((2, 2, 1), sigmoid, identity)] * 5,
    ((1, 1, 1), sigmoid, sigmoid),
    ((2, 1, 1), sigmoid, sigmoid),
    *[((2, 2, 1), sigmoid, sigmoid)] * 4,
    *[((2, 2, 2), sigmoid, identity)] * 2,
    *[((2, 2, 2), sigmoid, sigmoid)] * 2,
)
# On these sheets nothing has to be rounded.
LAST_EXACT = 8
# Here one hidden Neuron gives 0, so that nothing comes back through it.
WITH_A_DEAD_NEURON = (8,)
# With learning rates of up to 1, and numbers of four decimals, smaller ones are no use.
DECIMALS = 4
SMALLEST_SENSITIVITY = 0.01
SMALLEST_CHANGE = 0.005
# So far from 0 totals may be; those of a sigmoid less, since its slope is next to 0 further away.
LARGEST_TOTAL = 3
LARGEST_SIGMOID_TOTAL = 2
LARGEST_WEIGHT_SENSITIVITY = 6

EXACT_WEIGHTS = (-2.0, -1.5, -1.0, -0.5, 0.5, 0.5, 1.0, 1.5, 2.0)
EXACT_INPUTS = (-1.0, 0.5, 2.0, 2.0, 3.0)
EXACT_EXPECTED = (-2.0, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0)
EXACT_RATES = (0.1, 0.1, 0.5)
WEIGHTS = tuple([tenths / 10 for tenths in range(-15, 16) if abs(tenths) >= 2])
INPUTS = (-1.0, 0.4, 0.5, 0.8, 1.5, 2.0)
EXPECTED = (-1.0, -0.5, 0.5, 1.0, 1.5)
# A sigmoid gives nothing outside 0 to 1.
SIGMOID_EXPECTED = (0.0, 0.1, 0.2, 0.8, 0.9, 1.0)
RATES = (0.5, 1.0)


class Sheet(NamedTuple):
    """One learning step to be done on paper.

    number: which sheet it is; sheets become harder up to 25. That of the cards is 0.
    layer_sizes, activation, output_activation, weights: the network, its weights in Link order.
    inputs, expected, learning_rate: the one sample, and how far to nudge.
    """

    number: int
    layer_sizes: tuple[int, ...]
    activation: Activation
    output_activation: Activation
    weights: tuple[tuple[float, ...], ...]
    inputs: tuple[float, ...]
    expected: tuple[float, ...]
    learning_rate: float

    @property
    def is_exact(self) -> bool:
        """Whether nothing has to be rounded: all numbers have four decimals at most.

        Only when it goes forwards once more, with the new weights, there may be more.
        """
        return self.number <= LAST_EXACT

    def network(self) -> Network:
        """Return a network with the weights of the sheet, ready for the step."""
        network = Network(
            self.layer_sizes,
            activation=self.activation,
            output_activation=self.output_activation,
        )
        network.weights = self.weights
        return network


# The class plays this one. Mental arithmetic is enough for it, also with the new weights, and two
# numbers come back to each hidden Neuron. relu and identity are what the cards speak of.
CARDS = Sheet(
    number=0,
    layer_sizes=(2, 2, 2),
    activation=relu,
    output_activation=identity,
    weights=((-1.5, -1.5, 0.5, 0.5, 1.5, 2.0), (2.0, -1.5, 1.0, 0.5, -0.5, 1.0)),
    inputs=(-1.0, 2.0),
    expected=(4.0, -1.0),
    learning_rate=0.1,
)


def sheet(number: int) -> Sheet:
    """Return the sheet of that number; the same one always, on every Python.

    number: a whole number from 1 on; 25 and all above it are the hardest.

    Raises TypeError or ValueError for anything else.
    """
    number = checked_whole_number(number, "number", at_least=1)
    random = Random(number)
    while True:
        drawn = drawn_sheet(number, random)
        if is_good(drawn):
            return drawn


def drawn_sheet(number: int, random: Random) -> Sheet:
    """Return a sheet of that level with numbers drawn by chance, good or not."""
    layer_sizes, activation, output_activation = LEVELS[min(number, len(LEVELS)) - 1]
    is_exact = number <= LAST_EXACT
    weights = EXACT_WEIGHTS if is_exact else WEIGHTS
    expected: Sequence[float] = EXACT_EXPECTED if is_exact else EXPECTED
    if output_activation is sigmoid:
        expected = SIGMOID_EXPECTED
    return Sheet(
        number=number,
        layer_sizes=layer_sizes,
        activation=activation,
        output_activation=output_activation,
        weights=tuple(
            [
                tuple([one_of(weights, random) for _ in range((before + 1) * after)])
                for before, after in zip(layer_sizes, layer_sizes[1:])
            ]
        ),
        inputs=tuple(
            [one_of(EXACT_INPUTS if is_exact else INPUTS, random) for _ in range(layer_sizes[0])]
        ),
        expected=tuple([one_of(expected, random) for _ in range(layer_sizes[-1])]),
        learning_rate=one_of(EXACT_RATES if is_exact else RATES, random),
    )


def one_of(numbers: Sequence[float], random: Random) -> float:
    """Return one of the numbers by chance.

    Of Python's random numbers only those of `random()` are promised to stay the same.
    """
    return numbers[int(random.random() * len(numbers))]


def is_good(drawn: Sheet) -> bool:
    """Say whether a sheet makes a good exercise.

    Its inputs are different, and so are weights that may be mixed up; totals and sensitivities are
    neither too small nor too large; each output is at least 0.1 off, and the error falls.
    """
    if len(set(drawn.inputs)) < len(drawn.inputs) or has_twins(drawn):
        return False
    network, convert = drawn.network(), exactly if drawn.is_exact else float
    network.weights = [[convert(weight) for weight in weights] for weights in drawn.weights]
    inputs = [convert(number) for number in drawn.inputs]
    expected = [convert(number) for number in drawn.expected]
    outputs = network.propagate(inputs)
    error = network.compare(expected)
    network.backpropagate()
    if not all_totals_are_good(network) or not all_sensitivities_are_good(network, drawn):
        return False
    if not all(abs(output - wanted) >= 0.1 for output, wanted in zip(outputs, expected)):
        return False
    after = network.copy()
    after.nudge(convert(drawn.learning_rate))
    if drawn.is_exact and not all_fit(network, after, error):
        return False
    after.propagate(inputs)
    return bool(after.compare(expected) < error)


def has_twins(drawn: Sheet) -> bool:
    """Say whether two Links of one layer have the same weight: one may be taken for the other.

    Exact sheets have too few weights to choose from; there, no two that lead to one Neuron may.
    """
    for weights, after in zip(drawn.weights, drawn.layer_sizes[1:]):
        groups = [weights[place::after] for place in range(after)] if drawn.is_exact else [weights]
        if any(len(set(group)) < len(group) for group in groups):
            return True
    return False


def exactly(number: float) -> Number:
    """Return a number such as 0.1 as a Fraction, such as 1/10, with which no digit is lost."""
    return Fraction(str(number))  # type: ignore[return-value]


def all_totals_are_good(network: Network) -> bool:
    """Say whether no total is next to 0 (0.1) or far away from it (3, that of a sigmoid 2)."""
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            largest = LARGEST_SIGMOID_TOTAL if neuron.activation is sigmoid else LARGEST_TOTAL
            if not 0.1 <= abs(neuron.total_input) <= largest:
                return False
    return True


def all_sensitivities_are_good(network: Network, drawn: Sheet) -> bool:
    """Say whether all weights would be nudged so far that it is seen, and none very far.

    Only what leads to a dead Neuron and away from it is 0, where the sheet is to have one.
    """
    hidden = network.neuron_layers[1].neurons
    dead = [neuron for neuron in hidden if neuron.slope == 0]
    if len(dead) != (1 if drawn.number in WITH_A_DEAD_NEURON else 0):
        return False
    for link in network.links:
        if link.input_neuron in dead or link.output_neuron in dead:
            continue
        size = abs(link.weight_sensitivity)
        if not SMALLEST_SENSITIVITY <= size <= LARGEST_WEIGHT_SENSITIVITY:
            return False
        if size * drawn.learning_rate < SMALLEST_CHANGE:
            return False
    return True


def all_fit(network: Network, after: Network, error: Number) -> bool:
    """Say whether all numbers of a step with Fractions have four decimals at most."""
    numbers = [error]
    for neuron in network.neurons:
        numbers += [neuron.total_input, neuron.output, neuron.sensitivity]
    for link, nudged in zip(network.links, after.links):
        numbers += [link.output_sensitivity, link.weight_sensitivity, nudged.weight]
    return all((number * 10**DECIMALS) % 1 == 0 for number in numbers)
