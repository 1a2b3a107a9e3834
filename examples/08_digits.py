"""Handwritten digits: the same Neurons and Links, but over two thousand of them.

There are 64 inputs, one for each pixel, and ten outputs, one for each digit. It takes about ten
seconds.
"""

from lernmi import Network, Trainer
from lernmi.data import training_and_test_digits
from lernmi.training import accuracy, place_of_largest


def report(record):
    """Print the accuracy of an epoch."""
    right = 100 * record.measures["accuracy"]
    print(f"   epoch {record.epoch}: {right:.1f} % right while learning")


training, test = training_and_test_digits()
network = Network([64, 30, 10], output_names=list("0123456789"))
trainer = Trainer(network, learning_rate=0.5, measures=[accuracy])
print(f"{len(network.links)} Links learn from {len(training)} digits, in six epochs:")
trainer.train(training, 6, on_epoch=report)

right = 0
for inputs, expected in test:
    right += accuracy(network.propagate(inputs), expected)
print(f"It reads {right} of {len(test)} unseen digits correctly: {100 * right / len(test):.1f} %.")

print()
print("One of them, and the ten outputs for it:")
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
print(f"The largest is for {guess}. The digit is a {place_of_largest(expected)}.")

print()
print("Which hidden Neurons contribute most to that output?")
links = [link for link in network.links if link.output_neuron.name == str(guess)]
links.sort(key=lambda link: link.input_neuron.output * link.weight, reverse=True)
for link in links[:3]:
    contribution = link.input_neuron.output * link.weight
    print(
        f"   {link.name}: {link.input_neuron.output:.3f} × {link.weight:.3f} = {contribution:+.3f}"
    )
print()
print("Try this: how few hidden Neurons are enough for 90 %? Does it work without any?")
