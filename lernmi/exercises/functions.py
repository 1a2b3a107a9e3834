"""Functions that a learner writes, each with what goes wrong in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

from lernmi.activations import Number, sigmoid_output
from lernmi.data.published.mazur import MAZUR
from lernmi.exercises.catalogue import BATCH, LEARN, Mistake, add_up
from lernmi.exercises.checker import Failed, guarded
from lernmi.exercises.diagnosis import PART, Finding, Numbers, diagnose
from lernmi.exercises.recipes import Parts, Recipe
from lernmi.exercises.trials import TRIALS, Reading, Trial, new_weights, number_or_none
from lernmi.functions.nudging import Nudging
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.numbers import as_python_numbers
from lernmi.support.texts import short_text
from lernmi.trainer import Trainer


class Task(NamedTuple):
    """A function to be written.

    name: of the function.
    trials: what it is tried with, for people to read.
    numbers: `numbers(function, trial)` gives the Readings of a trial, by its number from 0 on.
    right: a right one.
    mistakes: what can go wrong; each has the change "function", a wrong one.
    also_right: others that give somewhat other numbers, and are as good.
    part: how far a right number may be off, as a part of it.
    """

    name: str
    trials: Sequence[Any]
    numbers: Callable[[Callable[..., Any], int], list[Reading]]
    right: Callable[..., Any]
    mistakes: Sequence[Mistake]
    also_right: Sequence[Callable[..., Any]] = ()
    part: float = PART


def check_function(task: Task, function: Callable[..., Any]) -> Finding:
    """Return whether a learner's function is right, and if not, which mistake it is.

    Raises NotWritten if it is still to be written.
    """

    # Their code runs once for each trial, however often the numbers are compared.
    @cache
    def found(trial: int) -> list[Reading]:
        numbers: list[Reading] = guarded(lambda: task.numbers(function, trial))
        return numbers

    def of(some: Callable[..., Any]) -> Numbers:
        return lambda trial: task.numbers(some, trial)

    def with_mistakes(together: Sequence[Mistake]) -> Numbers:
        if len(together) > 1:
            raise ValueError("wrong functions can't be put together")
        return of(together[0].changes["function"])

    findings = []
    try:
        for right in (task.right, *task.also_right):
            finding = diagnose(
                found,
                of(right),
                with_mistakes,
                task.mistakes,
                task.trials,
                most_together=1,
                part=task.part,
            )
            if finding.is_right:
                return finding
            findings.append(finding)
    except Failed as problem:
        return Finding(False, str(problem))
    return findings[0]


def plain_task(
    name: str,
    all_arguments: Sequence[Sequence[Any]],
    right: Callable[..., Any],
    wrong: Mapping[str, tuple[str, Callable[..., Any]]],
) -> Task:
    """Return the Task of a function of numbers, or lists of them, that returns such.

    all_arguments: what it is called with, for each trial.
    wrong: by the name of the mistake, what is done, and a function that does it.
    """

    def numbers(function: Callable[..., Any], trial: int) -> list[Reading]:
        call = f"{name}({', '.join([f'{each!r}' for each in all_arguments[trial]])})"
        # Each call gets lists of its own: a function may empty them, and be right.
        result = as_python_numbers(function(*deepcopy(all_arguments[trial])))
        if result is None:
            return [Reading(call, None, True)]
        good = right(*deepcopy(all_arguments[trial]))
        if not is_like(result, good):
            wanted = f"a list of {len(good)} numbers" if isinstance(good, list) else "a number"
            raise Failed(f"{call} should return {wanted}; yours is {short_text(result)}.")
        if isinstance(good, list):
            return [Reading(f"{call}[{place}]", each, True) for place, each in enumerate(result)]
        return [Reading(call, result, True)]

    mistakes = [
        Mistake(mistake, name, words, {"function": function})
        for mistake, (words, function) in wrong.items()
    ]
    # The calls say it all.
    return Task(name, [""] * len(all_arguments), numbers, right, mistakes)


def is_like(result: Any, good: Any) -> bool:
    """Whether a result is a list of as many numbers as the right one, or a number if that is."""
    if isinstance(good, list):
        is_list = isinstance(result, (list, tuple)) and len(result) == len(good)
        return is_list and all(is_like(as_python_numbers(each), 0) for each in result)
    return not isinstance(result, str) and number_or_none(result) is not None


# Exercise 2: trying.


def tried(
    network: Network,
    link: Link,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    change: Number,
) -> Number:
    """Return by how much the error changes, for each 1 that the weight changes."""
    before = error_of(network, inputs, expected)
    weight = link.weight
    link.weight = weight + change
    after = error_of(network, inputs, expected)
    link.weight = weight
    return (after - before) / change


def error_of(network: Network, inputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the error of a sample."""
    network.propagate(inputs)
    return network.compare(expected)


