"""The formulas of ready-made activations, with the numbers filled in."""

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
from lernmi.inside.calculations import Calculation, Remark, Shown, arithmetic

# {x} is the total input, {power} the total input as an exponent, {minus} minus the total input as
# an exponent.
OUTPUTS: dict[Activation, str] = {
    sigmoid: "1 / (1 + e^{minus})",
    tanh: "(e^{power} - e^{minus}) / (e^{power} + e^{minus})",
    softplus: "log(1 + e^{power})",
    silu: "{x} / (1 + e^{minus})",
    sine: "sin({x})",
    gelu: "{x} × the normal share below {x}",
}
BELOW_0: dict[Activation, str] = {
    leaky_relu: "{x} / 100",
    elu: "e^{power} - 1",
}
SLOPES: dict[Activation, str] = {
    softplus: "1 / (1 + e^{minus})",
    sine: "cos({x})",
}
SLOPES_BELOW_0: dict[Activation, str] = {
    leaky_relu: "1 / 100",
    elu: "e^{power}",
}
SLOPES_BY_OUTPUT: dict[Activation, tuple[str, Callable[..., Any]]] = {
    sigmoid: ("{} × (1 - {})", lambda a, b: a * (1 - b)),
    tanh: ("(1 - {}) × (1 + {})", lambda a, b: (1 - a) * (1 + b)),
}
# These have one formula above 0 and another one below.
HAVE_A_BEND = (relu, leaky_relu, elu)


def output_line(
    label: str, activation: Activation, total_input: Number, output: Number
) -> Calculation | Remark:
    """Return how an output comes from a total input, such as 1 / (1 + e^(-0.5)) = 0.6224593."""
    if activation is identity:
        return Remark(label, sentences.SAME, (output,))
    if activation in HAVE_A_BEND and output == activation.function(total_input):
        if total_input > 0:
            return Remark(label, sentences.ABOVE, (output,))
        if activation is relu:
            return Remark(label, sentences.NOT_ABOVE, (output,))
    formula = OUTPUTS.get(activation, BELOW_0.get(activation, activation.name + "({x})"))
    found = function_of_total_input(label, formula, total_input, activation.function, output)
    if found is None:
        return Remark(
            label,
            sentences.OWN_OUTPUT.format(activation=activation.name),
            (output, total_input),
        )
    return found


def slope_line(
    label: str, activation: Activation, total_input: Number, output: Number, slope: Number
) -> Calculation | Remark:
    """Return where a Neuron's slope comes from, as a calculation if it is a simple one."""

    def slope_at(x: Number) -> Number:
        return activation.slope(x, activation.function(x))

    if activation is identity:
        return Remark(label, sentences.SLOPE_OF_IDENTITY, (slope,))
    if activation in SLOPES_BY_OUTPUT:
        template, compute = SLOPES_BY_OUTPUT[activation]
        return arithmetic(label, template, [output, output], compute, slope)
    if activation in HAVE_A_BEND and slope == slope_at(total_input):
        if total_input > 0:
            return Remark(label, sentences.SLOPE_ABOVE, (slope,))
        if activation is relu:
            return Remark(label, sentences.SLOPE_NOT_ABOVE, (slope,))
    formula = SLOPES.get(activation, SLOPES_BELOW_0.get(activation, ""))
    found = None
    if formula:
        found = function_of_total_input(label, formula, total_input, slope_at, slope)
    if found is not None:
        return found
    text = sentences.SLOPE_OF_OTHERS.format(activation=activation.name)
    return Remark(label, text, (slope, total_input))


def function_of_total_input(
    label: str,
    formula: str,
    total_input: Number,
    function: Callable[[Number], Number],
    result: Number,
) -> Calculation | None:
    """Return a function of the total input as a calculation, or None if it doesn't give `result`.

    (Your own Neuron may do something else with its total input.)
    """
    found = Calculation(
        label, lambda texts: put_in(formula, texts[0]), (total_input,), function, result, True
    )
    if isinstance(total_input, float) and isinstance(result, float):
        return found if Shown([found]).is_right(found) else None
    return found if function(total_input) == result else None


def put_in(formula: str, x: str) -> str:
    """Return a formula with `x`, the total input as text, filled in."""
    power = f"({x})" if x.startswith("-") else x
    minus = x[1:] if x.startswith("-") else f"(-{x})"
    return formula.replace("{x}", x).replace("{power}", power).replace("{minus}", minus)
