"""How much rounding on the way can change a result.

Nobody calculates by hand with all digits. This file has a Neuron and a Link that do the core's
calculations with few decimals. Each time they use a number, they choose at random: exact, rounded
or truncated. Many runs show which results rounding can explain.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.neuron import Neuron


def rounding_types(decimals: int, random: Random) -> tuple[type[Neuron], type[Link]]:
    """Return a Neuron type and a Link type that calculate with rounded numbers.

    decimals: the number of decimals. random: chooses exact, rounded or truncated for each number.
    """
    unit = Decimal(1).scaleb(-decimals)

    def rough(number: Number) -> Number:
        choice = random.randrange(3)
        if choice == 0:
            return number
        rounding = ROUND_DOWN if choice == 1 else ROUND_HALF_UP
        # With 15 digits, so that 0.29 isn't truncated as if it were 0.28999999999999998.
        return float(Decimal(f"{number:.15g}").quantize(unit, rounding))

    class RoundingNeuron(Neuron):
        """A Neuron that activates like any other, with rounded numbers."""

        __slots__ = ()

        def activate(self) -> None:
            total_input = rough(self.total_input)
            self.output = self.activation.function(total_input)
            self.slope = self.activation.slope(total_input, rough(self.output))

    class RoundingLink(Link):
        """A Link that multiplies like any other, with rounded numbers."""

        __slots__ = ()

        def propagate(self) -> None:
            self.output_neuron.receive(rough(self.input_neuron.output) * rough(self.weight))

        def backpropagate(self) -> None:
            input_neuron, output_neuron = self.input_neuron, self.output_neuron
            self.output_sensitivity = rough(output_neuron.sensitivity) * rough(output_neuron.slope)
            output_sensitivity = rough(self.output_sensitivity)
            self.weight_sensitivity += output_sensitivity * rough(input_neuron.output)
            input_neuron.receive_sensitivity(output_sensitivity * rough(self.weight))

        def nudge(self, learning_rate: Number) -> None:
            change = learning_rate * rough(self.weight_sensitivity)
            self.weight = self.weight - change
            self.weight_sensitivity = 0

    return RoundingNeuron, RoundingLink
