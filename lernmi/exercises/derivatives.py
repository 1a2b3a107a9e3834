"""Check by measuring: does a slope fit its function, and do sensitivities fit their error?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from lernmi.activations import Activation, Number
from lernmi.error_functions import ErrorFunction
from lernmi.exercises.calculations import how_it_is_off
from lernmi.exercises.checker import STOPS, Failed, WithNewLists, check_parts, guarded
from lernmi.exercises.diagnosis import NO_RETURN, UNKNOWN, Finding, same, with_answer
from lernmi.exercises.trials import number_text
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.inside.numbers import significant

# How far a number may be from the measured one, as a fraction.
TRYING = 1e-4
SAMPLES = (((0.3, 0.8), (0.9, 0.2)), ((0.6,), (0.1,)), ((0.2, 0.4, 0.9), (1, 0, 0)))
# For an error function that expects one label among several.
ONE_IS_1 = (((0.3, 0.8), (0, 1)), ((0.2, 0.4, 0.9), (1, 0, 0)), ((-1.0, -0.5, -2.0), (0, 1, 0)))


def check_error(error: ErrorFunction) -> Finding:
    """Return whether an ErrorFunction is half the sum of squares, or has the right derivatives.

    Any other error is right if it `fits_together` for a few samples. Their expected numbers are
    from 0 to 1, or else a single 1 among zeros, as for cross-entropy. (So hinge doesn't pass: it
    needs labels of -1 and 1.)
    """
    error = WithNewLists(error)
    finding = check_parts([error])
    if finding.is_right or returns_nothing(error):
        return finding
    if all_fit_together(error, SAMPLES):
        return Finding(
            True,
            "It isn't half the sum of squares, but its sensitivities are its derivatives, so a "
            "network can learn with it.",
        )
    if all_fit_together(error, ONE_IS_1):
        return Finding(
            True,
            "It isn't half the sum of squares. But for expected numbers where one is 1 and the "
            "others are 0, its sensitivities are its derivatives, so a network can learn with it.",
        )
    if not finding.mistakes and all_fit_together(without_slope_of_sigmoid(error), SAMPLES):
        return Finding(
            False,
            "sigmoid's slope, output × (1 - output), is in the sensitivities, and the Links "
            "multiply by it again. Leave it out: the sensitivities must be the derivatives of the "
            "error with respect to the outputs.",
            ("slope in the sensitivities",),
        )
    if finding.words.startswith(STOPS) and takes_all(error, ONE_IS_1):
        return Finding(
            False,
            "It accepts only expected numbers where one is 1 and the others are 0, and even for "
            "these, a network can't learn with it. The error must never be below 0, and it must "
            "fall as the outputs get closer to the expected numbers. Its sensitivities must be its "
            "derivatives.",
        )
    return finding


def returns_nothing(error: ErrorFunction) -> bool:
    """Whether one of the two functions returns None for a sample."""
    try:
        results = guarded(lambda: (error.function([0.7], [1]), error.sensitivities([0.7], [1])))
    except Failed:
        return False
    return any(result is None for result in results)


def without_slope_of_sigmoid(error: ErrorFunction) -> ErrorFunction:
    """Return the same error function, but with its sensitivities divided by sigmoid's slope."""

    def sensitivities(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
        found = error.sensitivities(outputs, expected)
        return [each / (output * (1 - output)) for each, output in zip(found, outputs)]

    return ErrorFunction(error.name, error.function, sensitivities)


def all_fit_together(error: ErrorFunction, samples: Sequence[Any]) -> bool:
    """Whether an error `fits_together` for all these samples, without an exception."""
    try:
        return all(guarded(partial(fits_together, error, *sample)) for sample in samples)
    except Exception:
        # The learner's own error function may raise anything.
        return False


def takes_all(error: ErrorFunction, samples: Sequence[Any]) -> bool:
    """Whether an error function accepts all these samples without an exception."""
    try:
        for sample in samples:
            guarded(partial(error.function, *sample))
            guarded(partial(error.sensitivities, *sample))
    except Exception:
        # The learner's own error function may raise anything.
        return False
    return True


def fits_together(
    error: ErrorFunction, outputs: Sequence[float], expected: Sequence[float]
) -> bool:
    """Whether the sensitivities are the error's derivatives, which lernmi measures.

    The error must also depend on every output, never be below 0, and fall as the outputs get closer
    to the expected numbers.
    """
    sensitivities = error.sensitivities(outputs, expected)
    for place, output in enumerate(outputs):

        def error_at(value: float, place: int = place) -> Number:
            return error.function([*outputs[:place], value, *outputs[place + 1 :]], expected)

        if not is_near(sensitivities[place], slope_by_trying(error_at, output)):
            return False
    # How strongly the error responds if each output moves towards its expected number.
    towards = [
        sensitivity * (wanted - output)
        for sensitivity, wanted, output in zip(sensitivities, expected, outputs)
    ]
    return (
        len(sensitivities) == len(outputs)
        and all(sensitivity != 0 for sensitivity in sensitivities)
        and error.function(outputs, expected) >= 0
        and sum(towards) < 0
    )


def slope_by_trying(function: Callable[[float], Number], value: float) -> float:
    """Return how strongly a function's result responds to its argument.

    This is the central difference, (f(x + h) - f(x - h)) / 2h, with h = 1e-6.
    """
    change = 1e-6
    return float(function(value + change) - function(value - change)) / (2 * change)


# Wrong slopes that people write, by the name of the mistake: what the code does wrong, and the
# slope as a function of activation, total input and output.
WRONG_SLOPES: dict[str, tuple[str, Callable[[Activation, float, float], Number]]] = {
    "slope at the output": (
        "the slope is computed at the output instead of the total input",
        lambda activation, total, output: slope_by_trying(activation.function, output),
    ),
    "slope with the total input": (
        "the slope uses the total input instead of the output, as in z(1 - z)",
        lambda activation, total, output: {
            "sigmoid": total * (1 - total),
            "tanh": 1 - total * total,
        }.get(activation.name, math.nan),
    ),
    "output in place of the slope": (
        "the slope is the output",
        lambda activation, total, output: output,
    ),
    "1 - output in place of the slope": (
        "the slope is 1 - output, but sigmoid's is output × (1 - output)",
        lambda activation, total, output: math.nan if activation.name == "tanh" else 1 - output,
    ),
    "sigmoid's slope": (
        "the slope is that of sigmoid, output × (1 - output)",
        lambda activation, total, output: output * (1 - output),
    ),
    "tanh's slope": (
        "the slope is that of tanh, 1 - output × output",
        lambda activation, total, output: 1 - output * output,
    ),
    "z(1 - z)": (
        "the slope is total input × (1 - total input), with the total input instead of the output",
        lambda activation, total, output: total * (1 - total),
    ),
    "slope always 1": ("the slope is always 1", lambda activation, total, output: 1),
    "slope squared": (
        "the slope is multiplied by itself",
        lambda activation, total, output: slope_by_trying(activation.function, total) ** 2,
    ),
    "slope with the wrong sign": (
        "the slope has the wrong sign",
        lambda activation, total, output: -slope_by_trying(activation.function, total),
    ),
    "plus in place of minus": (
        "there is a plus instead of a minus, as in s(1 + s)",
        lambda activation, total, output: {
            "sigmoid": output * (1 + output),
            "tanh": 1 + output * output,
        }.get(activation.name, math.nan),
    ),
    "square forgotten": (
        "the square is missing: tanh's slope is 1 - t × t, not 1 - t",
        lambda activation, total, output: 1 - output if activation.name == "tanh" else math.nan,
    ),
}
# The question to ask if a slope doesn't fit.
ASK = "Raise the total input by 0.001. By how much does your function's result rise?"
POINTS = (-2.0, -0.7, 0.4, 1.3)


def check_activation(activation: Activation) -> Finding:
    """Return whether an activation's slope fits its function, at four total inputs.

    If it has the name of one of lernmi's activations, it must have the same function.
    """
    try:
        outputs = guarded(lambda: [activation.function(x) for x in POINTS])
        if any(output is None for output in outputs):
            return Finding(False, NO_RETURN.format(name=f"{activation.name}'s function"))
        slopes = guarded(lambda: [activation.slope(x, y) for x, y in zip(POINTS, outputs)])
        if any(slope is None for slope in slopes):
            return Finding(False, NO_RETURN.format(name=f"{activation.name}'s slope"))
        tried = guarded(lambda: [slope_by_trying(activation.function, x) for x in POINTS])
    except Failed as problem:
        return Finding(False, str(problem))
    usual = ACTIVATIONS.get(activation.name)
    if usual is not None:
        right = [usual.function(x) for x in POINTS]
        wrong = [place for place in range(len(POINTS)) if not same(outputs[place], right[place])]
        if wrong:
            x, output, good = POINTS[wrong[0]], outputs[wrong[0]], float(right[wrong[0]])
            name = f"{activation.name}({x:g})"
            if all(same(each, usual.function(-point)) for point, each in zip(POINTS, outputs)):
                why = ("sign of the total input", "the total input has the wrong sign")
                return finding_about_value(name, output, good, significant(good), *why)
            return finding_about_value(name, output, good, significant(good))
    wrong = [place for place in range(len(POINTS)) if not is_near(slopes[place], tried[place])]
    if not wrong:
        return Finding(True, "Right.")
    slope, good = slopes[wrong[0]], tried[wrong[0]]
    name = f"slope at a total input of {POINTS[wrong[0]]:g}"
    answer = f"{good:.6g}, found by trying"
    for mistake, (words, function) in WRONG_SLOPES.items():
        try:
            candidates = [function(activation, z, y) for z, y in zip(POINTS, outputs)]
        except Exception:
            # The learner's function may fail for numbers that it isn't made for.
            continue
        if all(is_near(slope, other) for slope, other in zip(slopes, candidates)):
            finding = finding_about_value(name, slope, good, answer, mistake, words)
            return finding._replace(rows=(*finding.rows, ("Ask", ASK)))
    return finding_about_value(name, slope, good, answer)


def finding_about_value(
    name: str, value: Any, good: float, good_text: str, mistake: str = "", words: str = ""
) -> Finding:
    """Return the Finding about one wrong value of an activation.

    mistake, words: the mistake and the sentence about it, or "" if unknown.
    """
    rows = [("Yours", f"{name} = {number_text(value)}\n{how_it_is_off(value, good)}".strip())]
    answer = f"{name} = {good_text}"
    if mistake:
        return Finding(False, f"{words}.", (mistake,), rows=tuple(rows), answer=answer)
    return Finding(False, UNKNOWN, rows=tuple(with_answer(rows, answer)), answer=answer)


def is_near(value: Any, other: Number) -> bool:
    """Whether a value is close enough to a measured number.

    That is within a ten-thousandth of it, or a little more for numbers near 0.
    """
    try:
        return abs(float(value) - float(other)) <= TRYING * (abs(float(other)) + 1e-3)
    except Exception:
        # The learner's own kind of number may raise anything.
        return False
