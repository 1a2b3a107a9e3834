"""One learning step as a sequence of moments: everything that happens, in order.

    for moment in moments(network, inputs, expected, learning_rate):
        print(moment.words)
        print(moment.formula)

The real Neurons and Links do the work, one call at a time; a Moment only records their numbers
before and after. After the last Moment, the network is exactly where `network.learn` would have
left it.
(Methods of your own Layer or Network types are not called.)

If you stop halfway, the network stays halfway, as in a debugger. Its `stage` is "ready" while
values travel forwards (`propagate` starts over), "compared" while outputs are compared, and "ready"
again while sensitivities travel back and Links are nudged. `forget()` drops leftover weight
sensitivities; weights that were nudged stay nudged.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import Activation, Number, identity
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.error_functions import CrossEntropy, probabilities
from lernmi.inside import sentences
from lernmi.inside.calculations import (
    Calculation,
    Line,
    Remark,
    arithmetic,
    lines_of,
    product,
)
from lernmi.inside.formulas import output_line, slope_line
from lernmi.layers import NeuronLayer
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.checks import check_before_learning, checked_expected
from lernmi.support.numbers import checked_learning_rate, checked_numbers
from lernmi.support.parts import a_weight
from lernmi.writing.ascii_twins import for_stdout

# The names of a moment's numbers; the last one is the result.
PARTS: dict[str, tuple[str, ...]] = {
    "receive": ("total input before", "input", "total input"),
    "propagate": ("total input before", "input's output", "weight", "total input"),
    "activate": ("total input", "slope", "output"),
    "compare": ("output", "expected", "probability", "sensitivity"),
    "backpropagate": (
        "sensitivity",
        "slope",
        "output sensitivity",
        "input's output",
        "weight",
        "input's sensitivity before",
        "input's sensitivity",
        "weight sensitivity before",
        "weight sensitivity",
    ),
    "nudge": ("weight before", "learning rate", "weight sensitivity", "weight"),
}


# At most this many inputs are listed one by one.
MOST_INPUTS = 10


class Source(NamedTuple):
    """Where the code of a moment is.

    file: the path of the file. first_line, last_line: counted from 1, both included.
    """

    file: str
    first_line: int
    last_line: int


class Moment(NamedTuple):
    """One thing that happened.

    number: its place in the learning step, counted from 1.
    stage: the network's stage while it happened.
    verb: what happened: "input" (all input Neurons at once), "activate", "compare" (a Neuron),
        "propagate", "backpropagate", "nudge" (a Link). If input Neurons calculate something
        themselves, each has a moment "receive" and a moment "activate" instead of "input".
    name: the name of the Neuron or Link; "inputs" for "input".
    others: more names. For a Link: its input Neuron and its output Neuron. For "activate" and
        "compare": the activation or error function. For "input": the input Neurons, then the bias
        Neurons of their layer. For "receive": none.
    numbers: the numbers before and after, in the order of `parts`; for "input", the outputs.
    method: the function that did it; for "compare", `sensitivities` of the error function.
    function: the Neuron's activation for "activate"; the error function for "compare"; else None.
    not_used: for "backpropagate", a sentence if nothing uses what is sent back; otherwise "".
    """

    number: int
    stage: str
    verb: str
    name: str
    others: tuple[str, ...]
    numbers: tuple[Number, ...]
    method: Callable[..., Any]
    function: Activation | ErrorFunction | None = None
    not_used: str = ""

    @property
    def parts(self) -> dict[str, Number]:
        """The numbers by name, such as "weight sensitivity"; for "input", by Neuron name."""
        names = self.others if self.verb == "input" else PARTS[self.verb]
        return dict(zip(names, self.numbers))

    @property
    def result(self) -> Number:
        """The last of `numbers`: the result, such as the new weight after a nudge."""
        return self.numbers[-1]

    @property
    def words(self) -> str:
        """What happens, in one sentence."""
        return sentences.WORDS[self.verb].format(**self.names())

    @property
    def formula(self) -> str:
        """The formula with the numbers filled in, one line for each result."""
        return "\n".join(lines_of(FORMULAS[self.verb](self)))

    @property
    def source(self) -> Source | None:
        """Where the code is, or None if it has no file, such as code typed into a session."""
        try:
            return source_of(self.method)
        except TypeError:
            # The cache can't hold a callable object that has no hash.
            return None

    def names(self) -> dict[str, str]:
        """Return the names that the placeholders in the sentences need."""
        if self.verb in ("propagate", "backpropagate", "nudge"):
            return {"name": self.name, "input": self.others[0], "output": self.others[1]}
        other = self.others[0] if self.others else ""
        return {"name": self.name, "activation": other, "error": other}

    @property
    def text(self) -> str:
        """The number, the words, the formula and where the code is, as pages show them."""
        text = f"{self.number}. {self.words}\n"
        text += "\n".join([f"   {line}" for line in self.formula.split("\n")])
        if self.source is not None:
            file = Path(self.source.file).name
            text += f"\n   [{file}:{self.source.first_line}]"
        return text

    def __str__(self) -> str:
        return for_stdout(self.text)


@lru_cache
def source_of(method: Callable[..., Any]) -> Source | None:
    """Return the place of a function's code, or None. Cached, because finding it is slow."""
    try:
        lines, first = inspect.getsourcelines(method)
        file = inspect.getsourcefile(method)
    except (OSError, TypeError):
        return None
    return Source(str(file), first, first + len(lines) - 1)


