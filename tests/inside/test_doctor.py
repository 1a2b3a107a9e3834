"""Each problem is found in the right place, by name, and healthy networks get a clean bill."""

from __future__ import annotations

import copy
import math
from array import array
from random import Random
from typing import Any

import pytest

from lernmi import Link, Network, Trainer
from lernmi.activations import identity, leaky_relu, relu, sigmoid, tanh
from lernmi.data import shapes
from lernmi.data.digits import load_digits
from lernmi.data.logic import OR, XOR
from lernmi.data.samples import one_hot
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.error_functions import hinge, sigmoid_cross_entropy, softmax_cross_entropy
from lernmi.functions.initial_weights import zeros
from lernmi.functions.nudging import Adam, Nudging
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.initial_weights import glorot, uniform
from lernmi.inside.ailments_of_samples import RANGES
from lernmi.inside.doctor import examine
from lernmi.inside.patients import Finding
from lernmi.support.records import EpochRecord
from lernmi.support.stored import ByteRows, LabelRows, NumberRows, StoredSamples

slow = pytest.mark.slow


def finding_keys(network, samples=XOR, **settings) -> dict[str, Finding]:
    diagnosis = examine(network, samples, **settings)
    return {finding.ailment: finding for finding in diagnosis.findings}


def test_copies_are_named():
    findings = finding_keys(Network([2, 3, 1], initial_weights=zeros), learning_rate=0.5)
    assert list(findings) == ["copies"]
    assert findings["copies"].evidence == ("h1, h2, h3",)
    # The same incoming weights, but different outgoing ones, so they aren't copies.
    network = Network([2, 2, 1], initial_weights=zeros)
    network.link("h1", "y1").weight = 0.5
    assert "copies" not in finding_keys(network)


def test_copies_are_found_in_a_network_that_has_learned_too():
    network = Network([1, 2, 1], activation=identity, output_activation=identity)
    network.weights = [[0, 0, 1.0, 1.0], [0, 0.5, 0.5]]
    assert list(finding_keys(network, [([1], [1]), ([2], [2])])) == ["copies"]


def test_left_over_weight_sensitivities_are_named():
    network = Network([2, 2, 1], seed=1)
    network.propagate([0, 1])
    network.compare([1])
    network.backpropagate()
    link = network.link("b2", "y1")
    findings = finding_keys(network)
    assert any(line.startswith("b2->y1: ") for line in findings["left over"].evidence) or any(
        "more" in line for line in findings["left over"].evidence
    )
    assert link.weight_sensitivity != 0


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_weights_that_are_not_numbers_are_named(number):
    network = Network([2, 2, 1], seed=1)
    network.link("x1", "h2").weight = number
    assert finding_keys(network)["not finite"].evidence == (f"x1->h2: weight {number}",)


def test_numbers_that_become_too_large_are_reported():
    network = Network([1, 1], output_activation=identity)
    network.weights = [[0.0, 1e300]]
    assert list(finding_keys(network, [([1e300], [0])])) == ["overflow"]


def relu_network(biases):
    """Return a network whose hidden Neurons have these biases; below -10, they are dead."""
    network = Network([2, 3, 1], activation=relu, output_activation=sigmoid, seed=1)
    for neuron, bias in zip(network.neuron_layers[1].neurons, biases):
        network.link("b1", neuron.name).weight = bias
    return network


def test_dead_relu_neurons_are_named_where_they_cost_something():
    finding = finding_keys(relu_network([-10.0, -10.0, -10.0]))["dead"]
    assert "h2: 0 for all 4 samples tried, slope 0 (3 of 3 in its layer)" in finding.evidence
    assert finding.cure == "more hidden Neurons: 2-8-1 instead of 2-3-1."
    # One of three costs nothing, not even if training is stuck for a different reason.
    assert "dead" not in finding_keys(relu_network([0.0, -10.0, 0.0]))
    network = relu_network([0.0, -10.0, 0.0])
    history = Trainer(network, learning_rate=1e-6).train(XOR, 30)
    assert list(finding_keys(network, history=history)) == ["slow"]
    # A leaky one is never dead.
    leaky = Network([2, 3, 1], activation=leaky_relu, output_activation=sigmoid, seed=1)
    for name in ("h1", "h2", "h3"):
        leaky.link("b1", name).weight = -10.0
    assert "dead" not in finding_keys(leaky)


