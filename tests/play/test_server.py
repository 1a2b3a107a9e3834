"""The server of the live page: what it answers, and everything that it refuses.

A real server and real sockets. Another thread is its main thread.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from support.live_page import made_play
from support.playing import command, post, printed_address
from support.pythons import ROOT

from lernmi import Network
from lernmi.data import XOR
from lernmi.play import Session, play
from lernmi.play.server import MOST_BYTES, MOST_WINDOWS, PlayServer, assets
from lernmi.play.starting import open_in_browser

# Much more than any answer needs, unless something hangs.
SECONDS = 60


def started(new_session: Any) -> PlayServer:
    """Return a server with a thread that does the work."""
    server = PlayServer(new_session)
    threading.Thread(target=server.work, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def server() -> Iterator[PlayServer]:
    """A server with one session for all its windows."""
    session = Session(Network([2, 2, 1]), XOR)
    server = started(lambda: session)
    assert "state" in reply(server, {"verb": "open"})
    yield server
    server.end()


def request(
    server: PlayServer,
    line: str = "POST /message HTTP/1.1",
    body: bytes = b'{"verb": "learn"}',
    more: str = "",
    **headers: str | None,
) -> bytes:
    """Return a request that the server answers; None leaves a header out.

    more: other headers, each with its line end.
    """
    usual = {
        "Host": f"127.0.0.1:{server.port}",
        "X-Token": server.token,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    named = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"{name}: {value}\r\n" for name, value in named.items() if value is not None]
    return f"{line}\r\n{''.join(lines)}{more}\r\n".encode("latin-1") + body


def got(server: PlayServer, path: str, more: str = "") -> tuple[int, dict[str, str], bytes]:
    """Return the answer to a GET, as a browser sends it."""
    line = f"GET {path} HTTP/1.1"
    empty = {"Content_Length": None, "Content_Type": None, "X_Token": None}
    return answer(server, request(server, line, b"", more, **empty))


def answer(server: PlayServer, sent: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send bytes, and return the status, the headers and the body of the answer."""
    with connection(server) as sock:
        sock.sendall(sent)
        response = HTTPResponse(sock)
        response.begin()
        return response.status, dict(response.getheaders()), response.read()


def connection(server: PlayServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), SECONDS)


def reply(server: PlayServer, message: Any, window: str = "") -> Any:
    """Return the session's reply to a message."""
    body = json.dumps(message).encode()
    status, _, content = answer(server, request(server, body=body, X_Window=window))
    assert status == 200, content
    return json.loads(content)


def step(server: PlayServer) -> int:
    """Return how many steps the network has learned."""
    return int(reply(server, {"verb": "learn", "steps": 0})["state"]["step"])


# What it answers


def test_it_serves_the_files_of_the_page(server: PlayServer) -> None:
    page = ROOT / "lernmi" / "play" / "page"
    kinds = {".css": "text/css", ".mjs": "text/javascript"}
    shared = ROOT / "lernmi" / "inside" / "page"
    paths = [*shared.iterdir(), *page.iterdir()]
    files = {f"/{path.name}": path for path in paths if path.suffix in kinds}
    files.update({"/": page / "index.html", "/connect.mjs": page / "connect_local.mjs"})
    for path, file in files.items():
        status, headers, content = got(server, path)
        assert status == 200
        assert headers["Content-Type"] == f"{kinds.get(file.suffix, 'text/html')}; charset=utf-8"
        assert content == file.read_bytes()
        for name in re.findall(rb"""(?:from|href=|src=|import) ?"\./([^"]+)\"""", content):
            assert f"/{name.decode()}" in files


