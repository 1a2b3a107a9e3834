"""One Python answers several places of a page, each with an object of its own."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

from lernmi.play import Session
from lernmi.play.places import MOST_PLACES, Places, reply_as_json


def answer(places: Places, place: str, **message: Any) -> Any:
    return json.loads(places.answer(place, json.dumps(message)))


def test_each_place_has_a_session_of_its_own():
    places, alone = Places(), Session()
    for _ in range(2):
        answer(places, "play-1", verb="learn", steps=3, id=1)
        expected = {"id": 2, **alone.handle({"verb": "learn", "steps": 1})}
        assert answer(places, "play-2", verb="learn", steps=1, id=2) == expected
    assert places.objects["play-1"].timeline.step == 6


def test_a_place_for_exercises_imports_the_desk_only_when_it_is_used(monkeypatch):
    class Desk:
        def handle(self, message):
            return {"id": message["id"], "got": message["verb"]}

    module = ModuleType("lernmi.play.desk")
    module.Desk = Desk
    monkeypatch.delitem(sys.modules, "lernmi.play.desk", raising=False)
    places = Places()
    answer(places, "play-1", verb="open", id=1)
    assert "lernmi.play.desk" not in sys.modules
    monkeypatch.setitem(sys.modules, "lernmi.play.desk", module)
    assert answer(places, "exercises-1", verb="hello", id=7) == {"id": 7, "got": "hello"}


def test_an_unknown_place_is_refused_and_the_others_continue():
    places = Places()
    for place in ("", "files-1", "Play-1", "__import__"):
        reply = answer(places, place, verb="open", id="a")
        assert reply["id"] == "a" and "must be play-... or exercises-..." in reply["refused"]
    assert places.objects == {}
    assert "scene" in answer(places, "play-1", verb="open", id=1)


def test_nobody_fills_the_memory_with_places():
    places = Places()
    for number in range(MOST_PLACES):
        places.objects[f"play-{number}"] = places.at("play-0")
    assert "reload the page" in answer(places, "play-new", verb="open", id=1)["refused"]
    assert "state" in answer(places, "play-0", verb="learn", id=2)


def test_a_reply_that_json_can_not_hold_is_refused():
    class Odd:
        def handle(self, message):
            return {"number": float("nan")}

    reply = json.loads(reply_as_json(Odd(), {"id": 3}))
    assert reply["id"] == 3 and "can't send its reply" in reply["refused"]


def test_what_raises_in_one_place_is_a_refusal_there():
    class Broken:
        def handle(self, message):
            raise RuntimeError("no")

    places = Places()
    places.objects["exercises-1"] = Broken()
    assert answer(places, "exercises-1", id=4) == {"id": 4, "refused": "RuntimeError: no"}
