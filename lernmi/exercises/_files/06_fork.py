"""Exercise 6: a fork (15 minutes)

    x1 --(1)--> h1 --(2)---> y1       expected 1
                   --(-1)--> y2       expected 1

The biases are 0, and all activations are "identity". x1 outputs 1, and so does
h1. y1 outputs 2, which is 1 too high. y2 outputs -1, which is 2 too low. Should
h1 output more, or less?

Two paths lead from h1 to the error. Each output Neuron sends back its
sensitivity × the weight of the Link between them. Where paths meet, they add.

1. First guess: if h1 outputs a little more, does the error rise or fall? Then
   put your numbers in place of None.
2. Write `fork`: the sensitivity of a Neuron that feeds several others.

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/06_fork.py
"""

numbers = {
    "sensitivity of y1": None,
    "sensitivity of y2": None,
    "sensitivity of h1": None,
    "weight sensitivity of x1->h1": None,
}


def fork(sensitivities, weights):
    """Return the sensitivity of a Neuron that feeds several others.

    sensitivities: those of the others (already multiplied by their slopes).
    weights: the weights of the Links that lead there, in the same order.
    """
    raise NotImplementedError("write this")
