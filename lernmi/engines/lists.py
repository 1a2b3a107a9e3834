"""The engine "lists": the arithmetic of Links and Neurons on plain lists of numbers.

It is only lists and loops, so it needs nothing but Python. It adds in the same order as the Links,
so the weights are the same to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from lernmi.activations import Number, identity
from lernmi.engines.link_weights import bring_back, fetched_weights
from lernmi.engines.plain_networks import plain_nudging, refuse, why_not_plain
from lernmi.functions.nudging import Adam, Nudging
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.engines import Workload
from lernmi.support.numbers import refuse_wrong_count
from lernmi.support.samples import Sample

# The weights of the Links from one Neuron to all Neurons of the next layer, in Link order.
Row = list[Number]
FunctionAndSlope = tuple[Callable[[Number], Number], Callable[[Number, Number], Number]]


class ListsEngine:
    """The engine "lists", with the methods of LinksEngine and the same results.

    rows: the weights of each LinkLayer. Each Neuron that Links come from has one row; the bias
        Neuron's row is first.
    """

    name = "lists"

    def why_not(self, workload: Workload) -> str:
        """Return why this engine can't do the work, or "" if it can."""
        return why_not_plain(workload)

    def load(self, workload: Workload) -> None:
        """Take a workload; ValueError if this engine can't train it."""
        refuse(self.name, self.why_not(workload))
        self.take(workload)

    def take(self, workload: Workload) -> None:
        """Take a workload without checking it."""
        self.nudging: Nudging | Adam | None = plain_nudging(workload)
        network = workload.network
        self.network: Network = network
        self.samples: Sequence[Sample] = workload.all_samples()
        self.batch_size: int = workload.batch_size
        self.links: list[Link] = network.links
        self.activations: list[list[FunctionAndSlope]] = [
            [(neuron.activation.function, neuron.activation.slope) for neuron in layer.neurons]
            for layer in network.neuron_layers
        ]
        input_neurons = network.neuron_layers[0].neurons
        self.inputs_are_outputs: bool = all(
            neuron.activation is identity for neuron in input_neurons
        )
        self.rows: list[list[Row]] = []
        # For the way back, each LinkLayer stores three things about the sample: which Neurons sent
        # an output other than 0, these outputs, and the slopes of the Neurons that it leads to.
        self.senders: list[list[int]] = []
        self.sent: list[list[Number]] = []
        self.slopes: list[list[Number]] = []
        # For each LinkLayer, the output sensitivity of the Links that lead to each Neuron. Empty
        # before the first sample.
        self.deltas: list[list[Number]] = [[] for _ in network.link_layers]
        # The weight sensitivities of a batch: for each LinkLayer, the rows that have any.
        self.sensitivities: list[dict[int, Row]] = [{} for _ in network.link_layers]

    def learn(
        self, order: Sequence[int], learning_rate: Number
    ) -> tuple[list[Number], list[list[Number]]]:
        """Learn from the samples at the positions in `order`, batch by batch.

        Returns the error and the outputs of each sample, as they were before its batch's nudge.
        """
        self.fetch()
        error_function = self.network.error_function
        output_layer = self.network.neuron_layers[-1]
        # Subtracting -0 turns a weight of -0 into 0. A Link never subtracts -0, because it adds up
        # sensitivities, starting at 0, before it nudges.
        at_once = self.batch_size == 1 and self.nudging is None and not self.has_minus_zero()
        errors = []
        all_outputs = []
        for start in range(0, len(order), self.batch_size):
            batch = order[start : start + self.batch_size]
            for position in batch:
                inputs, expected = self.samples[position]
                outputs = self.propagate(inputs)
                all_outputs.append(list(outputs))
                errors.append(error_function.function(outputs, expected))
                sensitivities = error_function.sensitivities(outputs, expected)
                refuse_wrong_count(sensitivities, output_layer.neurons)
                self.backpropagate(sensitivities, learning_rate if at_once else None)
            if not at_once:
                self.nudge(learning_rate, len(batch))
        return errors, all_outputs

    def propagate_all(self, order: Sequence[int]) -> list[list[Number]]:
        """Return the outputs for the samples at the positions in `order`, without learning."""
        self.fetch()
        return [self.propagate(self.samples[position][0]) for position in order]

    def store(self) -> None:
        """Write the weights, and the output sensitivities of the last sample, back to the Links."""
        if all(self.deltas):
            weights = [weight for rows in self.rows for row in rows for weight in row]
            bring_back(self.network, weights, self.deltas)

    # The parts of `learn`.

    def fetch(self) -> None:
        """Take the weights from the Links."""
        weights = iter(fetched_weights(self.network, self.links))
        sizes = [len(layer.neurons) for layer in self.network.neuron_layers]
        self.rows = []
        for before, after in zip(sizes, sizes[1:]):
            self.rows.append([list(islice(weights, after)) for _ in range(before + 1)])

    def has_minus_zero(self) -> bool:
        """Return whether any weight is -0."""
        # Looking for 0 or -0 first is much faster, because a weight is hardly ever 0.
        for rows in self.rows:
            for row in rows:
                if 0.0 in row and any(
                    math.copysign(1, weight) < 0 for weight in row if weight == 0
                ):
                    return True
        return False

    def propagate(self, inputs: Sequence[Number]) -> list[Number]:
        """Return the outputs for one sample, and store what backpropagation needs."""
        outputs = list(inputs)
        if not self.inputs_are_outputs:
            outputs, _ = activated(self.activations[0], [0 + value for value in inputs])
        self.senders = []
        self.sent = []
        self.slopes = []
        for rows, activations in zip(self.rows, self.activations[1:]):
            # Skip outputs of 0: they would add 0 to sums that begin at 0 and so are never -0.
            senders = [place for place, output in enumerate(outputs) if output != 0]
            sent = [outputs[place] for place in senders]
            totals = [0 + weight for weight in rows[0]]
            totals = with_products(totals, sent, [rows[place + 1] for place in senders])
            outputs, slopes = activated(activations, totals)
            self.senders.append(senders)
            self.sent.append(sent)
            self.slopes.append(slopes)
        return outputs

    def backpropagate(self, sensitivities: Iterable[Number], learning_rate: Number | None) -> None:
        """Calculate all weight sensitivities, from the last layer back to the first.

        learning_rate: if it is a number, nudge at once with this rate; if None, add them up.
        """
        sensitivities = [0 + sensitivity for sensitivity in sensitivities]
        for layer in reversed(range(len(self.rows))):
            rows = self.rows[layer]
            deltas = [one * slope for one, slope in zip(sensitivities, self.slopes[layer])]
            self.deltas[layer] = deltas
            if layer > 0:
                # Training doesn't need the sensitivities of the inputs.
                columns = list(zip(*rows[1:]))
                sensitivities = with_products([0] * (len(rows) - 1), deltas, columns)
            if learning_rate is None:
                self.add_weight_sensitivities(layer)
            else:
                self.nudge_at_once(layer, learning_rate)

    def nudge_at_once(self, layer: int, learning_rate: Number) -> None:
        """Nudge the weights of one LinkLayer, after a single sample."""
        rows, deltas = self.rows[layer], self.deltas[layer]
        columns = range(len(deltas))
        row = rows[0]
        for column in columns:
            row[column] -= learning_rate * deltas[column]
        senders, sent = self.senders[layer], self.sent[layer]
        whole = len(senders) - len(senders) % 4
        for start in range(0, whole, 4):
            # Four rows at a time, because the loop costs as much as the arithmetic.
            row_a, row_b, row_c, row_d = [rows[place + 1] for place in senders[start : start + 4]]
            a, b, c, d = sent[start : start + 4]
            for column, delta in enumerate(deltas):
                row_a[column] -= learning_rate * (delta * a)
                row_b[column] -= learning_rate * (delta * b)
                row_c[column] -= learning_rate * (delta * c)
                row_d[column] -= learning_rate * (delta * d)
        for sender, output in zip(senders[whole:], sent[whole:]):
            row = rows[sender + 1]
            for column in columns:
                row[column] -= learning_rate * (deltas[column] * output)

    def add_weight_sensitivities(self, layer: int) -> None:
        """Add the weight sensitivities of one sample, for one LinkLayer."""
        by_row, deltas = self.sensitivities[layer], self.deltas[layer]
        columns = range(len(deltas))
        senders = [0, *[sender + 1 for sender in self.senders[layer]]]
        for place, output in zip(senders, [1, *self.sent[layer]]):
            if place in by_row:
                row = by_row[place]
                for column in columns:
                    row[column] += deltas[column] * output
            else:
                by_row[place] = [0 + delta * output for delta in deltas]

    def nudge(self, learning_rate: Number, batch_length: int) -> None:
        """Nudge by the weight sensitivities of a batch, and clear them."""
        if self.nudging is not None:
            self.nudge_by_rule(self.nudging, learning_rate, batch_length)
        else:
            mean_rate = learning_rate / batch_length if batch_length > 1 else learning_rate
            for rows, by_row in zip(self.rows, self.sensitivities):
                for place, sensitivities in by_row.items():
                    row = rows[place]
                    for column, sensitivity in enumerate(sensitivities):
                        row[column] -= mean_rate * sensitivity
        for by_row in self.sensitivities:
            by_row.clear()

    def nudge_by_rule(
        self, nudging: Nudging | Adam, learning_rate: Number, batch_length: int
    ) -> None:
        """Let the nudging move every Link, in Link order."""
        links = enumerate(self.links)
        for rows, by_row in zip(self.rows, self.sensitivities):
            for place, row in enumerate(rows):
                sensitivities = by_row.get(place, [0] * len(row))
                for column, (sensitivity, (position, link)) in enumerate(zip(sensitivities, links)):
                    link.weight_sensitivity = sensitivity
                    nudging(link, position, learning_rate, batch_length)
                    link.weight_sensitivity = 0
                    row[column] = link.weight


def activated(activations: Any, totals: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """Return the outputs and the slopes of a layer."""
    outputs = []
    slopes = []
    for (function, slope), total in zip(activations, totals):
        output = function(total)
        outputs.append(output)
        slopes.append(slope(total, output))
    return outputs, slopes


def with_products(totals: Row, factors: Sequence[Number], rows: Sequence[Sequence[Number]]) -> Row:
    """Return the totals plus factor × row, for one row after another.

    It takes eight rows at a time, because the loop costs as much as the arithmetic. It still adds
    them one after another.
    """
    whole = len(rows) - len(rows) % 8
    for start in range(0, whole, 8):
        a, b, c, d, e, f, g, h = factors[start : start + 8]
        eight = zip(totals, *rows[start : start + 8])
        totals = [
            total
            + a * in_a
            + b * in_b
            + c * in_c
            + d * in_d
            + e * in_e
            + f * in_f
            + g * in_g
            + h * in_h
            for total, in_a, in_b, in_c, in_d, in_e, in_f, in_g, in_h in eight
        ]
    for start in range(whole, len(rows)):
        a = factors[start]
        totals = [total + a * in_a for total, in_a in zip(totals, rows[start])]
    return totals
