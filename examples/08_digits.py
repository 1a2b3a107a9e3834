"""Handwritten digits: the same Neurons and Links, two thousand of them.

64 pixels go in, ten Neurons come out, one for each digit. Takes about ten seconds.
"""

from lernmi import Network, Trainer
from lernmi.data.digits import training_and_test_digits
from lernmi.training.measures import accuracy, place_of_largest

training, test = training_and_test_digits()
network = Network([64, 30, 10], output_names=list("0123456789"))
trainer = Trainer(network, learning_rate=0.5, measures=[accuracy])
print(f"{network}, {len(training)} samples")
trainer.train(training, 6, validation=test, on_epoch=print)

right = 0
for inputs, expected in test:
    right += accuracy(network.propagate(inputs), expected)
print(f"It reads {right} of {len(test)} digits that it never saw.")

print()
print("One of them, and what the ten outputs say:")
inputs, expected = test[0]
for row in range(8):
    pixels = inputs[8 * row : 8 * row + 8]
    print("   ", "".join([" .:-=+*#%@"[round(pixel * 9)] * 2 for pixel in pixels]))
outputs = network.propagate(inputs)
for digit, output in enumerate(outputs):
    print(f"   {digit}: {output:.3f} {'#' * round(40 * output)}")
guess = place_of_largest(outputs)
print(f"So it is a {guess}; and it was meant to be a {place_of_largest(expected)}.")

print()
print("Which hidden Neurons say so? The Links into that output with the largest contributions:")
links = [link for link in network.links if link.output_neuron.name == str(guess)]
links.sort(key=lambda link: link.input_neuron.output * link.weight, reverse=True)
for link in links[:3]:
    contribution = link.input_neuron.output * link.weight
    print(
        f"   {link.name}: {link.input_neuron.output:.3f} x {link.weight:.3f} = {contribution:+.3f}"
    )
print()
print("Try this: other layer sizes. How few hidden Neurons will do for 90 %? And none at all?")
