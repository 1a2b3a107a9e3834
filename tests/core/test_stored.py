"""Stored samples look like the lists they came from; checks are fast, and as strict as before."""

from __future__ import annotations

import copy
import pickle
from array import array
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lernmi import Network, Trainer
from lernmi.error_functions import ErrorFunction
from lernmi.support import engines
from lernmi.support import samples as support_samples
from lernmi.support.checks import checked_expected
from lernmi.support.engines import Workload
from lernmi.support.numbers import checked_numbers
from lernmi.support.parts import a_weight
from lernmi.support.samples import checked_samples
from lernmi.support.stored import ByteRows, LabelRows, NumberRows, StoredSamples

INKS = [0.0, 0.25, 1.0]
LABELS = [[1, 0], [0, 1], [0.5, 0.5]]
floats = st.one_of(st.just(0.0), st.just(-0.0), st.floats(-1e300, 1e300))


@st.composite
def stored_and_listed(draw: Any) -> tuple[StoredSamples, list[Any]]:
    """Stored samples of any kind, and the same as plain lists."""
    count = draw(st.integers(1, 6))
    labels = draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    listed_expected: list[Any] = [LABELS[label] for label in labels]
    expected: Any = LabelRows(bytes(labels), LABELS)
    if draw(st.booleans()):
        wholes = [[label, label - 1.5] for label in labels]
        listed_expected = wholes
        expected = NumberRows(array("d", [number for row in wholes for number in row]), 2, [0])
    if draw(st.booleans()):
        codes = draw(st.lists(st.integers(0, 2), min_size=3 * count, max_size=3 * count))
        inputs: Any = ByteRows(bytes(codes), 3, INKS)
        numbers = [INKS[code] for code in codes]
    else:
        numbers = draw(st.lists(floats, min_size=3 * count, max_size=3 * count))
        inputs = NumberRows(array("d", numbers), 3)
    rows = [numbers[start : start + 3] for start in range(0, len(numbers), 3)]
    return StoredSamples(inputs, expected), list(zip(rows, listed_expected))


def exact(value: Any) -> str:
    """Return a text that differs if a number or its type does."""
    return repr([(list(inputs), list(expected)) for inputs, expected in value])


@given(stored_and_listed(), st.slices(6), st.integers(0, 9))
def test_stored_samples_look_like_the_lists_they_came_from(case, places, seed):
    stored, listed = case
    assert exact(stored) == exact(listed)
    assert stored == listed
    assert len(stored) == len(listed)
    assert [stored[place] for place in range(-len(listed), len(listed))] == listed + listed
    assert exact(stored[places]) == exact(listed[places])
    assert isinstance(stored[places], StoredSamples)
    assert stored[places].inputs is stored.inputs
    assert exact(stored + stored[places]) == exact(listed + listed[places])
    assert exact(stored + listed) == exact(listed + stored) == exact(listed + listed)
    assert listed[-1] in stored
    assert exact(reversed(stored)) == exact(reversed(listed))
    for twin in (pickle.loads(pickle.dumps(stored)), copy.deepcopy(stored), stored.copy()):
        assert exact(twin) == exact(listed)
    shuffled = [list(stored), list(listed)]
    for some in shuffled:
        Random(seed).shuffle(some)
    assert exact(shuffled[0]) == exact(shuffled[1])


@given(stored_and_listed(), stored_and_listed())
def test_joined_samples_are_those_of_both(one, other):
    assert exact(one[0] + other[0]) == exact(one[1] + other[1])


def test_samples_of_the_same_layout_stay_stored_when_they_are_joined():
    for inputs in (ByteRows(bytes(6), 3, INKS), NumberRows(array("d", [0.5] * 6), 3)):
        parts = [StoredSamples(copy.copy(inputs), LabelRows(b"\0\1", LABELS)) for _ in range(2)]
        assert isinstance(parts[0] + parts[1], StoredSamples)
        assert len(parts[0] + parts[1][1:]) == 3


def test_pairs_are_copied_and_pickled_as_plain_lists():
    stored = StoredSamples(ByteRows(bytes(3), 3, INKS), LabelRows(b"\2", LABELS))
    for pair in (copy.deepcopy(stored[0]), pickle.loads(pickle.dumps(stored[0]))):
        assert [type(part) for part in pair] == [list, list]
    assert type(copy.copy(stored[0][0])) is list


