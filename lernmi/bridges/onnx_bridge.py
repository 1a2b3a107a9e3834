"""Export a network to ONNX, a format that many programs can run (extra `onnx`).

    onnx.save(to_onnx(network), "network.onnx")

All numbers of the model are doubles, like Python's floats. ONNX has most activations, but
onnxruntime can't run all of them with doubles, and its Sigmoid loses digits if the output is small.
So this file builds them from steps that onnxruntime does correctly, to the last digit or two.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

try:
    import onnx
except ImportError as problem:
    raise ImportError(f"an ONNX model needs onnx: pip install onnx ({problem})") from None

import lernmi
from lernmi.activations import Activation, identity, leaky_relu, relu, sigmoid, tanh
from lernmi.bridges.layer_weights import plain_layers
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.error_functions import CrossEntropy
from lernmi.network import Network

# Old enough for every onnxruntime of recent years, and new enough for every step used here.
OPSET = 17
FILE_VERSION = 8
PRODUCER = "lernmi"

# The share of a normal distribution beyond z × sqrt(2) is t e^(p - z^2) / 2, where t = 2 / (2 + z)
# and p is a polynomial of 2t - 1 with these coefficients, starting with the constant. They come
# from the first 25 Chebyshev polynomials for p, calculated at Chebyshev nodes with 50 digits. For z
# from 0 to 26, p is off by a few units in the last place of z^2. The form is that of erfc in Press
# et al., "Numerical Recipes", third edition (2007), section 6.2.2.
TAIL = [
    -0.6717940840566922,
    0.6726432239776583,
    0.047343306841863525,
    -0.04689561023132892,
    -0.009872689364099222,
    0.008824938561312326,
    0.0017589335074028032,
    -0.002345812552995894,
    -0.00014624628742128406,
    0.0006736791352568864,
    -9.373894767667295e-05,
    -0.00017430412986925938,
    7.141810433422301e-05,
    3.174693542327236e-05,
    -3.023784054007137e-05,
    1.3989370477611051e-07,
    8.662535397475538e-06,
    -2.963484230959699e-06,
    -1.409445991433531e-06,
    1.283394915356199e-06,
    -4.146853754663641e-08,
    -2.895626567435524e-07,
    7.745572408758512e-08,
    2.980513364515168e-08,
    -1.2776086554968677e-08,
]


def to_onnx(network: Network) -> Any:
    """Return an onnx.ModelProto that computes the same outputs, for any number of samples at once.

    Its input "inputs" is a table of doubles with a row for each sample and a column for each input
    Neuron. Its output "outputs" has a column for each output Neuron. With a cross-entropy, the
    outputs are not probabilities; the network's own outputs aren't either. The metadata has the
    names of the input and output Neurons as JSON, "input_names" and "output_names".

    Raises TypeError for anything but a Network. Raises ValueError for anything that a model can't
    represent: your own types of Neurons and Links, rewired networks, several activations in one
    layer, your own activations, Fractions.
    """
    input_activation, layers = plain_layers(network, "ONNX")
    first, last = network.neuron_layers[0], network.neuron_layers[-1]
    steps = Steps()
    values = steps.activate("inputs", input_activation, "layer1")
    for number, layer in enumerate(layers, start=2):
        name = f"layer{number}"
        columns = [list(column) for column in zip(*layer.weights)]
        weights = steps.table(f"{name}_weights", columns)
        biases = steps.row(f"{name}_biases", layer.biases)
        total_inputs = steps.add("Gemm", [values, weights, biases], f"{name}_total_inputs")
        values = steps.activate(total_inputs, layer.activation, name)
    # Name the last values "outputs".
    steps.add("Identity", [values], "outputs")

    graph = onnx.helper.make_graph(
        steps.nodes,
        "network",
        [table_of("inputs", len(first.neurons))],
        [table_of("outputs", len(last.neurons))],
        steps.numbers,
    )
    model = onnx.helper.make_model(
        graph,
        producer_name=PRODUCER,
        producer_version=lernmi.__version__,
        ir_version=FILE_VERSION,
        opset_imports=[onnx.helper.make_opsetid("", OPSET)],
    )
    if isinstance(network.error_function, CrossEntropy):
        model.doc_string = (
            f"The outputs are not probabilities yet: {network.error_function.name} turns them into "
            "probabilities."
        )
    names = {
        "input_names": json.dumps([neuron.name for neuron in first.neurons]),
        "output_names": json.dumps([neuron.name for neuron in last.neurons]),
    }
    onnx.helper.set_model_props(model, names)
    onnx.checker.check_model(model, full_check=True)
    return model


def is_file_of_lernmi(path: Path) -> bool:
    """Return whether a file is an ONNX model written by lernmi."""
    try:
        model = onnx.load(path, load_external_data=False)
    except Exception:
        # Any error means that it isn't a model.
        return False
    return str(model.producer_name) == PRODUCER


def table_of(name: str, columns: int) -> Any:
    """Return ONNX's description of a table of doubles with a row for each sample."""
    kind = onnx.TensorProto.DOUBLE
    return onnx.helper.make_tensor_value_info(name, kind, ["samples", columns])


