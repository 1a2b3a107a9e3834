from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from support.networks import SMOOTH, bits, exact_cases, float_cases

from lernmi import Activation, Link, Network
from lernmi.activations import identity, relu, tanh
from lernmi.data.published import MAZUR
from lernmi.functions.error_functions import absolute, sigmoid_cross_entropy, softmax_cross_entropy
from lernmi.inside.check import check_gradients
from lernmi.inside.explanations import explain
from lernmi.inside.trying import try_weight

SAMPLE = (MAZUR.inputs, MAZUR.expected)
NUMBER = r"\(?-?\d+(?:\.\d+)?(?:e[+-]\d+)?\)?"
TERM = rf"(?:{NUMBER}|\(1 [-+] {NUMBER}\))"
SUM = re.compile(rf"({TERM}(?: [×+-] {TERM})+) += ({NUMBER})")


def mazur():
    network = Network([2, 2, 2])
    network.weights = MAZUR.network().weights
    return network


def single_spaced(text):
    """Return a text without the spaces that align its calculations."""
    return re.sub(" +", " ", str(text))


def calculations_done_by_hand(text):
    """Yield, for each shown calculation, what its numbers give and the shown result."""
    for left, right in SUM.findall(text):
        python = re.sub(r"\d+(?:\.\d+)?(?:e[+-]\d+)?", lambda m: f"Decimal('{m[0]}')", left)
        with localcontext() as context:
            context.prec = 60
            # Only numbers, signs and brackets: the pattern lets nothing else through.
            yield eval(python.replace("×", "*"), {"Decimal": Decimal}), right


def rounds_to(value, shown):
    """Return whether a number rounds to the shown one, with as many digits as shown."""
    number = Decimal(shown.strip("()"))
    digits = max(4, len(number.as_tuple().digits))
    in_school = Context(prec=digits, rounding=ROUND_HALF_UP).plus(value)
    return number in (in_school, Context(prec=digits).plus(value))


@given(float_cases())
def test_the_shown_numbers_calculated_by_hand_give_the_shown_results(case):
    network, inputs, expected = case
    sample = (inputs, expected)
    texts = [str(explain(network, sample, neuron.name)) for neuron in network.neurons]
    for link in network.links:
        names = (link.input_neuron.name, link.output_neuron.name)
        texts.append(str(explain(network, sample, *names)))
    texts.append(str(explain(network, sample)))
    count = 0
    for text in texts:
        for value, shown in calculations_done_by_hand(text):
            count += 1
            assert rounds_to(value, shown), text
    assert count > 0 or "= about" in "".join(texts)


@given(float_cases())
def test_explaining_changes_nothing_and_says_what_backpropagation_finds(case):
    network, inputs, expected = case
    network.learn(inputs, expected, 0.1)
    before = [repr(one) for one in network.neurons + network.links], network.stage, bits(network)
    link = network.links[-1]
    said = explain(network, (inputs, expected), link.input_neuron.name, link.output_neuron.name)
    explain(network, (inputs, expected), link.output_neuron.name)
    explain(network, (inputs, expected))
    after = [repr(one) for one in network.neurons + network.links], network.stage, bits(network)
    assert after == before
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    found = link.weight_sensitivity
    line = next(line for line in said.lines if line.startswith("weight sensitivity "))
    shown = float(line.split()[-1])
    assert shown == pytest.approx(found, rel=1e-3, abs=1e-300)
    sign = "Positive" if found > 0 else "Negative" if found < 0 else ""
    if sign:
        assert any(line.startswith(sign) for line in said.lines)


@given(float_cases(SMOOTH))
def test_a_small_change_of_a_weight_changes_the_error_as_predicted(case):
    network, inputs, expected = case
    network.propagate(inputs)
    error = network.compare(expected)
    network.backpropagate()
    for link in network.links:
        weight, promise = link.weight, link.weight_sensitivity
        found = try_weight(network, (inputs, expected), link, error)
        assert found.predicted == found.step * promise
        assert link.weight == weight
        # Anything smaller than this is lost when two errors are subtracted.
        if abs(promise) > 1e-6 * max(1, error):
            assert found.holds


@given(exact_cases())
def test_with_fractions_everything_is_exact(case):
    network, inputs, expected = case
    for link in network.links:
        names = (link.input_neuron.name, link.output_neuron.name)
        text = str(explain(network, (inputs, expected), *names, learning_rate=Fraction(1, 2)))
        assert "= about" not in text
    assert all(type(weight) is Fraction for layer in network.weights for weight in layer)


