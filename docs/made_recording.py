"""Record what Python replies at first, so that people can begin while Python still loads.

    recording(["xor"])            the default network
    recording(["situation", "paths-add"])

A recording has the real replies of a Session to the first presses: so many steps forwards and back,
slow motion through the first step, the answers to a situation's question, and what the page asks at
rest. play_page/recorded.mjs replies with them. It has no weights' bits: an address that the page
writes meanwhile has the step, and Python learns up to it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from lernmi.play import Session
from lernmi.play.situations import SITUATIONS, Opened
from lernmi.support.texts import refusal

# Steps forwards; an opening with points has larger replies, and one with many points still larger.
STEPS, STEPS_WITH_POINTS, STEPS_WITH_MANY_POINTS = 8, 4, 1
MANY_POINTS = 20
# For each Link and Neuron of a network with at most so many Links, the page can ask why.
FEW_LINKS = 12
# The page asks for so many cells at rest (play.mjs).
CELLS = 36
CELLS_OF_MANY_LINKS, MANY_LINKS = 28, 60
# The ends of the curve in the valley of "learning-rate" (play.mjs).
VALLEY_LOW, VALLEY_HIGH = -6, 8

Reply = dict[str, Any]


@cache
def recordings() -> dict[str, bytes]:
    """Return all recordings as JSON, by name: "xor", and each situation's key."""
    found = {"xor": recording({})}
    for key in SITUATIONS:
        found[key] = recording({"situation": key})
    return {
        name: json.dumps(each, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        for name, each in found.items()
    }


def recording(wishes: dict[str, str]) -> Reply:
    """Return the recording of one opening: its scenes, and what the page shows at each place.

    wishes: as an address has them.
    """
    session = Session()
    say(session, verb="open", recipe=wishes)
    # Scenes are alike, and compress well side by side.
    answers, scenes = [], {"": scene_of(session)}
    places = {"": places_from(session, steps_of(session))}
    opened = session.recipe
    if isinstance(opened, Opened):
        for choice in range(len(opened.situation.choices)):
            say(session, verb="open", recipe=wishes)
            answers.append(say(session, verb="answer", choice=choice)["answer"])
            if isinstance(session.recipe, Opened) and session.recipe != opened:
                chosen = session.recipe.chosen
                answers[-1]["opens"] = chosen
                if chosen not in scenes:
                    scenes[chosen] = scene_of(session)
                    many = len(session.timeline.samples) > MANY_POINTS
                    places[chosen] = places_from(session, 0 if many else steps_of(session))
    return {"answers": answers, "scenes": scenes, "places": places}


def scene_of(session: Session) -> Reply:
    """Return the scene of a network that was just opened, and its recipe for an address."""
    return {"recipe": say(session, verb="share")["recipe"], "scene": session.scene()}


def steps_of(session: Session) -> int:
    """Return how many steps to record."""
    points = len(session.scene()["points"])
    if points == 0:
        return STEPS
    return STEPS_WITH_POINTS if points <= MANY_POINTS else STEPS_WITH_MANY_POINTS


def places_from(session: Session, steps: int) -> Reply:
    """Return the places of a network that was just opened, by step and moment, such as "0.12"."""
    scene = session.scene()
    is_small = len(session.network.links) <= FEW_LINKS
    places = {}
    for step in range(steps + 1):
        is_first = step == 0 and is_small
        places[f"{step}.0"] = place_of(session, scene, is_first)
        if is_first and steps:
            for moment in range(1, scene["momentsInStep"] + 1):
                say(session, verb="moment")
                places[f"{step}.{moment}"] = {"state": session.state()}
        say(session, verb="learn", steps=1)
    return places


def place_of(session: Session, scene: Reply, with_all: bool) -> Reply:
    """Return what the page may show at the present place: the state, and replies by message.

    with_all: whether the page can ask about each Link and Neuron.
    """
    place: Reply = {"state": session.state(), "looks": {}}
    judged = session.handle({"verb": "judge"})
    if "state" in judged:
        place["judged"] = {name: judged["state"][name] for name in ("right", "errors")}
    looks = place["looks"]
    situation = scene["situation"]
    if scene["points"]:
        cells = CELLS if len(session.network.links) < MANY_LINKS else CELLS_OF_MANY_LINKS
        looks[f"plane {cells}"] = say(session, verb="plane", cells=cells)
    if with_all and situation is None:
        for link in session.network.links:
            reply = say(session, verb="answer", choice=link.name)
            looks[f"answer {link.name}"] = {"answer": reply["answer"]}
    names = [None]
    if situation and situation["focus"]:
        names.append(situation["focus"])
    if with_all:
        parts = (*session.network.links, *session.network.neurons)
        names.extend(part.name for part in parts if part.name not in names)
    for name in names:
        message: Reply = {"name": name}
        if name is not None and "->" in name:
            message["over"] = "sample"
            if situation and situation["key"] == "learning-rate":
                message.update(valley_ends(session, name))
        looks[why_key(message)] = say(session, verb="why", **message)
    return place


def valley_ends(session: Session, name: str) -> Reply:
    """Return the ends of a weight's curve in the valley, as play.mjs finds them."""
    weight = session.network.link(name).weight
    ends = {"low": min(VALLEY_LOW, weight - 1), "high": max(VALLEY_HIGH, weight + 1)}
    curve = say(session, verb="why", name=name, over="sample", **ends)["why"]["curve"]
    following = curve["weight"] + (curve["nudge"] or 0)
    if ends["low"] <= following <= ends["high"]:
        return ends
    return {"low": min(ends["low"], following - 1), "high": max(ends["high"], following + 1)}


def why_key(message: Reply) -> str:
    """Return the name of a reply to `why`, the same as in recorded.mjs."""
    words = [message["name"], message.get("over"), message.get("low"), message.get("high")]
    return " ".join(["why", *["" if word is None else number_text(word) for word in words]])


def number_text(word: Any) -> str:
    """Return a word or a number as JavaScript writes it."""
    return str(int(word)) if isinstance(word, float) and word == int(word) else str(word)


def say(session: Session, **message: Any) -> Reply:
    """Return the session's reply; ValueError if it refuses."""
    reply = session.handle(message)
    if "refused" in reply:
        raise ValueError(refusal("a recorded message", "one that lernmi follows", reply["refused"]))
    return reply
