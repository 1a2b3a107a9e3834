"""What ready-made activations do with their total input, as a formula with the numbers put in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lernmi.activations import (
    Activation,
    Number,
    identity,
    leaky_relu,
    relu,
    sigmoid,
    tanh,
)
from lernmi.inside import sentences
from lernmi.inside.numbers import significant, worked
from lernmi.training.activations import elu, gelu, silu, sine, softplus

# In the place of {x} stands the total input, of {minus_x} its opposite.
OUTPUTS: dict[Activation, str] = {
    sigmoid: "1 / (1 + e^{minus_x})",
    tanh: "(e^{x} - e^{minus_x}) / (e^{x} + e^{minus_x})",
    softplus: "log(1 + e^{x})",
    silu: "{x} / (1 + e^{minus_x})",
    sine: "sin({x})",
    gelu: "{x} x the normal share below {x}",
}
SLOPES: dict[Activation, tuple[str, Callable[..., Any]]] = {
    sigmoid: ("{} x (1 - {})", lambda a, b: a * (1 - b)),
    tanh: ("(1 - {}) x (1 + {})", lambda a, b: (1 - a) * (1 + b)),
}
BENT = (relu, leaky_relu, elu)


def output_text(activation: Activation, total_input: Number, output: Number) -> str:
    """Return how a Neuron's output comes of its total input, such as "tanh(0.5) = 0.4621172"."""
    x, shown_output = significant(total_input), significant(output)
    if activation is identity:
        return sentences.SAME.format(output=shown_output)
    if activation in BENT:
        side = sentences.ABOVE if total_input > 0 else sentences.NOT_ABOVE
        return side.format(activation=activation.name, x=x, output=shown_output)
    text = f"{activation.name}({x}) = "
    if activation in OUTPUTS:
        text += OUTPUTS[activation].format(x=in_a_power(x), minus_x=opposite(x)) + " = "
    return text + shown_output


def slope_text(activation: Activation, total_input: Number, output: Number, slope: Number) -> str:
    """Return where a Neuron's slope comes from, as a sum where it is a simple one."""
    x, shown_slope = significant(total_input), significant(slope)
    if activation is identity:
        return sentences.SLOPE_OF_IDENTITY.format(slope=shown_slope)
    if activation in BENT:
        side = sentences.SLOPE_ABOVE if total_input > 0 else sentences.SLOPE_NOT_ABOVE
        return side.format(slope=shown_slope)
    if activation in SLOPES:
        template, compute = SLOPES[activation]
        return worked(template, [output, output], compute, slope)
    return sentences.SLOPE_OF_OTHERS.format(activation=activation.name, x=x, slope=shown_slope)


def in_a_power(text: str) -> str:
    """Return a number as it can stand in a power: a negative one in brackets."""
    return f"({text})" if text.startswith("-") else text


def opposite(text: str) -> str:
    """Return the opposite of a shown number, as it can stand in a power."""
    return text[1:] if text.startswith("-") else f"(-{text})"
