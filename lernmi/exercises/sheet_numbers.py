"""The numbers of the worksheets: easy ones, different on each sheet, the same every time.

lernmi draws numbers at random until they make a good exercise. To judge that, it does the learning
step and looks at the results.

Learners round each result and calculate with the rounded number. Links and Neurons that do the same
give the numbers that learners get, to the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

from lernmi.activations import Activation, Number, identity, relu, sigmoid
from lernmi.error_functions import ErrorFunction, differences, half_sum_of_squares
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.numbers import checked_whole_number

# Layers, hidden activation and output activation of each sheet, starting with the first. Sheets
# become harder. All later ones are like the last of these.
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
# Up to this sheet, learners needn't round anything.
LAST_EXACT = 8
# On these sheets one hidden Neuron outputs 0, so nothing comes back through it.
WITH_A_DEAD_NEURON = (8,)
# Learners round to four decimals, and learning rates are at most 1. Below these limits, hardly any
# digits would be left.
DECIMALS = 4
# A number nearer to four decimals than this counts as exact: floats lose their last digits.
EXACT = Decimal("1e-9")
SMALLEST_SENSITIVITY = 0.01
SMALLEST_CHANGE = 0.005
# The limits of total inputs. A sigmoid's are narrower, because its slope is almost 0 further out.
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
# A sigmoid only outputs numbers between 0 and 1.
SIGMOID_EXPECTED = (0.0, 0.1, 0.2, 0.8, 0.9, 1.0)
RATES = (0.5, 1.0)


def four_decimals(number: Number) -> str:
    """Return a number rounded to four decimals (halves away from 0), or fewer if these are exact.

    So 0.25 stays 0.25, and 0.24698 becomes 0.2470: its last zero says that it was rounded.
    """
    if isinstance(number, Written):
        return number.text
    exact = Decimal(f"{number:.{DECIMALS + 10}f}")
    rounded = exact.quantize(Decimal(1).scaleb(-DECIMALS), rounding=ROUND_HALF_UP)
    text = f"{rounded:f}"
    if abs(rounded - exact) < EXACT:
        text = text.rstrip("0").rstrip(".")
    return text if rounded else text.removeprefix("-")


class Written(float):
    """A number as a learner writes it down: rounded to four decimals.

    text: its digits; 0.2470 keeps its last zero.
    """

    text: str

    def __new__(cls, number: Number) -> Written:
        """Return the rounded number."""
        text = four_decimals(number)
        written = super().__new__(cls, text)
        written.text = text
        return written


class LinkOnPaper(Link):
    """A Link that rounds each result, as learners do; a sum is rounded when it is complete."""

    def backpropagate(self) -> None:
        """Send the sensitivity back, and collect the weight sensitivity, all rounded."""
        output_neuron = self.output_neuron
        output_neuron.sensitivity = Written(output_neuron.sensitivity)
        self.output_sensitivity = Written(output_neuron.sensitivity * output_neuron.slope)
        self.weight_sensitivity = Written(self.output_sensitivity * self.input_neuron.output)
        self.input_neuron.receive_sensitivity(self.output_sensitivity * self.weight)

    def nudge(self, learning_rate: Number) -> None:
        """Change the weight, and round the new one."""
        self.weight = Written(self.weight - learning_rate * self.weight_sensitivity)
        self.weight_sensitivity = 0


class NeuronOnPaper(Neuron):
    """A Neuron that rounds each result, as learners do."""

    def activate(self) -> None:
        """Round the total input, and work out output and slope, rounded as well."""
        self.total_input = Written(self.total_input)
        self.output = Written(self.activation.function(self.total_input))
        self.slope = Written(self.activation.slope(self.total_input, self.output))


ERROR_ON_PAPER = ErrorFunction(
    "error on paper",
    lambda outputs, expected: Written(half_sum_of_squares(outputs, expected)),
    lambda outputs, expected: [Written(each) for each in differences(outputs, expected)],
)


class Sheet(NamedTuple):
    """One learning step to do on paper.

    number: the number of the sheet. Sheets become harder up to 25; the sheet of the cards is 0.
    layer_sizes, activation, output_activation, weights: the network, with weights in Link order.
    inputs, expected, learning_rate: the one sample, and the learning rate of the nudge.
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
        """Whether learners needn't round: all numbers have at most four decimals.

        Only step 5, forwards again with the new weights, may have more.
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

    def network_on_paper(self) -> Network:
        """Return the same network, with Links and Neurons that round as learners do."""
        network = Network(
            self.layer_sizes,
            activation=self.activation,
            output_activation=self.output_activation,
            error=ERROR_ON_PAPER,
            neuron_type=NeuronOnPaper,
            link_type=LinkOnPaper,
        )
        network.weights = self.weights
        return network


# The class plays this one. It needs only mental arithmetic, even with the new weights, and two
# numbers come back to each hidden Neuron. The cards' sentences are for relu and identity.
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
    """Return the sheet with this number, which is the same on every Python.

    number: a whole number, starting at 1; 25 and above are the hardest.

    Raises TypeError or ValueError for anything else.
    """
    number = checked_whole_number(number, "number", at_least=1)
    random = Random(number)
    while True:
        drawn = drawn_sheet(number, random)
        if is_good(drawn):
            return drawn


def drawn_sheet(number: int, random: Random) -> Sheet:
    """Return a sheet with random numbers, which may not make a good exercise.

    number: the number of the sheet, which decides its level.
    """
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
    """Return one of the numbers at random.

    Uses only `random()`, because Python doesn't promise that its other methods stay the same.
    """
    return numbers[int(random.random() * len(numbers))]


def is_good(drawn: Sheet) -> bool:
    """Return whether a sheet makes a good exercise.

    Its inputs must differ, and so must weights that learners could mix up. Total inputs and
    sensitivities must be neither too small nor too large. Each output must be at least 0.1 off, and
    the error must fall.
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
    """Return whether two Links that learners could mix up have the same weight.

    Exact sheets have few weights to choose from, so there only Links to the same Neuron count;
    elsewhere all Links of a layer do.
    """
    for weights, after in zip(drawn.weights, drawn.layer_sizes[1:]):
        groups = [weights[place::after] for place in range(after)] if drawn.is_exact else [weights]
        if any(len(set(group)) < len(group) for group in groups):
            return True
    return False


def exactly(number: float) -> Number:
    """Return a number such as 0.1 as an exact Fraction, such as 1/10."""
    return Fraction(str(number))  # type: ignore[return-value]


def all_totals_are_good(network: Network) -> bool:
    """Return whether every total input is between 0.1 and 3 (for a sigmoid 2), plus or minus."""
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            largest = LARGEST_SIGMOID_TOTAL if neuron.activation is sigmoid else LARGEST_TOTAL
            if not 0.1 <= abs(neuron.total_input) <= largest:
                return False
    return True


def all_sensitivities_are_good(network: Network, drawn: Sheet) -> bool:
    """Return whether every nudge is large enough to see and none is very large.

    A sheet in WITH_A_DEAD_NEURON must have one dead Neuron, and its Links don't count. Other sheets
    must have none.
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
    """Return whether all numbers of a step, as Fractions, have at most four decimals."""
    numbers = [error]
    for neuron in network.neurons:
        numbers += [neuron.total_input, neuron.output, neuron.sensitivity]
    for link, nudged in zip(network.links, after.links):
        numbers += [link.output_sensitivity, link.weight_sensitivity, nudged.weight]
    return all((number * 10**DECIMALS) % 1 == 0 for number in numbers)
