"""Explaining a Link, a Neuron or a whole network: how its numbers came about.

    explain(network, ([0.05, 0.10], [0.01, 0.99]), "x1", "h1")

It works on a copy, with one sample from the beginning to the end, so it can be called at any
time, and never mixes the numbers of two samples, or of before and after a nudge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.error_functions import squared_error
from lernmi.functions.error_functions import CrossEntropy
from lernmi.inside import sentences
from lernmi.inside.causes import (
    cause_lines,
    promised_and_tried,
    works_its_own_way,
    wrong_slope_line,
)
from lernmi.inside.formulas import output_text, slope_text
from lernmi.inside.numbers import like, significant, with_decimals, worked
from lernmi.inside.shares import fault_lines
from lernmi.inside.trying import BEND, WRONG, Trial, try_output, try_slope, try_weight
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.numbers import checked_learning_rate
from lernmi.support.samples import Sample, checked_samples
from lernmi.support.texts import short_text
from lernmi.writing.ascii_twins import for_stdout

# So many Neurons or Links are listed one by one; of more, the largest.
MOST_LISTED = 6


class Explanation(NamedTuple):
    """What there is to say, line by line; `print` shows it, and so does a Python session.

    title: what is explained, such as "x1->h1, weight 0.15".
    lines: a sentence or a sum each, without the title.
    """

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The title and the lines, as pages show them."""
        return "\n".join([self.title, *[f"  {line}" for line in self.lines]])

    def __str__(self) -> str:
        return for_stdout(self.text)

    def __repr__(self) -> str:
        return str(self)


def explain(
    what: Network | Link,
    sample: Sample | None = None,
    name: str | None = None,
    output_name: str | None = None,
    *,
    learning_rate: Number = 0.5,
) -> Explanation:
    """Explain how the numbers of one learning step come about.

    what: a network; or a Link, to look at the numbers that it has just now, and then nothing
        else is needed.
    sample: (inputs, expected), for a network, which needs one.
    name: of a Neuron, to explain it; with `output_name`, the Link from the one to the other is
        explained; without any name, the whole network: whose fault is the error?
    learning_rate: a positive number, for the nudge that would follow.

    Nothing changes. Raises TypeError for what is neither a Network nor a Link, and ValueError or
    TypeError for a sample (also if there is none), a name or a learning rate that doesn't fit.
    """
    if isinstance(what, Link):
        return explain_bare_link(what)
    if not isinstance(what, Network):
        raise TypeError(f"explain() takes a Network or a Link; got {short_text(what)}")
    if name is None and output_name is not None:
        raise ValueError(
            f"explain() needs the name of the Neuron whose Link leads to {output_name}"
        )
    if sample is None:
        raise ValueError("explain() needs a sample (inputs, expected), such as ([0, 1], [1])")
    learning_rate = checked_learning_rate(learning_rate)
    [sample] = checked_samples([sample], what, "sample")
    inputs, expected = sample
    copy = what.copy()
    copy.forget()
    copy.propagate(inputs)
    error = copy.compare(expected)
    copy.backpropagate()

    if name is None:
        title = sentences.NETWORK_TITLE.format(network=network_name(what))
        lines = fault_lines(copy, sample, error, like(learning_rate, copy.links[0].weight))
        return Explanation(title, tuple(lines))
    if output_name is None:
        return explain_neuron(copy, sample, copy.neuron(name), error)
    return explain_link(copy, sample, copy.link(name, output_name), error, learning_rate)


def network_name(network: Network) -> str:
    """Return what to call a network: the sizes of its layers, such as "2-3-1"."""
    return "-".join([str(len(layer.neurons)) for layer in network.neuron_layers])


