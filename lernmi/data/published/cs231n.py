"""The notes of Stanford's course CS231n: one Neuron as a circuit."""

from __future__ import annotations

from lernmi.data.published.example import PublishedExample, PublishedNumber, output_itself

CS231N = PublishedExample(
    author="Stanford CS231n",
    title="Backpropagation: Modularity: Sigmoid example",
    year=2015,
    address="https://cs231n.github.io/optimization-2/",
    about="one sigmoid Neuron as a circuit: how its output responds to weights and inputs",
    layer_sizes=(2, 1),
    weights=((-3, 2, -3),),
    inputs=(-1, -2),
    expected=(0,),
    learning_rate=0.1,
    names={
        "x0": ("x1",),
        "x1": ("x2",),
        "f": ("y1",),
        "w0": ("x1->y1",),
        "w1": ("x2->y1",),
        "w2": ("b1->y1",),
    },
    numbers=(
        PublishedNumber("dot", "1.00", "y1", "total_input"),
        PublishedNumber("f", "0.73", "y1", "output"),
        PublishedNumber("local gradient", "0.2", "y1", "slope"),
        PublishedNumber("gradient of f", "1.00", "y1", "sensitivity"),
        PublishedNumber("gradient of dot", "0.20", "b1->y1", "output_sensitivity"),
        PublishedNumber("gradient of w0", "-0.20", "x1->y1", "weight_sensitivity"),
        PublishedNumber("gradient of w1", "-0.39", "x2->y1", "weight_sensitivity"),
        PublishedNumber("gradient of w2", "0.20", "b1->y1", "weight_sensitivity"),
        PublishedNumber("gradient of x0", "0.39", "x1", "sensitivity"),
        PublishedNumber("gradient of x1", "-0.59", "x2", "sensitivity"),
    ),
    carried=2,
    remarks=(
        "This example expects nothing and nudges nothing: it asks how strongly the output "
        "responds to each number. So here the error function is the output itself, with "
        "sensitivity 1; the expected 0 and the learning rate are made up. The page counts inputs "
        "from 0: its x0 is lernmi's x1. All numbers are right in both decimals. That includes "
        "the sensitivities of the inputs, which most examples leave out: input Neurons, too, add "
        "up what their Links send back."
    ),
    error=output_itself,
)
