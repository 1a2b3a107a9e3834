"""What `train` says at the end fits the numbers above it."""

from __future__ import annotations

from random import Random

import pytest

from lernmi import Network, Trainer
from lernmi.command_line.advice import (
    about_memorising,
    about_rare_labels,
    memorised_labels,
    more_epochs_may_help,
    no_better_than_one_label,
)
from lernmi.command_line.main import run
from lernmi.command_line.train import with_options
from lernmi.functions.nudging import Nudging
from lernmi.inside import sentences
from lernmi.support.records import EpochRecord

NAMES = ["no", "yes"]


def trainer_for(*sizes: int, **options) -> Trainer:
    return Trainer(Network(list(sizes)), learning_rate=0.1, **options)


def records(*errors: float, validation: tuple[float, ...] = ()) -> list[EpochRecord]:
    found = []
    for epoch, error in enumerate(errors, 1):
        held_out = (validation[epoch - 1], {}) if validation else (None, None)
        found.append(EpochRecord(epoch, 0.1, error, {}, *held_out))
    return found


def test_a_network_that_has_memorised_is_told_so_with_the_options_that_help():
    seen, unseen = [(0, 0), (1, 1)] * 50, [(0, 0), (1, 0)] * 20
    text = memorised_labels(seen, unseen, trainer_for(9, 8, 2), "row")
    assert " ".join(text.split()) == (
        "It gets 100.0 % of the training rows right, but only 50.0 % of the unseen ones. It has "
        "memorised. Try --validation 0.2 --patience 10, fewer --epochs, fewer hidden Neurons "
        "(--layers 9-2-2) or --l2 0.01."
    )


def test_nothing_is_recommended_that_is_done_already():
    trainer = trainer_for(9, 2, 2, nudging=Nudging(l2=0.01))
    trainer.history += records(1.0, 0.5, validation=(1.0, 0.9))
    text = about_memorising(1.0, 0.5, 100, trainer, "Look.")
    assert text == "Look. It has memorised. Try fewer --epochs."


@pytest.mark.parametrize(
    ("known", "right", "tested"), [(1.0, 0.95, 1000), (0.64, 0.55, 1000), (0.7, 0.4, 10)]
)
def test_a_good_result_or_a_difference_by_chance_is_not_memorised(known, right, tested):
    assert about_memorising(known, right, tested, trainer_for(9, 8, 2), "") == ""


def test_it_is_said_if_always_the_same_label_would_be_as_good():
    seen = [(0, 0)] * 90 + [(1, 0)] * 10
    text = no_better_than_one_label(seen, [(0, 0)] * 18 + [(1, 0)] * 2, NAMES)
    assert " ".join(text.split()) == (
        "Always answering no, the most common label, gets 90.0 % right: the network is no better "
        "than that."
    )
    assert no_better_than_one_label(seen, [(0, 0)] * 18 + [(1, 0), (1, 1)], NAMES) == ""


def test_a_rare_label_that_is_hardly_found_is_named_with_its_recall():
    seen = [(0, 0)] * 90 + [(1, 1)] * 10
    text = about_rare_labels(seen, [(0, 0)] * 45 + [(1, 0)] * 4 + [(1, 1)], NAMES, "row")
    assert "It finds 1 of the 5 unseen rows with the label yes, because few have it." in " ".join(
        text.split()
    )
    assert "repeat its training samples 9 times" in " ".join(text.split())
    # Found by half, or as frequent as the other, or only one or two of them: nothing to say.
    for unseen in (
        [(0, 0)] * 45 + [(1, 0), (1, 1)] * 2,
        [(0, 0)] * 45 + [(1, 0)] * 2,
    ):
        assert about_rare_labels(seen, unseen, NAMES, "row") == ""
    assert about_rare_labels([(0, 0), (1, 1)] * 9, [(1, 0)] * 9, NAMES, "row") == ""


def test_more_epochs_are_recommended_only_where_they_may_help():
    assert more_epochs_may_help(records(1.0, 0.9, 0.8, 0.7))
    assert not more_epochs_may_help(records(1.0, 0.5, 0.4, 0.4, 0.4))
    # The validation error was smallest long ago.
    assert not more_epochs_may_help(records(4, 3, 2, 1, validation=(1.0, 2.0, 3.0, 4.0)))
    assert more_epochs_may_help(records(4, 3, 2, 1, validation=(4.0, 3.0, 2.0, 1.0)))


def test_cures_name_the_options_to_type():
    assert with_options("a hidden layer: 2-8-1 instead of 2-1 and 40 epochs.") == (
        "a hidden layer: --layers 2-8-1 instead of 2-1 and --epochs 40."
    )
    assert with_options("no penalty at first (l1=0 and l2=0) and batch size 10.") == (
        "no penalty at first (--l1 0 and --l2 0) and --batch-size 10."
    )
    assert with_options("initial weights from he and learning rate 5e-05.") == (
        "--initial-weights he and --learning-rate 5e-05."
    )
    assert with_options("activation=tanh in the hidden layers and output_activation=tanh.") == (
        "--activation tanh in the hidden layers and --output-activation tanh."
    )
    assert with_options(sentences.RATE_CURE.format(rate="0.05")) == "--learning-rate 0.05."
    # One option scales the inputs and the expected numbers of a table.
    expected = sentences.SCALE_EXPECTED.format(low="-1")
    for cure in (sentences.SCALE_INPUTS, expected, f"{sentences.SCALE_INPUTS} and {expected}"):
        assert with_options(f"{cure} and 50 epochs.") == "--scaling standard and --epochs 50."


def test_train_and_check_tell_of_a_table_of_noise_that_it_is_memorised(tmp_path, capsys):
    random = Random(2)
    rows = [
        ",".join([*[f"{random.random():.3f}" for _ in range(8)], random.choice(["a", "b"])])
        for _ in range(60)
    ]
    path = tmp_path / "noise.csv"
    path.write_text("p,q,r,s,t,u,v,w,label\n" + "\n".join(rows), encoding="utf-8")
    fast = ["--epochs", "80"]
    for command in ("train", "check"):
        assert run([command, str(path), "--engine", "lists", *fast]) == 0
        text = " ".join(capsys.readouterr().out.split())
        assert "It has memorised. Try --validation 0.2 --patience 10, fewer --epochs" in text
        assert "more --epochs" not in text