def moments(
    network: Network,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    learning_rate: Number,
) -> Iterator[Moment]:
    """Let the network learn from one sample, and yield a Moment for everything that happens.

    inputs, expected: one number for each input and each output Neuron.
    learning_rate: a positive number.

    Each thing happens when you ask for its Moment. The call itself raises ValueError or TypeError,
    before anything happens, for arguments that `network.learn` would refuse.
    """
    check_before_learning(network, inputs, expected, learning_rate)
    weight = a_weight(network.link_layers)
    inputs = checked_numbers(inputs, network.neuron_layers[0].neurons, "inputs", weight)
    expected = checked_expected(expected, network, "expected", weight)
    learning_rate = checked_learning_rate(learning_rate)
    return numbered_moments(network, inputs, expected, learning_rate)


def moment_count(network: Network) -> int:
    """Return how many moments a learning step of the network has, without doing one."""
    inputs, *others = [layer.neurons for layer in network.neuron_layers]
    count = 1 if all(only_copies(neuron) for neuron in inputs) else 2 * len(inputs)
    count += sum([len(neurons) for neurons in others])
    # Each output Neuron compares; each Link propagates, backpropagates and nudges.
    return count + len(others[-1]) + 3 * len(network.links)


def numbered_moments(
    network: Network, inputs: list[Number], expected: list[Number], learning_rate: Number
) -> Iterator[Moment]:
    """Yield the moments of a step; the arguments have been checked."""
    # Check again: much may have happened since `moments` was called.
    network.refuse_left_overs()
    number = 0
    network.stage = "ready"
    for neuron_layer in network.neuron_layers:
        neuron_layer.reset()
    input_layer = network.neuron_layers[0]
    all_copy = all(only_copies(neuron) for neuron in input_layer.neurons)
    if all_copy:
        # Nothing is calculated here, so it is one moment.
        number += 1
        yield moment_of_inputs(number, network, inputs)
    for neuron, value in [] if all_copy else zip(input_layer.neurons, inputs):
        before = neuron.total_input
        neuron.receive(value)
        number += 1
        received = (before, value, neuron.total_input)
        receive = type(neuron).receive
        yield Moment(number, network.stage, "receive", neuron.name, (), received, receive)
    for neuron in [] if all_copy else input_layer.neurons:
        number += 1
        yield moment_of_activation(number, network, neuron)
    for link_layer, neuron_layer in zip(network.link_layers, network.neuron_layers[1:]):
        for link in link_layer.links:
            number += 1
            yield moment_of_propagation(number, network, link)
        for neuron in neuron_layer.neurons:
            number += 1
            yield moment_of_activation(number, network, neuron)
    network.stage = "propagated"

    # All outputs at once: the error function looks at all of them.
    network.compare(expected)
    error_function = network.error_function
    output_neurons = network.neuron_layers[-1].neurons
    all_probabilities = probabilities(network, network.neuron_layers[-1].outputs())
    for neuron, wanted, probability in zip(output_neurons, expected, all_probabilities):
        number += 1
        numbers = (neuron.output, wanted, probability, neuron.sensitivity)
        yield Moment(
            number,
            network.stage,
            "compare",
            neuron.name,
            (error_function.name,),
            numbers,
            error_function.sensitivities,
            error_function,
        )

    network.stage = "ready"
    # A set, because a list would be slow with many inputs.
    inputs_by_id = {id(neuron) for neuron in input_layer.neurons}
    for link_layer in reversed(network.link_layers):
        for link in link_layer.links:
            number += 1
            is_from_input = id(link.input_neuron) in inputs_by_id
            yield moment_of_backpropagation(number, network, link, is_from_input)
    network.stage = "backpropagated"

    network.stage = "ready"
    for link_layer in network.link_layers:
        for link in link_layer.links:
            number += 1
            yield moment_of_nudge(number, network, link, learning_rate)


