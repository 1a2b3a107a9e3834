"""Makes the moving picture of one learning step: an SVG that plays by itself.

An SVG is sharp at every size, small, and needs only Python. CSS moves it; for people who asked for
less motion, it stays still at one moment of the way back. Every number comes from a network that
really learns.
"""

from __future__ import annotations

from typing import NamedTuple

from lernmi import Link, Network, Neuron
from lernmi.data import MAZUR

LEARNING_RATE = 0.5

# The picture in units of the SVG. On a phone, where it is 360 pixels wide, 20 units are 11 pixels.
WIDTH, HEIGHT = 640, 484
COLUMNS = (78, 320, 562)
FIRST_ROW, ROW, BIAS_ROW = 172, 142, 455
RADIUS = 48
# Where a Link's numbers are on its line: near its beginning, where lines are far apart.
SHARE = 0.385
# How long a dot takes from one end of a Link to the other.
SECONDS_OF_A_DOT = 0.8


class Scene(NamedTuple):
    """One moment, with its caption.

    kind: the word that it begins with. words: the rest of that line. calculation: the next line.
    seconds: how long it is shown. chosen: the Neuron or Link that it is about.
    """

    kind: str
    words: str
    calculation: str
    seconds: float
    chosen: str = ""


STYLE = """
text {
  font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-size: 16px;
  font-variant-numeric: tabular-nums; text-anchor: middle; fill: #1b1b1b;
}
.words { font-size: 20px; text-anchor: start; }
.kind { font-weight: 700; }
.Backwards { fill: #8e2d7e; }
.Forwards { fill: #0068a8; }
.Nudge { fill: #1d7a3c; }
.calculation { font-size: 21px; font-weight: 500; text-anchor: start; }
.link { stroke: #8dbbdb; }
.bright { stroke: #f0b000; stroke-width: 13px; stroke-opacity: 0.55; }
.neuron { fill: #f3f3f3; stroke: #444; stroke-width: 1.5px; }
.ring { fill: none; stroke: #f0b000; stroke-width: 7px; stroke-opacity: 0.8; }
.bias { stroke-dasharray: 4 3; }
.name { font-size: 19px; font-weight: 700; }
.halo { paint-order: stroke; stroke: #fff; stroke-width: 6px; stroke-linejoin: round; }
.sensitivity { fill: #8e2d7e; }
.small { font-size: 15px; }
.new { fill: #17692f; }
.there { fill: #0072b2; }
.back { fill: #8e2d7e; }
"""


def one_step_svg() -> str:
    """Return the moving picture, as SVG."""
    return Animation().svg()


