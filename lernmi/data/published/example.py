"""What a published example is, and the verdict on each of its numbers.

A number is "right" if it is lernmi's number, rounded to the printed digits (or differs only in
the last bits of a float). Otherwise it is "rounded" if rounding or truncating on the way explains
it (`rounding.py`). Otherwise it is "wrong". lernmi stores no verdict: it computes each when you
ask.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple

from lernmi.activations import Activation, Number, sigmoid
from lernmi.data.published.rounding import rounding_types
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron

RIGHT, ROUNDED, WRONG = "right", "rounded", "wrong"

# Number of runs with rounding, to see how much rounding can change the results.
ROUGH_RUNS = 200
# Nobody calculates more steps than this by hand, and programs don't round on the way.
MOST_ROUGH_STEPS = 100
# The last bits of a float depend on the exp and tanh of the system.
FLOAT_NOISE = 4 * sys.float_info.epsilon


class PublishedNumber(NamedTuple):
    """One number that an author printed, and which of lernmi's numbers it should equal.

    name: the author's name for it.
    printed: its digits, as text, because "0.20" says more than 0.2.
    of, what: a Neuron or a Link by name, and its attribute, such as "h1->y1" and
        "weight_sensitivity"; or "error" and "".
    steps: number of nudges before this number.
    factor: what to multiply lernmi's number by if the author defines it differently, such as -1 if
        the author sends expected - output back, or 2 if the author's error has no half.
    """

    name: str
    printed: str
    of: str
    what: str = ""
    steps: int = 0
    factor: Number = 1

    def meaning(self) -> str:
        """Return the name of lernmi's number, such as "h1->y1 weight after 1 step"."""
        text = f"{self.of} {self.what.replace('_', ' ')}".strip()
        if self.factor != 1:
            text = f"-{text}" if self.factor == -1 else f"{self.factor} × {text}"
        if self.steps:
            text += f" after {self.steps:,} step{'s' if self.steps > 1 else ''}"
        return text

    def unit(self) -> Decimal:
        """Return the value of one unit in the last printed digit, such as 0.001."""
        exponent = Decimal(self.printed).as_tuple().exponent
        return Decimal(1).scaleb(int(exponent))


class Finding(NamedTuple):
    """A published number, lernmi's value for it, and the verdict: right, rounded or wrong."""

    number: PublishedNumber
    value: Number
    verdict: str


