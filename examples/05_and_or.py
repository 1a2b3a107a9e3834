"""AND and OR: the same network, other samples.

One output Neuron with two inputs and a bias draws one straight line: on one side it says 1, on
the other 0. For AND and OR that is enough.
"""

from lernmi import Network, Trainer
from lernmi.data import AND, OR


def trained(samples):
    """Return a network without hidden Neurons that has learned the samples."""
    network = Network([2, 1], seed=1)
    Trainer(network, learning_rate=2.0).train(samples, 1000)
    return network


for name, samples in (("AND", AND), ("OR", OR)):
    network = trained(samples)
    bias, first, second = network.weights[0]
    print(f"{name}: {bias:+.2f} {first:+.2f} x1 {second:+.2f} x2, then sigmoid")
    for inputs, expected in samples:
        total_input = bias + first * inputs[0] + second * inputs[1]
        output = network.propagate(inputs)[0]
        print(
            f"   {inputs[0]} {name} {inputs[1]}: total input {total_input:+6.2f}, "
            f"output {output:.3f}, expected {expected[0]}"
        )

print()
print("Where the total input changes its sign, the answer changes. For OR the bias is")
print("small, so that one input outweighs it; for AND only both together do.")
print()
print("Try this: give `trained` XOR (from lernmi.data). Why can't it work?")
