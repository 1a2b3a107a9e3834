"""The functions that learners write, and the mistakes that they make in each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

from lernmi.activations import Number, sigmoid_output
from lernmi.data.published.mazur import MAZUR
from lernmi.exercises.calculations import Term
from lernmi.exercises.catalogue import BATCH, LEARN, Mistake, add_up
from lernmi.exercises.checker import Failed, NotWritten, guarded, line_of
from lernmi.exercises.diagnosis import (
    PART,
    Difference,
    Finding,
    Numbers,
    diagnose,
    finding_about,
    nothing_returned,
    same,
)
from lernmi.exercises.recipes import Parts, Recipe
from lernmi.exercises.trials import TRIALS, Reading, Trial, new_weights, number_or_none
from lernmi.functions.nudging import Nudging
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.numbers import as_python_numbers
from lernmi.support.texts import short_text
from lernmi.trainer import Trainer


class Task(NamedTuple):
    """A function that learners write.

    name: the function's name.
    trials: each a Trial, or a description to print ("" if the names of the Readings are enough).
    numbers: `numbers(function, trial)` returns the Readings of a trial. Trials count from 0.
    right: a right function.
    mistakes: the mistakes to look for. The change "function" of each is a wrong function.
    also_right: other functions that are right, too, though their numbers differ a little.
    part: how far a right number may be off, as a fraction.
    arguments: the arguments for each trial, if they are plain numbers or lists of numbers.
    """

    name: str
    trials: Sequence[Any]
    numbers: Callable[[Callable[..., Any], int], list[Reading]]
    right: Callable[..., Any]
    mistakes: Sequence[Mistake]
    also_right: Sequence[Callable[..., Any]] = ()
    part: float = PART
    arguments: Sequence[Sequence[Any]] = ()


def check_function(task: Task, function: Callable[..., Any]) -> Finding:
    """Return whether a learner's function is right, and if not, which mistake it makes.

    Raises NotWritten if it is not written yet.
    """

    # Run the learner's code only once for each trial, however often lernmi compares the numbers.
    @cache
    def learners_readings(trial: int) -> list[Reading]:
        numbers: list[Reading] = guarded(lambda: task.numbers(function, trial))
        return numbers

    def of(some: Callable[..., Any]) -> Numbers:
        return lambda trial: task.numbers(some, trial)

    def with_mistakes(together: Sequence[Mistake]) -> Numbers:
        if len(together) > 1:
            raise ValueError("two wrong functions can't be combined")
        return of(together[0].changes["function"])

    differences: list[Difference] = []
    try:
        for right in (task.right, *task.also_right):
            difference = diagnose(
                learners_readings,
                of(right),
                with_mistakes,
                task.mistakes,
                len(task.trials),
                most_together=1,
                part=task.part,
            )
            if difference is None:
                return Finding(True, "Right.")
            differences.append(difference)
    except NotWritten as problem:
        raise NotWritten(f"not written yet: {task.name}") from problem
    except Failed as problem:
        return Finding(False, str(problem))
    return finding_about_difference(task, function, differences[0])


def finding_about_difference(
    task: Task, function: Callable[..., Any], difference: Difference
) -> Finding:
    """Return the Finding about a function's wrong number, with both calculations."""
    trial, what = difference.trial, difference.yours.what
    where = task.trials[trial]
    if not isinstance(where, str):
        where = where.where(what)
    yours = good = None
    if task.arguments:
        place = what.partition(")")[2]
        yours = with_calculation(function, task.arguments[trial], place)
        if yours is None or not same(yours, difference.yours.value):
            # lernmi can't follow the learner's code, but the mistake leads to the same number.
            for mistake in difference.certain:
                yours = with_calculation(mistake.changes["function"], task.arguments[trial], place)
        good = with_calculation(task.right, task.arguments[trial], place)
    finding = finding_about(difference, where, yours, good, what if task.arguments else "")
    if difference.yours.value is None and what.startswith(f"{task.name}("):
        finding = nothing_returned(finding, task.name)
    return finding._replace(part=task.name, place=line_of(function))


def with_calculation(function: Callable[..., Any], arguments: Sequence[Any], place: str) -> Any:
    """Call a function with Terms, and return its result, or None if it can't work with Terms.

    arguments: numbers, and lists of numbers.
    place: the item of the result to return, such as "[0]", or "" for the whole result.
    """
    terms = [
        [Term(each) for each in argument] if isinstance(argument, list) else Term(argument)
        for argument in arguments
    ]
    try:
        result = guarded(lambda: function(*terms))
        return result[int(place.strip("[]"))] if place else result
    except (Failed, NotWritten, IndexError, TypeError):
        return None


