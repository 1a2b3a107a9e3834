"""Follow the doctor's advice as printed: each cure is a list of settings, for a Case."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lernmi import Link
from lernmi.activations import identity, relu
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.functions.initial_weights import he
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.initial_weights import glorot
from lernmi.inside.patients import Finding
from support import doctor_cases
from support.doctor_cases import Case


def with_tenth_of_rate(case: Case) -> Case:
    """Return the case with a tenth of its learning rate."""
    rate: Any = case.training["learning_rate"]
    tenth = (lambda epoch: rate(epoch) / 10) if callable(rate) else rate / 10
    return case.changed(training={"learning_rate": tenth})


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


def without_sample(case: Case, number: str) -> Case:
    """Return the case without this sample."""
    place = int(number)
    data = case.data
    return case.changed(data=lambda: [*data()[: place - 1], *data()[place:]])


def with_activation(case: Case, name: str) -> Case:
    """Return the case with this activation in its hidden layers, and the outputs as they are."""
    network = {"activation": ACTIVATIONS[name]}
    if "output_activation" not in case.network and "activation" in case.network:
        network["output_activation"] = case.network["activation"]
    elif "output_activation" not in case.network:
        network["output_activation"] = ACTIVATIONS["sigmoid"]
    if name == "relu" and case.network.get("initial_weights") in (None, glorot):
        network["initial_weights"] = he
    return case.changed(network=network)


def with_scaled_amounts(case: Case, low: str) -> Case:
    """Return the case with expected numbers from `low` to 1."""
    data = doctor_cases.scaled_outputs(case.data)
    if low == "0":
        data = doctor_cases.expected_times(data, 0.5, 0.5)
    return case.changed(data=data)


# A setting (a regular expression), and what it says to do. Its groups are arguments.
FOLLOW: dict[str, Callable[..., Case]] = {
    r"learning rate (\d[\d.e+-]*\d|\d)": lambda case, rate: case.changed(
        training={"learning_rate": float(rate)}
    ),
    r"a tenth of the learning rate": with_tenth_of_rate,
    r"random starting weights": with_usual_weights,
    r"initial weights from (\w+)": lambda case, name: case.changed(
        network={"initial_weights": {"he": he, "glorot": glorot}[name]}
    ),
    r"another seed": lambda case: case.changed(network={"seed": case.network.get("seed", 0) + 1}),
    r"scale each input": lambda case: case.changed(data=doctor_cases.standardised(case.data)),
    r"scale the expected numbers to (-1|0) to 1": with_scaled_amounts,
    r"shuffle=True": lambda case: case.changed(training={"shuffle": True}),
    r"one output for each label, so (\d+) outputs": with_one_output_for_each_label,
    r"repeat the samples of the rare label (\d+) times": with_rare_label_repeated,
    r"([\d-]+) instead of [\d-]+": with_sizes,
    r"\bactivation=(\w+) in the hidden layers": with_activation,
    r"output_activation=(\w+)": lambda case, name: case.changed(
        network={"output_activation": ACTIVATIONS[name]}
    ),
    r"no penalty at first": doctor_cases.without_penalty,
    r"batch size (\d+)": lambda case, size: case.changed(training={"batch_size": int(size)}),
    r"(\d+) epochs": lambda case, count: case.changed(epochs=int(count)),
    r"remove sample (\d+)": without_sample,
    r"link_type=Link": lambda case: case.changed(network={"link_type": Link}),
}


def followed(case: Case, finding: Finding) -> Case | None:
    """Return the case, changed as the finding's cure says; None if nobody can do that here."""
    changed = None
    for setting, change in FOLLOW.items():
        found = re.search(setting, finding.cure)
        if found:
            changed = change(changed or case, *found.groups())
    return changed
