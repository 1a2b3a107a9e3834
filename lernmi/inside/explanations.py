"""Explain a Link, a Neuron or a whole network: where its numbers come from.

    explain(network, ([0.05, 0.10], [0.01, 0.99]), "x1", "h1")

`explain` takes one sample through a copy of the network. You can call it at any time, and it never
mixes numbers from two samples, or from before and after a nudge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.error_functions import squared_error
from lernmi.functions.error_functions import CrossEntropy
from lernmi.inside import sentences
from lernmi.inside.calculations import (
    Calculation,
    Line,
    Remark,
    Shown,
    arithmetic,
    calculation_text,
    lines_of,
    product,
)
from lernmi.inside.causes import (
    cause_lines,
    predicted_and_tried,
    works_its_own_way,
    wrong_slope_line,
)
from lernmi.inside.formulas import output_line, slope_line
from lernmi.inside.moment_by_moment import why_not_used
from lernmi.inside.numbers import filled, like, significant, with_decimals
from lernmi.inside.shares import fault_lines
from lernmi.inside.trying import BEND, WRONG, Trial, try_output, try_slope, try_weight
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.numbers import checked_learning_rate
from lernmi.support.samples import Sample, checked_samples
from lernmi.support.texts import short_text
from lernmi.writing.ascii_twins import for_stdout

# List at most this many Neurons or Links one by one. If there are more, choose the largest.
MOST_LISTED = 6
# A sum of more terms doesn't repeat them: the lines above already have them.
MOST_IN_A_SUM = 3


class Explanation(NamedTuple):
    """An explanation, line by line; `print` shows it, and so does a Python session.

    title: what is explained, such as "x1->h1, weight 0.15".
    lines: the sentences and calculations, without the title. An empty line separates two parts.
    """

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The title and the lines, as pages show them."""
        return "\n".join([self.title, *[f"  {line}".rstrip() for line in self.lines]])

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
    """Explain where the numbers of one learning step come from.

    what: a network; or a Link alone, to explain the numbers that it has now.
    sample: (inputs, expected); a network needs one.
    name, output_name: one name explains that Neuron; two explain the Link from the first to the
        second. Without names, `explain` explains the whole network: which Links cause the error?
    learning_rate: a positive number, for the nudge that would follow.

    Nothing changes. Raises TypeError if `what` is neither a Network nor a Link, and ValueError or
    TypeError for a missing sample, or a sample, name or learning rate that doesn't fit.
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
    """Explain a Link of a network that has just backpropagated. This nudges the Link."""
    title = sentences.LINK_TITLE.format(name=link.name, weight=significant(link.weight))
    input_neuron, output_neuron = link.input_neuron, link.output_neuron
    input_outputs = sentences.INPUT_OUTPUTS.format(name=input_neuron.name)
    rows: list[Line] = [Remark("", f"{input_outputs}.", (input_neuron.output,))]
    rows += sensitivity_rows(network, sample[1], output_neuron, named=True)
    if output_neuron not in network.neuron_layers[-1].neurons:
        rows.append("")
    rows += slope_rows(output_neuron, sentences.SLOPE_OF.format(name=output_neuron.name))
    rows += product_rows(link)
    sign = sign_sentences(link)
    if not works_its_own_way(link):
        label = sentences.SENT_BACK_TO.format(input=input_neuron.name)
        rows.append(product(label, link.output_sensitivity, link.weight, sent_back(link)))
        rows += not_used_rows(network, input_neuron)
    learning_rate = like(learning_rate, link.weight)
    numbers = [link.weight, learning_rate, link.weight_sensitivity]
    # This changes the numbers of the Neurons.
    found = try_weight(network, sample, link, error)
    trial = trial_rows(found, link)
    rows.append("")
    if found is None or found.agrees:
        rows += sign
    elif found.verdict == WRONG:
        place = neuron_layer_of(network, input_neuron)
        causes = cause_lines(network, sample, place, [link])
        trial += [line for line in causes if line not in rows]
    # Do the real nudge, on this copy, because your own Link may nudge in its own way.
    link.nudge(learning_rate)
    rows.append(sentences.LATER_THE_NUDGE)
    rows.append(
        arithmetic(
            sentences.NEW_WEIGHT_IS,
            "{} - {} × {}",
            numbers,
            lambda a, b, c: a - b * c,
            link.weight,
        )
    )
    rows.append("")
    # Format a number the same way in both parts, but align each part separately.
    shown = Shown([row for row in [*rows, *trial] if isinstance(row, Calculation)])
    return Explanation(title, (*shown.lines(rows), *shown.lines(trial)))


def explain_bare_link(link: Link) -> Explanation:
    """Explain a Link by what it holds now, or say that its numbers don't belong together."""
    title = sentences.BARE_TITLE.format(name=link.name, weight=significant(link.weight))
    output_neuron, input_neuron = link.output_neuron, link.input_neuron
    if None in (link.output_sensitivity, output_neuron.slope, input_neuron.output):
        return Explanation(title, (sentences.NOT_YET.format(name=link.name),))
    for what, one, other, found in (
        (
            sentences.OUTPUT_SENSITIVITY_IS,
            output_neuron.sensitivity,
            output_neuron.slope,
            link.output_sensitivity,
        ),
        (
            sentences.WEIGHT_SENSITIVITY_IS,
            link.output_sensitivity,
            input_neuron.output,
            link.weight_sensitivity,
        ),
    ):
        if one * other != found:
            text = calculation_text("{} × {}", [one, other], lambda a, b: a * b, one * other)
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
    label = sentences.SLOPE_OF.format(name=output_neuron.name)
    rows = [slope_row(output_neuron, label), *product_rows(link), "", *sign_sentences(link)]
    return Explanation(title, tuple(lines_of(rows)))


