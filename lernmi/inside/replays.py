"""A replay: a web page on which you watch a network learn, forwards and backwards.

    replay(network, [([0.05, 0.10], [0.01, 0.99])], learning_rate=0.5).save("replay.html")

The page is one self-contained HTML file: it needs no server and no internet. It shows, moment by
moment, what the real Neurons and Links did, with the lines of lernmi that did it.
"""

from __future__ import annotations

import json
import linecache
import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from lernmi.activations import Number
from lernmi.inside import sentences
from lernmi.inside.diagram import (
    DIGITS,
    brief,
    columns_of,
    description,
    drawn_links,
    drawn_neurons,
    escaped,
    sensitivity_of,
)
from lernmi.inside.explanations import explain
from lernmi.inside.layout import layout_of
from lernmi.inside.moment_by_moment import Moment, Source, moments, source_of
from lernmi.inside.numbers import as_float, significant
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import Neuron
from lernmi.support.numbers import checked_learning_rate, checked_whole_number
from lernmi.support.samples import Sample, checked_samples
from lernmi.support.texts import short_text
from lernmi.writing.whole_files import write_whole

PAGE = Path(__file__).parent / "page"
# In this order, each module uses only those before it.
MODULES = ("curves.mjs", "picture.mjs", "source.mjs", "replay.mjs")
STYLES = ("picture.css", "replay.css")
# A page records no more than this of a long training run, so that it stays below a megabyte.
MOST_MOMENTS = 1000
MOST_ERRORS = 500
MOST_WEIGHTS = 100
# In a larger network, explaining every Link would take too long.
MOST_EXPLAINED_LINKS = 100
# At most this many inputs and outputs are listed.
MOST_LISTED = 10
# The height in a notebook; a saved page takes the whole window.
CELL_HEIGHT = 900


class Replay(NamedTuple):
    """A recorded training run as a page.

    html: the page. notes: what was left out, one sentence each.
    """

    html: str
    notes: tuple[str, ...]

    def save(self, path: str | Path) -> None:
        """Write the page to a file; ValueError unless its name ends in .html or .htm.

        Raises ValueError or OSError, as `write_whole` does, if it can't be written.
        """
        if Path(path).suffix.lower() not in (".html", ".htm"):
            raise ValueError(f"the page's file must end in .html; got {path}")
        write_whole(path, self.html)

    def __repr__(self) -> str:
        return f"Replay, a page of {len(self.html):,} characters; save(path) writes it"

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" style="width: 100%; height: {CELL_HEIGHT}px; '
            f'border: 0" title="{sentences.REPLAY_FRAME}"></iframe>'
        )


def replay(
    network: Network,
    samples: Iterable[Sample],
    *,
    learning_rate: Number = 0.5,
    epochs: int = 1,
    title: str = "",
) -> Replay:
    """Let a copy of the network learn, and return the replay; the network itself doesn't change.

    samples: pairs (inputs, expected), learned one by one, in this order.
    learning_rate: a positive number.
    epochs: the number of passes over all samples, at least 1.
    title: the title of the page; "" for a title with the sizes of the network.

    In a long training run, it records only some epochs moment by moment, always including the first
    and the last. If an epoch is long, it records only some learning steps. In a large network, it
    records only the moments of the Neurons and Links that are drawn. `notes` and the page say so.

    Raises ValueError or TypeError for arguments that don't fit, and ValueError if two drawn Neurons
    or Links have the same name. The copy drops leftover weight sensitivities.
    """
    checked = checked_samples(samples, network, "samples")
    epochs = checked_whole_number(epochs, "epochs", at_least=1)
    learning_rate = checked_learning_rate(learning_rate)
    network.refuse_unsuited_outputs()
    return Recorder(network, checked, learning_rate, epochs).page(title)


