from __future__ import annotations

import copy
import pickle
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import bits, fractions, layer_sizes, training_cases

from lernmi import BiasNeuron, Link, Network, Neuron
from lernmi.activations import identity, relu, sigmoid, tanh
from lernmi.error_functions import ErrorFunction


def names(members) -> list[str]:
    return [member.name for member in members]


@given(layer_sizes)
def test_every_neuron_is_linked_to_all_of_the_next_layer_bias_first(sizes):
    network = Network(sizes)
    assert [len(layer.neurons) for layer in network.neuron_layers] == sizes
    for before, after, layer in zip(
        network.neuron_layers, network.neuron_layers[1:], network.link_layers
    ):
        wanted = [(start, end) for start in [before.bias, *before.neurons] for end in after.neurons]
        assert [(link.input_neuron, link.output_neuron) for link in layer.links] == wanted
    assert network.neuron_layers[-1].bias is None


def test_neurons_and_links_have_the_usual_names():
    network = Network([2, 2, 1])
    assert names(network.neurons) == ["b1", "x1", "x2", "b2", "h1", "h2", "y1"]
    assert names(network.links) == [
        "b1->h1", "b1->h2", "x1->h1", "x1->h2", "x2->h1", "x2->h2", "b2->y1", "h1->y1", "h2->y1",
    ]  # fmt: skip
    deep = Network([1, 2, 1, 1])
    assert names(deep.neurons) == ["b1", "x1", "b2", "h1_1", "h1_2", "b3", "h2_1", "y1"]


def test_inputs_and_outputs_can_have_your_own_names():
    network = Network([2, 1], input_names=["rain", "sun"], output_names=["rainbow"])
    assert names(network.neurons) == ["b1", "rain", "sun", "rainbow"]
    assert network.link("sun", "rainbow").name == "sun->rainbow"


@given(layer_sizes)
def test_every_neuron_and_link_is_found_by_name(sizes):
    network = Network(sizes)
    for neuron in network.neurons:
        assert network.neuron(neuron.name) is neuron
    for link in network.links:
        assert network.link(link.input_neuron.name, link.output_neuron.name) is link


def test_each_layer_gets_the_activation_chosen_for_it():
    network = Network(
        [1, 1, 1, 1], activation=relu, output_activation=tanh, input_activation=sigmoid
    )
    found = [layer.neurons[0].activation for layer in network.neuron_layers]
    assert found == [sigmoid, relu, relu, tanh]
    plain = Network([1, 1, 1])
    found = [layer.neurons[0].activation for layer in plain.neuron_layers]
    assert found == [identity, sigmoid, sigmoid]


def test_your_own_neurons_and_links_work_in_a_network():
    class CountingNeuron(Neuron):
        received = 0

        def receive(self, value):
            CountingNeuron.received += 1
            super().receive(value)

    class StubbornLink(Link):
        def nudge(self, learning_rate):
            self.weight_sensitivity = 0

    network = Network([2, 2, 1], neuron_type=CountingNeuron, link_type=StubbornLink)
    before = bits(network)
    network.learn([0, 1], [1], 0.5)
    assert bits(network) == before
    assert CountingNeuron.received == 2 + 9
    for layer in network.neuron_layers[:-1]:
        assert type(layer.bias) is BiasNeuron


@given(training_cases())
def test_learning_is_the_four_verbs_in_turn(case):
    network, samples = case
    other = network.copy()
    for inputs, expected in samples:
        error = network.learn(inputs, expected, 0.25)
        other.propagate(inputs)
        assert other.compare(expected) == error
        other.backpropagate()
        other.nudge(0.25)
        assert bits(network) == bits(other)
        assert network.stage == other.stage == "ready"


@given(training_cases())
def test_only_the_nudge_changes_a_weight(case):
    network, samples = case
    before = bits(network)
    for inputs, expected in samples:
        network.propagate(inputs)
        network.compare(expected)
        network.backpropagate()
    assert bits(network) == before


@given(training_cases())
def test_a_small_nudge_lowers_the_error_by_about_rate_times_the_sum_of_squares(case):
    # The prediction holds for tiny steps only, so the test asks for half of it.
    network, samples = case
    inputs, expected = samples[0]
    network.propagate(inputs)
    before = network.compare(expected)
    network.backpropagate()
    predicted = 0
    for link in network.links:
        predicted += link.weight_sensitivity * link.weight_sensitivity
    rate = 1e-4
    network.nudge(rate)
    network.propagate(inputs)
    drop = before - network.compare(expected)
    if predicted > 1e-3:
        assert drop >= rate * predicted / 2


