"""Pictures with Matplotlib: pip install matplotlib.

    from lernmi.pictures import error_curve

canvas.py     an empty figure in lernmi's colours
training.py   the error curve, and the census of seeds
plane.py      the plane, coloured by a network's outputs, and how its colours move
inside.py     weights as heat maps and images, outputs and sensitivities as histograms
answers.py    the confusion matrix

Each picture is one call that returns a Matplotlib figure: `figure.savefig("name.png")`. (Only
`boundary_animation` returns an animation.) Without Matplotlib, each call raises ImportError and
says what to install.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lernmi.pictures.answers import confusion_matrix
    from lernmi.pictures.inside import first_layer_images, layer_histograms, weight_maps
    from lernmi.pictures.plane import boundary_animation, decision_boundary, hidden_views
    from lernmi.pictures.training import census_histogram, error_curve

__all__ = [
    "boundary_animation",
    "census_histogram",
    "confusion_matrix",
    "decision_boundary",
    "error_curve",
    "first_layer_images",
    "hidden_views",
    "layer_histograms",
    "weight_maps",
]

MODULES = {
    "boundary_animation": "plane",
    "census_histogram": "training",
    "confusion_matrix": "answers",
    "decision_boundary": "plane",
    "error_curve": "training",
    "first_layer_images": "inside",
    "hidden_views": "plane",
    "layer_histograms": "inside",
    "weight_maps": "inside",
}


def __getattr__(name: str) -> Any:
    """Import the module of a picture, and return the function with this name.

    Raises AttributeError for any other name.
    """
    if name not in MODULES:
        raise AttributeError(f"lernmi.pictures has no {name}; it has {', '.join(MODULES)}")
    return getattr(import_module(f"lernmi.pictures.{MODULES[name]}"), name)