def explain_neuron(network: Network, sample: Sample, neuron: Neuron, error: Number) -> Explanation:
    """Explain a Neuron of a network that has just backpropagated, with this error."""
    expected = sample[1]
    name, activation = neuron.name, neuron.activation.name
    if isinstance(neuron, BiasNeuron):
        title = sentences.BIAS_TITLE.format(name=name)
        rows: list[Line] = [sentences.BIAS_OUTPUTS_ONE.format(name=name), ""]
        rows += sensitivity_rows(network, expected, neuron)
        rows += not_used_rows(network, neuron)
        return Explanation(title, tuple(lines_of(rows)))
    arriving = [link for link in network.links if link.output_neuron is neuron]
    if neuron not in network.neuron_layers[0].neurons:
        title = sentences.NEURON_TITLE.format(name=name, activation=activation)
        first = arriving_rows(arriving, neuron)
        if not arriving:
            text = sentences.NO_LINKS.format(name=name)
            first = [Remark("", text, (neuron.total_input,))]
    else:
        title = sentences.INPUT_TITLE.format(name=name)
        text = sentences.INPUT_RECEIVES.format(name=name)
        first = [Remark("", text, (neuron.total_input,))]
    total_input, output = neuron.total_input, neuron.output
    first.append(output_line(sentences.OUTPUT, neuron.activation, total_input, output))
    first += slope_rows(neuron, sentences.SLOPE)
    second = sensitivity_rows(network, expected, neuron)
    second += not_used_rows(network, neuron)
    sign = sentences.SENSITIVITY_SIGN[direction(neuron.sensitivity)].format(name=name)
    found = try_output(network, expected, neuron, error)
    if found is None or found.agrees:
        second.append(sign)
    elif found.verdict == WRONG:
        second.append(sentences.WRONG_OUTPUT.format(name=name, **predicted_and_tried(found)))
        place = neuron_layer_of(network, neuron)
        links = [link for link in network.links if link.input_neuron is neuron]
        causes = cause_lines(network, sample, place, links)
        second += [line for line in causes if line not in [*first, *second]]
    elif found.verdict == BEND:
        second.append(sentences.BEND_OF_OUTPUT.format(name=name))
    rows = [*first, "", *second]
    # Format a number the same way in both halves, but align each half separately.
    shown = Shown([row for row in rows if isinstance(row, Calculation)])
    return Explanation(title, (*shown.lines(first), "", *shown.lines(second)))


# The parts of an explanation.