def test_every_answer_says_that_nothing_from_elsewhere_may_run_or_keep_it(
    server: PlayServer,
) -> None:
    answers = [got(server, "/"), got(server, "/nothing"), answer(server, request(server))]
    answers.append(answer(server, request(server, "TRACE / HTTP/1.1")))
    for _, headers, _ in answers:
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not [name for name in headers if name.startswith("Access-Control")]
        assert "Python" not in headers["Server"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_page_s_own_messages_are_answered(server: PlayServer, host: str) -> None:
    before = step(server)
    place = f"{host}:{server.port}"
    headers = {"Host": place, "Origin": f"http://{place}"}
    status, _, content = answer(server, request(server, **headers))
    assert (status, json.loads(content)["state"]["step"]) == (200, before + 1)


def test_a_connection_can_be_used_again_until_something_is_refused(server: PlayServer) -> None:
    before = step(server)
    with connection(server) as sock:
        for count in (1, 2):
            sock.sendall(request(server))
            response = HTTPResponse(sock)
            response.begin()
            assert json.loads(response.read())["state"]["step"] == before + count
        # The body of the refused one is another request.
        sock.sendall(request(server, body=request(server), Content_Length=f"{MOST_BYTES + 1}"))
        response = HTTPResponse(sock)
        response.begin()
        assert (response.status, response.getheader("Connection")) == (413, "close")
    assert step(server) == before + 2


def test_two_clients_at_once_get_their_own_replies() -> None:
    server = started(Session)
    wrong = []

    def client(name: str, steps: int) -> None:
        reply(server, {"verb": "open"}, window=name)
        for count in range(1, 11):
            message = {"verb": "learn", "steps": steps, "id": f"{name} {count}"}
            found = reply(server, message, window=name)
            if (found["id"], found["state"]["step"]) != (message["id"], count * steps):
                wrong.append(found)

    threads = [threading.Thread(target=client, args=(str(n), n)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    server.end()
    assert wrong == []


def test_a_window_has_its_own_network_and_the_longest_unused_makes_room() -> None:
    server = started(Session)
    for number in range(MOST_WINDOWS):
        reply(server, {"verb": "open"}, window=f"{number}")
    assert reply(server, {"verb": "learn"}, window="0")["state"]["step"] == 1
    reply(server, {"verb": "open"}, window="one more")
    assert reply(server, {"verb": "learn"}, window="0")["state"]["step"] == 2
    refused = reply(server, {"verb": "learn", "id": 7}, window="1")
    server.end()
    assert refused["id"] == 7 and "Reload the page" in refused["refused"]


def test_without_a_debugger_lernmi_is_going(server: PlayServer) -> None:
    status, _, content = answer(server, request(server, "GET /events HTTP/1.1", b"", **NO_BODY))
    assert (status, json.loads(content)) == (200, {"event": "going"})


# What it refuses

NO_BODY: dict[str, str | None] = {"Content_Length": None, "Content_Type": None}

REFUSALS: dict[str, tuple[int, dict[str, Any]]] = {
    "no Host": (403, {"Host": None}),
    "a name that points here": (403, {"Host": "rebound.example:PORT"}),
    "another port": (403, {"Host": "127.0.0.1:1"}),
    "no port": (403, {"Host": "127.0.0.1"}),
    "the Host of IPv6": (403, {"Host": "[::1]:PORT"}),
    "two Hosts": (403, {"more": "Host: rebound.example\r\n"}),
    "another site": (403, {"Origin": "https://elsewhere.example"}),
    "another server here": (403, {"Origin": "http://127.0.0.1:1"}),
    "a file or a frame": (403, {"Origin": "null"}),
    "https": (403, {"Origin": "https://127.0.0.1:PORT"}),
    "two Origins": (
        403,
        {"Origin": "http://127.0.0.1:PORT", "more": "Origin: http://elsewhere.example\r\n"},
    ),
    "no token": (403, {"X_Token": None}),
    "an empty token": (403, {"X_Token": ""}),
    "another token": (403, {"X_Token": "x" * 22}),
    "a token with an accent": (403, {"X_Token": "é"}),
    "another path": (404, {"line": "POST /messages HTTP/1.1"}),
    "the page's path": (404, {"line": "POST / HTTP/1.1"}),
    "a path with a query": (404, {"line": "POST /message?verb=learn HTTP/1.1"}),
    "PUT": (501, {"line": "PUT /message HTTP/1.1"}),
    "OPTIONS": (501, {"line": "OPTIONS /message HTTP/1.1"}),
    "HEAD": (501, {"line": "HEAD / HTTP/1.1"}),
    "GET": (400, {"line": "GET /message HTTP/1.1"}),
    "HTTP/1.0": (505, {"line": "POST /message HTTP/1.0"}),
    "no length": (411, {"Content_Length": None}),
    "two lengths": (411, {"more": "Content-Length: 2\r\n"}),
    "chunked": (411, {"Content_Length": None, "more": "Transfer-Encoding: chunked\r\n"}),
    "chunked and a length": (411, {"more": "Transfer-Encoding: chunked\r\n"}),
    "a negative length": (400, {"Content_Length": "-1"}),
    "a length with a sign": (400, {"Content_Length": "+17"}),
    "a length in words": (400, {"Content_Length": "much"}),
    "too long": (413, {"Content_Length": f"{MOST_BYTES + 1}"}),
    "much too long": (413, {"Content_Length": "9" * 5000}),
    "a form": (415, {"Content_Type": "text/plain"}),
    "no type": (415, {"Content_Type": None}),
    "not JSON": (400, {"body": b"learn"}),
    "nothing": (400, {"body": b""}),
    "not UTF-8": (400, {"body": b'{"verb": "\xff"}'}),
    "UTF-16": (400, {"body": '{"verb": "learn"}'.encode("utf-16")}),
    "two messages": (400, {"body": b'{"verb": "learn"} {"verb": "learn"}'}),
    "an array": (400, {"body": b'[{"verb": "learn"}]'}),
    "a string": (400, {"body": b'"learn"'}),
    "NaN": (400, {"body": b'{"verb": "learn", "steps": NaN}'}),
    "Infinity": (400, {"body": b'{"verb": "learn", "steps": -Infinity}'}),
    "very deep": (400, {"body": b'{"verb":' * 20_000}),
    "a number with too many digits": (
        400 if hasattr(sys, "set_int_max_str_digits") else 200,
        {"body": b'{"verb": "learn", "steps": ' + b"9" * 5000 + b"}"},
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_it_refuses_and_nothing_changes(server: PlayServer, what: str) -> None:
    status, changes = REFUSALS[what]
    here = {
        name: value.replace("PORT", str(server.port)) if isinstance(value, str) else value
        for name, value in changes.items()
    }
    before = step(server)
    found, headers, _ = answer(server, request(server, **here))
    assert found == status
    if status != 200:
        assert headers["Connection"] == "close"
        assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert step(server) == before


@pytest.mark.parametrize(
    "message",
    [{}, {"verb": "__init__"}, {"verb": "take"}, {"verb": "handle"}, {"verb": ["learn"]}],
    ids=str,
)
def test_only_the_verbs_of_the_session_do_anything(server: PlayServer, message: Any) -> None:
    assert "verb must be open or learn" in reply(server, message)["refused"]


@pytest.mark.parametrize("given", [None, "x" * 22])
def test_where_lernmi_stands_is_said_only_with_the_token(
    server: PlayServer, given: str | None
) -> None:
    sent = request(server, "GET /events HTTP/1.1", b"", **{**NO_BODY, "X_Token": given})
    assert answer(server, sent)[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        *("/index.html", "/page/index.html", "/server.py", "/message", "/connect", "/CONNECT.MJS"),
        *("/../server.py", "/..%2fserver.py", "/%2e%2e/server.py", "/.%2e\\server.py", "/%00"),
        *("//server.py", "/./connect.mjs", "/connect.mjs/", "/connect.mjs%20", "/connect.mjs/.."),
        *("/etc/passwd", "//etc/passwd", "file:///etc/passwd", "http://127.0.0.1/connect.mjs", "*"),
        *("/lernmi/play/server.py", f"{ROOT}/lernmi/play/page/connect_local.mjs", "/" + "a" * 9000),
    ],
)
def test_nothing_outside_the_table_is_served(server: PlayServer, path: str) -> None:
    status, _, content = got(server, path)
    assert (status, content) == (404, b"nothing here")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "rebound.example:80"}, 403),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Content_Length": "5"}, 400),
        ({"Transfer_Encoding": "chunked"}, 400),
    ],
)
def test_the_page_too_is_only_for_this_computer_s_browser(
    server: PlayServer, headers: dict[str, str | None], status: int
) -> None:
    sent = request(server, "GET / HTTP/1.1", b"", **{**NO_BODY, **headers})
    assert answer(server, sent)[0] == status


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n\r\n",
        b"GET / HTTP/2.0\r\n\r\n",
        b"GET /\r\n\r\n",
        b"learn\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
        b"A" * 70_000,
    ],
    ids=["empty", "HTTP/2.0", "HTTP/0.9", "one word", "TLS", "an endless line"],
)
def test_what_is_not_http_gets_no_page(server: PlayServer, sent: bytes) -> None:
    with connection(server) as sock:
        sock.sendall(sent)
        sock.shutdown(socket.SHUT_WR)
        found = b""
        try:
            while piece := sock.recv(65536):
                found += piece
        except ConnectionError:
            pass
    assert b"<" not in found and b" 200 " not in found
    assert step(server) >= 0


