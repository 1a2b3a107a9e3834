"""Engines: the same training, faster, bit for bit.

plain_networks.py  what an engine can take, and what only the objects themselves can do
to_and_fro.py      weights from the Links, and what was found back to them
lists.py           the engine "lists": the same sums on plain lists of numbers
numba_engine.py    the engine "numba": arrays for compiled code (needs Numba)
kernels.py         that code
auto.py            the engine "auto": the fastest of them that can

The engine "links", the objects themselves, is in lernmi/support/engines.py. README.md beside this
file says what is promised.
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
