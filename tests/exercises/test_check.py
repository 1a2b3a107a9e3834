"""`check(...)` of what beginners write: mistakes by their names, right answers of any style."""

from __future__ import annotations

import io
import math
import os
import re
import signal
import sys
import time
from typing import Any

import pytest

from lernmi import Activation, BiasNeuron, Link, Network, Neuron
from lernmi.activations import sigmoid
from lernmi.error_functions import ErrorFunction
from lernmi.exercises import check
from lernmi.exercises.ladder import LADDER
from lernmi.functions.error_functions import softmax_cross_entropy


class Right(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(delta * self.weight)


# Right, but odd.


class Reordered(Link):
    def backpropagate(self):
        end, start = self.output_neuron, self.input_neuron
        start.receive_sensitivity(self.weight * end.slope * end.sensitivity)
        new = start.output * end.slope * end.sensitivity
        self.weight_sensitivity = new + self.weight_sensitivity


class OwnNames(Link):
    """Keeps its numbers under names of its own."""

    def __init__(self, start, end, weight):
        super().__init__(start, end, weight)
        self.gradient = 0.0

    def backpropagate(self):
        for _ in [self]:
            delta = self.helper()
            self.gradient += delta * self.input_neuron.output
            self.input_neuron.sensitivity += delta * self.weight

    def helper(self):
        return self.output_neuron.sensitivity * self.output_neuron.slope

    def nudge(self, rate):
        self.weight -= rate * self.gradient
        self.gradient = 0.0


class NotALink:
    """A Link that isn't a subclass."""

    def __init__(self, input_neuron, output_neuron, weight):
        self.input_neuron, self.output_neuron, self.weight = input_neuron, output_neuron, weight
        self.weight_sensitivity = 0
        self.output_sensitivity = None

    @property
    def name(self):
        return f"{self.input_neuron.name}->{self.output_neuron.name}"

    propagate = Link.propagate

    def backpropagate(self):
        self.output_sensitivity = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += self.output_sensitivity * self.input_neuron.output
        self.input_neuron.receive_sensitivity(self.output_sensitivity * self.weight)

    nudge = Link.nudge


class ListNeuron(Neuron):
    """A Neuron that keeps what was delivered in a list, and adds it up at the end."""

    def reset(self):
        super().reset()
        self.values = []

    def receive(self, value):
        self.values.append(value)

    def activate(self):
        self.total_input = math.fsum(self.values)
        super().activate()


class OwnNetwork(Network):
    def backpropagate(self):
        for position in range(len(self.link_layers) - 1, -1, -1):
            for link in reversed(self.link_layers[position].links):
                link.backpropagate()
        self.stage = "backpropagated"


@pytest.mark.parametrize(
    "thing",
    [Right, Reordered, OwnNames, NotALink, ListNeuron, OwnNetwork],
    ids=lambda t: t.__name__,
)
def test_a_right_answer_of_any_style_is_right(thing):
    finding = check(thing)
    assert finding.is_right, finding
    assert finding.words == "Right." and str(finding) == f"✓ {thing.__name__} is right."


# Wrong, as beginners write it.


class SlopeForgotten(Link):
    def backpropagate(self):
        error = self.output_neuron.sensitivity
        self.weight_sensitivity += error * self.input_neuron.output
        self.input_neuron.receive_sensitivity(error * self.weight)


class SigmoidSlopeOfTotal(Link):
    def backpropagate(self):
        z = self.output_neuron.total_input
        delta = self.output_neuron.sensitivity * z * (1 - z)
        self.weight_sensitivity += delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(delta * self.weight)


class Overwrites(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity = delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(delta * self.weight)


class SetsSensitivity(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += delta * self.input_neuron.output
        self.input_neuron.sensitivity = delta * self.weight


class PlusNudge(Link):
    def nudge(self, learning_rate):
        self.weight += learning_rate * self.weight_sensitivity
        self.weight_sensitivity = 0


class ForgetsReset(Link):
    def nudge(self, learning_rate):
        self.weight -= learning_rate * self.weight_sensitivity


class ReturnsOnly(Link):
    def propagate(self):
        return self.input_neuron.output * self.weight


class LastWins(Neuron):
    def receive(self, value):
        self.total_input = value


class Linear(Neuron):
    def activate(self):
        self.output = self.total_input
        self.slope = self.activation.slope(self.total_input, self.output)


class Forwards(Network):
    def backpropagate(self):
        for layer in self.link_layers:
            layer.backpropagate()
        self.stage = "backpropagated"


class TwoMistakes(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity
        self.weight_sensitivity += delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(delta)


def error(function: Any = None, sensitivities: Any = None) -> ErrorFunction:
    return ErrorFunction(
        "mine",
        function or (lambda o, e: sum([(a - b) ** 2 for a, b in zip(o, e)]) / 2),
        sensitivities or (lambda o, e: [a - b for a, b in zip(o, e)]),
    )


@pytest.mark.parametrize(
    ("thing", "names"),
    [
        (SlopeForgotten, ("slope missing",)),
        (SigmoidSlopeOfTotal, None),
        (Overwrites, ("weight sensitivity overwritten",)),
        (SetsSensitivity, ("sent over the others",)),
        (PlusNudge, ("nudged upwards",)),
        (ForgetsReset, ("never reset",)),
        (ReturnsOnly, ("nothing delivered",)),
        (LastWins, ("total input overwritten",)),
        (Forwards, ("loop forwards",)),
        (TwoMistakes, ("slope missing", "weight missing on the way back")),
        (error(lambda o, e: sum([(a - b) ** 2 for a, b in zip(o, e)])), ("error not halved",)),
        (error(None, lambda o, e: [b - a for a, b in zip(o, e)]), ("expected minus output",)),
        (error(None, lambda o, e: [o[0] - e[0]] + [0] * (len(o) - 1)), ("only the first output",)),
        (
            Activation("sigmoid", lambda x: 1 / (1 + math.exp(x)), lambda x, s: s * (1 - s)),
            ("sign of the total input",),
        ),
        (
            Activation("tanh", math.tanh, lambda x, t: 1 - t),
            ("square forgotten",),
        ),
        (
            Activation("mine", lambda x: x * x, lambda x, y: 2 * y),
            None,
        ),
        (
            Activation("sigmoid", lambda x: 1 / (1 + math.exp(-x)), lambda x, s: x * (1 - x)),
            ("slope with the total input",),
        ),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_mistakes_of_beginners_are_called_by_their_names(thing, names):
    finding = check(thing)
    assert not finding.is_right
    if names is not None:
        assert finding.mistakes == names, finding


def test_another_error_function_that_fits_together_is_right():
    doubled = error(
        lambda o, e: sum([(a - b) ** 2 for a, b in zip(o, e)]),
        lambda o, e: [2 * (a - b) for a, b in zip(o, e)],
    )
    finding = check(doubled)
    assert finding.is_right and "isn't half the sum of squares" in finding.words


def test_the_cross_entropy_of_exercise_12_is_right_for_the_expected_numbers_that_it_is_made_for():
    names: dict[str, Any] = {}
    exec(LADDER[11].solution, names)
    mine = ErrorFunction("mine", names["cross_entropy"], names["sensitivities"])
    finding = check(mine)
    assert finding.is_right and "one is 1 and the others are 0" in finding.words
    assert check(softmax_cross_entropy).is_right
    wrong = ErrorFunction(
        "mine", names["cross_entropy"], lambda o, e: [b - a for a, b in zip(o, e)]
    )
    finding = check(wrong)
    assert not finding.is_right
    assert "It accepts only expected numbers where one is 1" in finding.words


def test_your_own_activation_is_right_if_its_slope_is():
    assert check(Activation("square", lambda x: x * x, lambda x, y: 2 * x)).is_right


class Nothing(Link):
    pass


class Raises(Link):
    def propagate(self):
        return self.neuron.output


class Unwritten(Link):
    def propagate(self):
        raise NotImplementedError


class RightNeuron(Neuron):
    def receive(self, value):
        self.total_input += value

    def activate(self):
        self.output = self.activation.function(self.total_input)
        self.slope = self.activation.slope(self.total_input, self.output)


class SlopeUnset(Neuron):
    def activate(self):
        self.output = self.activation.function(self.total_input)


class OutputUnset(Neuron):
    def activate(self):
        self.slope = 1


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (
            Nothing,
            "not written yet: Nothing doesn't define propagate, backpropagate or nudge",
        ),
        (Unwritten, "not written yet: Unwritten.propagate"),
        (
            Raises,
            "Python stops: AttributeError: 'Raises' object has no attribute 'neuron'; in line",
        ),
        (SlopeUnset, "y1's slope was never set: set self.slope in activate"),
        (OutputUnset, "y1's output was never set: set self.output in activate"),
    ],
)
def test_code_that_cannot_be_tried_is_reported_calmly(thing, words):
    finding = check(thing)
    assert not finding.is_right and words in finding.words


class PropagatesWithoutSelf(Link):
    def propagate(self):
        self.output_neuron.receive(input_neuron.output * self.weight)  # noqa: F821


class Misspells(Link):
    def propagate(self):
        self.output_neuron.recieve(self.input_neuron.output * self.weight)


class AsksTheWrongNeuron(Link):
    def propagate(self):
        self.output_neuron.receive(self.output_neuron.output * self.weight)


class ReceivesInALocalName(RightNeuron):
    def receive(self, value):
        total_input += value  # noqa: F821, F841


class ActivatesWithoutSelf(RightNeuron):
    def activate(self):
        self.output = self.activation.function(self.total_input)
        self.slope = activation.slope(self.output)  # noqa: F821


class ReceivesBackwards(Link):
    def backpropagate(self):
        self.weight_sensitivity += self.output_neuron.sensitivity * self.output_neuron.slope
        self.input_neuron.receive(self.output_neuron.sensitivity * self.weight)


class DeliversToTheInput(Link):
    def propagate(self):
        self.input_neuron.receive(self.input_neuron.output * self.weight)


@pytest.mark.parametrize(
    ("thing", "hint"),
    [
        (ReceivesBackwards, "On the way back, call receive_sensitivity instead of receive."),
        (DeliversToTheInput, "A Link delivers to its output Neuron."),
    ],
)
def test_a_value_for_a_bias_neuron_gets_a_hint_in_whatever_words_the_core_refuses_it(
    thing, hint, monkeypatch
):
    def refuse(self, value):
        raise ValueError("any other words")

    # As if the core said this.
    core = BiasNeuron.receive.__code__.co_filename
    refuse.__code__ = refuse.__code__.replace(co_filename=core)
    monkeypatch.setattr(BiasNeuron, "receive", refuse)
    words = check(thing).words
    assert "ValueError: b1 is a bias Neuron and can't receive " in words and hint in words


@pytest.mark.parametrize(
    ("things", "error", "line"),
    [
        ((PropagatesWithoutSelf, RightNeuron), "NameError", "receive(input_neuron.output"),
        ((Misspells, RightNeuron), "AttributeError", "self.output_neuron.recieve("),
        ((AsksTheWrongNeuron, RightNeuron), "TypeError", "receive(self.output_neuron.output"),
        ((ReceivesInALocalName,), "UnboundLocalError", "total_input += value"),
        ((ActivatesWithoutSelf,), "NameError", "self.slope = activation.slope("),
    ],
)
def test_an_error_of_python_is_reported_with_its_line_though_nothing_is_set(things, error, line):
    words = check(*things).words
    assert words.startswith(f"Python stops: {error}: ") and line in words
    assert "never set:" not in words


@pytest.mark.parametrize("thing", [5, "x", None, print, object()])
def test_an_object_that_cannot_be_checked_is_refused(thing):
    with pytest.raises(TypeError, match=r"a Link, Neuron|must have one of the names"):
        check(thing)
    with pytest.raises(TypeError, match="needs something to check"):
        check()


def test_functions_are_known_by_their_names():
    def softmax(outputs):
        powers = [math.exp(output) for output in outputs]
        return [power / sum(powers) for power in powers]

    finding = check(softmax)
    assert "Python stops: OverflowError" in finding.words

    def chain(change, slopes):
        return change * sum(slopes)

    assert check(chain).mistakes == ("slopes added",)


def test_a_link_and_a_neuron_are_tried_together():
    assert check(Right, ListNeuron).is_right
    assert check(SlopeForgotten, ListNeuron).mistakes == ("slope missing",)


class OnlyReturns(Link):
    def backpropagate(self):
        return self.output_neuron.sensitivity * self.output_neuron.slope


class LosesAMinus(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(delta * abs(self.weight))


def test_more_mistakes_of_beginners_are_called_by_their_names():
    assert check(OnlyReturns).mistakes == ("nothing set",)
    assert check(LosesAMinus).mistakes == ("minus of a weight lost",)

    def slope(output):
        output * (1 - output)

    assert "Is `return` missing?" in str(check(slope))


def test_a_better_way_of_trying_is_right_too():
    def tried_slope(x, change):
        def f(x):
            return 1 / (1 + math.exp(-x))

        return (f(x + change) - f(x - change)) / (2 * change)

    assert check(tried_slope).is_right


class SlopeAtOutput(Neuron):
    def activate(self):
        self.output = self.activation.function(self.total_input)
        self.slope = self.activation.slope(self.output, self.output)


class SigmoidByHand(Link):
    def backpropagate(self):
        y = self.output_neuron.output
        delta = self.output_neuron.sensitivity * y * (1 - y)
        self.weight_sensitivity += delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(delta * self.weight)


class AlwaysSigmoid(Neuron):
    def activate(self):
        self.output = 1 / (1 + math.exp(-self.total_input))
        self.slope = self.output * (1 - self.output)


class SquaresTheRate(Network):
    def learn(self, inputs, expected, learning_rate):
        self.propagate(inputs)
        error = self.compare(expected)
        self.backpropagate()
        self.nudge(learning_rate**2)
        return error


class AddsTheRate(Link):
    def nudge(self, learning_rate):
        self.weight -= learning_rate + self.weight_sensitivity
        self.weight_sensitivity = 0


@pytest.mark.parametrize(
    ("thing", "names"),
    [
        (SlopeAtOutput, ("output for the total input in Neuron",)),
        (SigmoidByHand, ("slope of sigmoid by hand in Link",)),
        (AlwaysSigmoid, ("always sigmoid",)),
        (SquaresTheRate, ("learn with the learning rate squared",)),
        (AddsTheRate, ("learning rate added",)),
    ],
)
def test_a_mistake_that_only_some_networks_show_is_found(thing, names):
    assert check(thing).mistakes == names


@pytest.mark.parametrize(
    ("function", "sensitivities"),
    [
        (lambda o, e: (o[0] - e[0]) ** 2 / 2, lambda o, e: [o[0] - e[0]] + [0] * (len(o) - 1)),
        (
            lambda o, e: -sum([(a - b) ** 2 for a, b in zip(o, e)]) / 2,
            lambda o, e: [b - a for a, b in zip(o, e)],
        ),
        (lambda o, e: sum(o) - sum(e), lambda o, e: [1] * len(o)),
        (lambda o, e: 0.0, lambda o, e: [0] * len(o)),
        (
            lambda o, e: sum([(a + b) ** 2 for a, b in zip(o, e)]) / 2,
            lambda o, e: [a + b for a, b in zip(o, e)],
        ),
    ],
)
def test_a_consistent_function_that_is_not_an_error_is_wrong(function, sensitivities):
    assert not check(error(function, sensitivities)).is_right


def test_a_batch_whose_weight_sensitivities_are_never_reset_is_wrong():
    def learn_batch(network, samples, learning_rate):
        for inputs, expected in samples:
            network.propagate(inputs)
            network.compare(expected)
            network.backpropagate()
        for link in network.links:
            link.weight -= learning_rate * link.weight_sensitivity / len(samples)

    assert check(learn_batch).mistakes == ("batch not reset",)


def one_line_loop():
    exec("while True: pass")


def caught_loop():
    while True:
        try:
            x = 1
        except:  # noqa: E722
            x = 2
        del x


def sleeps():
    time.sleep(1000)


def loop_in_the_end():
    try:
        raise ValueError
    finally:
        while True:
            pass


def lines_for_ever():
    while True:
        x = 1
        del x


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that comes in time")
@pytest.mark.parametrize(
    "work", [one_line_loop, caught_loop, sleeps, loop_in_the_end, lines_for_ever]
)
def test_code_that_never_ends_is_stopped(work, monkeypatch):
    if work is caught_loop and sys.version_info < (3, 11):
        pytest.skip("Python 3.10 may not look for signals in a loop around a bare except")
    monkeypatch.setattr("lernmi.exercises.examine.MOST_SECONDS", 0.5)

    class Mine(Link):
        def propagate(self):
            work()

    before = (signal.getsignal(signal.SIGALRM), sys.gettrace())
    finding = check(Mine)
    assert "does something loop for ever?" in finding.words
    assert (signal.getsignal(signal.SIGALRM), sys.gettrace()) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that comes in time")
def test_the_clock_does_not_stop_lernmi_while_it_looks_for_the_mistake(monkeypatch):
    monkeypatch.setattr("lernmi.exercises.examine.MOST_SECONDS", 0.001)

    class Mine(Link):
        def nudge(self, learning_rate):
            self.weight *= 1 + learning_rate

    finding = check(Mine)
    stopped = "stopped after 0.001 seconds" in finding.words
    assert stopped or "lernmi doesn't recognise the mistake" in finding.words


def test_the_limit_of_lines_is_enough_where_there_is_no_signal(monkeypatch):
    monkeypatch.setattr("lernmi.exercises.examine.MOST_LINES", 10_000)

    class Mine(Link):
        def propagate(self):
            lines_for_ever()

    assert "It was stopped after 10,000 lines" in check(Mine).words


class NoNumber(float):
    def __float__(self):
        raise RuntimeError


class Leaves(Link):
    def propagate(self):
        sys.exit(3)


class GivesNoNumber(Link):
    def nudge(self, learning_rate):
        self.weight = NoNumber(1.0)


def test_check_always_returns_a_finding():
    assert "It calls exit()" in check(Leaves).words
    assert not check(GivesNoNumber).is_right
    assert not check(Activation("a", lambda z: 10**400, lambda z, y: 1)).is_right
    assert not check(Activation("sigmoid", lambda z: "x", lambda z, y: None)).is_right


class BareLink:
    """A Link with its own names, and with nothing that it doesn't need."""

    def __init__(self, start, end, weight):
        self.input_neuron, self.output_neuron, self.weight, self.grad = start, end, weight, 0

    def propagate(self):
        self.output_neuron.receive(self.input_neuron.output * self.weight)

    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.grad += delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(delta * self.weight)

    def nudge(self, rate):
        self.weight -= rate * self.grad
        self.grad = 0


class DeltaNeuron(Neuron):
    """A Neuron that keeps a delta for DeltaLink."""

    delta = None

    def receive_sensitivity(self, value):
        super().receive_sensitivity(value)
        self.delta = self.sensitivity * self.slope


class DeltaLink(Link):
    def backpropagate(self):
        self.weight_sensitivity += self.output_neuron.delta * self.input_neuron.output
        self.input_neuron.receive_sensitivity(self.output_neuron.delta * self.weight)


def test_a_network_built_in_a_different_way_is_right():
    assert check(BareLink).is_right, check(BareLink)
    assert check(DeltaLink, DeltaNeuron).is_right, check(DeltaLink, DeltaNeuron)


@pytest.mark.parametrize(
    ("rate", "is_sent_first"),
    [
        (1, True),
        (0.1, False),
        (-0.3, True),
        *[pytest.param(rate, True, marks=pytest.mark.thorough) for rate in (0.5, 0.1, 0.01)],
        *[pytest.param(rate, False, marks=pytest.mark.thorough) for rate in (1, 0.5, 0.01, -0.3)],
    ],
)
def test_a_weight_that_is_moved_on_the_way_back_is_found_however_far(rate, is_sent_first):
    class Nudges(Link):
        def backpropagate(self):
            delta = self.output_neuron.sensitivity * self.output_neuron.slope
            self.weight_sensitivity += delta * self.input_neuron.output
            if is_sent_first:
                self.input_neuron.receive_sensitivity(delta * self.weight)
            self.weight -= rate * self.weight_sensitivity
            if not is_sent_first:
                self.input_neuron.receive_sensitivity(delta * self.weight)

    finding = check(Nudges)
    assert finding.mistakes == ("nudged on the way",), finding
    assert "the weight moves while sensitivities are still on their way back" in finding.words


def test_a_weight_that_is_moved_forwards_is_not_called_moved_on_the_way_back():
    class Moves(Link):
        def propagate(self):
            self.output_neuron.receive(self.input_neuron.output * self.weight)
            self.weight += 0.25

    finding = check(Moves)
    assert not finding.is_right and finding.mistakes == ()


def test_the_text_of_an_exception_is_printed_with_escapes():
    class Paints(Link):
        def propagate(self):
            raise type("Red\x1b[31m", (Exception,), {})("\x1b[2J\u202e")

    text = str(check(Paints))
    assert text.startswith("✗ Paints: Python stops: Red\\x1b[31m: \\x1b[2J\\u202e; in line ")
    assert all(line.isprintable() for line in text.split("\n"))


def test_if_two_classes_have_mistakes_both_are_named():
    finding = check(PlusNudge, LastWins)
    assert finding.mistakes == ("nudged upwards", "total input overwritten")


# The form of a verdict.


def test_a_verdict_says_the_mistake_first_then_where_and_their_calculation_and_asks():
    finding = check(SlopeForgotten)
    lines = str(finding).split("\n")
    number = SlopeForgotten.backpropagate.__code__.co_firstlineno
    assert lines[0].startswith("✗ SlopeForgotten.backpropagate: the slope is left out.")
    assert lines[0].endswith(f" test_check.py:{number}") and len(lines[0]) == 79
    assert lines[1:] == [
        "  Where     b1->y1, network 1-1 (sigmoid), x1 0.7, expected 0.2",
        "  Yours     weight sensitivity = sensitivity × input = 0.5027 × 1 = 0.5027",
        "            That is too large.",
        "  Ask       Deliver 0.01 more to y1. Does its output rise by 0.01, or by less?",
    ]


class Threefold(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity += delta * self.input_neuron.output * 3
        self.input_neuron.receive_sensitivity(delta * self.weight)


def test_an_unknown_mistake_is_shown_beside_the_right_calculation():
    finding = check(Threefold)
    assert finding.mistakes == () and "doesn't recognise the mistake" in finding.words
    lines = str(finding).split("\n")
    assert "  Yours     weight sensitivity = sensitivity × slope × input × 3" in lines
    assert "                               = 0.50266 × 0.20893 × 1 × 3 = 0.3151" in lines
    assert "  Right     weight sensitivity = sensitivity × slope × input" in lines
    assert "                               = 0.5027 × 0.2089 × 1 = 0.105" in lines


class Rounds(Link):
    """A Link that calculates in a way that lernmi can't follow."""

    def backpropagate(self):
        delta = round(self.output_neuron.sensitivity, 12)
        self.weight_sensitivity += math.fsum([delta * self.input_neuron.output])
        self.input_neuron.receive_sensitivity(math.fsum([delta * self.weight]))


def test_if_lernmi_cannot_follow_the_code_the_mistake_gives_the_calculation():
    finding = check(Rounds)
    assert finding.mistakes == ("slope missing",)
    assert "weight sensitivity = " in dict(finding.rows)["Yours"]
    assert finding.answer.endswith(" = 0.105")


def test_the_moments_end_with_the_wrong_number_and_are_those_of_their_own_link():
    finding = check(SlopeForgotten)
    assert "b1->y1 backpropagates" in finding.moments[-1].split("\n")[0]
    assert "0.5026607" in finding.moments[-1] and "test_check.py" in finding.moments[-1]
    # The wrong number has no formula: the one that leads to it is the learner's own.
    assert " = " not in finding.moments[-1] and "None" not in " ".join(finding.moments)
    # Several samples before one nudge have no moments, so the numbers are listed.
    [*_, before, last] = check(Overwrites).moments
    assert before.startswith("sensitivity of y1 (sample 2): ")
    assert last.startswith("weight sensitivity of b1->y1 (sample 2): ")


class AddsTheWeight(Link):
    def propagate(self):
        self.output_neuron.receive(self.input_neuron.output + self.weight)


class OutputAsSlope(Neuron):
    def activate(self):
        self.output = self.activation.function(self.total_input)
        self.slope = self.output


@pytest.mark.parametrize(
    ("thing", "first"),
    [(AddsTheWeight, "2. b1->y1 delivers"), (OutputAsSlope, "5. y1 activates")],
)
def test_the_moments_end_at_the_first_wrong_number_without_the_right_one(thing, first):
    finding = check(thing)
    assert finding.moments[-1].startswith(first), finding.moments
    assert "would be" not in "".join(finding.moments)


def test_the_last_moment_says_what_is_given_and_what_the_code_made_with_the_names():
    lines = check(SlopeForgotten).moments[-1].split("\n")
    assert lines[1] == "   given"
    made = lines.index("   your code made")
    names = [re.split(r" {2,}", line.strip())[0] for line in lines]
    assert names[2:made] == ["y1's sensitivity", "y1's slope", "b1's output", "weight"]
    assert set(names[made + 1 : -1]) >= {"sent back to b1", "weight sensitivity"}


class SetsInsteadOfAdding(Link):
    def backpropagate(self):
        delta = self.output_neuron.sensitivity * self.output_neuron.slope
        self.weight_sensitivity =+ delta * self.input_neuron.output  # fmt: skip
        self.input_neuron.receive_sensitivity(delta * self.weight)


def test_an_equals_sign_before_the_plus_is_pointed_out():
    finding = check(SetsInsteadOfAdding)
    assert finding.mistakes == ("weight sensitivity overwritten",)
    assert "=+ sets the number; += adds to it." in dict(finding.rows)["Signs"]
    assert "Signs" not in dict(check(Overwrites).rows)


@pytest.mark.parametrize("encoding", ["ascii", "cp1251"])
def test_a_verdict_can_be_printed_anywhere(encoding, monkeypatch):
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    text = str(check(SlopeForgotten))
    text.encode(encoding)
    assert text.startswith("x SlopeForgotten.backpropagate: the slope is left out.")
    assert "sensitivity x input = 0.5027 x 1 = 0.5027" in text


class BothUnwritten(Neuron):
    def receive(self, value):
        raise NotImplementedError("write this")

    def activate(self):
        raise NotImplementedError("write this")


class MentionsIt(Right):
    def nudge(self, learning_rate):
        try:
            super().nudge(learning_rate)
        except NotImplementedError:
            pass


def test_all_methods_that_are_not_written_are_listed_and_no_other():
    words = "not written yet: BothUnwritten.receive, BothUnwritten.activate."
    assert check(Right, BothUnwritten).words == words
    assert check(MentionsIt).is_right


@pytest.mark.parametrize(
    ("number", "wrong", "mistake"),
    [
        (4, "def slope(output):\n    return 0.25", "always the same"),
        (5, "def chain(change, slopes):\n    return change + sum(slopes)", "everything added"),
        (
            5,
            "def chain(change, slopes):\n    for slope in slopes:\n        return change * slope\n"
            "    return change",
            "only the first",
        ),
    ],
)
def test_mistakes_that_the_exercises_invite_have_names(number, wrong, mistake):
    names: dict[str, Any] = {}
    exec(wrong, names)
    [function] = [each for name, each in names.items() if name != "__builtins__"]
    assert check(function).mistakes == (mistake,)


def test_a_function_that_stops_is_shown_with_the_call_that_stopped_it():
    def fork(sensitivities, weights):
        return sensitivities[0] * weights[0] + sensitivities[1] * weights[1]

    words = check(fork).words
    assert words.startswith("Python stops: IndexError: list index out of range; in line ")
    assert words.endswith("(lernmi called fork([0.1], [2.0]).)")


def test_a_missing_return_is_named_and_nothing_else_is_said():
    def slope(output):
        output * (1 - output)

    def tried(network, link, inputs, expected, change):
        pass

    for function in (slope, tried):
        finding = check(function)
        name = function.__name__
        assert finding.words == f"{name} returns nothing (None). Is `return` missing?"
        assert "Right" not in dict(finding.rows) and "recognise" not in str(finding)


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (
            ErrorFunction("own", lambda o, e: None, lambda o, e: [0.5] * len(o)),
            "own.function returns",
        ),
        (ErrorFunction("own", lambda o, e: 0.5, lambda o, e: None), "NoneType"),
        (Activation("own", lambda x: None, lambda x, y: 1), "own's function returns nothing"),
        (Activation("own", lambda x: x, lambda x, y: None), "own's slope returns nothing"),
    ],
)
def test_a_missing_return_in_an_activation_or_an_error_function_is_named(thing, words):
    assert words in check(thing).words


def test_a_call_of_an_activation_is_answered_with_its_function():
    def tried_slope(x, change):
        return (sigmoid(x + change) - sigmoid(x)) / change

    assert "(An activation's function is sigmoid.function.)" in check(tried_slope).words
