"""The mistakes that people make when they write backpropagation, one by one.

Each is a small change to the right Recipe, so lernmi can compute the numbers that it leads to. The
most frequent mistakes come first. `questions.py` has a question for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lernmi.activations import Number, sigmoid_output
from lernmi.error_functions import half_sum_of_squares
from lernmi.exercises.recipes import Recipe
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron


class Mistake(NamedTuple):
    """One mistake.

    name: a short name, which no other mistake in the same method has.
    method: the method with the mistake, such as "Link.backpropagate", or the name of a function.
    words: what the code does wrong, in one short sentence without a full stop.
    changes: the new method for each step of the Recipe that goes wrong, by the step's name.
    """

    name: str
    method: str
    words: str
    changes: Mapping[str, Callable[..., Any]]


# Functions that several mistakes need.


def add_up(numbers: Sequence[Number]) -> Number:
    """Return the sum."""
    total: Number = 0
    for number in numbers:
        total += number
    return total


def is_bias(link: Link) -> bool:
    """Whether a Link comes from a bias."""
    return isinstance(link.input_neuron, BiasNeuron)


def slope_at_output(recipe: Recipe, neuron: Neuron) -> Number:
    """Return the slope at the output, as if that were the total input."""
    output = neuron.activation.function(neuron.output)
    return neuron.activation.slope(neuron.output, output)


def slope_with_total_input(recipe: Recipe, neuron: Neuron) -> Number:
    """Return the slope, worked out with the total input instead of the output."""
    return neuron.activation.slope(neuron.total_input, neuron.total_input)


def is_output(neuron: Neuron) -> bool:
    """Whether a Neuron is an output, judging by the name that its network gave it."""
    return neuron.name.startswith("y")


def only_first(numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers, with 0 for all but the first."""
    return [numbers[0]] + [0] * (len(numbers) - 1)


# Mistakes that take more than an expression.


def send_to_output_neuron(recipe: Recipe, link: Link, sensitivity: Number) -> None:
    """Send the sensitivity back to the Neuron that it came from."""
    link.output_neuron.receive_sensitivity(sensitivity)


def deliver_over_it(recipe: Recipe, link: Link, value: Number) -> None:
    """Overwrite what other Links have delivered."""
    link.output_neuron.total_input = value


def send_over_it(recipe: Recipe, link: Link, sensitivity: Number) -> None:
    """Overwrite what other Links have sent back."""
    link.input_neuron.sensitivity = sensitivity


def send_and_nudge(recipe: Recipe, link: Link, sensitivity: Number) -> None:
    """Send the sensitivity back, and move the weight at once."""
    link.input_neuron.receive_sensitivity(sensitivity)
    link.weight = link.weight - link.weight_sensitivity


def learn_layer_by_layer(
    recipe: Recipe,
    network: Network,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    learning_rate: Number,
) -> Number:
    """Nudge each layer, and only then send sensitivities back through it."""
    network.propagate(inputs)
    error = network.compare(expected)
    for link_layer in recipe.way_back(network.link_layers):
        # Nudge the weights first, then send the sensitivities back through the new ones.
        for link in link_layer.links:
            output_sensitivity = link.output_neuron.sensitivity * link.output_neuron.slope
            link.output_sensitivity = output_sensitivity
            weight_sensitivity = output_sensitivity * link.input_neuron.output
            link.weight = link.weight - learning_rate * weight_sensitivity
        for link in link_layer.links:
            link.input_neuron.receive_sensitivity(link.output_sensitivity * link.weight)
    network.stage = "ready"
    return error


def learn_and_compare_again(
    recipe: Recipe,
    network: Network,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    learning_rate: Number,
) -> Number:
    """Learn, but return the error after the nudge."""
    Recipe.learn(recipe, network, inputs, expected, learning_rate)
    network.propagate(inputs)
    return network.compare(expected)


def learn_without_a_word(
    recipe: Recipe,
    network: Network,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    learning_rate: Number,
) -> None:
    """Learn, but don't return the error."""
    Recipe.learn(recipe, network, inputs, expected, learning_rate)


def learn_with(rate: Callable[[Number], Number]) -> Callable[..., Number]:
    """Return a `learn` with a different learning rate: `rate(learning_rate)`."""

    def learn(
        recipe: Recipe,
        network: Network,
        inputs: Sequence[Number],
        expected: Sequence[Number],
        learning_rate: Number,
    ) -> Number:
        network.propagate(inputs)
        error = network.compare(expected)
        network.backpropagate()
        network.nudge(rate(learning_rate))
        return error

    return learn


def batch_with(rate: Callable[[Number, int], Number]) -> Callable[..., None]:
    """Return a `learn_batch` with a different rate: `rate(learning_rate, batch size)`."""

    def learn_batch(
        recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
    ) -> None:
        for inputs, expected in samples:
            network.propagate(inputs)
            network.compare(expected)
            network.backpropagate()
        network.nudge(rate(learning_rate, len(samples)))

    return learn_batch


def nudge_after_each(
    recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
) -> None:
    """Nudge after each sample."""
    for inputs, expected in samples:
        network.learn(inputs, expected, learning_rate)


