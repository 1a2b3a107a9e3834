"""Exercise 5: a chain (15 minutes)

    x1 --(2)--> h1 --(3)--> y1       expected 10

Biases are 0, all activations "identity". If x1 rises by 0.01, h1 rises by
0.01 x 2, and y1 by 0.01 x 2 x 3. Along a path, slopes multiply. And so they do
on the way back, from the error to each weight.

1. Write `chain`: what is left of a change after it went through all these
   slopes, one after another?
2. x1 gives 1. Put your numbers in place of None. (Sensitivity of h1: if h1's
   output rises a little, the error rises how many times as much? Its path to
   the error goes through y1.)

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/05_chain.py
"""


def chain(change, slopes):
    """Return by how much the end changes, if the beginning changes by `change`.

    slopes: a list of the slopes along the path.
    """
    raise NotImplementedError("write this")


numbers = {
    "output of h1": None,
    "output of y1": None,
    "sensitivity of y1": None,
    "weight sensitivity of h1->y1": None,
    "sensitivity of h1": None,
    "weight sensitivity of x1->h1": None,
}
