"""Sonu Giri, after hmkcode: three decimals by hand, and a program with different results."""

from __future__ import annotations

from lernmi.activations import identity
from lernmi.data.published.example import PublishedExample, PublishedNumber

GIRI = PublishedExample(
    author="Sonu Giri, after hmkcode",
    title="Backpropagation_Step_by_Step.md",
    year=2018,
    address="https://github.com/sonugiri1043/machine_learning",
    about="a linear 2-2-1 network, easy enough for mental arithmetic; by hand and by program",
    layer_sizes=(2, 2, 1),
    weights=(
        (0, 0, 0.15, 0.10, 0.20, 0.05),
        (0, 0.16, 0.20),
    ),
    inputs=(2, 3),
    expected=(1,),
    learning_rate=0.05,
    names={
        "i1": ("x1",),
        "i2": ("x2",),
        "h1": ("h1",),
        "h2": ("h2",),
        "out": ("y1",),
        "w1": ("x1->h1",),
        "w2": ("x2->h1",),
        "w3": ("x1->h2",),
        "w4": ("x2->h2",),
        "w5": ("h1->y1",),
        "w6": ("h2->y1",),
    },
    numbers=(
        PublishedNumber("h1", "0.90", "h1", "output"),
        PublishedNumber("h2", "0.35", "h2", "output"),
        PublishedNumber("out", "0.214", "y1", "output"),
        PublishedNumber("Error", "0.3089", "error"),
        PublishedNumber("Delta", "-0.786", "y1", "sensitivity"),
        PublishedNumber("*w5", "0.195", "h1->y1", "weight", steps=1),
        PublishedNumber("*w6", "0.213", "h2->y1", "weight", steps=1),
        PublishedNumber("*w1", "0.162", "x1->h1", "weight", steps=1),
        PublishedNumber("*w2", "0.218", "x2->h1", "weight", steps=1),
        PublishedNumber("*w3", "0.115", "x1->h2", "weight", steps=1),
        PublishedNumber("*w4", "0.073", "x2->h2", "weight", steps=1),
        PublishedNumber("*h1", "0.978", "h1", "output", steps=1),
        PublishedNumber("*h2", "0.448", "h2", "output", steps=1),
        PublishedNumber("*out", "0.286", "y1", "output", steps=1),
        PublishedNumber("program's error", "0.308898", "error"),
        PublishedNumber("program's w5", "0.19537", "h1->y1", "weight", steps=1),
        PublishedNumber("program's w6", "0.213755", "h2->y1", "weight", steps=1),
        PublishedNumber("program's w1", "0.16535608", "x1->h1", "weight", steps=1),
        PublishedNumber("program's w2", "0.22520171", "x2->h1", "weight", steps=1),
        PublishedNumber("program's w3", "0.11535608", "x1->h2", "weight", steps=1),
        PublishedNumber("program's w4", "0.07520171", "x2->h2", "weight", steps=1),
        PublishedNumber("program's h1", "1.00631731", "h1", "output", steps=1),
        PublishedNumber("program's h2", "0.45631731", "h2", "output", steps=1),
        PublishedNumber("program's out", "0.29414432", "y1", "output", steps=1),
    ),
    carried=3,
    remarks=(
        "By hand, new weights are truncated to three decimals, so *h1 and *out are a little too "
        "small. *h2 is a slip: 2 × 0.115 + 3 × 0.073 is 0.449. The program on the same page makes "
        "two mistakes at once. It nudges w5 and w6 before it sends anything back through them. "
        "It also multiplies along the wrong side of the table, so that w2 follows w6 instead of "
        "w5, and w3 follows w5 instead of w6. The network has no biases: here their weights are "
        "0, and stay 0 in these numbers."
    ),
    activation=identity,
)