def nudge_after_each_by_a_part(
    recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
) -> None:
    """Nudge after each sample, with a fraction of the learning rate."""
    for inputs, expected in samples:
        network.learn(inputs, expected, learning_rate / len(samples))


def batch_without_reset(
    recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
) -> None:
    """Move the weights, but leave the weight sensitivities as they are."""
    for inputs, expected in samples:
        network.propagate(inputs)
        network.compare(expected)
        network.backpropagate()
    for link in network.links:
        link.weight = link.weight - learning_rate / len(samples) * link.weight_sensitivity


def only_the_first_counts(
    recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
) -> None:
    """Learn only from the first sample."""
    inputs, expected = samples[0]
    network.learn(inputs, expected, learning_rate / len(samples))


def batch_by_hand(new_weight: Callable[[Link, Number], Number]) -> Callable[..., None]:
    """Return a `learn_batch` with a different nudge: `new_weight(link, change)`."""

    def learn_batch(
        recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
    ) -> None:
        for inputs, expected in samples:
            network.propagate(inputs)
            network.compare(expected)
            network.backpropagate()
        for link in network.links:
            change = learning_rate / len(samples) * link.weight_sensitivity
            link.weight = new_weight(link, change)
        network.forget()

    return learn_batch


def only_the_last_counts(
    recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
) -> None:
    """Forget the weight sensitivities of earlier samples."""
    for inputs, expected in samples:
        network.forget()
        network.propagate(inputs)
        network.compare(expected)
        network.backpropagate()
    network.nudge(learning_rate / len(samples))


def all_but_the_last_count(
    recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
) -> None:
    """Leave out the last sample."""
    for inputs, expected in samples[:-1]:
        network.propagate(inputs)
        network.compare(expected)
        network.backpropagate()
    network.nudge(learning_rate / len(samples))


def only_the_last_counts_wholly(
    recipe: Recipe, network: Network, samples: Sequence[Any], learning_rate: Number
) -> None:
    """Learn only from the last sample, as if it were alone."""
    inputs, expected = samples[-1]
    network.learn(inputs, expected, learning_rate)


# Slopes written out by hand, or computed with the wrong arguments: name, words, slope.
BY_HAND: list[tuple[str, str, Callable[[Neuron], Number]]] = [
    (
        "slope of sigmoid by hand",
        "the slope is output × (1 - output): that is right for sigmoid, but not "
        "for every activation",
        lambda neuron: neuron.output * (1 - neuron.output),
    ),
    (
        "z(1 - z) by hand",
        "the slope is total input × (1 - total input), but sigmoid's is output × (1 - output)",
        lambda neuron: neuron.total_input * (1 - neuron.total_input),
    ),
    (
        "sigmoid of the output by hand",
        "the slope is s × (1 - s) with s = sigmoid(output), but the output is already a sigmoid",
        lambda neuron: sigmoid_output(neuron.output) * (1 - sigmoid_output(neuron.output)),
    ),
    (
        "sigmoid of the total input by hand",
        "the slope is s × (1 - s) with s = sigmoid(total input): right for sigmoid only",
        lambda neuron: (
            sigmoid_output(neuron.total_input) * (1 - sigmoid_output(neuron.total_input))
        ),
    ),
    (
        "output for the total input",
        "activation.slope gets the output twice, but the total input comes first",
        lambda neuron: neuron.activation.slope(neuron.output, neuron.output),
    ),
    (
        "slope's arguments swapped",
        "activation.slope gets total input and output in the wrong order",
        lambda neuron: neuron.activation.slope(neuron.output, neuron.total_input),
    ),
    (
        "1 - output by hand",
        "the slope is 1 - output, but sigmoid's is output × (1 - output)",
        lambda neuron: 1 - neuron.output,
    ),
    (
        "output x (1 + output) by hand",
        "the slope is output × (1 + output), with a plus instead of a minus",
        lambda neuron: neuron.output * (1 + neuron.output),
    ),
    (
        "slope of tanh by hand",
        "the slope is 1 - output × output: that is right for tanh, but not for every activation",
        lambda neuron: 1 - neuron.output * neuron.output,
    ),
]

