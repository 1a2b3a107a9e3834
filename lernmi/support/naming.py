"""Ready-made functions such as sigmoid: a copied network keeps the same object."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, SupportsIndex


class Named:
    """The base class of Activation and ErrorFunction: a name and two functions.

    If this object is in the module of `function`, under its own name, then copies and pickles refer
    to it instead of copying it.
    """

    kind: str
    name: str
    function: Callable[..., Any]

    def __init__(self, name: str, **functions: object) -> None:
        if not isinstance(name, str):
            raise TypeError(f"an {self.kind}'s name must be a string; got {name!r}")
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
    """Return the object with that name in a module."""
    return getattr(import_module(module_name), name)
