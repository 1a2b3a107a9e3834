"""Each ailment is found where it is, by name, and healthy networks get a clean bill."""

from __future__ import annotations

import math

import pytest

from lernmi import Network, Trainer
from lernmi.activations import identity, leaky_relu, relu, sigmoid, tanh
from lernmi.data import shapes
from lernmi.data.digits import load_digits
from lernmi.data.logic import XOR
from lernmi.initial_weights import uniform
from lernmi.inside.doctor import MOST_SAMPLES, Finding, examine
from lernmi.training.activations import elu, gelu, silu, sine, softplus
from lernmi.training.error_functions import hinge, sigmoid_cross_entropy, softmax_cross_entropy
from lernmi.training.initial_weights import zeros
from lernmi.training.nudging import Adam


def found(network, samples=XOR, **settings) -> dict[str, Finding]:
    diagnosis = examine(network, samples, **settings)
    return {finding.ailment: finding for finding in diagnosis.findings}


def test_copies_are_named():
    findings = found(Network([2, 3, 1], initial_weights=zeros), learning_rate=0.5)
    assert list(findings) == ["copies"]
    assert findings["copies"].evidence == ("h1, h2, h3",)
    # Alike in what comes in, but not in what goes out: no copies.
    network = Network([2, 2, 1], initial_weights=zeros)
    network.link("h1", "y1").weight = 0.5
    assert "copies" not in found(network)


def test_copies_are_found_in_a_network_that_has_learned_too():
    network = Network([1, 2, 1], activation=identity, output_activation=identity)
    network.weights = [[0, 0, 1.0, 1.0], [0, 0.5, 0.5]]
    assert list(found(network, [([1], [1]), ([2], [2])])) == ["copies"]


def test_left_over_weight_sensitivities_are_named():
    network = Network([2, 2, 1], seed=1)
    network.propagate([0, 1])
    network.compare([1])
    network.backpropagate()
    link = network.link("b2", "y1")
    findings = found(network)
    assert any(line.startswith("b2->y1: ") for line in findings["left over"].evidence) or any(
        "more" in line for line in findings["left over"].evidence
    )
    assert link.weight_sensitivity != 0


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_weights_that_are_no_numbers_are_named(number):
    network = Network([2, 2, 1], seed=1)
    network.link("x1", "h2").weight = number
    assert found(network)["not finite"].evidence == (f"x1->h2: weight {number}",)


def test_numbers_that_become_too_large_are_told():
    network = Network([1, 1], output_activation=identity)
    network.weights = [[0.0, 1e300]]
    assert list(found(network, [([1e300], [0])])) == ["overflow"]


def test_a_dead_relu_is_named():
    network = Network([2, 3, 1], activation=relu, output_activation=sigmoid, seed=1)
    network.link("b1", "h2").weight = -10.0
    evidence = found(network)["dead"].evidence
    assert "h2: 0 for all 4 samples, slope 0" in evidence
    # A leaky one is never dead.
    leaky = Network([2, 3, 1], activation=leaky_relu, output_activation=sigmoid, seed=1)
    leaky.link("b1", "h2").weight = -10.0
    assert "dead" not in found(leaky)


@pytest.mark.parametrize("activation", [sigmoid, tanh])
def test_saturated_neurons_are_named_with_their_slopes(activation):
    network = Network([2, 3, 1], activation=activation, output_activation=sigmoid, seed=1)
    network.link("b1", "h2").weight = 40.0
    [evidence] = found(network)["saturated"].evidence
    assert evidence.startswith("h2: outputs from 1 to 1, slope at most ")


def test_vanishing_sensitivities_are_shown_layer_by_layer():
    findings = found(Network([2, *[5] * 10, 1], seed=0), learning_rate=0.5)
    assert list(findings) == ["vanishing"]
    assert len(findings["vanishing"].evidence) == 11


def test_exploding_sensitivities_are_found():
    network = Network(
        [2, *[5] * 6, 1],
        activation=identity,
        output_activation=identity,
        initial_weights=uniform(5, 9),
        seed=0,
    )
    assert "exploding" in found(network)


@pytest.mark.parametrize(("first", "second"), [(1000, 1), (1, 0.001), (500, 500)])
def test_inputs_of_wildly_different_scale_or_large_ones_are_named(first, second):
    samples = [([first * a, second * b], expected) for (a, b), expected in XOR]
    evidence = found(Network([2, 3, 1], seed=0), samples)["inputs"].evidence
    assert evidence[0] == f"{'x2' if first == second else 'x1'}: up to {first}"


