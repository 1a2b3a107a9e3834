"""Exercise 12: softmax with cross-entropy, on the digits (40 minutes)

Ten outputs, one for each digit. Which is it? Softmax makes probabilities of the
outputs: each is e^output, divided by the sum of all e^output. They are above 0,
and their sum is 1.

1. Write `softmax`. What if an output is 1000? e^1000 is too large for a float;
   but all outputs may be made smaller by the same number first, and the
   probabilities stay the same. (Why?)
2. Write `cross_entropy`, the error: minus the logarithm (math.log) of the
   probability of what was expected. `expected` has a 1 at the right place and 0
   at the others.
3. Write `sensitivities`: how many times as much does that error change as each
   output? It comes out simpler than it looks: the probability, minus what was
   expected. (Check it by trying!)

Then run this file: your own error function learns the digits.

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/12_softmax.py
Run it there:
    python3 -m FOLDER.12_softmax
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
    """Return a list: how sensitive the error is to each output."""
    raise NotImplementedError("write this")


if __name__ == "__main__":
    mine = ErrorFunction("mine", cross_entropy, sensitivities)
    network = Network([64, 20, 10], output_activation=identity, error=mine)
    trainer = Trainer(network, learning_rate=0.1, measures=[accuracy])
    training, test = training_and_test_digits(0)
    print("This takes about ten seconds ..")
    trainer.train(training, 3, validation=test, on_epoch=print)
