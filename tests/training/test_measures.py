from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.networks import XOR

from lernmi import Network, Trainer
from lernmi.activations import identity
from lernmi.functions.error_functions import sigmoid_cross_entropy, softmax_cross_entropy
from lernmi.training.measures import (
    absolute_error,
    accuracy,
    accuracy_between,
    accuracy_for,
    class_of,
    confusions,
    place_of_largest,
    precision_and_recall,
    r_squared,
    results,
)

several = st.lists(st.floats(-5, 5), min_size=2, max_size=6)
number = st.floats(-100, 100)
classes = st.integers(0, 3)


@given(several, st.data())
def test_with_several_outputs_the_largest_decides(outputs, data):
    place = data.draw(st.integers(0, len(outputs) - 1))
    expected = [0.0] * len(outputs)
    expected[place] = 1.0
    assert accuracy(outputs, expected) == int(outputs.index(max(outputs)) == place)
    assert place_of_largest(outputs) == outputs.index(max(outputs))


@pytest.mark.parametrize(
    "output, expected, right",
    [(0.51, 1, 1), (0.49, 1, 0), (0.49, 0, 1), (0.51, 0, 0), (0.5, 0, 1), (0.5, 1, 0), (2, 1, 1)],
)
def test_with_one_output_the_nearer_label_decides_or_the_first_if_both_are_equally_near(
    output, expected, right
):
    assert accuracy([output], [expected]) == right


@given(number, st.sampled_from([(-1, 1), (0, 1), (2.0, 5.0)]), st.booleans())
def test_with_your_own_labels_the_nearer_one_decides(output, labels, high):
    measure = accuracy_between(*labels)
    other, wanted = labels if high else reversed(labels)
    if abs(output - wanted) != abs(output - other):
        nearer = abs(output - wanted) < abs(output - other)
        assert measure([output], [wanted]) == int(nearer)
        assert class_of([output], labels) == int(high == nearer)
    assert measure.__name__ == "accuracy"


@pytest.mark.parametrize("expected", [-1, 0.5, 2])
def test_a_label_that_is_neither_of_the_two_is_refused_instead_of_counted(expected):
    with pytest.raises(ValueError, match=r"must be 0 or 1; got .*accuracy_between"):
        accuracy([0.3], [expected])
    with pytest.raises(ValueError, match="must be 3 or 4"):
        accuracy_between(3, 4)([0.3], [expected])
    with pytest.raises(ValueError, match="low must be below high"):
        accuracy_between(expected, expected)


@given(st.floats(-50, 50), st.sampled_from([0, 1]))
@example(0.3, 1)
@example(0.3, 0)
def test_with_a_cross_entropy_accuracy_uses_the_probability(output, expected):
    network = Network([1, 1], output_activation=identity, error=sigmoid_cross_entropy)
    measure = accuracy_for(network)
    if abs(output) > 1e-9:
        assert measure([output], [expected]) == int((output > 0) == (expected == 1))
    assert measure.__name__ == "accuracy"
    assert accuracy_for(Network([1, 1])) is accuracy


def test_of_several_outputs_the_largest_decides_even_if_all_probabilities_are_1():
    network = Network([1, 3], output_activation=identity, error=sigmoid_cross_entropy)
    network.weights = [[40, 50, 0, 0, 0, 0]]
    samples = [([1], [0, 1, 0])]
    assert network.error_function.outputs_to_probabilities([40, 50]) == [1, 1]
    assert accuracy_for(network)(network.propagate([1]), [0, 1, 0]) == 1
    assert confusions(results(network, samples)) == {(1, 1): 1}
    network = Network([1, 2], output_activation=identity, error=softmax_cross_entropy)
    assert accuracy_for(network) is accuracy


def test_a_trainer_records_it_under_the_name_accuracy():
    network = Network([2, 1], output_activation=identity, error=sigmoid_cross_entropy)
    trainer = Trainer(network, learning_rate=0.1, measures=[accuracy_for(network)])
    assert list(trainer.train(XOR, 1)[-1].measures) == ["accuracy"]