def tried_otherwise(
    result: Callable[[Number, Number, Number], Number], puts_back: bool = True
) -> Callable[..., Number]:
    """Return a `tried` that makes something else of both errors and the change.

    result: `result(error before, error after, change)` is returned.
    puts_back: whether the weight is put back.
    """

    def tried_wrongly(
        network: Network,
        link: Link,
        inputs: Sequence[Number],
        expected: Sequence[Number],
        change: Number,
    ) -> Number:
        before = error_of(network, inputs, expected)
        link.weight = link.weight + change
        after = error_of(network, inputs, expected)
        if puts_back:
            link.weight = link.weight - change
        return result(before, after, change)

    return tried_wrongly


CHANGES = (0.01, 0.001, -0.001)
# What is found by trying loses digits.
TRYING = 1e-5


def numbers_of_trying(function: Callable[..., Any], trial: int) -> list[Reading]:
    """Return what comes out for three changes of one weight, and that weight after each."""
    network = MAZUR.network()
    link = network.link(*(("h1", "y1"), ("x1", "h1"))[trial])
    before = link.weight
    numbers = []
    for change in CHANGES:
        number = function(network, link, MAZUR.inputs, MAZUR.expected, change)
        numbers.append(Reading(f"tried(.., {link.name}, .., {change:g})", number, True))
        numbers.append(Reading(f"weight of {link.name} afterwards", rounded(link.weight), True))
        link.weight = before
    return numbers


def rounded(number: Any) -> Any:
    """Return a float with nine decimals: 0.4 + 0.01 - 0.01 need not be 0.4 again."""
    return round(number, 9) if isinstance(number, float) else number


TRIED = Task(
    "tried",
    ["the published example, h1->y1", "the published example, x1->h1"],
    numbers_of_trying,
    tried,
    [
        Mistake(name, "tried", words, {"function": function})
        for name, words, function in (
            (
                "not divided by the change",
                "the change of the error is not divided by the change of the weight",
                tried_otherwise(lambda before, after, change: after - before),
            ),
            (
                "before minus after",
                "the error afterwards is subtracted from the error before",
                tried_otherwise(lambda before, after, change: (before - after) / change),
            ),
            (
                "multiplied by the change",
                "it is multiplied by the change, and not divided by it",
                tried_otherwise(lambda before, after, change: (after - before) * change),
            ),
            (
                "divided by the size of the change",
                "the sign of the change is lost",
                tried_otherwise(lambda before, after, change: (after - before) / abs(change)),
            ),
            (
                "weight not put back",
                "the weight is not put back to what it was",
                tried_otherwise(
                    lambda before, after, change: (after - before) / change, puts_back=False
                ),
            ),
            (
                "upside down",
                "it is divided the wrong way round: change of the weight by change of the error",
                tried_otherwise(lambda before, after, change: change / (after - before)),
            ),
            (
                "error afterwards",
                "only the error afterwards is used, and not by how much it has changed",
                tried_otherwise(lambda before, after, change: after / change),
            ),
        )
    ],
)

