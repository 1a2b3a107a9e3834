"""Exercise 4: the slope of sigmoid (20 minutes)

sigmoid(x) = 1 / (1 + e^-x). If x becomes a little larger, by how much does the
output? That is the slope, and it is another one for each x.

1. Measure it: write `tried_slope`. (Change of the output, divided by change of
   x.)
2. There is a formula that needs no trying, and not even x: only the output s.
   Run this file, look at both columns, and find it: at s = 0.5 it gives 0.25,
   at s near 0 and near 1 nearly 0. Write `slope`. (Why it is right:
   "Where a derivative comes from", a page of lernmi's docs, says it.)

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/04_slope.py
Run it there:
    python3 -m FOLDER.04_slope
"""

from lernmi.activations import sigmoid


def tried_slope(x, change):
    """Return the slope of sigmoid at x, found by changing x a little."""
    raise NotImplementedError("write this")


def slope(output):
    """Return the slope of sigmoid where its output is this."""
    raise NotImplementedError("write this")


if __name__ == "__main__":
    print("     x   output    slope")
    for x in (-4, -2, -1, 0, 1, 2, 4):
        print(f"{x:6} {sigmoid.function(x):8.4f} {tried_slope(x, 0.0001):8.4f}")
