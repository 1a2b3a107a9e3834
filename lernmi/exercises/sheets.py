"""Worksheets to print, their keys, and cards for a class that plays a network.

    Path("sheets.html").write_text(sheets_html(range(1, 26)), encoding="utf-8")
    Path("key.html").write_text(key_html(range(1, 26)), encoding="utf-8")
    Path("cards.html").write_text(cards_html(), encoding="utf-8")

A sheet and its key are the same page, without and with the answers. No answer is computed here: the
Neurons and Links of the sheet's network do the learning step, and the key shows their numbers. They
round as the sheet says, so learners who do the same get exactly these digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.exercises import sheet_texts as texts
from lernmi.exercises.sheet_numbers import CARDS, Sheet, four_decimals, sheet
from lernmi.exercises.sheet_picture import as_drawn, picture
from lernmi.inside.diagram import escaped
from lernmi.inside.numbers import filled
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.texts import joined_names, short_text

STYLE = (Path(__file__).parent / "sheets.css").read_text(encoding="utf-8")
# The page contains everything it needs, and must not load or run anything.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# The height of a table row, by the number of hidden and output Neurons. Pens need room, but even a
# sheet with four of these Neurons must fit on one page.
ROWS = {2: "10mm", 3: "7.6mm", 4: "6.6mm"}
TEACHERS_ROW = "5.4mm"
CARDS_ON_A_PAGE = 4


class Step(NamedTuple):
    """One learning step that lernmi has done.

    before: the network with all its numbers, just before the nudge.
    after: the same, just after the nudge.
    again: the same, after propagating again with the new weights.
    error, error_again: the error before the nudge, and after.
    """

    before: Network
    after: Network
    again: Network
    error: Number
    error_again: Number


def sheets_html(numbers: Iterable[int]) -> str:
    """Return worksheets as one HTML page to print, each on a separate sheet of paper.

    numbers: which sheets to print, in this order: whole numbers, starting at 1.

    Raises TypeError or ValueError for anything else, and if there are no numbers.
    """
    sheets = checked_sheets(numbers)
    title = texts.SHEETS_TITLE.format(numbers=joined_numbers(sheets))
    return document(title, [sheet_page(one, is_key=False) for one in sheets])


def key_html(numbers: Iterable[int]) -> str:
    """Return the same worksheets with all answers. Takes and raises the same as `sheets_html`."""
    sheets = checked_sheets(numbers)
    title = texts.KEYS_TITLE.format(numbers=joined_numbers(sheets))
    return document(title, [sheet_page(one, is_key=True) for one in sheets])


def cards_html() -> str:
    """Return cards to print, for a class that plays a network.

    The first page is for the teacher, and the second is a worksheet with the same numbers.
    """
    network = CARDS.network()
    # In the order of the picture, which has the bias Neurons at the bottom.
    neurons = [neuron for layer in network.neuron_layers for neuron in as_drawn(layer)]
    cards = [neuron_card(neuron, network, CARDS) for neuron in neurons]
    cards += [
        link_card(link, network, CARDS)
        for neuron in neurons
        for link in links_from(neuron, network)
    ]
    pages = [teacher_page(CARDS), sheet_page(CARDS, is_key=False)]
    for first in range(0, len(cards), CARDS_ON_A_PAGE):
        some = "".join(cards[first : first + CARDS_ON_A_PAGE])
        pages.append(page(f'<div class="cards">{some}</div>'))
    return document(texts.CARDS_TITLE, pages)


def checked_sheets(numbers: Iterable[int]) -> list[Sheet]:
    """Return the sheets with these numbers, or raise TypeError or ValueError."""
    if isinstance(numbers, (str, bytes)) or not isinstance(numbers, Iterable):
        raise TypeError(f"numbers must be a list of whole numbers; got {short_text(numbers)}")
    sheets = [sheet(number) for number in numbers]
    if not sheets:
        raise ValueError("numbers must name at least one sheet; got none")
    return sheets


def joined_numbers(sheets: Sequence[Sheet]) -> str:
    """Return the numbers of sheets as text, such as "1, 2, 5" or "1 to 25"."""
    numbers = [one.number for one in sheets]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"{numbers[0]} to {numbers[-1]}"
    return ", ".join([str(number) for number in numbers])


def step_of(one: Sheet) -> Step:
    """Let the network of a sheet do its learning step on paper, and return all its numbers."""
    before = one.network_on_paper()
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
    """Return one sheet, or its key, which has the answers."""
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
        f'<div class="front"><div class="picture">{network_picture(one, network, is_key)}</div>'
        f"{given_box(one, network)}</div>"
        f"{steps(one, step, is_key)}",
        ROWS[sum(one.layer_sizes[1:])],
    )


def steps(one: Sheet, step: Step, is_key: bool) -> str:
    """Return the five steps, filled in for the key, or empty."""
    compare = texts.COMPARE_FORMULAS
    if len(one.expected) > 1:
        compare = texts.COMPARE_FORMULAS_FOR_SEVERAL
    error = boxes(
        [("", squares(step.before, one), "wide"), (texts.ERROR, four_decimals(step.error), "")]
    )
    parts = [
        (texts.FORWARDS, formulas(texts.FORWARDS_FORMULAS), forwards_table(step.before)),
        (texts.COMPARE, formulas(compare), error),
        (texts.BACKWARDS, formulas(texts.BACKWARDS_FORMULAS), backwards_table(step.before, one)),
        (texts.NUDGE, formulas(texts.NUDGE_FORMULAS), link_tables(step)),
        (texts.AGAIN, on_paper(texts.AGAIN_RULE), again_boxes(step)),
    ]
    return "".join(
        [
            f'<section class="step"><div class="rule"><h2>{on_paper(title)}</h2>{rule}</div>'
            f"{answers if is_key else without_answers(answers)}</section>"
            for title, rule, answers in parts
        ]
    )


def formulas(names_and_rules: Sequence[tuple[str, str]]) -> str:
    """Return a box of formulas, one per line, aligned at the "="."""
    lines = "".join(
        [
            f"<span>{on_paper(name)}</span><span>=</span><span>{on_paper(rule)}</span>"
            for name, rule in names_and_rules
        ]
    )
    return f'<div class="formulas">{lines}</div>'


def given_box(one: Sheet, network: Network) -> str:
    """Return the box with the given numbers and the formulas of the activations."""
    inputs, outputs = network.neuron_layers[0].neurons, network.neuron_layers[-1].neurons
    hidden = network.neuron_layers[1].neurons
    biases = biases_of(network)
    lines = [
        f"{texts.INPUTS}: {pairs(inputs, one.inputs)}",
        f"{texts.EXPECTED}: {pairs(outputs, one.expected)}",
        f"{texts.LEARNING_RATE}: {four_decimals(one.learning_rate)}",
        texts.BIASES.format(names=joined_names(biases)),
    ]
    by_activation = {hidden[0].activation.name: list(hidden)}
    by_activation.setdefault(outputs[0].activation.name, []).extend(outputs)
    for activation, neurons in by_activation.items():
        lines.append(texts.ACTIVATION.format(names=joined_names(neurons), activation=activation))
        lines.extend(texts.ACTIVATIONS[activation])
    paragraphs = "".join([f"<p>{on_paper(line)}</p>" for line in lines])
    return f'<div class="given"><strong>{on_paper(texts.GIVEN)}</strong>{paragraphs}</div>'


def network_picture(one: Sheet, network: Network, is_key: bool) -> str:
    """Return the picture of the network. Only the key shows the outputs that learners work out."""
    known = network.neurons if is_key else [*network.neuron_layers[0].neurons, *biases_of(network)]
    return picture(
        network,
        outputs={neuron.name: minus(four_decimals(neuron.output)) for neuron in known},
        weights={link.name: minus(four_decimals(link.weight)) for link in network.links},
        expected=[minus(four_decimals(number)) for number in one.expected],
    )


def biases_of(network: Network) -> list[Neuron]:
    """Return the bias Neurons."""
    return [neuron for neuron in network.neurons if isinstance(neuron, BiasNeuron)]


def forwards_table(network: Network) -> str:
    """Return a table with one row per hidden or output Neuron, in forward order."""
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
    """Return a table with one row per Neuron that has a sensitivity, last layer first."""
    rows = []
    for neuron, expected in zip(network.neuron_layers[-1].neurons, one.expected):
        difference = filled("{} - {}", [four_decimals(neuron.output), four_decimals(expected)])
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
    """Return a table for each layer of Links, last layer first, side by side."""
    parts = []
    for links, nudged_links in reversed(list(zip(step.before.link_layers, step.after.link_layers))):
        rows = []
        for link, nudged in zip(links.links, nudged_links.links):
            weight = f"<td>{on_paper(four_decimals(link.weight))}</td>"
            found = answers([link.weight_sensitivity]) + weight + answers([nudged.weight])
            rows.append((link.name, found))
        parts.append(f"<div>{table(texts.LINK_COLUMNS, rows)}</div>")
    return f'<div class="side-by-side">{"".join(parts)}</div>'


def again_boxes(step: Step) -> str:
    """Return boxes for the outputs and the error with the new weights."""
    numbers = [
        (texts.NOW.format(name=neuron.name), four_decimals(neuron.output), "")
        for layer in step.again.neuron_layers[1:]
        for neuron in layer.neurons
    ]
    error = (texts.NOW.format(name=texts.ERROR), four_decimals(step.error_again), "")
    return boxes([*numbers, error])


def squares(network: Network, one: Sheet) -> str:
    """Return the calculation of the error as text, such as "(0.5 - 1)^2 / 2"."""
    parts = []
    for neuron, expected in zip(network.neuron_layers[-1].neurons, one.expected):
        difference = filled("{} - {}", [four_decimals(neuron.output), four_decimals(expected)])
        parts.append(f"({difference})^2 / 2")
    return " + ".join(parts)


def products(factors: Sequence[tuple[Number, Number]]) -> str:
    """Return a sum of products as text, with x for times; the page shows ×."""
    template = " + ".join(["{} x {}"] * len(factors))
    return filled(template, [four_decimals(number) for pair in factors for number in pair])


def pairs(neurons: Sequence[Neuron], numbers: Sequence[Number]) -> str:
    """Return names and numbers, such as "x1 = 0.5, x2 = 2"."""
    return ", ".join(
        [f"{neuron.name} = {four_decimals(number)}" for neuron, number in zip(neurons, numbers)]
    )


def links_to(neuron: Neuron, network: Network) -> list[Link]:
    """Return the Links that lead to a Neuron."""
    return [link for link in network.links if link.output_neuron is neuron]


def links_from(neuron: Neuron, network: Network) -> list[Link]:
    """Return the Links that lead away from a Neuron."""
    return [link for link in network.links if link.input_neuron is neuron]


# The cards.


def neuron_card(neuron: Neuron, network: Network, one: Sheet) -> str:
    """Return the card of a Neuron: what it does forwards, backwards, and in the nudge."""
    to, away = links_to(neuron, network), links_from(neuron, network)
    to.sort(key=lambda link: isinstance(link.input_neuron, BiasNeuron))
    kind = kind_of(neuron, network)
    words = {
        "links": joined_names(away),
        "output": number_of_input(neuron, network, one),
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
            words["expected"] = four_decimals(one.expected[place])
            forwards = texts.NEURON_FORWARDS + texts.OUTPUT_SHOWS
            backwards = texts.OUTPUT_BACKWARDS
    back = {**words, "links": joined_names(away), "boxes": " + ".join(["[ ]"] * len(away))}
    return card(
        neuron.name,
        f"<h2>{on_paper(neuron.name)}</h2>",
        texts.NEURON_KINDS[kind],
        [
            (texts.FORWARDS_HEADING, paragraphs(forwards, words)),
            (texts.BACKWARDS_HEADING, paragraphs(backwards, back)),
            (texts.NUDGE_HEADING, paragraphs((texts.NEURON_NUDGE, again), words)),
        ],
    )


def link_card(link: Link, network: Network, one: Sheet) -> str:
    """Return the card of a Link: what it does forwards, backwards, and in the nudge."""
    kind = kind_of(link.input_neuron, network)
    words = {
        "input": link.input_neuron.name,
        "output": link.output_neuron.name,
        "weight": four_decimals(link.weight),
        "learning_rate": four_decimals(one.learning_rate),
        "kind": texts.KINDS_THAT_LEARN_NOTHING.get(kind, ""),
    }
    sends = texts.LINK_SENDS_BACK if kind == "hidden" else texts.LINK_SENDS_NOTHING
    start, end = on_paper(link.input_neuron.name), on_paper(link.output_neuron.name)
    return card(
        link.name,
        f'<h2 class="ends"><span><small>{on_paper(texts.FROM)}</small>{start}</span>'
        f'<span class="arrow">{on_paper("->")}</span>'
        f"<span><small>{on_paper(texts.TO)}</small>{end}</span></h2>",
        texts.MY_WEIGHT.format(kind=texts.NEURON_KINDS["link"], weight=words["weight"]),
        [
            (texts.FORWARDS_HEADING, paragraphs(texts.LINK_FORWARDS, words)),
            (texts.BACKWARDS_HEADING, paragraphs((*texts.LINK_BACKWARDS, sends), words)),
            (texts.NUDGE_HEADING, paragraphs(texts.LINK_NUDGE, words)),
        ],
    )


def card(name: str, heading: str, kind: str, parts: Sequence[tuple[str, str]]) -> str:
    """Return one card: a large heading, then parts, each with a small heading.

    heading: the name as HTML, large enough to read across a room.
    """
    inside = "".join([f"<h3>{on_paper(title)}</h3>{html}" for title, html in parts])
    return (
        f'<article class="card" data-name="{escaped(name)}">{heading}'
        f'<p class="kind">{on_paper(kind)}</p>{inside}</article>'
    )


def paragraphs(sentences: Sequence[str], words: dict[str, str]) -> str:
    """Return sentences with the words filled in, each as a paragraph; "[ ]" becomes a box."""
    parts = []
    for sentence in sentences:
        text = on_paper(sentence.format(**words))
        kind = ' class="sum"' if "[" in text else ""
        text = re.sub(r"\[ ?([^]]*)\]", r'<span class="box">\1</span>', text)
        parts.append(f"<p{kind}>{text}</p>")
    return "".join(parts)


def kind_of(neuron: Neuron, network: Network) -> str:
    """Return the kind of a Neuron: "bias", "input", "output" or "hidden"."""
    if isinstance(neuron, BiasNeuron):
        return "bias"
    if neuron in network.neuron_layers[0].neurons:
        return "input"
    return "output" if neuron in network.neuron_layers[-1].neurons else "hidden"


def number_of_input(neuron: Neuron, network: Network, one: Sheet) -> str:
    """Return the number of an input Neuron as text, or "" for other Neurons."""
    inputs = network.neuron_layers[0].neurons
    return four_decimals(one.inputs[inputs.index(neuron)]) if neuron in inputs else ""


def teacher_page(one: Sheet) -> str:
    """Return the page that says how a class plays the network, and which numbers it gets."""
    step = step_of(one)
    too_far = step_of(one._replace(learning_rate=10 * one.learning_rate))
    network = step.before
    layers = [joined_names(as_drawn(layer)) for layer in network.neuron_layers]
    first, hidden, last = [joined_names(layer.neurons) for layer in network.neuron_layers]
    biases = biases_of(network)
    adding = sum(one.layer_sizes[1:])
    words = {
        "people": str(len(network.neurons) + len(network.links)),
        # One person for both bias Neurons, and one for all Links to the same Neuron.
        "fewest": str(len(network.neurons) - len(biases) + 1 + adding),
        "layers": "; ".join(layers),
        "inputs": first,
        "biases": joined_names(biases),
        "hidden": hidden,
        "outputs": last,
        "expected": pairs(network.neuron_layers[-1].neurons, one.expected),
        "hidden_again": outputs_in(step.again, 1),
        "outputs_again": outputs_in(step.again, 2),
        "error": four_decimals(step.error),
        "error_again": four_decimals(step.error_again),
        "hidden_far": outputs_in(too_far.again, 1),
        "outputs_far": outputs_in(too_far.again, 2),
        "error_far": four_decimals(too_far.error_again),
    }
    plan = "".join(
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
        f"<ol>{plan}</ol><p>{on_paper(texts.TEACHER_QUESTIONS.format(**words))}</p></div>"
        f'<div class="front"><div class="picture">{network_picture(one, network, True)}</div>'
        f"{given_box(one, network)}</div>"
        f"<p class='rule'><strong>{on_paper(texts.TEACHER_NUMBERS)}</strong></p>{numbers}",
        TEACHERS_ROW,
    )


def outputs_in(network: Network, layer: int) -> str:
    """Return the outputs of a layer, such as "h1 = 1.6, h2 = 0.2"."""
    neurons = network.neuron_layers[layer].neurons
    return pairs(neurons, [neuron.output for neuron in neurons])


# HTML.


def document(title: str, pages: Sequence[str]) -> str:
    """Return a complete, self-contained HTML page."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(pages)
        + "\n</body>\n</html>\n"
    )


