"""A network that was made with lernmi, as plain Python (inputs: 2, outputs: 2).

Started with numbers as inputs, it prints the outputs. It does the sums of lernmi in the same order,
so they are the same to the last bit. What it can't do any more is learn.
"""

import math
import sys


def tanh_output(total_input):
    """Return the hyperbolic tangent: between -1 and 1."""
    return math.tanh(total_input)


def sigmoid_output(total_input):
    """Return 1 / (1 + e^-x), the logistic function: between 0 and 1."""
    try:
        return 1 / (1 + math.exp(-total_input))
    except OverflowError:
        # e^-x, or x itself, is beyond the largest float: the output is as good as 0 or 1.
        return 0.0 if total_input < 0 else 1.0


def relu_output(total_input):
    """Return what is positive, and 0 for what is negative (rectified linear unit).

    "Not a number" comes out as it went in, so that it can't hide. Known from Nair and Hinton,
    "Rectified Linear Units Improve Restricted Boltzmann Machines" (2010).
    """
    return 0 if total_input < 0 else total_input


def leaky_relu_output(total_input):
    """Return what is positive, and a hundredth of what is negative: there, too, it learns.

    From Maas et al., "Rectifier Nonlinearities Improve Neural Network Acoustic Models" (2013).
    """
    return total_input * 0.01 if total_input < 0 else total_input


def identity_output(total_input):
    """Return the total input as it is; input Neurons do this."""
    return total_input


def softplus_output(total_input):
    """Return log(1 + e^x): a relu with a soft bend.

    Written as max(x, 0) + log(1 + e^-|x|), which is the same and never overflows. From Dugas
    et al., "Incorporating Second-Order Functional Knowledge for Better Option Pricing" (2000).
    """
    return max(total_input, 0) + math.log1p(math.exp(-abs(total_input)))


def elu_output(total_input):
    """Return what is positive, and e^x - 1 for what is negative: never below -1.

    The exponential linear unit, from Clevert et al., "Fast and Accurate Deep Network Learning
    by Exponential Linear Units" (2015), with alpha = 1.
    """
    return total_input if total_input > 0 else math.expm1(total_input)


def silu_output(total_input):
    """Return x times sigmoid(x): a relu that dips a little below 0 (also called swish).

    From Elfwing et al., "Sigmoid-Weighted Linear Units for Neural Network Function
    Approximation in Reinforcement Learning" (2017).
    """
    return total_input * sigmoid_output(total_input)


def normal_share_below(number):
    """Return the share of a normal distribution (mean 0, deviation 1) that lies below `number`.

    By erfc and not 1 + erf, which would lose all digits where the share is tiny.
    """
    return math.erfc(-number / math.sqrt(2)) / 2


def gelu_output(total_input):
    """Return x times the share of a normal distribution that lies below x.

    That share is erfc(-x / sqrt(2)) / 2. The Gaussian error linear unit, from Hendrycks and
    Gimpel, "Gaussian Error Linear Units (GELUs)" (2016), in its exact form.
    """
    return total_input * normal_share_below(total_input)


def sine_output(total_input):
    """Return sin(x): up and down again and again, between -1 and 1; infinity has none, so nan."""
    return math.nan if math.isinf(total_input) else math.sin(total_input)


# What each input goes through.
INPUTS = [tanh_output] * 2
# Of each Neuron the activation, the weight of the bias, and then the other weights.
LAYERS = [
    [  # from b1, x1, x2 to:
        # h1
        (sigmoid_output, [0.0, 0.6449298522127159, 0.11483982231897172]),
        # h2
        (tanh_output, [0.0, 0.6333237058027937, -0.48311957802462324]),
        # h3
        (relu_output, [0.0, -0.6271310699765466, -0.0980479349842931]),
        # h4
        (leaky_relu_output, [0.0, -0.587079654567137, -0.1505687438267409]),
        # h5
        (identity_output, [0.0, 0.47446706361162583, 0.3153867098590747]),
        # h6
        (softplus_output, [0.0, 0.3337119588537366, 0.6997805368510536]),
        # h7
        (elu_output, [0.0, 0.24003503566379025, 0.6355411729175383]),
        # h8
        (silu_output, [0.0, -0.2713360238023778, 0.062475779620144944]),
        # h9
        (gelu_output, [0.0, 0.1498276759567837, -0.07798795421196503]),
        # h10
        (sine_output, [0.0, 0.15104046019983175, -0.3277570863650502]),
    ],
    [  # from b2, h1, h2, h3, h4, h5.. to:
        # y1
        (sigmoid_output, [
            0.0, -0.6563021073400099, -0.04964757634452144, -0.16968452473040863,
            0.036419915394976576, -0.37317785645068297, -0.24728524162280596, 0.014458701442581545,
            0.2467515543452824, 0.5565942047996811, 0.33149405171966284,
        ]),
        # y2
        (sigmoid_output, [
            0.0, -0.66829389207132, -0.25672907823299523, 0.5540739648555658, 0.08557457322776707,
            -0.6733663620934828, -0.5137874740840416, 0.7052450654705152, -0.44994124174990796,
            0.4196819056432567, 0.5750102540599088,
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
