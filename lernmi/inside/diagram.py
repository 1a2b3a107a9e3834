"""Draw a network: every Neuron and Link with its numbers, as SVG or as text.

    draw(network).save("network.svg")
    print(draw(network))

A picture shows the numbers that the objects hold at that moment. After `propagate` there are
outputs; after `backpropagate`, sensitivities too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.inside.explanations import network_name
from lernmi.inside.numbers import as_float, significant
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.texts import short_text
from lernmi.writing.whole_files import write_whole

# In a layer with more Neurons than this, only the first and the last ones are drawn.
MOST_NEURONS = 10
FIRST_NEURONS, LAST_NEURONS = 6, 2
# If more Links than this lead from one layer to the next, there is no room for their numbers.
MOST_NUMBERED_LINKS = 20
# At most this many Links between two layers get a row in a terminal.
MOST_LINK_ROWS = 24
DIGITS = 4
# A longer number is written with fewer digits, such as 0.00019 or 1.9e-12.
MOST_CHARACTERS = 9
FEW_DIGITS = 3
LARGE = 1e6

# Lengths in SVG units: pixels, until the picture is scaled.
COLUMN, ROW, MARGIN, RADIUS = 300, 104, 76, 33
LEGEND, LEGEND_ROW = 62, 22
# Line widths. If there are many Links, even the widest line is thin.
THINNEST, WIDEST, WIDEST_OF_MANY = 1.0, 7.0, 3.5
# The room that a Link's numbers take, and how far away other lines should be. SHARES are places for
# the numbers on their own line, as fractions of its length. The first free place is used.
NUMBER_WIDTH, NUMBER_HEIGHT = 64, 31
CLEAR = 18
SHARES = (
    *(0.34, 0.3, 0.26, 0.38, 0.42, 0.22, 0.46, 0.18, 0.5),
    *(0.54, 0.58, 0.62, 0.66, 0.7, 0.74, 0.78, 0.82),
)

STYLE = (Path(__file__).parent / "page" / "diagram.css").read_text(encoding="utf-8")


class Diagram(NamedTuple):
    """A drawn network; `print` shows it in a terminal, and a notebook as a picture.

    svg: the picture, as SVG. text: the same for a terminal.
    """

    svg: str
    text: str

    def save(self, path: str | Path) -> None:
        """Write the picture to a file; ValueError unless its name ends in .svg.

        Raises ValueError or OSError, as `write_whole` does, if it can't be written.
        """
        if Path(path).suffix.lower() != ".svg":
            raise ValueError(f"the picture's file must end in .svg; got {path}")
        write_whole(path, self.svg)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Diagram of {len(self.svg):,} characters; print shows it, save(path) writes it"

    def _repr_svg_(self) -> str:
        return self.svg


class Place(NamedTuple):
    """A place in the picture.

    x, y: its middle, in units of the SVG, from the left and from the top.
    neuron: the Neuron there, or None if `left_out` Neurons are left out there.
    """

    x: float
    y: float
    neuron: Neuron | None
    left_out: int = 0


def draw(network: Network) -> Diagram:
    """Return a picture of the network with the numbers that it holds now.

    These may come from different moments: after `learn`, outputs are from before the nudge, and
    weights from after it. Then the picture says so.

    In a layer with more than ten Neurons, it draws only the first six and the last two, and says
    how many are between them. If it draws more than twenty Links between two layers, there is no
    room for their numbers. Point at a Link to see them.

    Raises TypeError for anything but a Network.
    """
    if not isinstance(network, Network):
        raise TypeError(f"draw() takes a Network; got {short_text(network)}")
    text = text_of(network)
    return Diagram(svg_of(network, text), text)


def drawn_neurons(network: Network) -> list[Neuron]:
    """Return the Neurons that are drawn, layer by layer."""
    columns = columns_of(network)
    return [place.neuron for column in columns for place in column if place.neuron is not None]


def drawn_links(network: Network) -> list[list[Link]]:
    """Return the drawn Links of each LinkLayer: those between drawn Neurons."""
    drawn = {id(neuron) for neuron in drawn_neurons(network)}
    return [
        [
            link
            for link in link_layer.links
            if id(link.input_neuron) in drawn and id(link.output_neuron) in drawn
        ]
        for link_layer in network.link_layers
    ]


def columns_of(network: Network) -> list[list[Place]]:
    """Return the places of each layer, from top to bottom, with the bias Neuron last."""
    rows = []
    for layer in network.neuron_layers:
        neurons: list[Neuron | int] = list(layer.neurons)
        if len(neurons) > MOST_NEURONS:
            left_out = len(neurons) - FIRST_NEURONS - LAST_NEURONS
            neurons = [*neurons[:FIRST_NEURONS], left_out, *neurons[-LAST_NEURONS:]]
        rows.append([*neurons, *([layer.bias] if layer.bias is not None else [])])
    height = max([len(column) for column in rows])
    columns = []
    for number, column in enumerate(rows):
        top = MARGIN + ROW * (height - len(column)) / 2
        places = []
        for row, one in enumerate(column):
            x, y = MARGIN + COLUMN * number, top + ROW * row
            if isinstance(one, int):
                places.append(Place(x, y, None, one))
            else:
                places.append(Place(x, y, one))
        columns.append(places)
    return columns


# As SVG.


def svg_of(network: Network, text: str) -> str:
    """Return the picture as SVG; `text` is the same in words, for screen readers."""
    columns = columns_of(network)
    width = 2 * MARGIN + COLUMN * (len(columns) - 1)
    lowest = max([place.y for column in columns for place in column])
    height = lowest + MARGIN + LEGEND
    earlier = ""
    if holds_an_earlier_sample(network):
        earlier = f'<text x="20" y="{height + 4:g}">{sentences.DIAGRAM_EARLIER}</text>'
        height += LEGEND_ROW
    width = max(width, 480)
    title = sentences.DIAGRAM_TITLE.format(network=description(network))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" class="lernmi-diagram">',
        f"<title>{escaped(title)}</title>",
        f"<desc>{escaped(text)}</desc>",
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{width:g}" height="{height:g}" rx="12"/>',
    ]
    places = {
        id(place.neuron): place
        for column in columns
        for place in column
        if place.neuron is not None
    }
    all_links = drawn_links(network)
    largest = largest_weight(all_links)
    has_numbers = [len(links) <= MOST_NUMBERED_LINKS for links in all_links]
    widest = WIDEST if all(has_numbers) else WIDEST_OF_MANY
    numbers = []
    first = len(places)
    for links, numbered in zip(all_links, has_numbers):
        ends = [(places[id(link.input_neuron)], places[id(link.output_neuron)]) for link in links]
        for index, (link, (start, end)) in enumerate(zip(links, ends), first):
            parts += line_svg(link, index, start, end, largest, widest)
        if numbered:
            for index, (link, (x, y)) in enumerate(zip(links, number_places(ends)), first):
                numbers += numbers_svg(link, index, x, y)
        first += len(links)
    # Numbers are drawn over all lines.
    parts += numbers
    index = 0
    for number, column in enumerate(columns):
        for place in column:
            if place.neuron is not None:
                parts += neuron_svg(place.neuron, index, place)
                index += 1
            else:
                parts += [
                    f'<g class="left-out"><text x="{place.x:g}" y="{place.y - 4:g}">&#8942;</text>'
                    f'<text x="{place.x:g}" y="{place.y + 14:g}">'
                    f"{sentences.DIAGRAM_LEFT_OUT.format(count=f'{place.left_out:,}')}</text></g>"
                ]
        role = role_of(number, len(columns))
        parts.append(f'<text class="role" x="{column[0].x:g}" y="18">{role}</text>')
    parts += legend_svg(lowest + MARGIN, all(has_numbers), earlier)
    parts.append("</svg>")
    return "\n".join(parts)


def line_svg(
    link: Link, index: int, start: Place, end: Place, largest: float, widest: float
) -> list[str]:
    """Return the SVG of a Link's line. The pattern shows the weight's sign, the width its size."""
    weight = as_float(link.weight)
    sign = "positive" if weight > 0 else "negative" if weight < 0 else "zero"
    share = abs(weight) / largest if largest else 0.0
    if not math.isfinite(weight):
        sign, share = "no-number", 1.0
    line_width = THINNEST + (widest - THINNEST) * share
    return [
        f'<g class="link {sign}" data-index="{index}" data-name="{escaped(link.name)}" '
        f'data-widest="{widest:g}">',
        f"<title>{escaped(link_sentence(link))}</title>",
        f'<line x1="{start.x + RADIUS:g}" y1="{start.y:g}" x2="{end.x - RADIUS:g}" '
        f'y2="{end.y:g}" stroke-width="{line_width:.2f}"/>',
        "</g>",
    ]


def numbers_svg(link: Link, index: int, x: float, y: float) -> list[str]:
    """Return the SVG of a Link's numbers."""
    return [
        f'<g class="numbers" data-index="{index}" data-of="{escaped(link.name)}">'
        f'<text class="weight" x="{x:.1f}" y="{y:.1f}">{escaped(brief(link.weight))}</text>'
        f'<text class="back" x="{x:.1f}" y="{y + 15:.1f}">'
        f"{escaped(sensitivity_of(link))}</text></g>"
    ]


