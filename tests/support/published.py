"""Published examples, as many tests look at them."""

from __future__ import annotations

from functools import cache

from lernmi import Network
from lernmi.data.published import MAZUR, PUBLISHED
from lernmi.data.published.example import Finding


@cache
def findings_of(name: str) -> list[Finding]:
    """Return the verdicts on an example's numbers; many networks are worked through for them."""
    return PUBLISHED[name].findings()


def mazur() -> Network:
    """Matt Mazur's network after its sample went through it, and back."""
    network = MAZUR.network()
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    return network
