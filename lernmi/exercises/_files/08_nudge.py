"""Exercise 8: nudge, and nudge too early (25 minutes)

1. Write `nudge`: the weight goes a little against its sensitivity, by learning
   rate x weight sensitivity. After that the weight sensitivity is used up: it
   goes back to 0.

2. Now do it wrong on purpose. Write `too_early`: it learns from one sample, but
   nudges each layer of Links as soon as its weight sensitivities are known, and
   only then sends sensitivities back, through weights that are already new.

   network.link_layers are the layers, the first one first; each has links; the
   last one goes first on the way back. For each link:
   link.output_neuron.sensitivity, link.output_neuron.slope,
   link.input_neuron.output, link.weight,
   link.input_neuron.receive_sensitivity(value).

Then run this file. A well-known page that explains backpropagation step by step
does the step right, and gives 0.291027924 for the error after it. Which of the
two orders gives that? (Its biases are not trained, so they are put back here.)

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/08_nudge.py
Run it there:
    python3 -m FOLDER.08_nudge
"""

from lernmi import Link
from lernmi.data.published import MAZUR


class MyLink(Link):
    """A Link of my own."""

    def nudge(self, learning_rate):
        """Move the weight a little against its sensitivity."""
        raise NotImplementedError("write this")


def too_early(network, inputs, expected, learning_rate):
    """Learn from one sample, but nudge each layer before sending back."""
    network.propagate(inputs)
    network.compare(expected)
    raise NotImplementedError("write this")


def error_after(learn):
    """Return the published example's error after one step, biases as before."""
    network = MAZUR.network()
    learn(network, MAZUR.inputs, MAZUR.expected, MAZUR.learning_rate)
    for link, before in zip(network.links, MAZUR.network().links):
        if link.input_neuron.name.startswith("b"):
            link.weight = before.weight
    network.propagate(MAZUR.inputs)
    return network.compare(MAZUR.expected)


def in_order(network, inputs, expected, learning_rate):
    """Learn from one sample, as lernmi does."""
    network.learn(inputs, expected, learning_rate)


if __name__ == "__main__":
    print(f"all backpropagate first: {error_after(in_order):.9f}")
    print(f"nudged too early:        {error_after(too_early):.9f}")
