"""Processes that serve the live page, and messages to them."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from http.client import HTTPResponse
from typing import Any

from support.pythons import environment

# Much more than any answer needs, unless something hangs.
SECONDS = 60


def command(*words: str, **more: str) -> subprocess.Popen[str]:
    """Start a Python process."""
    return subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
    )


def printed_address(process: subprocess.Popen[str]) -> str:
    """Return the address that a process prints, and read up to the line about Ctrl-C."""
    assert process.stdout is not None
    address = ""
    for line in process.stdout:
        address = address or "".join(re.findall(r"http://\S+", line))
        if "Ctrl-C" in line:
            return address
    raise AssertionError(process.communicate())


def events(address: str) -> Any:
    """Return where lernmi stands."""
    return requested(address, "GET /events", b"")


def post(address: str, message: Any) -> Any:
    """Return the reply to a message that is sent to a printed address."""
    return requested(address, "POST /message", json.dumps(message).encode())


def requested(address: str, line: str, body: bytes) -> Any:
    """Return the answer to a request, from JSON."""
    port, token = re.findall(r":(\d+)/#token=(\S+)", address)[0]
    head = f"{line} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Token: {token}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    with socket.create_connection(("127.0.0.1", int(port)), SECONDS) as sock:
        sock.sendall(head.encode() + b"\r\n" + body)
        response = HTTPResponse(sock)
        response.begin()
        return json.loads(response.read())