def plain_task(
    name: str,
    all_arguments: Sequence[Sequence[Any]],
    right: Callable[..., Any],
    wrong: Mapping[str, tuple[str, Callable[..., Any]]],
) -> Task:
    """Return the Task of a function that takes and returns numbers, or lists of numbers.

    all_arguments: the arguments of the call in each trial.
    wrong: for each mistake, by its name, the sentence about it and a function that makes it.
    """

    def numbers(function: Callable[..., Any], trial: int) -> list[Reading]:
        call = f"{name}({', '.join([f'{each!r}' for each in all_arguments[trial]])})"
        try:
            # Each call gets new lists: a function may empty them and still be right.
            arguments = deepcopy(all_arguments[trial])
            result = as_python_numbers(guarded(lambda: function(*arguments)))
        except Failed as problem:
            raise Failed(f"{problem} (lernmi called {call}.)") from problem
        if result is None:
            return [Reading(call, None, True)]
        good = right(*deepcopy(all_arguments[trial]))
        if not is_like(result, good):
            wanted = f"a list of {len(good)} numbers" if isinstance(good, list) else "a number"
            raise Failed(f"{call} should return {wanted}; got {short_text(result)}.")
        if isinstance(good, list):
            return [Reading(f"{call}[{place}]", each, True) for place, each in enumerate(result)]
        return [Reading(call, result, True)]

    mistakes = [
        Mistake(mistake, name, words, {"function": function})
        for mistake, (words, function) in wrong.items()
    ]
    # The name of each Reading is the call, which says everything.
    nowhere = [""] * len(all_arguments)
    return Task(name, nowhere, numbers, right, mistakes, arguments=all_arguments)


def is_like(result: Any, good: Any) -> bool:
    """Whether a result has the form of the right one: a number, or a list of as many numbers."""
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
    """Return the change of the error, divided by the change of the weight."""
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


