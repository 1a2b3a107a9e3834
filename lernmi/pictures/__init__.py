"""Pictures with Matplotlib: pip install matplotlib.

    from lernmi.pictures import error_curve

canvas.py     an empty figure in lernmi's colours, and files
training.py   the error curve, the census of seeds
plane.py      what a network says of every point of the plane, and how it came to say so
inside.py     weights as heat maps and as images, outputs and sensitivities layer by layer
answers.py    what is taken for what

Each is one call and returns a Matplotlib figure: `figure.savefig("name.png")`. (Only the moving
picture in plane.py is an animation.) Without Matplotlib, each raises ImportError and says what to
install.
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
    """Return one of the pictures' functions; its module is only imported now.

    Raises AttributeError for any other name.
    """
    if name not in MODULES:
        raise AttributeError(f"lernmi.pictures has no {name}; there are {', '.join(MODULES)}")
    return getattr(import_module(f"lernmi.pictures.{MODULES[name]}"), name)
