"""NOT: the smallest thing to learn, and the first that needs a bias.

One input, one output, two Links: x1->y1, and b1->y1 from the bias Neuron, which always outputs 1.
Without the bias, an input of 0 would always give sigmoid(0) = 0.5.
"""

from lernmi import Network, Trainer
from lernmi.data import NOT

network = Network([1, 1], seed=1)
trainer = Trainer(network, learning_rate=2.0)

# An epoch is one pass over all samples.
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
print("The bias pulls the output up; the weight pulls it down, twice as hard. So 0")
print("gives a large output, and 1 a small one. Neither of them knows what NOT is: each")
print("only moved to where the error is smaller.")
print()
print("Try this: train 10 times as long. Where do the weights go? Do they stop?")