def wrong_tried(
    result: Callable[[Number, Number, Number], Number], puts_back: bool = True
) -> Callable[..., Number]:
    """Return a `tried` that returns `result(error before, error after, change)`.

    puts_back: whether it puts the weight back.
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


def tried_both_ways(
    network: Network,
    link: Link,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    change: Number,
) -> Number:
    """Do the same as `tried` with a larger and a smaller weight, which is more exact."""
    weight = link.weight
    link.weight = weight + change
    after = error_of(network, inputs, expected)
    link.weight = weight - change
    before = error_of(network, inputs, expected)
    link.weight = weight
    return (after - before) / (2 * change)


def asked(
    network: Network,
    link: Link,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    change: Number,
) -> Number:
    """Return the weight sensitivity that backpropagation finds, without trying."""
    error_of(network, inputs, expected)
    network.backpropagate()
    return link.weight_sensitivity


CHANGES = (0.01, 0.001, -0.001)
# Measured numbers have fewer exact digits.
TRYING = 1e-5


def numbers_of_trying(function: Callable[..., Any], trial: int) -> list[Reading]:
    """Return the results for three changes of one weight, and that weight after each."""
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
    """Return a float rounded to nine decimals: 0.4 + 0.01 - 0.01 need not be exactly 0.4."""
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
                wrong_tried(lambda before, after, change: after - before),
            ),
            (
                "before minus after",
                "it is the error before minus the error after, instead of the other way round",
                wrong_tried(lambda before, after, change: (before - after) / change),
            ),
            (
                "multiplied by the change",
                "it is multiplied by the change instead of divided",
                wrong_tried(lambda before, after, change: (after - before) * change),
            ),
            (
                "divided by the size of the change",
                "the change loses its sign",
                wrong_tried(lambda before, after, change: (after - before) / abs(change)),
            ),
            (
                "weight not put back",
                "the weight is not put back to what it was",
                wrong_tried(
                    lambda before, after, change: (after - before) / change, puts_back=False
                ),
            ),
            (
                "upside down",
                "the division is upside down: the weight's change divided by the error's",
                wrong_tried(lambda before, after, change: change / (after - before)),
            ),
            (
                "both ways, divided once",
                "the weight moves both ways, by 2 × change in all, but is divided by change once",
                lambda network, link, inputs, expected, change: (
                    2 * tried_both_ways(network, link, inputs, expected, change)
                ),
            ),
            (
                "backpropagation asked",
                "this is the number from backpropagation, but here you should find it by trying",
                asked,
            ),
            (
                "error afterwards",
                "only the error after the change is used, not how much the error changed",
                wrong_tried(lambda before, after, change: after / change),
            ),
        )
    ],
)

# Exercise 4: the slope of sigmoid.


def tried_both_half_ways(
    network: Network,
    link: Link,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    change: Number,
) -> Number:
    """Do the same as `tried_both_ways`, with half of the change to each side."""
    return tried_both_ways(network, link, inputs, expected, change / 2)


def tried_backwards(
    network: Network,
    link: Link,
    inputs: Sequence[Number],
    expected: Sequence[Number],
    change: Number,
) -> Number:
    """Do the same as `tried` with a smaller weight."""
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
            "the change of the output is not divided by the change of x",
            lambda x, change: sigmoid_output(x + change) - sigmoid_output(x),
        ),
        "before minus after": (
            "it is the output before minus the output after, instead of the other way round",
            lambda x, change: (sigmoid_output(x) - sigmoid_output(x + change)) / change,
        ),
        "multiplied by the change": (
            "it is multiplied by the change instead of divided",
            lambda x, change: (sigmoid_output(x + change) - sigmoid_output(x)) * change,
        ),
        "no sigmoid": (
            "sigmoid is missing: x is compared with itself",
            lambda x, change: 1.0,
        ),
        "upside down": (
            "the division is upside down",
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
            "sigmoid is applied to the output again",
            lambda output: sigmoid_output(output) * (1 - sigmoid_output(output)),
        ),
        "plus in place of minus": (
            "there is a plus instead of a minus",
            lambda output: output * (1 + output),
        ),
        "only 1 - output": ("it is 1 - output alone", lambda output: 1 - output),
        "output squared": ("it is output × output", lambda output: output * output),
        "only the output": ("it is the output itself", lambda output: output),
        "applied twice": (
            "the slope is multiplied by itself",
            lambda output: (output * (1 - output)) ** 2,
        ),
        "wrong sign": ("the sign is wrong", lambda output: output * (output - 1)),
        "always the same": ("the slope is the same for every output", lambda output: 0.25),
        "tanh's slope": ("it is the slope of tanh", lambda output: 1 - output * output),
    },
)

# Exercise 5: a chain.


def product(numbers: Sequence[Number]) -> Number:
    """Return the product of numbers; 1 if there are none."""
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
            "the slopes are added instead of multiplied",
            lambda change, slopes: change * add_up(slopes),
        ),
        "change added": (
            "the change is added instead of multiplied",
            lambda change, slopes: change + product(slopes),
        ),
        "everything added": (
            "the change and the slopes are added instead of multiplied",
            lambda change, slopes: change + add_up(slopes),
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
            "it is divided by the slopes instead of multiplied",
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
            "the numbers that come back are multiplied instead of added",
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
            "only the last path is used, because each one overwrites the one before",
            lambda sensitivities, weights: sensitivities[-1] * weights[-1],
        ),
        "weights added": (
            "the weights are added to the sensitivities instead of multiplied",
            lambda sensitivities, weights: add_up([*sensitivities, *weights]),
        ),
        "sums multiplied": (
            "the sum of the sensitivities is multiplied by the sum of the weights",
            lambda sensitivities, weights: add_up(sensitivities) * add_up(weights),
        ),
        "mean of the paths": (
            "it is the mean over the paths instead of the sum",
            lambda sensitivities, weights: (
                add_up([one * other for one, other in zip(sensitivities, weights)]) / len(weights)
            ),
        ),
        "signs lost": (
            "the signs are lost",
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
    """Return all weights after a learner's `learn_batch` has seen a batch once, and twice."""
    network = BATCHES[trial].network(Parts())
    numbers = []
    for time in ("once", "twice"):
        function(network, BATCHES[trial].fresh_samples(), BATCHES[trial].learning_rate)
        numbers += list(new_weights(network, None, f" (after the batch was seen {time})"))
    return numbers


IN_TURN: list[Trial] = [trial for trial in TRIALS if not trial.is_batch and len(trial.sizes) > 2]
BATCHES: list[Trial] = [trial for trial in TRIALS if len(trial.samples) > 1]


