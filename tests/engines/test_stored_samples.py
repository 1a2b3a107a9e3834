"""Engines give the same bits for stored samples, which they use as they are, as for lists."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lernmi import Network, Trainer
from lernmi.activations import tanh
from lernmi.data import split, with_labels
from lernmi.engines import Workload
from lernmi.functions.nudging import Adam
from lernmi.support import engines as support_engines
from lernmi.support.stored import ByteRows, LabelRows, NumberRows, StoredSamples
from lernmi.training.measures import accuracy, results

ONE_HOT = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]


@st.composite
def stored_samples(draw: Any) -> StoredSamples:
    """Images of 5, 8 or 16 bytes, or rows of numbers, with labels or with numbers to learn."""
    count, width = draw(st.integers(3, 9)), draw(st.sampled_from([5, 8, 16]))
    codes = bytes(
        draw(
            st.lists(
                st.sampled_from([0, 0, 0, 1, 2]), min_size=count * width, max_size=count * width
            )
        )
    )
    table = draw(st.sampled_from([[0.0, 0.5, -1.0], [0.25, 0.0, 1.0], [0, 1, 2]]))
    inputs: Any = ByteRows(codes, width, table)
    if draw(st.booleans()):
        inputs = NumberRows(
            array("d", [table[code] for code in codes]),
            width,
            [0] if table[0] == 0 and type(table[0]) is int else [],
        )
    labels = bytes(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    expected: Any = LabelRows(labels, ONE_HOT)
    if draw(st.booleans()):
        expected = NumberRows(
            array("d", [number for label in labels for number in ONE_HOT[label]]), 3, [1]
        )
    return StoredSamples(inputs, expected)


def as_lists(samples: Any) -> list[Any]:
    """Return the same samples as plain lists."""
    return [(list(inputs), list(expected)) for inputs, expected in samples]


@pytest.mark.parametrize("few", [0, support_engines.FEW_NUMBERS], ids=["many", "few"])
@given(stored_samples(), st.integers(1, 4), st.booleans())
@settings(max_examples=10)
def test_stored_samples_give_the_same_bits_as_lists(engine, few, samples, batch_size, has_adam):
    before, support_engines.FEW_NUMBERS = support_engines.FEW_NUMBERS, few
    try:
        outcomes = []
        for given_samples in (samples, as_lists(samples)):
            training, validation = split(given_samples, 0.3, seed=1)
            network = Network([samples.inputs.width, 4, 3])
            trainer = Trainer(
                network,
                learning_rate=0.5,
                batch_size=batch_size,
                engine=engine,
                nudging=Adam() if has_adam else None,
                measures=[accuracy],
            )
            trainer.train(training, 2, validation=validation)
            found = results(network, given_samples[::-1], engine)
            outcomes.append(
                (network.weights, list(trainer.history), [list(each[0]) for each in found])
            )
        assert repr(outcomes[0]) == repr(outcomes[1])
    finally:
        support_engines.FEW_NUMBERS = before


def test_input_neurons_may_have_another_activation(engine):
    samples = StoredSamples(ByteRows(bytes(range(16)), 8, range(16)), LabelRows(b"\0\1", ONE_HOT))
    weights = []
    for given_samples in (samples, as_lists(samples)):
        network = Network([8, 2, 3], input_activation=tanh)
        Trainer(network, learning_rate=0.5, engine=engine).train(given_samples, 2)
        weights.append(network.weights)
    assert weights[0] == weights[1]


@given(stored_samples(), st.sampled_from([(0, 1), (-1, 1), (0.0, 0.9), (0, 0.9)]))
def test_new_labels_are_the_same_as_for_lists(samples, labels):
    changed = with_labels(samples, *labels)
    assert repr(as_lists(changed)) == repr(with_labels(as_lists(samples), *labels))


def test_validation_samples_from_elsewhere_are_joined_or_listed(engine):
    training = StoredSamples(ByteRows(bytes(range(16)), 8, range(16)), LabelRows(b"\0\1", ONE_HOT))
    others = [
        StoredSamples(ByteRows(bytes(range(3, 11)), 8, range(16)), LabelRows(b"\2", ONE_HOT)),
        StoredSamples(NumberRows(array("d", [0.5] * 8), 8), LabelRows(b"\2", ONE_HOT)),
        [([0.5] * 8, ONE_HOT[2])],
    ]
    for validation in others:
        errors = []
        for lists in (False, True):
            parts = [as_lists(part) if lists else part for part in (training, validation)]
            network = Network([8, 2, 3])
            workload = Workload(network, parts[0], parts[1])
            assert as_lists(workload.all_samples()) == as_lists(training) + as_lists(validation)
            trainer = Trainer(network, learning_rate=0.5, engine=engine)
            errors.append(trainer.train(parts[0], 2, validation=parts[1])[-1].validation_error)
        assert errors[0] == errors[1]