PROPAGATE = [
    Mistake(
        "nothing delivered",
        "Link.propagate",
        "nothing is delivered to the output Neuron",
        {"delivered": lambda recipe, link, value: 0},
    ),
    Mistake(
        "delivered over the others",
        "Link.propagate",
        "delivering overwrites what other Links delivered, instead of adding to it",
        {"deliver": deliver_over_it},
    ),
    Mistake(
        "weight left out forwards",
        "Link.propagate",
        "the Link delivers the input Neuron's output without the weight",
        {"delivered": lambda recipe, link, value: value},
    ),
    Mistake(
        "weight added forwards",
        "Link.propagate",
        "the weight is added instead of multiplied",
        {"delivered": lambda recipe, link, value: value + link.weight},
    ),
    Mistake(
        "only the weight delivered",
        "Link.propagate",
        "the Link delivers its weight alone, without the input Neuron's output",
        {"value": lambda recipe, link: 1},
    ),
    Mistake(
        "total input delivered",
        "Link.propagate",
        "the Link delivers the input Neuron's total input instead of its output",
        {"value": lambda recipe, link: link.input_neuron.total_input},
    ),
    Mistake(
        "activated once more",
        "Link.propagate",
        "the Link applies the activation, which its Neurons already do",
        {
            "value": lambda recipe, link: link.input_neuron.activation.function(
                link.input_neuron.output
            )
        },
    ),
    Mistake(
        "sign forwards",
        "Link.propagate",
        "the Link delivers the right number with the wrong sign",
        {"delivered": lambda recipe, link, value: -(value * link.weight)},
    ),
    Mistake(
        "bias left out",
        "Link.propagate",
        "the bias is left out",
        {"delivered": lambda recipe, link, value: 0 if is_bias(link) else value * link.weight},
    ),
    Mistake(
        "bias summed",
        "Link.propagate",
        "the bias is added twice",
        {
            "delivered": lambda recipe, link, value: (
                2 * value * link.weight if is_bias(link) else value * link.weight
            )
        },
    ),
    Mistake(
        "bias without its weight",
        "Link.propagate",
        "the bias is added as 1, without its weight",
        {"delivered": lambda recipe, link, value: value if is_bias(link) else value * link.weight},
    ),
    Mistake(
        "weight squared forwards",
        "Link.propagate",
        "the code multiplies by the weight twice",
        {"delivered": lambda recipe, link, value: value * link.weight * link.weight},
    ),
]

