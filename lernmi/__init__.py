"""lernmi: see how a neural network learns, one Neuron and one Link at a time.

The core is eight files. Each uses only the files above it, and `support/`:

    activations.py      turn a Neuron's total input into its output
    error_functions.py  say how wrong the outputs are, as one number
    initial_weights.py  choose the starting weights
    neuron.py           adds up what it receives
    link.py             multiplies by its weight; all of backpropagation is in this file
    layers.py           Neurons side by side, and the Links between two layers
    network.py          propagate, compare, backpropagate, nudge
    trainer.py          shows many samples to a network, many times

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
    """Show networks as pictures in a notebook; `%load_ext lernmi` calls this."""
    from lernmi.inside import notebook

    notebook.load_ipython_extension(ipython)


def unload_ipython_extension(ipython: Any) -> None:
    """Show networks as text again; `%unload_ext lernmi` calls this."""
    from lernmi.inside import notebook

    notebook.unload_ipython_extension(ipython)


__all__ = ["Activation", "BiasNeuron", "Link", "Network", "Neuron", "Trainer"]
