"""What a published example is, and the verdict on each of its numbers.

A number is "right" if it is lernmi's number, rounded to as many digits as were printed (or
differs by no more than the last bits of a float). If not, it is "rounded" if rounding on the way,
or cutting off, explains it (`rounding.py`). Else it is "wrong". No verdict is written down
anywhere: they are found anew each time.
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

# So often the step is done with rounding here and there, to see where the results lie.
ROUGH_RUNS = 200
# After more steps than these a program did the sums, and nobody rounded anything.
MOST_ROUGH_STEPS = 100
# Floats have no more digits; the last bits depend on whose exp and tanh it is.
FLOAT_NOISE = 4 * sys.float_info.epsilon


class PublishedNumber(NamedTuple):
    """One number that an author printed, and which number of lernmi it is.

    name: how the author calls it. printed: its digits, as text: "0.20" says more than 0.2.
    of, what: a Neuron or a Link by name, and its attribute, such as "h1->y1" and
        "weight_sensitivity"; or "error" and nothing.
    steps: after how many nudges.
    factor: what lernmi's number has to be multiplied by, where the author means something
        else: -1 where it is expected - output that is sent back, 2 where the error has no half.
    """

    name: str
    printed: str
    of: str
    what: str = ""
    steps: int = 0
    factor: Number = 1

    def meaning(self) -> str:
        """Say which number of lernmi it is, such as "h1->y1 weight after 1 step"."""
        text = f"{self.of} {self.what.replace('_', ' ')}".strip()
        if self.factor != 1:
            text = f"-{text}" if self.factor == -1 else f"{self.factor} x {text}"
        if self.steps:
            text += f" after {self.steps:,} step{'s' if self.steps > 1 else ''}"
        return text

    def unit(self) -> Decimal:
        """Return what one more in the last printed digit is worth, such as 0.001."""
        exponent = Decimal(self.printed).as_tuple().exponent
        return Decimal(1).scaleb(int(exponent))


class Finding(NamedTuple):
    """A published number, lernmi's value for it, and the verdict: right, rounded or wrong."""

    number: PublishedNumber
    value: Number
    verdict: str


class PublishedExample(NamedTuple):
    """One learning step, worked out by somebody else.

    author, title, year, address: where it was published.
    about: what it is, in one line.
    layer_sizes, weights: the network, its weights in Link order; 0 for a bias that isn't there.
    inputs, expected, learning_rate: the one sample, and how far to nudge.
    names: which Links (or Neurons) are meant by which of the author's names.
    numbers: what the author printed.
    carried: with how many decimals the author goes on, at the fewest.
    remarks: what to know about the numbers, such as where they are not right and why.
    activation, output_activation, error: as a Network takes them.
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
        """The numbers that the author gives, by name."""
        return {number.name: float(number.printed) for number in self.numbers}

    def work_through(self, network: Network, steps: int = 0) -> None:
        """Do so many steps as the author does; then send the sample through, and back."""
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
        """Return the number as the network has it, once it has been worked through."""
        if number.of == "error":
            outputs = network.neuron_layers[-1].outputs()
            found: Number = network.error_function.function(outputs, self.expected)
        elif "->" in number.of:
            found = getattr(network.link(*number.of.split("->")), number.what)
        else:
            found = getattr(network.neuron(number.of), number.what)
        return number.factor * found

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
        """Return networks that were worked through with rounding, by the number of steps."""
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
        """Return the verdicts in a line, such as "20 numbers: 19 right, 1 rounded (Err6)"."""
        findings = self.findings()
        parts = []
        for word in (RIGHT, ROUNDED, WRONG):
            names = [finding.number.name for finding in findings if finding.verdict == word]
            if names:
                listed = f" ({', '.join(names)})" if word != RIGHT else ""
                parts.append(f"{len(names)} {word}{listed}")
        return f"{len(findings)} numbers: {', '.join(parts)}"


def verdict(number: PublishedNumber, value: Number, rough: Sequence[Number]) -> str:
    """Say whether a printed number is right, rounded or wrong.

    value: what it should be. rough: what it came to with rounding on the way.
    """
    printed, unit = float(number.printed), number.unit()
    if Decimal(value).quantize(unit) == Decimal(number.printed):
        return RIGHT
    if abs(printed - value) <= FLOAT_NOISE * abs(value):
        return RIGHT
    # Its own last digit may be rounded or cut off: that is less than one unit of it.
    reach = float(unit) * (1 - 1e-6)
    if min([value, *rough]) - reach < printed < max([value, *rough]) + reach:
        return ROUNDED
    return WRONG


# For examples that expect nothing, and ask how much the output itself changes.


def output_error(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the sum of the outputs, whatever was expected."""
    total: Number = 0
    for output in outputs:
        total += output
    return total


def output_sensitivities(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
    """Return 1 for each output: how much it changes if it changes."""
    return [1 for _ in outputs]


output_itself = ErrorFunction("output_itself", output_error, output_sensitivities)
