"""A Link is one weighted connection. All of backpropagation is in this file.

Forwards, a Link multiplies its input (the output of its input Neuron) by its weight. It delivers
the product to its output Neuron.

Backwards, every number answers one question: how strongly does the error respond to you? The answer
is its sensitivity. Raise the number by a tiny bit, and the error changes by sensitivity × that bit:
with sensitivity 3, +0.01 gives about +0.03. The answers travel from the outputs back to the inputs.

A slope is how strongly one step responds: add 1 to its input, and its output rises by slope. A
Link's slope is its weight; a Neuron's slope depends on its total input. One rule turns slopes into
sensitivities: along a path, slopes multiply; where paths meet, they add.

The error function gives the outputs their sensitivities, and the Links of the last layer go first.
So each Link finds its output Neuron's sensitivity complete, and works out three more:

- output sensitivity, for what it delivers. Deliver 1 more, and the Neuron's output rises by its
  slope, so the error rises by sensitivity × slope.
- weight sensitivity, for its weight. Raise the weight by 1, and the Link delivers `input` more, so
  the error rises by output sensitivity × input.
- what it sends back. Raise the input Neuron's output by 1, and the Link delivers `weight` more, so
  the error rises by output sensitivity × weight. The Neuron adds up what all its Links send back.

All of this holds for small changes; 1 is just easier to think about. For h1->y1 in the README:

    output sensitivity    0.74137 × 0.18682 = 0.13850
    weight sensitivity    0.13850 × 0.59327 = 0.08217
    sent back to h1       0.13850 × 0.40    = 0.05540

When every Link is done, each nudges its weight against its weight sensitivity. If that is positive,
a larger weight makes a larger error, so the weight goes down.
"""

from __future__ import annotations

from lernmi.activations import Number
from lernmi.neuron import Neuron
from lernmi.support.texts import short_text


class Link:
    """One weighted connection between two Neurons.

    input_neuron, output_neuron: the Neurons that the Link comes from and leads to.
    weight: the number that the Link multiplies its input by.
    output_sensitivity: how strongly the error responds to what this Link delivers, in the last
        sample (textbooks: delta, dE/dz); None before the first.
    weight_sensitivity: how strongly the error responds to the weight (textbooks: dE/dw, the
        weight's component of the gradient), added up over all samples since the last nudge.
    """

    __slots__ = (
        "input_neuron",
        "output_neuron",
        "weight",
        "output_sensitivity",
        "weight_sensitivity",
    )

    input_neuron: Neuron
    output_neuron: Neuron
    weight: Number
    output_sensitivity: Number
    weight_sensitivity: Number

    def __init__(self, input_neuron: Neuron, output_neuron: Neuron, weight: Number) -> None:
        self.input_neuron = input_neuron
        self.output_neuron = output_neuron
        self.weight = weight
        # None until the Link backpropagates, so that using it too early fails at once.
        self.output_sensitivity = None  # type: ignore[assignment]
        self.weight_sensitivity = 0

    @property
    def name(self) -> str:
        """The names of both Neurons, such as "x1->h2"."""
        return f"{self.input_neuron.name}->{self.output_neuron.name}"

    def propagate(self) -> None:
        """Deliver the input Neuron's output × weight to the output Neuron."""
        delivered = self.input_neuron.output * self.weight
        self.output_neuron.receive(delivered)

    def backpropagate(self) -> None:
        """Work out the three sensitivities, and send the last one back to the input Neuron.

        The Links of later layers go first, so the output Neuron's sensitivity is complete.
        """
        input_neuron = self.input_neuron
        output_neuron = self.output_neuron

        output_sensitivity = output_neuron.sensitivity * output_neuron.slope
        weight_sensitivity = output_sensitivity * input_neuron.output
        input_sensitivity = output_sensitivity * self.weight

        # Store the first to look at; add up the second, because a nudge may follow several samples.
        self.output_sensitivity = output_sensitivity
        self.weight_sensitivity += weight_sensitivity
        input_neuron.receive_sensitivity(input_sensitivity)

    def nudge(self, learning_rate: Number) -> None:
        """Move the weight against its sensitivity (gradient descent), then set that to 0."""
        change = learning_rate * self.weight_sensitivity
        self.weight = self.weight - change
        self.weight_sensitivity = 0

    def __repr__(self) -> str:
        text = f"{self.name}: weight {short_text(self.weight)}"
        if self.output_sensitivity is not None:
            text += f", output sensitivity {short_text(self.output_sensitivity)}"
        return text + f", weight sensitivity {short_text(self.weight_sensitivity)}"