def test_a_message_that_ends_too_early_is_refused(server: PlayServer) -> None:
    before = step(server)
    with connection(server) as sock:
        sock.sendall(request(server, Content_Length="18"))
        sock.shutdown(socket.SHUT_WR)
        response = HTTPResponse(sock)
        response.begin()
        assert response.status == 400
    assert step(server) == before


def test_clients_that_never_finish_do_not_keep_others_waiting(server: PlayServer) -> None:
    before = step(server)
    whole = request(server)
    # One stops in the first line, one in the headers, one in the body, again and again.
    slow = [connection(server) for _ in range(30)]
    for number, sock in enumerate(slow):
        sock.sendall(whole[: [5, 40, len(whole) - 1][number % 3]])
    assert got(server, "/")[0] == 200
    assert step(server) == before
    for sock in slow:
        sock.close()


def test_only_this_computer_can_connect(server: PlayServer) -> None:
    assert server.socket.getsockname() == ("127.0.0.1", server.port)


def test_each_server_has_its_own_long_token_in_the_part_of_the_address_that_is_never_sent() -> None:
    servers = [PlayServer(Session) for _ in range(2)]
    for server in servers:
        server.end()
    tokens = {server.token for server in servers}
    assert len(tokens) == 2 and min(len(token) for token in tokens) >= 22
    for server in servers:
        assert server.address == f"http://127.0.0.1:{server.port}/#token={server.token}"


