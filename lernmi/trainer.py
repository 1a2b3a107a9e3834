"""The Trainer: shows the samples to a network, again and again, and nudges after each batch.

One pass over all samples is an epoch. The Trainer owns all that training means: the order
of the samples, the learning rate, the history, the progress, what happens when learning
diverges or is interrupted. The arithmetic it leaves to an engine; the engine "links", which
stands below the Trainer, lets the Neurons and Links themselves do it.
"""

from __future__ import annotations

import decimal
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from random import Random
from time import perf_counter
from typing import Any, NamedTuple

from lernmi.activations import Number
from lernmi.network import (
    Network,
    a_weight,
    checked_expected,
    checked_learning_rate,
    checked_numbers,
    checked_whole_number,
    is_finite,
    is_list,
    placed,
    plain,
    refuse_mixed_weights,
    refuse_mixture,
    refuse_uncallable,
)
from lernmi.neuron import shown

# One sample: what goes in, and what should come out.
Sample = tuple[Sequence[Number], Sequence[Number]]
Measure = Callable[[Sequence[Number], Sequence[Number]], Number]
# Called as nudging(link, position, learning_rate, batch_length); may have state(), restore().
NudgingRule = Any
# Has the methods of LinksEngine, and a name.
Engine = Any


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
            raise TypeError(f"a Trainer needs a Network, but {shown(network)} came")
        if not callable(learning_rate):
            learning_rate = checked_learning_rate(learning_rate)
        if not isinstance(shuffle, bool):
            raise TypeError(f"shuffle should be True or False, but {shown(shuffle)} came")
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
                        f"the validation error is {shown(validation_error)} (look for large "
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
        rate = "by epoch" if callable(self.learning_rate) else shown(self.learning_rate)
        return (
            f"Trainer of a {self.network!r}: learning rate {rate}, batch size {self.batch_size}, "
            f"engine {self.engine.name}, epochs done {self.epochs_done}"
        )


class LinksEngine:
    """The engine "links": the Neurons and Links of the network do all the arithmetic themselves."""

    name = "links"

    def load(
        self,
        network: Network,
        samples: Sequence[Sample],
        validation: Sequence[Sample],
        batch_size: int,
        nudging: NudgingRule,
    ) -> None:
        """Take what is to be trained, with which samples and settings.

        From here on the samples are known by their positions: first those to learn from, then
        those for validation.
        """
        self.network = network
        self.samples = [*samples, *validation]
        self.batch_size = batch_size
        self.nudging = nudging
        self.links = network.links

    def learn(
        self, order: Sequence[int], learning_rate: Number
    ) -> tuple[list[Number], list[list[Number]]]:
        """Learn from the samples at the positions in `order`, batch by batch.

        Returns the error and the outputs of each, as they were before its batch's nudge.
        """
        errors = []
        outputs = []
        for start in range(0, len(order), self.batch_size):
            batch = order[start : start + self.batch_size]
            for position in batch:
                inputs, expected = self.samples[position]
                outputs.append(self.network.propagate(inputs))
                errors.append(self.network.compare(expected))
                self.network.backpropagate()
            self.nudge(learning_rate, len(batch))
        return errors, outputs

    def nudge(self, learning_rate: Number, batch_length: int) -> None:
        """Nudge every Link by the mean over the batch, or as the nudging says."""
        if self.nudging is None:
            # A batch of one is not divided: 1 / 1 would be a float, among Fractions too.
            mean_rate = learning_rate / batch_length if batch_length > 1 else learning_rate
            self.network.nudge(mean_rate)
            return
        for position, link in enumerate(self.links):
            self.nudging(link, position, learning_rate, batch_length)
        # A nudging moves weights; that weight sensitivities go back to 0 is not left to it.
        self.network.forget()

    def propagate_all(self, order: Sequence[int]) -> list[list[Number]]:
        """Return the outputs for the samples at the positions in `order`; nothing is learned."""
        all_outputs = []
        for position in order:
            inputs, _ = self.samples[position]
            all_outputs.append(self.network.propagate(inputs))
        return all_outputs

    def store(self) -> None:
        """Bring the weights back to the Links, where this engine has them anyway."""