class Recorder:
    """Lets a network learn, and records what happens."""

    def __init__(
        self, network: Network, samples: Sequence[Sample], learning_rate: Number, epochs: int
    ) -> None:
        self.network: Network = network.copy()
        self.network.forget()
        # Numbers from another sample don't belong here.
        for layer in self.network.neuron_layers:
            layer.reset()
        self.samples = samples
        self.learning_rate = learning_rate
        self.steps: int = epochs * len(samples)
        self.links: list[Link] = [link for links in drawn_links(self.network) for link in links]
        self.neurons: list[Neuron] = drawn_neurons(self.network)
        # The page refers to Neurons and Links by their place in this list.
        self.names: list[str] = [neuron.name for neuron in self.neurons]
        self.names += [link.name for link in self.links]
        refuse_doubles(self.names)
        self.places: dict[str, int] = {name: place for place, name in enumerate(self.names)}
        self.explains: bool = len(self.network.links) <= MOST_EXPLAINED_LINKS
        self.sources: list[Source] = []
        self.recorded: list[dict[str, Any]] = []
        self.errors: list[list[Any]] = []
        self.weights: list[list[Any]] = []
        # Learning steps per point of the curve: one in a single epoch, otherwise a whole epoch,
        # because the errors of different samples differ.
        self.each: int = 1 if epochs == 1 else len(samples)
        self.layout: dict[str, Any] = layout_of(self.network)

    def page(self, title: str) -> Replay:
        """Record the training, and return the page."""
        columns = [
            [place for place in column if place.neuron is not None]
            for column in columns_of(self.network)
        ]
        inputs, outputs = len(columns[0]), len(columns[-1])
        # Inputs receive, Neurons activate, outputs are compared, Links do three things.
        in_one_step = inputs + len(self.neurons) + outputs + 3 * len(self.links)
        chosen = chosen_steps(self.steps, len(self.samples), MOST_MOMENTS // in_one_step)
        errors = []
        on_the_way = evenly(self.steps, MOST_WEIGHTS) | chosen
        for step in range(self.steps):
            if step in on_the_way:
                self.weights.append([step + 1, [as_json(link.weight) for link in self.links]])
            inputs_and_expected = self.samples[step % len(self.samples)]
            if step in chosen:
                error = self.record(step, inputs_and_expected)
            else:
                error = self.network.learn(*inputs_and_expected, self.learning_rate)
            errors.append(as_float(error))
        points = [
            [number, as_json(sum(errors[start : start + self.each]) / self.each)]
            for number, start in enumerate(range(0, self.steps, self.each), 1)
        ]
        self.errors = [points[place] for place in sorted(evenly(len(points), MOST_ERRORS))]
        notes = self.notes(len(chosen), len(points))
        heading = title or sentences.REPLAY_TITLE.format(network=description(self.network))
        parts = {
            "title": escaped(heading),
            "style": "".join([(PAGE / name).read_text(encoding="utf-8") for name in STYLES]),
            "notes": "".join([f"<p>{escaped(note)}</p>" for note in notes]),
            "data": json_for_html(self.data()),
            "script": joined_modules([PAGE / name for name in MODULES]),
        }
        template = (PAGE / "replay.html").read_text(encoding="utf-8")
        # Fill in all at once: a string that is filled in may itself look like a placeholder.
        html = re.sub(r"\{\{ (\w+) \}\}", lambda found: parts[found[1]], template)
        return Replay(html, tuple(notes))

    def record(self, step: int, sample: Sample) -> Number:
        """Record one learning step, moment by moment, and return the error before its nudge."""
        inputs, expected = sample
        explanations = self.explanations(sample)
        weights = [[as_json(link.weight), brief(link.weight)] for link in self.links]
        noted = []
        for moment in moments(self.network, inputs, expected, self.learning_rate):
            if moment.name in self.places or moment.verb == "input":
                noted.append(self.moment_as_data(moment))
        # The Neurons still hold their outputs from before the nudge.
        outputs = self.network.neuron_layers[-1].outputs()
        error: Number = self.network.error_function.function(outputs, expected)
        again = self.once_more(sample, error)
        noted.append(again)
        self.recorded.append(
            {
                "step": step + 1,
                "epoch": step // len(self.samples) + 1,
                "sample": step % len(self.samples) + 1,
                "where": self.where(step, sample),
                "expected": self.expected_texts(expected),
                "error": sentences.REPLAY_ERROR.format(before=brief(error)),
                "newError": sentences.REPLAY_NEW_ERROR.format(
                    before=brief(error), after=brief(again["result"])
                ),
                "weights": weights,
                "moments": noted,
                "explanations": explanations,
            }
        )
        return error

    def where(self, step: int, sample: Sample) -> str:
        """Return which learning step this is, and what it learns."""
        inputs, expected = sample
        template = sentences.REPLAY_WHERE_ALONE if self.steps == 1 else sentences.REPLAY_WHERE
        return template.format(
            step=step + 1,
            steps=self.steps,
            epoch=step // len(self.samples) + 1,
            sample=step % len(self.samples) + 1,
            samples=len(self.samples),
            inputs=joined_numbers(inputs),
            expected=joined_numbers(expected),
            learning_rate=significant(self.learning_rate),
        )

    def moment_as_data(self, moment: Moment) -> dict[str, Any]:
        """Return a moment as data for the page.

        sets: what it changes in the picture, as [place of the name, what, number, text].
        parts: for "backpropagate", what the page shows after each of its three calculations: how
            many lines of the formula, and how many of `sets`.
        factors: the numbers of these calculations, as the picture shows them.
        """
        parts = moment.parts
        sets: list[list[Any]] = []

        def change(name: str, what: str, number: Number) -> None:
            if name in self.places:
                sets.append([self.places[name], what, as_json(number), brief(number)])

        if moment.verb == "input":
            for name, output in parts.items():
                change(name, "output", output)
        elif moment.verb == "receive":
            change(moment.name, "total", parts["total input"])
        elif moment.verb == "propagate":
            change(moment.others[1], "total", parts["total input"])
        elif moment.verb == "activate":
            change(moment.name, "output", parts["output"])
        elif moment.verb == "compare":
            change(moment.name, "back", parts["sensitivity"])
        elif moment.verb == "backpropagate":
            change(moment.name, "back", parts["weight sensitivity"])
            change(moment.others[0], "back", parts["input's sensitivity"])
            link = self.link_called(moment.name)
            if link.weight is not parts["weight"]:
                # Your own Link may move its weight too early.
                change(moment.name, "weight", link.weight)
        elif moment.verb == "nudge":
            change(moment.name, "weight", parts["weight"])
            # The plain nudge resets the weight sensitivity.
            sets.append(self.back_of(self.link_called(moment.name)))
        data: dict[str, Any] = {
            "verb": moment.verb,
            "name": self.places.get(moment.name),
            "words": moment.words,
            "formula": moment.formula,
            "result": as_json(moment.result),
            "source": self.place_of_source(moment),
            "sets": sets,
        }
        if moment.verb == "backpropagate":
            data["parts"] = [[2, 0], [4, 1], [len(moment.formula.split("\n")), len(sets)]]
            data["factors"] = factors_of(moment)
        return data

    def once_more(self, sample: Sample, before: Number) -> dict[str, Any]:
        """Return one more moment: the same sample with the new weights.

        The picture then shows the network after `propagate`, when it knows no sensitivity yet.
        """
        inputs, expected = sample
        outputs = self.network.propagate(inputs)
        sets: list[list[Any]] = []
        for place, neuron in enumerate(self.neurons):
            total, output = neuron.total_input, neuron.output
            sets.append([place, "total", as_json(total), brief(total)])
            sets.append([place, "output", as_json(output), brief(output)])
            sets.append(self.back_of(neuron))
        after = self.network.compare(expected)
        self.network.forget()
        return {
            "verb": "again",
            "name": None,
            "words": sentences.REPLAY_AGAIN_WORDS,
            "formula": sentences.REPLAY_AGAIN_ERRORS.format(
                before=significant(before),
                after=significant(after),
                outputs=joined_numbers(outputs),
            ),
            "result": as_json(after),
            "source": None,
            "sets": sets,
        }

    def expected_texts(self, expected: Sequence[Number]) -> list[str]:
        """Return what each drawn output Neuron should output."""
        names = [neuron.name for neuron in self.network.neuron_layers[-1].neurons]
        return [brief(number) for name, number in zip(names, expected) if name in self.places]

    def link_called(self, name: str) -> Link:
        """Return the Link that is drawn under this name."""
        return self.links[self.places[name] - len(self.neurons)]

    def back_of(self, thing: Link | Neuron) -> list[Any]:
        """Return the entry of `sets` for the sensitivity that a Neuron or Link has now."""
        number = thing.weight_sensitivity if isinstance(thing, Link) else thing.sensitivity
        return [self.places[thing.name], "back", as_json(number), sensitivity_of(thing)]

    def place_of_source(self, moment: Moment) -> int | None:
        """Return the place of a moment's source in the list of sources, or None if it has none."""
        source = moment.source
        if source is None:
            return None
        if source not in self.sources:
            self.sources.append(source)
        return self.sources.index(source)

    def explanations(self, sample: Sample) -> list[str]:
        """Return the explanation of each drawn Neuron and Link, before the network learns."""
        if not self.explains:
            return []
        texts = []
        ends = [(link.input_neuron.name, link.output_neuron.name) for link in self.links]
        for names in [*[(neuron.name,) for neuron in self.neurons], *ends]:
            try:
                rate = self.learning_rate
                text = explain(self.network, sample, *names, learning_rate=rate).text
            except (ArithmeticError, LookupError, TypeError, ValueError) as problem:
                # An explanation tries other weights, and your own activation may not accept those.
                text = sentences.REPLAY_NO_EXPLANATION.format(problem=problem)
            texts.append(text)
        return texts

    def notes(self, recorded: int, points: int) -> list[str]:
        """Return one sentence for each kind of thing that was left out."""
        notes = []
        if recorded < self.steps:
            notes.append(sentences.REPLAY_SOME_STEPS.format(recorded=recorded, steps=self.steps))
        if len(self.errors) < points:
            notes.append(sentences.REPLAY_SOME_ERRORS.format(shown=len(self.errors), count=points))
        if len(self.links) < len(self.network.links):
            notes.append(
                sentences.REPLAY_SOME_LINKS.format(
                    drawn=len(self.links), links=f"{len(self.network.links):,}"
                )
            )
        if not self.explains:
            notes.append(sentences.REPLAY_NOT_EXPLAINED.format(most=MOST_EXPLAINED_LINKS))
        return notes

    def data(self) -> dict[str, Any]:
        """Return everything that was recorded, for the page."""
        is_negative = any(number < 0 for _, expected in self.samples for number in expected)
        return {
            "steps": self.steps,
            "names": self.names,
            "links": len(self.links),
            "layout": self.layout,
            "lowestLabel": -1 if is_negative else 0,
            "phases": {**sentences.PHASES, "again": sentences.REPLAY_AGAIN},
            "recorded": self.recorded,
            "errors": self.errors,
            "weights": self.weights,
            "errorsOf": sentences.REPLAY_ERRORS[self.each > 1],
            "counted": sentences.REPLAY_COUNTED[self.each > 1],
            "hasEpochs": self.each > 1,
            "sources": [
                {**source_lines(each), "parts": lines_by_part(each)} for each in self.sources
            ],
        }


def refuse_doubles(names: Sequence[str]) -> None:
    """Raise ValueError if two Neurons or Links share a name, because moments refer to names."""
    seen = set()
    for name in names:
        if name in seen:
            raise ValueError(
                f"replay() needs a different name for every Neuron and Link, but two are called "
                f"{short_text(name)}"
            )
        seen.add(name)


def evenly(count: int, most: int) -> set[int]:
    """Return the numbers below `count`, or `most` of them (2 or more), evenly spread.

    The first and the last are always among them.
    """
    if count <= most:
        return set(range(count))
    return {place * (count - 1) // (most - 1) for place in range(most)}


def chosen_steps(steps: int, samples: int, most: int) -> set[int]:
    """Return the numbers of the learning steps to record, counted from 0.

    steps: number of all steps. samples: steps in an epoch. most: steps that there is room for.

    If there is room for two epochs, it chooses whole epochs, so that you can compare the same
    samples. Otherwise it chooses single steps. The first and the last are always among them.
    """
    epochs = most // samples
    if epochs < 2:
        return evenly(steps, max(2, most))
    return {
        epoch * samples + place
        for epoch in evenly(steps // samples, epochs)
        for place in range(samples)
    }


def factors_of(moment: Moment) -> list[str]:
    """Return the numbers of a Link's way back, as the picture shows them.

    They are the output Neuron's sensitivity and slope, their product, the input Neuron's output,
    the weight, and what the Link sends back.
    """
    sensitivity, slope, output_sensitivity, output, weight = moment.numbers[:5]
    if output_sensitivity is None:
        # Your own Link may not store it.
        output_sensitivity = sensitivity * slope
    sent = output_sensitivity * weight
    numbers = (sensitivity, slope, output_sensitivity, output, weight, sent)
    return [brief(number) for number in numbers]


def lines_by_part(source: Source) -> list[list[int]]:
    """Return the numbers of the lines that do each of the three calculations of the way back.

    For other code than that of `Link.backpropagate`, return [].
    """
    if source != source_of(Link.backpropagate):
        return []
    starts = (
        ("output_sensitivity =", "self.output_sensitivity ="),
        ("weight_sensitivity =", "self.weight_sensitivity +="),
        ("input_sensitivity =", "input_neuron.receive_sensitivity("),
    )
    lines = list(enumerate(source_lines(source)["lines"], source.first_line))
    return [[number for number, line in lines if line.strip().startswith(one)] for one in starts]


def joined_modules(paths: Sequence[Path]) -> str:
    """Return JavaScript modules as one script, because a page opened as a file can't import.

    Leaves out their imports and exports, and the comments on whole lines. All names at the top
    level must differ.
    """
    text = "\n".join([path.read_text(encoding="utf-8") for path in paths])
    text = re.sub(r"^import [^;]*;\n", "", text, flags=re.M)
    text = re.sub(r"^export (default )?", "", text, flags=re.M)
    return re.sub(r"^ *(//.*|/\*\*( [^*]*\*/)?|\*.*)\n", "", text, flags=re.M)


def source_lines(source: Source) -> dict[str, Any]:
    """Return the lines of a source, and a short name of its file, such as lernmi/link.py."""
    path, folder = Path(source.file), Path(__file__).parents[1]
    is_lernmis = folder in path.parents
    # Not from the disk: the code may have been typed into a notebook.
    lines = linecache.getlines(source.file)[source.first_line - 1 : source.last_line]
    lines = textwrap.dedent("".join(lines)).rstrip("\n").split("\n")
    return {
        "file": f"lernmi/{path.relative_to(folder).as_posix()}" if is_lernmis else path.name,
        "first": source.first_line,
        "lines": lines,
    }


def joined_numbers(numbers: Sequence[Number]) -> str:
    """Return numbers as text; if there are many, only the first ones."""
    texts = [significant(number, DIGITS) for number in numbers[:MOST_LISTED]]
    return ", ".join(texts) + (", ..." if len(numbers) > MOST_LISTED else "")


def as_json(number: Number) -> float | None:
    """Return a number as a float for JSON, or None if it isn't finite, which JSON can't hold."""
    value = as_float(number)
    return value if math.isfinite(value) else None


def json_for_html(data: Any) -> str:
    """Return data as JSON in which no character can end the HTML element around it."""
    text = json.dumps(data, allow_nan=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
