"""Steven Miller: right on the way forwards, but divides instead of multiplying backwards."""

from __future__ import annotations

from lernmi.data.published.example import PublishedExample, PublishedNumber

MILLER = PublishedExample(
    author="Steven Miller",
    title="Mind: How to Build a Neural Network (Part One)",
    year=2015,
    address="https://stevenmiller888.github.io/mind-how-to-build-a-neural-network/",
    about="XOR's row 1, 1 in a 2-3-1 network without biases; divides on the way back",
    layer_sizes=(2, 3, 1),
    weights=(
        (0, 0, 0, 0.8, 0.4, 0.3, 0.2, 0.9, 0.5),
        (0, 0.3, 0.5, 0.9),
    ),
    inputs=(1, 1),
    expected=(0,),
    learning_rate=1,
    names={
        "input 1": ("x1",),
        "input 2": ("x2",),
        "hidden 1": ("h1",),
        "hidden 2": ("h2",),
        "hidden 3": ("h3",),
        "output": ("y1",),
        "w1": ("x1->h1",),
        "w2": ("x1->h2",),
        "w3": ("x1->h3",),
        "w4": ("x2->h1",),
        "w5": ("x2->h2",),
        "w6": ("x2->h3",),
        "w7": ("h1->y1",),
        "w8": ("h2->y1",),
        "w9": ("h3->y1",),
    },
    numbers=(
        PublishedNumber("hidden sum 1", "1", "h1", "total_input"),
        PublishedNumber("hidden sum 2", "1.3", "h2", "total_input"),
        PublishedNumber("hidden sum 3", "0.8", "h3", "total_input"),
        PublishedNumber("hidden result 1", "0.73105857863", "h1", "output"),
        PublishedNumber("hidden result 2", "0.78583498304", "h2", "output"),
        PublishedNumber("hidden result 3", "0.68997448112", "h3", "output"),
        PublishedNumber("output sum", "1.235", "y1", "total_input"),
        PublishedNumber("output result", "0.7746924929149283", "y1", "output"),
        PublishedNumber("margin of error", "-0.77", "y1", "sensitivity", factor=-1),
        PublishedNumber(
            "delta output sum", "-0.13439890643886018", "b2->y1", "output_sensitivity", factor=-1
        ),
        PublishedNumber("S'(hidden sum 1)", "0.1966", "h1", "slope"),
        PublishedNumber("S'(hidden sum 2)", "0.1683", "h2", "slope"),
        PublishedNumber("S'(hidden sum 3)", "0.2139", "h3", "slope"),
        PublishedNumber("delta hidden sum 1", "-0.088", "b1->h1", "output_sensitivity", factor=-1),
        PublishedNumber("delta hidden sum 2", "-0.0452", "b1->h2", "output_sensitivity", factor=-1),
        PublishedNumber("delta hidden sum 3", "-0.0319", "b1->h3", "output_sensitivity", factor=-1),
        PublishedNumber("new w1", "0.712", "x1->h1", "weight", steps=1),
        PublishedNumber("new w2", "0.3548", "x1->h2", "weight", steps=1),
        PublishedNumber("new w3", "0.2681", "x1->h3", "weight", steps=1),
        PublishedNumber("new w4", "0.112", "x2->h1", "weight", steps=1),
        PublishedNumber("new w5", "0.8548", "x2->h2", "weight", steps=1),
        PublishedNumber("new w6", "0.4681", "x2->h3", "weight", steps=1),
        PublishedNumber("new w7", "0.1162", "h1->y1", "weight", steps=1),
        PublishedNumber("new w8", "0.329", "h2->y1", "weight", steps=1),
        PublishedNumber("new w9", "0.708", "h3->y1", "weight", steps=1),
    ),
    carried=2,
    remarks=(
        "His delta is (expected - output) × slope: minus lernmi's output sensitivity. Forwards he "
        "calculates with two decimals, 0.73, 0.79 and 0.69, which makes the output sum 1.235 "
        "instead of 1.2332. He also truncates the third hidden result. On the way back he divides "
        "where he should multiply: the delta by the hidden results (for w7 to w9), and by the "
        "weights w7 to w9 (for the deltas of the hidden Neurons, and so for w1 to w6). The signs "
        "are still right, so the network learns something, but the smallest weight gets the "
        "largest blame. An earlier version of the page also took 0.2689, the sigmoid of -1, for "
        "the sigmoid of 1. The network has no biases: here their weights are 0, and stay 0 in his "
        "numbers."
    ),
)
