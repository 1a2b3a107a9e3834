"""`step`: go through one learning step, moment by moment, at the reader's own pace."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable
from typing import Any

from lernmi.activations import Number
from lernmi.command_line.options.step import KEYS
from lernmi.command_line.published_report import list_of_examples, number_by_number
from lernmi.command_line.small_networks import GATES, network_and_sample
from lernmi.command_line.terminal import WIDTH, columns, is_terminal
from lernmi.data.published import PUBLISHED
from lernmi.inside import sentences
from lernmi.inside.explanations import explain
from lernmi.inside.moment_by_moment import Moment, moments
from lernmi.inside.numbers import significant
from lernmi.inside.replays import replay
from lernmi.inside.table import trace_table
from lernmi.network import Network
from lernmi.neuron import BiasNeuron
from lernmi.support.numbers import checked_number
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text
from lernmi.writing.safe_text import printable

Print = Callable[[str, str], None]


def run(options: argparse.Namespace) -> int:
    """Tell the learning step, and return the exit code."""
    if options.list:
        print(list_of_examples(), end="")
        return 0
    if options.published:
        print(number_by_number(options), end="")
        return 0
    if options.html is not None and options.table:
        raise ValueError("--html writes a page and --table prints a table: say one of them")
    if options.epochs is not None and options.sample is not None:
        raise ValueError(
            "--epochs goes through all samples, and --sample takes one: say one of them"
        )
    if options.epochs is not None and options.html is None:
        raise ValueError("--epochs goes with --html OUT.html; to train, say train instead of step")
    if options.html is True:
        options.html = f"{options.what}.html"
    network, sample, learning_rate = network_and_sample(options)
    if options.table:
        print(trace_table(network, sample, learning_rate, filled=options.table == "filled"))
        return 0
    if options.html is not None:
        write_page(options, network, sample, learning_rate)
        return 0
    walk = Walk(network, sample, learning_rate)
    out = printer()
    introduce(options.what, walk, out)
    if options.no_pause:
        while walk.position < len(walk.moments):
            walk.show(out)
            walk.position += 1
        conclude(walk, out)
        return 0
    go_through(walk, out)
    return 0


def write_page(
    options: argparse.Namespace, network: Network, sample: Sample, learning_rate: Number
) -> None:
    """Write one learning step, or many, as a page.

    sample, learning_rate: with --epochs, a gate learns all its samples instead, with a learning
        rate of 2 unless another is given.
    """
    samples = [sample]
    if options.epochs is not None and options.what in GATES:
        samples = GATES[options.what][0]
        # As in `train`, where half of it would be slow.
        learning_rate = options.learning_rate or 2.0
    page = replay(
        network,
        samples,
        learning_rate=learning_rate,
        epochs=options.epochs or 1,
        title=f"{options.what}: a network learns",
    )
    page.save(options.html)
    for note in page.notes:
        print(wrapped(note))
    print(f"{printable(options.html)}: {len(page.html) / 1e6:.2f} MB; open it in a browser.")


class Walk:
    """A way through the moments of one learning step, forwards and back.

    network: as it is before the step; it stays so.
    sample: the inputs and what is expected.
    learning_rate: for the nudges.
    moments: all of them.
    position: of the moment to be shown, or just shown, from 0 on.
    """

    def __init__(self, network: Network, sample: Sample, learning_rate: Number) -> None:
        self.network = network
        self.sample = sample
        self.learning_rate = learning_rate
        self.moments: list[Moment] = []
        self.position = 0
        self.begin_again()

    def begin_again(self) -> None:
        """Find the moments anew, from the network's weights."""
        inputs, expected = self.sample
        self.moments = list(moments(self.network.copy(), inputs, expected, self.learning_rate))

    def show(self, out: Print) -> None:
        """Print the moment at the position, with a heading where a new phase begins."""
        moment = self.moments[self.position]
        phase = sentences.PHASES[moment.verb]
        if self.position == 0 or sentences.PHASES[self.moments[self.position - 1].verb] != phase:
            out("", "")
            out(phase, "bold")
        first, *others = str(moment).split("\n")
        out(wrapped(first), "cyan")
        for line in others:
            style = "dim" if line.startswith("   [") else ""
            out(wrapped(line), style)

    def place_of(self, name: str) -> int:
        """Return the position of the next moment of a Neuron or Link, after the one just shown.

        After the last it goes on with the first. name: or the number of a moment, from 1 on.
        Raises ValueError if there is none.
        """
        count = len(self.moments)
        if name.isdecimal():
            if not 1 <= int(name) <= count:
                raise ValueError(f"the moments are those from 1 to {count}; got {name}")
            return int(name) - 1
        wanted = name_in(self.network, name)
        for ahead in range(1, count + 1):
            position = (self.position + ahead) % count
            if self.moments[position].name == wanted:
                return position
        raise ValueError(f"nothing happens to {name} in this step")


