"""A network that was made with lernmi, as plain Python (inputs: 2, outputs: 1).

Started with numbers as inputs, it prints the outputs. It does the sums of lernmi in the same order,
so they are the same to the last bit. What it can't do any more is learn.
"""

import math
import sys


def identity_output(total_input):
    """Return the total input as it is; input Neurons do this."""
    return total_input


def leaky_relu_output(total_input):
    """Return what is positive, and a hundredth of what is negative: there, too, it learns.

    From Maas et al., "Rectifier Nonlinearities Improve Neural Network Acoustic Models" (2013).
    """
    return total_input * 0.01 if total_input < 0 else total_input


# What each input goes through.
INPUTS = [identity_output] * 2
# Of each Neuron the activation, the weight of the bias, and then the other weights.
LAYERS = [
    [  # from b1, x1, x2 to:
        # h1
        (leaky_relu_output, [0.0, 0.8436577925009958, -0.194559098040328]),
        # h2
        (leaky_relu_output, [0.0, 0.6318566641080297, -0.5905309473142218]),
    ],
    [  # from b2, h1, h2 to:
        # y1
        (leaky_relu_output, [0.0, 0.031889727742927754, -0.2688868642726412]),
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
    print(*propagate([float(text) for text in sys.argv[1:]]))
