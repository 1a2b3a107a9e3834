"""Matt Mazur: the example that most people check their own numbers against."""

from __future__ import annotations

from lernmi.data.published.example import PublishedExample, PublishedNumber

MAZUR = PublishedExample(
    author="Matt Mazur",
    title="A Step by Step Backpropagation Example",
    year=2015,
    address="https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/",
    about="the well-known one: 2-2-2, sigmoid, one step, and the error after 10,000 steps",
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
    numbers=(
        PublishedNumber("net h1", "0.3775", "h1", "total_input"),
        PublishedNumber("out h1", "0.593269992", "h1", "output"),
        PublishedNumber("out h2", "0.596884378", "h2", "output"),
        PublishedNumber("out o1", "0.75136507", "y1", "output"),
        PublishedNumber("out o2", "0.772928465", "y2", "output"),
        PublishedNumber("E total", "0.298371109", "error"),
        PublishedNumber("dE/dw5", "0.082167041", "h1->y1", "weight_sensitivity"),
        PublishedNumber("dE/dw1", "0.000438568", "x1->h1", "weight_sensitivity"),
        PublishedNumber("new w1", "0.149780716", "x1->h1", "weight", steps=1),
        PublishedNumber("new w2", "0.19956143", "x2->h1", "weight", steps=1),
        PublishedNumber("new w3", "0.24975114", "x1->h2", "weight", steps=1),
        PublishedNumber("new w4", "0.29950229", "x2->h2", "weight", steps=1),
        PublishedNumber("new w5", "0.35891648", "h1->y1", "weight", steps=1),
        PublishedNumber("new w6", "0.408666186", "h2->y1", "weight", steps=1),
        PublishedNumber("new w7", "0.511301270", "h1->y2", "weight", steps=1),
        PublishedNumber("new w8", "0.561370121", "h2->y2", "weight", steps=1),
        PublishedNumber("E total after one step", "0.291027924", "error", steps=1),
        PublishedNumber("E total after 10,000 steps", "0.000035085", "error", steps=10_000),
    ),
    carried=9,
    remarks=(
        "The step itself is right in every digit; it doesn't train the biases. The two errors "
        "after it don't follow from that step. You get them if you nudge the output weights "
        "before you send the sensitivities back through them, so that the hidden weights follow "
        "weights that are already new. If you nudge after backpropagating, as the page explains "
        "and as lernmi does, the error is 0.291027774 after one step and 0.0000351019 after "
        "10,000. With the biases trained too, it is 0.280471447 after one step."
    ),
)
