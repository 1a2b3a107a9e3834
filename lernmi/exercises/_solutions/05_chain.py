"""Exercise 5, solved."""


def chain(change, slopes):
    """Return how much the end changes if the beginning changes by `change`.

    slopes: a list of the slopes along the path.
    """
    for slope in slopes:
        change = change * slope
    return change


numbers = {
    "output of h1": 2,
    "output of y1": 6,
    "sensitivity of y1": -4,
    "weight sensitivity of h1->y1": -8,
    "sensitivity of h1": -12,
    "weight sensitivity of x1->h1": -12,
}
