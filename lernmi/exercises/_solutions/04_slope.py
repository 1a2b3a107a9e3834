"""Exercise 4, solved."""

from lernmi.activations import sigmoid


def tried_slope(x, change):
    """Return the slope of sigmoid at x, found by changing x a little."""
    before = sigmoid.function(x)
    after = sigmoid.function(x + change)
    return (after - before) / change


def slope(output):
    """Return the slope of sigmoid at the point with this output."""
    return output * (1 - output)


if __name__ == "__main__":
    print("     x   output    slope")
    for x in (-4, -2, -1, 0, 1, 2, 4):
        print(f"{x:6} {sigmoid.function(x):8.4f} {tried_slope(x, 0.0001):8.4f}")
