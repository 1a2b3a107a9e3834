"""Exercise 6, solved."""

numbers = {
    "sensitivity of y1": 1,
    "sensitivity of y2": -2,
    "sensitivity of h1": 4,
    "weight sensitivity of x1->h1": 4,
}


def fork(sensitivities, weights):
    """Return the sensitivity of a Neuron that feeds several others.

    sensitivities: those of the others (already multiplied by their slopes).
    weights: the weights of the Links that lead there, in the same order.
    """
    total = 0
    for sensitivity, weight in zip(sensitivities, weights):
        total += sensitivity * weight
    return total