def arriving_rows(arriving: Sequence[Link], neuron: Neuron) -> list[Line]:
    """Say what each Link delivers to a Neuron, and the sum."""
    listed, others = listed_and_others(arriving, delivered)
    rows: list[Line] = []
    if not listed:
        return rows
    for link in listed:
        if type(link).propagate is not Link.propagate:
            kind = type(link).__name__
            rows.append(sentences.DELIVERS_ITS_WAY.format(link=link.name, kind=kind))
            continue
        label = sentences.DELIVERS.format(link=link.name)
        rows.append(product(label, link.input_neuron.output, link.weight, delivered(link)))
    if any(type(link).propagate is not Link.propagate for link in arriving):
        # Nothing stores what these Links delivered.
        rows.append(Remark(sentences.TOTAL_INPUT, "{}", (neuron.total_input,)))
    elif others:
        together = total([delivered(link) for link in others])
        label = sentences.OTHERS_DELIVER.format(count=len(others))
        rows.append(Remark(label, "{}", (together,)))
        rows.append(Remark(sentences.TOTAL_INPUT, "{}", (neuron.total_input,)))
    else:
        terms = [delivered(link) for link in listed]
        rows.append(sum_of(sentences.TOTAL_INPUT, terms, neuron.total_input))
    return rows


def sensitivity_rows(
    network: Network, expected: Sequence[Number], neuron: Neuron, named: bool = False
) -> list[Line]:
    """Say where a Neuron's sensitivity comes from: the error function, or what Links send back.

    named: whether the label has the Neuron's name in it.
    """
    label = sentences.SENSITIVITY_OF.format(name=neuron.name) if named else sentences.SENSITIVITY
    output_neurons = network.neuron_layers[-1].neurons
    for output_neuron, wanted in zip(output_neurons, expected):
        if output_neuron is neuron:
            return output_sensitivity_rows(network, neuron, wanted, label)
    leaving = [link for link in network.links if link.input_neuron is neuron]
    return hidden_sensitivity_rows(network, neuron, leaving, label)


def not_used_rows(network: Network, neuron: Neuron) -> list[Line]:
    """Say why nothing uses a Neuron's sensitivity, if nothing does."""
    sentence = why_not_used(neuron, neuron in network.neuron_layers[0].neurons)
    return [sentence] if sentence else []


def output_sensitivity_rows(
    network: Network, neuron: Neuron, wanted: Number, label: str
) -> list[Line]:
    """Say what sensitivity the error function gives an output Neuron."""
    name, error_function = neuron.name, network.error_function
    if error_function is squared_error:
        sentence = sentences.OUTPUT_IS[direction(neuron.sensitivity)].format(name=name)
        numbers = [neuron.output, wanted]
        return [
            Remark("", sentence, (neuron.output, wanted)),
            "",
            arithmetic(label, "{} - {}", numbers, lambda a, b: a - b, neuron.sensitivity),
        ]
    if isinstance(error_function, CrossEntropy):
        outputs = network.neuron_layers[-1].outputs()
        place = network.neuron_layers[-1].neurons.index(neuron)
        probability = error_function.outputs_to_probabilities(outputs)[place]
        sentence = sentences.PROBABILITY_IS[direction(neuron.sensitivity)]
        stands_for = sentences.STANDS_FOR.format(name=name)
        numbers = [probability, wanted]
        return [
            Remark("", f"{stands_for}.", (neuron.output, probability)),
            Remark("", sentence, (wanted,)),
            "",
            arithmetic(label, "{} - {}", numbers, lambda a, b: a - b, neuron.sensitivity),
        ]
    text = sentences.ERROR_FUNCTION_SAYS.format(error=error_function.name)
    return [
        Remark("", sentences.OUTPUT_AND_EXPECTED.format(name=name), (neuron.output, wanted)),
        "",
        Remark(label, text, (neuron.sensitivity,)),
    ]


