"""`step`: walk through one learning step, moment by moment, at your own pace."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Sequence
from itertools import zip_longest

from lernmi.activations import Number
from lernmi.command_line.options.play import RECIPES
from lernmi.command_line.options.step import KEYS
from lernmi.command_line.published_report import list_of_examples, number_by_number
from lernmi.command_line.small_networks import GATES, network_and_sample
from lernmi.command_line.terminal import WIDTH, columns, command, is_terminal
from lernmi.data.published import PUBLISHED
from lernmi.inside import sentences
from lernmi.inside.diagram import draw, role_of
from lernmi.inside.explanations import explain
from lernmi.inside.moment_by_moment import Moment, moments
from lernmi.inside.numbers import significant
from lernmi.inside.replays import replay, source_lines
from lernmi.inside.table import trace_table
from lernmi.network import Network
from lernmi.neuron import BiasNeuron
from lernmi.support.numbers import checked_number
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text
from lernmi.writing.safe_text import printable

Print = Callable[[str, str], None]
# The table at the start has at most this many rows.
MOST_ROWS = 14
FEW_DIGITS = 4


def run(options: argparse.Namespace) -> int:
    """Walk through the learning step, and return the exit code."""
    if options.list:
        print(list_of_examples(), end="")
        return 0
    if options.published:
        print(number_by_number(options), end="")
        return 0
    if options.html is not None and options.table:
        raise ValueError("--html writes a page and --table prints a table: choose one")
    if options.epochs is not None and options.sample is not None:
        raise ValueError("--epochs goes through all samples, and --sample takes one: choose one")
    if options.epochs is not None and options.html is None:
        raise ValueError(f"--epochs needs --html OUT.html; to train, use {command()} train")
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
        out(sentences.STEP_NEXT.format(command=command()), "")
        return 0
    go_through(walk, out)
    return 0


def write_page(
    options: argparse.Namespace, network: Network, sample: Sample, learning_rate: Number
) -> None:
    """Write one learning step, or many, as a web page.

    sample, learning_rate: for one step. With --epochs, a gate learns all its samples instead. Then
        its learning rate is 2, unless you give another.
    """
    samples = [sample]
    if options.epochs is not None and options.what in GATES:
        samples = GATES[options.what][0]
        # As in `train`. The default for one step, 0.5, would be slow.
        learning_rate = options.learning_rate or 2.0
    title = sentences.REPLAY_OF_ONE_STEP
    if options.epochs is not None:
        title = sentences.REPLAY_OF_EPOCHS
    page = replay(
        network,
        samples,
        learning_rate=learning_rate,
        epochs=options.epochs or 1,
        title=title.format(what=options.what, epochs=options.epochs),
    )
    page.save(options.html)
    for note in page.notes:
        print(wrapped(note))
    print(f"{printable(options.html)}: {len(page.html) / 1e6:.2f} MB; open it in a browser.")


class Walk:
    """A walk through the moments of one learning step, forwards and back.

    network: the network before the step; it doesn't change.
    sample: the inputs and the expected outputs.
    learning_rate: for the nudges.
    moments: all moments of the step.
    position: the index of the moment that `show` prints, counting from 0.
    """

    def __init__(self, network: Network, sample: Sample, learning_rate: Number) -> None:
        self.network = network
        self.sample = sample
        self.learning_rate = learning_rate
        self.moments: list[Moment] = []
        self.position = 0
        self.start_over()

    def start_over(self) -> None:
        """Work out all moments again, from the network's weights."""
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

        name: a Neuron, a Link, or the number of a moment, counting from 1. After the last moment of
            a name comes the first one again. Raises ValueError if there is none.
        """
        count = len(self.moments)
        if name.isdecimal():
            if not 1 <= int(name) <= count:
                raise ValueError(f"the number of a moment must be from 1 to {count}; got {name}")
            return int(name) - 1
        wanted = name_in(self.network, name)
        for ahead in range(1, count + 1):
            position = (self.position + ahead) % count
            moment = self.moments[position]
            # Bias Neurons are only mentioned with the inputs: nothing happens to them.
            if wanted == moment.name or (moment.verb == "input" and wanted in moment.parts):
                return position
        raise ValueError(f"nothing happens to {name} in this step")


def introduce(what: str, walk: Walk, out: Print) -> None:
    """Print the network, the sample, and what the words mean."""
    inputs, expected = walk.sample
    sizes = "-".join([str(len(layer.neurons)) for layer in walk.network.neuron_layers])
    out(sentences.STEP_TITLE.format(what=what, sizes=sizes), "bold")
    if what in PUBLISHED:
        example = PUBLISHED[what]
        source = {"author": example.author, "year": example.year, "command": command()}
        out(wrapped(sentences.STEP_PUBLISHED.format(what=what, **source)), "dim")
    if what in RECIPES:
        out(sentences.STEP_PLAY.format(command=command(), what=what), "dim")
    out(
        sentences.STEP_GIVEN.format(
            inputs=joined_numbers(inputs),
            expected=joined_numbers(expected),
            learning_rate=significant(walk.learning_rate),
        ),
        "",
    )
    out("", "")
    for line in side_by_side(walk.network, walk.sample):
        out(line, "")
    out("", "")
    plain = [each for each in walk.network.links if not isinstance(each.input_neuron, BiasNeuron)]
    link = plain[0]
    biases = [neuron.name for neuron in walk.network.neurons if isinstance(neuron, BiasNeuron)]
    names = {
        "link": f"{link.name} {significant(link.weight, FEW_DIGITS)}",
        "input": link.input_neuron.name,
        "output": link.output_neuron.name,
        "biases": ", ".join(biases),
    }
    words = [(word.format(**names), meaning) for word, meaning in sentences.STEP_WORDS]
    width = max([len(word) for word, _ in words])
    for word, meaning in words:
        out(f"  {word:{width}}  {meaning.format(**names)}", "dim")


def side_by_side(network: Network, sample: Sample) -> list[str]:
    """Return the network as a table: Neurons and Links in columns, layer by layer.

    A network that is too wide for the terminal is drawn as `show` draws it.
    """
    inputs, expected = sample
    table: list[list[str]] = []
    last = len(network.neuron_layers) - 1
    for number, layer in enumerate(network.neuron_layers):
        names = [neuron.name for neuron in layer.neurons]
        if number == 0:
            names = [f"{name} = {significant(value)}" for name, value in zip(names, inputs)]
        elif number == last:
            wanted = sentences.STEP_WANTED
            names = [
                wanted.format(name=name, expected=significant(value))
                for name, value in zip(names, expected)
            ]
        biases = [each.name for each in layer.senders() if isinstance(each, BiasNeuron)]
        table.append([role_of(number, last + 1), *names, *[f"{name} = 1" for name in biases]])
        if number < last:
            links = network.link_layers[number].links
            width = max([len(link.name) for link in links])
            weights = [
                f"{link.name:{width}} {significant(link.weight, FEW_DIGITS)}" for link in links
            ]
            table.append([sentences.STEP_LINKS, *weights])
    cut = [shortest(column) for column in table]
    widths = [max([len(text) for text in column]) for column in cut]
    if sum(widths) + 3 * len(widths) > min(WIDTH, columns()):
        return draw(network).text.split("\n")
    return [
        "   ".join([f"{text:{width}}" for text, width in zip(row, widths)]).rstrip()
        for row in zip_longest(*cut, fillvalue="")
    ]


def shortest(column: list[str]) -> list[str]:
    """Return a column of the table, cut if it is long."""
    if len(column) <= MOST_ROWS:
        return column
    left = len(column) - MOST_ROWS + 1
    return [*column[: MOST_ROWS - 1], sentences.STEP_MORE_ROWS.format(count=left)]


def conclude(walk: Walk, out: Print) -> None:
    """Print what the step achieved."""
    inputs, expected = walk.sample
    copy = walk.network.copy()
    before = copy.learn(inputs, expected, walk.learning_rate)
    copy.propagate(inputs)
    after = copy.compare(expected)
    out("", "")
    out(sentences.STEP_BEFORE.format(error=significant(before)), "bold")
    out(sentences.STEP_AFTER.format(error=significant(after)), "bold")


def go_through(walk: Walk, out: Print) -> None:
    """Show moment after moment, and carry out what you type in between."""
    walk.show(out)
    if walk.moments[0].verb == "input":
        # Skip the inputs, which are only copied: begin where the first Link propagates.
        walk.position = 1
        walk.show(out)
    is_over = False
    while True:
        try:
            place = {"number": walk.position + 1, "count": len(walk.moments)}
            typed = input(sentences.PROMPT.format(**place) if is_terminal() else "").split()
        except (EOFError, RuntimeError):
            # The input has ended, or there is none.
            return
        verb, names = (typed[0].lower(), typed[1:]) if typed else ("", [])
        if verb == "q" or (verb == "" and is_over):
            return
        is_over = verb == "" and walk.position + 1 == len(walk.moments)
        try:
            carry_out(walk, verb, names, out)
        except (ValueError, TypeError) as problem:
            out(wrapped(f"  {problem}"), "red")


def carry_out(walk: Walk, verb: str, names: list[str], out: Print) -> None:
    """Carry out one command that was typed, or raise ValueError.

    verb: the first word, or "" for Enter alone.
    names: the other words.
    """
    if verb == "":
        if walk.position + 1 < len(walk.moments):
            walk.position += 1
            walk.show(out)
        else:
            conclude(walk, out)
            out(sentences.STEP_END, "dim")
            out(sentences.STEP_NEXT.format(command=command()), "")
    elif verb == "b":
        if walk.position == 0:
            raise ValueError("this is the first moment")
        walk.position -= 1
        walk.show(out)
    elif verb == "j" and not names:
        raise ValueError("j needs a name or a number, such as j h1")
    elif verb == "j":
        walk.position = walk.place_of(" ".join(names))
        walk.show(out)
    elif verb.isdecimal() and not names:
        carry_out(walk, "j", [verb], out)
    elif verb == "l":
        show_code(walk.moments[walk.position], out)
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
        raise ValueError(f"{' '.join([verb, *names])!r} is none of: Enter, b, j, e, w, l, t, h, q")


def show_code(moment: Moment, out: Print) -> None:
    """Print the lines of code that did what the moment shows."""
    if moment.source is None:
        raise ValueError("the code of this moment is not in a file")
    code = source_lines(moment.source)
    out(f"  {code['file']}", "bold")
    for number, line in enumerate(code["lines"], code["first"]):
        out(f"  {number:>4}  {line}".rstrip(), "")


def change_weight(walk: Walk, name: str, text: str, out: Print) -> None:
    """Give a Link a different weight, and work out the step again."""
    found = ends_of(walk.network, name)
    if len(found) != 2:
        raise ValueError(f"only a Link has a weight, such as w x1->h1 {text}")
    try:
        weight = checked_number(float(text), "a weight")
    except ValueError:
        raise ValueError(f"a weight must be a finite number; got {short_text(text)}") from None
    link = walk.network.link(*found)
    link.weight = weight
    walk.start_over()
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
    """Return a Neuron's or Link's name as it is in the moments, or raise ValueError."""
    ends = ends_of(network, name)
    return ends[0] if len(ends) == 1 else network.link(*ends).name


def wrapped(line: str) -> str:
    """Wrap a line at the terminal's width, but at 80 characters at most and 20 at least."""
    width = min(WIDTH, max(20, columns()))
    return textwrap.fill(line, width, subsequent_indent="     ")


def joined_numbers(numbers: Sequence[Number]) -> str:
    """Return numbers as text, such as "0.05, 0.1"."""
    return ", ".join([significant(number) for number in numbers])


def printer() -> Print:
    """Return a function that prints a string, in colour if rich and the terminal can do that."""
    if is_terminal():
        try:
            from rich.console import Console
        except ImportError:
            pass
        else:
            console = Console(highlight=False, soft_wrap=True)
            return lambda text, style: console.print(text, style=style or None, markup=False)
    return lambda text, style: print(text, file=sys.stdout)
