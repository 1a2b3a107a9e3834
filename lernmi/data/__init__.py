"""Data to learn from: logic gates and handwritten digits.

A set of samples is a list of pairs `(inputs, expected)`, two lists of numbers.
"""