def explain_link(
    network: Network, sample: Sample, link: Link, error: Number, learning_rate: Number
) -> Explanation:
    """Explain a Link of a network that has just backpropagated; the Link is nudged here."""
    title = sentences.LINK_TITLE.format(name=link.name, weight=significant(link.weight))
    lines = sensitivity_lines(network, sample[1], link.output_neuron)
    lines.extend(slope_lines(link.output_neuron))
    lines.extend(product_lines(link))
    sign, place_of_sign = sign_sentence(link), len(lines)
    learning_rate = like(learning_rate, link.weight)
    if isinstance(link.input_neuron, BiasNeuron):
        lines.append(sentences.TO_A_BIAS.format(input=link.input_neuron.name))
    elif not works_its_own_way(link):
        numbers = [link.output_sensitivity, link.weight]
        text = worked("{} × {}", numbers, lambda a, b: a * b, sent_back(link))
        name, weight = link.input_neuron.name, significant(link.weight)
        lines.append(sentences.COUNTS_BACK.format(input=name, weight=weight, sum=text))
    # From here on the Neurons have other numbers.
    found = try_weight(network, sample, link, error)
    trial = trial_lines(found, link)
    if found is None or found.agrees:
        lines.insert(place_of_sign, sign)
    elif found.verdict == WRONG:
        place = neuron_layer_of(network, link.input_neuron)
        causes = cause_lines(network, sample, place, [link])
        trial += [line for line in causes if line not in lines]
    numbers = [link.weight, learning_rate, link.weight_sensitivity]
    # The real thing, on this copy: a Link of your own may do it in another way.
    link.nudge(learning_rate)
    nudge = worked("{} - {} × {}", numbers, lambda a, b, c: a - b * c, link.weight)
    lines.append(sentences.LATER_THE_NUDGE.format(sum=nudge))
    lines.extend(trial)
    return Explanation(title, tuple(lines))


def explain_bare_link(link: Link) -> Explanation:
    """Explain a Link by what it holds now, or say that its numbers don't belong together."""
    title = sentences.BARE_TITLE.format(name=link.name, weight=significant(link.weight))
    output_neuron, input_neuron = link.output_neuron, link.input_neuron
    if None in (link.output_sensitivity, output_neuron.slope, input_neuron.output):
        return Explanation(title, (sentences.NOT_YET.format(name=link.name),))
    for what, one, other, found in (
        (
            "output sensitivity",
            output_neuron.sensitivity,
            output_neuron.slope,
            link.output_sensitivity,
        ),
        (
            "weight sensitivity",
            link.output_sensitivity,
            input_neuron.output,
            link.weight_sensitivity,
        ),
    ):
        if one * other != found:
            text = worked("{} × {}", [one, other], lambda a, b: a * b, one * other)
            is_own = works_its_own_way(link)
            sentence = sentences.DOES_NOT_FIT_OWN if is_own else sentences.DOES_NOT_FIT
            line = sentence.format(
                name=link.name,
                what=what,
                found=significant(found),
                sum=text,
                kind=type(link).__name__,
            )
            return Explanation(title, (line,))
    lines = [slope_line(output_neuron), *product_lines(link), sign_sentence(link)]
    return Explanation(title, tuple(lines))


def explain_neuron(network: Network, sample: Sample, neuron: Neuron, error: Number) -> Explanation:
    """Explain a Neuron of a network that has just backpropagated, with this error."""
    expected = sample[1]
    name, activation = neuron.name, neuron.activation.name
    if isinstance(neuron, BiasNeuron):
        title = sentences.BIAS_TITLE.format(name=name)
        lines = [sentences.BIAS_GIVES.format(name=name)]
        lines.extend(sensitivity_lines(network, expected, neuron))
        return Explanation(title, tuple(lines))
    arriving = [link for link in network.links if link.output_neuron is neuron]
    if neuron not in network.neuron_layers[0].neurons:
        title = sentences.NEURON_TITLE.format(name=name, activation=activation)
        lines = arriving_lines(arriving, neuron)
        if not arriving:
            value = significant(neuron.total_input)
            lines = [sentences.NO_LINKS.format(name=name, value=value)]
    else:
        title = sentences.INPUT_TITLE.format(name=name)
        value = significant(neuron.total_input)
        lines = [sentences.INPUT_RECEIVES.format(name=name, value=value)]
    text = output_text(neuron.activation, neuron.total_input, neuron.output)
    lines.append(sentences.OUTPUT.format(text=text))
    lines.extend(slope_lines(neuron))
    lines.extend(sensitivity_lines(network, expected, neuron))
    sign = sentences.SENSITIVITY_SIGN[direction(neuron.sensitivity)].format(name=name)
    found = try_output(network, expected, neuron, error)
    if found is None or found.agrees:
        lines.append(sign)
    elif found.verdict == WRONG:
        lines.append(sentences.WRONG_OUTPUT.format(name=name, **promised_and_tried(found)))
        place = neuron_layer_of(network, neuron)
        links = [link for link in network.links if link.input_neuron is neuron]
        causes = cause_lines(network, sample, place, links)
        lines += [line for line in causes if line not in lines]
    elif found.verdict == BEND:
        lines.append(sentences.BEND_OF_OUTPUT.format(name=name))
    return Explanation(title, tuple(lines))


