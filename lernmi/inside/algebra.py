"""The network as formulas: its outputs, its error, and any sensitivity (extra `symbolic`: SymPy).

    algebra = Algebra(network)
    algebra.output("y1")
    algebra.weight_sensitivity("x1", "h1")
    algebra.latex(algebra.weight_sensitivity("x1", "h1"))
    algebra.value(algebra.output("y1"), inputs, expected)

The symbols go through real Neurons and Links, in a network of the same shape with SymPy versions of
the activations. So the formulas are what the Links really do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lernmi.activations import Activation, Number, identity, leaky_relu, relu, sigmoid, tanh
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.error_functions import (
    absolute,
    hinge,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.numbers import refuse_wrong_count


class Algebra:
    """A network as formulas.

    network: gives the shape, activations and error function; its weights become symbols.
    twins: SymPy versions of your own activations, as a dictionary such as
        `{cube: lambda x: x**3}`. Each is a function from a SymPy symbol to a formula.

    inputs, expected: symbols for the inputs, such as x1, and for the expected outputs, such as
        y1_expected.
    weights: a symbol for each Link, in Link order, such as w_x1_h1. (If a name is already taken,
        the symbol's name ends in _.)
    error: the error, as a formula.
    network: the network of symbols, propagated, compared and backpropagated.
    original: the network that you gave.

    Raises ImportError, which says what to install, if SymPy is missing. Raises ValueError for an
    activation or error function without a SymPy version. (Your own error function never has one.)
    """

    def __init__(self, network: Network, twins: Mapping[Activation, Any] | None = None) -> None:
        self.sympy: Any = sympy_or_refusal()
        self.original = network
        self.network: Network = network.copy()
        formulas = {**activation_formulas(self.sympy), **(twins or {})}
        for neuron, twin in zip(network.neurons, self.network.neurons):
            if neuron.activation is not identity:
                twin.activation = self.twin_of(neuron.activation, formulas)
        self.network.error_function = self.twin_of_error()
        input_neurons = self.network.neuron_layers[0].neurons
        output_neurons = self.network.neuron_layers[-1].neurons
        self.taken: set[str] = set()
        self.inputs: list[Any] = [self.symbol(neuron.name) for neuron in input_neurons]
        self.expected: list[Any] = [
            self.symbol(f"{neuron.name}_expected") for neuron in output_neurons
        ]
        self.weights: list[Any] = []
        for link in self.network.links:
            link.weight = self.symbol(f"w_{link.input_neuron.name}_{link.output_neuron.name}")
            self.weights.append(link.weight)
        self.network.forget()
        self.network.propagate(self.inputs)
        self.error: Any = self.network.compare(self.expected)
        self.network.backpropagate()

    def symbol(self, name: str) -> Any:
        """Return a new symbol of that name, or of a longer one if it is already taken."""
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        return self.sympy.Symbol(name, real=True)

    def output(self, name: str) -> Any:
        """Return a Neuron's output as a formula; ValueError if there is no such Neuron."""
        return self.network.neuron(name).output

    def sensitivity(self, name: str) -> Any:
        """Return a Neuron's sensitivity as a formula; ValueError if there is no such Neuron."""
        return self.network.neuron(name).sensitivity

    def weight_sensitivity(self, input_name: str, output_name: str) -> Any:
        """Return a Link's weight sensitivity as a formula: the product that the Link works out.

        Raises ValueError if there is no such Link.
        """
        return self.link(input_name, output_name).weight_sensitivity

    def link(self, input_name: str, output_name: str) -> Link:
        """Return the Link of symbols, or raise ValueError."""
        return self.network.link(input_name, output_name)

    def latex(self, formula: Any) -> str:
        """Return a formula as LaTeX."""
        return str(self.sympy.latex(formula))

    def value(self, formula: Any, inputs: Sequence[Number], expected: Sequence[Number]) -> Number:
        """Return a formula's value for the network's own weights and these numbers.

        inputs, expected: one number for each input and each output Neuron.

        The weights are those that the network has now. The result is a float. Raises ValueError for
        the wrong number of inputs or expected numbers.
        """
        refuse_wrong_count(inputs, self.original.neuron_layers[0].neurons)
        refuse_wrong_count(expected, self.original.neuron_layers[-1].neurons)
        symbols = [*self.inputs, *self.expected, *self.weights]
        numbers = [*inputs, *expected, *[link.weight for link in self.original.links]]
        # As fractions, so that no digits are lost.
        exact = [self.sympy.Rational(*float(number).as_integer_ratio()) for number in numbers]
        value = self.sympy.sympify(formula).subs(dict(zip(symbols, exact)))
        return float(self.sympy.N(value, 50))

    def twin_of(self, activation: Activation, formulas: Mapping[Activation, Any]) -> Activation:
        """Return the SymPy version of an activation, or raise ValueError."""
        if activation not in formulas:
            raise ValueError(
                f"the activation {activation.name} has no SymPy version; give one, such as "
                f"twins={{{activation.name}: lambda x: x**2}}"
            )
        formula = formulas[activation]
        x = self.sympy.Dummy("x", real=True)
        derivative = self.sympy.diff(formula(x), x)
        return Activation(
            activation.name,
            formula,
            lambda total_input, output: derivative.subs(x, total_input),
        )

    def twin_of_error(self) -> ErrorFunction:
        """Return the SymPy version of the network's error function, or raise ValueError."""
        error_function = self.original.error_function
        if error_function is squared_error:
            return squared_error
        sums = error_formulas(self.sympy)
        if error_function not in sums:
            raise ValueError(f"the error function {error_function.name} has no SymPy version")
        formula = sums[error_function]

        def sensitivities(outputs: Sequence[Any], expected: Sequence[Any]) -> list[Any]:
            found = []
            for place, output in enumerate(outputs):
                symbol = self.sympy.Dummy("output", real=True)
                with_symbol = [*outputs[:place], symbol, *outputs[place + 1 :]]
                derivative = self.sympy.diff(formula(with_symbol, expected), symbol)
                found.append(derivative.subs(symbol, output))
            return found

        return ErrorFunction(error_function.name, formula, sensitivities)


def sympy_or_refusal() -> Any:
    """Return the module sympy; ImportError, which says what to install, if it is missing."""
    try:
        import sympy
    except ImportError:
        raise ImportError("formulas need SymPy: pip install sympy") from None
    return sympy


def activation_formulas(sympy: Any) -> dict[Activation, Any]:
    """Return each ready-made activation except identity, as a function from x to a formula."""
    return {
        sigmoid: lambda x: 1 / (1 + sympy.exp(-x)),
        tanh: sympy.tanh,
        relu: lambda x: sympy.Piecewise((x, x > 0), (0, True)),
        leaky_relu: lambda x: sympy.Piecewise((x, x > 0), (x / 100, True)),
        softplus: lambda x: sympy.log(1 + sympy.exp(x)),
        elu: lambda x: sympy.Piecewise((x, x > 0), (sympy.exp(x) - 1, True)),
        silu: lambda x: x / (1 + sympy.exp(-x)),
        gelu: lambda x: x * sympy.erfc(-x / sympy.sqrt(2)) / 2,
        sine: sympy.sin,
    }


def error_formulas(sympy: Any) -> dict[ErrorFunction, Any]:
    """Return each ready-made error function except squared_error, as a function of formulas."""

    def sigmoid_formula(outputs: Sequence[Any], expected: Sequence[Any]) -> Any:
        return sum(
            sympy.log(1 + sympy.exp(output)) - wanted * output
            for output, wanted in zip(outputs, expected)
        )

    def softmax_formula(outputs: Sequence[Any], expected: Sequence[Any]) -> Any:
        whole = sympy.log(sum(sympy.exp(output) for output in outputs))
        return sum(wanted * (whole - output) for output, wanted in zip(outputs, expected))

    def absolute_formula(outputs: Sequence[Any], expected: Sequence[Any]) -> Any:
        return sum(sympy.Abs(output - wanted) for output, wanted in zip(outputs, expected))

    def hinge_formula(outputs: Sequence[Any], expected: Sequence[Any]) -> Any:
        missing = [1 - wanted * output for output, wanted in zip(outputs, expected)]
        return sum(sympy.Piecewise((each, each > 0), (0, True)) for each in missing)

    return {
        sigmoid_cross_entropy: sigmoid_formula,
        softmax_cross_entropy: softmax_formula,
        absolute: absolute_formula,
        hinge: hinge_formula,
    }
