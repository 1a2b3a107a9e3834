"""Python in a browser: one Python for all that a page shows.

A page sends messages from several places: "play-1" and "play-2" for two live networks, and
"exercises-1" for a learner's desk. Each place has an object of its own, made when its first message
arrives, so what somebody does in one place changes nothing in another.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any, Protocol

from lernmi.play import sentences
from lernmi.play.session import Session
from lernmi.support.texts import refusal, short_text

MOST_PLACES = 100


class Answers(Protocol):
    """What answers the messages of one place."""

    def handle(self, message: Any) -> dict[str, Any]:
        """Return the reply to a message."""


class Places:
    """The objects that answer, by their place."""

    def __init__(self) -> None:
        self.objects: dict[str, Answers] = {}

    def answer(self, place: str, text: str) -> str:
        """Return the reply to a message from a place; the message and the reply are JSON.

        Like a Session, it never raises an Exception: the reply then has "refused", a sentence.
        """
        message = json.loads(text)
        try:
            return reply_as_json(self.at(place), message)
        except ValueError as problem:
            return json.dumps({"id": id_of(message), "refused": str(problem)})
        except Exception as problem:
            # One place's problem must not stop the others.
            refused = f"{type(problem).__name__}: {short_text(problem)}"
            return json.dumps({"id": id_of(message), "refused": refused})

    def at(self, place: str) -> Answers:
        """Return the object of a place, a new one the first time; ValueError for an unknown kind.

        The part of the place's name before the first hyphen says what kind it is.
        """
        if place not in self.objects:
            if len(self.objects) >= MOST_PLACES:
                raise ValueError(sentences.TOO_MANY_PLACES.format(most=MOST_PLACES))
            kind = place.partition("-")[0]
            if kind == "play":
                self.objects[place] = Session()
            elif kind == "exercises":
                # Only somebody who does an exercise waits for this import.
                desk = import_module("lernmi.play.desk")
                self.objects[place] = desk.Desk()
            else:
                raise ValueError(refusal("a place", "play-... or exercises-...", place))
        return self.objects[place]


def reply_as_json(answers: Answers, message: Any) -> str:
    """Return the reply to a message as JSON, or a refusal if the reply has what JSON can't hold."""
    reply = answers.handle(message)
    try:
        return json.dumps(reply, allow_nan=False)
    except (ValueError, TypeError) as problem:
        refused = sentences.NOT_JSON.format(problem=short_text(problem))
        return json.dumps({"id": id_of(message), "refused": refused})


def id_of(message: Any) -> Any:
    """Return a message's id, so that the page knows which message a refusal answers."""
    return message.get("id") if isinstance(message, dict) else None