@given(st.data())
def test_weights_read_back_as_they_were_set(data):
    network = Network([2, 2, 1])
    weights = [data.draw(st.lists(fractions, min_size=n, max_size=n)) for n in (6, 3)]
    network.weights = weights
    assert network.weights == tuple(tuple(layer) for layer in weights)
    assert [link.weight for link in network.links] == weights[0] + weights[1]
    network.weights = network.weights
    assert network.weights == tuple(tuple(layer) for layer in weights)


def test_propagate_returns_a_new_list_even_for_one_output():
    network = Network([2, 1])
    outputs = network.propagate([0, 1])
    assert isinstance(outputs, list)
    assert outputs == [network.neuron("y1").output]
    outputs[0] = 99
    assert network.neuron("y1").output != 99
    assert network.propagate((0, 1)) == network.propagate(range(2))


def test_learning_does_not_change_your_lists():
    network = Network([2, 1])
    inputs, expected = [0.5, 0.25], [1.0]
    network.learn(inputs, expected, 0.5)
    assert (inputs, expected) == ([0.5, 0.25], [1.0])


@given(training_cases())
def test_a_pickled_network_learns_the_same_bits(case):
    network, samples = case
    other = pickle.loads(pickle.dumps(network))
    for one in (network, other):
        one.learn(*samples[0], 0.5)
    assert bits(network) == bits(other)
    assert other.neuron_layers[0].neurons[0].activation is (
        network.neuron_layers[0].neurons[0].activation
    )


class OwnLink(Link):
    """A Link with more attributes, in slots and in its __dict__."""

    __slots__ = ("__dict__", "history")

    def __init__(self, *parts):
        super().__init__(*parts)
        self.history = [self.weight]
        self.note = {"weights": self.history}


class OwnNetwork(Network):
    __slots__ = ("comment",)


def everything_in(network: Network) -> list[str]:
    return [repr(neuron) for neuron in network.neurons] + [repr(link) for link in network.links]


@pytest.mark.parametrize(
    "copied",
    [Network.copy, copy.deepcopy, lambda network: pickle.loads(pickle.dumps(network))],
    ids=["copy", "deepcopy", "pickle"],
)
@given(training_cases())
def test_a_copy_in_the_middle_of_a_sample_is_the_same_and_shares_nothing(copied, case):
    network, samples = case
    network.propagate(samples[0][0])
    network.compare(samples[0][1])
    other = copied(network)
    assert other.stage == "compared"
    assert everything_in(other) == everything_in(network)
    parts = {id(part) for part in [*network.neurons, *network.links]}
    for link, twin in zip(network.links, other.links):
        assert type(twin) is type(link)
        assert not {id(twin), id(twin.input_neuron), id(twin.output_neuron)} & parts
    for layer in other.neuron_layers:
        for neuron in layer.senders():
            assert neuron is other.neuron(neuron.name)
    network.backpropagate()
    other.backpropagate()
    assert everything_in(other) == everything_in(network)


def test_a_copy_keeps_types_attributes_and_shared_objects():
    network = OwnNetwork([2, 2, 1], link_type=OwnLink)
    network.comment = shared = ["shared"]
    network.favourites = {"link": network.link("x1", "h1"), "neuron": network.neuron("y1")}
    network.again = shared
    network.link_layers.append(network.link_layers[1])
    network.link_layers[0].links[1] = plain = Link(*network.neurons[1:3], [Decimal("0.5")])
    network.kept = (plain, plain.weight)
    other = network.copy()
    assert type(other) is OwnNetwork
    assert other.comment == ["shared"] and other.comment is other.again is not shared
    assert other.favourites["link"] is other.link("x1", "h1")
    assert other.favourites["neuron"] is other.neuron("y1")
    assert other.link_layers[2] is other.link_layers[1] is not network.link_layers[1]
    own = other.link("x1", "h1")
    assert type(own) is OwnLink and own.note["weights"] is own.history
    assert own.history == [own.weight] and own.history is not network.link("x1", "h1").history
    assert other.kept[0] is other.links[1] is not plain
    assert other.kept[1] is other.links[1].weight is not plain.weight
    assert other.links[1].weight == [Decimal("0.5")]