def test_every_change_is_refused_and_the_error_says_what_to_do():
    stored = StoredSamples(ByteRows(bytes(3), 3, INKS), LabelRows(b"\2", LABELS))

    def set_item(thing: Any) -> None:
        thing[0] = 1

    def delete_item(thing: Any) -> None:
        del thing[0]

    def add_in_place(thing: Any) -> None:
        thing += [1]

    def multiply_in_place(thing: Any) -> None:
        thing *= 2

    changes: list[Any] = [
        set_item,
        delete_item,
        lambda thing: thing.append(1),
        lambda thing: thing.extend([1]),
        lambda thing: thing.insert(0, 1),
        lambda thing: thing.pop(),
        lambda thing: thing.remove(1),
        lambda thing: thing.clear(),
        lambda thing: thing.reverse(),
        lambda thing: thing.sort(),
    ]
    rows = [stored[0][0], stored[0][1], next(iter(stored))[0]]
    for change in [*changes, lambda thing: Random(0).shuffle(thing)]:
        for thing in (stored + stored, *rows):
            with pytest.raises(TypeError, match=r"use list\(samples\)"):
                change(thing)
    for change in (add_in_place, multiply_in_place):
        for row in rows:
            with pytest.raises(TypeError, match=r"use list\(samples\)"):
                change(row)
    assert exact(stored) == exact([([0.0] * 3, [0.5, 0.5])])
    samples = list(stored)
    samples[0] = ([0.5] * 3, [1, 0])
    assert samples[0][0][1] == 0.5


def test_rows_that_are_not_good_are_refused():
    for make in (
        lambda: NumberRows(array("d", [0.5, 1.5, 2.5]), 2),
        lambda: NumberRows(array("f", [0.5]), 1),
        lambda: NumberRows(array("d", [0.5]), 0),
        lambda: NumberRows(array("d", [0.5, 1.0]), 2, [0]),
        lambda: ByteRows(b"\0\3", 2, INKS),
        lambda: ByteRows(b"\0\1\2", 2, INKS),
        lambda: ByteRows(b"\0", 1, [float("nan")]),
        lambda: ByteRows(b"\0", 1, [0.0, 0]),
        lambda: LabelRows(b"\3", LABELS),
        lambda: LabelRows(b"", []),
        lambda: LabelRows(b"\0", [[1.0], [1.0, 0.0]]),
        lambda: LabelRows(b"\0", [[float("inf")]]),
        lambda: StoredSamples(ByteRows(b"\0", 1, INKS), LabelRows(b"", LABELS)),
    ):
        with pytest.raises(ValueError, match=r"needs|must|got"):
            make()


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("others", [0.5, 1e308, -1e308])
def test_no_number_hides_one_that_is_not_finite(bad, others):
    for place in (0, 1, 200_000):
        numbers = array("d", [others] * 200_001)
        NumberRows(numbers, 1)
        numbers[place] = bad
        with pytest.raises(ValueError, match="finite"):
            NumberRows(numbers, 1)


# The verdict on samples of unknown origin.


class MyFloat(float):
    """A float that isn't quite one."""


BAD = [
    float("nan"), float("inf"), float("-inf"), True, 10**400, -(10**400), 2**60, Fraction(1, 3),
    Fraction(10) ** 400, Decimal("0.5"), Decimal("nan"), MyFloat(0.5), MyFloat("nan"), 1j, "1",
    None, [0.5], 1e308, -1e308,
]  # fmt: skip
usual = st.one_of(st.integers(-3, 3), st.just(0.5), st.just(-0.0), st.floats(-9, 9))


def containers() -> list[Any]:
    """Return functions that put a list of numbers into a container, if it can hold them."""
    found: list[Any] = [list, tuple, lambda numbers: array("d", numbers), lambda numbers: numbers]
    try:
        import numpy
    except ImportError:
        return found
    for kind in (None, "float64", "float32", "int64", ">f8", bool, object):
        found.append(lambda numbers, kind=kind: numpy.array(numbers, kind))
    found.append(lambda numbers: numpy.array([numbers, numbers]).T.copy()[:, 0])
    return found


CONTAINERS = containers()


def refuse_two(numbers: Any) -> str:
    return "there is a 2" if 2 in list(numbers) else ""


class Picky(ErrorFunction):
    """An error function that can't judge a 2."""

    def why_not_expected(self, expected: Any) -> str:
        return refuse_two(expected)