# Exercise 4: the slope of sigmoid.


def tried_both_ways(
    network: Network,
    link: Link,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    change: Number,
) -> Number:
    """Return the same as `tried`, by a larger and a smaller weight, which is nearer."""
    weight = link.weight
    link.weight = weight + change
    after = error_of(network, inputs, expected)
    link.weight = weight - change
    before = error_of(network, inputs, expected)
    link.weight = weight
    return (after - before) / (2 * change)


def tried_both_half_ways(
    network: Network,
    link: Link,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    change: Number,
) -> Number:
    """Return the same as `tried_both_ways`, with half of the change to each side."""
    return tried_both_ways(network, link, inputs, expected, change / 2)


def tried_backwards(
    network: Network,
    link: Link,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    change: Number,
) -> Number:
    """Return the same as `tried`, by a smaller weight: the error before is that of now."""
    return tried(network, link, inputs, expected, -change)


TRIED = TRIED._replace(
    also_right=[tried_both_ways, tried_both_half_ways, tried_backwards], part=TRYING
)

TRIED_SLOPE = plain_task(
    "tried_slope",
    [(0.5, 0.01), (-1.0, 0.001), (2.0, -0.01)],
    lambda x, change: (sigmoid_output(x + change) - sigmoid_output(x)) / change,
    {
        "not divided by the change": (
            "the change of the output is not divided by the change of what goes in",
            lambda x, change: sigmoid_output(x + change) - sigmoid_output(x),
        ),
        "before minus after": (
            "the output afterwards is subtracted from the output before",
            lambda x, change: (sigmoid_output(x) - sigmoid_output(x + change)) / change,
        ),
        "multiplied by the change": (
            "it is multiplied by the change, and not divided by it",
            lambda x, change: (sigmoid_output(x + change) - sigmoid_output(x)) * change,
        ),
        "no sigmoid": (
            "the change of what goes in is divided by itself; sigmoid is missing",
            lambda x, change: 1.0,
        ),
        "upside down": (
            "it is divided the wrong way round",
            lambda x, change: change / (sigmoid_output(x + change) - sigmoid_output(x)),
        ),
    },
)

TRIED_SLOPE = TRIED_SLOPE._replace(
    also_right=[
        lambda x, change: (sigmoid_output(x + change) - sigmoid_output(x - change)) / (2 * change),
        lambda x, change: (
            (sigmoid_output(x + change / 2) - sigmoid_output(x - change / 2)) / change
        ),
        lambda x, change: (sigmoid_output(x) - sigmoid_output(x - change)) / change,
    ],
    part=TRYING,
)

SLOPE = plain_task(
    "slope",
    [(0.5,), (0.75,), (0.2,)],
    lambda output: output * (1 - output),
    {
        "slope at the output": (
            "the slope is taken at the output, as if that were the total input",
            lambda output: sigmoid_output(output) * (1 - sigmoid_output(output)),
        ),
        "plus in place of minus": (
            "a plus stands where a minus should",
            lambda output: output * (1 + output),
        ),
        "only 1 - output": ("it is only 1 - output", lambda output: 1 - output),
        "output squared": ("it is the output squared", lambda output: output * output),
        "only the output": ("it is the output itself", lambda output: output),
        "applied twice": ("it is applied twice", lambda output: (output * (1 - output)) ** 2),
        "wrong sign": ("the sign is wrong", lambda output: output * (output - 1)),
        "tanh's slope": ("that is the slope of tanh", lambda output: 1 - output * output),
    },
)

# Exercise 5: a chain.


def product(numbers: Sequence[Number]) -> Number:
    """Return the product; of no numbers, 1."""
    result: Number = 1
    for number in numbers:
        result = result * number
    return result