class Animation:
    """The parts of the picture, each with the time when it is visible."""

    def __init__(self) -> None:
        self.before: Network = MAZUR.network()
        self.before.propagate(MAZUR.inputs)
        self.error = self.before.compare(MAZUR.expected)
        self.before.backpropagate()
        self.after: Network = MAZUR.network()
        self.after.learn(MAZUR.inputs, MAZUR.expected, LEARNING_RATE)
        self.after.propagate(MAZUR.inputs)
        self.error_after = self.after.compare(MAZUR.expected)

        self.scenes = self.all_scenes()
        self.starts: list[float] = []
        self.end: float = 0.0
        for scene in self.scenes:
            self.starts.append(self.end)
            self.end += scene.seconds
        # What is seen where nothing moves: a Link on the way back.
        self.still: float = self.starts[4] + 1
        self.keyframes: list[str] = []

    def all_scenes(self) -> list[Scene]:
        """Return the caption, with the numbers of the network."""
        network = self.before
        h1, y1 = network.neuron("h1"), network.neuron("y1")
        link, other = network.link("h1", "y1"), network.link("h1", "y2")
        terms = [
            f"{item.weight:g} × {item.input_neuron.output:g}"
            for item in network.links
            if item.output_neuron is h1
        ]
        sent, sent_too = [each.output_sensitivity * each.weight for each in (link, other)]
        new_weight = self.after.link("h1", "y1").weight
        too_high, too_low = [neuron.sensitivity for neuron in network.neuron_layers[-1].neurons]
        outputs = " and ".join(f"{value:.7f}" for value in network.neuron_layers[-1].outputs())
        wanted = " and ".join(f"{value:g}" for value in MAZUR.expected)
        return [
            Scene(
                "Forwards:",
                "h1 adds up what its Links deliver",
                f"{' + '.join(terms)} = {h1.total_input:g}",
                1.8,
                "h1",
            ),
            Scene(
                "Forwards:",
                "h1→y1 delivers weight × h1's output",
                f"{link.weight:g} × {h1.output:.7f} = {link.weight * h1.output:.7f}",
                1.8,
                "h1->y1",
            ),
            Scene(
                "Error:",
                f"{outputs}, not {wanted}",
                f"({too_high:.7f}² + {-too_low:.7f}²) / 2 = {self.error:.7f}",
                1.6,
            ),
            Scene(
                "Backwards:",
                "y1 is too high; that is its sensitivity",
                f"{y1.output:.7f} − {MAZUR.expected[0]:g} = {y1.sensitivity:.7f}",
                1.6,
                "y1",
            ),
            Scene(
                "Backwards,",
                "h1→y1: sensitivity × slope × input",
                f"{y1.sensitivity:.7f} × {y1.slope:.7f} × {h1.output:.7f} "
                f"= {link.weight_sensitivity:.7f}",
                2.2,
                "h1->y1",
            ),
            Scene(
                "Backwards:",
                "where paths meet, at h1, they add",
                f"{sent:.7f} − {-sent_too:.7f} = {h1.sensitivity:.7f}",
                2.0,
                "h1",
            ),
            Scene(
                "Nudge:",
                "every weight moves against its sensitivity",
                f"{link.weight:g} − {LEARNING_RATE:g} × {link.weight_sensitivity:.7f} "
                f"= {new_weight:.7f}",
                2.0,
                "h1->y1",
            ),
            Scene(
                "Done:",
                "that was one learning step",
                f"The error fell from {self.error:.7f} to {self.error_after:.7f}",
                2.0,
            ),
        ]

    # Time.

    def percent(self, seconds: float) -> str:
        """Return a time as CSS wants it."""
        return f"{100 * seconds / self.end:.2f}%"

    def shown(self, first: float, last: float, content: str) -> str:
        """Return SVG that is visible only between two times."""
        steps = [(0.0, 0), (first, 1), (last, 0)]
        if first == 0:
            steps = steps[1:]
        if last == self.end:
            steps = steps[:-1]
        name = f"k{len(self.keyframes)}"
        frames = " ".join(f"{self.percent(time)} {{ opacity: {seen} }}" for time, seen in steps)
        self.keyframes.append(f"@keyframes {name} {{ {frames} }}")
        now = 1 if first <= self.still < last else 0
        return f'<g class="timed" style="opacity: {now}; animation-name: {name}">{content}</g>'

    def dot(self, link: Link, first: float, is_there: bool) -> str:
        """Return a dot that runs along a Link: there (blue), or back."""
        start, end = self.place(link.input_neuron), self.place(link.output_neuron)
        if not is_there:
            start, end = end, start
        last = first + SECONDS_OF_A_DOT
        (x, y), (to_x, to_y) = start, end
        name = f"k{len(self.keyframes)}"
        self.keyframes.append(
            f"@keyframes {name} {{ 0%, {self.percent(first)} {{ transform: translate(0, 0) }} "
            f"{self.percent(last)}, 100% {{ "
            f"transform: translate({to_x - x:g}px, {to_y - y:g}px) }} }}"
        )
        kind = "there" if is_there else "back"
        circle = (
            f'<circle class="moves {kind}" style="animation-name: {name}" cx="{x}" cy="{y}" r="8"/>'
        )
        return self.shown(first, last, circle)

    # Places.

    def place(self, neuron: Neuron) -> tuple[int, int]:
        """Return where a Neuron is: its middle."""
        for column, layer in zip(COLUMNS, self.before.neuron_layers):
            for row, other in enumerate(layer.neurons):
                if other.name == neuron.name:
                    return column, FIRST_ROW + ROW * row
            if layer.bias is not None and layer.bias.name == neuron.name:
                return column, BIAS_ROW
        raise ValueError(f"there is no {neuron.name}")

    def number_place(self, link: Link) -> tuple[float, float]:
        """Return where a Link's numbers are."""
        (x, y), (to_x, to_y) = self.place(link.input_neuron), self.place(link.output_neuron)
        return x + SHARE * (to_x - x), y + SHARE * (to_y - y)

    # What is drawn.

    def svg(self) -> str:
        """Return the whole picture."""
        parts = [*self.lines(), *self.dots(), *self.neurons(), *self.outputs()]
        parts += [*self.numbers(), *self.words()]
        style = (
            f"{STYLE}.timed {{ animation: {self.end:g}s step-end infinite }}\n"
            f".moves {{ animation: {self.end:g}s ease-in-out infinite }}\n"
            + "\n".join(self.keyframes)
            + "\n@media (prefers-reduced-motion: reduce) "
            "{ .timed, .moves { animation: none !important } }\n"
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" role="img">\n'
            f"<title>One learning step of a network with 12 Links</title>\n"
            f"<style>{style}</style>\n"
            f'<rect width="{WIDTH}" height="{HEIGHT}" rx="12" fill="#fff"/>\n'
            + "\n".join(parts)
            + "\n</svg>\n"
        )

    def lines(self) -> list[str]:
        """Return the Links, and the light on the one that a scene is about."""
        largest = max([link.weight for link in self.before.links])
        parts = []
        for link in self.before.links:
            (x, y), (to_x, to_y) = self.place(link.input_neuron), self.place(link.output_neuron)
            line = f'x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}"'
            for scene, start in zip(self.scenes, self.starts):
                if scene.chosen == link.name:
                    bright = f'<line class="bright" {line}/>'
                    parts.append(self.shown(start, start + scene.seconds, bright))
            width = 1 + 6 * link.weight / largest
            parts.append(f'<line class="link" {line} stroke-width="{width:.1f}"/>')
        return parts

    def dots(self) -> list[str]:
        """Return what runs along the Links."""
        first_layer, second_layer = self.before.link_layers
        parts = [self.dot(link, self.starts[0] + 0.3, True) for link in first_layer.links]
        parts += [self.dot(link, self.starts[1] + 0.3, True) for link in second_layer.links]
        parts += [self.dot(link, self.starts[4] + 0.7, False) for link in second_layer.links]
        parts += [self.dot(link, self.starts[5] + 0.9, False) for link in first_layer.links]
        return parts

    def neurons(self) -> list[str]:
        """Return the Neurons, the bias Neurons among them, and the ring of a scene's Neuron."""
        parts = []
        for layer in self.before.neuron_layers:
            for neuron in layer.neurons:
                x, y = self.place(neuron)
                parts.append(f'<circle class="neuron" cx="{x}" cy="{y}" r="{RADIUS}"/>')
                for scene, start in zip(self.scenes, self.starts):
                    if scene.chosen == neuron.name:
                        ring = f'<circle class="ring" cx="{x}" cy="{y}" r="{RADIUS + 3}"/>'
                        parts.append(self.shown(start, start + scene.seconds, ring))
                parts.append(
                    f'<text class="name halo" x="{x}" y="{y - RADIUS - 8}">{neuron.name}</text>'
                )
            if layer.bias is not None:
                x, y = self.place(layer.bias)
                parts.append(
                    f'<rect class="neuron bias" x="{x - RADIUS}" y="{y - 19}" '
                    f'width="{2 * RADIUS}" height="38" rx="8"/>'
                    f'<text x="{x}" y="{y + 6}"><tspan class="name">{layer.bias.name}</tspan>'
                    f" = 1</text>"
                )
        return parts

    def outputs(self) -> list[str]:
        """Return the Neurons' outputs and sensitivities, and the outputs after the nudge."""
        inputs, hidden, outputs = self.before.neuron_layers
        parts = []
        for neuron in inputs.neurons:
            x, y = self.place(neuron)
            parts.append(f'<text x="{x}" y="{y + 6}">{neuron.output:g}</text>')
        arrives = 0.3 + SECONDS_OF_A_DOT
        for layer, output_from, sensitivity_from in (
            (hidden, self.starts[0] + arrives, self.starts[5]),
            (outputs, self.starts[1] + arrives, self.starts[3]),
        ):
            for neuron in layer.neurons:
                x, y = self.place(neuron)
                text = f'<text x="{x}" y="{y - 1}">{neuron.output:.7f}</text>'
                parts.append(self.shown(output_from, self.starts[-1], text))
                new = self.after.neuron(neuron.name).output
                text = f'<text class="new" x="{x}" y="{y - 1}">{new:.7f}</text>'
                parts.append(self.shown(self.starts[-1], self.end, text))
                text = (
                    f'<text class="sensitivity small" x="{x}" y="{y + 20}">'
                    f"{signed(neuron.sensitivity)}</text>"
                )
                parts.append(self.shown(sensitivity_from, self.starts[-1], text))
        return parts

    def numbers(self) -> list[str]:
        """Return the weights, their sensitivities, and the new weights."""
        nudged, last = self.starts[6] + 0.6, self.starts[7]
        first_layer, second_layer = self.before.link_layers
        parts = []
        for layer, sensitivity_from in (
            (first_layer, self.starts[5] + 0.9 + SECONDS_OF_A_DOT),
            (second_layer, self.starts[5]),
        ):
            for link in layer.links:
                x, y = self.number_place(link)
                place = f'x="{x:.0f}" y="{y - 2:.0f}"'
                weight = f'<text class="halo" {place}>{link.weight:g}</text>'
                parts.append(self.shown(0, nudged, weight))
                new = self.after.link(link.input_neuron.name, link.output_neuron.name).weight
                text = f'<text class="halo new small" {place}>{new:.7f}</text>'
                parts.append(self.shown(nudged, self.end, text))
                # The Link that the scene before is about is done first.
                first = self.starts[4] + 0.7 if link.name == "h1->y1" else sensitivity_from
                text = (
                    f'<text class="halo sensitivity small" x="{x:.0f}" y="{y + 15:.0f}">'
                    f"{signed(link.weight_sensitivity)}</text>"
                )
                parts.append(self.shown(first, last, text))
        return parts

    def words(self) -> list[str]:
        """Return the captions, scene by scene."""
        parts = []
        for scene, start in zip(self.scenes, self.starts):
            kind = scene.kind.strip(":,")
            text = (
                f'<text class="words" x="24" y="40">'
                f'<tspan class="kind {kind}">{scene.kind}</tspan> {scene.words}</text>'
                f'<text class="calculation" x="24" y="76">{scene.calculation}</text>'
            )
            parts.append(self.shown(start, start + scene.seconds, text))
        return parts


def signed(number: float) -> str:
    """Return a number with seven decimals and a minus as it is printed."""
    return f"{number:.7f}".replace("-", "−")
