"""Work sheets to print, their key, and cards with which a class plays a network.

    Path("sheets.html").write_text(sheets_html(range(1, 26)), encoding="utf-8")
    Path("key.html").write_text(key_html(range(1, 26)), encoding="utf-8")
    Path("cards.html").write_text(cards_html(), encoding="utf-8")

A sheet and its key are the same page, with and without the answers. No answer is computed here: the
Neurons and Links of the sheet's network do the learning step, and their numbers are written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.exercises import sheet_texts as texts
from lernmi.exercises.sheet_numbers import CARDS, DECIMALS, Sheet, sheet
from lernmi.exercises.sheet_picture import picture
from lernmi.inside.diagram import plain
from lernmi.inside.numbers import filled
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.texts import joined_names, short_text

STYLE = (Path(__file__).parent / "sheets.css").read_text(encoding="utf-8")
# The page brings everything along, and may load and run nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# How high a row of a table is, by the number of Neurons that add: pens need room, but four Neurons
# have to go on one paper, too.
ROWS = {2: "10mm", 3: "7.8mm", 4: "6.9mm"}
TEACHERS_ROW = "5.4mm"
CARDS_ON_A_PAGE = 6
A_TENTH_OF_THE_LAST = 10


class Step(NamedTuple):
    """One learning step that lernmi has done.

    before: the network with all its numbers, just before the nudge.
    after: the same, just after it.
    again: after it has propagated once more, with the new weights.
    error, error_again: what was compared before the nudge, and after.
    """

    before: Network
    after: Network
    again: Network
    error: Number
    error_again: Number


def sheets_html(numbers: Iterable[int]) -> str:
    """Return work sheets as one page to print, each on a paper of its own.

    numbers: which ones, in this order; whole numbers from 1 on.

    Raises TypeError or ValueError for anything else, and if there are none.
    """
    sheets = checked_sheets(numbers)
    title = texts.SHEETS_TITLE.format(numbers=listed(sheets))
    return document(title, [sheet_page(one, is_key=False) for one in sheets])


def key_html(numbers: Iterable[int]) -> str:
    """Return the same work sheets with all answers; takes and refuses what `sheets_html` does."""
    sheets = checked_sheets(numbers)
    title = texts.KEYS_TITLE.format(numbers=listed(sheets))
    return document(title, [sheet_page(one, is_key=True) for one in sheets])


def cards_html() -> str:
    """Return cards for a class that plays a network, to print.

    Before them come a page for the teacher, and a work sheet with the same numbers.
    """
    network = CARDS.network()
    cards = [neuron_card(neuron, network, CARDS) for neuron in network.neurons]
    cards += [link_card(link, network, CARDS) for link in network.links]
    pages = [teacher_page(CARDS), sheet_page(CARDS, is_key=False)]
    for first in range(0, len(cards), CARDS_ON_A_PAGE):
        some = "".join(cards[first : first + CARDS_ON_A_PAGE])
        pages.append(page(f'<div class="cards">{some}</div>'))
    return document(texts.CARDS_TITLE, pages)


def checked_sheets(numbers: Iterable[int]) -> list[Sheet]:
    """Return the sheets of these numbers, or raise."""
    if isinstance(numbers, (str, bytes)) or not isinstance(numbers, Iterable):
        raise TypeError(f"numbers must be a list of whole numbers; got {short_text(numbers)}")
    sheets = [sheet(number) for number in numbers]
    if not sheets:
        raise ValueError("numbers should name at least one sheet, but there are none")
    return sheets


def listed(sheets: Sequence[Sheet]) -> str:
    """Return the numbers of sheets for people to read, such as "1, 2, 5" or "1 to 25"."""
    numbers = [one.number for one in sheets]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"{numbers[0]} to {numbers[-1]}"
    return ", ".join([str(number) for number in numbers])


def step_of(one: Sheet) -> Step:
    """Let the network of a sheet do its learning step, and return what came of it."""
    before = one.network()
    before.propagate(one.inputs)
    error = before.compare(one.expected)
    before.backpropagate()
    after = before.copy()
    after.nudge(one.learning_rate)
    again = after.copy()
    again.propagate(one.inputs)
    return Step(before, after, again, error, again.copy().compare(one.expected))


# A sheet, and its key.


def sheet_page(one: Sheet, is_key: bool) -> str:
    """Return one sheet; with the answers, if it is the key."""
    step = step_of(one)
    network = step.before
    title = texts.KEY_TITLE if is_key else texts.TITLE
    if one is CARDS:
        title = texts.CARDS_SHEET_TITLE
    name_and_date = (
        f'<div class="name-and-date"><span class="line">{on_paper(texts.NAME)}</span>'
        f'<span class="line date">{on_paper(texts.DATE)}</span></div>'
    )
    if is_key:
        remark = texts.KEY_EXACT if one.is_exact else texts.KEY_ROUNDED
    else:
        remark = texts.TASK + " " + (texts.EXACT if one.is_exact else texts.ROUNDED)
    return page(
        f"<header><h1>{on_paper(title.format(number=one.number))}</h1>"
        f"{'' if is_key else name_and_date}</header>"
        f'<p class="task">{on_paper(remark)}</p>'
        f'<div class="front"><div class="picture">{drawn(one, network, is_key)}</div>'
        f"{given(one, network)}</div>"
        f"{tables(one, step, is_key)}",
        ROWS[sum(one.layer_sizes[1:])],
    )


def tables(one: Sheet, step: Step, is_key: bool) -> str:
    """Return the five steps, to be filled in or filled in already."""
    rule = texts.COMPARE_RULES if len(one.expected) > 1 else texts.COMPARE_RULE
    error = boxes([("", squares(step.before, one), "wide"), (texts.ERROR, short(step.error), "")])
    return "".join(
        [
            section(texts.FORWARDS, texts.FORWARDS_RULE, forwards_table(step.before), is_key),
            section(texts.COMPARE, rule, error, is_key),
            section(
                texts.BACKWARDS, texts.BACKWARDS_RULE, backwards_table(step.before, one), is_key
            ),
            section(texts.NUDGE, texts.NUDGE_RULE, link_tables(step), is_key),
            section(texts.AGAIN, texts.AGAIN_RULE, again_boxes(step), is_key),
        ]
    )


def section(title: str, rule: str, answers: str, is_key: bool) -> str:
    """Return one step: what is done by which rule, and where its numbers are written."""
    if not is_key:
        answers = without_answers(answers)
    return (
        f'<section class="step"><p class="rule"><strong>{on_paper(title)}</strong> '
        f"{on_paper(rule)}</p>{answers}</section>"
    )


def given(one: Sheet, network: Network) -> str:
    """Return the box with what is given, and what the activations do."""
    inputs, outputs = network.neuron_layers[0].neurons, network.neuron_layers[-1].neurons
    hidden = network.neuron_layers[1].neurons
    biases = biases_of(network)
    lines = [
        f"{texts.INPUTS}: {pairs(inputs, one.inputs)}",
        f"{texts.EXPECTED}: {pairs(outputs, one.expected)}",
        f"{texts.LEARNING_RATE}: {short(one.learning_rate)}",
        texts.BIASES.format(names=joined_names(biases)),
    ]
    by_activation = {hidden[0].activation.name: list(hidden)}
    by_activation.setdefault(outputs[0].activation.name, []).extend(outputs)
    for activation, neurons in by_activation.items():
        lines.append(texts.ACTIVATION.format(names=joined_names(neurons), activation=activation))
        lines.append(texts.ACTIVATIONS[activation])
    paragraphs = "".join([f"<p>{on_paper(line)}</p>" for line in lines])
    return f'<div class="given"><strong>{on_paper(texts.GIVEN)}</strong>{paragraphs}</div>'


def drawn(one: Sheet, network: Network, is_key: bool) -> str:
    """Return the picture; of what is to be found, with the outputs only if it is the key."""
    known = network.neurons if is_key else [*network.neuron_layers[0].neurons, *biases_of(network)]
    return picture(
        network,
        outputs={neuron.name: minus(short(neuron.output)) for neuron in known},
        weights={link.name: minus(short(link.weight)) for link in network.links},
        expected=[minus(short(number)) for number in one.expected],
    )


def biases_of(network: Network) -> list[Neuron]:
    """Return the bias Neurons."""
    return [neuron for neuron in network.neurons if isinstance(neuron, BiasNeuron)]


def forwards_table(network: Network) -> str:
    """Return a row for each Neuron that adds, in the order in which they do."""
    rows = []
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            delivered = [
                (link.input_neuron.output, link.weight) for link in links_to(neuron, network)
            ]
            numbers = [neuron.total_input, neuron.output, neuron.slope]
            rows.append((neuron.name, answers([products(delivered)], "sum") + answers(numbers)))
    return table(texts.FORWARDS_COLUMNS, rows, has_sums=True)


def backwards_table(network: Network, one: Sheet) -> str:
    """Return a row for each Neuron that is asked how much it counts, the last layer first."""
    rows = []
    for neuron, expected in zip(network.neuron_layers[-1].neurons, one.expected):
        difference = filled("{} - {}", [short(neuron.output), short(expected)])
        rows.append((neuron, difference))
    for layer in reversed(network.neuron_layers[1:-1]):
        for neuron in layer.neurons:
            away = links_from(neuron, network)
            rows.append(
                (neuron, products([(link.output_sensitivity, link.weight) for link in away]))
            )
    return table(
        texts.BACKWARDS_COLUMNS,
        [
            (
                neuron.name,
                answers([text], "sum")
                + answers([neuron.sensitivity, links_to(neuron, network)[0].output_sensitivity]),
            )
            for neuron, text in rows
        ],
        has_sums=True,
    )


def link_tables(step: Step) -> str:
    """Return a table for each layer of Links, the last one first, side by side."""
    parts = []
    for links, nudged_links in reversed(list(zip(step.before.link_layers, step.after.link_layers))):
        rows = []
        for link, nudged in zip(links.links, nudged_links.links):
            weight = f"<td>{on_paper(short(link.weight))}</td>"
            found = answers([link.weight_sensitivity]) + weight + answers([nudged.weight])
            rows.append((link.name, found))
        parts.append(f"<div>{table(texts.LINK_COLUMNS, rows)}</div>")
    return f'<div class="side-by-side">{"".join(parts)}</div>'


def again_boxes(step: Step) -> str:
    """Return boxes for what all give with the new weights, and for the error."""
    numbers = [
        (texts.OUTPUT_OF.format(name=neuron.name), short(neuron.output), "")
        for layer in step.again.neuron_layers[1:]
        for neuron in layer.neurons
    ]
    return boxes([*numbers, (texts.ERROR, short(step.error_again), "")])


def squares(network: Network, one: Sheet) -> str:
    """Return the sum of the error as text."""
    parts = []
    for neuron, expected in zip(network.neuron_layers[-1].neurons, one.expected):
        difference = filled("{} - {}", [short(neuron.output), short(expected)])
        parts.append(f"({difference})^2 / 2")
    return " + ".join(parts)


def products(factors: Sequence[tuple[Number, Number]]) -> str:
    """Return a sum of products as text, such as "1 x 0.5 + 2 x (-1)"."""
    template = " + ".join(["{} x {}"] * len(factors))
    return filled(template, [short(number) for pair in factors for number in pair])


def pairs(neurons: Sequence[Neuron], numbers: Sequence[Number]) -> str:
    """Return names and numbers, such as "x1 = 0.5, x2 = 2"."""
    return ", ".join(
        [f"{neuron.name} = {short(number)}" for neuron, number in zip(neurons, numbers)]
    )


def links_to(neuron: Neuron, network: Network) -> list[Link]:
    """Return the Links that lead to a Neuron."""
    return [link for link in network.links if link.output_neuron is neuron]


def links_from(neuron: Neuron, network: Network) -> list[Link]:
    """Return the Links that lead away from a Neuron."""
    return [link for link in network.links if link.input_neuron is neuron]


# The cards.


def neuron_card(neuron: Neuron, network: Network, one: Sheet) -> str:
    """Return the card of a Neuron: what it says and does, forwards and on the way back."""
    to, away = links_to(neuron, network), links_from(neuron, network)
    kind = kind_of(neuron, network)
    words = {
        "links": joined_names(away),
        "output": given_output(neuron, network, one),
        "boxes": " + ".join(["[ ]"] * len(to)),
    }
    forwards: tuple[str, ...]
    backwards: tuple[str, ...]
    again = texts.ADDS_AGAIN if to else texts.SHOWS_AGAIN
    if kind == "input":
        forwards, backwards = texts.INPUT_FORWARDS, texts.INPUT_BACKWARDS
    elif kind == "bias":
        forwards, backwards = texts.BIAS_FORWARDS, texts.BIAS_BACKWARDS
    else:
        words["links"] = joined_names(to)
        forwards, backwards = texts.NEURON_FORWARDS + texts.HIDDEN_SHOWS, texts.HIDDEN_BACKWARDS
        if kind == "output":
            place = network.neuron_layers[-1].neurons.index(neuron)
            words["expected"] = short(one.expected[place])
            forwards = texts.NEURON_FORWARDS + texts.OUTPUT_SHOWS
            backwards = texts.OUTPUT_BACKWARDS
    back = {**words, "links": joined_names(away), "boxes": " + ".join(["[ ]"] * len(away))}
    return card(
        neuron.name,
        texts.NEURON_KINDS[kind],
        [
            (texts.SAYS_FORWARDS, said(forwards, words)),
            (texts.SAYS_BACKWARDS, said(backwards, back)),
            (texts.SAYS_NUDGE, said((texts.NEURON_NUDGE, again), words)),
        ],
    )


def link_card(link: Link, network: Network, one: Sheet) -> str:
    """Return the card of a Link."""
    kind = kind_of(link.input_neuron, network)
    words = {
        "input": link.input_neuron.name,
        "output": link.output_neuron.name,
        "weight": short(link.weight),
        "learning_rate": short(one.learning_rate),
        "kind": texts.KINDS_THAT_LEARN_NOTHING.get(kind, ""),
    }
    sends = texts.LINK_SENDS_BACK if kind == "hidden" else texts.LINK_SENDS_NOTHING
    return card(
        link.name,
        texts.MY_WEIGHT.format(kind=texts.NEURON_KINDS["link"], weight=words["weight"]),
        [
            (texts.SAYS_FORWARDS, said(texts.LINK_FORWARDS, words)),
            (texts.SAYS_BACKWARDS, said((*texts.LINK_BACKWARDS, sends), words)),
            (texts.SAYS_NUDGE, said(texts.LINK_NUDGE, words)),
        ],
    )


def card(name: str, kind: str, parts: Sequence[tuple[str, str]]) -> str:
    """Return one card: a name, and parts with a heading each."""
    inside = "".join([f"<h3>{on_paper(heading)}</h3>{html}" for heading, html in parts])
    return (
        f'<article class="card" data-name="{plain(name)}">'
        f'<span class="kind">{on_paper(kind)}</span>'
        f"<h2>{on_paper(name)}</h2>{inside}</article>"
    )


def said(sentences: Sequence[str], words: dict[str, str]) -> str:
    """Return sentences with the words filled in, each on a line of its own; "[ ]" becomes a box."""
    parts = []
    for sentence in sentences:
        text = on_paper(sentence.format(**words))
        kind = ' class="sum"' if "[" in text else ""
        text = re.sub(r"\[ ?([^]]*)\]", r'<span class="box">\1</span>', text)
        parts.append(f"<p{kind}>{text}</p>")
    return "".join(parts)


def kind_of(neuron: Neuron, network: Network) -> str:
    """Say what kind of Neuron it is: "bias", "input", "output" or "hidden"."""
    if isinstance(neuron, BiasNeuron):
        return "bias"
    if neuron in network.neuron_layers[0].neurons:
        return "input"
    return "output" if neuron in network.neuron_layers[-1].neurons else "hidden"


def given_output(neuron: Neuron, network: Network, one: Sheet) -> str:
    """Return what an input Neuron is given; nothing for others."""
    inputs = network.neuron_layers[0].neurons
    return short(one.inputs[inputs.index(neuron)]) if neuron in inputs else ""


def teacher_page(one: Sheet) -> str:
    """Return how a class plays it, and the numbers that come out."""
    step = step_of(one)
    too_far = step_of(one._replace(learning_rate=10 * one.learning_rate))
    network = step.before
    layers = [joined_names(layer.senders()) for layer in network.neuron_layers]
    first, hidden, last = [joined_names(layer.neurons) for layer in network.neuron_layers]
    biases = biases_of(network)
    adding = sum(one.layer_sizes[1:])
    words = {
        "people": str(len(network.neurons) + len(network.links)),
        # One for both bias Neurons, and one for all Links that lead to a Neuron.
        "fewest": str(len(network.neurons) - len(biases) + 1 + adding),
        "layers": "; ".join(layers),
        "inputs": first,
        "biases": joined_names(biases),
        "hidden": hidden,
        "outputs": last,
        "expected": pairs(network.neuron_layers[-1].neurons, one.expected),
        "hidden_again": given_by(step.again, 1),
        "outputs_again": given_by(step.again, 2),
        "error": short(step.error),
        "error_again": short(step.error_again),
        "hidden_far": given_by(too_far.again, 1),
        "outputs_far": given_by(too_far.again, 2),
        "error_far": short(too_far.error_again),
    }
    steps = "".join(
        [
            f"<li><strong>{on_paper(heading)}</strong> {on_paper(text.format(**words))}</li>"
            for heading, text in texts.TEACHER_STEPS
        ]
    )
    numbers = (
        f"{forwards_table(network)}<p class='rule'></p>"
        f"{backwards_table(network, one)}<p class='rule'></p>{link_tables(step)}"
    )
    return page(
        f"<header><h1>{on_paper(texts.TEACHER_TITLE)}</h1></header>"
        f'<div class="teacher"><p class="task">{on_paper(texts.TEACHER_NEEDS.format(**words))}</p>'
        f"<ol>{steps}</ol><p>{on_paper(texts.TEACHER_QUESTIONS.format(**words))}</p></div>"
        f'<div class="front"><div class="picture">{drawn(one, network, is_key=True)}</div>'
        f"{given(one, network)}</div>"
        f"<p class='rule'><strong>{on_paper(texts.TEACHER_NUMBERS)}</strong></p>{numbers}",
        TEACHERS_ROW,
    )


def given_by(network: Network, layer: int) -> str:
    """Return what the Neurons of a layer give, such as "h1 = 1.6, h2 = 0.2"."""
    neurons = network.neuron_layers[layer].neurons
    return pairs(neurons, [neuron.output for neuron in neurons])


# HTML.


def document(title: str, pages: Sequence[str]) -> str:
    """Return a whole page that needs nothing else."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{plain(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(pages)
        + "\n</body>\n</html>\n"
    )


