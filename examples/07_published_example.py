"""A published example, to be checked by hand: Matt Mazur's 2-2-2 network (2015).

https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
Here stand his names, ours, and both numbers side by side; and what comes out if one nudges too
early, which is what happened to two of his numbers.
"""

import textwrap

from lernmi.data.published import MAZUR

network = MAZUR.network()
outputs = network.propagate(MAZUR.inputs)
error = network.compare(MAZUR.expected)
network.backpropagate()

print(f"{MAZUR.author}, {MAZUR.title} ({MAZUR.year})")
print()
print("his name   here                 published     found here")
for his, ours in (("h1", "h1"), ("h2", "h2"), ("o1", "y1"), ("o2", "y2")):
    found = network.neuron(ours).output
    print(f"out {his:6} {ours + ' output':20} {MAZUR.published['out ' + his]:<13} {found:.10f}")
print(f"E total    the error            {MAZUR.published['E total']:<13} {error:.10f}")
for his in ("w5", "w1"):
    link = network.link(*MAZUR.names[his][0].split("->"))
    published = MAZUR.published[f"dE/d{his}"]
    found = link.weight_sensitivity
    print(f"dE/d{his:6} {link.name + ' sensitivity':20} {published:<13} {found:.10f}")

# He leaves the biases as they are, so their sensitivities are dropped before the nudge.
for his in ("b1", "b2"):
    for name in MAZUR.names[his]:
        network.link(*name.split("->")).weight_sensitivity = 0
network.nudge(MAZUR.learning_rate)
for number in range(1, 9):
    his = f"w{number}"
    link = network.link(*MAZUR.names[his][0].split("->"))
    published = MAZUR.published[f"new {his}"]
    print(f"new {his:6} {link.name + ' weight':20} {published:<13} {link.weight:.10f}")

network.propagate(MAZUR.inputs)
error = network.compare(MAZUR.expected)
after = MAZUR.published["E total after one step"]
print(f"E after    the error            {after:<13} {error:.10f}   <- see below")
print()
print(textwrap.fill(MAZUR.remarks, 88))
print()
print("Try this: nudge the biases too (leave out the loop above). How large is the error then?")
