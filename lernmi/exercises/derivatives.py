"""Is a slope the slope of its function, and are sensitivities those of their error? By trying."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from lernmi.activations import Activation, Number
from lernmi.error_functions import ErrorFunction
from lernmi.exercises.checker import STOPS, Failed, WithListsOfItsOwn, check_parts, guarded
from lernmi.exercises.diagnosis import Finding, same
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.inside.numbers import significant
from lernmi.support.texts import short_text

# How far numbers may be apart that were found by trying, as a part of them.
TRYING = 1e-4
SAMPLES = (((0.3, 0.8), (0.9, 0.2)), ((0.6,), (0.1,)), ((0.2, 0.4, 0.9), (1, 0, 0)))
# For an error function that speaks of one label among several.
ONE_IS_1 = (((0.3, 0.8), (0, 1)), ((0.2, 0.4, 0.9), (1, 0, 0)), ((-1.0, -0.5, -2.0), (0, 1, 0)))


def check_error(error: ErrorFunction) -> Finding:
    """Return whether an ErrorFunction is half the sum of squares, or else fits together.

    Another error will do, too, if `fits_together` finds nothing against it for a few samples, with
    expected numbers from 0 to 1, or at least with such of which one is 1 and the others 0, as
    cross-entropy wants them. (So hinge will not do, which wants labels of -1 and 1.)
    """
    error = WithListsOfItsOwn(error)
    finding = check_parts([error])
    if finding.is_right:
        return finding
    if all_fit_together(error, SAMPLES):
        return Finding(
            True,
            "It is not half the sum of the squared differences, but another error; its "
            "sensitivities are the derivatives of it, so it can be learned with.",
        )
    if all_fit_together(error, ONE_IS_1):
        return Finding(
            True,
            "It is not half the sum of the squared differences, but another error, for expected "
            "numbers of which one is 1 and the others are 0; with these its sensitivities are the "
            "derivatives of it, so it can be learned with.",
        )
    if not finding.mistakes and all_fit_together(without_slope_of_sigmoid(error), SAMPLES):
        return Finding(
            False,
            "Its sensitivities are what comes out if the slope of sigmoid, output x (1 - output), "
            "is already in them. The Links multiply by the slope once more, so leave it out here: "
            "the sensitivities should be the derivatives of the error by the outputs.",
            ("slope in the sensitivities",),
        )
    if finding.words.startswith(STOPS) and takes_all(error, ONE_IS_1):
        return Finding(
            False,
            "It takes only expected numbers of which one is 1 and the others are 0, and with these "
            "it is no error that can be learned with: the sensitivities should be the derivatives "
            "of the error, which should never be below 0, and fall towards what is expected.",
        )
    return finding


def without_slope_of_sigmoid(error: ErrorFunction) -> ErrorFunction:
    """Return an error function whose sensitivities are divided by the slope of sigmoid."""

    def sensitivities(outputs: Sequence[Number], expected: Sequence[Number]) -> list[Number]:
        found = error.sensitivities(outputs, expected)
        return [each / (output * (1 - output)) for each, output in zip(found, outputs)]

    return ErrorFunction(error.name, error.function, sensitivities)


def all_fit_together(error: ErrorFunction, samples: Sequence[Any]) -> bool:
    """Whether `fits_together` finds nothing against an error for these samples, nor stops."""
    try:
        return all(fits_together(error, outputs, expected) for outputs, expected in samples)
    except Exception:
        # Whatever it is that somebody's own error function raises.
        return False


def takes_all(error: ErrorFunction, samples: Sequence[Any]) -> bool:
    """Whether an error function stops at none of these samples."""
    try:
        for outputs, expected in samples:
            error.function(outputs, expected)
            error.sensitivities(outputs, expected)
    except Exception:
        # Whatever it is that somebody's own error function raises.
        return False
    return True


def fits_together(
    error: ErrorFunction, outputs: Sequence[float], expected: Sequence[float]
) -> bool:
    """Whether the sensitivities are the derivatives of the error, as trying has them.

    It has to be an error, too: not below 0, every output counts, and towards what is expected it
    falls.
    """
    sensitivities = error.sensitivities(outputs, expected)
    for place, output in enumerate(outputs):

        def error_at(value: float, place: int = place) -> Number:
            return error.function([*outputs[:place], value, *outputs[place + 1 :]], expected)

        if not is_near(sensitivities[place], slope_by_trying(error_at, output)):
            return False
    # It is an error at all: every output counts, and on the way to what is expected it falls.
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
    """Return how much a function's result changes for a small change of what goes in.

    (f(x + h) - f(x - h)) / 2h, with h = 1e-6: the central difference.
    """
    change = 1e-6
    return float(function(value + change) - function(value - change)) / (2 * change)


# What people write for the slope, with what goes wrong: function(activation, total input, output).
WRONG_SLOPES: dict[str, tuple[str, Callable[[Activation, float, float], Number]]] = {
    "slope at the output": (
        "the slope is taken at the output, as if that were the total input",
        lambda activation, total, output: slope_by_trying(activation.function, output),
    ),
    "slope with the total input": (
        "the total input stands where the output should, as in z(1 - z)",
        lambda activation, total, output: {
            "sigmoid": total * (1 - total),
            "tanh": 1 - total * total,
        }.get(activation.name, math.nan),
    ),
    "output in place of the slope": (
        "the output is given for the slope",
        lambda activation, total, output: output,
    ),
    "1 - output in place of the slope": (
        "it is only 1 - output, and not output x (1 - output)",
        lambda activation, total, output: math.nan if activation.name == "tanh" else 1 - output,
    ),
    "sigmoid's slope": (
        "it is output x (1 - output), which is the slope of sigmoid",
        lambda activation, total, output: output * (1 - output),
    ),
    "tanh's slope": (
        "it is 1 - output x output, which is the slope of tanh",
        lambda activation, total, output: 1 - output * output,
    ),
    "z(1 - z)": (
        "it is total input x (1 - total input): the output should stand there",
        lambda activation, total, output: total * (1 - total),
    ),
    "slope always 1": ("the slope is always 1", lambda activation, total, output: 1),
    "slope squared": (
        "the slope is applied twice",
        lambda activation, total, output: slope_by_trying(activation.function, total) ** 2,
    ),
    "slope with the wrong sign": (
        "the slope has the wrong sign",
        lambda activation, total, output: -slope_by_trying(activation.function, total),
    ),
    "plus in place of minus": (
        "a plus stands where a minus should, as in s(1 + s)",
        lambda activation, total, output: {
            "sigmoid": output * (1 + output),
            "tanh": 1 + output * output,
        }.get(activation.name, math.nan),
    ),
    "square forgotten": (
        "the square is forgotten: it is 1 - t x t, and not 1 - t",
        lambda activation, total, output: 1 - output if activation.name == "tanh" else math.nan,
    ),
}
POINTS = (-2.0, -0.7, 0.4, 1.3)


def check_activation(activation: Activation) -> Finding:
    """Return whether an activation's slope is the slope of its function, at four total inputs.

    If it bears the name of one of lernmi's, its function should be that of this one.
    """
    try:
        outputs = guarded(lambda: [activation.function(x) for x in POINTS])
        slopes = guarded(lambda: [activation.slope(x, y) for x, y in zip(POINTS, outputs)])
        tried = guarded(lambda: [slope_by_trying(activation.function, x) for x in POINTS])
    except Failed as problem:
        return Finding(False, str(problem))
    usual = ACTIVATIONS.get(activation.name)
    if usual is not None:
        right = [usual.function(x) for x in POINTS]
        wrong = [place for place in range(len(POINTS)) if not same(outputs[place], right[place])]
        if wrong:
            words = (
                f"Your {activation.name}({POINTS[wrong[0]]:g}) is {said(outputs[wrong[0]])}; the "
                f"right one is {significant(float(right[wrong[0]]))}."
            )
            if all(same(output, usual.function(-x)) for x, output in zip(POINTS, outputs)):
                return Finding(
                    False,
                    f"{words} Yours is what comes out if the sign of the total input is wrong.",
                    ("sign of the total input",),
                )
            return Finding(False, words)
    wrong = [place for place in range(len(POINTS)) if not is_near(slopes[place], tried[place])]
    if not wrong:
        return Finding(True, "Right.")
    x = POINTS[wrong[0]]
    words = (
        f"Your slope at a total input of {x:g} is {said(slopes[wrong[0]])}; by trying it is "
        f"{tried[wrong[0]]:.6g}."
    )
    for name, (why, function) in WRONG_SLOPES.items():
        try:
            candidates = [function(activation, z, y) for z, y in zip(POINTS, outputs)]
        except Exception:
            # Somebody's function, with what it is not made for.
            continue
        if all(is_near(slope, other) for slope, other in zip(slopes, candidates)):
            return Finding(False, f"{words} Yours is what comes out if {why}.", (name,))
    return Finding(False, words)


def is_near(value: Any, other: Number) -> bool:
    """Whether a value is as near to a number that was found by trying as can be expected.

    That is a ten-thousandth of it, and somewhat more next to 0.
    """
    try:
        return abs(float(value) - float(other)) <= TRYING * (abs(float(other)) + 1e-3)
    except Exception:
        # Whatever somebody's own number may do.
        return False


def said(value: Any) -> str:
    """Return a value for people to read, whatever it is."""
    return significant(value) if isinstance(value, float) else short_text(value)
