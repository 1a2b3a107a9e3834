"""Who does the arithmetic of a training; the engine "links" lets the Links do it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from lernmi.activations import Number
from lernmi.network import Network
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text

# Called as nudging(link, position, learning_rate, batch_length); may have state(), restore().
NudgingRule = Any
# Has the methods of LinksEngine, and a name.
Engine = Any


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
