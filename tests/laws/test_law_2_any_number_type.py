"""Law 2: Neurons only add and Links only multiply, so any type of number flows through."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.dual import Dual
from support.networks import bits, exact_cases

from lernmi import Activation, Network, Trainer
from lernmi.activations import identity
from lernmi.error_functions import squared_error

square = Activation("square", lambda x: x * x, lambda x, y: 2 * x)


def all_numbers(network: Network) -> list:
    numbers = []
    for neuron in network.neurons:
        numbers += [neuron.total_input, neuron.output, neuron.slope, neuron.sensitivity]
    for link in network.links:
        numbers += [link.weight, link.output_sensitivity, link.weight_sensitivity]
    return numbers


@given(exact_cases())
def test_fractions_stay_fractions_through_a_whole_step(case):
    network, inputs, expected = case
    network.learn(inputs, expected, Fraction(1, 10))
    for number in all_numbers(network):
        assert isinstance(number, (Fraction, int))
    for link in network.links:
        assert isinstance(link.weight, Fraction)


@given(st.lists(st.decimals(-3, 3, places=2), min_size=9, max_size=9))
def test_decimals_stay_decimals_and_exact_where_their_digits_suffice(numbers):
    decimal_network = Network([2, 1, 1], activation=square, output_activation=identity)
    fraction_network = decimal_network.copy()
    decimal_network.weights = [numbers[:3], numbers[3:5]]
    fraction_network.weights = [
        [Fraction(number) for number in layer] for layer in decimal_network.weights
    ]
    decimal_network.propagate(numbers[5:7])
    decimal_network.compare(numbers[7:8])
    fraction_network.propagate([Fraction(number) for number in numbers[5:7]])
    fraction_network.compare([Fraction(number) for number in numbers[7:8]])
    outputs = [network.neuron("y1").output for network in (decimal_network, fraction_network)]
    assert isinstance(outputs[0], Decimal)
    assert Fraction(outputs[0]) == outputs[1]
    decimal_network.backpropagate()
    decimal_network.nudge(Decimal("0.1"))
    for link in decimal_network.links:
        assert isinstance(link.weight, Decimal)


@given(exact_cases(), st.data())
def test_dual_numbers_carry_the_change_of_the_inputs_through(case, data):
    network, inputs, expected = case
    place = data.draw(st.integers(0, len(inputs) - 1))
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    input_neuron = network.neuron_layers[0].neurons[place]
    predicted = input_neuron.sensitivity * input_neuron.slope
    changing = [Dual(number, int(at == place)) for at, number in enumerate(inputs)]
    network.propagate(changing)
    assert network.compare(expected).change == predicted


def test_with_symbols_the_result_is_the_formula():
    sympy = pytest.importorskip("sympy", reason="SymPy is not installed: pip install sympy")
    w, v, x, t = sympy.symbols("w v x t")
    network = Network([1, 1], activation=square)
    network.weights = [[v, w]]
    assert sympy.expand(network.propagate([x])[0] - (v + w * x) ** 2) == 0
    network.compare([t])
    network.backpropagate()
    wanted = 2 * x * (v + w * x) * ((v + w * x) ** 2 - t)
    assert sympy.expand(network.link("x1", "y1").weight_sensitivity - wanted) == 0


def test_sums_begin_at_the_whole_number_0_and_the_bias_is_the_whole_number_1():
    network = Network([1, 1], activation=identity)
    network.weights = [[3, 4]]
    assert network.propagate([5]) == [23]
    assert type(network.propagate([5])[0]) is int
    assert type(network.neuron("b1").output) is int


def numpy_kinds():
    numpy = pytest.importorskip("numpy", reason="NumPy is not installed: pip install numpy")
    whole = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
    return numpy, [numpy.dtype(name) for name in [*whole, "float16", "float32", "float64", "bool"]]


def assert_only_plain_numbers(network: Network) -> None:
    for number in all_numbers(network):
        assert type(number) in (int, float, bool), type(number)


def test_numpy_arrays_and_scalars_of_every_kind_become_plain_numbers():
    numpy, kinds = numpy_kinds()
    for kind in kinds:
        inputs = numpy.array([1, 0], dtype=kind)
        expected = numpy.array([1], dtype=kind)
        for given_inputs, given_expected in [
            (inputs, expected),
            (list(inputs), list(expected)),
            (tuple(inputs), [numpy.array(1, dtype=kind)]),
        ]:
            plain = Network([2, 2, 1])
            network = plain.copy()
            plain.learn([1, 0], [1], 0.25)
            network.learn(given_inputs, given_expected, numpy.float32(0.25))
            assert_only_plain_numbers(network)
            assert bits(network) == bits(plain)


def test_a_trainer_takes_numpy_samples():
    numpy, kinds = numpy_kinds()
    for kind in kinds:
        plain = Network([2, 2, 1])
        network = plain.copy()
        Trainer(plain, learning_rate=0.5).train([([0, 1], [1]), ([1, 1], [0])], 3)
        inputs = numpy.array([[0, 1], [1, 1]], dtype=kind)
        expected = numpy.array([[1], [0]], dtype=kind)
        Trainer(network, learning_rate=0.5).train(zip(inputs, expected), 3)
        assert_only_plain_numbers(network)
        assert bits(network) == bits(plain)


def test_numpy_weights_become_plain_numbers():
    numpy, kinds = numpy_kinds()
    for kind in kinds:
        for weights in [
            [numpy.ones(3, dtype=kind)],
            [list(numpy.ones(3, dtype=kind))],
            numpy.ones((1, 3), dtype=kind),
        ]:
            network = Network([2, 1])
            network.weights = weights
            assert network.weights == ((1, 1, 1),)
            network.learn([0, 1], [1], 0.5)
            assert_only_plain_numbers(network)


def test_starting_weights_and_layer_sizes_from_numpy_become_plain_numbers():
    numpy, _ = numpy_kinds()
    network = Network(
        numpy.array([2, 1]), initial_weights=lambda *_: numpy.float32(0.1), seed=numpy.int64(3)
    )
    network.learn([0, 1], [1], 0.5)
    assert_only_plain_numbers(network)


def test_numpy_values_that_python_has_no_type_for_are_refused():
    numpy, _ = numpy_kinds()
    values = [
        numpy.complex64(1),
        numpy.datetime64("2016-01-01"),
        numpy.timedelta64(3, "s"),
        numpy.str_("1"),
        numpy.bytes_(b"1"),
        numpy.array([1.0]),
        numpy.array(None),
        numpy.ma.masked,
    ]
    if type(numpy.longdouble(1).item()) not in (int, float):
        values.append(numpy.longdouble(1))
    for value in values:
        network = Network([1, 1])
        before = bits(network)
        with pytest.raises((TypeError, ValueError), match=r"inputs\[0\]"):
            network.learn([value], [1], 0.5)
        assert bits(network) == before


def test_torch_tensors_become_plain_numbers():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    for kind in (torch.float16, torch.float32, torch.float64, torch.uint8, torch.int64):
        inputs = torch.tensor([1, 0], dtype=kind)
        for given_inputs in (inputs, list(inputs)):
            network = Network([2, 1])
            network.learn(given_inputs, torch.tensor([1], dtype=kind), 0.5)
            assert_only_plain_numbers(network)


def test_the_squared_error_and_its_sensitivities_stay_exact():
    third = Fraction(1, 3)
    assert squared_error.function([third, 1], [0, third]) == Fraction(5, 18)
    assert squared_error.sensitivities([third, 1], [0, third]) == [third, Fraction(2, 3)]


@given(exact_cases())
def test_a_copy_has_the_same_numbers_and_is_independent(case):
    network, inputs, expected = case
    network.propagate(inputs)
    before = all_numbers(network)
    for other in (network.copy(), copy.deepcopy(network)):
        assert all_numbers(other) == before
        assert other.stage == "propagated"
        other.compare(expected)
        other.backpropagate()
        other.nudge(1)
        assert all_numbers(network) == before


def test_an_object_with_only_item_becomes_a_plain_number():
    class Boxed:
        def __init__(self, value: float) -> None:
            self.value = value

        def item(self) -> float:
            return self.value

    network, plain = Network([1, 1]), Network([1, 1])
    network.learn([Boxed(0.5)], [Boxed(1.0)], Boxed(0.25))
    plain.learn([0.5], [1.0], 0.25)
    assert_only_plain_numbers(network)
    assert bits(network) == bits(plain)


def test_a_number_that_can_only_be_added_to_0_is_a_number():
    # As with lengths: 0 + 3 m is 3 m, but 1 + 3 m makes no sense.
    class Metres:
        def __init__(self, count: int) -> None:
            self.count = count

        def __radd__(self, other: object) -> Metres:
            return self if other == 0 else NotImplemented

        def __mul__(self, other: int) -> Metres:
            return Metres(self.count * other)

    network = Network([1, 1], activation=identity)
    network.weights = [[0, 2]]
    assert network.propagate([Metres(3)])[0].count == 6
