"""Andrej Karpathy: a tanh Neuron in micrograd, and the same in PyTorch with 32 bits."""

from __future__ import annotations

from lernmi.activations import tanh
from lernmi.data.published.example import PublishedExample, PublishedNumber, output_itself

KARPATHY = PublishedExample(
    author="Andrej Karpathy",
    title="The spelled-out intro to neural networks and backpropagation: building micrograd",
    year=2022,
    address="https://github.com/karpathy/nn-zero-to-hero",
    about="one tanh Neuron, with a bias chosen for round numbers; then again in PyTorch",
    layer_sizes=(2, 1),
    weights=((6.8813735870195432, -3.0, 1.0),),
    inputs=(2.0, 0.0),
    expected=(0,),
    learning_rate=0.1,
    names={
        "x1": ("x1",),
        "x2": ("x2",),
        "o": ("y1",),
        "w1": ("x1->y1",),
        "w2": ("x2->y1",),
        "b": ("b1->y1",),
    },
    numbers=(
        PublishedNumber("n", "0.8813735870195432", "y1", "total_input"),
        PublishedNumber("o", "0.7071067811865476", "y1", "output"),
        PublishedNumber("1 - o^2", "0.4999999999999999", "y1", "slope"),
        PublishedNumber("grad of o", "1.0000", "y1", "sensitivity"),
        PublishedNumber("grad of n", "0.5000", "b1->y1", "output_sensitivity"),
        PublishedNumber("grad of b", "0.5000", "b1->y1", "weight_sensitivity"),
        PublishedNumber("grad of w1", "1.0000", "x1->y1", "weight_sensitivity"),
        PublishedNumber("grad of w2", "0.0000", "x2->y1", "weight_sensitivity"),
        PublishedNumber("grad of x1", "-1.5000", "x1", "sensitivity"),
        PublishedNumber("grad of x2", "0.5000", "x2", "sensitivity"),
        PublishedNumber("PyTorch's o", "0.7071066904050358", "y1", "output"),
        PublishedNumber("PyTorch's x2", "0.5000001283844369", "x2", "sensitivity"),
        PublishedNumber("PyTorch's w2", "0.0", "x2->y1", "weight_sensitivity"),
        PublishedNumber("PyTorch's x1", "-1.5000003851533106", "x1", "sensitivity"),
        PublishedNumber("PyTorch's w1", "1.0000002567688737", "x1->y1", "weight_sensitivity"),
    ),
    carried=15,
    remarks=(
        "This example expects nothing and nudges nothing: it asks how strongly the output "
        "responds to each number. So here the error function is the output itself, with "
        "sensitivity 1; the expected 0 and the learning rate are made up. With PyTorch, the same "
        "notebook prints numbers that differ from the seventh digit on: "
        "torch.Tensor([6.88..]).double() first rounds the bias to 32 bits, and then stores the "
        "rounded number in 64 bits. From that bias, 6.8813734..., all of PyTorch's numbers follow "
        "to the last digit. (This is why lernmi reads tensors with tolist, and never lets a "
        "float32 reach a weight.)"
    ),
    activation=tanh,
    error=output_itself,
)
