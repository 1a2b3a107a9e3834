"""Law 7: bad input is refused with one clear sentence, and nothing changes."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from support.networks import XOR, bits

from lernmi import Activation, BiasNeuron, Network, Trainer
from lernmi.activations import identity, sigmoid, tanh
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.initial_weights import uniform

nan = float("nan")
infinity = float("inf")

NOT_A_LIST = [None, 3, "01", b"01", {0, 1}, {0: 1}, (number for number in (0, 1))]
NOT_A_NUMBER = ["1", b"1", bytearray(b"1"), None, 1j, [1], (1,), {}, {1}, object(), range(2)]
NOT_FINITE = [nan, infinity, -infinity, Decimal("nan"), Decimal("inf"), Decimal("snan")]
WRONG_COUNT = [[], [1], [1, 0, 1]]
BAD_RATES = [0, -0.1, nan, infinity, "0.1", None, True, 1j, [0.1], Decimal(0)]


def refused_by(act, network, mentions: str) -> str:
    """Check that `act` is refused, with the network as before; return the one-line reason."""
    before = (bits(network), network.stage, [repr(one) for one in network.neurons + network.links])
    with pytest.raises((ValueError, TypeError), match=mentions) as refusal:
        act()
    after = (bits(network), network.stage, [repr(one) for one in network.neurons + network.links])
    assert after == before
    reason = str(refusal.value)
    assert len(reason.splitlines()) == 1
    assert len(reason) < 300
    return reason


def each_bad_pair() -> list:
    cases = [(bad, TypeError) for bad in NOT_A_LIST] + [(bad, ValueError) for bad in WRONG_COUNT]
    cases += [([1, bad], TypeError) for bad in NOT_A_NUMBER]
    return cases + [([1, bad], ValueError) for bad in NOT_FINITE]


@pytest.mark.parametrize("bad, kind", each_bad_pair())
@pytest.mark.parametrize("verb", ["propagate", "compare", "learn inputs", "learn expected"])
def test_numbers_that_do_not_fit_are_refused_by_every_verb(bad, kind, verb):
    network = Network([2, 2, 2], input_names=["left", "right"], output_names=["up", "down"])
    network.propagate([0, 1])
    acts = {
        "propagate": lambda: network.propagate(bad),
        "compare": lambda: network.compare(bad),
        "learn inputs": lambda: network.learn(bad, [0, 1], 0.1),
        "learn expected": lambda: network.learn([0, 1], bad, 0.1),
    }
    inputs_are_bad = verb in ("propagate", "learn inputs")
    reason = refused_by(acts[verb], network, "inputs" if inputs_are_bad else "expected")
    with pytest.raises(kind):
        acts[verb]()
    if isinstance(bad, list) and len(bad) == 2:
        assert "[1]" in reason
        assert ("right" if inputs_are_bad else "down") in reason
    else:
        assert ("left, right" if inputs_are_bad else "up, down") in reason


@pytest.mark.parametrize("rate", BAD_RATES)
def test_a_learning_rate_that_is_not_positive_and_finite_is_refused(rate):
    network = Network([2, 1])
    refused_by(lambda: network.learn([0, 1], [1], rate), network, "learning_rate")
    refused_by(lambda: network.nudge(rate), network, "learning_rate")
    refused_by(lambda: Trainer(network, learning_rate=rate), network, "learning_rate")
    trainer = Trainer(network, learning_rate=lambda epoch: rate)
    refused_by(lambda: trainer.train(XOR, 1), network, "learning_rate")
    assert len(trainer.history) == 0


@pytest.mark.parametrize(
    "samples, mentions",
    [
        ([], "samples must have at least one .* got none"),
        (None, "samples"),
        (3, "samples"),
        ([XOR[0], 3], r"samples\[1\]"),
        ([XOR[0], ([0, 1],)], r"samples\[1\]"),
        ([XOR[0], ([0, 1], [1], 2)], r"samples\[1\]"),
        ([XOR[0], ([0, 1], 1)], r"samples\[1\], expected .*\(y1\)"),
        ([XOR[0], ([0], [1])], r"samples\[1\], inputs.* 2 numbers \(x1, x2\); got 1: \[0\]"),
        ([XOR[0], ([0, nan], [1])], r"samples\[1\], inputs\[1\] \(for x2\).*nan"),
        ([XOR[0], ([0, "a"], [1])], r"samples\[1\], inputs\[1\] \(for x2\).*'a'"),
        ([XOR[0], ([0, 1], [infinity])], r"samples\[1\], expected\[0\] \(for y1\).*inf"),
        ([XOR[0], ([0, 1], [None])], r"samples\[1\], expected\[0\] \(for y1\).*None"),
        ("01", r"samples\[0\]"),
    ],
)
def test_samples_that_do_not_fit_are_refused_with_their_place(samples, mentions):
    network = Network([2, 1])
    trainer = Trainer(network, learning_rate=0.1)
    state = trainer.state()
    refused_by(lambda: trainer.train(samples, 3), network, mentions)
    if samples is not None:
        mentions = mentions.replace("samples", "validation")
        refused_by(lambda: trainer.train(XOR, 3, validation=samples), network, mentions)
    assert trainer.state() == state


@pytest.mark.parametrize(
    "sizes",
    [
        None,
        3,
        "2-3-1",
        [],
        [2],
        [2, 0],
        [2, -1],
        [2, 1.0],
        [2, True],
        [2, "1"],
        [2, None],
        [[2, 1]],
    ],
)
def test_layer_sizes_that_are_not_whole_numbers_of_at_least_one_are_refused(sizes):
    with pytest.raises((ValueError, TypeError), match="layer_sizes"):
        Network(sizes)


@pytest.mark.parametrize(
    "options, mentions",
    [
        (
            {"activation": "sigmoid"},
            "^activation .* activation=sigmoid .* from lernmi.functions import sigmoid$",
        ),
        ({"output_activation": lambda x: x}, "^output_activation"),
        ({"input_activation": None}, "^input_activation"),
        (
            {"error": "squared"},
            "^error .* error=squared_error .* from lernmi.functions import squared_error$",
        ),
        ({"initial_weights": 0.5}, "initial_weights"),
        ({"neuron_type": 5}, "neuron_type"),
        ({"link_type": None}, "link_type"),
        ({"seed": 1.5}, "seed"),
        ({"seed": None}, "seed"),
        ({"seed": True}, "seed"),
        ({"seed": -1}, "seed"),
        ({"initial_weights": lambda *_: nan}, "starting weight"),
        ({"initial_weights": lambda *_: "0.1"}, "starting weight"),
        ({"input_names": ["left"]}, "input_names"),
        ({"input_names": "ab"}, "input_names"),
        ({"input_names": ["left", 2]}, "input_names"),
        ({"input_names": ["left", ""]}, "input_names"),
        ({"input_names": ["left", "two\nlines"]}, "input_names"),
        ({"input_names": ["left", "left"]}, "'left' occurs twice"),
        ({"input_names": ["left", "b2"]}, "'b2' occurs twice"),
        ({"input_names": ["left", "h1"]}, "'h1' occurs twice"),
        ({"output_names": ["x1"]}, "'x1' occurs twice"),
    ],
)
def test_a_network_refuses_arguments_that_do_not_fit(options, mentions):
    with pytest.raises((ValueError, TypeError), match=mentions):
        Network([2, 2, 1], **options)


@pytest.mark.parametrize(
    "weights, mentions",
    [
        (None, "weights"),
        (3, "weights"),
        ([], "2 lists"),
        ([[1] * 6], "2 lists"),
        ([[1] * 6, [1] * 2], r"weights\[1\].* 3 numbers .* got 2"),
        ([[1] * 5, [1] * 3], r"weights\[0\].* 6 numbers .* got 5"),
        ([[1] * 6, 1], r"weights\[1\]"),
        ([[1] * 6, [1, 1, nan]], r"weights\[1\]\[2\] \(for h2->y1\)"),
        ([[1] * 6, [1, 1, None]], r"weights\[1\]\[2\] \(for h2->y1\)"),
        ([[1] * 6, [1, 1, "1"]], r"weights\[1\]\[2\] \(for h2->y1\)"),
    ],
)
def test_weights_are_checked_before_the_first_one_changes(weights, mentions):
    network = Network([2, 2, 1])

    def set_weights():
        network.weights = weights

    refused_by(set_weights, network, mentions)


def test_names_that_do_not_exist_are_refused_with_those_that_do():
    network = Network([2, 3, 1])
    refused_by(lambda: network.neuron("h4"), network, "'h4'.*b1, x1, x2.*h1, h2, h3")
    refused_by(lambda: network.link("x1", "h4"), network, "'h4'")
    refused_by(lambda: network.link("x1", "y1"), network, "no Link leads from x1 to y1")
    refused_by(lambda: network.link("h1", "x1"), network, "no Link leads from h1 to x1")


@pytest.mark.parametrize(
    "options, mentions",
    [
        ({"batch_size": 0}, "batch_size"),
        ({"batch_size": 1.5}, "batch_size"),
        ({"batch_size": True}, "batch_size"),
        ({"shuffle": 1}, "shuffle"),
        ({"seed": "1"}, "seed"),
        ({"engine": "magic"}, "engine"),
        ({"engine": None}, "engine"),
        ({"nudging": 3}, "nudging"),
        ({"measures": 3}, "measures"),
        ({"measures": ["accuracy"]}, "measure"),
        ({"measures": [max, max]}, "max"),
    ],
)
def test_a_trainer_refuses_arguments_that_do_not_fit(options, mentions):
    with pytest.raises((ValueError, TypeError), match=mentions):
        Trainer(Network([2, 1]), **{"learning_rate": 0.1, **options})


def test_a_trainer_without_a_network_is_refused():
    with pytest.raises(TypeError, match="Network"):
        Trainer([2, 1], learning_rate=0.1)


@pytest.mark.parametrize("epochs", [-1, 1.5, None, "3", True])
def test_epochs_that_are_not_a_whole_number_are_refused(epochs):
    network = Network([2, 1])
    trainer = Trainer(network, learning_rate=0.1)
    refused_by(lambda: trainer.train(XOR, epochs), network, "epochs")


def test_a_float_is_not_a_whole_number_and_the_refusal_names_its_type():
    with pytest.raises(TypeError, match=r"layer_sizes\[1\] .* whole number; got .* type float"):
        Network([2, 2.0, 1])


@pytest.mark.parametrize("callback", ["stop_when", "on_epoch", "on_progress"])
def test_a_callback_that_cannot_be_called_is_refused_before_training(callback):
    network = Network([2, 1])
    trainer = Trainer(network, learning_rate=0.1)
    refused_by(lambda: trainer.train(XOR, 1, **{callback: "print"}), network, callback)


@pytest.mark.parametrize(
    "setting, value", [("batch_size", 0), ("learning_rate", 0), ("learning_rate", "fast")]
)
def test_a_setting_that_was_changed_to_nonsense_is_refused_before_training(setting, value):
    network = Network([2, 1])
    trainer = Trainer(network, learning_rate=0.1)
    setattr(trainer, setting, value)
    refused_by(lambda: trainer.train(XOR, 1), network, setting)


def test_left_over_weight_sensitivities_are_refused_and_named():
    network = Network([2, 1])
    network.propagate([1, 1])
    network.compare([0])
    network.backpropagate()
    trainer = Trainer(network, learning_rate=0.1)
    for act in (lambda: network.learn([0, 1], [1], 0.1), lambda: trainer.train(XOR, 1)):
        reason = refused_by(act, network, r"forget\(\)")
        assert "b1->y1" in reason
    network.forget()
    network.learn([0, 1], [1], 0.1)


def test_a_single_left_over_weight_sensitivity_is_found():
    network = Network([2, 2, 1])
    network.link("h2", "y1").weight_sensitivity = 0.5
    refused_by(lambda: network.learn([0, 1], [1], 0.1), network, r"h2->y1 .*\(0.5\)")


def test_a_bias_neuron_receives_nothing():
    bias = BiasNeuron("b1")
    with pytest.raises(ValueError, match="b1 is a bias Neuron"):
        bias.receive(0.5)
    assert (bias.total_input, bias.output, bias.slope, bias.sensitivity) == (1, 1, 1, 0)


def test_a_mistyped_attribute_of_a_neuron_or_link_is_an_error_and_not_a_silent_new_one():
    network = Network([2, 1])
    neuron, link = network.neuron("x1"), network.link("x1", "y1")
    for thing, name in [(neuron, "senstivity"), (link, "wieght"), (BiasNeuron("b1"), "ouput")]:
        with pytest.raises(AttributeError):
            setattr(thing, name, 1)


def test_functions_with_missing_or_wrong_parts_are_refused():
    with pytest.raises(TypeError, match="name"):
        Activation(3, abs, abs)
    with pytest.raises(TypeError, match="slope"):
        Activation("half", abs, 1)
    with pytest.raises(TypeError, match="name"):
        ErrorFunction(None, max, max)
    with pytest.raises(TypeError, match="sensitivities"):
        ErrorFunction("half", max, None)
    with pytest.raises(ValueError, match="low must be below high"):
        uniform(1, -1)


def test_sensitivities_of_the_wrong_count_are_refused():
    careless = ErrorFunction("careless", lambda outputs, expected: 0, lambda *_: [1.0])
    network = Network([1, 2], error=careless)
    network.propagate([1])
    before = bits(network)
    with pytest.raises(ValueError, match=r"must have 2 numbers \(y1, y2\); got 1"):
        network.compare([0, 0])
    assert bits(network) == before
    assert [neuron.sensitivity for neuron in network.neuron_layers[-1].neurons] == [0, 0]


HUGE = 10**400
D = Decimal
# A weight, a number that Python can't mix with it, and how the refusal describes both.
UNMIXABLE = [
    (0.5, D("0.5"), r"0.5 \(a Decimal\), .* 0.5 \(a float\)"),
    (D("0.5"), 0.25, r"0.25 \(a float\), .* 0.5 \(a Decimal\)"),
    (D("0.5"), Fraction(1, 3), r"1/3 \(a Fraction\), .* 0.5 \(a Decimal\)"),
    (Fraction(1, 3), D("0.5"), r"0.5 \(a Decimal\), .* 1/3 \(a Fraction\)"),
    (0.5, HUGE, r"10000.* \(too large for a float\), .* 0.5 \(a float\): use smaller"),
    (0.5, Fraction(HUGE), r"10000.* \(too large for a float\), .* 0.5 \(a float\)"),
    (Fraction(HUGE), 0.5, r"0.5 \(a float\), .* 10000.* \(too large for a float\)"),
]


def network_with(weight) -> Network:
    network = Network([2, 1], activation=identity)
    # Python can mix an integer with all other numbers.
    network.weights = [[0, weight, weight]]
    return network


@pytest.mark.parametrize("weight, number, words", UNMIXABLE)
def test_a_number_that_does_not_mix_with_the_weights_is_refused_with_its_place(
    weight, number, words
):
    network = network_with(weight)
    network.propagate([1, 1])
    acts = [
        (lambda: network.propagate([1, number]), rf"^inputs\[1\] \(for x2\) is {words}"),
        (lambda: network.compare([number]), rf"^expected\[0\] \(for y1\) is {words}"),
        (lambda: network.nudge(number), f"^learning_rate is {words}"),
        (lambda: network.learn([number, 1], [1], 1), rf"^inputs\[0\] \(for x1\) is {words}"),
        (lambda: network.learn([1, 1], [number], 1), rf"^expected\[0\] \(for y1\) is {words}"),
        (lambda: network.learn([1, 1], [1], number), f"^learning_rate is {words}"),
    ]
    for act, mentions in acts:
        reason = refused_by(act, network, mentions)
        assert reason.split(": ")[-1].startswith("use ")
    network.compare([1])


@pytest.mark.parametrize("weight, number, words", UNMIXABLE)
def test_a_trainer_refuses_numbers_that_do_not_mix_with_the_weights(weight, number, words):
    network = network_with(weight)
    good, bad = ([1, 1], [1]), ([1, number], [1])
    for samples, place in (
        ([good, bad], r"samples\[1\], inputs\[1\]"),
        ([([1, 1], [number])], r"samples\[0\], expected\[0\]"),
    ):
        trainer = Trainer(network, learning_rate=1)
        refused_by(lambda: trainer.train(samples, 1), network, f"^{place}.* is {words}")  # noqa: B023
        mentions = "^" + place.replace("samples", "validation")
        refused_by(lambda: trainer.train([good], 1, validation=samples), network, mentions)  # noqa: B023
        assert len(trainer.history) == 0
    trainer = Trainer(network, learning_rate=number)
    refused_by(lambda: trainer.train([good], 1), network, f"^learning_rate is {words}")


@pytest.mark.parametrize("weight, number, words", UNMIXABLE)
def test_weights_that_do_not_mix_are_refused(weight, number, words):
    network = Network([2, 1])
    refused_by(
        lambda: setattr(network, "weights", [[weight, 0, number]]),
        network,
        r"^weights\[0\]\[[02]\] \(for (b1|x2)->y1\) is ",
    )
    weights = iter([weight, 0, number])
    with pytest.raises(ValueError, match=r"^weights\[0\]\[[02]\] \(for (b1|x2)->y1\) is "):
        Network([2, 1], initial_weights=lambda *_: next(weights))
    network.link("b1", "y1").weight, network.link("x2", "y1").weight = weight, number
    network.link("x1", "y1").weight = 0
    trainer = Trainer(network, learning_rate=1)
    refused_by(lambda: trainer.train([([0, 0], [1])], 1), network, r"^weights\[0\]\[[02]\]")


@pytest.mark.parametrize(
    "weight, inputs, expected, rate, mentions",
    [
        (1, [D("0.5"), 1], [0.25], 1, r"inputs\[0\] is 0.5 \(a Decimal\), .* 0.25 \(a float\)"),
        (1, [1, D("0.5")], [1], 0.25, r"0.25 \(a float\)"),
        (1, [1, 1], [0.25], D("0.5"), r"expected\[0\]|learning_rate"),
        (1, [D("0.5"), 0.25], [1], 1, r"inputs\[0\]"),
        (Fraction(1, 3), [1, HUGE], [0.25], 1, r"inputs\[1\]|expected\[0\]"),
        (HUGE, [1, 1], [1], 0.25, r"learning_rate is 0.25 \(a float\), .* 10000"),
    ],
)
def test_if_the_weights_mix_with_more_the_numbers_must_mix_with_each_other(
    weight, inputs, expected, rate, mentions
):
    network = network_with(weight)
    refused_by(lambda: network.learn(inputs, expected, rate), network, mentions)
    trainer = Trainer(network, learning_rate=rate)
    refused_by(lambda: trainer.train([(inputs, expected)], 1), network, mentions)
    trainer = Trainer(network, learning_rate=1)
    samples = [([1, 1], [1]), ([1, D("0.5")], [1])]
    if not isinstance(weight, Fraction):
        refused_by(
            lambda: trainer.train(samples, 1, validation=[([1, Fraction(1, 3)], [1])]),
            network,
            r"^samples\[1\], inputs\[1\] is 0.5 \(a Decimal\), .* 1/3 \(a Fraction\)",
        )


numbers_of_all_kinds = st.one_of(
    st.sampled_from([0, 1, -2, True, HUGE, -HUGE, Fraction(HUGE), Fraction(1, 3), D("0.5"), 0.25]),
    st.floats(-2, 2),
    st.fractions(-2, 2, max_denominator=5),
    st.decimals(-2, 2, places=1),
)


@settings(max_examples=150)
@given(numbers_of_all_kinds, *[numbers_of_all_kinds] * 3)
def test_learn_either_learns_or_refuses_in_plain_words_and_changes_nothing(
    weight, one, expected, rate
):
    network = network_with(weight)
    before = [repr(link) for link in network.links]
    try:
        network.learn([one, 1], [expected], rate)
    except (ValueError, TypeError, OverflowError) as problem:
        assert "unsupported operand" not in str(problem)
        if isinstance(problem, OverflowError):
            # Half of an integer is a float, and this one is too large. The checks can't know.
            assert all(isinstance(number, int) for number in (weight, one, expected))
        else:
            assert network.stage == "ready"
        assert [repr(link) for link in network.links] == before
    else:
        network.refuse_left_overs()


def test_large_whole_numbers_and_fractions_are_exact_among_fractions():
    network = network_with(Fraction(1, 2))
    network.learn([HUGE, Fraction(HUGE)], [HUGE], 1)
    # Half of the sum of both is what was expected.
    assert network.weights == ((0, Fraction(1, 2), Fraction(1, 2)),)


@pytest.mark.parametrize(
    "sizes, links",
    [
        ([10**30, 1], str(10**30 + 1)),
        ([1, 10**30], str(2 * 10**30)),
        ([64, 999_999_999, 10], "74999999935"),
        ([10**5000, 1], "an int of very many digits"),
        ([2, 30_000, 30_000, 1], "900150001"),
    ],
)
def test_a_network_too_large_for_memory_is_refused_before_its_first_neuron(sizes, links):
    def never(*_):
        raise AssertionError("building began")

    for options in ({}, {"neuron_type": never}, {"input_names": ["left"]}):
        with pytest.raises(ValueError, match=r"^layer_sizes .* too many Links") as refusal:
            Network(sizes, **options)
        assert f": {links}. The limit is 20,000,000, " in str(refusal.value)
        assert "lernmi.support.checks.MOST_LINKS" in str(refusal.value)
        assert len(str(refusal.value)) < 300


def test_the_limit_on_links_counts_bias_links_and_can_be_changed(monkeypatch):
    monkeypatch.setattr("lernmi.support.checks.MOST_LINKS", 12)
    with pytest.raises(ValueError, match=r": 13\. The limit is 12, "):
        Network([2, 3, 1])
    monkeypatch.setattr("lernmi.support.checks.MOST_LINKS", 13)
    assert len(Network([2, 3, 1]).links) == 13


class VerbsInAnyOrder(RuleBasedStateMachine):
    """Called in any order, each verb works or is refused as `stage` says."""

    def __init__(self) -> None:
        super().__init__()
        self.network = Network([2, 2, 1])
        self.stage = "ready"
        self.left_over = False

    @rule()
    def propagate(self):
        self.network.propagate([1, 0.5])
        self.stage = "propagated"

    @rule()
    def compare(self):
        if self.stage == "propagated":
            assert self.network.compare([1]) > 0
            self.stage = "compared"
        else:
            refused_by(lambda: self.network.compare([1]), self.network, "call propagate.* first")

    @rule()
    def backpropagate(self):
        if self.stage == "compared":
            self.network.backpropagate()
            self.stage = "backpropagated"
            self.left_over = True
        else:
            refused_by(self.network.backpropagate, self.network, "call .*compare.* first")

    @rule()
    def nudge(self):
        if self.stage in ("propagated", "compared") and not self.left_over:
            refused_by(
                lambda: self.network.nudge(0.1), self.network, "call .*backpropagate.* first"
            )
        else:
            before = bits(self.network)
            self.network.nudge(0.1)
            assert (bits(self.network) != before) == self.left_over
            self.stage = "ready"
            self.left_over = False

    @rule()
    def learn(self):
        if self.left_over:
            refused_by(lambda: self.network.learn([1, 0], [1], 0.1), self.network, "forget")
        else:
            self.network.learn([1, 0], [1], 0.1)
            self.stage = "ready"

    @precondition(lambda self: self.left_over)
    @rule()
    def forget(self):
        self.network.forget()
        self.stage = "ready"
        self.left_over = False

    @rule(weight=st.floats(-1, 1))
    def set_weights(self, weight):
        self.network.weights = [[weight] * 6, [0.5] * 3]
        self.stage = "ready"

    @invariant()
    def the_stage_is_what_was_done_last(self):
        assert self.network.stage == self.stage
        left_over = any(link.weight_sensitivity != 0 for link in self.network.links)
        assert left_over == self.left_over


TestVerbsInAnyOrder = VerbsInAnyOrder.TestCase
TestVerbsInAnyOrder.settings = settings(max_examples=200, stateful_step_count=20)


# An action, how its refusal begins, and how the refusal shows what it got.
REFUSALS = [
    (lambda n, t: Network("odd"), "layer_sizes must be a list", "got 'odd'"),
    (lambda n, t: Network([7]), "layer_sizes must have at least an input and", "got [7]"),
    (lambda n, t: Network([1, "odd"]), "layer_sizes[1] must be a whole", "got 'odd' (of type s"),
    (lambda n, t: Network([1, -7]), "layer_sizes[1] must be at least 1", "got -7"),
    (lambda n, t: Network([1, 1], seed="odd"), "seed must be a whole number", "got 'odd'"),
    (lambda n, t: Network([1, 1], activation="odd"), "activation must be an Act", "got 'odd'"),
    (lambda n, t: Network([1, 1], error="odd"), "error must be an ErrorFunction", "got 'odd'"),
    (lambda n, t: Network([1, 1], initial_weights=7), "initial_weights must be", "got 7"),
    (lambda n, t: Network([1, 1], neuron_type=7), "neuron_type must be", "got 7"),
    (lambda n, t: Network([1, 1], link_type=7), "link_type must be", "got 7"),
    (lambda n, t: Network([1, 1], initial_weights=lambda *_: "odd"), "a starting weight", "'odd'"),
    (lambda n, t: Network([1, 1], input_names="odd"), "input_names must be a list", "got 'odd'"),
    (
        lambda n, t: Network([2, 1], input_names=["odd"]),
        "input_names must have 2 names",
        "got 1: ['odd']",
    ),
    (lambda n, t: Network([1, 1], output_names=[7]), "output_names must be printable", "got 7"),
    (lambda n, t: n.neuron("odd"), "there is no Neuron 'odd'", "are b1, x1, x2 | y1"),
    (lambda n, t: n.propagate("odd"), "inputs must be a list of 2 numbers (x1, x2)", "got 'odd'"),
    (
        lambda n, t: n.propagate([7]),
        "inputs must have 2 numbers (x1, x2)",
        "got 1: [7]",
    ),
    (lambda n, t: n.propagate([0, "odd"]), "inputs[1] (for x2) must be", "got 'odd' (of type s"),
    (lambda n, t: n.compare(["odd"]), "expected[0] (for y1) must be", "got 'odd' (of type str)"),
    (lambda n, t: n.learn([0, 1], ["odd"], 1), "expected[0] (for y1) must be", "got 'odd'"),
    (lambda n, t: n.learn([0, 1], [1], -7), "learning_rate must be above 0", "got -7"),
    (lambda n, t: n.nudge("odd"), "learning_rate must be a number", "got 'odd' (of type str)"),
    (lambda n, t: setattr(n, "weights", [7, 7]), "weights must be a list of 1 list", "got [7, 7]"),
    (lambda n, t: n.compare([1]), "compare() needs fresh outputs", 'stage is "ready"'),
    (lambda n, t: n.backpropagate(), "backpropagate() needs outputs", 'stage is "ready"'),
    (lambda n, t: n.neuron_layers[0].receive([7]), "this layer must have 2 numbers", ": [7]"),
    (lambda n, t: n.neuron("b1").receive(7), "b1 is a bias Neuron", "got 7"),
    (lambda n, t: Trainer("odd", learning_rate=1), "a Trainer needs a Network", "got 'odd'"),
    (
        lambda n, t: Trainer(n, learning_rate="odd"),
        "learning_rate must be a number",
        "got 'odd'",
    ),
    (lambda n, t: Trainer(n, learning_rate=1, shuffle=7), "shuffle must be True or", "got 7"),
    (lambda n, t: Trainer(n, learning_rate=1, nudging=7), "nudging must be", "got 7"),
    (lambda n, t: Trainer(n, learning_rate=1, batch_size=-7), "batch_size must be", "got -7"),
    (lambda n, t: Trainer(n, learning_rate=1, seed="odd"), "seed must be", "got 'odd'"),
    (lambda n, t: Trainer(n, learning_rate=1, engine="odd"), "engine must be", "got 'odd'"),
    (lambda n, t: Trainer(n, learning_rate=1, measures=7), "measures must be a list", "got 7"),
    (lambda n, t: Trainer(n, learning_rate=1, measures=[7]), "a measure must be", "got 7"),
    (lambda n, t: t.train(7, 1), "samples must be a list of (inputs, expected)", "got 7"),
    (lambda n, t: t.train(["odd"], 1), "samples[0] must be a pair", "got 'odd'"),
    (lambda n, t: t.train(XOR, 1, validation=7), "validation must be a list", "got 7"),
    (lambda n, t: t.train(XOR, "odd"), "epochs must be a whole number", "got 'odd'"),
    (lambda n, t: t.train(XOR, 1, stop_when=7), "stop_when must be", "got 7"),
    (lambda n, t: t.train(XOR, 1, on_epoch=7), "on_epoch must be", "got 7"),
    (lambda n, t: t.train(XOR, 1, on_progress=7), "on_progress must be", "got 7"),
    (
        lambda n, t: t.restore({**t.state(), "epochs_done": 7}),
        "restore() needs",
        "epochs_done is 7",
    ),
]


@pytest.mark.parametrize("act, beginning, shows", REFUSALS)
def test_a_refusal_begins_with_what_is_wrong_and_shows_what_it_got(act, beginning, shows):
    network = Network([2, 1])
    trainer = Trainer(network, learning_rate=0.1)
    reason = refused_by(lambda: act(network, trainer), network, re.escape(shows))
    assert reason.startswith(beginning)


def test_a_nudge_half_way_through_a_sample_says_which_verbs_come_first():
    network = Network([2, 1])
    network.propagate([0, 1])
    reason = refused_by(lambda: network.nudge(7), network, 'stage is "propagated"')
    assert reason.startswith("nudge() needs weight sensitivities")
    assert reason.endswith("call compare(expected) and backpropagate() first")


def test_a_batch_size_that_was_changed_to_nonsense_is_refused_by_its_name():
    network = Network([2, 1])
    trainer = Trainer(network, learning_rate=0.1)
    trainer.batch_size = -7
    reason = refused_by(lambda: trainer.train(XOR, 1), network, "got -7")
    assert reason.startswith("batch_size must be at least 1")


def test_left_overs_are_refused_with_both_ways_out():
    network = Network([2, 1])
    network.link("x2", "y1").weight_sensitivity = 7
    reason = refused_by(network.refuse_left_overs, network, r"x2->y1 .*\(7\)")
    assert "nudge(learning_rate)" in reason and "forget()" in reason


@pytest.mark.parametrize("rate", [0.0, -0.0])
def test_a_learning_rate_of_0_is_refused_as_a_float_too(rate):
    network = Network([2, 1])
    refused_by(lambda: network.learn([0, 1], [1], rate), network, "learning_rate must be above 0")
    refused_by(lambda: network.nudge(rate), network, "learning_rate must be above 0")


def test_a_nudge_is_refused_until_the_sample_is_backpropagated():
    network = Network([2, 1])
    network.propagate([1, 1])
    refused_by(lambda: network.nudge(0.1), network, '"propagated": call .* first')
    network.compare([0])
    refused_by(lambda: network.nudge(0.1), network, '"compared": call .* first')
    network.backpropagate()
    network.nudge(0.1)


class Choosy(ErrorFunction):
    """An error function of your own, for tanh outputs and expected numbers that sum to 1."""

    def why_not_activation(self, activation):
        return "" if activation is tanh else "it needs tanh"

    def why_not_expected(self, expected):
        return "" if sum(expected) == 1 else "together they must be 1"


choosy = Choosy("choosy", squared_error.function, squared_error.sensitivities)


def test_an_error_function_can_refuse_an_output_activation_even_one_set_later():
    with pytest.raises(ValueError, match=r"^choosy doesn't go with sigmoid: it needs tanh$"):
        Network([2, 2], error=choosy)
    Network([2, 2], activation=tanh, error=choosy)
    # Hidden Neurons may have any.
    network = Network([2, 3, 2], activation=sigmoid, output_activation=tanh, error=choosy)
    Trainer(network, learning_rate=0.1).train([([1, 2], [0, 1])], 1)
    network.neuron("y2").activation = sigmoid
    with pytest.raises(ValueError, match="choosy doesn't go with sigmoid"):
        Trainer(network, learning_rate=0.1).train([([1, 2], [0, 1])], 1)


def test_an_error_function_can_refuse_expected_numbers_before_anything_changes():
    network = Network([2, 2], activation=tanh, error=choosy)
    before = bits(network)
    reason = r"can't be \[1, 1\]: together they must be 1$"
    with pytest.raises(ValueError, match="^expected " + reason):
        network.learn([1, 2], [1, 1], 0.1)
    network.propagate([1, 2])
    with pytest.raises(ValueError, match="^expected " + reason):
        network.compare([1, 1])
    assert network.compare([0, 1]) >= 0
    network.forget()
    with pytest.raises(ValueError, match=r"^samples\[1\], expected " + reason):
        Trainer(network, learning_rate=0.1).train([([1, 2], [0, 1]), ([1, 2], [1, 1])], 1)
    assert bits(network) == before
