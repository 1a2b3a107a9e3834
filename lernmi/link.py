"""The Link: one weighted connection. All of backpropagation is in this file.

Forwards, a Link takes the output of the Neuron it comes from, multiplies it by its weight,
and delivers the product to the Neuron it leads to. That Neuron adds what all its Links
deliver, and its activation turns the sum into its output.

Backwards, the question at every number is: *how much would the error change if this number
changed a little?* The answer is a ratio, the number's sensitivity: if the number rises a little,
the error rises so many times as much (and falls, where the sensitivity is negative). The same
question about one single step, such as a multiplication, is answered by that step's slope. And
one law leads from slopes to sensitivities: along a path, slopes multiply; where paths meet, they
add.

It begins at the outputs, where the sensitivity is output - expected (`error_functions.py`).
Then the Links have their turn, those of the last layer first, so that each finds the sensitivity
of its output Neuron complete:

- What the Link delivers raises the Neuron's output slope times as much, and that raises the
  error sensitivity times as much. Together, sensitivity x slope: the *output sensitivity* (of
  the Link's own output, of what it delivers).
- What it delivers is weight x input. One more of weight is input more delivered, so the *weight
  sensitivity* is output sensitivity x input.
- One more of input is weight more delivered, so output sensitivity x weight is what the input
  Neuron is sent. It may feed many Links, and adds what they all send back.

For h1->y1 in the README: 0.7413651 x 0.1868156 = 0.1384986; that x 0.5932700 = 0.0821670 for the
weight; and x 0.40 = 0.0553994 for h1.

Last, when every Link is done, comes the nudge. A positive weight sensitivity means that a larger
weight makes a larger error, so the weight moves the other way: minus learning rate x weight
sensitivity.
"""

from __future__ import annotations

from lernmi.activations import Number
from lernmi.neuron import Neuron
from lernmi.support.texts import short_text


class Link:
    """One weighted connection between two Neurons.

    input_neuron, output_neuron: where it comes from and where it leads.
    weight: what it multiplies by.
    output_sensitivity: how many times as much the error rises if what this Link delivers
        rises a little (textbooks: delta, dE/dz); that of the last sample, None before the
        first.
    weight_sensitivity: how many times as much the error rises if the weight rises a little
        (textbooks: dE/dw, the weight's part of the gradient); added up over the samples since
        the last nudge, which uses it up.
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
        # None, as a Neuron's output is before it activates.
        self.output_sensitivity = None  # type: ignore[assignment]
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
        """Find the sensitivities here, and send the input Neuron the one that concerns it.

        The output Neuron must have its whole sensitivity by now, so the Links further on
        have to go first.
        """
        input_neuron = self.input_neuron
        output_neuron = self.output_neuron

        output_sensitivity = output_neuron.sensitivity * output_neuron.slope
        weight_sensitivity = output_sensitivity * input_neuron.output
        input_sensitivity = output_sensitivity * self.weight

        # The first is kept only to be looked at. The second is added, since several samples may
        # come before one nudge.
        self.output_sensitivity = output_sensitivity
        self.weight_sensitivity += weight_sensitivity
        input_neuron.receive_sensitivity(input_sensitivity)

    def nudge(self, learning_rate: Number) -> None:
        """Move the weight a little against its sensitivity (stochastic gradient descent).

        The weight sensitivity goes back to 0, so that the next samples start afresh.
        """
        change = learning_rate * self.weight_sensitivity
        self.weight = self.weight - change
        self.weight_sensitivity = 0

    def __repr__(self) -> str:
        text = f"{self.name}: weight {short_text(self.weight)}"
        if self.output_sensitivity is not None:
            text += f", output sensitivity {short_text(self.output_sensitivity)}"
        return text + f", weight sensitivity {short_text(self.weight_sensitivity)}"
