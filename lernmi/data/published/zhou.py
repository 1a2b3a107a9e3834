"""Victor Zhou: one derivative, for Alice, with three or four decimals."""

from __future__ import annotations

from lernmi.data.published.example import PublishedExample, PublishedNumber

ZHOU = PublishedExample(
    author="Victor Zhou",
    title="Machine Learning for Beginners: An Introduction to Neural Networks",
    year=2019,
    address="https://victorzhou.com/blog/intro-to-neural-networks/",
    about="one derivative of a 2-2-1 network whose weights are all 1, biases 0",
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
        "His error is (expected - output)^2, without the half: so his derivatives of it are twice "
        "lernmi's sensitivities. dh1/dw1 is the slope of h1 times the input, -2; dy pred/dh1 is "
        "the slope of y1 times the weight w5, which is 1. Three numbers are off in the last digit, "
        "since he goes on with rounded ones: h1 + h2 is 0.0949 with all digits, -2 (1 - 0.5237) "
        "is -0.953, and dL/dw1 is 0.0215. He nudges nothing here; 0.1 is the learning rate of his "
        "program."
    ),
    nudges_biases=True,
)
