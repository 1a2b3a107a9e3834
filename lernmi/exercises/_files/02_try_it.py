"""Exercise 2: find a weight sensitivity by trying (15 minutes)

By how much does the error change if one weight is a little larger? Nobody needs
to know how backpropagation works to find out: change the weight, look at the
error, put the weight back.

Write `tried`: it returns the change of the error for each 1 that the weight
changes. For the published example and the Link h1->y1 something near 0.082
should come out, whether you try with +0.01, +0.001 or -0.001. Why not exactly
the same each time? (Run this file.)

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/02_try_it.py
Run it there:
    python3 -m FOLDER.02_try_it
"""

from lernmi.data.published import MAZUR


def error_of(network, inputs, expected):
    """Return the error of the network for one sample."""
    network.propagate(inputs)
    return network.compare(expected)


def tried(network, link, inputs, expected, change):
    """Return how many times as much the error changes as the link's weight."""
    raise NotImplementedError("write this")


if __name__ == "__main__":
    network = MAZUR.network()
    link = network.link("h1", "y1")
    for change in (0.01, 0.001, -0.001):
        found = tried(network, link, MAZUR.inputs, MAZUR.expected, change)
        print(change, found)
    error_of(network, MAZUR.inputs, MAZUR.expected)
    network.backpropagate()
    print("backpropagation says", link.weight_sensitivity)
