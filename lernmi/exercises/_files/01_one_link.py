"""Exercise 1: one Link, on paper (10 minutes)

    x1 --(0.5)---> y1
    b1 --(0.25)--> y1        expected 1, learning rate 0.1

x1 outputs 2. b1 is a bias Neuron, so it always outputs 1. Each Link multiplies
the output of its input Neuron by its weight, and delivers the product to y1.
y1 adds up what the Links deliver: its total input. Its activation is
"identity", so its output is the same number. We want the output to be 1.

Work these out on paper, in this order, and put your numbers in place of None:

- total input and output of y1
- error = half of (output - expected) squared
- sensitivity of y1 = output - expected. It says how strongly the error responds
  to y1's output: raise the output by a tiny bit, and the error changes by
  sensitivity × that bit.
- weight sensitivity of a Link = y1's sensitivity × y1's slope × the output of
  the Link's input Neuron (the slope of "identity" is 1)
- new weight = weight - learning rate × weight sensitivity

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/01_one_link.py
"""

numbers = {
    "total input of y1": None,
    "output of y1": None,
    "error": None,
    "sensitivity of y1": None,
    "weight sensitivity of b1->y1": None,
    "weight sensitivity of x1->y1": None,
    "new weight of b1->y1": None,
    "new weight of x1->y1": None,
}
