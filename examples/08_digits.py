"""Handwritten digits: the same Neurons and Links, two thousand of them.

64 pixels go in; ten Neurons answer, one for each digit. It takes about ten seconds.
"""

from lernmi import Network, Trainer
from lernmi.data import training_and_test_digits
from lernmi.training import accuracy, place_of_largest


def report(record):
    """Say how an epoch went."""
    right = 100 * record.measures["accuracy"]
    print(f"   epoch {record.epoch}: {right:.1f} % right while learning")


training, test = training_and_test_digits()
network = Network([64, 30, 10], output_names=list("0123456789"))
trainer = Trainer(network, learning_rate=0.5, measures=[accuracy])
print(f"{len(network.links)} Links learn from {len(training)} digits, six times over:")
trainer.train(training, 6, on_epoch=report)

right = 0
for inputs, expected in test:
    right += accuracy(network.propagate(inputs), expected)
print(f"It reads {right} of {len(test)} digits that it never saw: {100 * right / len(test):.1f} %.")

print()
print("One of them, and what the ten outputs say:")
inputs, expected = test[0]
inks = " .:-=+*#%@"  # from paper to full ink
for row in range(8):
    line = ""
    for pixel in inputs[8 * row : 8 * row + 8]:
        line += 2 * inks[round(9 * pixel)]
    print("   ", line.rstrip())
outputs = network.propagate(inputs)
for digit, output in enumerate(outputs):
    print(f"   {digit}: {output:.3f} {'#' * round(40 * output)}")
guess = place_of_largest(outputs)
print(f"So it is a {guess}; and it was meant to be a {place_of_largest(expected)}.")

print()
print("Which hidden Neurons say so? The largest contributions to that output:")
links = [link for link in network.links if link.output_neuron.name == str(guess)]
links.sort(key=lambda link: link.input_neuron.output * link.weight, reverse=True)
for link in links[:3]:
    contribution = link.input_neuron.output * link.weight
    print(
        f"   {link.name}: {link.input_neuron.output:.3f} x {link.weight:.3f} = {contribution:+.3f}"
    )
print()
print("Try this: other layer sizes. How few hidden Neurons do for 90 %? None at all?")