@pytest.mark.parametrize("activation", [sigmoid, tanh])
def test_saturated_neurons_are_named_with_their_slopes(activation):
    network = Network([2, 3, 1], activation=activation, output_activation=sigmoid, seed=1)
    network.link("b1", "h2").weight = 40.0
    [evidence] = finding_keys(network)["saturated"].evidence
    assert evidence.startswith("h2: outputs from 1 to 1, slope at most ")


def test_vanishing_sensitivities_are_shown_layer_by_layer():
    findings = finding_keys(Network([2, *[5] * 10, 1], seed=0), learning_rate=0.5)
    assert list(findings) == ["vanishing"]
    assert len(findings["vanishing"].evidence) == 11


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=slow)])
@pytest.mark.parametrize(
    ("sizes", "made", "nudging"),
    [
        ([2, 4, 1], {"activation": identity, "output_activation": sigmoid}, Nudging()),
        ([2, 3, 3, 3, 1], {"activation": identity, "output_activation": sigmoid}, Nudging()),
        *[
            pytest.param(*each, marks=slow)
            for each in (
                ([2, 3, 3, 1], {"activation": tanh, "output_activation": sigmoid}, Nudging(l2=0.3)),
                (
                    [2, 3, 3, 1],
                    {"activation": relu, "output_activation": sigmoid},
                    Nudging(l1=0.05),
                ),
                ([2, 4, 1], {}, Nudging(l2=0.1)),
            )
        ],
        ([2, 4, 1], {}, Adam(l2=0.1)),
    ],
)
def test_nothing_vanishes_where_it_is_linear_or_weights_are_small(sizes, made, nudging, seed):
    network = Network(sizes, seed=seed, **made)
    # Each network has a nudging of its own.
    trainer = Trainer(network, learning_rate=0.5, nudging=copy.copy(nudging), engine="lists")
    history = trainer.train(XOR, 200)
    for told in ({}, {"history": history, "nudging": nudging}):
        assert "vanish" not in str(examine(network, XOR, learning_rate=0.5, **told))


@slow
def test_a_stalled_tanh_layer_with_constant_outputs_does_not_count_as_vanishing():
    samples = [([place], [place % 2]) for place in range(10)]
    network = Network([1, 6, 1], activation=tanh, output_activation=sigmoid)
    history = Trainer(network, learning_rate=0.5).train(samples, 300)
    network.weights = [network.weights[0], [0.0, *[1e-9 * place for place in range(1, 7)]]]
    assert "vanishing" not in finding_keys(network, samples, history=history)


def test_a_linear_network_is_named_where_no_straight_line_fits():
    network = Network([2, 1], output_activation=identity)
    network.weights = [[0.5, 0.0, 0.0]]
    [finding] = finding_keys(network).values()
    assert finding.ailment == "linear"
    assert finding.evidence == (
        "there is no hidden layer",
        "the best straight line (or plane) leaves 100 % of the variation unexplained",
    )
    # Where a line fits, such a network has only just begun.
    assert finding_keys(Network([2, 1], seed=1), OR, learning_rate=0.1) == {}
    # A sigmoid fits labels better than a line does, which leaves a third here.
    nearly = Network([2, 1], seed=1)
    Trainer(nearly, learning_rate=1.0).train(OR, 40)
    assert 0.1 < examine(nearly, OR).left < 0.4
    assert finding_keys(nearly, OR) == {}


@slow
def test_a_penalty_is_blamed_only_where_it_pulls_harder_than_the_error():
    network = Network([2, 2, 1], seed=3)
    nudging = Nudging(l2=1e-6)
    history = Trainer(network, learning_rate=2.0, nudging=nudging).train(XOR, 1000)
    # It has stalled for a different reason.
    found = finding_keys(network, learning_rate=2.0, history=history, nudging=nudging)
    assert list(found) == ["plateau"]


