"""Published examples, for several tests."""

from __future__ import annotations

from functools import cache

from lernmi import Network
from lernmi.data.published import MAZUR, PUBLISHED
from lernmi.data.published.example import Finding


@cache
def findings_of(name: str) -> list[Finding]:
    """Return the verdicts on an example's numbers, computed once, because that takes long."""
    return PUBLISHED[name].findings()


def mazur() -> Network:
    """Return Matt Mazur's network after its sample was propagated and backpropagated."""
    network = MAZUR.network()
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    return network