def hidden_sensitivity_rows(
    network: Network, neuron: Neuron, leaving: Sequence[Link], label: str
) -> list[Line]:
    """Say what the Neurons that this one feeds have sent back, and the sum."""
    names = [link.output_neuron.name for link in leaving]
    if not names:
        text = sentences.FEEDS_NOTHING.format(name=neuron.name)
        return [Remark("", text, (neuron.sensitivity,))]
    others = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    if len(names) > MOST_LISTED:
        others = f"{names[0]} to {names[-1]}"
    is_opposed = len(leaving) == 2 and are_opposed(leaving)
    sentence = sentences.FEEDS if len(names) > 1 else sentences.FEEDS_ONE
    if is_opposed:
        sentence = sentences.FEEDS_OPPOSED
    rows: list[Line] = [sentence.format(name=neuron.name, others=others)]
    listed, unlisted = listed_and_others(leaving, sent_back)
    for link in listed:
        other = link.output_neuron
        if type(link).backpropagate is not Link.backpropagate:
            kind = type(link).__name__
            text = sentences.SENT_ITS_WAY.format(other=other.name, link=link.name, kind=kind)
            rows.append(text)
            continue
        is_output = other in network.neuron_layers[-1].neurons
        how = (sentences.HOW_OUTPUT if is_output else sentences.HOW)[direction(other.sensitivity)]
        each = sentences.SENDS_BACK.format(other=other.name, how=how)
        rows.append(product(each, link.output_sensitivity, link.weight, sent_back(link)))
    if any(type(link).backpropagate is not Link.backpropagate for link in leaving):
        # Nothing stores what these Links sent back.
        rows.append(Remark(label, "{}", (neuron.sensitivity,)))
        return rows
    if unlisted:
        together = total([sent_back(link) for link in unlisted])
        text = sentences.OTHERS_SEND.format(count=len(unlisted))
        rows.append(Remark(text, "{}", (together,)))
    if unlisted and total([sent_back(link) for link in leaving]) == neuron.sensitivity:
        rows.append(Remark(label, "{}", (neuron.sensitivity,)))
    elif unlisted:
        terms = [total([sent_back(link) for link in links]) for links in (listed, unlisted)]
        rows.append(sum_of(label, terms, neuron.sensitivity))
    else:
        terms = [sent_back(link) for link in listed]
        if terms != [neuron.sensitivity]:
            rows.append(sum_of(label, terms, neuron.sensitivity))
        else:
            rows.append(Remark(label, "{}", (neuron.sensitivity,)))
    if is_opposed:
        helped, hurt = sorted(leaving, key=lambda link: abs(sent_back(link)), reverse=True)
        sentence = sentences.OPPOSED[direction(sent_back(helped))]
        names = [helped.output_neuron.name, hurt.output_neuron.name]
        rows.append(sentence.format(name=neuron.name, helped=names[0], hurt=names[1]))
    return rows


def slope_rows(neuron: Neuron, label: str) -> list[Line]:
    """Say where a Neuron's slope comes from, and warn if it doesn't match the output."""
    found = try_slope(neuron)
    if found is None or found.verdict != WRONG:
        return [slope_row(neuron, label)]
    return [slope_row(neuron, label), wrong_slope_line(neuron, found)]


def slope_row(neuron: Neuron, label: str) -> Line:
    """Say where a Neuron's slope comes from."""
    return slope_line(label, neuron.activation, neuron.total_input, neuron.output, neuron.slope)


def product_rows(link: Link) -> list[Line]:
    """Return the two products that give a Link its sensitivities."""
    input_neuron, output_neuron = link.input_neuron, link.output_neuron
    rows: list[Line] = [
        product(
            sentences.OUTPUT_SENSITIVITY_IS,
            output_neuron.sensitivity,
            output_neuron.slope,
            link.output_sensitivity,
        )
    ]
    if type(link).propagate is not Link.propagate:
        rows.append(sentences.WEIGHT_COUNTS_ITS_WAY.format(kind=type(link).__name__))
    rows.append(
        product(
            sentences.WEIGHT_SENSITIVITY_IS,
            link.output_sensitivity,
            input_neuron.output,
            link.weight_sensitivity,
        )
    )
    return rows


