"""lernmi's own classes stay as they are, whatever a learner's file does to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lernmi.layers import LinkLayer, NeuronLayer
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.trainer import Trainer

CLASSES = (Link, Neuron, BiasNeuron, NeuronLayer, LinkLayer, Network, Trainer)


@contextmanager
def left_as_they_are() -> Iterator[None]:
    """Put lernmi's classes back at the end: a file may replace `Link.backpropagate`, say.

    In a browser, the next file runs in the same Python.
    """
    before = [dict(vars(each)) for each in CLASSES]
    try:
        yield
    finally:
        for each, names in zip(CLASSES, before):
            for name in [name for name in vars(each) if name not in names]:
                delattr(each, name)
            for name, value in names.items():
                if vars(each).get(name) is not value:
                    setattr(each, name, value)
