"""The network of a worksheet, drawn for paper: black on white, with room to write.

`lernmi.inside.diagram` draws for the screen, where colours and widths show the weights. Here
numbers show them, and an output that learners work out is an empty circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lernmi.exercises import sheet_texts
from lernmi.inside.diagram import escaped
from lernmi.layers import NeuronLayer
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron

# Lengths in SVG units, which are about a quarter of a millimetre on paper.
COLUMN, ROW, RADIUS = 190, 86, 32
LEFT, TOP, RIGHT = 40, 54, 116
LABEL_WIDTH, LABEL_HEIGHT = 40, 19
# The width of the widest character in a weight, and the space on each side of the text.
SIGN_WIDTH, ROOM = 9.5, 2
# Where a weight may be on its line, as fractions of the length. It gets the first free place.
SHARES = (0.3, 0.22, 0.38, 0.46, 0.54, 0.62, 0.7, 0.14, 0.78)

Place = tuple[float, float]


def picture(
    network: Network, outputs: dict[str, str], weights: dict[str, str], expected: Sequence[str]
) -> str:
    """Return the network as SVG.

    outputs: what to write into Neurons, by name; other Neurons stay empty.
    weights: what to write at Links, by name; every Link needs one.
    expected: what to write beside the output Neurons, in their order.
    """
    layers = [as_drawn(layer) for layer in network.neuron_layers]
    rows = max([len(neurons) for neurons in layers])
    places: dict[str, Place] = {}
    for column, neurons in enumerate(layers):
        top = TOP + ROW * (rows - len(neurons)) / 2
        for row, neuron in enumerate(neurons):
            places[neuron.name] = (LEFT + COLUMN * column, top + ROW * row)
    width = LEFT + COLUMN * (len(layers) - 1) + RIGHT
    height = TOP + ROW * (rows - 1) + RADIUS + 8
    parts = [f'<svg class="network" viewBox="0 0 {width} {height}" width="{width}">']
    labels: list[str] = []
    for link_layer in network.link_layers:
        taken: list[Place] = []
        for link in link_layer.links:
            parts.append(line(link, places))
            labels.append(label(link, places, taken, weights[link.name]))
    parts += labels
    for neuron in network.neurons:
        parts += circle(neuron, places[neuron.name], outputs.get(neuron.name, ""))
    word = escaped(sheet_texts.EXPECTED)
    for neuron, text in zip(network.neuron_layers[-1].neurons, expected):
        x, y = places[neuron.name]
        parts.append(f'<text class="small" x="{x + RADIUS + 40}" y="{y - 6:g}">{word}</text>')
        parts.append(f'<text x="{x + RADIUS + 40}" y="{y + 13:g}">{escaped(text)}</text>')
    return "".join([*parts, "</svg>"])


def as_drawn(layer: NeuronLayer) -> list[Neuron]:
    """Return the Neurons of a layer from top to bottom: the bias Neuron is the last."""
    return layer.neurons + ([layer.bias] if layer.bias else [])


def line(link: Link, places: dict[str, Place]) -> str:
    """Return the line of a Link."""
    x1, y1 = places[link.input_neuron.name]
    x2, y2 = places[link.output_neuron.name]
    return f'<line x1="{x1 + RADIUS}" y1="{y1:g}" x2="{x2 - RADIUS}" y2="{y2:g}"/>'


def label(link: Link, places: dict[str, Place], taken: list[Place], text: str) -> str:
    """Return the weight of a Link in a white box, at a free place on its line.

    taken: the places of the other weights. Adds the new one.
    """
    x1, y1 = places[link.input_neuron.name]
    x2, y2 = places[link.output_neuron.name]
    for share in SHARES:
        x = x1 + RADIUS + share * (x2 - x1 - 2 * RADIUS)
        y = y1 + share * (y2 - y1)
        if all(abs(x - x3) >= LABEL_WIDTH or abs(y - y3) >= LABEL_HEIGHT for x3, y3 in taken):
            break
    taken.append((x, y))
    width = SIGN_WIDTH * len(text) + 2 * ROOM
    return (
        f'<rect class="behind" x="{x - width / 2:.1f}" y="{y - LABEL_HEIGHT / 2:.1f}" '
        f'width="{width:.1f}" height="{LABEL_HEIGHT}"/>'
        f'<text class="weight" x="{x:.1f}" y="{y + 5:.1f}">{escaped(text)}</text>'
    )


def circle(neuron: Neuron, place: Place, text: str) -> Iterator[str]:
    """Yield a Neuron with its name above and its output inside."""
    x, y = place
    if isinstance(neuron, BiasNeuron):
        yield (
            f'<rect class="bias" x="{x - RADIUS}" y="{y - 17:g}" width="{2 * RADIUS}" '
            'height="34" rx="5"/>'
        )
        above = y - 23
    else:
        yield f'<circle cx="{x}" cy="{y:g}" r="{RADIUS}"/>'
        above = y - RADIUS - 6
    yield f'<text class="name" x="{x}" y="{above:g}">{escaped(neuron.name)}</text>'
    yield f'<text class="output" x="{x}" y="{y + 5:g}">{escaped(text)}</text>'