class EpochRecord(NamedTuple):
    """What one epoch came to.

    epoch: its number, from 1.
    learning_rate: the one it was trained with.
    error: the mean over its samples of the errors found before each nudge.
    measures: the mean of each measure over those same outputs, by the measure's name.
    validation_error, validation_measures: the same for the validation samples, after the
        epoch, with the weights fixed; None where there are no such samples.
    """

    epoch: int
    learning_rate: Number
    error: Number
    measures: dict[str, Number]
    validation_error: Number
    validation_measures: dict[str, Number] | None

    def __repr__(self) -> str:
        text = f"epoch {self.epoch}: error {shown(self.error)}"
        for name, value in self.measures.items():
            text += f", {name} {shown(value)}"
        if self.validation_measures is not None:
            text += f"; validation error {shown(self.validation_error)}"
            for name, value in self.validation_measures.items():
                text += f", {name} {shown(value)}"
        return text


class History(list[EpochRecord]):
    """One EpochRecord for each epoch, in order: `history[-1].error` is the newest error."""

    def __repr__(self) -> str:
        if not self:
            return "History of no epochs yet"
        if len(self) == 1:
            return f"History of one epoch: {self[0]!r}"
        return f"History of {len(self)} epochs: first {self[0]!r}; last {self[-1]!r}"

    @property
    def epochs_done(self) -> int:
        """The number of the newest epoch; 0 before the first."""
        return self[-1].epoch if self else 0


class Progress(NamedTuple):
    """How far an epoch is.

    epoch: its number, from 1.
    done, samples: how many samples of it are done, and how many there are.
    error, measures: their means over the samples that are done.
    """

    epoch: int
    done: int
    samples: int
    error: Number
    measures: dict[str, Number]


class Means:
    """The means of the error and of the measures over the samples that were added."""

    def __init__(self, measures: dict[str, Measure]) -> None:
        self.measures = measures
        self.count = 0
        self.error_sum: Number = 0
        self.measure_sums: dict[str, Number] = {name: 0 for name in measures}

    def add(
        self,
        errors: Sequence[Number],
        all_outputs: Sequence[Sequence[Number]],
        samples: Sequence[Sample],
    ) -> None:
        """Add some samples, with the errors and outputs that they led to."""
        self.count += len(errors)
        for error in errors:
            self.error_sum += error
        for name, measure in self.measures.items():
            for outputs, (_, expected) in zip(all_outputs, samples):
                self.measure_sums[name] += measure(outputs, expected)

    def error_and_measures(self) -> tuple[Number, dict[str, Number]]:
        """Return the mean error, and the mean of each measure under its name."""
        means = {name: total / self.count for name, total in self.measure_sums.items()}
        return self.error_sum / self.count, means


class TrainingDiverged(ArithmeticError):
    """Raised when an epoch ends with an error or weight that is not finite, or a number overflows.

    The validation error counts, too.

    epoch: the number of that epoch. The network is as it was before it began.
    """

    epoch: int


def training_diverged(epoch: int, learning_rate: Number, reason: str) -> TrainingDiverged:
    """Return the exception that says so, and what to try."""
    problem = TrainingDiverged(
        f"training diverged in epoch {epoch}: {reason}. Try a smaller learning rate than "
        f"{shown(learning_rate)}, a tenth perhaps, and inputs of about -1 to 1. The network "
        "stands as it was before that epoch."
    )
    # Not in a constructor of its own, with which it could not be sent between processes.
    problem.epoch = epoch
    return problem


class Interrupts:
    """A `with` block in which Ctrl-C can be held back for a while.

    Ctrl-C can come at any moment, also when half of the Links are nudged. Between `hold` and
    `release` it is only noted, and KeyboardInterrupt is raised by `release`, where the network
    is whole; at all other times it comes at once. If something hangs, a second Ctrl-C, a second
    or more after the first, is not held back. Only Python's own handler is replaced (or that of
    a training around this one): a debugger's, or your own, stays in charge.
    """

    def __reduce__(self) -> tuple[type[Interrupts], tuple[()]]:
        # A Trainer that was copied or sent away in a callback holds nothing back.
        return Interrupts, ()

    def __enter__(self) -> Interrupts:
        self.holding = False
        self.noted_at: float | None = None
        self.handler_before = signal.getsignal(signal.SIGINT)
        around = getattr(self.handler_before, "__self__", None)
        # Python raises KeyboardInterrupt in the main thread only, and lets only it set handlers.
        self.in_charge = threading.current_thread() is threading.main_thread() and (
            self.handler_before is signal.default_int_handler or isinstance(around, Interrupts)
        )
        if self.in_charge:
            signal.signal(signal.SIGINT, self.handle)
        return self

    def __exit__(self, *problem: object) -> None:
        if self.in_charge:
            signal.signal(signal.SIGINT, self.handler_before)

    def handle(self, signal_number: int, frame: object) -> None:
        """Note Ctrl-C if it is held back, or raise KeyboardInterrupt."""
        if self.holding:
            now = perf_counter()
            if self.noted_at is None:
                self.noted_at = now
            if now - self.noted_at < 1:
                return
        # Here already, in case that this is still on the way into the block, or out of it.
        signal.signal(signal.SIGINT, self.handler_before)
        raise KeyboardInterrupt

    def hold(self) -> None:
        """From now on, only note Ctrl-C."""
        self.holding = True

    def release(self) -> None:
        """From now on, let Ctrl-C through, beginning with one that was noted."""
        self.holding = False
        if self.noted_at is not None:
            raise KeyboardInterrupt