class PublishedExample(NamedTuple):
    """One learning step that another author worked out and published.

    author, title, year, address: its source.
    about: a description in one line.
    layer_sizes, weights: the network, with its weights in Link order; 0 for a missing bias.
    inputs, expected, learning_rate: the one sample, and the size of the nudge.
    names: the Links or Neurons for each of the author's names.
    numbers: the numbers that the author printed.
    carried: the fewest decimals that the author calculates with.
    remarks: what to know about the numbers, such as which ones are wrong and why.
    activation, output_activation, error: as for Network.
    nudges_biases: whether the author nudges the biases too.
    """

    author: str
    title: str
    year: int
    address: str
    about: str
    layer_sizes: Sequence[int]
    weights: Sequence[Sequence[float]]
    inputs: Sequence[float]
    expected: Sequence[float]
    learning_rate: float
    names: Mapping[str, Sequence[str]]
    numbers: Sequence[PublishedNumber]
    carried: int
    remarks: str
    activation: Activation = sigmoid
    output_activation: Activation | None = None
    error: ErrorFunction = squared_error
    nudges_biases: bool = False

    def network(self, neuron_type: type[Neuron] = Neuron, link_type: type[Link] = Link) -> Network:
        """Return a network with the published weights, ready for the step."""
        network = Network(
            self.layer_sizes,
            activation=self.activation,
            output_activation=self.output_activation,
            error=self.error,
            neuron_type=neuron_type,
            link_type=link_type,
        )
        network.weights = self.weights
        return network

    @property
    def published(self) -> dict[str, float]:
        """The author's numbers by name."""
        return {number.name: float(number.printed) for number in self.numbers}

    def work_through(self, network: Network, steps: int = 0) -> None:
        """Do `steps` learning steps as the author does them, then propagate and backpropagate."""
        for _ in range(steps):
            self.send_through_and_back(network)
            if not self.nudges_biases:
                for link in network.links:
                    if isinstance(link.input_neuron, BiasNeuron):
                        link.weight_sensitivity = 0
            network.nudge(self.learning_rate)
        self.send_through_and_back(network)

    def send_through_and_back(self, network: Network) -> None:
        """Propagate the sample, compare, and backpropagate."""
        network.propagate(self.inputs)
        network.compare(self.expected)
        network.backpropagate()

    def value(self, number: PublishedNumber, network: Network) -> Number:
        """Return lernmi's value for a published number, from a network after `work_through`."""
        if number.of == "error":
            outputs = network.neuron_layers[-1].outputs()
            value: Number = network.error_function.function(outputs, self.expected)
        elif "->" in number.of:
            value = getattr(network.link(*number.of.split("->")), number.what)
        else:
            value = getattr(network.neuron(number.of), number.what)
        return number.factor * value

    def findings(self) -> list[Finding]:
        """Return lernmi's value for each published number, and the verdict on it."""
        networks = {}
        for steps in sorted({number.steps for number in self.numbers}):
            networks[steps] = self.network()
            self.work_through(networks[steps], steps)
        rough_networks = self.rough_networks()
        findings = []
        for number in self.numbers:
            value = self.value(number, networks[number.steps])
            rough = [self.value(number, network) for network in rough_networks[number.steps]]
            findings.append(Finding(number, value, verdict(number, value, rough)))
        return findings

    def rough_networks(self) -> dict[int, list[Network]]:
        """Return networks that did their steps with rounding, by number of steps."""
        random = Random(0)
        types = rounding_types(self.carried, random)
        networks: dict[int, list[Network]] = {}
        for steps in sorted({number.steps for number in self.numbers}):
            networks[steps] = []
            for _ in range(ROUGH_RUNS if steps <= MOST_ROUGH_STEPS else 0):
                network = self.network(*types)
                self.work_through(network, steps)
                networks[steps].append(network)
        return networks

    def summary(self) -> str:
        """Return the verdicts on one line, such as "20 numbers: 19 right, 1 rounded (Err6)"."""
        findings = self.findings()
        parts = []
        for word in (RIGHT, ROUNDED, WRONG):
            names = [finding.number.name for finding in findings if finding.verdict == word]
            if names:
                in_brackets = f" ({', '.join(names)})" if word != RIGHT else ""
                parts.append(f"{len(names)} {word}{in_brackets}")
        return f"{len(findings)} numbers: {', '.join(parts)}"


def verdict(number: PublishedNumber, value: Number, rough: Sequence[Number]) -> str:
    """Return whether a printed number is right, rounded or wrong.

    value: the exact value. rough: the values after calculating with rounding on the way.
    """
    printed, unit = float(number.printed), number.unit()
    if Decimal(value).quantize(unit) == Decimal(number.printed):
        return RIGHT
    if abs(printed - value) <= FLOAT_NOISE * abs(value):
        return RIGHT
    # Rounding or truncating changes a number by less than one unit of its last printed digit.
    reach = float(unit) * (1 - 1e-6)
    if min([value, *rough]) - reach < printed < max([value, *rough]) + reach:
        return ROUNDED
    return WRONG


# For examples that expect nothing, but ask how strongly the output itself responds.


def output_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of the outputs; the expected numbers don't matter."""
    total: Number = 0
    for output in outputs:
        total += output
    return total


def output_sensitivities(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
    """Return 1 for each output, because the error is their sum."""
    return [1 for _ in outputs]


output_itself = ErrorFunction("output_itself", output_error, output_sensitivities)
