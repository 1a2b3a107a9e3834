"""A network that was made with lernmi, as plain Python (inputs: 2, outputs: 1).

Started with numbers as inputs, it prints the outputs. It does the sums of lernmi in the same order,
so they are the same to the last bit. What it can't do any more is learn.
"""

import math
import sys


def identity_output(total_input):
    """Return the total input as it is; input Neurons do this."""
    return total_input


def sigmoid_output(total_input):
    """Return 1 / (1 + e^-x), the logistic function: between 0 and 1."""
    try:
        return 1 / (1 + math.exp(-total_input))
    except OverflowError:
        # e^-x, or x itself, is beyond the largest float: the output is as good as 0 or 1.
        return 0.0 if total_input < 0 else 1.0


# What each input goes through.
INPUTS = [identity_output] * 2
# Of each Neuron the activation, the weight of the bias, and then the other weights.
LAYERS = [
    [  # from b1, x1, x2 to:
        # h1
        (sigmoid_output, [-0.48205524230164304, 0.5780159376852434, -0.7377232724774453]),
        # h2
        (sigmoid_output, [-0.3283308298492902, 0.43446718667280804, -0.18253126443976112]),
        # h3
        (sigmoid_output, [-0.2718233871767689, -0.26221874224537883, -0.3403295406159915]),
    ],
    [  # from b2, h1, h2, h3 to:
        # y1
        (sigmoid_output, [
            -0.20925796360191418, 0.4400083189903443, -0.44101434753892077, -0.14807198498117163,
        ]),
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
