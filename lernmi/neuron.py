"""A Neuron adds up what it receives, and puts the sum through its activation function.

Forwards, Links deliver values, and the Neuron adds them up: its total input. When all Links have
delivered, it activates: the activation function turns the total input into the output.

Backwards, the Links that lead away from it send values back, and it adds these up, too. Their sum
is its sensitivity.
"""

from __future__ import annotations

from lernmi.activations import Activation, Number, identity
from lernmi.support.texts import short_text


class Neuron:
    """One neuron, with a name.

    name: a string such as "h1", unique in its network.
    activation: the Activation that turns the total input into the output.
    total_input: the sum of what Links have delivered so far (textbooks: z).
    output: the result of the activation function (textbooks: a).
    slope: how strongly the output responds to the total input (textbooks: f'(z)).
    sensitivity: how strongly the error responds to the output (textbooks: dE/da). It is the sum of
        what Links have sent back so far.

    Output and slope are None at first. A NoneType error means that it has not activated yet.
    """

    __slots__ = ("name", "activation", "total_input", "output", "slope", "sensitivity")

    name: str
    activation: Activation
    total_input: Number
    output: Number
    slope: Number
    sensitivity: Number

    def __init__(self, name: str, activation: Activation) -> None:
        self.name = name
        self.activation = activation
        self.reset()

    def reset(self) -> None:
        """Forget the last sample: both sums start at 0 again."""
        self.total_input = 0
        # None until the Neuron activates, so that using them too early fails at once.
        self.output = self.slope = None  # type: ignore[assignment]
        self.sensitivity = 0

    def receive(self, value: Number) -> None:
        """Add `value`, which one Link delivers, to the total input."""
        self.total_input += value

    def activate(self) -> None:
        """Set output and slope, once all Links that lead here have delivered."""
        self.output = self.activation.function(self.total_input)
        self.slope = self.activation.slope(self.total_input, self.output)

    def receive_sensitivity(self, value: Number) -> None:
        """Add `value`, which one Link sends back, to the sensitivity."""
        self.sensitivity += value

    def __repr__(self) -> str:
        if self.output is None:
            return f"{self.name}: total input {short_text(self.total_input)}, not activated yet"
        return (
            f"{self.name}: total input {short_text(self.total_input)}, output "
            f"{short_text(self.output)}, slope {short_text(self.slope)}, "
            f"sensitivity {short_text(self.sensitivity)}"
        )


class BiasNeuron(Neuron):
    """A Neuron that always outputs 1. No Link leads to it.

    So a Link from it delivers exactly the Link's weight (textbooks: the bias). The bias
    Neuron's sensitivity is its only number that ever changes.
    """

    __slots__ = ()

    def __init__(self, name: str) -> None:
        super().__init__(name, identity)
        # These never change: reset() leaves them alone.
        self.total_input: Number = 1
        self.output: Number = 1
        self.slope: Number = 1

    def reset(self) -> None:
        """Forget the last sample: the sensitivity starts at 0 again; the output stays 1."""
        self.sensitivity: Number = 0

    def receive(self, value: Number) -> None:
        """Raise ValueError: no Link may deliver to a bias Neuron."""
        raise ValueError(
            f"{self.name} is a bias Neuron: it always outputs 1 and can't receive a value; "
            f"got {short_text(value)}. Connect the Link to an ordinary Neuron"
        )