def test_in_a_linear_network_a_strong_penalty_is_named():
    line = [([place / 4], [place / 4]) for place in range(-4, 5)]
    network = Network([1, 2, 1], activation=identity)
    nudging = Nudging(l2=2)
    history = Trainer(network, learning_rate=0.05, nudging=nudging).train(line, 200)
    # These samples are on a line, so a bend would not help.
    found = finding_keys(network, line, learning_rate=0.05, history=history, nudging=nudging)
    assert list(found) == ["penalty"]


def test_exploding_sensitivities_are_found():
    network = Network(
        [2, *[5] * 6, 1],
        activation=identity,
        output_activation=identity,
        initial_weights=uniform(5, 9),
        seed=0,
    )
    assert "exploding" in finding_keys(network)


@pytest.mark.parametrize(("first", "second"), [(1000, 1), (1, 0.001), (500, 500), (0.01, 0.01)])
def test_inputs_of_wildly_different_scale_or_large_ones_are_named(first, second):
    samples = [([first * a, second * b], expected) for (a, b), expected in XOR]
    evidence = finding_keys(Network([2, 3, 1], seed=0), samples)["inputs"].evidence
    assert evidence[0] == f"{'x2' if first == second else 'x1'}: up to {first}"


def test_expected_numbers_that_are_out_of_reach_are_named():
    samples = [(inputs, [5 * expected[0]]) for inputs, expected in XOR]
    [evidence] = finding_keys(Network([2, 3, 1], seed=0), samples)["out of reach"].evidence
    assert evidence == "y1 must be 5, but sigmoid outputs 0 to 1"
    amounts = Network([2, 3, 1], output_activation=identity, seed=0)
    assert "out of reach" not in finding_keys(amounts, samples)


@slow
def test_a_learning_rate_that_diverges_is_found_before_the_first_nan():
    network = Network([2, 3, 1], activation=identity, output_activation=identity, seed=0)
    samples = [([3 * a + 1, 3 * b], expected) for (a, b), expected in XOR]
    finding = finding_keys(network, samples, learning_rate=1.0)["overshooting"]
    assert "with learning rate 1," in finding.words
    assert "overshooting" not in finding_keys(network, samples, learning_rate=0.01)
    # Indeed, it diverges with the first and not with the second.
    Trainer(network.copy(), learning_rate=0.01).train(samples, 50)
    with pytest.raises(ArithmeticError):
        Trainer(network.copy(), learning_rate=1.0).train(samples, 5000)


def test_stalled_training_is_found_from_the_history():
    network = Network([2, 2, 1], seed=3)
    history = Trainer(network, learning_rate=2.0).train(XOR, 1000)
    findings = finding_keys(network, learning_rate=2.0, history=history)
    assert list(findings) == ["plateau"]
    assert findings["plateau"].evidence[1].startswith("epoch 1000: error 0.092")


def test_a_point_without_a_predicted_drop_is_found_without_a_history():
    # An input that goes through a sine first isn't linear.
    network = Network([2, 1], output_activation=identity, input_activation=sine)
    network.weights = [[0.5, 0.0, 0.0]]
    # The outputs are as often too high as too low, so all means are 0.
    assert list(finding_keys(network, learning_rate=0.1)) == ["plateau"]


HEALTHY = [
    ("XOR", XOR, [2, 4, 1], {"seed": 0}, {"learning_rate": 2.0}, 1500),
    ("XOR, tanh", XOR, [2, 4, 1], {"activation": tanh, "output_activation": sigmoid}, {}, 1500),
    ("relu", shapes.circle(200, 0.0, 0), [2, 8, 1], {"activation": relu}, {}, 200),
    ("elu", shapes.circle(200, 0.0, 0), [2, 8, 1], {"activation": elu}, {}, 200),
    ("silu", shapes.circle(200, 0.0, 0), [2, 8, 1], {"activation": silu}, {}, 200),
    ("gelu", shapes.gauss(200, 0.0, 0), [2, 4, 1], {"activation": gelu}, {}, 100),
    ("sine", shapes.gauss(200, 0.0, 0), [2, 4, 1], {"activation": sine}, {}, 100),
    ("softplus", shapes.gauss(200, 0.0, 0), [2, 4, 1], {"activation": softplus}, {}, 100),
    ("plane", shapes.plane(200, 0.0, 0), [2, 3, 1], {"activation": tanh}, {}, 100),
    (
        "hinge",
        shapes.gauss(200, 0.0, 0),
        [2, 4, 1],
        {"activation": tanh, "error": hinge, "output_activation": identity},
        {},
        100,
    ),
]


