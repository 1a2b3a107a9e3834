"""The Python half of the live page: live objects, and one method, `handle(message) -> reply`.

    session = Session()
    reply = session.handle({"verb": "learn", "steps": 1})

Messages and replies are plain dictionaries that JSON can hold; how they travel is not this file's
business. The Trainer shuffles and the Links calculate: nothing here does arithmetic of its own.
"""

from __future__ import annotations

import inspect
from bdb import BdbQuit
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isqrt
from time import perf_counter
from typing import Any

from lernmi.activations import Number
from lernmi.inside.diagram import brief
from lernmi.inside.explanations import network_name
from lernmi.inside.layout import layout_of
from lernmi.inside.moment_by_moment import moment_count
from lernmi.inside.numbers import significant
from lernmi.link import Link
from lernmi.network import Network
from lernmi.play import sentences
from lernmi.play.bits import bits_of, weights_from_bits
from lernmi.play.held import HeldLink, held_names
from lernmi.play.judging import judged, tapped
from lernmi.play.reasons import checked_reach, reasons_for
from lernmi.play.recipes import Recipe, read_recipe, whole_number_in
from lernmi.play.showing import errors_of, plane_of, points_of, state_of
from lernmi.play.situations import Opened, read_situation, situation_titles
from lernmi.play.timeline import Place, Timeline
from lernmi.support.numbers import checked_number, checked_whole_number
from lernmi.support.samples import Sample
from lernmi.support.texts import refusal, short_text
from lernmi.support.whole_epochs import TrainingDiverged

# The most steps that one message can ask for, and the longest time to learn without an answer.
MOST_STEPS = 100_000
MOST_MILLISECONDS = 1000
# A shared training is learned again when its address is opened: at most so many steps × Links.
MOST_SHARED_WORK = 1_000_000
# 300 weights are 3,200 characters; longer addresses get cut off in mails and chats.
MOST_LINKS_IN_ADDRESS = 300
MOST_UNDOS = 1000
# Cells along each side of the plane. Cells × Links is the work.
FEWEST_CELLS, MOST_CELLS = 8, 64
MOST_PLANE_WORK = 1_500_000

Reply = dict[str, Any]


