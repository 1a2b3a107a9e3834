"""Data to learn from.

    logic.py        gates, parity
    digits.py       handwritten digits that come along
    mnist.py        MNIST, from files of yours
    shapes.py       points in the plane, as in TensorFlow Playground
    published/      worked examples of others, and how right their numbers are
    tables.py       CSV files, as texts
    preparation.py  rows of a table as numbers
    samples.py      keep some back, change labels

A set of samples is a list of pairs `(inputs, expected)`, two lists of numbers.
"""
