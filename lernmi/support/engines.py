"""Who does the arithmetic of a training: the protocol of engines, and the engine "links"."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple, Protocol, runtime_checkable

from lernmi.activations import Number
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text


class NudgingRule(Protocol):
    """Moves the weight of a Link after a batch; the engine resets its weight sensitivity.

    position: of the Link, in Link order.
    learning_rate: that of the epoch.
    batch_length: how many samples the Link's weight sensitivity is the sum of.
    """

    def __call__(
        self, link: Link, position: int, learning_rate: Number, batch_length: int, /
    ) -> object:
        """Move the weight."""


@runtime_checkable
class HasState(Protocol):
    """A nudging that remembers something."""

    def state(self) -> Any:
        """Return what it remembers, as JSON can hold it."""

    def restore(self, state: Any) -> None:
        """Take back what `state` returned."""


def state_of(nudging: NudgingRule | None) -> Any:
    """Return what a nudging remembers; None if it remembers nothing."""
    return nudging.state() if isinstance(nudging, HasState) else None


def restore_state(nudging: NudgingRule | None, state: Any) -> None:
    """Let a nudging take back what it remembered, if it does."""
    if isinstance(nudging, HasState):
        nudging.restore(state)


class Workload(NamedTuple):
    """What an engine is to train.

    The samples have positions: first those to learn from, then those for validation.
    """

    network: Network
    samples: Sequence[Sample]
    validation: Sequence[Sample] = ()
    batch_size: int = 1
    nudging: NudgingRule | None = None

    def all_samples(self) -> list[Sample]:
        """Return all samples by their positions."""
        return [*self.samples, *self.validation]


class Engine(Protocol):
    """Does the arithmetic of a training, with the bits that the Links would find.

    It takes the weights from the Links before each run and brings them back when `store` is called.
    """

    name: str

    def load(self, workload: Workload) -> None:
        """Take what is to be trained; ValueError, naming the reason, if this engine can't."""

    def learn(
        self, order: Sequence[int], learning_rate: Number
    ) -> tuple[list[Number], Sequence[list[Number]]]:
        """Learn from the samples at these positions, batch by batch.

        Returns the error and the outputs of each, as they were before its batch's nudge.
        """

    def propagate_all(self, order: Sequence[int]) -> Sequence[list[Number]]:
        """Return the outputs for the samples at these positions; nothing is learned."""

    def store(self) -> None:
        """Bring the weights back to the Links."""


class LinksEngine:
    """The engine "links": the Neurons and Links of the network do all the arithmetic themselves."""

    name = "links"

    def load(self, workload: Workload) -> None:
        """Take what is to be trained."""
        self.workload = workload
        self.samples = workload.all_samples()
        self.links = workload.network.links

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
        """Nudge every Link by the mean over the batch, or as the nudging says."""
        network, nudging = self.workload.network, self.workload.nudging
        if nudging is None:
            # A batch of one is not divided: 1 / 1 would be a float, among Fractions too.
            mean_rate = learning_rate / batch_length if batch_length > 1 else learning_rate
            network.nudge(mean_rate)
            return
        for position, link in enumerate(self.links):
            nudging(link, position, learning_rate, batch_length)
        # A nudging moves weights; that weight sensitivities go back to 0 is not left to it.
        network.forget()

    def propagate_all(self, order: Sequence[int]) -> list[list[Number]]:
        """Return the outputs for the samples at these positions."""
        return [self.workload.network.propagate(self.samples[position][0]) for position in order]

    def store(self) -> None:
        """Do nothing: the weights are in the Links anyway."""


def new_engine(name: str) -> Engine:
    """Return the engine of that name; ValueError if there is none, ImportError if it needs more."""
    if name == "links":
        return LinksEngine()
    engines: dict[str, type[Engine]] = {}
    try:
        engines = import_module("lernmi.engines").ENGINES
    except ModuleNotFoundError as problem:
        # The core does without that folder, and without the one that it needs.
        if problem.name not in ("lernmi.engines", "lernmi.functions"):
            raise
    if not isinstance(name, str) or name not in engines:
        names = " or ".join(["links", *engines])
        raise ValueError(f"engine should be {names}, but {short_text(name)} came")
    return engines[name]()
