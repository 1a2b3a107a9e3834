"""Tariq Rashid: one weight from his book, as corrected in his own errata."""

from __future__ import annotations

from lernmi.data.published.example import PublishedExample, PublishedNumber

RASHID = PublishedExample(
    author="Tariq Rashid",
    title="Make Your Own Neural Network: Errata #3",
    year=2016,
    address="http://makeyourownneuralnetwork.blogspot.com/",
    about="one output Neuron and one of its weights, as corrected in the errata",
    layer_sizes=(2, 1),
    weights=((0, 2.0, 3.0),),
    inputs=(0.4, 0.5),
    # The output, 0.90887..., plus the author's error of 1.5.
    expected=(2.4088770389851438,),
    learning_rate=0.1,
    names={
        "o j=1": ("x1",),
        "o j=2": ("x2",),
        "o k=1": ("y1",),
        "w11": ("x1->y1",),
        "w21": ("x2->y1",),
    },
    numbers=(
        PublishedNumber("e1", "1.5", "y1", "sensitivity", factor=-1),
        PublishedNumber("sum", "2.3", "y1", "total_input"),
        PublishedNumber("sigmoid", "0.909", "y1", "output"),
        PublishedNumber("sigmoid (1 - sigmoid)", "0.083", "y1", "slope"),
        PublishedNumber("error slope", "-0.04969", "x1->y1", "weight_sensitivity"),
        PublishedNumber("new w11", "2.005", "x1->y1", "weight", steps=1),
    ),
    carried=3,
    remarks=(
        "A reader found a 4.0 where the second weight is 3.0. This is the corrected example, and "
        "every number is right. The author made up the two outputs of hidden Neurons, 0.4 and "
        "0.5: here they are the inputs, and there is no bias. He also made up the error of 1.5. "
        "A sigmoid can't miss by that much, because its output and the expected number are both "
        "between 0 and 1; he says so himself in Errata #4. The calculation works all the same: "
        "lernmi expects 2.40888 and moves towards it."
    ),
)