# The door: what may come in.


def new_engine(name: str) -> Engine:
    """Return the engine of that name; ValueError if there is none, ImportError if it needs more."""
    if name == "links":
        return LinksEngine()
    engines: dict[str, type[Engine]] = {}
    try:
        engines = import_module("lernmi.engines").ENGINES
    except ModuleNotFoundError as problem:
        # The core does without that folder, and without the one that it needs.
        if problem.name not in ("lernmi.engines", "lernmi.training"):
            raise
    if not isinstance(name, str) or name not in engines:
        names = " or ".join(["links", *engines])
        raise ValueError(f"engine should be {names}, but {shown(name)} came")
    return engines[name]()


def measures_by_name(measures: Sequence[Measure]) -> dict[str, Measure]:
    """Return the measures by name; TypeError for no named function, ValueError for a name twice."""
    if not is_list(measures):
        raise TypeError(f"measures should be a list of functions, but {shown(measures)} came")
    by_name: dict[str, Measure] = {}
    for measure in measures:
        name = getattr(measure, "__name__", None)
        if not callable(measure) or name is None:
            raise TypeError(f"a measure should be a function with a name, not {shown(measure)}")
        if name in by_name:
            raise ValueError(f"two measures have the name {name}; give each a name of its own")
        by_name[name] = measure
    return by_name


def checked_samples(samples: Any, network: Network, what: str) -> list[Sample]:
    """Return `samples` as a list of pairs of plain lists of numbers.

    Raises ValueError or TypeError, naming the sample and the place in it, for what doesn't fit
    the network; ValueError if there are none.
    """
    input_neurons = network.neuron_layers[0].neurons
    if not isinstance(samples, Iterable):
        raise TypeError(f"{what} should be a list of (inputs, expected), but {shown(samples)} came")
    checked: list[Sample] = []
    weight = a_weight(network.link_layers)
    for position, sample in enumerate(plain(samples)):
        sample = plain(sample)
        if not is_list(sample) or len(sample) != 2:
            raise ValueError(
                f"{what}[{position}] should be a pair (inputs, expected), such as ([0, 1], [1]), "
                f"but {shown(sample)} came"
            )
        inputs = checked_numbers(sample[0], input_neurons, f"{what}[{position}] inputs", weight)
        expected = checked_expected(sample[1], network, f"{what}[{position}] expected", weight)
        checked.append((inputs, expected))
    if not checked:
        raise ValueError(f"{what} should hold at least one (inputs, expected), but it is empty")
    return checked


def refuse_mixed_samples(
    samples: Sequence[Sample], validation: Sequence[Sample], learning_rate: Number
) -> None:
    """Raise ValueError if Python can't calculate with all these numbers together.

    What goes with a float weight goes together; with other weights it may not.
    """
    numbers = [("learning_rate", learning_rate)]
    for what, some in (("samples", samples), ("validation", validation)):
        for position, (inputs, expected) in enumerate(some):
            numbers += placed(f"{what}[{position}] inputs", inputs)
            numbers += placed(f"{what}[{position}] expected", expected)
    refuse_mixture(numbers)


def why_not_finite(network: Network, error: Number) -> str:
    """Say which number is not finite: the error or a weight; nothing if all are."""
    if not is_finite(error):
        return f"the error is {shown(error)}"
    for link in network.links:
        if not is_finite(link.weight):
            return f"the weight of {link.name} is {shown(link.weight)}"
    return ""
