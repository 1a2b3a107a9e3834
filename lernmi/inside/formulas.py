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
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.inside import sentences
from lernmi.inside.numbers import DIGITS, MOST_DIGITS, significant, worked

# In the place of {x} stands the total input, of {power} the same where it is a power, of {minus}
# its opposite there.
OUTPUTS: dict[Activation, str] = {
    sigmoid: "1 / (1 + e^{minus})",
    tanh: "(e^{power} - e^{minus}) / (e^{power} + e^{minus})",
    softplus: "log(1 + e^{power})",
    silu: "{x} / (1 + e^{minus})",
    sine: "sin({x})",
    gelu: "{x} × the normal share below {x}",
}
BELOW_0: dict[Activation, str] = {
    relu: "0",
    leaky_relu: "{x} / 100",
    elu: "e^{power} - 1",
}
SLOPES: dict[Activation, str] = {
    softplus: "1 / (1 + e^{minus})",
    sine: "cos({x})",
}
SLOPES_BELOW_0: dict[Activation, str] = {
    relu: "0",
    leaky_relu: "1 / 100",
    elu: "e^{power}",
}
SLOPES_BY_OUTPUT: dict[Activation, tuple[str, Callable[..., Any]]] = {
    sigmoid: ("{} × (1 - {})", lambda a, b: a * (1 - b)),
    tanh: ("(1 - {}) × (1 + {})", lambda a, b: (1 - a) * (1 + b)),
}


def output_text(activation: Activation, total_input: Number, output: Number) -> str:
    """Return how an output comes of a total input, such as "sine(0.5) = sin(0.5) = 0.4794255"."""
    shown_output = significant(output)
    if activation is identity:
        return sentences.SAME.format(output=shown_output)
    x = fitting(activation.function, total_input, shown_output)
    name = f"{activation.name}({x})"
    if x is None:
        x = significant(total_input)
        return sentences.OWN_OUTPUT.format(activation=activation.name, x=x, output=shown_output)
    if activation in BELOW_0:
        if total_input > 0:
            return sentences.ABOVE.format(name=name, output=shown_output)
        formula = put_in(BELOW_0[activation], x)
        text = name if formula == shown_output else f"{name} = {formula}"
        return sentences.NOT_ABOVE.format(name=text, output=shown_output)
    if activation in OUTPUTS:
        return f"{name} = {put_in(OUTPUTS[activation], x)} = {shown_output}"
    return f"{name} = {shown_output}"


def slope_text(activation: Activation, total_input: Number, output: Number, slope: Number) -> str:
    """Return where a Neuron's slope comes from, as a formula where it is a simple one."""
    shown_slope = significant(slope)

    def slope_at(x: Number) -> Number:
        return activation.slope(x, activation.function(x))

    if activation is identity:
        return sentences.SLOPE_OF_IDENTITY.format(slope=shown_slope)
    if activation in SLOPES_BY_OUTPUT:
        template, compute = SLOPES_BY_OUTPUT[activation]
        return worked(template, [output, output], compute, slope)
    x = fitting(slope_at, total_input, shown_slope)
    if x is not None and activation in BELOW_0:
        if total_input > 0:
            return sentences.SLOPE_ABOVE.format(slope=shown_slope)
        formula = put_in(SLOPES_BELOW_0[activation], x)
        text = shown_slope if formula == shown_slope else f"{formula} = {shown_slope}"
        return sentences.SLOPE_NOT_ABOVE.format(slope=text)
    if x is not None and activation in SLOPES:
        return f"{put_in(SLOPES[activation], x)} = {shown_slope}"
    x = significant(total_input)
    return sentences.SLOPE_OF_OTHERS.format(activation=activation.name, x=x, slope=shown_slope)


def fitting(
    function: Callable[[Number], Number], total_input: Number, shown_result: str
) -> str | None:
    """Return the total input with so few digits that the function of it is what is shown.

    None if it never is: a Neuron of your own may do something else with it.
    """
    for digits in range(DIGITS, MOST_DIGITS + 1):
        text = significant(total_input, digits)
        number = float(text) if isinstance(total_input, float) else total_input
        if significant(function(number)) == shown_result:
            return text
    return None


def put_in(formula: str, x: str) -> str:
    """Return a formula with a shown total input put in."""
    power = f"({x})" if x.startswith("-") else x
    minus = x[1:] if x.startswith("-") else f"(-{x})"
    return formula.format(x=x, power=power, minus=minus)