def test_decimals_are_explained_as_they_are():
    network = Network([1, 1], activation=identity)
    network.weights = [[Decimal("0.1"), Decimal("0.2")]]
    sample = ([Decimal("0.5")], [Decimal(1)])
    text = str(explain(network, sample, "x1", "y1", learning_rate=Decimal("0.5")))
    assert "weight sensitivity -0.80 × 0.5 = -0.400" in single_spaced(text)
    assert "with weight 0.21 the error falls by " in text
    assert check_gradients(network, [sample]).right


@pytest.mark.parametrize(
    "activation, weights, sample",
    [
        (relu, ("0", "1"), ([-1], [0])),
        (relu, ("0", "1"), ([0], [1])),
        (identity, ("0", "1"), ([1], [1])),
        (relu, ("0", "2"), ([1], [0])),
    ],
)
def test_decimals_beside_whole_numbers_raise_no_error(activation, weights, sample):
    network = Network([1, 1], activation=activation)
    network.weights = [[Decimal(weight) for weight in weights]]
    for names in (("x1", "y1"), ("b1", "y1"), ("y1",), ()):
        assert "Error" not in str(explain(network, sample, *names))
    check_gradients(network, [sample, ([2], [1])])


def test_a_link_that_sends_half_is_not_reported_to_send_everything():
    class Half(Link):
        def backpropagate(self):
            super().backpropagate()
            self.input_neuron.receive_sensitivity(-self.output_sensitivity * self.weight / 2)

    network = Network([2, 2, 1], link_type=Half, seed=1)
    text = str(explain(network, ([1, 0.5], [1]), "h1"))
    assert "y1 sends something back in its own way: h1->y1 is a Half." in text
    # It delivers as every Link does.
    assert "x1->h1 delivers 1 × (-0.8956210) = -0.8956210" in single_spaced(text)


def test_the_published_example_reads_like_this():
    assert str(explain(mazur(), SAMPLE, "x1", "h1")).splitlines() == [
        "x1->h1, weight 0.15",
        "  x1 outputs 0.05.",
        "  h1 feeds y1 and y2, and they disagree:",
        "  y1 is too high and sends back  0.1384986 × 0.4             = 0.0553994",
        "  y2 is too low and sends back   -0.0380982 × 0.5            = -0.0190491",
        "  h1's sensitivity               0.0553994 - 0.0190491       = 0.0363503",
        "  Lowering h1 helps y1 more than it hurts y2.",
        "",
        "  h1's slope                     0.5932700 × (1 - 0.5932700) = 0.2413007",
        "  output sensitivity             0.0363503 × 0.2413007       = 0.0087714",
        "  weight sensitivity             0.0087714 × 0.05            = 0.0004386",
        "  sent back to x1                0.0087714 × 0.15            = 0.0013157",
        "  (Nothing uses it: x1 is an input.)",
        "",
        "  Positive: a larger weight makes a larger error.",
        "  When every Link is done, the nudge:",
        "  new weight                     0.15 - 0.5 × 0.0004386      = 0.1497807",
        "",
        "  Try it: with weight 0.16 the error rises by 0.000004386.",
        "  The sensitivity predicted  0.01 × 0.0004386 = 0.000004386",
    ]


def test_each_number_looks_the_same_wherever_it_is_shown():
    text = str(explain(mazur(), SAMPLE, "h1", "y1"))
    shown = [number for number in re.findall(r"\d\.\d+", text) if len(number) > 6]
    for one in shown:
        for other in shown:
            if one != other and len(one) > 8 and len(other) > 8:
                assert round(float(one), 6) != round(float(other), 6), (one, other)


def test_each_links_share_of_the_error_is_that_of_its_squared_sensitivity():
    text = str(explain(mazur(), SAMPLE))
    assert text.splitlines()[0].startswith("2-2-2: ")
    assert "0.5 × 0.0354249 = 0.0177125" in text
    assert "Actual drop: 0.01789966" in text
    assert "  54.1 % b2->y1" in text
    assert "  92.5 % y1" in text