BACKPROPAGATE = [
    Mistake(
        "weight sensitivity not kept",
        "Link.backpropagate",
        "the weight sensitivity is not added to self.weight_sensitivity",
        {"kept": lambda recipe, link, weight_sensitivity: link.weight_sensitivity},
    ),
    Mistake(
        "slope missing",
        "Link.backpropagate",
        "the slope is left out",
        {"slope": lambda recipe, link: 1},
    ),
    Mistake(
        "slope missing at the outputs",
        "Link.backpropagate",
        "the slope of the output Neurons is left out (that of hidden ones is there)",
        {
            "slope": lambda recipe, link: (
                1 if is_output(link.output_neuron) else link.output_neuron.slope
            )
        },
    ),
    Mistake(
        "slope missing at hidden Neurons",
        "Link.backpropagate",
        "the slope of hidden Neurons is left out (that of the outputs is there)",
        {
            "slope": lambda recipe, link: (
                link.output_neuron.slope if is_output(link.output_neuron) else 1
            )
        },
    ),
    Mistake(
        "wrong sign",
        "Link.backpropagate",
        "the weight sensitivity has the wrong sign",
        {"weight_counts": lambda recipe, link: -link.input_neuron.output},
    ),
    Mistake(
        "wrong sign of all",
        "Link.backpropagate",
        "the output sensitivity has the wrong sign, and so has everything after it",
        {"sensitivity": lambda recipe, link: -link.output_neuron.sensitivity},
    ),
    Mistake(
        "wrong sign sent back",
        "Link.backpropagate",
        "the number sent back has the wrong sign",
        {"input_counts": lambda recipe, link: -link.weight},
    ),
    Mistake(
        "weight missing on the way back",
        "Link.backpropagate",
        "the weight is left out of the number sent back",
        {"input_counts": lambda recipe, link: 1},
    ),
    Mistake(
        "sent over the others",
        "Link.backpropagate",
        "sending back overwrites what other Links sent, instead of adding to it",
        {"send": send_over_it},
    ),
    Mistake(
        "minus of a weight lost",
        "Link.backpropagate",
        "a weight's minus sign is lost on the way back",
        {"input_counts": lambda recipe, link: abs(link.weight)},
    ),
    Mistake(
        "signs lost on the way back",
        "Link.backpropagate",
        "the number sent back loses its sign, so that opposite paths don't cancel out",
        {
            "sent_back": lambda recipe, link, output_sensitivity: abs(
                output_sensitivity * link.weight
            )
        },
    ),
    Mistake(
        "weight sensitivity overwritten",
        "Link.backpropagate",
        "the weight sensitivity is overwritten, so only the last sample counts",
        {"kept": lambda recipe, link, weight_sensitivity: weight_sensitivity},
    ),
    Mistake(
        "input left out",
        "Link.backpropagate",
        "the input Neuron's output is left out of the weight sensitivity",
        {"weight_counts": lambda recipe, link: 1},
    ),
    Mistake(
        "output Neuron's output",
        "Link.backpropagate",
        "the weight sensitivity uses the output Neuron's output instead of the input Neuron's",
        {"weight_counts": lambda recipe, link: link.output_neuron.output},
    ),
    Mistake(
        "total input in place of the output",
        "Link.backpropagate",
        "the weight sensitivity uses the input Neuron's total input instead of its output",
        {"weight_counts": lambda recipe, link: link.input_neuron.total_input},
    ),
    Mistake(
        "slope missing in the weight sensitivity",
        "Link.backpropagate",
        "the slope is left out of the weight sensitivity (the number sent back has it)",
        {
            "weight_sensitivity": lambda recipe, link, output_sensitivity: (
                recipe.sensitivity(link) * recipe.weight_counts(link)
            )
        },
    ),
    Mistake(
        "slope missing on the way back",
        "Link.backpropagate",
        "the slope is left out of the number sent back (the weight sensitivity has it)",
        {
            "sent_back": lambda recipe, link, output_sensitivity: (
                recipe.sensitivity(link) * recipe.input_counts(link)
            )
        },
    ),
    Mistake(
        "slope missing in the outputs' weight sensitivities",
        "Link.backpropagate",
        "the slope is left out of the weight sensitivities of the last layer",
        {
            "weight_sensitivity": lambda recipe, link, output_sensitivity: (
                recipe.weight_counts(link)
                * (
                    recipe.sensitivity(link)
                    if is_output(link.output_neuron)
                    else output_sensitivity
                )
            )
        },
    ),
    Mistake(
        "slope of the wrong Neuron",
        "Link.backpropagate",
        "the slope is the input Neuron's instead of the output Neuron's",
        {"slope": lambda recipe, link: link.input_neuron.slope},
    ),
    Mistake(
        "slope at the output",
        "Link.backpropagate",
        "the slope is taken at the output instead of the total input",
        {"slope": lambda recipe, link: slope_at_output(recipe, link.output_neuron)},
    ),
    Mistake(
        "slope with the total input",
        "Link.backpropagate",
        "the slope is worked out with the total input instead of the output, as in z(1 - z)",
        {"slope": lambda recipe, link: slope_with_total_input(recipe, link.output_neuron)},
    ),
    Mistake(
        "slope twice",
        "Link.backpropagate",
        "the code multiplies by the slope twice",
        {"slope": lambda recipe, link: link.output_neuron.slope * link.output_neuron.slope},
    ),
    *[
        Mistake(
            f"{name} in Link",
            "Link.backpropagate",
            words,
            {"slope": lambda recipe, link, slope=slope: slope(link.output_neuron)},
        )
        for name, words, slope in BY_HAND
    ],
    Mistake(
        "output in place of the slope",
        "Link.backpropagate",
        "the output Neuron's output is used as its slope",
        {"slope": lambda recipe, link: link.output_neuron.output},
    ),
    Mistake(
        "output Neuron's total input",
        "Link.backpropagate",
        "the weight sensitivity uses the output Neuron's total input instead of "
        "the input Neuron's output",
        {"weight_counts": lambda recipe, link: link.output_neuron.total_input},
    ),
    Mistake(
        "weight in place of the input",
        "Link.backpropagate",
        "the weight sensitivity is multiplied by the weight instead of the input Neuron's output",
        {"weight_counts": lambda recipe, link: link.weight},
    ),
    Mistake(
        "input added",
        "Link.backpropagate",
        "the input Neuron's output is added to the output sensitivity instead of multiplied",
        {
            "weight_sensitivity": lambda recipe, link, output_sensitivity: (
                output_sensitivity + recipe.weight_counts(link)
            )
        },
    ),
    Mistake(
        "input on the way back",
        "Link.backpropagate",
        "the number sent back is multiplied by the input Neuron's output instead of the weight",
        {"input_counts": lambda recipe, link: link.input_neuron.output},
    ),
    Mistake(
        "swapped",
        "Link.backpropagate",
        "the weight and the input Neuron's output are swapped",
        {
            "weight_counts": lambda recipe, link: link.weight,
            "input_counts": lambda recipe, link: link.input_neuron.output,
        },
    ),
    Mistake(
        "weight added on the way back",
        "Link.backpropagate",
        "the weight is added to the number sent back instead of multiplied",
        {"sent_back": lambda recipe, link, output_sensitivity: output_sensitivity + link.weight},
    ),
    Mistake(
        "weight sensitivity sent back",
        "Link.backpropagate",
        "the number sent back begins with the weight sensitivity instead of the output sensitivity",
        {
            "sent_back": lambda recipe, link, output_sensitivity: (
                recipe.weight_sensitivity(link, output_sensitivity) * recipe.input_counts(link)
            )
        },
    ),
    Mistake(
        "sent to the wrong Neuron",
        "Link.backpropagate",
        "the sensitivity is sent to the output Neuron instead of the input Neuron",
        {"send": send_to_output_neuron},
    ),
    Mistake(
        "nothing sent back",
        "Link.backpropagate",
        "nothing is sent back to the input Neuron",
        {"send": lambda recipe, link, sensitivity: None},
    ),
    Mistake(
        "nothing set",
        "Link.backpropagate",
        "nothing is set or sent back, or everything is 0, as if you use the "
        "input Neuron's own sensitivity",
        {"sensitivity": lambda recipe, link: link.input_neuron.sensitivity},
    ),
    Mistake(
        "everything doubled",
        "Link.backpropagate",
        "everything is multiplied by 2 or added twice",
        {
            "output_sensitivity": lambda recipe, link: (
                2 * recipe.sensitivity(link) * recipe.slope(link)
            )
        },
    ),
    Mistake(
        "weight sensitivity doubled",
        "Link.backpropagate",
        "the weight sensitivity is multiplied by 2 or added twice",
        {
            "kept": lambda recipe, link, weight_sensitivity: (
                link.weight_sensitivity + 2 * weight_sensitivity
            )
        },
    ),
    Mistake(
        "slope added",
        "Link.backpropagate",
        "the slope is added to the sensitivity instead of multiplied",
        {"output_sensitivity": lambda recipe, link: recipe.sensitivity(link) + recipe.slope(link)},
    ),
    Mistake(
        "weight in the weight sensitivity",
        "Link.backpropagate",
        "the weight sensitivity is multiplied by the weight, too",
        {"weight_counts": lambda recipe, link: link.input_neuron.output * link.weight},
    ),
    Mistake(
        "input Neuron's slope sent back",
        "Link.backpropagate",
        "the number sent back is multiplied by the input Neuron's slope, as the next Links do, too",
        {"input_counts": lambda recipe, link: link.weight * link.input_neuron.slope},
    ),
    Mistake(
        "output in place of the sensitivity",
        "Link.backpropagate",
        "the output Neuron's output is used as its sensitivity",
        {"sensitivity": lambda recipe, link: link.output_neuron.output},
    ),
    Mistake(
        "sensitivity left out",
        "Link.backpropagate",
        "the output Neuron's sensitivity is left out",
        {"sensitivity": lambda recipe, link: 1},
    ),
    Mistake(
        "bias without a weight sensitivity",
        "Link.backpropagate",
        "the Link from the bias gets no weight sensitivity, so it never learns",
        {"weight_counts": lambda recipe, link: 0 if is_bias(link) else link.input_neuron.output},
    ),
    Mistake(
        "nudged on the way",
        "Link.backpropagate",
        "the weight moves while sensitivities are still on their way back",
        {"send": send_and_nudge},
    ),
]

