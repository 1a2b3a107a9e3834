"""A Neuron adds up what it receives, and passes the sum through its activation.

Forwards, Links deliver values, and the Neuron adds them to its total input. When all Links have
delivered, it activates: the activation function turns the total input into the output. Backwards,
the Links that lead away from it send back sensitivities, and the Neuron adds these too.
"""

from __future__ import annotations

from lernmi.activations import Activation, Number, identity
from lernmi.support.texts import short_text


class Neuron:
    """One neuron, with a name.

    name: text that is unique in its network, such as "h1".
    activation: turns the total input into the output.
    total_input: the sum of what Links have delivered so far (textbooks: z).
    output: the activation function of the total input (textbooks: a).
    slope: how strongly the output responds to the total input (textbooks: f'(z)).
    sensitivity: how strongly the error responds to the output (textbooks: dE/da): the sum of what
        Links have sent back so far.

    Output and slope are None at first: a NoneType error means that it has not activated yet.
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
        """Forget the last sample: both sums start at 0."""
        self.total_input = 0
        # Not yet known: reading one too early fails at once.
        self.output = self.slope = None  # type: ignore[assignment]
        self.sensitivity = 0

    def receive(self, value: Number) -> None:
        """Add what one Link delivers to the total input."""
        self.total_input += value

    def activate(self) -> None:
        """Set output and slope, once all Links that lead here have delivered."""
        self.output = self.activation.function(self.total_input)
        self.slope = self.activation.slope(self.total_input, self.output)

    def receive_sensitivity(self, value: Number) -> None:
        """Add what one Link sends back to the sensitivity."""
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
    """A Neuron that always outputs 1; no Link leads to it.

    So each of its Links adds its weight (textbooks: the bias) to a Neuron's total input. Only its
    sensitivity ever changes.
    """

    __slots__ = ()

    def __init__(self, name: str) -> None:
        super().__init__(name, identity)
        # These stay: its reset leaves them alone.
        self.total_input = 1
        self.output = 1
        self.slope = 1

    def reset(self) -> None:
        """Forget the last sample: the sensitivity starts at 0, the output stays 1."""
        self.sensitivity = 0

    def receive(self, value: Number) -> None:
        """Raise ValueError: no Link may deliver to a bias Neuron."""
        raise ValueError(
            f"{self.name} is a bias Neuron: its output is always 1 and it receives nothing; "
            f"got {short_text(value)}; let the Link lead to an ordinary Neuron"
        )
