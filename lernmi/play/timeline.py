"""A training that you can walk through forwards and back, step by step and moment by moment.

A step is one batch: its samples, and the nudge. The Trainer's own stepping does the work. To go
back, the Timeline restores a state that it kept at the start of an epoch, and learns forwards
again from there; so the weights have the same bits as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lernmi.activations import Number
from lernmi.inside.moment_by_moment import Moment, moments
from lernmi.network import Network
from lernmi.support.engines import LinksEngine
from lernmi.support.records import EpochRecord, History
from lernmi.support.samples import Sample, checked_samples
from lernmi.trainer import Trainer, Training

Weights = Sequence[Sequence[Number]]

# Kept states hold at most so many numbers together. A random generator's state has 625.
MOST_NUMBERS = 250_000
RANDOM_NUMBERS = 625
# In a long training, the history keeps at most so many records.
MOST_RECORDS = 20_000


class Noted(NamedTuple):
    """The numbers of a step just before its nudge, in the order of the network's parts.

    outputs, slopes, sensitivities: each Neuron's.
    weights, output_sensitivities, weight_sensitivities: each Link's.
    """

    outputs: list[Number]
    slopes: list[Number]
    sensitivities: list[Number]
    weights: list[Number]
    output_sensitivities: list[Number]
    weight_sensitivities: list[Number]


class NotingEngine(LinksEngine):
    """The engine "links", which also notes the numbers of the newest step.

    positions: the positions of the samples of the newest run.
    errors: their errors, each from before its nudge.
    noted: the numbers of the newest step, or None before the first.
    walked: the error and outputs of a sample that `moments` has already learned from. The next
        `learn` returns them, and the sample counts as learned.
    """

    def __init__(self) -> None:
        self.positions: Sequence[int] = ()
        self.errors: list[Number] = []
        self.noted: Noted | None = None
        self.walked: tuple[Number, list[Number]] | None = None
        self.notes: bool = False

    def learn(
        self, order: Sequence[int], learning_rate: Number
    ) -> tuple[list[Number], list[list[Number]]]:
        """Learn from the samples at these positions, batch by batch."""
        if self.walked is not None:
            errors, outputs = [self.walked[0]], [self.walked[1]]
            self.walked = None
        else:
            # Noting takes time, and only the last step of a run is shown.
            last = len(order) - 1 - (len(order) - 1) % self.workload.batch_size
            errors, outputs = super().learn(order[:last], learning_rate)
            self.notes = True
            more_errors, more_outputs = super().learn(order[last:], learning_rate)
            self.notes = False
            errors += more_errors
            outputs += more_outputs
        self.positions, self.errors = order, errors
        return errors, outputs

    def nudge(self, learning_rate: Number, batch_length: int) -> None:
        """Note the numbers of the last step of a run, then nudge every Link."""
        if self.notes:
            self.note()
        super().nudge(learning_rate, batch_length)

    def note(self) -> None:
        """Note the numbers that the Neurons and Links have now."""
        neurons = self.workload.network.neurons
        self.noted = Noted(
            [neuron.output for neuron in neurons],
            [neuron.slope for neuron in neurons],
            [neuron.sensitivity for neuron in neurons],
            [link.weight for link in self.links],
            [link.output_sensitivity for link in self.links],
            [link.weight_sensitivity for link in self.links],
        )


class Kept(NamedTuple):
    """The state at the start of an epoch.

    step: how many steps were done. record: the results of the epoch before, if there is one.
    """

    step: int
    record: EpochRecord | None
    weights: Weights
    random_state: tuple[object, ...]

    @property
    def epochs(self) -> int:
        """How many epochs were done."""
        return 0 if self.record is None else self.record.epoch


class Edit(NamedTuple):
    """Weights that were set after so many steps: by hand, or by an address."""

    step: int
    weights: Weights
    by_hand: bool = True


class Place(NamedTuple):
    """A place in a Timeline, to return to: `moment` is 0 between two steps."""

    step: int
    moment: int
    edits: tuple[Edit, ...]


class Walk:
    """One learning step on its way, moment by moment.

    weights: those before the step. noted: the numbers of the step before, as the engine has them.
    position: the sample's. count: how many moments are done.
    """

    def __init__(
        self, weights: Weights, noted: Noted | None, position: int, steps: Iterator[Moment]
    ) -> None:
        self.weights = weights
        self.noted = noted
        self.position = position
        self.steps = steps
        self.count: int = 0
        self.moment: Moment | None = None


class Timeline:
    """A training of a network, with a present place that moves forwards and back.

    network: the Network that learns; its own Neurons and Links do the work.
    samples: pairs (inputs, expected).
    learning_rate, batch_size, seed: as for a Trainer, which shuffles the samples.

    step: the number of steps done. walk: the step on its way, or None between two steps.

    Raises ValueError or TypeError for what a Trainer refuses.
    """

    def __init__(
        self,
        network: Network,
        samples: Iterable[Sample],
        *,
        learning_rate: Number,
        batch_size: int = 1,
        seed: int = 0,
    ) -> None:
        self.network = network
        self.trainer: Trainer = Trainer(
            network, learning_rate=learning_rate, batch_size=batch_size, seed=seed
        )
        self.engine: NotingEngine = NotingEngine()
        self.trainer.engine = self.engine
        self.samples: Sequence[Sample] = checked_samples(samples, network, "samples")
        self.batch_size = batch_size
        self.steps_in_epoch: int = -(-len(self.samples) // batch_size)
        numbers = len(network.links) + RANDOM_NUMBERS
        self.most_kept: int = max(2, MOST_NUMBERS // numbers)
        # Every epoch's start is kept at first; every second, fourth, ... in a long training.
        self.epochs_apart: int = 1
        self.kept: list[Kept] = []
        self.edits: tuple[Edit, ...] = ()
        self.step: int = 0
        self.walk: Walk | None = None
        self.start()

    # Forwards.

    def learn(self, steps: int) -> None:
        """Learn for so many steps; a step on its way counts as one.

        Raises TrainingDiverged, or what a Link of your own raises. The Timeline is then back at
        the start of that epoch.
        """
        target = self.step + steps
        if self.walk is not None and steps:
            while self.walk_forwards() is not None:
                pass
        while self.step < target:
            in_this_epoch = self.steps_in_epoch - self.step % self.steps_in_epoch
            run = min(target - self.step, in_this_epoch)
            for edit in self.edits:
                if self.step < edit.step < self.step + run:
                    run = edit.step - self.step
            self.learn_together(run)

    def learn_together(self, steps: int) -> None:
        """Learn for so many steps of one epoch; begin the next epoch at its end."""
        try:
            self.training.step(steps)
        except Exception:
            self.engine.walked = None
            self.restore(self.epoch_start)
            raise
        self.step += steps
        if not self.training.is_in_an_epoch:
            self.begin_epoch()
        self.apply_edits()

    def start(self) -> None:
        """Start a Training at the present place, which is the start of an epoch."""
        self.training: Training = self.trainer.start(self.samples)
        self.begin_epoch()
        self.apply_edits()

    def begin_epoch(self) -> None:
        """Begin the next epoch, so that its order is known, and keep the state before it."""
        self.training.begin_epoch()
        whole = self.training.whole
        history = self.trainer.history
        record = history[-1] if history else None
        start = Kept(self.step, record, whole.weights, whole.random_state)
        self.epoch_start: Kept = start
        if len(history) > MOST_RECORDS:
            # Every second one is enough for a curve; the last one says how many epochs are done.
            self.trainer.history = History([*history[:-1:2], history[-1]])
        is_new = not self.kept or self.kept[-1].step < self.step
        if is_new and start.epochs % self.epochs_apart == 0:
            self.kept.append(self.epoch_start)
            if len(self.kept) > self.most_kept:
                self.epochs_apart *= 2
                self.kept = [kept for kept in self.kept if kept.epochs % self.epochs_apart == 0]

    def apply_edits(self) -> None:
        """Set the weights that somebody has set at this step."""
        for edit in self.edits:
            if edit.step == self.step:
                self.network.weights = edit.weights

    def set_weights(self, weights: Weights, by_hand: bool = True) -> None:
        """Set all weights; the training continues with them.

        A step on its way starts over. Raises ValueError or TypeError for weights that don't fit.
        """
        self.leave_walk()
        self.network.weights = weights
        before = [edit for edit in self.edits if edit.step < self.step]
        self.edits = (*before, Edit(self.step, self.network.weights, by_hand))

    # Moment by moment.

    def walk_forwards(self) -> Moment | None:
        """Do the next moment of a step and return it, or None at the step's end.

        Raises what a Link of your own raises. The Timeline is then back before the step.
        """
        if self.walk is None:
            self.walk = self.new_walk()
        walk = self.walk
        try:
            moment = next(walk.steps, None)
        except BaseException:
            # A generator that has raised has ended, and the next call would count half a step.
            self.leave_walk()
            raise
        if moment is None:
            self.end_walk(walk)
            return None
        walk.count += 1
        walk.moment = moment
        if moment.verb == "backpropagate":
            # The last one before the nudges stays.
            self.engine.note()
        return moment

    def new_walk(self) -> Walk:
        """Return the walk through the next step; ValueError if a batch has more than a sample."""
        if self.batch_size > 1:
            raise ValueError(
                "moments are shown for one sample at a time; they need batch 1, and this is "
                f"batch {self.batch_size}"
            )
        self.network.forget()
        for link in self.network.links:
            # Those of an earlier step would look like this step's.
            link.output_sensitivity = None  # type: ignore[assignment]
        position = self.next_position()
        inputs, expected = self.samples[position]
        steps = moments(self.network, inputs, expected, self.training.learning_rate)
        return Walk(self.network.weights, self.engine.noted, position, steps)

    def end_walk(self, walk: Walk) -> None:
        """Let the Trainer count a step whose moments are all done."""
        outputs = self.network.neuron_layers[-1].outputs()
        expected = self.samples[walk.position][1]
        error: Number = self.network.error_function.function(outputs, expected)
        self.walk = None
        self.engine.walked = error, outputs
        self.learn_together(1)

    def leave_walk(self) -> None:
        """Go back to before the step that is on its way."""
        if self.walk is not None:
            walk = self.walk
            self.walk = None
            self.engine.noted = walk.noted
            self.network.forget()
            self.network.weights = walk.weights

    def walk_to(self, count: int) -> None:
        """Go to a moment of the present step; 0 is before the step."""
        self.leave_walk()
        for _ in range(count):
            self.walk_forwards()

    # Back.

    def place(self) -> Place:
        """Return the present place."""
        return Place(self.step, self.walk.count if self.walk else 0, self.edits)

    def return_to(self, place: Place) -> None:
        """Go to a place where this Timeline has been, with the weights that were set by hand."""
        self.leave_walk()
        # What was kept after other edits has other weights. And it starts before the step, since
        # the page also shows what the step itself did.
        until = min(first_difference(self.edits, place.edits, place.step), place.step - 1)
        self.edits = place.edits
        earlier = [kept for kept in self.kept if kept.step <= until]
        self.restore(earlier[-1] if earlier else self.kept[0])
        self.learn(place.step - self.step)
        self.walk_to(place.moment)

    def go_to(self, step: int) -> None:
        """Go to the place after so many steps, forwards or back."""
        self.leave_walk()
        if step > self.step:
            self.learn(step - self.step)
        else:
            self.return_to(Place(step, 0, self.edits))

    def restore(self, kept: Kept) -> None:
        """Go to the start of an epoch, and forget what came after it."""
        self.training.leave()
        self.network.forget()
        self.network.weights = kept.weights
        self.trainer.random.setstate(kept.random_state)
        last = [] if kept.record is None else [kept.record]
        history = self.trainer.history
        earlier = [record for record in history if record.epoch < kept.epochs]
        self.trainer.history = History([*earlier, *last])
        self.kept = [other for other in self.kept if other.step <= kept.step]
        self.step = kept.step
        self.engine.positions, self.engine.errors, self.engine.noted = (), [], None
        self.start()

    # What is there now.

    def next_position(self) -> int:
        """Return the position of the sample that is learned next."""
        return self.training.order[self.training.found.count]

    def weights_before(self) -> Weights:
        """Return the weights before the step that is on its way; between two steps, those now."""
        return self.network.weights if self.walk is None else self.walk.weights

    def shown_position(self) -> int:
        """Return the position of the sample on its way or learned last; at first, the next."""
        if self.walk is not None:
            return self.walk.position
        return self.engine.positions[-1] if self.engine.positions else self.next_position()


def first_difference(one: Sequence[Edit], other: Sequence[Edit], otherwise: int) -> int:
    """Return the step of the first edit that only one of two places has, or `otherwise`."""
    for edit, other_edit in zip(one, other):
        # Not ==, for which 0 and -0 are the same.
        if edit is not other_edit:
            return min(edit.step, other_edit.step)
    more = [*one[len(other) :], *other[len(one) :]]
    return more[0].step if more else otherwise