class Steps:
    """The steps of a model, in order, and the numbers that they need."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.numbers: list[Any] = []
        # The name of each single number in the model.
        self.names: dict[float, str] = {}

    def add(self, operator: str, inputs: list[str], output: str) -> str:
        """Add a step, and return the name of its output."""
        self.nodes.append(onnx.helper.make_node(operator, inputs, [output], name=f"{output}_step"))
        return output

    def table(self, name: str, rows: list[list[float]]) -> str:
        """Add a table of numbers, and return its name."""
        return self.tensor(name, [len(rows), len(rows[0])], [each for row in rows for each in row])

    def row(self, name: str, numbers: list[float]) -> str:
        """Add a row of numbers, and return its name."""
        return self.tensor(name, [len(numbers)], numbers)

    def number(self, value: float) -> str:
        """Add a number, unless it is already there, and return its name."""
        if value not in self.names:
            self.names[value] = self.tensor(f"number{len(self.names)}", [], [value])
        return self.names[value]

    def tensor(self, name: str, shape: list[int], values: list[float]) -> str:
        """Add numbers with this shape, and return their name."""
        kind = onnx.TensorProto.DOUBLE
        self.numbers.append(onnx.helper.make_tensor(name, kind, shape, values))
        return name

    def activate(self, values: str, activation: Activation, place: str) -> str:
        """Add the steps of an activation, and return the name of their output."""
        return ACTIVATIONS[activation](Sums(self, place), values)


class Sums:
    """Adds steps, and makes up their names.

    steps: the Steps to add to.
    place: the beginning of each name, such as the layer.
    """

    def __init__(self, steps: Steps, place: str) -> None:
        self.steps = steps
        self.place = place

    def __call__(self, operator: str, *inputs: str | float) -> str:
        """Add a step with this operator, and return the name of its output."""
        names = [each if isinstance(each, str) else self.steps.number(each) for each in inputs]
        name = f"{self.place}_{operator.lower()}{len(self.steps.nodes)}"
        return self.steps.add(operator, names, name)


def identity_steps(sums: Sums, x: str) -> str:
    """Return x itself."""
    return x


def sigmoid_steps(sums: Sums, x: str) -> str:
    """Add the steps of 1 / (1 + e^-x), which is 0 if e^-x is infinite."""
    return sums("Reciprocal", sums("Add", 1.0, sums("Exp", sums("Neg", x))))


def leaky_relu_steps(sums: Sums, x: str) -> str:
    """Add the steps of the larger of x and x / 100."""
    return sums("Max", x, sums("Mul", x, 0.01))


def softplus_steps(sums: Sums, x: str) -> str:
    """Add the steps of max(x, 0) + log(1 + p), where p is e^-|x|.

    If 1 + p is rounded to u, then log(u) and u - 1 are off by the same factor. So log(1 + p) is
    log(u) × p / (u - 1), or p if u is 1. Source: W. Kahan, in Goldberg, "What Every Computer
    Scientist Should Know About Floating-Point Arithmetic" (1991), theorem 4.
    """
    power = sums("Exp", sums("Neg", sums("Abs", x)))
    rounded = sums("Add", 1.0, power)
    part = sums("Div", power, sums("Sub", rounded, 1.0))
    logarithm = sums("Mul", sums("Log", rounded), part)
    seen = sums("Greater", rounded, 1.0)
    return sums("Add", sums("Max", x, 0.0), sums("Where", seen, logarithm, power))


def elu_steps(sums: Sums, x: str) -> str:
    """Add the steps of max(x, 0) + e^n - 1, where n is min(x, 0).

    They calculate e^n - 1 as tanh(n / 2) × (e^n + 1), which loses no digits if n is near 0.
    """
    negative = sums("Min", x, 0.0)
    bent = sums("Tanh", sums("Mul", negative, 0.5))
    below = sums("Mul", bent, sums("Add", sums("Exp", negative), 1.0))
    return sums("Add", sums("Max", x, 0.0), below)


def silu_steps(sums: Sums, x: str) -> str:
    """Add the steps of x × sigmoid(x)."""
    return sums("Mul", x, sigmoid_steps(sums, x))


def gelu_steps(sums: Sums, x: str) -> str:
    """Add the steps of x × the share of a normal distribution below x."""
    z = sums("Mul", sums("Abs", x), math.sqrt(0.5))
    t = sums("Div", 2.0, sums("Add", z, 2.0))
    place = sums("Sub", sums("Mul", t, 2.0), 1.0)
    polynomial: str | float = TAIL[-1]
    for coefficient in reversed(TAIL[:-1]):
        polynomial = sums("Add", sums("Mul", polynomial, place), coefficient)
    power = sums("Exp", sums("Sub", polynomial, sums("Mul", z, z)))
    beyond = sums("Mul", sums("Mul", t, power), 0.5)
    below = sums("Where", sums("Less", x, 0.0), beyond, sums("Sub", 1.0, beyond))
    return sums("Mul", x, below)


ACTIVATIONS: dict[Activation, Callable[[Sums, str], str]] = {
    identity: identity_steps,
    sigmoid: sigmoid_steps,
    tanh: lambda sums, x: sums("Tanh", x),
    relu: lambda sums, x: sums("Relu", x),
    leaky_relu: leaky_relu_steps,
    softplus: softplus_steps,
    elu: elu_steps,
    silu: silu_steps,
    gelu: gelu_steps,
    sine: lambda sums, x: sums("Sin", x),
}
