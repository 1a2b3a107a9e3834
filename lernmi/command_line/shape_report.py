"""What is shown after points in the plane were learned: a map of what the network says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lernmi.activations import Number
from lernmi.command_line.progress import counted
from lernmi.functions.error_functions import probabilities
from lernmi.network import Network
from lernmi.support.samples import Sample
from lernmi.training.measures import absolute_error, class_of, r_squared, results

# Characters of a map; one is about twice as high as it is wide.
MAP_WIDTH = 38
MAP_HEIGHT = 19
LOW, HIGH, WRONG = ".", "#", "x"
INKS = " .:-=+*#%@"

Place = tuple[float, float]


def report_labels(
    network: Network, training: Sequence[Sample], test: Sequence[Sample], engine: str
) -> None:
    """Print how many points of the test are told apart, and draw the plane."""
    all_expected = [expected[0] for _, expected in [*training, *test]]
    labels = (min(all_expected), max(all_expected))
    wrong = []
    for (inputs, expected), (outputs, _) in zip(test, results(network, test, engine)):
        if class_of(outputs, labels) != class_of(expected, labels):
            wrong.append(inputs)
    right = len(test) - len(wrong)
    print(
        f"Of {counted(len(test), 'point')} that it never saw, it tells {right:,} right: "
        f"{100 * right / len(test):.1f} %."
    )
    print()

    places = Places([*training, *test])
    points = {}
    for inputs, expected in [*training, *test]:
        points[places.of(inputs)] = (LOW, HIGH)[class_of(expected, labels)]
    for inputs in wrong:
        points[places.of(inputs)] = WRONG

    def said(x: float, y: float) -> str:
        outputs = probabilities(network, network.propagate([x, y]))
        return (LOW, HIGH)[class_of(outputs, labels)]

    print_side_by_side(places, said, points)
    print()
    print(
        f"{LOW} label {labels[0]}   {HIGH} label {labels[1]}   {WRONG} a point that it gets wrong"
    )
    print()
    if right < 0.9 * len(test):
        print("That is not much. Try more hidden Neurons (--layers), more --epochs, or another")
        print("--activation, --initial-weights, --learning-rate or --seed.")
    else:
        print("Next: add --noise 0.2, or try fewer hidden Neurons (--layers).")


def report_heights(
    network: Network, training: Sequence[Sample], test: Sequence[Sample], engine: str
) -> None:
    """Print how far off the heights of the test are, and draw the land."""
    found = results(network, test, engine)
    off: Number = 0
    for outputs, expected in found:
        off += absolute_error(outputs, expected)
    heights = [expected[0] for _, expected in [*training, *test]]
    low, high = min(heights), max(heights)
    mean = off / len(test)
    print(
        f"At {counted(len(test), 'point')} that it never saw, it is off by {mean:.3f} on average;\n"
        f"heights go from {low:.2f} to {high:.2f}. R^2, the part of their differences that it\n"
        f"explains: {r_squared(found):.3f}."
    )
    print()

    def ink(height: float) -> str:
        share = (height - low) / (high - low)
        return INKS[min(max(0, round(share * (len(INKS) - 1))), len(INKS) - 1)]

    places = Places([*training, *test])
    points = {places.of(inputs): ink(expected[0]) for inputs, expected in [*training, *test]}
    print_side_by_side(places, lambda x, y: ink(network.propagate([x, y])[0]), points)
    print()
    print(f"From low to high: '{INKS}'")


class Places:
    """Where points of the plane stand on a map: its columns and rows, from the upper left."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        all_x = [inputs[0] for inputs, _ in samples]
        all_y = [inputs[1] for inputs, _ in samples]
        span = max(max(all_x) - min(all_x), max(all_y) - min(all_y))
        self.left: float = (min(all_x) + max(all_x) - span) / 2
        self.top: float = (min(all_y) + max(all_y) + span) / 2
        # All points fit on, the outermost in the middle of a character.
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
    places: Places, said: Callable[[float, float], str], points: dict[tuple[int, int], str]
) -> None:
    """Print what the network says of every place, and beside it the points themselves.

    said: `said(x, y)` returns the character for a point of the plane.
    points: the characters of those that there are, by column and row.
    """
    print("What it says:".ljust(MAP_WIDTH + 4) + "The points themselves:")
    for row in range(MAP_HEIGHT):
        first, second = "", ""
        for column in range(MAP_WIDTH):
            first += said(*places.point(column, row))
            second += points.get((column, row), " ")
        print(f"{first}    {second}".rstrip())