CHAIN = plain_task(
    "chain",
    [(0.01, [3.0, 0.5]), (0.1, [2.0, -4.0, 0.5]), (0.2, [])],
    lambda change, slopes: change * product(slopes),
    {
        "slopes added": (
            "the slopes are added, where they should be multiplied",
            lambda change, slopes: change * add_up(slopes),
        ),
        "change added": (
            "the change is added, where it should be multiplied",
            lambda change, slopes: change + product(slopes),
        ),
        "change left out": ("the change is left out", lambda change, slopes: product(slopes)),
        "only the first": (
            "only the first slope is used",
            lambda change, slopes: change * product(slopes[:1]),
        ),
        "only the last": (
            "only the last slope is used",
            lambda change, slopes: change * product(slopes[-1:]),
        ),
        "divided": (
            "it is divided by the slopes, and not multiplied",
            lambda change, slopes: change / product(slopes),
        ),
    },
)

# Exercise 6: a fork.

FORK = plain_task(
    "fork",
    [([0.2, -0.1], [0.5, 3.0]), ([0.1], [2.0]), ([0.3, 0.2, -0.4], [1.0, -2.0, 0.5])],
    lambda sensitivities, weights: add_up(
        [sensitivity * weight for sensitivity, weight in zip(sensitivities, weights)]
    ),
    {
        "multiplied": (
            "what comes over the paths is multiplied, where it should be added",
            lambda sensitivities, weights: product(
                [sensitivity * weight for sensitivity, weight in zip(sensitivities, weights)]
            ),
        ),
        "weights left out": (
            "the weights are left out",
            lambda sensitivities, weights: add_up(sensitivities),
        ),
        "only the first path": (
            "only the first path is used",
            lambda sensitivities, weights: sensitivities[0] * weights[0],
        ),
        "only the last path": (
            "only the last path is used: each one overwrites the one before",
            lambda sensitivities, weights: sensitivities[-1] * weights[-1],
        ),
        "weights added": (
            "the weights are added to the sensitivities, and not multiplied by",
            lambda sensitivities, weights: add_up([*sensitivities, *weights]),
        ),
        "sums multiplied": (
            "all sensitivities are added and all weights are, and then multiplied",
            lambda sensitivities, weights: add_up(sensitivities) * add_up(weights),
        ),
        "mean of the paths": (
            "the mean over the paths is taken, and not the sum",
            lambda sensitivities, weights: (
                add_up([one * other for one, other in zip(sensitivities, weights)]) / len(weights)
            ),
        ),
        "signs lost": (
            "signs are lost on the way",
            lambda sensitivities, weights: add_up(
                [abs(one * other) for one, other in zip(sensitivities, weights)]
            ),
        ),
    },
)

# Exercises 8 and 11: learning.

RIGHT = Recipe()


def numbers_of_learning(function: Callable[..., Any], trial: int) -> list[Reading]:
    """Return all weights after a learner's `learn` has seen each sample."""
    network = IN_TURN[trial].network(Parts())
    numbers = []
    for number, (inputs, expected) in enumerate(IN_TURN[trial].fresh_samples(), start=1):
        function(network, inputs, expected, IN_TURN[trial].learning_rate)
        network.forget()
        numbers += list(new_weights(network, None, f" (sample {number})"))
    return numbers


def numbers_of_a_batch(function: Callable[..., Any], trial: int) -> list[Reading]:
    """Return all weights after a learner's `learn_batch` has seen a batch, and then again."""
    network = BATCHES[trial].network(Parts())
    numbers = []
    for time in ("once", "twice"):
        function(network, BATCHES[trial].fresh_samples(), BATCHES[trial].learning_rate)
        numbers += list(new_weights(network, None, f" (after the batch was seen {time})"))
    return numbers


IN_TURN: list[Trial] = [trial for trial in TRIALS if not trial.is_batch and len(trial.sizes) > 2]
BATCHES: list[Trial] = [trial for trial in TRIALS if len(trial.samples) > 1]


