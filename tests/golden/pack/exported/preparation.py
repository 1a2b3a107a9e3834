"""A network that was made with lernmi, as plain Python (inputs: 3, outputs: 2).

Started with numbers as inputs, it prints the outputs. It does the sums of lernmi in the same order,
so they are the same to the last bit. What it can't do any more is learn.

The outputs are no probabilities yet: the error function, a cross-entropy, makes such of them.
"""

import math
import sys


def identity_output(total_input):
    """Return the total input as it is; input Neurons do this."""
    return total_input


def tanh_output(total_input):
    """Return the hyperbolic tangent: between -1 and 1."""
    return math.tanh(total_input)


# Each row of the table becomes these inputs:
#   length: (number - 3.75) / 1.7 (if it is missing: 3.5)
#   colour: 1 for the one that it is, 0 for the others: blue, red
# And this is what the outputs stand for:
#   kind: 1 for the one that it is, 0 for the others: rose, tulip
# What each input goes through.
INPUTS = [identity_output] * 3
# Of each Neuron the activation, the weight of the bias, and then the other weights.
LAYERS = [
    [  # from b1, length, colour=blue, colour=red to:
        # h1
        (tanh_output, [0.0, 0.6888437030500962, -0.4821664994140733, 0.5675971780695452]),
        # h2
        (tanh_output, [0.0, 0.515908805880605, 0.02254944273721704, -0.3933745478421451]),
        # h3
        (tanh_output, [0.0, -0.15885683833831, -0.19013172509917142, -0.04680609169528838]),
    ],
    [  # from b2, h1, h2, h3 to:
        # rose
        (identity_output, [0.0, 0.18268089560122536, 0.010268386619835868, 0.5604389316862732]),
        # tulip
        (identity_output, [0.0, 0.8941305329200049, -0.4779693352649368, 0.25933347835333254]),
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