def introduce(what: str, walk: Walk, out: Print) -> None:
    """Print what will be gone through."""
    inputs, expected = walk.sample
    sizes = "-".join([str(len(layer.neurons)) for layer in walk.network.neuron_layers])
    out(sentences.STEP_TITLE.format(what=what, sizes=sizes), "bold")
    if what in PUBLISHED:
        source = {"author": PUBLISHED[what].author, "year": PUBLISHED[what].year}
        out(wrapped(sentences.STEP_PUBLISHED.format(what=what, **source)), "dim")
    out(
        sentences.STEP_GIVEN.format(
            inputs=listed(inputs),
            expected=listed(expected),
            learning_rate=significant(walk.learning_rate),
        ),
        "",
    )
    biases = [neuron.name for neuron in walk.network.neurons if isinstance(neuron, BiasNeuron)]
    for sentence in sentences.STEP_WORDS:
        out(wrapped("  " + sentence.format(biases=", ".join(biases))), "dim")
    out(sentences.STEP_MOMENTS.format(count=len(walk.moments)), "")


def conclude(walk: Walk, out: Print) -> None:
    """Print what the step came to."""
    inputs, expected = walk.sample
    copy = walk.network.copy()
    before = copy.learn(inputs, expected, walk.learning_rate)
    copy.propagate(inputs)
    after = copy.compare(expected)
    out("", "")
    out(sentences.STEP_BEFORE.format(error=significant(before)), "bold")
    out(sentences.STEP_AFTER.format(error=significant(after)), "bold")


def go_through(walk: Walk, out: Print) -> None:
    """Show moment after moment, and do what is typed in between."""
    walk.show(out)
    is_over = False
    while True:
        try:
            typed = input(sentences.PROMPT if is_terminal() else "").split()
        except (EOFError, RuntimeError):
            # The end of what is typed; or there is nothing at all to type with.
            return
        verb, names = (typed[0].lower(), typed[1:]) if typed else ("", [])
        if verb == "q" or (verb == "" and is_over):
            return
        is_over = verb == "" and walk.position + 1 == len(walk.moments)
        try:
            do(walk, verb, names, out)
        except (ValueError, TypeError) as problem:
            out(wrapped(f"  {problem}"), "red")


def do(walk: Walk, verb: str, names: list[str], out: Print) -> None:
    """Do one thing that was typed, or raise ValueError.

    verb, names: the first word, "" for Enter alone, and the others.
    """
    if verb == "":
        if walk.position + 1 < len(walk.moments):
            walk.position += 1
            walk.show(out)
        else:
            conclude(walk, out)
            out(sentences.STEP_END, "")
    elif verb == "b":
        if walk.position == 0:
            raise ValueError("this is the first moment")
        walk.position -= 1
        walk.show(out)
    elif verb == "j" and names:
        walk.position = walk.place_of(" ".join(names))
        walk.show(out)
    elif verb.isdecimal() and not names:
        do(walk, "j", [verb], out)
    elif verb == "e":
        found = ends_of(walk.network, " ".join(names)) if names else ()
        text = str(explain(walk.network, walk.sample, *found, learning_rate=walk.learning_rate))
        for line in text.split("\n"):
            out(wrapped(line), "")
    elif verb == "w" and len(names) < 2:
        raise ValueError("w needs a Link and a number, such as w x1->h1 0.3")
    elif verb == "w":
        change_weight(walk, " ".join(names[:-1]), names[-1], out)
    elif verb == "t":
        out(trace_table(walk.network, walk.sample, walk.learning_rate), "")
    elif verb in ("h", "?", "help"):
        out(KEYS, "")
    else:
        raise ValueError(f"{' '.join([verb, *names])!r} is none of: Enter, b, j, e, w, t, h, q")


def change_weight(walk: Walk, name: str, text: str, out: Print) -> None:
    """Give a Link another weight, and go through the step anew from the same place."""
    found = ends_of(walk.network, name)
    if len(found) != 2:
        raise ValueError(f"only a Link has a weight, such as w x1->h1 {text}")
    try:
        weight = checked_number(float(text), "a weight")
    except ValueError:
        raise ValueError(f"a weight must be a finite number; got {short_text(text)}") from None
    link = walk.network.link(*found)
    link.weight = weight
    walk.begin_again()
    out(sentences.NEW_WEIGHT.format(link=link.name, weight=significant(weight)), "")
    walk.show(out)


def ends_of(network: Network, name: str) -> tuple[str, ...]:
    """Return (Neuron,) or (input Neuron, output Neuron), or raise ValueError."""
    for link in network.links:
        ends = (link.input_neuron.name, link.output_neuron.name)
        if name in (link.name, " ".join(ends)):
            return ends
    return (network.neuron(name).name,)


def name_in(network: Network, name: str) -> str:
    """Return a Neuron's or Link's name as moments have it, or raise ValueError."""
    ends = ends_of(network, name)
    return ends[0] if len(ends) == 1 else network.link(*ends).name


def wrapped(line: str) -> str:
    """Return a line as several, if it is wider than the terminal (or than 80 characters)."""
    width = min(WIDTH, max(20, columns()))
    return textwrap.fill(line, width, subsequent_indent="     ")


def listed(numbers: Any) -> str:
    """Return numbers for people to read."""
    return ", ".join([significant(number) for number in numbers])


def printer() -> Print:
    """Return a function that prints a text in a style, if the terminal and rich can do it."""
    if is_terminal():
        try:
            from rich.console import Console
        except ImportError:
            pass
        else:
            console = Console(highlight=False, soft_wrap=True)
            return lambda text, style: console.print(text, style=style or None, markup=False)
    return lambda text, style: print(text, file=sys.stdout)
