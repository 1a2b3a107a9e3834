"""The Trainer shows samples to a network, again and again, and nudges after each batch.

One pass over all samples is an epoch. `Trainer.train` makes as many as you want; a `Training` stops
after each run of batches, for `train` or for you. An engine does the arithmetic of a run; the one
that is called "links" (`support/engines.py`) lets the Neurons and Links do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from time import perf_counter

from lernmi.activations import Number
from lernmi.network import Network
from lernmi.support.checks import refuse_uncallable
from lernmi.support.engines import LinksEngine as LinksEngine
from lernmi.support.engines import NudgingRule, Workload, new_engine
from lernmi.support.interrupts import Interrupts
from lernmi.support.numbers import checked_learning_rate, checked_whole_number
from lernmi.support.records import (
    EpochRecord,
    History,
    Means,
    Measure,
    Progress,
    error_and_measures,
    measures_by_name,
)
from lernmi.support.samples import Sample, checked_samples, explaining_pairs, rate_for
from lernmi.support.states import Resumable
from lernmi.support.texts import short_text
from lernmi.support.whole_epochs import TrainingDiverged as TrainingDiverged
from lernmi.support.whole_epochs import WholeEpoch, refuse_unfit_network


class Trainer(Resumable):
    """Trains a network by stochastic gradient descent.

    network: the Network that learns.
    learning_rate: a positive number, or a function that returns one for the epoch's number (1,
        2..). With Fractions or Decimals as weights, a Fraction or Decimal.
    batch_size: samples per nudge, which follows their mean. A change counts from the next `train`.
    shuffle: whether each epoch shows the samples in a new random order.
    seed: a whole number of at least 0, for that order.
    engine: who does the arithmetic: "links", the objects themselves; or, faster and with the
        same results to the last bit, "lists", "numba" or "auto" (lernmi/engines/README.md).
    nudging: another rule than the plain nudge, a `NudgingRule` such as `Adam()`.
    measures: functions `(outputs, expected) -> number` whose means are recorded, by their names.

    history: one EpochRecord for each epoch so far, also while training goes on.

    Raises TypeError or ValueError for anything else, ImportError for an engine that needs more.
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
        nudging: NudgingRule | None = None,
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

    @explaining_pairs
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

        Raises ValueError or TypeError, before anything changes, for what doesn't fit, and while
        another thread trains the network; TrainingDiverged if the error, the validation error or
        a weight stops being a finite number. Ctrl-C (KeyboardInterrupt) stops after a batch.
        Whatever stops it, no weight sensitivities are left over.
        """
        epochs = checked_whole_number(epochs, "epochs", at_least=0)
        callbacks = {"stop_when": stop_when, "on_epoch": on_epoch, "on_progress": on_progress}
        for what, function in callbacks.items():
            if function is not None:
                refuse_uncallable(what, function)
        with self.network.turn.training(self):
            training = Training(self, samples, validation)
            with training.left_if_stopped():
                for _ in range(epochs):
                    training.begin_epoch()
                    while training.found.count < len(training.order):
                        progress = training.learn(training.batches_at_once)
                        if on_progress is not None:
                            on_progress(progress)
                    record = training.end_epoch()
                    if on_epoch is not None:
                        on_epoch(record)
                        # It may have looked at a sample, and left it half way.
                        self.network.forget()
                    if stop_when is not None and stop_when(self.history):
                        break
                training.leave()
        return self.history

    def start(
        self, samples: Iterable[Sample], *, validation: Iterable[Sample] | None = None
    ) -> Training:
        """Return a Training to step through; takes, and refuses, what `train` does."""
        with self.network.turn.training(self):
            return Training(self, samples, validation)


class Training:
    """A training that stops after each run of batches; `Trainer.start` returns one.

    order: the positions of the samples, in the order in which this epoch shows them.
    found: the means over the samples shown so far; `found.count` is how many these are.
    is_in_an_epoch: whether one has begun and not ended.
    """

    def __init__(
        self, trainer: Trainer, samples: Iterable[Sample], validation: Iterable[Sample] | None
    ) -> None:
        # It may have been set to something else since.
        self.batch_size = checked_whole_number(trainer.batch_size, "batch_size", at_least=1)
        network = trainer.network
        self.samples = checked_samples(samples, network, "samples")
        self.validation: list[Sample] = []
        if validation is not None:
            self.validation = checked_samples(validation, network, "validation")
        refuse_unfit_network(network)
        trainer.refuse_half_epoch("another training")
        self.engine = trainer.engine
        self.engine.load(
            Workload(network, self.samples, self.validation, self.batch_size, trainer.nudging)
        )
        self.trainer = trainer
        self.trainer.training = self
        self.batches_at_once = 1
        self.is_in_an_epoch = False

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        # A Trainer that was copied or unpickled has none.
        return type(None), ()

    def step(self) -> Progress:
        """Learn from the next batch, and return how far its epoch is.

        After the last batch of an epoch, its record is in the Trainer's `history`. Between two
        steps you can look at the network, and change it. Raises what `train` does, and ValueError
        once the training has ended.
        """
        trainer = self.trainer
        with trainer.network.turn.training(trainer):
            if trainer.training is not self:
                raise ValueError("this Training has ended; start() the next one")
            trainer.network.refuse_left_overs()
            with self.left_if_stopped():
                if not self.is_in_an_epoch:
                    self.begin_epoch()
                progress = self.learn(batches=1)
                if progress.done == progress.samples:
                    self.end_epoch()
        return progress

    def leave(self) -> None:
        """End it here: a half epoch gets no record, and the network keeps what it learned."""
        self.trainer.training = None

    # What `train` and `step` call.

    @contextmanager
    def left_if_stopped(self) -> Iterator[None]:
        """Leave the training if something stops it in a `with` block."""
        try:
            yield
        except BaseException:
            self.leave()
            # In the middle of a batch, perhaps: a Link of your own may have raised it.
            self.trainer.network.forget()
            raise

    def begin_epoch(self) -> None:
        """Choose the learning rate and the order of the samples for the next epoch."""
        trainer = self.trainer
        epoch = trainer.epochs_done + 1
        learning_rate = trainer.learning_rate
        if callable(learning_rate):
            learning_rate = learning_rate(epoch)
        self.learning_rate = rate_for(learning_rate, trainer.network, self.samples, self.validation)
        self.whole = WholeEpoch(trainer, epoch, self.learning_rate)
        self.order = list(range(len(self.samples)))
        if trainer.shuffle:
            trainer.random.shuffle(self.order)
        self.found = Means(trainer.measures)
        self.is_in_an_epoch = True

    def learn(self, batches: int) -> Progress:
        """Learn from a run of so many batches, and return how far the epoch is."""
        first = self.found.count
        run = self.order[first : first + batches * self.batch_size]
        with self.whole.undone_if_it_overflows():
            started = perf_counter()
            with Interrupts():
                try:
                    errors, outputs = self.engine.learn(run, self.learning_rate)
                finally:
                    self.engine.store()
            seconds = perf_counter() - started
            self.found.add(errors, outputs, [self.samples[position] for position in run])
        # No result depends on the pace, but progress and speed do.
        if seconds < 0.02 and len(run) < len(self.order):
            self.batches_at_once *= 2
        elif seconds > 0.1 and self.batches_at_once > 1:
            self.batches_at_once //= 2
        error, measures = self.found.error_and_measures()
        return Progress(self.whole.epoch, self.found.count, len(self.order), error, measures)

    def end_epoch(self) -> EpochRecord:
        """Add the record of this epoch to the history, and return it."""
        whole = self.whole
        whole.refuse_not_finite(self.found.error_sum)
        validation_error, validation_measures = None, None
        if self.validation:
            with whole.undone_if_it_overflows():
                first = len(self.samples)
                outputs = self.engine.propagate_all(range(first, first + len(self.validation)))
                error_function = self.trainer.network.error_function
                validation_error, validation_measures = error_and_measures(
                    outputs, self.validation, error_function, self.found.measures
                )
            whole.refuse_validation_error(validation_error)
        error, measures = self.found.error_and_measures()
        record = EpochRecord(
            whole.epoch, self.learning_rate, error, measures, validation_error, validation_measures
        )
        self.is_in_an_epoch = False
        self.trainer.history.append(record)
        return record
