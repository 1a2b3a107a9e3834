"""What every engine can do, and the engine "links". Engines do the arithmetic of training."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple, Protocol, runtime_checkable

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.stored import FEW_NUMBERS, Sample, StoredSamples
from lernmi.support.texts import refusal


class NudgingRule(Protocol):
    """A function that changes a Link's weight after each batch: an optimiser such as `Adam()`.

    The engine then resets the weight sensitivity. A rule that remembers something between batches
    also has `state()` and `restore(state)`.

    position: the Link's position in Link order.
    learning_rate: the learning rate of this epoch.
    batch_length: the number of samples in the batch; the weight sensitivity is summed over them.
    """

    def __call__(
        self, link: Link, position: int, learning_rate: Number, batch_length: int, /
    ) -> object:
        """Change the weight."""


@runtime_checkable
class HasState(Protocol):
    """A NudgingRule that remembers something between batches."""

    def state(self) -> Any:
        """Return what it remembers, in a form for JSON."""

    def restore(self, state: Any) -> None:
        """Restore what `state` returned."""


class Workload(NamedTuple):
    """What an engine trains. Positions count the samples first, then those for validation."""

    network: Network
    samples: Sequence[Sample]
    validation: Sequence[Sample] = ()
    batch_size: int = 1
    nudging: NudgingRule | None = None

    def all_samples(self) -> Sequence[Sample]:
        """Return all samples, by position. If they are many StoredSamples, they stay stored."""
        stored = self.stored_samples()
        if stored is None or len(stored) * stored.inputs.width < FEW_NUMBERS:
            return [*self.samples, *self.validation]
        return stored

    def stored_samples(self) -> StoredSamples | None:
        """Return all samples, by position, if they are StoredSamples that can be joined."""
        samples: Any = self.samples
        if isinstance(samples, StoredSamples) and self.validation:
            samples = samples + self.validation
        return samples if isinstance(samples, StoredSamples) else None


class Engine(Protocol):
    """Does the arithmetic of a training run, with the same results as the Links to the last bit."""

    name: str

    def load(self, workload: Workload) -> None:
        """Take the work; ValueError, with the reason, if this engine can't do it."""

    def learn(
        self, order: Sequence[int], learning_rate: Number
    ) -> tuple[list[Number], Sequence[list[Number]]]:
        """Learn from the samples at these positions, batch by batch.

        It starts from the Links' weights. Returns each sample's error and outputs, as they were
        before its batch's nudge.
        """

    def propagate_all(self, order: Sequence[int]) -> Sequence[list[Number]]:
        """Return the outputs for the samples at these positions; no weight changes."""

    def store(self) -> None:
        """Write the weights back to the Links."""


class LinksEngine:
    """The engine "links": the Neurons and Links do all the arithmetic themselves."""

    name = "links"

    def load(self, workload: Workload) -> None:
        """Take the work."""
        self.workload = workload
        self.samples: Sequence[Sample] = workload.all_samples()
        self.links: list[Link] = workload.network.links

    def learn(
        self, order: Sequence[int], learning_rate: Number
    ) -> tuple[list[Number], list[list[Number]]]:
        """Learn from the samples at these positions, batch by batch."""
        network, batch_size = self.workload.network, self.workload.batch_size
        errors = []
        outputs = []
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            for position in batch:
                inputs, expected = self.samples[position]
                outputs.append(network.propagate(inputs))
                errors.append(network.compare(expected))
                network.backpropagate()
            self.nudge(learning_rate, len(batch))
        return errors, outputs

    def nudge(self, learning_rate: Number, batch_length: int) -> None:
        """Nudge every Link by the batch's mean, or let the NudgingRule change its weight."""
        network, nudging = self.workload.network, self.workload.nudging
        if nudging is None:
            # Don't divide for a batch of one: 1 / 1 is a float, which turns Fractions into floats.
            network.nudge(learning_rate / batch_length if batch_length > 1 else learning_rate)
            return
        for position, link in enumerate(self.links):
            nudging(link, position, learning_rate, batch_length)
        # A NudgingRule doesn't have to reset the weight sensitivities.
        network.forget()

    def propagate_all(self, order: Sequence[int]) -> list[list[Number]]:
        """Return the outputs for the samples at these positions."""
        return [self.workload.network.propagate(self.samples[position][0]) for position in order]

    def store(self) -> None:
        """Do nothing: the weights are already in the Links."""


def new_engine(name: str) -> Engine:
    """Return the engine with that name, or raise ValueError; ImportError if it lacks a package."""
    if name == "links":
        return LinksEngine()
    engines: dict[str, type[Engine]] = {}
    try:
        engines = import_module("lernmi.engines").ENGINES
    except ModuleNotFoundError as problem:
        # The core works without the engines, and without the functions that they import.
        if problem.name not in ("lernmi.engines", "lernmi.functions"):
            raise
    if not isinstance(name, str) or name not in engines:
        raise ValueError(refusal("engine", " or ".join(["links", *engines]), name))
    return engines[name]()


def state_of(nudging: NudgingRule | None) -> Any:
    """Return what a NudgingRule remembers, or None if it remembers nothing."""
    return nudging.state() if isinstance(nudging, HasState) else None


def restore_state(nudging: NudgingRule | None, state: Any) -> None:
    """Restore what a NudgingRule remembers, if it remembers anything."""
    if isinstance(nudging, HasState):
        nudging.restore(state)