def page(html: str, row: str = TEACHERS_ROW) -> str:
    """Return what goes on one paper, with the licence below.

    row: how high each row of a table is, as CSS has it.
    """
    return (
        f'<article class="page" style="--row: {row}">{html}'
        f'<p class="licence">{on_paper(texts.LICENCE)}</p></article>'
    )


def table(columns: Sequence[str], rows: Sequence[tuple[str, str]], has_sums: bool = False) -> str:
    """Return a table; of each row the name, and its cells as HTML.

    has_sums: whether the second column has sums in it, and is wide.
    """
    head = "".join([f"<th>{on_paper(column)}</th>" for column in columns])
    widths = ""
    if has_sums:
        numbers = '<col class="number">' * (len(columns) - 2)
        widths = f'<col class="narrow"><col>{numbers}'
    body = "".join(
        [
            f'<tr data-name="{plain(name)}"><td>{on_paper(name)}</td>{html}</tr>'
            for name, html in rows
        ]
    )
    return f"<table>{widths}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def answers(numbers: Sequence[Number | str], kind: str = "number") -> str:
    """Return cells with answers: numbers, or sums as text.

    kind: "number" or "sum", how the page shows them.
    """
    cells = [number if isinstance(number, str) else short(number) for number in numbers]
    return "".join([f'<td class="{kind} answer">{on_paper(cell)}</td>' for cell in cells])


