"""The engine "auto": the fastest that can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lernmi.activations import Number
from lernmi.engines.lists import ListsEngine
from lernmi.engines.numba_engine import NumbaEngine
from lernmi.network import Network
from lernmi.trainer import LinksEngine, NudgingRule, Sample


def fastest(
    network: Network, samples: Sequence[Sample], batch_size: int, nudging: NudgingRule
) -> tuple[Any, str]:
    """Return the fastest engine that can train this, and why it is that one.

    network, samples, batch_size, nudging: as a Trainer hands them to an engine.
    """
    reasons: list[str] = []
    for engine_type in (NumbaEngine, ListsEngine):
        try:
            engine = engine_type()
        except ImportError as problem:
            reasons.append(str(problem))
            continue
        reason = engine.why_not(network, samples, batch_size, nudging)
        if not reason:
            return engine, "; ".join(reasons) or "the fastest"
        if reason not in reasons:
            reasons.append(reason)
    return LinksEngine(), "; ".join(reasons)


class AutoEngine:
    """The engine "auto": hands everything on to the fastest engine that can.

    chosen: that engine, once a training has begun.
    why: why it is that one.
    """

    name = "auto"
    chosen: Any = None
    why = ""

    def load(
        self, network: Network, samples: Sequence[Sample], batch_size: int, nudging: NudgingRule
    ) -> None:
        """Choose an engine, and load it."""
        self.chosen, self.why = fastest(network, samples, batch_size, nudging)
        self.chosen.load(network, samples, batch_size, nudging)

    def learn(self, order: Sequence[int], learning_rate: Number) -> Any:
        """Let the chosen engine learn."""
        return self.chosen.learn(order, learning_rate)

    def propagate_all(self, all_inputs: Sequence[Sequence[Number]]) -> Any:
        """Let the chosen engine propagate."""
        return self.chosen.propagate_all(all_inputs)

    def store(self) -> None:
        """Let the chosen engine bring the weights back to the Links."""
        self.chosen.store()