def test_a_message_that_waits_when_the_server_ends_is_answered() -> None:
    # Without a main thread, so it waits.
    server = PlayServer(Session)
    with connection(server) as sock:
        sock.sendall(request(server))
        # When the second is answered, the first is in the queue.
        while server.tasks.empty():
            assert got(server, "/")[0] == 200
        server.end()
        response = HTTPResponse(sock)
        response.begin()
        assert response.status == 503
        assert response.read().startswith(b"lernmi has ended")


# Starting and ending it


@pytest.mark.skipif(os.name == "nt", reason="Windows can't send Ctrl-C to another process")
def test_play_opens_its_address_and_ctrl_c_ends_it_in_the_middle_of_learning(
    tmp_path: Path,
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    process = command("-m", "lernmi", "play", "mazur", BROWSER=f"{browser} %s")
    address = printed_address(process)
    assert post(address, {"verb": "open"})["scene"]["recipe"]["learn"] == "mazur"
    while not (tmp_path / "opened").exists():
        assert process.poll() is None
    learning = threading.Thread(target=learn_until_it_ends, args=[address])
    learning.start()
    # It learns for a second.
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    learning.join(SECONDS)
    assert (process.returncode, out, err) == (0, "\nPlay has ended.\n", "")
    assert (tmp_path / "opened").read_text(encoding="utf-8").strip() == address


def learn_until_it_ends(address: str) -> None:
    with contextlib.suppress(OSError, HTTPException, ValueError):
        post(address, {"verb": "learn", "ms": 1000})


@pytest.mark.skipif(os.name == "nt", reason="Windows can't send Ctrl-C to another process")
def test_your_own_network_and_link_work_and_their_errors_are_refusals(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(OWN_PROGRAM, encoding="utf-8")
    # A browser that fails makes no difference.
    process = command(str(program), BROWSER="false %s")
    address = printed_address(process)
    scene = post(address, {"verb": "open"})["scene"]
    assert (scene["recipe"], scene["samples"]) == (None, 4)
    assert post(address, {"verb": "learn"})["state"]["step"] == 1
    refused = post(address, {"verb": "learn", "steps": 5})["refused"]
    assert refused == "Your code raised RuntimeError: the weight is too large"
    assert post(address, {"verb": "open"})["state"]["step"] == 0
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, err) == (0, "")
    assert out == "\nPlay has ended.\nafterwards 0.5\n"


# Its Links don't change their weights, and fail at the sixth time.
OWN_PROGRAM = """\
from lernmi import Link, Network
from lernmi.data import XOR
from lernmi.play import play


class MyLink(Link):
    count = 0

    def nudge(self, learning_rate):
        self.count += 1
        if self.count > 5:
            raise RuntimeError("the weight is too large")
        self.weight_sensitivity = 0.0


network = Network([2, 1], link_type=MyLink, initial_weights=lambda *_: 0.5)
play(network, XOR)
print("afterwards", network.links[-1].weight)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows can't send Ctrl-C to another process")
def test_the_program_of_the_guide_runs(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "play.md").read_text(encoding="utf-8")
    [text] = re.findall(r"^```python\n(.*?)^```$", guide, re.M | re.S)
    program = tmp_path / "program.py"
    program.write_text(text, encoding="utf-8")
    process = command(str(program), BROWSER="true %s")
    address = printed_address(process)
    post(address, {"verb": "open"})
    weight = post(address, {"verb": "set", "name": "h1->y1", "weight": 0.25})["state"]
    assert weight["step"] == 0
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=SECONDS)
    assert "h1->y1: weight 0.25" in out


def test_play_belongs_into_the_main_thread() -> None:
    problems = []

    def elsewhere() -> None:
        try:
            play(browser=False)
        except RuntimeError as problem:
            problems.append(str(problem))

    thread = threading.Thread(target=elsewhere, name="elsewhere")
    thread.start()
    thread.join(SECONDS)
    assert problems == [
        "play must be called in the main thread, where debuggers and Ctrl-C reach it; "
        "got thread elsewhere"
    ]


def test_play_refuses_what_a_trainer_refuses_before_it_opens_a_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ValueError, match=r"samples\[0\]"):
        play(Network([2, 2, 1]), [([0.0], [1.0])])
    with pytest.raises(TypeError, match="samples need a network"):
        play(samples=XOR)
    with pytest.raises(ValueError, match="learning_rate must be above 0"):
        play(Network([2, 2, 1]), XOR, learning_rate=-1)
    assert capsys.readouterr().out == ""


def test_python_in_a_browser_gets_a_clear_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")
    with pytest.raises(OSError, match="play needs a web server, and Python in a browser can't"):
        play()


def test_a_computer_without_any_browser_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "/nowhere/browser")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("DISPLAY", raising=False)
    open_in_browser("http://127.0.0.1:1/")


def test_the_page_has_at_most_40_kilobytes_compressed_without_comments():
    found = assets()
    paths = ["/"]
    for path in paths:
        text = found[path].content.decode()
        names = re.findall(r'^import .* from "\./(.*)"|(?:href|src)="\./(.*?)"', text, re.MULTILINE)
        paths += [f"/{one or other}" for one, other in names if f"/{one or other}" not in paths]
    assert {"/play.mjs", "/play.css", "/connect.mjs", "/picture.mjs"} <= set(paths)
    # Comments don't count, as on the site, which leaves them out.
    contents = [
        made_play.without_comments(found[path].content)
        if path.endswith(".mjs")
        else found[path].content
        for path in paths
    ]
    assert sum(len(gzip.compress(content)) for content in contents) <= 40 * 1024
