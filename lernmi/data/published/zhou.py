"""Victor Zhou: one derivative, for the sample Alice, with three to four decimals."""

from __future__ import annotations

from lernmi.data.published.example import PublishedExample, PublishedNumber

ZHOU = PublishedExample(
    author="Victor Zhou",
    title="Machine Learning for Beginners: An Introduction to Neural Networks",
    year=2019,
    address="https://victorzhou.com/blog/intro-to-neural-networks/",
    about="one derivative of a 2-2-1 network with all weights 1 and biases 0",
    layer_sizes=(2, 2, 1),
    weights=(
        (0, 0, 1, 1, 1, 1),
        (0, 1, 1),
    ),
    inputs=(-2, -1),
    expected=(1,),
    learning_rate=0.1,
    names={
        "x1": ("x1",),
        "x2": ("x2",),
        "h1": ("h1",),
        "h2": ("h2",),
        "o1": ("y1",),
        "w1": ("x1->h1",),
        "w2": ("x2->h1",),
        "w3": ("x1->h2",),
        "w4": ("x2->h2",),
        "w5": ("h1->y1",),
        "w6": ("h2->y1",),
        "b1": ("b1->h1",),
        "b2": ("b1->h2",),
        "b3": ("b2->y1",),
    },
    numbers=(
        PublishedNumber("h1", "0.0474", "h1", "output"),
        PublishedNumber("h2", "0.0474", "h2", "output"),
        PublishedNumber("h1 + h2", "0.0948", "y1", "total_input"),
        PublishedNumber("y pred", "0.524", "y1", "output"),
        PublishedNumber("dL/dy pred", "-0.952", "y1", "sensitivity", factor=2),
        PublishedNumber("dy pred/dh1", "0.249", "y1", "slope"),
        PublishedNumber("dh1/dw1", "-0.0904", "h1", "slope", factor=-2),
        PublishedNumber("dL/dw1", "0.0214", "x1->h1", "weight_sensitivity", factor=2),
    ),
    carried=3,
    remarks=(
        "His error is (expected - output)^2, without the half, so his derivatives are twice "
        "lernmi's sensitivities. dh1/dw1 is h1's slope × the input, -2. dy pred/dh1 is y1's slope "
        "× the weight w5, 1. Three numbers are off in the last digit, because he calculates with "
        "rounded ones. With all digits, h1 + h2 is 0.0949, -2 × (1 - 0.5237) is -0.953, and "
        "dL/dw1 is 0.0215. He nudges nothing here; 0.1 is the learning rate of his program."
    ),
    nudges_biases=True,
)
