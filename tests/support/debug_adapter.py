"""Debug a program as VS Code does."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

# Much more than any test needs, unless a debugger hangs.
SECONDS = 60


class DebugAdapter:
    """debugpy's adapter, used as VS Code uses it, through the Debug Adapter Protocol."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "debugpy.adapter"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"},
            start_new_session=True,
        )
        self.requests = 0
        self.messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.seen: list[dict[str, Any]] = []
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        """Put every message into the queue, and None at the end."""
        while header := self.process.stdout.readline():
            length = int(header.partition(b":")[2])
            while self.process.stdout.readline().strip():
                pass
            self.messages.put(json.loads(self.process.stdout.read(length)))
        self.messages.put(None)

    def send(self, command: str, **arguments: Any) -> int:
        """Send a request and return its number."""
        self.requests += 1
        request = {"seq": self.requests, "type": "request", "command": command}
        text = json.dumps({**request, "arguments": arguments}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self.process.stdin.flush()
        return self.requests

    def wait_for(self, **wanted: Any) -> dict[str, Any]:
        """Return the next message that has the wanted entries."""
        while True:
            try:
                message = self.messages.get(timeout=SECONDS)
            except queue.Empty:
                message = None
            assert message is not None, f"no {wanted}, but: {self.seen[-5:]}"
            self.seen.append(message)
            if all(message.get(key) == value for key, value in wanted.items()):
                return message
            assert message.get("event") != "terminated", f"it ended without {wanted}"

    def answer_to(self, number: int) -> dict[str, Any]:
        """Return the answer to the request with this number."""
        answer = self.wait_for(type="response", request_seq=number)
        assert answer["success"], answer
        return answer.get("body", {})

    def ask(self, command: str, **arguments: Any) -> dict[str, Any]:
        """Send a request and return its answer."""
        return self.answer_to(self.send(command, **arguments))

    def frames(self) -> list[dict[str, Any]]:
        """Return the frames, the newest first."""
        return self.ask("stackTrace", threadId=self.thread)["stackFrames"]

    def wait_for_stop(self) -> dict[str, Any]:
        """Wait until the program stops, and return why."""
        why = self.wait_for(type="event", event="stopped")["body"]
        self.thread = why["threadId"]
        return why

    def launch(
        self, configuration: dict[str, Any], breakpoints: dict[str, dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Start a program with breakpoints, and return the adapter's answers about them.

        breakpoints: one for each file, by the file's path.
        """
        self.ask("initialize", adapterID="debugpy", pathFormat="path", linesStartAt1=True)
        launch = self.send("launch", **configuration)
        self.wait_for(type="event", event="initialized")
        answers = []
        for path, stop in breakpoints.items():
            answer = self.ask("setBreakpoints", source={"path": path}, breakpoints=[stop])
            answers += answer["breakpoints"]
        self.ask("configurationDone")
        self.answer_to(launch)
        return answers

    def step(self, command: str) -> str:
        """Step ("next" or "stepIn"), wait until the program stops, and return why it did."""
        self.ask(command, threadId=self.thread)
        return self.wait_for_stop()["reason"]

    def variables(self, reference: int) -> dict[str, dict[str, Any]]:
        """Return what the panel of variables shows under `reference`, by name."""
        variables = self.ask("variables", variablesReference=reference)["variables"]
        return {variable["name"]: variable for variable in variables}

    def local_names(self, frame: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Return the local variables of a frame, as the panel shows them."""
        scopes = self.ask("scopes", frameId=frame["id"])["scopes"]
        (reference,) = [one["variablesReference"] for one in scopes if one["name"] == "Locals"]
        return self.variables(reference)

    def value(self, expression: str, frame: dict[str, Any]) -> str:
        """Return what the panel of watched expressions shows for an expression."""
        answer = self.ask("evaluate", expression=expression, frameId=frame["id"], context="watch")
        return answer["result"]

    def close(self) -> None:
        """End the adapter and the debugged program."""
        try:
            self.send("disconnect", terminateDebuggee=True)
            self.process.stdin.close()
            self.process.wait(timeout=10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.reader.join(timeout=10)
        self.process.stdout.close()
