"""What a learner has achieved with each exercise, and a question to answer in their own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lernmi.data.published.mazur import MAZUR
from lernmi.exercises.checker import Failed, NotWritten, guarded
from lernmi.exercises.reports import Row
from lernmi.network import Network

# A function that gets the names in the learner's file, and returns a sentence about their results.
Sentence = Callable[[Mapping[str, Any]], str]


def one_step(network: Network) -> Network:
    """Propagate and backpropagate Mazur's sample, and return the network."""
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    return network


def tried(names: Mapping[str, Any]) -> str:
    """Return the sentence about the weight sensitivity that the learner's `tried` finds."""
    network = MAZUR.network()
    found = names["tried"](network, network.link("h1", "y1"), MAZUR.inputs, MAZUR.expected, 0.001)
    right = one_step(MAZUR.network()).link("h1", "y1").weight_sensitivity
    return (
        f"You found {found:.5f} for h1->y1 just by trying. Backpropagation finds {right:.5f}, for "
        "all Links at once."
    )


def forwards(names: Mapping[str, Any]) -> str:
    """Return the sentence about the outputs of Mazur's network."""
    network = MAZUR.network(neuron_type=names["MyNeuron"], link_type=names["MyLink"])
    first, second = network.propagate(MAZUR.inputs)
    return (
        f"With your Link and your Neuron, Mazur's network outputs {first:.8f} and {second:.8f}. He "
        "published 0.75136507 and 0.772928465."
    )


def slope(names: Mapping[str, Any]) -> str:
    """Return the sentence about the largest slope of sigmoid."""
    return (
        f"You can find sigmoid's slope without trying: where the output is 0.5, it is "
        f"{names['slope'](0.5):g}."
    )


def backpropagated(names: Mapping[str, Any]) -> str:
    """Return the sentence about the weight sensitivity that Mazur published."""
    network = one_step(MAZUR.network(link_type=names["MyLink"]))
    before = network.link("h1", "y1").weight
    network.nudge(1)
    # The learner's Link may store its weight sensitivity under any name, so read it off the nudge.
    found = before - network.link("h1", "y1").weight
    return (
        f"With your Link, Mazur's network finds {found:.7f} for h1->y1. He published 0.082167041. "
        "You have written backpropagation."
    )


def nudged_too_early(names: Mapping[str, Any]) -> str:
    """Return the sentence about the error that Mazur published."""
    errors = []
    for learn in (Network.learn, names["too_early"]):
        network = MAZUR.network()
        learn(network, MAZUR.inputs, MAZUR.expected, MAZUR.learning_rate)
        for link, before in zip(network.links, MAZUR.network().links):
            if link.input_neuron.name.startswith("b"):
                link.weight = before.weight
        network.propagate(MAZUR.inputs)
        errors.append(network.compare(MAZUR.expected))
    return (
        f"Your too_early leaves an error of {errors[1]:.9f}, and that is the number that Mazur "
        f"published. In the right order, the error is {errors[0]:.9f}."
    )


# For each exercise, by its number: what the learner has achieved, and the question.
ACHIEVEMENTS: Mapping[int, tuple[str | Sentence, str]] = {
    1: (
        "You have done a whole learning step by hand: forwards, back, and the nudge.",
        "Why is the weight sensitivity of x1->y1 twice that of b1->y1?",
    ),
    2: (tried, "Why isn't it exactly the same number for +0.01 and for +0.001?"),
    3: (forwards, "Why must receive add each value, instead of setting the total input?"),
    4: (slope, "Why does a Neuron hardly learn when its output is near 0 or 1?"),
    5: (
        "You have sent a sensitivity back through two Links. Along a path, slopes multiply.",
        "A path has ten slopes of 0.25 each. How much of a change arrives at its end?",
    ),
    6: (
        "You have both rules of backpropagation now: along a path, slopes multiply; where paths "
        "meet, they add.",
        "How can a Neuron that feeds two wrong outputs have the sensitivity 0?",
    ),
    7: (
        backpropagated,
        "Why does a Link need its output Neuron's slope, but not its input Neuron's?",
    ),
    8: (
        nudged_too_early,
        "Why is it wrong to send a sensitivity back through a weight that has just moved?",
    ),
    9: (
        "You know what a bias does, and why XOR needs hidden Neurons.",
        "Which two things could two hidden Neurons detect, so that XOR becomes a plain sum?",
    ),
    10: (
        "You can read in the sensitivities why a network doesn't learn.",
        "Which of the three networks would a smaller learning rate fix, and why not the others?",
    ),
    11: (
        "You have written mini-batches and momentum, which most networks are trained with.",
        "Why does each Link need its own velocity?",
    ),
    12: (
        "You have written softmax and cross-entropy. Run your file: they learn to read digits.",
        "Why is no slope left in the sensitivities?",
    ),
}


def achieved(number: int, names: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return the rows about an exercise that is right.

    names: the names that the learner's file defines. Their code runs once more here.
    """
    sentence, question = ACHIEVEMENTS[number]
    try:
        done = sentence if isinstance(sentence, str) else guarded(lambda: sentence(names))
    except (Failed, NotWritten):
        # The exercise is right, even if this sentence fails.
        done = ""
    rows = [("Done", done), ("Ask", f"{question} Answer in your own words.")]
    return tuple([row for row in rows if row[1]])