def number_places(ends: Sequence[tuple[Place, Place]]) -> list[tuple[float, float]]:
    """Return the place of each Link's numbers on its line.

    ends: where each of the lines between two layers begins and ends.
    """
    found: dict[int, tuple[float, float]] = {}
    # The steepest lines choose first: they cross the most others, and have the least choice.
    steepest = sorted(
        range(len(ends)), key=lambda number: -abs(ends[number][1].y - ends[number][0].y)
    )
    for number in steepest:
        others = [*ends[:number], *ends[number + 1 :]]
        found[number] = free_place(*ends[number], others, list(found.values()))
    return [found[number] for number in range(len(ends))]


def free_place(
    start: Place,
    end: Place,
    others: Sequence[tuple[Place, Place]],
    taken: Sequence[tuple[float, float]],
) -> tuple[float, float]:
    """Return a place for numbers on a line: not on other numbers, and clear of other lines.

    If no place is clear, returns the one that is farthest from other lines.

    others: the beginnings and ends of the other lines. taken: the places of other numbers.
    """
    best, most_room = (0.0, 0.0), -1.0
    for share in SHARES:
        x = start.x + RADIUS + share * (end.x - start.x - 2 * RADIUS)
        y = start.y + share * (end.y - start.y)
        lines = [first.y + share * (last.y - first.y) for first, last in others]
        room = min([abs(y - line) for line in lines], default=CLEAR)
        if any(abs(x - x2) < NUMBER_WIDTH and abs(y - y2) < NUMBER_HEIGHT for x2, y2 in taken):
            room = 0.0
        if room >= CLEAR:
            return x, y
        if room > most_room:
            best, most_room = (x, y), room
    return best