def only_copies(neuron: Neuron) -> bool:
    """Return whether an input Neuron outputs its input unchanged."""
    methods = ("reset", "receive", "activate")
    is_plain = all(getattr(type(neuron), name) is getattr(Neuron, name) for name in methods)
    return is_plain and neuron.activation is identity


def moment_of_inputs(number: int, network: Network, inputs: Sequence[Number]) -> Moment:
    """Give all input Neurons their inputs, and return the Moment."""
    layer = network.neuron_layers[0]
    for neuron, value in zip(layer.neurons, inputs):
        neuron.receive(value)
        neuron.activate()
    # Bias Neurons come after the others.
    names = tuple(neuron.name for neuron in layer.neurons + bias_neurons(layer))
    outputs = tuple(layer.outputs())
    return Moment(number, network.stage, "input", "inputs", names, outputs, Neuron.activate)


def bias_neurons(layer: NeuronLayer) -> list[Neuron]:
    """Return the bias Neurons of a layer."""
    return [neuron for neuron in layer.senders() if isinstance(neuron, BiasNeuron)]


def moment_of_activation(number: int, network: Network, neuron: Neuron) -> Moment:
    """Let a Neuron activate, and return the Moment."""
    total_input = neuron.total_input
    neuron.activate()
    numbers = (total_input, neuron.slope, neuron.output)
    others = (neuron.activation.name,)
    method = type(neuron).activate
    return Moment(
        number,
        network.stage,
        "activate",
        neuron.name,
        others,
        numbers,
        method,
        neuron.activation,
    )


def moment_of_propagation(number: int, network: Network, link: Link) -> Moment:
    """Let a Link propagate, and return the Moment."""
    input_neuron, output_neuron = link.input_neuron, link.output_neuron
    # Note these before the call: your own Link may change any of them.
    before, input_output, weight = output_neuron.total_input, input_neuron.output, link.weight
    link.propagate()
    numbers = (before, input_output, weight, output_neuron.total_input)
    others = (input_neuron.name, output_neuron.name)
    method = type(link).propagate
    return Moment(number, network.stage, "propagate", link.name, others, numbers, method)


def moment_of_backpropagation(
    number: int, network: Network, link: Link, is_from_input: bool
) -> Moment:
    """Let a Link backpropagate, and return the Moment.

    is_from_input: whether its input Neuron is one of the network's inputs.
    """
    input_neuron, output_neuron = link.input_neuron, link.output_neuron
    sensitivity, slope = output_neuron.sensitivity, output_neuron.slope
    input_output, weight = input_neuron.output, link.weight
    sensitivity_before = input_neuron.sensitivity
    weight_sensitivity_before = link.weight_sensitivity
    link.backpropagate()
    numbers = (
        sensitivity,
        slope,
        link.output_sensitivity,
        input_output,
        weight,
        sensitivity_before,
        input_neuron.sensitivity,
        weight_sensitivity_before,
        link.weight_sensitivity,
    )
    others = (input_neuron.name, output_neuron.name)
    method = type(link).backpropagate
    not_used = why_not_used(input_neuron, is_from_input)
    return Moment(
        number,
        network.stage,
        "backpropagate",
        link.name,
        others,
        numbers,
        method,
        not_used=not_used,
    )


def why_not_used(neuron: Neuron, is_input: bool) -> str:
    """Return a sentence that says why nothing uses a Neuron's sensitivity; "" if a Link does."""
    if isinstance(neuron, BiasNeuron):
        return sentences.NOT_USED_BY_A_BIAS.format(name=neuron.name)
    return sentences.NOT_USED_BY_AN_INPUT.format(name=neuron.name) if is_input else ""


def moment_of_nudge(number: int, network: Network, link: Link, learning_rate: Number) -> Moment:
    """Nudge a Link, and return the Moment."""
    before, sensitivity = link.weight, link.weight_sensitivity
    link.nudge(learning_rate)
    numbers = (before, learning_rate, sensitivity, link.weight)
    others = (link.input_neuron.name, link.output_neuron.name)
    method = type(link).nudge
    return Moment(number, network.stage, "nudge", link.name, others, numbers, method)


# The formulas with the numbers filled in.


def input_formula(moment: Moment) -> list[Line]:
    """Return a line for each input Neuron's output; if there are many, only for the first ones."""
    names = moment.others[: len(moment.numbers)]
    biases = moment.others[len(moment.numbers) :]
    lines: list[Line] = [
        Remark("", sentences.INPUT_OUTPUTS.format(name=name), (number,))
        for name, number in list(zip(names, moment.numbers))[:MOST_INPUTS]
    ]
    if len(names) > MOST_INPUTS:
        lines.append(sentences.MORE_INPUTS.format(count=len(names) - MOST_INPUTS))
    return [*lines, *[sentences.BIAS_OUTPUTS.format(name=name) for name in biases]]