def test_a_copy_is_right_even_if_a_number_refers_to_the_network():
    class Reference:
        def __init__(self, network):
            self.network = network

    network = Network([2, 1])
    network.neuron("b1").sensitivity = Reference(network)
    network.neuron("x1").output = Reference(network.link("x1", "y1"))
    other = network.copy()
    assert other.neuron("b1").sensitivity.network is other
    assert other.neuron("x1").output.network is other.link("x1", "y1")
    assert other.link("x1", "y1").input_neuron is other.neuron("x1")
    network = Network([2, 1])
    # The same Neuron in two places.
    network.neuron_layers[0].neurons[1] = neuron = network.neuron("x1")
    neuron.output = Reference(neuron)
    other = network.copy().neuron("x1")
    assert other.output.network is other


class LinkWithoutSlots(Link):
    """A Link subclass without slots, as most people write it."""


class LinkWithItsOwnCopies(Link):
    """A Link that defines how it is copied."""

    def __getstate__(self):
        return self.input_neuron, self.output_neuron, self.weight

    def __setstate__(self, state):
        self.__init__(*state)
        self.is_a_copy = True


class LinkWithAProperty(Link):
    """A Link that stores twice its weight."""

    def __init__(self, input_neuron, output_neuron, weight):
        self.input_neuron, self.output_neuron, self.kept = input_neuron, output_neuron, weight * 2

    @property
    def weight(self):
        return self.kept / 2

    @weight.setter
    def weight(self, weight):
        self.kept = weight * 2


class LinkBegunByHand(Link):
    """A Link that never sets its sensitivities."""

    def __init__(self, input_neuron, output_neuron, weight):
        self.input_neuron, self.output_neuron, self.weight = input_neuron, output_neuron, weight


class NoLink:
    """An object that takes the place of a Link."""

    def __init__(self, input_neuron, output_neuron, weight):
        self.input_neuron, self.output_neuron, self.weight = input_neuron, output_neuron, weight


@pytest.mark.parametrize("link_type", [LinkWithAProperty, LinkBegunByHand, NoLink])
def test_a_copy_is_right_if_your_own_links_have_other_attributes(link_type):
    network = Network([2, 1], link_type=link_type)
    other = network.copy()
    assert other.weights == network.weights
    for link, twin in zip(network.links, other.links):
        assert type(twin) is link_type and twin is not link
        assert twin.output_neuron is other.neuron("y1")
        assert not hasattr(twin, "weight_sensitivity")


def test_a_copy_keeps_the_attributes_of_own_links_and_lets_them_copy_themselves():
    network = Network([2, 2, 1], link_type=LinkWithoutSlots)
    first, last = network.links[0], network.links[-1]
    first.note, last.neighbour = ["a note"], first
    other = network.copy()
    assert [type(link) for link in other.links] == [LinkWithoutSlots] * 9
    assert other.links[0].note == first.note and other.links[0].note is not first.note
    assert other.links[-1].neighbour is other.links[0] and not vars(other.links[1])
    assert bits(other) == bits(network)
    other = Network([2, 1], link_type=LinkWithItsOwnCopies).copy()
    assert all(link.is_a_copy and link.input_neuron in other.neurons for link in other.links)


# Your own Links have a __dict__. Some Pythons build it more compactly than they copy it.
@pytest.mark.parametrize(("link_type", "most"), [(Link, 3), (LinkWithoutSlots, 4)])
def test_a_copy_takes_at_most_a_few_times_the_memory_of_building(link_type, most):
    tracemalloc.start()
    try:
        network = Network([60, 59, 1], link_type=link_type)
        _, build = tracemalloc.get_traced_memory()
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        network.copy()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak - before <= most * build


def test_forgetting_drops_weight_sensitivities_and_the_sample_but_no_weight():
    network = Network([2, 2, 1])
    before = bits(network)
    network.propagate([1, 1])
    network.compare([0])
    network.backpropagate()
    network.forget()
    assert network.stage == "ready"
    assert [link.weight_sensitivity for link in network.links] == [0] * 9
    assert bits(network) == before


def test_after_a_number_type_fails_half_way_you_can_propagate_again():
    class Fragile:
        def __radd__(self, other):
            return self

        def __mul__(self, other):
            raise ArithmeticError("broken")

    network = Network([2, 2, 1])
    before = bits(network)
    with pytest.raises(ArithmeticError):
        network.propagate([1, Fragile()])
    assert network.stage == "ready"
    assert bits(network) == before
    assert len(network.propagate([0, 1])) == 1


class FailsOnce(Link):
    """A Link that fails once, in the middle of a layer."""

    failing = True

    def fail_once(self, verb):
        if FailsOnce.failing and self.name == "x1->y1":
            FailsOnce.failing = False
            raise RuntimeError(verb)


