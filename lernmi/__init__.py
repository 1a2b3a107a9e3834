"""lernmi: learn how a neural network learns, one Neuron and one Link at a time.

The core is eight files. Each uses only those before it, and what is in `support/`:

    activations.py      what a Neuron makes of the sum that it received
    error_functions.py  how wrong the outputs are, as one number
    initial_weights.py  where the weights begin
    neuron.py           adds what it receives
    link.py             multiplies by its weight: all of backpropagation is here
    layers.py           Neurons side by side, and the Links between two layers
    network.py          propagate, compare, backpropagate, nudge
    trainer.py          many samples, many times

Every other folder is optional: the core works without it.
"""

from typing import Any

from lernmi.activations import Activation
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.trainer import Trainer

__version__ = "0.2.0"


def load_ipython_extension(ipython: Any) -> None:
    """Show networks as pictures in a notebook: what `%load_ext lernmi` calls."""
    from lernmi.inside import notebook

    notebook.load_ipython_extension(ipython)


def unload_ipython_extension(ipython: Any) -> None:
    """Stop that: what `%unload_ext lernmi` calls."""
    from lernmi.inside import notebook

    notebook.unload_ipython_extension(ipython)


__all__ = ["Activation", "BiasNeuron", "Link", "Network", "Neuron", "Trainer"]
