"""Bridges: take a trained network to PyTorch, ONNX or scikit-learn.

    from lernmi.bridges import from_torch, to_torch

Each bridge needs its own package. lernmi imports a bridge only when you use one of its names.

torch_bridge.py    to PyTorch and back (extra `torch`)
onnx_bridge.py     to ONNX, a format that many programs can run (extra `onnx`)
sklearn_bridge.py  networks as scikit-learn estimators (extra `sklearn`)
layer_weights.py   the weights of a plain network, in the order of matrices
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lernmi.bridges.onnx_bridge import to_onnx
    from lernmi.bridges.sklearn_bridge import LinkClassifier, LinkRegressor
    from lernmi.bridges.torch_bridge import from_torch, to_torch

__all__ = ["LinkClassifier", "LinkRegressor", "from_torch", "to_onnx", "to_torch"]

MODULES = {
    "LinkClassifier": "sklearn_bridge",
    "LinkRegressor": "sklearn_bridge",
    "from_torch": "torch_bridge",
    "to_onnx": "onnx_bridge",
    "to_torch": "torch_bridge",
}


def __getattr__(name: str) -> Any:
    """Import a bridge, and return the function or class with this name.

    Raises ImportError, which says what to install, if a package is missing. Raises AttributeError
    for any other name.
    """
    if name not in MODULES:
        raise AttributeError(f"lernmi.bridges has no {name}; it has {', '.join(MODULES)}")
    return getattr(import_module(f"lernmi.bridges.{MODULES[name]}"), name)
