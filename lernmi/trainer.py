"""A Trainer shows samples to a network again and again, and nudges the weights after each batch.

One pass over all samples is an epoch. A Training is one run of `Trainer.train`, or one that you
step through yourself. An engine, such as "links" in `support/engines.py`, does the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from time import perf_counter

from lernmi.activations import Number
from lernmi.network import Network
from lernmi.support.checks import refuse_uncallable
from lernmi.support.engines import Engine, NudgingRule, Workload, new_engine
from lernmi.support.engines import LinksEngine as LinksEngine  # for pickles of 0.1.0
from lernmi.support.interrupts import Interrupts
from lernmi.support.numbers import checked_learning_rate, checked_whole_number
from lernmi.support.records import EpochRecord, History, Means, Measure, Progress, measures_by_name
from lernmi.support.samples import Sample, checked_samples, explaining_pairs, rate_for
from lernmi.support.states import Resumable, Steps
from lernmi.support.texts import refusal, short_text
from lernmi.support.whole_epochs import TrainingDiverged as TrainingDiverged  # the same
from lernmi.support.whole_epochs import WholeEpoch, refuse_unfit_network


class Trainer(Resumable):
    """Trains a network by stochastic gradient descent.

    network: the Network that learns.
    learning_rate: a number above 0, or a function that takes the epoch's number (1, 2, ...) and
        returns one. Fractions or Decimals as weights need a learning rate of the same type.
    batch_size: samples per nudge, which uses their mean. You can change it between runs.
    shuffle: whether to shuffle the samples in each epoch.
    seed: the random seed for shuffling, 0 or more.
    engine: "links" lets the Links do the arithmetic; "lists", "numba" and "auto" are faster, and
        give the same results to the last bit (lernmi/engines/README.md).
    nudging: a NudgingRule (optimiser) such as `Adam()`, or None for the plain nudge.
    measures: functions `(outputs, expected) -> number`; the history has their means, by name.

    history: one EpochRecord for each epoch so far, also during training.

    Raises TypeError or ValueError for anything else, ImportError if an engine lacks a package.
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
            raise TypeError(f"a Trainer needs a Network; got {short_text(network)}")
        if not callable(learning_rate):
            learning_rate = checked_learning_rate(learning_rate)
        if not isinstance(shuffle, bool):
            raise TypeError(refusal("shuffle", "True or False", shuffle))
        refuse_uncallable(or_none=True, nudging=nudging)
        self.network = network
        self.learning_rate = learning_rate
        self.batch_size: int = checked_whole_number(batch_size, "batch_size", at_least=1)
        self.shuffle = shuffle
        self.random: Random = Random(checked_whole_number(seed, "seed", at_least=0))
        self.engine: Engine = new_engine(engine)
        self.nudging = nudging
        self.measures: dict[str, Measure] = measures_by_name(measures)
        self.history: History = History()

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

        samples: (inputs, expected) pairs, with a number for each input and each output Neuron.
        epochs: the number of passes over all samples, 0 or more.
        validation: held-out samples; the history has their error, but no weight learns from them.
        stop_when: called with the history after each epoch; if it returns true, training ends.
        on_epoch: called with the EpochRecord after each epoch.
        on_progress: called with a Progress many times a second, always between two batches.

        Raises ValueError or TypeError, before anything changes, for arguments that don't fit, and
        while another thread trains the network; TrainingDiverged if an error or weight is no
        longer finite. Ctrl-C stops it after a batch. It leaves no weight sensitivities behind.
        """
        epochs = checked_whole_number(epochs, "epochs", at_least=0)
        refuse_uncallable(or_none=True, stop_when=stop_when, on_epoch=on_epoch)
        refuse_uncallable(or_none=True, on_progress=on_progress)
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
                        # on_epoch may have left a sample unfinished.
                        self.network.forget()
                    if stop_when is not None and stop_when(self.history):
                        break
                training.leave()
        return self.history

    def start(
        self, samples: Iterable[Sample], *, validation: Iterable[Sample] | None = None
    ) -> Training:
        """Return a Training to step through. The samples are checked as in `train`."""
        with self.network.turn.training(self):
            return Training(self, samples, validation)


class Training(Steps):
    """A training run that you can step through, batch by batch; `Trainer.start` returns one.

    order: the positions of the samples, in this epoch's order.
    found: the mean error and measures of this epoch so far; `found.count` samples are done.
    is_in_an_epoch: whether an epoch is under way.
    batches_at_once: batches that `train` runs at a time, which takes about 0.02 to 0.1 seconds.
    """

    def __init__(
        self, trainer: Trainer, samples: Iterable[Sample], validation: Iterable[Sample] | None
    ) -> None:
        # Check it again: you may have changed it since you made the Trainer.
        self.batch_size: int = checked_whole_number(trainer.batch_size, "batch_size", at_least=1)
        network = trainer.network
        self.samples: Sequence[Sample] = checked_samples(samples, network, "samples")
        self.validation: Sequence[Sample] = []
        if validation is not None:
            self.validation = checked_samples(validation, network, "validation")
        refuse_unfit_network(network)
        trainer.refuse_half_epoch("another training run")
        self.engine: Engine = trainer.engine
        work = Workload(network, self.samples, self.validation, self.batch_size, trainer.nudging)
        self.engine.load(work)
        self.trainer = trainer
        trainer.training = self
        self.batches_at_once: int = 1

    def step(self, batches: int = 1) -> Progress:
        """Learn from the next batch, or from several, and return the epoch's Progress.

        It stops at the end of the epoch, and adds a record to the history. You can look at the
        network and change it between steps. Raises what `train` raises; ValueError if it has ended.
        """
        batches = checked_whole_number(batches, "batches", at_least=1)
        trainer = self.trainer
        with trainer.network.turn.training(trainer):
            if trainer.training is not self:
                raise ValueError("this Training has ended; call start() for a new one")
            trainer.network.refuse_left_overs()
            with self.left_if_stopped():
                if not self.is_in_an_epoch:
                    self.begin_epoch()
                progress: Progress = self.learn(batches)
                if progress.done == progress.samples:
                    self.end_epoch()
        return progress

    def leave(self) -> None:
        """End the training here: the weights stay, and an unfinished epoch gets no record."""
        if self.trainer.training is self:
            self.trainer.training = None

    @contextmanager
    def left_if_stopped(self) -> Iterator[None]:
        """Leave the training if an exception stops the `with` block."""
        try:
            yield
        except BaseException:
            self.leave()
            # Your own Link may have raised it in the middle of a batch.
            self.trainer.network.forget()
            raise

    def begin_epoch(self) -> None:
        """Choose the learning rate and the order of the samples for the next epoch."""
        trainer = self.trainer
        rate = trainer.learning_rate
        if callable(rate):
            rate = rate(trainer.epochs_done + 1)
        self.learning_rate: Number = rate_for(rate, trainer.network, self.samples, self.validation)
        self.whole: WholeEpoch = WholeEpoch(trainer, self.learning_rate)
        self.order: list[int] = list(range(len(self.samples)))
        if trainer.shuffle:
            trainer.random.shuffle(self.order)
        self.found: Means = Means(trainer.measures)
        self.is_in_an_epoch: bool = True

    def learn(self, batches: int) -> Progress:
        """Learn from the next `batches` batches, and return the epoch's Progress."""
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
            self.found.add(errors, outputs, self.samples, run)
        # The number of batches at a time changes speed and reports, but no result.
        if seconds < 0.02 and len(run) < len(self.order):
            self.batches_at_once *= 2
        elif seconds > 0.1 and self.batches_at_once > 1:
            self.batches_at_once //= 2
        means = self.found.error_and_measures()
        return Progress(self.whole.epoch, self.found.count, len(self.order), *means)

    def end_epoch(self) -> EpochRecord:
        """Add the record of this epoch to the history, and return it."""
        whole = self.whole
        whole.refuse_not_finite(self.found.error_sum)
        validation_means: tuple[Number | None, dict[str, Number] | None] = None, None
        if self.validation:
            with whole.undone_if_it_overflows():
                first = len(self.samples)
                outputs = self.engine.propagate_all(range(first, first + len(self.validation)))
                found = Means(self.found.measures)
                found.add_validation(outputs, self.validation, self.trainer.network.error_function)
                validation_means = found.error_and_measures()
            whole.refuse_validation_error(validation_means[0])
        means = self.found.error_and_measures()
        record = EpochRecord(whole.epoch, self.learning_rate, *means, *validation_means)
        self.is_in_an_epoch = False
        self.trainer.history.append(record)
        return record
