"""Exercise 2: find a weight sensitivity by trying (15 minutes)

How strongly does the error respond to one weight? You can find out without
knowing backpropagation: change the weight a little, look at the error, and put
the weight back.

Write `tried`. It returns the change of the error divided by the change of the
weight. MAZUR is a well-known published example; for its Link h1->y1 the result
is about 0.082, whether you try with +0.01, +0.001 or -0.001.

Then run this file. Why aren't the three results exactly the same?

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/02_try_it.py
To run it:
    python3 -m FOLDER.02_try_it
(The Run button of an editor works, too, if lernmi is installed.)
"""

from lernmi.data.published import MAZUR


def error_of(network, inputs, expected):
    """Return the error of the network for one sample."""
    network.propagate(inputs)
    return network.compare(expected)


def tried(network, link, inputs, expected, change):
    """Return the change of the error divided by that of the link's weight."""
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