# The parts of an explanation.


def arriving_lines(arriving: Sequence[Link], neuron: Neuron) -> list[str]:
    """Say what each Link delivers to a Neuron, and the sum."""
    listed, others = listed_and_others(arriving, delivered)
    lines: list[str] = []
    if not listed:
        return lines
    for link in listed:
        if type(link).propagate is not Link.propagate:
            kind = type(link).__name__
            lines.append(sentences.DELIVERS_ITS_WAY.format(link=link.name, kind=kind))
            continue
        numbers = [link.input_neuron.output, link.weight]
        text = worked("{} × {}", numbers, lambda a, b: a * b, delivered(link))
        lines.append(sentences.DELIVERS.format(link=link.name, sum=text))
    if any(type(link).propagate is not Link.propagate for link in arriving):
        # What these delivered stands nowhere.
        lines.append(sentences.TOTAL_OF_ALL.format(total=significant(neuron.total_input)))
    elif others:
        together = significant(total([delivered(link) for link in others]))
        lines.append(sentences.OTHERS_DELIVER.format(count=len(others), sum=together))
        lines.append(sentences.TOTAL_OF_ALL.format(total=significant(neuron.total_input)))
    else:
        terms = [delivered(link) for link in listed]
        lines.append(sentences.TOTAL.format(sum=sum_of(terms, neuron.total_input)))
    return lines


def sensitivity_lines(network: Network, expected: Sequence[Number], neuron: Neuron) -> list[str]:
    """Say where a Neuron's sensitivity comes from: the error function, or the Links behind it."""
    output_neurons = network.neuron_layers[-1].neurons
    for output_neuron, wanted in zip(output_neurons, expected):
        if output_neuron is neuron:
            return output_sensitivity_lines(network, neuron, wanted)
    leaving = [link for link in network.links if link.input_neuron is neuron]
    return hidden_sensitivity_lines(neuron, leaving)


def output_sensitivity_lines(network: Network, neuron: Neuron, wanted: Number) -> list[str]:
    """Say what the error function makes of an output."""
    names = {
        "name": neuron.name,
        "output": significant(neuron.output),
        "expected": significant(wanted),
        "difference": significant(abs(neuron.sensitivity)),
    }
    error_function = network.error_function
    if error_function is squared_error:
        if neuron.sensitivity == 0:
            return [sentences.JUST_RIGHT.format(**names)]
        found = worked("{} - {}", [neuron.output, wanted], lambda a, b: a - b, neuron.sensitivity)
        sentence = sentences.TOO_HIGH if neuron.sensitivity > 0 else sentences.TOO_LOW
        return [
            sentence.format(**names),
            sentences.THAT_IS_ITS_SENSITIVITY.format(name=neuron.name, sum=found),
        ]
    if isinstance(error_function, CrossEntropy):
        outputs = network.neuron_layers[-1].outputs()
        place = network.neuron_layers[-1].neurons.index(neuron)
        probability = error_function.outputs_to_probabilities(outputs)[place]
        found = worked("{} - {}", [probability, wanted], lambda a, b: a - b, neuron.sensitivity)
        sentence = sentences.PROBABILITY_JUST_RIGHT
        if neuron.sensitivity != 0:
            is_high = neuron.sensitivity > 0
            sentence = sentences.PROBABILITY_TOO_HIGH if is_high else sentences.PROBABILITY_TOO_LOW
        return [
            sentences.STANDS_FOR.format(**names, probability=significant(probability)),
            sentence.format(**names),
            sentences.THAT_IS_ITS_SENSITIVITY.format(name=neuron.name, sum=found),
        ]
    return [
        sentences.ERROR_FUNCTION_SAYS.format(
            **names, error=error_function.name, sensitivity=significant(neuron.sensitivity)
        )
    ]


