from __future__ import annotations

import copy
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR, bits, numbers, seeds, small_floats, weight_sensitivities

from lernmi import Network, Trainer
from lernmi.activations import identity, sigmoid, tanh
from lernmi.error_functions import squared_error
from lernmi.functions.error_functions import (
    absolute,
    hinge,
    probabilities,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from lernmi.functions.ready_made import ERROR_FUNCTIONS
from lernmi.initial_weights import uniform

MORE = [each for each in ERROR_FUNCTIONS.values() if each is not squared_error]
probability = st.floats(0, 1)
far = st.floats(-1e4, 1e4)


@st.composite
def outputs_and_expected(draw, error_function, output=small_floats, at_least=1):
    if error_function is softmax_cross_entropy:
        at_least = 2
    count = draw(st.integers(at_least, 5))
    outputs = numbers(draw, output, count)
    if error_function is sigmoid_cross_entropy:
        return outputs, numbers(draw, probability, count)
    if error_function is softmax_cross_entropy:
        parts = numbers(draw, st.integers(0, 9), count)
        parts[0] += 1
        return outputs, [part / sum(parts) for part in parts]
    if error_function is hinge:
        return outputs, numbers(draw, st.sampled_from([-1, 1]), count)
    return outputs, numbers(draw, small_floats, count)


def exact_error(error_function, outputs, expected):
    """Return the error by its definition, with enough digits that nothing is lost."""
    mpmath = pytest.importorskip("mpmath", reason="mpmath comes with SymPy: pip install sympy")
    with mpmath.workdps(60):
        outputs = [mpmath.mpf(output) for output in outputs]
        if error_function is softmax_cross_entropy:
            total = sum(mpmath.exp(output) for output in outputs)
            return sum(-t * (z - mpmath.log(total)) for z, t in zip(outputs, expected))
        if error_function is sigmoid_cross_entropy:
            return sum(
                t * mpmath.log1p(mpmath.exp(-z)) + (1 - t) * mpmath.log1p(mpmath.exp(z))
                for z, t in zip(outputs, expected)
            )
        if error_function is hinge:
            return sum(max(0, 1 - t * z) for z, t in zip(outputs, expected))
        return sum(abs(z - t) for z, t in zip(outputs, expected))


@pytest.mark.parametrize("error_function", MORE)
@given(st.data())
def test_the_error_matches_its_definition_for_small_and_large_outputs(error_function, data):
    output = data.draw(st.sampled_from([small_floats, far]))
    outputs, expected = data.draw(outputs_and_expected(error_function, output))
    error = error_function.function(outputs, expected)
    exact = exact_error(error_function, outputs, expected)
    assert abs(error - exact) <= 1e-12 * max(1, abs(exact))


@pytest.mark.parametrize("error_function", MORE)
@given(st.data())
def test_each_sensitivity_is_how_strongly_the_error_responds_to_the_output(error_function, data):
    outputs, expected = data.draw(outputs_and_expected(error_function))
    step = 1e-6
    sensitivities = error_function.sensitivities(outputs, expected)
    assert len(sensitivities) == len(outputs)
    for place, sensitivity in enumerate(sensitivities):
        if error_function is hinge and abs(expected[place] * outputs[place] - 1) < 1e-5:
            continue
        if error_function is absolute and abs(expected[place] - outputs[place]) < 1e-5:
            continue
        errors = []
        for tried in (outputs[place] + step, outputs[place] - step):
            changed = [*outputs[:place], tried, *outputs[place + 1 :]]
            errors.append(error_function.function(changed, expected))
        assert sensitivity == pytest.approx((errors[0] - errors[1]) / (2 * step), abs=1e-8)


@pytest.mark.parametrize("error_function", MORE)
@pytest.mark.parametrize("outputs", [[1e4, -1e4], [-1e4, 1e4], [1e4, 1e4], [-1e4, -1e4]])
def test_very_large_outputs_give_neither_nan_nor_an_overflow(error_function, outputs):
    wrong, right = ([0, 1], [1, 0]) if error_function is not hinge else ([-1, 1], [1, -1])
    for expected in (wrong, right):
        assert math.isfinite(error_function.function(outputs, expected))
        for sensitivity in error_function.sensitivities(outputs, expected):
            assert math.isfinite(sensitivity)
    if outputs == [1e4, -1e4]:
        # Completely wrong: the full sensitivity comes back, not a slope of 0.
        assert error_function.function(outputs, wrong) >= 1e4
        assert error_function.sensitivities(outputs, wrong) == [1, -1]


def test_at_the_corner_of_an_error_function_the_sensitivity_is_0():
    assert absolute.sensitivities([2, 1, 3], [2, 2, 2]) == [0, -1, 1]
    assert absolute.function([2, 1, 3], [2, 2, 2]) == 2
    assert hinge.sensitivities([1, -1, 0.5], [1, -1, 1]) == [0, 0, -1]
    assert hinge.function([1, -1, 0.5], [1, -1, 1]) == 0.5


def test_an_expected_0_adds_no_error_however_large_its_output_is():
    assert softmax_cross_entropy.function([1e308, -1e308], [1, 0]) == 0


@given(st.lists(far, min_size=1, max_size=5))
def test_probabilities_are_from_0_to_1_and_those_of_softmax_sum_to_1(outputs):
    for each in sigmoid_cross_entropy.outputs_to_probabilities(outputs):
        assert 0 <= each <= 1
    shares = softmax_cross_entropy.outputs_to_probabilities(outputs)
    assert all(0 <= each <= 1 for each in shares)
    assert math.fsum(shares) == pytest.approx(1, abs=1e-12)
    assert shares[outputs.index(max(outputs))] == max(shares)


@given(st.lists(small_floats, min_size=2, max_size=5), small_floats)
def test_softmax_depends_on_differences_only(outputs, shift):
    shares = softmax_cross_entropy.outputs_to_probabilities(outputs)
    shifted = softmax_cross_entropy.outputs_to_probabilities([each + shift for each in outputs])
    assert shifted == pytest.approx(shares, abs=1e-12)


def test_probabilities_uses_the_networks_error_function():
    for error in (sigmoid_cross_entropy, softmax_cross_entropy):
        network = Network([1, 2], output_activation=identity, error=error)
        assert probabilities(network, [3, 1]) == error.outputs_to_probabilities([3, 1])
    assert probabilities(Network([1, 2]), [0.25, 0.5]) == [0.25, 0.5]


# Inside a network.


def torch_error(torch, error_function, outputs, expected):
    functional = torch.nn.functional
    if error_function is sigmoid_cross_entropy:
        return functional.binary_cross_entropy_with_logits(outputs, expected, reduction="sum")
    if error_function is softmax_cross_entropy:
        return functional.cross_entropy(outputs, expected)
    if error_function is hinge:
        return torch.clamp(1 - outputs * expected, min=0).sum()
    return functional.l1_loss(outputs, expected, reduction="sum")


@pytest.mark.parametrize("error_function", MORE)
@given(st.data(), seeds)
def test_every_weight_sensitivity_matches_pytorch(error_function, data, seed):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    inputs, expected = data.draw(outputs_and_expected(error_function, at_least=2))
    size = len(inputs)
    network = Network(
        [size, 3, size],
        activation=tanh,
        output_activation=identity,
        error=error_function,
        initial_weights=uniform(-2, 2),
        seed=seed,
    )
    weights = [
        torch.tensor(layer, dtype=torch.float64).reshape(count + 1, -1).requires_grad_()
        for layer, count in zip(network.weights, [size, 3])
    ]
    one = torch.ones(1, dtype=torch.float64)
    hidden = torch.tanh(torch.cat([one, torch.tensor(inputs, dtype=torch.float64)]) @ weights[0])
    outputs = torch.cat([one, hidden]) @ weights[1]
    error = torch_error(torch, error_function, outputs, torch.tensor(expected, dtype=torch.float64))
    error.backward()

    network.propagate(inputs)
    assert network.compare(expected) == pytest.approx(error.item(), rel=1e-12, abs=1e-12)
    network.backpropagate()
    theirs = torch.cat([matrix.grad.flatten() for matrix in weights]).tolist()
    scale = max(1, *[abs(each) for each in theirs])
    for ours, their in zip(weight_sensitivities(network), theirs):
        assert abs(ours - their) <= 1e-12 * scale


def test_a_cross_entropy_learns_where_a_squared_error_behind_a_sigmoid_is_stuck():
    stuck = Network([1, 1])
    going = Network([1, 1], output_activation=identity, error=sigmoid_cross_entropy)
    for network in (stuck, going):
        network.weights = [[0.0, 40.0]]
        network.learn([1], [0], 1.0)
    assert stuck.weights == ((0.0, 40.0),)
    assert going.weights == ((-1.0, 39.0),)


# Refusals, with the reason.


@pytest.mark.parametrize("error", [sigmoid_cross_entropy, softmax_cross_entropy])
@pytest.mark.parametrize("activation", [sigmoid, tanh])
def test_a_cross_entropy_with_another_output_activation_is_refused_with_the_reason(
    error, activation
):
    reason = f"{error.name} doesn't go with {activation.name}.*activation identity.*exactly 0.0"
    with pytest.raises(ValueError, match=reason):
        Network([2, 3, 2], activation=activation, error=error)
    network = Network([2, 3, 2], activation=activation)
    network.error_function = error
    before = bits(network)
    with pytest.raises(ValueError, match=reason):
        Trainer(network, learning_rate=0.1).train([([1, 2], [0, 1])], 1)
    with pytest.raises(ValueError, match=reason):
        network.learn([1, 2], [0, 1], 0.1)
    assert bits(network) == before
    Network([2, 3, 2], activation=activation, output_activation=identity, error=error)


@pytest.mark.parametrize(
    "error, expected, reason",
    [
        (sigmoid_cross_entropy, [0, 1.5], "from 0 to 1"),
        (sigmoid_cross_entropy, [-1, 1], "from 0 to 1"),
        (softmax_cross_entropy, [2, -1], "from 0 to 1"),
        (softmax_cross_entropy, [1, 1], "sum to 1; their sum is 2"),
        (softmax_cross_entropy, [0, 0], "sum to 1; their sum is 0"),
        (softmax_cross_entropy, [0.5, 0.4999], "sum to 1"),
        (hinge, [0, 1], "-1 or 1"),
        (hinge, [1, 0.5], "-1 or 1"),
    ],
)
def test_expected_numbers_that_make_no_sense_are_refused_and_nothing_changes(
    error, expected, reason
):
    network = Network([2, 2], output_activation=identity, error=error)
    before = bits(network)
    with pytest.raises(ValueError, match=rf"^expected can't be .*{reason}"):
        network.learn([1, 2], expected, 0.1)
    network.propagate([1, 2])
    with pytest.raises(ValueError, match=reason):
        network.compare(expected)
    assert network.stage == "propagated"
    fine = ([0, 1], [1, -1] if error is hinge else [0, 1])
    trainer = Trainer(network, learning_rate=0.1)
    with pytest.raises(ValueError, match=rf"^samples\[1\], expected can't be .*{reason}"):
        trainer.train([fine, ([1, 2], expected)], 3)
    with pytest.raises(ValueError, match=rf"^validation\[0\], expected can't be .*{reason}"):
        trainer.train([fine], 3, validation=[([1, 2], expected)])
    assert bits(network) == before


def test_softmax_of_a_single_output_is_refused_and_the_other_cross_entropy_named():
    network = Network([2, 1], output_activation=identity, error=softmax_cross_entropy)
    with pytest.raises(ValueError, match=r"two or more.*sigmoid_cross_entropy"):
        network.learn([1, 2], [1], 0.1)


@pytest.mark.parametrize("expected", [[1 / 3] * 3, [0.1] * 10, [0.10000000149011612] * 10])
def test_probabilities_that_miss_1_only_by_rounding_are_accepted(expected):
    network = Network([1, len(expected)], output_activation=identity, error=softmax_cross_entropy)
    network.learn([1], expected, 0.1)
    assert network.stage == "ready"


def test_nan_never_leads_to_a_finite_error():
    for error_function, expected in [
        (sigmoid_cross_entropy, [0, 1]),
        (softmax_cross_entropy, [0, 1]),
        (hinge, [-1, 1]),
        (absolute, [0, 1]),
        (squared_error, [0, 1]),
    ]:
        for outputs in ([math.nan, 1.0], [1.0, math.nan]):
            assert math.isnan(error_function.function(outputs, expected))


@pytest.mark.parametrize("error_function", MORE)
def test_copies_and_pickles_are_the_same_object(error_function):
    assert copy.deepcopy(error_function) is error_function
    assert pickle.loads(pickle.dumps(error_function)) is error_function


def test_all_error_functions_can_be_found_by_name():
    cross_entropies = [sigmoid_cross_entropy, softmax_cross_entropy]
    assert list(ERROR_FUNCTIONS.values()) == [squared_error, absolute, hinge, *cross_entropies]
    for name, error_function in ERROR_FUNCTIONS.items():
        assert error_function.name == name


def test_xor_is_learned_with_each_error_function_that_takes_its_labels():
    for error in (sigmoid_cross_entropy, absolute):
        network = Network(
            [2, 4, 1], activation=tanh, output_activation=identity, error=error, seed=1
        )
        Trainer(network, learning_rate=0.05).train(XOR, 2000)
        for inputs, expected in XOR:
            probability = probabilities(network, network.propagate(inputs))[0]
            assert abs(probability - expected[0]) < 0.3
