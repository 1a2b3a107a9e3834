"""XOR: why networks have hidden Neurons.

No straight line separates (0,1) and (1,0) from (0,0) and (1,1). Two hidden Neurons draw two lines,
and the output Neuron combines them.
"""

from lernmi import Network, Trainer
from lernmi.data import XOR

network = Network([2, 2, 1], seed=1)
trainer = Trainer(network, learning_rate=2.0)
for epochs in (1, 99, 400, 1500):
    trainer.train(XOR, epochs)
    print(trainer.history[-1])

print()
print("x1 x2 | h1     h2     | y1     expected")
for inputs, expected in XOR:
    output = network.propagate(inputs)[0]
    h1, h2 = network.neuron("h1").output, network.neuron("h2").output
    print(f" {inputs[0]}  {inputs[1]} | {h1:.4f} {h2:.4f} | {output:.4f} {expected[0]}")

print()
print("With seed 1, h1 means: x2 and not x1. h2 means: x1 and not x2. And y1 means: h1")
print("or h2.")
for name in ("b2", "h1", "h2"):
    link = network.link(name, "y1")
    print(f"   {link.name}: weight {link.weight:+.3f}")
print()
print("Try this: seeds 0 to 9. Which get stuck with two hidden Neurons? With three?")