NUDGE = [
    Mistake(
        "weight not moved",
        "Link.nudge",
        "the weight stays as it was",
        {"new_weight": lambda recipe, link, change: link.weight},
    ),
    Mistake(
        "nudged upwards",
        "Link.nudge",
        "the nudge is added instead of subtracted, so the error goes up",
        {"new_weight": lambda recipe, link, change: link.weight + change},
    ),
    Mistake(
        "learning rate squared",
        "Link.nudge",
        "the code multiplies by the learning rate twice",
        {"rate": lambda recipe, link, learning_rate: learning_rate * learning_rate},
    ),
    Mistake(
        "learning rate added",
        "Link.nudge",
        "the learning rate is added to the weight sensitivity instead of multiplied",
        {"change": lambda recipe, link, learning_rate: learning_rate + link.weight_sensitivity},
    ),
    Mistake(
        "learning rate forgotten",
        "Link.nudge",
        "the learning rate is left out",
        {"rate": lambda recipe, link, learning_rate: 1},
    ),
    Mistake(
        "divided by the learning rate",
        "Link.nudge",
        "the weight sensitivity is divided by the learning rate instead of multiplied",
        {"rate": lambda recipe, link, learning_rate: 1 / learning_rate},
    ),
    Mistake(
        "never reset",
        "Link.nudge",
        "the weight sensitivity is not reset to 0, so the next sample uses it again",
        {"left_over": lambda recipe, link: link.weight_sensitivity},
    ),
    Mistake(
        "nudged by the output sensitivity",
        "Link.nudge",
        "the nudge uses the output sensitivity instead of the weight sensitivity",
        {"nudged_by": lambda recipe, link: link.output_sensitivity},
    ),
    Mistake(
        "only the sign",
        "Link.nudge",
        "only the sign of the weight sensitivity is used",
        {
            "nudged_by": lambda recipe, link: (
                (link.weight_sensitivity > 0) - (link.weight_sensitivity < 0)
            )
        },
    ),
    Mistake(
        "old weight forgotten",
        "Link.nudge",
        "the new weight is the nudge alone, without the old weight",
        {"new_weight": lambda recipe, link, change: -change},
    ),
    Mistake(
        "a part of the weight",
        "Link.nudge",
        "the nudge is multiplied by the weight",
        {"new_weight": lambda recipe, link, change: link.weight - change * link.weight},
    ),
    Mistake(
        "bias not nudged",
        "Link.nudge",
        "Links from the bias are not nudged",
        {
            "new_weight": lambda recipe, link, change: (
                link.weight if is_bias(link) else link.weight - change
            )
        },
    ),
    Mistake(
        "nudged twice",
        "Link.nudge",
        "the weight is nudged twice",
        {"new_weight": lambda recipe, link, change: link.weight - 2 * change},
    ),
]