def hidden_sensitivity_lines(neuron: Neuron, leaving: Sequence[Link]) -> list[str]:
    """Say what the Neurons that a Neuron feeds sent back to it, and that it adds."""
    names = [link.output_neuron.name for link in leaving]
    if not names:
        sensitivity = significant(neuron.sensitivity)
        return [sentences.FEEDS_NOTHING.format(name=neuron.name, sensitivity=sensitivity)]
    others = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    if len(names) > MOST_LISTED:
        others = f"{names[0]} to {names[-1]}"
    sentence = sentences.FEEDS if len(names) > 1 else sentences.FEEDS_ONE
    lines = [sentence.format(name=neuron.name, others=others)]
    listed, unlisted = listed_and_others(leaving, sent_back)
    for link in listed:
        if type(link).backpropagate is not Link.backpropagate:
            other, kind = link.output_neuron.name, type(link).__name__
            lines.append(sentences.SENT_ITS_WAY.format(other=other, link=link.name, kind=kind))
            continue
        numbers = [link.output_sensitivity, link.weight]
        text = worked("{} × {}", numbers, lambda a, b: a * b, sent_back(link))
        how = sentences.HOW[direction(sent_back(link))]
        lines.append(sentences.SENT.format(other=link.output_neuron.name, how=how, sum=text))
    sensitivity = significant(neuron.sensitivity)
    if any(type(link).backpropagate is not Link.backpropagate for link in leaving):
        # What these sent stands nowhere.
        text = sentences.ALL_TOGETHER.format(name=neuron.name, sensitivity=sensitivity)
        return [*lines, text]
    if len(leaving) == 1 and sent_back(leaving[0]) == neuron.sensitivity:
        lines.append(sentences.THE_ONLY_ONE.format(name=neuron.name, sensitivity=sensitivity))
    elif unlisted:
        together = significant(total([sent_back(link) for link in unlisted]))
        lines.append(sentences.AND_OTHERS.format(count=len(unlisted), sum=together))
        if total([sent_back(link) for link in leaving]) == neuron.sensitivity:
            lines.append(sentences.ADDS_ALL.format(name=neuron.name, sensitivity=sensitivity))
        else:
            terms = [total([sent_back(link) for link in links]) for links in (listed, unlisted)]
            text = sum_of(terms, neuron.sensitivity)
            lines.append(sentences.ADDS.format(name=neuron.name, sum=text))
    else:
        text = sum_of([sent_back(link) for link in listed], neuron.sensitivity)
        lines.append(sentences.ADDS.format(name=neuron.name, sum=text))
    if len(leaving) == 2 and are_opposed(leaving):
        stronger = max(leaving, key=lambda link: abs(sent_back(link)))
        lines.append(sentences.OPPOSED.format(winner=stronger.output_neuron.name))
    return lines


def slope_lines(neuron: Neuron) -> list[str]:
    """Say where a Neuron's slope comes from; and if its output does something else, that."""
    found = try_slope(neuron)
    if found is None or found.verdict != WRONG:
        return [slope_line(neuron)]
    return [slope_line(neuron), wrong_slope_line(neuron, found)]


def slope_line(neuron: Neuron) -> str:
    """Say where a Neuron's slope comes from."""
    text = slope_text(neuron.activation, neuron.total_input, neuron.output, neuron.slope)
    return sentences.SLOPE.format(name=neuron.name, text=text)


def product_lines(link: Link) -> list[str]:
    """Say how the sensitivities of a Link are multiplied."""
    input_neuron, output_neuron = link.input_neuron, link.output_neuron
    first = [output_neuron.sensitivity, output_neuron.slope]
    second = [link.output_sensitivity, input_neuron.output]

    def product(numbers: list[Number], result: Number) -> str:
        return worked("{} × {}", numbers, lambda a, b: a * b, result)

    name, output = input_neuron.name, significant(input_neuron.output)
    counts = sentences.COUNTS.format(input=name, output=output)
    if type(link).propagate is not Link.propagate:
        counts = sentences.WEIGHT_COUNTS_ITS_WAY.format(kind=type(link).__name__)
    return [
        sentences.SENSITIVITY_TIMES_SLOPE.format(sum=product(first, link.output_sensitivity)),
        counts,
        sentences.WEIGHT_SENSITIVITY_IS.format(sum=product(second, link.weight_sensitivity)),
    ]


