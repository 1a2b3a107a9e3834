"""The engine "auto": the fastest engine that can train a network."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.engines.lists import ListsEngine
from lernmi.engines.numba_engine import NumbaEngine
from lernmi.support.engines import Engine, LinksEngine, Workload

# For smaller networks, the Links are at least as fast as lists.
FEW_LINKS = 50


class AutoEngine:
    """The engine "auto": passes everything on to the fastest engine that can train the network.

    chosen: the engine in use. Until training begins, the Links do the work.
    why: the reason for the choice.
    """

    name = "auto"
    chosen: Engine = LinksEngine()
    why: str = ""

    def load(self, workload: Workload) -> None:
        """Choose an engine, and load it; ValueError if the nudging belongs to another network."""
        reasons: list[str] = []
        for engine_type in (NumbaEngine, ListsEngine):
            if engine_type is ListsEngine and len(workload.network.links) < FEW_LINKS:
                reasons.append(f"with fewer than {FEW_LINKS} Links, lists aren't faster")
                continue
            try:
                engine = engine_type()
            except ImportError as problem:
                reasons.append(str(problem))
                continue
            reason = engine.why_not(workload)
            if not reason:
                self.chosen, self.why = engine, "; ".join(reasons) or "the fastest"
                engine.take(workload)
                return
            if reason not in reasons:
                reasons.append(reason)
        self.chosen, self.why = LinksEngine(), "; ".join(reasons)
        self.chosen.load(workload)

    def learn(
        self, order: Sequence[int], learning_rate: Number
    ) -> tuple[list[Number], Sequence[list[Number]]]:
        """Let the chosen engine learn."""
        return self.chosen.learn(order, learning_rate)

    def propagate_all(self, order: Sequence[int]) -> Sequence[list[Number]]:
        """Let the chosen engine propagate."""
        return self.chosen.propagate_all(order)

    def store(self) -> None:
        """Let the chosen engine write the weights back to the Links."""
        self.chosen.store()
