"""Ready-made functions such as sigmoid: a copied network has the same object."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, SupportsIndex


class Named:
    """A `name`, and a `function` with its companion.

    If the module of `function` has it under its name, copies and pickles use that very object.
    """

    kind: str
    name: str
    function: Callable[..., Any]

    def __init__(self, name: str, **functions: object) -> None:
        if not isinstance(name, str):
            raise TypeError(f"an {self.kind}'s name must be text; got {name!r}")
        if not all(callable(function) for function in functions.values()):
            raise TypeError(f"{self.kind} {name} needs two functions: {' and '.join(functions)}")
        self.name = name

    def __repr__(self) -> str:
        return f"{self.kind} {self.name}"

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        module_name = str(getattr(self.function, "__module__", None))
        if getattr(sys.modules.get(module_name), self.name, None) is self:
            return (ready_made, (module_name, self.name))
        return super().__reduce_ex__(protocol)


def ready_made(module_name: str, name: str) -> Any:
    """Return the object of that name in a module."""
    return getattr(import_module(module_name), name)