@pytest.mark.parametrize(
    "activation, error, expected, says",
    [
        (relu, None, [0], "y1's slope +1, because the total input is above 0"),
        (identity, None, [0.5], "y1's slope +1, because the output is the total input"),
        (tanh, None, [0.5], r"\(1 - .*\) × \(1 \+"),
        (identity, absolute, [0.5], "from the error function absolute"),
        (identity, sigmoid_cross_entropy, [1], "stands for probability"),
    ],
)
def test_other_activations_and_error_functions_have_their_own_words(
    activation, error, expected, says
):
    options = {} if error is None else {"error": error}
    network = Network([2, 1], activation=activation, **options)
    network.weights = [[0.5, 0.25, -0.125]]
    assert re.search(says, str(explain(network, ([1, 2], expected), "x1", "y1")))


def test_for_a_weight_that_makes_no_difference_explain_gives_the_reason():
    network = Network([2, 1], activation=relu)
    network.weights = [[0.5, 0.25, 0.125]]
    assert "x1 outputs 0, so this weight makes no difference" in str(
        explain(network, ([0, 1], [5]), "x1", "y1")
    )
    network.weights = [[-5, 0, 0]]
    assert "y1's slope is 0, so no sensitivity passes" in str(
        explain(network, ([1, 1], [5]), "x1", "y1")
    )
    assert "All weight sensitivities are 0" in str(explain(network, ([1, 1], [5])))
    network = Network([1, 1], activation=identity)
    network.weights = [[0, 1]]
    assert "exactly right" in str(explain(network, ([2], [2]), "y1"))


def test_explain_says_if_a_nudge_goes_too_far():
    network = Network([1, 1], activation=identity)
    network.weights = [[0.0, 0.0]]
    assert "But the error rises" in str(explain(network, ([10], [3]), learning_rate=0.5))


def test_with_many_links_the_largest_are_listed_and_the_others_summed_up():
    network = Network([12, 3, 9], output_activation=identity, error=softmax_cross_entropy, seed=1)
    inputs = [0.1 * number for number in range(12)]
    expected = [1] + [0] * 8
    text = str(explain(network, (inputs, expected), "h2"))
    assert len(re.findall(r"->h2 delivers", text)) == 5
    assert "the other 8 deliver" in text
    assert "h2 feeds y1 to y9." in text
    assert "the other 4 send back" in text


def test_a_link_alone_is_explained_if_its_numbers_belong_to_one_sample():
    network = mazur()
    link = network.link("h1", "y1")
    assert "has not backpropagated yet" in str(explain(link))
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    text = single_spaced(explain(link))
    assert "weight sensitivity 0.13849856 × 0.5932700 = 0.0821670" in text
    network.propagate([1.0, 1.0])
    assert "don't belong to one sample" in str(explain(link))
    network = mazur()
    for _ in range(2):
        network.propagate(MAZUR.inputs)
        network.compare(MAZUR.expected)
        network.backpropagate()
    assert "added up several samples" in str(explain(network.link("h1", "y1")))
    network.nudge(0.5)
    assert "don't belong to one sample" in str(explain(network.link("h1", "y1")))


def test_a_link_alone_gives_nothing_that_depends_on_an_earlier_weight():
    network = mazur()
    network.propagate(MAZUR.inputs)
    network.compare(MAZUR.expected)
    network.backpropagate()
    link = network.link("h1", "y1")
    link.weight = 9.0
    assert "sent back" not in str(explain(link))


@pytest.mark.parametrize(
    "weights, sample, says",
    [
        ([[0.0, 0.0]], ([1.0], [1.0]), "the error has a bend here"),
        ([[0.0, 0.5]], ([2.0], [1.0]), "the smaller the difference: the sensitivity is right"),
    ],
)
def test_if_a_prediction_fails_the_reason_is_the_right_one(weights, sample, says):
    network = Network([1, 1], activation=relu)
    network.weights = weights
    assert says in str(explain(network, sample, "x1", "y1"))
    network = Network([1, 1])
    network.weights = [[0.0, 50.0]]
    text = str(explain(network, ([-1.0], [0.9]), "x1", "y1"))
    assert "too small to see" in text


def test_a_link_with_its_own_calculation_is_not_explained_with_a_false_one():
    class Squaring(Link):
        def propagate(self):
            self.output_neuron.receive(self.input_neuron.output * self.weight**2)

        def nudge(self, learning_rate):
            self.weight_sensitivity = 0

    network = Network([1, 1], activation=identity, link_type=Squaring)
    network.weights = [[Fraction(1, 2), Fraction(1, 3)]]
    sample = ([Fraction(2)], [Fraction(1)])
    text = str(explain(network, sample, "y1"))
    assert "x1->y1 delivers in its own way: it is a Squaring." in text
    assert "total input 17/36\n" in single_spaced(text)
    text = str(explain(network, sample, "x1", "y1", learning_rate=Fraction(1, 2)))
    assert "but here it is 1/3, calculated in a different way" in text


