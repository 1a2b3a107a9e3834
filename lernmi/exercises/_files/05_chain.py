"""Exercise 5: a chain (15 minutes)

    x1 --(2)--> h1 --(3)--> y1       expected 10

The biases are 0, and all activations are "identity". Raise x1 by 0.01, and h1
rises by 0.01 × 2, and y1 by 0.01 × 2 × 3. Along a path, slopes multiply. The
same holds on the way back, from the error to each weight.

1. Write `chain`: how much of a change arrives at the end of a path, after all
   these slopes?
2. x1 outputs 1. Put your numbers in place of None. (Sensitivity of h1: how
   strongly does the error respond to h1's output? The path to the error leads
   through y1.)

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/05_chain.py
"""


def chain(change, slopes):
    """Return how much the end changes if the beginning changes by `change`.

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