def by_recipe(mistake: Mistake, step: str) -> Mistake:
    """Return the same mistake, but in a separate function instead of a step of a Recipe.

    step: the step that the mistake changes, such as "learn_batch".
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
            "every Link sends back before the weight that it needs is nudged: that is "
            "the right order, but this exercise wants the wrong one",
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
    """Return a function that makes a nudging with a different kind of momentum.

    velocity: `velocity(before, momentum, mean, learning rate)` returns the new velocity; mean is
        the mean weight sensitivity of the batch.
    change: `change(velocity, learning rate)` returns how far the weight moves down.
    divides: whether it uses the mean over the batch instead of the sum.
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
    """Return the velocity after a batch: momentum × velocity + mean weight sensitivity."""
    return momentum * before + mean


def usual_change(velocity: Number, rate: Number) -> Number:
    """Return how far the weight moves: learning rate × velocity."""
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
                "the old velocity is left out",
                lambda before, momentum, mean, rate: mean,
                usual_change,
                {},
            ),
            (
                "velocity not kept",
                "the velocity is not multiplied by the momentum, so it never fades",
                lambda before, momentum, mean, rate: before + mean,
                usual_change,
                {},
            ),
            (
                "weight sensitivity damped",
                "the weight sensitivity is multiplied by 1 - momentum (some books do "
                "that, this exercise doesn't)",
                lambda before, momentum, mean, rate: momentum * before + (1 - momentum) * mean,
                usual_change,
                {},
            ),
            (
                "learning rate twice",
                "the code multiplies by the learning rate twice",
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
                "the old velocity is subtracted instead of added",
                lambda before, momentum, mean, rate: mean - momentum * before,
                usual_change,
                {},
            ),
            (
                "upwards",
                "the nudge is added instead of subtracted, so the error goes up",
                usual_velocity,
                lambda velocity, rate: -rate * velocity,
                {},
            ),
            (
                "not divided by the batch",
                "it uses the sum over the batch instead of the mean",
                usual_velocity,
                usual_change,
                {"divides": False},
            ),
            (
                "one velocity for all",
                "all Links share one velocity, but each needs its own",
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
    """Return minus the natural logarithm of the probability of the expected label.

    The sum of -expected × log(softmax(outputs)); one expected number is 1, the others are 0.
    """
    # log(softmax) = output - largest - log(sum) never needs the tiny probabilities.
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
            "it is divided by the largest e^output instead of the sum",
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
            "it is the logarithm of the probability",
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
    """Return a function of outputs that calls `function` with their softmax."""
    return lambda outputs, expected: function(softmax(outputs), expected)


PAIRS = [*zip(SOME_OUTPUTS, SOME_EXPECTED)]

CROSS_ENTROPY = plain_task(
    "cross_entropy",
    PAIRS,
    cross_entropy,
    {
        "minus forgotten": (
            "the minus is missing",
            lambda outputs, expected: -cross_entropy(outputs, expected),
        ),
        "logarithm of the outputs": (
            "it is minus the output, without softmax and without the logarithm",
            lambda outputs, expected: -add_up([o * e for o, e in zip(outputs, expected)]),
        ),
        "logarithm to the base 2": (
            "the logarithm has the base 2",
            lambda outputs, expected: cross_entropy(outputs, expected) / math.log(2),
        ),
        "logarithm to the base 10": (
            "the logarithm has the base 10",
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
            "the logarithms of all probabilities are added, not only that of the expected one",
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
            "it is expected minus probability instead of probability minus expected",
            of_probabilities(
                lambda probabilities, expected: [e - p for p, e in zip(probabilities, expected)]
            ),
        ),
        "outputs in place of probabilities": (
            "softmax is left out: it is output minus expected",
            lambda outputs, expected: [o - e for o, e in zip(outputs, expected)],
        ),
        "slope of sigmoid": (
            "it is multiplied by p(1 - p), which has already cancelled out",
            of_probabilities(
                lambda probabilities, expected: [
                    (p - e) * p * (1 - p) for p, e in zip(probabilities, expected)
                ]
            ),
        ),
        "only the expected one": (
            "only the expected output gets a sensitivity",
            of_probabilities(
                lambda probabilities, expected: [
                    (p - e) * (e > 0) for p, e in zip(probabilities, expected)
                ]
            ),
        ),
        "derivative of the logarithm": (
            "it is -expected / probability: how the error responds to the "
            "probabilities, not to the outputs",
            of_probabilities(
                lambda probabilities, expected: [-e / p for p, e in zip(probabilities, expected)]
            ),
        ),
        "only probabilities": (
            "the expected numbers are not subtracted",
            of_probabilities(lambda probabilities, expected: list(probabilities)),
        ),
    },
)

# If learners measure them, the last digits differ.
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
