"""Make the moving picture of one learning step: an SVG that plays by itself.

An SVG is sharp at every size, small, and needs only Python. CSS moves it. If your system asks for
less motion, it stays still at one moment of the way back. Every number comes from a network that
really learns.
"""

from __future__ import annotations

from typing import NamedTuple

from lernmi import Link, Network, Neuron
from lernmi.data import MAZUR

LEARNING_RATE = 0.5

# The picture in units of the SVG. On a phone, where it is 360 pixels wide, 20 units are 11 pixels.
WIDTH, HEIGHT = 640, 520
COLUMNS = (78, 320, 562)
FIRST_ROW, ROW, BIAS_ROW = 192, 150, 491
RADIUS = 48
# Where a Link's weight is on its line: near its start, where lines are far apart.
SHARE = 0.385
# Where the output sensitivities of h1's two Links are: nearer to the end, clear of other numbers.
SENSITIVITY_SHARES = {"y1": 0.64, "y2": 0.69}
# With five decimals, a number with its minus fits into a circle, and every calculation is right as
# printed.
DECIMALS = 5
# How long a dot takes from one end of a Link to the other.
SECONDS_OF_A_DOT = 0.8
# The scenes, in their order.
ADD, ACTIVATE, DELIVER, ERROR, COMPARE, SLOPE, MEET, WEIGHTS, NUDGE, DONE = range(10)


