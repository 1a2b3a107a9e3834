"""Exercise 6: a fork (15 minutes)

    x1 --(1)--> h1 --(2)--> y1       expected 1
                   --(-1)-> y2       expected 1

Biases are 0, all activations "identity"; x1 gives 1. Then y1 is 2, too high by
1; and y2 is -1, too low by 2. Should h1 give more, or less?

h1 reaches the error over two paths at the same time. Over each comes back how
the error would react: the output's sensitivity x the weight of the Link. Where
paths meet, they add.

1. First guess: does the error rise or fall if h1 gives a little more? Then put
   your numbers in place of None.
2. Write `fork`: the sensitivity of a Neuron that feeds several others.

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
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

    sensitivities: what each of these says (with its slope already in it).
    weights: of the Links that lead there, in the same order.
    """
    raise NotImplementedError("write this")
