"""Make the page about the command line from lernmi's parsers.

The text is the same as in `--help`. Options and tables become lists, which a narrow screen can
show.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
from unittest import mock

PROGRAM = "python3 -m lernmi"


def command_line() -> str:
    """Return the page, with a section for each verb."""
    # Write commands as all other pages do, on whatever system the site is built.
    with mock.patch.dict(os.environ, COLUMNS="80", NO_COLOR="1"):
        from lernmi.command_line.main import VERBS, parser

        verbs = {verb: verb_parser(parser(verb), verb) for verb in VERBS}
    page = "# The command line\n\n"
    page += f"There are six verbs, in the order you need them. `{PROGRAM} VERB --help` "
    page += "prints the same.\n\n"
    page += "".join(f"- [{verb}](#{verb}): {about}\n" for verb, about in VERBS.items()) + "\n"
    for verb, its_parser in verbs.items():
        page += f"## {verb}\n\n```{{eval-rst}}\n{section(verb, its_parser)}\n```\n\n"
    return page


def verb_parser(whole: argparse.ArgumentParser, verb: str) -> argparse.ArgumentParser:
    """Return the parser of one verb."""
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            found: argparse.ArgumentParser = action.choices[verb]
            return found
    raise ValueError(f"the parser has no verb {verb}")


def section(verb: str, parser: argparse.ArgumentParser) -> str:
    """Return the section about one verb as reStructuredText."""
    usage = (parser.usage or f"{PROGRAM} {verb}").strip()
    parts = [literal([f"usage: {usage}"]), described(parser.description or "")]
    parts.append(f".. program:: lernmi {verb}")
    for group in parser._action_groups:
        options = [option(parser, action) for action in group._group_actions]
        options = [text for text in options if text]
        if options:
            title = (group.title or "").removeprefix("positional ")
            parts.append(f".. rubric:: {title[:1].upper()}{title[1:]}")
            parts += [described(group.description or ""), *options]
    if parser.epilog:
        parts.append(described(parser.epilog))
    return "\n\n".join(part for part in parts if part)


def option(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    """Return one option or argument with its help; "" for --help."""
    if isinstance(action, argparse._HelpAction) or action.help == argparse.SUPPRESS:
        return ""
    formatter = argparse.HelpFormatter("lernmi")
    if action.option_strings:
        arguments = "" if action.nargs == 0 else formatter._format_args(action, action.dest.upper())
        name = ", ".join(f"{each} {arguments}".strip() for each in action.option_strings)
    else:
        name = str(action.metavar or action.dest)
    text = formatter._expand_help(action)
    return f".. option:: {name}\n\n   {escaped(text)}"


def described(text: str) -> str:
    """Return --help's text as reStructuredText: paragraphs, lists of names, commands."""
    parts = []
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        for is_indented, run in itertools.groupby(lines, key=lambda line: line.startswith("  ")):
            if is_indented:
                parts.append(indented(list(run)))
            else:
                words = " ".join(run)
                parts.append(escaped(words[:1].upper() + words[1:]))
    return "\n\n".join(part for part in parts if part)


def indented(lines: list[str]) -> str:
    """Return indented lines as commands, as names with their meanings, or as plain text."""
    if any(line.startswith(f"  {PROGRAM}") for line in lines):
        return literal([line[2:] for line in lines])
    gaps = [re.match(r"  \S.*?  +(?=\S)", line) for line in lines]
    if not any(gaps):
        return escaped(" ".join(line.strip() for line in lines))
    # The column where the meanings begin.
    column = max(gap.end() for gap in gaps if gap)
    entries: list[tuple[str, list[str]]] = []
    for line in lines:
        name, meaning = line[:column].strip(), line[column:].strip()
        if len(line) > column and line[column - 1] != " ":
            # A long name has a line of its own.
            name, meaning = line.strip(), ""
        if name:
            entries.append((name, []))
        if meaning:
            entries[-1][1].append(meaning)
    return "\n\n".join(
        f"``{name}``\n   {escaped(' '.join(meaning)) or '..'}" for name, meaning in entries
    )


def literal(lines: list[str]) -> str:
    """Return lines as a block that is shown as it is."""
    return "::\n\n" + "\n".join(f"   {line}".rstrip() for line in lines)


def escaped(text: str) -> str:
    """Return text with the special characters of reStructuredText escaped."""
    parts = re.split(r"(`[^`]+`)", text)
    parts[::2] = [re.sub(r"([|*\\_`])", r"\\\1", part) for part in parts[::2]]
    parts[1::2] = [f"`{part}`" for part in parts[1::2]]
    # Options look the same everywhere in the text.
    words = "".join(parts)
    return re.sub(r"(?<![\w`-])(--[a-z][a-z0-9-]*[a-z0-9])(?![`\w])", r"``\1``", words)
