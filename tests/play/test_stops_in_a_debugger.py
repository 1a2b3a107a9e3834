"""A click in the page stops in pdb and in VS Code, and the page says where."""

from __future__ import annotations

import contextlib
import inspect
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from support.debug_adapter import DebugAdapter
from support.playing import SECONDS, command, events, post, printed_address
from support.pythons import environment

from lernmi import Link


def line_with(text: str) -> int:
    """Return the number of the line of `Link.backpropagate` that contains a text."""
    lines, first = inspect.getsourcelines(Link.backpropagate)
    (found,) = [number for number, line in enumerate(lines, start=first) if text in line]
    return found


LINE = line_with("weight_sensitivity = output_sensitivity *")


class Click:
    """A message that is on its way, and its reply when it is there."""

    def __init__(self, address: str, message: Any) -> None:
        self.reply: Any = None
        self.thread = threading.Thread(target=self.send, args=(address, message), daemon=True)
        self.thread.start()

    def send(self, address: str, message: Any) -> None:
        with contextlib.suppress(OSError, HTTPException, ValueError):
            self.reply = post(address, message)

    def arrived(self) -> Any:
        """Wait for the reply, and return it."""
        self.thread.join(SECONDS)
        assert self.reply is not None
        return self.reply


def standing(address: str) -> Any:
    """Return the first event that says where lernmi stands."""
    return first(lambda: events(address), lambda event: event["event"] == "standing")


def first(look: Callable[[], Any], is_right: Callable[[Any], bool]) -> Any:
    """Look until something is right, and return it."""
    until = time.monotonic() + SECONDS
    while not is_right(found := look()):
        assert time.monotonic() < until, found
        time.sleep(0.02)
    return found


def page_of(address: str) -> bytes:
    with urlopen(address, timeout=SECONDS) as answer:
        page: bytes = answer.read()
    return page


def type_in(process: subprocess.Popen[str], *commands: str) -> None:
    assert process.stdin is not None
    process.stdin.write("".join([f"{each}\n" for each in commands]))
    process.stdin.flush()


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """A function that starts a Python process, which doesn't outlive the test."""
    processes = []

    def start(*words: str, **more: str) -> subprocess.Popen[str]:
        processes.append(command(*words, **more))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def test_pdb_stops_in_the_link_and_the_page_says_where(
    started: Callable[..., subprocess.Popen[str]],
) -> None:
    stop = f"b lernmi/link.py:{LINE}, self.name == 'h1->y1'"
    process = started(
        # pdb of Python 3.13.0 takes options of the module for its own.
        *("-m", "pdb", "-c", stop, "-c", "c", "-m", "lernmi", "play", "xor"),
        BROWSER="true %s",
    )
    address = printed_address(process)
    post(address, {"verb": "open"})
    click = Click(address, {"verb": "learn", "id": 1})
    assert standing(address) == {
        "event": "standing",
        "file": "link.py",
        "line": LINE,
        "what": "backpropagate",
        "name": "h1->y1",
        "words": "Your debugger has stopped lernmi in h1->y1: "
        f"link.py, line {LINE}, in backpropagate.",
    }
    assert page_of(address).startswith(b"<!doctype html>")
    # What somebody changes there stays, although the page looks again.
    type_in(process, "output_sensitivity = 0.0", "n")
    assert first(lambda: standing(address)["line"], lambda line: line != LINE) == LINE + 1
    assert click.reply is None
    type_in(process, "c")
    reply = click.arrived()
    assert (reply["id"], reply["state"]["step"]) == (1, 1)
    names = [link["name"] for link in post(address, {"verb": "open"})["scene"]["layout"]["links"]]
    sensitivities = dict(zip(names, reply["state"]["done"]["weightSensitivities"]))
    assert float(sensitivities["h1->y1"]) == 0 != float(sensitivities["h2->y1"])
    assert events(address) == {"event": "going"}
    # An explanation works with a copy, and the page says so.
    Click(address, {"verb": "why", "name": "h1->y1"})
    assert standing(address)["words"].endswith("with a copy of the network.")


OWN_PROGRAM = """\
from lernmi import Link, Network
from lernmi.data import XOR
from lernmi.play import play


class MyLink(Link):
    def backpropagate(self):
        output_sensitivity = self.output_neuron.sensitivity
        self.output_sensitivity = output_sensitivity
        if self is watched:
            breakpoint()
        self.weight_sensitivity += output_sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(output_sensitivity * self.weight)


network = Network([2, 2, 1], link_type=MyLink)
# The page explains copies of it.
watched = network.link("x2->h1")
play(network, XOR, browser=False)
"""


def test_a_breakpoint_in_your_own_link_stops_there_and_q_ends_your_program(
    started: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text(OWN_PROGRAM, encoding="utf-8")
    process = started(str(program))
    address = printed_address(process)
    post(address, {"verb": "open"})
    click = Click(address, {"verb": "learn"})
    event = standing(address)
    assert (event["file"], event["what"], event["name"]) == (
        "program.py",
        "backpropagate",
        "x2->h1",
    )
    type_in(process, "c")
    assert click.arrived()["state"]["step"] == 1
    # The mistake is seen: its output sensitivity lacks the slope.
    why = post(address, {"verb": "why", "name": "h1->y1"})["why"]["text"]
    assert "slope" in why
    Click(address, {"verb": "learn"})
    standing(address)
    type_in(process, "q")
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 1 and "bdb.BdbQuit" in err, (out, err)


def test_vs_code_stops_in_the_link_while_the_page_is_served_and_says_where(tmp_path: Path) -> None:
    pytest.importorskip(
        "debugpy", reason="debugpy, VS Code's debugger, is not installed: pip install debugpy"
    )
    program = tmp_path / "program.py"
    program.write_text("from lernmi.play import play\nplay(browser=False)\n", encoding="utf-8")
    configuration = {
        "program": str(program),
        "console": "internalConsole",
        "justMyCode": False,
        "env": environment(PYDEVD_DISABLE_FILE_VALIDATION="1"),
    }
    path = inspect.getsourcefile(Link)
    assert path is not None
    adapter = DebugAdapter(tmp_path)
    try:
        adapter.launch(configuration, {path: {"line": LINE, "condition": 'self.name == "h1->y1"'}})
        printed = ""
        while "Ctrl-C" not in printed:
            printed += adapter.wait_for(type="event", event="output")["body"]["output"]
        address = printed.split()[printed.split().index("browser:") + 1]
        post(address, {"verb": "open"})
        click = Click(address, {"verb": "learn"})
        adapter.wait_for_stop()
        event = standing(address)
        assert (event["file"], event["line"], event["name"]) == ("link.py", LINE, "h1->y1")
        assert page_of(address).startswith(b"<!doctype html>")
        assert click.reply is None
        adapter.ask("continue", threadId=adapter.thread)
        assert click.arrived()["state"]["step"] == 1
        assert events(address) == {"event": "going"}
    finally:
        adapter.close()
