"""Exercise 8: nudge, and nudge too early (25 minutes)

1. Write `nudge`. It moves the weight against its sensitivity, by learning
   rate × weight sensitivity. Then the weight sensitivity is used up: set it
   back to 0.

2. Now make a mistake on purpose. Write `too_early`. It learns from one sample,
   but nudges each layer of Links as soon as their weight sensitivities are
   known. Only then does it send sensitivities back, through weights that are
   already new.

   network.link_layers contains the layers, first to last. On the way back,
   begin with the last one. layer.links contains the Links of a layer. For each
   link you need link.output_neuron.sensitivity, link.output_neuron.slope,
   link.input_neuron.output, link.weight and
   link.input_neuron.receive_sensitivity(value).

Then run this file. A well-known page that explains backpropagation step by step
describes the right order, but prints 0.291027924 for the error after the step.
Which of the two orders gives that number? (The page doesn't train the biases,
so this file puts them back.)

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/08_nudge.py
To run it:
    python3 -m FOLDER.08_nudge
(The Run button of an editor works, too, if lernmi is installed.)
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
    """Return the example's error after one step, with the biases put back."""
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
