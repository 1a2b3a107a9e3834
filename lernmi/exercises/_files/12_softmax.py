"""Exercise 12: softmax with cross-entropy, on the digits (40 minutes)

Ten outputs, one for each digit. Which digit is it? Softmax turns the outputs
into probabilities: each is e^output, divided by the sum of all the e^output.
Probabilities are above 0, and they add up to 1.

1. Write `softmax`. What if an output is 1000? e^1000 is too large for a float.
   But you may subtract the same number from all outputs first: the
   probabilities stay the same. (Why?)
2. Write `cross_entropy`, the error: minus the logarithm (math.log) of the
   probability of the expected digit. `expected` has a 1 at its place and 0
   everywhere else.
3. Write `sensitivities`: how strongly does that error respond to each output?
   The answer is simpler than it looks: probability - expected. (Check it:
   change an output a little and see.)

Then run this file. The network learns the digits with your own error function.

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/12_softmax.py
To run it:
    python3 -m FOLDER.12_softmax
(The Run button of an editor works, too, if lernmi is installed.)
"""

from lernmi import Network, Trainer
from lernmi.activations import identity
from lernmi.data.digits import training_and_test_digits
from lernmi.error_functions import ErrorFunction
from lernmi.training.measures import accuracy


def softmax(outputs):
    """Return a list of probabilities, one for each output."""
    raise NotImplementedError("write this")


def cross_entropy(outputs, expected):
    """Return the error of one sample."""
    raise NotImplementedError("write this")


def sensitivities(outputs, expected):
    """Return a list: how strongly the error responds to each output."""
    raise NotImplementedError("write this")


if __name__ == "__main__":
    mine = ErrorFunction("mine", cross_entropy, sensitivities)
    network = Network([64, 20, 10], output_activation=identity, error=mine)
    trainer = Trainer(network, learning_rate=0.1, measures=[accuracy])
    training, test = training_and_test_digits(0)
    print("This takes about ten seconds ..")
    trainer.train(training, 3, validation=test, on_epoch=print)