def test_after_propagate_fails_half_way_compare_is_refused():
    class Failing(FailsOnce):
        def propagate(self):
            self.fail_once("propagate")
            super().propagate()

    FailsOnce.failing = False
    network = Network([2, 1], link_type=Failing)
    network.propagate([1, 1])
    FailsOnce.failing = True
    with pytest.raises(RuntimeError):
        network.propagate([1, 1])
    with pytest.raises(ValueError, match="propagate"):
        network.compare([0])


def test_after_backpropagate_fails_half_way_it_is_refused():
    class Failing(FailsOnce):
        def backpropagate(self):
            self.fail_once("backpropagate")
            super().backpropagate()

    FailsOnce.failing = True
    network = Network([2, 1], link_type=Failing)
    network.propagate([1, 1])
    network.compare([0])
    with pytest.raises(RuntimeError):
        network.backpropagate()
    with pytest.raises(ValueError, match="compare"):
        network.backpropagate()


def test_after_compare_fails_half_way_it_is_refused():
    answers = iter([[1.0, None], [1.0, 1.0]])
    careless = ErrorFunction("careless", lambda outputs, expected: 0, lambda *_: next(answers))
    network = Network([1, 2], error=careless)
    network.propagate([1])
    with pytest.raises(TypeError):
        network.compare([0, 0])
    with pytest.raises(ValueError, match="propagate"):
        network.compare([0, 0])


def test_a_weight_is_never_changed_in_place():
    class InPlace(Fraction):
        def __isub__(self, other):
            raise AssertionError("a weight was changed in place")

    network = Network([1, 1], activation=identity)
    network.weights = [[InPlace(1, 2), InPlace(1, 3)]]
    network.learn([Fraction(3)], [Fraction(1)], Fraction(1, 10))
    assert network.weights == ((Fraction(9, 20), Fraction(11, 60)),)


def test_a_network_that_was_rewired_by_hand_learns_and_is_copied_as_it_is():
    network = Network([2, 2, 1])
    network.link_layers[0].links.remove(network.link("x1", "h2"))
    network.link_layers[1].links.append(Link(network.neuron("x1"), network.neuron("y1"), 0.5))
    for one in (network, network.copy()):
        before = one.link("x1", "y1").weight
        one.learn([1, 0.5], [1], 0.5)
        assert one.link("x1", "y1").weight != before
        with pytest.raises(ValueError, match="no Link leads from x1 to h2"):
            one.link("x1", "h2")
        assert len(one.links) == 9


def test_objects_that_only_behave_like_links_work_too():
    class Plain:
        def __init__(self, input_neuron, output_neuron, weight):
            self.input_neuron, self.output_neuron = input_neuron, output_neuron
            self.weight, self.weight_sensitivity = weight, 0
            self.name = f"{input_neuron.name}->{output_neuron.name}"

        propagate = Link.propagate
        nudge = Link.nudge
        backpropagate = Link.backpropagate

    network, other = Network([2, 2, 1], link_type=Plain), Network([2, 2, 1])
    for one in (network, other):
        one.learn([1, 0.5], [1], 0.5)
    assert bits(network) == bits(other)


def test_its_repr_says_what_it_is():
    network = Network([64, 32, 10])
    assert repr(network) == "Network 64-32-10 with 2410 Links, stage ready"
    network.propagate([0] * 64)
    assert repr(network) == "Network 64-32-10 with 2410 Links, stage propagated"


def test_a_verb_that_fails_half_way_leaves_the_stage_ready():
    class FragileLink(Link):
        def backpropagate(self):
            raise ArithmeticError("broken")

    network = Network([2, 2, 1], link_type=FragileLink)
    network.propagate([0, 1])
    network.compare([1])
    with pytest.raises(ArithmeticError):
        network.backpropagate()
    assert network.stage == "ready"

    careless = ErrorFunction("careless", lambda outputs, expected: 0, lambda *_: [])
    network = Network([2, 2, 1], error=careless)
    network.propagate([0, 1])
    with pytest.raises(ValueError, match="must have 1 number"):
        network.compare([1])
    assert network.stage == "ready"


def test_only_the_names_of_existing_bias_neurons_are_taken():
    for name in ("b1", "b2"):
        with pytest.raises(ValueError, match=f"'{name}' occurs twice"):
            Network([1, 1, 1], input_names=[name])
    for name in ("b0", "b3"):
        assert Network([1, 1, 1], input_names=[name]).neuron(name).name == name
