"""The published example that many tests look at."""

from __future__ import annotations

from lernmi import Network
from lernmi.data.published import MAZUR


def mazur() -> Network:
    """Matt Mazur's network after its sample went through it, and back."""
    network = MAZUR.network()
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    return network
