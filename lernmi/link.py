"""The Link: one weighted connection. All of backpropagation is in this file.

Forwards, a Link takes the output of the Neuron it comes from, multiplies it by its weight,
and delivers the product to the Neuron it leads to. That Neuron adds what all its Links
deliver, and its activation turns the sum into its output.

Backwards, the question is: *how much would the error change if this number changed a
little?* That is the number's sensitivity. One law answers it everywhere: along a path,
slopes multiply; where paths meet, they add.

So, asked for one Link, whose output Neuron already knows its own sensitivity:

- The Neuron's output reacts to what is delivered by its slope. The error's reaction to what
  this Link delivers is therefore sensitivity x slope: the output sensitivity.
- What the Link delivers is weight x input. Seen from the weight, the slope of this product
  is the input: the weight sensitivity is output sensitivity x input.
- Seen from the input, the slope of the product is the weight: what goes back to the input
  Neuron is output sensitivity x weight. That Neuron may feed many Links; it adds what they
  all send back.

Last comes the nudge. A positive weight sensitivity means that a larger weight makes a larger
error, so the weight moves the other way: minus learning rate x weight sensitivity.
"""

from __future__ import annotations

from lernmi.activations import Number
from lernmi.neuron import Neuron, shown


class Link:
    """One weighted connection between two Neurons.

    input_neuron, output_neuron: where it comes from and where it leads.
    weight: what it multiplies by.
    output_sensitivity: how much the error changes for a small change of what this Link
        delivers (textbooks: delta, dE/dz); that of the last sample, None before the first.
    weight_sensitivity: how much the error changes for a small change of the weight
        (textbooks: dE/dw, the weight's part of the gradient); added up over the samples
        since the last nudge.
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
        self.output_sensitivity = None
        self.weight_sensitivity = 0

    @property
    def name(self) -> str:
        """The names of both Neurons with an arrow between, such as "x1->h2"."""
        return f"{self.input_neuron.name}->{self.output_neuron.name}"

    def propagate(self) -> None:
        """Deliver the input Neuron's output x weight to the output Neuron."""
        delivered = self.input_neuron.output * self.weight
        self.output_neuron.receive(delivered)

    def backpropagate(self) -> None:
        """Find this Link's two sensitivities, and send the input Neuron its part.

        The output Neuron must have its whole sensitivity by now, so the Links further on
        have to go first.
        """
        input_neuron = self.input_neuron
        output_neuron = self.output_neuron

        output_sensitivity = output_neuron.sensitivity * output_neuron.slope
        weight_sensitivity = output_sensitivity * input_neuron.output
        input_sensitivity = output_sensitivity * self.weight

        self.output_sensitivity = output_sensitivity
        self.weight_sensitivity += weight_sensitivity
        input_neuron.receive_sensitivity(input_sensitivity)

    def nudge(self, learning_rate: Number) -> None:
        """Move the weight a little against its sensitivity (stochastic gradient descent).

        The weight sensitivity goes back to 0, so that the next samples start afresh.
        """
        change = learning_rate * self.weight_sensitivity
        self.weight -= change
        self.weight_sensitivity = 0

    def __repr__(self) -> str:
        text = f"{self.name}: weight {shown(self.weight)}"
        if self.output_sensitivity is not None:
            text += f", output sensitivity {shown(self.output_sensitivity)}"
        return text + f", weight sensitivity {shown(self.weight_sensitivity)}"