def test_a_pruned_network_is_explained_as_it_is():
    network = Network([2, 2, 1])
    network.link_layers[1].links.remove(network.link("h2", "y1"))
    network.link_layers[0].links = [
        link for link in network.link_layers[0].links if link.output_neuron.name != "h1"
    ]
    sample = ([0, 1], [1])
    assert "h2 feeds no other Neuron: its sensitivity is 0." in str(explain(network, sample, "h2"))
    assert "No Link leads to h1: its total input is 0." in str(explain(network, sample, "h1"))


def test_samples_may_be_arrays_and_truth_values():
    numpy = pytest.importorskip("numpy", reason="NumPy is not installed: pip install numpy")
    array = (numpy.array(MAZUR.inputs), numpy.array(MAZUR.expected))
    assert explain(mazur(), array, "h1") == explain(mazur(), SAMPLE, "h1")
    network = Network([1, 1])
    assert "True" not in str(explain(network, ([True], [False]), "x1", "y1"))


def test_arguments_that_do_not_fit_are_refused():
    network = mazur()
    with pytest.raises(ValueError, match="no Neuron 'h9'"):
        explain(network, SAMPLE, "h9")
    with pytest.raises(ValueError, match="no Link leads from x1 to y1"):
        explain(network, SAMPLE, "x1", "y1")
    with pytest.raises(ValueError, match=r"needs a sample \(inputs, expected\)"):
        explain(network)
    with pytest.raises(ValueError, match="name of the Neuron whose Link leads to y1"):
        explain(network, SAMPLE, output_name="y1")
    with pytest.raises(ValueError, match="inputs must have"):
        explain(network, ([1], [1, 0]), "x1")
    with pytest.raises(TypeError, match="a Network or a Link"):
        explain("x1", SAMPLE)
    with pytest.raises(ValueError, match="learning_rate"):
        explain(network, SAMPLE, learning_rate=0)


def test_your_own_link_and_activation_are_explained_too():
    class OwnLink(Link):
        pass

    cube = Activation("cube", lambda x: x**3, lambda x, y: 3 * x * x)
    network = Network([1, 1], activation=cube, link_type=OwnLink)
    network.weights = [[1.0, 0.5]]
    text = str(explain(network, ([2], [1]), "x1", "y1"))
    assert "y1's slope 12, the slope of cube at 2" in single_spaced(text)
    assert repr(explain(network, ([2], [1]), "x1", "y1")) == text


CALCULATIONS = {
    ("b2",): [
        "b2 always outputs 1",
        "y1 is too high and sends back 0.13849856 × 0.6 = 0.0830991",
        "y2 is too low and sends back -0.0380982 × 0.6 = -0.0228589",
        "sensitivity 0.0830991 - 0.0228589 = 0.0602402",
        "Lowering b2 helps y1 more than it hurts y2.",
        "(Nothing uses it: b2 always outputs 1.)",
    ],
    ("x1",): [
        "x1, an input",
        "x1 receives 0.05.",
        "h1 should be lower and sends back 0.0087714 × 0.15 = 0.0013157",
        "h2 should be lower and sends back 0.0099543 × 0.25 = 0.0024886",
        "sensitivity 0.0013157 + 0.0024886 = 0.0038043",
        "(Nothing uses it: x1 is an input.)",
        "Positive: raising x1 raises the error.",
    ],
    ("h1",): [
        "h1, sigmoid",
        "b1->h1 delivers 1 × 0.35 = 0.35",
        "x1->h1 delivers 0.05 × 0.15 = 0.0075",
        "x2->h1 delivers 0.1 × 0.2 = 0.02",
        "total input 0.35 + 0.0075 + 0.02 = 0.3775",
        "output 1 / (1 + e^(-0.3775)) = 0.5932700",
        "slope 0.5932700 × (1 - 0.5932700) = 0.2413007",
    ],
    ("y2",): [
        "h1->y2 delivers 0.593269992 × 0.5 = 0.296634996",
        "y2 outputs 0.77292847, which is too low: we want 0.99.",
        "sensitivity 0.77292847 - 0.99 = -0.2170715",
        "Negative: raising y2 lowers the error.",
    ],
    ("b1", "h2"): [
        "h2's sensitivity 0.06232435 - 0.02095403 = 0.04137032",
        "h2's slope 0.5968844 × (1 - 0.5968844) = 0.2406134",
        "output sensitivity 0.04137032 × 0.2406134 = 0.0099543",
        "weight sensitivity 0.0099543 × 1 = 0.0099543",
        "sent back to b1 0.0099543 × 0.35 = 0.0034840",
        "(Nothing uses it: b1 always outputs 1.)",
    ],
    ("h1", "y2"): [
        "weight sensitivity -0.0380982 × 0.5932700 = -0.0226025",
        "Negative: a larger weight makes a smaller error.",
        "sent back to h1 -0.0380982 × 0.5 = -0.0190491",
        "new weight 0.5 - 0.5 × (-0.0226025) = 0.5113013",
        "with weight 0.51 the error falls by 0.0002251.",
        "The sensitivity predicted 0.01 × (-0.0226025) = -0.0002260",
    ],
}


