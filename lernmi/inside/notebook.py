"""Networks, Links and histories as pictures and tables in a notebook.

    %load_ext lernmi

From then on, the notebook draws them if they are the last value of a cell. Without the extension,
use `show(...)`. The core knows nothing about this, and this file imports nothing from Jupyter:
Jupyter asks each object for its HTML.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from lernmi.inside import sentences
from lernmi.inside.diagram import draw, escaped, link_sentence, neuron_sentence
from lernmi.inside.explanations import Explanation, explain
from lernmi.inside.moment_by_moment import Moment
from lernmi.inside.numbers import as_float, significant
from lernmi.inside.replays import Replay
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.records import History
from lernmi.support.texts import short_text

# The table of a long history has this many epochs.
MOST_ROWS = 12
CURVE_WIDTH, CURVE_HEIGHT, CURVE_MARGIN = 480, 180, 40


class Shown(NamedTuple):
    """Something as HTML, which a notebook shows."""

    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return sentences.SHOWN_ELSEWHERE


def show(thing: Any) -> Shown:
    """Show a Network, Neuron, Link, History, Explanation, Moment or Replay in a notebook.

    Raises TypeError for anything else.
    """
    for kind, to_html in PICTURES.items():
        if isinstance(thing, kind):
            return Shown(to_html(thing))
    names = ", ".join([kind.__name__ for kind in PICTURES])
    raise TypeError(f"show() takes one of {names}; got {short_text(thing)}")


def load_ipython_extension(ipython: Any) -> None:
    """Draw all types in PICTURES from now on; `%load_ext lernmi` calls this."""
    formatter = ipython.display_formatter.formatters["text/html"]
    for kind, to_html in PICTURES.items():
        formatter.for_type(kind, to_html)


def unload_ipython_extension(ipython: Any) -> None:
    """Stop drawing the types in PICTURES; `%unload_ext lernmi` calls this."""
    formatter = ipython.display_formatter.formatters["text/html"]
    for kind in PICTURES:
        formatter.pop(kind, None)


# As HTML.


def network_html(network: Network) -> str:
    """Return a network's picture."""
    return draw(network).svg


def link_html(link: Link) -> str:
    """Return a Link's numbers, and where they come from."""
    rows = [
        (sentences.LINK_COLUMNS[1], link.weight),
        (sentences.LINK_COLUMNS[2], link.output_sensitivity),
        (sentences.LINK_COLUMNS[3], link.weight_sensitivity),
    ]
    return table(link.name, rows) + text_html(explain(link).text, link_sentence(link))


def neuron_html(neuron: Neuron) -> str:
    """Return a Neuron's numbers."""
    numbers = (neuron.total_input, neuron.output, neuron.slope, neuron.sensitivity)
    return table(neuron_sentence(neuron), list(zip(sentences.NEURON_COLUMNS[1:], numbers)))


def history_html(history: History) -> str:
    """Return the error curve, and a table of some epochs."""
    if not history:
        return text_html(repr(history), "")
    records = list(history)
    if len(records) > MOST_ROWS:
        last = len(records) - 1
        records = [records[place * last // (MOST_ROWS - 1)] for place in range(MOST_ROWS)]
    names = list(history[0].measures)
    head = "".join([f"<th>{escaped(each)}</th>" for each in ("epoch", "error", *names)])
    body = ""
    for record in records:
        cells = [str(record.epoch), significant(record.error)]
        cells += [significant(record.measures[name]) for name in names]
        body += "<tr>" + "".join([f"<td>{escaped(cell)}</td>" for cell in cells]) + "</tr>"
    curves = [("error", [record.error for record in history])]
    aside = [record.validation_error for record in history if record.validation_error is not None]
    if len(aside) == len(history):
        curves.append(("validation error", aside))
    return f"{curve_svg(curves)}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def explanation_html(explanation: Explanation) -> str:
    """Return an explanation, line by line."""
    return text_html(explanation.text, explanation.title)


def moment_html(moment: Moment) -> str:
    """Return one moment of a learning step."""
    return text_html(moment.text, moment.words)


def replay_html(replay: Replay) -> str:
    """Return a replay in its own frame."""
    return replay._repr_html_()


def table(title: str, rows: Sequence[tuple[str, Any]]) -> str:
    """Return names and numbers as a table. A number that is not known yet gets an empty cell."""
    body = "".join(
        [
            f'<tr><th scope="row">{escaped(name)}</th>'
            f"<td>{'' if number is None else escaped(significant(number))}</td></tr>"
            for name, number in rows
        ]
    )
    return f"<table><caption>{escaped(title)}</caption><tbody>{body}</tbody></table>"


def text_html(text: str, label: str) -> str:
    """Return text as HTML that keeps its line breaks."""
    return f'<pre aria-label="{escaped(label)}" style="white-space: pre-wrap">{escaped(text)}</pre>'


def curve_svg(curves: Sequence[tuple[str, Sequence[Any]]]) -> str:
    """Return curves over the epochs as SVG; the second one is dashed.

    curves: one or two pairs of a name and a list with a number for each epoch.
    """
    values = [as_float(value) for _, numbers in curves for value in numbers]
    finite = [value for value in values if math.isfinite(value)]
    lowest, highest = min([0.0, *finite]), max([0.0, *finite])
    span = highest - lowest or 1.0
    count = len(curves[0][1])
    width, height = CURVE_WIDTH - 2 * CURVE_MARGIN, CURVE_HEIGHT - 2 * CURVE_MARGIN
    colours = ("#0072b2", "#d55e00")
    parts = []
    for number, (name, numbers) in enumerate(curves):
        points = []
        for place, value in enumerate(numbers):
            x = CURVE_MARGIN + width * (place / (count - 1) if count > 1 else 0)
            share = min(1.0, (as_float(value) - lowest) / span)
            y = CURVE_MARGIN + height * (1 - share)
            points.append(f"{x:.1f},{y:.1f}")
        dashes = ' stroke-dasharray="7 4"' if number else ""
        parts.append(
            f'<polyline fill="none" stroke="{colours[number]}" stroke-width="2"{dashes} '
            f'points="{" ".join(points)}"/>'
            f'<text x="{CURVE_MARGIN + 130 * number}" y="20" fill="currentColor" '
            f'font-size="13">{name}{" (dashed)" if number else ""}</text>'
        )
    bottom = CURVE_HEIGHT - CURVE_MARGIN
    parts.append(
        f'<line x1="{CURVE_MARGIN}" x2="{CURVE_MARGIN + width}" y1="{bottom}" y2="{bottom}" '
        'stroke="gray"/>'
        f'<text x="{CURVE_MARGIN}" y="{bottom + 18}" font-size="12" fill="currentColor">'
        f"epoch 1 (the top is {significant(highest, 3)})</text>"
        f'<text x="{CURVE_MARGIN + width}" y="{bottom + 18}" font-size="12" fill="currentColor" '
        f'text-anchor="end">{count:,}</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {CURVE_WIDTH} {CURVE_HEIGHT}" '
        f'width="{CURVE_WIDTH}" role="img" aria-label="{sentences.CURVE}" '
        f'font-family="sans-serif">{"".join(parts)}</svg>'
    )


PICTURES: dict[type, Callable[[Any], str]] = {
    Network: network_html,
    Link: link_html,
    Neuron: neuron_html,
    History: history_html,
    Explanation: explanation_html,
    Moment: moment_html,
    Replay: replay_html,
}