def page(html: str, row: str = TEACHERS_ROW) -> str:
    """Return the HTML of one sheet of paper, with the licence at the bottom.

    row: the height of each table row, as a CSS length.
    """
    return (
        f'<article class="page" style="--row: {row}">{html}'
        f'<p class="licence">{on_paper(texts.LICENCE)}</p></article>'
    )


def table(columns: Sequence[str], rows: Sequence[tuple[str, str]], has_sums: bool = False) -> str:
    """Return an HTML table.

    rows: the name of each row, and its other cells as HTML.
    has_sums: whether the second column shows calculations, which need a wide column.
    """
    head = "".join([f"<th>{on_paper(column)}</th>" for column in columns])
    widths = ""
    if has_sums:
        numbers = '<col class="number">' * (len(columns) - 2)
        widths = f'<col class="narrow"><col>{numbers}'
    body = "".join(
        [
            f'<tr data-name="{escaped(name)}"><td>{on_paper(name)}</td>{html}</tr>'
            for name, html in rows
        ]
    )
    return f"<table>{widths}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def answers(numbers: Sequence[Number | str], kind: str = "number") -> str:
    """Return cells with answers: numbers, or calculations as text.

    kind: "number" or "sum"; the page shows them differently.
    """
    cells = [number if isinstance(number, str) else four_decimals(number) for number in numbers]
    return "".join([f'<td class="{kind} answer">{on_paper(cell)}</td>' for cell in cells])


