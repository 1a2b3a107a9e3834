"""The Trainer: shows the samples to a network, again and again, and nudges after each batch.

One pass over all samples is an epoch. The Trainer owns all that training means: the order
of the samples, the learning rate, the history, the progress, what happens when learning
diverges or is interrupted. The arithmetic it leaves to an engine; the engine "links", which
stands below the Trainer, lets the Neurons and Links themselves do it.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterable, Sequence
from random import Random
from time import perf_counter
from typing import Any

from lernmi.activations import Number
from lernmi.network import Network
from lernmi.support.checks import refuse_uncallable
from lernmi.support.engines import LinksEngine as LinksEngine
from lernmi.support.engines import NudgingRule, new_engine
from lernmi.support.interrupts import Interrupts
from lernmi.support.numbers import checked_learning_rate, checked_whole_number, is_finite
from lernmi.support.parts import a_weight, refuse_mixed_weights
from lernmi.support.records import (
    EpochRecord,
    History,
    Means,
    Measure,
    Progress,
    measures_by_name,
)
from lernmi.support.samples import Sample, checked_samples, refuse_mixed_samples
from lernmi.support.texts import short_text
from lernmi.support.whole_epochs import training_diverged, why_not_finite


class Trainer:
    """Trains a network by stochastic gradient descent.

    network: the Network that learns.
    learning_rate: a positive number, or a function of the epoch's number (1, 2..) that
        returns one. With Fractions or Decimals as weights, a Fraction or Decimal.
    batch_size: how many samples are looked at before each nudge; the last batch of an epoch
        may be smaller. The nudge follows the mean over the batch. Set to another one later, it
        counts from the next `train` on.
    shuffle: whether each epoch visits the samples in a new random order.
    seed: a whole number of at least 0, for that order.
    engine: who does the arithmetic: "links", the objects themselves; or, faster and with the
        same results to the last bit, "lists", "numba" or "auto" (lernmi/engines/README.md).
    nudging: another rule than the plain nudge, called for each Link after each batch as
        `nudging(link, position, learning_rate, batch_length)`; it moves the weight. If it
        keeps a state, it has `state()` (what JSON can hold) and `restore(state)`.
    measures: functions `(outputs, expected) -> number` whose means are recorded, by their names.

    history: one EpochRecord for each epoch so far, also while training goes on.

    Raises TypeError or ValueError for anything else, and says what was expected; ImportError if
    the engine needs a package that is not installed.
    """

    def __init__(
        self,
        network: Network,
        *,
        learning_rate: Number | Callable[[int], Number],
        batch_size: int = 1,
        shuffle: bool = True,
        seed: int = 0,
        engine: str = "links",
        nudging: NudgingRule = None,
        measures: Sequence[Measure] = (),
    ) -> None:
        if not isinstance(network, Network):
            raise TypeError(f"a Trainer needs a Network, but {short_text(network)} came")
        if not callable(learning_rate):
            learning_rate = checked_learning_rate(learning_rate)
        if not isinstance(shuffle, bool):
            raise TypeError(f"shuffle should be True or False, but {short_text(shuffle)} came")
        if nudging is not None:
            refuse_uncallable("nudging", nudging)
        self.network = network
        self.learning_rate = learning_rate
        self.batch_size = checked_whole_number(batch_size, "batch_size", at_least=1)
        self.shuffle = shuffle
        self.random = Random(checked_whole_number(seed, "seed", at_least=0))
        self.engine = new_engine(engine)
        self.nudging = nudging
        self.measures = measures_by_name(measures)
        self.history = History()
        self.batches_at_once = 1
        self.interrupts = Interrupts()

    @property
    def is_training(self) -> bool:
        """Whether `train` is at work, perhaps in another thread."""
        return self in self.network.turn.trainers

    @property
    def epochs_done(self) -> int:
        """The number of the newest epoch in the history; 0 before the first."""
        return self.history.epochs_done

    def train(
        self,
        samples: Iterable[Sample],
        epochs: int,
        *,
        validation: Iterable[Sample] | None = None,
        stop_when: Callable[[History], bool] | None = None,
        on_epoch: Callable[[EpochRecord], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> History:
        """Show every sample once in each epoch, and return the history of all epochs so far.

        samples, validation: one or more pairs (inputs, expected), with as many numbers as the
            network has input and output Neurons. Nothing is learned from `validation`.
        epochs: how many passes to make, 0 or more.
        stop_when: asked after each epoch with the history; true ends the training.
        on_epoch: called after each epoch with its EpochRecord.
        on_progress: called many times a second with a Progress, always between two batches.

        Raises ValueError or TypeError, before anything changes, for what doesn't fit (a learning
        rate that a function returns is looked at when its epoch begins), and while another thread
        trains the network; TrainingDiverged if the error, the validation error or a weight stops
        being a finite number. Ctrl-C (KeyboardInterrupt) stops after the batches that are at work;
        the network and the history keep what was learned. Whatever stops it, no weight
        sensitivities are left over.
        """
        with self.network.turn.training(self):
            epochs = checked_whole_number(epochs, "epochs", at_least=0)
            # It may have been set to something else since.
            checked_whole_number(self.batch_size, "batch_size", at_least=1)
            for what, function in (
                ("stop_when", stop_when),
                ("on_epoch", on_epoch),
                ("on_progress", on_progress),
            ):
                if function is not None:
                    refuse_uncallable(what, function)
            checked = checked_samples(samples, self.network, "samples")
            checked_validation = []
            if validation is not None:
                checked_validation = checked_samples(validation, self.network, "validation")
            self.refuse_unfit_network()

            self.engine.load(
                self.network, checked, checked_validation, self.batch_size, self.nudging
            )
            # A new one: a copy of this Trainer may be training in a callback of it.
            self.interrupts = Interrupts()
            try:
                with self.interrupts:
                    for _ in range(epochs):
                        record = self.train_epoch(checked, checked_validation, on_progress)
                        self.history.append(record)
                        if on_epoch is not None:
                            on_epoch(record)
                            # It may have looked at a sample, and left it half way.
                            self.network.forget()
                        if stop_when is not None and stop_when(self.history):
                            break
            except BaseException:
                # It may have come in the middle of a batch: from a Link of the learner's own, say.
                self.network.forget()
                raise
        return self.history

    def refuse_unfit_network(self) -> None:
        """Raise ValueError if nothing can be learned from where the network stands."""
        self.network.refuse_unsuited_outputs()
        self.network.refuse_left_overs()
        reason = why_not_finite(self.network, error=0)
        if reason:
            raise ValueError(
                f"{reason}, and nothing can be learned from there; set network.weights"
            )
        refuse_mixed_weights(self.network.weights, self.network.link_layers)

    # What `train` calls.

    def train_epoch(
        self,
        samples: Sequence[Sample],
        validation: Sequence[Sample],
        on_progress: Callable[[Progress], object] | None,
    ) -> EpochRecord:
        """Train one epoch and return its record, or put all back as it was and raise.

        Raises TrainingDiverged if the error, a weight or the validation error is not finite in the
        end, or if a number overflows on the way.
        """
        epoch = self.epochs_done + 1
        learning_rate = self.learning_rate
        if callable(learning_rate):
            learning_rate = learning_rate(epoch)
        weight = a_weight(self.network.link_layers)
        learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
        if type(weight) is not float:
            refuse_mixed_samples(samples, validation, learning_rate)
        weights_before = self.network.weights
        random_before = self.random.getstate()
        nudging_before = self.nudging_state()

        order = list(range(len(samples)))
        if self.shuffle:
            self.random.shuffle(order)
        found = Means(self.measures)
        validation_error, validation_measures = None, None
        overflow = None
        try:
            self.visit(samples, order, learning_rate, found, on_progress)
            reason = why_not_finite(self.network, found.error_sum)
            if validation and not reason:
                validation_error, validation_measures = self.validate(validation, len(samples))
                if not is_finite(validation_error):
                    reason = (
                        f"the validation error is {short_text(validation_error)} (look for large "
                        "numbers in the validation samples first)"
                    )
        except (OverflowError, decimal.Overflow) as problem:
            reason = "a number became too large to be held"
            overflow = problem
        if reason:
            # Until the end of `train`, so that this is not interrupted half way.
            self.interrupts.hold()
            self.network.weights = weights_before
            self.network.forget()
            self.random.setstate(random_before)
            self.restore_nudging(nudging_before)
            raise training_diverged(epoch, learning_rate, reason) from overflow

        error, measures = found.error_and_measures()
        return EpochRecord(
            epoch, learning_rate, error, measures, validation_error, validation_measures
        )

    def visit(
        self,
        samples: Sequence[Sample],
        order: Sequence[int],
        learning_rate: Number,
        found: Means,
        on_progress: Callable[[Progress], object] | None,
    ) -> None:
        """Learn from every sample, in `order`, and add what is found to `found`.

        The engine gets a run of whole batches at a time, so many that they take some hundredths
        of a second. How many has no influence on the results.
        """
        while found.count < len(order):
            # The engine's batch size: the Trainer's may have been set to another one since.
            run = order[found.count : found.count + self.batches_at_once * self.engine.batch_size]
            started = perf_counter()
            self.interrupts.hold()
            try:
                errors, outputs = self.engine.learn(run, learning_rate)
            finally:
                self.engine.store()
            self.interrupts.release()
            seconds = perf_counter() - started
            if seconds < 0.02 and len(run) < len(order):
                self.batches_at_once *= 2
            elif seconds > 0.1 and self.batches_at_once > 1:
                self.batches_at_once //= 2

            found.add(errors, outputs, [samples[position] for position in run])
            if on_progress is not None:
                error, measures = found.error_and_measures()
                epoch = self.epochs_done + 1
                on_progress(Progress(epoch, found.count, len(order), error, measures))

    def validate(self, samples: Sequence[Sample], first: int) -> tuple[Number, dict[str, Number]]:
        """Return the mean error and the mean measures over `samples`, without learning.

        first: the position of the first of them; for the engine they come after the others.
        """
        found = Means(self.measures)
        outputs = self.engine.propagate_all(range(first, first + len(samples)))
        errors = []
        for (_, expected), sample_outputs in zip(samples, outputs):
            errors.append(self.network.error_function.function(sample_outputs, expected))
        found.add(errors, outputs, samples)
        return found.error_and_measures()

    # Going on later.

    def state(self) -> dict[str, Any]:
        """Return all that is needed to go on later, as a dictionary that JSON can hold.

        epochs_done, random_state, nudging_state and history; the weights are the network's.
        (Errors that are Fractions or Decimals stay such, and JSON has to be told how to write
        them.)
        """
        version, numbers, spare = self.random.getstate()
        return {
            "epochs_done": self.epochs_done,
            "random_state": [version, list(numbers), spare],
            "nudging_state": self.nudging_state(),
            "history": [record._asdict() for record in self.history],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`, of this Trainer or of one with the same settings.

        Raises ValueError, and changes nothing, if it is not such a state.
        """
        random = Random()
        try:
            version, numbers, spare = state["random_state"]
            random.setstate((version, tuple(numbers), spare))
            history = History([EpochRecord(**record) for record in state["history"]])
            nudging_state = state["nudging_state"]
            if state["epochs_done"] != history.epochs_done:
                raise ValueError(f"epochs_done is {state['epochs_done']}, the history has another")
        except (LookupError, TypeError, ValueError, OverflowError) as problem:
            raise ValueError(
                f"restore() needs what state() returned, but this is not it ({problem!r})"
            ) from problem
        self.restore_nudging(nudging_state)
        self.random = random
        self.history = history

    def nudging_state(self) -> Any:
        """Return the state of the nudging, or None if it keeps none."""
        if hasattr(self.nudging, "state"):
            return self.nudging.state()
        return None

    def restore_nudging(self, state: Any) -> None:
        """Give the nudging its state back, if it keeps one."""
        if hasattr(self.nudging, "restore"):
            self.nudging.restore(state)

    def __repr__(self) -> str:
        rate = "by epoch" if callable(self.learning_rate) else short_text(self.learning_rate)
        return (
            f"Trainer of a {self.network!r}: learning rate {rate}, batch size {self.batch_size}, "
            f"engine {self.engine.name}, epochs done {self.epochs_done}"
        )
