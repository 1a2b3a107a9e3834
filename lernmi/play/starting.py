"""Open the page: with a network of your own, or with one of lernmi's examples."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable

from lernmi.activations import Number
from lernmi.network import Network
from lernmi.play import sentences
from lernmi.play.session import Session
from lernmi.play.situations import SITUATIONS
from lernmi.support.samples import Sample

# Python in a browser, and in other places without threads and servers.
WITHOUT_SERVERS = ("emscripten", "wasi")


def play(
    network: Network | None = None,
    samples: Iterable[Sample] | None = None,
    *,
    learning_rate: Number = 0.5,
    browser: bool = True,
) -> None:
    """Open the live page with your own network, and return when you press Ctrl-C.

        play(network, samples)

    The page works with your own objects: your Links and Neurons do the work, your breakpoints
    stop it, and afterwards the network has the weights that the page showed last. All of it
    happens in the main thread.

    network, samples: what learns, and from what, as for a Trainer; without them, the page offers
        lernmi's own examples.
    learning_rate: for your network.
    browser: whether to open the page in your browser. The address is printed in any case.

    Raises ValueError or TypeError for what a Trainer refuses, RuntimeError outside the main thread,
    and OSError where Python can't be a web server.
    """
    if network is None and samples is not None:
        raise TypeError("samples need a network that learns from them: play(network, samples)")
    if network is None:
        serve(Session, browser)
    else:
        session = Session(network, samples, learning_rate)
        try:
            serve(lambda: session, browser)
        finally:
            # A step on its way leaves sensitivities, and with them the network refuses to learn.
            network.forget()


def play_example(name: str, browser: bool) -> None:
    """Open the live page with one of lernmi's own examples, and return when you press Ctrl-C.

    name: of a recipe, such as "xor", or of a situation, such as "paths-add".
    """
    kind = "situation" if name in SITUATIONS else "learn"

    def new_session() -> Session:
        session = Session()
        session.open_shared({kind: name})
        return session

    serve(new_session, browser)


def serve(new_session: Callable[[], Session], browser: bool) -> None:
    """Serve the page until Ctrl-C; see PlayServer."""
    if sys.platform in WITHOUT_SERVERS:
        raise OSError(sentences.NOT_IN_A_BROWSER)
    thread = threading.current_thread()
    if thread is not threading.main_thread():
        raise RuntimeError(sentences.NOT_THE_MAIN_THREAD.format(name=thread.name))
    # It takes a while to import, and Python in a browser doesn't need it.
    from lernmi.play.server import PlayServer, untraced

    server = PlayServer(new_session)
    try:
        opens = browser and has_a_window()
        words = sentences.OPENED if opens else sentences.NOT_OPENED
        print(words.format(address=server.address), flush=True)
        if opens:
            # Some browsers only return when they are closed.
            untraced(open_in_browser, server.address).start()
        server.work()
    except KeyboardInterrupt:
        print(f"\n{sentences.HAS_ENDED}", flush=True)
    finally:
        server.end()


def has_a_window() -> bool:
    """Say whether a browser would get a window of its own, instead of this terminal."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return os.name == "nt" or sys.platform == "darwin" or any(os.environ.get(n) for n in names)


def open_in_browser(address: str) -> None:
    """Open an address in the browser, if there is one that works."""
    import webbrowser

    try:
        webbrowser.open(address)
    except (webbrowser.Error, OSError):
        # The terminal shows the address.
        return