def by_recipe(mistake: Mistake, step: str) -> Mistake:
    """Return the mistake as one of a function of its own, and not of a step of a Recipe.

    step: which one it changes, such as "learn_batch".
    """
    method = mistake.changes[step]

    def function(*arguments: Any) -> Any:
        return method(RIGHT, *arguments)

    return mistake._replace(changes={"function": function})


TOO_EARLY = Task(
    "too_early",
    IN_TURN,
    numbers_of_learning,
    by_recipe(LEARN[0], "learn").changes["function"],
    [
        Mistake(
            "not too early",
            "too_early",
            "all Links send back before any weight is nudged that they need (as when each Link "
            "backpropagates and then is nudged): that is right, and here the wrong way is wanted",
            {"function": RIGHT.learn},
        )
    ],
)

LEARN_BATCH = Task(
    "learn_batch",
    BATCHES,
    numbers_of_a_batch,
    RIGHT.learn_batch,
    [by_recipe(mistake, "learn_batch") for mistake in BATCH],
)

# Exercise 11: momentum.


def numbers_of_momentum(make: Callable[..., Any], trial: int) -> list[Reading]:
    """Return all weights after each of two epochs with a learner's nudging.

    make: `make(momentum)` returns the nudging.
    """
    momentum, batch_size = ((0.9, 1), (0.5, 2))[trial]
    network = TRIALS[-2].network(Parts())
    trainer = Trainer(
        network,
        learning_rate=0.5,
        batch_size=batch_size,
        shuffle=False,
        nudging=make(momentum),
    )
    numbers = []
    for epoch in (1, 2):
        trainer.train(TRIALS[-2].fresh_samples(), 1)
        numbers += list(new_weights(network, None, f" (after epoch {epoch})"))
    return numbers


def momentum_with(
    velocity: Callable[[Number, Number, Number, Number], Number],
    change: Callable[[Number, Number], Number],
    divides: bool = True,
    is_shared: bool = False,
) -> Callable[[Number], Callable[..., None]]:
    """Return how to make a nudging with momentum that does some things otherwise.

    velocity: `velocity(the one before, momentum, mean, learning rate)` returns the new one, where
        mean is the mean weight sensitivity of the batch.
    change: `change(velocity, learning rate)` returns how far the weight moves down.
    divides: whether it is the mean over the batch, and not the sum.
    is_shared: whether all Links share one velocity.
    """

    def make(momentum: Number) -> Callable[..., None]:
        velocities: dict[int, Number] = {}

        def nudging(link: Link, position: int, learning_rate: Number, batch_length: int) -> None:
            mean = link.weight_sensitivity / (batch_length if divides else 1)
            key = 0 if is_shared else position
            new = velocity(velocities.get(key, 0), momentum, mean, learning_rate)
            velocities[key] = new
            link.weight = link.weight - change(new, learning_rate)

        return nudging

    return make


def usual_velocity(before: Number, momentum: Number, mean: Number, rate: Number) -> Number:
    """Return the velocity after a batch: momentum x the one before + mean weight sensitivity."""
    return momentum * before + mean


def usual_change(velocity: Number, rate: Number) -> Number:
    """Return how far the weight moves: learning rate x velocity."""
    return rate * velocity


