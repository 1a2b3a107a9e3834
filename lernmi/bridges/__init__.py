"""Bridges: for whoever goes on elsewhere with what was trained here.

    from lernmi.bridges import from_torch, to_torch

Each bridge needs a package of its own, and is only imported when one of its names is asked for.

torch_bridge.py    to PyTorch and back (extra `torch`)
onnx_bridge.py     to ONNX, which many programs can run (extra `onnx`)
sklearn_bridge.py  networks as estimators of scikit-learn (extra `sklearn`)
layer_weights.py   the weights of a plain network, as matrices have them
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
    """Return one of the bridges' names; ImportError, with what to install, if that is missing.

    Raises AttributeError for any other name.
    """
    if name not in MODULES:
        raise AttributeError(f"lernmi.bridges has no {name}; there are {', '.join(MODULES)}")
    return getattr(import_module(f"lernmi.bridges.{MODULES[name]}"), name)