def test_what_is_expected_out_of_reach_is_named():
    samples = [(inputs, [5 * expected[0]]) for inputs, expected in XOR]
    [evidence] = found(Network([2, 3, 1], seed=0), samples)["out of reach"].evidence
    assert evidence == "y1 should be 5, but sigmoid gives 0 to 1"
    amounts = Network([2, 3, 1], output_activation=identity, seed=0)
    assert "out of reach" not in found(amounts, samples)


def test_a_learning_rate_that_diverges_is_found_before_the_first_nan():
    network = Network([2, 3, 1], activation=identity, output_activation=identity, seed=0)
    samples = [([3 * a + 1, 3 * b], expected) for (a, b), expected in XOR]
    finding = found(network, samples, learning_rate=1.0)["overshooting"]
    assert "with learning rate 1," in finding.words
    assert "overshooting" not in found(network, samples, learning_rate=0.01)
    # And really: with the first it diverges, with the second it does not.
    Trainer(network.copy(), learning_rate=0.01).train(samples, 50)
    with pytest.raises(ArithmeticError):
        Trainer(network.copy(), learning_rate=1.0).train(samples, 5000)


def test_a_standstill_is_told_by_the_history():
    network = Network([2, 2, 1], seed=3)
    history = Trainer(network, learning_rate=2.0).train(XOR, 1000)
    findings = found(network, learning_rate=2.0, history=history)
    assert list(findings) == ["plateau"]
    assert findings["plateau"].evidence[1].startswith("epoch 1000: error 0.092")


def test_a_place_where_nothing_is_promised_is_found_without_a_history():
    network = Network([1, 1], activation=identity, seed=0)
    network.weights = [[0.5, 0.0]]
    # As high as it is too low: the mean sensitivity is 0, though much is left.
    samples = [([1], [1]), ([1], [0])]
    assert list(found(network, samples, learning_rate=0.1)) == ["plateau"]


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
    [each[1:] for each in HEALTHY],
    ids=[each[0] for each in HEALTHY],
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


@pytest.mark.parametrize("error", [softmax_cross_entropy, None])
def test_a_healthy_network_of_digits_gets_a_clean_bill(error):
    digits = load_digits()[:300]
    made = {} if error is None else {"error": error, "output_activation": identity}
    network = Network([64, 20, 10], **made)
    trainer = Trainer(network, learning_rate=0.3, engine="auto")
    history = trainer.train(digits, 30)
    assert examine(network, digits, learning_rate=0.3, history=history).findings == ()


def test_a_healthy_network_with_adam_and_probabilities_gets_a_clean_bill():
    samples = [(inputs, [(label[0] + 1) // 2]) for inputs, label in shapes.circle(200, 0.0, 0)]
    network = Network(
        [2, 8, 1], activation=tanh, error=sigmoid_cross_entropy, output_activation=identity
    )
    trainer = Trainer(network, learning_rate=0.01, nudging=Adam())
    history = trainer.train(samples, 100)
    assert examine(network, samples, learning_rate=0.01, history=history).findings == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_network_that_has_only_just_begun_is_not_called_sick(seed):
    diagnosis = examine(Network([2, 4, 1], seed=seed), XOR, learning_rate=0.5)
    assert diagnosis.findings == ()
    assert str(diagnosis).startswith("Nothing is wrong with it; it has only not learned")


def test_examining_changes_nothing_and_refuses_what_does_not_fit():
    network = Network([2, 3, 1], initial_weights=zeros)
    before = repr(network.neurons + network.links) + network.stage
    examine(network, XOR, learning_rate=0.5)
    assert repr(network.neurons + network.links) + network.stage == before
    with pytest.raises(ValueError, match=r"samples\[0\]"):
        examine(network, [([1], [1])])
    with pytest.raises(ValueError, match="learning_rate"):
        examine(network, XOR, learning_rate=-1)


def test_of_many_samples_some_are_looked_at_and_every_finding_can_be_printed():
    many = XOR * MOST_SAMPLES
    diagnosis = examine(Network([2, 3, 1], initial_weights=uniform(-80, 80)), many)
    assert diagnosis.findings
    for finding in diagnosis.findings:
        assert str(finding).startswith(finding.words)
        assert str(finding).split("\n")[-1] == f"  Try: {finding.cure}"