def sign_sentence(link: Link) -> str:
    """Say what the sign of a weight sensitivity means, or why it is 0."""
    if link.weight_sensitivity > 0:
        return sentences.POSITIVE
    if link.weight_sensitivity < 0:
        return sentences.NEGATIVE
    if link.input_neuron.output == 0:
        return sentences.ZERO_BECAUSE_OF_INPUT.format(input=link.input_neuron.name)
    if link.output_neuron.slope == 0:
        return sentences.ZERO_BECAUSE_OF_SLOPE.format(output=link.output_neuron.name)
    return sentences.ZERO


def reason_line(found: Trial) -> str:
    """Say why a promise about a weight doesn't hold."""
    if found.verdict == WRONG:
        return sentences.WRONG_WEIGHT.format(**promised_and_tried(found))
    return sentences.WHY_NOT[found.verdict]


def trial_lines(found: Trial | None, link: Link) -> list[str]:
    """Say what the error does if the weight is a little larger, beside what was promised."""
    if found is None:
        return [sentences.CANT_TRY]
    if found.change > 0:
        changes = sentences.RISES.format(change=with_decimals(abs(found.change)))
    elif found.change < 0:
        changes = sentences.FALLS.format(change=with_decimals(abs(found.change)))
    else:
        changes = sentences.STAYS
    numbers = [found.step, link.weight_sensitivity]
    text = worked("{} × {}", numbers, lambda a, b: a * b, found.promised)
    text = with_decimals(found.promised, text)
    tried_weight = significant(link.weight + found.step)
    lines = [sentences.TRY.format(weight=tried_weight, changes=changes, sum=text)]
    return lines if found.holds else [*lines, reason_line(found)]


# Small helpers of several of the above.


def neuron_layer_of(network: Network, neuron: Neuron) -> int:
    """Return the number of the NeuronLayer that a Neuron is in, from 0."""
    layers = network.neuron_layers
    [place] = [number for number, layer in enumerate(layers) if neuron in layer.senders()]
    return place


def delivered(link: Link) -> Number:
    """Return what a Link delivered, from what stands on its Neurons."""
    return link.input_neuron.output * link.weight


def sent_back(link: Link) -> Number:
    """Return what a Link sent back to its input Neuron."""
    return link.output_sensitivity * link.weight


def total(numbers: Sequence[Number]) -> Number:
    """Return the sum, from left to right as Neurons add."""
    result: Number = 0
    for number in numbers:
        result += number
    return result


def listed_and_others(
    links: Sequence[Link], size: Callable[[Link], Number]
) -> tuple[list[Link], list[Link]]:
    """Return the Links to be listed, the largest if there are many, and the others."""
    if len(links) <= MOST_LISTED:
        return list(links), []
    largest = sorted(links, key=lambda link: abs(size(link)), reverse=True)[: MOST_LISTED - 1]
    return (
        [link for link in links if link in largest],
        [link for link in links if link not in largest],
    )


def sum_of(terms: Sequence[Number], result: Number) -> str:
    """Return "0.5 - 0.25 + 1 = 1.25"."""
    template = "{}"
    for term in terms[1:]:
        template += " - {}" if term < 0 else " + {}"
    numbers = [terms[0], *[abs(term) for term in terms[1:]]]

    def compute(*shown_terms: Number) -> Number:
        value = shown_terms[0]
        for term, number in zip(terms[1:], shown_terms[1:]):
            value = value - number if term < 0 else value + number
        return value

    return worked(template, numbers, compute, result)


def direction(sensitivity: Number) -> str:
    """Say whether more of it makes a larger error ("high"), a smaller one ("low"), or none."""
    if sensitivity > 0:
        return "high"
    return "low" if sensitivity < 0 else "none"


def are_opposed(links: Sequence[Link]) -> bool:
    """Say whether two Links sent back numbers of opposite signs."""
    return bool(sent_back(links[0]) * sent_back(links[1]) < 0)
