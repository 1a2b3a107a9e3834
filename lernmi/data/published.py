"""A worked example that others published, to be checked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lernmi.network import Network


class PublishedExample(NamedTuple):
    """One learning step, worked out by somebody else.

    author, title, year, address: where it was published.
    layer_sizes, weights: the network, its weights in Link order.
    inputs, expected, learning_rate: the one sample, and how far to nudge.
    names: which Link (or Neuron) is meant by which of the author's names.
    published: numbers that the author gives, by name.
    remarks: what to know about them, such as where they are not right and why.
    """

    author: str
    title: str
    year: int
    address: str
    layer_sizes: Sequence[int]
    weights: Sequence[Sequence[float]]
    inputs: Sequence[float]
    expected: Sequence[float]
    learning_rate: float
    names: Mapping[str, Sequence[str]]
    published: Mapping[str, float]
    remarks: str

    def network(self) -> Network:
        """Return a network with the published weights, ready for the step."""
        network = Network(self.layer_sizes)
        network.weights = self.weights
        return network


MAZUR = PublishedExample(
    author="Matt Mazur",
    title="A Step by Step Backpropagation Example",
    year=2015,
    address="https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/",
    layer_sizes=(2, 2, 2),
    weights=(
        (0.35, 0.35, 0.15, 0.25, 0.20, 0.30),
        (0.60, 0.60, 0.40, 0.50, 0.45, 0.55),
    ),
    inputs=(0.05, 0.10),
    expected=(0.01, 0.99),
    learning_rate=0.5,
    names={
        "i1": ("x1",),
        "i2": ("x2",),
        "h1": ("h1",),
        "h2": ("h2",),
        "o1": ("y1",),
        "o2": ("y2",),
        "w1": ("x1->h1",),
        "w2": ("x2->h1",),
        "w3": ("x1->h2",),
        "w4": ("x2->h2",),
        "w5": ("h1->y1",),
        "w6": ("h2->y1",),
        "w7": ("h1->y2",),
        "w8": ("h2->y2",),
        "b1": ("b1->h1", "b1->h2"),
        "b2": ("b2->y1", "b2->y2"),
    },
    published={
        "net h1": 0.3775,
        "out h1": 0.593269992,
        "out h2": 0.596884378,
        "out o1": 0.75136507,
        "out o2": 0.772928465,
        "E total": 0.298371109,
        "dE/dw5": 0.082167041,
        "dE/dw1": 0.000438568,
        "new w1": 0.149780716,
        "new w2": 0.19956143,
        "new w3": 0.24975114,
        "new w4": 0.29950229,
        "new w5": 0.35891648,
        "new w6": 0.408666186,
        "new w7": 0.511301270,
        "new w8": 0.561370121,
        "E total after one step": 0.291027924,
        "E total after 10,000 steps": 0.000035085,
    },
    remarks=(
        "The step itself is right in every digit; the biases are not trained in it. The two errors "
        "after it are not what that step leads to: they come out if the output weights are nudged "
        "before the sensitivities are sent back through them, so that the hidden weights follow "
        "weights which are already new. Nudged after backpropagating, as the page explains it "
        "and as lernmi does it, the error is 0.291027774 after one step and 0.0000351019 after "
        "10,000; with the biases trained too it is 0.280471447 after one step."
    ),
)
