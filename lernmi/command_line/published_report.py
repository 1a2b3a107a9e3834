"""`step --list` and `step --published`: published numbers beside lernmi's."""

from __future__ import annotations

import argparse
import textwrap

from lernmi.activations import Number
from lernmi.command_line.terminal import WIDTH
from lernmi.data.published import PUBLISHED
from lernmi.data.published.example import PublishedExample, PublishedNumber

# With at least this many decimals, the author printed a float, so lernmi prints one too.
DECIMALS_OF_A_FLOAT = 15


def list_of_examples() -> str:
    """Return who published which example, what it's about, and how right its numbers are."""
    lines = []
    for name, example in PUBLISHED.items():
        lines.append(filled(f"{name}: {source(example)}", "  "))
        lines += address_lines(f"  {example.address}")
        for text in (example.about, example.summary()):
            lines.append(filled(f"  {text}", "    "))
    return "\n".join(lines) + "\n"


def number_by_number(options: argparse.Namespace) -> str:
    """Return the numbers of a published example, each with a verdict.

    Raises ValueError for anything else, and for options that would have no effect.
    """
    if options.what not in PUBLISHED:
        known = ", ".join(PUBLISHED)
        raise ValueError(f"--published is for {known}; {options.what} is not a published example")
    for name in ("html", "table", "epochs", "layers", "sample", "seed", "learning_rate"):
        if getattr(options, name) is not None:
            option = name.replace("_", "-")
            raise ValueError(f"--published prints the author's numbers; leave out --{option}")
    example = PUBLISHED[options.what]
    findings = example.findings()
    rows = [("printed", "here", "verdict", "what it is")]
    for finding in findings:
        number = finding.number
        here = value_text(number, finding.value)
        rows.append((number.printed, here, finding.verdict, f"{number.name}: {number.meaning()}"))
    widths = [max([len(row[place]) for row in rows]) for place in range(3)]
    lines = [
        filled(f"{options.what}: {source(example)}", "  "),
        *address_lines(example.address),
        "",
    ]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row, widths)]
        lines.append(filled("  ".join([*cells, row[3]]), " " * (sum(widths) + 8)))
    lines += ["", filled(example.summary(), "  "), "", filled(example.remarks, "")]
    return "\n".join(lines) + "\n"


def source(example: PublishedExample) -> str:
    """Return the author, the title and the year."""
    return f"{example.author}, {example.title!r} ({example.year})"


def value_text(number: PublishedNumber, value: Number) -> str:
    """Return lernmi's value with two decimals more than the author printed.

    Returns all digits if the author printed 15 decimals or more.
    """
    decimals = -int(number.unit().as_tuple().exponent)
    if decimals >= DECIMALS_OF_A_FLOAT:
        return repr(value)
    return f"{value:.{decimals + 2}f}"


def address_lines(address: str) -> list[str]:
    """Return an address on one line, or on two, broken after a slash."""
    if len(address) <= WIDTH:
        return [address]
    end = address.rindex("/", 0, WIDTH) + 1
    return [address[:end], f"    {address[end:]}"]


def filled(text: str, indent: str) -> str:
    """Wrap text at 80 characters. Every line after the first begins with `indent`."""
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False)