@pytest.mark.parametrize(
    ("samples", "sizes", "made", "trained", "epochs"),
    [
        pytest.param(
            *each[1:],
            id=each[0],
            marks=slow if each[0] not in ("XOR, tanh", "hinge", "plane") else (),
        )
        for each in HEALTHY
    ],
)
def test_healthy_networks_get_a_clean_bill(samples, sizes, made, trained, epochs):
    if samples is not XOR and "output_activation" not in made:
        made = {**made, "output_activation": tanh}
    network = Network(sizes, **made)
    trainer = Trainer(network, **{"learning_rate": 0.1, **trained})
    history = trainer.train(samples, epochs)
    diagnosis = examine(network, samples, learning_rate=0.1, history=history)
    assert diagnosis.findings == ()
    assert str(diagnosis) == "Nothing is wrong: it has learned these samples."


@slow
@pytest.mark.parametrize("error", [softmax_cross_entropy, None])
def test_a_healthy_network_of_digits_gets_a_clean_bill(error):
    digits = load_digits()[:300]
    made = {} if error is None else {"error": error, "output_activation": identity}
    network = Network([64, 20, 10], **made)
    trainer = Trainer(network, learning_rate=0.3, engine="auto")
    history = trainer.train(digits, 30)
    assert examine(network, digits, learning_rate=0.3, history=history).findings == ()


