"""A published example to check by hand: Matt Mazur's 2-2-2 network (2015).

https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
This example prints his names and ours, with both numbers side by side. Two of his numbers differ,
because he nudges too early.
"""

import textwrap

from lernmi.data import MAZUR


def row(his, ours, published, found, note=""):
    """Print one line of the table."""
    print(f"{his:14} {ours:25} {published:.9f}  {found:.10f}{note}")


def nudge_without_biases():
    """Nudge the eight weights. Mazur leaves the biases as they are."""
    for his in ("b1", "b2"):
        for name in MAZUR.names[his]:
            network.link(*name.split("->")).weight_sensitivity = 0
    network.nudge(MAZUR.learning_rate)


network = MAZUR.network()
network.propagate(MAZUR.inputs)
error = network.compare(MAZUR.expected)
network.backpropagate()

print(f"{MAZUR.author}, {MAZUR.title} ({MAZUR.year})")
print()
print("his name       our name                  his number   our number")
for his, ours in (("h1", "h1"), ("h2", "h2"), ("o1", "y1"), ("o2", "y2")):
    published = MAZUR.published[f"out {his}"]
    row(f"out {his}", f"{ours} output", published, network.neuron(ours).output)
row("E total", "the error", MAZUR.published["E total"], error)
for his in ("w5", "w1"):
    link = network.link(*MAZUR.names[his][0].split("->"))
    published = MAZUR.published[f"dE/d{his}"]
    row(f"dE/d{his}", f"{link.name} weight sensitivity", published, link.weight_sensitivity)

nudge_without_biases()
for number in range(1, 9):
    his = f"w{number}"
    link = network.link(*MAZUR.names[his][0].split("->"))
    row(f"new {his}", f"{link.name} weight", MAZUR.published[f"new {his}"], link.weight)

network.propagate(MAZUR.inputs)
error = network.compare(MAZUR.expected)
published = MAZUR.published["E total after one step"]
row("E after 1", "the error after a step", published, error, "  <- differs")

# Continue to 10,000 steps, as he does.
for _ in range(9_999):
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    nudge_without_biases()
network.propagate(MAZUR.inputs)
error = network.compare(MAZUR.expected)
published = MAZUR.published["E total after 10,000 steps"]
row("E after 10,000", "the error after all steps", published, error, "  <- differs")
print()
print(textwrap.fill(MAZUR.remarks, 80))
print()
print("Try this: nudge the biases too (leave out that loop). How large is the error?")