RESET = [
    Mistake(
        "total input not reset",
        "Neuron.reset",
        "the total input is not reset to 0 before the next sample",
        {"total_input_before": lambda recipe, neuron: getattr(neuron, "total_input", 0)},
    ),
    Mistake(
        "sensitivity not reset",
        "Neuron.reset",
        "the sensitivity is not reset to 0 before the next sample",
        {"sensitivity_before": lambda recipe, neuron: getattr(neuron, "sensitivity", 0)},
    ),
    Mistake(
        "nothing reset",
        "Neuron.reset",
        "nothing is reset to 0 before the next sample",
        {
            "total_input_before": lambda recipe, neuron: getattr(neuron, "total_input", 0),
            "sensitivity_before": lambda recipe, neuron: getattr(neuron, "sensitivity", 0),
        },
    ),
]

RECEIVE = [
    Mistake(
        "total input overwritten",
        "Neuron.receive",
        "each delivery overwrites the total input instead of adding to it",
        {"total_input": lambda recipe, neuron, value: value},
    ),
    Mistake(
        "total input multiplied",
        "Neuron.receive",
        "each delivery is multiplied by the total input instead of added",
        {
            "total_input": lambda recipe, neuron, value: (
                neuron.total_input * value if neuron.total_input else value
            )
        },
    ),
    Mistake(
        "total input subtracted",
        "Neuron.receive",
        "each delivery is subtracted instead of added",
        {"total_input": lambda recipe, neuron, value: neuron.total_input - value},
    ),
    Mistake(
        "the largest wins",
        "Neuron.receive",
        "only the largest delivery counts",
        {"total_input": lambda recipe, neuron, value: max(neuron.total_input, value)},
    ),
]

ACTIVATE = [
    Mistake(
        "not activated",
        "Neuron.activate",
        "the activation is left out: the output is the total input",
        {"output": lambda recipe, neuron: neuron.total_input},
    ),
    Mistake(
        "not activated, with the slope of what should have been",
        "Neuron.activate",
        "the activation is left out: the output is the total input (the slope is right)",
        {
            "output": lambda recipe, neuron: neuron.total_input,
            "own_slope": lambda recipe, neuron: neuron.activation.slope(
                neuron.total_input, neuron.activation.function(neuron.total_input)
            ),
        },
    ),
    Mistake(
        "always sigmoid",
        "Neuron.activate",
        "every Neuron applies sigmoid, even the inputs, whose activation is identity",
        {
            "output": lambda recipe, neuron: sigmoid_output(neuron.total_input),
            "own_slope": lambda recipe, neuron: neuron.output * (1 - neuron.output),
        },
    ),
    *[
        Mistake(
            f"{name} in Neuron",
            "Neuron.activate",
            words,
            {"own_slope": lambda recipe, neuron, slope=slope: slope(neuron)},
        )
        for name, words, slope in BY_HAND
        if name != "1 - output by hand"
    ],
    Mistake(
        "activated twice",
        "Neuron.activate",
        "the activation is applied twice",
        {
            "output": lambda recipe, neuron: neuron.activation.function(
                neuron.activation.function(neuron.total_input)
            )
        },
    ),
    Mistake(
        "activated with the wrong sign",
        "Neuron.activate",
        "the activation gets minus the total input",
        {"output": lambda recipe, neuron: neuron.activation.function(-neuron.total_input)},
    ),
    Mistake(
        "slope in place of the output",
        "Neuron.activate",
        "the output is the slope",
        {
            "output": lambda recipe, neuron: neuron.activation.slope(
                neuron.total_input, neuron.activation.function(neuron.total_input)
            )
        },
    ),
    Mistake(
        "Neuron's slope at the output",
        "Neuron.activate",
        "the slope is taken at the output instead of the total input",
        {"own_slope": slope_at_output},
    ),
    Mistake(
        "Neuron's slope with the total input",
        "Neuron.activate",
        "the slope is worked out with the total input instead of the output, as in z(1 - z)",
        {"own_slope": slope_with_total_input},
    ),
    Mistake(
        "Neuron's slope always 1",
        "Neuron.activate",
        "the slope is always 1",
        {"own_slope": lambda recipe, neuron: 1},
    ),
    Mistake(
        "output as the Neuron's slope",
        "Neuron.activate",
        "the slope is the output",
        {"own_slope": lambda recipe, neuron: neuron.output},
    ),
    Mistake(
        "1 - output as the Neuron's slope",
        "Neuron.activate",
        "the slope is 1 - output, but sigmoid's is output × (1 - output)",
        {"own_slope": lambda recipe, neuron: 1 - neuron.output},
    ),
    Mistake(
        "Neuron's slope squared",
        "Neuron.activate",
        "the slope is multiplied by itself",
        {
            "own_slope": lambda recipe, neuron: (
                neuron.activation.slope(neuron.total_input, neuron.output) ** 2
            )
        },
    ),
    Mistake(
        "Neuron's slope with the wrong sign",
        "Neuron.activate",
        "the slope has the wrong sign",
        {
            "own_slope": lambda recipe, neuron: (
                -neuron.activation.slope(neuron.total_input, neuron.output)
            )
        },
    ),
]