class Session:
    """Live objects behind the page: a network, its samples, and a training of it.

    network, samples: your own, to watch them learn; or None, to open the default recipe.
    learning_rate: for your own network.

    Raises ValueError or TypeError for what a Trainer refuses.
    """

    timeline: Timeline
    network: Network
    undos: list[Place]

    def __init__(
        self,
        network: Network | None = None,
        samples: Iterable[Sample] | None = None,
        learning_rate: Number = 0.5,
    ) -> None:
        self.recipe: Recipe | Opened | None = None
        if network is None:
            self.open_recipe(read_recipe({}))
        else:
            samples = [] if samples is None else samples
            self.take(Timeline(network, samples, learning_rate=learning_rate))

    def handle(self, message: Any) -> Reply:
        """Do what a message asks for, and return the reply; it never raises an Exception.

        message: {"verb": ..., ...} with the arguments of that verb, and perhaps an "id", which the
            reply repeats. A message that can't be followed changes nothing; the reply then has
            "refused", a sentence.
        """
        reply: Reply = {}
        if isinstance(message, dict) and isinstance(message.get("id"), (int, str)):
            reply["id"] = message["id"]
        timeline, place, undos = self.timeline, self.timeline.place(), list(self.undos)
        noted, weights = timeline.engine.noted, timeline.network.weights
        try:
            verb, arguments = checked_message(message)
            done = verb(self, **arguments)
            if self.undos and self.undos[-1] == self.timeline.place():
                # Nothing has moved, so there is nothing to undo.
                self.undos.pop()
                if "state" in done:
                    done["state"]["undoes"] = self.undoes
            return {**reply, **done}
        except BdbQuit:
            # Somebody typed q in pdb, which ends the program.
            raise
        except KeyboardInterrupt:
            # Your program continues with the weights that the page showed last.
            timeline.network.forget()
            timeline.network.weights = weights
            raise
        except TrainingDiverged as problem:
            reply["refused"] = sentences.DIVERGED.format(epoch=problem.epoch)
        except (ValueError, TypeError, LookupError, ArithmeticError) as problem:
            reply["refused"] = str(problem.args[0]) if problem.args else type(problem).__name__
        except Exception as problem:
            # A Neuron or Link of your own may raise anything.
            kind, text = type(problem).__name__, short_text(problem)
            reply["refused"] = sentences.OWN_ERROR.format(kind=kind, problem=text)
        self.undos = undos
        if timeline.place() != place or timeline.engine.noted is not noted:
            reply.update(self.put_back(timeline, place))
        return reply

    def put_back(self, timeline: Timeline, place: Place) -> Reply:
        """Return to the place before a message that failed halfway.

        If a Link of your own raises again, the Timeline is at the start of an epoch, and this
        returns the state there.
        """
        try:
            timeline.return_to(place)
            return {}
        except Exception:
            self.undos = []
        try:
            return {"state": self.state()}
        except Exception:
            # It raises on the way forwards, too, so there is nothing to show.
            return {}

    # The verbs. Their arguments come from a message, so they can be anything.

    def open(self, recipe: Any = None) -> Reply:
        """Build a network and its samples from a recipe; without one, start again."""
        if recipe is None:
            # Your own network may have learned already: a reload or a second window keeps that.
            if self.recipe is not None:
                self.open_recipe(self.recipe)
        elif self.recipe is None:
            raise ValueError(sentences.OWN_NETWORK)
        elif isinstance(recipe, Mapping):
            self.open_shared(recipe)
        else:
            raise TypeError(refusal("recipe", "an object with names and values", recipe))
        return {"scene": self.scene(), "state": self.state()}

    def learn(self, steps: Any = 1, epochs: Any = 0, ms: Any = 0, continues: Any = False) -> Reply:
        """Learn: so many steps, or to the end of so many epochs, or for so many milliseconds.

        continues: whether one Undo takes this back together with the message before it.
        """
        steps = whole_number_in(steps, "steps", 0, MOST_STEPS)
        epochs = whole_number_in(epochs, "epochs", 0, MOST_STEPS)
        ms = whole_number_in(ms, "ms", 0, MOST_MILLISECONDS)
        timeline = self.timeline
        if epochs:
            in_epoch = timeline.steps_in_epoch
            steps = (timeline.step // in_epoch + epochs) * in_epoch - timeline.step
            if steps > MOST_STEPS:
                raise ValueError(refusal("epochs", f"at most {MOST_STEPS // in_epoch}", epochs))
        self.remember(continues)
        if ms:
            self.learn_for(ms / 1000)
        else:
            timeline.learn(steps)
        return {"state": self.state()}

    def moment(self, count: Any = 1) -> Reply:
        """Go so many moments forwards; a negative count goes back, within the step."""
        count = checked_whole_number(count, "count", at_least=-MOST_STEPS)
        self.remember(False)
        timeline = self.timeline
        if count < 0:
            now = timeline.walk.count if timeline.walk is not None else 0
            timeline.walk_to(max(0, now + count))
            return {"state": self.state()}
        for _ in range(min(count, moment_count(self.network) + 1)):
            if timeline.walk_forwards() is None:
                break
        return {"state": self.state()}

    def back(self, steps: Any = 1, epochs: Any = 0) -> Reply:
        """Go so many steps back, or to the start of so many epochs before; the bits are the same.

        A step on its way counts as one.
        """
        steps = whole_number_in(steps, "steps", 1, MOST_STEPS)
        epochs = whole_number_in(epochs, "epochs", 0, MOST_STEPS)
        timeline = self.timeline
        target = timeline.step - steps
        if epochs:
            in_epoch = timeline.steps_in_epoch
            begun = timeline.step + (timeline.walk is not None)
            target = (-(-begun // in_epoch) - epochs) * in_epoch
        elif timeline.walk is not None:
            target += 1
        self.remember(False)
        timeline.go_to(max(0, target))
        return {"state": self.state()}

    def go(self, step: Any) -> Reply:
        """Go to the place after so many steps, forwards or back."""
        step = whole_number_in(step, "step", 0, self.timeline.step + MOST_STEPS)
        self.remember(False)
        self.timeline.go_to(step)
        return {"state": self.state()}

    def undo(self) -> Reply:
        """Return to where you were before the last learning, moment, jump or set weight."""
        if not self.undos:
            raise ValueError("there is nothing to undo: this is where you began")
        place = self.undos.pop()
        self.timeline.return_to(place)
        return {"state": self.state()}

    def set(
        self, name: Any, weight: Any, low: Any = None, high: Any = None, continues: Any = False
    ) -> Reply:
        """Set a Link's weight by hand, and say what the error is there; see `why`."""
        link = self.link_called(name)
        if isinstance(link, HeldLink):
            raise ValueError(sentences.HELD.format(name=link.name, weight=brief(link.weight)))
        number = checked_number(weight, "weight")
        if isinstance(link.weight, float):
            # JSON writes 1.0 as 1, and an address takes only floats.
            number = float(number)
        weights = self.weights_with(link, number)
        reach = checked_reach(low, high)
        self.remember(continues)
        self.timeline.set_weights(weights)
        return {"state": self.state(), "why": self.reasons(name, "sample", reach)}

    def why(
        self, name: Any = None, over: Any = "sample", low: Any = None, high: Any = None
    ) -> Reply:
        """Explain a Link, a Neuron or, without a name, the whole network.

        over: "sample" or "all", what the error curve of a Link is the error of.
        low, high: the ends of that curve; without them, they suit the weight.
        """
        return {"why": self.reasons(name, over, checked_reach(low, high))}

    def plane(self, cells: Any = 24) -> Reply:
        """Return what each Neuron outputs for inputs all over the plane, row by row from the top.

        cells: how many along each side, or fewer if the network is large. Only for two inputs.
        """
        cells = whole_number_in(cells, "cells", 2, MOST_CELLS)
        # A coarser plane for a large network, so that nobody waits for it.
        most = max(FEWEST_CELLS, isqrt(MOST_PLANE_WORK // len(self.network.links)))
        cells = min(cells, most)
        if len(self.network.neuron_layers[0].neurons) != 2:
            raise ValueError("the plane needs a network with 2 inputs")
        return {"plane": plane_of(self.network, self.timeline.samples, cells)}

    def answer(self, choice: Any) -> Reply:
        """Say whether an answer is right, and why.

        choice: the position of a choice of the situation. Without a situation, the name of the
            Link that somebody expects to change most.
        """
        opened = self.recipe
        if not isinstance(opened, Opened):
            right, words = tapped(self.timeline, self.link_called(choice).name)
            return {"answer": {"right": right, "words": words}, "state": self.state()}
        right, words = opened.situation.reveal(choice)
        reply: Reply = {"answer": {"right": right, "words": words}}
        after = opened.after(choice)
        if after != opened:
            self.open_recipe(after)
            reply["scene"] = self.scene()
        return {**reply, "state": self.state()}

    def judge(self) -> Reply:
        """Return the state, with how many points are right, and how many of those held out.

        Of a few samples, it has the error of each, too.
        """
        samples = self.timeline.samples
        right = judged(self.network, samples, self.unseen)
        errors = errors_of(self.network, samples)
        return {"state": {**self.state(), "right": right, "errors": errors}}

    def share(self) -> Reply:
        """Return what brings back this very place: the recipe, the step and the weights' bits.

        For a step on its way, that is the place before it. "fitsAddress" says whether an address
        has room for all of it; a file always has.
        """
        if self.recipe is None:
            raise ValueError(sentences.OWN_NETWORK)
        wishes = self.recipe.as_wishes()
        step = self.timeline.step
        if step and step * len(self.network.links) <= MOST_SHARED_WORK:
            wishes["step"] = str(step)
        if step or self.timeline.edits:
            wishes["weights"] = bits_of(self.timeline.weights_before())
        fits = len(self.network.links) <= MOST_LINKS_IN_ADDRESS
        return {"recipe": wishes, "fitsAddress": fits}

    # What the verbs do.

    def take(self, timeline: Timeline) -> None:
        """Show this training from now on."""
        self.timeline = timeline
        self.network = timeline.network
        self.undos = []

    def open_recipe(self, recipe: Recipe | Opened) -> None:
        """Build what a recipe says, and show it."""
        self.take(timeline_of(recipe))
        self.recipe = recipe

    def open_shared(self, wishes: Mapping[str, Any]) -> None:
        """Build what an address says: a recipe, and perhaps a step and the bits of the weights.

        The training up to that step is learned again. If the weights then differ from those of the
        address, because they were set by hand or another computer rounds differently, those of the
        address are set.
        """
        others = {name: value for name, value in wishes.items() if name not in ("step", "weights")}
        recipe = read_situation(others) if "situation" in others else read_recipe(others)
        timeline = timeline_of(recipe)
        most = MOST_SHARED_WORK // len(timeline.network.links)
        step = whole_number_in(wishes.get("step", 0), "step", 0, most)
        weights = None
        if "weights" in wishes:
            weights = weights_from_bits(wishes["weights"], timeline.network)
        timeline.learn(step)
        if weights is not None and not same_bits(weights, timeline.network.weights):
            refuse_other_held_weights(timeline.network, weights)
            timeline.set_weights(weights, by_hand=False)
        self.take(timeline)
        self.recipe = recipe

    def remember(self, continues: Any) -> None:
        """Remember the present place for Undo."""
        if not isinstance(continues, bool):
            raise TypeError(refusal("continues", "true or false", continues))
        if continues and self.undos:
            return
        place = self.timeline.place()
        if not self.undos or self.undos[-1] != place:
            self.undos.append(place)
        del self.undos[:-MOST_UNDOS]

    def learn_for(self, seconds: float) -> None:
        """Learn for about so many seconds."""
        until = perf_counter() + seconds
        steps = 1
        while True:
            started = perf_counter()
            self.timeline.learn(steps)
            now = perf_counter()
            if now + 2 * (now - started) < until:
                steps = min(2 * steps, 1024)
            elif now >= until:
                return

    def weights_with(self, link: Link, weight: Number) -> Sequence[Sequence[Number]]:
        """Return the network's weights with another one for this Link."""
        return [
            [weight if other is link else other.weight for other in layer.links]
            for layer in self.network.link_layers
        ]

    def link_called(self, name: Any) -> Link:
        """Return the Link of that name; ValueError or TypeError if there is none."""
        if not isinstance(name, str):
            raise TypeError(refusal("name", 'the name of a Link, such as "h1->y1"', name))
        return self.network.link(name)

    # What the page shows.

    def scene(self) -> Reply:
        """Return what stays the same while the network learns."""
        network, timeline = self.network, self.timeline
        output = network.neuron_layers[-1].neurons[0].activation.name
        return {
            "title": network_name(network),
            "recipe": self.recipe_data(),
            "situation": self.recipe.as_scene() if isinstance(self.recipe, Opened) else None,
            "situations": [] if self.recipe is None else situation_titles(),
            "layout": layout_of(network),
            "held": sorted(held_names(network)),
            "samples": len(timeline.samples),
            "stepsInEpoch": timeline.steps_in_epoch,
            "momentsInStep": moment_count(network) if timeline.batch_size == 1 else 0,
            "points": points_of(timeline.samples),
            "unseen": points_of(self.unseen),
            "lowestLabel": 0 if output == "sigmoid" else -1,
            "learningRate": significant(timeline.training.learning_rate),
        }

    def recipe_data(self) -> Reply | None:
        """Return the recipe with all its settings; of a situation, what an address has."""
        if isinstance(self.recipe, Opened):
            return dict(self.recipe.as_wishes())
        return None if self.recipe is None else self.recipe._asdict()

    @property
    def unseen(self) -> list[Sample]:
        """The samples that the network never sees."""
        return self.recipe.unseen() if isinstance(self.recipe, Opened) else []

    def state(self) -> Reply:
        """Return everything on the page that changes."""
        return {**state_of(self.timeline), "undoes": self.undoes, "right": None}

    @property
    def undoes(self) -> int | None:
        """How many steps Undo would take back; below 0 after a jump back; None without an Undo."""
        return self.timeline.step - self.undos[-1].step if self.undos else None

    def reasons(self, name: Any, over: Any, reach: tuple[float, float] | None) -> Reply:
        """Return what `why` replies."""
        bead = self.recipe.situation.bead if isinstance(self.recipe, Opened) else None
        return reasons_for(self.timeline, name, over, reach, bead)


# The verbs of messages.

VERBS: dict[str, Callable[..., Reply]] = {
    "open": Session.open,
    "learn": Session.learn,
    "moment": Session.moment,
    "back": Session.back,
    "go": Session.go,
    "undo": Session.undo,
    "set": Session.set,
    "why": Session.why,
    "plane": Session.plane,
    "share": Session.share,
    "answer": Session.answer,
    "judge": Session.judge,
}


def checked_message(
    message: Any, verbs: Mapping[str, Callable[..., Reply]] = VERBS
) -> tuple[Callable[..., Reply], dict[str, Any]]:
    """Return the method that a message asks for, and its arguments; ValueError or TypeError.

    verbs: the methods that a message can ask for, by their names.
    """
    if not isinstance(message, dict):
        raise TypeError(refusal("a message", 'an object such as {"verb": "learn"}', message))
    verb = message.get("verb")
    if not isinstance(verb, str) or verb not in verbs:
        raise ValueError(refusal("verb", " or ".join(verbs), verb))
    arguments = {name: value for name, value in message.items() if name not in ("verb", "id")}
    parameters = list(inspect.signature(verbs[verb]).parameters.values())[1:]
    known = [parameter.name for parameter in parameters]
    for name in arguments:
        if name not in known:
            takes = " or ".join(known) or "nothing"
            raise ValueError(f"{verb} takes {takes}; got {short_text(name)}")
    for parameter in parameters:
        if parameter.default is parameter.empty and parameter.name not in arguments:
            raise ValueError(f"{verb} needs {parameter.name}")
    return verbs[verb], arguments


def timeline_of(recipe: Recipe | Opened) -> Timeline:
    """Return the training that a recipe describes, at its beginning."""
    return Timeline(
        recipe.network(),
        recipe.samples(),
        learning_rate=recipe.rate,
        batch_size=recipe.batch,
        seed=recipe.seed,
    )


def refuse_other_held_weights(network: Network, weights: Sequence[Sequence[Number]]) -> None:
    """Raise ValueError if the weights differ from those that a situation holds."""
    for layer, its_weights in zip(network.link_layers, weights):
        for link, weight in zip(layer.links, its_weights):
            if isinstance(link, HeldLink) and weight != link.weight:
                raise ValueError(sentences.HELD.format(name=link.name, weight=brief(link.weight)))


def same_bits(one: Sequence[Sequence[Number]], other: Sequence[Sequence[Number]]) -> bool:
    """Say whether two sets of weights are equal to the last bit, the sign of 0 included."""
    return [list(map(repr, layer)) for layer in one] == [list(map(repr, layer)) for layer in other]
