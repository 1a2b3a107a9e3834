"""AND and OR: the same network, different samples.

An output Neuron with two inputs and a bias draws one straight line: on one side it outputs 1, on
the other 0. That is enough for AND and OR.
"""

from lernmi import Network, Trainer
from lernmi.data import AND, OR


def trained(samples):
    """Train a network without hidden Neurons on these samples, and return it."""
    network = Network([2, 1], seed=1)
    Trainer(network, learning_rate=2.0).train(samples, 1000)
    return network


for name, samples in (("AND", AND), ("OR", OR)):
    network = trained(samples)
    bias, first, second = network.weights[0]
    print(f"{name}: sigmoid({bias:+.2f} {first:+.2f} × x1 {second:+.2f} × x2)")
    for inputs, expected in samples:
        total_input = bias + first * inputs[0] + second * inputs[1]
        output = network.propagate(inputs)[0]
        print(
            f"   {inputs[0]} {name} {inputs[1]}: total input {total_input:+6.2f}, "
            f"output {output:.3f}, expected {expected[0]}"
        )

print()
print("The answer changes where the total input changes its sign. For OR, one input is")
print("enough to outweigh the bias; for AND, it takes both.")
print()
print("Try this: train on XOR (from lernmi.data). Why can't that work?")
