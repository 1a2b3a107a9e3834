"""Outgrown: take a trained network to PyTorch, compare one step, and continue there.

It needs PyTorch (pip install torch). See `docs/export.md`.
"""

from lernmi import Network, Trainer
from lernmi.data import XOR

try:
    from lernmi.bridges import from_torch, to_torch
except ImportError:
    raise SystemExit("This example needs PyTorch: pip install torch") from None

import torch

network = Network([2, 4, 1], seed=0)
Trainer(network, learning_rate=2.0).train(XOR, 100)
module = to_torch(network)
print("The network after 100 epochs of XOR, in PyTorch:")
print(module)

print()
print("The same outputs:")
for inputs, _ in XOR:
    [ours] = network.propagate(inputs)
    [theirs] = module(torch.tensor(inputs, dtype=torch.float64)).tolist()
    print(f"   {inputs[0]} {inputs[1]}:  lernmi {ours:.12f}   PyTorch {theirs:.12f}")

# Do the same step in both. lernmi's squared error is half the sum of the squares; MSELoss is their
# mean.
inputs, expected = XOR[3]
network.propagate(inputs)
network.compare(expected)
network.backpropagate()
optimiser = torch.optim.SGD(module.parameters(), lr=0.5)
outputs = module(torch.tensor(inputs, dtype=torch.float64))
error = ((outputs - torch.tensor(expected, dtype=torch.float64)) ** 2).sum() / 2
error.backward()

print()
print("The same weight sensitivities, for 1 1 -> 0 (PyTorch: weight.grad):")
hidden = module[0]
for column, name in enumerate(["x1", "x2"]):
    for row in range(4):
        link = network.link(name, f"h{row + 1}")
        theirs = hidden.weight.grad[row, column].item()
        print(f"   {link.name}:  lernmi {link.weight_sensitivity:+.12f}   PyTorch {theirs:+.12f}")

network.nudge(0.5)
optimiser.step()
largest = 0.0
for ours, theirs in zip(network.links, from_torch(module).links):
    largest = max(largest, abs(ours.weight - theirs.weight))
print(f"After one nudge in both, all {len(network.links)} weights are the same (1e-12):", end=" ")
print("yes" if largest < 1e-12 else f"no, off by {largest}")

print()
print("Continue with Adam, all four samples at once:")
all_inputs = torch.tensor([inputs for inputs, _ in XOR], dtype=torch.float64)
all_expected = torch.tensor([expected for _, expected in XOR], dtype=torch.float64)
optimiser = torch.optim.Adam(module.parameters(), lr=0.05)
for step in range(1, 601):
    optimiser.zero_grad()
    error = ((module(all_inputs) - all_expected) ** 2).sum(dim=1).mean() / 2
    error.backward()
    optimiser.step()
    if step in (1, 200, 400, 600):
        print(f"   step {step}: error {error.item():.5f}")

print()
print("Back in lernmi, where every Link has a name:")
back = from_torch(module)
for inputs, expected in XOR:
    [output] = back.propagate(inputs)
    print(f"   {inputs[0]} {inputs[1]} -> expected {expected[0]}: {output:.2f}")
print(f"   {back.link('h1', 'y1')!r}")
print()
print("Try this: SGD with lr=2.0, not Adam. How many steps to an error below 0.001?")
