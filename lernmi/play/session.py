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
from time import perf_counter
from typing import Any

from lernmi.activations import Number
from lernmi.inside.diagram import brief, drawn_links, drawn_neurons, sensitivity_of
from lernmi.inside.explanations import explain, network_name
from lernmi.inside.layout import layout_of
from lernmi.inside.moment_by_moment import Moment, moment_count
from lernmi.inside.numbers import significant
from lernmi.inside.replays import as_json, evenly, source_lines
from lernmi.inside.sentences import PHASES
from lernmi.inside.what_if import WeightCurve, weight_curve
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.play import sentences
from lernmi.play.bits import bits_of, weights_from_bits
from lernmi.play.held import HeldLink, is_held
from lernmi.play.judging import judged, tapped
from lernmi.play.recipes import Recipe, read_recipe, whole_number_in
from lernmi.play.situations import Opened, read_situation, situation_titles
from lernmi.play.timeline import Place, Timeline
from lernmi.support.numbers import checked_number
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
MOST_CURVE_POINTS = 160
# The error curve of a weight over all samples goes through at most so many of them.
MOST_CURVE_SAMPLES = 200
# Values of a weight in its error curve, on each side of the middle.
CURVE_SIDE = 20
# How far an activation's curve reaches to each side of 0, at least.
CURVE_REACH = 6.0
# Cells along each side of the plane, and how far it reaches beyond the samples.
MOST_CELLS = 64
PLANE_MARGIN = 0.25

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
            self.take(Timeline(network, samples or [], learning_rate=learning_rate))

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
        noted = timeline.engine.noted
        try:
            verb, arguments = checked_message(message)
            return {**reply, **verb(self, **arguments)}
        except BdbQuit:
            # Somebody typed q in pdb, which ends the program.
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
            self.put_back(timeline, place)
        return reply

    def put_back(self, timeline: Timeline, place: Place) -> None:
        """Return to the place before a message that failed half way."""
        try:
            timeline.return_to(place)
        except Exception:
            # A Link of your own raised again; the Timeline is at the start of an epoch.
            return

    # The verbs. Their arguments come from a message, so they can be anything.

    def open(self, recipe: Any = None) -> Reply:
        """Build a network and its samples from a recipe; without one, start again."""
        if recipe is None:
            if self.recipe is None:
                self.timeline.return_to(Place(0, 0, ()))
                self.undos = []
            else:
                self.open_recipe(self.recipe)
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
        count = checked_whole(count, "count")
        self.remember(False)
        timeline = self.timeline
        if count < 0:
            now = timeline.walk.count if timeline.walk is not None else 0
            timeline.walk_to(max(0, now + count))
            return {"state": self.state()}
        for _ in range(min(count, self.moments_in_step + 1)):
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
            target = (-(-timeline.step // in_epoch) - epochs) * in_epoch
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
        if over not in ("sample", "all"):
            raise ValueError(refusal("over", "sample or all", over))
        return {"why": self.reasons(name, over, checked_reach(low, high))}

    def plane(self, cells: Any = 24) -> Reply:
        """Return what each Neuron outputs for inputs all over the plane, row by row from the top.

        cells: how many along each side. Only for two inputs.
        """
        cells = whole_number_in(cells, "cells", 2, MOST_CELLS)
        if len(self.network.neuron_layers[0].neurons) != 2:
            raise ValueError("the plane needs a network with 2 inputs")
        low, high = self.plane_ends()
        network = self.network.copy()
        neurons = drawn_neurons(network)
        values: list[list[float | None]] = [[] for _ in neurons]
        for row in range(cells):
            y = high - (high - low) * row / (cells - 1)
            for column in range(cells):
                x = low + (high - low) * column / (cells - 1)
                network.propagate([x, y])
                for neuron, its_values in zip(neurons, values):
                    its_values.append(rounded(neuron.output))
        return {
            "plane": {
                "cells": cells,
                "low": low,
                "high": high,
                "names": [neuron.name for neuron in neurons],
                "values": values,
            }
        }

    def answer(self, choice: Any) -> Reply:
        """Say whether an answer is right, and why.

        choice: the position of a choice of the situation. Without a situation, the name of the
            Link of which somebody thinks that its weight will change most.
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
        """Return the state, with how many points are right, and how many of those held out."""
        self.timeline.leave_walk()
        right = judged(self.network, self.timeline.samples, self.unseen)
        return {"state": {**self.state(), "right": right}}

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
            walk = self.timeline.walk
            wishes["weights"] = bits_of(self.network.weights if walk is None else walk.weights)
        fits = len(self.network.links) <= MOST_LINKS_IN_ADDRESS
        return {"recipe": wishes, "fitsAddress": fits}

    # What the verbs do.

    def take(self, timeline: Timeline) -> None:
        """Show this training from now on."""
        self.timeline = timeline
        self.network = timeline.network
        self.undos = []
        self.neurons: list[Neuron] = drawn_neurons(self.network)
        self.links: list[Link] = [link for links in drawn_links(self.network) for link in links]
        # Counted without a trial step, in which your breakpoints would stop.
        is_alone = timeline.batch_size == 1
        self.moments_in_step: int = moment_count(self.network) if is_alone else 0

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
            timeline.set_weights(weights)
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
        layout = layout_of(network)
        for part in layout["neurons"] + layout["links"]:
            # Of a Neuron: whether all Links that lead away from it are held.
            part["held"] = is_held(network, part["name"])
        output = network.neuron_layers[-1].neurons[0].activation.name
        return {
            "title": network_name(network),
            "recipe": self.recipe_data(),
            "situation": self.recipe.as_scene() if isinstance(self.recipe, Opened) else None,
            "situations": [] if self.recipe is None else situation_titles(),
            "layout": layout,
            "samples": len(timeline.samples),
            "stepsInEpoch": timeline.steps_in_epoch,
            "momentsInStep": self.moments_in_step,
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
        """Return everything on the page that changes, with all numbers as the page shows them.

        Between two steps, the sample that was learned last goes through the network once more, so
        that its outputs and its error are those of the present weights.
        """
        timeline, network = self.timeline, self.network
        position = timeline.shown_position()
        inputs, expected = timeline.samples[position]
        walk = timeline.walk
        if walk is None:
            network.propagate(inputs)
        outputs = network.neuron_layers[-1].outputs()
        error = None
        if None not in outputs:
            error = network.error_function.function(outputs, expected)
        before = None
        is_edited = any(edit.step == timeline.step for edit in timeline.edits)
        if timeline.engine.errors and walk is None and not is_edited:
            before = timeline.engine.errors[-1]
        step = timeline.step
        sample = self.sample_words(inputs, expected)
        if walk is not None:
            words = sentences.MOMENT.format(
                count=walk.count, total=self.moments_in_step, step=step + 1
            )
        elif is_edited:
            words = sentences.EDITED.format(step=step, sample=sample, now=text_of(error))
        elif before is None:
            words = sentences.READY.format(sample=sample)
        else:
            epoch = (step - 1) // timeline.steps_in_epoch + 1
            words = sentences.STEP_DONE.format(
                step=step, epoch=epoch, sample=sample, before=text_of(before), now=text_of(error)
            )
        return {
            "step": step,
            "epoch": step // timeline.steps_in_epoch,
            "words": words,
            "sample": {
                "position": position,
                "words": sample,
                "inputs": [as_json(number) for number in inputs],
                "expected": [brief(number) for number in expected],
            },
            "error": {
                "before": text_of(before),
                "now": text_of(error),
                "numbers": [
                    None if number is None else as_json(number) for number in (before, error)
                ],
            },
            "neurons": [self.neuron_numbers(neuron) for neuron in self.neurons],
            "links": [link_numbers(link) for link in self.links],
            "done": self.step_done(),
            "moment": None if walk is None or walk.moment is None else moment_data(walk),
            "curve": self.error_curve(),
            "canUndo": bool(self.undos),
            "right": None,
        }

    def neuron_numbers(self, neuron: Neuron) -> Reply:
        """Return a Neuron's numbers now: as texts, and the output as a number."""
        is_bias = isinstance(neuron, BiasNeuron)
        return {
            "output": brief(neuron.output),
            "total": "" if is_bias else brief(neuron.total_input),
            "sensitivity": sensitivity_of(neuron),
            "number": None if neuron.output is None else as_json(neuron.output),
        }

    def step_done(self) -> Reply | None:
        """Return the numbers of the newest step, from before its nudge; None before the first.

        From these, the page draws the step's way forwards, its way back and its nudges.
        """
        noted = self.timeline.engine.noted
        if noted is None:
            return None
        neurons = {id(neuron): place for place, neuron in enumerate(self.network.neurons)}
        links = {id(link): place for place, link in enumerate(self.network.links)}
        # Bias Neurons are drawn, and are not in network.neurons.
        at = [neurons.get(id(neuron)) for neuron in self.neurons]
        to = [links[id(link)] for link in self.links]
        changes = [link.weight - noted.weights[place] for link, place in zip(self.links, to)]
        sent = [sent_back(noted.output_sensitivities[place], noted.weights[place]) for place in to]
        return {
            "outputs": ["1" if place is None else brief(noted.outputs[place]) for place in at],
            "sensitivities": [
                "" if place is None else brief(noted.sensitivities[place]) for place in at
            ],
            "slopes": ["" if place is None else brief(noted.slopes[place]) for place in at],
            "weights": [brief(noted.weights[place]) for place in to],
            "outputSensitivities": [brief(noted.output_sensitivities[place]) for place in to],
            "sent": sent,
            "weightSensitivities": [brief(noted.weight_sensitivities[place]) for place in to],
            "changes": [brief(change) for change in changes],
            "numbers": [as_json(change) for change in changes],
            "most": most_changed(self.links, changes),
        }

    def error_curve(self) -> list[list[Any]]:
        """Return [epoch, mean error] for some epochs of the history, the first and last too."""
        history = self.timeline.trainer.history
        if not history:
            return []
        chosen = sorted(evenly(len(history), MOST_CURVE_POINTS))
        return [[history[place].epoch, as_json(history[place].error)] for place in chosen]

    def sample_words(self, inputs: Sequence[Number], expected: Sequence[Number]) -> str:
        """Return a sample in words, such as "x1 0, x2 1 → y1 1"."""
        first, last = self.network.neuron_layers[0], self.network.neuron_layers[-1]
        return sentences.SAMPLE.format(
            inputs=named_numbers(first.neurons, inputs),
            expected=named_numbers(last.neurons, expected),
        )

    def plane_ends(self) -> tuple[float, float]:
        """Return the lowest and the highest number on both axes of the plane."""
        numbers = [number for inputs, _ in self.timeline.samples for number in inputs]
        low, high = float(min(numbers)), float(max(numbers))
        margin = PLANE_MARGIN * (high - low) or 1.0
        return low - margin, high + margin

    def reasons(self, name: Any, over: str, reach: tuple[float, float] | None) -> Reply:
        """Return the explanation of a Link, a Neuron or the network; for a Link, with its curve.

        All of it is about the sample that the page shows, with the weights that it shows.
        """
        timeline, network = self.timeline, self.network
        sample = timeline.samples[timeline.shown_position()]
        rate = timeline.training.learning_rate
        if name is None:
            return {"name": None, "text": explain(network, sample, learning_rate=rate).text}
        if not isinstance(name, str):
            raise TypeError(refusal("name", "the name of a Neuron or a Link", name))
        if "->" not in name:
            neuron = network.neuron(name)
            text = explain(network, sample, name, learning_rate=rate).text
            return {"name": name, "text": text, "activation": self.activation_of(neuron, sample)}
        link = self.link_called(name)
        ends = link.input_neuron.name, link.output_neuron.name
        text = explain(network, sample, *ends, learning_rate=rate).text
        samples = [sample] if over == "sample" else timeline.samples[:MOST_CURVE_SAMPLES]
        weights = None if reach is None else spread(*reach)
        curve = weight_curve(network, link, samples, weights)
        reply: Reply = {"name": name, "text": text, "curve": curve_data(curve, over, rate)}
        if isinstance(link, HeldLink):
            reply["curve"].update(nudge=0, nudgeWords=sentences.HELD_NUDGE)
        bead = self.recipe.situation.bead if isinstance(self.recipe, Opened) else None
        if link.output_neuron.name == bead:
            reply["activation"] = self.activation_of(link.output_neuron, sample)
        return reply

    def activation_of(self, neuron: Neuron, sample: Sample) -> Reply | None:
        """Return a Neuron's activation as a curve, with its place on it; None for an input."""
        if neuron in self.network.neuron_layers[0].senders() or isinstance(neuron, BiasNeuron):
            return None
        copy = self.network.copy()
        copy.propagate(sample[0])
        return activation_data(copy.neuron(neuron.name))


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


def checked_message(message: Any) -> tuple[Callable[..., Reply], dict[str, Any]]:
    """Return the method that a message asks for, and its arguments; ValueError or TypeError."""
    if not isinstance(message, dict):
        raise TypeError(refusal("a message", 'an object such as {"verb": "learn"}', message))
    verb = message.get("verb")
    if not isinstance(verb, str) or verb not in VERBS:
        raise ValueError(refusal("verb", " or ".join(VERBS), verb))
    arguments = {name: value for name, value in message.items() if name not in ("verb", "id")}
    parameters = list(inspect.signature(VERBS[verb]).parameters.values())[1:]
    known = [parameter.name for parameter in parameters]
    for name in arguments:
        if name not in known:
            takes = " or ".join(known) or "nothing"
            raise ValueError(f"{verb} takes {takes}; got {short_text(name)}")
    for parameter in parameters:
        if parameter.default is parameter.empty and parameter.name not in arguments:
            raise ValueError(f"{verb} needs {parameter.name}")
    return VERBS[verb], arguments


def checked_whole(value: Any, what: str) -> int:
    """Return a whole number, which may be negative; TypeError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(refusal(what, "a whole number", value))
    return value


def checked_reach(low: Any, high: Any) -> tuple[float, float] | None:
    """Return the two ends of a curve, or None if both are missing; ValueError or TypeError."""
    if low is None and high is None:
        return None
    low, high = checked_number(low, "low"), checked_number(high, "high")
    if not low < high:
        raise ValueError(refusal("low", f"below high, which is {short_text(high)}", low))
    return float(low), float(high)


def spread(low: float, high: float) -> list[Number]:
    """Return evenly spaced weights from `low` to `high`."""
    count = 2 * CURVE_SIDE
    return [low + (high - low) * place / count for place in range(count + 1)]


# Numbers and objects as data.


def points_of(samples: Sequence[Sample]) -> list[list[float | None]]:
    """Return each sample's two inputs and its first expected number; nothing for other samples."""
    if not samples or len(samples[0][0]) != 2:
        return []
    return [[*map(as_json, inputs), as_json(expected[0])] for inputs, expected in samples]


def activation_data(neuron: Neuron) -> Reply:
    """Return the curve of a Neuron's activation, from total input to output, and its place."""
    total = float(neuron.total_input)
    reach = max(CURVE_REACH, 1.25 * abs(total))
    inputs = spread(-reach, reach)
    return {
        "inputs": [as_json(each) for each in inputs],
        "outputs": [as_json(neuron.activation.function(each)) for each in inputs],
        "total": as_json(total),
        "output": as_json(neuron.output),
        "slope": as_json(neuron.slope),
        "words": sentences.ACTIVATION_WORDS.format(
            total=brief(total),
            name=neuron.name,
            output=brief(neuron.output),
            slope=brief(neuron.slope),
            change=brief(neuron.slope / 10),
        ),
    }


def timeline_of(recipe: Recipe | Opened) -> Timeline:
    """Return the training that a recipe describes, at its beginning."""
    return Timeline(
        recipe.network(),
        recipe.samples(),
        learning_rate=recipe.rate,
        batch_size=recipe.batch,
        seed=recipe.seed,
    )


def same_bits(one: Sequence[Sequence[Number]], other: Sequence[Sequence[Number]]) -> bool:
    """Say whether two sets of weights are equal to the last bit, the sign of 0 included."""
    return [list(map(repr, layer)) for layer in one] == [list(map(repr, layer)) for layer in other]


def named_numbers(neurons: Sequence[Neuron], numbers: Sequence[Number]) -> str:
    """Return each Neuron's name with its number, such as "x1 0, x2 1"."""
    return ", ".join(
        [
            sentences.NAMED_NUMBER.format(name=neuron.name, number=brief(number))
            for neuron, number in zip(neurons, numbers)
        ]
    )


def link_numbers(link: Link) -> Reply:
    """Return a Link's numbers now: as texts, and the weight as a number."""
    return {
        "weight": brief(link.weight),
        "sensitivity": sensitivity_of(link),
        "number": as_json(link.weight),
    }


def sent_back(output_sensitivity: Number | None, weight: Number) -> str:
    """Return what a Link sent back; "" if it is a Link of your own that didn't say."""
    return "" if output_sensitivity is None else brief(output_sensitivity * weight)


def most_changed(links: Sequence[Link], changes: Sequence[Number]) -> Reply:
    """Return the name of the Link whose weight changed most, and a sentence about it."""
    sizes = [abs(change) for change in changes]
    place = sizes.index(max(sizes))
    name = links[place].name
    words = sentences.MOST_CHANGED.format(name=name, change=brief(changes[place]))
    return {"name": name, "words": words}


def moment_data(walk: Any) -> Reply:
    """Return the newest moment of a step as data, with the lines of code that did it."""
    moment: Moment = walk.moment
    source = moment.source
    return {
        "count": walk.count,
        "name": moment.name,
        "verb": moment.verb,
        "phase": PHASES[moment.verb],
        "others": list(moment.others),
        "words": moment.words,
        "formula": moment.formula,
        "source": None if source is None else source_lines(source),
    }


def curve_data(curve: WeightCurve, over: str, rate: Number) -> Reply:
    """Return a weight's error curve as data, and a sentence about it."""
    nudge = -rate * curve.sensitivity
    words = sentences.CURVE_WORDS.format(
        weight=significant(curve.weight),
        error=significant(curve.error),
        sensitivity=significant(curve.sensitivity),
        change=brief(curve.sensitivity / 100),
    )
    moves = sentences.CURVE_NO_NUDGE
    if nudge:
        moves = sentences.CURVE_NUDGE.format(
            nudge=significant(nudge), after=significant(curve.weight + nudge)
        )
    return {
        "over": over,
        "weights": [as_json(weight) for weight in curve.weights],
        "errors": [as_json(error) for error in curve.errors],
        "weight": as_json(curve.weight),
        "error": as_json(curve.error),
        "sensitivity": as_json(curve.sensitivity),
        "nudge": as_json(nudge),
        "weightText": brief(curve.weight),
        "words": words,
        "nudgeWords": moves if over == "sample" else "",
    }


def text_of(number: Number | None) -> str:
    """Return a number as the page shows it; "" for None."""
    return "" if number is None else brief(number)


def rounded(number: Number) -> float | None:
    """Return an output with three decimals, which is enough for a colour."""
    value = as_json(number)
    return None if value is None else round(value, 3)
