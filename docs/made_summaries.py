"""Summarise each page in a line, for search engines and (in llms.txt) for AI."""

from __future__ import annotations

import re
import textwrap
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes

LONGEST = 160
ABOUT = """\
# lernmi

> Learn how a neural network learns: a pure-Python library in which every neuron and every weight is
> a named object. Stop at any of them, print it, and check its arithmetic by hand.
"""


def summary(doctree: Any) -> str:
    """Return a page's beginning: as many sentences as fit, or the first words if none fits."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if text.count(" ") < 4:
            continue
        sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", text)
        found = sentences[0]
        for sentence in sentences[1:]:
            if len(f"{found} {sentence}") > LONGEST:
                break
            found += f" {sentence}"
        return (
            found.rstrip(":")
            if len(found) <= LONGEST
            else textwrap.shorten(found, LONGEST, placeholder=" ..")
        )
    return ""


def add_description(app: Any, docname: str, template: str, context: Any, doctree: Any) -> None:
    """Put the summary of a page where search engines look for it."""
    if doctree is not None:
        words = escape(summary(doctree), quote=True)
        context["metatags"] += f'\n<meta name="description" content="{words}">'


def write_llms_txt(app: Any, problem: Exception | None) -> None:
    """Write llms.txt: the pages in the order of the contents, each with its summary."""
    if problem is not None or app.builder.format != "html":
        return
    parts = [ABOUT]
    for contents in app.env.get_doctree("index").findall(addnodes.toctree):
        parts.append(f"\n## {contents['caption']}\n\n")
        for _, docname in contents["entries"]:
            title = app.env.titles[docname].astext()
            about = summary(app.env.get_doctree(docname))
            parts.append(f"- [{title}]({app.builder.get_target_uri(docname)}): {about}\n")
    (Path(app.outdir) / "llms.txt").write_text("".join(parts), encoding="utf-8")