RECEIVE_SENSITIVITY = [
    Mistake(
        "sensitivity overwritten",
        "Neuron.receive_sensitivity",
        "the number sent back overwrites the sensitivity instead of adding to it",
        {"own_sensitivity": lambda recipe, neuron, value: value},
    ),
    Mistake(
        "sensitivity subtracted",
        "Neuron.receive_sensitivity",
        "the number sent back is subtracted instead of added",
        {"own_sensitivity": lambda recipe, neuron, value: neuron.sensitivity - value},
    ),
    Mistake(
        "sensitivity multiplied",
        "Neuron.receive_sensitivity",
        "the number sent back is multiplied by the sensitivity instead of added",
        {
            "own_sensitivity": lambda recipe, neuron, value: (
                neuron.sensitivity * value if neuron.sensitivity else value
            )
        },
    ),
    Mistake(
        "slope already in the sensitivity",
        "Neuron.receive_sensitivity",
        "the number sent back is multiplied by the Neuron's slope, which its Links already do",
        {
            "own_sensitivity": lambda recipe, neuron, value: (
                neuron.sensitivity + value * neuron.slope
            )
        },
    ),
]

ERROR = [
    Mistake(
        "error not halved",
        "ErrorFunction.function",
        "the error is not halved",
        {"error": lambda recipe, outputs, expected: 2 * half_sum_of_squares(outputs, expected)},
    ),
    Mistake(
        "only the first output in the error",
        "ErrorFunction.function",
        "only the first output counts",
        {"error": lambda recipe, outputs, expected: half_sum_of_squares(outputs[:1], expected[:1])},
    ),
    Mistake(
        "mean error",
        "ErrorFunction.function",
        "the error is divided by the number of outputs",
        {
            "error": lambda recipe, outputs, expected: (
                half_sum_of_squares(outputs, expected) / len(outputs)
            )
        },
    ),
    Mistake(
        "mean squared error",
        "ErrorFunction.function",
        "the squares are divided by the number of outputs instead of 2",
        {
            "error": lambda recipe, outputs, expected: (
                2 * half_sum_of_squares(outputs, expected) / len(outputs)
            )
        },
    ),
    Mistake(
        "differences not squared",
        "ErrorFunction.function",
        "the differences are not squared",
        {
            "error": lambda recipe, outputs, expected: (
                add_up([output - wanted for output, wanted in zip(outputs, expected)]) / 2
            )
        },
    ),
    Mistake(
        "absolute differences",
        "ErrorFunction.function",
        "the differences lose their signs, but are not squared",
        {
            "error": lambda recipe, outputs, expected: (
                add_up([abs(output - wanted) for output, wanted in zip(outputs, expected)]) / 2
            )
        },
    ),
    Mistake(
        "square of the sum",
        "ErrorFunction.function",
        "the differences are added before they are squared",
        {
            "error": lambda recipe, outputs, expected: (
                add_up([output - wanted for output, wanted in zip(outputs, expected)]) ** 2 / 2
            )
        },
    ),
]

SENSITIVITIES = [
    Mistake(
        "expected minus output",
        "ErrorFunction.sensitivities",
        "it is expected minus output instead of output minus expected",
        {
            "sensitivities": lambda recipe, outputs, expected: [
                wanted - output for output, wanted in zip(outputs, expected)
            ]
        },
    ),
    Mistake(
        "sensitivities doubled",
        "ErrorFunction.sensitivities",
        "the difference is doubled, which is right only for an error that isn't halved",
        {
            "sensitivities": lambda recipe, outputs, expected: [
                2 * (output - wanted) for output, wanted in zip(outputs, expected)
            ]
        },
    ),
    Mistake(
        "only the first output",
        "ErrorFunction.sensitivities",
        "only the first output counts",
        {
            "sensitivities": lambda recipe, outputs, expected: only_first(
                [output - wanted for output, wanted in zip(outputs, expected)]
            )
        },
    ),
    Mistake(
        "sensitivities halved",
        "ErrorFunction.sensitivities",
        "the difference is halved",
        {
            "sensitivities": lambda recipe, outputs, expected: [
                (output - wanted) / 2 for output, wanted in zip(outputs, expected)
            ]
        },
    ),
    Mistake(
        "sensitivities divided",
        "ErrorFunction.sensitivities",
        "the difference is divided by the number of outputs",
        {
            "sensitivities": lambda recipe, outputs, expected: [
                (output - wanted) / len(outputs) for output, wanted in zip(outputs, expected)
            ]
        },
    ),
    Mistake(
        "slope in the sensitivities",
        "ErrorFunction.sensitivities",
        "the slope output × (1 - output) is in the sensitivities, and the Links "
        "multiply by it again",
        {
            "sensitivities": lambda recipe, outputs, expected: [
                (output - wanted) * output * (1 - output)
                for output, wanted in zip(outputs, expected)
            ]
        },
    ),
    Mistake(
        "squared sensitivities",
        "ErrorFunction.sensitivities",
        "the difference is squared, as in the error itself",
        {
            "sensitivities": lambda recipe, outputs, expected: [
                (output - wanted) ** 2 for output, wanted in zip(outputs, expected)
            ]
        },
    ),
    Mistake(
        "only the sign of the difference",
        "ErrorFunction.sensitivities",
        "only the sign of the difference is used",
        {
            "sensitivities": lambda recipe, outputs, expected: [
                (output > wanted) - (output < wanted) for output, wanted in zip(outputs, expected)
            ]
        },
    ),
    Mistake(
        "the sum for all",
        "ErrorFunction.sensitivities",
        "every output gets the sum of all differences",
        {
            "sensitivities": lambda recipe, outputs, expected: (
                [add_up([output - wanted for output, wanted in zip(outputs, expected)])]
                * len(outputs)
            )
        },
    ),
]

