"""What is shown after a table was learned: how well it does on the rows that were kept back."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.command_line.progress import counted
from lernmi.data.preparation import Preparation
from lernmi.data.tables import Table
from lernmi.functions.error_functions import probabilities
from lernmi.network import Network
from lernmi.support.samples import Sample
from lernmi.training.measures import class_of, confusions, precision_and_recall, r_squared, results
from lernmi.writing.safe_text import printable

MOST_ROWS = 5
NAME_WIDTH = 24
NEXT = """\
If that is not enough: more --epochs, other --layers, or --ignore COLUMN for one
that says nothing. Keep the network with --save, and predict answers new rows."""


def report_labels(
    network: Network, preparation: Preparation, table: Table, test: Sequence[Sample], engine: str
) -> None:
    """Print how many rows of the test are right, and for each label how well it is told.

    table: the rows of the test.
    test: the same as samples, in the same order.
    """
    found = results(network, test, engine)
    labels = preparation.output_names
    counts = confusions(found)
    right = sum([counts[each, each] for each in range(len(labels))])
    print(
        f"Of {counted(len(test), 'row')} that it never saw, it gets {right:,} right: "
        f"{100 * right / len(test):.1f} %."
    )
    print()
    shown = [shortened(label) for label in labels]
    width = max(len("label"), *[len(label) for label in shown])
    print(f"{'label':{width}}  rows  precision  recall")
    by_class = precision_and_recall(counts)
    for place, label in enumerate(shown):
        rows = sum([count for (truth, _), count in counts.items() if truth == place])
        precision, recall = by_class.get(place, (None, None))
        print(f"{label:{width}}  {rows:4}  {percent(precision):>9}  {percent(recall):>6}")
    print("(precision: of those that it takes for the label, how many are it; recall: of")
    print("those that are it, how many it takes for it; - where there are none)")
    print()
    wrong = [
        (row, outputs, expected)
        for row, (outputs, expected) in zip(table.rows, found)
        if class_of(outputs) != class_of(expected)
    ]
    if wrong:
        print("Wrong ones, with their lines in the file:")
    for row, outputs, expected in wrong[:MOST_ROWS]:
        said, truth = shown[class_of(outputs)], shown[class_of(expected)]
        sure = max(probabilities(network, outputs))
        print(f"  line {row.line}: {said} ({sure:.2f}), but it is {truth}")
    if len(wrong) > MOST_ROWS:
        print(f"  and {len(wrong) - MOST_ROWS} more")
    if wrong:
        print()
    print(NEXT)


def report_amounts(
    network: Network, preparation: Preparation, table: Table, test: Sequence[Sample], engine: str
) -> None:
    """Print how far off the amounts of the test are, in the column's own units.

    table, test: as in `report_labels`.
    """
    rows: list[tuple[float, int, float, float]] = []
    found = results(network, test, engine)
    for row, (outputs, expected) in zip(table.rows, found):
        said, truth = float(preparation.answer(outputs)), float(preparation.answer(expected))
        rows.append((abs(said - truth), row.line, said, truth))
    mean = sum([off for off, *_ in rows]) / len(rows)
    truths = [truth for *_, truth in rows]
    column = printable(preparation.output.name)
    print(
        f"On {counted(len(test), 'row')} that it never saw, it is off by {mean:.4g} on average;\n"
        f"{column} goes from {min(truths):.4g} to {max(truths):.4g} there."
    )
    if min(truths) < max(truths):
        print(
            "R^2, the part of the differences between them that it explains: "
            f"{r_squared(found):.3f}."
        )
    print()
    print("Farthest off, with their lines in the file:")
    for _, line, said, truth in sorted(rows, reverse=True)[:MOST_ROWS]:
        print(f"  line {line}: {said:.6g}, but it is {truth:.6g}")
    print()
    print(NEXT)


def percent(share: float | None) -> str:
    """Return a share from 0 to 1 in percent, or - if there is none."""
    return "-" if share is None else f"{100 * share:.0f} %"


def shortened(label: str) -> str:
    """Return a label so short that it fits into a column."""
    label = printable(label)
    return label if len(label) <= NAME_WIDTH else label[: NAME_WIDTH - 2] + ".."