class Scene(NamedTuple):
    """One moment, with its caption.

    kind: the first word of the caption.
    words: the rest of that line.
    lines: the calculations below it.
    seconds: how long the scene lasts.
    chosen: the Neurons and Links that it is about.
    """

    kind: str
    words: str
    lines: tuple[str, ...]
    seconds: float
    chosen: tuple[str, ...] = ()


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
.total { fill: #0068a8; }
.new { fill: #17692f; }
.there { fill: #0072b2; }
.back { fill: #8e2d7e; }
"""


def one_step_svg() -> str:
    """Return the moving picture as SVG."""
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
        # What you see if nothing moves: two paths that meet on the way back.
        self.still: float = self.starts[MEET] + 1
        self.keyframes: list[str] = []

    def all_scenes(self) -> list[Scene]:
        """Return the captions, with the numbers of the network."""
        network = self.before
        h1, y1, y2 = [network.neuron(name) for name in ("h1", "y1", "y2")]
        link, other = network.link("h1", "y1"), network.link("h1", "y2")
        deliveries = [
            f"{item.input_neuron.output:g} × {item.weight:g}"
            for item in network.links
            if item.output_neuron is h1
        ]
        expected_1, expected_2 = MAZUR.expected
        y1_sensitivity, y2_sensitivity = rounded(y1.sensitivity), rounded(y2.sensitivity)
        h1_output, weight_sensitivity = rounded(h1.output), rounded(link.weight_sensitivity)
        sent, sent_too = rounded(link.output_sensitivity), rounded(other.output_sensitivity)
        new_weight = self.after.link("h1", "y1").weight
        return [
            Scene(
                "Forwards:",
                "h1 adds up what its Links deliver",
                (f"{' + '.join(deliveries)} = {h1.total_input:g}",),
                1.6,
                ("h1",),
            ),
            Scene(
                "Forwards:",
                "h1 activates",
                (f"sigmoid({h1.total_input:g}) = {h1_output}",),
                1.4,
                ("h1",),
            ),
            Scene(
                "Forwards:",
                "h1→y1 delivers h1's output × its weight",
                (f"{h1_output} × {link.weight:g} = {rounded(h1.output * link.weight)}",),
                1.6,
                ("h1->y1",),
            ),
            Scene(
                "Error:",
                f"we expect {expected_1:g} and {expected_2:g}",
                (
                    f"(({rounded(y1.output)} − {expected_1:g})² + "
                    f"({rounded(y2.output)} − {expected_2:g})²) / 2 = {rounded(self.error)}",
                ),
                1.4,
            ),
            Scene(
                "Backwards:",
                "sensitivity = output − expected",
                (
                    f"y1: {rounded(y1.output)} − {expected_1:g} = {y1_sensitivity}",
                    f"y2: {rounded(y2.output)} − {expected_2:g} = {y2_sensitivity}",
                ),
                1.5,
                ("y1", "y2"),
            ),
            Scene(
                "Backwards:",
                "output sensitivity = sensitivity × slope",
                (
                    f"y1: {y1_sensitivity} × {rounded(y1.slope)} = {sent}",
                    f"y2: {y2_sensitivity} × {rounded(y2.slope)} = {sent_too}",
                ),
                1.6,
                ("y1", "y2", "h1->y1", "h1->y2"),
            ),
            Scene(
                "Backwards:",
                "two paths meet at h1, and they add",
                (
                    f"{sent} × {link.weight:g} + ({sent_too}) × {other.weight:g} "
                    f"= {rounded(h1.sensitivity)}",
                ),
                2.0,
                ("h1", "h1->y1", "h1->y2"),
            ),
            Scene(
                "Backwards:",
                "h1→y1: output sensitivity × h1's output",
                (f"weight sensitivity: {sent} × {h1_output} = {weight_sensitivity}",),
                1.5,
                ("h1->y1",),
            ),
            Scene(
                "Nudge:",
                "every weight moves against its sensitivity",
                (
                    f"h1→y1's weight: {link.weight:g} − {LEARNING_RATE:g} × {weight_sensitivity} "
                    f"= {rounded(new_weight)}",
                ),
                1.7,
                ("h1->y1",),
            ),
            Scene(
                "Done:",
                "that was one learning step",
                (f"The error fell from {rounded(self.error)} to {rounded(self.error_after)}",),
                1.5,
            ),
        ]

    # Time.

    def percent(self, seconds: float) -> str:
        """Return a time as CSS needs it: a percentage of the whole animation."""
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
        """Return a dot that runs along a Link, forwards (blue) or back."""
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
        """Return the middle of a Neuron."""
        for column, layer in zip(COLUMNS, self.before.neuron_layers):
            for row, other in enumerate(layer.neurons):
                if other.name == neuron.name:
                    return column, FIRST_ROW + ROW * row
            if layer.bias is not None and layer.bias.name == neuron.name:
                return column, BIAS_ROW
        raise ValueError(f"there is no {neuron.name}")

    def number(self, link: Link, share: float, kind: str, number: str) -> str:
        """Return a number on a Link's line, at a fraction of its length."""
        (x, y), (to_x, to_y) = self.place(link.input_neuron), self.place(link.output_neuron)
        x_there, y_there = x + share * (to_x - x), y + share * (to_y - y)
        return (
            f'<text class="number halo {kind}" x="{x_there:.0f}" y="{y_there + 5:.0f}">'
            f"{number}</text>"
        )

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
        """Return the Links, with a light on those that a scene is about."""
        largest = max([link.weight for link in self.before.links])
        parts = []
        for link in self.before.links:
            (x, y), (to_x, to_y) = self.place(link.input_neuron), self.place(link.output_neuron)
            line = f'x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}"'
            for scene, start in zip(self.scenes, self.starts):
                if link.name in scene.chosen:
                    bright = f'<line class="bright" {line}/>'
                    parts.append(self.shown(start, start + scene.seconds, bright))
            width = 1 + 6 * link.weight / largest
            parts.append(f'<line class="link" {line} stroke-width="{width:.1f}"/>')
        return parts

    def dots(self) -> list[str]:
        """Return the dots that run along the Links."""
        first_layer, second_layer = self.before.link_layers
        parts = [self.dot(link, self.starts[ADD] + 0.3, True) for link in first_layer.links]
        parts += [self.dot(link, self.starts[DELIVER] + 0.3, True) for link in second_layer.links]
        parts += [self.dot(link, self.starts[MEET], False) for link in second_layer.links]
        parts += [self.dot(link, self.starts[MEET] + 1.1, False) for link in first_layer.links]
        return parts

    def neurons(self) -> list[str]:
        """Return the Neurons and bias Neurons, with rings around those that a scene is about."""
        parts = []
        for layer in self.before.neuron_layers:
            for neuron in layer.neurons:
                x, y = self.place(neuron)
                parts.append(f'<circle class="neuron" cx="{x}" cy="{y}" r="{RADIUS}"/>')
                for scene, start in zip(self.scenes, self.starts):
                    if neuron.name in scene.chosen:
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
        """Return the Neurons' numbers: total input, output, sensitivity, slope, and new output."""
        inputs, hidden, outputs = self.before.neuron_layers
        parts = []
        for neuron in inputs.neurons:
            x, y = self.place(neuron)
            parts.append(f'<text x="{x}" y="{y + 6}">{neuron.output:g}</text>')
        arrives = 0.3 + SECONDS_OF_A_DOT
        nudge, done = self.starts[NUDGE], self.starts[DONE]
        for layer, total_from, output_from, sensitivity_from in (
            (hidden, self.starts[ADD] + arrives, self.starts[ACTIVATE] + 0.5, self.starts[MEET]),
            (outputs, self.starts[DELIVER] + arrives, self.starts[ERROR], self.starts[COMPARE]),
        ):
            for neuron in layer.neurons:
                x, y = self.place(neuron)
                total = f"{round(neuron.total_input, DECIMALS):g}"
                new = rounded(self.after.neuron(neuron.name).output)
                for first, last, kind, lower, number in (
                    (total_from, output_from, "total", -1, total),
                    (output_from, done, "", -1, rounded(neuron.output)),
                    (sensitivity_from, nudge, "sensitivity", 20, rounded(neuron.sensitivity)),
                    (done, self.end, "new", -1, new),
                ):
                    text = f'<text class="inside {kind}" x="{x}" y="{y + lower}">{number}</text>'
                    parts.append(self.shown(first, last, text))
        for neuron in outputs.neurons:
            x, y = self.place(neuron)
            slope = (
                f'<text class="number halo" x="{x}" y="{y + RADIUS + 19}">'
                f"slope {rounded(neuron.slope)}</text>"
            )
            parts.append(self.shown(self.starts[SLOPE], self.starts[MEET], slope))
        return parts

    def numbers(self) -> list[str]:
        """Return the Links' numbers. Each Link shows only one at a time, so that they are clear."""
        gets, nudge = self.starts[WEIGHTS] + 0.5, self.starts[NUDGE]
        nudged = nudge + 0.7
        parts = []
        for link in self.before.links:
            new = self.after.link(link.input_neuron.name, link.output_neuron.name).weight
            weight = self.number(link, SHARE, "", f"{link.weight:g}")
            sensitivity = self.number(link, SHARE, "sensitivity", rounded(link.weight_sensitivity))
            parts.append(self.shown(0, gets, weight))
            parts.append(self.shown(gets, nudge, sensitivity))
            parts.append(self.shown(nudge, nudged, weight))
            parts.append(
                self.shown(nudged, self.end, self.number(link, SHARE, "new", rounded(new)))
            )
        # The two paths that meet at h1.
        for name, share in SENSITIVITY_SHARES.items():
            link = self.before.link("h1", name)
            sensitivity = self.number(link, share, "sensitivity", rounded(link.output_sensitivity))
            parts.append(self.shown(self.starts[SLOPE] + 0.5, self.starts[WEIGHTS], sensitivity))
        return parts

    def words(self) -> list[str]:
        """Return the captions, scene by scene."""
        parts = []
        for scene, start in zip(self.scenes, self.starts):
            kind = scene.kind.strip(":")
            text = (
                f'<text class="words" x="24" y="40">'
                f'<tspan class="kind {kind}">{scene.kind}</tspan> {scene.words}</text>'
            )
            for place, line in enumerate(scene.lines):
                text += f'<text class="calculation" x="24" y="{74 + 30 * place}">{line}</text>'
            parts.append(self.shown(start, start + scene.seconds, text))
        return parts


def rounded(number: float) -> str:
    """Return a number as the picture prints it: five decimals, and a real minus sign."""
    return f"{number:.{DECIMALS}f}".replace("-", "−")