def neuron_svg(neuron: Neuron, index: int, place: Place) -> Iterator[str]:
    """Yield the SVG of one Neuron: its name above, its output within, its sensitivity below."""
    x, y = place.x, place.y
    kind = "bias" if isinstance(neuron, BiasNeuron) else "neuron"
    yield f'<g class="{kind}" data-index="{index}" data-name="{escaped(neuron.name)}">'
    yield f"<title>{escaped(neuron_sentence(neuron))}</title>"
    if kind == "bias":
        yield (f'<rect x="{x - RADIUS:g}" y="{y - 18:g}" width="{2 * RADIUS}" height="36" rx="6"/>')
    else:
        yield f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}"/>'
    above = y - (24 if kind == "bias" else RADIUS + 6)
    yield f'<text class="name" x="{x:g}" y="{above:g}">{escaped(shortened(neuron.name))}</text>'
    yield f'<text class="output" x="{x:g}" y="{y + 4:g}">{escaped(brief(neuron.output))}</text>'
    below = y + (31 if kind == "bias" else RADIUS + 14)
    yield f'<text class="back" x="{x:g}" y="{below:g}">{escaped(sensitivity_of(neuron))}</text>'
    yield "</g>"


def legend_svg(top: float, has_numbers: bool, more: str) -> Iterator[str]:
    """Yield the SVG of what lines and numbers mean, and then `more`, which may be ""."""
    first, second = top + LEGEND_ROW, top + 2 * LEGEND_ROW
    yield '<g class="legend">'
    for x, sign, words in (
        (20, "positive", sentences.DIAGRAM_POSITIVE),
        (175, "negative", sentences.DIAGRAM_NEGATIVE),
        (330, "zero", sentences.DIAGRAM_ZERO),
    ):
        yield (
            f'<g class="link {sign}"><line x1="{x}" y1="{first - 4:g}" x2="{x + 36}" '
            f'y2="{first - 4:g}" stroke-width="3"/></g>'
        )
        yield f'<text x="{x + 44}" y="{first:g}">{words}</text>'
    width = sentences.DIAGRAM_WIDTH if has_numbers else sentences.DIAGRAM_NO_NUMBERS
    yield f'<text x="20" y="{second:g}">{width}</text>'
    yield f'<text class="back" x="250" y="{second:g}">{sentences.DIAGRAM_BACK}</text>'
    yield f"{more}</g>"


def largest_weight(all_links: Sequence[Sequence[Link]]) -> float:
    """Return the largest distance of a weight from 0, over all layers of Links.

    Only finite weights count. If there are none, return 0.
    """
    weights = [abs(as_float(link.weight)) for links in all_links for link in links]
    return max([weight for weight in weights if math.isfinite(weight)], default=0.0)


# The sentences.


def description(network: Network) -> str:
    """Return how many Neurons each layer has, and how many Links there are."""
    return f"{network_name(network)}, {len(network.links):,} Links"


def link_sentence(link: Link) -> str:
    """Return a Link's weight, and its weight sensitivity if there is one, in one sentence."""
    text = sentences.DIAGRAM_LINK.format(name=link.name, weight=significant(link.weight))
    if sensitivity_of(link):
        text += sentences.DIAGRAM_LINK_BACK.format(sensitivity=significant(link.weight_sensitivity))
    return text


