"""What to say after training, so that it fits the numbers: memorised, or no better than guessing.

The reports call these functions. Each returns sentences, or "" if there is nothing to say.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from lernmi.command_line.terminal import WIDTH
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample
from lernmi.trainer import Trainer
from lernmi.training.measures import Result, class_of, r_squared, results
from lernmi.writing.safe_text import printable

# With a smaller share of right answers, or a smaller R^2, a result needs advice.
GOOD = 0.9
# A network has memorised if it is this much better on the training samples than on the others. In
# small tests, chance alone makes a difference: two standard errors, at least.
MUCH_BETTER, STANDARD_ERRORS = 0.1, 2
HALF = 0.5
# Compare with at most this many training samples.
MOST_COMPARED = 1000
# A label is rare below this share of an equal one. The network hardly finds it below this recall.
# With fewer samples in the test, that may be chance.
RARE, HARDLY_FOUND, FEWEST_FOR_RECALL = 0.5, 0.5, 3
# More epochs may help if the second half of them lowered the error by more than this fraction.
STILL_FALLING = 0.05


class Report(NamedTuple):
    """What a report returns, besides what it prints.

    result: the result, in a sentence or two.
    advice: what the numbers say, and what helps; or "".
    otherwise: what to try if the result is poor and neither the numbers nor the doctor say why.
    """

    result: str
    advice: str
    otherwise: str


# The true class and the predicted one, counted from 0.
Answers = Sequence[tuple[int, int]]


def answers_for(
    trainer: Trainer, samples: Sequence[Sample], labels: tuple[float, float] = (0, 1)
) -> list[tuple[int, int]]:
    """Return the true class and the predicted one for samples, for at most 1,000 of them.

    labels: the two labels of a single output.
    """
    return [
        (class_of(expected, labels), class_of(outputs, labels))
        for outputs, expected in results(trainer.network, some_of(samples), trainer.engine.name)
    ]


def some_of(samples: Sequence[Sample]) -> list[Sample]:
    """Return at most 1,000 of the samples, chosen at random, but always the same."""
    places: Sequence[int] = range(len(samples))
    if len(samples) > MOST_COMPARED:
        places = Random(0).sample(places, MOST_COMPARED)
    return [samples[place] for place in places]


def share_right(answers: Answers) -> float:
    """Return the share of right answers."""
    return sum([truth == answer for truth, answer in answers]) / len(answers)


def no_better_than_one_label(seen: Answers, unseen: Answers, names: Sequence[str]) -> str:
    """Say that always answering the commonest label would be as good, if it would.

    seen, unseen: the answers for the training samples, and for the test.
    names: the name of each class.
    """
    commonest = Counter([truth for truth, _ in seen]).most_common(1)[0][0]
    by_guessing = share_right([(truth, commonest) for truth, _ in unseen])
    if share_right(unseen) > by_guessing:
        return ""
    return wrap(
        f"Always answering {printable(names[commonest])}, the most common label, gets "
        f"{100 * by_guessing:.1f} % right: the network is no better than that."
    )


def about_rare_labels(
    seen: Answers, unseen: Answers, names: Sequence[str], sample_name: str
) -> str:
    """Say which rare labels the network hardly finds, and what helps.

    sample_name: "row", "digit" or "point".
    """
    all_counts = Counter([truth for truth, _ in [*seen, *unseen]])
    counts = Counter([truth for truth, _ in unseen])
    found = Counter([truth for truth, answer in unseen if truth == answer])
    share = RARE * sum(all_counts.values()) / len(all_counts)
    rare = [
        each
        for each in sorted(counts)
        if counts[each] >= FEWEST_FOR_RECALL
        and all_counts[each] < share
        and found[each] < HARDLY_FOUND * counts[each]
    ]
    if not rare:
        return ""
    recalls = [
        f"{found[each] or 'none'} of the {counts[each]} unseen {sample_name}s with the label "
        f"{printable(names[each])}"
        for each in rare
    ]
    often = round(max(all_counts.values()) / max([all_counts[each] for each in rare]))
    return wrap(
        f"It finds {', and '.join(recalls)}, because few have it. What helps: more {sample_name}s "
        f"with it; or, in a program, repeat its training samples {often} times."
    )


def about_memorising(
    seen: float, unseen: float, tested: int, trainer: Trainer, sentence: str
) -> str:
    """Say that the network is far better on the training samples than on the others, if it is.

    seen, unseen: the share of right answers, or R^2, for the training samples and for the test.
    tested: the number of samples in the test.
    sentence: how to say both numbers.
    """
    chance = STANDARD_ERRORS * 0.5 / tested**0.5
    if unseen >= GOOD or seen - unseen < max(MUCH_BETTER, chance):
        return ""
    sizes = [len(layer.neurons) for layer in trainer.network.neuron_layers]
    helps = ["fewer --epochs"]
    if not has_validation(trainer.history):
        helps.insert(0, "--validation 0.2 --patience 10")
    if any(size > 2 for size in sizes[1:-1]):
        fewer = [max(2, size // 4) for size in sizes[1:-1]]
        layers = "-".join(map(str, [sizes[0], *fewer, sizes[-1]]))
        helps.append(f"fewer hidden Neurons (--layers {layers})")
    if not getattr(trainer.nudging, "l2", 0):
        helps.append("--l2 0.01")
    return wrap(f"{sentence} It has memorised. Try {joined_with_or(helps)}.")


def memorised_labels(seen: Answers, unseen: Answers, trainer: Trainer, sample_name: str) -> str:
    """Say that the network has memorised the labels, if it has."""
    known, right = share_right(seen), share_right(unseen)
    sentence = (
        f"It gets {100 * known:.1f} % of the training {sample_name}s right, but only "
        f"{100 * right:.1f} % of the unseen ones."
    )
    return about_memorising(known, right, len(unseen), trainer, sentence)


def memorised_amounts(
    trainer: Trainer, training: Sequence[Sample], test: Sequence[Result], sample_name: str
) -> str:
    """Say that the network has memorised the amounts, if it has.

    test: outputs and expected numbers of the test.
    """
    seen = results(trainer.network, some_of(training), trainer.engine.name)
    if not do_amounts_differ(seen) or not do_amounts_differ(test):
        return ""
    known, right = float(r_squared(seen)), float(r_squared(test))
    if known < HALF:
        # A network that does badly on the training samples hasn't memorised them.
        return ""
    sentence = (
        f"On the training {sample_name}s R^2 is {known:.3f}, but on the unseen ones only "
        f"{right:.3f}."
    )
    return about_memorising(known, right, len(test), trainer, sentence)


def do_amounts_differ(pairs: Sequence[Result]) -> bool:
    """Return whether the expected amounts differ; if not, there is no R^2."""
    return any(expected != pairs[0][1] for _, expected in pairs)


def more_epochs_may_help(history: Sequence[EpochRecord]) -> bool:
    """Return whether the error was still falling at the end.

    With a validation, its error counts: it must have been smallest in the last tenth of the epochs.
    """
    if not history:
        return True
    errors = [float(record.error) for record in history]
    if has_validation(history):
        errors = [float(record.validation_error or 0) for record in history]
        return errors.index(min(errors)) >= 0.9 * len(errors) - 1
    return errors[-1] < (1 - STILL_FALLING) * errors[len(errors) // 2] or len(errors) < 3


def has_validation(history: Sequence[EpochRecord]) -> bool:
    """Return whether the training had validation samples."""
    return bool(history) and history[-1].validation_error is not None


def try_these(trainer: Trainer, *others: str) -> str:
    """Return what to try: more epochs if they may help, and these."""
    helps = ["more --epochs"] if more_epochs_may_help(trainer.history) else []
    return wrap(f"Try {joined_with_or([*helps, *others])}.")


def joined_with_or(things: Sequence[str]) -> str:
    """Return "a", "a or b", or "a, b or c"."""
    if len(things) == 1:
        return things[0]
    return f"{', '.join(things[:-1])} or {things[-1]}"


def joined(*texts: str) -> str:
    """Return the texts that are not empty, one per line."""
    return "\n".join([text for text in texts if text])


def wrap(text: str) -> str:
    """Wrap text at the width of the terminal, and keep options in one piece."""
    return textwrap.fill(text, WIDTH - 1, break_on_hyphens=False)
