"""The report on points in the plane: a map of the network's outputs, and how many are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lernmi.activations import Number
from lernmi.command_line.advice import (
    GOOD,
    Report,
    answers_for,
    joined,
    memorised_amounts,
    memorised_labels,
    no_better_than_one_label,
    try_these,
)
from lernmi.command_line.progress import counted
from lernmi.functions.error_functions import probabilities
from lernmi.support.samples import Sample
from lernmi.trainer import Trainer
from lernmi.training.measures import absolute_error, class_of, r_squared, results

# The size of a map in characters, which are about twice as high as they are wide.
MAP_WIDTH = 38
MAP_HEIGHT = 19
LOW, HIGH, WRONG = ".", "#", "x"
INKS = " .:-=+*#%@"

Place = tuple[float, float]


# What to try, besides more epochs, if nothing better is known.
TRY = (
    "more hidden Neurons (--layers)",
    "a different --activation, --initial-weights, --learning-rate or --seed",
)


def report_labels(trainer: Trainer, training: Sequence[Sample], test: Sequence[Sample]) -> Report:
    """Draw the plane; return how many test points are right, and advice."""
    network = trainer.network
    all_expected = [expected[0] for _, expected in [*training, *test]]
    labels = (min(all_expected), max(all_expected))
    wrong = []
    for (inputs, expected), (outputs, _) in zip(test, results(network, test, trainer.engine.name)):
        if class_of(outputs, labels) != class_of(expected, labels):
            wrong.append(inputs)
    right = len(test) - len(wrong)

    places = Places([*training, *test])
    points = {}
    for inputs, expected in [*training, *test]:
        points[places.of(inputs)] = (LOW, HIGH)[class_of(expected, labels)]
    for inputs in wrong:
        points[places.of(inputs)] = WRONG

    def answer(x: float, y: float) -> str:
        outputs = probabilities(network, network.propagate([x, y]))
        return (LOW, HIGH)[class_of(outputs, labels)]

    print_side_by_side(places, answer, points)
    print()
    print(f"{LOW} label {labels[0]}   {HIGH} label {labels[1]}   {WRONG} unseen, and wrong")
    print()
    seen, unseen = answers_for(trainer, training, labels), answers_for(trainer, test, labels)
    result = (
        f"It gets {right:,} of the {counted(len(test), 'unseen point')} right: "
        f"{100 * right / len(test):.1f} %."
    )
    names = [str(label) for label in labels]
    return Report(
        joined(result, no_better_than_one_label(seen, unseen, names)),
        memorised_labels(seen, unseen, trainer, "point"),
        try_these(trainer, *TRY) if right < GOOD * len(test) else "",
    )


def report_heights(trainer: Trainer, training: Sequence[Sample], test: Sequence[Sample]) -> Report:
    """Draw the heights; return how far off the network is on the test points, and advice."""
    network = trainer.network
    test_results = results(network, test, trainer.engine.name)
    off: Number = 0
    for outputs, expected in test_results:
        off += absolute_error(outputs, expected)
    heights = [expected[0] for _, expected in [*training, *test]]
    low, high = min(heights), max(heights)
    explained = r_squared(test_results)

    def ink(height: float) -> str:
        share = (height - low) / (high - low)
        return INKS[min(max(0, round(share * (len(INKS) - 1))), len(INKS) - 1)]

    places = Places([*training, *test])
    points = {places.of(inputs): ink(expected[0]) for inputs, expected in [*training, *test]}
    print_side_by_side(places, lambda x, y: ink(network.propagate([x, y])[0]), points)
    print()
    print(f"From low to high: '{INKS}'")
    print()
    return Report(
        f"On the {counted(len(test), 'unseen point')} it is off by {off / len(test):.3f} on "
        f"average.\nHeights range from {low:.2f} to {high:.2f}. R^2, the share of their variation "
        f"that it\nexplains: {explained:.3f}.",
        memorised_amounts(trainer, training, test_results, "point"),
        try_these(trainer, *TRY) if explained < GOOD else "",
    )


class Places:
    """The columns and rows of a map, counted from the upper left, for points of the plane."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        all_x = [inputs[0] for inputs, _ in samples]
        all_y = [inputs[1] for inputs, _ in samples]
        span = max(max(all_x) - min(all_x), max(all_y) - min(all_y))
        self.left: float = (min(all_x) + max(all_x) - span) / 2
        self.top: float = (min(all_y) + max(all_y) + span) / 2
        # The outermost points are in the middle of the outermost characters.
        self.column_width: float = span / (MAP_WIDTH - 1)
        self.row_height: float = span / (MAP_HEIGHT - 1)

    def of(self, inputs: Sequence[Number]) -> tuple[int, int]:
        """Return the column and the row of a point."""
        return (
            round((inputs[0] - self.left) / self.column_width),
            round((self.top - inputs[1]) / self.row_height),
        )

    def point(self, column: int, row: int) -> Place:
        """Return the point in the middle of a column and a row."""
        return (self.left + column * self.column_width, self.top - row * self.row_height)


def print_side_by_side(
    places: Places, answer: Callable[[float, float], str], points: dict[tuple[int, int], str]
) -> None:
    """Print a map of the network's answers, and beside it a map of the points themselves.

    answer: `answer(x, y)` returns the character for a point of the plane.
    points: the character at each column and row that has a point.
    """
    print("The network's answers:".ljust(MAP_WIDTH + 4) + "The points themselves:")
    for row in range(MAP_HEIGHT):
        first, second = "", ""
        for column in range(MAP_WIDTH):
            first += answer(*places.point(column, row))
            second += points.get((column, row), " ")
        print(f"{first}    {second}".rstrip())
