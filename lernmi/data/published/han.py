"""Jiawei Han, Micheline Kamber and Jian Pei: a textbook's example, copied in many lectures."""

from __future__ import annotations

from lernmi.data.published.example import PublishedExample, PublishedNumber

HAN = PublishedExample(
    author="Jiawei Han, Micheline Kamber, Jian Pei",
    title="Data Mining: Concepts and Techniques",
    year=2011,
    address="a book: third edition, section 9.2, tables 9.1 to 9.4",
    about="a textbook's step: 3-2-1, sigmoid, three to four decimals, biases nudged too",
    layer_sizes=(3, 2, 1),
    weights=(
        (-0.4, 0.2, 0.2, -0.3, 0.4, 0.1, -0.5, 0.2),
        (0.1, -0.3, -0.2),
    ),
    inputs=(1, 0, 1),
    expected=(1,),
    learning_rate=0.9,
    names={
        "x1": ("x1",),
        "x2": ("x2",),
        "x3": ("x3",),
        "4": ("h1",),
        "5": ("h2",),
        "6": ("y1",),
        "w14": ("x1->h1",),
        "w15": ("x1->h2",),
        "w24": ("x2->h1",),
        "w25": ("x2->h2",),
        "w34": ("x3->h1",),
        "w35": ("x3->h2",),
        "w46": ("h1->y1",),
        "w56": ("h2->y1",),
        "theta4": ("b1->h1",),
        "theta5": ("b1->h2",),
        "theta6": ("b2->y1",),
    },
    numbers=(
        PublishedNumber("I4", "-0.7", "h1", "total_input"),
        PublishedNumber("I5", "0.1", "h2", "total_input"),
        PublishedNumber("I6", "-0.105", "y1", "total_input"),
        PublishedNumber("O4", "0.332", "h1", "output"),
        PublishedNumber("O5", "0.525", "h2", "output"),
        PublishedNumber("O6", "0.474", "y1", "output"),
        PublishedNumber("Err6", "0.1311", "b2->y1", "output_sensitivity", factor=-1),
        PublishedNumber("Err5", "-0.0065", "b1->h2", "output_sensitivity", factor=-1),
        PublishedNumber("Err4", "-0.0087", "b1->h1", "output_sensitivity", factor=-1),
        PublishedNumber("new w46", "-0.261", "h1->y1", "weight", steps=1),
        PublishedNumber("new w56", "-0.138", "h2->y1", "weight", steps=1),
        PublishedNumber("new w14", "0.192", "x1->h1", "weight", steps=1),
        PublishedNumber("new w15", "-0.306", "x1->h2", "weight", steps=1),
        PublishedNumber("new w24", "0.4", "x2->h1", "weight", steps=1),
        PublishedNumber("new w25", "0.1", "x2->h2", "weight", steps=1),
        PublishedNumber("new w34", "-0.508", "x3->h1", "weight", steps=1),
        PublishedNumber("new w35", "0.194", "x3->h2", "weight", steps=1),
        PublishedNumber("new theta6", "0.218", "b2->y1", "weight", steps=1),
        PublishedNumber("new theta5", "0.194", "b1->h2", "weight", steps=1),
        PublishedNumber("new theta4", "-0.408", "b1->h1", "weight", steps=1),
    ),
    carried=3,
    remarks=(
        "The book sends expected - output back, and adds where lernmi subtracts, so its Err is "
        "minus lernmi's output sensitivity. 0.1311 is 0.474 × (1 - 0.474) × (1 - 0.474), from a "
        "rounded output; with all digits it is 0.1312. All new weights are right, because the "
        "difference doesn't show in three decimals."
    ),
    nudges_biases=True,
)
