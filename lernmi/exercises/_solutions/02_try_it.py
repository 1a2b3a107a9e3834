"""Exercise 2, solved."""

from lernmi.data.published import MAZUR


def error_of(network, inputs, expected):
    """Return the error of the network for one sample."""
    network.propagate(inputs)
    return network.compare(expected)


def tried(network, link, inputs, expected, change):
    """Return the change of the error divided by that of the link's weight."""
    before = error_of(network, inputs, expected)
    weight = link.weight
    link.weight = weight + change
    after = error_of(network, inputs, expected)
    link.weight = weight
    # The error is a curve, so a larger step gives a slightly different result.
    return (after - before) / change


if __name__ == "__main__":
    network = MAZUR.network()
    link = network.link("h1", "y1")
    for change in (0.01, 0.001, -0.001):
        found = tried(network, link, MAZUR.inputs, MAZUR.expected, change)
        print(change, found)
    error_of(network, MAZUR.inputs, MAZUR.expected)
    network.backpropagate()
    print("backpropagation says", link.weight_sensitivity)
