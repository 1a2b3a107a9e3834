"""Exercise 4: the slope of sigmoid (20 minutes)

sigmoid(x) = 1 / (1 + e^-x). How strongly does its output respond to x? That is
its slope. It depends on x: the curve is steep in the middle and flat at both
ends.

1. Measure it. Write `tried_slope`: the change of the output divided by the
   change of x. (In Python: sigmoid.function(x))
2. There is a formula that needs neither trying nor x, only the output s. Run
   this file, compare the last two columns, and find the formula. At s = 0.5 it
   gives 0.25; where s is near 0 or 1, it gives almost 0. Write `slope`.
   (The page "Where a derivative comes from" shows why it is right.)

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/04_slope.py
To run it:
    python3 -m FOLDER.04_slope
(The Run button of an editor works, too, if lernmi is installed.)
"""

from lernmi.activations import sigmoid


def tried_slope(x, change):
    """Return the slope of sigmoid at x, found by changing x a little."""
    raise NotImplementedError("write this")


def slope(output):
    """Return the slope of sigmoid at the point with this output."""
    raise NotImplementedError("write this")


if __name__ == "__main__":
    print("     x   output    slope")
    for x in (-4, -2, -1, 0, 1, 2, 4):
        print(f"{x:6} {sigmoid.function(x):8.4f} {tried_slope(x, 0.0001):8.4f}")
