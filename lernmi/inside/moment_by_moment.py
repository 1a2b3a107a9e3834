"""One learning step as a sequence of moments: each thing that happens, in the order it happens.

    for moment in moments(network, inputs, expected, learning_rate):
        print(moment.words)
        print(moment.formula)

The real Neurons and Links do it, one call at a time; a Moment only notes what they had before
and after. After the last one, the network is just where `network.learn` would have left it. (Layers
or Networks of your own types, with verbs of their own, are not gone through.)

If you stop half way, the network stays half way, as it would in a debugger. Its `stage` is
"ready" while values are on their way (`propagate` begins afresh), "compared" while outputs are
compared, and "ready" again while sensitivities are on their way back, and then while Links are
nudged. `forget()` drops what is left over; weights that were nudged stay nudged.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import Activation, Number
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.error_functions import CrossEntropy, probabilities
from lernmi.inside import sentences
from lernmi.inside.formulas import output_text, slope_text
from lernmi.inside.numbers import significant, worked
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.checks import check_before_learning, checked_expected
from lernmi.support.numbers import checked_learning_rate, checked_numbers
from lernmi.support.parts import a_weight
from lernmi.writing.ascii_twins import for_stdout

# What the numbers of a moment are called; the last one is the result.
PARTS: dict[str, tuple[str, ...]] = {
    "receive": ("total input before", "what comes", "total input"),
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


class Source(NamedTuple):
    """Where the code stands that did it: a file, and the lines from the first to the last.

    file: its path. first_line, last_line: counted from 1; both belong to it.
    """

    file: str
    first_line: int
    last_line: int


class Moment(NamedTuple):
    """One thing that happened.

    number: its place in the learning step, from 1.
    stage: the network's stage while it happened.
    verb: what happened: "receive", "activate", "compare" (Neurons), "propagate",
        "backpropagate", "nudge" (Links).
    name: the Neuron's or Link's.
    others: more names: of a Link's two Neurons, the one that it comes from first; of the
        activation or error function; none where a Neuron receives.
    numbers: what there was before and what came of it, in the order of `parts`.
    method: the function that did it; where an output is compared, `sensitivities` of the error
        function.
    function: the Neuron's activation, where it activates; the error function, where an output is
        compared; else None.
    """

    number: int
    stage: str
    verb: str
    name: str
    others: tuple[str, ...]
    numbers: tuple[Number, ...]
    method: Callable[..., Any]
    function: Activation | ErrorFunction | None = None

    @property
    def parts(self) -> dict[str, Number]:
        """The numbers by their names, such as "weight sensitivity"."""
        return dict(zip(PARTS[self.verb], self.numbers))

    @property
    def result(self) -> Number:
        """The number that came of it, the last of `numbers`; of a nudge, the new weight."""
        return self.numbers[-1]

    @property
    def words(self) -> str:
        """The formula in words."""
        return sentences.WORDS[self.verb].format(**self.names())

    @property
    def formula(self) -> str:
        """The formula with the numbers put in; several lines where several numbers come of it."""
        return "\n".join(FORMULAS[self.verb](self))

    @property
    def source(self) -> Source | None:
        """Where the code stands that did it; None if it has no file (typed into a session)."""
        try:
            return source_of(self.method)
        except TypeError:
            # A callable object that can't be kept in a table.
            return None

    def names(self) -> dict[str, str]:
        """Return the names, as the sentences call them."""
        if self.verb in ("propagate", "backpropagate", "nudge"):
            return {"name": self.name, "input": self.others[0], "output": self.others[1]}
        other = self.others[0] if self.others else ""
        return {"name": self.name, "activation": other, "error": other}

    @property
    def text(self) -> str:
        """The words, the formula and where the code is, as pages show them."""
        text = f"{self.number}. {self.words}\n"
        text += "\n".join([f"   {line}" for line in self.formula.split("\n")])
        if self.source is not None:
            file = Path(self.source.file).name
            text += f"\n   [{file}, lines {self.source.first_line}-{self.source.last_line}]"
        return text

    def __str__(self) -> str:
        return for_stdout(self.text)


@lru_cache
def source_of(method: Callable[..., Any]) -> Source | None:
    """Return where a function stands, or None. Kept, since finding it takes long."""
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
    """Let the network learn from one sample, and yield a Moment for each thing that happens.

    inputs, expected: one number for each input and each output Neuron.
    learning_rate: a positive number.

    Each thing happens when its Moment is asked for. Raises ValueError or TypeError for what
    `network.learn` would refuse, at the call, before anything happens.
    """
    check_before_learning(network, inputs, expected, learning_rate)
    weight = a_weight(network.link_layers)
    inputs = checked_numbers(inputs, network.neuron_layers[0].neurons, "inputs", weight)
    expected = checked_expected(expected, network, "expected", weight)
    learning_rate = checked_learning_rate(learning_rate)
    return numbered_moments(network, inputs, expected, learning_rate)


def numbered_moments(
    network: Network, inputs: list[Number], expected: list[Number], learning_rate: Number
) -> Iterator[Moment]:
    """Yield the moments; all that goes in was checked."""
    # Once more: it may be long ago that `moments` was called.
    network.refuse_left_overs()
    number = 0
    network.stage = "ready"
    for neuron_layer in network.neuron_layers:
        neuron_layer.reset()
    input_layer = network.neuron_layers[0]
    for neuron, value in zip(input_layer.neurons, inputs):
        before = neuron.total_input
        neuron.receive(value)
        number += 1
        received = (before, value, neuron.total_input)
        receive = type(neuron).receive
        yield Moment(number, network.stage, "receive", neuron.name, (), received, receive)
    for neuron in input_layer.neurons:
        number += 1
        yield activated(number, network, neuron)
    for link_layer, neuron_layer in zip(network.link_layers, network.neuron_layers[1:]):
        for link in link_layer.links:
            number += 1
            yield propagated(number, network, link)
        for neuron in neuron_layer.neurons:
            number += 1
            yield activated(number, network, neuron)
    network.stage = "propagated"

    # All outputs at once: the error function looks at all of them.
    network.compare(expected)
    error_function = network.error_function
    output_neurons = network.neuron_layers[-1].neurons
    said = probabilities(network, network.neuron_layers[-1].outputs())
    for neuron, wanted, probability in zip(output_neurons, expected, said):
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
    for link_layer in reversed(network.link_layers):
        for link in link_layer.links:
            number += 1
            yield backpropagated(number, network, link)
    network.stage = "backpropagated"

    network.stage = "ready"
    for link_layer in network.link_layers:
        for link in link_layer.links:
            number += 1
            yield nudged(number, network, link, learning_rate)


def activated(number: int, network: Network, neuron: Neuron) -> Moment:
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


def propagated(number: int, network: Network, link: Link) -> Moment:
    """Let a Link propagate, and return the Moment."""
    input_neuron, output_neuron = link.input_neuron, link.output_neuron
    # All of what goes in is noted before: a Link of your own may change any of it.
    before, input_output, weight = output_neuron.total_input, input_neuron.output, link.weight
    link.propagate()
    numbers = (before, input_output, weight, output_neuron.total_input)
    others = (input_neuron.name, output_neuron.name)
    method = type(link).propagate
    return Moment(number, network.stage, "propagate", link.name, others, numbers, method)


def backpropagated(number: int, network: Network, link: Link) -> Moment:
    """Let a Link backpropagate, and return the Moment."""
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
    return Moment(number, network.stage, "backpropagate", link.name, others, numbers, method)


def nudged(number: int, network: Network, link: Link, learning_rate: Number) -> Moment:
    """Let a Link be nudged, and return the Moment."""
    before, sensitivity = link.weight, link.weight_sensitivity
    link.nudge(learning_rate)
    numbers = (before, learning_rate, sensitivity, link.weight)
    others = (link.input_neuron.name, link.output_neuron.name)
    method = type(link).nudge
    return Moment(number, network.stage, "nudge", link.name, others, numbers, method)


# The formulas with the numbers put in.


def receive_formula(moment: Moment) -> list[str]:
    """Return "what it had + what comes = total input"."""
    before, value, after = moment.numbers
    text = worked("{} + {}", [before, value], lambda a, b: a + b, after)
    return [sentences.RECEIVES.format(name=moment.name, sum=text)]


def propagate_formula(moment: Moment) -> list[str]:
    """Return "what it had + output x weight = total input"."""
    before, output, weight, after = moment.numbers
    numbers = [before, output, weight]
    text = worked("{} + {} × {}", numbers, lambda a, b, c: a + b * c, after)
    return [sentences.PROPAGATES.format(**moment.names(), sum=text)]


def activate_formula(moment: Moment) -> list[str]:
    """Return output and slope."""
    total_input, slope, output = moment.numbers
    activation = moment.function
    assert isinstance(activation, Activation)
    return [
        sentences.ACTIVATES.format(
            name=moment.name, text=output_text(activation, total_input, output)
        ),
        sentences.SLOPE_IS.format(
            name=moment.name, slope=slope_text(activation, total_input, output, slope)
        ),
    ]


def compare_formula(moment: Moment) -> list[str]:
    """Return how the sensitivity comes of an output and what was expected.

    For the squared error there is also this output's part of the error.
    """
    output, expected, probability, sensitivity = moment.numbers
    texts = {
        "name": moment.name,
        "output": significant(output),
        "expected": significant(expected),
        "probability": significant(probability),
        "sensitivity": significant(sensitivity),
    }
    if moment.function is squared_error:
        difference = worked("{} - {}", [output, expected], lambda a, b: a - b, sensitivity)
        part = sensitivity * sensitivity / 2
        square = worked("{} × {} / 2", [sensitivity] * 2, lambda a, b: a * b / 2, part)
        return [
            sentences.COMPARES_DIFFERENCE.format(name=moment.name, sum=difference),
            sentences.PART_OF_THE_ERROR.format(sum=square),
        ]
    if isinstance(moment.function, CrossEntropy):
        difference = worked("{} - {}", [probability, expected], lambda a, b: a - b, sensitivity)
        return [
            sentences.COMPARES_PROBABILITY.format(**texts),
            sentences.PROBABILITY_DIFFERENCE.format(name=moment.name, sum=difference),
        ]
    return [sentences.COMPARES.format(**texts)]


def backpropagate_formula(moment: Moment) -> list[str]:
    """Return the three products of the way back."""
    parts = moment.parts
    sensitivity, slope, output_sensitivity = moment.numbers[:3]
    first = worked("{} × {}", [sensitivity, slope], lambda a, b: a * b, output_sensitivity)
    second = after_a_product(
        parts["weight sensitivity before"],
        output_sensitivity,
        parts["input's output"],
        parts["weight sensitivity"],
    )
    third = after_a_product(
        parts["input's sensitivity before"],
        output_sensitivity,
        parts["weight"],
        parts["input's sensitivity"],
    )
    return [
        sentences.OUTPUT_SENSITIVITY.format(**moment.names(), sum=first),
        sentences.WEIGHT_SENSITIVITY.format(**moment.names(), sum=second),
        sentences.SENT_BACK.format(**moment.names(), sum=third),
    ]


def after_a_product(before: Number, one: Number, other: Number, after: Number) -> str:
    """Return "one x other = after", with what was there before, if there was something."""
    if isinstance(before, int) and before == 0:
        return worked("{} × {}", [one, other], lambda a, b: a * b, after)
    return worked("{} + {} × {}", [before, one, other], lambda a, b, c: a + b * c, after)


def nudge_formula(moment: Moment) -> list[str]:
    """Return "weight - learning rate x weight sensitivity = weight"."""
    before, learning_rate, sensitivity, after = moment.numbers
    numbers = [before, learning_rate, sensitivity]
    text = worked("{} - {} × {}", numbers, lambda a, b, c: a - b * c, after)
    return [sentences.NUDGES.format(sum=text)]


FORMULAS: dict[str, Callable[[Moment], list[str]]] = {
    "receive": receive_formula,
    "propagate": propagate_formula,
    "activate": activate_formula,
    "compare": compare_formula,
    "backpropagate": backpropagate_formula,
    "nudge": nudge_formula,
}
