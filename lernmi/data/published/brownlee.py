"""Jason Brownlee: all digits, but some outputs from an older version of his program."""

from __future__ import annotations

from lernmi.data.published.example import PublishedExample, PublishedNumber

BROWNLEE = PublishedExample(
    author="Jason Brownlee",
    title="How to Code a Neural Network with Backpropagation In Python (from scratch)",
    year=2021,
    address="https://machinelearningmastery.com/implement-backpropagation-algorithm-scratch-python/",
    about="a 2-1-2 network, printed by a program with all digits; then deltas that don't fit",
    layer_sizes=(2, 1, 2),
    weights=(
        (0.763774618976614, 0.13436424411240122, 0.8474337369372327),
        (0.49543508709194095, 0.651592972722763, 0.2550690257394217, 0.4494910647887381),
    ),
    inputs=(1, 0),
    expected=(0, 1),
    learning_rate=0.1,
    names={
        "input 1": ("x1",),
        "input 2": ("x2",),
        "hidden": ("h1",),
        "output 1": ("y1",),
        "output 2": ("y2",),
        "hidden weights": ("x1->h1", "x2->h1", "b1->h1"),
        "output 1 weights": ("h1->y1", "b2->y1"),
        "output 2 weights": ("h1->y2", "b2->y2"),
    },
    numbers=(
        PublishedNumber("propagated 1", "0.6629970129852887", "y1", "output"),
        PublishedNumber("propagated 2", "0.7253160725279748", "y2", "output"),
        PublishedNumber("output, hidden", "0.7105668883115941", "h1", "output"),
        PublishedNumber("output 1", "0.6213859615555266", "y1", "output"),
        PublishedNumber("output 2", "0.6573693455986976", "y2", "output"),
        PublishedNumber("delta 1", "0.14619064683582808", "b2->y1", "output_sensitivity"),
        PublishedNumber("delta 2", "-0.0771723774346327", "b2->y2", "output_sensitivity"),
        PublishedNumber("delta, hidden", "0.0005348048046610517", "b1->h1", "output_sensitivity"),
    ),
    carried=15,
    remarks=(
        "Propagating is right to the last digit. For backpropagating, the page starts from "
        "outputs that are written into the program, and they differ: 0.6214 and 0.6574 are what "
        "the two output Neurons output if they add only their bias, without what h1 delivers. "
        "(The page says that a bug in this very function was fixed in 2016; the outputs seem to "
        "be older.) From these outputs, the three deltas follow to the last digit. From the right "
        "outputs, different deltas follow. Since 2021 the deltas have had lernmi's sign; before, "
        "they were expected - output. He nudges nothing here: the learning rate is made up."
    ),
    nudges_biases=True,
)
