"""Make the posters of the live page: a question, the network, and a Start button.

A page of the docs has <!-- play: NAME --> and a link. Readers of the plain Markdown see the
link; on the site, `with_play` puts the poster in its place. site_play.js puts the live page there
when somebody presses Start; before that, nothing of it loads.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from made_play import write

from lernmi.inside import draw
from lernmi.play import Session
from lernmi.play.situations import SITUATIONS

FIRST_QUESTION = "Which weight will change most?"
# Of two lines, at the bottom of a drawn network.
LEGEND_HEIGHT = 50
OPEN_EXERCISES = "Open the exercises in your browser"
ABOUT_START = "It runs in your browser: 7 MB to load, only once. Nothing leaves your device."


def make_posters(folder: Path) -> None:
    """Draw each opening's network, for the places where the site offers the live page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("xor", *SITUATIONS):
        session = Session()
        if name in SITUATIONS:
            session.open_shared({"situation": name})
        # The outputs of the first sample.
        session.state()
        write(folder / f"{name}.svg", without_legend(draw(session.network).svg).encode())


def without_legend(svg: str) -> str:
    """Return a picture without the two lines at its bottom that say what lines mean."""
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert size is not None
    width, height = size[1], int(size[2])
    lower = height - LEGEND_HEIGHT
    svg = svg.replace(f'viewBox="0 0 {width} {height}"', f'viewBox="0 0 {width} {lower}"')
    svg = svg.replace(f'width="{width}" height="{height}"', f'width="{width}" height="{lower}"', 1)
    return svg.replace('<g class="legend">', '<g class="legend" visibility="hidden">')


def with_play(text: str, top: str) -> str:
    """Replace <!-- play: NAME --> and the link after it by a poster of the live page.

    Replaces <!-- exercises --> by a link to the page with the exercises.

    NAME: "xor", or the key of a situation.
    top: how a link from the page to the top of the site begins, such as "../".
    """
    address = html.escape(f"{top}play/exercises.html")
    link = f'<p><strong><a href="{address}">{OPEN_EXERCISES}</a></strong></p>'
    text = text.replace("<!-- exercises -->", f"```{{raw}} html\n{link}\n```")
    return re.sub(
        r"^<!-- play: ([\w-]+) -->\s*\[[^\]]*\]\([^)]*\)$",
        lambda found: poster(found[1], top),
        text,
        flags=re.M,
    )


def poster(name: str, top: str) -> str:
    """Return the poster of an opening, with a Start button that works without JavaScript, too."""
    question = SITUATIONS[name].question if name in SITUATIONS else FIRST_QUESTION
    place = f"#situation={name}" if name in SITUATIONS else ""
    address = html.escape(f"{top}play/index.html{place}")
    return (
        '```{raw} html\n<figure class="play">\n<div class="poster">\n'
        f'<p class="question">{html.escape(question)}</p>\n'
        f'<img src="{top}posters/{name}.svg" alt="" loading="lazy">\n'
        f'<p class="begin"><a class="start" href="{address}">Start</a> {ABOUT_START}</p>\n</div>\n'
        f'<figcaption><a href="{address}" target="_blank">Open it in its own window</a>'
        "</figcaption>\n</figure>\n```"
    )
