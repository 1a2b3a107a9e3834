"""Engines: the same training, but faster, with the same results to the last bit.

plain_networks.py  which networks an engine can train, and which only the Links can
link_weights.py    take weights from the Links, and write results back to them
lists.py           the engine "lists": the same arithmetic on plain lists of numbers
numba_engine.py    the engine "numba": arrays for compiled code (needs Numba)
kernels.py         the compiled code
auto.py            the engine "auto": the fastest engine that can train a network

The engine "links", which is the Links and Neurons themselves, is in lernmi/support/engines.py.
README.md in this folder says what engines promise.
"""

from lernmi.engines.auto import AutoEngine
from lernmi.engines.lists import ListsEngine
from lernmi.engines.numba_engine import NumbaEngine
from lernmi.support.engines import Engine, LinksEngine, Workload

#: The engines of this folder, by the names that a Trainer takes.
ENGINES: dict[str, type[Engine]] = {"lists": ListsEngine, "numba": NumbaEngine, "auto": AutoEngine}

__all__ = [
    "ENGINES",
    "AutoEngine",
    "Engine",
    "LinksEngine",
    "ListsEngine",
    "NumbaEngine",
    "Workload",
]