@pytest.mark.parametrize("names", CALCULATIONS)
def test_all_kinds_of_neurons_and_links_have_these_calculations(names):
    text = single_spaced(explain(mazur(), SAMPLE, *names))
    for calculation in CALCULATIONS[names]:
        assert calculation in text


def test_left_over_sensitivities_of_other_samples_are_not_mixed_in():
    network = mazur()
    network.propagate([3.0, -2.0])
    network.compare([1.0, 0.0])
    network.backpropagate()
    assert str(explain(network, SAMPLE, "x1", "h1")) == str(explain(mazur(), SAMPLE, "x1", "h1"))
    assert str(explain(network, SAMPLE)) == str(explain(mazur(), SAMPLE))


def test_a_neuron_that_feeds_one_other_gets_its_sensitivity_from_that_one_alone():
    network = Network([1, 1, 1], activation=identity)
    network.weights = [[0.0, 2.0], [0.0, 0.5]]
    text = single_spaced(explain(network, ([1], [2]), "h1"))
    assert "h1 feeds only y1:" in text
    assert "y1 is too low and sends back -1 × 0.5 = -0.5\n sensitivity -0.5\n" in text


def test_the_summed_up_links_are_those_that_are_not_listed():
    network = Network([12, 1, 9], output_activation=identity, error=softmax_cross_entropy, seed=1)
    inputs = [0.1 * number for number in range(12)]
    expected = [1] + [0] * 8
    text = str(explain(network, (inputs, expected), "h1"))
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    delivered = {}
    for link in network.link_layers[0].links:
        delivered[link.name] = link.input_neuron.output * link.weight
    listed = re.findall(r"(\S+) delivers ", text)
    others = sum(value for name, value in delivered.items() if name not in listed)
    said = re.search(r"the other 8 deliver +(\S+)", text)
    assert float(said[1]) == pytest.approx(others, rel=1e-6)
    assert min(abs(delivered[name]) for name in listed) >= max(
        abs(value) for name, value in delivered.items() if name not in listed
    )
    total = re.search(r"total input +(\S+)\n", text)
    assert float(total[1]) == pytest.approx(network.neuron("h1").total_input, rel=1e-6)
    sent = {}
    for link in network.link_layers[1].links[9:]:
        sent[link.output_neuron.name] = link.output_sensitivity * link.weight
    listed = re.findall(r"(y\d) is too \w+ and sends back", text)
    others = sum(value for name, value in sent.items() if name not in listed)
    said = re.search(r"the other 4 send back +(\S+)", text)
    assert float(said[1]) == pytest.approx(others, rel=1e-6)
    assert re.search(r"\n  sensitivity +\S+\n", text)


@pytest.mark.parametrize("place, word", [(0, "too low"), (1, "too high"), (2, "too high")])
def test_each_of_several_probabilities_belongs_to_its_own_output(place, word):
    network = Network([1, 3], output_activation=identity, error=softmax_cross_entropy)
    network.weights = [[0.0, 0.0, 0.0, 0.5, 1.0, -1.0]]
    text = str(explain(network, ([1], [1, 0, 0]), f"y{place + 1}"))
    shares = softmax_cross_entropy.outputs_to_probabilities([0.5, 1.0, -1.0])
    said = re.search(r"stands for probability (\S+)\.\n", text)
    assert float(said[1]) == pytest.approx(shares[place], rel=1e-6)
    assert word in text
