"""NOT: the smallest thing to learn, and the first that needs a bias.

One input, one output, two Links: x1->y1, and b1->y1 from the bias Neuron, whose output is
always 1. Without the bias, an input of 0 could only ever give sigmoid(0) = 0.5.
"""

from lernmi import Network, Trainer
from lernmi.data import NOT

network = Network([1, 1], seed=1)
trainer = Trainer(network, learning_rate=2.0)

# An epoch is one look at each of the samples.
print("epoch   error    NOT 0   NOT 1   b1->y1   x1->y1")
for epochs in (1, 9, 90, 400):
    history = trainer.train(NOT, epochs)
    outputs = [network.propagate([value])[0] for value in (0, 1)]
    (bias, weight) = network.weights[0]
    print(
        f"{trainer.epochs_done:5}  {history[-1].error:.5f}  {outputs[0]:.4f}  {outputs[1]:.4f}"
        f"  {bias:7.3f}  {weight:7.3f}"
    )

print()
print("The bias pulls up, the weight pulls down twice as hard:")
print("0 gives much, 1 gives little.")
print("Neither knows what NOT is: each only went where the error became smaller.")
print()
print("Try this: where do the weights go if you train 10 times as long? Do they stop?")