def test_confusions_count_each_class_against_each():
    found = [([0.9, 0.1], [1, 0]), ([0.2, 0.8], [1, 0]), ([0.3, 0.7], [1, 0]), ([0, 1], [0, 1])]
    assert confusions(found) == {(0, 0): 1, (0, 1): 2, (1, 1): 1}
    found = [([0.9], [1]), ([0.2], [1]), ([0.3], [1]), ([0.1], [-1])]
    assert confusions(found, labels=(-1, 1)) == {(1, 1): 3, (0, 1): 1}


def of_classes(pairs):
    """Return results in which each guessed class has the largest output."""
    found = []
    for truth, guess in pairs:
        expected = [int(place == truth) for place in range(4)]
        outputs = [0.9 if place == guess else 0.2 for place in range(4)]
        found.append((outputs, expected))
    return found


@given(st.lists(st.tuples(classes, classes), min_size=1, max_size=20))
def test_accuracy_is_the_diagonal_of_the_confusions(pairs):
    found = of_classes(pairs)
    counts = confusions(found)
    assert sum(counts.values()) == len(pairs)
    right = sum(accuracy(outputs, expected) for outputs, expected in found)
    assert right == sum(counts[each, each] for each in range(4))


@given(st.lists(st.tuples(classes, classes), min_size=1, max_size=20))
def test_precision_and_recall_match_scikit_learn(pairs):
    sklearn = pytest.importorskip(
        "sklearn.metrics", reason="scikit-learn is not installed: pip install scikit-learn"
    )
    truths, guesses = zip(*pairs)
    found = precision_and_recall(confusions(of_classes(pairs)))
    labels = sorted({*truths, *guesses})
    assert list(found) == labels
    precisions, recalls, _, _ = sklearn.precision_recall_fscore_support(
        truths, guesses, labels=labels, zero_division=0
    )
    for each, precision, recall in zip(labels, precisions, recalls):
        assert (found[each].precision or 0) == precision
        assert (found[each].recall or 0) == recall
        assert (found[each].precision is None) == (each not in guesses)
        assert (found[each].recall is None) == (each not in truths)


@given(
    st.integers(1, 3).flatmap(
        lambda size: st.lists(
            st.tuples(*[st.lists(number, min_size=size, max_size=size)] * 2),
            min_size=2,
            max_size=8,
        )
    )
)
def test_r_squared_and_the_mean_absolute_error_match_scikit_learn(found):
    sklearn = pytest.importorskip(
        "sklearn.metrics", reason="scikit-learn is not installed: pip install scikit-learn"
    )
    outputs, expected = zip(*found)
    mean = sum(absolute_error(*result) for result in found) / len(found)
    assert mean == pytest.approx(sklearn.mean_absolute_error(expected, outputs), 1e-12, 1e-12)
    spread = min(max(column) - min(column) for column in zip(*expected))
    if spread > 1e-3:
        assert r_squared(found) == pytest.approx(sklearn.r2_score(expected, outputs), 1e-9, 1e-9)


def test_r_squared_of_numbers_that_never_differ_is_refused():
    with pytest.raises(ValueError, match="output 2 are always 7"):
        r_squared([([1, 7], [1, 7]), ([2, 6], [2, 7])])
    with pytest.raises(ValueError, match=r"output 1 are always 0.1"):
        r_squared([([0.6], [0.1])] * 3)
    with pytest.raises(ValueError, match="at least one result"):
        r_squared([])


def test_a_single_output_of_a_cross_entropy_is_returned_as_a_probability():
    network = Network([2, 1], output_activation=identity, error=sigmoid_cross_entropy)
    for (outputs, expected), sample in zip(results(network, XOR), XOR):
        assert outputs == sigmoid_cross_entropy.outputs_to_probabilities(
            network.propagate(sample[0])
        )
        assert expected == sample[1]
    network = Network([2, 1])
    assert results(network, XOR) == [(network.propagate(i), expected) for i, expected in XOR]