NETWORK = [
    Mistake(
        "loop forwards",
        "Network.backpropagate",
        "the way back goes through the layers from first to last, or only through the last",
        {"way_back": lambda recipe, layers: list(layers)},
    ),
    Mistake(
        "first layer left out",
        "Network.backpropagate",
        "the first layer of Links is left out on the way back",
        {"way_back": lambda recipe, layers: list(reversed(layers[1:]))},
    ),
]

LEARN = [
    Mistake(
        "weight after the nudge",
        "Network.learn",
        "each layer is nudged before sensitivities go back through it",
        {"learn": learn_layer_by_layer},
    ),
    Mistake(
        "error after the nudge",
        "Network.learn",
        "learn returns the error after the nudge instead of the one before",
        {"learn": learn_and_compare_again},
    ),
    Mistake(
        "no error returned",
        "Network.learn",
        "the error is not returned",
        {"learn": learn_without_a_word},
    ),
    Mistake(
        "nudge made twice",
        "Network.learn",
        "the nudge is made twice",
        {"learn": learn_with(lambda rate: 2 * rate)},
    ),
    Mistake(
        "learn with the learning rate squared",
        "Network.learn",
        "the code multiplies by the learning rate twice",
        {"learn": learn_with(lambda rate: rate * rate)},
    ),
    Mistake(
        "learn without the learning rate",
        "Network.learn",
        "the learning rate is left out",
        {"learn": learn_with(lambda rate: 1)},
    ),
]

BATCH = [
    Mistake(
        "batch not reset",
        "learn_batch",
        "the weight sensitivities are not reset to 0, so the next batch uses them again",
        {"learn_batch": batch_without_reset},
    ),
    Mistake(
        "only the first sample",
        "learn_batch",
        "it ends after the first sample: is `return`, or the nudge, inside the loop?",
        {"learn_batch": only_the_first_counts},
    ),
    Mistake(
        "batch without the learning rate",
        "learn_batch",
        "the learning rate is left out",
        {"learn_batch": batch_with(lambda rate, length: 1 / length)},
    ),
    Mistake(
        "batch with the learning rate squared",
        "learn_batch",
        "the code multiplies by the learning rate twice",
        {"learn_batch": batch_with(lambda rate, length: rate * rate / length)},
    ),
    Mistake(
        "batch upwards",
        "learn_batch",
        "the nudge is added instead of subtracted, so the error goes up",
        {"learn_batch": batch_by_hand(lambda link, change: link.weight + change)},
    ),
    Mistake(
        "batch without the bias",
        "learn_batch",
        "Links from the bias are not nudged",
        {
            "learn_batch": batch_by_hand(
                lambda link, change: link.weight if is_bias(link) else link.weight - change
            )
        },
    ),
    Mistake(
        "not divided",
        "learn_batch",
        "the nudge uses the sum over the batch instead of the mean",
        {"learn_batch": batch_with(lambda rate, length: rate)},
    ),
    Mistake(
        "divided twice",
        "learn_batch",
        "the code divides by the batch size twice",
        {"learn_batch": batch_with(lambda rate, length: rate / length / length)},
    ),
    Mistake(
        "multiplied by the length",
        "learn_batch",
        "the code multiplies the sum by the batch size instead of dividing",
        {"learn_batch": batch_with(lambda rate, length: rate * length)},
    ),
    Mistake(
        "nudged after each sample",
        "learn_batch",
        "the weights are nudged after each sample instead of once after all of them",
        {"learn_batch": nudge_after_each},
    ),
    Mistake(
        "nudged after each sample by a part",
        "learn_batch",
        "the weights are nudged a little after each sample, instead of once after all",
        {"learn_batch": nudge_after_each_by_a_part},
    ),
    Mistake(
        "only the last sample",
        "learn_batch",
        "the weight sensitivities of earlier samples are thrown away, so only the last one counts",
        {"learn_batch": only_the_last_counts},
    ),
    Mistake(
        "last sample skipped",
        "learn_batch",
        "the last sample of the batch is left out",
        {"learn_batch": all_but_the_last_count},
    ),
    Mistake(
        "only the last sample, not divided",
        "learn_batch",
        "only the last sample of the batch counts",
        {"learn_batch": only_the_last_counts_wholly},
    ),
]


MISTAKES: list[Mistake] = [
    *PROPAGATE,
    *BACKPROPAGATE,
    *NUDGE,
    *RESET,
    *RECEIVE,
    *ACTIVATE,
    *RECEIVE_SENSITIVITY,
    *ERROR,
    *SENSITIVITIES,
    *NETWORK,
    *LEARN,
    *BATCH,
]