MOMENTUM = Task(
    "MyMomentum",
    ["momentum 0.9, batches of 1", "momentum 0.5, batches of 2"],
    numbers_of_momentum,
    lambda momentum: Nudging(momentum=momentum),
    [
        Mistake(name, "MyMomentum", words, {"function": momentum_with(velocity, change, **more)})
        for name, words, velocity, change, more in (
            (
                "no momentum",
                "the last move plays no part",
                lambda before, momentum, mean, rate: mean,
                usual_change,
                {},
            ),
            (
                "velocity not kept",
                "the momentum is 1: nothing of the velocity is ever lost",
                lambda before, momentum, mean, rate: before + mean,
                usual_change,
                {},
            ),
            (
                "weight sensitivity damped",
                "the weight sensitivity is multiplied by 1 - momentum (some books do that; here "
                "it isn't)",
                lambda before, momentum, mean, rate: momentum * before + (1 - momentum) * mean,
                usual_change,
                {},
            ),
            (
                "learning rate twice",
                "the learning rate is multiplied by twice",
                lambda before, momentum, mean, rate: momentum * before + rate * mean,
                usual_change,
                {},
            ),
            (
                "learning rate left out",
                "the learning rate is left out",
                usual_velocity,
                lambda velocity, rate: velocity,
                {},
            ),
            (
                "momentum with the wrong sign",
                "the last move is subtracted, where it should be added",
                lambda before, momentum, mean, rate: mean - momentum * before,
                usual_change,
                {},
            ),
            (
                "upwards",
                "the weight is moved up the error instead of down",
                usual_velocity,
                lambda velocity, rate: -rate * velocity,
                {},
            ),
            (
                "not divided by the batch",
                "the sum over the batch is used, and not the mean",
                usual_velocity,
                usual_change,
                {"divides": False},
            ),
            (
                "one velocity for all",
                "all Links share one velocity, where each needs its own",
                usual_velocity,
                usual_change,
                {"is_shared": True},
            ),
            (
                "both times momentum",
                "the weight sensitivity is multiplied by the momentum, too",
                lambda before, momentum, mean, rate: momentum * (before + mean),
                usual_change,
                {},
            ),
        )
    ],
)

# Exercise 12: softmax and cross-entropy.


def softmax(outputs: Sequence[Number]) -> list[Number]:
    """Return a probability for each output: e^output, divided by the sum of all e^output."""
    largest = max(outputs)
    powers = [math.exp(output - largest) for output in outputs]
    total = add_up(powers)
    return [power / total for power in powers]