def boxes(labels_and_answers: Sequence[tuple[str, str, str]]) -> str:
    """Return boxes on one line, given the label, the answer and the kind of each."""
    parts = [
        f'<span>{on_paper(label)} <span class="box {kind} answer">{on_paper(text)}</span></span>'
        for label, text, kind in labels_and_answers
    ]
    return f'<div class="boxes">{"".join(parts)}</div>'


def without_answers(html: str) -> str:
    """Return the same HTML with every answer removed."""
    return re.sub(r'(<(td|span) class="[^"]* answer">).*?(</\2>)', r"\1\3", html)


def on_paper(text: str) -> str:
    """Return text as HTML, with typographic signs, such as × for x."""
    html = escaped(text)
    html = html.replace("e^-total input", "e<sup>&minus;total input</sup>")
    html = html.replace("^2", "&sup2;").replace(" x ", " &times; ").replace(" - ", " &minus; ")
    html = minus(html.replace("-&gt;", "&rarr;"))
    # "y2 = -1.1" stays on one line.
    return re.sub(r"(\w+ = \u2212?[\d.]*\d)", r'<span class="whole">\1</span>', html)


def minus(text: str) -> str:
    """Return text with a proper minus sign before each negative number."""
    return re.sub(r"(?<![\w-])-(?=\d)", "\u2212", text)
