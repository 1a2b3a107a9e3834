"""The report on a table: the largest mistakes on the held-out rows, and how many are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence

from lernmi.command_line.advice import (
    GOOD,
    Report,
    about_rare_labels,
    answers_for,
    joined,
    memorised_amounts,
    memorised_labels,
    no_better_than_one_label,
    try_these,
    wrap,
)
from lernmi.command_line.progress import counted
from lernmi.data.preparation import Preparation
from lernmi.functions.error_functions import probabilities
from lernmi.inside.ailments_of_samples import keys_of_inputs
from lernmi.support.samples import Sample, expected_at
from lernmi.trainer import Trainer
from lernmi.training.measures import class_of, confusions, precision_and_recall, r_squared, results
from lernmi.writing.safe_text import printable

MOST_ROWS = 5
# If one row makes more than this fraction of the squared error, look at that row first.
NEARLY_ALL = 0.9
NAME_WIDTH = 24
# With a smaller share of test rows that occur among the training rows, too, that hardly matters.
COPIES, FEWEST_COPIES = 0.1, 2
# They are no copies if chance alone explains more than this share of them.
BY_CHANCE = 0.2
# What to try, besides more epochs, if nothing better is known.
TRY = ("other --layers", "--ignore COLUMN for a column that doesn't help")


def report_labels(
    trainer: Trainer,
    preparation: Preparation,
    lines: Sequence[int],
    training: Sequence[Sample],
    test: Sequence[Sample],
) -> Report:
    """Print precision and recall of each label; return how many rows are right, and advice.

    lines: the line of each row of the test.
    training: the samples of the training.
    test: the rows of the test as samples, in the same order.
    """
    network = trainer.network
    test_results = results(network, test, trainer.engine.name)
    # Names of Neurons may be longer, because they all differ.
    labels = preparation.output.names
    counts = confusions(test_results)
    right = sum([counts[each, each] for each in range(len(labels))])
    short_labels = [short_label(label) for label in labels]
    width = max(len("label"), *[len(label) for label in short_labels])
    print(f"{'label':{width}}  rows  precision  recall")
    by_class = precision_and_recall(counts)
    for place, label in enumerate(short_labels):
        rows = sum([count for (truth, _), count in counts.items() if truth == place])
        precision, recall = by_class.get(place, (None, None))
        print(f"{label:{width}}  {rows:4}  {percent(precision):>9}  {percent(recall):>6}")
    print("(Precision: how often a row that it gives this label really has it. Recall: how")
    print("often it gives this label to a row that has it. A - means no such rows.)")
    print()
    wrong = [
        (line, outputs, expected)
        for line, (outputs, expected) in zip(lines, test_results)
        if class_of(outputs) != class_of(expected)
    ]
    if wrong:
        print("Wrong rows, by their line in the file (in brackets: how sure it is):")
    for line, outputs, expected in wrong[:MOST_ROWS]:
        answer = short_labels[class_of(outputs)]
        truth = short_labels[class_of(expected)]
        sure = max(probabilities(network, outputs))
        print(f"  line {line}: {answer} ({sure:.2f}); it is {truth}")
    if len(wrong) > MOST_ROWS:
        print(f"  and {len(wrong) - MOST_ROWS} more")
    if wrong:
        print()
    seen = answers_for(trainer, training)
    unseen = [(class_of(expected), class_of(outputs)) for outputs, expected in test_results]
    result = (
        f"It gets {right:,} of the {counted(len(test), 'unseen row')} right: "
        f"{100 * right / len(test):.1f} %."
    )
    no_better = no_better_than_one_label(seen, unseen, labels)
    repeated = places_of_repeated(training, test)
    about_repeated = ""
    if are_copies(repeated, preparation, training, len(test)):
        others = [pair for place, pair in enumerate(unseen) if place not in repeated]
        about_repeated = words_about_copies(repeated, lines)
        if others:
            right_others = sum([truth == answer for truth, answer in others])
            about_repeated += f" Of the other {len(others)}, it gets {right_others} right"
            about_repeated += f": {100 * right_others / len(others):.1f} %."
        about_repeated = wrap(about_repeated)
    return Report(
        joined(result, about_repeated, no_better),
        joined(
            about_rare_labels(seen, unseen, labels, "row"),
            memorised_labels(seen, unseen, trainer, "row"),
        ),
        try_these(trainer, *TRY) if no_better or right < GOOD * len(test) else "",
    )


def report_amounts(
    trainer: Trainer,
    preparation: Preparation,
    lines: Sequence[int],
    training: Sequence[Sample],
    test: Sequence[Sample],
) -> Report:
    """Print the largest mistakes; return how far off the test rows are, and advice.

    lines, training, test: as in `report_labels`.

    All amounts are in the units of the column.
    """
    rows: list[tuple[float, int, float, float]] = []
    test_results = results(trainer.network, test, trainer.engine.name)
    for line, (outputs, expected) in zip(lines, test_results):
        answer, truth = float(preparation.answer(outputs)), float(preparation.answer(expected))
        rows.append((abs(answer - truth), line, answer, truth))
    mean = sum([off for off, *_ in rows]) / len(rows)
    truths = [truth for *_, truth in rows]
    print("Farthest off, by their line in the file:")
    for _, line, answer, truth in sorted(rows, reverse=True)[:MOST_ROWS]:
        print(f"  line {line}: {answer:.6g}; it is {truth:.6g}")
    print()
    result = (
        f"On the {counted(len(test), 'unseen row')} it is off by {mean:.4g} on average.\n"
        f"In these rows, {printable(preparation.output.name)} ranges from {min(truths):.4g} to "
        f"{max(truths):.4g}."
    )
    if min(truths) == max(truths):
        return Report(result, "", "")
    explained = r_squared(test_results)
    result += f"\nR^2, the share of this variation that it explains: {explained:.3f}."
    if explained <= 0:
        result += "\nAlways predicting the mean would be as good."
    repeated = places_of_repeated(training, test)
    if are_copies(repeated, preparation, training, len(test)):
        others = [off for place, (off, *_) in enumerate(rows) if place not in repeated]
        words = words_about_copies(repeated, lines)
        if others:
            words += f" On the others it is off by {sum(others) / len(others):.4g} on average."
        result = joined(result, wrap(words))
    squares = [off * off for off, *_ in rows]
    advice = memorised_amounts(trainer, training, test_results, "row")
    if explained < GOOD and max(squares) > NEARLY_ALL * sum(squares) and len(rows) > MOST_ROWS:
        line = rows[squares.index(max(squares))][1]
        advice = wrap(
            f"Line {line} alone makes more than {100 * NEARLY_ALL:.0f} % of the squared error. Is "
            "its number right? It may be a typing error, or a line of totals."
        )
    return Report(
        result,
        advice,
        try_these(trainer, *TRY) if explained < GOOD else "",
    )


def places_of_repeated(training: Sequence[Sample], test: Sequence[Sample]) -> set[int]:
    """Return the places of the test rows that equal a training row, counted from 0."""
    # Nearly all tables have none, and inputs alone show that faster.
    if set(keys_of_inputs(training)).isdisjoint(keys_of_inputs(test)):
        return set()
    seen = set(keys_of(training))
    return {place for place, key in enumerate(keys_of(test)) if key in seen}


def keys_of(samples: Sequence[Sample]) -> Iterator[Hashable]:
    """Return something for each sample that is equal if, and only if, the samples are."""
    expected = expected_at(samples, range(len(samples)))
    return zip(keys_of_inputs(samples), map(tuple, expected))


def are_copies(
    repeated: Collection[int], preparation: Preparation, training: Sequence[Sample], tested: int
) -> bool:
    """Return whether test rows that also occur in training are likely to be copies.

    If the columns have only a few different values, rows are often equal by chance.
    """
    if len(repeated) < max(FEWEST_COPIES, COPIES * tested):
        return False
    by_chance, place = float(tested * len(training)), 0
    for column in preparation.inputs:
        values = [tuple(inputs[place : place + len(column.names)]) for inputs, _ in training]
        place += len(column.names)
        # This is how likely two rows have the same value in this column.
        by_chance *= sum([(count / len(training)) ** 2 for count in Counter(values).values()])
    return by_chance < BY_CHANCE * len(repeated)


def words_about_copies(repeated: Collection[int], lines: Sequence[int]) -> str:
    """Say how many of the test rows the network has seen, and what that means.

    lines: the line of each row of the test.
    """
    return (
        f"But {len(repeated)} of these {len(lines)} rows, such as line {lines[min(repeated)]}, "
        "also occur among the training rows, so they aren't unseen. If they are copies, delete "
        "them."
    )


def percent(share: float | None) -> str:
    """Return a share from 0 to 1 in percent, or "-" for None."""
    return "-" if share is None else f"{100 * share:.0f} %"


def short_label(label: str) -> str:
    """Return a label, cut so that it fits into a column."""
    label = printable(label)
    return label if len(label) <= NAME_WIDTH else label[: NAME_WIDTH - 2] + ".."
