"""`play`: a live page on which you can touch a network while it learns."""

from __future__ import annotations

import argparse

from lernmi.play.starting import play_example


def run(options: argparse.Namespace) -> int:
    """Serve the page until Ctrl-C, and return the exit code."""
    play_example(options.what, browser=not options.no_browser)
    return 0