PLAIN = Network([2, 2, 1]).error_function
PICKY = Picky("picky", PLAIN.function, PLAIN.sensitivities)


@st.composite
def any_samples(draw: Any) -> list[Any]:
    """Samples for a network with two inputs and one output. One of them may be bad."""
    samples: list[Any] = []
    number = draw(st.sampled_from([usual, st.integers(-3, 3), st.floats(-9, 9)]))
    alike = draw(st.sampled_from([*CONTAINERS, None]))
    for _ in range(draw(st.integers(0, 4))):
        pair = []
        for width in (2, 1):
            numbers = draw(st.lists(number, min_size=width, max_size=width))
            if draw(st.integers(0, 9)) == 0:
                numbers[draw(st.integers(0, width - 1))] = draw(st.sampled_from(BAD))
            if draw(st.integers(0, 19)) == 0:
                numbers = draw(st.sampled_from([[], [1.0] * 4, numbers[0], "ab", None]))
            try:
                pair.append((alike or draw(st.sampled_from(CONTAINERS)))(numbers))
            except (TypeError, ValueError, OverflowError, IndexError):
                pair.append(numbers)
        samples.append(draw(st.sampled_from([tuple, list]))(pair))
    if draw(st.integers(0, 9)) == 0:
        samples.insert(0, draw(st.sampled_from([None, 5, [1.0], ([1.0, 2.0], [1.0], [])])))
    return samples


def checked_one_by_one(samples: list[Any], network: Network) -> list[Any]:
    """Check each number by itself, as lernmi did before."""
    checked = []
    weight = a_weight(network.link_layers)
    for position, sample in enumerate(samples):
        where = f"samples[{position}]"
        if not isinstance(sample, (list, tuple)) or len(sample) != 2:
            raise ValueError(f"{where} must be a pair")
        neurons = network.neuron_layers[0].neurons
        inputs = checked_numbers(sample[0], neurons, f"{where}, inputs", weight)
        expected = checked_expected(sample[1], network, f"{where}, expected", weight)
        checked.append((inputs, expected))
    if not checked:
        raise ValueError("samples must have at least one")
    return checked


def verdict(check: Any, *arguments: Any) -> tuple[Any, str]:
    """Return what a check returns, as an exact text, or its error."""
    try:
        return None, exact(check(*arguments))
    except (TypeError, ValueError) as problem:
        return type(problem), str(problem)


@pytest.mark.parametrize("few", [support_samples.FEW_NUMBERS, 0], ids=["few", "many"])
@pytest.mark.parametrize("weight", [0.5, Fraction(1, 2), Decimal("0.5")], ids=repr)
@pytest.mark.parametrize("error", [PLAIN, PICKY], ids=["plain", "picky"])
@pytest.mark.filterwarnings("ignore:overflow encountered")
@given(samples=any_samples())
def test_fast_checks_are_exactly_as_strict_as_looking_at_each_number(few, weight, error, samples):
    network = Network([2, 2, 1], error=error)
    network.weights = [[weight] * 6, [weight] * 3]
    kind, wanted = verdict(checked_one_by_one, samples, network)
    support_samples.FEW_NUMBERS, before = few, support_samples.FEW_NUMBERS
    try:
        for given_samples in (samples, iter(samples)):
            found = verdict(checked_samples, given_samples, network, "samples")
            assert found[0] == kind
            assert found[1].startswith(wanted)
    finally:
        support_samples.FEW_NUMBERS = before


def test_large_arrays_are_copied_and_become_stored_samples(monkeypatch):
    numpy = pytest.importorskip("numpy")
    monkeypatch.setattr(support_samples, "FEW_NUMBERS", 0)
    network = Network([3, 2, 2])
    inputs, expected = numpy.random.default_rng(0).random((9, 3)), numpy.eye(2, dtype=int)[[0] * 9]
    for kind in ("float64", "float32", ">f8"):
        rows = inputs.astype(kind)
        checked = checked_samples(zip(rows, expected), network, "samples")
        assert isinstance(checked, StoredSamples)
        assert exact(checked) == exact(zip(rows.tolist(), expected.tolist()))
        rows[:] = 7
        assert checked[0][0] != [7, 7, 7]
    assert checked_samples(checked, network, "samples") is checked


