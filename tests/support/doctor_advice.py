"""Follow the doctor's advice as printed: each cure says how to change a Case."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lernmi.activations import identity, relu, sigmoid, tanh
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.functions.initial_weights import he
from lernmi.initial_weights import glorot
from lernmi.inside.patients import Finding
from support import doctor_cases
from support.doctor_cases import Case


def with_rate(case: Case, rate: float) -> Case:
    """Return the case with this learning rate."""
    return case.changed(training={"learning_rate": rate})


def with_tenth_of_rate(case: Case) -> Case:
    """Return the case with a tenth of its learning rate."""
    rate: Any = case.training["learning_rate"]
    return with_rate(case, (lambda epoch: rate(epoch) / 10) if callable(rate) else rate / 10)


def with_usual_weights(case: Case) -> Case:
    """Return the case with starting weights from he for relu, else glorot."""
    is_relu = case.network.get("activation") is relu
    return case.changed(network={"initial_weights": he if is_relu else glorot})


def with_sizes(case: Case, sizes: str) -> Case:
    """Return the case with these sizes, such as 2-8-1."""
    return case.changed(sizes=[int(size) for size in sizes.split("-")])


def with_one_output_for_each_label(case: Case, count: str) -> Case:
    """Return the case with one output for each label, and a softmax."""
    return case.changed(
        data=doctor_cases.as_labels(case.data),
        sizes=[*case.sizes[:-1], int(count)],
        network={"error": softmax_cross_entropy, "output_activation": identity},
    )


def with_rare_label_repeated(case: Case, often: str) -> Case:
    """Return the case with the samples of its rarest label repeated."""

    def samples() -> Any:
        pairs = list(case.data())
        labels = [tuple(expected) for _, expected in pairs]
        rarest = min(set(labels), key=labels.count)
        rare = [pair for pair, label in zip(pairs, labels) if label == rarest]
        return pairs + rare * (int(often) - 1)

    return case.changed(data=samples)


def with_output(activation: Any) -> Callable[[Case], Case]:
    """Return a function that changes the activation of the outputs."""
    return lambda case: case.changed(network={"output_activation": activation})


# The beginning of a cure (a regular expression), and what it says to do. Its groups are arguments.
FOLLOW: dict[str, Callable[..., Case]] = {
    r"learning rate ([\d.e+-]+)\.": lambda case, rate: with_rate(case, float(rate)),
    r"a tenth of the learning rate": with_tenth_of_rate,
    r"random starting weights": with_usual_weights,
    r"start again with weights from glorot \(or he": with_usual_weights,
    r"starting weights from glorot": with_usual_weights,
    r"starting weights from he": lambda case: case.changed(network={"initial_weights": he}),
    r"smaller starting weights": lambda case: (
        with_usual_weights(case) if "initial_weights" in case.network else with_tenth_of_rate(case)
    ),
    r"output_activation=identity": with_output(identity),
    r"output_activation=tanh": with_output(tanh),
    r"output_activation=sigmoid": with_output(sigmoid),
    r"scale each input": lambda case: case.changed(data=doctor_cases.standardised(case.data)),
    r"scale the expected numbers": lambda case: case.changed(
        data=doctor_cases.scaled_outputs(case.data)
    ),
    r"shuffle=True": lambda case: case.changed(training={"shuffle": True}),
    r"one output for each label, so (\d+) outputs": with_one_output_for_each_label,
    r"repeat the samples of the rare label (\d+) times": with_rare_label_repeated,
    r"more hidden Neurons: ([\d-]+) instead": with_sizes,
    r"fewer layers, such as ([\d-]+)": with_sizes,
    r"activation=tanh in the hidden layers": lambda case: case.changed(
        network={"activation": tanh}
    ),
    r"a hidden layer of (\d+) Neurons, with activation=tanh": lambda case, count: case.changed(
        sizes=[case.sizes[0], int(count), case.sizes[-1]], network={"activation": tanh}
    ),
    r"no penalty at first": doctor_cases.without_penalty,
    r"another seed": lambda case: case.changed(network={"seed": case.network.get("seed", 0) + 1}),
}


def followed(case: Case, finding: Finding) -> Case | None:
    """Return the case, changed as the finding's cure says; None if nobody can do that here."""
    for beginning, change in FOLLOW.items():
        found = re.match(beginning, finding.cure)
        if found:
            return change(case, *found.groups())
    return None
