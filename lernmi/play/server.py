"""A web server for one page and its messages, on this computer only.

The main thread does all work of lernmi, so pdb, VS Code and PyCharm stop there as they always do.
Threads of the server only pass messages to it and replies back. Debuggers don't hold these
threads, so the page can say where lernmi stands.

Who may send a message: a page that this server has served to somebody who knows the token. Other
pages in the same browser don't know it, and their Origin gives them away; a name that points to
this computer by a trick is not an allowed Host. A message only chooses one of the session's verbs;
nothing here runs code from outside or reads a file that a request names.
"""

from __future__ import annotations

import json
import queue
import secrets
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from typing import Any, ClassVar, NamedTuple, NoReturn

from lernmi.play import sentences
from lernmi.play.places import reply_as_json
from lernmi.play.session import Session
from lernmi.play.standing import Lookout

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
SHARED = Path(__file__).parents[1] / "inside" / "page"
KINDS = {".html": "text/html", ".mjs": "text/javascript", ".css": "text/css"}
# The weights of the largest network have 136,000 characters.
MOST_BYTES = 200_000
# Each window has a session; the one that was used the longest ago makes room for another.
MOST_WINDOWS = 20
# These verbs calculate with a copy of the network.
WITH_COPIES = ("answer", "judge", "plane", "why")
# Threads that wait for connections from the start. debugpy on Python 3.12 sometimes stops a thread
# that starts at a breakpoint, whatever its attributes are.
THREADS = 12
# A connection that says nothing for so many seconds is closed.
SECONDS_OF_SILENCE = 30
# On Windows, Ctrl-C gets through only between two waits.
SECONDS_OF_WAITING = 0.5

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Refused(Exception):
    """A request that is refused: the status, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Task:
    """A message for the main thread, and the text of its reply when it is done."""

    def __init__(self, window: str, message: dict[str, Any]) -> None:
        self.window = window
        self.message = message
        self.reply: str | None = None
        self.done: threading.Event = threading.Event()


class Asset(NamedTuple):
    """A file of the page: its kind and its bytes."""

    kind: str
    content: bytes


def assets() -> dict[str, Asset]:
    """Return everything that can be fetched, by its path."""
    found = {}
    # Replays and the live page share their picture and curves.
    for path in [*SHARED.glob("*.css"), *SHARED.glob("*.mjs"), *PAGE.iterdir()]:
        if path.suffix in KINDS:
            found[f"/{path.name}"] = Asset(KINDS[path.suffix], path.read_bytes())
    found["/"] = found.pop("/index.html")
    # The page is the same everywhere; how it connects is not.
    found["/connect.mjs"] = found["/connect_local.mjs"]
    return found


class PlayServer(ThreadingMixIn, TCPServer):
    """The server: threads for requests, and a queue for the main thread.

    new_session: returns the session for a window that opens the page; your own network has the
        same one for all windows.

    Create it in the main thread, then call `work` there. Raises OSError if this computer doesn't
    allow a server.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 32

    def __init__(self, new_session: Callable[[], Session]) -> None:
        self.new_session = new_session
        self.sessions: dict[str, Session] = {}
        self.assets: dict[str, Asset] = assets()
        self.token: str = secrets.token_urlsafe(16)
        self.tasks: queue.Queue[Task] = queue.Queue()
        self.task: Task | None = None
        self.has_ended: bool = False
        self.lookout: Lookout = Lookout(threading.get_ident(), PlayServer.do.__code__)
        # Port 0 is any free one.
        super().__init__((HOST, 0), Handler)
        self.port: int = self.server_address[1]
        self.hosts: set[str] = {f"{name}:{self.port}" for name in (HOST, "localhost")}
        self.address: str = f"http://{HOST}:{self.port}/#token={self.token}"
        self.connections: queue.Queue[tuple[Any, Any] | None] = queue.Queue()
        self.threads: int = THREADS
        self.idle: threading.Semaphore = threading.Semaphore(THREADS)
        for _ in range(THREADS):
            untraced(self.answer_connections).start()
        untraced(self.serve_forever, 0.2).start()

    # The main thread.

    def work(self) -> None:
        """Do what messages ask for, one after the other, until the server ends."""
        while not self.has_ended:
            try:
                task = self.tasks.get(timeout=SECONDS_OF_WAITING)
            except queue.Empty:
                continue
            self.task = task
            try:
                task.reply = self.do(task)
            finally:
                task.done.set()

    def do(self, task: Task) -> str:
        """Return the session's reply to a message, as JSON."""
        session = self.session_for(task.window, task.message)
        if session is None:
            return json.dumps({"id": task.message.get("id"), "refused": sentences.NOT_OPEN})
        return reply_as_json(session, task.message)

    def session_for(self, window: str, message: dict[str, Any]) -> Session | None:
        """Return a window's session, a new one if the page is opening; None without any."""
        session = self.sessions.pop(window, None)
        if session is None:
            if message.get("verb") != "open":
                return None
            session = self.new_session()
        # The last one is the one that was used last.
        self.sessions[window] = session
        if len(self.sessions) > MOST_WINDOWS:
            del self.sessions[next(iter(self.sessions))]
        return session

    def end(self) -> None:
        """End the server; requests that wait for a reply are refused."""
        self.has_ended = True
        self.shutdown()
        self.server_close()
        for _ in range(self.threads):
            self.connections.put(None)

    # The server's threads.

    def process_request(self, request: Any, client_address: Any) -> None:
        """Let a thread answer a connection's requests, a new one if all are busy."""
        if not self.idle.acquire(blocking=False):
            self.threads += 1
            untraced(self.answer_connections).start()
        self.connections.put((request, client_address))

    def answer_connections(self) -> None:
        """Answer the requests of one connection after the other, until the server ends."""
        while connection := self.connections.get():
            self.process_request_thread(*connection)
            self.idle.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about a page that was closed; print what else went wrong."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def untraced(target: Callable[..., object], *arguments: object) -> threading.Thread:
    """Return a thread that keeps running while VS Code or PyCharm stands at a breakpoint."""
    thread = threading.Thread(target=target, args=arguments, daemon=True)
    # pydevd, which is inside both, stops all threads but those with these attributes.
    thread.pydev_do_not_trace = True  # type: ignore[attr-defined]
    thread.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
    return thread


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: PlayServer
    close_connection: bool
    server_version = "lernmi"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout: ClassVar[float | None] = SECONDS_OF_SILENCE
    # Without these two lines, every click takes 50 ms more: the head and the body of an answer
    # would travel apart, and the second would wait until the browser confirms the first.
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer with a file of the page, or with where lernmi stands."""
        try:
            self.check_sender()
            if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
                raise Refused(400, "a GET has no body")
            if self.path == "/events":
                self.check_token()
                self.answer(200, "application/json", json.dumps(self.event()).encode())
                return
            asset = self.server.assets.get(self.path.partition("?")[0])
            if asset is None:
                raise Refused(404, "nothing here")
            self.answer(200, asset.kind, asset.content)
        except Refused as refused:
            self.refuse(refused)

    def do_POST(self) -> None:
        """Pass a message to the main thread, wait for the reply, and answer with it."""
        try:
            self.check_sender()
            if self.path != "/message":
                raise Refused(404, "nothing here")
            self.check_token()
            window = self.headers.get("X-Window", "")[:64]
            task = Task(window, self.message())
            self.server.tasks.put(task)
            # Others than the main thread may only wait: it may stand in a debugger for hours.
            while not task.done.wait(1) and not self.server.has_ended:
                pass
            if task.reply is None:
                raise Refused(503, sentences.ENDED)
            self.answer(200, "application/json", task.reply.encode())
        except Refused as refused:
            self.refuse(refused)

    def event(self) -> dict[str, Any]:
        """Return where the main thread stands, if a debugger holds it."""
        standing = self.server.lookout.look()
        if standing is None:
            return {"event": "going"}
        words = sentences.STANDING if standing.name else sentences.STANDING_NAMELESS
        words = words.format(**standing._asdict())
        task = self.server.task
        if task is not None and task.message.get("verb") in WITH_COPIES:
            words += sentences.STANDING_ASIDE
        return {"event": "standing", **standing._asdict(), "words": words}

    # Who asks, and for what.

    def check_sender(self) -> None:
        """Refuse what doesn't come from this server's own page, or isn't HTTP/1.1."""
        if self.request_version != "HTTP/1.1":
            raise Refused(505, "use HTTP/1.1")
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            raise Refused(403, "unknown Host")
        allowed = {f"http://{host}" for host in self.server.hosts}
        if not allowed.issuperset(self.headers.get_all("Origin", [])):
            raise Refused(403, "unknown Origin")

    def check_token(self) -> None:
        """Refuse a request without the token."""
        given = self.headers.get("X-Token", "").encode()
        if not secrets.compare_digest(given, self.server.token.encode()):
            raise Refused(403, sentences.NO_TOKEN)

    def message(self) -> dict[str, Any]:
        """Return the message in the body; its size is checked before it is read."""
        lengths = self.headers.get_all("Content-Length", [])
        if self.headers.get("Transfer-Encoding") is not None or len(lengths) != 1:
            raise Refused(411, "a message needs one Content-Length")
        if not (lengths[0].isascii() and lengths[0].isdigit()):
            raise Refused(400, "Content-Length must be a whole number")
        # More digits than this would take Python long to read.
        if len(lengths[0]) > 9 or int(lengths[0]) > MOST_BYTES:
            raise Refused(413, f"a message has at most {MOST_BYTES:,} bytes")
        if self.headers.get_content_type() != "application/json":
            raise Refused(415, "a message is application/json")
        body = self.rfile.read(int(lengths[0]))
        if len(body) < int(lengths[0]):
            raise Refused(400, "the message is not complete")
        try:
            message = json.loads(body.decode(), parse_constant=refuse_constant)
        except (ValueError, RecursionError):
            raise Refused(400, "a message is JSON") from None
        if not isinstance(message, dict):
            raise Refused(400, 'a message is an object such as {"verb": "learn"}')
        return message

    # Answers.

    def answer(self, status: int, kind: str, content: bytes) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if self.server.has_ended:
            self.close_connection = True
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def refuse(self, refused: Refused) -> None:
        """Send a refusal, and close the connection: nobody has read the rest of the request."""
        self.close_connection = True
        self.answer(refused.status, "text/plain", refused.why.encode())

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what http.server itself refuses: other methods, and what isn't HTTP."""
        self.refuse(Refused(code, message or self.responses[code][0]))

    def log_message(self, format: str, *arguments: Any) -> None:
        """Print nothing: the terminal belongs to your program and your debugger."""


def refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which JSON doesn't have."""
    raise ValueError(name)
