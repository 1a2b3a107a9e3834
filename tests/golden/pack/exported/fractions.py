"""A network that was made with lernmi, as plain Python (inputs: 2, outputs: 1).

Started with numbers as inputs, it prints the outputs. It does the sums of lernmi in the same order,
so they are the same to the last bit. What it can't do any more is learn.
"""

import math
import sys
from fractions import Fraction


def identity_output(total_input):
    """Return the total input as it is; input Neurons do this."""
    return total_input


def relu_output(total_input):
    """Return what is positive, and 0 for what is negative (rectified linear unit).

    "Not a number" comes out as it went in, so that it can't hide. Known from Nair and Hinton,
    "Rectified Linear Units Improve Restricted Boltzmann Machines" (2010).
    """
    return 0 if total_input < 0 else total_input


# What each input goes through.
INPUTS = [identity_output] * 2
# Of each Neuron the activation, the weight of the bias, and then the other weights.
LAYERS = [
    [  # from b1, x1, x2 to:
        # h1
        (relu_output, [Fraction(-1, 2), Fraction(1, 4), Fraction(1, 2)]),
        # h2
        (relu_output, [Fraction(0, 1), Fraction(2, 5), Fraction(4, 7)]),
    ],
    [  # from b2, h1, h2 to:
        # y1
        (identity_output, [Fraction(-1, 2), Fraction(0, 1), Fraction(1, 4)]),
    ],
]


def propagate(inputs):
    """Return the outputs for a list of inputs."""
    if len(inputs) != len(INPUTS):
        raise ValueError(f"there should be {len(INPUTS)} inputs, but {len(inputs)} came")
    # Every sum begins at 0, this one too.
    outputs = [activation(0 + number) for activation, number in zip(INPUTS, inputs)]
    for layer in LAYERS:
        # First the bias, which is always 1.
        senders = [1, *outputs]
        outputs = []
        for activation, weights in layer:
            total_input = 0
            for sender, weight in zip(senders, weights):
                total_input += sender * weight
            outputs.append(activation(total_input))
    return outputs


if __name__ == "__main__":
    print(*propagate([Fraction(text) for text in sys.argv[1:]]))