def boxes(labels_and_answers: Sequence[tuple[str, str, str]]) -> str:
    """Return boxes in a line, each with its label, its answer and its kind."""
    parts = [
        f'<span>{on_paper(label)} <span class="box {kind} answer">{on_paper(text)}</span></span>'
        for label, text, kind in labels_and_answers
    ]
    return f'<div class="boxes">{"".join(parts)}</div>'


def without_answers(html: str) -> str:
    """Return the same with nothing in what is marked as an answer."""
    return re.sub(r'(<(td|span) class="[^"]* answer">).*?(</\2>)', r"\1\3", html)


def short(number: Number) -> str:
    """Return a number with four decimals at most; half of the last one is rounded away from 0."""
    more = Decimal(f"{number:.{DECIMALS + A_TENTH_OF_THE_LAST}f}")
    text = f"{more.quantize(Decimal(1).scaleb(-DECIMALS), rounding=ROUND_HALF_UP):f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def on_paper(text: str) -> str:
    """Return text as HTML, with the signs that people write by hand in place of a keyboard's."""
    html = plain(text)
    html = html.replace("e^-total input", "e<sup>&minus;total input</sup>")
    html = html.replace("^2", "&sup2;").replace(" x ", " &times; ").replace(" - ", " &minus; ")
    return minus(html.replace("-&gt;", "&rarr;"))


def minus(text: str) -> str:
    """Return text with a proper minus before each negative number."""
    return re.sub(r"(?<![\w-])-(?=\d)", "\u2212", text)