def test_stored_samples_that_do_not_fit_are_refused_as_lists_are():
    stored = StoredSamples(ByteRows(bytes(6), 3, INKS), LabelRows(b"\0\2", LABELS))
    for network in (Network([2, 2]), Network([3, 3]), Network([3, 2], error=PICKY)):
        answers = [
            verdict(checked_samples, samples, network, "samples")
            for samples in (stored, [(list(one), list(two)) for one, two in stored])
        ]
        assert answers[0] == answers[1]
    assert verdict(checked_samples, stored[:0], Network([3, 2]), "samples")[0] is ValueError


def test_a_trainer_has_the_same_results_with_stored_samples_as_with_lists(engine):
    stored = StoredSamples(ByteRows(bytes([0, 1, 2] * 8), 3, INKS), LabelRows(b"\0\1" * 4, LABELS))
    trainers = []
    for samples in (stored, [(list(one), list(two)) for one, two in stored]):
        trainer = Trainer(Network([3, 4, 2]), learning_rate=0.5, batch_size=3, engine=engine)
        trainer.train(samples[:6], 3, validation=samples[6:])
        trainers.append(trainer)
    assert trainers[0].network.weights == trainers[1].network.weights
    assert trainers[0].history == trainers[1].history


@given(stored_and_listed(), st.lists(st.integers(0, 5), min_size=1, max_size=6))
def test_extremes_and_keys_are_those_of_the_samples_that_are_there(case, places):
    stored, listed = case
    places = [place % len(listed) for place in places]
    some = stored.chosen(places)
    for part, rows in ((0, some.inputs), (1, some.expected)):
        for column in range(rows.width):
            numbers = [listed[place][part][column] for place in places]
            assert rows.extremes(column, some.positions) == (min(numbers), max(numbers))
    keys = [some.inputs.key(position) for position in some.positions]
    for place, key in zip(places, keys):
        for other, other_key in zip(places, keys):
            assert (key == other_key) == (listed[place][0] == listed[other][0])


def two_pairs():
    return StoredSamples(
        NumberRows(array("d", [1.0, -2.0, 3.0, 4.0]), 2), LabelRows(bytes([0, 1]), [[0.0], [1.0]])
    )


def test_rows_know_their_extremes_and_their_largest_int():
    rows = two_pairs().inputs
    assert rows.extremes(1, range(2)) == (-2.0, 4.0)
    assert rows.extremes(1, [1]) == (4.0, 4.0)
    images = ByteRows(b"\0\1\2\1", 2, INKS)
    assert images.extremes(0, range(2)) == (0.0, 1.0)
    assert images.extremes(0, [1]) == (1.0, 1.0)
    assert rows.largest_whole() == 0
    assert NumberRows(array("d", [0.5, -7.0]), 2, [1]).largest_whole() == 7
    # 0 and -0 are equal, and so are their keys.
    zeros = NumberRows(array("d", [0.0, 1.0, -0.0, 1.0, 2.0, 1.0]), 2)
    assert zeros.key(0) == zeros.key(1) != zeros.key(2)


def test_stored_samples_say_what_they_are_and_are_equal_only_to_lists_and_their_like():
    samples = two_pairs()
    assert repr(samples) == "StoredSamples of 2 pairs: first ([1.0, -2.0], [0.0])"
    assert repr(samples[:0]) == "StoredSamples of no pairs"
    assert samples == list(samples)
    assert samples != tuple(samples)
    with pytest.raises(TypeError):
        samples + tuple(samples)


class Tensor:
    """Numbers that only `tolist` returns, as with a tensor on another device."""

    def __init__(self, numbers: list[float]) -> None:
        self.numbers = numbers

    def tolist(self) -> list[float]:
        return self.numbers


def test_arrays_without_memory_to_read_are_copied_by_tolist():
    pairs = [(Tensor([0.5, 1.5]), [1.0]), ([2.5, 3.5], Tensor([0.0]))]
    found = checked_samples(pairs, Network([2, 1]), "samples")
    assert list(found) == [([0.5, 1.5], [1.0]), ([2.5, 3.5], [0.0])]


def test_many_stored_samples_stay_stored_on_their_way_to_an_engine(monkeypatch):
    samples = two_pairs()
    workload = Workload(Network([2, 1]), samples, samples[1:])
    wanted = [*samples, samples[1]]
    assert workload.all_samples() == wanted
    monkeypatch.setattr(engines, "FEW_NUMBERS", 1)
    assert isinstance(workload.all_samples(), StoredSamples)
    assert workload.all_samples() == wanted