@slow
def test_a_healthy_network_with_adam_and_probabilities_gets_a_clean_bill():
    samples = [(inputs, [(label[0] + 1) // 2]) for inputs, label in shapes.circle(200, 0.0, 0)]
    network = Network(
        [2, 8, 1], activation=tanh, error=sigmoid_cross_entropy, output_activation=identity
    )
    trainer = Trainer(network, learning_rate=0.01, nudging=Adam())
    history = trainer.train(samples, 100)
    assert examine(network, samples, learning_rate=0.01, history=history).findings == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_network_that_has_only_just_begun_gets_a_clean_bill(seed):
    diagnosis = examine(Network([2, 4, 1], seed=seed), XOR, learning_rate=0.5)
    assert diagnosis.findings == ()
    assert str(diagnosis).startswith("It has not ")


def test_examining_changes_nothing_and_refuses_what_does_not_fit():
    network = Network([2, 3, 1], initial_weights=zeros)
    before = repr(network.neurons + network.links) + network.stage
    examine(network, XOR, learning_rate=0.5)
    assert repr(network.neurons + network.links) + network.stage == before
    with pytest.raises(ValueError, match=r"samples\[0\]"):
        examine(network, [([1], [1])])
    with pytest.raises(ValueError, match="learning_rate"):
        examine(network, XOR, learning_rate=-1)


def test_from_many_samples_some_are_examined_and_every_finding_can_be_printed():
    many = XOR * 500
    diagnosis = examine(Network([2, 60, 60, 1], initial_weights=uniform(-80, 80)), many)
    assert diagnosis.findings
    for finding in diagnosis.findings:
        assert str(finding).startswith(finding.words)
        assert str(finding).split("\n")[-1] == f"  Try: {finding.cure}"


def test_samples_in_a_regular_order_are_no_trap():
    # Every third sample is right, so a check of every third sample would see nothing wrong.
    samples = [([0.5], [1.0 if place % 3 == 0 else 0.0]) for place in range(600)]
    network = Network([1, 1], output_activation=identity)
    network.weights = [[1.0, 0.0]]
    assert examine(network, samples).left > 1
    wide = Network([1, 200, 200, 1], output_activation=identity, initial_weights=zeros)
    wide.link("b3", "y1").weight = 1.0
    assert examine(wide, samples).left > 1


def test_samples_are_named_by_their_own_numbers():
    network = Network([1, 1], output_activation=identity)
    network.weights = [[0.0, 3.0]]
    samples = [([0.0], [0.0])] * 2 + [([9.0], [0.0])] * 4
    evidence = finding_keys(network, samples, learning_rate=1.0)["overshooting"].evidence
    assert [line.split(":")[0] for line in evidence[:4]] == [
        f"sample {place}" for place in (3, 4, 5, 6)
    ]


def test_an_output_that_is_not_learned_is_not_hidden_by_a_larger_one_that_is():
    network = Network([1, 2], output_activation=identity)
    network.weights = [[0.0, 0.5, 900.0, 0.0]]
    samples = [([place / 10], [90.0 * place, place % 2]) for place in range(10)]
    assert examine(network, samples).left == pytest.approx(0.5)


def test_expected_amounts_of_thousands_are_named():
    samples = [([place / 10], [90_000.0 + 9_000 * place]) for place in range(10)]
    network = Network([1, 3, 1], activation=tanh, output_activation=identity, seed=0)
    assert finding_keys(network, samples)["amounts"].evidence == ("y1: up to 171000",)


def test_inputs_far_from_0_are_named():
    samples = [([20 + place / 10], [place % 2]) for place in range(10)]
    evidence = finding_keys(Network([1, 3, 1], seed=0), samples)["inputs"].evidence
    assert evidence[0] == "x1: from 20 to 20.9, which is far from 0 for such small differences"


def test_samples_that_contradict_each_other_are_named():
    samples = [([0, 1], [1]), ([1, 0], [0]), ([0, 1], [0])]
    finding = finding_keys(Network([2, 3, 1], seed=0), samples)["contradictions"]
    assert finding.evidence == ("samples 1 and 3",)


def epochs(count, error=1.0):
    """Return a history in which the error falls to this fraction."""
    steps = [1.0 + (error - 1.0) * place / count for place in range(count)]
    return [EpochRecord(place, 0.1, step, {}, None, None) for place, step in enumerate(steps, 1)]


def test_samples_in_order_are_reported_only_if_nobody_shuffles_them():
    samples = [([place / 10, 1.0], [float(place >= 20)]) for place in range(40)]
    network = Network([2, 3, 1], seed=0)
    finding = finding_keys(network, samples, shuffle=False)["order"]
    assert "the label changes 1 times in 40 samples; in a random order, about 20" in str(finding)
    assert "order" not in finding_keys(network, samples)
    in_turn = [sample for pair in zip(samples[:20], samples[20:]) for sample in pair]
    assert "order" not in finding_keys(network, in_turn, shuffle=False)


def test_class_numbers_as_one_output_are_told_from_amounts():
    samples = [([place % 3 - 1.0, place % 5 - 2.0], [place % 3 + 1.0]) for place in range(30)]
    finding = finding_keys(Network([2, 3, 1], seed=0), samples)["class numbers"]
    assert finding.evidence == ("y1 must be one of 1, 2, 3",)
    assert finding.cure.startswith("one output for each label, so 3 outputs")
    # An output that reaches them has only just begun.
    amounts = Network([2, 3, 1], output_activation=identity, seed=0)
    assert finding_keys(amounts, samples) == {}
    halves = [(inputs, [number / 2]) for inputs, [number] in samples]
    assert list(finding_keys(Network([2, 3, 1], seed=0), halves)) == ["out of reach"]


def test_labels_of_minus_1_and_1_need_tanh_and_larger_amounts_identity():
    for size, activation in ((1, "tanh"), (5, "identity")):
        samples = [(inputs, [size * (2 * expected[0] - 1.0)]) for inputs, expected in XOR]
        finding = finding_keys(Network([2, 3, 1], seed=0), samples)["out of reach"]
        assert finding.cure.startswith(f"output_activation={activation}, ")


def test_pixels_from_0_to_16_are_large_inputs():
    samples = [([16 * a, 16 * b], expected) for (a, b), expected in XOR]
    assert "inputs" in finding_keys(Network([2, 3, 1], seed=0), samples)


def test_a_rare_label_that_is_never_the_answer_is_reported_with_the_recalls():
    random = Random(1)
    samples = [([random.random()], [float(place % 10 == 0)]) for place in range(100)]
    network = Network([1, 1], seed=0)
    network.weights = [[-2.2, 0.0]]
    finding = finding_keys(network, samples, history=epochs(20, 0.5))["imbalance"]
    assert finding.evidence == (
        "0: 90 of 90 samples with this label get it as the answer",
        "1: 0 of 10 samples with this label get it as the answer",
    )
    assert "repeat the samples of the rare label 9 times" in finding.cure
    # Two epochs are too few to judge.
    assert "imbalance" not in finding_keys(network, samples, history=epochs(2, 0.5))


def test_what_may_be_noise_is_no_standstill_and_no_reason_to_train_for_longer():
    random = Random(1)
    samples = [([random.random()], [random.gauss(0, 1)]) for _ in range(100)]
    network = Network([1, 3, 1], activation=tanh, output_activation=identity, seed=0)
    network.weights = [network.weights[0], [0.0, 0.0, 1e-6, 0.0]]
    diagnosis = examine(network, samples, history=epochs(300))
    assert diagnosis.findings == ()
    assert diagnosis.noise == pytest.approx(1.0, abs=0.1)
    assert str(diagnosis).startswith("Nothing is wrong: what is left may be noise.")
    # The same network and history, where similar samples expect similar numbers.
    rule = [(inputs, [6 * (inputs[0] - 0.5) ** 2]) for inputs, _ in samples]
    assert "plateau" in finding_keys(network, rule, history=epochs(300))


def test_a_learning_rate_that_is_far_too_small_is_named_with_one_that_was_tried():
    network = Network([2, 4, 1], activation=tanh, output_activation=sigmoid, seed=1)
    history = Trainer(network, learning_rate=1e-4).train(XOR, 150)
    [finding] = examine(network, XOR, history=history).findings
    assert finding.ailment == "slow"
    rate = float(finding.cure.removeprefix("learning rate ").rstrip("."))
    again = Network([2, 4, 1], activation=tanh, output_activation=sigmoid, seed=1)
    Trainer(again, learning_rate=rate).train(XOR, 150)
    assert examine(again, XOR).left < 0.1


def test_a_rising_error_is_found_from_the_history():
    network = Network([2, 8, 1], activation=tanh, output_activation=identity, seed=0)
    trainer = Trainer(network, learning_rate=0.3, batch_size=10, nudging=Nudging(momentum=0.95))
    samples = shapes.circle(200, 0.0, 0)
    try:
        trainer.train(samples, 30, stop_when=lambda history: history[-1].error > 100)
    except ArithmeticError:
        pass
    finding = finding_keys(network, samples, learning_rate=0.3, history=trainer.history)["rising"]
    assert finding.evidence[0].startswith("epoch 1: error ")


def test_copies_that_differ_in_the_last_digits_are_copies():
    network = Network([2, 2, 1], initial_weights=zeros)
    network.link("x1", "h1").weight = 0.1 + 0.2
    network.link("x1", "h2").weight = 0.3
    assert finding_keys(network)["copies"].evidence == ("h1, h2",)


def test_zeros_on_the_way_back_get_their_own_advice():
    network = Network([2, 1, 1], activation=tanh, output_activation=sigmoid, initial_weights=zeros)
    assert "random starting weights" in finding_keys(network)["vanishing"].cure


def test_an_underflowing_sigmoid_is_saturated_and_not_dead():
    network = Network([2, 3, 1], seed=1)
    network.link("b1", "h2").weight = -800.0
    assert list(finding_keys(network)) == ["saturated"]


@slow
@pytest.mark.parametrize("noise", [0.3, 0.5])
def test_noise_that_cannot_be_learned_is_not_a_stall(noise):
    samples = shapes.gauss(200, noise, 0)
    network = Network([2, 4, 1], activation=tanh, output_activation=tanh)
    history = Trainer(network, learning_rate=0.03, engine="auto").train(samples, 300)
    assert finding_keys(network, samples, learning_rate=0.03, history=history) == {}


@pytest.mark.parametrize("rate", [0.001, 0.1])
def test_a_small_learning_rate_alone_is_not_a_stall(rate):
    for seed in range(8):
        network = Network([2, 4, 1], seed=seed)
        assert finding_keys(network, learning_rate=rate) == {}


def test_outputs_worse_than_the_mean_are_reported():
    network = Network([1, 1], output_activation=identity)
    network.weights = [[0.9, -0.9]]
    samples = [([0.0], [0.0]), ([1.0], [1.0])]
    assert "predicting the mean would be better" in str(examine(network, samples))


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_range_of_each_activation_is_known(activation):
    low, high = RANGES.get(activation, (-math.inf, math.inf))
    outputs = [activation.function(x) for x in [-1e4, *[x / 100 for x in range(-900, 901)], 1e4]]
    for found, known in ((min(outputs), low), (max(outputs), high)):
        if abs(known) < math.inf:
            assert found == pytest.approx(known, abs=0.001)
        else:
            assert abs(found) > 99


def test_the_doctor_says_the_same_about_stored_samples_as_about_lists():
    far, labels = [100.0, 101.0, 0.5], LabelRows(b"\0\1\1\0" * 3, [[1.0], [-1.0]])
    numbers = NumberRows(array("d", [0.01, 100.5, -0.0, 0.01, 100.0, 0.0] * 6), 3)
    for inputs in (ByteRows(bytes([0, 2, 1, 1] * 9), 3, far), numbers):
        stored = StoredSamples(inputs, labels)
        for samples in (stored, stored[1::2], stored[:6] + stored[:6]):
            network = Network([3, 2, 1], output_activation=tanh)
            lists = [(list(some), list(expected)) for some, expected in samples]
            found = [str(examine(network, each, learning_rate=9.0)) for each in (samples, lists)]
            assert found[0] == found[1]
            assert "far" in found[0] or "inputs" in found[0]


CIRCLE = shapes.circle(60, 0.0, 1)


def trained_on_circle(epochs=100, rate=0.1, batch_size=1, **made):
    """Return a network that has learned a circle as well as it can, and its diagnosis."""
    network = Network([2, 8, 1], activation=tanh, **made)
    trainer = Trainer(network, learning_rate=rate, batch_size=batch_size, engine="lists")
    trainer.train(CIRCLE, epochs)
    told = {"learning_rate": rate, "batch_size": batch_size, "history": trainer.history}
    return network, told


def test_one_number_far_from_all_others_is_named_with_its_sample():
    samples = [([place / 60], [place / 60]) for place in range(60)]
    samples[6] = ([0.1], [1e6])
    network = Network([1, 3, 1], activation=tanh, output_activation=identity)
    finding = examine(network, samples).findings[0]
    assert finding.ailment == "outlier"
    assert finding.evidence[0].startswith("sample 7: y1 is 1000000; for most samples,")
    assert finding.cure.startswith("correct or remove sample 7")
    # A few large ones among many small ones, as with incomes, are no slip.
    incomes = [([place / 60], [math.exp(place / 12)]) for place in range(60)]
    assert "outlier" not in finding_keys(network, incomes)


def test_a_batch_of_all_samples_gives_too_few_nudges():
    network, told = trained_on_circle(60, batch_size=60)
    finding = examine(network, CIRCLE, **told).findings[0]
    assert finding.ailment == "few nudges"
    assert finding.evidence[0] == "60 nudges in 60 epochs, with a batch size of 60"
    assert finding.cure.startswith("batch size 10")


def test_links_that_never_change_their_weights_are_named():
    class Frozen(Link):
        def nudge(self, learning_rate):
            self.weight_sensitivity = 0.0

    network = Network([2, 3, 1], link_type=Frozen)
    before = network.weights
    finding = examine(network, XOR).findings[0]
    assert finding.ailment == "frozen"
    assert finding.evidence == ("13 Links of the type Frozen, which has its own nudge",)
    assert network.weights == before


def test_links_with_a_wrong_sign_are_told_from_a_learning_rate_that_is_too_large():
    class Uphill(Link):
        def nudge(self, learning_rate):
            super().nudge(-learning_rate)

    for link_type, ailment in ((Uphill, ["wrong way"]), (type("Own", (Link,), {}), [])):
        network = Network([2, 4, 1], link_type=link_type)
        history = Trainer(network, learning_rate=0.1).train(XOR, 20)
        assert list(finding_keys(network, history=history)) == ailment


def test_of_several_troubles_only_the_first_is_reported():
    samples = [([x / 10, 1000 + x], [x % 2]) for x in range(20)]
    network = Network([2, 4, 1], activation=tanh, output_activation=sigmoid)
    assert list(finding_keys(network, samples, learning_rate=0.3)) == ["inputs"]


def test_a_network_that_has_just_begun_gets_the_number_of_epochs_that_a_copy_has_needed():
    samples = [([x / 10], [math.sin(x / 3)]) for x in range(-10, 11)]
    network = Network([1, 6, 1], activation=tanh, output_activation=identity)
    trainer = Trainer(network, learning_rate=0.05)
    diagnosis = examine(network, samples, history=trainer.train(samples, 20))
    assert diagnosis.findings == ()
    assert diagnosis.left > 0.2
    epochs = int(str(diagnosis).split("Try: ")[1].removesuffix(" epochs."))
    again = Network([1, 6, 1], activation=tanh, output_activation=identity)
    history = Trainer(again, learning_rate=0.05).train(samples, epochs)
    assert examine(again, samples, history=history).left <= 0.1


def test_a_schedule_that_falls_too_soon_is_blamed_and_not_the_rate_it_began_with():
    network = Network([1, 6, 1], activation=tanh, output_activation=identity)
    samples = [([x / 10], [math.sin(x / 3)]) for x in range(-10, 11)]
    trainer = Trainer(network, learning_rate=lambda epoch: 0.1 * 0.1**epoch)
    [finding] = examine(network, samples, history=trainer.train(samples, 40)).findings
    assert finding.words.startswith("The schedule has lowered the learning rate to 1e-41")
    assert finding.cure.endswith("in every epoch, without a schedule.")


def with_bias_of_20(random, inputs, outputs, is_bias):
    return -20.0 if is_bias else glorot(random, inputs, outputs, is_bias)


def test_neurons_saturated_by_their_bias_need_other_starting_weights_not_more_neurons():
    network, told = trained_on_circle(initial_weights=with_bias_of_20)
    finding = examine(network, CIRCLE, **told).findings[0]
    assert finding.ailment == "saturated"
    assert finding.cure == "initial weights from glorot."


@slow
def test_starting_weights_that_the_network_has_already_are_never_recommended():
    network = Network([2, 2, 1], activation=tanh, output_activation=sigmoid, seed=3)
    history = Trainer(network, learning_rate=0.5).train(XOR, 1000)
    told = {"learning_rate": 0.5, "history": history, "initial_weights": glorot}
    for finding in examine(network, XOR, **told).findings:
        assert "glorot" not in finding.cure
        assert finding.cure == "more hidden Neurons: 2-8-1 instead of 2-2-1."


def test_a_plan_that_the_error_function_refuses_counts_as_a_failed_try():
    # For large inputs, scaling the expected numbers is tried too, which softmax refuses.
    labels = [one_hot(place % 3, 3) for place in range(30)]
    samples = [([100 + label.index(1), 100.5], label) for label in labels]
    made: dict[str, Any] = {"output_activation": identity, "error": softmax_cross_entropy}
    network = Network([2, 4, 3], seed=1, **made)
    history = Trainer(network, learning_rate=0.1).train(samples, 20)
    [finding] = examine(network, samples, learning_rate=0.1, history=history).findings
    assert finding.ailment == "inputs" and "scale" in finding.cure


@slow
def test_each_try_is_reported_and_the_diagnosis_is_always_the_same():
    network = Network([2, 2, 1], seed=3)
    history = Trainer(network, learning_rate=2.0).train(XOR, 1000)
    tries = []
    told = {"learning_rate": 2.0, "history": history}
    diagnosis = examine(network, XOR, **told, on_try=tries.append)
    assert tries == list(range(1, len(tries) + 1)) and tries
    assert diagnosis == examine(network, XOR, **told)


def test_amounts_far_out_of_reach_are_scaled_for_an_output_that_reaches_them():
    samples = [([place / 20], [500 + 400 * math.sin(place / 6)]) for place in range(-20, 20)]
    network = Network([1, 8, 1])
    history = Trainer(network, learning_rate=0.3).train(samples, 100)
    finding = examine(network, samples, learning_rate=0.3, history=history).findings[0]
    assert finding.ailment == "out of reach"
    assert "scale the expected numbers to " in finding.cure
