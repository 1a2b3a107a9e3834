"""Exercise 12, solved."""

import math

from lernmi import Network, Trainer
from lernmi.activations import identity
from lernmi.data.digits import training_and_test_digits
from lernmi.error_functions import ErrorFunction
from lernmi.training.measures import accuracy


def softmax(outputs):
    """Return a list of probabilities, one for each output."""
    largest = max(outputs)
    powers = [math.exp(output - largest) for output in outputs]
    return [power / sum(powers) for power in powers]


def cross_entropy(outputs, expected):
    """Return the error of one sample."""
    probabilities = softmax(outputs)
    return -math.log(probabilities[expected.index(1)])


def sensitivities(outputs, expected):
    """Return a list: how strongly the error responds to each output."""
    return [p - wanted for p, wanted in zip(softmax(outputs), expected)]


if __name__ == "__main__":
    mine = ErrorFunction("mine", cross_entropy, sensitivities)
    network = Network([64, 20, 10], output_activation=identity, error=mine)
    trainer = Trainer(network, learning_rate=0.1, measures=[accuracy])
    training, test = training_and_test_digits(0)
    print("This takes about ten seconds ..")
    trainer.train(training, 3, validation=test, on_epoch=print)