def cross_entropy(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return minus the natural logarithm of the probability of what was expected.

    The sum of -expected x log(softmax(outputs)), where expected is 1 once and else 0.
    """
    # log(softmax) = output - largest - log(sum), without a detour through tiny probabilities.
    largest = max(outputs)
    logarithm = largest + math.log(add_up([math.exp(output - largest) for output in outputs]))
    return add_up([wanted * (logarithm - output) for output, wanted in zip(outputs, expected)])


SOME_OUTPUTS = ([0.5, -1.0, 2.0], [1.0, 1.0], [3.0, 0.0, -2.0, 0.5])
SOME_EXPECTED = ([0, 0, 1], [1, 0], [0, 1, 0, 0])

SOFTMAX = plain_task(
    "softmax",
    [*[(outputs,) for outputs in SOME_OUTPUTS], ([1000.0, 999.0],)],
    softmax,
    {
        "no exponential": (
            "the outputs are divided by their sum, without e^output",
            lambda outputs: [output / (add_up(outputs) or math.nan) for output in outputs],
        ),
        "not divided": (
            "it is not divided by the sum",
            lambda outputs: [exp_or_infinite(output) for output in outputs],
        ),
        "divided by the largest": (
            "it is divided by the largest, and not by the sum",
            lambda outputs: [math.exp(output - max(outputs)) for output in outputs],
        ),
        "sigmoid of each": (
            "it is the sigmoid of each output",
            lambda outputs: [sigmoid_output(output) for output in outputs],
        ),
        "wrong sign": (
            "the sign is wrong: e^-output",
            lambda outputs: softmax([-output for output in outputs]),
        ),
        "logarithms": (
            "it is the logarithm of it",
            lambda outputs: [math.log(number) for number in softmax(outputs)],
        ),
    },
)


def exp_or_infinite(number: float) -> float:
    """Return e^number, or infinity if that is too large."""
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


def of_probabilities(
    function: Callable[[Sequence[Number], Sequence[Number]], Any],
) -> Callable[[Sequence[Number], Sequence[Number]], Any]:
    """Return a function of outputs that gives `function` their softmax in place of them."""
    return lambda outputs, expected: function(softmax(outputs), expected)


PAIRS = [*zip(SOME_OUTPUTS, SOME_EXPECTED)]

CROSS_ENTROPY = plain_task(
    "cross_entropy",
    PAIRS,
    cross_entropy,
    {
        "minus forgotten": (
            "the minus is forgotten: logarithms of probabilities are below 0",
            lambda outputs, expected: -cross_entropy(outputs, expected),
        ),
        "logarithm of the outputs": (
            "it is minus the output, without softmax and without the logarithm",
            lambda outputs, expected: -add_up([o * e for o, e in zip(outputs, expected)]),
        ),
        "logarithm to the base 2": (
            "the logarithm is the one to the base 2",
            lambda outputs, expected: cross_entropy(outputs, expected) / math.log(2),
        ),
        "logarithm to the base 10": (
            "the logarithm is the one to the base 10",
            lambda outputs, expected: cross_entropy(outputs, expected) / math.log(10),
        ),
        "squared error": (
            "it is half the sum of squares",
            of_probabilities(
                lambda probabilities, expected: (
                    add_up([(p - e) ** 2 for p, e in zip(probabilities, expected)]) / 2
                )
            ),
        ),
        "all logarithms": (
            "the logarithms of all probabilities are added, and not only of the expected one",
            of_probabilities(
                lambda probabilities, expected: -add_up([math.log(p) for p in probabilities])
            ),
        ),
        "divided by the number": (
            "it is divided by the number of outputs",
            lambda outputs, expected: cross_entropy(outputs, expected) / len(outputs),
        ),
        "without the logarithm": (
            "the logarithm is left out",
            of_probabilities(
                lambda probabilities, expected: (
                    -add_up([p * e for p, e in zip(probabilities, expected)])
                )
            ),
        ),
    },
)

SENSITIVITIES = plain_task(
    "sensitivities",
    PAIRS,
    of_probabilities(
        lambda probabilities, expected: [p - e for p, e in zip(probabilities, expected)]
    ),
    {
        "expected minus probability": (
            "it is expected minus probability, and not probability minus expected",
            of_probabilities(
                lambda probabilities, expected: [e - p for p, e in zip(probabilities, expected)]
            ),
        ),
        "outputs in place of probabilities": (
            "softmax is forgotten: it is output minus expected",
            lambda outputs, expected: [o - e for o, e in zip(outputs, expected)],
        ),
        "slope of sigmoid": (
            "it is multiplied by p(1 - p), which has cancelled out already",
            of_probabilities(
                lambda probabilities, expected: [
                    (p - e) * p * (1 - p) for p, e in zip(probabilities, expected)
                ]
            ),
        ),
        "only the expected one": (
            "only the expected output gets a sensitivity; the others should hear, too",
            of_probabilities(
                lambda probabilities, expected: [
                    (p - e) * (e > 0) for p, e in zip(probabilities, expected)
                ]
            ),
        ),
        "derivative of the logarithm": (
            "it is -expected / probability, how the error depends on the probabilities and not on "
            "the outputs",
            of_probabilities(
                lambda probabilities, expected: [-e / p for p, e in zip(probabilities, expected)]
            ),
        ),
        "only probabilities": (
            "what was expected is not subtracted",
            of_probabilities(lambda probabilities, expected: list(probabilities)),
        ),
    },
)

# Who finds them by trying has them nearly.
SENSITIVITIES = SENSITIVITIES._replace(part=TRYING)

TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        TRIED,
        TRIED_SLOPE,
        SLOPE,
        CHAIN,
        FORK,
        TOO_EARLY,
        LEARN_BATCH,
        MOMENTUM,
        SOFTMAX,
        CROSS_ENTROPY,
        SENSITIVITIES,
    )
}