def sign_sentences(link: Link) -> list[Line]:
    """Say what the sign of a weight sensitivity means, or why it is 0."""
    if link.weight_sensitivity > 0:
        return [sentences.POSITIVE]
    if link.weight_sensitivity < 0:
        return [sentences.NEGATIVE]
    if link.input_neuron.output == 0:
        return [sentences.ZERO_BECAUSE_OF_INPUT.format(input=link.input_neuron.name)]
    if link.output_neuron.slope == 0:
        return [sentences.ZERO_BECAUSE_OF_SLOPE.format(output=link.output_neuron.name)]
    return [sentences.ZERO]


def reason_line(found: Trial) -> str:
    """Say why a prediction about a weight doesn't hold."""
    if found.verdict == WRONG:
        return sentences.WRONG_WEIGHT.format(**predicted_and_tried(found))
    return sentences.WHY_NOT[found.verdict]


def trial_rows(found: Trial | None, link: Link) -> list[Line]:
    """Say what the error does if the weight is a little larger, and what was predicted."""
    if found is None:
        return [sentences.CANT_TRY]
    if found.change > 0:
        changes = sentences.RISES.format(change=with_decimals(abs(found.change)))
    elif found.change < 0:
        changes = sentences.FALLS.format(change=with_decimals(abs(found.change)))
    else:
        changes = sentences.STAYS
    weight = significant(link.weight + found.step)
    numbers = [found.step, link.weight_sensitivity]
    predicted: Line = product(
        sentences.PREDICTED, found.step, link.weight_sensitivity, found.predicted
    )
    if not isinstance(found.predicted, float):
        text = calculation_text("{} × {}", numbers, lambda a, b: a * b, found.predicted)
        predicted = f"{sentences.PREDICTED}  {with_decimals(found.predicted, text)}"
    rows: list[Line] = [sentences.TRY.format(weight=weight, changes=changes), predicted]
    return rows if found.holds else [*rows, reason_line(found)]


# Small helpers.


def neuron_layer_of(network: Network, neuron: Neuron) -> int:
    """Return the number of a Neuron's layer, counted from 0."""
    layers = network.neuron_layers
    [place] = [number for number, layer in enumerate(layers) if neuron in layer.senders()]
    return place


def delivered(link: Link) -> Number:
    """Return what a Link delivered: its input Neuron's output × its weight."""
    return link.input_neuron.output * link.weight


def sent_back(link: Link) -> Number:
    """Return what a Link sent back: its output sensitivity × its weight."""
    return link.output_sensitivity * link.weight


def total(numbers: Sequence[Number]) -> Number:
    """Return the sum, added from left to right as in a Neuron."""
    result: Number = 0
    for number in numbers:
        result += number
    return result


def listed_and_others(
    links: Sequence[Link], size: Callable[[Link], Number]
) -> tuple[list[Link], list[Link]]:
    """Return the Links to list (if there are many, those with the largest size), and the rest."""
    if len(links) <= MOST_LISTED:
        return list(links), []
    largest = sorted(links, key=lambda link: abs(size(link)), reverse=True)[: MOST_LISTED - 1]
    return (
        [link for link in links if link in largest],
        [link for link in links if link not in largest],
    )


def sum_of(label: str, terms: Sequence[Number], result: Number) -> Calculation:
    """Return a sum such as "0.5 - 0.25 + 1 = 1.25"; with many terms, just "added = 1.25"."""
    template = "{}"
    for term in terms[1:]:
        template += " - {}" if term < 0 else " + {}"

    def write(texts: Sequence[str]) -> str:
        if len(terms) > MOST_IN_A_SUM:
            return sentences.ADDED
        return filled(template, [texts[0], *[text.removeprefix("-") for text in texts[1:]]])

    return Calculation(label, write, tuple(terms), lambda *numbers: total(numbers), result)


def direction(sensitivity: Number) -> str:
    """Return "high" if raising the number raises the error, "low" if it lowers it, else "none"."""
    if sensitivity > 0:
        return "high"
    return "low" if sensitivity < 0 else "none"


def are_opposed(links: Sequence[Link]) -> bool:
    """Return whether two Links sent back numbers of opposite signs."""
    return bool(sent_back(links[0]) * sent_back(links[1]) < 0)