def receive_formula(moment: Moment) -> list[Line]:
    """Return "total input before + input = total input"."""
    before, value, after = moment.numbers
    label = sentences.TOTAL_INPUT_OF.format(name=moment.name)
    return [arithmetic(label, "{} + {}", [before, value], lambda a, b: a + b, after)]


def propagate_formula(moment: Moment) -> list[Line]:
    """Return "total input before + output × weight = total input"."""
    before, output, weight, after = moment.numbers
    label = sentences.TOTAL_INPUT_OF.format(name=moment.others[1])
    numbers = [before, output, weight]
    return [arithmetic(label, "{} + {} × {}", numbers, lambda a, b, c: a + b * c, after)]


def activate_formula(moment: Moment) -> list[Line]:
    """Return how the output and the slope come from the total input."""
    total_input, slope, output = moment.numbers
    activation = moment.function
    assert isinstance(activation, Activation)
    return [
        output_line(sentences.OUTPUT, activation, total_input, output),
        slope_line(sentences.SLOPE, activation, total_input, output, slope),
    ]


def compare_formula(moment: Moment) -> list[Line]:
    """Return how the sensitivity follows from an output and the expected one.

    For the squared error, a second line has this output's part of the error.
    """
    output, expected, probability, sensitivity = moment.numbers
    if moment.function is squared_error:
        part = sensitivity * sensitivity / 2
        squared = [sensitivity, sensitivity]
        return [
            arithmetic(
                sentences.OUTPUT_MINUS_EXPECTED,
                "{} - {}",
                [output, expected],
                lambda a, b: a - b,
                sensitivity,
            ),
            arithmetic(
                sentences.PART_OF_THE_ERROR,
                "{} × {} / 2",
                squared,
                lambda a, b: a * b / 2,
                part,
            ),
        ]
    if isinstance(moment.function, CrossEntropy):
        stands_for = sentences.STANDS_FOR.format(name=moment.name)
        return [
            Remark("", stands_for, (output, probability)),
            arithmetic(
                sentences.PROBABILITY_MINUS_EXPECTED,
                "{} - {}",
                [probability, expected],
                lambda a, b: a - b,
                sensitivity,
            ),
        ]
    text = sentences.COMPARES.format(name=moment.name)
    return [Remark("", text, (output, expected, sensitivity))]


def backpropagate_formula(moment: Moment) -> list[Line]:
    """Return the three products of the way back, each under a sentence."""
    parts = moment.parts
    sensitivity, slope, output_sensitivity = moment.numbers[:3]
    if output_sensitivity is None:
        # Your own Link may not store it.
        output_sensitivity = sensitivity * slope
    rows: list[Line] = [
        sentences.OUTPUT_SENSITIVITY.format(**moment.names()),
        product("", sensitivity, slope, output_sensitivity),
        sentences.WEIGHT_SENSITIVITY.format(**moment.names()),
        after_a_product(
            parts["weight sensitivity before"],
            output_sensitivity,
            parts["input's output"],
            parts["weight sensitivity"],
        ),
        sentences.SENT_BACK.format(**moment.names()),
        after_a_product(
            parts["input's sensitivity before"],
            output_sensitivity,
            parts["weight"],
            parts["input's sensitivity"],
        ),
    ]
    return [*rows, moment.not_used] if moment.not_used else rows


def after_a_product(before: Number, one: Number, other: Number, after: Number) -> Calculation:
    """Return "before + one × other = after", or just the product if `before` is the int 0."""
    if isinstance(before, int) and before == 0:
        return product("", one, other, after)
    numbers = [before, one, other]
    return arithmetic("", "{} + {} × {}", numbers, lambda a, b, c: a + b * c, after)


def nudge_formula(moment: Moment) -> list[Line]:
    """Return "weight - learning rate × weight sensitivity = new weight"."""
    before, learning_rate, sensitivity, after = moment.numbers
    numbers = [before, learning_rate, sensitivity]
    return [
        arithmetic(
            sentences.NEW_WEIGHT_IS, "{} - {} × {}", numbers, lambda a, b, c: a - b * c, after
        )
    ]


FORMULAS: dict[str, Callable[[Moment], list[Line]]] = {
    "input": input_formula,
    "receive": receive_formula,
    "propagate": propagate_formula,
    "activate": activate_formula,
    "compare": compare_formula,
    "backpropagate": backpropagate_formula,
    "nudge": nudge_formula,
}