def neuron_sentence(neuron: Neuron) -> str:
    """Return a Neuron's output and sensitivity, if it has them, in one sentence."""
    kind = "bias" if isinstance(neuron, BiasNeuron) else neuron.activation.name
    text = sentences.DIAGRAM_NEURON.format(name=neuron.name, kind=kind)
    if neuron.output is not None:
        text += sentences.DIAGRAM_OUTPUT.format(output=significant(neuron.output))
    if sensitivity_of(neuron):
        text += sentences.DIAGRAM_NEURON_BACK.format(sensitivity=significant(neuron.sensitivity))
    return text


def brief(number: Number) -> str:
    """Return a number with four digits, or fewer if it is too long; "" for None."""
    if number is None:
        return ""
    text = significant(number, DIGITS)
    try:
        value = as_float(number)
    except TypeError:
        # It is a symbol, for example.
        return shortened(text)
    if len(text) > MOST_CHARACTERS or (isinstance(number, float) and abs(value) >= LARGE):
        text = f"{value:.{FEW_DIGITS}g}"
        if len(text) > MOST_CHARACTERS:
            text = f"{value:.{FEW_DIGITS - 1}e}"
    return text


def holds_an_earlier_sample(network: Network) -> bool:
    """Return whether the outputs may be from before the last nudge.

    That is so if no sample is under way, but the Neurons still hold the numbers of one.
    """
    first = network.neuron_layers[0].neurons[0]
    return network.stage == "ready" and first.output is not None


def sensitivity_of(thing: Link | Neuron) -> str:
    """Return a Link's weight sensitivity or a Neuron's sensitivity as text; "" if it has none."""
    sensitivity = thing.weight_sensitivity if isinstance(thing, Link) else thing.sensitivity
    if isinstance(sensitivity, int) and sensitivity == 0:
        return ""
    return brief(sensitivity)


def shortened(text: str) -> str:
    """Return a string that fits on a Neuron: if it is long, its beginning and its end."""
    return text if len(text) <= 13 else f"{text[:5]}..{text[-6:]}"


def escaped(text: str) -> str:
    """Return a string escaped for SVG and HTML."""
    return escape("".join([sign if sign.isprintable() or sign == "\n" else "�" for sign in text]))


# As text.


def text_of(network: Network) -> str:
    """Return the picture for a terminal: everything that the SVG shows, line by line."""
    lines = [sentences.DIAGRAM_TITLE.format(network=description(network))]
    if holds_an_earlier_sample(network):
        lines.append(f"({sentences.DIAGRAM_EARLIER})")
    columns = columns_of(network)
    all_links = drawn_links(network)
    largest = largest_weight(all_links)
    for number, column in enumerate(columns):
        lines.append("")
        lines.append(role_of(number, len(columns)))
        for place in column:
            if place.neuron is not None:
                lines.append(f"  {neuron_sentence(place.neuron)}")
            else:
                count = f"{place.left_out:,}"
                lines.append(f"  {sentences.DIAGRAM_LEFT_OUT.format(count=count)}")
        if number < len(network.link_layers):
            in_all = len(network.link_layers[number].links)
            lines += link_lines(all_links[number], in_all, largest)
    return "\n".join(lines)


def role_of(number: int, count: int) -> str:
    """Return what a layer is called."""
    if number == 0:
        return sentences.DIAGRAM_INPUTS
    return sentences.DIAGRAM_OUTPUTS if number == count - 1 else sentences.DIAGRAM_HIDDEN


def link_lines(links: Sequence[Link], in_all: int, largest: float) -> Sequence[str]:
    """Return a line for each Link, with a bar for its weight.

    in_all: number of Links between these two layers, including those that are not drawn.
    """
    width = max([len(link.name) for link in links[:MOST_LINK_ROWS]], default=0)
    lines = []
    for link in links[:MOST_LINK_ROWS]:
        weight = as_float(link.weight)
        share = min(1.0, abs(weight) / largest) if largest else 0.0
        bar = ("+" if weight > 0 else "-") * round(10 * share)
        if not math.isfinite(weight):
            bar = "?"
        line = f"    {link.name:{width}}  {brief(link.weight):>10}  {bar:10}"
        if sensitivity_of(link):
            sensitivity = brief(link.weight_sensitivity)
            line += f"  {sentences.DIAGRAM_ROW_BACK.format(sensitivity=sensitivity)}"
        lines.append(line.rstrip())
    more = in_all - len(lines)
    if more:
        lines.append(f"    {sentences.DIAGRAM_MORE_LINKS.format(count=f'{more:,}')}")
    return lines
